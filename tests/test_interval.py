"""One ruling for each word beside a number, whoever reads it; the values are worked out by hand."""

import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import taian_analysis as ta
from taian_analysis.audit.claims import Context
from taian_analysis.audit.claims import interval as audited
from taian_analysis.audit.reckon import ANYTHING, outcome
from taian_analysis.base import catalog
from taian_analysis.grammar.interval import (
    Interval,
    agree,
    ends,
    interval,
    last_step,
    ruling,
    same_number,
    scaled,
    vague,
    words,
)
from taian_analysis.grammar.numerals import chinese_number
from taian_analysis.grammar.quantities import parse_quantity

OPEN = None
CASES = [
    ("5300余", "人", 5300, 5400),
    ("1.75万余", "人", 17500, 17600),
    ("约5300", "人", 5250, 5350),
    ("约100", "人", 90, 110),
    ("70左右", "%", 65, 75),
    ("近50", "人", 45, 50),
    ("60以上", "%", 60, OPEN),
    ("不低于60", "%", 60, OPEN),
    ("不足30", "%", OPEN, 30),
    ("不超过8", "%", OPEN, 8),
    ("69.12", "%", 69.115, 69.125),
]


def _put(number, unit):
    """Where the unit stands: before 以上 and 左右, after the rest."""
    for tail in ("以上", "左右"):
        if number.endswith(tail):
            return number.removesuffix(tail) + unit + tail
    return number + unit


@pytest.mark.parametrize("number, unit, low, high", CASES)
def test_a_cell_means_it(number, unit, low, high):
    base = parse_quantity(_put(number, unit), unit)
    assert (base.low, base.high) == (low, high)


@pytest.mark.parametrize("number, unit, low, high", CASES)
def test_running_text_and_the_audit_mean_it(number, unit, low, high):
    text = f"2022年,全市参加培训的比例或人数为{_put(number, unit)},工作有序。"
    row = ta.find_quantities(text).iloc[0]
    assert (None if pd.isna(row.low) else row.low) == low
    assert (None if pd.isna(row.high) else row.high) == high
    (figure,) = Context(ta.read_report(text + "\n")).figures
    found = audited(figure)
    assert found.low == (-math.inf if low is None else low)
    assert found.high == (math.inf if high is None else high)


@pytest.mark.parametrize("row", catalog.load("qualifiers").values(), ids=catalog.load("qualifiers"))
def test_every_ruling_has_its_reason_in_both_languages(row):
    assert row["reason"] and row["reason_en"]


def test_every_word_has_one_ruling():
    rows = catalog.load("qualifiers")
    for side in ("before", "after"):
        words = [word for row in rows.values() for word in row[side].split()]
        assert len(words) == len(set(words))
        assert all(word in rows[ruling(word)][side].split() for word in words)


@given(st.integers(1, 10**9), st.integers(0, 4), st.sampled_from(["", "约", "近", "余"]))
def test_the_number_itself_is_never_outside(number, places, word):
    value, step = Decimal(number).scaleb(-places), Decimal(1).scaleb(-places)
    low, high = ends(value, step, word)
    assert low is not None and high is not None and low <= value <= high
    assert high - low <= max(value * 2, step * 2)


@given(st.integers(1, 10**6), st.sampled_from(["以上", "超过", "不足", "以内"]))
def test_a_bound_is_open_on_one_side_only(number, word):
    low, high = interval(float(number), 1.0, word)
    assert (low == number) != (high == number)
    assert math.isinf(low) or math.isinf(high)


@pytest.mark.parametrize(
    "text, value",
    [("一百零三", 103), ("二十三", 23), ("十", 10), ("二〇二三", 2023), ("两千", 2000), ("三四", None),
     ("十百", None), ("一万二", 10002), ("", None)],
)  # fmt: skip
def test_one_reader_of_chinese_numerals(text, value):
    assert chinese_number(text) == value


def test_a_numeral_is_the_same_in_a_cell_in_text_and_in_a_date():
    assert parse_quantity("一百零三个").value == 103
    assert ta.find_quantities("2022年建成养老机构一百零三个。")["value"].tolist()[-1] == 103
    assert ta.read_report("某市民政局\n二〇二三年十二月二十三日\n").date.isoformat() == "2023-12-23"


@pytest.mark.parametrize(
    "one, other, wanted",
    [
        ((0.1 + 0.2, 0.1 + 0.2), (0.3, 0.3), True),  # float dust is no difference
        ((1e12, 1e12), (1e12 + 500, 1e12 + 500), True),  # relative to the size of the numbers
        ((1e12, 1e12), (1e12 + 5000, 1e12 + 5000), False),
        ((0.0, 0.1), (0.1 + 3e-9, 1.0), False),
        ((0.0, 0.1), (0.1 + 1.5e-9, 0.5), False),
        ((0.0, 0.1), (0.1 + 0.5e-9, 0.5), True),
        ((0.0, math.inf), (5.0, 5.0), True),
        ((0.0, 5.0), (7.0, math.inf), False),  # an open end does not widen the slack
        ((5.0, 6.0), (6.0, 7.0), True),
    ],
)
def test_when_two_intervals_agree(one, other, wanted):
    assert agree(Interval(*one), Interval(*other)) is wanted
    assert agree(Interval(*other), Interval(*one)) is wanted


@pytest.mark.parametrize(
    "one, other, wanted",
    [
        ((110.5, 111.5), (111.5, 112.5), False),  # 111万 and 112万 only touch
        ((110.5, 111.5), (111.4, 112.5), True),
        ((110.5, 111.5), (111.5, 111.5), True),  # an exact number at the end
        ((1e9 - 0.5, 1e9 + 0.5), (1e9 + 0.5, 1e9 + 1.5), False),
        ((0.1, 0.3), (0.1 + 0.2, 0.5), False),  # float dust: 0.30000000000000004
        ((99.0, 100.0), (100.0 - 5e-8, 101.0), False),  # within the slack of 100
        ((99.0, 100.0), (100.0 - 2e-7, 101.0), True),
        ((0.001, 0.01), (0.01 - 2e-10, 0.02), True),  # and of 0.01
        ((-101.0, -100.0), (-100.0 - 5e-8, -99.0), False),
    ],
)
def test_when_two_printings_can_be_one_number(one, other, wanted):
    assert same_number(Interval(*one), Interval(*other)) is wanted
    assert same_number(Interval(*other), Interval(*one)) is wanted


def test_how_far_about_reaches():
    assert vague(Decimal(5300), Decimal(1)) == 50  # half a hundred
    assert vague(Decimal(100), Decimal(1)) == 10  # no more than a tenth
    assert vague(Decimal(-100), Decimal(1)) == 10
    assert vague(Decimal(3), Decimal(1)) == Decimal("0.5")  # but the rounding at least
    assert vague(Decimal(0), Decimal(1)) == Decimal("0.5")
    assert vague(Decimal("1.25"), Decimal("0.01")) == Decimal("0.005")


def test_the_place_of_the_last_figure():
    places = {"5300": "100", "17.50": "0.1", "1": "1", "0": "1", "0.00": "1", "-20": "10"}
    for number, step in places.items():
        assert last_step(Decimal(number)) == Decimal(step), number


@pytest.mark.parametrize(
    "word, low, high",
    [
        (None, "29.5", "30.5"), ("", "29.5", "30.5"), ("约", "27", "33"), ("近", "27", "30"),
        ("余", "30", "40"), ("≥", "30", None), ("＞", "30", None), ("≤", None, "30"),
        (" 不足 ", None, "30"), ("==", "29.5", "30.5"), ("words of no ruling", "29.5", "30.5"),
    ],
)  # fmt: skip
def test_each_ruling_on_thirty(word, low, high):
    wanted = tuple(None if end is None else Decimal(end) for end in (low, high))
    assert ends(Decimal(30), Decimal(1), word) == wanted
    open_ = (-math.inf, math.inf)
    as_floats = tuple(
        o if end is None else float(end) for o, end in zip(open_, wanted, strict=True)
    )
    assert interval(30.0, 1.0, word) == as_floats


def test_the_words_of_a_side():
    assert words("after", "more") == ("余", "多", "几")
    assert "约" in words("before") and "约" not in words("after")
    assert set(words("before", "most", "under")) < set(words("before"))


def test_arithmetic_of_intervals():
    assert outcome("ratio", [Interval(9, 11), Interval(2, 3)]) == Interval(3, 5.5)
    assert outcome("ratio", [Interval(-1, 4), Interval(2, 4)]) == Interval(-0.5, 2)
    assert outcome("ratio", [Interval(60, math.inf), Interval(2, 4)]) == Interval(15, math.inf)
    assert outcome("ratio", [Interval(60, math.inf), Interval(2, math.inf)]) == Interval(
        0, math.inf
    )
    for zero in (Interval(0, 4), Interval(-4, 0), Interval(-1, 1), Interval(0, 0)):
        assert outcome("ratio", [Interval(1, 2), zero]) == Interval(-math.inf, math.inf)
    # what is measured against less than nothing is not computed
    assert outcome("ratio", [Interval(1, 2), Interval(-4, -2)]) == ANYTHING
    assert outcome("sum", [Interval(1, 2), Interval(10, 20)]) == Interval(11, 22)
    assert outcome("sum", []) == Interval(0, 0)
    # 9 to 11 less 2 to 3: from 9 - 3 to 11 - 2; and so where one of them is below zero
    assert outcome("rest", [Interval(9, 11), Interval(2, 3)]) == Interval(6, 9)
    assert outcome("rest", [Interval(-1, 1), Interval(-3, 5)]) == Interval(-6, 4)
    assert scaled(Interval(2, 3), 100) == Interval(200, 300)
    assert scaled(Interval(2, 3), -4) == Interval(-12, -8)
    assert outcome("sum", [Interval(1, math.inf), Interval(2, 3)]) == Interval(3, math.inf)
