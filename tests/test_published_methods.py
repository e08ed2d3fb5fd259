"""Each published method against an example worked by hand from its published definition."""

import runpy
from pathlib import Path

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base import catalog
from taian_analysis.gaps.published_methods import METHODS, growth, score_methods

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
    row = score_methods(frame).iloc[0]
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
    assert row[["statcan_class", "escap_status_score", "destatis_class"]].isna().all()


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
