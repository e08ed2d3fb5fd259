from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taian_analysis import classify_digits, find_quantities
from taian_analysis.grammar.numerals import chinese_number, plain, printed_number
from taian_analysis.narrative.digits import CLASSES
from taian_analysis.narrative.scanner import scan

WHEN = date(2023, 7, 11)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("《通知》(泰民〔2023〕1号)印发", {"〔2023〕1号": "document_number"}),
        ("1.社会救助。2.养老服务。", {"1": "list_number", "2": "list_number"}),
        ("(1)建成;(2)开展。", {"1": "list_number", "2": "list_number"}),
        ("1.2022年完成", {"1": "list_number", "2022年": "date"}),
        ("推行“3+2+N”模式和1+3工程", {"3+2+N": "name", "1+3": "name"}),
        ("实施“50强”培优、PM2.5治理、5G网络、4A级景区", ["name"] * 4),
        ("打造“15分钟居家养老服务圈”", {"15分钟": "name"}),
        ("依照《条例》第12条、第3款", ["legal_reference"] * 2),
        ("《中国民政》2022年第11期刊发,全省第3位", ["date", "ordinal", "ordinal"]),
        ("对60-79周岁、80周岁以上老人", {"60-79周岁": "condition", "80周岁以上": "condition"}),
        ("《规划(2021-2025)》", {"2021-2025": "name"}),
        ("低保对象 | 人 | 100 | 120 |", ["table", "table"]),
        ("12345热线,电话0538-6991234,7×24小时", ["name"] * 3),
        ("上午9:00-11:30办理", {"9:00-11:30": "time"}),
        ("成立100周年,90后", ["name"] * 2),
        ("每10万人拥有5个", ["unit", "figure"]),
        ("人均预期寿命79.3岁", {"79.3岁": "figure"}),
    ],
)
def test_what_is_no_figure(text, kinds):
    rows = classify_digits(text, WHEN)
    if isinstance(kinds, dict):
        assert dict(zip(rows["text"], rows["class"], strict=True)) == kinds
    else:
        assert rows["class"].tolist() == kinds


def test_all_digits_of_the_bundled_report_are_accounted_for():
    from taian_analysis import read_report

    text = read_report().text
    rows = classify_digits(text)
    held = [0] * len(text)
    for start, end in zip(rows["start"], rows["end"], strict=True):
        for i in range(start, end):
            held[i] += 1
    assert {held[i] for i, c in enumerate(text) if c.isdecimal()} == {1}
    assert set(rows["class"]) <= set(CLASSES)
    assert (rows["class"] == "figure").sum() == len(find_quantities(text))
    assert (rows["class"] == "other").sum() == 0


def test_chinese_numerals_are_figures_where_they_count():
    text = "两次获评,六个县(市、区),十余家机构,一百二十人,三分之二以上;“两个维护”,四级网络,三年行动,十四五,一个平台。"
    values = find_quantities(text, WHEN)["value"].round(4).tolist()
    assert values == [2, 6, 10, 120, 0.6667]


def test_numbers():
    assert printed_number("9337.33", "万") == (93373300.0, 100.0)
    assert printed_number("1.2", "万亿") == (1.2e12, 1e11)
    assert chinese_number("一千二百零五") == 1205
    assert chinese_number("二三") is None
    assert plain("（１．３：１），98，100％") == "(1.3:1),98、100%"


@given(st.integers(1, 10**6), st.sampled_from(["元", "人", "平方米", "吨"]))
@settings(max_examples=100, deadline=None)
def test_a_scale_word_multiplies(number, unit):
    bare = find_quantities(f"总量达到{number}{unit}。", WHEN).loc[0]
    scaled = find_quantities(f"总量达到{number}万{unit}。", WHEN).loc[0]
    tens = find_quantities(f"总量达到{number * 10000}{unit}。", WHEN).loc[0]
    assert scaled["value"] == bare["value"] * 10000 == tens["value"]
    assert scaled["unit"] == bare["unit"] == unit


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("货物周转量1 228.3亿吨公里,接待5 193.9万人次", [122_830_000_000, 51_939_000]),
        ("光缆42 690公里,邮件1 234 567.8万件", [42_690, 12_345_678_000]),
        ("收入为3\u00a0189.25元,用户1\u2009081.6万户", [3_189.25, 10_816_000]),
        ("接待 5 193.9 万人次", [51_939_000]),
        ("2015 100人", [100]),  # a year beside a figure
        ("增长5.2 228.3亿元,图1 228.3亿元", [5.2, 22_830_000_000, 22_830_000_000]),
    ],
)
def test_thousands_parted_by_a_blank_are_one_number_with_its_decimals(text, values):
    assert find_quantities(text, WHEN)["value"].tolist() == pytest.approx(values)


def test_the_unit_of_a_list_stands_on_its_last_member_behind_a_comma_too():
    found = find_quantities("水果、肉类及药品分别进口29.8亿、16.2亿,12.9亿元,共58.9亿。", WHEN)
    assert found["unit"].tolist()[:3] == ["元"] * 3
    other = find_quantities("人口29.8亿,12.9万元", WHEN)  # another scale is another list
    assert other["unit"].tolist() == ["人", "元"]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("分别增长42.3%、1.2倍及11.8%。", ["change"] * 3),
        ("分别增长2.1倍、44.5%,3.7倍。", ["change"] * 3),
        ("增幅进一步扩大到25.7%,占比提高到30%", ["change", "share"]),
        ("收入(均为同比名义增长)8.0%", ["change"]),
        ("占30%、是上年的1.2倍", ["share", "ratio"]),
    ],
)
def test_each_of_a_list_of_changes_is_a_change(text, relations):
    assert find_quantities(text, WHEN)["relation"].tolist() == relations


def test_two_digits_of_growth_count_nothing():
    assert find_quantities("进口、出口双双实现两位数增长,保持2位数增速。", WHEN).empty


def test_what_is_told_without_its_unit_is_counted_as_the_number_before_it():
    told = [
        (f.value, f.unit) for f in scan("总人口19.7万,占8%,其中城镇12.1万。另有3万。", "2018-04")
    ]
    assert told == [(197000, "人"), (8, "%"), (121000, "人"), (30000, None)]


def test_points_moved_and_the_share_moved_to_are_no_range():
    told = [(f.value, f.unit) for f in scan("占比提升0.6个百分点至69%,立案7案9人。", "2018-04")]
    assert told == [(0.6, "个百分点"), (69, "%"), (7, "案"), (9, "人")]


def test_what_is_measured_by_the_volume_is_a_level():
    text = "浓度为每立方米16微克,夏、秋季降水分别偏多10%和6%,冬季偏少17%。每千人口医师3人。"
    told = [(f.text, f.relation) for f in scan(text, "2021-08")]
    assert told == [
        ("16", "level"), ("10", "change"), ("6", "change"), ("17", "change"), ("3", "ratio"),
    ]  # fmt: skip


def test_points_of_an_index_have_their_unit():
    told = [
        (f.text, f.unit) for f in scan("指数平均为113.84点,比上月回落0.93点。8点到会。", "2018-04")
    ]
    assert told == [("113.84", "点"), ("0.93", "点")]


def test_since_how_long_something_is_a_record_is_no_figure():
    text = "增速创10年新低,创近5年来最高,开工9年来新建3所。"
    assert "10" not in {f.text for f in scan(text, "2017-01")}
    assert "5" not in {f.text for f in scan(text, "2017-01")}
