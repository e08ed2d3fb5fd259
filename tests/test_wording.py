"""How numbers, units and periods are printed, and that the examples in the docs hold."""

from __future__ import annotations

import pandas as pd
import pytest

from taian_analysis.grammar import unit_names, wording


@pytest.mark.parametrize("value", [None, pd.NA, float("nan"), pd.NaT])
def test_missing_is_a_dash(value):
    assert wording.number(value) == "—"
    assert wording.percent(value) == "—"
    assert wording.amount(value, "人") == "—"


@pytest.mark.parametrize(
    ("value", "digits", "lang", "text"),
    [
        (0.1 + 0.2, None, "zh", "0.3"),
        (1234567.0, None, "zh", "1234567"),
        (1234567.0, None, "en", "1,234,567"),
        (2.5, 0, "zh", "3"),
        (-0.04, 1, "zh", "0.0"),
        (-5, None, "en", "−5"),
        (1e12, None, "en", "1,000,000,000,000"),
    ],
)
def test_numbers(value, digits, lang, text):
    assert wording.number(value, digits, lang) == text


def test_english_has_no_wan_and_no_yi():
    assert wording.amount(111, "万人", "en") == "1,110,000 people"
    assert wording.amount(1.31, "亿元", "en") == "131 million yuan"
    assert wording.amount(3, "艘", "en") == "3 ships"
    assert wording.amount(3, "斛", "en") == "3 斛"  # no half names


@pytest.mark.parametrize(
    ("unit", "factor", "name", "as_printed"),
    [
        ("万亿元", 1000, "billion yuan", "1,000 billion yuan"),
        ("张/千人", 1, "beds per 1,000 people", "beds per 1,000 people"),
        ("元/人·月", 1, "yuan a month", "yuan a month"),
        ("元/人、年", 1, "yuan per person a year", "yuan per person a year"),
        ("万元/人", 10000, "yuan per person", "10,000 yuan per person"),
        ("公里", 1, "km", "km"),
        ("人/年", 1, "people a year", "people a year"),
        ("百分点/年", 1, "percentage points a year", "percentage points a year"),
        ("折纯,千克/斛", 1, "折纯,千克/斛", "折纯,千克/斛"),
    ],
)
def test_units_are_put_together_in_english(unit, factor, name, as_printed):
    assert unit_names.english(unit) == (factor, name)
    assert unit_names.unscaled(unit) == as_printed


def test_unknown_report_is_named_by_its_file():
    assert wording.report_name({"report": r"C:\data\next.docx"}) == "next.docx"
    assert wording.report_name({}, "en") == "Tai'an Civil Affairs Bureau, 11 July 2023"


def test_period_in_words_does_not_follow_the_locale():
    assert wording.period_name("2021/2025", "en") == "2021–2025"
    assert wording.period_name("2023-Q1") == "2023年第一季度"
    assert wording.period_name("2023-06-30", "en") == "30 June 2023"
