"""Charts that only a browser draws: their static twin, a drawing of their own data, or a line.

With the extra ``vega`` (vl-convert) Altair's and Vega's charts are drawn without a browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ..tree import Block, FigureBlock, Placeholder, Run
from .context import CellContext
from .images import ImageTrouble
from .limits import SPEC

Bundle = dict[str, Any]
#: library -> its mime type, and what its HTML gives it away by
_LIBRARIES = {
    "Plotly": (
        r"application/vnd\.plotly",
        r"plotly-graph-div|Plotly\.(newPlot|react)|plot\.ly",
    ),
    "Vega-Altair": (r"application/vnd\.vega", r"vegaEmbed|altair-viz|vega-?lite|VEGA_DEBUG"),
    "Bokeh": (r"application/vnd\.(bokehjs|holoviews)", r"bk-root|Bokeh\.|bokehjs"),
    "pyecharts": (r"application/vnd\.echarts", r"echarts"),
    "itables": (r"application/vnd\.itables", r"itables|DataTable\("),
    "folium": (r"application/vnd\.folium", r"leaflet|folium"),
    "Highcharts": (r"application/vnd\.highcharts", r"[Hh]ighcharts"),
    "mpld3": (r"application/vnd\.mpld3", r"mpld3"),
}
_SPEC = re.compile(
    r"\}\)\s*\(\s*(?=\{)|var\s+spec\s*=\s*(?=\{)|(?:embed|vegaEmbed)\([^,{]*,\s*(?=\{)"
)
_VEGA = re.compile(r"application/vnd\.vega(lite)?\.v\d+\+json")


def library(data: Bundle, html: str) -> str:
    """Return the library whose script draws an output, "" where there is none.

    Examples
    --------
    >>> library({"application/vnd.plotly.v1+json": {}}, ""), library({}, "<p>text</p>")
    ('Plotly', '')
    """
    for name, (mime, mark) in _LIBRARIES.items():
        if any(re.match(mime, key) for key in data):
            return name
        if "<script" in html.lower() and re.search(mark, html):
            return name
    return ""


def chart_blocks(
    data: Bundle, html: str, caption: tuple[str, str], context: CellContext
) -> list[Block]:
    """Return a chart as a drawing where that can be made, else a line that names the library.

    Nothing is returned where the output is no such chart.
    """
    name = library(data, html)
    if not name:
        return []
    drawn = _drawn(data, html) if name == "Vega-Altair" else None
    if drawn is not None:
        title, svg = drawn
        alt, text = caption
        try:
            image = context.picture(svg.encode(), alt or title or name, name)
            return [FigureBlock(image, [Run(text)] if text else [])]
        except ImageTrouble:
            pass
    return [Placeholder(context.placeholder("chart", name))]


def _drawn(data: Bundle, html: str) -> tuple[str, str] | None:
    """Return the title and the SVG of a Vega or Vega-Lite chart."""
    spec = next((value for key, value in data.items() if _VEGA.fullmatch(key)), None)
    spec = spec if isinstance(spec, dict) else _spec_in(html)
    if not isinstance(spec, dict) or not ({"mark", "marks", "layer"} | _PARTS) & set(spec):
        return None
    if len(json.dumps(spec)) > SPEC:
        return None
    try:
        import vl_convert
    except ImportError:
        return None
    lite = "marks" not in spec
    draw: Callable[..., str] = vl_convert.vegalite_to_svg if lite else vl_convert.vega_to_svg
    try:
        svg = str(draw(spec))
    except Exception:  # the library raises plain ValueErrors for what it can not draw
        return None
    title = spec.get("title")
    title = title.get("text") if isinstance(title, dict) else title
    return (title if isinstance(title, str) else ""), svg


_PARTS = {"hconcat", "vconcat", "concat", "facet", "repeat", "spec"}


def _spec_in(html: str) -> Any:
    """Return the first chart description that stands in a script."""
    for match in _SPEC.finditer(html):
        try:
            found, _ = json.JSONDecoder().raw_decode(html, match.end())
        except ValueError:
            continue
        if isinstance(found, dict) and len(found) > 1:
            return found
    return None
