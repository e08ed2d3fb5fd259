"""Tables in English: roles by the words of their heads, in a grid and in lines that end with values.

Every table is invented, and every value worked out by hand.
"""

import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.headers_english import english_head

ROWS = [
    ("Percentage of calls answered within 30 seconds", "90%", "92.4%"),
    ("Resource consents processed within statutory timeframes", "100%", "98.7%"),
    ("Number of visits to museums and galleries", "1,280,000", "1,312,455"),
    ("Serious complaints per 1,000 connections", "≤10", "8.2"),
]
WANT = {("", row[0], role, row[i]) for row in ROWS for i, role in ((1, "target"), (2, "actual"))}
HEADS = [
    ("Performance measure", "Target 2022/23", "Actual 2022/23"),
    ("How we measure performance", "Annual target", "Achieved"),
    ("Performance pledges", "Performance Target", "Performance Achieved in 2022-23"),
]


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("form", ["md", "tabs", "blank"])
def test_a_plain_table(tmp_path, heads, form):
    path = tmp_path / ("source.md" if form == "md" else "source.txt")
    if form == "md":
        rows = [f"| {' | '.join(row)} |" for row in (heads, ["---"] * 3, *ROWS)]
    else:
        rows = [("\t" if form == "tabs" else " ").join(row) for row in (heads, *ROWS)]
    path.write_text("Annual report\n\n" + "\n".join(rows) + "\n", "utf-8")
    assert read(path) == WANT
    if form == "blank":  # where a name begins, blanks do not say
        assert (ta.load_indicators(path)["confidence"] < bar()).all()


def test_years_below_their_head_and_a_name_over_two_lines(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """Performance measure Targets
2016/17 2017/18
Residents (%) who agree that the website is easy to use
and to get information from 70% 75%
Street cleaning (%) compliance with quality standards 98% 98%
""",
        "utf-8",
    )
    rows = ta.load_observations(path)
    assert list(zip(rows["role"], rows["period"], rows["text"], strict=True)) == [
        ("target", "2016/2017", "70%"),
        ("target", "2017/2018", "75%"),
        ("target", "2016/2017", "98%"),
        ("target", "2017/2018", "98%"),
    ]


def test_a_result_in_words_is_a_verdict_and_a_comment_no_value(tmp_path):
    path = tmp_path / "source.csv"
    path.write_text(
        """Indicator,Unit of measure,Annual target,Actual achievement,Result,Comment
Kilometres of roads upgraded,km,12.5,9.8,Not achieved,Delays
Households with electricity,households,900782,905000,Achieved,None
""",
        "utf-8",
    )
    got = read(path)
    assert ("", "Kilometres of roads upgraded", "actual", "9.8") in got
    assert {role for _, _, role, _ in got} == {"target", "actual"}


def test_heads_and_what_is_none():
    assert english_head("2021/22 Result").period == "2021/2022"
    assert english_head("Target (%)").role == "target"
    assert english_head("Number of households with access to basic water") is None
