"""Characters of a page -> lines of text, and the lines of a cell -> its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import median

from .html import RAISED
from .page import Char, Segment, TextLine, worst

_ASCII = re.compile(r"[!-~]")
#: how much less white parts two pieces of text than two characters of one
_PIECES = 0.55


def distinct(chars: Iterable[Char]) -> list[Char]:
    """Return the characters in the document's order, those printed twice (false bold) once."""
    seen: set[tuple[str, int, int]] = set()
    out: list[Char] = []
    for char in chars:
        near = min(2.0, max(0.19 * char.size, 0.1))  # two digits of small type stand closer than 2
        key = (char.text, round(char.x0 / near), round(char.top / near))
        if key in seen and char.text.strip():
            continue
        seen.add(key)
        char.order = len(out)
        out.append(char)
    return out


def lines_of(chars: Iterable[Char], apart: float = 0.9) -> list[TextLine]:
    """Sort characters into lines and, at gaps of `apart` times their size, into segments."""
    out = []
    for row in rows_in(chars):
        size = median(char.size for char in row)
        _left_to_right(row, size)
        segments = _segments(row, size, apart)
        if segments:
            out.append(TextLine(segments, size))
    return out


def rows_in(chars: Iterable[Char]) -> list[list[Char]]:
    """Sort characters into lines, from top to bottom."""
    rows: list[list[Char]] = []
    middle = reach = 0.0
    for char in sorted(chars, key=lambda c: c.top + c.bottom):
        height = char.size
        at = char.middle
        if not rows or at - middle > 0.5 * max(reach, min(height, 2 * reach)):
            rows.append([])
            middle, reach = at, height
        rows[-1].append(char)
        reach = max(reach, height)
    return rows


def _left_to_right(row: list[Char], size: float) -> None:
    """Sort by place; where closed-up marks share one (",“"), by their order in the document."""
    row.sort(key=lambda c: c.x0)
    for k in range(len(row) - 1):
        a, b = row[k], row[k + 1]
        if b.x0 - a.x0 < 0.15 * size and b.order < a.order:
            row[k], row[k + 1] = b, a


def _segments(row: list[Char], size: float, apart: float) -> list[Segment]:
    centre = median(c.middle for c in row)
    groups: list[list[Char]] = []
    words: list[list[str]] = []
    cuts: list[list[tuple[int, float]]] = []
    blank = False
    last: Char | None = None
    for char in row:
        text = char.text.replace("\xa0", " ")
        if not text.strip():
            blank = last is not None
            continue
        height = char.size
        if height < 0.78 * size and char.middle < centre - 0.12 * size:
            text = text.translate(RAISED)
        gap = char.x0 - last.x1 if last is not None else 0.0
        if last is None or gap > apart * size * (1.0 if char.piece == last.piece else _PIECES):
            groups.append([])
            words.append([])
            cuts.append([])
        elif blank or gap > (0.2 if _ascii(last) and _ascii(char) else 0.5) * size:
            words[-1].append(" ")
        if groups[-1] and last is not None and char.piece != last.piece:
            cuts[-1].append((sum(map(len, words[-1])), (last.x1 + char.x0) / 2))
        groups[-1].append(char)
        words[-1].append(text)
        last, blank = char, False
    return [
        Segment(
            "".join(part),
            group[0].x0,
            group[-1].x1,
            min(c.top for c in group),
            max(c.bottom for c in group),
            worst([c.score for c in group]),
            tuple(seen),
        )
        for group, part, seen in zip(groups, words, cuts, strict=True)
    ]


def _ascii(char: Char) -> bool:
    return bool(_ASCII.match(char.text))


def unwrap(rows: list[tuple[str, float]], width: float, size: float) -> str:
    r"""Join the lines of a cell, given as (text, printed width) in a column `width` wide.

    A line that was broken because the column was full is joined; where the next character would
    still have fitted, the break was meant and stays as "\n". A number is broken for want of room
    alone, whatever white its cell keeps at its sides.
    """
    texts = [text for text, _ in rows]
    if len(texts) > 2 and max(map(len, texts)) <= 2:  # written downwards
        return "".join(texts)
    out = texts[0] if texts else ""
    for (above, taken), text in zip(rows, texts[1:], strict=False):
        word = re.match(r"[!-~]+", text)
        needed = size * (0.5 * len(word[0]) if word else 1.0)
        number = above[-1:].isdecimal() and text.isdecimal()
        if taken + needed + (1.5 if number else 0.9) * size < width:
            out += "\n" + text
        elif re.search(r"[A-Za-z,;]$", above) and re.match(r"[A-Za-z(]", text):
            out += " " + text
        else:
            out += text
    return out
