"""The whole bundled report in each form in which it may arrive: its paragraphs, and a real table.

Forms that only an office suite or a browser writes are files made once by `tools/make_forms.py`.
"""

from __future__ import annotations

import html
import io
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from itertools import accumulate
from pathlib import Path

import annex_forms as forms

FILES = Path(__file__).parent / "data" / "forms"
LINES = forms.RAW.read_text(encoding="utf-8").split("\n")
_AT = next(n for n, line in enumerate(LINES) if line.startswith("领域 |"))
BEFORE = [line for line in LINES[:_AT] if line.strip()]
AFTER = [line for line in LINES[_AT + 28 :] if line.strip()]
STARTS = {a for a, _ in forms.GROUPS}
SPANS = {a: b - a for a, b in forms.GROUPS}
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def text():
    return "\n".join(LINES)


def docx():
    import docx

    document = docx.Document()
    for line in BEFORE:
        document.add_paragraph(line)
    table = document.add_table(len(forms.ROWS) + 1, 6)
    for r, row in enumerate([forms.HEAD, *forms.ROWS]):
        cells = table.rows[r].cells
        for c, word in enumerate(row):
            if c or r == 0 or r - 1 in STARTS:
                cells[c].text = word
    for a, b in forms.GROUPS:
        table.cell(a + 1, 0).merge(table.cell(b, 0))
    for line in AFTER:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page(style=""):
    """The report as a web page."""
    out = [f'<html><head><meta charset="utf-8"><style>{style}</style></head><body>']
    out += [f"<p>{html.escape(line)}</p>" for line in BEFORE]
    out.append("<table><tr>" + "".join(f"<th>{cell}</th>" for cell in forms.HEAD) + "</tr>")
    for r, row in enumerate(forms.ROWS):
        first = f'<td rowspan="{SPANS[r]}">{row[0]}</td>' if r in STARTS else ""
        out.append(f"<tr>{first}" + "".join(f"<td>{html.escape(c)}</td>" for c in row[1:]))
    out += ["</table>", *(f"<p>{html.escape(line)}</p>" for line in AFTER), "</body></html>"]
    return "".join(out)


def mht():
    whole = MIMEMultipart("related")
    whole.attach(MIMEText(page(), "html", "utf-8"))
    return whole.as_bytes()


def epub():
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    book = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
    return packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
        | {"a.opf": book, "a.xhtml": page()}
    )


def xlsx():
    """A line a row, and the table under them, as who pastes a report into a sheet has it."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "报告"
    for line in BEFORE:
        sheet.append([line])
    for row in [forms.HEAD, *forms.ROWS]:
        sheet.append(row)
    first = len(BEFORE) + 2
    for a, b in forms.GROUPS:
        sheet.merge_cells(start_row=first + a, end_row=first + b - 1, start_column=1, end_column=1)
    for line in AFTER:
        sheet.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_to_print():
    """The same sheet with columns as wide as who prints it makes them, its lines wrapped."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    book = openpyxl.load_workbook(io.BytesIO(xlsx()))
    sheet = book.active
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    for column, wide in zip("ABCDEF", (11, 30, 7, 15, 15, 8), strict=True):
        sheet.column_dimensions[column].width = wide
    line = Side(style="thin")
    for number, row in enumerate(sheet.iter_rows(), 1):
        for cell in row:
            cell.font = Font(name="Taian Sans", size=9)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if len(BEFORE) < number <= len(BEFORE) + 28:
                cell.border = Border(line, line, line, line)
        if number <= len(BEFORE):
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=6)
            lines = -(-len(BEFORE[number - 1]) // 40)
            sheet.row_dimensions[number].height = 13.0 * lines
        elif number <= len(BEFORE) + 28:
            sheet.row_dimensions[number].height = 42
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _odf_rows():
    def cell(text, more=""):
        return f"<table:table-cell{more}><text:p>{html.escape(text)}</text:p></table:table-cell>"

    yield "".join(map(cell, forms.HEAD))
    for r, row in enumerate(forms.ROWS):
        span = f' table:number-rows-spanned="{SPANS.get(r)}"'
        first = cell(row[0], span) if r in STARTS else "<table:covered-table-cell/>"
        yield first + "".join(map(cell, row[1:]))


def _odf(kind, body):
    content = f"<office:document-content {_ODF}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    return packed(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
    )


def odt():
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in _odf_rows())
    before, after = (
        "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
        for lines in (BEFORE, AFTER)
    )
    return _odf("text", f"{before}<table:table>{rows}</table:table>{after}")


def ods():
    def alone(lines):
        return [
            f"<table:table-cell><text:p>{html.escape(line)}</text:p></table:table-cell>"
            for line in lines
        ]

    rows = [*alone(BEFORE), *_odf_rows(), *alone(AFTER)]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return _odf("spreadsheet", f'<table:table table:name="报告">{body}</table:table>')


def rtf():
    def words(text):
        return "".join(c if c.isascii() and c not in "\\{}" else f"\\u{ord(c)}?" for c in text)

    out = [r"{\rtf1\ansi\ansicpg936 ", *(words(line) + r"\par " for line in BEFORE)]
    for r, row in enumerate([forms.HEAD, *forms.ROWS]):
        shown = row if r == 0 or r - 1 in STARTS else ["", *row[1:]]
        out.append(r"\trowd " + "".join(f"\\cellx{1000 * k + 1000}" for k in range(6)) + " ")
        out.append("".join(rf"\intbl {words(text)}\cell " for text in shown) + r"\row ")
    out += [r"\pard ", *(words(line) + r"\par " for line in AFTER), "}"]
    return "".join(out).encode("ascii")


def pdf():
    """As an office typesets it: paragraphs indented, a ruled table over pages, page numbers."""
    import typst

    def body(lines):
        return "\n\n".join(forms._typst_text(line) for line in lines)

    head = ",".join(f"[{forms._typst_text(cell)}]" for cell in forms.HEAD)
    out = [
        '#set page(paper: "a4", numbering: "— 1 —")',
        '#set text(font: "Taian Sans", size: 10.5pt, lang: "zh")',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n",
        body(BEFORE),
        "\n#[#set par(first-line-indent: 0pt)\n#table(columns: (5em, 1fr, 4em, 7em, 7em, 4em), "
        f"align: center + horizon, stroke: 0.5pt, table.header({head}),",
    ]
    for r, row in enumerate(forms.ROWS):
        first = f"table.cell(rowspan: {SPANS.get(r)})[{row[0]}]," if r in STARTS else ""
        out.append(first + ",".join(f"[{forms._typst_text(cell)}]" for cell in row[1:]) + ",")
    out += [")]\n", body(AFTER)]
    fonts = [str(forms.FONTS)]
    return typst.compile("\n".join(out).encode(), font_paths=fonts, ignore_system_fonts=True)


def ofd():
    """As an exporter of OFD writes it: lines of 40 characters, rules as paths, in millimetres."""
    body, pages, y = [], [], 20.0
    xs, step = [10, 36, 106, 124, 158, 192, 205], 9.0

    def widths(text, size):
        return [size * (1 if ord(char) > 0x2E7F or char in "“”" else 0.55) for char in text]

    def words(text, x, size=3.6):
        deltas = " ".join(f"{width:.2f}" for width in widths(text, size)[:-1])
        body.append(
            f'<TextObject Boundary="{x} {y} 190 5" Size="{size}"><TextCode X="0" Y="3.2" '
            f'DeltaX="{deltas}">{html.escape(text)}</TextCode></TextObject>'
        )

    def fitting(text, room, size):
        """How many characters fit; a number is not parted."""
        total = list(accumulate(widths(text, size)))
        count = sum(width <= room for width in total)
        while 1 < count < len(text) and text[count].isascii() and text[count - 1].isascii():
            count -= 1
        return count

    def turn():
        nonlocal y
        pages.append("".join(body))
        body.clear()
        y = 20.0

    def paragraphs(lines):
        nonlocal y
        for line in lines:
            rest, indent = line, 2
            while rest:
                count = fitting(rest, 187.2 - 3.6 * indent, 3.6)
                words(rest[:count], 10 + 3.6 * indent)
                rest, indent, y = rest[count:], 0, y + 6
                if y > 275:
                    turn()

    paragraphs(BEFORE)
    turn()
    rows, rules = [forms.HEAD, *forms.ROWS], [0, *(a + 1 for a, _ in forms.GROUPS), 28]
    for r in range(29):
        body.append(_path(10 if r in rules else xs[1], 20 + step * r, xs[-1], 20 + step * r))
    body += [_path(x, 20, x, 20 + 28 * step) for x in xs]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            rest = "".join(cell.split()) if c or r in rules[:-1] else ""
            y = 20.5 + step * r
            while rest:
                count = fitting(rest, xs[c + 1] - xs[c] - 1, 2.4)
                words(rest[:count], xs[c] + 0.5, 2.4)
                rest, y = rest[count:], y + 2.8
    if AFTER:
        turn()
        paragraphs(AFTER)
    pages.append("".join(body))
    kids = "".join(f'<Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n, _ in enumerate(pages, 1))
    space = 'xmlns="http://www.ofdspec.org/2016"'
    parts = {
        "OFD.xml": f"<OFD {space}><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": f"<Document {space}><Pages>{kids}</Pages></Document>",
    }
    for n, content in enumerate(pages, 1):
        parts[f"Doc_0/Pages/{n}.xml"] = (
            f"<Page {space}><Content><Layer>{content}</Layer></Content></Page>"
        )
    return packed(parts)


def _path(x0, y0, x1, y1):
    return f'<PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}"><AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</AbbreviatedData></PathObject>'


#: forms made here
MADE = {
    "text": text,
    "docx": docx,
    "html": page,
    "mht": mht,
    "epub": epub,
    "xlsx": xlsx,
    "odt": odt,
    "ods": ods,
    "rtf": rtf,
    "pdf": pdf,
    "ofd": ofd,
}
#: forms that only an office suite or a browser writes: file -> the names it arrives under
KEPT = {
    "report.doc": ("doc", "wps"),
    "report.xls": ("xls", "et"),
    "report.xlsb": ("xlsb",),
    "browser.pdf": ("browser pdf",),
    "spreadsheet.pdf": ("spreadsheet pdf",),
}
