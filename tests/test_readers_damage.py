"""Real documents with bytes cut, changed and moved end in a report or in a `TaianError`."""

from functools import cache

import annex_forms as forms
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import taian_analysis as ta

MAKERS = {
    "docx": forms.merged_docx,
    "xlsx": forms.merged_xlsx,
    "html": lambda: forms.merged_html().encode(),
    "pdf": forms.pdf,
    "csv": lambda: forms.blank_csv().encode("gb18030"),
    "md": lambda: forms.markdown().encode(),
}


@cache
def made(form):
    return MAKERS[form]()


@pytest.mark.parametrize("form", MAKERS)
@given(
    cut=st.floats(0, 1),
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8),
)
@settings(max_examples=12, deadline=None)
def test_damage(form, cut, flips):
    data = bytearray(made(form))
    for at, value in flips:
        data[int(at * (len(data) - 1))] = value
    data = bytes(data[: max(1, int(cut * len(data)))])
    try:
        report = ta.read_report(data)
    except ta.TaianError as error:
        assert error.describe("zh")
    else:
        assert report.text.strip()


@pytest.mark.parametrize("cut", [0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_page_cut_off_keeps_what_there_is(cut):
    page = forms.merged_html()
    report = ta.read_report(page[: int(cut * len(page))])
    table = report.tables[0]
    whole = [["".join(c.text.split()) for c in row] for row in table.rows][1:-1]
    want = [["".join(c.split()) for c in row] for row in forms.ROWS]
    assert whole == want[: len(whole)]
    assert len(whole) >= 20 * cut - 5
