"""`jupyter nbconvert --to briefing`: settings, tags, errors, the command itself."""

from __future__ import annotations

import io

import nbformat.v4 as v4
import pypdf
import pytest

from taian_analysis.briefing.exporter import BriefingExporter
from taian_analysis.errors import BriefingError


def notebook(*cells, **metadata):
    return v4.new_notebook(cells=list(cells), metadata=metadata)


def code(source="1", *outputs, tags=()):
    return v4.new_code_cell(
        source, execution_count=1, outputs=list(outputs), metadata={"tags": list(tags)}
    )


def pdf_text(nb, **settings):
    made, resources = BriefingExporter(**settings).from_notebook_node(nb)
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return "\n".join(page.extract_text() for page in pages), resources


def test_chinese_text_is_recovered_and_code_is_hidden():
    text, _ = pdf_text(notebook(v4.new_markdown_cell("# 泰安\n\n全市低保标准"), code("secret = 1")))
    assert "全市低保标准" in text
    assert "secret" not in text


def test_code_can_be_shown():
    text, _ = pdf_text(notebook(code("secret = 1")), exclude_input=False)
    assert "secret = 1" in text


def test_a_notebook_that_was_not_run_is_refused_with_the_cell_number():
    nb = notebook(v4.new_markdown_cell("# x"), v4.new_code_cell("1 + 1"))
    with pytest.raises(BriefingError, match="cell 2 has neither"):
        BriefingExporter().from_notebook_node(nb)
