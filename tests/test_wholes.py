"""Shares of one whole held against each other, and rules beside them, on made-up sentences."""

import importlib
from datetime import date
from functools import partial

import altered
import pytest

from taian_analysis.base.report import Report, split_lines

SAID = date(2023, 7, 28)
failing = partial(altered.failing, said=SAID)

# text that holds, a figure and what it is altered to, and the rule that notices; by hand
PAIRS = [
    # each of 2000
    ("批捕较多的罪名:盗窃罪343人,占批捕总人数的17.1%;诈骗罪252人,占批捕总人数的12.6%;"
     "寻衅滋事罪200人,占批捕总人数的10.0%。", "252", "522", "odd_shares"),
    # one whole in three wordings
    ("商品类投诉600件,占总投诉量的60.0%,比重上升5个百分点;服务类投诉300件,占投诉总量的30.0%;"
     "其他类投诉100件,占总投诉数量的10.0%。", "600", "900", "odd_shares"),
    # over the changes, and over a bracket, between a part and its share
    ("第一产业新设126户,同比增长16%,占新设企业的6.6%;第二产业新设436户(其中制造业86户),"
     "占新设企业的22.9%;第三产业新设1340户,占新设企业的70.5%。", "436", "463", "odd_shares"),
    # 30 + 45 + 25 = 100 %, so 360, 540 and 300 are all of 1200
    ("全市农民工1200万人。从输出地看,东部农民工360万人,占农民工总量的30%;"
     "中部农民工540万人,占农民工总量的45%;西部农民工300万人,占农民工总量的25%。",
     "540", "545", "all_parts"),
    ("深度贫困村41个(其中贫困村28个,非贫困村13个)。", "村13", "村18", "parts"),
    ("增加值增长2.4%,比全省(2.0%)高0.4个百分点。", "高0.4", "高0.6", "growths"),
    ("增加值增长2.4%,比全省(3.0%)低0.6个百分点。", "低0.6", "低0.9", "growths"),
    # 62.8 + 65.6 + 116.0 = 244.4; 73.54 for 735.4 is a point at the wrong place
    ("全县地区生产总值244.4亿元,增长13.1%。其中:第一产业增加值62.8亿元;第二产业增加值65.6亿元,"
     "其中工业增加值40.7亿元。第三产业增加值116.0亿元。", "116.0", "161.0", "defined"),
    ("全市生产总值735.4亿元,增长12.8%。分产业看,第一产业增加值31.4亿元;第二产业增加值378.0亿元;"
     "第三产业增加值326.0亿元。", "735.4", "73.54", "defined"),
    # 348.78 + 2.2317 = 351.01; 22380/1357 = 16.49
    ("全县接待海内外游客351.01万人次。其中接待国内游客348.78万人次;接待入境游客22317人次。",
     "22317", "223170", "defined"),
    ("折合教师总数为1357人。按折合在校生数22380计算,生师比为16.49。", "16.49", "14.69", "defined"),
    # 22380/1356 = 16.50; 3153.0/5908.2 = 53.37 %
    ("在校生22380人,专任教师1356人,生师比为16.5。", "16.5", "15.6", "defined"),
    ("用水总量5908.2亿立方米,耗水总量3153.0亿立方米,综合耗水率53.4%。", "53.4", "54.3", "defined"),
    # what a misprint explains and chance hardly would: 7691.9 of 8125.0; 66.0; 4412
    ("全年客运量8125.0万人,其中铁路405.6万人、公路7691.9万人、水运27.5万人,"
     "公路客运量占客运总量的94.7%。", "94.7", "97.4", "links"),
    ("在校本科生4,412人(一年级1,023人,二年级1,042人,三年级1,152人,四年级1,029人,"
     "五年级166人)。", "1,152", "1,125", "links"),
    ("男性人口57753人,女性人口54882人,男女性别比为105.23:100。", "105.23", "102.53", "ratios"),
    ("男性人口72334万人,女性人口68844万人,总人口性别比为105.07。", "105.07", "107.05", "ratios"),
    ("一般公共预算收入1144.4亿元。其中:地方税收收入865.4亿元;非税收入279.0亿元。",
     "865.4", "856.4", "defined"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_what_holds_and_the_same_altered(text, old, new, rule):
    assert rule in altered.failing_once_altered(text, old, new, SAID)


@pytest.mark.parametrize(
    "text",
    [
        # a step off, so that all make 100: 2 of 14 is 14.3 %
        "违反组织纪律1件,占7%;违反廉洁纪律2件,占15%;违反群众纪律8件,占57%;涉法行为3件,占21%。",
        # 其中 has another whole than the two before it
        "甲类50件,占50%;乙类30件,占30%,其中重大15件,占50%。",
        # no single digit makes 87 a half of the whole that the others are of
        "甲类30件,占30%;乙类20件,占20%;丙类87件,占50%。",
        # of three shares before, but of other things
        "甲增长3%,乙增长4%,丙增长5%,三项合计占60%。",
    ],
)
def test_what_is_left_alone(text):
    assert not failing(text) & {"odd_shares", "all_parts", "together"}


HONEST = [
    # of what is spent, and not of what is earned
    "城镇居民人均收入40000元,农村居民人均收入20000元,城乡居民人均消费支出比为1.6:1。",
    # of births, or of an age, and not of all people
    "男性人口57753人,女性人口54882人,出生人口性别比为115.2。",
    "男性人口57753人,女性人口54882人,0-14岁人口性别比为112.1。",
    "男性人口57753人,女性人口54882人,其中新生儿男女性别比为112:100。",
    # each kind of planting has a task of its own
    "完成造林314.8万亩,占总任务300万亩的104.9%。其中,道路造林50.3万亩,占任务的100.7%;"
    "沿海造林155万亩,占任务的103.4%;山上造林109.4万亩,占任务的109.4%。",
    # 907 - 62 = 845, and 62 of these are 7.3 %: 较大 compares nothing, nor does 同期 alone
    "上半年全国发生较大事故907起,同比增加62起,上升7.3%;同期全国发生重大事故39起,同比增加9起,上升30.0%。",
    # cut off, not rounded: 1214.45 of 18187.79 are 6.677 %
    "采购计划金额共计18187.79万元,实际采购金额共计16973.33万元,共节约资金1214.45万元,节约率为6.6%。",
    # a month and four months of a year that is not said are not one time
    "4月份,用电量5217亿千瓦时,同比增长7.8%。第一产业用电量55亿千瓦时,同比增长10.8%。\n"
    "1-4月,用电量累计21094亿千瓦时,同比增长9.3%。第一产业用电量205亿千瓦时,同比增长11.0%。",
    # what the next sentence calls 其中 is of more than the bracket before it
    "创业培训270人(培训后自主创业155人)。其中,精准脱贫培训3170人。",
    # the surplus is that of the first paragraph, which names what it is of
    "一季度,出口3.33万亿元,进口3.24万亿元,贸易顺差983.3亿元。\n3月份,出口1.29万亿元,进口1.16万亿元。",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_raises_no_alarm(text):
    assert failing(text) == set()


def test_each_whole_of_a_long_run_is_reckoned_once(monkeypatch):
    wholes = importlib.import_module("taian_analysis.audit.wholes")
    counted = []
    reckon = wholes.outcome_of
    monkeypatch.setattr(wholes, "outcome_of", lambda *two: counted.append(1) or reckon(*two))
    text = "甲类20件,占20.0%;" * 300 + "乙类30件,占20.0%。"
    found = [
        c for c in altered.check(Report(text, split_lines(text))).claims if c.verdict == "fails"
    ]
    assert [c.rule for c in found] == ["odd_shares"]
    assert 300 <= len(counted) < 301 * 8


@pytest.mark.parametrize(
    "text",
    [
        # 439 + 314 + 127 + 2 = 882: 沉降 is no fall, though 降 is
        "全国共发生地质灾害882起。从类型看,滑坡439起、崩塌314起、地裂缝127起,地面沉降2起。",
        # a quarter and its last month: no number beside them tells so
        "2022年1-3月,全国共发生火灾204起,造成2人死亡、7人受伤,直接经济损失4101.4万元。⏎"
        "3月份,全国共发生火灾66起,造成1人死亡、2人受伤,直接经济损失543.09万元。",
        # of two events: the losses differ by more than a misprint
        "甲处起火,造成2人死亡、7人受伤,直接经济损失4101.4万元。⏎"
        "乙处起火,造成1人死亡、2人受伤,直接经济损失543.09万元。",
    ],
)
def test_what_happens_is_no_change_and_two_events_are_not_one(text):
    assert failing(text) == set()
