"""Formulas for Word: the nodes of `mathnodes` -> Office Math, which Word edits as formulas."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from lxml import etree

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Node = list[Any]
Element = Any
_ACCENTS = {"ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303", "→": "\u20d7",
            "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "¯": "\u0305", "´": "\u0301"}  # fmt: skip
_BIG = set("∑∏∫∬∭∮⋃⋂⋁⋀⨁⨂")


def office_math(node: Node, display: bool) -> Element:
    """Return an ``m:oMath`` (or ``m:oMathPara``) element.

    Examples
    --------
    >>> office_math(["frac", ["num", "1"], ["id", "x"]], False)[0].tag.endswith("}f")
    True
    """
    body = _m("oMath")
    _put(body, node)
    if not display:
        return body
    whole = _m("oMathPara")
    whole.append(body)
    return whole


def _m(tag: str, **attributes: str) -> Element:
    made = etree.Element(f"{{{M}}}{tag}", nsmap={"m": M, "w": W})
    for key, value in attributes.items():
        made.set(f"{{{M}}}{key}", value)
    return made


def _sub(parent: Element, tag: str, **attributes: str) -> Element:
    made = _m(tag, **attributes)
    parent.append(made)
    return made


def _text(parent: Element, text: str, upright: bool) -> None:
    run = _sub(parent, "r")
    if upright:
        _sub(_sub(run, "rPr"), "sty", val="p")
    part = _sub(run, "t")
    part.text = text
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _part(parent: Element, tag: str, node: Node | None) -> Element:
    made = _sub(parent, tag)
    if node is not None:
        _put(made, node)
    return made


def _put(parent: Element, node: Node) -> None:
    """Add a node's element to `parent`."""
    kind, *parts = node
    write = _KINDS.get(kind)
    if write:
        write(parent, kind, parts)


def _row(parent: Element, kind: str, parts: list[Any]) -> None:
    for part in parts:
        _put(parent, part)


def _word(parent: Element, kind: str, parts: list[Any]) -> None:
    _text(parent, parts[0], upright=kind not in ("id", "num"))


def _space(parent: Element, kind: str, parts: list[Any]) -> None:
    _text(parent, "\u2003" if parts[0] >= 0.7 else "\u2009", upright=True)


def _radical(parent: Element, kind: str, parts: list[Any]) -> None:
    root = _sub(parent, "rad")
    _sub(_sub(root, "radPr"), "degHide", val="0" if kind == "root" else "1")
    _part(root, "deg", parts[1] if kind == "root" else None)
    _part(root, "e", parts[0])


def _accent(parent: Element, kind: str, parts: list[Any]) -> None:
    accent = _sub(parent, "acc")
    _sub(_sub(accent, "accPr"), "chr", val=_ACCENTS.get(str(parts[1]), str(parts[1])))
    _part(accent, "e", parts[0])


def _fence(parent: Element, kind: str, parts: list[Any]) -> None:
    fence = _sub(parent, "d")
    settings = _sub(fence, "dPr")
    _sub(settings, "begChr", val=parts[0])
    _sub(settings, "endChr", val=parts[2])
    _part(fence, "e", parts[1])


def _box(parent: Element, kind: str, parts: list[Any]) -> None:
    _part(_sub(parent, "borderBox"), "e", parts[0])


def _colored(parent: Element, kind: str, parts: list[Any]) -> None:
    known = len(parent)
    _put(parent, parts[1])
    _dress(parent[known:], "color", val=parts[0][1:].upper())


def _filled(parent: Element, kind: str, parts: list[Any]) -> None:
    home = _sub(_sub(parent, "borderBox"), "e") if parts[1] else parent
    known = len(home)
    _put(home, parts[2])
    _dress(home[known:], "shd", val="clear", color="auto", fill=parts[0][1:].upper())


def _dress(made: list[Element], look: str, **values: str) -> None:
    """Give all runs among elements a look that Word's text has."""
    for one in made:
        for run in [one] if one.tag == f"{{{M}}}r" else one.iter(f"{{{M}}}r"):
            known = run.find(f"{{{W}}}rPr")
            if known is None:
                known = etree.Element(f"{{{W}}}rPr")
                run[-1].addprevious(known)
            item = etree.SubElement(known, f"{{{W}}}{look}")
            for key, value in values.items():
                item.set(f"{{{W}}}{key}", value)


def _numbered(parent: Element, kind: str, parts: list[Any]) -> None:
    """Add lines with their numbers at the margin, as Word does: ``#`` parts them."""
    _, numbers, rows = parts
    array = _sub(parent, "eqArr")
    _sub(_sub(array, "eqArrPr"), "maxDist", val="1")
    for row, number in zip(rows, numbers, strict=True):
        line = _sub(array, "e")
        _cells(line, row)
        if number:
            _text(line, f"#{number}", upright=True)


def _cells(line: Element, row: list[Node]) -> None:
    for index, cell in enumerate(row):
        if index:
            _text(line, "&", upright=True)
        _put(line, cell)


def _fraction(parent: Element, kind: str, parts: list[Node]) -> None:
    fraction = _sub(parent, "f")
    if kind == "binom":
        _sub(_sub(fraction, "fPr"), "type", val="noBar")
    _part(fraction, "num", parts[0])
    _part(fraction, "den", parts[1])


def _script(parent: Element, kind: str, parts: list[Any]) -> None:
    base, below, above, limits = parts
    if base[0] == "op" and base[1] in _BIG:
        big = _sub(parent, "nary")
        settings = _sub(big, "naryPr")
        _sub(settings, "chr", val=base[1])
        _sub(settings, "limLoc", val="undOvr" if limits else "subSup")
        _sub(settings, "subHide", val="0" if below else "1")
        _sub(settings, "supHide", val="0" if above else "1")
        _part(big, "sub", below)
        _part(big, "sup", above)
        _sub(big, "e")
        return
    if limits:
        home = parent
        for tag, limit in (("limLow", below), ("limUpp", above)):
            if limit is not None:
                made = _sub(home, tag)
                inner = _sub(made, "e")
                _part(made, "lim", limit)
                home = inner
        _put(home, base)
        return
    if below is not None and above is not None:
        tag = "sSubSup"
    else:
        tag = "sSub" if below is not None else "sSup"
    made = _sub(parent, tag)
    _part(made, "e", base)
    if below is not None:
        _part(made, "sub", below)
    if above is not None:
        _part(made, "sup", above)


def _line(parent: Element, kind: str, parts: list[Any]) -> None:
    side, base = parts
    top = side.startswith("over")
    if side in ("over", "under"):
        bar = _sub(parent, "bar")
        _sub(_sub(bar, "barPr"), "pos", val="top" if top else "bot")
        _part(bar, "e", base)
        return
    group = _sub(parent, "groupChr")
    settings = _sub(group, "groupChrPr")
    _sub(settings, "chr", val="⏞" if top else "⏟")
    _sub(settings, "pos", val="top" if top else "bot")
    _part(group, "e", base)


def _matrix(parent: Element, kind: str, parts: list[Any]) -> None:
    rows = parts[0]
    if kind == "aligned":
        array = _sub(parent, "eqArr")
        for row in rows:
            _cells(_sub(array, "e"), row)
        return
    rules = parts[2] if len(parts) > 2 else [[], [], []]
    _parted(parent, rows, rules)


def _parted(parent: Element, rows: list[list[Node]], rules: list[list[Any]]) -> None:
    """Add an array: rules down part a pair without signs, rules across are edges of cells."""
    wide = max(map(len, rows), default=0)
    home, ends = parent, [0, *(c for c in rules[1] if 0 < c < wide), wide]
    if rules[1]:
        home = _sub(parent, "d")
        settings = _sub(home, "dPr")
        _sub(settings, "begChr", val="|" if 0 in rules[1] else "")
        _sub(settings, "sepChr", val="|")
        _sub(settings, "endChr", val="|" if wide in rules[1] else "")
    for start, end in pairwise(ends):
        matrix = _sub(_sub(home, "e") if rules[1] else home, "m")
        for index, row in enumerate(rows):
            line = _sub(matrix, "mr")
            for column, cell in enumerate(row[start:end], start):
                top, low = _edges(index, column, rules, len(rows))
                place = _sub(line, "e")
                _put(_ruled(place, top, low) if top or low else place, cell)


def _edges(row: int, column: int, rules: list[list[Any]], count: int) -> tuple[bool, bool]:
    """Return whether a rule stands above a cell, and below it where it is the last."""

    def stands(at: int) -> bool:
        return at in rules[0] or any(y == at and a <= column < b for y, a, b in rules[2])

    return stands(row), row == count - 1 and stands(count)


def _ruled(parent: Element, top: bool, low: bool) -> Element:
    box = _sub(parent, "borderBox")
    settings = _sub(box, "borderBoxPr")
    for side, shown in (
        ("hideTop", top),
        ("hideBot", low),
        ("hideLeft", False),
        ("hideRight", False),
    ):
        _sub(settings, side, val="0" if shown else "1")
    return _sub(box, "e")


_KINDS: dict[str, Callable[[Element, str, list[Any]], None]] = {
    **dict.fromkeys(("row", "strike"), _row),
    **dict.fromkeys(("id", "num", "op", "text", "big", "styled"), _word),
    **dict.fromkeys(("frac", "binom"), _fraction),
    **dict.fromkeys(("sqrt", "root"), _radical),
    **dict.fromkeys(("table", "aligned"), _matrix),
    "color": _colored,
    "fill": _filled,
    "numbered": _numbered,
    "space": _space,
    "script": _script,
    "accent": _accent,
    "line": _line,
    "fence": _fence,
    "box": _box,
}
