"""One table in each layout gives the same rows; what is collapsed or scrambled is refused."""

import pytest

import taian_analysis as ta
from taian_analysis.base.report import Cell, Report, Table, split_lines
from taian_analysis.cleaning.frames import read_annex

TITLE = "某市“十四五”养老服务发展主要指标"
HEAD = ["领域", "主要指标", "单位", "2020年", "2025年", "属性"]
ROWS = [
    ["机构养老", "护理型床位占比", "%", "42.5", "≥60", "约束性"],
    ["", "特困人员供养床位", "张", "1,250", "1500", "预期性"],
    ["居家养老", "家庭养老床位数", "张", "—", "[3000]", "预期性"],
    ["", "二、三级养老护理员持证率", "%", "61.2", "80左右", "预期性"],
    ["", "每万名老人意外死亡率", "‰", "0.8", "≤0.5", "预期性"],
]
SHORT = [[cell for cell in row if cell] for row in ROWS]


def _pipe():
    rows = [" | ".join(row) + " |" + " |" * (6 - len(row)) for row in [HEAD, *SHORT]]
    return "\n".join([TITLE, *rows])


def _markdown():
    rows = ["| " + " | ".join(row) + " |" for row in [HEAD, ["---"] * 6, *ROWS]]
    return "\n".join([TITLE, "", *rows])


def _trailing():
    return "\n".join([TITLE, *(f"{cell} |" for row in [HEAD, *SHORT] for cell in row)])


def _alternate():
    lines = [TITLE]
    for row in [HEAD, *SHORT]:
        for cell in row:
            lines += [cell, "|"]
        lines.append("|" * (7 - len(row)))
    return "\n".join(lines)


def _leading():
    cells = [cell for row in [HEAD, *SHORT] for cell in row]
    return "\n".join([TITLE, cells[0], *(f"| {cell}" for cell in cells[1:])]) + "\n|"


def _blank_lines():
    return "\n\n".join([TITLE, *(cell for row in [HEAD, *SHORT] for cell in row)])


def _wide_blanks():
    return "\n\n".join(["   " + TITLE, *("    " + "      ".join(row) for row in [HEAD, *SHORT])])


def _single_blanks():
    return "\n".join([TITLE, *(" ".join(row) for row in [HEAD, *SHORT])])


def _one_line():
    return " ".join(_single_blanks().split("\n")) + "\n\n"


LAYOUTS = [
    (_pipe, "pipe"), (_trailing, "cell-a-line"), (_alternate, "cell-a-line"),
    (_leading, "cell-a-line"), (_blank_lines, "blank-lines"), (_wide_blanks, "blanks"),
    (_single_blanks, "blanks"), (_one_line, "one-line"), (_markdown, None),
]  # fmt: skip


@pytest.mark.parametrize(("make", "layout"), LAYOUTS)
def test_one_table_in_every_layout(make, layout):
    report = ta.read_report(make())
    frame = ta.load_indicators(report)
    areas = ["机构养老", "机构养老", "居家养老", "居家养老", "居家养老"]
    assert frame["area"].tolist() == areas
    for n, column in ((1, "indicator"), (2, "unit"), (3, "baseline_text"), (4, "target_text"),
                      (5, "attribute")):  # fmt: skip
        assert frame[column].tolist() == [row[n] for row in ROWS]
    assert frame["direction"].tolist() == [1, 1, 1, 1, -1]
    assert frame["target_op"].tolist() == [">=", ">=", ">=", ">=", "<="]
    assert frame["op_inferred"].tolist() == [False, True, True, True, False]
    assert frame["baseline_value"].isna().tolist() == [False, False, True, False, False]
    assert set(frame["baseline_period"]) == {"2020"}
    assert set(frame["target_period"]) == {"2025"}
    assert layout is None or frame.attrs["layout"] == layout
    assert "主要指标" in frame.attrs["evidence"]
    observed = ta.load_observations(report)
    spans = observed.dropna(subset=["start"])
    assert all(
        report.text[a:b] == t
        for a, b, t in zip(spans["start"], spans["end"], spans["text"], strict=True)
    )


def _grid(rows, kind="docx", merged=()):
    cells = tuple(
        tuple(Cell(text, merged=(r, c) in merged) for c, text in enumerate(row))
        for r, row in enumerate(rows)
    )
    text = "\n".join(" ".join(row) for row in rows)
    return Report(text, split_lines(text), (Table(cells, kind, TITLE),))


def test_a_grid_with_merged_cells_and_a_section_row():
    rows = [["一、服务", *["一、服务"] * 5], *([row[0] or "x", *row[1:]] for row in ROWS)]
    rows[2][0], rows[4][0], rows[5][0] = "机构养老", "居家养老", "居家养老"
    merged = {(1, c) for c in range(1, 6)} | {(3, 0), (5, 0), (6, 0)}
    report = _grid([HEAD, *rows], merged=merged)
    frame = ta.load_indicators(report)
    assert frame["area"].tolist() == ["机构养老", "机构养老", "居家养老", "居家养老", "居家养老"]
    assert frame["target_text"].tolist() == [row[4] for row in ROWS]
    assert [item.code for item in read_annex(report).rejections] == ["header", "section"]


def test_a_head_in_two_rows_spans_two_years():
    head = [
        ["指标", "单位", "规划目标", "规划目标", "属性"],
        ["指标", "单位", "2020年", "2025年", "属性"],
    ]
    merged = {(0, 3), (1, 0), (1, 1), (1, 4)}
    rows = [
        ["森林覆盖率", "%", "23.0", "24.1", "约束性"],
        ["湿地保护率", "%", "52", "55", "预期性"],
    ]
    frame = ta.load_indicators(_grid([*head, *rows], merged=merged))
    assert frame["baseline_text"].tolist() == ["23.0", "52"]
    assert frame["target_text"].tolist() == ["24.1", "55"]


def test_transposed_blocks():
    text = (
        "主要指标 |\n粮食产量 | 农药利用率 | 收入比 |\n2025年目标值 |\n>6亿吨 | 43% | 2.67 |\n属性 | 约束性 | 预期性 | 预期性 |\n"
        "主要指标 |\n绿化覆盖率 | 自来水普及率 |\n2025年目标值 |\n32% | 85% |\n属性 | 预期性 | 预期性 |\n"
    )
    frame = ta.load_indicators(text)
    assert frame["indicator"].tolist() == [
        "粮食产量",
        "农药利用率",
        "收入比",
        "绿化覆盖率",
        "自来水普及率",
    ]
    assert frame["target_text"].tolist() == [">6亿吨", "43%", "2.67", "32%", "85%"]
    assert frame["unit"].tolist()[:2] == ["亿吨", "%"]
    assert frame.attrs["layout"] == "transposed"


def test_regions_down():
    text = "县(市、区) | 床位数(张) | 护理员(人) |\n东山区 | 1200 | 86 |\n西河县 | 860 | 51 |\n南岭市 | 1,450 | 97 |\n"
    frame = ta.load_indicators(text)
    assert len(frame) == 6
    assert set(frame["area"]) == {"东山区", "西河县", "南岭市"}
    assert frame["indicator_id"].is_unique
    beds = frame[frame["indicator"] == "床位数"]
    assert beds["actual_value"].tolist() == [1200, 860, 1450]
    assert set(beds["unit"]) == {"张"}
    assert frame.attrs["layout"] == "wide"


def test_targets_and_results_in_sentences():
    text = (
        "一、新增养老床位。年初目标:1000张;完成情况:1126张。\n"
        "二、改造农村户厕。年初目标:1.2万户;完成情况:1.35万户。\n"
        "三、城镇调查失业率。年初目标:5.5%以内;实际:5.6%,未完成目标。\n"
    )
    frame = ta.load_indicators(text)
    assert frame["indicator"].tolist() == ["新增养老床位", "改造农村户厕", "城镇调查失业率"]
    assert frame["target_value"].tolist() == [1000, 1.2, 5.5]
    assert frame["actual_value"].tolist() == [1126, 1.35, 5.6]
    assert frame["direction"].tolist() == [1, 1, -1]
    assert frame.attrs["layout"] == "pairs"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("考核表序号指标指标属性单位指标值2023年" + "1绿色农产品种植面积比重约束性%602灌溉水利用系数约束性0.63农膜回收率约束性%90" * 3
         + "\n", "separators"),
        ("指标| 2015年$ {8 u2 J8 I5 T1 y7 r\n| 2020年\n* }+ q6 ]: j9 T @9 y; j9 b) X | 属性\n# ? L$ Z8 g/ b: e*"
         "\n| 优良天数比率(%). M! K; h1 N/ ]\n| 76。7\n& }: R0 S5 X; ^( j' A7 f: Z | >80\n2 ~) q. ]9 m/ ` | 约束性\n",
         "scrambled"),
        ("一段话,没有附件表。\n又一段话。\n", "no table"),
        ("主要指标 | 单位 | 目标值 | 完成值 |\n", "no table"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_refused_with_a_reason(text, says):
    with pytest.raises(ta.AnnexError) as caught:
        ta.load_indicators(text)
    assert says in str(caught.value)
    assert caught.value.zh
    assert caught.value.expected
