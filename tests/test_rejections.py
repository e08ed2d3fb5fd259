"""Nothing dropped: each line of a table ends in an indicator or in a named rejection."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import taian_analysis as ta
from taian_analysis.base.phrases import has_phrase
from taian_analysis.cleaning.entries import HARMLESS
from taian_analysis.cleaning.frames import read_annex

HEAD = "领域 | 主要指标 | 单位 | 2025年 目标值 | 完成值 | 指标属性 |"
ROWS = [
    "养老服务 | 护理型床位占比 | % | 60 | 69 | 预期性 |",
    "老年大学覆盖率 | % | ≥80 | 75.5 | 预期性 | |",
    "每千名老人床位数 | 张 | 40 | 38 | 约束性 | |",
    "社会救助 | 低保对象认定准确率 | % | 100 | 99.2 | 约束性 |",
    "临时救助人次 | 万人次 | 1.2 | 1.35 | 预期性 | |",
    "殡葬服务 | 公益性公墓覆盖率 | % | 90 | 88 | 约束性 |",
]


def _report(rows):
    return ta.read_report(
        "某市“十四五”民政规划主要指标中期评估表\n" + "\n".join([HEAD, *rows]) + "\n"
    )


def _accounted(report):
    lines = ",".join(ta.load_indicators(report)["lines"].dropna()).split(",")
    return {int(line) for line in lines if line} | {
        item.line for item in read_annex(report).rejections
    }


def test_a_whole_table_rejects_only_its_header():
    report = _report(ROWS)
    assert len(ta.load_indicators(report)) == 6
    assert [item.code for item in read_annex(report).rejections] == ["header"]
    assert ta.load_indicators(report, strict=True)["target_value"].tolist() == [
        60, 80, 40, 100, 1.2, 90,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "new", "code"),
    [
        (2, "每千名老人床位数 | 张 | 40 | 38 | 41 | 7 | 约束性 |", "too_many_cells"),
        (2, "每千名老人床位数 | 张 | 4o | 38 | 约束性 | |", "bad_number"),
        (4, "每千名老人床位数 | 万人次 | 1.2 | 1.35 | 预期性 | |", None),
        (1, "护理型床位占比 | % | ≥80 | 75.5 | 预期性 | |", "duplicate"),
        (3, "社会救助 | 低保对象认定准确率 | % | 约束性 |", "not_aligned"),
        (3, "注:数据截至2023年6月底。 | | | | | |", "note"),
    ],
)
def test_a_bad_row_is_named_and_the_others_stay(row, new, code):
    rows = [*ROWS]
    rows[row] = new
    report = _report(rows)
    frame = ta.load_indicators(report)
    rejected = [
        (item.code, item.line) for item in read_annex(report).rejections if item.code != "header"
    ]
    if code is None:  # the same name in another area is another indicator
        assert rejected == []
        assert len(frame) == 6
        return
    assert rejected == [(code, row + 3)]
    assert len(frame) == 5
    harmless = code in HARMLESS
    if harmless:
        ta.load_indicators(report, strict=True)
    else:
        with pytest.raises(ta.AnnexError) as caught:
            ta.load_indicators(report, strict=True)
        assert caught.value.line == row + 3
        assert caught.value.found
        assert caught.value.expected


def test_rejections_are_also_a_frame():
    frame = ta.rejections(_report([*ROWS, "注:本表为中期数据。 |"]))
    assert frame["code"].tolist() == ["header", "note"]
    assert frame["line"].tolist() == [2, 9]
    assert frame["reason"].tolist() == ["表头", "注释"]


def test_every_code_has_words():
    assert all(has_phrase(f"row.{code}") for code in HARMLESS)


@st.composite
def _mutilated(draw):
    rows = [*ROWS]
    for _ in range(draw(st.integers(1, 3))):
        n = draw(st.integers(0, len(rows) - 1))
        cells = [cell.strip() for cell in rows[n].split("|")]
        how = draw(st.sampled_from(["drop", "add", "swap", "split", "twice", "junk", "merge"]))
        k = draw(st.integers(0, len(cells) - 1))
        if how == "drop":
            del cells[k]
        elif how == "add":
            cells.insert(k, draw(st.sampled_from(["", "7", "备用", "—", "60%"])))
        elif how == "swap":
            j = draw(st.integers(0, len(cells) - 1))
            cells[k], cells[j] = cells[j], cells[k]
        elif how == "junk":
            cells[k] = draw(
                st.text(
                    st.characters(
                        codec="utf-8",
                        exclude_characters="|\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
                        exclude_categories=("Cs",),
                    ),
                    max_size=12,
                )
            )
        elif how == "merge":
            cells[k : k + 2] = [" ".join(cells[k : k + 2])]
        row = " | ".join(cells)
        if how == "split" and k:
            row = " | ".join(cells[:k]) + " |\n" + " | ".join(cells[k:])
        rows[n : n + 1] = [row, row] if how == "twice" else [row]
    return rows


def test_each_line_of_a_second_row_of_an_indicator_is_named():
    report = ta.read_report(
        "民政指标\n领域 | 指标 | 单位 | 目标值 | 完成值 | 属性 |\n养老 | 床位占比 | % | 60 | 69 | 预期性 |\n"
        "养老 | 床位占比 |\n% | 60 | 69 | 预期性 |\n养老 | 老年大学 | 所 | 8 | 7 | 预期性 |\n"
    )
    ta.load_indicators(report)
    named = [
        (item.line, item.code) for item in read_annex(report).rejections if item.code != "header"
    ]
    assert named == [(4, "duplicate"), (5, "duplicate")]


_CELL_LOST = (
    "养老服务 | 护理型床位占比 | % | 60 | 69 | 预期性 |", "临时救助人次 | 万人次 | 1.2 | 1.35 |\n预期性 |  | ",
    "殡葬服务 | 公益性公墓覆盖率 | % |\n90 | 88 | 约束性 | ",
)  # fmt: skip


@given(_mutilated())
@example(list(_CELL_LOST))
@settings(max_examples=120, deadline=None)
def test_each_line_of_a_mutilated_table_is_accounted_for(rows):
    report = _report(rows)
    try:
        accounted = _accounted(report)
    except ta.AnnexError as error:  # nothing readable is left: said, not dropped
        assert error.expected
        return
    printed = {line.number for line in report.lines[1:] if line.text.replace("|", "").strip()}
    assert printed <= accounted


@given(st.lists(st.sampled_from([HEAD, *ROWS, "", "文字。", "—", "|||", "1", "60%"]), max_size=14))
@settings(max_examples=100, deadline=None)
def test_any_heap_of_lines_is_read_or_refused(lines):
    text = "\n".join(["甲 | 乙 |", *lines])
    try:
        frame = ta.load_indicators(ta.read_report(text))
    except ta.TaianError:
        return
    assert frame["indicator"].notna().all()
