"""Cells that hold more than their own, or less: a number behind a name, a head behind a number."""

from __future__ import annotations

import re

from ..grammar.units import is_unit
from .headers import role_of

#: two words with a gap between: cells of their own, most likely (and no name drawn out: 指   标)
GAP = re.compile(r"[\u4e00-\u9fff%)\uff09]{2}[ \t\u3000]{2,}[\u4e00-\u9fff]{2}")
#: a number that ends a name, or all but its unit: the next cell (增速(%)20, 培训26人次)
_BEHIND = re.compile(
    r"[\u4e00-\u9fff)\uff09]\s*[≥≤><]?\s*\d+(?:\.\d+)?(?:%|[\u4e00-\u9fff]{0,2})\s*\Z"
)
#: a value that begins a name: the last cell of the row before it (699224.5总收入, -4.8%日用品类)
_AHEAD = re.compile(r"\A-?[\d,]+(?:\.\d+)?%|\A\d{3,}\.\d|\A\d{5}|\A\d{1,3},\d{3}")
#: a number, and what is behind it
_AFTER = re.compile(r"\A[≥≤><]?[\d.,]++%?([\u4e00-\u9fff]{2,}+)\Z")
#: a unit of many that may end a name
_MANY = re.compile(r"(?<=[\u4e00-\u9fff])[万亿][\u4e00-\u9fff]{1,2}\Z")
_OPEN, _CLOSE = re.compile("[(\uff08]"), re.compile("[)\uff09]")


def run_together(name: str) -> bool:
    """Whether a name holds more than its cell, or less: a bracket that does not close.

    Examples
    --------
    >>> run_together("增速(%)20"), run_together("699224.5总收入"), run_together("满意度(%")
    (True, True, True)
    >>> run_together("满意度(%)"), run_together("1.1总收入")
    (False, False)
    """
    return uneven(name) or any(form.search(name) for form in (_BEHIND, _AHEAD, GAP))


def uneven(text: str) -> bool:
    """Whether a text opens a bracket that it does not close, or closes one."""
    return len(_OPEN.findall(text)) != len(_CLOSE.findall(text))


def united(name: str) -> bool:
    """Whether a name ends with a unit of many, no bracket around it: 社会散居孤万人.

    Examples
    --------
    >>> united("社会散居孤万人"), united("常住人口(万人)"), united("孤儿人数")
    (True, False, False)
    """
    many = _MANY.search(name)
    return many is not None and is_unit(many[0])


def run_on(text: str) -> bool:
    """Whether a number goes on with a head: the cell below it (78.9类别)."""
    told = _AFTER.match("".join(text.split()))
    return told is not None and not is_unit(told[1]) and bool(role_of(told[1]))


def two_units(unit: str) -> bool:
    """Whether a unit is two of two rows, and no known one: 个%, 吨万亩."""
    ends = (n for n in range(1, len(unit)) if unit[n].isalnum() or unit[n] in "%‰")
    return not is_unit(unit) and any(is_unit(unit[:n]) and is_unit(unit[n:]) for n in ends)
