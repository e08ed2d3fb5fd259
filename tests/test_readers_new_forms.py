"""The annex as .odt, .ods, .rtf, .epub, .mht and .ofd: 162 cells of 162; formats of an .xls."""

import html
import io
import struct
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import annex_forms as forms
import pytest

import taian_analysis as ta
from taian_analysis.readers.xls_formats import _looks

_NS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def _odf_rows(width):
    def cell(text, more=""):
        return f"<table:table-cell{more}><text:p>{html.escape(text)}</text:p></table:table-cell>"

    rest = f'<table:table-cell table:number-columns-repeated="{width}"/>'
    yield "".join(map(cell, forms.HEAD)) + rest
    for a, b in forms.GROUPS:
        for r in range(a, b):
            first = cell(forms.ROWS[r][0], f' table:number-rows-spanned="{b - a}"')
            first = first if r == a else "<table:covered-table-cell/>"
            yield first + "".join(map(cell, forms.ROWS[r][1:])) + rest


def odf(kind):
    """As office suites write it: a sheet is filled up to its last column and row."""
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in _odf_rows(16378))
    if kind == "spreadsheet":
        rows += '<table:table-row table:number-rows-repeated="1048547"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    head = "".join(
        f"<text:p>{text}</text:p>" for text in (forms.TITLE, "泰安市民政局", "2023年7月11日")
    )
    body = f'{head if kind == "text" else ""}<table:table table:name="附表">{rows}</table:table>'
    content = f"<office:document-content {_NS}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    return packed(mimetype=f"application/vnd.oasis.opendocument.{kind}", **{"content.xml": content})


def rtf():
    def words(text):
        return "".join(c if c.isascii() and c not in "\\{}" else f"\\u{ord(c)}?" for c in text)

    out = [r"{\rtf1\ansi\ansicpg936 ", words(forms.TITLE) + r"\par "]
    first = {a for a, _ in forms.GROUPS}
    for r, row in enumerate([forms.HEAD, *forms.ROWS]):
        shown = row if r == 0 or r - 1 in first else ["", *row[1:]]
        out.append(r"\trowd " + "".join(f"\\cellx{1000 * k + 1000}" for k in range(6)) + " ")
        out.append("".join(rf"\intbl {words(text)}\cell " for text in shown) + r"\row ")
    return ("".join(out) + "}").encode("ascii")


def epub(times=1):
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/a.opf"/></rootfiles></container>'
    book = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="b" href="b.xhtml"/><item id="a" href="%E9%99%84.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    book = book.replace('<itemref idref="b"/>', '<itemref idref="b"/>' * times)
    parts = {"META-INF/container.xml": container, "O/a.opf": book}
    parts |= {
        "O/附.xhtml": forms.merged_html(),
        "O/b.xhtml": "<html><body><p>末章</p></body></html>",
    }
    return packed(mimetype="application/epub+zip", **parts)


def mht():
    whole = MIMEMultipart("related")
    whole.attach(MIMEText(forms.merged_html(), "html", "utf-8"))
    return whole.as_bytes()


def ofd():
    """One text object a cell line, rules as paths, in millimetres, as an exporter writes it."""
    xs, step = [10, 40, 130, 150, 215, 280, 300], 8
    body = []
    places = [0, *(a + 1 for a, _ in forms.GROUPS), 28]
    for r in range(29):
        left = 10 if r in places else 40
        body.append(_path(left, 20 + step * r, 300, 20 + step * r))
    body += [_path(x, 20, x, 20 + 28 * step) for x in xs]
    for r, row in enumerate([forms.HEAD, *forms.ROWS]):
        for c, text in enumerate(row):
            if c or r == 0 or r in places:
                body.append(_words("".join(text.split()), xs[c] + 1, 22 + step * r))
    page = f'<Page xmlns="http://www.ofdspec.org/2016"><Content><Layer>{"".join(body)}</Layer></Content></Page>'
    return packed(**{
        "OFD.xml": '<o:OFD xmlns:o="http://www.ofdspec.org/2016"><o:DocBody><o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody></o:OFD>',
        "Doc_0/Document.xml": '<Document xmlns="http://www.ofdspec.org/2016"><Pages><Page ID="1" BaseLoc="Pages/P.xml"/></Pages></Document>',
        "Doc_0/Pages/P.xml": page,
    })  # fmt: skip


def _path(x0, y0, x1, y1):
    return f'<PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}"><AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</AbbreviatedData></PathObject>'


def _words(text, x, y):
    return f'<TextObject Boundary="{x} {y} 90 5" Size="3"><TextCode X="0" Y="2.6" DeltaX="g {len(text) - 1} 3">{html.escape(text)}</TextCode></TextObject>'


FORMS = {
    "odt": lambda: odf("text"),
    "ods": lambda: odf("spreadsheet"),
    "rtf": rtf,
    "epub": epub,
    "mht": mht,
    "ofd": ofd,
}


@pytest.mark.parametrize("form", FORMS)
def test_162_cells_from_each_form(form):
    if form == "rtf":
        pytest.importorskip("striprtf", reason="striprtf is not installed")
    frame = ta.load_indicators(FORMS[form]())
    columns = ["area", "indicator", "unit", "target_text", "actual_text", "attribute"]
    got = frame[columns].astype("string").fillna("-").to_numpy().tolist()
    assert [["".join(cell.split()) for cell in row] for row in got] == [
        ["".join(cell.split()) for cell in row] for row in forms.ROWS
    ]


def test_chapters_stand_in_the_order_of_the_spine():
    assert ta.read_report(epub()).text.endswith("末章")


def test_a_chapter_that_the_spine_names_thousands_of_times_is_read_once():
    assert ta.read_report(epub(9_000)).text.count("末章") == 1


def test_a_form_nobody_reads_is_told_in_one_line():
    with pytest.raises(ta.ReportError) as caught:
        ta.read_report(b"CAJ\0" + bytes(100))
    assert "打印为 PDF" in caught.value.zh and "print it to PDF" in str(caught.value)


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def test_number_formats_and_what_is_hidden_in_an_old_workbook():
    # [MS-XLS]: a format of one's own (164), two looks, a sheet with RK, MULRK and NUMBER cells
    name = "附表".encode("utf-16-le")
    start = b"".join([
        record(0x41E, struct.pack("<HHB", 164, 6, 0) + b"0.000%"),
        record(0xE0, struct.pack("<HH", 0, 9) + bytes(16)),
        record(0xE0, struct.pack("<HH", 0, 164) + bytes(16)),
    ])  # fmt: skip
    bound = struct.pack("<IBBBB", 0, 0, 0, 2, 1) + name
    at = len(start) + 4 + len(bound)
    bound = struct.pack("<IBBBB", at, 0, 0, 2, 1) + name
    cells = b"".join([
        record(0x809, bytes(16)),
        record(0x27E, struct.pack("<HHHI", 1, 0, 0, 0)),
        record(0xBD, struct.pack("<HHHIHIH", 2, 3, 1, 0, 0, 0, 4)),
        record(0x203, struct.pack("<HHHd", 5, 5, 1, 0.5)),
        record(0x7D, struct.pack("<HHHHHH", 1, 2, 0, 0, 1, 0)),
        record(0x208, struct.pack("<HHHHHHHH", 2, 0, 6, 0, 0, 0, 0x20, 0)),
        record(0x208, struct.pack("<HHHHHHHH", 3, 0, 6, 0, 0, 0, 0x100, 0)),
        record(0x0A, b""),
    ])  # fmt: skip
    looks = _looks(start + record(0x85, bound) + cells)["附表"]
    assert looks.codes == {(2, 1): "0%", (3, 4): "0.000%", (3, 5): "0%", (6, 6): "0.000%"}
    assert (looks.rows, looks.columns) == ({3}, {2, 3})


def test_cells_of_a_rich_text_stand_where_their_sides_are():
    pytest.importorskip("striprtf", reason="striprtf is not installed")

    def words(text):
        return "".join(f"\\u{ord(c)}?" for c in text)

    def row(*cells):
        sides = "".join(rf"{goes_on}\cellx{x}" for _, goes_on, x in cells)
        held = "".join(rf"\pard\intbl {text}\cell" for text, _, _ in cells)
        return rf"\trowd{sides}{held}\row "

    unit = words("单位")
    rows = [
        row((words("项目"), r"\clvmgf", 1000), (unit, r"\clvmgf", 2000), (words("2015年"), "", 4010)),
        row(("", r"\clvmrg", 1000), ("", r"\clvmrg", 2000), (words("3月"), "", 3000), ("1-3", "", 4000)),
        row((words("甲业") + r"\par " + words("销售"), "", 1000), ("", "", 2000), ("7", "", 3000), ("8", "", 4000)),
    ]  # fmt: skip
    source = (r"{\rtf1\ansi " + "".join(rows) + r"\pard after\par}").encode("ascii")
    report = ta.read_report(source)
    (table,) = report.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["项目", "单位", "2015年", "2015年"],
        ["项目", "单位", "3月", "1-3"],
        ["甲业\n销售", "", "7", "8"],
    ]
    assert [cell.merged for cell in table.rows[1]] == [True, True, False, False]
    assert report.lines[-1].text == "after"


def test_a_browsers_radical_of_households_is_read_as_the_mainland_writes_it():
    assert ta.read_report("低保⼾数 | 1 |\n").lines[0].text == "低保户数 | 1 |"


def test_a_thousand_million_blanks_are_as_many_as_a_page_is_wide():
    office, text = (
        f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text")
    )
    body = '<t:p>床位<t:s t:c="999999999"/>45张<t:s t:c="3"/>整</t:p>'
    content = (
        f'<o:d xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text>{body}</o:text></o:body></o:d>'
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    (line,) = ta.read_report(packed(mimetype=mimetype, **{"content.xml": content})).lines
    assert (
        len(line.text) < 300 and line.text.startswith("床位 ") and line.text.endswith("45张   整")
    )
