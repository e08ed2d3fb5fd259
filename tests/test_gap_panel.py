"""Panels: many observations an indicator, against values worked by hand."""

import io

import numpy as np
import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.gaps.forecast import _quantile, forecast, student, trend

OPEN_SDG = """Year,Sex,Value
2015,,20
2017,,18
2015,F,22
2019,,17
2021,,15
2022,,14
2023,,12
"""


def test_an_open_sdg_csv_in_five_lines():
    long = pd.read_csv(io.StringIO(OPEN_SDG))
    long = long[long["Sex"].isna()]
    target = {"target": 10, "op": "<=", "deadline": 2030}
    gaps = ta.gap_to_target(long, time="Year", value="Value", targets=target)
    row = gaps.iloc[0]
    # 20 to 12 of 10 in 2922 of 5479 days
    assert row["progress"] == pytest.approx(0.8) and row["status"] == "ahead"
    assert row["pace"] == pytest.approx(0.8 / (2922 / 5479))
    assert row["observations"] == 6
    assert row["expected_now"] == pytest.approx(20 - 10 * 2922 / 5479)
    assert row["forecast_low"] == 0  # what was never negative has a floor
    assert row["forecast_low"] <= row["forecast_value"] < row["forecast_high"]
    assert row["chance"] > 0.8 and "80 %" in row["forecast_note_en"]
    lines = ta.explain(gaps, row["indicator_id"], lang="en").splitlines()
    (told,) = [one for one in lines if "Forecast" in one]
    assert "local trend, 6 observations" in told and "0–" in told


LONG = pd.DataFrame(
    {"who": ["a", "a", "b", "b"], "when": [2020.0, 2022.0, 2020.0, 2022.0], "x": [20, 60, 5, 4.0]}
)


def test_several_indicators_and_two_points_make_no_forecast():
    targets = {
        "a": {"target": 100, "deadline": 2025},
        "b": {"target": 3, "op": "<", "deadline": 2025},
    }
    gaps = ta.gap_to_target(LONG, id="who", time="when", value="x", targets=targets)
    assert list(gaps["indicator_id"]) == ["a", "b"] and list(gaps["status"]) == ["ahead", "ahead"]
    assert gaps["pace"].iloc[0] == pytest.approx(0.5 / (730 / 1826))
    assert gaps["forecast_low"].isna().all() and gaps["chance"].isna().all()
    assert set(gaps["forecast_note_en"]) == {"2 points: no forecast"}
    assert list(gaps["slope"]) == pytest.approx([40 / (730 / 365.25), -1 / (730 / 365.25)])


def test_printed_yearly_targets_are_what_was_due():
    targets = pd.DataFrame(
        {"who": ["a", "a"], "target": [70.0, 100.0], "period": [2022, 2025], "op": [">=", ">="]}
    )
    row = ta.gap_to_target(LONG, id="who", time="when", value="x", targets=targets).iloc[0]
    assert (row["target_value"], row["expected_now"], row["expected_basis"]) == (100, 70, "printed")


def test_history_and_milestones():
    long = pd.DataFrame({"y": [2020, 2021, 2022], "v": [0, 30, 40]})
    panel = {"time": "y", "value": "v", "targets": {"target": 100, "deadline": 2024}}
    done = ta.gap_history(long, **panel)
    # 30 % in 365 of 1461 days, 40 % in 730 of them
    assert list(done["status"]) == ["ahead", "behind"]
    assert list(done["progress"]) == pytest.approx([0.3, 0.4])
    due = ta.milestones(ta.gap_to_target(long, **panel))
    assert list(due["period"]) == ["2021", "2022", "2023", "2024"]
    assert due["expected"].iloc[0] == pytest.approx(100 * 365 / 1461)
    assert due["expected"].iloc[-1] == 100 and due["expected_growth"].isna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [({"time": "year"}, "no column"), ({"targets": {"z": 1}}, "not there"),
     ({"targets": 5}, "mapping or a frame"), ({"id": None}, "two observations"),
     ({"targets": {"a": {"goal": 3}}}, "not known")],
)  # fmt: skip
def test_what_is_refused(change, message):
    arguments = {"id": "who", "time": "when", "value": "x", "targets": {"a": 100}} | change
    with pytest.raises(ta.GapError, match=message):
        ta.gap_to_target(LONG, **arguments)


def test_a_trend_by_hand():
    # weights 1, 2, 3 on (0, 0), (1, 0), (2, 6): mean 4/3, 3; 16/3 less … slope (36 - 24) / (14 - 32/3)
    line = trend([0, 1, 2], [0.0, 0.0, 6.0], 3, recent=True)
    assert line.slope == pytest.approx(12 / (10 / 3))
    assert line.at_end == pytest.approx(3 + 3.6 * (3 - 4 / 3))
    plain = trend([0, 1, 2], [0.0, 0.0, 6.0], 3, recent=False)
    assert plain.slope == pytest.approx(3) and plain.fit == pytest.approx(18 / 24)


def test_a_local_trend_by_hand():
    # drift 2 a year; the steps 2, 1, 2, 3 scatter by 0, 1, 0, 1: variance 2/3; two years on:
    # 2/3 (2 + 4/4) = 2. The steps turn by -1, 1, 1: 1 a year; (2 + 1/2)^3 / 3 = 5.208
    found = forecast([0, 1, 2, 3, 4], [10, 12, 13, 15, 18], 6)
    spread = 1.1 * (2 + 2.5**3 / 3) ** 0.5  # the widening is the hindcast's
    assert found.middle == 24 and found.spread == pytest.approx(spread)
    # five values less drift, scatter and last step: two degrees, 90 % below 1.8856
    assert _quantile(3) == pytest.approx(1.6377, abs=1e-4)
    assert found.freedom == 2 and _quantile(2) == pytest.approx(1.8856, abs=1e-4)
    assert found.high - 24 == pytest.approx(1.8856 * spread, abs=1e-3)
    assert student(1.6377, 3) == pytest.approx(0.9, abs=1e-5)
    assert found.chance(24, 1) == pytest.approx(0.5)
    assert found.chance(24 + 1.8856 * spread, 1) == pytest.approx(0.1, abs=1e-4)
    assert found.chance(0, -1) < 0.01
    assert forecast([0, 1, 2, 3], [1, 2, 3, 4], 6) is None
    assert forecast([0, 1, 2, 3, 4], [1, 2, 3, 4, 5], 9).chance(10, 1) == 1
    assert not np.isnan(found.low)
