"""Heads over several measures: what was aimed at, how far it is, and the total under two columns.

Every table is invented, and every value worked out by hand.
"""

import pytest

import taian_analysis as ta
from tests.test_table_across import read


@pytest.fixture
def table(tmp_path):
    def write(text, ext="txt"):
        path = tmp_path / f"t.{ext}"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rows(of, values, role):
    names = ("户数", "资金")
    return {
        (area, name, role, value)
        for area, line in zip(of, values, strict=True)
        for name, value in zip(names, line.split(), strict=True)
    }


TOWNS = ("石桥镇", "白水镇", "云岭乡")
AIMS, DONE = ("60 24", "45 18", "38 15.2"), ("58 23.1", "47 18.6", "30 12")
RATES = ("96.7", "104.4", "78.9")
PAIRED = rows(TOWNS, AIMS, "target") | rows(TOWNS, DONE, "actual")


@pytest.mark.parametrize(
    ("upper", "end"),
    [
        ("乡镇 | 目标任务 | 目标任务 | 完成情况 | 完成情况", ""),
        ("乡镇 | 目标任务 | 完成情况 | 完成率(%)", " | {}"),  # printed once, over two columns each
        ("乡镇 | 年度改造计划 | | 已完成 |", ""),
        ("乡镇 | 计划 | | 实际完成 | | 占任务%", " | {}"),
    ],
)
def test_what_was_aimed_at_and_done_stands_over_the_measures(table, upper, end):
    lines = [
        f"{town} | {' | '.join(aim.split())} | {' | '.join(done.split())}{end.format(rate)}"
        for town, aim, done, rate in zip(TOWNS, AIMS, DONE, RATES, strict=True)
    ]
    lower = " | 户数(户) | 资金(万元) | 户数(户) | 资金(万元)" + (" | " if end else "")
    text = "\n".join(["各乡镇2022年改造情况表", upper, lower, *lines])
    told = {row for row in read(table(text)) if row[1] in ("户数", "资金")}
    assert told == PAIRED


STAGES = """<table>
<tr><td colspan=8>2021年保障性住房进展表</td></tr>
<tr><td rowspan=2>序号</td><td rowspan=2>县区</td><td colspan=2>年度计划改造</td>
<td colspan=3>已开工</td><td>已完工</td></tr>
<tr><td>套数(套)</td><td>投资(万元)</td><td>套数(套)</td><td>投资(万元)</td>
<td>开工率(%)</td><td>套数(套)</td></tr>
<tr><td>1</td><td>石桥区</td><td>500</td><td>8000</td><td>480</td><td>7900</td><td>96</td>
<td>300</td></tr>
<tr><td>2</td><td>白水县</td><td>400</td><td>6000</td><td>400</td><td>6010</td><td>100</td>
<td>210</td></tr>
<tr><td>3</td><td>云岭县</td><td>250</td><td>4100</td><td>245</td><td>4000</td><td>98</td>
<td>90</td></tr>
<tr><td colspan=2>合计</td><td>1150</td><td>18100</td><td>1125</td><td>17910</td><td>97.8</td>
<td>600</td></tr></table>"""


def test_stages_over_measures_are_told_apart_and_their_rate_is_no_measure(table):
    """A total is merged over serial number and place: its numbers stand where theirs do."""
    path = table(STAGES, "html")
    numbers = {row for row in read(path) if row[0] in ("石桥区", "合计")}
    assert numbers == {
        ("石桥区", "套数", "target", "500"), ("石桥区", "投资", "target", "8000"),
        ("石桥区", "套数", "actual", "480"), ("石桥区", "投资", "actual", "7900"),
        ("石桥区", "套数", "actual", "300"),
        ("合计", "套数", "target", "1150"), ("合计", "投资", "target", "18100"),
        ("合计", "套数", "actual", "1125"), ("合计", "投资", "actual", "17910"),
        ("合计", "套数", "actual", "600"),
    }  # fmt: skip
    told = ta.load_indicators(path)
    stages = told.loc[told["area"] == "石桥区", "parent"]
    assert list(stages) == ["年度计划改造"] * 2 + ["已开工"] * 2 + ["已完工"]


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        ("三级指标/指标解释", ("建设水窖(口)/反映建设数量", "受益人口(人)/反映受益情况")),
        ("任务名称/责任单位/备注", ("建设水窖(口)/水利局/续建", "受益人口(人)/水利局/新增")),
        ("指标/单位/牵头部门", ("建设水窖/座/水利局", "受益人口/人/农业局")),
        ("指标/单位", ("建设水窖/座", "受益人口/人")),
    ],
)
def test_what_is_told_between_the_names_and_places_across_is_no_name(table, heads, rows):
    """Above the header stand cells of the form; its title is the line that has no pipe."""
    title = "2021年水利专项资金绩效目标表"
    form = "项目名称/水利专项资金/资金情况(万元)/资金总额/80/绩效指标/一级指标/二级指标"
    numbers = ("3/5/2", "620/430/1105", "90/80/70")
    body = "/".join(
        f"{row}/{told}"
        for row, told in zip((*rows, rows[0].replace("水窖", "水渠")), numbers, strict=True)
    )
    cells = f"{form}/{heads}/下湖村/溪尾村/后坂村/{body}".split("/")
    path = table("\n".join([title, *(f"{cell} |" for cell in cells)]))
    assert {row for row in read(path) if row[0] == "溪尾村"} == {
        ("溪尾村", "建设水窖", "target", "5"),
        ("溪尾村", "受益人口", "target", "430"),
        ("溪尾村", "建设水渠", "target", "80"),
    }
