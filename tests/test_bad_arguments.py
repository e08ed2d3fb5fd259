"""Arguments that make no sense end in a TaianError that says which, never in another error."""

from __future__ import annotations

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.briefing.export import export_notebook
from taian_analysis.products.evidence import write
from taian_analysis.products.publish import build, read_published

GAPS = ta.gap_to_target()
INDICATORS = ta.load_indicators()
TWICE = pd.DataFrame([[1, 2]], columns=["indicator_id", "indicator_id"])
ODD = [None, 5, float("nan"), pd.NA, [1], {"a": 1}, pd.Series([1]), pd.DataFrame(), TWICE]


def mangled(column: str, value: object) -> pd.DataFrame:
    cells = pd.Series([value] * len(INDICATORS), dtype=object)
    return INDICATORS.assign(**{column: cells})


@pytest.mark.parametrize("odd", [*ODD, INDICATORS], ids=lambda odd: type(odd).__name__)
@pytest.mark.parametrize("name", ["what_if", "score_methods", "gap_summary"])
def test_what_takes_a_gaps_frame_refuses_anything_else(name, odd):
    with pytest.raises(ta.TaianError) as refused:
        getattr(ta, name)(odd)
    assert refused.value.expected and refused.value.zh != refused.value.message


@pytest.mark.parametrize("odd", ODD[1:], ids=lambda odd: type(odd).__name__)
def test_sliders_series_and_tables_refuse_it_too(odd):
    calls = [ta.WhatIf, ta.plot_trend, ta.set_theme]
    if not isinstance(odd, pd.DataFrame):  # of no series a table is empty
        calls.append(ta.trends_table)
    for call in calls:
        with pytest.raises(ta.TaianError):
            call(odd)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
def test_a_value_or_its_unit_that_is_no_text(odd):
    with pytest.raises(ta.QuantityError):
        ta.parse_quantity(odd)
    if odd is not None:
        with pytest.raises(ta.QuantityError):
            ta.parse_quantity("5", odd)
        with pytest.raises(ta.PeriodError):
            ta.find_quantities("共5人", odd)
    if odd is not None and not isinstance(odd, pd.DataFrame):
        with pytest.raises(ta.GapError):
            ta.score_methods(GAPS, odd)


@pytest.mark.parametrize("value", ["abc", 1e308, [1], 1j], ids=str)
def test_a_column_of_the_wrong_type_names_the_column(value):
    frame = mangled("number", value)
    with pytest.raises(ta.GapError, match="number"):
        ta.gap_to_target(frame)
    with pytest.raises(ta.TaianError, match="number"):
        ta.compare(frame, None)


def test_an_indicator_without_a_unit_is_shown_among_the_open_ones():
    frame = INDICATORS.assign(unit=pd.array([None] * len(INDICATORS), dtype="string"))
    shown = ta.open_table(ta.gap_to_target(frame)).to_html()
    assert "福彩销售网点" in shown and "560" in shown


def test_the_reason_says_that_units_differ_and_not_that_it_is_words():
    table = "|指标|单位|2025年目标|完成值|\n|---|---|---|---|\n|低保标准|元/月|800|9600元/年|"
    row = ta.gap_to_target(ta.load_indicators(table)).iloc[0]
    assert pd.isna(row["met"]) and row["status"] == "not_assessable"
    assert "换算" in row["reason"] and "文字" not in row["reason"]
    assert "can not be converted" in row["reason_en"]


def test_part_of_a_year_is_not_compared_with_a_whole_one():
    head = "|指标|单位|2022年|2023年上半年完成|2025年目标|\n|---|---|---|---|---|\n"
    rows = "|地区生产总值|亿元|3000|1600|3600|\n|养老床位数|张|1000|1100|1500|"
    gaps = ta.gap_to_target(ta.load_indicators(head + rows))
    flow, stock = gaps.iloc[0], gaps.iloc[1]
    assert pd.isna(flow["met"]) and pd.isna(flow["gap"]) and pd.isna(flow["pace"])
    assert flow["status"] == "not_assessable" and "不足一年" in flow["reason"]
    assert "part of a year" in flow["reason_en"]
    assert stock["gap"] == -400  # beds stand at a date
    assert ta.what_if(gaps, value={flow["indicator_id"]: 3300}).iloc[0]["gap"] == -300


def test_equal_to_a_strict_target_does_not_read_as_out_of_reach():
    table = "|指标|单位|2020年|2025年目标|2023年|\n|---|---|---|---|---|\n|面积|亩|20|>30|30|"
    row = ta.gap_to_target(ta.load_indicators(table)).iloc[0]
    assert row["met"] is not pd.NA and not row["met"] and pd.isna(row["completion_date"])
    assert "相等" in row["reason"] and "到不了" not in row["reason"]


def test_what_only_moves_a_status_together_is_named():
    table = "|指标|单位|2020年|2025年目标|2023年|\n|---|---|---|---|---|\n|甲比重|-|1.0|<0|0.5|"
    row = ta.gap_to_target(ta.load_indicators(table)).iloc[0]
    # pace 0.5/0.59967 = 0.83; from 1.05 to 0.45 it is (0.6/1.05)/0.59967 = 0.953, on pace
    assert row["sensitive"] and row["sensitive_to"] == "印数取整、基期值的取整合在一起"


@pytest.mark.parametrize("odd", [None, 5, ta.load_trends()], ids=lambda odd: type(odd).__name__)
def test_alternative_text_of_what_is_no_figure(odd):
    with pytest.raises(ta.TaianError):
        ta.alt_text(odd)


def test_huge_assumptions_and_foreign_languages():
    with pytest.raises(ta.GapError):
        ta.what_if(GAPS, pace=10**400)
    with pytest.raises(ta.GapError):
        ta.explain(GAPS, "福彩", lang="fr")
    with pytest.raises(ta.GapError):
        ta.gap_summary(
            pd.DataFrame({"indicator_id": ["a"], "status": ["met"], "sensitive": [False]}),
            pd.DataFrame({"area": ["a"]}),
        )


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda g: ta.gap_components(g.drop(columns="pace")), "pace"),
        (lambda g: ta.explain(g.drop(columns="pace"), "福彩"), "pace"),
        (lambda g: ta.plot_pace(g.assign(pace="x")), "pace"),
        (lambda g: ta.open_table(g.assign(pace="x")), "pace"),
        (lambda g: ta.gap_components(g.assign(completion_date="soon")), "completion_date"),
    ],
)
def test_a_mangled_gaps_frame_is_refused_by_the_column(call, says):
    with pytest.raises(ta.TaianError, match=says):
        call(ta.gap_to_target())


@pytest.mark.parametrize("odd", [None, 5, [1, 2], b"abc", pd.DataFrame()], ids=str)
@pytest.mark.parametrize(
    "name", ["describe", "from_frame", "open_corpus", "read_published", "compare", "audit_table"]
)
def test_a_wrong_type_is_told_as_one(name, odd):
    arguments = [odd] * (2 if name == "compare" else 1)
    try:
        getattr(ta, name)(*arguments)
    except (ta.TaianError, TypeError) as error:
        assert len(str(error)) < 500
    else:
        assert name in ("compare", "audit_table") or (odd is None and name == "read_published")


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "a" * 5000], ids=["nul", "half", "long"])
def test_a_name_that_no_file_can_have_is_told(name):
    calls = (
        lambda: ta.read_corpus([__file__], name),
        lambda: ta.read_corpus(name, "out"),
        lambda: ta.read_corpus([name], "out"),
        lambda: ta.open_corpus(name),
        lambda: build(None, name),
        lambda: read_published(name),
        lambda: write("", name),
        lambda: export_notebook(name),
    )
    for call in calls:
        with pytest.raises(ta.TaianError, match="no file can have such a name"):
            call()


def test_a_number_too_large_is_no_day_and_half_a_character_no_series():
    for given in (10**400, 1e300, -5):
        with pytest.raises(ta.TaianError, match="not a date"):
            ta.gap_to_target(as_of=given)
    with pytest.raises(ta.TaianError, match="the report does not state"):
        ta.trends_table("\ud800")
