"""Streams of cells whose empty ones are printed."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.headers import Head
from taian_analysis.cleaning.left_empty import by_total, kept_empty

HEADS = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析"]  # fmt: skip


def _lines(*rows):
    return "\n".join(f"{cell} |".strip() for row in rows for cell in row)


def _values(frame):
    columns = ["indicator", "target_text", "actual_text"]
    return [tuple(None if v is None or v != v else v for v in row)
            for row in frame[columns].astype(object).where(frame[columns].notna(), None).values]  # fmt: skip


def test_a_result_left_empty_takes_no_weight_for_it():
    frame = ta.load_indicators(
        "部门预算项目支出绩效自评表(2022年度)\n"
        + _lines(
            HEADS,
            ["产出指标", "数量指标", "巡查河道次数", "≥", "48", "次", "", "20", "", ""],
            ["消杀面积", "≥", "600", "平方米", "", "30", "", ""],
            ["质量指标", "消杀合格率", "=", "100", "%", "98", "10", "9", ""],
            ["效益指标", "社会效益指标", "投诉下降率", "≥", "5", "%", "", "30", "", "数据未出"],
            ["合计", "90", "", ""],
        )
    )
    assert _values(frame) == [
        ("巡查河道次数", "≥48", None), ("消杀面积", "≥600", None),
        ("消杀合格率", "=100", "98"), ("投诉下降率", "≥5", None),
    ]  # fmt: skip
    assert frame["area"].tolist() == ["产出指标"] * 3 + ["效益指标"]


def test_the_rate_of_a_row_without_its_result_is_no_result():
    frame = ta.load_indicators(
        _lines(
            ["序号", "重点实事项目名称", "责任单位", "目标任务", "1-5月实际完成情况", "1-5月实际完成率%", "备注"],
            ["1", "新建充电桩", "发改局", "120根", "66", "55%", ""],
            ["2", "改建公厕", "城管局", "9座", "", "40%", "主体完工"],
            ["3", "适老化改造", "民政局", "300户", "210", "70%", ""],
            ["4", "两险扩面", "养老参保", "人社局", "5000人", "4100", "82%", ""],
            ["医保参保", "医保局", "8000人", "7900", "99%", ""],
        )
    )  # fmt: skip
    assert _values(frame) == [
        ("新建充电桩", "120根", "66"), ("改建公厕", "9座", None), ("适老化改造", "300户", "210"),
        ("养老参保", "5000人", "4100"), ("医保参保", "8000人", "7900"),
    ]  # fmt: skip


def test_how_a_name_is_said_makes_it_no_sentence():
    long = "每個(gè)鄉(xiāng)鎮(zhèn)至少有一處(chù)養(yǎng)老服務(wù)設(shè)施為(wèi)老年人開(kāi)設(shè)助餐點(diǎn)"
    frame = ta.load_indicators(
        _lines(
            ["考核項目", "單位", "工作目標", "已完成數", "占比", "備註"],
            ["新建公廁", "座", "9", "6", "67%", ""],
            [long, "個(gè)", "12", "", "50%", "1-6月已選址6個"],
            ["改造危房", "戶", "70", "42", "60%", ""],
        )
    )
    assert _values(frame) == [
        ("新建公廁", "9", "6"), ("每個鄉鎮至少有一處養老服務設施為老年人開設助餐點", "12", None),
        ("改造危房", "70", "42"),
    ]  # fmt: skip


def test_growth_aimed_at_and_reached():
    frame = ta.load_indicators(
        "2019年各地工业增长\n省份\n2019年增长预期\n2019年实际增幅\n"
        "甲省\n8%以上\n8.6%\n乙省\n6%左右\n5.9%\n丙省\n7%\n7.4%\n丁省\n5.5%\n5.5%\n"
    )
    assert _values(frame)[:2] == [("甲省", "8%以上", "8.6%"), ("乙省", "6%左右", "5.9%")]


PROJECTS = [
    ["项目名称", "年度目标", "一级指标", "二级指标", "三级指标", "指标值", "备注"],
    ["路灯养护", "保障夜间照明", "产出指标", "数量指标", "检修路灯", "2600盏", ""],
    ["^", "^", "^", "质量指标", "亮灯率", "≥98%", ""],
    ["^", "^", "效益指标", "社会效益指标", "受益小区", "64个", ""],
    ["绿化补植", "完成主干道补植", "产出指标", "数量指标", "补植乔木", "850株", ""],
    ["^", "^", "满意度指标", "服务对象满意度", "市民满意率", "≥90%", ""],
]
AIMS = [("检修路灯", "2600盏"), ("亮灯率", "≥98%"), ("受益小区", "64个"), ("补植乔木", "850株"), ("市民满意率", "≥90%")]  # fmt: skip


def _row(row):
    return "".join(f"<td>{cell.strip('^')}</td>" for cell in row)


FORMS = {
    "pipes": lambda rows: "\n".join(" | ".join(c for c in r if c != "^") + " |" for r in rows),
    "tabs": lambda rows: "\n".join("\t".join(c.strip("^") for c in r) for r in rows),
    "lines": lambda rows: "\n".join(c for r in rows for c in r if c.strip("^")),
    "grid": lambda rows: f"<table>{''.join(f'<tr>{_row(r)}</tr>' for r in rows)}</table>",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_project_and_its_aim_before_the_levels_are_no_indicator(form):
    frame = ta.load_indicators("2024年部门预算项目绩效目标申报表\n\n" + FORMS[form](PROJECTS))
    assert list(zip(frame["indicator"], frame["target_text"], strict=True)) == AIMS
    assert frame["area"].tolist() == [
        "产出指标", "产出指标", "效益指标", "产出指标", "满意度指标",
    ]  # fmt: skip


BESIDE = {
    "a place of works and a rank are no values": (
        "重点项目推进情况\n序号\n项目名称\n建设地点\n年度计划投资(万元)\n1-9月完成投资(万元)\n排名\n"
        "1\n河西泵站\n河西镇\n6200\n5100\n2\n2\n客运站迁建\n城关街道\n9000\n8800\n1\n3\n粮库扩容\n东山乡\n3100\n1900\n3\n",
        {"indicator": "河西泵站 客运站迁建 粮库扩容", "target_text": "6200 9000 3100", "actual_text": "5100 8800 1900"},
    ),
    "a final account is where a budget begins": (
        "项目,2022年决算数,2023年预算数,2023年执行数\n契税,310,330,322\n房产税,205,210,214\n",
        {"baseline_text": "310 205"},
    ),
    "单位 over offices says whose the values are": (
        "招商任务完成情况通报\n\n单位|年度任务数(个)|已完成(个)|完成率(%)|在谈项目(个)\n工信局|12|13|108.3|6\n"
        "商务局|15|11|73.3|9\n发改局|5|4|80|3\n农业农村局|6|6|100|2",
        {"area": "工信局 商务局 发改局 农业农村局", "target_text": "12 15 5 6", "actual_text": "13 11 4 6"},
    ),
    "works go by their name and not by what is built": (
        "2024年重点工程进展\n项目名称\n建设内容及规模\n年度计划投资(万元)\n完成投资(万元)\n形象进度\n"
        "桥南小学\n新建教学楼5200平方米\n2600\n2100\n主体完工\n北湖泵站\n扩建机组2台\n1800\n1850\n试运行\n"
        "东环路\n改建道路3.4公里\n4000\n1700\n路基",
        {"indicator": "桥南小学 北湖泵站 东环路", "target_text": "2600 1800 4000", "actual_text": "2100 1850 1700"},
    ),
    "tasks before the names are what they are nested under": (
        "营商环境目标清单\n目标任务\n具体指标\n2021年底\n2023年目标\n完成期限\n便民服务\n即办件占比(%)\n41.5\n60\n2023年12月\n"
        "公平竞争\n审查覆盖率(%)\n92\n100\n2023年10月\n信用建设\n合同履约率(%)\n97.2\n99\n2023年12月",
        {"area": "便民服务 公平竞争 信用建设", "baseline_text": "41.5 92 97.2", "target_text": "60 100 99"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_names_and_numbers_is_known_by_its_head(text, expected):
    frame = ta.load_indicators(text)
    assert {column: " ".join(frame[column]) for column in expected} == expected


def test_a_row_of_nothing_but_empty_cells_is_a_row_that_holds_nothing():
    heads = [Head("", "name", implied=True), Head("单位", "unit"), Head("2025年", "target")]
    texts = ["张", "100", "", "", "户", "30", "个", "7", "人", "22"]
    assert kept_empty([CellToken(text) for text in texts], [*heads]) is None


def test_places_that_lack_half_of_many_measures_are_filled_out_at_once():
    whole = {"甲县": range(12), "乙县": range(12)}
    short = {"丙县": range(6), "丁县": range(6, 12), "戊县": range(0, 12, 2)}
    told = {
        name: [(k, n + 2**k) for k in of] for n, (name, of) in enumerate((whole | short).items())
    }
    rows = [[name, *(str(v) for _, n in of for v in (n, n))] for name, of in told.items()]
    sums = [sum(dict(of).get(k, 0) for of in told.values()) for k in range(12)]
    rows.insert(0, ["全市", *(str(v) for n in sums for v in (n, n))])
    out = by_total(
        [CellToken(text) for text in ["目标", "完成"] * 12],
        [[CellToken(text) for text in row] for row in rows],
    )
    for (name, of), row in zip(short.items(), out[-3:], strict=True):
        assert row[0].text == name
        assert [k for k in range(12) if row[2 * k + 1].text and row[2 * k + 2].text] == list(of)
