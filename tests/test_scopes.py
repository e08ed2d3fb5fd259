"""Which period a figure stands under, and forms of numbers that are read or left alone."""

import pytest

import taian_analysis as ta

# text, the document's date, (printed, period) of each figure, by hand
PERIODS = [
    ("2022年收案500件(不含上年旧存80件),审结480件(含上年旧存)。截至12月底未结100件", None,
     [("500", "2022"), ("80", "2021"), ("480", "2022"), ("100", "2022-12")]),
    ("2019年招生300人(不含上年延期20人),毕业290人。", None,
     [("300", "2019"), ("20", "2018"), ("290", "2019")]),
    ("2014年1至9月,受理900件。\n1、收案情况\n刑事200件", "2014-10",
     [("900", "2014-Q1/2014-Q3"), ("200", "2014-Q1/2014-Q3")]),
    ("2019年上半年,受理900件。\n(一)收案\n刑事200件", None,
     [("900", "2019-S1"), ("200", "2019-S1")]),
    ("2014年1至9月,受理900件。\n1、收案情况\n截至9月20日,尚有刑事200件", None,
     [("900", "2014-Q1/2014-Q3"), ("200", "")]),
    ("普查以2020年11月1日零时为标准时点。\n全县有188人,与2010年第六次普查的170人相比,增加18人。", "2021-06",
     [("188", "2020-11"), ("170", "2010"), ("18", "2020-11")]),
    ("五年来,覆盖率从60%提高到65%。", "2022-01", [("60", "2016"), ("65", "2021")]),
    ("床位500张。", None, [("500", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "when", "expected"), PERIODS)
def test_periods(text: str, when: str | None, expected: list[tuple[str, str]]) -> None:
    frame = ta.find_quantities(text, date=when)
    got = [(r.text, "" if r.period is None else str(r.period)) for r in frame.itertuples()]
    assert [(a, b.replace("<NA>", "").replace("nan", "")) for a, b in got] == expected


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("衛生人員總數達1398.3萬人。", 13_983_000, "人"),
        ("受理案件321 146件。", 321_146, "件"),
        ("全县总人口19.7万。", 197_000, "人"),
        ("全县实现地区生产总值43.9亿。", 4_390_000_000, "元"),
        ("每10股派发现金红利8元。", 8, "元/10股"),
    ],
)
def test_forms_that_are_read(text: str, value: float, unit: str) -> None:
    frame = ta.find_quantities(text)
    assert frame[["value", "unit"]].values.tolist() == [[value, unit]]


@pytest.mark.parametrize(
    "text",
    ["如表7-1所示。", "代码:688230。", "2017-2018学年工作。", "综合实力位居前3位。", "见图2。"],
)
def test_forms_that_are_no_figures(text: str) -> None:
    assert len(ta.find_quantities(text)) == 0


def test_prose_before_a_table_glued_to_its_line_is_read() -> None:
    prose = "2月份,全县实现大口径财政收入5682万元,完成预算105425万元的5.39%,较均衡进度慢2.94%。"
    frame = ta.find_quantities(prose + " 项目 | 预算 | 完成 | 12 | 30 |")
    assert frame["text"].tolist() == ["5682万", "105425万", "5.39", "2.94"]


def test_a_numbered_heading_that_names_a_period_holds_it_for_its_paragraphs():
    import taian_analysis as ta

    text = (
        "某县交通运输局工作汇报\n一、2023年工作完成情况\n全县新改建农村公路386公里。\n"
        "二、2024年一季度进展\n完成客运量74.9万人次,新增公交车12辆。\n"
    )
    found = ta.find_quantities(text, "2024-04-10").set_index("text")["period"]
    assert found["386"] == "2023"
    assert found["74.9万"] == found["12"] == "2024-Q1"
