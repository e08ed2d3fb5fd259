"""MathML -> the few kinds of node that the PDF and .docx writers set.

A node is a list: its kind, then its parts. Kinds: ``row``, ``id`` (a letter), ``num``, ``text``,
``op``, ``frac``, ``sqrt``, ``root``, ``script`` (base, below, above, limits?), ``accent``,
``over``, ``under``, ``fence`` (row), ``table`` (rows, aligns), ``space``, ``box``, ``aligned``.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

from lxml import etree

Node = list[Any]
_DROPPED = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b\ufe00\ufe01"), "")
_OPEN, _CLOSE = set("([{⟨⌈⌊|‖∣∥⟦"), set(")]}⟩⌉⌋|‖∣∥⟧")
_LINES = {"¯": "over", "‾": "over", "―": "over", "̲": "over", "_": "under", "⏞": "overbrace",
          "⏟": "underbrace", "⎴": "overbracket", "⎵": "underbracket", "→": "vec"}  # fmt: skip
_ENTITY = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;|#)(\w+;)")


@lru_cache(maxsize=1024)
def _parsed(mathml: str) -> etree._Element | None:
    text = _ENTITY.sub(lambda m: html.unescape(m.group()), mathml)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root: etree._Element | None = etree.fromstring(text.encode(), parser)
    return root


def math_nodes(mathml: str) -> Node | None:
    """Return the formula, or None where it holds nothing.

    Examples
    --------
    >>> math_nodes("<math><msup><mi>x</mi><mn>2</mn></msup></math>")
    ['script', ['id', 'x'], None, ['num', '2'], False]
    """
    root = _parsed(mathml)
    if root is None:
        return None
    only = [c for c in root if isinstance(c.tag, str)]
    if len(only) == 1 and _tag(only[0]) == "mtable":
        table = _table(only[0])
        if table[2] and set(table[2]) <= {"left", "right", "center"} and "left" in table[2]:
            return ["aligned", table[1]]
        return table
    return _row(root, 0)


def _tag(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _children(node: etree._Element) -> list[etree._Element]:
    return [c for c in node if isinstance(c.tag, str) and _tag(c) not in ("annotation", "none")]


def _row(node: etree._Element, depth: int) -> Node:
    made = [n for child in _children(node) if (n := _node(child, depth + 1)) is not None]
    if len(made) == 1:
        return made[0]
    if len(made) > 1 and made[0][0] == "op" and made[0][1] in _OPEN | {"{"}:
        last = made[-1]
        if last[0] == "op" and (last[1] in _CLOSE or not last[1]):
            return ["fence", made[0][1], ["row", *made[1:-1]], last[1]]
        if made[-1][0] == "table":
            return ["fence", made[0][1], ["row", *made[1:]], ""]
    return ["row", *made]


def _node(node: etree._Element, depth: int = 0) -> Node | None:
    tag = _tag(node)
    text = (node.text or "").translate(_DROPPED).strip()
    if depth > 60:
        return ["text", "".join(map(str, node.itertext()))]
    if tag in ("mi", "mn", "mtext", "ms"):
        return _mtext(node) if tag == "mtext" else _leaf(tag, text, node)
    if tag == "mo":
        size = re.fullmatch(r"([\d.]+)em", node.get("minsize") or "")
        return ["big", text, min(float(size[1]), 6.0)] if size and text else ["op", text]
    if tag == "mspace":
        match = re.fullmatch(r"([\d.]+)r?em", node.get("width") or "")
        return ["space", min(float(match.group(1)), 4.0)] if match else None
    if tag == "mphantom":
        return None
    if tag == "menclose":
        return ["box" if "box" in (node.get("notation") or "") else "strike", _row(node, depth)]
    if tag == "mtable":
        return _table(node, depth)
    ink = re.search(r"(?:^|;)\s*color:\s*(#[0-9a-fA-F]{6})", node.get("style") or "")
    if ink and tag in ("mrow", "mstyle"):
        return ["color", ink[1].lower(), _row(node, depth)]
    if tag in _STRUCTURES:
        parts = [_node(child, depth + 1) or ["row"] for child in _children(node)]
        return _structure(tag, node, parts)
    return _row(node, depth)


def _mtext(node: etree._Element) -> Node | None:
    """Return words in a formula, bold, slanted or typewritten ones told apart."""
    text = "".join(map(str, node.itertext())).translate(_DROPPED)
    if not text:
        return None
    inner = next((_tag(child) for child in node), "")
    return ["styled", text, inner] if inner in ("b", "i", "code") else ["text", text]


def _leaf(tag: str, text: str, node: etree._Element) -> Node | None:
    if not text:
        return None
    if tag == "mn":
        return ["num", text]
    if tag == "mi" and len(text) == 1 and node.get("mathvariant") != "normal":
        return ["id", text]
    return ["text", text]


_STRUCTURES = {"mfrac": 2, "msqrt": 1, "mroot": 2, "msup": 2, "msub": 2, "msubsup": 3,
               "mover": 2, "munder": 2, "munderover": 3}  # fmt: skip


def _structure(tag: str, node: etree._Element, parts: list[Node]) -> Node:
    count = _STRUCTURES[tag]
    if tag == "msqrt":
        return ["sqrt", parts[0] if len(parts) == 1 else ["row", *parts]]
    if len(parts) < count:
        return ["row", *parts]
    base, *rest = parts
    if tag == "mfrac":
        return ["binom" if node.get("linethickness") in ("0", "0px") else "frac", base, rest[0]]
    if tag == "mroot":
        return ["root", base, rest[0]]
    if tag in ("mover", "munder"):
        mark = rest[0][1] if rest[0][0] == "op" else ""
        accent = node.get("accent") == "true" or node.get("accentunder") == "true"
        if mark in _LINES and (accent or mark != "→"):
            kind = _LINES[mark]
            if kind == "vec":
                return ["accent", base, "→"]
            return ["line", kind if tag == "mover" else kind.replace("over", "under"), base]
        if accent and tag == "mover" and mark:
            return ["accent", base, mark]
    below = {"msub": rest[0], "msubsup": rest[0], "munder": rest[0], "munderover": rest[0]}
    above = {"msup": rest[0], "mover": rest[0], "msubsup": rest[-1], "munderover": rest[-1]}
    return ["script", base, below.get(tag), above.get(tag), tag.startswith(("mu", "mo"))]


def _table(node: etree._Element, depth: int = 0) -> Node:
    rows: list[list[Node]] = []
    aligns: list[str] = []
    for row in _children(node):
        cells = [c for c in _children(row) if _children(c) or (c.text or "").strip() or True]
        if cells and "width: 50%" in (cells[0].get("style") or ""):  # the left of a numbered one
            cells = cells[1:]
        made = [_row(cell, depth + 1) for cell in cells]
        if len(made) > 1 and made[-1][0] == "text" and re.fullmatch(r"\(.*\)", made[-1][1]):
            number = made.pop()  # of a numbered line
            made[-1] = ["row", made[-1], ["space", 2.0], number]
        rows.append(made)
        found = [_align(cell) for cell in cells[: len(made)]]
        aligns = found if len(found) > len(aligns) else aligns
    return ["table", rows, aligns]


def _align(cell: etree._Element) -> str:
    match = re.search(r"text-align:\s*(\w+)", cell.get("style") or "")
    return match.group(1) if match else (cell.get("columnalign") or "center")


_TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "ms", "mspace", "msup", "msub", "msubsup"),
    *("mover", "munder", "munderover", "mfrac", "msqrt", "mroot", "mtable", "mtr", "mtd"),
    *("menclose", "mstyle", "mpadded", "mphantom", "merror", "mmultiscripts", "mprescripts"),
    *("b", "i", "code"),
}
_ATTRIBUTES = {
    *("display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "fence", "form"),
    *("accent", "accentunder", "lspace", "rspace", "width", "linethickness", "columnalign"),
    *("notation", "minsize", "maxsize", "largeop", "movablelimits"),
}
_STYLE = re.compile(
    r"\s*(text-align|padding-(left|right)|color|border-(top|right|left))\s*:[\w\s#.%]*"
)


def safe_mathml(mathml: str, latex: str) -> str:
    """Return MathML that can do nothing but be shown, with its LaTeX as alternative text.

    Examples
    --------
    >>> safe_mathml('<math><mi onclick="x">y</mi><script/></math>', "y")
    '<math alttext="y"><mi>y</mi></math>'
    """
    root = _parsed(mathml)
    if root is None or _tag(root) != "math":
        return ""
    made = _safe(root)
    made.set("alttext", latex)
    return etree.tostring(made, encoding="unicode")


def _safe(node: etree._Element) -> etree._Element:
    made = etree.Element(_tag(node))
    made.text = node.text
    for key, value in node.attrib.items():
        if str(key) in _ATTRIBUTES and len(str(value)) < 50:
            made.set(str(key), str(value))
    kept = [s for s in (node.get("style") or "").split(";") if _STYLE.fullmatch(s)]
    if kept:
        made.set("style", ";".join(kept))
    for child in node:
        tag = _tag(child)
        if tag == "semantics":
            made.extend(_safe(inner) for inner in child if _tag(inner) in _TAGS)
        elif tag in _TAGS:
            made.append(_safe(child))
    return made
