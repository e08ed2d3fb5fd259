"""The report's own annex in every form it may arrive in, with real merged cells.

The expected cells are taken from the text as received by splitting at its pipes; nothing of the
package is used for that.
"""

from __future__ import annotations

import html
import io
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "taian_analysis" / "base" / "fonts"
RAW = (
    Path(__file__).resolve().parents[1]
    / "data"
    / "raw"
    / "taian-midterm-2023"
    / "taian-midterm-2023.txt"
)
CAPTION = "泰安市“十四五”民政事业发展主要指标中期评估表"
TITLE = "泰安市民政事业发展规划中期评估报告"


def _annex() -> tuple[list[str], list[list[str]]]:
    lines = RAW.read_text(encoding="utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("领域 |"))
    head = [cell.strip() for cell in lines[first].split("|")][:6]
    rows: list[list[str]] = []
    for line in lines[first + 1 :]:
        cells = [cell.strip() for cell in line.split("|") if cell.strip()]
        if len(cells) == 6:
            rows.append(cells)
        elif len(cells) == 5:
            rows.append([rows[-1][0], *cells])
    return head, rows


HEAD, ROWS = _annex()
assert len(ROWS) == 27
#: first and last row (exclusive) of each area
GROUPS = [(0, 6), (6, 18), (18, 27)]


def merged_docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("泰安市民政局")
    document.add_paragraph("2023年7月11日")
    document.add_paragraph(CAPTION)
    table = document.add_table(len(ROWS) + 1, 6)
    for r, row in enumerate([HEAD, *ROWS]):
        cells = table.rows[r].cells
        for c, text in enumerate(row):
            if c or r == 0 or any(r == a + 1 for a, _ in GROUPS):
                cells[c].text = text
    for a, b in GROUPS:
        table.cell(a + 1, 0).merge(table.cell(b, 0))
    return _saved(document)


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def merged_html(*, closed: bool = True, charset: str = "utf-8") -> str:
    end = "</td>" if closed else ""
    out = [
        f'<html><head><meta charset="{charset}"></head><body><h1>{TITLE}</h1>',
        f"<p>泰安市民政局</p><p>2023年7月11日</p><p>{CAPTION}</p><table border=1><tr>",
        *(f"<th>{cell}</th>" for cell in HEAD),
        "</tr>",
    ]
    for a, b in GROUPS:
        for r in range(a, b):
            out.append("<tr>")
            if r == a:
                out.append(f'<td rowspan="{b - a}">{ROWS[r][0]}{end}')
            out += [f"<td>{html.escape(cell)}{end}" for cell in ROWS[r][1:]]
            out.append("</tr>" if closed else "")
    return "".join(out) + "</table></body></html>"


def merged_xlsx(*, percent: bool = False) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "封面"
    cover["B2"] = TITLE
    cover["B3"] = "泰安市民政局"
    cover["B4"] = "2023年7月11日"
    sheet = book.create_sheet("附表")
    sheet.append([CAPTION])
    sheet.merge_cells("A1:F1")
    sheet.append(HEAD)
    for row in ROWS:
        sheet.append([_number(cell) for cell in row])
    for a, b in GROUPS:
        sheet.merge_cells(start_row=a + 3, end_row=b + 2, start_column=1, end_column=1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _number(text: str) -> str | int | float:
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text


def blank_csv(delimiter: str = ",") -> str:
    """As Excel writes it: only the first cell of a merged range has a text."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(HEAD)
    for r, row in enumerate(ROWS):
        first = row[0] if any(r == a for a, _ in GROUPS) else ""
        writer.writerow([first, *row[1:]])
    return out.getvalue()


def markdown() -> str:
    lines = [f"# {TITLE}", "", CAPTION, "", "| " + " | ".join(HEAD) + " |", "|" + "---|" * 6]
    for r, row in enumerate(ROWS):
        first = row[0] if any(r == a for a, _ in GROUPS) else ""
        lines.append("| " + " | ".join([first, *row[1:]]) + " |")
    return "\n".join(lines) + "\n"


def frame():
    import pandas as pd

    return pd.DataFrame(ROWS, columns=HEAD)


def _typst_text(text: str) -> str:
    return "".join("\\" + char if char in "#[]*_$`<>@~\"'\\-=" else char for char in text)


def pdf(
    *,
    ruled: bool = True,
    paper: str = "a4",
    size: str = "10.5pt",
    area: str = "horizon + center",
    cells: str = "center",
    stroke: str | None = None,
    repeat_head: bool = True,
    inset: str = "5pt",
) -> bytes:
    """Typeset the annex; on a small page it breaks over pages, merged cells and all."""
    import typst

    head = ",".join(f"[{_typst_text(cell)}]" for cell in HEAD)
    out = [
        f'#set page(paper: "{paper}", numbering: "— 1 —")',
        f'#set text(font: "Taian Sans", size: {size}, lang: "zh")',
        f"#align(center)[= {TITLE}]",
        "#align(right)[泰安市民政局]\n\n#align(right)[2023年7月11日]",
        f"#align(center)[{CAPTION}]",
        f"#table(columns: (5em, 1fr, 4em, 7em, 7em, 4em), align: {cells}, inset: {inset}, ",
        f"stroke: {stroke or ('0.5pt' if ruled else 'none')},",
        f"table.header({head})," if repeat_head else f"{head},",
    ]
    for a, b in GROUPS:
        for r in range(a, b):
            if r == a:
                out.append(f"table.cell(rowspan: {b - a}, align: {area})[{ROWS[r][0]}],")
            out.append(",".join(f"[{_typst_text(cell)}]" for cell in ROWS[r][1:]) + ",")
    out.append(")")
    source = "\n".join(out).encode()
    return typst.compile(source, font_paths=[str(FONTS)], ignore_system_fonts=True)
