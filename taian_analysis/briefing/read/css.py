"""The little of CSS that tables in notebooks use: colours, weight, slant, alignment.

Stylers colour cells by ``#T_1_row0_col2 {…}``, great_tables by ``#id .class {…}``, others by
``style="…"``. Selectors are matched by tag, id, class and ancestors; what is more is ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from ..tree import Style

Rules = dict[str, str]
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[#.][\w-]+)*)$")
_KEPT = {
    "background",
    "background-color",
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
    found: Rules = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _KEPT:
            found[name] = value.replace("!important", "").strip()
    return found


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
class Sheet:
    """All the rules of an output's <style> elements, found by id, class or tag."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)
    count: int = 0

    def add(self, text: str) -> None:
        """Read one <style> element."""
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        for selectors, body in re.findall(r"([^{}@]+)\{([^{}]*)\}", text):
            values = declarations(body)
            if not values:
                continue
            for selector in selectors.split(","):
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
    text = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return text
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "#" + "".join(2 * c for c in text[1:])
    if not text or text in ("inherit", "initial", "transparent", "none", "currentcolor", "unset"):
        return None
    alpha = 1.0
    match = re.fullmatch(r"(rgb|hsl)a?\(([^,]+),([^,]+),([^,/]+)[,/]\s*([\d.]+)(%?)\s*\)", text)
    if match:
        kind, *parts, share, percent = match.groups()
        text = f"{kind}({','.join(parts)})"
        try:
            alpha = min(1.0, float(share) / (100 if percent else 1))
        except ValueError:
            return None
    from PIL import ImageColor  # the names of CSS colours

    try:
        red, green, blue = ImageColor.getrgb(text)[:3]
    except ValueError:
        return None
    return "#{:02x}{:02x}{:02x}".format(
        *(round(255 + (c - 255) * alpha) for c in (red, green, blue))
    )


def styled(style: Style, values: Rules) -> Style:
    """Return `style` changed by CSS declarations."""
    if not values:
        return style
    changes: dict[str, object] = {}
    if "color" in values:
        ink = color(values["color"])
        changes["color"] = None if ink in ("#000000", None) else ink
    paper = values.get("background-color") or values.get("background")
    if paper:
        shade = color(paper.split(" ")[0] if "(" not in paper else paper)
        changes["background"] = None if shade == "#ffffff" else shade
    weight = values.get("font-weight")
    if weight:
        changes["bold"] = weight in ("bold", "bolder") or (
            weight.isdecimal() and int(weight[:4]) > 500
        )
    if values.get("font-style"):
        changes["italic"] = values["font-style"] in ("italic", "oblique")
    line = values.get("text-decoration-line") or values.get("text-decoration") or ""
    if "line-through" in line:
        changes["strike"] = True
    if "underline" in line:
        changes["underline"] = True
    if values.get("vertical-align") in ("super", "sub"):
        changes["sup" if values["vertical-align"] == "super" else "sub"] = True
    return style.but(**changes) if changes else style
