"""The corpus of small notebooks: each point is shown by one, and each becomes a PDF that keeps UA."""

from __future__ import annotations

import io

import docx
import pdf_tools
import pytest
from corpus_notebooks import SVG, code, md, notebook, shown
from small_notebooks import SMALL

from taian_analysis.briefing.exporter import (
    BriefingDocxExporter,
    BriefingExporter,
    BriefingHtmlExporter,
)


def test_there_are_more_than_forty():
    assert len(SMALL) >= 40


@pytest.mark.parametrize("name", SMALL)
def test_the_point_is_seen_in_print(name):
    nb, has, lacks, warns = SMALL[name]
    data, resources = BriefingExporter(require_run=False).from_notebook_node(nb)
    metadata = pdf_tools.reader(data).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1" in metadata and "<pdfaid:conformance>A" in metadata
    text = pdf_tools.squeezed(data)
    for words in has:
        assert words.replace(" ", "") in text
    for words in lacks:
        assert words.replace(" ", "") not in text
    warnings = " ".join(resources["briefing_warnings"])
    assert warns in warnings
    assert len(warnings) < 2000


def test_empty_formulas_and_missing_glyphs_keep_ua(monkeypatch):
    monkeypatch.setattr("taian_analysis.briefing.write.fontbook.PACKS", ())
    nb = notebook(md("# 題 😀\n\n機械 ế 𝔼 שלום $$ $$ ${}$ $\\,$"), md("$$\\mathbb{機}$$"))
    data, _ = BriefingExporter(require_run=False, use_system_fonts=False).from_notebook_node(nb)
    reader = pdf_tools.reader(data)
    assert "<pdfuaid:part>1" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "機械" in pdf_tools.squeezed(data) and reader.metadata.title == "題 😀"


def test_code_cells_without_outputs_are_read():
    nb = notebook(md("# 题"), code())
    del nb["cells"][1]["outputs"]
    data, _ = BriefingExporter(require_run=False).from_notebook_node(nb)
    assert data[:4] == b"%PDF"


#: what no XML holds, and so no Word file
ODD = "a\x00\x1b\ufffe"
WIDGET = "application/vnd.jupyter.widget-view+json"
PLACES = {
    "fenced code": md(f"```{ODD}\n{ODD}\n```"),
    "printed Markdown": code(shown({"text/markdown": f"```\n{ODD}\n```"})),
    "source": code(source=ODD),
    "label": code(shown({"image/svg+xml": SVG}), source=f"#| label: fig-{ODD}\nx"),
    "alt": code(shown({"image/svg+xml": SVG}, {"alt": ODD, "caption": ODD})),
    "placeholder": code(shown({WIDGET: {"model_id": "m"}, "text/plain": ODD})),
    "front matter": md(f"---\ntitle: {ODD}\n---\nx"),
}


@pytest.mark.parametrize("place", PLACES)
def test_no_control_character_of_a_notebook_is_written(place):
    nb = notebook(PLACES[place], subtitle=ODD, authors=[{"name": ODD}], date=ODD, source=ODD)
    settings = {"exclude_input": False, "require_run": False}
    page, _ = BriefingHtmlExporter(**settings).from_notebook_node(nb)
    assert "a" in page and not any(sign in page for sign in ODD[1:])
    word, _ = BriefingDocxExporter(**settings).from_notebook_node(nb)
    assert docx.Document(io.BytesIO(word)).core_properties.subject == "a"
