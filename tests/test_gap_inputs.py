"""Where baselines, dates and deadlines come from, and what is refused."""

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base.schema import columns, conform
from taian_analysis.gaps.days import last_day
from taian_analysis.gaps.evidence import as_columns, rows_of
from taian_analysis.gaps.points import unit_factor
from taian_analysis.gaps.target import gap_rows


def indicators(**changed):
    made = {
        "indicator_id": ["workers", "volunteers"], "number": [1, 2], "area": "甲",
        "indicator": ["持证社工", "志愿者"], "unit": ["人", "万人"], "attribute": "预期性",
        "target_value": [2300.0, 120.0], "target_op": ">=", "target_period": "2025",
        "actual_value": [1783.0, 111.0], "actual_op": "==", "actual_text": ["1783", "111"],
        "direction": 1,
    }  # fmt: skip
    return conform(pd.DataFrame(made | changed), "indicators")


def point(key, period, value, unit, **more):
    made = {
        "series_id": key, "series": key, "indicator_id": key, "period": period, "value": value,
        "unit": unit, "kind": "stock", "qualifier": "exact", "basis": "stated",
        "quote": f"{period}达到{value}{unit}", "line": 9,
        "period_end": pd.Timestamp(last_day(period)),
    }  # fmt: skip
    return made | more


@pytest.fixture
def narrative(monkeypatch):
    """Let the narrative say what a test wants it to, in every frame that `indicators` makes."""

    def say(*points):
        said = conform(pd.DataFrame(list(points)), "trends")

        def told(**changed):
            frame = plain(**changed)
            points = said.astype(object).where(said.notna(), None).to_dict("records")
            found = as_columns(rows_of(frame.to_dict("records"), points, {}, None))
            return pd.concat([frame, pd.DataFrame(found)], axis=1)

        monkeypatch.setitem(globals(), "indicators", told)

    plain = indicators
    return say


def one(frame, key="workers"):
    return frame.set_index("indicator_id").loc[key]


def test_the_narrative_gives_baseline_date_and_quotes(narrative):
    narrative(
        point("workers", "2020", 1189.0, "人", basis="derived: 1783 / 1.5"),
        point("workers", "2021", 1345.0, "人"),
        point("workers", "2023-03-31", 1783.0, "人", line=35),
    )
    row = one(ta.gap_to_target(indicators()))
    assert (row["baseline_value"], row["baseline_period"]) == (1189, "2020")
    assert row["baseline_basis"].startswith("derived") and "2020" in row["baseline_quote"]
    assert row["as_of"] == pd.Timestamp("2023-03-31") and row["as_of_basis"] == "narrative"
    assert (row["as_of_line"], row["as_of_quote"]) == (35, "2023-03-31达到1783.0人")
    assert row["status"] == "ahead"
    assert pd.isna(one(ta.gap_to_target(indicators()), "volunteers")["baseline_value"])


def test_units_of_the_narrative_are_converted_or_refused(narrative):
    narrative(
        point("volunteers", "2020", 900000.0, "人"),
        point("volunteers", "2023-03-31", 1110000.0, "人"),
        point("workers", "2020", 11.0, "个"),
    )
    frame = ta.gap_to_target(indicators())
    row = one(frame, "volunteers")
    assert row["baseline_value"] == pytest.approx(90)
    assert row["progress"] == pytest.approx(21 / 30)
    assert row["as_of"] == pd.Timestamp("2023-03-31")
    refused = one(frame)
    assert pd.isna(refused["baseline_value"]) and refused["status"] == "no_baseline"
    assert "单位与本行不同" in refused["reason"] and "another unit" in refused["reason_en"]


def test_a_later_year_is_no_baseline(narrative):
    narrative(point("workers", "2021", 1345.0, "人"))
    assert one(ta.gap_to_target(indicators()))["status"] == "no_baseline"


def test_an_over_in_the_narrative_agrees_with_what_it_bounds(narrative):
    narrative(point("volunteers", "2022", 110.0, "万人", qualifier="over"))
    row = one(ta.gap_to_target(indicators()), "volunteers")
    assert row["as_of"] == pd.Timestamp("2022-12-31")
    assert pd.isna(row["other_low"])


def test_a_contradiction_on_the_same_day_makes_a_status_sensitive(narrative):
    narrative(
        point("workers", "2020", 1189.0, "人"),
        point("workers", "2023-03-31", 1783.0, "人"),
        point("workers", "2023-03-31", 1600.0, "人", quote="另一处称1600人"),
    )
    row = one(ta.gap_to_target(indicators()))
    # 411 of 1111 at 45 %: 0.82 of the schedule, against 1.19
    assert row["sensitive"] and row["sensitive_to"] == "原文另有不同数值"
    assert row["pace_low"] == pytest.approx((411 / 1111) / (820 / 1826))
    assert row["other_quote"] == "另一处称1600人"
    assert "1600" in ta.explain(ta.gap_to_target(indicators()), "持证")


def test_an_earlier_stock_that_is_already_better_is_a_contradiction_too(narrative):
    narrative(
        point("workers", "2020", 1189.0, "人"),
        point("workers", "2022", 1873.0, "人"),
        point("workers", "2023-03-31", 1783.0, "人"),
    )
    row = one(ta.gap_to_target(indicators()))
    assert (row["other_high"], row["other_period"]) == (1873, "2022")
    assert row["attainment_high"] == pytest.approx(1873 / 2300)
    # ahead either way, but of two numbers that exclude each other perhaps neither is right
    assert row["sensitive"] and row["status"] == "ahead"


def test_what_the_audit_marks_counts_as_another_value():
    row = one(ta.gap_to_target(), "certified_social_workers")
    assert (row["other_high"], row["other_period"]) == (1873, "2022") and row["other_line"] == 52
    assert row["attainment_low"] == pytest.approx(1783 / 2300)
    assert row["attainment_high"] == pytest.approx(1873 / 2300)
    assert row["sensitive"] and row["sensitive_to_en"] == "the report gives another value"


def test_the_callers_word_goes_first(narrative):
    narrative(point("workers", "2020", 1189.0, "人"), point("workers", "2023-03", 1783.0, "人"))
    frame = ta.gap_to_target(
        indicators(),
        as_of="2023-06-30",
        deadline={"workers": "2024"},
        baselines={"workers": {"value": 1000, "period": "2019"}},
    )
    row = one(frame)
    assert row["baseline_value"] == 1000 and row["baseline_basis"] == "given"
    # from 2019-12-31: 1277 days of 1827
    assert row["elapsed"] == pytest.approx(1277 / 1827)
    assert one(frame, "volunteers")["deadline"] == pd.Timestamp("2025-12-31")
    assert set(frame["as_of_basis"]) == {"given"}


def test_baselines_as_frame_series_and_number():
    wanted = {"workers": 1189}
    expected = one(ta.gap_to_target(indicators(), baselines=wanted))["progress"]
    assert expected == pytest.approx(594 / 1111)
    made = pd.DataFrame({"indicator_id": ["workers"], "value": [1189], "period": ["2020"]})
    for given in (pd.Series(wanted), made, made.rename(columns={"value": "baseline_value"})):
        assert one(ta.gap_to_target(indicators(), baselines=given))["progress"] == expected


def test_given_baselines_change_unit_or_are_refused():
    frame = ta.gap_to_target(
        indicators(),
        baselines={
            "volunteers": {"value": 900000, "unit": "人"},
            "workers": {"value": 3, "unit": "元"},
        },
    )
    assert one(frame, "volunteers")["baseline_value"] == pytest.approx(90)
    assert one(frame)["status"] == "no_baseline" and "单位" in one(frame)["reason"]


def test_the_table_has_baselines_of_its_own():
    made = indicators(
        baseline_value=[1189.0, 90.0], baseline_period="2020", actual_period="2023-03"
    )
    frame = ta.gap_to_target(made)
    assert one(frame)["baseline_basis"] == "table" and one(frame)["status"] == "ahead"


@pytest.mark.parametrize(
    ("unit", "into", "factor"),
    [("人", "万人", 1e-4), ("万人", "人", 1e4), ("亿元", "万元", 1e4), ("㎡", "平方米", 1),
     ("万平方米", "㎡", 1e4), ("个", "个", 1), (None, None, 1)],
)  # fmt: skip
def test_unit_factor(unit, into, factor):
    assert unit_factor(unit, into) == pytest.approx(factor)


def test_unlike_units_have_no_factor():
    assert pd.isna(unit_factor("元", "人")) and pd.isna(unit_factor(None, "人"))


BAD = {
    "an as_of that is no date": ({"as_of": "soon"}, "not a date"),
    "an as_of of no kind": ({"as_of": [1, 2]}, "not a date"),
    "a deadline that is no date": ({"deadline": {"workers": "2025-13"}}, "not a date"),
    "a deadline for nobody": ({"deadline": {"nobody": "2025"}}, "not there"),
    "baselines for nobody": ({"baselines": {"nobody": 1}}, "not there"),
    "a baseline that is no number": ({"baselines": {"workers": "many"}}, "not a number"),
    "a baseline without value": ({"baselines": {"workers": {"period": "2020"}}}, "not a number"),
    "a baseline of a bad year": (
        {"baselines": {"workers": {"value": 1, "period": "20"}}},
        "not a date",
    ),
    "baselines that are a number": ({"baselines": 3}, "mapping"),
    "baselines without a column": ({"baselines": pd.DataFrame({"a": [1]})}, "no value column"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_arguments(name):
    arguments, message = BAD[name]
    with pytest.raises(ta.GapError, match=message) as caught:
        ta.gap_to_target(indicators(), **arguments)
    assert caught.value.zh != caught.value.message and caught.value.found is not None


def test_bad_frames():
    with pytest.raises(ta.GapError, match="no targets"):
        ta.gap_to_target(pd.DataFrame({"indicator_id": ["a"]}))
    with pytest.raises(ta.GapError, match="wrong type"):
        ta.gap_to_target(indicators().astype({"target_value": object}).assign(target_value="x"))
    with pytest.raises(ta.GapError, match="two rows"):
        ta.gap_to_target(indicators(indicator_id="same"))
    with pytest.raises(ta.TaianError):
        ta.gap_to_target("no/such/file.txt")


def test_an_infinite_number_is_refused():
    with pytest.raises(ta.GapError, match="infinite") as caught:
        ta.gap_to_target(indicators(actual_value=[1.0, float("inf")]))
    assert caught.value.found == "actual_value of volunteers"


def test_an_empty_frame_gives_an_empty_frame():
    frame = ta.gap_to_target(indicators().iloc[:0])
    assert len(frame) == 0 and "status" in frame.columns


def test_the_input_is_left_alone_and_order_and_count_are_kept():
    made = indicators().iloc[::-1]
    before = made.copy()
    frame = ta.gap_to_target(made)
    pd.testing.assert_frame_equal(made, before)
    assert list(frame["indicator_id"]) == ["volunteers", "workers"]


def test_a_date_is_never_later_than_the_report():
    frame = ta.gap_to_target()
    row = one(frame, "subsistence_urban_rural_ratio")
    assert row["as_of"] == pd.Timestamp("2023-07-11") and "晚于报告日期" in row["reason"]
    assert frame["as_of"].max() == pd.Timestamp("2023-07-11")


def test_rows_without_a_frame_are_those_of_the_frame():
    report = ta.read_report()
    rows = pd.DataFrame(list(gap_rows(report)))
    frame = ta.gap_to_target(report)[columns("gaps")]
    assert rows.astype(object).to_csv() == frame.astype(object).to_csv()


def test_who_writes_into_a_frame_does_not_write_into_the_next():
    report = ta.read_report()
    first = ta.load_indicators(report)
    first.loc[:, "found_baseline_quote"] = "changed"
    gaps = ta.gap_to_target(report)
    gaps.loc[:, "baseline_quote"] = "changed"
    assert "changed" not in set(ta.load_indicators(report)["found_baseline_quote"].dropna())
    assert "changed" not in set(ta.gap_to_target(report)["baseline_quote"].dropna())
