"""The generic rules, each on small made-up sentences: what holds, what fails, what is left alone."""

import importlib
import re
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taian_analysis import read_report
from taian_analysis.audit.claim_words import words
from taian_analysis.audit.claims import Claim, number, unique
from taian_analysis.audit.counts import split_items
from taian_analysis.base.errors import CatalogError, TaianError
from taian_analysis.base.formula import evaluate
from taian_analysis.base.report import Report, split_lines
from taian_analysis.grammar.interval import Interval, agree, last_step, same_number

check = importlib.import_module("taian_analysis.audit").check


def claims(text: str, when: date | None = date(2023, 7, 11)) -> list[Claim]:
    return check(Report(text, split_lines(text), date=when))[1]


def found(text: str, rule: str) -> list[tuple[str, str]]:
    return [(c.computed, c.verdict) for c in claims(text) if c.rule == rule]


# rule, text, computed, verdict; worked by hand
SMALL = [
    ("parts", "全年核对100人次,其中低保50人次、特困30人次、临时救助20人次。", "50 + 30 + 20 = 100", "holds"),
    ("parts", "全年核对100人次,其中低保50人次、特困30人次、临时救助18人次。", "50 + 30 + 18 = 98", "undecidable"),
    ("parts", "全年核对100人次,其中低保50人次、特困30人次、临时救助22人次。", "50 + 30 + 22 = 102", "fails"),
    ("parts", "实现生产总值617.5亿元,增长5.2%。其中,第一产业37.1亿元,增长2.6%;第二产业339.9亿元;第三产业240.5亿元。", "37.1亿 + 339.9亿 + 240.5亿 = 617.5亿", "holds"),
    # the parts are those of a total before the nearest
    ("parts", "共有组织367个。基层委18个,支部349个。其中,学生183个,企业184个。", "183 + 184 = 367", "holds"),
    # a number of another kind cuts the list short
    ("parts", "共有学校486所。其中,幼儿园232所,小学206所,初中37所,高中4所,学制12年的5所,其他2所。", "232 + 206 + 37 + 4 = 479", "undecidable"),
    ("parts", "特困人员1203人,其中集中供养300人、分散供养903人。", "300 + 903 = 1203", "holds"),
    ("parts", "特困人员1203人,其中集中供养310人、分散供养903人。", "310 + 903 = 1213", "fails"),
    # 其中 that names some parts, or parts that overlap, is no sum
    ("parts", "共有床位1000张,其中护理型600张、认知障碍专区100张。", "600 ≤ 1000", "holds"),
    ("parts", "共有志愿者100人,其中党员40人、女性70人。", "40 + 70 = 110", "undecidable"),
    ("parts", "共有床位1000张,其中护理型1600张。", "1600 ≤ 1000", "fails"),
    # the first parts make up the whole; what follows may be another matter
    ("parts", "救助对象100人,其中集中供养40人,分散供养60人,本级救助对象7人。", "40 + 60 + 7 = 107", "undecidable"),
    # all parts of one list count, whatever some of them add up to
    ("parts", "学校320所,其中幼儿园180所、小学96所、初中32所、普通高中12所、中等职业学校6所。", "180 + 96 + 32 + 12 + 6 = 326", "fails"),
    ("parts", "粮食总产量425吨,其中夏粮123吨、秋粮320吨。", "123 + 320 = 443", "fails"),
    ("parts", "粮食总产量425吨,其中夏粮123吨、秋粮302吨。", "123 + 302 = 425", "holds"),
    ("parts", "床位90张,其中护理型50张、普通型40张;餐位30张。", "50 + 40 = 90", "holds"),
    # two totals before 其中: the parts tell which
    ("parts", "总产值70.0亿元,增加值38.0亿元。其中,种植业10.0亿元;渔业60.0亿元。", "10亿 + 60亿 = 70亿", "holds"),
    ("counted_parts", "共涉及指标5项,其中主要指标2项,章节指标3项,以上5项均已完成。", "2 + 3 = 5", "holds"),
    ("shares", "床位200张,其中护理型125张,占比62.5%。", "125 ÷ 200 = 62.5%", "holds"),
    ("shares", "床位200张,其中护理型125张,占比达到63.5%。", "125 ÷ 200 = 62.5%", "fails"),
    ("shares", "年末常住人口512.8万人,其中城镇常住人口330.5万人,占常住人口的64.45%。", "330.5万 ÷ 512.8万 = 64.45%", "holds"),
    ("shares", "全省共有幼儿园200所。其中,普惠园166所,增长4%,占全省幼儿园的83%。", "166 ÷ 200 = 83%", "holds"),
    ("shares", "全市对象200人,其中本级150人,某区对象40人,占本级对象的26.7%。", None, None),
    # what 占 refers to is not in the sentence
    ("shares", "新建站点20个,改建站点10个,占全省的5%。", None, None),
    # two numbers that need not be part and whole
    ("shares", "新建学校20所,改扩建10所,占60%。", "10 ÷ 20 = 50%", "undecidable"),
    ("compositions", "三次产业结构比例为6.0:55.0:39.0。", "合计 100%", "holds"),
    ("compositions", "三次产业结构比例为6.0:55.0:38.0。", "合计 99%", "fails"),
    ("compositions", "少儿人口占17.86%,劳动年龄人口占65.42%,老年人口占16.72%。", "合计 100%", "holds"),
    ("compositions", "增加值结构为6.0:46.9:47.1。", "合计 100%", "holds"),
    ("bounded", "设施覆盖率达到102%。", "≤ 100%", "fails"),
    ("bounded", "任务完成率达到102%。", None, None),
    ("whole_coverage", "社工站已实现95%全覆盖。", "100%", "fails"),
    ("moves", "标准由每人每月600元提高到650元。", "650 - 600 = 50(+8.3%)", "holds"),
    ("moves", "标准由每人每月650元提高到600元。", "600 - 650 = -50(-7.7%)", "fails"),
    ("moves", "失业率由4.1%下降到3.2%。", "3.2 - 4.1 = -0.9(-22.0%)", "holds"),
    ("move-size", "收入由2015年的31000元增加到2020年的43400元,增长40%。", "43400 ÷ 31000 - 1 = 40%", "holds"),
    ("move-size", "收入由2015年的31000元增加到2020年的43400元,增长45%。", "43400 ÷ 31000 - 1 = 40%", "fails"),
    ("increases", "共有小学154所,比上年减少4所,下降2.5%。", "4 ÷ (154 + 4) = 2.532%", "holds"),
    ("increases", "共有小学110所,比上年增加10所,增长11%。", "10 ÷ (110 - 10) = 10%", "fails"),
    ("growths", "2020年全市慈善组织总数达到49家。2023年全市慈善组织总数达到71家,比2020年增加22家。", "71 - 49 = 22", "holds"),
    ("growths", "2020年全市慈善组织总数达到49家。2023年全市慈善组织总数达到71家,比2020年增加32家。", "71 - 49 = 22", "fails"),
    # output grows at constant prices: its current levels prove nothing
    ("growths", "2021年全市生产总值100.0亿元。2022年全市生产总值110.0亿元,比2021年增长5.2%。", "110亿 ÷ 100亿 - 1 = 10%", "undecidable"),
    ("growths", "全市接待游客300万人次,同比增长12%。", None, None),
    ("runs", "2020年接收捐赠1.3亿元,2021年接收捐赠1.5亿元,逐年增长。", "1.5亿 - 1.3亿 = 2000万", "holds"),
    ("runs", "2020年接收捐赠1.5亿元,2021年接收捐赠1.3亿元,逐年增长。", "1.3亿 - 1.5亿 = -2000万", "fails"),
    ("ratios", "城镇居民收入40000元,农村居民收入20000元,城乡居民收入比为2:1。", "40000 ÷ 20000 = 2", "holds"),
    ("ratios", "城镇居民收入40000元,农村居民收入20000元,城乡居民收入比为2.5:1。", "40000 ÷ 20000 = 2", "fails"),
    ("repeats", "目前,全市共建成未成年人保护工作站88处。\n全市已建成未成年人保护工作站88处。", "88处", "holds"),
    ("repeats", "目前,全市共建成未成年人保护工作站88处。\n全市已建成未成年人保护工作站86处。", "86处", "fails"),
    # one district each, or two years: not the same thing
    ("repeats", "甲区全区共建成未成年人保护工作站88处。\n乙县全县共建成未成年人保护工作站86处。", None, None),
    ("repeats", "甲街道投资建设日间照料中心12处。\n乙街道投资建设日间照料中心20处。", None, None),
    ("repeats", "2021年全市共建成未成年人保护工作站88处。\n2022年全市共建成未成年人保护工作站90处。", None, None),
    ("coverage", "全市12个镇街已有9个设立社会工作服务站。\n目前12个镇街已实现社会工作服务站全覆盖。", "称已实现全覆盖", "fails"),
    ("coverage", "全市12个镇街已有9个设立社会工作服务站。\n年底前实现社会工作服务站全覆盖。", None, None),
    ("list", "联合公安、司法、教育等8部门开展行动。", "列出3个", "holds"),
    ("list", "联合公安、司法、教育等2部门开展行动。", "列出3个", "fails"),
    ("list", "我市已有甲区、乙市2个县(市、区)通过验收。", "列出2个", "holds"),
    ("list", "我市已有甲区、乙市3个县(市、区)通过验收。", "列出2个", "fails"),
    ("levels", "形成市、县、乡三级体系。", "列出3级", "holds"),
    ("levels", "形成市、县、乡四级体系。", "列出3级", "fails"),
    ("enumerated", "涉及指标2项,分别为登记合格率、工作站覆盖率。", "列出2项", "holds"),
    ("enumerated", "涉及指标3项,分别为登记合格率、工作站覆盖率。", "列出2项", "fails"),
    ("years", "自2020年到2022年,标准连续三年提高。", "2022 - 2020 + 1 = 3年", "holds"),
    ("years", "自2020年到2022年,标准连续四年提高。", "2022 - 2020 + 1 = 3年", "fails"),
    ("dates", "截至3023年3月底,共有13个。", "≤ 2023-07-11", "fails"),
    ("dates", "截至2023年9月底,共有13个。", "≤ 2023-07-11", "fails"),
    ("dates", "到2025年,覆盖率达到目标值。", None, None),
    # 年均 is the mean over the years, not the whole growth: (640/480)^(1/4) - 1
    ("move-size", "标准由2017年的480元提高到2021年的640元,年均增长7.5%。", "(640 ÷ 480) ^ (1 ÷ 4) - 1 = 7.457%", "holds"),
    ("move-size", "标准由2017年的480元提高到2021年的640元,年均增长9.5%。", "(640 ÷ 480) ^ (1 ÷ 4) - 1 = 7.457%", "fails"),
    ("growths", "全市慈善组织总数达到71家,比2020年底增加92家。", "92 > 71", "fails"),
    # a bracket speaks of the figure before it; means are no sums
    ("parts", "地级14个,县级122个(其中市辖区36个),乡级1943个。", "36 ≤ 122", "holds"),
    ("parts", "地级14个,县级122个(其中市辖区136个),乡级1943个。", "136 ≤ 122", "fails"),
    ("parts", "社会组织2000家,其中社会团体800家、民办非企业单位1150家,另有备案组织5000家。", "1150 ≤ 2000", "holds"),
    ("parts", "居民人均收入18642元,其中城镇居民23105元、农村居民12037元。", None, None),
    ("enumerated", "托养服务机构384个,为6800名残疾人提供托养服务。", None, None),
    ("enumerated", "养老机构384个,为广大老年人提供托养服务。", None, None),
    ("enumerated", "涉及指标2项,为工作站覆盖率。", "列出1项", "fails"),
    ("bounded", "养老护理人员的入职培训率120%。", "≤ 100%", "fails"),
    ("bounded", "学前教育毛入学率102%。", None, None),
    ("dates", "2022年14月有13个。", "≤ 2022-12", "fails"),
    ("dates", "2022年2月30日有13个。", "≤ 2022-02-28", "fails"),
    ("dates", "6月31日有13个。", "≤ 06-30", "fails"),
    ("dates", "2032年截至2023年6月底,有13个,达到目标要求。", "≤ 2023-07-11", "fails"),
    ("dates", "现有560个销售网点,比2029年增加30个,达到目标要求。", "≤ 2023-07-11", "fails"),
    ("dates", "2032年全市考试报名人数达到4249人,预计可以完成任务。", "≤ 2023-07-11", "fails"),
    ("ranges", "编制规划(2025-2021年)。", "2025 ≤ 2021", "fails"),
    ("documents", "印发通知(某民〔2024〕1号)。", "2024 ≤ 2023", "fails"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "computed", "verdict"), SMALL)
def test_small_claims(rule: str, text: str, computed: str | None, verdict: str | None) -> None:
    expected = [] if computed is None else [(computed, verdict)]
    got = found(text, rule)
    if rule in ("dates", "coverage") and expected:
        got = got[:1]
    if rule == "counted_parts":
        got = got[:1]  # the second says that N is stated twice alike
    assert got == expected


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("一、甲\n1.某\n2.某\n二、乙\n1.某\n2.某\n三、丙\n", ["holds", "holds", "holds"]),
        ("一、甲\n二、乙\n四、丁\n", ["fails"]),
        ("一、甲\n1.某\n3.某\n二、乙\n", ["holds", "fails"]),
        # nested lists of one style; the outer one goes on
        ("三、甲\n", ["undecidable"]),
        ("三、甲\n四、乙\n", ["undecidable"]),  # an excerpt
        ("四、甲\n二、乙\n三、丙\n", ["fails"]),
        ("一、甲\n4.某\n2.某\n二、乙\n", ["fails", "holds"]),
        ("1.甲。1.某\n2.某\n2.乙。\n", ["holds", "holds"]),
        ("1.甲。一是某。二是某。三是某。\n2.乙。一是某。二是某。\n", ["holds"] * 3),
        ("1.甲。一是某。三是某。\n2.乙。\n", ["holds", "fails"]),
        ("(一)甲\n一是某。\n二是某。\n(二)乙\n一是某。\n二是某。\n", ["holds"] * 3),
        # each point its own paragraph under items that go on
        ("1.甲。\n一是某。\n二是某。\n2.乙。\n3.丙。\n", ["holds", "holds"]),
    ],
)
def test_numbering(text: str, verdicts: list[str]) -> None:
    got = sorted(c.verdict for c in claims(text) if c.rule == "sequences")
    assert got == sorted(verdicts)


def test_a_section_may_be_left_out_of_an_excerpt():
    """A text that has neither a title nor a date of its own need not be the whole document."""
    assert [c.verdict for c in claims("一、甲\n二、乙\n四、丁\n", None)] == ["undecidable"]
    assert [c.verdict for c in claims("一、甲\n1.某\n3.某\n", None)] == ["fails"]
    assert [c.verdict for c in claims("1.某\n3.某\n4.某\n", None)] == ["undecidable"]
    assert [c.verdict for c in claims("一、甲\n三、丙\n")] == ["undecidable"]


BULLETIN = """某县民政局2022年工作总结
一、兜底保障更加有力
1.社会救助提标扩面。2022年,全县共保障低保对象8210户12345人,发放低保金6520万元;特困人员1203人,其中集中供养300人、分散供养903人;临时救助2301人次。城乡低保标准分别提高到每人每月860元、680元,较上年分别增长4.9%、6.3%。
2.儿童福利持续加强。全县孤儿35人、事实无人抚养儿童210人。全县设立儿童督导员12名、儿童主任156名。
二、养老服务提质增效
一是完善设施网络。新建区域性养老服务中心2处、日间照料中心5处,全县养老床位达到3200张,其中护理型床位2100张,占比65.6%。
二是推进居家适老化改造。完成家庭适老化改造520户,完成年度任务的104%。
三是加强队伍建设。培训养老护理员800人次,其中初级300人次、中级200人次。
三、基层治理
12个乡镇(街道)社工站实现全覆盖,全县156个村(社区)中已有120个建立社工室。联合公安、司法等8部门开展整治行动。
甲街道投资120万元新建日间照料中心1处;乙街道投资200万元新建日间照料中心2处。
到2025年,全县护理型床位占比达到70%,社工站覆盖率达到100%。下一步,力争志愿者人数突破10万人。
某县民政局
2022年12月28日
"""


def test_an_honest_report_gives_no_alarm() -> None:
    got = claims(BULLETIN, date(2022, 12, 28))
    assert len(got) >= 10
    assert [c.claim_id for c in got if c.verdict != "holds"] == []


def test_an_honest_report_with_one_figure_changed_gives_one_alarm() -> None:
    altered = BULLETIN.replace("护理型床位2100张", "护理型床位2300张")
    got = claims(altered, date(2022, 12, 28))
    assert [c.claim_id for c in got if c.verdict == "fails"] == ["share/其中护理型床位"]


def test_full_width_punctuation_is_the_same() -> None:
    wide = BULLETIN.translate(str.maketrans(",();", "，（）；"))
    assert [c.claim_id for c in claims(wide)] == [c.claim_id for c in claims(BULLETIN)]


@pytest.mark.parametrize(
    "text", ["", "\n", "、、、", "其中", "占%", "100%" * 50, "分别" * 20, "(" * 200]
)
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(c.verdict in {"holds", "fails", "undecidable"} for c in claims(text))


# The pieces -----------------------------------------------------------------------------------


def test_intervals() -> None:
    assert agree(Interval(1, 2), Interval(2, 3))
    assert not agree(Interval(1, 2), Interval(2.1, 3))
    # 111万 and 112万: the roundings touch, but no number is printed as both
    assert not same_number(Interval(110.5, 111.5), Interval(111.5, 112.5))
    assert same_number(Interval(110.5, 111.5), Interval(111.25, 111.35))
    assert same_number(Interval(5, 5), Interval(4.5, 5))
    assert agree(Interval(1, float("inf")), Interval(5, 6))


@pytest.mark.parametrize(
    ("value", "step"), [(5300, 100), (17500, 100), (140, 10), (7, 1), (1.75, 0.01), (0.5, 0.1)]
)
def test_last_step(value: float, step: float) -> None:
    assert float(last_step(Decimal(str(value)))) == step


@pytest.mark.parametrize(
    ("value", "text"),
    [(10772.0, "10772"), (154000000.0, "1.54亿"), (569000.0, "56.9万"), (-33e6, "-3300万"), (1.5, "1.5"), (float("inf"), "∞")],
)  # fmt: skip
def test_numbers_are_printed_as_people_do(value: float, text: str) -> None:
    assert number(value) == text


def test_words_hold_no_number() -> None:
    assert words("截至2023年3月底,共有13个(新建2个)") == "截至年月底共有个新建个"
    assert not re.search(r"\d", words("3,000.5万元"))


def test_lists_are_split_outside_brackets() -> None:
    assert split_items("甲地、乙地(丙、丁)和戊地") == ["甲地", "乙地(丙、丁)", "戊地"]
    assert split_items("以岱庙为中心") == ["以岱庙为中心"]


def test_claims_of_one_id_are_numbered_and_none_is_made_twice() -> None:
    def claim(place: int) -> Claim:
        return Claim("a/b", "", "count", "", "", "", "holds", "", ((place, place + 1),), "r")

    got = unique([claim(1), claim(1), claim(5)])
    assert [c.claim_id for c in got] == ["a/b", "a/b#2"]


def test_formulas() -> None:
    assert evaluate("(a + b) / 2 - c * 3", {"a": 1.0, "b": 3.0, "c": 1.0}, float) == -1
    for bad in ("a +", "__import__('os')", "a // 2", "z", "a if a else a"):
        with pytest.raises(CatalogError):
            evaluate(bad, {"a": 1.0}, float)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2025年3月1日,条例正式颁布实施。", "fails"),
        ("2024年,有22家单位被评为示范单位。", "fails"),
        ("截至2024年一季度,床位200张,已完成规划既定目标。", "fails"),
        ("截至2025年底,力争床位达到200张。", None),
        ("2025年,力争覆盖率达到90%。", None),
        ("2024年底前建成。", None),
        ("编制《专项规划(2020-2035年)》。", None),
        ("自2024年1月1日起,标准提高到900元。", None),
        ("自2032年1月1日起,标准提高到900元。", "fails"),
        ("定于2023年9月召开工作会议。", None),
        ("2025年底实现全覆盖。", None),
        ("2031年底实现全覆盖。", "fails"),
        ("某市民政局2024年工作打算。", None),
        ("占比提高到66.9%,提前完成到2025年达到60%的目标。", None),
        ("一、下一步打算\n2024年,开展示范创建。", None),
        ("一、工作完成情况\n2024年,开展示范创建。", "fails"),
    ],
)
def test_dates_that_look_forward_are_left_alone(text: str, verdict: str | None) -> None:
    late = [
        c.verdict for c in claims(text) if c.rule == "dates" and not c.stated.startswith("2020")
    ]
    assert late == ([] if verdict is None else [verdict])


def test_what_has_gone_on_until_now_ends_by_now() -> None:
    got = found("2020年至2025年,我市连年提高标准。", "dates")
    assert [verdict for _, verdict in got] == ["holds", "fails"]
    got = found("2021—2025年,全市共有19家慈善组织获税前扣除资格。", "dates")
    assert [verdict for _, verdict in got] == ["fails"]
    assert [v for _, v in found("2020年至2025年,规划任务按年推进。", "dates")] == ["holds"]
    assert found("2021—2025年,全市将累计新建19家。", "dates") == []


def test_many_late_dates_put_the_reports_date_in_doubt() -> None:
    text = "".join(f"2024年{month}月,有{month}家单位被评为示范单位。" for month in range(1, 6))
    assert {c.verdict for c in claims(text) if c.rule == "dates"} == {"undecidable"}


def test_a_misprinted_date_leaves_the_sums_of_its_sentence() -> None:
    text = "截至2025年一季度,床位200张,其中护理型125张,占比达到62.5%。"
    assert found(text, "shares") == [("125 ÷ 200 = 62.5%", "holds")]
    assert found(text, "dates") == [("≤ 2023-07-11", "fails")]


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 20000),
    edits=st.lists(
        st.tuples(
            st.integers(0, 900), st.sampled_from("0123456789,。;、%万亿年月日()一二三其中占共(|\n ")
        ),
        max_size=60,
    ),
)
def test_a_garbled_report_raises_nothing_but_our_errors(
    start: int, edits: list[tuple[int, str]]
) -> None:
    text = list(read_report().text[start : start + 900])
    for place, char in edits:
        text.insert(min(place, len(text)), char)
    with suppress(TaianError):
        assert all(c.verdict in {"holds", "fails", "undecidable"} for c in claims("".join(text)))


ANNEX = """某市规划中期评估报告
2023年8月15日
公路总里程由2020年底的8120公里增加到2023年6月底的{now}公里。2023年6月底公路总里程{now}公里。
主要指标完成情况
序号 | 指标 | 单位 | 2020年 | 2025年目标 | 2023年6月完成值
1 | 公路总里程 | 公里 | 8120 | 8800 | 8460
2 | 铁路总里程 | 公里 | 310 | 420 | 336
"""


@pytest.mark.parametrize(("now", "verdict"), [("8460", "holds"), ("8470", "fails")])
def test_a_figure_of_the_base_year_is_not_compared_with_the_annexs_actual(now, verdict):
    got = check(read_report(ANNEX.format(now=now)))[1]
    told = [(c.stated, c.verdict) for c in got if c.rule == "annex"]
    assert told == [(f"{now}公里", verdict)]


@pytest.mark.parametrize(("share", "verdict"), [("60", "holds"), ("65", "fails")])
def test_a_whole_that_a_share_names_may_stand_in_the_sentence_before(share, verdict):
    text = f"年末常住人口500万人。城镇常住人口300万人,占常住人口的{share}%。"
    assert found(text, "shares") == [("300万 ÷ 500万 = 60%", verdict)]


@pytest.mark.parametrize("said", ["100%", "101%"])
def test_a_rate_of_cover_ends_at_a_hundred(said):
    got = found(f"全县参保率达到{said}。", "bounded")
    assert got == ([] if said == "100%" else [("≤ 100%", "fails")])


def test_shares_of_one_whole_may_fall_short_by_their_rounding_alone():
    # three whole per cents are each half a point wide: 20 + 60 + 19 may be 100, 20 + 60 + 18 says nothing
    assert found("少儿人口占20%,劳动年龄人口占60%,老年人口占19%。", "compositions") == [
        ("合计 99%", "holds")
    ]
    assert found("少儿人口占20%,劳动年龄人口占60%,老年人口占18%。", "compositions") == []
