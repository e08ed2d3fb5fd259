"""Lists against what counts them, what stands in an order, what is left, and what words bind fully.

Where the words name the whole, the total or the parts in full, no misprint need explain what fails.
"""

from __future__ import annotations

import altered
import pytest

FOUND = "检查发现:\n(一)3个单位超预算支出;\n(二)2个部门往来款未清理;\n(三)4家单位账实不符。\n"
POINTS = "一是推进改革;二是扩大覆盖面;三是完成整改;四是加强监督。"
CENSUS = "某县第七次全国人口普查公报\n({})\n我国以2020年11月1日零时为标准时点进行了普查。"
CASES = "起诉人数居前四位的罪名依次为:甲罪{}人、乙罪438人、丙罪327人、丁罪{}人。"

#: a text with what is right and what is wrong in it, and the rule that says so
ALTERED = [
    (FOUND + "以上{}类问题中,部门数有重复。", ("三",), ("五",), "enumerated"),
    ("重点抓好以下{}项工作:" + POINTS, ("四",), ("六",), "enumerated"),
    (CENSUS, ("2021年6月9日",), ("2020年6月9日",), "signed"),
    (
        "2023年5月16日召开股东大会,{}完成利润分配(经上述股东大会批准)。",
        ("2023年6月9日",),
        ("2023年4月9日",),
        "ranges",
    ),
    ("该项目2021年6月立项,随后{}开工建设。", ("2021年9月",), ("2020年9月",), "ranges"),
    (
        "收入总计358881万元;支出总计346779万元。收支相抵,年终结转{}万元,全部结转下年。",
        ("12102",),
        ("13902",),
        "balanced",
    ),
    (
        "基金年初余额6.42亿元,当年动用3.50亿元、补充2.18亿元,年末余额{}亿元。",
        ("5.10",),
        ("6.10",),
        "defined",
    ),
    # 86 ÷ (498 - 86) = 20.9 %
    ("新增高新技术企业86家,总数达到498家,增长{}%。", ("20.9",), ("26.9",), "increases"),
    # 15836 ÷ 16863 = 93.9 %
    (
        "受理执行案件16863件,执结15836件,到位金额27.36亿元,执结率{}%。",
        ("93.9",),
        ("90.9",),
        "completed",
    ),
    # 854.2 ÷ 1490.6 = 57.3 %
    (
        "全市进出口总值1490.6亿元。\n民营企业进出口854.2亿元,增长9.6%,占全市进出口总值的{}%。",
        ("57.3",),
        ("62.0",),
        "far_shares",
    ),
    # 321.76万 ÷ 6214 = 517.8; 3.46亿 ÷ 1285 = 26.9万
    (
        "12月,城市低保对象6214人,发放低保金321.76万元,人均月补差{}元。",
        ("517.8",),
        ("447.8",),
        "means",
    ),
    ("兑现资金3.46亿元、惠及企业1285家,户均{}万元。", ("26.9",), ("34.9",), "means"),
    # 2125.15亿 ÷ (386.42万 - 1.25万 ÷ 2) = 55085
    (
        "2023年地区生产总值2125.15亿元。按年平均常住人口计算,人均地区生产总值{}元。\n"
        "2023年末全市常住人口386.42万人,比上年末增加1.25万人。",
        ("55085",),
        ("59385",),
        "means",
    ),
    # 916 ÷ 1284 = 71.3 %
    (
        "新建改建公路1284公里,其中硬化通组路916公里,占新建改建里程的{}%。",
        ("71.3",),
        ("66.2",),
        "shares",
    ),
    # 40.23 + 26.82 = 67.05
    (
        "高中阶段在校生67.05万人。其中,普通高中在校生{}万人,中等职业教育在校生26.82万人。",
        ("40.23",),
        ("37.13",),
        "listed",
    ),
    # (174.25 + 43.18 + 160.27) ÷ 382.16 = 98.8 %
    (
        "谷物产量382.16万吨。谷物中,稻谷174.25万吨,小麦43.18万吨,玉米160.27万吨,三者占谷物产量的{}%。",
        ("98.8",),
        ("88.9",),
        "shared_together",
    ),
    # 12 ÷ 200 = 6 %, and so are all others of 200
    (
        "甲类20件,占10.0%;乙类30件,占15.0%;丙类50件,占25.0%;丁类36件,占18.0%;戊类52件,占26.0%;己类{}件,占6.0%。",
        ("12",),
        ("37",),
        "odd_shares",
    ),
    ("该项目2021年6月开工建设,{}竣工验收。", ("2022年11月",), ("2020年11月",), "ranges"),
    # 68 - 21 = 47; 97 + 31 = 128
    ("规上企业512家,其中年内新增68家、退出21家,净增{}家。", ("47",), ("57",), "defined"),
    ("发现问题128个,已整改97个,正在整改{}个。", ("31",), ("41",), "defined"),
    # 79 + 2 + 7 = 88; that 79 + 9 is so too is chance
    (
        "决定不起诉88人;其中相对不起诉79人,法定不起诉2人,存疑不起诉{}人。",
        ("7",),
        ("9",),
        "parts",
    ),
    # 1.34 ÷ (14.86 - 1.34) = 9.9 %, whatever output grew by
    (
        "生产总值达到218亿元、增长6.3%;公共预算收入14.86亿元,比上年净增1.34亿元,增长{}%。",
        ("9.9",),
        ("8.9",),
        "increases",
    ),
    # 530.58 ÷ (12437.56 + 530.58) = 4.09 %
    (
        "2023年财政拨款支出12437.56万元,占支出合计的72.91%。与2022年度相比减少530.58万元,下降{}%。",
        ("4.09",),
        ("4.90",),
        "increases",
    ),
    (CASES, ("712", "143"), ("712", "343"), "ranked"),
    (
        "投诉量由低到高依次为:甲市{}件,乙市26件,丙市38件,丁市{}件。",
        ("15", "62"),
        ("51", "62"),
        "ranked",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "rule"), ALTERED)
def test_what_is_out_of_order_or_miscounted(text, right, wrong, rule):
    assert altered.failing(text.format(*right)) == set()
    assert rule in altered.failing(text.format(*wrong))


@pytest.mark.parametrize(
    "text",
    [
        # industry and building need not make 第二产业; a third kind; and an open list
        "第二产业增加值804.52亿元,其中工业增加值612.3亿元,建筑业增加值201.4亿元。",
        "高中阶段招生2.1万人。其中,普通高中1.2万人,中等职业学校0.7万人,技工学校0.2万人。",
        "重点抓好八项工作:一是抓党建,二是抓经济,三是抓民生,等等。",
        # a share that names its own part is of that, and one of another whole is of none here
        "公路总里程13018公里。高速公路312公里,等外公路43公里,等级公路占公路总里程的99.67%。",
        "常住人口486213人。60岁以上人口81234人,占户籍人口的16.5%。",
        # money of a year and a mean of a month
        "发放城市低保金4862万元,保障对象6214人,人均月补差652元。",
        # two things, of which the one was done before the other was begun
        "甲项目于2022年6月开工建设,乙项目2021年11月竣工验收。",
        # what is left is told in two
        "收入总计3588万元;支出总计3467万元。收支相抵,年终结转90万元,净结余31万元。",
        # what was finished had been begun or gone on with: 98 + 148 = 246
        "实施项目246个,其中新开工98个、竣工73个、续建148个。",
        # what an item says is of the item
        "(一)强化领导。\n(二)强化考核。\n(三)强化宣传。收入、支出均好于上年,以上四项指标居前。\n",
        # a notice of a census that is still to come
        "关于开展第七次全国人口普查的通知\n(2019年11月8日)\n普查以2020年11月1日零时为标准时点。",
        # by turns of the year, not by size
        "分季度营业收入依次为:一季度182万元、二季度217万元、三季度236万元、四季度259万元。",
        # no misprint of one number puts these in order: another measure is meant
        "增速居前四位的县依次为:甲县12亿元、乙县31亿元、丙县18亿元、丁县44亿元。",
        # growths of all kinds make no growth
        "固定资产投资增长4.7%。其中,第一产业下降8.3%,第二产业增长15.6%,第三产业增长0.4%。",
        # a sentence that divides the one before it is none beside it
        "完成财政总收入47.83亿元。完成地方收入26.15亿元。其中税收21.94亿元。从税种看,增值税8.73亿元。",
        # by thousands, and several together of a whole that stands between
        "床位2160张,卫生院床位860张,每千人床位6.4张,执业医师1120人,每千人2.37人,护士1460人。",
        "三镇粮食产量分别为3.1万吨、2.6万吨、1.9万吨,三镇播种面积7.2万亩,"
        "合计占全县粮食总产量52.6万吨的14.4%。",
        # two levels told together are no one and its past
        "城乡居民人均可支配收入分别达到40216元和21873元,增长5.6%和8.2%。",
        # the kinds of an output are at its prices, and so is all that a sentence opens with
        "农业总产值86亿元,增长4%;林业12亿元,比上年增加1亿元,增长5.2%;牧业21亿元,比上年增加2亿元,增长8%。",
        "按可比口径,税收86亿元,增长4%;非税收入21亿元,比上年增加2亿元,增长8%。",
        # what the budget is called is no plan
        "收入完成年初预算13450万元的102.7%。税收完成8346万元,占一般公共预算收入的60.4%。",
        # a growth behind a bracket is one, and 2024's is none to be ahead of in 2023
        "2023年,城镇居民人均收入26418元,增长(以下均为名义增长)4.9%;农村居民人均收入11782元,"
        "增长6.7%,增速快于城镇居民1.8个百分点。\n2024年,城镇居民人均收入27580元,增长4.4%。",
    ],
)  # fmt: skip
def test_no_alarm(text):
    assert altered.failing(text) == set()
