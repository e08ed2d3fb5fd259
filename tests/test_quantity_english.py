"""Values in English words: what is at least, at most, and what a number counts."""

import pytest

from taian_analysis.grammar.quantities import QuantityError, parse_quantity


@pytest.mark.parametrize(
    ("text", "op", "value", "unit"),
    [
        ("At least 85%", ">=", 85, "%"),
        ("within 10 working days", "<=", 10, "工作日"),
        ("no more than 4", "<=", 4, None),
        ("80% or more", ">=", 80, "%"),
        ("90 minutes or less", "<=", 90, "分钟"),
        ("More than 1,500", ">", 1500, None),
        ("≤ 10 days", "<=", 10, "天"),
        ("100% achieved", "==", 100, "%"),
        ("12days", "==", 12, "天"),
        ("95.0 per cent", "==", 95, "%"),
    ],
)
def test_a_value_in_words(text, op, value, unit):
    read = parse_quantity(text)
    assert (read.text, read.op, read.value, read.unit) == (text, op, value, unit)


@pytest.mark.parametrize(
    "text", ["5 days notice", "at least 85% or more", "1 in 10", "at least ≥5"]
)
def test_what_is_said_otherwise_is_not_guessed(text):
    with pytest.raises(QuantityError):
        parse_quantity(text)
