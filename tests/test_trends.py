from dataclasses import replace

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base import dossiers, schema
from taian_analysis.base.report import Report, split_lines
from taian_analysis.trends.trends import load_trends


@pytest.fixture(scope="module")
def report() -> Report:
    return ta.read_report()


@pytest.fixture(scope="module")
def trends(report: Report) -> pd.DataFrame:
    return load_trends(report)


def altered(report: Report, old: str, new: str) -> Report:
    assert old in report.text
    text = report.text.replace(old, new)
    return replace(report, text=text, lines=split_lines(text))


# Read off the report by eye: series, period, value.
POINTS = [
    ("subsistence_standard_urban", "2020", 719),
    ("subsistence_standard_urban", "2023", 915),
    ("subsistence_standard_rural", "2020", 537),
    ("subsistence_standard_rural", "2023", 720),
    ("subsistence_urban_rural_ratio", "2020", 1.34),
    ("subsistence_urban_rural_ratio", "2023", 1.27),
    ("charity_donations", "2021", 1.31),
    ("charity_donations", "2022", 1.54),
    ("charity_donations", "2023-S1", 1.21),
    ("charity_spending", "2021", 1.22),
    ("charity_spending", "2022", 1.37),
    ("charity_spending", "2023-S1", 0.933733),
    ("charity_organisations", "2020-12", 49),
    ("charity_organisations", "2023-06-30", 71),
    ("certified_social_workers", "2020", 1189),
    ("certified_social_workers", "2021", 1345),
    ("certified_social_workers", "2022", 1873),
    ("certified_social_workers", "2023-03", 1783),
    ("orphan_allowance_institution", "2022", 2142),
    ("orphan_allowance_institution", "2023", 2288),
    ("orphan_allowance_scattered", "2022", 1706),
    ("orphan_allowance_scattered", "2023", 1830),
    ("children_in_need_allowance", "2022", 1198),
    ("children_in_need_allowance", "2023", 1322),
    ("lottery_outlets", "2020", 530),
    ("lottery_outlets", "2023-06", 560),
    ("lottery_sales", "2022", 4.15),
    ("lottery_funds_raised", "2022", 1.3),
    ("lottery_funds_spent", "2022", 0.6951),
    ("elderly_beds", "2023-Q1", 20590),
    ("nursing_beds", "2023-Q1", 14231),
    ("nursing_bed_share", "2023-Q1", 69.12),
    ("registered_volunteers", "2023-03", 111),
    ("community_workers_rate", "2023-07", 14.6),
    ("elderly_care_trained", "2021/2023-07", 7643),
    ("party_unit_rate", "2022", 42),
    ("party_unit_rate", "2023-07", 66),
    ("social_organisation_staff", "2023-03", 1.75),
    ("community_facility_area_total", "2022-12", 258),
]


@pytest.mark.parametrize(("series", "when", "value"), POINTS)
def test_points_are_those_of_the_report(
    trends: pd.DataFrame, series: str, when: str, value: float
) -> None:
    row = trends[(trends["series_id"] == series) & (trends["period"] == when)]
    assert row["value"].tolist() == [value]


def test_contract(trends: pd.DataFrame) -> None:
    names = schema.columns("trends")
    assert list(trends.columns[: len(names)]) == names
    schema.validate(trends, "trends")
    assert trends["series_id"].nunique() >= 60
    assert trends["contradicted"].dtype == "boolean"
    assert not trends.duplicated(["series_id", "period"]).any()
    assert (trends["low"].fillna(trends["value"]) <= trends["value"]).all()
    assert (trends["high"].fillna(trends["value"]) >= trends["value"]).all()


def test_every_stated_point_is_printed_where_it_says(trends: pd.DataFrame, report: Report) -> None:
    stated = trends[trends["basis"] == "stated"]
    assert len(stated) >= 85
    for row in stated.itertuples():
        printed = report.text[row.start : row.end]
        after = report.text[row.end]
        scale = {"万": 1e4, "亿": 1e8}.get(after, 1) / {"万": 1e4, "亿": 1e8}.get(row.unit[0], 1)
        number = 2 if printed == "两" else float(printed)
        assert number * scale == pytest.approx(row.value, rel=1e-9), row.series_id
        assert printed in row.quote
        assert report.line_at(row.start).number == row.line


def test_derived_points_show_their_sum_and_have_no_span(trends: pd.DataFrame) -> None:
    derived = trends[trends["basis"] != "stated"].set_index("series_id")
    assert derived["start"].isna().all()
    assert derived["basis"].to_dict() == {
        "certified_social_workers": "derived: 1783 ÷ (1 + 50 ÷ 100) = 1188.67 ≈ 1189",
        "charity_organisations": "derived: 71 - 22 = 49",
        "lottery_outlets": "derived: 560 - 30 = 530",
    }
    # 50 % printed whole is 49.5 to 50.5 %: 1783/1.505 = 1184.72, 1783/1.495 = 1192.64.
    workers = derived.loc["certified_social_workers"]
    assert (round(workers["low"], 2), round(workers["high"], 2)) == (1184.72, 1192.64)


def test_a_half_year_is_a_flow_over_half_a_year(trends: pd.DataFrame) -> None:
    row = trends[(trends["series_id"] == "charity_spending") & (trends["period"] == "2023-S1")]
    assert row["kind"].item() == "flow"
    assert row["period_start"].item() == pd.Timestamp("2023-01-01")
    assert row["period_end"].item() == pd.Timestamp("2023-06-30")


def test_words_around_a_number_qualify_it(trends: pd.DataFrame) -> None:
    by_id = trends.set_index("series_id")
    assert by_id.loc["community_facility_area", "qualifier"] == "over"
    assert by_id.loc["community_facility_area", "low"] == 140
    assert pd.isna(by_id.loc["community_facility_area", "high"])
    assert by_id.loc["social_organisation_staff", "qualifier"] == "over"


def test_the_misprinted_year_is_read_as_meant_and_said_so(trends: pd.DataFrame) -> None:
    row = trends.set_index("series_id").loc["urban_community_organisations"]
    assert row["period"] == "2023-03"
    assert "3023年3月底" in row["note"]
    assert set(trends.loc[trends["note"].notna(), "line"]) == {20}


def test_a_mended_misprint_needs_no_note(report: Report) -> None:
    mended = load_trends(altered(report, "3023年3月底", "2023年3月底")).set_index("series_id")
    assert mended.loc["urban_community_organisations", "period"] == "2023-03"
    assert pd.isna(mended.loc["urban_community_organisations", "note"])


def test_a_changed_number_is_read_anew(report: Report) -> None:
    changed = load_trends(altered(report, "慈善组织总数达到71家", "慈善组织总数达到81家"))
    values = changed.loc[changed["series_id"] == "charity_organisations", "value"].tolist()
    assert values == [59, 81]


def test_a_report_that_no_longer_says_it_fails_with_line_and_pattern(report: Report) -> None:
    with pytest.raises(ta.CatalogError) as error:
        load_trends(altered(report, "慈善组织总数达到71家", "慈善组织有71家"))
    assert error.value.line == 54
    assert "慈善组织总数达到{a}家" in str(error.value)


def test_another_report_gives_what_it_has_and_names_what_it_lacks() -> None:
    text = "2024年上半年，全市慈善捐赠额 2.5 亿元，慈善活动支出8000万元。\n"
    other = load_trends(Report(text, split_lines(text)))
    assert other[["series_id", "period", "value"]].values.tolist() == [
        ["charity_donations", "2024-S1", 2.5],
        ["charity_spending", "2024-S1", 0.8],
    ]
    assert "lottery_sales" in other.attrs["missing"]


def test_linked_indicators_exist() -> None:
    known = set(dossiers.names())
    linked = {
        series["indicator"]
        for series in dossiers.dossier().table("series").values()
        if "indicator" in series
    }
    assert linked <= known
    assert len(linked) >= 23
