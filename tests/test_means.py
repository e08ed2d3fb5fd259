"""Means by their words, sentences that are parts by turns, days and heads that make up a total."""

import pytest
from altered import failing, failing_once_altered

# text that holds, a figure and what it is altered to, and the rule that notices; worked out by hand
PAIRS = [
    # 18600 ÷ 3100 thousand = 6.00; 31000 ÷ 3100 = 10.00
    ("全市实有床位18600张,其中医院15000张。注册护士31000人。按常住人口310万人计算,每千人口床位数6.00张。",
     "6.00", "8.00", "means"),
    ("年末常住人口310万人。注册护士14260人,增长3%。每千人口注册护士4.60人。", "4.60", "6.40", "means"),
    # 71760 ÷ 312 = 230
    ("全市法院审执结71760件,结案率94.5%。员额法官312人,人均结案230.0件。", "230.0", "203.0", "means"),
    # 24000 ÷ 120 = 200; beside each other whatever digits are wrong
    ("投入资金24000万元,惠及120个村,平均每村200万元。", "平均每村200", "平均每村240", "means"),
    # 7800000 ÷ 3000000 = 2.60
    ("家庭户3000000户,集体户200000户。家庭户人口7800000人,集体户人口700000人。家庭户平均每户2.60人。",
     "2.60", "2.90", "means"),
    # 12000 ÷ 30 = 400 kilograms
    ("粮食播种面积30.00万亩,平均亩产400公斤,粮食总产量12.00万吨,增长2.2%。", "400", "430", "defined"),
    # 6121 + 7851 = 13972 households, 11472 + 13011 = 24483 persons, 3378 + 1475 = 4853
    ("一、优抚。全市优抚对象13972户24483人,全年发放优抚金4853万元。城市优抚6121户11472人,发放3378万元;"
     "农村优抚7851户13011人,发放1475万元。动态管理中,城市新增276户462人,退出374户714人。",
     "3378", "3738", "listed"),
    # 52574 + 11396 = 63970
    ("养老基金收入65793亿元,年末累计结存63970亿元;失业基金收入1460亿元,年末累计结存3313亿元。⏎"
     "养老基金累计结存中,职工52574亿元,居民11396亿元。", "11396", "13396", "listed"),
    # 60 + 200 + 80 + 20 + 5 = 365
    ("市区有效监测365天,优良天数260天,优良率71.2%。其中优60天,良200天;轻度污染80天,中度污染20天,重度及以上污染5天。",
     "染20", "染30", "defined"),
    # 1860 ÷ 5 = 372, 315 ÷ 7 = 45
    ("五年累计完成投资1860亿元,年均372亿元。", "372", "327", "elapsed"),
    ("春节假期7天,接待游客315万人次,日均45万人次。", "45", "54", "elapsed"),
    # 286.5 ÷ 412 = 0.6954, firms for 户
    ("服务业企业412家,增加36家,实现营业收入286.5亿元,户均6954万元。", "6954", "6594", "means"),
    # 86.4 + 91.2 + 98.5 = 276.1; 168 + 96 = 264
    ("三年收入分别为86.4亿元、91.2亿元、98.5亿元,三年累计276.1亿元。", "276.1", "267.1", "parts"),
    ("辖8个街道、5个镇,下辖社区168个、行政村96个,合计264个。", "264", "246", "parts"),
    # 132.5 + 22.1 + 2.2 = 156.8, the rest told
    ("机动车保有量156.8万辆,增长6.7%。其中汽车132.5万辆,摩托车22.1万辆,其他2.2万辆。", "22.1", "21.2", "parts"),
    # 42.6 ÷ 300 = 14.2 %, the whole behind
    ("拥有注册志愿者42.6万人,占常住人口的14.2%。全市常住人口300万人。", "14.2", "12.4", "together"),
    # 3372.5 ÷ 4215.6 = 80.0 %
    ("本外币存款余额4215.6亿元,增加386.4亿元;贷款余额3372.5亿元,存贷比80.0%。", "80.0", "60.0", "defined"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_what_the_words_name_is_computed(text, old, new, rule):
    assert rule in failing_once_altered(text.replace("⏎", "\n"), old, new)


@pytest.mark.parametrize(
    "text",
    [
        # by all people, not by those that are counted in persons
        "招聘医生520人。全市实有床位18600张,每万人拥有床位35.4张。",
        # of another year
        "2020年末常住人口310万人。2021年末实有床位18600张,每千人口床位数6.06张。",
        # what no misprint explains
        "年末常住人口310万人,实有床位18600张,每千人口床位数4.44张。",
        # by the household, which is not counted here
        "救助2480人次,支出446.4万元,户均3600元。",
        # a standard, and an income
        "救助2480人次,支出446.4万元,人均补助标准2100元。",
        # by the month, and over years that nothing counts
        "保障对象126343人次,发放保障金7877094元,人均月补差61.3元。",
        "累计完成投资1860亿元,年均327亿元。",
        # what is before a total may be parts of another
        "甲168个、乙96个,合计510个。",
        # one measure of two hardly adds up: the sentences are no parts
        "城乡低保对象1435户2559人,发放471万元。城市695户1233人,发放337万元;农村705户1306人,发放144万元。",
    ],
)
def test_a_mean_of_something_else_is_no_alarm(text):
    assert not failing(text)
