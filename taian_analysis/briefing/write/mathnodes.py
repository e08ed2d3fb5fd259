"""MathML -> the few kinds of node that the PDF and .docx writers set.

A node is a list: its kind, then its parts. Kinds: ``row``, ``id`` (a letter), ``num``, ``text``,
``op``, ``frac``, ``sqrt``, ``root``, ``script`` (base, below, above, limits?), ``accent``,
``over``, ``under``, ``fence`` (row), ``table`` (rows, aligns, rules), ``space``, ``box``,
``fill`` (paper, edge, row),
``aligned`` (rows), ``numbered`` (a display, the numbers of its lines, its lines).
"""

from __future__ import annotations

import html
import re
from copy import copy
from functools import lru_cache
from typing import Any

from lxml import etree

from ..tree import FILL, RULE

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
    if root is not None and (FILL in text or RULE in text):
        _unmark(root)
    return root


def _unmark(root: etree._Element) -> None:
    """Turn the reader's marks into what MathML has for them: styles of boxes and cells."""
    for node in [n for n in root.iter() if (n.text or "").startswith((FILL, RULE))]:
        said, home = (node.text or "")[1:].strip(), node.getparent()
        if home is None:
            continue
        if node.text and node.text[0] == RULE:
            _rule_above(node, *map(int, said.split("-")))
        elif len(said) >= 6 and (box := home.getparent()) is not None:
            box.set(
                "style", f"background: #{said[:6]}" + (f";color: #{said[6:]}" if said[6:] else "")
            )
        home.remove(node)


def _rule_above(mark: etree._Element, first: int, last: int) -> None:
    """Draw a rule above some cells of the row in which a mark stands."""
    row = next((n for n in mark.iterancestors() if _tag(n) == "mtr"), None)
    if row is None or not 1 <= first <= last <= 100:
        return
    while len(row) < last:
        row.append(row.makeelement("mtd"))
    for cell in list(row)[first - 1 : last]:
        cell.set("style", f"{cell.get('style') or ''};border-top: 0.05em solid currentcolor")


def math_nodes(mathml: str) -> Node | None:
    """Return the formula, or None where it holds nothing.

    Examples
    --------
    >>> math_nodes("<math><msup><mi>x</mi><mn>2</mn></msup></math>")
    ['script', ['id', 'x'], None, ['num', '2'], False]
    """
    root = _parsed(mathml)
    return None if root is None else _row(root, 0)


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
        size = re.fullmatch(r"([\d.]{1,9})em", node.get("minsize") or "")
        return ["big", text, min(float(size[1]), 6.0)] if size and text else ["op", text]
    if tag == "mspace":
        match = re.fullmatch(r"([\d.]{1,9})r?em", node.get("width") or "")
        return ["space", min(float(match.group(1)), 4.0)] if match else None
    if tag == "mphantom":
        return None
    if tag == "menclose":
        return _enclosed(node, depth)
    if tag == "mtable":
        return _table(node, depth)
    ink = re.search(r"(?:^|;)\s*color:\s*(#[0-9a-fA-F]{6})", node.get("style") or "")
    if ink and tag in ("mrow", "mstyle"):
        return ["color", ink[1].lower(), _row(node, depth)]
    if tag in _STRUCTURES:
        parts = [_node(child, depth + 1) or ["row"] for child in _children(node)]
        return _structure(tag, node, parts)
    return _row(node, depth)


def _enclosed(node: etree._Element, depth: int) -> Node:
    """Return a box, one with paper of its own, or what is struck out."""
    style = node.get("style") or ""
    if style.startswith("background"):
        inks = re.findall("#[0-9a-f]{6}", style)
        return ["fill", inks[0], inks[1] if len(inks) > 1 else "", _row(node, depth)]
    return ["box" if "box" in (node.get("notation") or "") else "strike", _row(node, depth)]


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
    """Return a matrix or an array; lines of a display with their numbers, where they have some."""
    rows: list[list[Node]] = []
    aligns: list[str] = []
    numbers: list[str] = []
    rules = _rules(node)
    lines = _children(node)
    for row in lines:
        cells = _children(row)
        edge = "width: 50%" in (cells[0].get("style") or "") if cells else False
        cells = cells[1:] if edge else cells  # the left of a numbered line
        made = [_row(cell, depth + 1) for cell in cells]
        last = made[-1] if len(made) > 1 else ["row"]
        numbers.append(last[1] if edge and last[0] == "text" else "")
        made = made[:-1] if edge and len(made) > 1 else made
        if (
            row is lines[-1]
            and rows
            and all(one == ["row"] for one in made)
            and (len(made) < len(rows[0]) or any("border-top" in _styled(c) for c in cells))
        ):
            continue  # what a rule below the last line stands on
        rows.append(made)
        found = [_align(cell) for cell in cells[: len(made)]]
        aligns = found if len(found) > len(aligns) else aligns
    if node.get("displaystyle") == "true":
        body: Node = rows[0][0] if len(rows) == len(rows[0]) == 1 else ["aligned", rows]
        return ["numbered", body, numbers, rows] if any(numbers) else body
    return ["table", rows, aligns, *([rules] if any(rules) else [])]


def _rules(node: etree._Element) -> list[list[Any]]:
    """Return after which rows and columns a rule stands, 0 is before the first; then its parts.

    A part is a rule above some cells of a row: the row, the first column and the one after it.
    """
    across: set[int] = set()
    down: set[int] = set()
    parts: list[list[int]] = []
    rows = _children(node)
    wide = max(map(len, map(_children, rows)), default=0)
    for index, row in enumerate(rows):
        ruled = [c for c, cell in enumerate(_children(row)) if "border-top" in _styled(cell)]
        down |= {c + 1 for c, cell in enumerate(_children(row)) if "border-right" in _styled(cell)}
        if ruled and (len(ruled) >= len(row) > 1 or len(row) == 1 or len(ruled) == wide):
            across.add(index)
        elif ruled:
            parts += [[index, start, end] for start, end in _stretches(ruled)]
    across |= {0} if "border-top" in _styled(node) else set()
    down |= {0} if "border-left" in _styled(node) else set()
    return [sorted(across), sorted(down), parts]


def _styled(node: etree._Element) -> str:
    return node.get("style") or ""


def _stretches(columns: list[int]) -> list[tuple[int, int]]:
    """Return runs of neighbouring columns, as first and the one after the last."""
    made: list[tuple[int, int]] = []
    for column in columns:
        if made and made[-1][1] == column:
            made[-1] = made[-1][0], column + 1
        else:
            made.append((column, column + 1))
    return made


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
    r"\A\s*+(text-align|padding-(left|right)|width|color|background|border-(top|right|left))\s*+:[\w\s#.%]*+"
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
    if made.tag == "mtable" and len(made) > 1:
        _ruled_below(made)
    return made


def _ruled_below(table: etree._Element) -> None:
    """Let a rule below the last line, which one cell of a row bears, be as wide as the table."""
    last = table[-1]
    if len(last) == 1 and len(table[0]) > 1 and not len(last[0]) and not last[0].text:
        last.extend(copy(last[0]) for _ in range(len(table[0]) - 1))
