"""What the words around a number make of it: unit, bounds, qualifier, relation, period."""

from datetime import date

import pytest

from taian_analysis.narrative import classify_digits, scan
from taian_analysis.narrative.subjects import phrase

WHEN = date(2023, 7, 11)


def one(text):
    (figure,) = scan(text, WHEN)
    return figure


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("每人每月719元", ["元/人·月"]),
        ("达到了183元每月", ["元/月"]),
        ("平均每百户超过140平方米", ["平方米/百户"]),
        ("每个城市社区拥有社会组织13个", ["个/城市社区"]),
        ("每千名老年人拥有床位35.6张", ["张/千名老年人"]),
        ("每千人口拥有医师3.2人", ["人/千人口"]),
        ("分别给予每人4500元、6000元的补助", ["元/人", "元/人"]),
        ("从每人每月1198提高到1322元", ["元/人·月", "元/人·月"]),
        ("分别为3、5、8个", ["个", "个", "个"]),
        ("由42个增加到60", ["个", "个"]),
        ("能耗0.45吨标准煤/万元", ["吨标准煤/万元"]),
        ("面积258万㎡", ["平方米"]),
        ("比例为1.34∶1", ["比(:1)"]),
        ("结构为10.2:39.3:50.5", ["%", "%", "%"]),
        ("死亡率为6.5/10万", ["/10万"]),
        ("联合19部门、3社区", ["个", "个"]),
        ("为12.3万残疾儿童提供康复", ["人"]),
        ("带动8900余脱贫人口增收", ["人"]),
        ("惠及3.2万困难家庭", ["户"]),
        ("检查企业2416家次", ["家次"]),
    ],
)
def test_units(text, units):
    assert [f.unit for f in scan(text, WHEN)] == units


@pytest.mark.parametrize(
    ("text", "low", "value", "high"),
    [
        ("达到1.75万余人", 17500, 17500, 17600),
        ("列支400余万元", 4e6, 4e6, 5e6),
        ("满意度95%以上", 95, 95, None),
        ("近2000名", 1800, 2000, 2000),
        ("发放4.15亿元", 414500000, 415000000, 415500000),
        ("共有71家", 71, 71, 71),
        ("占86%", 85.5, 86, 86.5),
        ("标准的3-12倍", 3, 3, 12),
        ("约300个", 270, 300, 330),
        ("控制在6.5%—7%", 6.5, 6.5, 7),
        ("投入3万-5万元", 30000, 30000, 50000),
        ("投入3-5万元", 30000, 30000, 50000),
        # grouped as no number is: one number, which may be either reading
        ("共5,0000个", 5, 50000, 50000),
        ("共1,2345人", 1.2345, 12345, 12345),
        ("投资1,00万元", 10000, 1000000, 1000000),
        ("占5,30%", 5.3, 530, 530),
        ("共12,34,567元", 1234567, 1234567, 1234567),
        ("共1,234,5678人", 12345678, 12345678, 12345678),
    ],
)
def test_bounds(text, low, value, high):
    figure = one(text)
    assert (figure.low, figure.value, figure.high) == (low, value, high)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("比2020年增长50%", "change"),
        ("提高0.6个百分点", "change"),
        ("增加值1200亿元", "level"),
        ("新增床位500张", "level"),
        ("改造提升38处", "level"),
        ("覆盖率提高到98%", "share"),
        ("规定的大于30平方米的既定目标", "target"),
        ("力争到2025年达到40张", "target"),
        ("超额完成年度任务的105%", "share"),
        ("在3个工作日内办结", "condition"),
        ("标准的1/10", "ratio"),
        ("占三分之二", "share"),
    ],
)
def test_relations(text, relation):
    assert one(text).relation == relation


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("由2020年的1.34:1降低到1.27:1", ["2020", "2023-07"]),
        ("2023年,标准从每人每月2142元提高至2288元", ["2022", "2023"]),
        ("由去年的42%提高至66%", ["2022", "2023-07"]),
        ("2020年至2023年,由5元提高到8元", ["2020", "2023"]),
        ("2021年、2022年分别为3人和5人", ["2021", "2022"]),
        # a group a year, and a group a thing with a value a year
        ("2020年、2021年收办分别为:9件、8件,7件、6件", ["2020", "2020", "2021", "2021"]),
        ("2020、2021年三类分别为9件、8件,7件、6件,5件、4件", ["2020", "2021"] * 3),
        ("2021年3人,2022年5人。其中,女2人", ["2021", "2022", "2022"]),
        ("截至4月底有3人。一是培训5人。", ["2023-04", "2023-07"]),
        ("今年以来办理3件。现有5人。", ["2023-01/2023-07", "2023-07"]),
        ("到2025年,达到60%", ["2025"]),
        ("“十四五”期间,累计培训4000人次", ["2021/2023-07"]),
        ("提前完成2025年4.5个目标的80%", ["2025", "2023-07"]),
        ("去年5人\n今有8人", ["2022", "2023-07"]),
    ],
)
def test_periods(text, periods):
    assert [f.period for f in scan(text, WHEN)] == periods


def test_a_comma_that_groups_nothing_parts_numbers():
    assert [f.value for f in scan("达到50,2021年新增20个", WHEN)] == [50, 20]
    assert [f.value for f in scan("分别为5,000个、6,000个,30人", WHEN)] == [5000, 6000, 30]
    assert [f.text for f in scan("在388027,351649人中", WHEN)] == ["351649"]


def test_cells_of_a_table_with_nothing_between_are_no_number():
    """294,229 and 6%: neither 2942296% nor 2296%."""
    told = "零售业294,2296%,小计1,089,19525%,占5,30%"
    assert [f.text for f in scan(told, WHEN)] == ["5,30"]
    kinds = classify_digits(told, WHEN).set_index("text")["class"]
    assert kinds.tolist()[:2] == ["other", "other"]


def test_a_comma_before_three_digits_still_ends_a_clause():
    assert [f.clause for f in scan("男5人,120人为女,共1,234人", WHEN)] == [
        "男5人",
        "120人为女",
        "共1,234人",
    ]


def test_base_periods():
    assert one("比2020年底增加22家").base_period == "2020-12"
    assert one("上半年同比增长5%").base_period == "2022-S1"


def test_without_a_date_nothing_is_guessed():
    first, second = scan("去年5人。2021年8人。")
    assert (first.period, first.period_basis) == (None, None)
    assert second.period == "2021"


def test_the_date_is_found_below_the_text():
    text = "全市有71家。\n某市民政局\n2023年7月11日\n附件\n"
    assert [f.period for f in scan(text)] == ["2023-07"]
    assert [f.period for f in scan("2022年统计公报\n(2023年3月1日)\n全年5家。年末3家。")] == [
        "2022",
        "2022-12",
    ]


def test_subjects():
    text = "全市养老机构床位20590张,其中护理型床位14231张,占比达到69.12%。有22家单位被评为先进。"
    assert [f.subject for f in scan(text, WHEN)] == [
        "养老机构床位",
        "护理型床位",
        "护理型床位占比",
        "单位",
    ]
    assert phrase("比2020年增加") == ""


def test_a_yearbook_without_a_date_counts_from_its_year():
    text = "某市2022年统计公报\n全年5家,比上年增长3%。年末3家。设施8处。"
    found = scan(text)
    assert [f.period for f in found] == ["2022", "2022", "2022-12", "2022-12"]
    assert found[1].base_period == "2021"


def test_a_heading_holds_for_its_section():
    text = "一、2023年工作回顾\n建成5处。\n新增6张。\n二、2024年工作安排\n新建7处。\n"
    found = scan(text, "2024-01-16")
    assert [f.period for f in found] == ["2023", "2023", "2024"]
    assert [f.relation for f in found] == ["level", "level", "target"]


def test_a_pair_without_years_takes_those_of_the_pair_before():
    text = "城市由2020年的680元提高到2023年的862元,农村由510元提高到690元。"
    assert [f.period for f in scan(text, "2023-12")] == ["2020", "2023", "2020", "2023"]


def test_as_many_values_as_years_are_one_a_year():
    text = "2019-2022年,标准分别为1500元、1650元、1800元、1950元。"
    assert [f.period for f in scan(text, "2023-03")] == ["2019", "2020", "2021", "2022"]


def test_what_there_is_now_is_not_of_the_half_year_before_it():
    found = scan("2023年上半年,接收捐赠8620万元。全市持证社工2915人。", "2023-08")
    assert [f.period for f in found] == ["2023-S1", "2023-08"]


def test_a_multiple_of_a_year_is_no_figure_of_that_year():
    figure = one("规模是2020年的2.3倍")
    assert (figure.period, figure.base_period) == ("2023-07", "2020")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("发放供养金2011.3万元", 20113000, "元"),
        ("同比增加四成", 40, "%"),
        ("职普比约为4:6", 2 / 3, "比(:1)"),
        ("平均每人次1271.4元/人次", 1271.4, "元/人次"),
        ("标准的1/3", 1 / 3, "比"),
        ("最高年龄113岁", 113, "岁"),
    ],
)
def test_values(text, value, unit):
    figure = one(text)
    assert (figure.value, figure.unit) == (pytest.approx(value), unit)


def test_units_are_shared_along_a_list():
    assert [f.unit for f in scan("每千人口医师3.42人、护士3.96人", WHEN)] == ["人/千人口"] * 2
    assert [f.unit for f in scan("下降1.2个、0.8个百分点", WHEN)] == ["个百分点"] * 2
    assert {f.unit for f in scan("分别下降0.2个、下降0.6个、提高0.8个百分点", WHEN)} == {"个百分点"}
    assert [f.value for f in scan("贡献率分别为49.6%、-44.6%和-5%", WHEN)] == [49.6, -44.6, -5]
    assert [f.unit for f in scan("每人每月增加20元,达到178元", WHEN)] == ["元/人·月"] * 2


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # A target that only qualifies a noun holds no longer than its clause.
        (
            "护理型床位占比63%,提前完成到2025年达到60%的目标。为3万名老年人购买服务。",
            ["2023-07", "2025", "2023-07"],
        ),
        # What is lacking to a target, or exceeds it, is of now.
        ("占比5%,距离2025年8%的目标尚有3个百分点的差距", ["2023-07", "2025", "2023-07"]),
        ("截至2022年底,占比63.8%,超过“十四五”规划目标8.8个百分点", ["2022-12", "2022-12"]),
        # A stock after a flow: now, where the text has come to a later time; else of its year.
        ("今年新增2家。2022年捐赠收入4326万元;持证社工1406人", ["2023", "2022", "2023-07"]),
        ("2022年捐赠收入4326万元;持证社工1406人", ["2022", "2022"]),
        ("2022年捐赠收入4326万元;慈善支出1406万元", ["2022", "2022"]),
        ("2022年底有床位300张。全市现有社工200人", ["2022-12", "2023-07"]),
        # 9项达到进度要求 is what was reached, no target.
        ("截至2023年6月底,7项已提前完成,9项达到进度要求", ["2023-06", "2023-06"]),
        # The first of a pair takes the year of the pair in the sentence before.
        (
            "低保标准由2012年的每月330元提高到713元。标准之比从2.16:1缩小到1.29:1。",
            ["2012", "2023-07", "2012", "2023-07"],
        ),
        (
            "完成50%,占“十四五”规划总投资780亿元,到“十四五”末完成;明年新建3所",
            ["2023-07", "2021/2025", "2024"],
        ),
        # An aside on what is planned.
        (
            "2022年人均收入14826元;今年预计突破1.65万元。收入10万元以上的村有271个",
            ["2022", "2023", "2023-07", "2023-07"],
        ),
        ("目前,务工2.16万人,完成年度任务2.1万人", ["2023-07", "2023"]),
        ("十年来,累计支出2163亿元", ["2013/2023-07"]),
        ("三年内新增充电桩5000个", ["2023/2026"]),
        ("学前三年毛入园率98.2%", ["2023-07"]),
    ],
)
def test_how_far_a_period_reaches(text, periods):
    assert [f.period for f in scan(text, WHEN)] == periods


def test_a_gap_is_no_target():
    figures = scan("距离2025年8%的目标尚有3个百分点的差距", WHEN)
    assert [f.relation for f in figures] == ["target", "change"]


def test_a_congress_is_no_figure():
    text = "在市八届人大常委会第九次会议上,已连续举办八届,参加5人"
    assert [f.text for f in scan(text, WHEN)] == ["八", "5"]


def test_counted_again_is_no_figure():
    assert [f.text for f in scan("这两项指标分别为94.1%、11.0年", WHEN)] == ["94.1", "11.0"]


def periods_of(text):
    return [(f.text, f.period, f.relation) for f in scan(text)]


def test_a_goal_year_that_opens_a_sentence_beats_an_earlier_plan():
    text = (
        "“十三五”期间投入12亿元。\n到2025年,力争游客突破800万人次,收入达到70亿元,新增就业1.2万人。"
    )
    assert periods_of(text) == [
        ("12亿", "2016/2020", "level"),
        ("800万", "2025", "target"),
        ("70亿", "2025", "target"),
        ("1.2万", "2025", "target"),
    ]


def test_the_figure_compared_with_is_of_the_year_named_at_it():
    found = periods_of("2020年,死亡率为8.7/10万,比2010年的19.4/10万下降55.2%。")
    assert [period for _, period, _ in found] == ["2020", "2010", "2020"]


def test_this_year_of_a_text_without_a_date_takes_no_year_named_before():
    found = periods_of("2021年,游客512万人次,恢复到2019年的78%。今年上半年,游客186万人次。")
    assert [period for _, period, _ in found] == ["2021", "2021", None]


def test_a_move_in_an_undated_sentence_invents_no_year_for_its_start():
    found = periods_of("2020年,婴儿死亡率为3‰。出生人口性别比由117.8降至109.6。")
    assert [period for _, period, _ in found] == ["2020", None, "2020"]


def test_the_goals_of_a_section_go_on_after_its_first_figure():
    text = "四、2024年主要目标。力争事故起数下降5%;新增消防站120个;培训2000名。\n某局 2024年1月12日"
    assert [(f.period, f.relation) for f in scan(text)] == [("2024", "target")] * 3


@pytest.mark.parametrize(
    ("text", "when", "periods"),
    [
        (
            "10月1日至7日,游客5万人次。",
            date(2021, 10, 8),
            ["2021-10-01/2021-10-07"],
        ),
        (
            "9月30日至10月7日,发送旅客629万人次。",
            date(2012, 10, 8),
            ["2012-09-30/2012-10-07"],
        ),
        ("7月1日至9月30日,发送旅客629万人次。", date(2012, 10, 8), ["2012-Q3"]),
        (
            "自2019年1月1日设立以来,共受理24602件。",
            date(2026, 1, 28),
            ["2019-01/2026-01"],
        ),
        (
            "1985年,总收入达到8969万元,比历史上最好的1984年增长12.9%。人均收入443元。",
            date(1986, 6, 1),
            ["1985", "1985", "1985"],
        ),
        (
            "2024年上半年,收入86928万元,完成年初预算57%,加以前年度结余18744万元。",
            date(2024, 8, 1),
            ["2024-S1", "2024-S1", "2024-S1"],
        ),
        (
            "2024年,收入20万元。上年结转结余3万元,加收入20万元,减支出13万元。",
            date(2025, 2, 1),
            ["2024", "2023", "2024", "2024"],
        ),
        (
            "新收案件从2013年的10万件上升到2017年的21.3万件,年均增速超过20%。",
            date(2018, 7, 9),
            ["2013", "2017", "2013/2017"],
        ),
        (
            "2017年—2019年升学率分别为63%、62%、61%;而三年内出国率分别为23%、22%、21%。",
            date(2020, 1, 5),
            ["2017", "2018", "2019"] * 2,
        ),
        (
            "首5个月,进出口3.75万亿元。单5月,进出口7901亿元,增长0.8%。其中,出口5063亿元。",
            date(2025, 6, 20),
            ["2025-01/2025-05", "2025-05", "2025-05", "2025-05"],
        ),
        (
            "5月出口3023亿元,高于4月的1.5%;进口2197亿元,低于市场预期升4.3%及4月的8.4%。顺差826亿元。",
            date(2024, 6, 7),
            ["2024-05", "2024-04", "2024-05", "2024-05", "2024-04", "2024-05"],
        ),
    ],
)
def test_runs_of_days_and_what_stands_beside_the_period(text, when, periods):
    assert [f.period for f in scan(text, when)] == periods


def test_a_clause_of_very_many_numbers_is_not_kept_for_each_of_them():
    """800 signs for each of 125,000 numbers were 200 MB."""
    found = scan("全市各乡镇依次为" + "10人、" * 500 + "20人。", WHEN)
    assert len(found) == 501
    assert {id(f.source) for f in found} == {id(found[0].source)}
    assert found[250].clause == found[250].source[found[250].start - 400 : found[250].start + 400]


def test_growth_of_other_places() -> None:
    text = "洋浦以增速14.2%位列第一,临高县12.2%、东方市11.6%。增速最慢的是五指山市3.0%。20个城市较好(即前20名)。"
    figures = scan(text, "2014-07")
    assert [(f.text, f.relation) for f in figures] == [
        ("14.2", "change"), ("12.2", "change"), ("11.6", "change"), ("3.0", "change"), ("20", "level"),
    ]  # fmt: skip
