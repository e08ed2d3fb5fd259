"""The little of CSS that tables in notebooks use: colours, weight, slant, alignment, bars.

Stylers colour cells by ``#T_1_row0_col2 {…}``, great_tables by ``#id .class {…}``, others by
``style="…"``. tinycss2 reads the sheets; selectors are matched by tag, id, class and ancestors,
and what is more is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import tinycss2
from lxml import etree
from tinycss2.color4 import parse_color

from ..tree import Bar, Style

Rules = dict[str, str]
_COMPOUND = re.compile(r"\A(?P<tag>[a-zA-Z][\w-]*+|\*)?(?P<rest>(?:[#.][\w-]++)*+)$")
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


@dataclass(slots=True)
class _Rule:
    ancestors: list[tuple[str, tuple[str, ...]]]
    last: tuple[str, tuple[str, ...]]
    values: Rules
    weight: tuple[int, int]


def _compound(text: str) -> tuple[str, tuple[str, ...]] | None:
    match = _COMPOUND.match(text)
    if not match or not text:
        return None
    tag = (match.group("tag") or "").lower()
    return ("" if tag == "*" else tag, tuple(re.findall(r"[#.][\w-]+", match.group("rest"))))


@dataclass
class StyleSheet:
    """All the rules of an output's <style> elements, found by id, class or tag."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)
    count: int = 0

    def add(self, text: str) -> None:
        """Read one <style> element; of rules for one medium those for paper hold."""
        self._rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))

    def _rules(self, nodes: list[Any]) -> None:
        for node in nodes:
            if node.type == "at-rule" and node.content and _for_paper(node):
                inner = tinycss2.parse_blocks_contents(
                    node.content, skip_comments=True, skip_whitespace=True
                )
                self._rules(inner)
            elif node.type == "qualified-rule":
                found = tinycss2.parse_blocks_contents(
                    node.content, skip_comments=True, skip_whitespace=True
                )
                values = dict(_kept(found))
                for selector in tinycss2.serialize(node.prelude).split(",") if values else ():
                    self._rule(selector.strip(), values)

    def _rule(self, selector: str, values: Rules) -> None:
        parts = [_compound(p) for p in selector.replace(">", " ").split()]
        if not parts or any(part is None for part in parts):
            return
        known = [part for part in parts if part is not None]
        tag, marks = known[-1]
        if not tag and not marks:
            return
        self.count += 1
        ids = sum(mark[0] == "#" for _, some in known for mark in some)
        classes = sum(mark[0] == "." for _, some in known for mark in some)
        rule = _Rule(known[:-1], known[-1], values, (100 * ids + 10 * classes, self.count))
        self.rules.setdefault(marks[0] if marks else tag, []).append(rule)

    def of(self, node: etree._Element) -> Rules:
        """Return the declarations that hold for an element, its own style last."""
        if not self.rules:
            own = node.get("style")
            return declarations(own) if own else {}
        keys = [f".{c}" for c in (node.get("class") or "").split()]
        keys += [f"#{node.get('id')}", node.tag]
        found = [r for k in keys for r in self.rules.get(k, ()) if _holds(r, node)]
        values: Rules = {}
        for rule in sorted(found, key=lambda r: r.weight):
            values |= rule.values
        own = node.get("style")
        return values | declarations(own) if own else values


def _for_paper(rule: Any) -> bool:
    media = {token.lower_value for token in rule.prelude if token.type == "ident"}
    return rule.lower_at_keyword == "media" and bool(media & {"print", "all"})


def _holds(rule: _Rule, node: etree._Element) -> bool:
    if not _matches(rule.last, node):
        return False
    wanted = list(rule.ancestors)
    parent = node.getparent()
    while wanted and parent is not None:
        if _matches(wanted[-1], parent):
            wanted.pop()
        parent = parent.getparent()
    return not wanted


def _matches(compound: tuple[str, tuple[str, ...]], node: etree._Element) -> bool:
    tag, marks = compound
    if tag and node.tag != tag:
        return False
    classes = (node.get("class") or "").split()
    return all(
        node.get("id") == mark[1:] if mark[0] == "#" else mark[1:] in classes for mark in marks
    )


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
