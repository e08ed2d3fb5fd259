"""What each form may hold beside plain tables: spans, nesting, changes, formats, odd markup."""

import datetime
import io
import zipfile

import docx
import openpyxl
import pandas as pd
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import taian_analysis as ta
from taian_analysis.readers.number_format import plain, show


def grid(report, number=0):
    return [[cell.text for cell in row] for row in report.tables[number].rows]


def merged(report, number=0):
    return [[int(cell.merged) for cell in row] for row in report.tables[number].rows]


# ---------------------------------------------------------------------------- html


def html(rows, **options):
    return ta.read_report(f"<table>{rows}</table>", **options)


def test_html_spans_in_both_directions():
    report = html(
        "<tr><th rowspan=2>指标<th colspan=2>数值<tr><th>目标<th>完成"
        "<tr><td>甲<td colspan=2 rowspan=2>一致<tr><td>乙"
    )
    assert grid(report) == [
        ["指标", "数值", "数值"],
        ["指标", "目标", "完成"],
        ["甲", "一致", "一致"],
        ["乙", "一致", "一致"],
    ]
    assert merged(report) == [[0, 0, 1], [1, 0, 0], [0, 0, 1], [0, 1, 1]]
    assert report.text == "指标 | 数值\n目标 | 完成\n甲 | 一致\n乙"


def test_rows_merged_in_every_cell_are_one_row():
    tall = "".join(f"<td rowspan=2>{cell}" for cell in ("甲类覆盖率", "%", "80", "90"))
    head = "<tr><th>指标<th>单位<th>2025年目标值<th>完成值"
    report = ta.read_report(
        f"<table>{head}<tr>{tall}<tr></tr><tr><td rowspan=2>乙类数量<td>个<td>5<td>4"
        "<tr><td><td>6<td></table>".encode()
    )
    rows = report.tables[0].rows
    assert [[cell.text for cell in row] for row in rows[1:]] == [
        ["甲类覆盖率", "%", "80", "90"],
        ["乙类数量", "个", "5", "4"],
        ["乙类数量", "", "6", ""],  # a row that prints something of its own stays
    ]


def test_html_rowspan_ends_with_its_group_or_the_table():
    rows = "<tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3</tbody>"
    assert grid(html(rows)) == [["甲", "1"], ["甲", "2"], ["乙", "3"]]
    assert grid(html("<tr><td rowspan=65534>甲<td>1<tr><td>2")) == [["甲", "1"], ["甲", "2"]]


@pytest.mark.parametrize("span", ["-3", "abc", "", "1.5", "0"])
def test_html_spans_that_are_no_numbers_are_one(span):
    assert grid(html(f'<tr><td colspan="{span}">甲<td>1')) == [["甲", "1"]]


def test_html_absurd_spans_cost_nothing():
    report = html('<tr><td colspan="999999999" rowspan="99999999">甲<tr><td>乙<td>1')
    assert grid(report)[0][0] == "甲"
    assert max(len(row) for row in grid(report)) <= 6
    row = "<tr>" + "<td rowspan=60000 colspan=1000>x" * 2000
    with pytest.raises(ta.ReportError, match="too many"):
        html(row + "<tr><td>y" * 2000)


def test_html_table_that_lays_out_others_is_gone_through():
    report = html(
        "<tr><td>首页<td><table><tr><td>指标<td>值<tr><td>甲<td>1</table><p>注:甲</p>"
        "<tr><td colspan=2>版权所有"
    )
    assert len(report.tables) == 1
    assert grid(report) == [["指标", "值"], ["甲", "1"]]
    assert report.text.split("\n") == ["首页", "指标 | 值", "甲 | 1", "注:甲", "版权所有"]


def test_html_table_in_a_cell_of_a_table_is_a_stack_of_lines():
    report = html(
        "<tr><th>指标<th>2020年<th>2025年<tr><td>甲<td>1<td>2"
        "<tr><td><table><tr><td>床位数<tr><td>其中:护理型</table><td>3<td>4"
    )
    assert grid(report)[2] == ["床位数\n其中:护理型", "3", "4"]


def test_html_cells_keep_breaks_raised_digits_and_nothing_hidden():
    report = html(
        "<tr><td>甲<br>乙<td>5753<sup>1</sup><td>m<sup>2</sup><td>1<span style='display:none'>9</span>"
        "<td><p>丙</p><p>丁</p><td>&ge;60&nbsp;<!-- 7 --><script>8</script>"
    )
    assert grid(report) == [["甲\n乙", "5753¹", "m²", "1", "丙\n丁", "≥60"]]


def test_html_deep_nesting_is_refused_not_fatal():
    with pytest.raises(ta.TaianError):
        ta.read_report("<div>" * 100_000 + "甲" + "</div>" * 100_000)


def test_html_head_gives_title_issuer_and_date():
    report = ta.read_report(
        '<html><head><title>某市报告_某市民政局</title><meta name="PubDate" content="2021-07-14 09:00">'
        '<meta name="ContentSource" content="某市民政局"></head><body><p>正文</p></body></html>'
    )
    assert (report.title, report.issuer, str(report.date)) == (
        "某市报告",
        "某市民政局",
        "2021-07-14",
    )


def test_html_charset_that_lies_is_overruled():
    page = '<html><meta charset="gb2312"><p>泰安市民政局</p></html>'
    assert ta.read_report(page.encode()).text == "泰安市民政局"
    assert ta.read_report(page.replace("gb2312", "utf-8").encode("gbk")).text == "泰安市民政局"


def test_web_archive():
    body = "<table><tr><td>指标<td>值<tr><td>甲<td>1</table>"
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
        f"{body}\n--b--\n"
    )
    assert grid(ta.read_report(data.encode())) == [["指标", "值"], ["甲", "1"]]


# ---------------------------------------------------------------------------- docx


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(build):
    document = docx.Document()
    build(document)
    return ta.read_report(saved(document))


def raw_table(rows):
    return parse_xml(f"<w:tbl {nsdecls('w')}>{rows}</w:tbl>")


def tc(text, look=""):
    look = f"<w:tcPr>{look}</w:tcPr>" if look else ""
    return f"<w:tc>{look}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def word_table(rows):
    return word(lambda d: d.element.body.insert(0, raw_table(rows)))


def test_word_spans_in_both_directions():
    report = word_table(
        "<w:tr>"
        + tc("指标", '<w:vMerge w:val="restart"/>')
        + tc("数值", '<w:gridSpan w:val="2"/>')
        + "</w:tr>"
        "<w:tr>" + tc("", "<w:vMerge/>") + tc("目标") + tc("完成") + "</w:tr>"
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc("1") + tc("2") + "</w:tr>"
    )
    assert grid(report) == [["指标", "数值", "数值"], ["指标", "目标", "完成"], ["", "1", "2"]]
    assert merged(report) == [[0, 0, 1], [1, 0, 0], [0, 0, 0]]


def test_word_wide_cells_merged_downwards():
    wide = '<w:gridSpan w:val="2"/>'
    report = word_table(
        "<w:tr>" + tc("甲", wide + '<w:vMerge w:val="restart"/>') + tc("1") + "</w:tr>"
        "<w:tr>" + tc("", wide + '<w:vMerge w:val="continue"/>') + tc("2") + "</w:tr>"
    )
    assert grid(report) == [["甲", "甲", "1"], ["甲", "甲", "2"]]


def test_word_continuation_without_a_beginning_is_a_cell():
    report = word_table("<w:tr>" + tc("甲", "<w:vMerge/>") + tc("1") + "</w:tr>")
    assert grid(report) == [["甲", "1"]]


def test_word_old_horizontal_merge():
    report = word_table(
        "<w:tr>"
        + tc("甲", '<w:hMerge w:val="restart"/>')
        + tc("", "<w:hMerge/>")
        + tc("1")
        + "</w:tr>"
    )
    assert grid(report) == [["甲", "甲", "1"]]


def test_word_reads_what_word_shows():
    def build(document):
        xml = (
            f"<w:p {nsdecls('w')}><w:r><w:t>现有</w:t></w:r>"
            "<w:ins w:id='1' w:author='a'><w:r><w:t>560</w:t></w:r></w:ins>"
            "<w:del w:id='2' w:author='a'><w:r><w:delText>530</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
            "<w:r><w:t>个</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
            "<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>60</w:t><w:br/><w:t>下</w:t></w:r></w:p>"
        )
        document.element.body.insert(0, parse_xml(xml))

    assert word(build).text == "现有560个²≥60\n下"


def test_word_content_controls_and_nested_tables():
    inner = (
        "<w:tbl><w:tr>"
        + tc("指标")
        + tc("值")
        + "</w:tr><w:tr>"
        + tc("甲")
        + tc("1")
        + "</w:tr></w:tbl>"
    )
    rows = (
        f"<w:tr><w:sdt><w:sdtContent><w:tc><w:p/>{inner}<w:p/></w:tc></w:sdtContent></w:sdt></w:tr>"
    )
    report = word_table(rows)
    assert grid(report) == [["指标", "值"], ["甲", "1"]]


def test_word_keeps_the_order_of_text_and_tables():
    def build(document):
        document.add_paragraph("前文")
        document.add_table(1, 2).rows[0].cells[0].text = "甲"
        document.add_paragraph("后文")

    report = word(build)
    assert report.text == "前文\n甲 | \n后文"
    assert report.tables[0].caption == "前文"


def test_word_date_of_the_template_is_none():
    assert word(lambda d: d.add_paragraph("正文")).date is None


def test_word_date_of_the_file_is_the_last_resort():
    def build(document):
        document.core_properties.created = datetime.datetime(2022, 8, 1)
        document.add_paragraph("正文")

    assert str(word(build).date) == "2022-08-01"


# ---------------------------------------------------------------------------- xlsx


def excel(build):
    book = openpyxl.Workbook()
    build(book)
    return ta.read_report(saved(book))


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (0.6, "0%", "60%"),
        (0.6912, "0.00%", "69.12%"),
        (0.995, "0.0%", "99.5%"),
        (0.6912, "0.#%", "69.1%"),
        (5753, "#,##0", "5,753"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1.3, '0.0":1"', "1.3:1"),
        (60, '"≥"0', "≥60"),
        (60, '"≥"0\\%', "≥60%"),
        (1.75, '0.00"万人"', "1.75万人"),
        (-3.5, "0.0;(0.0)", "(3.5)"),
        (0, '0;-0;"-"', "-"),
        (1500, "0,", "2"),
        (2.5, "0", "3"),
        (100.0, "General", "100"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-9, "General", "1e-09"),
        (0.5, "# ?/?", "0.5"),
        (1783, "[>1000]0;0", "1783"),
        (5, "_ * #,##0_ ", "5"),
        (True, "General", "TRUE"),
        (datetime.datetime(2023, 7, 11), 'yyyy"年"m"月"d"日"', "2023年7月11日"),
        (datetime.datetime(2023, 7, 1), 'yyyy"年"m"月"', "2023年7月"),
        (datetime.datetime(2023, 7, 11), "yyyy-mm-dd", "2023-07-11"),
        (datetime.datetime(2023, 7, 11), "mm-dd-yy", "2023-07-11"),
        (datetime.datetime(2023, 7, 11), "yyyy", "2023"),
        (datetime.time(1, 3), "h:mm", "1:03"),
    ],
)
def test_numbers_are_printed_as_excel_shows_them(value, code, printed):
    assert show(value, code) == printed


@pytest.mark.parametrize(
    "code", ["", "0.0.0", ";;;", '"', "[", "\\", "?/?", "E+", "@", "0E+00", "%%", "_"]
)
def test_no_number_format_breaks_the_reading(code):
    assert isinstance(show(12.5, code), str)


def test_plain_numbers():
    assert [plain(x) for x in (7, 7.0, 69.12, 1.27, 1e15, float("nan"))] == [
        "7", "7", "69.12", "1.27", "1000000000000000", "",
    ]  # fmt: skip


def test_excel_cells_as_shown_sheets_apart_and_places_named():
    def build(book):
        sheet = book.active
        sheet.title = "指标"
        sheet.append(["指标", "目标", "完成"])
        sheet.append(["甲", 0.6, 0.6912])
        sheet["B2"].number_format, sheet["C2"].number_format = "0%", "0.00%"
        sheet["A4"] = "注:初步数"
        other = book.create_sheet("说明")
        other["C3"] = "乙"
        book.create_sheet("草稿").sheet_state = "hidden"
        book["草稿"]["A1"] = "不应读到"

    report = excel(build)
    assert grid(report) == [["指标", "目标", "完成"], ["甲", "60%", "69.12%"], ["注:初步数"]]
    assert grid(report, 1) == [["乙"]]
    assert report.tables[0].rows[1][2].place == "指标!C2"
    assert report.tables[1].rows[0][0].place == "说明!C3"
    assert report.meta["hidden_sheets"] == ["草稿"]
    assert "不应读到" not in report.text


def test_excel_merges_of_whole_columns_cost_nothing():
    book = openpyxl.Workbook()
    for row in (["领域", "指标", 1], [None, "乙", 2]):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    first, second = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'"A1:A2"', b'"A1:A1048576"'))
    report = ta.read_report(second.getvalue())
    assert grid(report) == [["领域", "指标", "1"], ["领域", "乙", "2"]]


def test_excel_formulas_never_calculated_are_seen():
    def build(book):
        book.active.append(["指标", "值"])
        book.active.append(["甲", "=1+1"])

    report = excel(build)
    assert grid(report)[1] == ["甲", "=1+1"]
    assert report.meta["uncalculated"] == ["Sheet!B2"]


def test_excel_cell_far_out_is_no_harm():
    def build(book):
        book.active["A1"] = "甲"
        book.active["B1048576"] = 1

    assert grid(excel(build)) == [["甲"], ["", "1"]]


# ------------------------------------------------------------- csv, markdown, frames


def test_csv_quotes_lines_in_cells_and_odd_delimiters():
    report = ta.read_report(b"\xef\xbb\xbf" + '指标;值;注\n"甲\n乙";1,5;"a;b"\n丙;2;\n'.encode())
    assert report.format == "text" or grid(report)


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_csv_delimiters(tmp_path, mark):
    path = tmp_path / "a.csv"
    path.write_text(
        f'指标{mark}值{mark}备注\n"甲{mark}乙"{mark}1{mark}\n丙{mark}2{mark}"上\n下"\n', "utf-8"
    )
    assert grid(ta.read_report(path)) == [
        ["指标", "值", "备注"],
        [f"甲{mark}乙", "1", ""],
        ["丙", "2", "上\n下"],
    ]


def test_csv_titles_and_notes_around_the_table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        "某市指标完成情况表,,\n指标,目标,完成\n甲,1,\n乙,,2\n注:初步数,,\n".encode("gbk")
    )
    report = ta.read_report(path)
    assert grid(report) == [
        ["某市指标完成情况表"], ["指标", "目标", "完成"], ["甲", "1", ""], ["乙", "", "2"], ["注:初步数"],
    ]  # fmt: skip
    assert report.tables[0].caption == "某市指标完成情况表"


def test_markdown_tables_keep_the_text_as_received():
    text = "# 题\n\n表1 指标\n\n| **指标** | 值 |\n|:--|--:|\n| 甲\\|乙<br>丙 | `1` |\n| - | - |\n\n完。\n"
    report = ta.read_report(text)
    assert report.text == text
    assert grid(report) == [["指标", "值"], ["甲|乙\n丙", "1"], ["-", "-"]]
    assert report.tables[0].caption == "表1 指标"
    cell = report.tables[0].rows[0][0]
    assert report.text[cell.start : cell.end] == "指标"


def test_markdown_tables_in_fences_and_html():
    text = (
        "```\n指标 | 值\n甲 | 1\n```\n\n<table><tr><td rowspan=2>甲</td><td>1</td></tr>"
        "<tr><td>2</td></tr></table>\n\n| 乙 | 丙 |\n|---|---|\n| 1 | 2 |\n"
    )
    report = ta.read_report(text)
    assert [grid(report, k) for k in range(3)] == [
        [["指标", "值"], ["甲", "1"]],
        [["甲", "1"], ["甲", "2"]],
        [["乙", "丙"], ["1", "2"]],
    ]


def test_frames_are_written_as_a_person_would():
    frame = pd.DataFrame(
        {"指标": ["甲", "乙"], "值": [100.0, None], "日": pd.to_datetime(["2023-07-11", None])}
    )
    assert grid(ta.read_report(frame)) == [
        ["指标", "值", "日"],
        ["甲", "100", "2023-07-11"],
        ["乙", "", ""],
    ]


def test_frames_with_index_and_levels():
    columns = pd.MultiIndex.from_tuples([("指标", "指标"), ("数值", "目标"), ("数值", "完成")])
    frame = pd.DataFrame([["甲", 1, 2]], columns=columns)
    report = ta.read_report(frame)
    assert grid(report) == [["指标", "数值", "数值"], ["指标", "目标", "完成"], ["甲", "1", "2"]]
    assert merged(report) == [[0, 0, 1], [1, 0, 0], [0, 0, 0]]
    indexed = pd.DataFrame({"值": [1]}, index=pd.Index(["甲"], name="指标"))
    assert grid(ta.read_report(indexed)) == [["指标", "值"], ["甲", "1"]]


def test_frames_read_without_a_header():
    frame = pd.DataFrame([["指标", "值"], ["甲", 1]])
    assert grid(ta.read_report(frame)) == [["指标", "值"], ["甲", "1"]]


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame({"a": []})])
def test_empty_frames_are_refused(frame):
    with pytest.raises(ta.ReportError):
        ta.read_report(frame)
