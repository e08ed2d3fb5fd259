"""What a column is, learned: from the characters of its head and from what its cells hold.

A softmax over features in words (``^完成``, ``b:pct``), so that a weight can be looked up and read.
The weights are ``catalog/table_columns.tsv``, made by ``tools/train_tables.py``; the patterns of
``catalog/headers.toml`` are one feature among the others. Two questions are asked of one model
file: is this text the head of a column at all (`headness`), and which role has a column (`roles`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from ..base import catalog
from ..base.kept import kept
from .cellkinds import kind, number
from .headers import LEVELS, only_period, plain_head, role_of

#: a code: AB001000
MASK = re.compile(r"[A-Z]{1,4}\d{3,}")
_PERCENT = re.compile(r"[-+]?\d{1,20}(?:\.\d{1,20})?\s{0,9}[%\uff05]")


#: one in the file is a twentieth; a role that is less likely than this is open
_STEP, _LIKELY = 0.05, 0.7


@cache
def _model() -> dict[str, dict[str, str]]:
    """Return the weights of each question by feature, as printed: few are looked up."""
    path = files(catalog.__name__).joinpath("table_columns.tsv")
    parts = {}
    for part in path.read_text(encoding="utf-8").strip("\n").split("\n\n"):
        title, *lines = part.split("\n")
        which, classes = title.split("\t")
        parts[which] = {"(classes)": classes} | dict(line.split("\t") for line in lines)
    return parts


@kept
def _weights(which: str, feature: str) -> tuple[float, ...]:
    return tuple(int(n) * _STEP for n in _model()[which].get(feature, "").split())


@kept
def head_features(text: str) -> tuple[str, ...]:
    """Return what a head's characters say: its pieces, its length, what the patterns call it."""
    word = plain_head(text).lower()
    word = re.sub(r"(?:19|20)\d\d", "Y", word)
    word = "^" + re.sub(r"\d+", "0", word)[:20] + "$"
    pieces = {word[i : i + n] for n in (1, 2, 3) for i in range(len(word) - n + 1)}
    what = kind(text)
    return (
        *sorted(pieces), f"={word}", f"len{min(len(word), 14)}", f"k:{what}",
        f"rh:{role_of(plain_head(text)) or '-'}", *(["t:only"] if only_period(text) else []),
    )  # fmt: skip


def _shares(cells: Sequence[str]) -> dict[str, float]:
    """Return which share of a column's cells is of each kind."""
    counts: Counter[str] = Counter()
    for told, n in Counter(map(_told, cells)).items():
        for what, said in told:
            counts[what] += n * said
    return {what: n / len(cells) for what, n in counts.items()}


@kept
def _told(text: str) -> tuple[tuple[str, bool], ...]:
    """Return what is asked of a cell, and what it answers."""
    plain = text.strip()
    return (
        (kind(text), True), ("pct", _is_percent(text)), ("mask", bool(MASK.match(plain))),
        ("signed", plain[:1] in "≥≤><《》"), ("long10", len(plain) > 10),
    )  # fmt: skip


def body_features(columns: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    """Return what a column's cells say, alone and beside the other columns."""
    cells = [text for text in columns[place] if text.strip()]
    if not cells:
        return ("b:none",)
    out = []
    for what, share in _shares(cells).items():
        if share >= 0.2:
            out.append(f"b:{what}" if share >= 0.6 else f"b~{what}")
    if len(cells) < 0.6 * len(columns[place]):
        out.append("b:sparse")
    if len(set(cells)) <= 0.34 * len(cells):
        out.append("b:few")
    serial = [text.strip(" .、") for text in cells]
    if all(t.isdecimal() for t in serial) and [int(t) for t in serial] == sorted(
        {int(t) for t in serial}
    ):
        out.append("b:rising")
    if place == 0:
        out.append("first")
    if place == len(columns) - 1:
        out.append("last")
    if is_ratio(columns, place):
        out.append("b:ratio")
    return tuple(out)


def counting(cells: Sequence[str]) -> bool:
    """Whether cells do nothing but number their rows.

    Examples
    --------
    >>> counting(["1", "2", "3", "4"]), counting(["1", "2", "4", "3"])
    (True, False)
    """
    return len(cells) > 3 and list(cells) == [str(n) for n in range(1, len(cells) + 1)]


#: how far from a rate the columns stand that it is of, and how many rows show it
_BESIDE, _ROWS = 12, 100
_Numbers = tuple[float | None, ...]
#: how far a rate may be off by its rounding, in percent, how many rows show one at least, and of
#: how many columns it is
_OFF, _SEEN, _PAIR = 0.6, 2, 2


def is_ratio(columns: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column is one of two others near it over the other, in percent, in most rows.

    Examples
    --------
    >>> is_ratio([["15", "20"], ["12", "25"], ["80%", "125%"]], 2)
    True
    """
    if sum(text.strip() != "" for text in columns[place][:_ROWS]) < _SEEN:
        return False
    near = [*columns[max(0, place - _BESIDE) : place], *columns[place + 1 : place + _BESIDE + 1]]
    others = [tuple(column[:_ROWS]) for column in near]
    levels = tuple(cells for cells in others if _percents(cells) < 2)
    return _over(tuple(columns[place][:_ROWS]), levels)


def _is_percent(text: str) -> bool:
    return _PERCENT.fullmatch(text.strip()) is not None


@lru_cache(maxsize=256)
def _percents(cells: tuple[str, ...]) -> int:
    return sum(map(_is_percent, cells))


@lru_cache(maxsize=256)
def _over(rates: tuple[str, ...], columns: tuple[tuple[str, ...], ...]) -> bool:
    """Whether one of some columns over another gives rates, in percent or as shares, in most rows.

    All pairs of columns are tried at once: tables have hundreds of columns.
    """
    rate, *numbers = map(_numbers, (rates, *columns))
    told = [column for column in numbers if len(column) - column.count(None) >= _SEEN]
    if len(rate) - rate.count(None) < _SEEN or len(told) < _PAIR:
        return False
    import numpy as np  # late: the audit of a text needs none

    given, whole = np.array(rate, dtype=float), np.array(told, dtype=float)
    above, below = whole[:, None], whole[None]
    with np.errstate(all="ignore"):
        off = np.minimum(abs(given - 100 * above / below), abs(given - above / below) * 100)
        right = ((off <= _OFF) & (above != 0)).sum(axis=2)
        seen = (~np.isnan(given + above + below) & (below != 0)).sum(axis=2)
    fits = (seen >= _SEEN) & (right >= 0.7 * seen)
    np.fill_diagonal(fits, val=False)
    return bool(fits.any())


@lru_cache(maxsize=256)
def _numbers(cells: tuple[str, ...]) -> _Numbers:
    """Return the numbers that cells print, None where they print another thing."""
    return tuple(map(number, cells))


def _added(which: str, scores: tuple[float, ...], features: Sequence[str]) -> tuple[float, ...]:
    for name in features:
        if weights := _weights(which, name):
            scores = tuple(score + weight for score, weight in zip(scores, weights, strict=True))
    return scores


@kept
def _of_head(which: str, head: str) -> tuple[float, ...]:
    """Return what a head alone says for each class."""
    features = head_features(head) if head.strip() or which == "head" else ("h:empty",)
    return _added(which, (0.0,) * len(_classes(which)), ("(bias)", *features))


@cache
def _classes(which: str) -> tuple[str, ...]:
    return tuple(_model()[which]["(classes)"].split())


def _softmax(which: str, head: str, features: Sequence[str] = ()) -> dict[str, float]:
    """Return how likely each class is, by a head and what features say beside it."""
    classes, scores = _classes(which), _added(which, _of_head(which, head), features)
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts)
    return {c: part / whole for c, part in zip(classes, parts, strict=True)}


@kept
def headness(text: str) -> float:
    """Return the log odds that a text is the head of a column rather than a cell.

    Examples
    --------
    >>> headness("是否达标") > 0 > headness("12.5")
    True
    """
    share = _softmax("head", text)["head"]
    return math.log(max(share, 1e-6) / max(1 - share, 1e-6))


def likeliest(chances: Mapping[str, float]) -> str:
    """Return the role that is likeliest, one and the same where several are alike."""
    return max(chances, key=lambda role: (chances[role], role))


def doubt(role: str, chance: float) -> str:
    """Return what else a column may be whose role was learned and is not likely, if a level."""
    other = "target" if role == "actual" else "actual"
    return other if role in LEVELS and chance < _LIKELY else ""


def roles(head: str, columns: Sequence[Sequence[str]] = (), place: int = 0) -> dict[str, float]:
    """Return the probability of each role for a column, from its head and its cells.

    Examples
    --------
    >>> columns = [["甲项", "乙项"], ["15", "20"], ["12", "25"], ["80%", "125%"]]
    >>> best = roles("时序进度", columns, 3)
    >>> max(best, key=best.get)
    'rate'
    """
    return _softmax("role", head, body_features(columns, place) if columns else ())
