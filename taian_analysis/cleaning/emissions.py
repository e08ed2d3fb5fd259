# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""What it costs that a cell stands in a column: by the cell's kind and the column's role."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..base.kept import kept
from ..base.vocabulary import pattern
from ..grammar.units import is_unit
from .cellkinds import chinese, kind, words
from .headers import LEVELS, OBSERVED
from .names import PINYIN

BIG = 9.0
_VALUE = {"num": -2.0, "int": -1.7, "missing": -1.2, "words": -1.5, "empty": 1.2, "verdict": 0.5, "quality": -0.4,
          "text": 1.8, "long": 2.0, "bad": 0.5, "attr": 6.0, "unit": 5.0, "dept": 3.0, "head": 3.0,
          "section": 4.0, "sign": 3.0, "mark": 4.0, "note": 5.0}  # fmt: skip
#: of an aim or a result in English words (Draft agreed), where a column of values has no other cell
_IN_ENGLISH = 1.2
_EXTRA = {"int": -1.2, "num": -1.2, "empty": 0.0, "missing": -0.3, "unit": 5.0, "bad": 2.0}
#: cost of a kind of cell in a role's column; what is not listed costs BIG
EMIT: dict[str, dict[str, float]] = {
    "area": {"text": -0.5, "section": -0.6, "empty": 0.0, "dept": 0.5, "quality": 0.6, "head": -0.2, "verdict": 4.0, "unit": 3.0, "long": 2.0, "attr": 3.0, "english": 0.4, "level1": 0.0, "level2": 0.0},
    "group": {"text": -0.5, "section": -0.4, "empty": 0.0, "dept": 0.5, "quality": 0.8, "head": -0.2, "unit": 3.0, "long": 2.0, "english": 0.4, "level1": 0.0, "level2": 0.0},
    "level1": {"level1": -2.5, "level2": 0.5, "text": 1.6, "section": 0.3, "empty": 0.0, "head": 1.0, "dept": 1.5},
    "level2": {"level2": -2.5, "level1": 0.0, "text": 1.4, "section": 0.3, "empty": 0.0, "head": 0.5, "dept": 1.0},
    "serial": {"int": 0.0, "mark": -2.0, "empty": 0.0},
    "name": {"text": -2.0, "section": -1.2, "long": 0.8, "head": -1.8, "dept": 1.0, "verdict": 3.0, "quality": 2.5, "words": 3.5, "unit": 2.0, "english": 2.0, "attr": 6.0},
    "unit": {"unit": -2.5, "missing": -0.4, "empty": 0.0, "text": 1.0, "mark": 6.0, "english": 1.2},
    "baseline": {**_VALUE, "verdict": 3.0}, "target": {**_VALUE, "verdict": 1.2}, "actual": {**_VALUE, "verdict": -0.8}, "generic": _VALUE, "year": _VALUE,
    "change": {**_VALUE, "text": 1.8, "english": 1.8, "long": 3.0},
    "weight": _EXTRA, "score": _EXTRA,
    "rate": {"num": -1.6, "int": -1.5, "missing": -0.5, "empty": 0.0, "verdict": 0.5, "text": 3.0, "words": 0.5},
    "verdict": {"verdict": -2.0, "quality": -0.5, "head": -1.0, "text": 0.5, "long": 0.8, "empty": 0.0, "missing": -0.2, "int": 2.5, "num": 1.5, "words": 1.0, "english": 0.3},
    "attribute": {"attr": -3.5, "text": 3.0, "empty": 0.0, "missing": -0.3, "head": 2.0},
    "dept": {"dept": -1.2, "text": 0.4, "long": 1.0, "empty": 0.0, "missing": 0.0, "head": 1.0},
    "note": {"text": 0.5, "sign": 2.5, "quality": 0.8, "head": 1.0, "long": 0.4, "dept": 0.6, "verdict": 0.6, "empty": 0.0, "missing": 0.0, "words": 1.0, "num": 2.5, "int": 2.5, "english": 1.0, "section": 1.0, "mark": 0.3},
    "symbol": {"sign": -2.0, "empty": 0.0},
    "other": {**dict.fromkeys(("text", "long", "dept", "verdict", "quality", "words", "num", "int", "missing", "bad", "english", "mark"), 0.3), "empty": 0.0, "unit": 1.5, "section": 1.0, "head": 1.0, "attr": 1.5, "sign": 1.0},
    "region": {"text": -2.0, "empty": 0.0, "section": -0.5, "dept": -0.5, "unit": 0.5, "head": 0.5},
}  # fmt: skip

#: cost of a row that ends before its first value
NO_VALUE = 2.0
#: cost of leaving a column of a row without a cell
SKIP = {
    "area": 0.05, "group": 0.05, "level1": 0.05, "level2": 0.05, "serial": 0.8, "name": 7.0, "region": 7.0, "unit": 1.0, "baseline": 1.6,
    "target": 1.6, "actual": 1.6, "generic": 1.6, "year": 1.6, "change": 0.6, "weight": 0.6,
    "score": 0.4, "rate": 0.6, "verdict": 0.5, "attribute": 1.2, "dept": 0.4, "note": 0.2,
    "symbol": 0.3, "other": 0.3,
}  # fmt: skip
#: of a cell that no column takes, and of one that is the title of a section, by its kind
JUNK = {"empty": 0.15, "english": 0.05, "note": 0.3, "head": 2.7, "text": 2.6, "long": 2.0,
         "section": 2.6, "unit": 0.5, "level1": 3.0, "level2": 3.0, "verdict": 2.0, "quality": 2.6, "sign": 1.0, "dept": 2.0}  # fmt: skip
SECTION = {"text": 0.6, "section": -0.6, "note": 2.5, "dept": 0.8, "head": 1.5, "long": 2.5,
                 "unit": 2.5, "words": 3.0, "verdict": 3.0}  # fmt: skip

#: what was added up over a plan's years, as a number in brackets: (24)
_ADDED_UP = re.compile(r"[(\uff08]\d{1,3}[)\uff09]")
#: what begins an aim in words, and no name: <全国平均水平, 100%,且逐年提高
_BOUND = re.compile(r"[≥≤><≧≦\uff1e\uff1c]\s?[^\s\d]|\d{1,3}(?:\.\d{1,4})?[%\uff05][,\uff0c]")
#: a number with a unit, and what weights and scores are counted in
_UNITED, _POINTS = re.compile(r"[\d.,]+\s?([^\d\s.,]+)"), ("分", "%", "\uff05")
_PAUSE = re.compile(r"[,，;；]")
#: a day as a value, and a verdict that is also a head
_FULL_DATE = words("full_date")
_BY_DATE = words("by_date")
_IS_DONE = words("done")
#: what is counted in English, a head as well: No.
_ENGLISH = words("english_unit")


@kept
def emission(text: str, role: str, implied: bool) -> float:
    """Return the cost of a cell's text in a column of a role."""
    what = kind(text)
    cost = EMIT[role].get(what, BIG)
    if role in LEVELS and what in ("english", "head") and text.isascii() and text[:1].isalpha():
        return _IN_ENGLISH
    if implied and role == "unit":
        return cost + 1.0 if what == "unit" else (0.1 if what == "empty" else BIG)
    if implied and role in _IMPLIED:
        cost += _IMPLIED[role] if what != "empty" else 0.1
    for roles, rule in _RULES:
        if role in roles:
            cost = rule(text, role, what, cost)
    return cost


_COUNTED, _LABEL = pattern("table_names", "counted"), pattern("table_names", "label")
#: what a cell costs in a column that no head names
_IMPLIED = {"area": 1.6, "group": 1.6, "serial": 1.0}


def _in_area(text: str, role: str, what: str, cost: float) -> float:
    length = len(text.strip())
    if role == "area" and what == "unit" and length == 1:
        cost = min(cost, 0.0)  # 家 of 居家, printed downwards
    if what in ("text", "section") and length > 16:
        cost += 0.15 * (length - 16)
    if role == "area" and what == "text" and _COUNTED.search(text):
        cost += 1.0  # 救助人次, whose values are lost, is no area of the rows below it
    return cost


def _prose(text: str) -> bool:
    """Whether the last line has a pause and ends as a sentence."""
    line = text.rstrip().rpartition("\n")[2]
    return line.endswith(("。", ";", "；")) and bool(_PAUSE.search(line[:-1]))


def _in_name(text: str, role: str, what: str, cost: float) -> float:
    length = len(PINYIN.sub("", text).strip())
    if _BOUND.match(text):
        return cost + 4.0
    prose = length > 80 or "。" in text.strip("。") or _prose(text)
    if what == "unit" and (not chinese(text) or length > 3):
        return 6.0
    if what == "text" and (length <= 1 or not chinese(text)):
        return 1.5
    return 6.0 if what in ("text", "long") and prose else cost


def _in_level(text: str, role: str, what: str, cost: float) -> float:
    if _LABEL.match(text):
        return BIG  # 指标2: begins the next row, whatever this one lacks
    if what in ("num", "words") and text[:1] in "≥≤><》《=≧≦＞＜":
        cost += -0.5 if role == "target" else 3.0
    if what == "head" and _FULL_DATE.fullmatch(text.strip()):
        return -0.5
    if what == "head" and _IS_DONE.fullmatch(text.strip()):
        return EMIT[role]["verdict"]
    return cost


def _in_value(text: str, role: str, what: str, cost: float) -> float:
    if what == "mark" and _ADDED_UP.fullmatch(text.strip()):
        return 1.5
    if what == "text" and text[:1].isdigit() and not (_BY_DATE.match(text) or _BOUND.match(text)):
        cost += 2.0
    if what == "unit":
        return 5.0 if not is_unit(text) or not text[:1].isdigit() else -1.0
    return cost


#: a code in parts before a name: 3.b.1, 1.2.3
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,3}[a-z]?|\d{1,2}\.[a-z](?:\.\d{1,2})?")
#: what is counted by so many in English: 100 million yuan, 10,000 tons
_SO_MANY = re.compile(r"(?:10{0,2}(?:,000)?|million|thousand)\s[A-Za-z][A-Za-z ]{2,30}")


def _in_serial(text: str, role: str, what: str, cost: float) -> float:
    return -1.0 if _CODE.fullmatch(text.strip()) else cost


def _in_unit(text: str, role: str, what: str, cost: float) -> float:
    length = len(text.strip())
    if _SO_MANY.fullmatch(text.strip()) or (what == "head" and _ENGLISH.fullmatch(text.strip())):
        return -1.0
    if what == "text" and length > 3:
        return 3.0 if length <= 6 and chinese(text) else 8.0
    return cost


def _in_attribute(text: str, role: str, what: str, cost: float) -> float:
    return BIG if what == "text" and len(text.strip()) > 6 else cost


def _in_mark(text: str, role: str, what: str, cost: float) -> float:
    """Judge a weight or a score: short whole numbers, without an operator, of points or a share."""
    text = text.strip()
    if what == "int" and len(text) > 3:
        return 2.0
    counted = _UNITED.fullmatch(text)
    of_things = counted is not None and is_unit(counted[1]) and counted[1] not in _POINTS
    return 4.0 if what == "num" and (text[:1] in "≥≤><" or of_things) else cost


_RULES: tuple[tuple[tuple[str, ...], Callable[[str, str, str, float], float]], ...] = (
    (("area", "group"), _in_area),
    (("name",), _in_name),
    (LEVELS, _in_level),
    (OBSERVED, _in_value),
    (("unit",), _in_unit),
    (("serial",), _in_serial),
    (("attribute",), _in_attribute),
    (("weight", "score"), _in_mark),
)
