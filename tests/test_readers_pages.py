"""Pages as printers, browsers and spreadsheets make them; the whole report the same from PDF."""

import annex_forms as forms
import pytest
import typst
from test_readers_pdf import grid, pdf, squeezed

import taian_analysis as ta
from taian_analysis.readers._build import Builder
from taian_analysis.readers.page import Char, Edge, Page
from taian_analysis.readers.page_lines import unwrap
from taian_analysis.readers.pages import items_of, lay_down

TEXT = forms.RAW.read_text(encoding="utf-8")


def whole(*, indent=True):
    """The whole report typeset as an office does, or as a browser does: paragraphs set apart."""
    style = "#set par(justify: true, first-line-indent: (amount: 2em, all: true))"
    if not indent:
        style = "#set par(spacing: 1.4em)"
    rows = [forms._typst_text(line) for line in TEXT.split("\n") if line.strip()]
    head = f'#set page(paper: "a4", numbering: "— 1 —")\n#set text(font: "Taian Sans", size: 10.5pt, lang: "zh")\n{style}\n\n'
    return typst.compile(
        (head + "\n\n".join(rows)).encode(),
        font_paths=[str(forms.FONTS)],
        ignore_system_fonts=True,
    )


@pytest.mark.parametrize("indent", [True, False])
def test_the_audit_of_the_pdf_is_that_of_the_text(indent):
    columns = ["claim", "kind", "stated", "computed", "verdict"]
    want = ta.audit(TEXT)[columns].astype("string").fillna("").to_numpy().tolist()
    got = ta.audit(whole(indent=indent))[columns].astype("string").fillna("").to_numpy().tolist()
    assert sorted(got) == sorted(want)


def test_circles_polygons_and_curves_are_no_damage():
    shapes = (
        "#circle(radius: 1cm)\n#polygon(stroke: 1pt, (0pt, 0pt), (3cm, 1cm), (1cm, 2cm))\n"
        "#curve(stroke: 1pt, curve.move((0pt, 0pt)), curve.line((2cm, 1cm)), "
        "curve.cubic((1cm, 0cm), (3cm, 2cm), (4cm, 1cm)))\n"
    )
    report = ta.read_report(pdf("甲乙\n" + shapes + "#table(columns: 2, [指标], [值], [丙], [1])"))
    assert grid(report) == [["指标", "值"], ["丙", "1"]] and "甲乙" in report.text


def printed(text, x, top, size=10.0):
    return [
        Char(char, x + k * size, top, x + (k + 1) * size, top + size) for k, char in enumerate(text)
    ]


def cell_texts(chars, xs, ys):
    edges = [Edge(x, ys[0], x, ys[-1]) for x in xs] + [Edge(xs[0], y, xs[-1], y) for y in ys]
    (part,) = items_of(Page(1, chars, edges))
    texts = {(cell.first, round(cell.x0)): squeezed(cell.text) for cell in part.cells}
    return [[texts[r, x] for x in xs[:-1]] for r in range(len(ys) - 1)]


def test_text_that_spills_over_the_next_cell_stays_in_its_own():
    chars = (
        printed("很长的指标名称", 4, 2)
        + printed("1", 105, 2)
        + printed("乙", 2, 22)
        + printed("23", 55, 22)
    )
    assert cell_texts(chars, [0, 50, 100, 150], [0, 15, 35]) == [
        ["很长的指标名称", "", "1"],
        ["乙", "23", ""],
    ]


def test_two_lines_in_a_row_one_line_high_stay_in_their_row():
    # as LibreOffice prints a sheet: the lines stand in the middle of their row, over its rules
    chars = printed("指标", 2, 2) + printed("目标", 102, 2)
    chars += printed("甲", 2, 16) + printed("比上年", 102, 10) + printed("增长", 102, 22)
    chars += printed("乙", 2, 30) + printed("7", 102, 30)
    assert cell_texts(chars, [0, 100, 200], [0, 14, 28, 42]) == [
        ["指标", "目标"],
        ["甲", "比上年增长"],
        ["乙", "7"],
    ]


@pytest.mark.parametrize(("first", "alone"), [(-8, 4), (4, 4), (-20, 4)])
def test_three_lines_in_a_row_too_low_for_them_stay_in_their_row(first, alone):
    # in the middle, at the top, at the foot of rows of 18 points: on top of what stands there
    chars = printed("指标", 2, alone) + printed("目标值", 102, alone)
    for r, name in enumerate(("甲甲", "乙乙", "丙丙"), 1):
        chars += printed(name, 2, 18 * r + alone)
    chars += printed("100", 102, 18 * 1 + alone) + printed("100", 102, 18 * 3 + alone)
    for k, line in enumerate(("低保标准与", "消费支出挂钩", "调整")):
        chars += printed(line, 102, 18 * 2 + first + 12 * k)
    assert cell_texts(chars, [0, 100, 200], [0, 18, 36, 54, 72]) == [
        ["指标", "目标值"],
        ["甲甲", "100"],
        ["乙乙", "低保标准与消费支出挂钩调整"],
        ["丙丙", "100"],
    ]


def test_the_label_of_a_merged_cell_printed_above_its_table_overleaf_parts_no_table():
    head, rows = ["领域", "指标", "值"], [["乙", "1"], ["丙", "2"], ["丁", "3"]]
    pages, sides = [], [0, 50, 200, 300]
    for number, top in ((1, 700), (2, 60)):
        chars, levels = [], [top, top + 20, top + 40]
        if number == 1:
            chars = [c for k, text in enumerate(head) for c in printed(text, sides[k] + 2, top + 4)]
            chars += printed("甲类", 2, top + 24)
        else:
            chars = printed("甲类", 2, 20)  # in the middle of all its rows, over the page's end
        for k, row in enumerate(rows[:1] if number == 1 else rows[1:]):
            at = top + 24 + 20 * k if number == 1 else top + 4 + 20 * k
            chars += printed(row[0], 52, at) + printed(row[1], 202, at)
        edges = [Edge(x, levels[0], x, levels[-1]) for x in sides]
        edges += [Edge(0 if y != top + 20 or number == 1 else 50, y, 300, y) for y in levels]
        pages.append(items_of(Page(number, chars, edges)))
    builder = Builder()
    lay_down(pages, builder, "pdf")
    (table,) = builder.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        head,
        *(["甲类", *row] for row in rows),
    ]


def test_what_a_browser_prints_around_a_page_is_no_text():
    around = (
        ", header: [2026/11/27 13:03 #h(1fr) 报告], "
        'footer: context [#"file:///C:/报告.html" #h(1fr) #counter(page).display("1/1", both: true)]'
    )
    report = ta.read_report(pdf("甲公司\n#pagebreak()\n乙公司今年的工作情况", more=around))
    assert [line.text for line in report.lines] == ["甲公司", "乙公司今年的工作情况"]


def test_a_rule_that_reaches_a_little_beyond_its_table_makes_no_row():
    page = Page(1)
    page.edges = [Edge(10, y, 300, y) for y in (10, 40, 70, 100)]
    page.edges += [Edge(x, 10, x, 100 + (3.7 if x == 200 else 0)) for x in (10, 200, 300)]
    for r, (name, value) in enumerate([("指标", "数值"), ("养老床位", "69"), ("社工人才", "57")]):
        for left, text in ((20, name), (210, value)):
            spread = enumerate(text)
            page.chars += [
                Char(char, left + 10 * k, 20 + 30 * r, left + 10 * k + 9, 30 + 30 * r)
                for k, char in spread
            ]
    builder = Builder()
    lay_down([items_of(page)], builder, "pdf")
    (table,) = builder.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["指标", "数值"],
        ["养老床位", "69"],
        ["社工人才", "57"],
    ]


def test_titles_between_rows_set_as_close_as_lines_are_no_ends_of_names():
    # a title with the weight of its section, one with a colon, and a head a line above its numbers
    trades = [
        (f"{name}业", "个", f"{k}1", f"{k}10") for k, name in enumerate("甲乙丙丁戊己庚辛", 3)
    ]
    shown = [
        ("项目", "单位", "数量", "累计"),
        ("各业营业收入", "元", "31", "310"),
        *trades[:4],
        ("二、生活", "", "25", ""),
        *trades[4:6],
        ("其他各业:", "", "", ""),
        *trades[6:],
    ]
    page = Page(1)
    for r, row in enumerate(shown):
        for x, text in zip((10, 120, 180, 240), row, strict=True):
            top = 100 + 20 * r - (10 if r == 0 and x < 240 else 0)
            page.chars += printed(text, x, top)
    builder = Builder()
    lay_down([items_of(page)], builder, "pdf")
    (table,) = builder.tables
    assert [[cell.text for cell in row] for row in table.rows] == [list(row) for row in shown]


def test_names_on_lines_as_close_as_any_are_no_label_of_the_numbers_beside_them():
    shown = [("指标", "2020年", "2025年", "属性")]
    shown += [(f"{k}.{name}业增加值占比", f"{k}4.{k}2", f"{k}6.{k}5", "预期性")
              for k, name in enumerate("农工商运", 1)]  # fmt: skip
    page = Page(1)
    for r, row in enumerate(shown):
        for x, text in zip((10, 150, 210, 270), row, strict=True):
            page.chars += printed(text, x, 100 + 13 * r)
    builder = Builder()
    lay_down([items_of(page)], builder, "pdf")
    (table,) = builder.tables
    assert [[cell.text for cell in row] for row in table.rows] == [list(row) for row in shown]


def test_a_number_broken_in_a_narrow_cell_is_one_though_its_cell_keeps_white_at_its_sides():
    assert unwrap([("10.2", 18.0), ("3", 4.5)], 34.4, 9.0) == "10.23"
    assert unwrap([("10.2", 18.0), ("3", 4.5)], 60.0, 9.0) == "10.2\n3"
    assert unwrap([("面积", 18.0), ("其中", 18.0)], 38.0, 9.0) == "面积\n其中"
