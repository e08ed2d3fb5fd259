"""Small texts that were once read wrong, each with the right answer: forms, units, what is no figure."""

import pytest

import taian_analysis as ta
from taian_analysis.narrative import scan

READ = [  # text, value, unit
    ("衛生人員總數達1398.3萬人。", 13_983_000, "人"),
    ("醫療機構1030935個。", 1_030_935, "个"),
    ("人均預期壽命78.2歲。", 78.2, "岁"),
    ("診療人次84.7億。", 8_470_000_000, "人次"),
    ("收入4348萬元。", 43_480_000, "元"),
    ("受理案件321 146件。", 321_146, "件"),
    ("全县总人口19.7万。", 197_000, "人"),
    ("全县实现地区生产总值43.9亿。", 4_390_000_000, "元"),
    ("每10股派发现金红利8元。", 8, "元/10股"),
    ("每千常住人口床位7.4张。", 7.4, "张/千人口"),
    ("登記戶數12萬5千戶。", 125_000, "户"),
    ("就業人數 214 萬 3000 人。", 2_143_000, "人"),
    ("投入3亿2千万元。", 320_000_000, "元"),
    ("發電裝置5万6千千瓦。", 56_000, "千瓦"),
    ("營收2兆4300.5億元。", 2_430_050_000_000, "元"),
    ("網路頻寬300兆。", 300, "兆"),
    ("公路密度158.3公里/百平方公里。", 158.3, "公里/百平方公里"),
]


@pytest.mark.parametrize(("text", "value", "unit"), READ)
def test_forms_that_are_read(text, value, unit):
    assert [(f.value, f.unit) for f in scan(text)] == [(value, unit)]


NONE = [
    "如表7-1所示。",
    "代码:688230。",
    "证券代码:300617,简称安靠。",
    "2017-2018学年工作。",
    "综合实力位居前3位。",
    "增速居全国前10位。",
    "见图2。",
    "百年变局加速演进,开启第二个百年奋斗目标。",
    "来源:某日报 2016-08-17 11:05:24",
    "2019/03/21 07:45",
    "去年十月失業率四.五六%、較上月下降○.○七個百分點。",
    "2026年甘肃省工作,第3位,第12条。",
]


@pytest.mark.parametrize("text", NONE)
def test_forms_that_are_no_figures(text):
    assert scan(text) == []


def test_prose_before_a_table_glued_to_its_line_is_read():
    prose = "2月份,全县实现大口径财政收入5682万元,完成预算105425万元的5.39%,较均衡进度慢2.94%。"
    frame = ta.find_quantities(prose + " 项目 | 预算 | 完成 | 12 | 30 |")
    assert frame["text"].tolist() == ["5682万", "105425万", "5.39", "2.94"]


RELATIONS = [  # text, (printed, relation)
    ("不捕13.9万人,不捕率39.2%。", {"13.9万": "level", "39.2": "share"}),
    ("比2023年的51.8%提高2.5个百分点。", {"51.8": "share", "2.5": "change"}),
    ("12月按年升1.4%。", {"1.4": "change"}),
    ("争取新增专项债券4.2亿元。", {"4.2亿": "level"}),
    ("争取项目资金1.36亿元,招录143名。", {"1.36亿": "level", "143": "level"}),
    ("入选国家培养计划科技人才409名。", {"409": "level"}),
    ("今年计划新建学校3所,争取达到8所。", {"3": "target", "8": "target"}),
    ("公路密度158.3公里/百平方公里。", {"158.3": "ratio"}),
    ("居民消费价格总指数为100.8%。", {"100.8": "level"}),
    ("区域总面积5242平方公里。", {"5242": "level"}),
]


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_relations(text, expected):
    assert {f.text: f.relation for f in scan(text)} == expected


def test_with_the_level_of_another_year_named_as_compared():
    text = "全县有18万人,与2010年的17万人相比,增加1万人,增长5.88%。"
    figures = {f.text: f for f in scan(text, "2021-06")}
    assert figures["17万"].period == "2010"
    assert figures["18万"].period == figures["1万"].period == "2021-06"
    assert figures["1万"].base_period == figures["5.88"].base_period == "2010"


PER = [  # text before and after the number, its unit: a denominator ends where a verb begins
    ("每个村选派2名干部。", "名/村"),
    ("每个社区派驻1名民警。", "名/社区"),
    ("每个城市社区拥有3个站点。", "个/城市社区"),
    ("平均每个乡镇卫生院配备6名医生。", "名/乡镇卫生院"),
    ("每百户居民设施面积超过30平方米。", "平方米/百户"),
    ("每人每月发放120元。", "元/人·月"),
]


@pytest.mark.parametrize(("text", "unit"), PER)
def test_denominators(text, unit):
    assert [f.unit for f in scan(text)] == [unit]


def test_a_rise_is_no_part_of_an_act():
    text = "改造提升5所,整治提升12处,优化提升3个;收入提升4%,覆盖率提升6个百分点。"
    kinds = {f.text: f.relation for f in scan(text)}
    assert kinds == {"5": "level", "12": "level", "3": "level", "4": "change", "6": "change"}


def test_a_range_of_two_negative_numbers():
    figure = scan("增速为-5%--3%。", "2023-02")[0]
    assert (figure.text, figure.value, figure.low, figure.high) == ("-5%--3", -5, -5, -3)


def test_latin_units_and_points_in_words():
    found = scan("降水量730.0mm,水量8854亿m3,比上季回落三个百分点,基站为5G。", "2017-07")
    assert [(f.value, f.unit) for f in found] == [
        (730, "毫米"),
        (8854e8, "立方米"),
        (3, "个百分点"),
    ]


def test_a_bracket_that_gives_the_same_in_another_unit():
    found = scan(
        "产量5918公斤/公顷(395公斤/亩),比上年增加72万吨(14亿斤),占用水24%(9件)。", "2021-08"
    )
    assert [f.unit for f in found] == ["公斤/公顷", "公斤/亩", "吨", "斤", "%", "件"]
    assert [f.relation for f in found[:4]] == ["level", "level", "change", "change"]


def test_what_is_expected_is_a_target():
    found = scan("今年国内生产总值预期增长5%左右。", "2023-03")
    assert [(f.relation, f.period) for f in found] == [("target", "2023")]


def test_whole_percentages_of_a_composition_are_no_time_of_the_day():
    found = scan("三次产业结构由12:45:43调整为11:61.5:27.5。开会时间为8:30-17:00,更新于 11:08:12。")
    assert [(f.value, f.unit) for f in found] == [
        *((12, "%"), (45, "%"), (43, "%"), (11, "%"), (61.5, "%"), (27.5, "%"))
    ]


def test_negative_temperatures_and_profits_and_people_without_a_unit():
    found = scan("气温-5℃,净利润-3.2亿元,占比5-8%,总人口19.7万,常住17.5万。", "2023-04")
    assert [(f.value, f.unit) for f in found] == [
        (-5, "℃"), (-3.2e8, "元"), (5, "%"), (197000, "人"), (175000, "人"),
    ]  # fmt: skip


def test_a_rank_in_words_is_no_figure():
    found = scan("位居前三位的地区是甲省,前十名中有两名,进入前二十位,目前三家企业开工。", "2023-04")
    assert [f.text for f in found] == ["两", "三"]


def test_a_composition_is_in_percent_and_doubling_is_no_figure():
    found = scan("三次产业结构为7.5:41.2:51.3。产值翻一番,占一半。", "2023-04")
    assert [(f.value, f.unit) for f in found] == [(7.5, "%"), (41.2, "%"), (51.3, "%")]


def test_running_text_in_a_long_cell_is_read_and_short_cells_are_not():
    long = "全市有养老机构25家,床位3000张。" + 4 * "其余工作均按计划推进,群众满意。"
    row = "<tr><td>养老</td><td>{}</td></tr>"
    page = (
        f"<html><body><table>{row.format(long)}{row.format('养老机构25家')}</table></body></html>"
    )
    found = ta.find_quantities(ta.read_report(page.encode()))
    assert found["text"].tolist() == ["25", "3000"]  # of the long cell
    assert ta.find_quantities(f"养老 | {long} | 好").empty  # a line with bars is a row
