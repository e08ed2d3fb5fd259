"""A bare frame in a cell: short where asked for, pandas' own for all else and again after."""

import sys
from types import SimpleNamespace

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

import taian_analysis as ta


@pytest.fixture
def shown(monkeypatch):
    """Return what a cell shows of a frame, as HTML."""
    shell = SimpleNamespace(display_formatter=DisplayFormatter())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    return shell.display_formatter.formatters["text/html"]


@pytest.fixture(scope="module")
def gaps():
    return ta.gap_to_target()


def test_nothing_changes_until_it_is_asked_for(shown, gaps):
    assert shown(gaps) == gaps._repr_html_()
    ta.show_frames()
    ta.show_frames(False)
    assert shown(gaps) == gaps._repr_html_()


def test_a_bare_frame_is_the_view_of_it(shown, gaps):
    ta.show_frames()
    assert shown(gaps) == ta.view(gaps)._repr_html_()
    lost = ta.rejections()
    assert shown(lost) == ta.view(lost)._repr_html_()
    unmet = gaps[gaps["met"].eq(False)]
    assert shown(unmet) == ta.view(unmet)._repr_html_()
    assert shown(unmet).count("<tr>") == 1 + 3  # the head, and the three that are not met


def test_other_frames_are_as_pandas_shows_them(shown, gaps):
    ta.show_frames()
    for frame in (gaps[["indicator", "status"]], pd.DataFrame({"status": ["open"]})):
        assert shown(frame) == frame._repr_html_()
