"""Each measure alone: what it gives, what it refuses, and its laws."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from taian_analysis.gaps import measures

OPS = {
    ">=": Decimal.__ge__,
    ">": Decimal.__gt__,
    "<=": Decimal.__le__,
    "<": Decimal.__lt__,
    "==": Decimal.__eq__,
}
#: the comparison that holds when both sides change their signs
MIRROR = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "==", "text": "text"}
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
    assume(abs(target - base) > 1e-6 * target)  # nearer, the difference is digits that floats lose

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
        assert measures.met([op], [v], [t])[0] == measures.met([MIRROR[op]], [-v], [-t])[0]


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
    deadline = np.datetime64("2023-03-31") + days * ONE
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
    assert date == np.datetime64("2023-06-30") + 608 * ONE
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


# Edges: where a measure begins and ends to be defined, each worked by hand.

DAY = np.datetime64("2020-12-31")
ONE = np.timedelta64(1, "D")
NEXT = np.datetime64("2021-12-31")
LAST = np.datetime64("2023-12-31")


def nan(x):
    return bool(np.isnan(float(x)))


def test_edges_of_decimals():
    assert float(measures.decimal(0.1 + 0.2, 0)) == 0.3  # without a scale: twelve digits of 1
    assert float(measures.decimal(1234567890123.4, 1e13)) == 1234567890100.0
    assert float(measures.decimal(1234567890123.4, 1e12)) == 1234567890120.0
    assert float(measures.decimal(0.123456789012345, 1)) == 0.12345678901
    assert float(measures.decimal(0.1234567890123, 0.5)) == 0.123456789012  # twelve digits of 0.5
    assert float(measures.decimal(123456789012.4, 1.5e11)) == 123456789012.0
    assert float(measures.decimal(np.inf, 1)) == np.inf


def test_edges_of_same():
    assert measures.same(0, 0) and not measures.same(0, 1e-300)
    assert measures.same(1, 1 + 5e-13) and not measures.same(1, 1 + 5e-12)
    assert measures.same(-2, -2 - 1e-12) and not measures.same(2, -2)


@pytest.mark.parametrize(
    ("op", "below", "on", "above"),
    [(">=", False, True, True), (">", False, False, True), ("<=", True, True, False),
     ("<", True, False, False), ("==", False, True, False)],
)  # fmt: skip
def test_every_operator_on_both_sides(op, below, on, above):
    got = measures.met([op] * 3, [4.9, 5.0, 5.1], [5.0] * 3).tolist()
    assert got == [below, on, above]


def test_edges_of_met():
    assert measures.met(["=="] * 5, [59, 60, 65, 70, 71], 60, 70).tolist() == [
        False, True, True, True, False,
    ]  # fmt: skip
    assert measures.met([">=", ">="], [np.nan, 3], [3, np.nan]).isna().all()
    assert measures.met(["text"], [3], [3]).isna().all()
    assert measures.met(["text"], [3], [2], [4]).tolist() == [True]  # a range needs no word


def test_edges_of_gap_shortfall_and_attainment():
    assert [float(x) for x in measures.gap([0, 0], [9, 5], [7, 7])] == [-2, -2]
    assert float(measures.gap(1, 0.3, 0.1)) == 0.2  # not 0.19999999999999998
    assert measures.shortfall([-3, 0, 2]).tolist() == [3, 0, 0] and nan(measures.shortfall(np.nan))
    assert measures.relative_gap([-3, 3], [-6, 6]).tolist() == [-0.5, 0.5]
    assert nan(measures.relative_gap(1, 0))
    assert nan(measures.attainment(0, 5, 10)) and nan(measures.attainment(1, 5, 0))
    assert nan(measures.attainment(1, -1, 10)) and nan(measures.attainment(1, 5, -10))
    assert float(measures.attainment(1, 0, 10)) == 0 and nan(measures.attainment(-1, 0, 10))
    assert measures.attainment([1, -1], 5, 0.5).tolist() == [10, 0.1]


def test_edges_of_time_and_progress():
    assert nan(measures.elapsed(DAY, NEXT, DAY)) and nan(measures.elapsed(NEXT, DAY, DAY))
    assert float(measures.elapsed(DAY, DAY, NEXT)) == 0
    assert float(measures.elapsed(DAY, NEXT, DAY + ONE)) == 365
    assert nan(measures.elapsed(np.datetime64("NaT", "D"), NEXT, LAST))
    assert float(measures.progress(9, 3, 7, 0)) == 0.5  # 2 of 4 away are left
    assert float(measures.progress(5, 3, 7, 0)) == 0.5
    assert float(measures.progress(11, 3, 7, 0)) == 0
    assert nan(measures.progress(5, 7, 7)) and nan(measures.progress(5, 7, 7, 0))
    assert float(measures.progress(2, 4, 8)) == -0.5
    assert nan(measures.pace(0.5, 0)) and nan(measures.pace(0.5, -0.1))
    assert float(measures.pace(0.5, 0.25)) == 2


def test_edges_of_what_is_required():
    year = 365 / 365.25
    assert float(measures.required_per_year(False, 4, 10, DAY, NEXT)) == pytest.approx(6 / year)
    assert float(measures.required_growth(False, 4, 9, DAY, NEXT)) == pytest.approx(
        2.25 ** (1 / year) - 1
    )
    for required in (measures.required_per_year, measures.required_growth):
        assert float(required(True, 4, 10, DAY, DAY)) == 0
        assert nan(required(False, 4, 10, DAY, DAY)) and nan(required(False, 4, 10, NEXT, DAY))
    assert nan(measures.required_growth(False, 0, 10, DAY, NEXT))
    assert nan(measures.required_growth(False, 4, 0, DAY, NEXT))
    assert nan(measures.required_growth(False, -4, -9, DAY, NEXT))


def test_edges_of_projections():
    both = (measures.project_linear, measures.project_geometric)
    for project in both:
        assert nan(project(6, 3, DAY, DAY, NEXT)) and nan(project(6, 3, NEXT, DAY, LAST))
        assert float(project(6, 3, DAY, NEXT, NEXT)) == 6  # no time left: what there is
        assert nan(project(6, 3, DAY, NEXT, DAY))
    assert float(measures.project_linear(6, 3, DAY, NEXT, LAST)) == 12  # two years more of 3
    assert float(measures.project_geometric(6, 3, DAY, NEXT, LAST)) == pytest.approx(24)
    for v, b in ((6, 0), (0, 6), (-6, -3), (6, -3), (-6, 3)):
        assert nan(measures.project_geometric(v, b, DAY, NEXT, LAST))
    assert measures.clamp([-1, 50, 101], 0, 100).tolist() == [0, 50, 100]
    assert measures.clamp([-1, 101], np.nan, np.nan).tolist() == [-1, 101]
    assert measures.clamp([0, 100], 0, 100).tolist() == [0, 100]


def test_edges_of_the_completion_date():
    def done(v, b, t, start=DAY, as_of=NEXT):
        return measures.completion_date(v, b, t, start, as_of)[()]

    assert done(6, 3, 9) == np.datetime64("2022-12-31")  # 3 more at 3 a year
    assert done(6, 3, 6.01) == NEXT + 2 * ONE  # 1.2 days: the second
    for none in (done(6, 3, 6), done(6, 3, 5), done(3, 6, 9), done(6, 6, 9), done(6, 3, 9, NEXT)):
        assert np.isnat(none)
    # 178 years after 2021: 2200 is the last year; 180 is beyond it
    assert str(done(6, 3, 6 + 3 * 178.9))[:4] == "2200" and np.isnat(done(6, 3, 6 + 3 * 180))
    # five hundred years on, even where that is before 2200
    early = np.datetime64("1600-12-31")
    assert np.isnat(done(6, 3, 6 + 3 * 501, early, early + 365 * ONE))
    assert not np.isnat(done(6, 3, 6 + 3 * 499, early, early + 365 * ONE))


@pytest.mark.parametrize(
    ("flags", "pace", "word"),
    [({}, 1.05, "ahead"), ({}, 1.05 - 5e-10, "ahead"), ({}, 1.0499, "on_pace"),
     ({}, 0.95, "on_pace"), ({}, 0.95 - 5e-10, "on_pace"), ({}, 0.9499, "behind"),
     ({}, np.nan, "not_assessable"), ({"has_baseline": False}, 1.2, "no_baseline"),
     ({"lost": True}, 1.2, "behind"), ({"passed": True, "has_baseline": False}, 1.2, "behind"),
     ({"assessable": False, "passed": True}, 1.2, "not_assessable"),
     ({"is_met": True, "assessable": False}, 0.1, "met")],
)  # fmt: skip
def test_every_band(flags, pace, word):
    given = {"has_baseline": True, "lost": False, "passed": False, "assessable": True} | flags
    is_met = given.pop("is_met", False)
    assert measures.status([is_met], [pace], **given).tolist() == [word]
