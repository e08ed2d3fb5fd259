"""Words as OCR finds them on a page, and what is mended of them by what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from ..base import catalog
from .page import Char, Part

#: a head read one character wrong is mended, and is not more sure than this
_MENDED = 0.6
#: the longest head of two lines, and of one
_LONGEST = 9
#: what a scan makes of ㎡: the small 2 is what is lost first
_SQUARES = ("m", "m2", "m²", "mi", "n")


@dataclass(slots=True)
class Word:
    """A line of text as the engine found it: its box in pixels and how surely it was read."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    score: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Look:
    """What was seen on a picture: the picture set upright, words, rules, the size of the type."""

    png: bytes
    width: int
    height: int
    words: list[Word]
    rules: list[tuple[float, float, float, float]]
    size: float


def lies_sideways(words: list[Word]) -> bool:
    """Tell whether the lines of a page run up or down: their boxes are high, not wide."""
    shapes = [(w.bottom - w.top) / max(w.x1 - w.x0, 1) for w in words if len(w.text) > 3]
    return len(shapes) >= 3 and median(shapes) > 1.5


def sureness(words: list[Word]) -> float:
    """Return how surely a page was read, its longer words counting more."""
    total = sum(len(word.text) for word in words)
    return sum(word.score * len(word.text) for word in words) / total if total else 0.0


def mend(words: list[Word], size: float) -> None:
    """Mend, in place, what the words around tell: ㎡ beside an area, a head among heads."""
    for word in words:
        if word.text.strip() in _SQUARES and any(
            "面积" in other.text and other.top < word.bottom and other.bottom > word.top
            for other in words
        ):
            word.text = "㎡"
    stacks = _stacks(words, size)
    known = [stack for stack in stacks if _text(stack) in _heads()]
    for stack in stacks:
        middle = stack[0].middle
        beside = [o for o in known if o is not stack and abs(o[0].middle - middle) < 2.5 * size]
        if len(beside) >= 2 and (head := _nearest_head(_text(stack))):
            for word in stack:
                word.text, head = head[: len(word.text)], head[len(word.text) :]
                word.score = min(word.score, _MENDED)


def mend_squares(part: Part) -> None:
    """Mend, in place, the ㎡ of a row that names an area, on whatever line it names it."""
    for cell in part.cells:
        if cell.text.strip() in _SQUARES and any(
            "面积" in "".join(other.text.split())
            for other in part.cells
            if other.first <= cell.first and cell.last <= other.last
        ):
            cell.text = "㎡"


def _text(stack: list[Word]) -> str:
    return "".join("".join(word.text.split()) for word in stack)


def _stacks(words: list[Word], size: float) -> list[list[Word]]:
    """Return short words, those that stand under each other together: a head of two lines."""
    out: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        word.text = word.text.strip()
        if len(word.text) > _LONGEST:
            continue
        for stack in reversed(out):
            last = stack[-1]
            near = 0.5 * size < word.middle - last.middle < 1.9 * size
            near = near and len(_text([*stack, word])) <= _LONGEST
            if near and min(word.x1, last.x1) - max(word.x0, last.x0) > 0.5 * size:
                stack.append(word)
                break
        else:
            out.append([word])
    return out


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    """Return what the heads of Chinese tables are called, in a word or two, with the role."""
    return {
        word: role
        for role, words in catalog.load("table_words")["heads"].items()
        for word in words.split()
        if 2 <= len(word) <= 8 and "\u4e00" <= word[0] <= "\u9fff"
    }


def _nearest_head(text: str) -> str | None:
    """Return the head that differs from a text by one character; a year before it stays.

    Of several of one role the first will do; of several roles the one that ends as the text does.
    """
    year = text[:5] if text[:4].isdigit() and text[4:5] == "年" else ""
    core = text[len(year) :]
    if len(core) < 2 or core in _heads() or any(char.isdigit() for char in core):
        return None
    near = [
        head
        for head in _heads()
        if len(head) == len(core) and sum(a != b for a, b in zip(head, core, strict=True)) == 1
    ]
    if len({_heads()[head] for head in near}) > 1:
        near = [head for head in near if head[-1] == core[-1]]
    return year + near[0] if len({_heads()[head] for head in near}) == 1 else None


def wide(char: str) -> float:
    """Return how wide a character is, in widths of a Chinese one."""
    return 1.0 if ord(char) > 0x2E7F or char in "“”‘’…—≥≤㎡" else 0.55


def chars_of(word: Word, scale: float, piece: int = 0) -> Iterator[Char]:
    """Share a word's box out among its characters; boxes are drawn wider than the type."""
    total = sum(map(wide, word.text)) or 1.0
    unit = (word.x1 - word.x0) / total
    size = min(word.bottom - word.top, unit * 1.25)
    at = word.x0
    for char in word.text:
        end = at + unit * wide(char)
        sides = (at, word.middle - size / 2, end, word.middle + size / 2)
        x0, top, x1, bottom = (side * scale for side in sides)
        yield Char(char, x0, top, x1, bottom, score=word.score, piece=piece)
        at = end
