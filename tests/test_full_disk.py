"""A disk that is full: each writer and reader ends in a `TaianError` and leaves no half a file."""

import contextlib
import json
import sys
import tempfile
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.briefing.export import FORMATS, export_notebook
from taian_analysis.products import publish
from taian_analysis.products.evidence import evidence, write
from taian_analysis.products.evidence_app import from_bytes

resource = pytest.importorskip("resource", reason="limits of a process are of Unix")
FORMS = Path(__file__).parent / "data" / "forms"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"


@contextlib.contextmanager
def full(left):
    """Let no file grow beyond so many bytes, as on a disk that has no more.

    Nor may Python keep what it compiles meanwhile, here or in a process begun here: it takes what
    it wrote of a module for the whole of it, and no later test could load that.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """A notebook that was run, with a drawing; temporary files have a folder of their own."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": SVG}}
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "execution_count": 1}
    path = tmp_path / "n.ipynb"
    made = {"cells": [cell | {"outputs": [output]}], "metadata": {}, "nbformat": 4}
    path.write_text(json.dumps(made | {"nbformat_minor": 5}), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("left", [40, 2000])
def test_a_briefing_on_a_full_disk_is_none(notebook, form, left):
    target = notebook.parent / "out" / f"b.{form}"
    target.parent.mkdir()
    target.write_bytes(b"old")
    with full(left), pytest.raises(ta.TaianError, match="can not be written"):
        export_notebook(notebook, format=form, execute=False, output=target, lang="en")
    assert target.read_bytes() == b"old"
    assert [p.name for p in target.parent.iterdir()] == [target.name]
    assert not list((notebook.parent / "scratch").iterdir())


def test_an_old_word_file_that_finds_no_room_is_not_called_damaged(notebook):
    with full(100), pytest.raises(ta.TaianError, match="temporary files can not be written"):
        ta.read_report(FORMS / "report.doc")
    assert not list((notebook.parent / "scratch").iterdir())


@pytest.mark.parametrize("call", [
    lambda folder: publish.build(None, folder / "set"),
    lambda folder: write(evidence("全市有5个县。"), folder / "e.html"),
    lambda folder: ta.read_corpus([FORMS / "report.xls"], folder / "corpus", workers=1),
])  # fmt: skip
def test_what_is_written_on_a_full_disk_is_none(tmp_path, call):
    with full(100), pytest.raises(ta.TaianError):
        call(tmp_path)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_the_checker_says_that_it_found_no_room(notebook):
    with full(3):
        told = json.loads(from_bytes("a.txt", "全市有5个县。".encode(), "en"))
    assert "temporary files can not be written" in told["error"]
