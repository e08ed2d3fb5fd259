"""Rules on rates, shares in lists, gaps, and parts of known kinds, on small made-up sentences."""

import importlib
from datetime import date

import pytest

from taian_analysis.base.report import Report, split_lines

check = importlib.import_module("taian_analysis.audit").check


def found(text: str, rule: str) -> list[tuple[str, str]]:
    claims = check(Report(text, split_lines(text), date=date(2023, 7, 28))).claims
    return [(c.computed, c.verdict) for c in claims if c.rule == rule]


# rule, text, what holds; then a figure and what it is altered to, so that it fails; by hand
PAIRS = [
    ("n_of_m", "全市88个镇街已有60个设立工作站。", ["60 ≤ 88"], "60", "90"),
    ("rates", "去年改造2100户,今年计划改造3000户,已完成1865户,完成率62.2%。", ["1865 ÷ 3000 = 62.167%"], "62.2", "72.2"),
    ("rates", "发放问卷1500份,回收有效问卷1438份,有效回收率95.9%。", ["1438 ÷ 1500 = 95.867%"], "1438", "1338"),
    ("rates", "床位400张,入住老年人186人,入住率46.5%。", ["186 ÷ 400 = 46.5%"], "186", "196"),
    ("rates", "设置主要指标18项,15项达到时序进度,达标率83.3%。", ["15 ÷ 18 = 83.333%"], "15项", "14项"),
    ("rates", "常住人口296.8万人,其中城镇人口172.4万人,常住人口城镇化率58.09%。", ["172.4万 ÷ 296.8万 = 58.086%"], "172.4", "182.4"),
    ("rates", "2022年,优良天数301天,优良率82.5%。", ["301 ÷ 365 = 82.466%"], "82.5", "72.5"),
    ("rates", "信访事项320件,办结304件,办结率95%。", ["304 ÷ 320 = 95%"], "95", "85"),
    ("rates", "产生固体废物640万吨,综合利用544万吨,综合利用率85%。", ["544万 ÷ 640万 = 85%"], "85", "75"),
    ("rates", "持证残疾人5.00万人,已就业3.10万人,就业率62%。", ["31000 ÷ 50000 = 62%"], "62", "72"),
    # what is compared with is the base itself: 50 of 1000
    ("increases", "同上次普查2010年的1000万人相比,共增加50万人,增长5.00%。", ["50万 ÷ 1000万 = 5%"], "5.00", "5.26"),
    ("increases", "支出1050亿元,比上年增长50亿元,增长率为5.00%。", ["50亿 ÷ (1050亿 - 50亿) = 5%"], "5.00", "5.50"),
    ("shares", "接收退役士兵1250人,其中自主就业1000人、政府安排工作180人,自主就业占80%。", ["1000 ÷ 1250 = 80%"], "占80", "占60"),
    ("growths", "查处案件260起,较上年的325起下降20%。", ["260 ÷ 325 - 1 = -20%"], "降20", "降30"),
    ("growths", "站点1560个,较2021年的1500个增加60个。", ["1560 - 1500 = 60"], "加60", "加90"),
    ("growths", "站点1560个,较1500个增加60个。", ["1560 - 1500 = 60"], "增加60", "增加90"),
    ("growths", "准确率88.4%,较上年的86.9%提高1.5个百分点。", ["88.4 - 86.9 = 1.5"], "高1.5", "高2.5"),
    ("repeats", "全市登记了213个村级单位、5274个农业经营单位。\n2016年末,全市共有5274个农业经营单位。", ["5274个"], "有5274", "有5724"),
    ("shares", "28个断面中,优良断面26个,占92.9%。", ["26 ÷ 28 = 92.857%"], "92.9", "82.9"),
    ("shares", "共设12个指标。10个指标达到预期,占83.3%。", ["10 ÷ 12 = 83.333%"], "83.3", "73.3"),
    ("shares", "结婚登记15.7万对,离婚登记4.3万对,其中跨省2106对,占结婚登记总量的1.3%。", ["2106 ÷ 15.7万 = 1.341%"], "1.3%", "3.1%"),
    ("parts", "共设12个指标,其中约束性4个、预期性8个。", ["4 + 8 = 12"], "性4个", "性5个"),
    ("parts", "离婚131对,其中民政登记94对,法院判决37对。", ["94 + 37 = 131"], "94", "84"),
    ("parts", "社会组织3846家,其中社会团体1302家、民办非企业单位2530家、基金会14家。", ["1302 + 2530 + 14 = 3846"], "2530", "2350"),
    ("parts", "现有养老机构312家。其中公办104家、民办208家。", ["104 + 208 = 312"], "208", "258"),
    ("ratios", "城市低保标准由每人每月335元提高到745元,农村低保标准由每人每年1862元提高到6948元,城乡低保标准之比从2.16:1缩小到1.29:1。", ["335 × 12 ÷ 1862 = 2.159", "745 × 12 ÷ 6948 = 1.2867"], "1.29:1", "1.39:1"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "computed", "old", "new"), PAIRS)
def test_what_holds_and_the_same_altered(
    rule: str, text: str, computed: list[str], old: str, new: str
) -> None:
    assert found(text, rule) == [(one, "holds") for one in computed]
    assert text.count(old) == 1
    assert "fails" in [verdict for _, verdict in found(text.replace(old, new), rule)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        # 90 of another noun; a rate of something else; n over m; beds of one kind before guests
        ("n_of_m", "全市12个镇街已有90个社区。"),
        ("rates", "实施产业项目87个,已完工71个,支付率83.5%。"),
        ("rates", "识别对象312户,消除风险1126户,风险消除率68.3%。"),
        ("rates", "上半年优良天数150天,优良率83.5%。"),
        ("rates", "儿童养育率100%。"),
        # another rate than the plain one; a word that both counts bear
        ("rates", "信访事项320件,办结304件,按期办结率98%。"),
        ("rates", "新增就业5.2万人,再就业1.3万人,就业率90%。"),
        ("growths", "工资6000元,较上年的5000元增加,增长25%。"),
        # a rate of fewer than were told of; one that no single digit would bring to 85.7 %
        ("rates", "一年来,共受理案件7000件,结案6000件,同比上升8%,审判案件结案率88.2%。"),
        ("rates", "一年来,共受理案件7000件,结案6000件,同比上升8%,结案率31.4%。"),
        # each of the number of proposals before it
        (
            "repeats",
            "全国共办结审判监督8件,对审判提出建议3件,法院采纳率81.1%。\n"
            "全国共办结执行监督9件,对执行提出建议7件,法院采纳率82.1%。",
        ),
        # two measures; a bracket of something else; another area
        ("defined", "完成造林12.5公顷(125公里)。"),
        ("defined", "完成造林12.5公顷(其中经济林187.4亩)。"),
        ("defined", "完成造林约12.5公顷(178.5亩)。"),
        (
            "repeats",
            "甲县登记了213个村级单位、5274个农业经营单位。\n2016年末,乙县有5724个农业经营单位。",
        ),
        ("repeats", "目标任务30个,全市。\n目标任务2个,全市。"),
        ("bounded", "立案120件,办结126件,办结率105%。"),
        ("ratios", "城市居民标准每月745元,农村居民标准6948元,城乡标准之比1.29:1。"),
        ("sequences", "A.①②③ B.②③④ C.①③④"),
    ],
)
def test_what_is_left_alone(rule: str, text: str) -> None:
    assert found(text, rule) == []


@pytest.mark.parametrize(
    ("rule", "text", "verdict"),
    [
        # all beds, not the nursing beds before, are what the guests are set against
        ("rates", "养老床位1000张,其中护理型床位600张,入住老人500人,入住率50%。", "holds"),
        ("rates", "计划培训500人次,已完成培训620人次,完成率124%。", "holds"),
        # the share is of the population, not of the older people before
        ("shares", "人口450万人,60岁以上90万人,失能63万人,占14%。", "holds"),
        # the national bulletin of 2020 leaves 78 institutions unsaid
        ("parts", "殡葬服务机构4201个,其中殡仪馆1722个,管理机构865个,公墓1536个。", "undecidable"),
        # which of two is compared with the base is not said
        ("growths", "站点1560个、示范站300个,较上年的250个增加60个。", "undecidable"),
        ("growths", "站点1560个、示范站300个,较上年的1500个增加60个。", "holds"),
        ("shares", "人口450万人,其中60岁以上90万人、失能63万人,占14%。", "holds"),
        ("parts", "养老机构100家,其中公办20家、民办75家,公建民营5家。", "holds"),
        # the bracket leaves out what the list names again
        ("parts", "不起诉118人(不含附条件5人),其中甲类9人、乙类93人、丙类16人、附条件5人。", "undecidable"),
        # 减收: 1000 of 8000; and of 7000 it would be 14.3 %
        ("increases", "收入7000万元,比上年减收1000万元,下降12.5%。", "holds"),
    ],
)  # fmt: skip
def test_what_is_not_an_error(rule: str, text: str, verdict: str) -> None:
    assert [got for _, got in found(text, rule)] == [verdict]


def test_shares_in_words_are_no_composition():
    """占三成 is near a third: it neither fails nor stops the audit."""
    text = "其中甲占三成,乙占30%,丙占40%,丁占30%。\n"
    rules = [claim.claim_id for claim in check(text).claims if claim.verdict == "fails"]
    assert rules == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # 30 of the 120,000 that stand nearby would be 0.025 %: 总数 is that of large ones
        ("全市受理投诉12万件,办结11.8万件。其中重大投诉30件、占总数的91.2%。", "undecidable"),
        ("全市受理投诉120件,其中重大投诉30件、占总数的52%。", "fails"),  # 25 %
        ("全市受理投诉120件,其中重大投诉30件、占总数的2.5%。", "fails"),  # the point misplaced
    ],
)
def test_a_share_of_another_whole_is_no_contradiction(text, verdict):
    verdicts = [told for rule in ("shares", "links") for _, told in found(text, rule)]
    assert verdict in verdicts and (verdict == "fails" or "fails" not in verdicts)
