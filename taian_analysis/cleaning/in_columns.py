"""How many columns cells in a row have, and which rows: the number after which kinds return.

Cells stand in slots, one a cell, empty ones too where they are kept. Below a header every column
holds numbers, or units, or words; in no other width, and from no other cell on, do they.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from .cellkinds import COUNTS, kind
from .cells import CellToken
from .columns import likeliest, roles
from .headers import VALUES, of_year, only_period, plain_head, read_head, role_of
from .heads_over import CORNER
from .names import unit_like
from .profiles import headlike

#: how narrow and wide a table may be; by so many rows its columns are known, and judged
_NARROWEST, _WIDEST, _FIRST, _SHOWN = 3, 16, 8, 40
#: fewest rows of numbers, and how many numbers are tried as the first of a table
_FEWEST, _TRIED = 3, 20
#: how likely a header must be, and what stands before it if it is one more head
_LIKELY, _HEADED = 4.0, 0.5
#: how much likelier a header over several times the columns must be
_BETTER = 2.0
#: which share of the cells, and of a row's, may be of another kind than their column
_ODD, _ODD_ROW = 0.07, 0.34
_SORTS = dict.fromkeys(("words", "quality", "verdict"), "v") | dict.fromkeys((*COUNTS, "bad"), "n")
_SORTS |= {"unit": "u", "attr": "a", "empty": "", "missing": "-"}
#: what stands below heads of some roles; below those of values, numbers
_HOLDS = {"unit": "u", "attribute": "a", "name": "wt", "region": "wt", "area": "wt", "serial": "n"}
_VALUED = (*VALUES, "rate", "change", "year")


def sort(text: str) -> str:
    """Name what a cell is good for: `n` a number, `w` words, `u` a unit, `a` binding, `t` a time.

    `-` and `v` (a value told in words) may stand in each column of values; nothing anywhere.

    Examples
    --------
    >>> [sort(text) for text in ("养老床位", "张", "2020年", "420", "—", "", "约束性")]
    ['w', 'u', 't', 'n', '-', '', 'a']
    """
    what = _SORTS.get(kind(text), "w")
    timed = of_year(text) or (what == "w" and only_period(text))
    return "t" if what in ("n", "w") and timed else what


def odd_in(told: str, usual: str) -> float:
    """Return how odd a cell is in a column that usually holds others."""
    if told == usual or not told or not usual:
        return 0.0
    both = {told, usual}
    if "-" in both:
        return 0.0 if "n" in both else 0.3
    if "v" in both:
        return 0.2
    if both == {"n", "t"}:
        return 0.5
    return 1.0 if "n" in both else 0.55


@dataclass(frozen=True, slots=True)
class Stepped:
    """Cells in rows of a width, by their number (-1: none); how odd they are, and how likely."""

    rows: tuple[Sequence[int], ...]
    width: int
    odd: float
    worth: float


class Slots:
    """Cells one after another, empty ones too; `opened` where the first surely begins them."""

    def __init__(self, texts: Sequence[str], opened: bool = False, likely: float = _LIKELY) -> None:
        self.texts, self.opened, self.likely = texts, opened, likely
        self.sorts = [sort(text) for text in texts]
        self.heads = [read_head(text) is not None for text in texts]

    def _number(self, n: int) -> bool:
        return self.sorts[n] == "n" and not self.heads[n]

    def all_stepped(self) -> Iterator[Stepped]:
        """Yield the rows in step of one table after another."""
        first = 0
        while (found := self.stepped(first)) is not None:
            yield found
            first = 1 + max(map(max, found.rows))

    def hold_all(self, tables: Sequence[Stepped]) -> bool:
        """Whether no number stands outside of the rows of tables."""
        inside = {n for found in tables for row in found.rows for n in row}
        return not any(self._number(n) for n in range(len(self.texts)) if n not in inside)

    def stepped(self, first: int = 0) -> Stepped | None:
        """Return the likeliest rows of a width at or after a cell; None where none are in step."""
        numbers = (n for n in range(first, len(self.texts)) if self._number(n))
        fitted = cache(partial(self._fitted, first))  # the next number is in the same rows again
        for at in itertools.islice(numbers, _TRIED):
            found = [
                one
                for width in range(_NARROWEST, _WIDEST + 1)
                for body in range(max(first, at - width + 1), at + 1)
                if (one := fitted(body, width)) is not None
            ]
            found = [one for one in found if not any(self._worse(one, other) for other in found)]
            best = max(found, key=lambda one: one.worth, default=None)
            if best is not None and best.worth >= _LIKELY:
                return best
        return None

    def _worse(self, one: Stepped, other: Stepped) -> bool:
        """Whether rows are several of another's that are as regular, or a regular part of them.

        Parts of rows are empty each in cells of their own, and begin with more heads.
        """
        wide, narrow = sorted((one, other), key=lambda rows: -rows.width)
        times, rest = divmod(wide.width, narrow.width)
        if times < 2 or rest or narrow.odd > wide.odd + _ODD / 2:
            return False
        whole = (row for row in narrow.rows if len(row) == narrow.width)
        rows = [row for row in whole if any(map(self._number, row))]
        held = [
            {n for row in rows[k::times] for n in range(narrow.width) if self.texts[row[n]]}
            for k in range(times)
        ]
        parts = any(self.heads[n] for n in narrow.rows[1]) and held != [held[0]] * times
        return parts if one is narrow else not parts and narrow.worth > wide.worth - _BETTER

    def _fitted(self, first: int, body: int, width: int) -> Stepped | None:
        """Return rows of a width with a body from a cell on, if its columns hold a kind each."""
        sorts, texts = self.sorts, self.texts
        usual = self._columns(body, width)
        walked = self._walked(body, width, usual)
        rows: list[range] = []
        whole: list[range] = []
        for row in walked:  # no more than show whether it is worth to go on
            rows.append(row)
            whole += [row] if len(row) == width else []
            if len(whole) == _SHOWN:
                break
        shown = [sorts[row.start : row.stop] for row in whole]
        if sum("n" in row for row in shown) < _FEWEST or not _led(shown, usual):
            return None
        cells = sum(bool(cell) for row in shown for cell in row)
        odd = sum(map(odd_in, itertools.chain(*shown), itertools.cycle(usual))) / cells
        head, worth = self._head(first, body, usual, whole)
        led, second = ([texts[row[n]] for row in whole] for n in range(2))
        if odd > _ODD or not head or (usual[0] == "n" and not _counted(led)):
            return None
        rows += walked
        after = range(rows[-1].stop, min(len(sorts), rows[-1].stop + width))
        if len(after) > 1 and any(map(self._number, after)):
            return None  # rows go on, and are in step no more: some have lost a cell
        serial = usual[0] == "n" or (usual[1] == "n" and _counted(second))
        worth += 2 * serial + 2 * len(set(led) - {""}) / len(led) - 10 * odd + 0.02 * len(whole)
        return Stepped((*head, *rows), width, odd, worth)

    def _columns(self, body: int, width: int) -> list[str]:
        """Return what stands in each column most, in the first rows of a body."""
        step = range(body, len(self.sorts) - width + 1, width)[:_FIRST]
        return _usual([self.sorts[n : n + width] for n in step], width)

    def _full(self, begin: int, rows: Sequence[range]) -> bool:
        """Whether no cell is empty: nothing shows then that any that is would be kept."""
        return all(self.texts[n] for n in range(begin, rows[-1].start))

    def _whole(self, first: int, begin: int, width: int) -> bool:
        """Whether a header begins where it seems to: at no head of values, and below no head."""
        head = [text.strip() for text in self.texts[begin : begin + width]]
        if role_of(head[0]) in _VALUED or any(map(_bracketed, head)) or unit_like(head[0]):
            return False
        before = self.texts[begin - 1] if begin > first else ""
        if not before or self._titled(begin):
            return True
        more = self.heads[begin - 1] or headlike([CellToken(before)]) > _HEADED
        return not (more or CORNER.fullmatch(plain_head(before)))

    def _titled(self, begin: int) -> bool:
        """Whether what stands before a header's names is a title: no head of values does."""
        named = role_of(plain_head(self.texts[begin])) == "name"
        return named and likeliest(roles(self.texts[begin - 1])) in _VALUED

    def _walked(self, body: int, width: int, usual: Sequence[str]) -> Iterator[range]:
        """Yield the rows from a cell on that are in step."""
        for n in range(body, len(self.sorts), width):
            row = self.sorts[n : n + width]
            if sum(map(odd_in, row, usual)) > max(1.0, _ODD_ROW * sum(map(bool, row))):
                break
            yield range(n, min(n + width, len(self.sorts)))

    # ---------------------------------------------------------------------------- the header

    def _head(
        self, first: int, body: int, usual: Sequence[str], rows: Sequence[range]
    ) -> tuple[list[Sequence[int]], float]:
        """Return the rows of the header above a body (none: nowhere), and how likely it is one."""
        width, best = len(usual), (-1, -9.0)
        for depth, n in enumerate(range(body - width, first - 1, -width)):
            alone = sum(map(bool, self.texts[n : n + width])) < 2
            if (alone and any(self.texts[n + 2 : n + width])) or depth > _DEEPEST:
                break
            if not alone:
                if any(map(self._number, range(n, n + width))):
                    break
                best = max(
                    best, (n, self._likely(range(n, n + width), usual)), key=lambda one: one[1]
                )
        begin, worth = best
        while begin - width >= first and self._goes_up(first, begin, width):
            begin -= width
        if begin < 0 or (self._full(begin, rows) and not self._whole(first, begin, width)):
            return [], worth
        worth += 1.0 * (self.opened and (begin - first) % width == 0)
        worth -= 1.5 * (begin > first and self.heads[begin - 1] and not self._titled(begin))
        return [range(n, n + width) for n in range(begin, body, width)], worth

    def _likely(self, row: Sequence[int], usual: Sequence[str]) -> float:
        """Return how likely a row is a header above a body."""
        told = [(n, what) for n, what in zip(row, usual, strict=True) if self.texts[n]]
        fit = sum(agrees(role_of(self.texts[n]), what) for n, what in told)
        if fit < 0:
            return -9.0  # a cell too many has moved what stands below
        known = sum(self.heads[n] for n, _ in told)
        like = headlike([CellToken(self.texts[n]) for n in row])
        cornered = not self.texts[row[0]] and usual[0] == "w"  # nothing need stand over names
        return like / 2 + (2 * known + 4 * fit) / len(told) + (len(told) + cornered) / len(row)

    def _goes_up(self, first: int, begin: int, width: int) -> bool:
        """Whether the row above a header's is one more: one of the two has empty cells."""
        above = range(begin - width, begin)
        told = [n for n in above if self.texts[n]]
        if len(told) < 2 or all(self.texts[begin - width : begin + width]):
            return False
        if any(map(self._number, told)):
            return False
        ends = self.opened and (begin - first) % width == 0 and begin - first <= _UPPER * width
        return ends or headlike([CellToken(self.texts[n]) for n in told]) >= 0


#: how many rows above the first number may be its header's last, and how many rows it may have
_DEEPEST, _UPPER = 4, 3


def _usual(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return what stands in each column most."""
    told = [Counter(row[n] for row in rows if row[n] not in ("", "-")) for n in range(width)]
    return [max(one, key=lambda what: one[what], default="") for one in told]


#: which share of the rows have a name: a page may have lost some
_NAMED = 0.75


def _led(rows: Sequence[Sequence[str]], usual: Sequence[str]) -> bool:
    """Whether rows begin with words or times, perhaps after their number or a column half empty."""
    full = [row for row in rows if any(row)]
    for n, what in enumerate(usual[:-1]):
        if what in ("w", "t") and sum(bool(row[n]) for row in full) >= _NAMED * len(full):
            return True
        if what == "u" or (what == "n" and n > 1):
            return False
    return False


def agrees(role: str, what: str) -> float:
    """Return how well what stands in a column agrees with its head's role."""
    if not role or not what:
        return 0.0
    if role in _HOLDS:
        return 1.0 if what in _HOLDS[role] else -1.0
    if role in _VALUED:
        return 0.5 if what in "nv-" else -1.0
    return 0.2 if what in "wt" else 0.0


def _bracketed(text: str) -> bool:
    """Whether a cell is the end of the head before it: (万元)."""
    return text[:1] in ("(", "\uff08") and text[-1:] in (")", "\uff09")


def _counted(texts: Sequence[str]) -> bool:
    """Whether cells count rows: 1, 2, 3, or 1, 2, 1 where each part is counted anew."""
    numbers = [int(text) for text in texts if text.isdecimal() and text.isascii()]
    if len(numbers) < 2 or len(numbers) < 0.8 * sum(map(bool, texts)):
        return False
    return all(b in (a + 1, 1) for a, b in itertools.pairwise(numbers))
