"""Heads in two rows, several tables in a text: small tables, every value worked out by hand."""

import openpyxl
import pytest

import taian_analysis as ta
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.profiles import HEADLIKE, headlike


def read(path):
    """Return (name, role, period, text) of each level read of a file."""
    report = ta.read_report(path)
    names = ta.load_indicators(report).set_index("indicator_id")["indicator"]
    return {
        (names[o["indicator_id"]], o["role"], o["period"], o["text"])
        for o in ta.load_observations(report).to_dict("records")
        if o["role"] in ("baseline", "target", "actual")
    }


def written(tmp_path, ext, source):
    path = tmp_path / f"table.{ext}"
    path.write_text(source, encoding="utf-8")
    return path


def undated(tmp_path, ext, source):
    """Return (name, role, text) of each level read of a text."""
    return {(name, role, text) for name, role, _, text in read(written(tmp_path, ext, source))}


# ------------------------------------------------------------ one word over the years of a plan

HTML = """<html><body><h1>临江县“十四五”林业发展规划</h1><p>表1 “十四五”林业发展主要指标</p>
<table><tr><th rowspan="2">序号</th><th rowspan="2">指标</th><th rowspan="2">单位</th>
<th colspan="2">规划值</th><th rowspan="2">[五年累计]</th><th rowspan="2">属性</th></tr>
<tr><th>2020年</th><th>2025年</th></tr>
<tr><td>1</td><td>森林覆盖率</td><td>%</td><td>41.2</td><td>43</td><td>[1.8]</td><td>约束性</td></tr>
<tr><td>2</td><td>森林蓄积量</td><td>万立方米</td><td>310</td><td>352</td><td>[42]</td><td>约束性</td></tr>
<tr><td>3</td><td>林业总产值</td><td>亿元</td><td>18.6</td><td>30</td><td>—</td><td>预期性</td></tr>
</table></body></html>"""
CSV = """“十四五”水利发展主要指标,,,,
指标,单位,规划指标值,,属性
,,2020年,2025年,
供水总量,亿立方米,3.2,3.6,预期性
节水灌溉面积,万亩,21,26.5,约束性
堤防达标率,%,64,80,预期性
"""
PIPES = """| “十五五”交通发展指标 | | | | |
| 类别 | 指标名称 | 规划目标值 | | 属性 |
| | | 2025年 | 2030年 | |
| 路网 | 公路里程(公里) | 2210 | 2400 | 预期性 |
| | 高速公路里程(公里) | 88 | 132 | 预期性 |
| 服务 | 建制村通客车率(%) | 97 | 100 | 约束性 |
"""
START_AND_GOAL = [
    ("html", HTML, "2020", "2025", "森林覆盖率 41.2 43 森林蓄积量 310 352 林业总产值 18.6 30"),
    ("csv", CSV, "2020", "2025", "供水总量 3.2 3.6 节水灌溉面积 21 26.5 堤防达标率 64 80"),
    (
        "md",
        PIPES,
        "2025",
        "2030",
        "公路里程 2210 2400 高速公路里程 88 132 建制村通客车率 97 100",
    ),
]


@pytest.mark.parametrize(("ext", "source", "first", "last", "values"), START_AND_GOAL)
def test_the_first_year_under_a_plans_word_is_where_it_starts(
    ext, source, first, last, values, tmp_path
):
    cells = values.split()
    want = set()
    for name, base, goal in zip(cells[::3], cells[1::3], cells[2::3], strict=True):
        want |= {(name, "baseline", first, base), (name, "target", last, goal)}
    assert read(written(tmp_path, ext, source)) == want


def test_in_a_workbook_with_merged_heads(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["“十四五”残疾人事业主要指标", None, None, None, None],
        ["指标", "单位", "规划数值", None, "属性"],
        [None, None, "2020年", "2025年", None],
        ["残疾人就业人数", "人", 1520, 1800, "预期性"],
        ["康复服务率", "%", 81, 88, "约束性"],
        ["托养机构", "个", 4, 9, "预期性"],
    ):
        sheet.append(row)
    for area in ("A1:E1", "C2:D2", "A2:A3", "B2:B3", "E2:E3"):
        sheet.merge_cells(area)
    path = tmp_path / "table.xlsx"
    book.save(path)
    assert read(path) == {
        ("残疾人就业人数", "baseline", "2020", "1520"),
        ("残疾人就业人数", "target", "2025", "1800"),
        ("康复服务率", "baseline", "2020", "81"),
        ("康复服务率", "target", "2025", "88"),
        ("托养机构", "baseline", "2020", "4"),
        ("托养机构", "target", "2025", "9"),
    }


def test_two_goals_under_a_plans_word_are_goals(tmp_path):
    source = """<html><body><p>表2 “十四五”养老服务主要指标</p><table>
<tr><th rowspan="2">指标</th><th rowspan="2">2020年现状</th><th colspan="2">规划值</th></tr>
<tr><th>2023年</th><th>2025年</th></tr>
<tr><td>养老床位(张)</td><td>900</td><td>1000</td><td>1200</td></tr>
<tr><td>护理型床位占比(%)</td><td>38</td><td>48</td><td>56</td></tr>
<tr><td>助餐点(个)</td><td>12</td><td>20</td><td>31</td></tr></table></body></html>"""
    got = read(written(tmp_path, "html", source))
    assert {("养老床位", "target", "2023", "1000"), ("养老床位", "target", "2025", "1200")} <= got
    assert ("助餐点", "baseline", "2020", "12") in got


# ------------------------------------------------------------ several tables in one text

TWO = [
    (
        "html, a table of unknown heads after one of known ones",
        "html",
        """<html><body><p>2023年主要工作目标完成情况</p><table>
<tr><th>指标名称</th><th>单位</th><th>目标值</th><th>完成值</th></tr>
<tr><td>培训人次</td><td>人次</td><td>800</td><td>850</td></tr>
<tr><td>帮扶户数</td><td>户</td><td>120</td><td>118</td></tr></table>
<p>年度实事办理进度</p><table>
<tr><th>实事</th><th>承诺数</th><th>兑现数</th><th>兑现率</th></tr>
<tr><td>安装路灯(盏)</td><td>300</td><td>312</td><td>104%</td></tr>
<tr><td>新建公厕(座)</td><td>12</td><td>12</td><td>100%</td></tr>
<tr><td>修缮桥梁(座)</td><td>5</td><td>4</td><td>80%</td></tr></table></body></html>""",
        "培训人次 target 800 培训人次 actual 850 帮扶户数 target 120 帮扶户数 actual 118 "
        "安装路灯 target 300 安装路灯 actual 312 新建公厕 target 12 新建公厕 actual 12 "
        "修缮桥梁 target 5 修缮桥梁 actual 4",
    ),
    (
        "pipes, a table of places after one of indicators",
        "txt",
        """一、全县情况
指标 | 单位 | 年度目标 | 实际完成
新增就业 | 人 | 4000 | 4210
失业率 | % | 5.5 | 4.9

二、分乡镇情况
乡镇 | 新增就业(人) | 返乡创业(人)
大河乡 | 410 | 22
小河乡 | 388 | 31
上桥镇 | 902 | 54
""",
        "新增就业 target 4000 新增就业 actual 4210 失业率 target 5.5 失业率 actual 4.9 "
        "新增就业 actual 410 新增就业 actual 388 新增就业 actual 902 返乡创业 actual 22 "
        "返乡创业 actual 31 返乡创业 actual 54",
    ),
    (
        "csv-like blanks, two heads",
        "txt",
        """2023年某局工作情况

表一
指标          单位    目标值    完成值
检查企业      家      200       215
整改隐患      处      90        88

表二
项目          2022年   2023年
举报件数      45       60
办结件数      44       59
""",
        "检查企业 target 200 检查企业 actual 215 整改隐患 target 90 整改隐患 actual 88 "
        "举报件数 actual 60 办结件数 actual 59",
    ),
]


@pytest.mark.parametrize(("ext", "source", "want"), [pytest.param(*c[1:], id=c[0]) for c in TWO])
def test_every_table_of_a_text_is_read(ext, source, want, tmp_path):
    cells = want.split()
    triples = set(zip(cells[::3], cells[1::3], cells[2::3], strict=True))
    got = undated(tmp_path, ext, source)
    extra = got - triples
    assert triples <= got
    assert {(role, text) for _, role, text in extra} <= {
        (role, text) for role in ("baseline", "actual") for text in ("45", "44")
    }


def test_points_are_no_values_where_target_and_result_are_blank(tmp_path):
    source = """项目支出绩效自评表
(2022年度)
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分
产出指标 数量指标 指标1:修复堤防长度 12 12 15 15
 指标2:更换闸门数量 3 3 10 10
 质量指标 指标1:工程验收合格 15 15
 指标2:
 ……
 时效指标 指标1:按期完工率 100% 98% 10 9
效益指标 社会效益指标 指标1:保障防汛安全 10 10
"""
    got = undated(tmp_path, "txt", source)
    assert {
        ("修复堤防长度", "target", "12"),
        ("更换闸门数量", "actual", "3"),
        ("按期完工率", "actual", "98%"),
    } <= got
    assert not {name for name, _, _ in got} & {"工程验收合格", "保障防汛安全"}
    assert not {name for name, _, _ in got if name.startswith("指标")}


def test_a_label_with_its_colon_is_no_head():
    label = [CellToken("文档名称:"), CellToken("某市指标体系.doc")]
    assert headlike(label) < HEADLIKE < headlike([CellToken("指标名称"), CellToken("目标值")])


# ------------------------------------------------------- one word over levels that have their own

CELLS = "序号 监测指标 指标值 完成率 2020年基数 2025年目标 实际完成"
OVER_LEVELS = [
    # a cell a line: the second row of heads follows the whole first one
    (
        "txt",
        "主要指标表\n\n"
        + "\n\n".join(
            f"{CELLS} 1 甲率(%) 38 45 41 91% 2 乙数(个) 12 20 18 90% 3 丙面积(亩) 300 420 410 98%".split()
        ),
    ),
    (
        "txt",
        "主要指标 | 指标值 | |\n | 2020年基数 | 2025年目标值 | 完成值\n"
        "甲率 | 38 | 45 | 41\n乙数 | 12 | 20 | 18\n丙面积 | 300 | 420 | 410\n",
    ),
    (
        "txt",  # the target's year is not printed: what stands before it is where it began
        "指标 | 单位 | 2020年实际 | 年度目标 | 完成值\n"
        "甲率 | % | 38 | 45 | 41\n乙数 | 个 | 12 | 20 | 18\n丙面积 | 亩 | 300 | 420 | 410\n",
    ),
]


@pytest.mark.parametrize(("ext", "source"), OVER_LEVELS)
def test_levels_under_one_word_keep_their_own(tmp_path, ext, source):
    got = undated(tmp_path, ext, source)
    levels = ("baseline", "target", "actual")
    want = {"甲率": ("38", "45", "41"), "乙数": ("12", "20", "18"), "丙面积": ("300", "420", "410")}
    assert got == {(n, r, t) for n, ts in want.items() for r, t in zip(levels, ts, strict=True)}


def test_cells_in_traditional_characters_are_known_as_in_simplified_ones(tmp_path):
    source = """一級指標 | 二級指標 | 三級指標 | 指標值類型 | *指標值 | 計量單位 | *指標解釋 | 備注
產出指標 | 數量指標 | 開展檢查次數 | 定量 | 12 | 次 | 該指標考察檢查開展情況 | 未達指標值酌情扣分
質量指標 | 檢查合格率 | 定量 | 98 | % | 該指標考察檢查質量情況 | 未達指標值酌情扣分
效益指標 | 社會效益指標 | 受益人數 | 定量 | 300 | 人 | 該指標考察受益群眾情況 | 未達指標值酌情扣分
"""
    got = undated(tmp_path, "txt", source)
    want = {"開展檢查次數": "12", "檢查合格率": "98", "受益人數": "300"}
    assert got == {(name, "target", text) for name, text in want.items()}


TERMS = [
    "一级指标", "二级指标(长期)", "三级指标(长期)", "指标值(长期)",
    "二级指标(年度)", "三级指标(年度)", "指标值(年度)",
]  # fmt: skip
HALVES = [
    ["产出指标", "数量指标", "新建教学楼", "3栋", "数量指标", "开工项目数量", "2个"],
    ["效益指标", "社会效益指标", "受益学生", "3000人", "社会效益指标", "办学条件", "改善"],
    ["满意度指标", "服务对象满意度指标", "学生满意度", "95%", "服务对象满意度指标", "家长满意度", "≥90%"],
]  # fmt: skip


def test_the_half_of_such_a_form_that_is_filled_in_is_read_a_cell_a_line(tmp_path):
    cells = [*TERMS, *(text for row in HALVES for text in (row[0], row[1], *row[4:]))]
    got = undated(tmp_path, "txt", "\n\n".join(cells))
    assert got == {(row[5], "target", row[6]) for row in HALVES}


def test_heads_of_other_words_say_their_levels_by_what_the_words_are_made_of(tmp_path):
    source = (
        "考评内容 | 起点数 | 设定值 | 实测值\n甲率(%) | 38 | 45 | 41\n乙数(个) | 12 | 20 | 18\n"
    )
    got = undated(tmp_path, "txt", source)
    levels = ("baseline", "target", "actual")
    want = {"甲率": ("38", "45", "41"), "乙数": ("12", "20", "18")}
    assert got == {(n, r, t) for n, ts in want.items() for r, t in zip(levels, ts, strict=True)}


def test_the_title_of_a_division_is_no_indicator_for_the_dashes_beside_it(tmp_path):
    source = (
        "指标 | 绝对数(万元) | 增长(%)\n生产总值 | 341 | 7.2\n分行业 | -- | --\n工业 | 252 | 9.7\n"
    )
    source += "建筑业 | 210 | 23.9\n金融业 | 213 | --\n"
    report = ta.read_report(written(tmp_path, "txt", source))
    names = list(ta.load_indicators(report)["indicator"])
    assert names == ["生产总值", "工业", "建筑业", "金融业"]


def test_a_small_equals_sign_in_its_own_column_is_one(tmp_path):
    source = (
        "指标 | 指标性质 | 指标值 | 度量单位 | 实际完成值\n补助经费 | ﹦ | 72890 | 元 | 72890\n"
    )
    source += "验收合格率 | ﹦ | 100 | % | 100\n责停率 | ≥ | 95 | % | 96\n"
    rows = ta.load_indicators(ta.read_report(written(tmp_path, "txt", source)))
    assert list(rows["target_op"]) == ["==", "==", ">="]
    assert list(rows["actual_text"]) == ["72890", "100", "96"]


FORM = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标解释",
    "指标值",
    "单位",
    "实际完成情况",
    "偏差原因",
]
TOLD = [
    ["产出指标", "数量指标", "培训农技人员", "反映培训农技人员情况", "≥120", "人次", "130"],
    ["时效指标", "项目完成时间", "反映项目完成时间情况", "12月底前", "12月底前", "因天气推迟"],
    ["节约办公经费", "反映节约办公经费情况", "2", "万元", "3"],
    ["效益指标", "社会效益指标", "受益群众人数", "反映受益群众人数情况", "≥900", "人", "880"],
    ["带动就业人数", "反映带动就业人数情况", "≥101", "人", "89", "季节性用工减少"],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "反映群众满意度情况", "≥85", "%", "90"],
]


def test_what_says_a_name_again_and_more_is_a_note_on_it_and_no_name(tmp_path):
    cells = "\n\n".join(text for row in (FORM, *TOLD) for text in row)
    got = {(name, text) for name, role, text in undated(tmp_path, "txt", cells) if role == "target"}
    assert got == {
        ("培训农技人员", "≥120"), ("项目完成时间", "12月底前"), ("节约办公经费", "2"),
        ("受益群众人数", "≥900"), ("带动就业人数", "≥101"), ("群众满意度", "≥85"),
    }  # fmt: skip


# ------------------------------------------------------------ one word over years, a cell a line

YEARS = ["2021年", "2022年", "2023年"]
AIMED = [
    ["粮食产量(万吨)", "30.5", "31.2", "32以上"],
    ["实际利用外资(万美元)", "4814", "5200", "5500"],
    ["森林覆盖率(%)", "61.2", "61.5", "62"],
    ["城镇新增就业(人)", "3100", "3200", "3300"],
]
GOALS = {(name.split("(")[0], "target", v) for name, *values in AIMED for v in values}


@pytest.mark.parametrize("joint", ["\n\n", " |\n", "\n|\n"])
@pytest.mark.parametrize("after", [[], ["责任单位"]])
def test_years_a_cell_a_line_are_of_the_word_over_them(tmp_path, joint, after):
    rows = [[*row, "发改局"] if after else row for row in AIMED]
    cells = ["指标", "年度目标", *after, *YEARS, *(text for row in rows for text in row)]
    source = "分年度目标表\n" + joint.join(cells) + joint.strip("\n")
    assert undated(tmp_path, "txt", source) == GOALS


def test_years_on_a_line_below_the_word_over_them_are_of_it(tmp_path):
    lines = [["指标", "年度目标"], YEARS, *AIMED]
    source = "分年度目标表\n" + "\n".join(" ".join(line) for line in lines)
    assert undated(tmp_path, "txt", source) == GOALS


def test_the_start_and_goal_of_a_plan_a_cell_a_line_are_told_apart(tmp_path):
    cells = ["指标", "单位", "规划目标", "属性", "2020年", "2025年"]
    cells += ["粮食产量", "万吨", "30.5", "32", "约束性", "森林覆盖率", "%", "61.2", "62", "约束性"]
    cells += ["养老床位数", "张", "1300", "1500以上", "预期性"]
    source = "“十四五”主要指标\n\n" + "\n\n".join(cells)
    got = undated(tmp_path, "txt", source)
    want = {
        "粮食产量": ("30.5", "32"),
        "森林覆盖率": ("61.2", "62"),
        "养老床位数": ("1300", "1500以上"),
    }
    assert got == {
        (n, r, t) for n, ts in want.items() for r, t in zip(("baseline", "target"), ts, strict=True)
    }


# -------------------------------------------------------------------- rows that look like others


def test_a_row_of_dashes_below_a_title_is_no_header(tmp_path):
    source = "内容 | 责任单位 | 2020年 | 2025年目标\n一、经济\n甲率(%) | 市民政局 | 76 | 80\n"
    source += "二、民生\n乙浓度下降(%) | 市财政局 | - | -\n丙比例(%) | 市教育局 | 66 | 70\n"
    source += "丁比例(%) | 市住建局 | 9.7 | 5\n"
    report = ta.read_report(written(tmp_path, "txt", source))
    assert list(ta.load_indicators(report)["indicator"]) == [
        "甲率", "乙浓度下降", "丙比例", "丁比例"
    ]  # fmt: skip


def test_a_drawn_sign_of_equality_before_a_number_is_no_minus(tmp_path):
    source = "指标名称 | 目标 | 牵头单位\n达标率(%) | ═100 | 教育局\n知晓率(%) | ═95 | 宣传部\n"
    source += "满意率(%) | ≥90 | 民政局\n"
    rows = ta.load_indicators(ta.read_report(written(tmp_path, "txt", source)))
    assert list(rows["target_value"]) == [100, 95, 90]


def test_serial_numbers_are_no_values_of_those_who_filled_in_the_row_before(tmp_path):
    cells = ["编号", "内容", "2025年目标", "填报人"]
    for n, name in enumerate(("甲率(%)", "乙数(个)", "丙面积(亩)", "丁人数(人)", "戊率(%)"), 1):
        cells += [str(n), name, f"{30 + n}.5", ("李明", "王强", "张华")[n % 3]]
    rows = ta.load_indicators(ta.read_report(written(tmp_path, "txt", "\n\n".join(cells))))
    assert list(rows["target_text"]) == ["31.5", "32.5", "33.5", "34.5", "35.5"]


QUARTERS = """<html><body><p>2023年重点任务清单</p><table>
<tr><th rowspan="2">类别</th><th rowspan="2">任务</th><th rowspan="2">指标</th><th rowspan="2">单位</th>
<th colspan="4">季度{}目标</th><th rowspan="2">单位名称</th></tr>
<tr><th>一季度</th><th>二季度</th><th>三季度</th><th>四季度</th></tr>
<tr><td>种植</td><td>稳面积</td><td>播种面积</td><td>亩</td><td>12</td><td>46</td><td>61</td><td>62</td><td>甲局</td></tr>
<tr><td>种植</td><td>推良种</td><td>良种覆盖率</td><td>%</td><td>—</td><td>85</td><td>92</td><td>95</td><td>乙局</td></tr>
<tr><td>仓储</td><td>建仓容</td><td>新增仓容</td><td>吨</td><td>0</td><td>0</td><td>10</td><td>25</td><td>丙局</td></tr>
</table></body></html>"""


@pytest.mark.parametrize(
    ("word", "periods"),
    [
        ("", ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]),
        ("累计", ["2023-Q1", "2023-S1", "2023-Q1/2023-Q3", "2023"]),
    ],
)
def test_quarters_below_a_head_merged_over_them(tmp_path, word, periods):
    seen = read(written(tmp_path, "html", QUARTERS.format(word)))
    told = [
        ("播种面积", "target", p, v) for p, v in zip(periods, ("12", "46", "61", "62"), strict=True)
    ]
    assert {one for one in seen if one[0] == "播种面积"} == set(told)
