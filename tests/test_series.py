from types import SimpleNamespace

import pytest

from taian_analysis import load_trends, propose_series, read_report
from taian_analysis.base.report import Report, split_lines
from taian_analysis.trends.series import COLUMNS, key, when


def made(text):
    return Report(text=text, lines=split_lines(text))


def test_same_subject_in_two_periods_is_a_candidate():
    text = "2021年全市持证社工达到1345人,2022年达到1873人。全市慈善组织71家。\n2023年7月11日"
    frame = propose_series(made(text))
    assert list(frame.columns) == list(COLUMNS)
    assert frame[["candidate", "subject", "unit"]].drop_duplicates().values.tolist() == [
        ["c01", "持证社工", "人"]
    ]
    assert frame["period"].tolist() == ["2021", "2022"]
    assert frame["value"].tolist() == [1345, 1873]
    row = frame.iloc[0]
    assert text[row["start"] : row["end"]] == "1345"
    assert row["quote"] == "2021年全市持证社工达到1345人,2022年达到1873人"


def test_changes_and_targets_are_no_points():
    text = "2021年床位500张。2022年床位增加20张。到2025年,床位达到800张。\n2023年7月11日"
    assert len(propose_series(made(text))) == 0


def test_people_by_age_are_a_series():
    text = "2010年60岁及以上老年人口9万人,2020年60岁及以上老年人口12万人。\n2021年5月1日"
    frame = propose_series(made(text))
    assert frame["subject"].unique().tolist() == ["60岁及以上老年人口"]
    assert frame["period"].tolist() == ["2010", "2020"]


def test_a_repeated_figure_without_a_period_is_no_second_point():
    text = "2022年底,设施面积达到258万平方米。\n设施面积达到258万平方米。\n2023年7月11日"
    assert len(propose_series(made(text))) == 0


def test_the_bundled_report_gives_the_series_a_reader_sees():
    report = read_report()
    frame = propose_series(report)
    series = {
        name: group["period"].tolist() for name, group in frame.groupby("subject", sort=False)
    }
    assert series["持证社工"] == ["2021", "2022"]
    assert series["慈善捐赠"] == ["2021", "2022", "2023-S1"]
    assert series["慈善活动支出"] == ["2021", "2022", "2023-S1"]
    assert series["机构养育孤儿基本生活标准"] == ["2022", "2023"]
    assert frame.groupby("candidate")["period"].nunique().min() >= 2
    for row in frame.itertuples():
        assert report.text[row.start : row.end] in row.quote


@pytest.mark.parametrize("pair", [("全市慈善捐赠额", "慈善捐赠"), ("养老机构数量", "养老机构")])
def test_keys(pair):
    assert key(pair[0]) == key(pair[1])


@pytest.mark.parametrize(
    ("role", "lead", "expected"),
    [("base", "里程从", "2017"), ("level", "增加到", "2022"), ("level", "累计建成", None)],
)
def test_a_span_of_years_gives_the_year_before_it_or_its_last(role, lead, expected) -> None:
    fact = SimpleNamespace(period="2018/2022", role=role, figure=SimpleNamespace(lead=lead))
    assert when(fact) == expected


def test_a_class_alone_is_no_series() -> None:
    text = "2022年末,全县总人口30万人,其中女性14万人。\n2023年,新增就业2万人,其中女性1万人。\n"
    assert not (propose_series(made(text))["subject"] == "女性").any()


def test_a_report_without_a_dossier_has_the_series_its_text_proposes() -> None:
    text = "2021年,全县持证社工达到1345人。2022年,全县持证社工达到1873人。\n"
    got = load_trends(made(text))
    assert got["value"].tolist() == [1345.0, 1873.0]
    assert got["contradicted"].tolist() == [False, False]
    assert load_trends(made(text), strict=False).empty


@pytest.mark.parametrize(
    ("text", "subject", "points"),
    [
        # a census is a time, and a bracket that closes before the number names nothing
        (
            "第七次全国人口普查公报\n常住人口性别比(以女性为100,男性对女性的比例)"
            "由2010年第六次全国人口普查的97.45下降为2020年的91.45。",
            "常住人口性别比",
            {"2010": 97.45, "2020": 91.45},
        ),
        # what a number counts stands behind it where the next is joined to it
        (
            "2007年,全国道路交通事故造成81649人死亡、380442人受伤。\n"
            "2008年,全国道路交通事故造成73484人死亡、304919人受伤。",
            "受伤",
            {"2007": 380442, "2008": 304919},
        ),
        # a word of how it grew is no part of what grew
        (
            "建筑业产值连年快速增长,1994年为28.9亿元。\n建筑业产值1996年为53.2亿元。",
            "建筑业产值",
            {"1994": 2.89e9, "1996": 5.32e9},
        ),
        # per so many heads is a measure; a class that the name tells need not be said again
        (
            "每万人口发明专利拥有量由2020年的6.3件增加到2022年的9.1件。",
            "每万人口发明专利拥有量",
            {"2020": 6.3, "2022": 9.1},
        ),
        (
            "2022年农村居民人均可支配收入为13420元,2023年达到15091元。",
            "农村居民人均可支配收入",
            {"2022": 13420, "2023": 15091},
        ),
        # the mark of an item is no part of its name, and a bracket tells the year before
        (
            "(i)2019年储蓄代理费7.8亿元(2018年:7.5亿元)。",
            "储蓄代理费",
            {"2018": 7.5e8, "2019": 7.8e8},
        ),
    ],
)
def test_a_series_is_named_after_what_its_points_measure(text, subject, points):
    frame = propose_series(made(text))
    mine = frame[frame["subject"] == subject]
    assert dict(zip(mine["period"], mine["value"], strict=True)) == points


@pytest.mark.parametrize(
    "text",
    [
        # a count since a year is not of that year
        "自1959年以来,该校获得奖项1123个。\n1998年,该校获得奖项85个。\n1999年1月10日",
        # from which year it fell, the text does not say (it compares with 1978)
        "1991年,产值37亿元,比1978年增长5倍;粮食比重由56.6%下降到37.2%。\n1992年5月1日",
        # nine months are not told beside a whole year
        "2013年结婚登记1346.9万对。\n2023年前三季度,结婚登记569.0万对。\n2024年1月10日",
        # twelve thousand times as many within a year
        "2021年旅游收入3万元。\n2022年旅游收入3.6亿元。\n2023年1月10日",
        # an adverb is no subject
        "贫困人口到1985年逐步减少到12500万人。\n1993年逐步减少到8000万人。\n1994年1月10日",
        # three industries, and not one
        "2020年,三次产业结构为8.7:41.2:50.1。\n2025年,三次产业结构为7.4:39.6:53。\n2026年1月20日",
        # what it grew to is no name
        "2001年初扩大到400万人。\n扩大到2001年末的1120万人。\n2002年3月5日",
        # a count up to now
        "1959年容国团首次夺冠。从那时至今共38年多,中国运动员获得世界冠军1123个。\n1997年,获得世界冠军92个。\n",
        # of the growth of exports, not of exports
        "1997年的出口增长从1996年的9.3%上升到15.2%。\n1998年1月30日",
        # what the burden fell by, and no level of it; two rates each
        "2016年降低企业税负5700亿元。\n2017年再减少企业税负3500亿元。\n2018年1月10日",
        "2018年同业存单年利率区间为2.85%-3.10%。\n2019年同业存单年利率区间为2.40%-3.05%。\n2020年1月10日",
        # the year of the Republic is a date, no count of years
        "民国8年(1919年),全县大旱。民国22年(1933年),全县大旱。民国25年(1936年),大水。\n",
    ],
)
def test_what_is_not_told_of_one_thing_at_its_time_is_no_series(text):
    assert propose_series(made(text)).empty


def test_a_conjunction_is_no_part_of_a_subject():
    text = "但外汇储备仍于2009年4月底超过2万亿美元,2012年6月底,外汇储备达32851亿美元。\n"
    frame = propose_series(made(text))
    assert frame["subject"].unique().tolist() == ["外汇储备"]
    assert frame["period"].tolist() == ["2009-04", "2012-06"]


def test_what_came_on_one_day_is_told_beside_no_years() -> None:
    text = "2019年接待游客30万人次。2020年10月2日,接待游客2万人次。"
    assert propose_series(made(text)).empty


def test_what_is_aimed_at_and_what_two_firms_or_papers_have_is_no_point() -> None:
    text = "2021年城镇新增就业5万人。\n2022年主要预期目标是:\n增长6%;城镇新增就业6万人以上。2022年收入3亿元。"
    assert propose_series(made(text)).empty
    text = "甲公司成立于2015年,注册资本人民币3亿元。乙公司成立于2019年,注册资本人民币5亿元。"
    assert propose_series(made(text)).empty
