"""The little of CSS that tables in notebooks use: colours, weight, slant, alignment, bars.

Stylers colour cells by ``#T_1_row0_col2 {…}``, great_tables by ``#id .class {…}``, others by
``style="…"``. tinycss2 reads the sheets and cssselect2 matches their selectors.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2
from lxml import etree
from tinycss2.color4 import parse_color

from ..tree import Bar, Style
from .limits import MATCHES

Rules = dict[str, str]
#: What looks at all siblings before, or at all that is inside, once for each element.
_COSTLY = re.compile(r"~|-of-type|:(?:has|nth-last|only|is|where|contains)", re.I)
_KEPT = {
    "background",
    "background-color",
    "background-image",
    "break-after",
    "break-before",
    "page-break-after",
    "page-break-before",
    "color",
    "display",
    "font-style",
    "font-weight",
    "height",
    "text-align",
    "text-decoration",
    "text-decoration-line",
    "vertical-align",
    "visibility",
    "white-space",
    "width",
}


def declarations(text: str) -> Rules:
    """Return the declarations of a style attribute that mean something on paper.

    Examples
    --------
    >>> declarations("color: red !important; position: fixed")
    {'color': 'red'}
    """
    return dict(_declared(text))


@lru_cache(maxsize=4096)
def _declared(text: str) -> tuple[tuple[str, str], ...]:
    return _kept(tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True))


def _kept(nodes: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (node.lower_name, tinycss2.serialize(node.value).strip())
        for node in nodes
        if node.type == "declaration" and node.lower_name in _KEPT
    )


class StyleSheet:
    """All the rules of an output's <style> elements."""

    def __init__(self) -> None:
        self._rules = cssselect2.Matcher()
        self._known: dict[etree._Element, cssselect2.ElementWrapper] = {}
        self._tried = 0

    def add(self, text: str) -> None:
        """Read one <style> element; of rules for one medium those for paper hold."""
        self._read(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))

    def _read(self, nodes: list[Any]) -> None:
        for node in nodes:
            if node.type == "at-rule" and node.content and _for_paper(node):
                self._read(_inner(node))
            elif node.type == "qualified-rule" and (values := dict(_kept(_inner(node)))):
                for selector in _selectors(node.prelude):
                    self._rules.add_selector(selector, values)

    def of(self, node: etree._Element) -> Rules:
        """Return the declarations that hold for an element, its own style last."""
        values: Rules = {}
        if self._rules.order and self._granted(node):
            for *_, pseudo, found in self._rules.match(self._wrapped(node)):
                if pseudo is None:
                    values |= found
        own = node.get("style")
        return values | declarations(own) if own else values

    def _granted(self, node: etree._Element) -> bool:
        """Return whether selectors may still be tried; of a sheet too large the rest is left."""
        rules, names = self._rules, (node.get("class") or "").split()
        self._tried += len(rules.lower_local_name_selectors.get(node.tag, ()))
        self._tried += sum(len(rules.class_selectors.get(name, ())) for name in names)
        self._tried += len(rules.id_selectors.get(node.get("id"), ())) + len(rules.other_selectors)
        return self._tried <= MATCHES

    def _wrapped(self, node: etree._Element) -> cssselect2.ElementWrapper:
        """Return an element as cssselect2 takes it, each built once, with its siblings."""
        missing = []
        at: etree._Element | None = node
        while at is not None and at not in self._known:
            missing.append(at)
            at = at.getparent()
        for one in reversed(missing):
            above = one.getparent()
            if above is None:
                self._known[one] = cssselect2.ElementWrapper.from_html_root(one)
            else:
                children = self._known[above].iter_children()
                self._known |= {child.etree_element: child for child in children}
        return self._known[node]


def _inner(node: Any) -> list[Any]:
    found: list[Any] = tinycss2.parse_blocks_contents(
        node.content, skip_comments=True, skip_whitespace=True
    )
    return found


def _selectors(prelude: list[Any]) -> list[Any]:
    """Return the selectors of a rule that can be matched in time that grows with the page."""
    if _COSTLY.search(tinycss2.serialize(prelude)):
        return []
    try:
        return list(cssselect2.compile_selector_list(prelude))
    except cssselect2.SelectorError:
        return []


def _for_paper(rule: Any) -> bool:
    media = {token.lower_value for token in rule.prelude if token.type == "ident"}
    return rule.lower_at_keyword == "media" and bool(media & {"print", "all"})


@lru_cache(maxsize=1024)
def color(text: str) -> str | None:
    """Return ``#rrggbb`` for a CSS colour on white paper, or None.

    Examples
    --------
    >>> color("#F00"), color("rgba(0, 0, 0, 0.5)"), color("inherit")
    ('#ff0000', '#808080', None)
    """
    found = parse_color(text)
    if found is None or isinstance(found, str) or not found.alpha:
        return None
    parts = found.to("srgb").coordinates
    shades = (min(max(part or 0.0, 0.0), 1.0) for part in parts)
    return "#" + "".join(f"{round(255 * (1 + (c - 1) * found.alpha)):02x}" for c in shades)


@lru_cache(maxsize=4096)
def bar(values: str) -> Bar | None:
    """Return the bar that a cell's background draws by a gradient with hard stops.

    Examples
    --------
    >>> bar("linear-gradient(90deg, transparent 20%, #d65f5f 20%, #d65f5f 60%, transparent 60%)")
    Bar(color='#d65f5f', start=20.0, end=60.0)
    """
    nodes = [n for n in tinycss2.parse_component_value_list(values) if n.type == "function"]
    if not nodes or nodes[0].lower_name != "linear-gradient":
        return None
    stops = list(filter(None, map(_stop, _arguments(nodes[0].arguments))))
    at = next((i for i, (shade, _) in enumerate(stops) if shade), None)
    if at is None:
        return None
    shade = stops[at][0]
    places = [share for _, share in stops[at:] if share is not None]
    ends = [share for ink, share in stops[at:] if ink == shade and share is not None]
    before = stops[at - 1][1] if at else 0.0
    start = before if at and before is not None else (ends[0] if len(ends) > 1 else 0.0)
    end = max(ends) if ends else (places[0] if places else 100.0)
    return Bar(shade or "", start, end) if shade and 0 <= start < end <= 100 else None


def _arguments(nodes: list[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for node in nodes:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        elif node.type != "whitespace":
            parts[-1].append(node)
    return parts


def _stop(nodes: list[Any]) -> tuple[str | None, float | None] | None:
    """Return a stop's colour (None for a transparent one) and its place in percent."""
    if not nodes or nodes[0].type == "dimension" or tinycss2.serialize(nodes[:1]) == "to":
        return None
    places = [float(n.value) for n in nodes[1:] if n.type == "percentage"]
    return color(tinycss2.serialize(nodes[:1])), places[0] if places else None


def styled(style: Style, values: Rules) -> Style:
    """Return `style` changed by CSS declarations."""
    changes: dict[str, object] = {}
    for name, value in values.items():
        read = _LOOKS.get(name)
        if read:
            changes |= read(value)
    return style.but(**changes) if changes else style


def _colored(value: str) -> dict[str, object]:
    ink = color(value)
    return {"color": None if ink in ("#000000", None) else ink}


def _backed(value: str) -> dict[str, object]:
    shades = (color(tinycss2.serialize([n])) for n in tinycss2.parse_component_value_list(value))
    shade = next(filter(None, shades), None)
    return {"background": None if shade == "#ffffff" else shade}


def _weighted(value: str) -> dict[str, object]:
    heavy = value in ("bold", "bolder") or (value.isdecimal() and int(value[:4]) > 500)
    return {"bold": heavy}


def _lined(value: str) -> dict[str, object]:
    found = {"strike": "line-through" in value, "underline": "underline" in value}
    return {name: True for name, said in found.items() if said}


def _raised(value: str) -> dict[str, object]:
    return {{"super": "sup"}.get(value, value): True} if value in ("super", "sub") else {}


_LOOKS: dict[str, Callable[[str], dict[str, object]]] = {
    "color": _colored,
    "background": _backed,
    "background-color": _backed,
    "font-weight": _weighted,
    "font-style": lambda value: {"italic": value in ("italic", "oblique")},
    "text-decoration": _lined,
    "text-decoration-line": _lined,
    "vertical-align": _raised,
}
