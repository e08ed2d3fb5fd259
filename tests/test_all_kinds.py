"""Lists that name every kind, moves of shares, what is paid on shares, on made-up sentences."""

import pytest
from altered import failing, failing_once_altered, verdicts

# text that holds, a figure or word and what it is altered to, and the rule that notices; by hand
PAIRS = [
    # 31069 + 12612 + 12901 + 2179 = 58761
    ("全省开发投资58761亿元,增长7.9%。其中,住宅投资40683亿元,增长10.0%。⏎"
     "东部地区开发投资31069亿元,增长8.5%;中部地区投资12612亿元,增长13.8%;"
     "西部地区投资12901亿元,增长5.1%;东北地区投资2179亿元,下降11.3%。", "2179", "2719", "listed"),
    # a line each: 596.3 + 2011 + 62.7 + 134.2 = 2804.2
    ("铁路、公路、水路、民航共发送旅客2804.2万人次。⏎其中:⏎铁路发送旅客596.3万人次。⏎公路发送旅客2011万人次。⏎"
     "水路发送旅客62.7万人次。⏎民航发送旅客134.2万人次。", "2011", "2101", "listed"),
    # 625.1 + 320.5 = 945.6; what stands in a bracket is of the first
    ("完成货邮吞吐量945.6万吨。其中,国内航线完成625.1万吨,增长10.85%(其中至港澳台地区为45万吨,增长2.45%);"
     "国际航线完成320.5万吨,增长0.32%。", "625.1", "652.1", "listed"),
    # 25474 + 4136 = 29610; 1-7月 of the same words is of another time
    ("2017年7月份,社会消费品零售总额29610亿元。⏎2017年1-7月份,社会消费品零售总额201978亿元。⏎"
     "7月份,城镇消费品零售额25474亿元,增长10.2%;乡村消费品零售额4136亿元。"
     "2017年1-7月份,城镇消费品零售额173259亿元,增长10.1%;乡村消费品零售额28719亿元。",
     "28719", "28179", "defined"),
    # 8445326 + 2492431 = 10937757
    ("常住人口为10937757人。⏎常住人口为10937757人,增长3.31%。⏎家庭户人口为8445326人,集体户人口为2492431人。"
     "平均每个家庭户的人口为2.49人。", "8445326", "8454326", "defined"),
    # 109.5/214.8 = 51.0 %; 104.5/214.8 = 48.6 %; 7151/2148000 = 0.3 %
    ("现有人员214.8万名。其中,35岁以上109.5万名,占51%;18岁到35岁104.5万名,占48.7%;18岁以下7151名,占0.3%。",
     "占51", "占57", "odd_shares"),
    # -10.6 - 1.3 + 11.9 = 0; -1.2 + 0.4 + 0.8 = 0
    ("第一产业、第二产业占比,比2012年分别下降10.6和1.3个百分点,第三产业占比上升11.9个百分点。",
     "上升", "下降", "restructured"),
    ("第一产业所占比重比上年降低1.2%;第二产业所占比重上升0.4个百分点;第三产业比上年上升0.8个百分点。",
     "升0.4", "升1.4", "restructured"),
    # 4 ÷ 10 × 935580035 = 374232014
    ("向全体股东每10股派发现金红利4元(含税)。公司总股本935,580,035股,以此计算合计拟派发现金红利374,232,014.00元。",
     "374,232", "347,232", "defined"),
    # 8511 + 280 = 8791: industry and building are all of the second sector; 49.7 + 29 = 78.7
    ("第二产业投资8791亿元,增长41.8%。其中,工业投资8511亿元,增长42.3%;建筑业投资280亿元,增长28.0%。",
     "280", "208", "listed"),
    ("厦门市进出口78.7亿美元,增长37.9%,占全省的53%。其中,出口49.7亿美元,增长31.1%;进口29亿美元,增长51.3%。",
     "49.7", "47.9", "defined"),
    # 110 + 172 + 4 = 286, a line each
    ("1-3月全市发生各类事故286起,下降26.10%。⏎分行业情况:⏎道路交通发生事故110起,死亡35人。⏎"
     "火灾事故172起,无人员死伤。⏎工矿商贸企业共发生事故4起,死亡6人。", "172", "127", "listed"),
    # 8858 + 45035 = 53893: a digit two places off
    ("上半年,全国财政支出53893亿元,增长21.3%。其中,中央本级支出8858亿元,增长9%;地方财政支出45035亿元,增长24%。",
     "45035", "43505", "links"),
    # 83.84/863.73 = 9.7 %
    ("实现生产总值863.73亿元,增长15.2%。实现财政总收入83.84亿元,增长31.5%,其中地方级收入47.41亿元。"
     "财政总收入占GDP比重9.7%,提高0.8个百分点。", "重9.7", "重7.9", "defined"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_what_holds_and_the_same_altered(text, old, new, rule):
    assert rule in failing_once_altered(text.replace("⏎", "\n"), old, new)


@pytest.mark.parametrize(
    "text",
    [
        # one of the four is not told
        "开发投资5876亿元。东部地区投资3106亿元;中部地区投资1261亿元;西部地区投资1920亿元。",
        # another number of the unit stands between: something is told that is no kind
        "发送旅客2804万人次。铁路发送旅客569万人次,公路发送旅客2011万人次,轨道交通100万人次,"
        "水路发送旅客62万人次,民航发送旅客134万人次。",
        # of another time than the total
        "2021年开发投资5876亿元。2022年东部地区投资3160亿元;中部地区投资1261亿元;"
        "西部地区投资1290亿元;东北地区投资217亿元。",
        # what no misprint explains: a part may be told as its increase
        "货邮吞吐量945.6万吨。国内航线完成500.3万吨;国际航线完成211.9万吨。",
        # shares bought back are paid nothing: (935580035 - 12345678) ÷ 10 × 4
        "每10股派发现金红利4元。总股本935,580,035股,合计派发现金红利369,293,742.80元。",
        "每10股派发现金红利4元。总股本935,580,035股,扣除回购的股份,合计派发现金红利374,232,010元。",
        # of another thing: industry and building employ more than the second sector of a plan
        "规模以上企业就业791万人。其中,工业就业511万人;建筑业就业208万人。",
        # some were not charged on conditions
        "共审结各类审查起诉案件326件。共起诉各类犯罪257件。共不起诉67件。",
        # two directions turned would be two misprints
        "第一产业比重上升10.6个百分点,第二产业比重上升1.3个百分点,第三产业比重上升20个百分点。",
    ],
)
def test_what_is_not_all_or_not_bound_is_no_alarm(text):
    assert not failing(text)


def test_a_list_that_another_rule_adds_up_is_told_once():
    text = "接待游客7643万人次,其中过夜游客1299万人次,一日游游客6344万人次。"  # 1299 + 6344 = 7643
    told = verdicts(text)
    assert told["parts"] == {"holds"}
    assert "listed" not in told
