"""The lines of pages that a program set with blanks -> words and where each stands.

What blanks part from all else is a word; what one blank parts within a cell is put together again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..base.report import Line
from ..base.screen import is_wide
from ..base.vocabulary import pattern
from ..grammar.units import is_unit

#: what a column of numbers holds
VALUE = pattern("pages", "laid_value")
SERIAL = re.compile(r"\d{1,3}")
_MORE, _TIME = pattern("pages", "laid_bound"), pattern("pages", "laid_time")
_LATIN = re.compile(r"[A-Za-z] (?=[一-鿿])|[一-鿿] (?=[A-Za-z])")
_SPELT = re.compile(r"[一-鿿](?: [一-鿿])*")
_UNITED, _UNTIL = pattern("pages", "laid_united"), pattern("pages", "laid_until")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"\S+")
#: years in order that lie no farther apart are heads
_SPAN = 15


@dataclass(slots=True)
class LaidWord:
    """What blanks part from all else on a line, and where it stands."""

    text: str
    x0: float
    x1: float
    line: int
    column: int = -1
    #: whether it may stand in a column of numbers
    value: bool = field(init=False)

    def __post_init__(self) -> None:
        """See once whether it is a number."""
        self.value = bool(VALUE.fullmatch(self.text) or _UNITED.fullmatch(self.text))


def words_of(line: Line, number: int, wide: float) -> list[LaidWord]:
    """Return the words of a line where a Chinese sign is `wide` times as wide as a letter."""
    before = [0.0]
    for sign in line.text:
        before.append(before[-1] + (wide if is_wide(sign) else 1.0))
    words = [
        LaidWord(match[0], before[match.start()], before[match.end()], number)
        for match in _WORD.finditer(line.text)
    ]
    return _counted(_joined(words, _within))


def _with(last: LaidWord, word: LaidWord) -> LaidWord:
    return LaidWord(f"{last.text} {word.text}", last.x0, word.x1, word.line)


def _joined(
    words: Sequence[LaidWord], goes_on: Callable[[LaidWord, LaidWord], object]
) -> list[LaidWord]:
    """Return words, those together of which one goes on with the next."""
    out: list[LaidWord] = []
    for word in words:
        if out and goes_on(out[-1], word):
            out[-1] = _with(out[-1], word)
        else:
            out.append(word)
    return out


def _within(last: LaidWord, word: LaidWord) -> bool:
    """Whether one blank parts two words within a cell: 万元 GDP 用水量, 85 以上."""
    more = last.value and (_MORE.fullmatch(word.text) or _TIME.fullmatch(word.text))
    latin = more or _LATIN.search(f"{last.text} {word.text}")
    return word.x0 - last.x1 < 2 and bool(latin)


def _counted(words: Sequence[LaidWord]) -> list[LaidWord]:
    """Return words, units put to the numbers before them where wide white is around both."""
    out: list[LaidWord] = []
    for n, word in enumerate(words):
        before, last = out[-2:] if len(out) > 1 else (None, None)
        after = words[n + 1].x0 - word.x1 if n + 1 < len(words) else 2
        apart = before and last and last.value and last.x0 - before.x1 >= 2
        if last and apart and word.x0 - last.x1 < 2 <= after and is_unit(word.text):
            out[-1] = _with(last, word)
        else:
            out.append(word)
    return out


def spelt(words: Sequence[LaidWord]) -> list[LaidWord]:
    """Return heads, words together whose signs are set apart: 指   标, 截至 9 月底."""
    return _joined(words, _spelt_on)


def _spelt_on(last: LaidWord, word: LaidWord) -> object:
    single = len(word.text) == 1 and is_wide(word.text)
    apart = single and _SPELT.fullmatch(last.text)
    return apart or (word.x0 - last.x1 < 2 and _UNTIL.search(last.text))


def tail_of(words: Sequence[LaidWord]) -> int:
    """Return which word is the first number behind a name; as many as there are if none is."""
    for n, word in enumerate(words):
        after = words[n + 1 :]
        serial = SERIAL.fullmatch(word.text) and after and not after[0].value
        if word.value and not (serial and any(w.value for w in after)):
            return n
    return len(words)


def is_row(words: Sequence[LaidWord]) -> bool:
    """Whether a line holds numbers of a table."""
    years = [int(w.text) for w in words if w.value and _YEAR.fullmatch(w.text)]
    if len(years) == sum(w.value for w in words) and years == sorted({*years}):
        return bool(years) and years[-1] - years[0] > _SPAN
    values = [w.value for w in words]
    led = bool(words) and SERIAL.fullmatch(words[0].text) is not None
    return sum(values) - led >= 1 and len(words) > 1
