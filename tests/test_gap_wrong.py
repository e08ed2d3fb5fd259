"""Things that went wrong once, each with the value it must have (worked by hand).

Row B: at least 100 by 2025, 60 in 2022, 20 in 2020: 40 of 80 in 730 of 1826 days, pace 1.25.
"""

import json

import numpy as np
import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.audit.rows import AnnexRow
from taian_analysis.cleaning.official import own_met
from taian_analysis.gaps.days import code_of
from taian_analysis.grammar.met import met

B = {
    "indicator_id": "b", "indicator": "某数", "unit": "个", "target_op": ">=", "target_value": 100.0,
    "target_period": "2025", "actual_value": 60.0, "actual_text": "60", "actual_period": "2022",
    "baseline_value": 20.0, "baseline_period": "2020", "direction": 1,
}  # fmt: skip
PACE = 0.5 / (730 / 1826)


def frame(*rows, index=None):
    made = [B | {"indicator_id": f"b{n}"} | row for n, row in enumerate(rows or ({},))]
    return pd.DataFrame(made, index=index)


def one(row, **arguments):
    return ta.gap_to_target(frame(row), **arguments).iloc[0]


def test_row_b():
    row = one({})
    assert row["pace"] == pytest.approx(PACE) == pytest.approx(1.25, abs=2e-3)
    assert row["status"] == "ahead"


# 1. years and dates as pandas holds them


@pytest.mark.parametrize(
    ("given", "code"),
    [(2022, "2022"), (2022.0, "2022"), ("2022.0", "2022"), (np.int64(2022), "2022"),
     (np.float64(2022), "2022"), (20230331, "2023-03-31"), ("202303", "2023-03"),
     (pd.Timestamp("2023-03-31 12:00", tz="Asia/Shanghai"), "2023-03-31"),
     (np.datetime64("2023-03-31"), "2023-03-31"), (pd.Period("2023Q1"), "2023-Q1"),
     (pd.Period("2022", "Y"), "2022"), ("2023年上半年", "2023-S1"), ("2023-03-31 00:00:00", "2023-03-31"),
     (np.nan, None), (pd.NA, None), (pd.NaT, None), (None, None)],
)  # fmt: skip
def test_a_period_is_read_from_whatever_pandas_holds(given, code):
    assert code_of(given) == code


@pytest.mark.parametrize("given", [2022.5, True, "soon", [2022], "20", "2025-13"])
def test_what_is_no_period_is_refused(given):
    with pytest.raises(ta.GapError, match="not a date"):
        code_of(given)


def test_years_as_floats_are_years():
    baselines = pd.DataFrame(
        {"indicator_id": ["b0", "b1"], "value": [20, 20], "period": [2020, np.nan]}
    )
    rows = frame({"baseline_value": None}, {"baseline_value": None})
    gaps = ta.gap_to_target(rows, baselines=baselines, as_of=2022.0, deadline=2025.0)
    assert gaps["pace"].tolist() == pytest.approx([PACE, PACE])
    late = ta.gap_to_target(rows, baselines=baselines, as_of=2022.0, deadline=2030.0)
    assert late["pace"].tolist() == pytest.approx([0.5 / (730 / 3652)] * 2)
    assert list(late["baseline_period"]) == ["2020", "2020"]


# 2. the caller's index


def test_the_index_is_kept():
    some = frame({}, {"actual_value": 100.0}, {"actual_value": 30.0}, index=[7, 7, 3])
    part = some[[True, False, True]].copy()
    part["status"] = ta.gap_to_target(part)["status"]
    assert part["status"].tolist() == ["ahead", "behind"]
    twice = ta.gap_to_target(some)
    assert list(twice.index) == [7, 7, 3]
    assert list(twice["status"]) == ["ahead", "met", "behind"]
    many = some.set_index(["indicator", "indicator_id"], drop=False)
    assert ta.gap_to_target(many).index.equals(many.index)
    assert ta.what_if(ta.gap_to_target(many), pace=0).index.equals(many.index)
    assert list(ta.gap_to_target(some, methods=["destatis"]).index) == [7, 7, 3]


# 3. targets that are changes


@pytest.mark.parametrize(
    ("text", "base", "target", "basis"),
    [("降低10%", 15.9, 14.31, "15.9 × (1 - 10 ÷ 100) = 14.31"),
     ("比2020年下降13.5%", 20, 17.3, "20 × (1 - 13.5 ÷ 100) = 17.3"),
     ("年均增长6%", 100, 133.82255776, "100 × (1 + 6 ÷ 100) ^ 5 = 133.823"),
     ("翻一番", 20, 40, "20 × 2 = 40"),
     ("提高2个百分点", 20, 22, "20 + 2 = 22"),
     ("较2020年增长30%以上", 20, 26, "20 × (1 + 30 ÷ 100) = 26"),
     ("增长1.5倍", 20, 50, "20 × (1 + 1.5) = 50")],
)  # fmt: skip
def test_a_target_that_is_a_change_is_resolved_from_its_base(text, base, target, basis):
    row = {"target_text": text, "target_value": -10.0, "target_op": None, "direction": None}
    row |= {"baseline_value": base}
    found = one(row)
    assert found["target_value"] == pytest.approx(target) and found["target_basis"] == basis
    assert basis in ta.explain(ta.gap_to_target(frame(row)), "b0")


def test_ten_per_cent_down_from_15_9_is_half_way_at_15_1():
    row = {"target_text": "降低10%", "target_value": -10.0, "target_op": ">=", "direction": 1}
    found = one(row | {"baseline_value": 15.9, "actual_value": 15.1, "actual_text": "15.1"})
    # 15.9 to 14.31 is 1.59; 0.8 of it is done
    assert found["progress"] == pytest.approx(0.8 / 1.59) == pytest.approx(0.5, abs=5e-3)
    assert found["gap"] == pytest.approx(-0.79) and not found["met"]
    assert (found["target_op"], found["direction"]) == ("<=", -1)


@pytest.mark.parametrize("change", [{"baseline_value": None}, {"baseline_period": "2019"}])
def test_a_change_from_an_unknown_base_is_no_target(change):
    row = one({"target_text": "比2020年下降13.5%", "target_op": None, "direction": None} | change)
    assert pd.isna(row["met"]) and row["status"] == "not_assessable"
    assert "相对变化" in row["reason"] and "base" in row["reason_en"]


def test_a_change_against_a_change_and_a_rate_are_compared_as_printed():
    both = {"target_text": "下降13.5%", "target_value": 13.5, "actual_text": "下降14.5%"}
    assert one(both | {"actual_value": 14.5})["met"]
    rate = {
        "indicator": "增加值增长率",
        "target_text": "年均增长6%",
        "target_value": 6.0,
        "unit": "%",
    }
    assert one(rate | {"actual_value": 6.1, "actual_text": "6.1"})["met"]


# 4. what contradicts itself


@pytest.mark.parametrize(
    ("row", "message"),
    [({"target_op": ">=", "direction": -1}, "contradict"), ({"direction": 2}, "none of -1, 0, 1"),
     ({"target_op": "==", "direction": 0, "target_low": 70.0, "target_high": 60.0}, "low end"),
     ({"target_op": "more"}, "not an operator")],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(row, message):
    with pytest.raises(ta.GapError, match=message):
        one(row)


@pytest.mark.parametrize(
    ("word", "op"),
    [("≥", ">="), ("≤", "<="), ("=", "=="), (">", ">"), ("<", "<"), ("不低于", ">="),
     ("不少于", ">="), ("不超过", "<="), ("以上", ">="), ("以内", "<="), ("左右", "==")],
)  # fmt: skip
def test_operators_are_read_as_reports_print_them(word, op):
    assert one({"target_op": word, "direction": None})["target_op"] == op


def test_a_target_printed_in_one_cell_is_read():
    row = {"target_op": None, "target_value": None, "direction": None, "target_text": "不超过50"}
    found = one(row)
    assert (found["target_op"], found["target_value"], found["met"]) == ("<=", 50, False)


# 5. baselines


def test_a_low_end_of_nought_is_an_end():
    row = one({}, baselines={"b0": {"value": 20, "low": 0, "high": 30}})
    assert row["progress_high"] == pytest.approx(60 / 100)  # from 0: 60 of 100
    assert row["progress_low"] == pytest.approx(30 / 70)


@pytest.mark.parametrize(
    ("given", "message"),
    [({"b0": float("inf")}, "infinite"), ({"b0": {"value": 20, "low": 25}}, "between its ends"),
     (pd.DataFrame({"indicator_id": ["b0", "b0"], "value": [1, 2]}), "twice"),
     (pd.Series([1, 2], index=["b0", "b0"]), "twice"), ({"b0": "many"}, "not a number")],
)  # fmt: skip
def test_baselines_that_are_none_are_refused(given, message):
    with pytest.raises(ta.GapError, match=message):
        one({}, baselines=given)


# 6. points and ranges to hit


def test_the_printed_value_is_among_the_corners_of_a_point():
    row = {"target_op": "==", "target_value": 60.0, "direction": 0, "unit": "万人"}
    found = one(row | {"actual_text": "60"})
    assert found["attainment"] == 1 == found["attainment_high"]
    assert found["attainment_low"] == pytest.approx(59.5 / 60)  # 0.9917


RANGE = {"target_op": "==", "target_value": None, "target_low": 60.0, "target_high": 70.0,
         "direction": 0, "target_text": "60-70"}  # fmt: skip


@pytest.mark.parametrize(
    ("op", "value", "answer"),
    [(">", 58, None), (">", 70, False), (">", 60, None), ("<", 55, False), ("<", 65, None)],
)
def test_a_bound_against_a_range_is_known_only_where_all_of_it_agrees(op, value, answer):
    row = one(
        RANGE | {"actual_op": op, "actual_value": float(value), "actual_text": f"{op}{value}"}
    )
    assert (None if pd.isna(row["met"]) else bool(row["met"])) is answer
    assert met("==", None, value, actual_op=op, low=60, high=70) is answer


def test_an_interval_around_a_range_is_sensitive():
    row = one(
        RANGE | {"actual_value": 58.0, "actual_low": 55.0, "actual_high": 75.0, "unit": "万人"}
    )
    assert not row["met"] and row["sensitive"] and row["attainment_high"] == 1


# 7. what if


def test_a_negative_pace_loses_what_is_met():
    row = {"actual_value": 100.0, "actual_text": "100"}
    then = ta.what_if(ta.gap_to_target(frame(row)), pace=-0.58).iloc[0]
    # 80 in 1826 days, 1096 left: 100 - 0.58 × 80 × 1096 / 1826 = 72.15
    assert then["projected_value"] == pytest.approx(100 - 0.58 * 80 * 1096 / 1826)
    assert then["met"] and then["status"] == "behind"


def test_a_lost_target_moves_back_to_it():
    row = {"baseline_value": 110.0, "actual_value": 95.0, "actual_text": "95"}
    then = ta.what_if(ta.gap_to_target(frame(row)), pace=1).iloc[0]
    assert then["projected_value"] == pytest.approx(95 + 10 * 1096 / 1826)  # 101.0
    assert then["status"] == "met"
    assert ta.what_if(ta.gap_to_target(frame(row)), pace=0).iloc[0]["status"] == "behind"


def test_assumptions_compose_are_listed_and_undone():
    gaps = ta.gap_to_target(frame({}, {}), methods=["statcan"])
    first = ta.what_if(gaps, value={"b0": 80})
    then = ta.what_if(ta.what_if(first, target={"b1": 50}), pace=0.5)
    assert list(then["actual_value"]) == [80, 60] and list(then["target_value"]) == [100, 50]
    assert then.attrs["what_if"] == {"pace": 0.5, "target": {"b1": 50}, "value": {"b0": 80}}
    assert {"statcan_score", "statcan_class"} <= set(then.columns)
    assert then["statcan_class"].iloc[1] == "target_achieved"
    more = ta.what_if(then, value={"b1": 10}, undo="pace")
    assert more.attrs["what_if"] == {"target": {"b1": 50}, "value": {"b0": 80, "b1": 10}}
    pd.testing.assert_frame_equal(ta.what_if(more, undo=True), gaps, check_like=True)
    assert json.loads(then["reported"].iloc[0])["value"]["actual_value"] == 60
    with pytest.raises(ta.GapError, match="no such assumption"):
        ta.what_if(gaps, undo="status")


# 8. the bundled report


@pytest.fixture(scope="module")
def bundled():
    return ta.gap_to_target().set_index("number", drop=False)


def test_dates_baselines_and_doubts_of_the_bundled_report(bundled):
    assert (
        bundled.at[10, "as_of"] == pd.Timestamp("2023-03-31") and bundled.at[10, "as_of_line"] == 12
    )
    assert bundled.at[17, "sensitive"] and "49.9" in bundled.at[17, "doubt_quote"]
    assert bundled.at[17, "doubt_line"] == 57
    assert bundled.at[4, "baseline_value"] == 100 and bundled.at[4, "baseline_line"] == 35
    assert "并保持" in bundled.at[4, "reason"] and "未给出基期" not in bundled.at[4, "reason"]


def test_reasons_of_the_bundled_report_are_true(bundled):
    # line 5 dates the mechanism, line 11 says 近年来一直, line 7 says 2020年至今
    assert bundled.at[1, "as_of"] == pd.Timestamp("2023-01-31")
    for number in (1, 8, 19):
        assert "报告日期" not in bundled.at[number, "reason"]
    assert bundled.at[8, "as_of"] == bundled.at[19, "as_of"] == pd.Timestamp("2023-07-11")


def test_a_base_derived_from_a_value_moves_with_it(bundled):
    row = bundled.loc[15]
    # 1873 / 1.5 = 1248.7: (1873 - 1248.7) / (2300 - 1248.7) / (820 / 1826)
    consistent = (1873 - 1873 / 1.5) / (2300 - 1873 / 1.5) / (820 / 1826)
    assert consistent == pytest.approx(1.322, abs=1e-3)
    assert row["pace_high"] == pytest.approx(consistent, abs=5e-3)


# 9. natural limits


def test_limits_belong_to_the_indicator():
    up = {"unit": "%", "target_value": 95.0, "actual_value": 90.0, "baseline_value": 20.0}
    share = one(up | {"indicator": "覆盖率"})
    assert share["projected_value"] == 100 and share["kind"] == "share"
    growth = one(up | {"indicator": "营业收入增长率"})
    # 90 + 70 × 1096 / 730
    assert growth["projected_value"] == pytest.approx(90 + 70 * 1096 / 730)
    mille = one(up | {"unit": "‰", "indicator": "出生率", "actual_value": 90.0})
    assert mille["projected_value"] == pytest.approx(90 + 70 * 1096 / 730)
    assert mille["ceiling"] == 1000
    assert one(up, limits=(0, 93))["projected_value"] == 93
    assert one(up, limits={"b0": (None, None)})["projected_value"] > 100
    falling = {
        "indicator": "价格涨幅",
        "unit": "%",
        "target_op": "<=",
        "target_value": 0.0,
        "direction": -1,
    }
    falling |= {"baseline_value": 4.0, "actual_value": 1.0, "actual_text": "1"}
    assert one(falling)["projected_value"] == pytest.approx(1 - 3 * 1096 / 730)  # below nought
    with pytest.raises(ta.GapError, match="not limits"):
        one(up, limits=(100, 0))


def test_declared_kinds():
    third = {"actual_period": "2022-Q3", "indicator": "revenue"}
    assert one(third)["met"] == False  # noqa: E712
    row = one(third, kinds={"b0": "flow"})
    assert pd.isna(row["met"]) and "不足一年" in row["reason"]
    assert pd.isna(one(third | {"actual_period": "2022-01/2022-09"}, kinds="flow")["met"])
    assert not pd.isna(one(third, kinds="stock")["met"])
    with pytest.raises(ta.GapError, match="kind"):
        one(third, kinds="amount")


# 10, and "met" in one place


def test_met_is_one_thing():
    over = {"target_op": ">", "target_value": 300.0, "actual_op": ">", "actual_value": 300.0}
    over |= {"actual_text": "超过300"}
    assert one(over)["met"] == True  # noqa: E712
    assert own_met(over) is True
    row = AnnexRow.__new__(AnnexRow)
    for name, value in {"op": ">", "target": 300.0, "actual": 300.0, "actual_op": ">",
                        "actual_range": (299.5, 300.5)}.items():  # fmt: skip
        object.__setattr__(row, name, value)
    assert row.met is True


REPORT = """某市规划中期评估报告
某市某局
2023年8月15日
附件
指标 | 单位 | 2020年 | 2025年目标值 | 2023年实际 |
养老床位数 | 张 | 100 | 200 | 160 |
"""


def test_a_date_is_never_later_than_the_report():
    row = ta.gap_to_target(REPORT).iloc[0]
    assert row["as_of"] == pd.Timestamp("2023-08-15")
    assert row["sensitive"] and "截断" in row["sensitive_to"] and "晚于报告日期" in row["reason"]
    # 60 of 100 in 957 of 1826 days
    assert row["pace"] == pytest.approx(0.6 / (957 / 1826)) and row["status"] == "ahead"
