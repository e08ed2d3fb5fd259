"""What a notebook says beside its text is followed: front matter, options, tags, breaks, boxes."""

from __future__ import annotations

import io

import nbformat.v4 as v4
import pdf_tools
import pytest
from corpus_notebooks import SVG, b64, code, html, md, notebook, png, shown, stream

from taian_analysis.briefing.exporter import (
    BriefingDocxExporter,
    BriefingExporter,
    BriefingHtmlExporter,
    read_notebook,
)
from taian_analysis.briefing.read.context import CellContext
from taian_analysis.briefing.read.directives import front_matter
from taian_analysis.briefing.read.html import html_blocks
from taian_analysis.briefing.read.markdown import markdown_blocks
from taian_analysis.briefing.read.notebook import build_document
from taian_analysis.briefing.settings import Options
from taian_analysis.briefing.tree import FigureBlock, PageBreak, Quote, TableBlock, plain_text
from taian_analysis.briefing.write.contrast import legible, ratio

PNG = {"image/png": b64(png(300, 200))}


def document(*cells, **metadata):
    return build_document(notebook(*cells, **metadata), Options(name="file"))


def text_of(made):
    return plain_text(list(made.blocks()))


@pytest.mark.parametrize(
    ("cells", "title", "kept"),
    [
        ((md('<div align="right">Author</div>\n\n# The Title\n\ntext'), md("## Next")), "The Title", ["Next"]),
        ((md("# One"), md("# Two")), "One", ["Two"]),
        ((md("## Deep\n\ntext"), md("# Later")), "file", ["Deep", "Later"]),
        ((md("\n\n".join(["text"] * 9) + "\n\n# Far down"),), "file", ["Far down"]),
    ],
)  # fmt: skip
def test_a_title_is_not_repeated_and_a_deep_heading_is_none(cells, title, kept):
    from taian_analysis.briefing.tree import headings

    made = document(*cells)
    assert made.title == title
    assert [plain_text(h.inlines) for h in headings(list(made.blocks()))] == kept


@pytest.mark.parametrize("cell", [v4.new_raw_cell, v4.new_markdown_cell])
def test_front_matter_is_the_title_block(cell):
    made = document(
        cell('---\ntitle: "甲的报告"\nauthor: 张三\ndate: 2024-01-02\n---\n'), md("正文")
    )
    assert (made.title, made.authors, made.date) == ("甲的报告", ["张三"], "2024-01-02")
    assert "title:" not in text_of(made)
    assert front_matter("--- no front matter") == ({}, "--- no front matter")


def test_options_of_a_cell_caption_its_figure_and_table():
    source = "#| fig-cap: 图题\n#| fig-alt: 柱状图\nplot()"
    made = document(md("# T"), code(shown(PNG), source=source))
    (figure,) = [b for b in made.blocks() if isinstance(b, FigureBlock)]
    assert plain_text(figure.caption) == "图题" and figure.image.alt == "柱状图"
    assert not made.warnings
    rows = "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>"
    made = document(md("# T"), code(html(rows), source="#| tbl-cap: 表题\ndf"))
    (table,) = [b for b in made.blocks() if isinstance(b, TableBlock)]
    assert plain_text(table.caption) == "表题"


def test_alt_comes_from_the_cell_and_from_the_drawing():
    cell = code(shown(PNG))
    cell.metadata["alt"] = "单元格的说明"
    svg = SVG.replace("<rect", "<title>画自己的题</title><rect", 1)
    made = document(md("# T"), cell, code(shown({"image/svg+xml": svg})))
    assert [b.image.alt for b in made.blocks() if isinstance(b, FigureBlock)] == [
        "单元格的说明",
        "画自己的题",
    ]
    assert not made.warnings


def test_what_is_hidden_stays_hidden():
    folded = code(stream("FOLDED"))
    folded.metadata["jupyter"] = {"outputs_hidden": True}
    err = code(stream("stays"), tags=["remove-stderr"])
    err.outputs.append(stream("GONE", "stderr"))
    made = document(
        md("# T"),
        folded,
        code(stream("HIDDEN"), tags=["hide-output"]),
        code(stream("CELL"), tags=["hide-cell"]),
        code(stream("QUARTO"), source="#| output: false\nx"),
        err,
    )
    assert text_of(made).split() == ["stays"]


@pytest.mark.parametrize(
    "text",
    ["\\newpage", '<div style="page-break-after: always;"></div>', '<div style="break-before:page"></div>'],
)  # fmt: skip
def test_page_breaks_break_pages(text):
    nb = notebook(md("# T\n\none"), md(text), md("two"))
    assert any(isinstance(b, PageBreak) for b in build_document(nb, Options()).blocks())
    data = BriefingExporter(require_run=False).from_notebook_node(nb)[0]
    assert len(pdf_tools.reader(data).pages) == 2
    assert "new-page" in BriefingHtmlExporter().from_notebook_node(nb)[0]
    BriefingDocxExporter().from_notebook_node(nb)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("> [!NOTE]\n> words", "note"),
        ("> [!WARNING]\n> words", "warning"),
        ("```{note}\nwords\n```", "note"),
        (":::{tip}\nwords\n:::", "tip"),
        ("::: {.callout-tip}\nwords\n:::", "tip"),
        ("> words", ""),
    ],
)
def test_boxes(text, kind):
    (box,) = markdown_blocks(text, CellContext())
    assert isinstance(box, Quote) and box.kind == kind
    assert plain_text(box).strip() == "words"


def test_alerts_are_boxes_in_every_form():
    (box,) = html_blocks('<div class="alert alert-danger"><b>W</b> words</div>', CellContext())
    assert isinstance(box, Quote) and box.kind == "warning"
    # Markdown between the tags of a box is in the box
    (box, after) = markdown_blocks(
        '<div class="alert">\n\n**in** it\n\n</div>\n\nafter', CellContext()
    )
    assert isinstance(box, Quote) and plain_text(box) == "in it" and plain_text(after) == "after"
    nb = notebook(
        md('# T\n\n<div class="alert alert-info">\n\nwords\n\n</div>\n\n> [!TIP]\n> more')
    )
    assert 'class="box' in BriefingHtmlExporter().from_notebook_node(nb)[0]
    assert "more" in pdf_tools.text(BriefingExporter().from_notebook_node(nb)[0])


def test_pale_text_is_darkened_and_keeps_its_hue():
    for color in ("#ff0000", "#ffff00", "#5fba7d"):
        ink = legible(color, None)
        assert ratio(ink, "#ffffff") >= 4.5 and ink != "#000000"
    assert legible("#ff0000", None)[3:] == "0000"


def test_widths_in_per_cent_are_shares_of_the_line():
    uri = "data:image/png;base64," + b64(png(300, 200))
    (half,) = html_blocks(f'<img alt="a" width="50%" src="{uri}">', CellContext())
    (third,) = html_blocks(f'<img alt="a" width="100" src="{uri}">', CellContext())
    assert isinstance(half, FigureBlock) and isinstance(third, type(third))
    assert half.image.width == pytest.approx(229.5)


def test_odd_metadata_is_read():
    import nbformat

    nb = notebook(md("text"))
    nb.metadata |= {"title": 12, "kernelspec": "python3"}
    data = BriefingExporter().from_notebook_node(nb)[0]
    assert pdf_tools.reader(data).metadata.title == "12"

    text = "\ufeff" + nbformat.writes(notebook(md("# 题")))
    assert read_notebook(io.StringIO(text)).cells[0].source == "# 题"


def test_pictures_of_other_folders_need_leave(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.png").write_bytes(png())
    cell = md("# T\n\n![柱](../shared/a.png)")
    options = Options(folder=tmp_path / "book")
    assert "../shared" in "".join(build_document(notebook(cell), options).warnings)
    options.roots = (tmp_path / "shared",)
    assert not build_document(notebook(cell), options).warnings
