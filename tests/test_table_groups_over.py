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


CULTURE = """20-7 文化事业基本情况(2011—2013年) | |||||
Basic Statistics on Culture | |||||
年 份 Year |
文化馆 (个) Culture Centers (unit) |
{0}
艺术表演团体 |
{1}
|
演出场次 (场) Performances (show) |
观众人次 (千人次) Audience (1000 person-times) |
|||
2011 | {2} |
2012 | {3} |
2013 | {4} |
"""


@pytest.mark.parametrize("last", [False, True])
def test_a_head_without_a_unit_stands_over_those_that_have_one(table, last):
    """Cells of the header stand on lines of their own; what spans two columns is printed once."""
    cinemas = "影剧院 (个) Theaters (unit) |"
    rows = ("386 | 162", "402 | 187", "455 | 214")
    values = [f"9 | {row} | 3" if last else f"9 | 3 | {row}" for row in rows]
    heads = ("", cinemas) if last else (cinemas, "")
    text = CULTURE.format(*heads, *values)
    path = table("\n".join(line for line in text.split("\n") if line.strip()))
    told = {row[1:] for row in read(path)}
    assert told == {
        *((("文化馆", "actual", "9"), ("影剧院", "actual", "3"))),
        *(("演出场次", "actual", row.split(" | ")[0]) for row in rows),
        *(("观众人次", "actual", row.split(" | ")[1]) for row in rows),
    }


def test_rows_that_lost_their_names_leave_the_others_in_step(table):
    """Each cell and each pipe stands on a line of its own: of an empty one a blank line is left."""
    rows = "指 标/2013年/2012年/机构总数/1126/1098//41/38/服务中心(站)/96/92/乡镇卫生院/58/57"
    more = "指 标/2013年/2012年/床位总数/14876/13520//10944/9805/服务中心(站)/688/652/妇幼保健院/345/344"
    cells = [("一、机构数 计量单位:个", rows), ("二、床位数 计量单位:张", more)]
    lines = [
        line
        for title, row in cells
        for line in (title, *"/|/".join(row.split("/")).split("/"), "|")
    ]
    frame = ta.load_indicators(table("\n".join(lines)))
    told = frame[["indicator", "unit", "actual_text"]].to_numpy().tolist()
    assert ["机构总数", "个", "1126"] in told
    assert ["床位总数", "张", "14876"] in told
    assert ["服务中心(站)", "个", "96"] in told
    assert not {"41", "38", "10944", "9805"} & {value for *_, value in told}


def test_a_title_of_results_before_the_names_is_no_head_of_theirs(table):
    """Prose, titles and cells stand one a line alike, a blank line between all."""
    cells = (
        "某市体育事业发展规划/一、发展背景/(一)主要成就/“十二五”主要指标完成情况/指 标 名 称/2010年/2015年/"
        "1.体育场地面积/1.02平方米/1.63平方米/2.经常锻炼人口比例/31.5%/36%以上/3.社会体育指导员/11.2名/19.8名/"
        "4.体育社团/29个/43个/5.省运会金牌/21枚/34枚/6.体育彩票年销售额/2.18亿元/5.07亿元/"
        "7.体育场地开放率/—/82%/(二)面临的形势/从国际国内看,体育产业正在成为新的增长点,同时场地供给不足。"
    )
    told = read(table("\n\n".join(cells.split("/"))))
    assert ("", "体育场地开放率", "actual", "82%") in told
    assert ("", "体育社团", "baseline", "29个") in told
    assert len({name for _, name, *_ in told}) == 7


DATED = {
    "a cell a line": "序号/指标名称/单位/2015年/目标值/2010年/完成值/"
    "1/人均产值/元/32000/21000/2/城镇化率/%/55/44.2/3/森林覆盖率/%/38/36.1/4/自来水普及率/%/100/81",
    "blanks, units and serial numbers lost in some rows": "类别 序号 指标名称 单位 2015年/目标值/2010年/完成值/权重/"
    "1 人均产值 32000 21000 6/2 城镇化率 55 44.2 4/▲设施农业面积 万亩 38 36.1/3 森林覆盖率 38 36.1 3/"
    "4 自来水普及率 100 81 5/5 农业机械化率 70 61.5 3",
}


@pytest.mark.parametrize("cells", DATED.values(), ids=DATED)
def test_years_with_the_level_below_each_are_one_head(table, cells):
    path = table("某县全面小康主要指标\n" + "\n".join(cells.split("/")))
    frame = ta.load_observations(path)
    told = {*zip(frame["role"], frame["period"], frame["text"], strict=True)}
    assert {("target", "2015", "55"), ("target", "2015", "32000")} <= told
    assert {role for role, _, text in told if text in ("44.2", "21000")} <= {"actual", "baseline"}
    assert {period for _, period, text in told if text in ("44.2", "21000")} == {"2010"}


@pytest.mark.parametrize(
    "end", ["联系人:王某 | 填报日期:2023年3月10日", "单位负责人: | 王某 | 填表人: | 李某"]
)
def test_who_filled_in_a_form_is_no_indicator(table, end):
    rows = ["甲路建设 | 18公里 | 19公里", "乙桥修缮 | 3座 | 3座", "丙渠清淤 | 7公里 | 6公里"]
    path = table("\n".join(["2022年项目自评表", "指标 | 年度指标值 | 实际完成值", *rows, end]))
    assert {name for _, name, *_ in read(path)} == {"甲路建设", "乙桥修缮", "丙渠清淤"}
