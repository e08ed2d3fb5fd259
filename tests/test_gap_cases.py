"""A table of cases worked by hand: what a row says, and what must come out.

The plan of every case begins 2022-12-31; the values are of 2023-12-31 (365 days on) and the
deadline is 2024-12-30 (730 days on), so that exactly half the time has gone by: pace = 2 progress.
"""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_measures import MIRROR

import taian_analysis as ta
from taian_analysis.base.schema import columns, validate

NA = None
YEARS_LEFT = 365 / 365.25


def row(target, actual, base=NA, d=NA, unit="个", **more):
    def number(text):
        match = re.fullmatch(r"(>=|<=|==|>|<)?(-?[\d.]+)", text or "")
        return (match[1], float(match[2])) if match else (None, None)

    made = {
        "indicator_id": "x", "number": 1, "area": "甲", "indicator": "某数", "unit": unit,
        "attribute": "预期性", "target_text": target, "actual_text": actual, "direction": d,
        "target_period": "2024-12-30", "actual_period": "2023", "baseline_period": "2022",
        "baseline_value": base,
    }  # fmt: skip
    both = re.fullmatch(r"([\d.]+)-([\d.]+)", target or "")
    op, value = number(target)
    if both:
        made |= {"target_op": "==", "target_low": float(both[1]), "target_high": float(both[2])}
    elif value is not None:
        made |= {"target_op": op, "target_value": value}
    elif target:
        made |= {"target_op": "text", "direction": 0}
    op, value = number(actual)
    if value is not None:
        made |= {"actual_op": op or "==", "actual_value": value}
    elif actual:
        made |= {"actual_op": "text"}
    return made | more


HALF = {"progress": 0.5, "pace": 1.0, "status": "on_pace", "elapsed": 0.5}
CASES = {
    # operators, on the boundary and beside it
    "at least, reached": (row(">=60", "60"), {"met": True, "gap": 0, "shortfall": 0, "attainment": 1, "status": "met", "required_per_year": 0, "sensitive": False}),
    "at least, over": (row(">=60", "75"), {"met": True, "gap": 15, "shortfall": 0, "relative_gap": 0.25, "attainment": 1.25}),
    "at least, under": (row(">=60", "45"), {"met": False, "gap": -15, "shortfall": 15, "attainment": 0.75, "status": "no_baseline", "required_per_year": 15 / YEARS_LEFT}),
    "more than, equal": (row(">60", "60"), {"met": False, "gap": 0, "shortfall": 0, "attainment": 1, "status": "no_baseline"}),
    "more than, equal with a nought": (row(">30", "30.0"), {"met": False}),
    "more than, a tenth over": (row(">30", "30.1"), {"met": True, "gap": 0.1}),
    "more than, far over": (row(">30", "143"), {"met": True, "gap": 113, "attainment": 143 / 30}),
    "at most, under": (row("<=1.3", "1.27"), {"met": True, "gap": 0.03, "attainment": 1.3 / 1.27}),
    "at most, equal": (row("<=1.3", "1.30"), {"met": True, "gap": 0}),
    "at most, over": (row("<=5", "6"), {"met": False, "gap": -1, "shortfall": 1, "attainment": 5 / 6, "required_per_year": -1 / YEARS_LEFT}),
    "less than, equal": (row("<1.3", "1.3"), {"met": False, "gap": 0}),
    "less than, under": (row("<1.3", "1.29"), {"met": True, "gap": 0.01}),
    "bare number, more is better": (row("60", "60", d=1), {"met": True}),
    "bare number, less is better": (row("60", "61", d=-1), {"met": False, "gap": -1}),
    "bare number, nothing said": (row("60", "61"), {"met": True, "gap": 1}),
    "direction from the operator": (row("<=60", "30"), {"met": True, "attainment": 2}),
    # a point to hit, a range
    "exactly, hit": (row("==7", "7"), {"met": True, "gap": 0, "attainment": 1}),
    "exactly, over": (row("==7", "9"), {"met": False, "gap": -2, "shortfall": 2, "attainment": 7 / 9}),
    "exactly, under": (row("==7", "5"), {"met": False, "gap": -2, "attainment": 5 / 7}),
    "exactly, half way": (row("==7", "5", 3), HALF),
    "exactly, as far beyond": (row("==7", "9", 3), HALF),
    "range, inside": (row("60-70", "65"), {"met": True, "gap": 0, "attainment": 1, "status": "met"}),
    "range, lower end": (row("60-70", "60"), {"met": True}),
    "range, upper end": (row("60-70", "70"), {"met": True}),
    "range, under": (row("60-70", "55"), {"met": False, "gap": -5, "attainment": 55 / 60, "required_per_year": 5 / YEARS_LEFT}),
    "range, over": (row("60-70", "77"), {"met": False, "gap": -7, "attainment": 70 / 77, "required_per_year": -7 / YEARS_LEFT}),
    "range, half way up": (row("60-70", "55", 50), HALF),
    "range, half way down": (row("60-70", "80", 90), HALF),
    "range, beyond it": (row("60-70", "75", 50), HALF | {"met": False}),
    # pace
    "half way": (row(">=100", "90", 80), HALF | {"projected_value": 100, "projected_geometric": 101.25, "projected_attainment": 1, "completion_date": "2024-12-30"}),
    "ahead": (row(">=100", "92", 80), {"progress": 0.6, "pace": 1.2, "status": "ahead", "projected_value": 104}),
    "behind": (row(">=100", "85", 80), {"progress": 0.25, "pace": 0.5, "status": "behind", "projected_value": 90}),
    "standing still": (row(">=100", "80", 80), {"progress": 0, "pace": 0, "status": "behind", "projected_value": 80, "completion_date": NA, "reason": "到不了"}),
    "backwards": (row(">=100", "70", 80), {"progress": -0.5, "pace": -1, "status": "behind", "projected_value": 60, "completion_date": NA}),
    "falling, half way": (row("<=50", "75", 100), HALF | {"gap": -25, "attainment": 50 / 75, "required_per_year": -25 / YEARS_LEFT, "projected_value": 50}),
    "falling, the wrong way": (row("<=50", "110", 100), {"progress": -0.2, "pace": -0.4, "status": "behind"}),
    "falling, reached": (row("<=50", "40", 100), {"met": True, "progress": 1.2, "required_per_year": 0, "required_growth": 0, "status": "met"}),
    "growth": (row(">=121", "110", 100), {"required_growth": 1.1 ** (1 / YEARS_LEFT) - 1}),
    "on pace to the hair": (row(">=1000", "475", 0), {"pace": 0.95, "status": "on_pace"}),
    "behind by a hair": (row(">=1000", "474", 0), {"status": "behind"}),
    # the baseline against the target
    "base past, kept": (row(">=60", "80", 70), {"met": True, "progress": NA, "pace": NA, "status": "met", "reason": "并保持"}),
    "base past, lost": (row(">=60", "55", 70), {"met": False, "progress": NA, "status": "behind", "reason": "失守"}),
    "base is the target, kept": (row(">=60", "60", 60), {"met": True, "progress": NA, "reason": "并保持"}),
    "base is the target, lost": (row(">=60", "59", 60), {"met": False, "progress": NA, "status": "behind"}),
    "base is a strict target": (row(">60", "60", 60), {"met": False, "progress": NA, "status": "not_assessable", "reason": "基期值等于目标值"}),
    "falling, base past, lost": (row("<=50", "55", 40), {"met": False, "progress": NA, "status": "behind"}),
    # noughts and minuses
    "nought to reach, falling": (row("<=0", "5", 10), HALF | {"gap": -5, "relative_gap": NA, "attainment": NA, "required_growth": NA, "reason": "目标为0"}),
    "nought, reached": (row("<=0", "0"), {"met": True, "gap": 0, "attainment": NA}),
    "nought, rising": (row(">=0", "3"), {"met": True, "gap": 3, "relative_gap": NA, "attainment": NA}),
    "a value of nought, falling": (row("<=5", "0"), {"met": True, "gap": 5, "attainment": NA, "reason": "完成值为0"}),
    "a value of nought, rising": (row(">=5", "0"), {"met": False, "attainment": 0, "required_growth": NA, "reason": "完成值为0"}),
    "minus, short": (row(">=-2", "-4"), {"met": False, "gap": -2, "relative_gap": -1, "attainment": NA, "required_growth": NA, "reason": "负"}),
    "minus, met": (row(">=-2", "-1"), {"met": True, "gap": 1, "attainment": NA}),
    "minus, falling": (row("<=-5", "-2.5", 0), HALF | {"gap": -2.5}),
    "over nought": (row(">=10", "0", -10), HALF | {"projected_geometric": NA, "projected_value": 10}),
    # what is missing, and words
    "no actual": (row(">=60", NA), {"met": NA, "gap": NA, "status": "not_assessable", "sensitive": False, "reason": "没有完成值"}),
    "no target": (row(NA, "60"), {"met": NA, "status": "not_assessable", "reason": "没有目标值"}),
    "words repeated": (row("建立动态调整机制", "建立动态调整机制"), {"met": True, "status": "met", "gap": NA, "required_per_year": NA, "reason": "文字"}),
    "words that affirm": (row("建立机制", "已建立并运行"), {"met": True}),
    "words that deny": (row("建立机制", "尚未建立"), {"met": False, "status": "no_baseline"}),
    "words that leave it open": (row("建立机制", "正在建立"), {"met": NA, "status": "not_assessable", "reason": "不足以判断"}),
    "words of a performance report": (row("效果明显", "达成预期指标"), {"met": True}),
    "words that half deny": (row("效果明显", "部分达成预期指标并具有一定效果"), {"met": NA}),
    "words that deny what was expected": (row("效果明显", "未达成预期指标且效果较差"), {"met": False}),
    "basic needs are no hedge": (row("与基本生活支出挂钩", "与基本生活支出挂钩"), {"met": True}),
    "words for a number": (row(">=60", "已完成"), {"met": True, "gap": NA, "status": "met", "reason": "完成情况为文字"}),
    "a number for words": (row("建立机制", "3"), {"met": NA, "status": "not_assessable"}),
    # bounds
    "bound on the target": (row(">=60", ">=60"), {"met": True, "status": "met", "sensitive": False}),
    "open bound on an open target": (row(">60", ">60"), {"met": True, "sensitive": False}),
    "open bound off a closed target": (row("<=60", ">60"), {"met": False, "status": "no_baseline"}),
    "bound below the target": (row(">=70", ">60"), {"met": NA, "status": "not_assessable", "sensitive": True, "reason": "界限"}),
    "bound over the target": (row(">30", ">140"), {"met": True, "sensitive": False, "attainment": 140 / 30}),
    "bound from above": (row("<=50", "<=40"), {"met": True}),
    "bound that rules it out": (row("<=50", ">60"), {"met": False, "status": "no_baseline"}),
    "bound that rules it out below": (row(">=100", "<90"), {"met": False}),
    # rounding
    "rounded on the target": (row(">=1.75", "1.75", unit="万人"), {"met": True, "sensitive": True, "sensitive_to": "印数取整", "attainment_low": 1.745 / 1.75}),
    "rounded well over": (row(">=1.5", "1.75", unit="万人"), {"sensitive": False, "attainment_high": 1.755 / 1.5}),
    "a share on the target": (row(">=60", "60", unit="%"), {"sensitive": True}),
    "all of them": (row(">=100", "100", unit="%"), {"sensitive": False}),
    "a count on the target": (row(">=7", "7"), {"sensitive": False}),
    "a mean on the target": (row(">=7", "7", indicator="平均每村组织数"), {"sensitive": True}),
    "rounded across a band": (row(">=100", "47.5", 0, unit="万人", baseline_low=0, baseline_high=0), {"pace": 0.95, "status": "on_pace", "sensitive": True, "pace_low": 0.949}),
    "a vague baseline": (row(">=100", "90", 80, baseline_low=70, baseline_high=84, unit="户次"), {"status": "on_pace", "sensitive": True, "sensitive_to": "基期值", "progress_high": 20.5 / 30}),
    "about, near the target": (row(">=68", "70", unit="%", actual_text="70%左右"), {"met": True, "sensitive": True, "sensitive_to": "约数", "attainment_low": 65 / 68}),
    "about, far over": (row(">=5000", "5300", unit="人次", actual_text="约5300人次"), {"sensitive": False, "attainment_high": 5350 / 5000}),
    "nearly": (row("<=70", "70", unit="%", actual_text="近70%"), {"met": True, "sensitive": False}),
    # time
    "too late": (row(">=100", "90", 80, actual_period="2024-12-30"), {"elapsed": 1, "status": "behind", "required_per_year": NA, "required_growth": NA, "reason": "期限已到"}),
    "in time": (row(">=100", "100", 80, actual_period="2025"), {"met": True, "status": "met", "required_per_year": 0}),
    "not begun": (row(">=100", "90", 80, actual_period="2022"), {"elapsed": 0, "pace": NA, "status": "not_assessable", "reason": "尚无时间进度"}),
    "no date": (row(">=100", "90", 80, actual_period=NA), {"elapsed": NA, "progress": 0.5, "pace": NA, "status": "not_assessable", "reason": "没有数据日期"}),
    "no deadline": (row(">=100", "90", 80, target_period=NA), {"elapsed": NA, "required_per_year": NA, "reason": "没有目标年份"}),
    "no base year": (row(">=100", "90", 80, baseline_period=NA), {"elapsed": NA, "progress": 0.5, "reason": "没有规划基期"}),
    "five-year plan's own base": (row(">=100", "90", 80, baseline_period=NA, target_period="2025", actual_period="2023-06-30"), {"elapsed": 911 / 1826, "reason": "按规划基期"}),
    "a share has a ceiling": (row(">=95", "90", 60, unit="%"), {"projected_value": 100, "status": "ahead"}),
    "a count has a floor": (row("<=10", "20", 90), {"projected_value": 0, "status": "ahead"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def computed():
    rows = [made | {"indicator_id": f"c{n}"} for n, (made, _) in enumerate(CASES.values())]
    frame = ta.gap_to_target(pd.DataFrame(rows))
    return dict(zip(CASES, frame.to_dict("records"), strict=True))


def test_there_are_at_least_sixty():
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_case(name, computed):
    got = computed[name]
    for column, expected in CASES[name][1].items():
        value = got[column]
        if expected is NA:
            assert pd.isna(value), (column, value)
        elif column in ("reason", "sensitive_to"):
            assert expected in value
        elif column == "completion_date":
            assert value == pd.Timestamp(expected)
        elif isinstance(expected, (bool, str)):
            assert value == expected, column
        else:
            assert value == pytest.approx(expected, rel=1e-9, abs=1e-12), column


@pytest.mark.parametrize("name", CASES)
def test_a_case_alone_is_the_same_as_among_others(name, computed):
    alone = ta.gap_to_target(pd.DataFrame([CASES[name][0]])).to_dict("records")[0]
    for column, value in computed[name].items():
        if column != "indicator_id":
            assert (pd.isna(alone[column]) and pd.isna(value)) or alone[column] == value, column


numbers = st.one_of(
    st.none(),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.sampled_from([0.0, -0.0, 100.0, 1e-9, 1e300]),
)
words = st.sampled_from([None, "", "60", "60-70", "建立机制", "尚未", "≥60%", "1.75万余人"])
periods = st.sampled_from([None, "2020", "2022", "2023-03", "2023-S1", "2024-12-30", "2030"])
anything = st.fixed_dictionaries(
    {f"{role}_{end}": numbers for role in ("baseline", "target", "actual") for end in ("low", "value", "high")}
    | {f"{role}_text": words for role in ("baseline", "target", "actual")}
    | {f"{role}_period": periods for role in ("baseline", "target", "actual")}
    | {f"{role}_op": st.sampled_from([None, ">=", ">", "<=", "<", "==", "text"]) for role in ("target", "actual")}
    | {"direction": st.sampled_from([None, -1, 0, 1]), "unit": st.sampled_from([None, "%", "个", "万人"])}
)  # fmt: skip


def sound(made):
    """Without what is refused: ends the wrong way round, an operator against its direction."""
    for role in ("baseline", "target", "actual"):
        ends = [made[f"{role}_low"], made[f"{role}_high"]]
        if None not in ends:
            made[f"{role}_low"], made[f"{role}_high"] = sorted(ends)
    against = {">": -1, ">=": -1, "<": 1, "<=": 1}
    printed = {"≥60%": ">=", "1.75万余人": ">"}
    made["target_op"] = made["target_op"] or printed.get(made["target_text"])
    if made["target_op"] in against and made["direction"] == against[made["target_op"]]:
        made["direction"] = None
    return made


@settings(max_examples=25, deadline=None)
@given(st.lists(anything, min_size=1, max_size=6))
def test_whatever_the_numbers_there_is_a_row_for_each_and_a_reason_for_each_gap(rows):
    frame = pd.DataFrame([sound(made) | {"indicator_id": f"r{n}"} for n, made in enumerate(rows)])
    gaps = ta.gap_to_target(frame, methods=["statcan", "un_chart", "destatis"])
    assert list(gaps["indicator_id"]) == list(frame["indicator_id"])
    validate(gaps, "gaps")
    floats = gaps.select_dtypes("Float64")
    assert not floats.isin([float("inf"), float("-inf")]).any().any()
    measured = gaps[columns("gaps")].select_dtypes(exclude="string")  # names may be left out
    holes = measured.isna().any(axis=1)
    assert gaps["reason"][holes].notna().all()
    assert gaps["status"].eq("met").eq(gaps["met"].fillna(False)).all()
    assert (gaps["status"].eq("not_assessable") | gaps["met"].notna()).all()
    ta.gap_components(gaps)
    ta.what_if(gaps, pace=1.2, deadline="2027")


def plain_frame(k=1.0, mirrored=False):
    """The cases with numbers only: no texts, no rounding; scaled by k, or turned upside down."""
    sign = -k if mirrored else k
    rows = []
    for made, _ in CASES.values():
        if made.get("target_op") == "text" or made.get("actual_op") == "text":
            continue
        made = {key: v for key, v in made.items() if not key.endswith("_text")}
        made |= {"unit": "度", "indicator_id": f"c{len(rows)}"}
        for role in ("baseline", "target", "actual"):
            value = made.get(f"{role}_value")
            ends = [made.get(f"{role}_low", value), made.get(f"{role}_high", value)]
            ends = [None if end is None else end * sign for end in ends]
            if value is not None:
                made[f"{role}_value"] = value * sign
            low, high = reversed(ends) if mirrored else ends
            made |= {f"{role}_low": low, f"{role}_high": high}
        if mirrored:
            for name in ("target_op", "actual_op"):
                made[name] = MIRROR.get(made.get(name))
            if made.get("direction") is not None:
                made["direction"] = -made["direction"]
            if made["target_op"] is None and made.get("direction") is None:
                made["direction"] = -1
        rows.append(made)
    return pd.DataFrame(rows)


RATIOS = ["relative_gap", "attainment", "elapsed", "progress", "pace", "required_growth"]
LEVELS = ["gap", "shortfall", "required_per_year", "projected_value", "projected_geometric"]
SAME = ["met", "status", "sensitive", "completion_date", "reason"]


@pytest.mark.parametrize("k", [1e-3, 1e4])
def test_a_whole_frame_in_another_unit_has_the_same_ratios(k):
    one, other = ta.gap_to_target(plain_frame()), ta.gap_to_target(plain_frame(k))
    pd.testing.assert_frame_equal(one[SAME], other[SAME])
    pd.testing.assert_frame_equal(one[RATIOS], other[RATIOS], rtol=1e-9)
    pd.testing.assert_frame_equal(one[LEVELS] * k, other[LEVELS], rtol=1e-9)


def test_a_whole_frame_upside_down_is_the_same_frame():
    one, other = ta.gap_to_target(plain_frame()), ta.gap_to_target(plain_frame(mirrored=True))
    bounds = ~one["actual_op"].isin(["==", None])  # a bound below has a floor of 0, one above none
    same = ["met", "status", "completion_date", "gap", "shortfall", "relative_gap", "elapsed"]
    same += ["progress", "pace"]
    pd.testing.assert_frame_equal(one[~bounds][same], other[~bounds][same], rtol=1e-9)
    assert (one["required_per_year"] + other["required_per_year"]).fillna(0).abs().max() < 1e-9


def test_every_calculation_of_every_case_gives_its_value_again():
    rows = [made | {"indicator_id": f"c{n}"} for n, (made, _) in enumerate(CASES.values())]
    gaps = ta.gap_to_target(pd.DataFrame(rows))
    then = ta.what_if(gaps, pace=0.7, deadline="2025")
    checked = 0
    for frame in (gaps, then):
        steps = ta.gap_components(frame)
        for step in steps.dropna(subset=["calculation"]).to_dict("records"):
            if step["measure"] != "met" and "→" not in step["calculation"]:
                text = step["calculation"].replace("−", "-").replace("×", "*").replace("^", "**")
                got = eval(text, {"max": max, "min": min})
                assert got == pytest.approx(step["value"], rel=1e-3, abs=1e-6), step
                checked += 1
    assert checked > 800
