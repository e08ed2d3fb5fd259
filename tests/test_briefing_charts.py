"""Charts that a script draws: the saved twin, a drawing, or one line that names the library."""

from __future__ import annotations

import pdf_tools
import pytest
from corpus_notebooks import b64, code, md, notebook, png, shown

from taian_analysis.briefing.exporter import BriefingExporter
from taian_analysis.briefing.read.context import CellContext
from taian_analysis.briefing.read.outputs import bundle_blocks
from taian_analysis.briefing.tree import FigureBlock, MathBlock, Placeholder, TableBlock

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "title": "各区县",
    "mark": "bar",
    "data": {"values": [{"区": "泰山", "值": 1}, {"区": "岱岳", "值": 2}]},
    "encoding": {"x": {"field": "区", "type": "nominal"}, "y": {"field": "值", "type": "quantitative"}},
}  # fmt: skip
LIVE = {
    "Plotly": {"application/vnd.plotly.v1+json": {"data": []}, "text/plain": "Figure({...})"},
    "Bokeh": {"text/html": "<div class='bk-root'></div><script>Bokeh.x()</script>", "text/plain": "x"},
    "pyecharts": {"text/html": "<div id='a'></div><script>echarts.init(a)</script>"},
    "Vega-Altair": {
        "text/html": "<div id='altair-viz-1'></div><script>(function(spec){})({\"config\":{}})</script>",
        "text/plain": "alt.Chart(...)",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", LIVE)
def test_a_chart_without_a_picture_is_one_line_that_names_its_library(name):
    context = CellContext()
    (line,) = bundle_blocks(LIVE[name], {}, context)
    assert isinstance(line, Placeholder) and name in line.text
    assert len(context.warnings) == 1 and "静态图" in context.warnings[0]


@pytest.mark.parametrize("name", LIVE)
def test_the_saved_picture_is_taken_where_there_is_one(name):
    data = LIVE[name] | {"image/png": b64(png())}
    (figure,) = bundle_blocks(data, {"image/png": {"alt": "柱"}}, CellContext())
    assert isinstance(figure, FigureBlock) and figure.image.alt == "柱"


def test_rows_that_stand_in_a_sortable_table_are_printed():
    html = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    data = {"text/html": html + "<script>new DataTable('#x')</script>"}
    (table,) = bundle_blocks(data, {}, CellContext())
    assert isinstance(table, TableBlock) and len(table.rows) == 2


def test_vega_charts_are_drawn_with_their_words():
    pytest.importorskip("vl_convert")
    nb = notebook(md("# 图"), code(shown({"application/vnd.vegalite.v5+json": SPEC})))
    data, resources = BriefingExporter().from_notebook_node(nb)
    (figure,) = pdf_tools.tags(data).all("Figure")
    assert figure.alt == "各区县" and not resources["briefing_warnings"]


def test_a_formula_is_preferred_to_its_picture():
    data = {"text/latex": "$x^2$", "image/png": b64(png()), "text/plain": "x**2"}
    (block,) = bundle_blocks(data, {}, CellContext())
    assert isinstance(block, MathBlock) and block.math.latex == "x^2"


def test_data_urls_with_blanks_are_read_and_never_printed():
    uri = "data: image/png; base64," + b64(png(300, 200))
    nb = notebook(md("# T"), code(shown({"text/html": f'<img alt="a" src="{uri}">'})))
    data, _ = BriefingExporter().from_notebook_node(nb)
    assert [f.alt for f in pdf_tools.tags(data).all("Figure")] == ["a"]
    broken = notebook(md("# T"), code(shown({"text/html": '<img src="data:image/png;base64,iVBORw0KGgoAAAA">'})))  # fmt: skip
    data, resources = BriefingExporter().from_notebook_node(broken)
    assert "iVBOR" not in pdf_tools.text(data)
    assert "iVBOR" not in "".join(resources["briefing_warnings"])
