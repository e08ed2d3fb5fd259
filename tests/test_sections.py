"""Totals whose parts have paragraphs of their own, and what is held against the time gone by."""

import importlib
from datetime import date

import pytest

from taian_analysis.base.report import Report, split_lines

check = importlib.import_module("taian_analysis.audit").check


def failing(text: str) -> set[str]:
    claims = check(Report(text, split_lines(text), date=date(2024, 8, 28))).claims
    return {c.rule for c in claims if c.verdict == "fails"}


#: 40 = 25 + 15; 3650 = 2410 + 1240; 412.36 = 260.15 + 152.21; 5.83 = 3.46 + 2.37
SCHOOLS = (
    "全县中小学40所。校舍面积412.36万平方米,增长2%;设备5.83亿元。专任教师3650人。\n"
    "小学25所;招生4000人。校舍面积260.15万平方米,增长1%;设备3.46亿元。专任教师2410人。\n"
    "初中15所;招生2000人。校舍面积152.21万平方米,增长3%;设备2.37亿元。初中专任教师1240人。"
)
#: 23.4 - 100 x 2 / 12 = 6.73; 41.3 - 50 = -8.7; 71412 / 7 = 10201.7; 1085 + 2135 = 3220
TEXTS = [
    (SCHOOLS, "260.15", "206.15", "listed"),
    (SCHOOLS, "3.46", "3.64", "listed"),
    (SCHOOLS, "1240", "1420", "listed"),
    ("1-2月,全县收入完成年初预算的23.4%,快于序时进度6.7个百分点。", "6.7", "7.6", "elapsed"),
    ("上半年,支出1.2亿元。⏎支出完成预算的41.3%,低于时序进度8.7个百分点。", "41.3", "43.1", "elapsed"),
    ("第26周(6月24日—6月30日)共受理诉求71412件,日均10202件。", "10202", "12002", "elapsed"),
    # two that are all of a whole printed before them
    ("共受理诉求71412件。其中,直办37643件,占52.7%;转办33769件,占47.3%。", "37643", "36743", "odd_shares"),
    ("户籍人口93284人。城镇人口31812人,占总人口的34.1%;乡村人口61472人,占总人口的65.9%。",
     "34.1", "31.4", "odd_shares"),
    # named twice, but once each in a sentence
    ("户籍人口83.30万人,其中城镇人口21.73万人。常住人口70.14万人,其中城镇人口35.16万人,"
     "常住人口城镇化率为50.13%。", "50.13", "51.03", "defined"),
    ("受理诉求28440件。受理工单2917件,已处理完毕2349件,正在办理568件。", "2349", "2394", "defined"),
    # (4628 + 1179 + 679 + 542) / 8660 = 81.15 %; (14.38 + 5.09 + 4.3) / 53.73 = 44.24 %
    ("接收投诉8660件,其中咨询2000件。投诉较多的有:甲区(4628件)、乙区(1179件)、丙县(679件)、丁区(542件),"
     "合计占比81.15%。", "81.15", "85.11", "together"),
    ("新登记市场主体53.73万户。⏎甲市14.38万户;乙市和丙市分别为5.09万户、4.3万户。上述三市占全省总数的44.24%。",
     "44.24", "42.44", "together"),
    # told twice in the same words
    ("共收案件95085件,其中刑事案件48637件。⏎全年受理一审刑事案件48637件。", "48637", "46837", "repeats"),
    # 136 - 157 = -21; 852 / 575 = 1.482; 37894 / 36368 = 1.042
    ("检举控告401件;业务范围外举报136件,比上年同期157件少21件。", "少21", "少12", "growths"),
    ("投诉举报共计852件,较2017年同期575件,增长48.2%。其中投诉541件,举报311件。", "48.2", "42.8", "growths"),
    ("共接收投诉37894件,同比上年(36368件)上升4.2%。", "36368", "33668", "growths"),
    # 612171 / 582194 = 1.0515, and of those born 1.1107
    ("出生16096人,其中男性8470人,女性7626人。总人口中男性人口612171人,女性人口582194人,性别比为105.1:100。",
     "105.1", "101.5", "ratios"),
    # shares told alike up to the rest, and three of one structure
    ("咨询类占41.50%,投诉类占33.26%,求助类占19.52%,建议类占2.50%,其他类占3.22%。",
     "33.26", "32.36", "compositions"),
    ("产业结构由上年的22.26%、28.63%和49.11%调整为21.35%、27.92%和50.73%。",
     "27.92", "29.72", "compositions"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "rule"), TEXTS)
def test_an_altered_number_is_noticed(text, old, new, rule):
    text = text.replace("⏎", "\n")
    assert not failing(text)
    assert rule in failing(text.replace(old, new, 1))


@pytest.mark.parametrize(
    "text",
    [
        # one measure adds up, which is chance; the other never meant to
        "全县学校40所。教师3650人,学生5312人。\n小学25所。教师2410人,学生1000人。\n"
        "初中15所。教师1420人,学生900人。",
        # the five kinds of crime are not those of the sentence before
        "提起公诉9843人。其中起诉暴力犯罪217人,起诉盗窃犯罪1836人,起诉电信诈骗犯罪1042人。"
        "起诉人数最多的五个罪名为盗窃罪、诈骗罪、伤害罪、赌博罪、抢劫罪,共占起诉总人数的68.4%。",
        # the same digits of two years, and of two things
        "2021年受理刑事案件48637件。\n2022年受理刑事案件46837件。",
        "发放城市低保金48637元。\n发放特困供养资金46837元。",
        # nobody says how much of the year is over
        "收入完成预算的23.4%,快于序时进度9.7个百分点。",
        # five kinds of which three are told
        "农林牧渔业产值18.19亿元。其中,农业产值14.91亿元,增长3.6%;林业产值1.36亿元;牧业产值1.61亿元。",
        # the growth of a mean is another
        "生产总值797156万元,比上年增长11.3%。\n人均生产总值42189元,比上年增长11.0%。",
    ],
)
def test_what_says_nothing_of_its_numbers(text):
    assert not failing(text)
