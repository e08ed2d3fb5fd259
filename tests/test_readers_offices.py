"""What real files of real offices hold: boxes, changes, controls, formulas, several tables."""

import sys
import time
from dataclasses import replace
from types import SimpleNamespace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from test_readers_bounds import book, cell
from test_readers_forms import excel, grid, saved, tc, word_table
from whole_forms import FILES, _odf

import taian_analysis as ta
from taian_analysis.products.check import check_report, describe
from taian_analysis.readers import sheets
from taian_analysis.readers._build import Builder
from taian_analysis.readers.xls_formats import Looks

HEAD = ["指标", "单位", "2025年目标值", "完成值"]
ROWS = [["甲类覆盖率", "%", "80", "90"], ["乙类数量", "个", "50", "40"]]


def document_of(*body):
    document = docx.Document()
    for element in reversed(body):
        document.element.body.insert(0, parse_xml(element))
    return saved(document)


def word(body):
    return ta.read_report(document_of(*body))


def row(cells, look=""):
    return f"<w:tr>{look}" + "".join(map(tc, cells)) + "</w:tr>"


def table(*rows):
    return f"<w:tbl {nsdecls('w')}>" + "".join(rows) + "</w:tbl>"


def actual(report):
    frame = ta.load_indicators(report)
    return dict(zip(frame["indicator"], frame["actual_text"], strict=True))


def test_a_table_in_a_text_box():
    inner = table(*map(row, [HEAD, *ROWS]))
    box = (
        f"<w:p {nsdecls('w')}><w:r><w:t>附件见框</w:t></w:r><w:r><w:pict><w:txbxContent>"
        f"<w:p><w:r><w:t>框中标题</w:t></w:r></w:p>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    )
    report = word([box])
    assert [line.text for line in report.lines[:2]] == ["附件见框", "框中标题"]
    assert grid(report) == [HEAD, *ROWS]


def test_a_text_box_stored_twice_is_read_once():
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent>"
    paragraph = (
        f"<w:p {nsdecls('w')} {mc}><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}"
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert word([paragraph]).text.count("框中文字") == 1


def test_tracked_changes_of_cells_and_rows():
    changed = (
        "<w:tc><w:p><w:del w:id='1' w:author='a'><w:r><w:delText>70</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t>90</w:t></w:r></w:ins></w:p></w:tc>"
    )
    deleted = "<w:trPr><w:del w:id='3' w:author='a'/></w:trPr>"
    rows = row(HEAD) + "<w:tr>" + "".join(map(tc, ROWS[0][:3])) + changed + "</w:tr>"
    report = word_table(rows + row(["删去的指标", "个", "1", "1"], deleted) + row(ROWS[1]))
    assert actual(report) == {"甲类覆盖率": "90", "乙类数量": "40"}


def test_content_controls_around_rows_cells_and_values():
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    value = f"<w:tc><w:p>{control.format('<w:r><w:t>90</w:t></w:r>')}</w:p></w:tc>"
    first = "<w:tr>" + "".join(map(tc, ROWS[0][:3])) + control.format(value) + "</w:tr>"
    report = word_table(row(HEAD) + control.format(first) + row(ROWS[1]))
    assert actual(report) == {"甲类覆盖率": "90", "乙类数量": "40"}


def test_a_table_within_a_table_is_a_table_of_its_own():
    inner = table(*map(row, [HEAD, *ROWS]))
    outer = f"<w:tr>{tc('说明')}<w:tc>{inner}<w:p/></w:tc></w:tr>"
    assert actual(word_table(outer)) == {"甲类覆盖率": "90", "乙类数量": "40"}


def test_a_head_repeated_in_the_middle_of_a_word_table():
    mark = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = row(HEAD, mark) + row(ROWS[0]) + row(HEAD) + row(ROWS[1])
    report = word_table(rows)
    assert actual(report) == {"甲类覆盖率": "90", "乙类数量": "40"}


def test_a_hidden_column_is_not_read_and_is_named():
    def build(made):
        sheet = made.active
        for cells in ([*HEAD[:3], "旧值", "完成值"], ["甲类覆盖率", "%", 80, 7, 90]):
            sheet.append(cells)
        sheet.column_dimensions["D"].hidden = True

    report = excel(build)
    assert "旧值" not in report.text and report.meta["hidden_columns"] == ["Sheet!D"]
    assert actual(report) == {"甲类覆盖率": "90"}
    assert any("隐藏的列未读取" in line for line in describe(check_report(report)))


def test_hidden_rows_are_not_read_and_are_named():
    def build(made):
        sheet = made.active
        for cells in (
            ["领域", *HEAD],
            ["社会救助", "旧类数量", "个", 1, 2],
            ["", *ROWS[0]],
            ["", *ROWS[1]],
        ):
            sheet.append(cells)
        sheet.merge_cells("A2:A4")  # begins in the hidden row, and is shown below it
        sheet.row_dimensions[2].hidden = True

    report = excel(build)
    assert "旧类" not in report.text and report.meta["hidden_rows"] == ["Sheet!2"]
    frame = ta.load_indicators(report)
    assert frame["area"].tolist() == ["社会救助"] * 2 and actual(report) == {
        "甲类覆盖率": "90",
        "乙类数量": "40",
    }
    assert any("隐藏的行未读取" in line for line in describe(check_report(report)))


def test_what_is_hidden_in_an_open_document_sheet_is_not_read_and_is_named():
    def row(cells, look=""):
        texts = "".join(
            f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in cells
        )
        return f"<table:table-row{look}>{texts}</table:table-row>"

    away = ' table:visibility="{}"'
    columns = (
        '<table:table-column table:number-columns-repeated="3"/>'
        f"<table:table-column{away.format('collapse')}/><table:table-column/>"
    )
    body = row([*HEAD[:3], "旧值", HEAD[3]]) + row(
        ["丙类数量", "个", "1", "2", "3"], away.format("filter")
    )
    body += row([*ROWS[0][:3], "7", ROWS[0][3]])
    # a merged cell that begins in a hidden row is shown below it
    tall = (
        '<table:table-cell table:number-rows-spanned="2"><text:p>乙类</text:p></table:table-cell>'
    )
    body += f"<table:table-row{away.format('collapse')}>{tall}</table:table-row>"
    body += row(["", "个", "50", "7", "40"]).replace(
        "table:table-cell", "table:covered-table-cell", 2
    )
    report = ta.read_report(
        _odf("spreadsheet", f'<table:table table:name="表">{columns}{body}</table:table>')
    )
    assert actual(report) == {"甲类覆盖率": "90", "乙类": "40"} and "旧值" not in report.text
    assert report.meta["hidden_rows"] == ["表!2", "表!4"] and report.meta["hidden_columns"] == [
        "表!D"
    ]


def open_sheet(columns, *rows):
    """An .ods of rows of texts and of cells written out; a row is its look and its cells."""
    body = "".join(
        f"<table:table-row{look}>"
        + "".join(
            text
            if text.startswith("<")
            else f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
            for text in cells
        )
        + "</table:table-row>"
        for look, *cells in rows
    )
    return ta.read_report(
        _odf("spreadsheet", f'<table:table table:name="表">{columns}{body}</table:table>')
    )


UNSEEN, COVERED = ' table:visibility="collapse"', "<table:covered-table-cell/>"


def test_a_merged_cell_of_an_open_document_sheet_ends_where_it_ended_before_a_row_was_hidden():
    tall = (
        '<table:table-cell table:number-rows-spanned="3"><text:p>救助</text:p></table:table-cell>'
    )
    report = open_sheet(
        '<table:table-column table:number-columns-repeated="5"/>',
        ("", "领域", *HEAD),
        ("", tall, *ROWS[0]),
        (UNSEEN, COVERED, "旧类数量", "个", "1", "2"),
        ("", COVERED, *ROWS[1]),
        ("", "养老", "丙类数量", "个", "6", "7"),
    )
    assert ta.load_indicators(report)["area"].tolist() == ["救助", "救助", "养老"]
    assert report.meta["hidden_rows"] == ["表!3"]


def test_a_merged_cell_that_begins_in_a_hidden_column_is_shown_beside_it():
    wide = (
        '<table:table-cell table:number-columns-spanned="2"><text:p>甲类覆盖率</text:p>'
        "</table:table-cell>"
    )
    report = open_sheet(
        f'<table:table-column{UNSEEN}/><table:table-column table:number-columns-repeated="4"/>',
        ("", "编号", *HEAD),
        ("", wide, COVERED, *ROWS[0][1:]),
        ("", "2", *ROWS[1]),
    )
    assert actual(report) == {"甲类覆盖率": "90", "乙类数量": "40"}
    assert report.meta["hidden_columns"] == ["表!A"]


@pytest.mark.parametrize(("value", "said"), [(0.6, True), ("60%", False)])
def test_that_number_formats_were_not_read_is_said_where_there_are_numbers(value, said):
    sheet = SimpleNamespace(start=(0, 0), height=1, width=1, iter_rows=lambda: [[value]])
    hints = {}
    sheets._sheet("表", sheet, Looks(), Builder(), hints)
    report = replace(ta.read_report(), meta=hints)
    assert any("未读取数字格式" in line for line in describe(check_report(report))) is said


@pytest.mark.parametrize(
    ("name", "form", "package"),
    [
        ("python_calamine", "report.xls", "python-calamine"),
        ("doc2docx", "report.doc", "msdoc2docx"),
    ],
)
def test_a_reader_that_is_not_installed_is_named_in_one_line(monkeypatch, name, form, package):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ta.ReportError, match=f"pip install {package}"):
        ta.read_report(FILES / form)


def test_rich_text_without_its_reader_is_named_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "striprtf.striprtf", None)
    with pytest.raises(ta.ReportError, match="pip install striprtf"):
        ta.read_report(rb"{\rtf1\ansi abc\par }")


def test_formulas_give_the_values_they_were_saved_with():
    number = '<c r="{}"><v>{}</v></c>'
    head = "".join(
        cell(place, text) for place, text in zip(("A1", "B1", "C1", "D1"), HEAD, strict=True)
    )
    body = cell("A2", "甲类数量") + cell("B2", "个") + number.format("C2", 80)
    body += '<c r="D2"><f>SUM(E2:F2)</f><v>90</v></c>'
    rows = f'<row r="1">{head}</row><row r="2">{body}</row>'
    report = ta.read_report(book(rows))
    assert actual(report) == {"甲类数量": "90"} and "uncalculated" not in report.meta


def test_percent_formats_are_read_as_they_are_shown():
    def build(made):
        sheet = made.active
        sheet.append(HEAD)
        sheet.append(["甲类覆盖率", "%", 0.8, 0.905])
        sheet["C2"].number_format, sheet["D2"].number_format = "0%", "0.0%"

    assert actual(excel(build)) == {"甲类覆盖率": "90.5%"}


@pytest.mark.parametrize("apart", [1, 3])
def test_two_tables_in_a_sheet(apart):
    def build(made):
        sheet = made.active
        for cells in (HEAD, ROWS[0], *[[]] * apart, ["表2 其他"], HEAD, ROWS[1]):
            sheet.append(cells)

    assert actual(excel(build)) == {"甲类覆盖率": "90", "乙类数量": "40"}


def test_several_sheets():
    def build(made):
        for name, cells in zip(("一", "二"), ROWS, strict=True):
            sheet = made.create_sheet(name)
            sheet.append(HEAD)
            sheet.append(cells)

    report = excel(build)
    assert len(report.tables) == 2
    assert actual(report) == {"甲类覆盖率": "90", "乙类数量": "40"}


def test_paragraphs_in_a_sheet_are_text_and_notes_stay_with_their_table():
    def build(made):
        sheet = made.active
        sheet.append(["全市民政工作稳步推进,各项指标完成情况良好。"])
        for cells in (["附表 主要指标"], HEAD, *ROWS, ["注:数据截至2023年6月。"]):
            sheet.append(cells)

    report = excel(build)
    assert report.lines[0].text.startswith("全市民政工作")
    assert grid(report)[-1] == ["注:数据截至2023年6月。"]
    assert actual(report) == {"甲类覆盖率": "90", "乙类数量": "40"}


def test_a_word_table_of_ten_thousand_rows_is_read_in_linear_time():
    def cost(count):
        rows = "".join(row([f"指标{n}", "个", "1", "2"]) for n in range(count))
        data = document_of(table(rows))
        start = time.process_time()
        report = ta.read_report(data)
        assert len(report.tables[0].rows) == count
        return time.process_time() - start

    cost(10)
    small, large = cost(2_000), cost(10_000)
    assert large < 12 * small + 0.5  # five times the rows; a square would be 25 times
    assert large < 15  # about one second where nothing else runs
