"""What a frame looks like to a person, and a table of one's own."""

import io
import unicodedata

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis import AnnexError, TaianError

OWN = pd.DataFrame(
    {
        "指标": ["公路里程", "事故死亡率", "路网规划"],
        "单位": ["公里", "%", None],
        "目标值": [1200, "≤3", "编制完成"],
        "完成值": [1000, 3.5, "编制完成"],
        "基期": [800, 4, None],
    }
)
PERIODS = {"baseline": 2020, "target": 2025, "actual": "2022"}


@pytest.fixture(scope="module")
def own():
    return ta.from_frame(OWN, periods=PERIODS)


def test_a_table_of_ones_own_in_one_call(own):
    assert own["target_op"].tolist() == [">=", "<=", "text"]
    assert own["direction"].tolist() == [1, -1, 0]
    assert own["actual_period"].tolist() == ["2022"] * 3
    gaps = ta.gap_to_target(own).set_index("indicator_id")
    # 200 of 400 kilometres in two of five years: progress 0.5, time 730 of 1826 days
    assert gaps.at["r01", "progress"] == 0.5
    assert gaps.at["r01", "elapsed"] == pytest.approx(730 / 1826)
    assert gaps.at["r02", "gap"] == pytest.approx(-0.5)
    assert gaps.at["r03", "met"]


def test_english_heads_and_a_given_direction():
    frame = ta.from_frame(
        pd.DataFrame({"Name": ["waiting days"], "Goal": [10], "Latest": [12], "code": ["wait"]}),
        direction="down",
    )
    assert frame["indicator_id"].tolist() == ["wait"]
    assert frame["target_op"].tolist() == ["<="]
    assert ta.gap_to_target(frame)["met"].tolist() == [False]


def test_a_wrong_head_names_the_nearest():
    with pytest.raises(AnnexError, match="目标值"):
        ta.from_frame(OWN, target="目标数值")
    with pytest.raises(AnnexError, match="no column for `name`"):
        ta.from_frame(pd.DataFrame({"x": [1]}))
    with pytest.raises(AnnexError, match="line 1"):
        ta.from_frame(pd.DataFrame({"name": ["a"], "target": ["1.2.3.4"]}))


def test_gaps_are_shown_unmet_first(own):
    shown = ta.view(ta.gap_to_target(own))
    assert shown.frame["指标"].tolist() == ["公路里程", "事故死亡率", "路网规划"]
    assert shown.frame["差距"].tolist() == ["−200", "−0.5个百分点", "—"]
    english = ta.view(ta.gap_to_target(own), lang="en").frame
    assert english["Gap"].tolist() == ["−200", "−0.5 pp", "—"]
    assert english["Target"].tolist()[2] == "in words"


def test_rows_left_out_are_counted_and_all_columns_can_be_asked_for(own):
    gaps = ta.gap_to_target(own)
    assert ta.view(gaps, rows=1).note == "另有2行，用 rows=None 全部列出"
    assert list(ta.view(gaps, all=True, rows=None).frame.columns) == list(gaps.columns)
    with pytest.raises(TaianError, match="rows"):
        ta.view(gaps, rows=0)


def test_text_stands_left_and_numbers_right_in_both_forms(own):
    shown = ta.view(ta.gap_to_target(own))
    lines = repr(shown).splitlines()
    wide = [sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line) for line in lines]
    assert max(wide) < 130
    html = shown._repr_html_()
    assert '<td style="text-align:left' in html and '<td style="text-align:right' in html


def test_lines_do_not_read_as_one_number():
    lines = ta.view(ta.audit()).frame["原文行"].iloc[0]
    assert "、" in lines and "," not in lines
    assert ";" in ta.view(ta.audit(), lang="en").frame["Lines"].iloc[0]


def test_a_report_says_what_it_is_in_a_line():
    shown = repr(ta.read_report())
    assert len(shown) < 200
    assert "中期评估报告" in shown and "2023-07-11" in shown


def test_a_series_is_found_by_name():
    assert (
        ta.plot_trend("慈善捐赠").note.headline == ta.plot_trend("charity_donations").note.headline
    )
    with pytest.raises(TaianError) as error:
        ta.plot_trend("慈善捐款")
    assert "是否指：慈善捐赠" in error.value.describe("zh")
    assert "did you mean Charity donations" in error.value.describe("en")


def test_explain_is_one_text():
    told = ta.explain(None, "福彩")
    assert isinstance(told, str) and repr(told) == str(told) and "\n" in told


def test_a_change_of_a_share_is_in_points():
    """A comparison gives each change with its unit: +2.5 of a share is 2.5 percentage points."""
    rows = "指标|单位|2025年目标|2022年完成值\n养老机构护理型床位占比|%|60|{}\n公交线路|条|30|28\n"
    frames = [ta.read_report(io.StringIO(rows.format(value))) for value in ("52.5", "55")]
    shown = ta.view(ta.compare(*frames), lang="en").frame
    assert shown["Moved"].tolist() == ["+2.5 pp", "0"]


def test_numbers_of_a_styled_table_stand_right_in_a_browser():
    """The rule of a column must weigh more than that of all cells (CSS specificity)."""
    from lxml.html import fromstring

    from taian_analysis.briefing.read.css import StyleSheet

    table = fromstring(f"<div>{ta.indicators_table().to_html()}</div>")
    sheet = StyleSheet()
    for style in table.iter("style"):
        sheet.add(style.text or "")
    sides = [sheet.of(cell).get("text-align") for cell in list(table.iter("tr"))[2].iter("td")]
    #  number, indicator, attribute, target, actual, attainment, status, line
    assert sides == ["right", "left", "left", "right", "right", "right", "left", "right"]
