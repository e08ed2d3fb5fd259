"""Words of a picture as the engine finds them, looked at again where its boxes mislead.

Two cells that stand close together are found as one piece of text, and a box under a seal reaches
into the next cell: the white between them is seen in the picture. A short piece that was hardly
read, as a %, is read again with paper around it.

Only loaded with the extra ``ocr``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from .scan_words import Word, wide

Picture = Any  # a numpy array, blue, green, red
#: what is surely read, and the least score of what is a word at all
_SURE, _LEAST = 0.98, 0.4
#: the white that parts two words of a line, in heights of the type, and what white stands beside
_WHITE, _CLEAR = 0.5, 1.2
#: what is taken around a word that is read again, and the paper added, in its heights
_AROUND = ((0.1, 0.2), (0.3, 0.0))
#: what is made of specks: a piece that was read as more is not mended to these
_NOTHING = frozenset("—-–_.。·、,，:：;；'‘’“”|")
_MARKS = frozenset("，。、；：！？（）《》“”‘’…—·,.:;!?()[]%-~～〔〕【】/")


def words_of(picture: Picture, reader: Any) -> list[Word]:
    """Return the words of a picture."""
    found = reader(picture, use_det=True, use_cls=False, use_rec=True)
    if found.boxes is None:
        return []
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    out: list[Word] = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        (x0, top), (x1, bottom) = np.min(box, axis=0), np.max(box, axis=0)
        word = Word(text, float(x0), float(top), float(x1), float(bottom), float(score))
        if len(text) <= 2 and score < _SURE:
            _again(word, picture, reader)
        if word.text.strip() and word.score >= _LEAST:
            out += _parted(word, grey)
    return out


def _again(word: Word, picture: Picture, reader: Any) -> None:
    """Read a short word again with more around it, and keep what is most surely read."""
    high = word.bottom - word.top
    for seen, added in _AROUND:
        side = seen * high
        rows = slice(max(0, int(word.top - side)), int(word.bottom + side) + 1)
        cut = picture[rows, max(0, int(word.x0 - side)) : int(word.x1 + side) + 1]
        paper = [float(np.percentile(plane, 90)) for plane in cv2.split(cut)]
        m = int(added * cut.shape[0])
        cut = cv2.copyMakeBorder(cut, m, m, m, m, cv2.BORDER_CONSTANT, value=paper)
        found = reader(cut, use_det=False, use_cls=False, use_rec=True)
        text = found.txts[0].strip() if found.txts else ""
        if not _NOTHING.issuperset(text) and found.scores[0] > word.score:
            word.text, word.score = text, float(found.scores[0])


def _parted(word: Word, grey: Any) -> Iterator[Word]:
    """Part a word where white as wide as between two cells runs through it, and trim its box."""
    inked = _inked(word, grey)
    text = word.text.strip()
    if len(inked) < 2 or len(text) < 4 or len(inked) > 4:
        if inked:
            word.x0, word.x1 = inked[0][0], inked[-1][1]
        yield word
        return
    unit = sum(b - a for a, b in inked) / sum(wide(char) for char in text if char != " ")
    start, at = 0, inked[0][0]
    for (_, end), (after, _) in pairwise(inked):
        cut = start + _fitting(text[start:], (end - at) / unit)
        if cut == start:
            at = after
        elif cut >= len(text):
            yield Word(text[start:], at, word.top, end, word.bottom, word.score)
            return
        elif _apart(text, start, cut, (after - end) / (word.bottom - word.top)):
            yield Word(text[start:cut].strip(), at, word.top, end, word.bottom, word.score)
            start, at = cut, after
    if start < len(text):
        last = inked[-1][1]
        yield Word(text[start:].strip(), at, word.top, last, word.bottom, word.score)


def _fitting(text: str, width: float) -> int:
    """Return how many characters of a text are so wide, blanks aside, which end a word."""
    ends = np.cumsum([0.0, *(wide(char) if char != " " else 0.0 for char in text)])
    cut = int(np.abs(ends - width).argmin())
    return next((at + 1 for at in (cut, cut - 1, cut + 1) if text[at : at + 1] == " "), cut)


def _apart(text: str, start: int, cut: int, white: float) -> bool:
    """Tell whether so much white (in heights of the type) at a place in a text parts two cells."""
    if text[cut - 1] == " ":
        return True
    if text[cut - 1].isascii() and text[cut].isascii():
        return False  # within a number
    marked = not _MARKS.isdisjoint(text[max(start, cut - 2) : cut + 2])  # marks bring white along
    return not marked and (min(cut - start, len(text) - cut) > 1 or white > _CLEAR)


def _inked(word: Word, grey: Any) -> list[tuple[float, float]]:
    """Return where along a word there is ink, in runs with wide white between them."""
    left, top = max(0, int(word.x0)), max(0, int(word.top))
    cut = grey[top : int(word.bottom) + 1, left : int(word.x1) + 1]
    if cut.size == 0:
        return []
    paper, ink = np.percentile(cut, (90, 2))
    dark = (cut < (paper + ink) / 2).sum(0) > 0
    columns = np.flatnonzero(dark)
    runs: list[tuple[float, float]] = []
    gap = _WHITE * 0.85 * (word.bottom - word.top)
    for x in columns.tolist():
        if runs and left + x - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], left + x + 1.0)
        else:
            runs.append((float(left + x), left + x + 1.0))
    return runs
