import importlib
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.audit import engine
from taian_analysis.audit.claims import Claim
from taian_analysis.base import catalog, schema
from taian_analysis.base.report import Report, split_lines
from taian_analysis.trends.trends import load_trends

# The package's attribute `audit` is the function; this is the module.
module = importlib.import_module("taian_analysis.audit")


@pytest.fixture(scope="module")
def report() -> Report:
    return ta.read_report()


@pytest.fixture(scope="module")
def table(report: Report) -> pd.DataFrame:
    return ta.audit(report)


@pytest.fixture(scope="module")
def claims(report: Report) -> dict[str, Claim]:
    return {claim.claim_id: claim for claim in module.check(report)[1]}


def altered(report: Report, start: int, end: int, new: str) -> Report:
    text = report.text[:start] + new + report.text[end:]
    return replace(report, text=text, lines=split_lines(text), tables=(), meta={}, sha256="")


def verdicts(report: Report) -> dict[str, str]:
    return {claim.claim_id: claim.verdict for claim in module.check(report)[1]}


# What a person with a pencil finds wrong in the report, and on which lines.
WRONG = {
    "headline/all-reached": "2,132,134,135",
    "parts/共涉及指标": "15",
    "date/情况涉及个指标截至…": "20",
    "catalog/social_workers_2022_2023": "21,52",
    "parts/开展多类别社会救助核对": "29",
    "covered/枢纽型社会组织和党组织": "49,86",
    "share/拥有时长记录记录的志愿者达到": "57",
    "numbering/section//主要目标指标实现情况": "92,106",
}


def test_exactly_the_contradictions_of_the_report_fail(table: pd.DataFrame) -> None:
    failing = table[table["verdict"] == "fails"]
    assert failing["lines"].tolist() == list(WRONG.values())
    for found, expected in zip(failing["claim_id"], WRONG, strict=True):
        kind, _, topic = expected.partition("/")
        assert found.startswith(f"{kind}/")
        assert topic in found or kind == "date"


@pytest.mark.parametrize(
    ("claim_id", "stated", "computed"),
    [
        # 56.9 / 111 = 0.51261; 6535 + 504 + 1873 + 1786 + 74 = 10772; 2 + 1 + 3 = 6
        ("share/拥有时长记录记录的志愿者达到", "49.9%", "56.9万 ÷ 111万 = 51.261%"),
        ("parts/开展多类别社会救助核对", "10980人次", "6535 + 504 + 1873 + 1786 + 74 = 10772"),
        ("parts/共涉及指标", "8项", "2 + 1 + 3 = 6"),
        ("catalog/social_workers_2022_2023", "1783人", "应 ≥ 1873人"),
        ("headline/all-reached", "全部达到或超过预期目标", "24项达到目标值，3项未达到"),
        ("headline/count", "27条主要发展指标", "附表27行"),
        # 719 / 537 = 1.33892; 915 / 720 = 1.27083; 14231 / 20590 = 0.691161; 42315 / 49107 = 0.86169
        ("catalog/subsistence_ratio_2020", "1.34:1", "719 ÷ 537 = 1.3389"),
        ("catalog/subsistence_ratio_now", "1.27:1", "915 ÷ 720 = 1.2708"),
        ("share/其中护理型床位", "69.12%", "14231 ÷ 20590 = 69.116%"),
        ("share/其中", "86%", "42315 ÷ 49107 = 86.169%"),
        ("annex/nursing_bed_share", "69.12%", "附表完成值 69"),
        ("annex/community_facility_area", "超过140平方米", "附表完成值 143"),
        ("same/培训养老服务人员", "7643人", "7643人"),
        ("catalog/community_workers", "5123人", "5123人"),
        # (560 - 530) / (580 - 530) = 60 %; 30 June 2023 is 911 of 1826 days after 2020.
        (
            "expected/lottery_outlets",
            "时间过半、目标过半",
            "(560 - 530) ÷ (580 - 530) = 60.0%，时间已过49.9%",
        ),
    ],
)
def test_claims_worked_by_hand(
    table: pd.DataFrame, claim_id: str, stated: str, computed: str
) -> None:
    row = table[table["claim_id"] == claim_id]
    assert row[["stated", "computed"]].values.tolist() == [[stated, computed]]


def test_a_half_year_is_not_compared_with_a_year(table: pd.DataFrame) -> None:
    runs = table[table["claim_id"].str.startswith("run/慈善捐赠")]
    assert runs["verdict"].tolist() == ["holds", "undecidable"]
    assert "不能比较" in runs["comment"].iloc[1]


def test_what_has_no_base_is_undecidable(table: pd.DataFrame) -> None:
    undecided = set(table.loc[table["verdict"] == "undecidable", "claim_id"])
    assert "expected/registered_volunteers" in undecided
    assert len(undecided) == 6


def test_contract_and_count(table: pd.DataFrame) -> None:
    names = schema.columns("audit")
    assert list(table.columns[: len(names)]) == names
    schema.validate(table, "audit")
    assert table["claim_id"].is_unique
    count = Counter(table["verdict"])
    assert count["fails"] == len(WRONG)
    assert count["holds"] >= 200
    assert table.attrs["missing"] == []


def test_every_quote_stands_in_the_report(table: pd.DataFrame, report: Report) -> None:
    flat = re.sub(r"\s+", " ", report.text)
    for row in table.itertuples():
        # An annex row holds " | " itself; the longest common part is what is checked there.
        for quote in re.split(r" \| |…", row.quote):
            assert quote.strip(" |") in flat, row.claim_id


def test_ids_hold_no_number_of_the_report(table: pd.DataFrame) -> None:
    ids = table["claim_id"].str.replace(r"#\d+$", "", regex=True)
    generic = ids[~ids.str.startswith(("catalog/", "annex/", "reached/", "target/", "expected/"))]
    assert not generic.str.contains(r"\d").any()


# A figure of a claim that holds, altered: the claim fails, and only claims on that figure change.
ALTERED = [
    ("27条主要", "28条主要", "headline/count"),
    ("1.34:1降低", "1.44:1降低", "catalog/subsistence_ratio_2020"),
    ("每人每月915元", "每人每月815元", "catalog/subsistence_ratio_now"),
    ("集中供养率达到60%", "集中供养率达到70%", "annex/destitute_disabled_care_rate"),
    ("平均每百户超过140平方米,已超", "平均每百户超过150平方米,已超", "annex/community_facility_area"),
    ("规定的大于30平方米", "规定的大于40平方米", "target/community_facility_area"),
    ("肥城市2个县", "肥城市3个县", "list/岱岳区肥城市县市区"),
    ("章节指标3项", "章节指标4项", "enumerated/省厅民政十四五规划章节指标实现地级未成年人救助保护机构全覆盖"),
    ("现有560个", "现有660个", "annex/lottery_outlets"),
    ("护理型床位14231张", "护理型床位15231张", "share/其中护理型床位"),
    ("占比达到69.12%", "占比达到68.12%", "share/其中护理型床位"),
    ("1.75万余人", "1.85万余人", "annex/social_organisation_staff"),
    ("涉及4个主要", "涉及5个主要", "catalog/charity_indicators"),
    ("总量达到5753人", "总量达到6753人", "annex/social_work_professionals"),
    ("注册志愿者总量达到111万", "注册志愿者总量达到121万", "catalog/registered_volunteers"),
    ("占总数的86%", "占总数的96%", "share/其中"),
    ("宁阳县4个项目", "宁阳县5个项目", "catalog/award_projects"),
    ("每人每月2142元", "每人每月3142元", "move/机构养育孤儿基本生活标准从每人每月"),
    ("社区工作者5123人,平均", "社区工作者6123人,平均", "catalog/community_workers"),
    ("遴选50家", "遴选60家", "catalog/best_organisations"),
    ("2021年全市慈善捐赠1.31亿", "2021年全市慈善捐赠2.31亿", "run/慈善捐赠"),
    ("覆盖率均达到100%,城乡", "覆盖率均达到90%,城乡", "catalog/facility_coverage"),
    ("已实现100%全覆盖", "已实现80%全覆盖", "all/全市城乡社区综合服务设施已实现全覆盖"),
    ("88处,实现未保", "98处,实现未保", "catalog/township_protection_stations"),
    ("设立93名儿童督导员,村居(社区)设立3790名儿童主任,构建起市、县、乡、村四级未成年人保护工作队伍。",
     "设立94名儿童督导员,村居(社区)设立3790名儿童主任,构建起市、县、乡、村四级未成年人保护工作队伍。",
     "same/乡镇街道儿童督导员"),
    ("| 1.27:1 |", "| 1.37:1 |", "annex/subsistence_urban_rural_ratio"),
    ("5500 | 5753", "5500 | 5453", "annex/social_work_professionals"),
    ("| 60 | 69 |", "| 60 | 79 |", "annex/nursing_bed_share"),
    ("注册志愿者总量达到111万", "注册志愿者总量达到112万", "catalog/registered_volunteers"),
    ("入职培训率100%", "入职培训率120%", "bounded/养老机构护理人员的入职培训率"),
    ("98.1%、98.5%", "98.1%、108.5%", "bounded/村社区党组织书记一肩挑比例分别达到#2"),
    ("镇街已有 60个", "镇街已有 90个", "of/镇街已有"),
    ("筹集公益金1.3亿", "筹集公益金5.3亿", "catalog/lottery_fund"),
    ("2023年全市社工考试", "2032年全市社工考试", "date/人泰山和谐使者人…全市社工考试报名人数达到"),
    ("1.巩固拓展", "4.巩固拓展", "numbering/item/社会救助体系不断完善/巩固拓展脱贫攻坚兜底"),
    ("| 7 | 7 |", "| 8 | 7 |", "reached/rural_community_organisations"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "claim_id"), ALTERED)
def test_an_altered_figure_turns_its_claim_and_leaves_the_rest(
    report: Report, claims: dict[str, Claim], old: str, new: str, claim_id: str
) -> None:
    at = next(i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    start = report.text.index(old)
    place = start + at
    after = verdicts(altered(report, start, start + len(old), new))
    assert claims[claim_id].verdict == "holds"
    assert after[claim_id] == "fails"
    assert after.keys() == claims.keys()
    for name, claim in claims.items():
        if not _touches(claim, place, report):
            assert after[name] == claim.verdict, name


def _touches(claim: Claim, place: int, report: Report) -> bool:
    """Whether a claim rests on the number printed at a place (or speaks of its annex row)."""
    row = report.line_at(place)
    return any(
        (start <= place + 1 and place < end) or ("|" in row.text and row.start <= start < row.end)
        for start, end in claim.spans
    )


def test_contradicted_numbers_are_those_of_the_failing_claims(report: Report) -> None:
    printed = {report.text[start:end] for start, end, _ in module.contradicted(report)}
    assert {"49.9", "56.9万", "10980", "6535", "1783", "1873", "60"} <= printed
    assert "69.12" not in printed


def test_trends_carry_the_contradictions(report: Report) -> None:
    trends = load_trends(report)
    marked = trends[trends["contradicted"]]
    assert set(marked["series_id"]) == {
        "certified_social_workers",
        "social_aid_checks",
        "volunteers_with_hours",
    }
    workers = marked[marked["series_id"] == "certified_social_workers"].set_index("period")
    assert workers.index.tolist() == ["2020", "2022", "2023-03"]
    assert "catalog/social_workers_2022_2023" in workers.loc["2023-03", "contradicted_by"]
    assert workers["contradiction"].str.contains("累计").all()


def test_a_mended_contradiction_is_no_longer_marked(report: Report) -> None:
    start = report.text.index("占49.9%") + 1
    mended = altered(report, start, start + 4, "51.3")
    assert verdicts(mended)["share/拥有时长记录记录的志愿者达到"] == "holds"
    trends = load_trends(mended).set_index("series_id")
    assert not trends.loc["volunteers_with_hours", "contradicted"]


def test_full_width_punctuation_changes_no_claim(report: Report) -> None:
    text = report.text.translate(str.maketrans(",()%;:", "，（）％；："))
    text = re.sub(r"(?<=\d)：(?=\d)", ":", text)
    wide = replace(report, text=text, lines=split_lines(text), tables=(), meta={})
    assert verdicts(wide) == verdicts(report)


def test_a_report_without_an_annex_is_still_checked() -> None:
    text = "全市共有床位100张,其中护理型床位60张,占比达到70%。\n"
    table = ta.audit(Report(text, split_lines(text)))
    assert table.loc[table["verdict"] == "fails", "computed"].tolist() == ["60 ÷ 100 = 60%"]


def test_a_report_with_nothing_to_check_gives_an_empty_frame() -> None:
    table = ta.audit(Report("无。\n", split_lines("无。\n")))
    assert len(table) == 0
    assert list(table.columns[:15]) == schema.columns("audit")
    schema.validate(table, "audit")


def test_every_rule_is_described(table: pd.DataFrame) -> None:
    rules = catalog.load("rules")
    assert set(table["rule"]) <= set(rules)
    assert all(entry["zh"] and entry["en"] for entry in rules.values())
    assert table["claim_en"].str.contains("[A-Za-z]").all()


# A whole small report with an annex of its own, which no catalog knows.
REVIEW = """某市“十四五”残疾人事业规划中期评估报告
规划4项主要指标均达到或超过预期进度。
1.辅助器具适配率。截至2023年6月底,残疾人基本型辅助器具适配率达到98.5%,已完成规划目标。
2.康复机构数量。全市残疾人康复机构数量为42个,比2020年增加12个,进度符合预期。
3.无障碍改造户数。残疾人家庭无障碍改造户数达到1.25万户,已完成规划目标。
4.就业人数。新增残疾人就业人数3200人,符合预期。
2023年8月20日
附件
“十四五”主要指标完成情况表
指标 | 单位 | 2020年 | 2025年目标 | 2023年6月完成值 | 属性 |
残疾人基本型辅助器具适配率 | % | 90 | ≥97 | 98.5 | 约束性 |
残疾人康复机构数量 | 个 | 30 | 50 | 42 | 预期性 |
残疾人家庭无障碍改造户数 | 万户 | 0.5 | 1.2 | 1.25 | 预期性 |
新增残疾人就业人数 | 人 | 1000 | 5000 | 3200 | 预期性 |
"""


def review(text: str = REVIEW) -> dict[str, Claim]:
    report = Report(text, split_lines(text), date=date(2023, 8, 20))
    return {claim.claim_id: claim for claim in module.check(report)[1]}


def test_another_report_is_held_against_its_own_annex() -> None:
    got = review()
    assert {claim.verdict for claim in got.values()} == {"holds"}
    # (42 - 30) / (50 - 30) = 60 %
    assert got["expected/r02"].computed.startswith("(42 - 30) ÷ (50 - 30) = 60.0%")
    # (3200 - 1000) / (5000 - 1000) = 55 %, with the annex's base
    assert got["expected/r04"].computed.startswith("(3200 - 1000) ÷ (5000 - 1000) = 55.0%")
    assert got["base/r02"].computed == "42 - 30 = 12"
    assert got["headline/all-reached"].computed == "4项符合进度，0项落后"


def test_the_order_of_the_rules_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    # the annex has the base of 增加12个: that the text has none is not said, whichever is asked first
    want = [*review()]
    monkeypatch.setattr(engine, "_RULES", engine._RULES[::-1])
    assert [*review()] == want


@pytest.mark.parametrize(
    ("old", "new", "claim_id"),
    [
        ("增加12个", "增加15个", "base/r02"),
        ("数量为42个", "数量为40个", "annex/r02"),
        ("| 5000 | 3200 |", "| 9000 | 3200 |", "expected/r04"),
        ("| 5000 | 3200 |", "| 9000 | 3200 |", "headline/all-reached"),
        ("| 1.2 | 1.25 |", "| 1.3 | 1.25 |", "reached/r03"),
        ("规划4项", "规划5项", "headline/count"),
    ],
)
def test_another_report_altered(old: str, new: str, claim_id: str) -> None:
    assert review(REVIEW.replace(old, new))[claim_id].verdict == "fails"
