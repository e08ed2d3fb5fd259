"""What if, every step, counts, and the notebook's sliders."""

import builtins

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.gaps.steps import find_indicator
from taian_analysis.gaps.whatif import assumptions_text
from taian_analysis.show.whatif_widgets import WhatIf, scenarios

BASELINES = {
    "certified_social_workers": {"value": 1189, "period": "2020"},
    "lottery_outlets": {"value": 530, "period": "2020"},
}
DATES = {"certified_social_workers": "2023-03-31", "lottery_outlets": "2023-06-30"}


@pytest.fixture(scope="module")
def gaps():
    return ta.gap_to_target(baselines=BASELINES, as_of=DATES)


def row(frame, key="lottery_outlets"):
    return frame.set_index("indicator_id").loc[key]


# what if


def test_nothing_assumed_changes_nothing(gaps):
    pd.testing.assert_frame_equal(ta.what_if(gaps), gaps)


def test_another_target_deadline_or_value(gaps):
    assert row(ta.what_if(gaps, target={"lottery_outlets": 560}))["status"] == "met"
    then = row(ta.what_if(gaps, target={"lottery_outlets": 630}))
    assert then["progress"] == pytest.approx(30 / 100) and then["status"] == "behind"
    then = row(ta.what_if(gaps, deadline="2027"))
    assert then["elapsed"] == pytest.approx(911 / 2556) and then["status"] == "ahead"
    then = row(ta.what_if(gaps, value={"lottery_outlets": 580}))
    assert then["met"] and then["required_per_year"] == 0
    untouched = row(ta.what_if(gaps, value={"lottery_outlets": 580}), "registered_volunteers")
    assert untouched["actual_value"] == 111


def test_a_pace_from_now_on(gaps):
    # at 0.5: 560 + 0.5 × 50 × 915/1826 = 572.53; 42.53 of 50 is 0.85: behind
    then = row(ta.what_if(gaps, pace=0.5))
    assert then["projected_value"] == pytest.approx(560 + 25 * 915 / 1826)
    assert then["status"] == "behind" and then["pace"] == pytest.approx(row(gaps)["pace"])
    # at 1: 20 at 50 in 1826 days: 730.4 days
    then = row(ta.what_if(gaps, pace=1))
    assert then["completion_date"] == pd.Timestamp("2023-06-30") + pd.Timedelta(days=731)
    standing = row(ta.what_if(gaps, pace=0))
    assert standing["projected_value"] == 560 and pd.isna(standing["completion_date"])
    without = row(ta.what_if(gaps, pace=2), "registered_volunteers")
    assert without["status"] == "no_baseline" and pd.isna(without["projected_value"])
    assert row(ta.what_if(gaps, pace=0), "urban_governance_pilots")["status"] == "met"


def test_assumptions_go_together_and_are_told(gaps):
    then = ta.what_if(gaps, pace=0.8, deadline="2024", target={"lottery_outlets": 570})
    assert then.attrs["what_if"] == {
        "pace": 0.8,
        "deadline": "2024",
        "target": {"lottery_outlets": 570},
    }
    assert assumptions_text(then) == "假设:今后时序进度比 0.8,目标值 lottery_outlets 570,期限 2024"
    assert assumptions_text(gaps, "en") == "As reported"
    assert row(then)["projected_value"] == pytest.approx(560 + 0.8 * 40 * 550 / 1461)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"pace": "fast"}, "not a number"), ({"pace": float("inf")}, "infinite"),
     ({"target": {"nobody": 1}}, "not there"), ({"value": 5}, "different units"),
     ({"deadline": "someday"}, "not a date")],
)  # fmt: skip
def test_bad_assumptions(gaps, arguments, message):
    with pytest.raises(ta.GapError, match=message):
        ta.what_if(gaps, **arguments)


def test_only_a_gaps_frame_can_be_computed_again():
    with pytest.raises(ta.GapError, match="not a gaps frame"):
        ta.what_if(pd.DataFrame({"indicator_id": ["a"]}))


# every step


def test_every_calculation_gives_its_value_again(gaps):
    steps = ta.gap_components(gaps)
    done = steps.dropna(subset=["calculation"])
    done = done[done["measure"] != "met"]
    done = done[~done["calculation"].str.contains("→")]
    assert len(done) > 100
    for step in done.to_dict("records"):
        text = step["calculation"].replace("−", "-").replace("×", "*").replace("^", "**")
        assert eval(text, {"max": max}) == pytest.approx(step["value"], rel=2e-4, abs=1e-9), step


def test_steps_of_each_indicator_are_complete_and_in_order(gaps):
    steps = ta.gap_components(gaps)
    assert set(steps.groupby("indicator_id").size()) == {21}
    first = steps[steps["indicator_id"] == "lottery_outlets"]
    assert list(first["step"]) == list(range(1, 22))
    assert list(first["measure"].iloc[[0, -1]]) == ["target", "status"]
    assert first.set_index("measure").at["target", "line"] == 135


def test_explain_is_found_by_part_of_a_name(gaps):
    lines = ta.explain(gaps, "福彩").splitlines()
    assert lines[0].startswith("18  福利彩票销售网点数")
    assert any("(560 − 530) / (580 − 530) = 60.0%" in line for line in lines)
    assert any("快于时序" in line for line in lines)
    english = ta.explain(gaps, "lottery", lang="en").splitlines()
    assert "Welfare-lottery outlets" in english[0]
    assert english[-2].endswith("(no forecast) = ahead of schedule")
    assert english[-1] == "  Note: 2 points: no forecast"
    assert ta.explain(gaps, "18").splitlines() == lines
    assert ta.explain(gaps, "18") == ta.explain(gaps, "lottery_outlets")
    assert len(find_indicator(gaps, "养老")) == 3


def test_explain_tells_words_and_sensitivity(gaps):
    assert "  是否达标：是（依文字表述）" in ta.explain(gaps, "低保标准增长")
    assert "  状态敏感于：印数取整" in ta.explain(gaps, "生活不能自理")


@pytest.mark.parametrize("query", ["", "火星", "99", "彩票网店"])
def test_an_unknown_indicator_is_named_with_the_nearest_there_are(gaps, query):
    with pytest.raises(ta.GapError, match="no indicator") as caught:
        ta.explain(gaps, query)
    hint = "did you mean Welfare-lottery" if query == "彩票网店" else "27 in all, such as "
    assert caught.value.found == query and caught.value.hint.startswith(hint)


# counts


def test_summary_counts_apart_and_adds_up(gaps):
    table = ta.gap_summary(gaps)
    assert list(table.iloc[-1][["indicators", "met", "ahead", "no_baseline"]]) == [27, 24, 2, 1]
    kinds = table[(table["area"] == "合计") & (table["attribute"] != "合计")]
    kinds = kinds.set_index("attribute")
    assert list(kinds.loc["约束性", ["indicators", "met"]]) == [11, 11]
    assert list(kinds.loc["预期性", ["indicators", "met"]]) == [16, 13]
    inner = table[table["area"] != "合计"]
    counts = table.columns[2:]
    assert (inner[counts].sum() == table.iloc[-1][counts]).all()
    assert list(dict.fromkeys(inner["area"])) == ["基本民生保障", "基层社会治理", "基本社会服务"]
    statuses = ["met", "ahead", "on_pace", "behind", "no_baseline", "not_assessable"]
    assert (table[statuses].sum(axis=1) == table["indicators"]).all()


def test_summary_of_a_bare_frame_needs_the_indicators(gaps):
    bare = gaps[["indicator_id", "status", "sensitive"]].copy()
    bare.attrs = {}
    with pytest.raises(ta.GapError, match="area"):
        ta.gap_summary(bare)
    pd.testing.assert_frame_equal(ta.gap_summary(bare, ta.load_indicators()), ta.gap_summary(gaps))


def test_one_row_for_each_target_year():
    frame = ta.gap_by_period()
    assert len(frame) == 27 and set(frame["target_period"]) == {"2025"}


# the notebook


def test_scenarios_are_a_table_of_what_is_not_met(gaps):
    table = scenarios(gaps, (0.5, 1.0), lang="zh")
    assert list(table.columns) == ["指标", "现在", "现速的0.5倍", "保持现速"]
    assert len(table) == 3
    # 560 + half of 30 outlets in 911 days over the 915 left = 575.07: whole outlets only
    assert table.iloc[2, 2] == "575个（慢于时序）"
    assert scenarios(gaps, (1,), lang="en").iloc[1, 2] == "no baseline, no pace so far"


def test_sliders_act_at_once_and_redraw_the_chart(gaps):
    pytest.importorskip("ipywidgets")
    box = WhatIf(gaps, "福彩", lang="zh").sliders()
    choose, paced, deadline, target, value, shown = box.children
    result, chart = shown.children
    pace, mark = paced.children
    assert choose.value == "lottery_outlets" and "按原报告" in result.value
    assert pace.value == 1.0
    assert "0.83倍" in mark.value  # a pace of 1.20 so far: the plan's is 1 / 1.20
    before = chart.value
    pace.value = 0.5
    assert "575个" in result.value and "慢于时序" in result.value
    assert chart.value != before and "<img" in chart.value
    pace.value, target.value = 1.0, 560
    assert "已达标" in result.value
    choose.value = "certified_social_workers"
    assert (target.value, value.value, deadline.value) == (2300, 1783, 2025)
    deadline.value = 2030
    assert "期限 2030" in result.value
    choose.value = "registered_volunteers"
    assert pace.disabled and "无基期" in mark.value


def test_a_notebook_gets_sliders_and_the_table_beside_them(gaps):
    bundle = WhatIf(gaps)._repr_mimebundle_()
    assert "<table" in bundle["text/html"] and "福彩" in bundle["text/plain"]


def test_without_ipywidgets_the_table_stays_and_sliders_name_the_extra(gaps, monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith("ipywidgets"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    assert set(WhatIf(gaps)._repr_mimebundle_()) == {"text/html", "text/plain"}
    with pytest.raises(ta.MissingExtraError, match="lab"):
        WhatIf(gaps).sliders()


def test_an_annex_with_two_target_years_has_a_row_for_each(monkeypatch):
    from taian_analysis.cleaning import frames as cleaning

    real = cleaning.load_observations

    def with_2023(source=None):
        found = real(source)
        more = found[(found["indicator_id"] == "lottery_outlets") & (found["role"] == "target")]
        more = more.assign(period="2023", text="565", op="==", value=565.0, low=564.5, high=565.5)
        return pd.concat([found, more], ignore_index=True)

    monkeypatch.setattr(cleaning, "load_observations", with_2023)
    frame = ta.gap_by_period(as_of={"lottery_outlets": "2023-06-30"})
    assert len(frame) == 28
    two = frame[frame["indicator_id"] == "lottery_outlets"].set_index("target_period")
    assert list(two.index) == ["2023", "2025"]
    assert list(two["shortfall"]) == [5, 20]
    assert two.at["2023", "deadline"] == pd.Timestamp("2023-12-31")
    # 30 of 35 while 911 of 1095 days are gone: 0.857 / 0.832 = 1.03
    assert two.at["2023", "pace"] == pytest.approx((30 / 35) / (911 / 1095))
    assert list(two["status"]) == ["on_pace", "ahead"]
    assert list(frame["number"]) == sorted(frame["number"])


def test_a_range_for_another_year_is_read_like_the_main_target():
    from taian_analysis.gaps.summary import _as_the_main_target

    wide = pd.DataFrame(
        {
            "target_text": ["55-60", "55-60", "57", "55-60"],
            "target_op": ["==", "==", "==", "=="],
            "target_low": [55.0, 55.0, 56.5, 55.0],
            "target_value": [57.5, 57.5, 57.0, 57.5],
            "target_high": [60.0, 60.0, 57.5, 60.0],
            "main_op": [">=", "<=", ">=", "=="],
            "op_inferred": [True, True, True, True],
        }
    )
    _as_the_main_target(wide)
    assert list(wide["target_op"]) == [">=", "<=", ">=", "=="]
    assert list(wide["target_value"]) == [55, 60, 57, 57.5]
