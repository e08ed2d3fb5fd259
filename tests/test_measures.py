"""Each measure alone: what it gives, what it refuses, and its laws."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taian_analysis.gaps import measures

OPS = {
    ">=": Decimal.__ge__,
    ">": Decimal.__gt__,
    "<=": Decimal.__le__,
    "<": Decimal.__lt__,
    "==": Decimal.__eq__,
}
printed = st.decimals(
    min_value=-1000000, max_value=1000000, places=4, allow_nan=False, allow_infinity=False
)
positive = st.floats(0.01, 1e6)
quick = settings(max_examples=150, deadline=None)


def one(array):
    return float(np.asarray(array))


@quick
@given(st.sampled_from(sorted(OPS)), printed, printed)
def test_met_agrees_with_the_decimals_as_printed(op, value, target):
    assert measures.met([op], [float(value)], [float(target)])[0] == OPS[op](value, target)


@quick
@given(st.sampled_from(sorted(OPS)), printed)
def test_met_on_the_boundary_is_the_operators_own(op, target):
    assert measures.met([op], [float(target)], [float(target)])[0] == OPS[op](target, target)


def test_met_does_not_see_binary_noise_but_sees_every_printed_digit():
    assert list(measures.met([">=", "==", ">"], [0.1 + 0.2] * 3, [0.3] * 3)) == [True, True, False]
    assert list(measures.met([">", "<"], [30.0001, 29.9999], [30, 30])) == [True, True]
    assert list(measures.met([">"], [123456789.01], [123456789.0])) == [True]


def test_met_of_a_range_has_both_ends_in_it():
    got = measures.met(["=="] * 4, [59.9, 60, 70, 70.1], [60] * 4, [70] * 4)
    assert list(got) == [False, True, True, False]


def test_met_is_not_known_without_an_operator_or_a_number():
    got = measures.met(["text", "", ">=", ">="], [1, 1, np.nan, 1], [1, 1, 1, np.nan])
    assert got.isna().all()


@quick
@given(positive, positive, positive, st.floats(0.001, 1000))
def test_scaling_the_unit_leaves_every_ratio_unchanged(value, base, target, k):
    def ratios(factor):
        v, b, t = value * factor, base * factor, target * factor
        return [
            measures.attainment(1, v, t),
            measures.attainment(-1, v, t),
            measures.relative_gap(measures.gap(1, v, t), t),
            measures.progress(v, b, t),
            measures.required_growth(False, v, t, "2023-03-31", "2025-12-31"),
        ]

    for before, after in zip(ratios(1.0), ratios(k), strict=True):
        assert one(after) == pytest.approx(one(before), rel=1e-6, abs=1e-7, nan_ok=True)


@quick
@given(printed, printed, printed)
def test_swapping_direction_and_signs_is_symmetric(value, base, target):
    v, b, t = float(value), float(base), float(target)
    assert one(measures.gap(1, v, t)) == one(measures.gap(-1, -v, -t))
    forth, back = measures.progress(v, b, t), measures.progress(-v, -b, -t)
    assert one(forth) == pytest.approx(one(back), nan_ok=True)
    for op in OPS:
        assert measures.met([op], [v], [t])[0] == measures.met([measures.MIRROR[op]], [-v], [-t])[0]


@quick
@given(printed, printed, printed, st.sampled_from([1, -1, 0]))
def test_a_value_nearer_the_target_never_has_a_larger_shortfall(one_value, other, target, d):
    near, far = sorted((float(one_value), float(other)), key=lambda x: abs(x - float(target)))
    if d and (near - float(target)) * (far - float(target)) < 0:
        return  # on different sides the side counts, not the distance
    short = [one(measures.shortfall(measures.gap(d, v, float(target)))) for v in (near, far)]
    assert short[0] <= short[1]


@quick
@given(printed, printed, st.sampled_from([1, -1]))
def test_shortfall_is_zero_exactly_where_the_loose_target_is_met(value, target, d):
    v, t = float(value), float(target)
    short = one(measures.shortfall(measures.gap(d, v, t)))
    assert (short == 0) == bool(measures.met([">=" if d > 0 else "<="], [v], [t])[0])


@quick
@given(st.floats(1, 9), st.floats(1, 9), st.integers(100, 1500))
def test_the_required_change_takes_the_value_to_the_target(value, target, days):
    deadline = np.datetime64("2023-03-31") + days
    years = days / measures.YEAR
    step = one(measures.required_per_year(False, value, target, "2023-03-31", deadline))
    rate = one(measures.required_growth(False, value, target, "2023-03-31", deadline))
    assert value + step * years == pytest.approx(target, rel=1e-9, abs=1e-9)
    assert value * (1 + rate) ** years == pytest.approx(target, rel=1e-6)


@quick
@given(positive, positive)
def test_a_projection_to_today_is_today(value, base):
    dates = ("2020-12-31", "2023-03-31", "2023-03-31")
    assert one(measures.project_linear(value, base, *dates)) == pytest.approx(value)
    assert one(measures.project_geometric(value, base, *dates)) == pytest.approx(value)


@quick
@given(st.floats(1, 99), st.floats(1, 99), st.floats(1, 99))
def test_pace_over_one_is_a_projection_past_the_target(value, base, target):
    if abs(target - base) < 0.01:
        return
    dates = ("2020-12-31", "2023-03-31", "2025-12-31")
    pace = one(measures.pace(measures.progress(value, base, target), measures.elapsed(*dates)))
    end = one(measures.project_linear(value, base, *dates))
    covered = (end - base) / (target - base)
    assert covered == pytest.approx(pace, rel=1e-6, abs=1e-9)


def test_elapsed_counts_days_between_ends_of_periods():
    assert one(measures.elapsed("2020-12-31", "2020-12-31", "2025-12-31")) == 0
    assert one(measures.elapsed("2020-12-31", "2025-12-31", "2025-12-31")) == 1
    assert one(measures.elapsed("2020-12-31", "2023-06-30", "2025-12-31")) == 911 / 1826
    assert np.isnan(one(measures.elapsed("2020-12-31", "2023-01-01", "2020-12-31")))
    assert np.isnan(one(measures.elapsed("NaT", "2023-01-01", "2025-12-31")))


def test_completion_date_is_the_first_day_that_reaches():
    # 30 in 911 days; 20 more need 607.3 days: the 608th
    date = measures.completion_date(560, 530, 580, "2020-12-31", "2023-06-30")
    assert date == np.datetime64("2023-06-30") + 608
    # exact: 10 in 100 days, 5 more in exactly 50
    date = measures.completion_date(10, 0, 15, "2021-01-01", "2021-04-11")
    assert date == np.datetime64("2021-05-31")
    assert np.isnat(measures.completion_date(530, 560, 580, "2020-12-31", "2023-06-30"))
    assert np.isnat(measures.completion_date(530, 530, 580, "2020-12-31", "2023-06-30"))
    assert np.isnat(measures.completion_date(530.001, 530, 580, "2020-12-31", "2023-06-30"))


def test_clamp_keeps_a_share_between_nought_and_a_hundred():
    got = measures.clamp([120, -3, 50, 120], [0, 0, 0, 0], [100, 100, 100, np.nan])
    assert list(got) == [100, 0, 50, 120]


def test_decimal_removes_noise_and_keeps_digits():
    got = measures.decimal([69.12 - 60, 1.27 - 1.3, 1e15 + 0.3 - 1e15, 5.0], [69.12, 1.3, 1e15, 0])
    assert list(got[[0, 1, 3]]) == [9.12, -0.03, 5.0]


@pytest.mark.parametrize(
    ("pace", "word"),
    [(1.19, "ahead"), (1.05, "ahead"), (1.0499, "on_pace"), (1.0, "on_pace"), (0.95, "on_pace"),
     (0.9499, "behind"), (0, "behind"), (-1, "behind"), (np.nan, "not_assessable")],
)  # fmt: skip
def test_status_bands(pace, word):
    flags = {"has_baseline": True, "lost": False, "passed": False, "assessable": True}
    assert measures.status([False], [pace], **flags) == [word]
    assert measures.status([True], [pace], **flags) == ["met"]


def test_status_of_what_has_no_pace():
    def status(**changed):
        flags = {"has_baseline": True, "lost": False, "passed": False, "assessable": True}
        return measures.status([False], [np.nan], **(flags | changed))[0]

    assert status(has_baseline=False) == "no_baseline"
    assert status(lost=True) == "behind"
    assert status(passed=True, has_baseline=False) == "behind"
    assert status(assessable=False, passed=True) == "not_assessable"
