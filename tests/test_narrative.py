from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import taian_analysis as ta
from taian_analysis.base import schema
from taian_analysis.base.errors import PeriodError

WHEN = date(2023, 7, 11)


def found(text, when=WHEN):
    return ta.find_quantities(text, when).to_dict("records")


def test_frame_has_the_contract():
    frame = ta.find_quantities("截至4月底,共有49107人,占86%。", WHEN)
    assert list(frame.columns)[:12] == schema.columns("quantities")
    schema.validate(frame, "quantities")
    empty = ta.find_quantities("", WHEN)
    assert len(empty) == 0
    schema.validate(empty, "quantities")


def test_offsets_are_those_of_the_printed_number():
    text = "面积达到258万平方米,支出400余万元,比例由1.34:1降低到1.27:1。"
    for row in found(text):
        assert text[row["start"] : row["end"]] == row["text"]
    assert [r["text"] for r in found(text)] == ["258万", "400余万", "1.34:1", "1.27:1"]


def test_a_date_that_is_none():
    with pytest.raises(PeriodError):
        ta.find_quantities("5人", "soon")
    with pytest.raises(PeriodError):
        ta.find_quantities(5)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_arbitrary_text_never_raises(text):
    ta.find_quantities(text, WHEN)


@given(
    st.text(
        alphabet="0123456789.,:/-%万亿元人个余以上每月年日第(《“〔〕”》)、。;由到至占增长AB+|\t\n 十两百",
        max_size=50,
    )
)
@settings(max_examples=200, deadline=None)
def test_every_digit_is_in_exactly_one_row(text):
    rows = ta.classify_digits(text, WHEN)
    held = [0] * len(text)
    for start, end in zip(rows["start"], rows["end"], strict=True):
        for i in range(start, end):
            held[i] += 1
    assert all(held[i] == 1 for i, char in enumerate(text) if char.isdecimal())
    assert max(held, default=0) <= 1
    figures = rows[rows["class"] == "figure"]
    assert len(ta.find_quantities(text, WHEN)) <= len(figures)
