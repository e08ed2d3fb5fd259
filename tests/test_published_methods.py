"""Each published method against an example worked by hand from its published definition."""

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base import catalog
from taian_analysis.gaps.formulas import (
    METHODS,
    growth,
    nbs_interval,
    near_limit,
    oecd_distance,
    oecd_trend,
    statcan_points,
    statcan_trend_points,
    un_level,
)
from taian_analysis.gaps.published_methods import score_methods

# One example for all: 100 at the base, 110 two years on, 150 wanted five years after the base.
UP = {"d": 1, "b": 100.0, "v": 110.0, "t": 150.0, "gone": 2.0, "whole": 5.0}
#: growth seen (1.1)^(1/2) - 1 = 4.8809 % a year; growth needed (1.5)^(1/5) - 1 = 8.4472 % a year
SEEN, NEEDED = 0.0488088, 0.0844718


def score(method, **changed):
    return float(METHODS[method](**(UP | changed)))


def test_growth_rates_of_the_example():
    assert float(growth(110, 100, 2)) == pytest.approx(SEEN, abs=1e-7)
    assert float(growth(150, 100, 5)) == pytest.approx(NEEDED, abs=1e-7)


def test_statcan_ratio_of_observed_to_required():
    assert score("statcan") == pytest.approx(SEEN / NEEDED, rel=1e-5)  # 0.578: limited progress
    # wanted down to 50, gone up to 110: -1 × 0.0488088 / |0.5^(1/5) - 1 = -0.1294494|
    assert score("statcan", d=-1, t=50.0) == pytest.approx(-0.0488088 / 0.1294494, rel=1e-5)
    # below nought the sign of the base turns it round: from -100 to -90 is growth of -5.13 % a year
    assert score("statcan", b=-100.0, v=-90.0, t=-50.0) == pytest.approx(
        0.0513167 / 0.1294494, rel=1e-5
    )
    # a target of nought counts as 0.001: (0.00001)^(1/5) - 1 = -0.9; from 100 to 81 is -10 % a year
    assert score("statcan", d=-1, v=81.0, t=0.0) == pytest.approx(0.1 / 0.9, rel=1e-9)


def test_eurostat_ratio_and_trend():
    assert score("eurostat") == pytest.approx(SEEN / NEEDED, rel=1e-5)  # insufficient
    assert score("eurostat_trend") == pytest.approx(SEEN, rel=1e-5)  # over 1 %: significant
    assert score("eurostat_trend", d=-1) == pytest.approx(-SEEN, rel=1e-5)


def test_un_progress_chart_extrapolates_the_growth_rate():
    # 110 × 1.0488088^3 = 110 × 1.1536897 = 126.9059; (126.9059 - 100) / 50 = 0.538
    assert score("un_chart") == pytest.approx(0.538117, abs=1e-5)


def test_un_progress_chart_of_2022_compares_growth_rates():
    assert score("un_ratio") == pytest.approx(SEEN / NEEDED, abs=1e-5)  # 0.578
    row = ta.gap_to_target(frame_of(), methods=["un_ratio"]).iloc[0]
    # 60 to 80 in five years is 5.92 % a year; to 100 in fifteen 3.46 % would do
    assert row["un_ratio_class"] == "on_track"
    # 99.96 of 100 is achieved; what was held at the base and is lost has deteriorated
    almost = frame_of(actual_value=99.96, baseline_value=50.0, target_value=100.0)
    lost = frame_of(actual_value=95.0, baseline_value=110.0, target_value=100.0)
    for frame, wanted in ((almost, "target_achieved"), (lost, "deterioration")):
        got = ta.gap_to_target(frame, methods=["un_ratio"]).iloc[0]["un_ratio_class"]
        assert got == wanted


def test_levels_of_the_un_chart_are_cut_by_the_indicators_own_values():
    assert un_level([100, 95, 81, None], (95, 80, 60, 40)).tolist() == [
        "met_or_almost_met",
        "close",
        "close",
        None,
    ]
    gaps = ta.gap_to_target(pd.concat([frame_of(), frame_of(indicator_id="y", actual_value=70)]))
    found = score_methods(gaps, [], levels={"x": (95, 75, 60, 40)})["un_level"]
    assert found.iloc[0] == "close" and pd.isna(found.iloc[1])
    with pytest.raises(ta.GapError, match="not there"):
        score_methods(gaps, [], levels={"z": (95, 75, 60, 40)})
    with pytest.raises(ta.GapError, match="four cuts"):
        un_level([1], (40, 60, 80, 95))


def test_escap_indices():
    assert score("escap_status") == pytest.approx(2.0)  # 10 × 10 / 50, where 4 is expected
    assert score("escap_status", v=90.0) == pytest.approx(-2.0)
    assert score("escap_status", d=-1, v=80.0, t=50.0) == pytest.approx(4.0)
    # the line goes on to 125: 25 of the 50 will be missing
    assert score("escap_anticipated") == pytest.approx(0.5)
    assert score("escap_anticipated", v=120.0) == 0  # on to 150
    assert score("escap_anticipated", v=90.0) == pytest.approx(1.5)  # on to 75: 75 of 50


def test_destatis_counts_what_is_missed_against_what_is_left():
    # on to 125 while 40 are left to go from 110: 25 / 40
    assert score("destatis") == pytest.approx(0.625)
    assert score("destatis", v=119.0) == pytest.approx(2.5 / 31)  # on to 147.5
    assert score("destatis", v=100.0) == pytest.approx(1.0)  # nothing moves
    assert score("destatis", v=90.0) == pytest.approx(75 / 60)
    assert score("destatis", v=150.0) == 0


def classes(**values):
    names = {"b": "baseline_value", "v": "actual_value", "t": "target_value", "d": "direction"}
    made = {names[key]: value for key, value in (UP | values).items() if key in names}
    frame = pd.DataFrame([{"indicator_id": "x", "target_op": ">=", **made}])
    # two and five years of 365.25 days
    frame["start"] = pd.Timestamp("2020-01-01")
    frame["as_of"] = frame["start"] + pd.Timedelta(days=730.5)
    frame["deadline"] = frame["start"] + pd.Timedelta(days=1826.25)
    # four annual values on the straight line between the two, as Destatis needs
    b, v = frame["baseline_value"].iloc[0], frame["actual_value"].iloc[0]
    days = [frame["start"].iloc[0] + pd.Timedelta(days=730.5 * k / 3) for k in range(4)]
    line = {"id": "x", "day": days, "value": [b + (v - b) * k / 3 for k in range(4)]}
    row = score_methods(frame, observations=pd.DataFrame(line)).iloc[0]
    return {name: row[f"{name}_class"] for name in METHODS}


def test_classes_of_the_example():
    assert classes() == {
        "statcan": "limited_progress",
        "eurostat": "insufficient_progress",
        "eurostat_trend": "significant_progress",
        "un_chart": "acceleration_needed",
        "escap_status": "behind",
        "escap_anticipated": "accelerate",
        "destatis": "cloud",
        "statcan_trend": "on_track",  # 4.88 % a year
        "un_trend": "on_track",
        "un_ratio": "acceleration_needed",  # 0.578
        "sdr": "moderately_improving",  # 5 a year of 10 needed: half of it
        "nbs": "not_yet",
    }


def test_classes_where_things_go_backwards():
    assert classes(v=98.0) == {
        "statcan": "deterioration",
        "eurostat": "movement_away",
        "eurostat_trend": "significant_movement_away",  # -1.005 % a year
        "un_chart": "stagnation_or_regression",
        "escap_status": "regressed",
        "escap_anticipated": "reverse",
        "destatis": "thunderstorm",
        "statcan_trend": "deterioration",
        "un_trend": "stagnation_or_regression",
        "un_ratio": "deterioration",  # -1.005 of 8.447 is -0.12
        "sdr": "decreasing",
        "nbs": "not_yet",
    }


def test_classes_on_and_past_the_way():
    assert classes(v=121.0) == {
        "statcan": "on_track",  # 10 % a year of 8.45 %
        "eurostat": "significant_progress",
        "eurostat_trend": "significant_progress",
        "un_chart": "on_track",  # on to 161
        "escap_status": "as_expected",  # 4.2 of 4
        "escap_anticipated": "maintain",
        "destatis": "sun",
        "statcan_trend": "on_track",
        "un_trend": "on_track",
        "un_ratio": "on_track",
        "sdr": "on_track",
        "nbs": "not_yet",
    }
    reached = classes(v=150.0)
    assert reached["statcan"] == "target_achieved" and reached["un_chart"] == "on_track"


def test_the_middle_bands():
    # 60 % of the needed 8.4472 % is 5.0683 % a year, 95 % is 8.0248 %: 111 (5.357 %) is between
    got = classes(v=111.0)
    assert (got["statcan"], got["eurostat"]) == ("acceleration_needed", "moderate_progress")
    # on to 147.5: 2.5 of 31 left is 8.1 %, 2.5 of 50 in all is 5 %
    got = classes(v=119.0)
    assert (got["destatis"], got["escap_anticipated"]) == ("sun_and_cloud", "maintain")


def test_nothing_is_scored_without_a_baseline():
    gaps = ta.gap_to_target(methods=["statcan", "destatis"])
    row = gaps.set_index("indicator_id").loc["registered_volunteers"]
    assert row[["statcan_score", "statcan_class", "destatis_score", "destatis_class"]].isna().all()
    assert gaps["statcan_class"].eq("target_achieved").sum() == 23  # 24 less the one in words


def test_a_point_to_hit_has_no_direction_and_no_score():
    frame = pd.DataFrame(
        [{"indicator_id": "x", "target_value": 7, "target_op": "==", "actual_value": 9,
          "baseline_value": 3, "target_period": "2025", "actual_period": "2023"}]
    )  # fmt: skip
    row = ta.gap_to_target(frame, methods=["statcan", "escap_status", "destatis"]).iloc[0]
    assert row[["statcan_class", "destatis_class"]].isna().all()
    assert row["statcan_reason"] == "point_to_hit"
    # from 4 away to 2 away is half of the way: the parity form
    assert row["escap_status_score"] == pytest.approx(5)


def test_an_unknown_method_is_named():
    with pytest.raises(ta.GapError, match="not a published method") as caught:
        score_methods(ta.gap_to_target(), ["oecd"])
    assert caught.value.found == "oecd"


def test_every_method_says_where_it_is_from():
    entries = catalog.load("methods")
    assert list(entries) == list(METHODS)
    for entry in entries.values():
        assert entry["source"] and entry["url"].startswith("https://")
        assert all(c["zh"] and c["en"] for c in entry["classes"])


def test_the_page_on_methods_is_in_step():
    root = Path(__file__).parents[1]
    made = runpy.run_path(str(root / "tools" / "make_methods.py"))["text"]()
    assert (root / "docs" / "methods.md").read_text(encoding="utf-8") == made


def test_calendar_years_give_open_sdgs_own_numbers():
    gaps = ta.gap_to_target()
    scores = score_methods(gaps, ["statcan"], calendar_years=True).set_index("indicator_id")
    # (1783 / 1189)^(1/3) - 1 = 14.46 % of (2300 / 1189)^(1/5) - 1 = 14.10 %; 1.852 of 1.819 %
    assert scores.at["certified_social_workers", "statcan_score"] == pytest.approx(1.03, abs=5e-3)
    assert scores.at["lottery_outlets", "statcan_score"] == pytest.approx(1.02, abs=5e-3)


def test_open_sdgs_points_and_limits():
    # 7.1429 R - 4.2857 from 0.6 on, 4.1667 R - 2.5 below
    assert statcan_points([1.0, 0.7, 0.5, -3], [False] * 4) == pytest.approx(
        [2.8572, 0.71433, -0.41665, -5]
    )
    assert statcan_points([0.2], [True]).tolist() == [5]
    assert statcan_trend_points([0.02, 0.01, 0.002, -0.01], 1.0) == pytest.approx(
        [5, 1.25, -1.5, -3.75]
    )
    assert statcan_trend_points([0.0], [0.0]).tolist() == [5]  # the limit is held
    # 1 - 0.5^4.44 = 0.9539; at the limit 0; from twice the limit on 1
    assert near_limit([50, 100, 200, 130], 100) == pytest.approx(
        [1 - 0.5**4.44, 0, 1, 1 - 0.7**4.44]
    )


def frame_of(**more):
    made = {"indicator_id": "x", "target_value": 100, "target_op": ">=", "target_period": "2030",
            "baseline_period": "2015", "actual_period": "2020", "baseline_value": 60,
            "actual_value": 80}  # fmt: skip
    return pd.DataFrame([made | more])


def test_a_value_of_nought_is_deterioration_where_more_is_wanted():
    row = ta.gap_to_target(frame_of(actual_value=0), methods=["statcan"]).iloc[0]
    assert row["statcan_class"] == "deterioration" and row["statcan_score"] < 0


def test_a_lost_target_is_no_significant_progress():
    lost = frame_of(baseline_value=110, actual_value=95)
    row = ta.gap_to_target(lost, methods=["eurostat", "un_chart"]).iloc[0]
    assert row["eurostat_class"] == "movement_away"


def test_overshooting_a_point_is_no_progress_either():
    row = ta.gap_to_target(
        frame_of(target_op="==", actual_value=140), methods=["eurostat", "sdr"]
    ).iloc[0]
    assert row[["eurostat_class", "sdr_class"]].isna().all()
    assert set(row[["eurostat_reason", "sdr_reason"]]) == {"point_to_hit"}


def test_within_one_of_all_or_none_counts_as_met_for_the_un():
    near = frame_of(unit="%", indicator="覆盖率", actual_value=99.2)
    assert ta.gap_to_target(near, methods="un_chart").iloc[0]["un_chart_class"] == "on_track"
    short = frame_of(unit="%", indicator="覆盖率", baseline_value=98.9, actual_value=98.9)
    got = ta.gap_to_target(short, methods="un_chart").iloc[0]["un_chart_class"]
    assert got == "stagnation_or_regression"


def test_destatis_needs_four_annual_values():
    row = ta.gap_to_target(frame_of(), methods=["destatis"]).iloc[0]
    assert pd.isna(row["destatis_class"]) and row["destatis_reason"] == "points: 4 annual values"
    panel = {"time": "y", "value": "v", "targets": {"target": 100, "deadline": 2030}}
    years = list(range(2014, 2021))
    up = pd.DataFrame({"y": years, "v": [0, 70, 72, 74, 76, 78, 80]})
    # the last five changes are 2 a year: on to 100 in ten years, of 20 left: nothing missed
    row = ta.gap_to_target(up, methods=["destatis"], **panel).iloc[0]
    assert row["destatis_class"] == "sun" and row["destatis_score"] == pytest.approx(0, abs=2e-3)
    down = up.assign(v=[0, 120, 118, 116, 114, 112, 110])
    row = ta.gap_to_target(down, methods=["destatis"], **panel).iloc[0]
    assert row["destatis_class"] == "sun_and_cloud"  # reached, and falling
    three = ta.gap_to_target(up.iloc[:3], methods=["destatis"], **panel).iloc[0]
    assert pd.isna(three["destatis_class"])


def test_escap_weights_recent_years_more():
    panel = {"time": "y", "value": "v", "targets": {"target": 100, "deadline": 2024}}
    long = pd.DataFrame({"y": [2020, 2021, 2022], "v": [0.0, 0.0, 60.0]})
    row = ta.gap_to_target(long, methods=["escap_anticipated"], **panel).iloc[0]
    # weights 1, 2, 3: mean 4/3 and 30, slope 36 a year: 30 + 36 (4 - 4/3) = 126, over 100
    assert row["escap_anticipated_score"] == 0 and row["escap_anticipated_class"] == "maintain"


def test_degree_of_realisation():
    assert score("nbs", v=110.0) == pytest.approx(110 / 150 * 100)
    assert score("nbs", d=-1, v=50.0, t=40.0) == pytest.approx(80)
    assert score("nbs", v=200.0) == 100
    # the rural scheme's Gini coefficient: 100 within 0.3 to 0.4, then (0.6 - X) / 0.2 x 100
    gini = nbs_interval([0.35, 0.45, 0.5, 0.6], 0.3, 0.4, 0.2, 0.6)
    assert gini.tolist() == pytest.approx([100, 75, 50, 0])
    # 7 against [3, 6] between 0 and 9: 1 away of 3
    assert float(nbs_interval(7, 3, 6, 0, 9)) == pytest.approx(100 * 2 / 3)
    row = ta.gap_to_target(frame_of(baseline_value=None), methods=["nbs"]).iloc[0]
    assert row["nbs_score"] == 80 and row["nbs_class"] == "not_yet"


def test_oecds_distance_is_in_spreads_of_the_peers():
    # 40, 60, 80 spread by 20; where less is better 30 of 20 is half a spread away
    assert oecd_distance([60, 85, 30], [80, 80, 20], [40, 60, 80]).tolist() == [1.0, 0.0, 0.0]
    assert float(oecd_distance(30, 20, [40, 60, 80], -1)) == 0.5
    assert np.isnan(oecd_distance(1, 2, [5])) and np.isnan(oecd_distance(1, 2, [5, 5]))


def test_oecds_trend_is_a_rank_correlation():
    years = list(range(2015, 2021))
    assert oecd_trend(years, [1, 2, 3, 4, 5, 6]) == "progress"
    assert oecd_trend(years, [1, 2, 3, 4, 5, 6], -1) == "regress"
    # ranks 1 3 2 5 4 6: r = 1 - 6 x 4 / 210 = 0.886, t = 3.82 with 4 degrees: 1.9 %
    assert oecd_trend(years, [1, 3, 2, 5, 4, 6], level=0.02) == "progress"
    assert oecd_trend(years, [1, 3, 2, 5, 4, 6], level=0.018) == "no_clear_trend"
    assert oecd_trend(years, [3, 1, 2, 3, 1, 2]) == "no_clear_trend"
    assert oecd_trend(years[:3], [1, 2, 3]) is None


def test_a_method_says_how_many_observations_it_takes():
    scores = score_methods(ta.gap_to_target(frame_of()), ["nbs", "sdr", "destatis"])
    assert [scores[f"{name}_needs"][0] for name in ("nbs", "sdr", "destatis")] == [1, 2, 4]
