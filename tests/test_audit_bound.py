"""What the audit's identities bind: made-up sentences that hold, altered, and some left alone."""

import pytest
from altered import failing, failing_once_altered, verdicts

# 4500/(4500 + 500) = 90 %; 1900/(1900 + 100) = 95 %, of the one court and of all
CLOSED = (
    "全市法院新收案件4800件,办结4500件,存案500件;结案率为90.00%,同比上升1.2个百分点。"
    "市中院新收案件1850件,办结1900件,存案100件,同比下降4%;结案率为95.00%。"
)
# 9000 - 7200 - 300 = 1500, of the whole; 4200 - 3400 - 300 = 500
GAP = (
    "全省一般公共预算收入7200亿元,增长5%;一般公共预算支出9000亿元,增长6%;加上调入预算稳定调节基金300亿元,"
    "收支总量相抵,差额1500亿元,增加200亿元。省级一般公共预算收入3400亿元;省级一般公共预算支出4200亿元;"
    "加上调入预算稳定调节基金300亿元,收支总量相抵,赤字500亿元。"
)
# 412 + 2318 = 2730
MINORS = (
    "判处未成年人犯共2730人,同比下降1.3%,其中14岁以上不满16岁的412人,同比上升0.9%;"
    "16岁以上不满18岁的2318人,同比下降1.6%。"
)
# 157/(382 + 157) = 29.1 %
STEP = (
    "1.财政拨款收入382.00万元,为市本级财政当年拨付的资金。较2020年度决算数减少157.00万元,下降29.1%,"
    "主要原因是人员减少。"
)
# 1996, 1207 and 797 of 4000: 49.9, 30.175 and 19.925
TURNS = (
    "全市共有商户4000户。分布在甲、乙、丙三区的户数分别是1996户、1207户、797户,分别比上年增长3.1%、2.2%和1.5%,"
    "分别占总户数的49.9%、30.2%和19.9%。"
)
LOOKED_BACK = "政府工作报告⏎(2018年12月26日在某县第十届人民代表大会第四次会议上)⏎2018年工作回顾⏎全县道路更加畅通。"
# 480/600 - 1 = -20 %; 600/800 - 1 = -25 %
IN_TURN = "共受理案件480件600人,去年同期为600件800人,件数和人数同比分别下降20.00%、25.00%。"
BY_NAME = "共审结案件480件600人,去年同期为600件800人,同比件数下降20.0%、人数下降25.0%。"
# 2.4 + 1.6 - 67.2 + 11.9 = -51.3
MOVED = (
    "与上年相比,用水总量减少51.3万立方米,其中,生活用水量增加2.4万立方米,工业用水量增加1.6万立方米,"
    "农业用水量减少67.2万立方米,人工生态环境补水量增加11.9万立方米。"
)
# 4200/120000 = 3.5 %; the years between are when, and not what, it came to
CENSUS = "全县常住人口为124200人,与2010年的120000人相比,十年共增加4200人,增长3.5%。"
# nine months of twelve are 75 %
PACE = "2021年1-9月,一般公共预算收入完成8.1亿元,占年初预算的81.3%,超序时进度6.3个百分点。"
ROSE = "与2010年相比,3个区人口增加,分别为:东区增加3100人,河湾区增加290人,松林区增加2750人。"
WAYS = "五大行业“四增一降”:机械增长21.4%,食品下降3.2%,材料增长16.8%,纺织增长0.7%,医药增长9.5%。"
# 8174/1073.6 = 7.61 of a thousand, who are told where the text begins
BEDS = "年末全市常住人口107.36万人。⏎工业增长。⏎商业增长。⏎文化繁荣。⏎医疗卫生机构床位8174张,每千人口床位数7.61张。"
DUE = "社会组织应检224家,实检211家,年检率94.2%,合格203家。"  # 211/224 = 94.2 %
LIMIT = "零售总额68.66亿元,增长8.8%。其中,限额以上零售额21.3亿元,增长11.2%,限额以下47.36亿元。"
# (17.46/12.85)^(1/5) = 1.063, of the years since the one that the sentence measures from
SINCE = "2020年,产值达到328.6亿元,比2015年的241.3亿元增加87.3亿元;财政收入由12.85亿元增加到17.46亿元,年均增长6.3%。"
PAIRS = [
    (SINCE, "6.3", "8.3", "move-size"),
    (DUE, "94.2", "97.2", "rates"),
    (LIMIT, "21.3", "24.3", "listed"),
    (BEDS, "7.61", "6.61", "means"),
    (ROSE, "3个", "4个", "list"),
    (WAYS, "四增一降", "三增二降", "list"),
    (CENSUS, "3.5", "5.3", "increases"),
    (PACE, "6.3", "9.3", "elapsed"),
    (CLOSED, "90.00", "80.00", "defined"),
    (CLOSED, "存案100", "存案400", "defined"),
    (GAP, "差额1500", "差额1800", "defined"),
    (GAP, "赤字500", "赤字800", "defined"),
    (MINORS, "2318", "2138", "listed"),
    (STEP, "157.00", "175.00", "increases"),
    (TURNS, "1207", "2107", "far_shares"),
    (MOVED, "67.2", "77.2", "listed"),
    (IN_TURN, "480件600", "480件630", "growths"),
    (BY_NAME, "25.0", "52.0", "growths"),
    (LOOKED_BACK, "2018年12月", "2016年12月", "signed"),
]


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_what_holds_and_the_same_altered(text, old, new, rule):
    assert "holds" in (verdicts(text).get(rule) or verdicts(text)["parts"])
    assert rule in failing_once_altered(text, old, new)


@pytest.mark.parametrize(
    "text",
    [
        # of what came in, and not of what is closed or open
        "全市法院新收案件4800件,办结4500件,存案500件;结案率为93.75%。",
        # something else was added, which no misprint explains
        "全省一般公共预算收入7200亿元;一般公共预算支出9000亿元;调入预算稳定调节基金300亿元,差额1137亿元。",
        # of one thing of two, of a subject of its own, or at another time
        "甲类收入382.00万元,乙类收入400.00万元。较2020年度决算数减少157.00万元,下降28.2%。",
        "财政拨款收入382.00万元。其中人员经费较2020年度决算数减少157.00万元,下降53.4%。",
        "财政拨款收入382.00万元。比上年减少157.00万元,比前年下降21.9%。",
        # the last is printed as what is left of 100
        TURNS.replace("30.2%和19.9", "30%和20.1"),
        # a kind more is told, and of another thing than the water
        "全年用电量增加41.0万千瓦时,其中第一产业增加1.0万千瓦时,第二产业增加25.0万千瓦时,"
        "第三产业增加5.0万千瓦时,居民生活增加10.0万千瓦时。",
        MOVED.replace("用水总量减少51.3", "水面减少61.3").replace(",其中,", "。"),
        # two rates of other names
        "共审结案件480件600人,去年同期为600件800人,起诉率、不起诉率同比分别下降21.0%、52.0%。",
        "共审结案件480件600人,去年同期为600件800人,本地和外地同比分别下降21.4%、37.3%。",
        # what is to be done next year
        "政府工作报告⏎(2018年12月26日在某县第十届人民代表大会第四次会议上)⏎2019年主要工作⏎修好道路。",
        # of the whole year, and ahead of what is told
        PACE.replace("1-9月", "").replace("6.3", "4.3"),
        PACE.replace("序时进度", "全省平均"),
        # one that fell among those that rose, and more told behind them
        ROSE.replace("3个", "4个").replace("松林区增加", "松林区减少"),
        ROSE.replace("3个", "4个").replace("2750人。", "2750人左右,西区增加100户。"),
        # of the people of the year's mean, who were some fewer
        BEDS.replace("7.61", "7.66"),
        # a share of the number before its part, whatever is called so behind it
        "一般公共预算收入33440万元。其中:税收收入16720万元,占收入总量的50%。加上补助122036万元,收入总量为155476万元。",
        # another measure of the same industry
        "全县规模以上工业企业68家,比上年净增5家,规模以上工业增加值增长8.6%。",
        # of an age each, and of nothing that ends where they do
        "全省判处罪犯8730人,其中16岁以上不满18岁的412人,18岁以上不满25岁的2318人。",
    ],
)
def test_what_is_not_bound_is_no_alarm(text):
    assert not failing(text)


def test_commas_are_printed_as_wide_as_words():
    """Lines of one width hold fewer signs, the more of them are digits, and as many commas."""
    text = (
        "一年来,全县产业结构不断优化,转型步伐加快,经济平稳向好发展,综合实力也明\n"
        "显增强,主要指标位居全市前列,城乡居民收入稳步提高,就业形势保持总体稳定,\n"
        "工业,农业,商贸,旅游,交通,都在发展。三次产业比由2012年的14.6:53.1:32.3\n"
        "调整为2016年的13.3:47.6:39.1。一批优质新型工业项目竣工投产,农业基础更加\n"
        "稳固,服务业较快增长,县工业园被列为省级示范园区,园区建设迈上了一个新台阶。\n"
    )
    assert "compositions" in failing_once_altered(text, "47.6", "46.7")
