"""The report's own annex in each form: 27 rows of 6 cells, none lost, none moved."""

import annex_forms as forms
import pytest

import taian_analysis as ta

TEXT = forms.RAW.read_text(encoding="utf-8")
SIDES = "(x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 {0.5pt}, right: if x < 5 {0.5pt})"
THREE = "(x, y) => (top: if y < 2 {1pt}, bottom: if y == 27 {1pt})"

GRIDS = {
    "docx": forms.merged_docx,
    "html": lambda: forms.merged_html().encode(),
    "html unclosed, gbk": lambda: forms.merged_html(closed=False, charset="gb2312").encode("gbk"),
    "html text": forms.merged_html,
    "xlsx": forms.merged_xlsx,
    "frame": forms.frame,
    "pdf ruled": forms.pdf,
    "pdf open at the sides": lambda: forms.pdf(stroke=SIDES),
    "pdf over pages": lambda: forms.pdf(paper="a5", size="9pt"),
    "pdf over pages, one head": lambda: forms.pdf(paper="a5", size="9pt", repeat_head=False),
    "pdf without rules": lambda: forms.pdf(ruled=False),
    "pdf without rules, top": lambda: forms.pdf(ruled=False, cells="left", area="top + left"),
    "pdf without rules, over pages": lambda: forms.pdf(ruled=False, paper="a5", size="9pt"),
    "pdf with three rules": lambda: forms.pdf(stroke=THREE, area="top"),
}
BLANK = {
    "csv": lambda: forms.blank_csv().encode("gb18030"),
    "csv with a mark": lambda: forms.blank_csv().encode("utf-8-sig"),
    "tsv text": lambda: forms.blank_csv("\t"),
    "markdown": forms.markdown,
}
PLAIN = {
    "gb18030": lambda: TEXT.encode("gb18030"),
    "utf-16": lambda: TEXT.encode("utf-16"),
    "utf-16-be, windows lines": lambda: ("\ufeff" + TEXT.replace("\n", "\r\n")).encode("utf-16-be"),
    "utf-8 with a mark": lambda: TEXT.encode("utf-8-sig"),
    "text": lambda: TEXT,
}


def squeezed(text):
    return "".join(text.split())


def cells(report):
    table = max(report.tables, key=lambda table: len(table.rows))
    grid = [[squeezed(cell.text) for cell in row] for row in table.rows]
    start = next(i for i, row in enumerate(grid) if row[:2] == ["领域", "主要指标"])
    return table, grid[start], grid[start + 1 :]


@pytest.mark.parametrize("form", GRIDS)
def test_merged_cells_are_filled_in(form):
    table, head, body = cells(ta.read_report(GRIDS[form]()))
    assert head == [squeezed(cell) for cell in forms.HEAD]
    assert body == [[squeezed(cell) for cell in row] for row in forms.ROWS]
    assert table.evidence


@pytest.mark.parametrize("form", [form for form in GRIDS if form not in ("frame",)])
def test_continued_cells_are_marked(form):
    table, _, _ = cells(ta.read_report(GRIDS[form]()))
    body = [row for row in table.rows if squeezed(row[5].text) in ("约束性", "预期性")]
    marked = [row[0].merged for row in body]
    assert [i for i, merged in enumerate(marked) if not merged] == [a for a, _ in forms.GROUPS]


@pytest.mark.parametrize("form", BLANK)
def test_unmerged_forms_keep_blanks(form):
    _, _, body = cells(ta.read_report(BLANK[form]()))
    assert [row[1:] for row in body] == [[squeezed(c) for c in row[1:]] for row in forms.ROWS]
    assert [i for i, row in enumerate(body) if row[0]] == [a for a, _ in forms.GROUPS]


@pytest.mark.parametrize("form", PLAIN)
def test_plain_text_is_the_same_in_every_encoding(form):
    assert ta.read_report(PLAIN[form]()).text == TEXT


@pytest.mark.parametrize("form", [*GRIDS, *BLANK])
def test_every_cell_stands_in_the_text(form):
    report = ta.read_report({**GRIDS, **BLANK}[form]())
    for table in report.tables:
        for row in table.rows:
            for cell in row:
                assert squeezed(report.text[cell.start : cell.end]) == squeezed(cell.text)
                line = report.lines[cell.line - 1]
                assert line.start <= cell.start <= line.end
                assert cell.place


@pytest.mark.parametrize("form", {**GRIDS, **BLANK, **PLAIN})
def test_162_cells_become_27_indicators(form):
    frame = ta.load_indicators({**GRIDS, **BLANK, **PLAIN}[form]())
    columns = ["area", "indicator", "unit", "target_text", "actual_text", "attribute"]
    got = frame[columns].astype("string").fillna("-").to_numpy().tolist()
    assert [[squeezed(cell) for cell in row] for row in got] == [
        [squeezed(cell) for cell in row] for row in forms.ROWS
    ]
    assert not frame["indicator_id"].str.fullmatch(r"r\d+").any()


@pytest.mark.parametrize("form", ["docx", "html", "xlsx", "pdf ruled", "pdf over pages"])
def test_what_the_document_says_about_itself(form):
    report = ta.read_report(GRIDS[form]())
    assert report.title == forms.TITLE
    assert report.issuer == "泰安市民政局"
    assert str(report.date) == "2023-07-11"
    assert len(report.sha256) == 64
