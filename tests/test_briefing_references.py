"""Numbers of formulas, figures and tables, the text that calls them, and links within and outside."""

from __future__ import annotations

import io
import zipfile

import docx
import pdf_tools
import pytest
from corpus_notebooks import b64, code, md, notebook, png, shown

from taian_analysis.briefing.exporter import (
    BriefingDocxExporter,
    BriefingExporter,
    BriefingHtmlExporter,
)
from taian_analysis.briefing.read.maths import to_mathml
from taian_analysis.briefing.read.notebook import build_document
from taian_analysis.briefing.settings import Options
from taian_analysis.briefing.tree import Anchor, Heading, Paragraph, plain_text, walk
from taian_analysis.briefing.write.mathnodes import math_nodes

LABELS = r"""# 报告

见式\eqref{later}和\ref{first}，图见@fig-bars，表见[@tbl-a]，另见@fig-none。

\begin{equation}a=b\label{first}\end{equation}

\begin{align}c&=d\tag{9}\\e&=f\nonumber\\g&=h\label{later}\end{align}

$$E=mc^2\tag{$\ast$}$$

| a | b |
|---|---|
| 1 | 2 |

: 收支 {#tbl-a}
"""
BARS = code(
    shown({"image/png": b64(png(300, 200))}), source='#| label: fig-bars\n#| fig-cap: "柱"\nplot()'
)


def document(*cells):
    return build_document(notebook(*cells), Options(name="x"))


def test_labels_are_called_by_their_numbers():
    made = document(md(LABELS), BARS)
    text = plain_text(list(made.blocks()))
    # the tagged line of the align counts for nothing, so the labelled one is number 2
    assert "见式(2)和1，图见图 1，表见表 1，另见@fig-none。" in text
    assert made.warnings[0] == "第1个单元格：没有名为 fig-none 的图、表或公式"
    links = [node.style.href for node in walk(list(made.blocks())) if getattr(node, "style", None)]
    assert {"#later", "#first", "#fig-bars", "#tbl-a"} <= set(links)


def test_numbers_stand_beside_their_lines_in_every_form():
    nb = notebook(md(LABELS), BARS)
    data, _ = BriefingExporter().from_notebook_node(nb)
    text = pdf_tools.text(data)
    for number in ("(1)", "(9)", "(2)", "(*)"):
        assert number in text
    assert len(pdf_tools.reader(data).pages[0]["/Annots"]) >= 4
    page, _ = BriefingHtmlExporter().from_notebook_node(nb)
    for anchor in ("later", "first", "fig-bars", "tbl-a"):
        assert f'href="#s-{anchor}"' in page and page.count(f'id="s-{anchor}"') == 1
    word, _ = BriefingDocxExporter().from_notebook_node(nb)
    xml = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert "#(9)" in xml and xml.count("w:bookmarkStart") >= 4
    assert docx.Document(io.BytesIO(word)).paragraphs


def test_a_reference_within_a_formula_is_a_number_too():
    made = document(
        md(r"\begin{equation}a\label{x}\end{equation}"), md(r"$y \overset{\eqref{x}}{=} z$")
    )
    assert "(1)" in [n.mathml for n in walk(list(made.blocks())) if hasattr(n, "mathml")][1]


@pytest.mark.parametrize(
    ("latex", "ink"),
    [
        (r"\color{#ff8000}{x}", "#ff8000"),
        (r"\textcolor{#f80}{x}", "#ff8800"),
        (r"\textcolor{tomato}{x}", "#ff6347"),
        (r"\textcolor[RGB]{0,128,255}{x}", "#0080ff"),
        (r"\textcolor[rgb]{1,0,0}{x}", "#ff0000"),
        (r"\color[HTML]{00AA11}{x}", "#00aa11"),
    ],
)
def test_colours_by_number(latex, ink):
    nodes = math_nodes(to_mathml(latex, True))
    while nodes[0] == "row":
        nodes = nodes[1]
    assert nodes == ["color", ink, ["id", "x"]]


def test_rules_of_arrays():
    latex = r"\begin{array}{|c|c}\hline a&b\\\hline c&d\\\hline\end{array}"
    kind, rows, _, rules = math_nodes(to_mathml(latex, True))
    assert (kind, len(rows), rules) == ("table", 2, [[0, 1, 2], [0, 1], []])
    assert "<mtd" in to_mathml(latex, True)
    data, _ = BriefingExporter().from_notebook_node(notebook(md(f"$${latex}$$")))
    assert b"pdfuaid" in data


def test_anchors_and_sides_of_html():
    made = document(
        md('[去](#there) [否](#nowhere)\n\n<a id="there"></a>\n\n## 标题'),
        md('<div align="center">\n\n居中\n\n</div>\n\n<h3 align="right">右</h3>'),
    )
    second, centred, right = [
        b for b in made.blocks() if isinstance(b, Heading | Paragraph) and b.inlines
    ][1:]
    assert second.inlines[0] == Anchor("there") and plain_text(second.inlines) == "标题"
    assert (centred.align, right.align) == ("center", "right")
    page, _ = BriefingHtmlExporter().from_notebook_node(
        notebook(md('[去](#there) [否](#nowhere)\n\n<a id="there"></a>\n\n## 标题'))
    )
    assert 'href="#s-there"' in page and '<span id="s-there">' in page
    assert "nowhere" not in page


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("data/a.csv", "../notes/data/a.csv"),
        ("%E8%A1%A8.xlsx#s", "../notes/%E8%A1%A8.xlsx#s"),
        ("/etc/passwd", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//host/x", None),
        ("C:\\x", None),
    ],
)
def test_links_to_files_start_from_the_briefing(tmp_path, target, shown):
    options = Options(name="x", folder=tmp_path / "notes", output=tmp_path / "out")
    made = build_document(notebook(md(f"[文件]({target})")), options)
    (run,) = next(made.blocks()).inlines
    assert run.style.href == shown
