# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""Units as printed: what they measure, at which scale, and whether two can be compared.

A unit is read into a `Unit`: the printed text, the factor to its base and the dimensions above and
below the line, so that 万人 and 人 are one thing at two scales while 元/月 and 元/年 are two things.
Every unit word stands in ``catalog/units.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ..base import catalog
from ..base.errors import QuantityError
from ..base.kept import kept
from ..base.phrases import both
from ..base.vocabulary import pattern

_LABEL = pattern("unit_forms", "label")
_NUMBERED = pattern("unit_forms", "numbered")
_LED = pattern("unit_forms", "led")
_JOINTS = pattern("unit_forms", "joints")

_TABLE = catalog.load("units")
_PREFIX: dict[str, int] = _TABLE["prefix"]
_SAME: dict[str, str] = _TABLE["same"]
_BASE: dict[str, tuple[str, float]] = {
    **{word: (word, 1) for word in _TABLE["count"]["words"]},
    **{word: (dimension, factor) for word, (dimension, factor) in _TABLE["base"].items()},
}
_BY_LENGTH = sorted(_PREFIX, key=len, reverse=True)
_WIDTHS = str.maketrans({"（": "(", "）": ")", "％": "%", "／": "/", "〔": "(", "〕": ")", "﹪": "%",
                         "，": ",", "　": " ", "［": "[", "］": "]", "∕": "/"})  # fmt: skip
_PER_HEAD = pattern("unit_forms", "per_head")
#: 县(市、区) is a name, not a unit with a note
_PLACES = frozenset(_TABLE["places"]["words"])
#: 生, of which there are some below a stroke alone
_EACH = frozenset(_TABLE["each"]["words"])
_TIMES: dict[str, str] = _TABLE["time"]
_CALENDAR = frozenset(_TABLE["calendar"]["words"])
#: units of whole things, and the unit of a ratio (1.27:1)
COUNTED = frozenset(_TABLE["whole"]["words"])
RATIO: str = _TABLE["printed"]["ratio"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, its factor to base units, and its dimensions above and below the line."""

    text: str
    factor: float
    above: tuple[str, ...]
    below: tuple[str, ...]


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Return a printed unit without blanks, outer brackets and wide characters.

    Examples
    --------
    >>> bare("(万 人)")
    '万人'
    """
    text = "".join(text.translate(_WIDTHS).split())
    while len(text) > 2 and text[0] in "([" and text[-1] in ")]" and text.count("(") < 2:
        text = text[1:-1]
    return _LABEL.sub("", text)


def _atom(text: str) -> tuple[float, str] | None:
    """Read one word: an optional scale and a unit word."""
    text = _SAME.get(text, text)
    if text in _BASE:
        dimension, factor = _BASE[text]
        return factor, dimension
    for prefix in _BY_LENGTH:
        if text.startswith(prefix):
            rest = text[len(prefix) :]
            if not rest:
                return float(_PREFIX[prefix]), ""
            rest = _SAME.get(rest, rest)
            if rest in _BASE:
                dimension, factor = _BASE[rest]
                return factor * _PREFIX[prefix], dimension
    number = _NUMBERED.fullmatch(text)
    if number and int(number[1]) and (number[2] or number[3]):
        factor = int(number[1]) * (_PREFIX[number[2]] if number[2] else 1)
        rest_read = _atom(number[3]) if number[3] else (1.0, "")
        return None if rest_read is None else (factor * rest_read[0], rest_read[1])
    return None


#: 以农为1: the unit of a ratio
_RATIO_TO = pattern("unit_forms", "ratio_to")


@kept
def parse_unit(text: str) -> Unit | None:
    """Read a printed unit, or return None where it is none we know.

    Parameters
    ----------
    text
        ``"万人"``, ``"(元/人·月)"``, ``"/10万"``, ``"%(百分比)"``, ``"吨标煤/万元"``.

    Examples
    --------
    >>> parse_unit("万人").factor
    10000.0
    >>> parse_unit("元/人·月").below
    ('人', '月')
    >>> parse_unit("合格率") is None
    True
    """
    word = (
        re.sub(r"^1(?=/)", "", bare(text)).replace("十万分之一", "/10万").replace("/十万", "/10万")
    )
    if not word or len(word) > 24 or word[0].isdigit():
        return None
    if _RATIO_TO.fullmatch(word):
        return Unit(text, 1.0, (), ())
    noted = re.fullmatch(r"\A([^()]++)\(([^()]*+)\)", word)
    if noted:
        return _with_note(text, noted[1], noted[2])
    word = _LED.sub("", word)
    shown = unicodedata.normalize("NFKC", word)  # ㎡ is letters to a reader
    if not any(char.isalnum() or char in "%‰℃°$￥¥" for char in shown):
        return None  # a footnote mark or a stray stroke is no unit
    if word.startswith("每") and "/" not in word:
        return None
    return _composed(text, _PER_HEAD.sub("/", word.replace("(", "").replace(")", "")))


def _with_note(text: str, name: str, note: str) -> Unit | None:
    """Read 张(床) or %(百分比); 县(市、区) and 床位(张) are names."""
    inner, other = parse_unit(name), parse_unit(note)
    if inner is None or name in _PLACES or (other is not None and other.above != inner.above):
        return None
    return Unit(text, inner.factor, inner.above, inner.below)


def _composed(text: str, word: str) -> Unit | None:
    """Read the parts of a unit around its strokes: 元/人·月."""
    factor = 1.0
    above: list[str] = []
    below: list[str] = []
    for position, part in enumerate(word.split("/")):
        atoms = [atom for atom in _JOINTS.split(part) if atom]
        if (not atoms and position) or (position == 0 and len(atoms) > 1 and "、" in part):
            return None
        for atom in atoms:
            time = _TIMES.get(atom, atom) if position else atom
            read = (1.0, atom) if position and atom in _EACH else _atom(time)
            if read is None:
                return None
            size, dimension = read
            factor = factor * size if position == 0 else factor / size
            if dimension and dimension != "share":
                (above if position == 0 else below).append(dimension)
    if word.startswith("/") and not below and factor == 1:
        return None
    return Unit(text, float(factor), tuple(sorted(above)), tuple(sorted(below)))


def is_unit(text: str) -> bool:
    """Return whether the text is a unit we know.

    Examples
    --------
    >>> is_unit("张/千人"), is_unit("按月平均")
    (True, False)
    """
    return parse_unit(text) is not None


def why_not(one: str, other: str) -> tuple[str, str] | None:
    """Return why two units can not be compared, in Chinese and English, or None if they can.

    Examples
    --------
    >>> why_not("万人", "人") is None
    True
    >>> why_not("元/月", "元/年")[1]
    'a figure for a 月 can not be compared with one for a 年'
    """
    if bare(one) == bare(other):
        return None
    a, b = parse_unit(one), parse_unit(other)
    for unit, text in ((a, one), (b, other)):
        if unit is None:
            return both("why.unknown_unit", unit=text)
    assert a is not None and b is not None
    if (a.above, a.below) == (b.above, b.below):
        return None
    spans = [set(unit.below) & _CALENDAR for unit in (a, b)]
    if a.above == b.above and set(a.below) - spans[0] == set(b.below) - spans[1]:
        first, second = ("、".join(sorted(span)) or "?" for span in spans)
        return both("why.other_time", one=first, two=second)
    return both("why.other_thing", one=one, two=other)


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """Convert a value from one printed unit to another of the same dimension.

    Raises
    ------
    QuantityError
        With the reason, if the two can not be compared.

    Examples
    --------
    >>> convert(2, "万人", "人")
    20000.0
    >>> convert(6, "‰", "%")
    0.6
    """
    if bare(from_unit) == bare(to_unit):
        return float(value)
    reason = why_not(from_unit, to_unit)
    if reason:
        raise QuantityError.of("error.units", reason=reason, found=from_unit, expected=to_unit)
    a, b = parse_unit(from_unit), parse_unit(to_unit)
    assert a is not None and b is not None
    ratio = Decimal(repr(a.factor)) / Decimal(repr(b.factor))
    return float(Decimal(repr(float(value))) * ratio)
