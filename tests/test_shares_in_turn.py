"""Shares told in turn, or of a whole that only their part names; and rules beside them."""

from datetime import date
from functools import partial

import altered
import pytest

from taian_analysis.audit.engine import claim_rows
from taian_analysis.base.report import Report, split_lines

SAID = date(2023, 7, 28)
failing = partial(altered.failing, said=SAID)

# text that holds, a figure and what it is altered to, and the rule that notices; by hand
PAIRS = [
    # 4 + 16 + 80 of 1000
    (
        "全省经费1000.0亿元。基础研究经费40.0亿元,应用研究经费160.0亿元,试验开发经费800.0亿元。"
        "基础研究、应用研究和试验开发经费所占比重分别为4.0%、16.0%和80.0%。",
        "160.0",
        "610.0",
        "odd_shares",
    ),
    # two of four kinds: 320 and 450 of 1000
    (
        "全省经费1000.0亿元,增长9.8%。甲类经费320.0亿元,乙类经费450.0亿元,丙类经费90.0亿元。"
        "甲类和乙类经费所占比重分别为32.0%和45.0%。",
        "比重分别为32.0",
        "比重分别为23.0",
        "far_shares",
    ),
    # 160 of 200, 300 of 400, 810 of 900
    (
        "全市发生事故200起,造成400人死亡、900人受伤。其中甲类原因导致事故160起,造成300人死亡、"
        "810人受伤,分别占总数的80.0%、75.0%和90.0%。",
        "810",
        "180",
        "far_shares",
    ),
    # 1350 of 4500: the part names what it is of
    (
        "全市实际使用外资4500.0亿元,增长1.1%。\n制造业实际使用外资1350.0亿元,增长4.9%,"
        "占比达到30.0%。",
        "1350.0",
        "1530.0",
        "far_shares",
    ),
    # 75 of 350
    (
        "全省共受理消费者投诉350.0万件。\n服务类投诉75.0万件,增长17.3%,"
        "服务类消费投诉在全部投诉中的比重达到21.4%。",
        "75.0",
        "57.0",
        "far_shares",
    ),
    # 400 of 500, over what was raised
    (
        "年度计划投资500.0亿元。1-7月,到位资金416.5亿元,完成投资400.0亿元,占年度投资计划的80.0%。",
        "80.0",
        "88.0",
        "completed",
    ),
    # 800 of 1000, which have no words of their own
    ("全国基金会共1000家;800家已经认定为慈善组织,占比80.0%。", "80.0", "85.0", "shares"),
    # 2 + 47 + 1 + 0 of 50
    ("控告申诉检察案件50件,控告2件;刑事申诉0件;司法救助47件;民行申诉1件。", "47", "74", "listed"),
    # 180 of 240
    (
        "执行总标的额为240.00亿元,到位总标的额180.00亿元,执行清偿率为75.00%。",
        "75.00",
        "57.00",
        "completed",
    ),
    # 120 of 1000, which is told after it
    (
        "上半年,公司研发投入1200万元,占营业收入的比重达到12.00%。公司实现营业收入1.0000亿元。",
        "12.00",
        "21.00",
        "far_shares",
    ),
    # 24 of 25 and 24
    ("经审查,共逮捕25人,不捕24人,不捕率为48.98%。", "48.98", "49.88", "undone"),
    # 5 of 100, told three paragraphs later
    (
        "规模以上工业企业实现利润总额50.0亿元。\n国有控股企业实现利润总额20.0亿元。\n"
        "规模以上工业企业实现营业收入1000.0亿元,营业收入利润率为5.00%。",
        "5.00",
        "5.60",
        "defined",
    ),
    ("统计期限为2022年1月1日至2022年12月31日。", "2022年12月", "2021年12月", "ranges"),
    # 77.0 + 15.6 + 7.4 = 100
    ("东、中、西部地区快递业务量比重分别为77.0%、15.6%和7.4%。", "15.6", "16.5", "compositions"),
    # 43.7 + 24.7 + 31.6 = 100
    (
        "从年龄结构看,农民工中40岁及以下占43.7%,41—50岁占24.7%,50岁以上占31.6%。",
        "24.7",
        "27.4",
        "compositions",
    ),
    # 390 of 660 and 64 of 132, told without 分别
    (
        "前8个月火灾660起,亡132人。农村火灾390起、亡64人,占总数的59.1%和48.5%。",
        "59.1",
        "51.9",
        "far_shares",
    ),
    # 329 of 2010 and 616 of 2010; of 突破2000 anything may be a share
    (
        "进出口总值2010亿元,首次突破2000亿元。外资企业进出口616亿元,国有企业进出口329亿元,"
        "分别占进出口总值的30.6%和16.4%。",
        "329",
        "392",
        "far_shares",
    ),
    # parts told in turn, and their shares too: 2609.7 of 34993.1
    (
        "全国采购规模34993.1亿元。政府集中采购、部门集中采购、分散采购规模分别为7676.8亿元、2609.7亿元和"
        "24706.5亿元,占全国采购规模的21.9%、7.5%和70.6%。",
        "2609",
        "2906",
        "odd_shares",
    ),
    # both tell the whole that they name, which is not printed: 2282 ÷ 86.06 % = 231 ÷ 8.71 %
    (
        "审结民事一审案件2282件,民事二审案件231件,分别占民事案件总数的86.06%、8.71%。",
        "231",
        "321",
        "odd_shares",
    ),
    # 350 and 250 of 600
    (
        "国有企业应交税费600.0亿元,增长3.1%。(1)中央企业350.0亿元,增长2.7%。"
        "(2)地方国有企业250.0亿元,增长4.0%。",
        "250.0",
        "520.0",
        "listed",
    ),
]


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_a_figure_that_was_altered_is_noticed(text, old, new, rule):
    assert rule in altered.failing_once_altered(text, old, new, SAID)


def test_a_contradiction_is_told_once():
    text = "“三公”经费预算为3.0万元,支出决算为1.71万元,完成预算的43.0%。"
    told = [
        c for c in altered.check(Report(text, split_lines(text))).claims if c.verdict == "fails"
    ]
    assert [c.rule for c in told] == ["completed"]


@pytest.mark.parametrize(
    "text",
    [
        # of the total, not of the mean right before it: 90 of 810
        "出入口总流量900.0万辆次,日均300.0万辆次,同比增加90.0万辆次,增长11.1%。",
        # rates of two things, though both are 经费…比上年增长
        "全国共投入研究与试验发展(R&D)经费3000.0亿元,比上年增加300.0亿元,增长11.1%。\n"
        "各类企业研究与试验发展(R&D)经费2300.0亿元,比上年增长11.7%。",
        # each of a plan of its own
        "经费预算为24.5万元,支出为11.96万元,完成预算的48.8%。接待费支出7.94万元,完成预算的39.7%。",
        # of two years, told in a paragraph each
        "2020年安排重点项目444项,项目总投资5141亿元,年度投资计划647.4亿元。\n"
        "2021年安排重点项目710项,项目总投资6960亿元,年度投资计划1015亿元。",
        # of all that the city has, which is not printed
        "新增研发机构33家,总数达1630家,其中市级转移示范机构12家,占全市34.3%。",
        # of another month, told in another paragraph
        "截至2月末,电信企业的移动电话用户总数达16.50亿户,其中5G用户达3.80亿户。\n"
        "截至3月末,5G终端用户达2.80亿户,占移动电话用户的17.8%。",
        # some have both: no misprint parts their sum from the total
        "移动电话用户数1170.6万户,同比下降7.7%,其中5G用户341.6万户,4G用户845.0万户。",
        # the whole is not printed, and no other case of its name is it
        "审结刑事一审案件22.8万件,刑事二审案件3.6万件,分别占刑事案件总数的65.76%、10.26%。",
        # what kinds add to growth is no difference of their shares in it
        "三次产业贡献率分别为49.6%、-44.6%、95%,拉动增长分别为2.18个百分点、-1.96个百分点、4.18个百分点。",
        # of exports, and not of imports and exports
        "进出口6570亿元,出口3330亿元。民营企业出口1710亿元,占出口总值的51.4%。",
        # who has one may have the other
        "网民中使用甲、乙、丙三类终端上网者占比分别为61.0%、55.3%和43.1%。",
        # 439 of 482, with one set aside
        "已办结案件483人,适用认罪认罚审结439人,认罪认罚适用率91.08%。",
        # kinds of a name that stand in another order are of none of these shares
        "甲类经费320.0亿元,乙类经费450.0亿元。服务业和工业占比分别为50.1%和41.0%。",
        # the whole of a share may be another than the greatest of its unit
        "全市贷款9000亿元,存款8000亿元。甲类贷款300亿元、乙类贷款500亿元,分别占各自总额的31%和72%。",
    ],
)
def test_an_honest_text_raises_no_alarm(text):
    assert failing(text) == set()


SENTENCES = [
    # text, and the subject and English of the claim on its first number
    ("全市企业1000家,内资企业800家,比上年增加100家,增长14.3%。", "内资企业",
     "An increase agrees with its rate of growth"),
    ("全市投资500亿元,其中住宅投资300亿元。", "全市投资", "No part is more than the total"),
    ("7月8日—7月14日,热线共受理诉求7000件,日均1000件。", "热线共受理诉求",
     "A mean by the day is the total over the days"),
    ("受理案件400件,结案300件,结案率75.0%。", "结案率", "A rate"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject", "english"), SENTENCES)
def test_a_claim_names_its_subject_and_the_check_made(text, subject, english):
    rows = claim_rows(altered.check(Report(text, split_lines(text), date=SAID)))
    told = [(row["claim"].partition(":")[2], row["claim_en"]) for row in rows]
    assert any(zh == subject and en.startswith(english) for zh, en in told), told
