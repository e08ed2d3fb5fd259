"""Small files that would cost much: each is read in its time or refused with the reason."""

import io
import re
import time
import zipfile
import zlib

import pytest

import taian_analysis as ta
from taian_analysis.readers import xml_parts
from taian_analysis.readers.pdf_bounds import Budget

FONT = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def quickly(data, seconds=2.0):
    """Read a document; return what it gave or why it was refused. The time is the machine's own."""
    start = time.process_time()
    try:
        return ta.read_report(data)
    except ta.ReportError as error:
        return error
    finally:
        assert time.process_time() - start < 5 * seconds  # the suite runs on busy machines


def objects(*bodies):
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    at = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n" % (len(bodies) + 1, at)
    return out + head + table + tail + b"%%EOF"


def stream(body, head=b"", packed=False):
    if packed:
        body, head = zlib.compress(body, 9), head + b" /Filter /FlateDecode"
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(body), head, body)


def sheet_of(contents, resources=FONT, *more):
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
    return objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b"/Resources << %b >> >>" % resources,
        contents,
        *more,
    )


def doubling(depth):
    """Forms each of which draws the next twice; the last writes a word."""
    forms = []
    for k in range(depth):
        body = b"/A Do /A Do" if k < depth - 1 else b"BT /F 9 Tf 10 10 Td (abc) Tj ET"
        own = b"/XObject << /A %d 0 R >>" % (6 + k) if k < depth - 1 else FONT
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %b >>" % own
        forms.append(stream(body, head))
    return sheet_of(stream(b"/A Do"), b"/XObject << /A 5 0 R >>", *forms)


def test_forms_that_double_are_counted():
    assert "abc" in quickly(doubling(5)).text
    error = quickly(doubling(22))
    assert "too many things on a page" in str(error) and len(doubling(22)) < 5_000


def test_streams_that_unpack_a_thousandfold_are_not_drawn():
    bomb = sheet_of(stream(b"q Q " * 2_000_000, packed=True))
    assert "too many bytes to draw" in str(quickly(bomb))
    bomb = sheet_of(stream(bytes(80 << 20), packed=True))
    assert "too many bytes in a stream" in str(quickly(bomb))


def test_a_font_that_names_millions_of_codes_is_refused():
    font = FONT.replace(b"/Helvetica", b"/Helvetica /ToUnicode 5 0 R")
    codes = b"begincmap 1 beginbfrange <00000000> <0FFFFFFF> <0041> endbfrange endcmap"
    bomb = sheet_of(stream(b"BT /F 9 Tf (abc) Tj ET"), font, stream(codes, packed=True))
    assert "too many codes" in str(quickly(bomb))


def test_a_larger_pdf_may_hold_more():
    small, large = Budget(1 << 10), Budget(10 << 20)
    assert small.page_limit < large.page_limit and small.limit < large.limit


def book(rows, more=""):
    from openpyxl import Workbook

    old, out = io.BytesIO(), io.BytesIO()
    Workbook().save(old)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{more}</worksheet>'
    with zipfile.ZipFile(old) as a, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as b:
        for name in a.namelist():
            b.writestr(name, sheet if name.endswith("sheet1.xml") else a.read(name))
    return out.getvalue()


def cell(place, text="1"):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ROWS = "".join(f'<row r="{r}">{cell(f"A{r}")}{cell(f"B{r}")}</row>' for r in range(1, 200))


# all in one cell is one row: what carries on the row above in every cell is none of its own
@pytest.mark.parametrize(("ref", "rows"), [("A1:A1048576", 199), ("A1:XFD1048576", 1)])
def test_thousands_of_merges_of_whole_columns(ref, rows):
    merges = "<mergeCells>" + f'<mergeCell ref="{ref}"/>' * 5_000 + "</mergeCells>"
    assert len(quickly(book(ROWS, merges)).tables[0].rows) == rows


def test_merges_that_overlap_are_no_damage():
    merges = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B1:B3"/></mergeCells>'
    rows = quickly(book(ROWS, merges)).tables[0].rows
    assert len(rows) == 198  # A2 and B2 but carry on A1 and B1: no row of their own
    assert [[c.merged for c in row] for row in rows[:3]] == [
        [False, False],
        [False, False],  # the second range ends where the first has begun
        [False, False],
    ]


def test_cells_in_the_last_column():
    rows = "".join(f'<row r="{r}">{cell(f"XFD{r}")}</row>' for r in range(1, 500))
    assert len(quickly(book(rows)).tables[0].rows) == 499
    rows = rows.replace("<c r=", f"{cell('A1', 'x')}<c r=")
    assert "too many cells" in str(quickly(book(rows)))


def nested(name):
    """Begin a table whose last cell is left open, for the next to stand in."""
    return "<table>" + f"<tr><td>{name}<td>乙<td>丙" * 3 + "<tr><td>1<td>2<td>"


def test_tables_in_tables_are_each_told_once():
    report = quickly("<html><body>" + "".join(nested(f"甲{n}") for n in range(60)))
    assert [table.rows[0][0].text for table in report.tables] == [f"甲{n}" for n in range(60)]
    assert report.text.count("甲7 |") == 3


@pytest.mark.parametrize("one", [" a{}=1", " a{}", '\na{}=">"', "/a{}='<p '", 'a{}="1"'])
def test_an_element_of_thousands_of_attributes_is_refused_before_it_is_read(one):
    many = "".join(one.format(n) for n in range(40_000))  # 30 s in libxml2
    few = "".join(one.format(n) for n in range(250))
    begin = time.process_time()
    with pytest.raises(ta.ReportError, match="attributes"):
        ta.read_report(f'<html><p b="1"{many}>全市有养老机构45家。</p></html>')
    assert time.process_time() - begin < 2
    report = ta.read_report(f'<html><p b="1"{few}>全市有养老机构45家。</p></html>')
    assert report.lines[0].text.endswith("全市有养老机构45家。")


def test_markup_and_text_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(xml_parts, "MOST_MARKS", 2_000)
    assert "too many elements" in str(quickly("<html><body>" + "<p>甲</p>" * 2_000))
    monkeypatch.setattr(ta.readers, "MOST_TEXT", 20_000)
    assert "too long" in str(quickly("甲乙丙丁\n" * 9_000))
    assert "too long" in str(quickly(("甲乙丙丁\n" * 9_000).encode()))


def test_word_with_empty_paragraphs_without_end(monkeypatch):
    import docx

    out = io.BytesIO()
    document = docx.Document()
    for _ in range(1_100):
        document.add_paragraph()
    document.save(out)
    monkeypatch.setattr(xml_parts, "MOST_MARKS", 1_000)
    assert "too many elements" in str(quickly(out.getvalue()))


@pytest.mark.parametrize("text", ["", " ", " " * 1000, " " * 1_000_000, "\n" * 9])
def test_a_text_of_blanks_is_empty_and_no_name_of_a_file(text):
    with pytest.raises(ta.ReportError, match=r"文本是空的|the text is empty"):
        ta.read_report(text)


def test_one_long_string_in_thousands_of_cells_is_refused(monkeypatch):
    import openpyxl

    from taian_analysis.readers import _build

    monkeypatch.setattr(_build, "MOST_SIGNS", 100_000)
    book, out = openpyxl.Workbook(), io.BytesIO()
    for _ in range(300):
        book.active.append(["甲" * 500])
    book.save(out)
    assert "too many characters" in str(quickly(out.getvalue()))


def test_a_workbook_that_names_one_part_for_a_thousand_sheets_is_refused():
    import openpyxl

    book, plain, out = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for n in range(1, 400):
        book.active.append([f"指标{n}", n])
    book.save(plain)
    with zipfile.ZipFile(plain) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            part = given.read(name)
            if name == "xl/workbook.xml":
                (sheet,) = re.findall(rb"<sheet [^>]*/>", part)
                again = (sheet.replace(b'"Sheet"', b'"s%d"' % n) for n in range(1000))
                part = part.replace(sheet, b"".join(again))
            made.writestr(name, part)
    assert "too many sheets of one part" in str(quickly(out.getvalue(), 0.1))
