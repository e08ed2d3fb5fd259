"""What a column is, asked again when its rows are read: its cells may say more than its head.

A number beside target and result that is the one over the other in every row is a rate, whatever
its head says; numbers under a head that no pattern knows have the role that head and cells together
make likeliest (`columns.roles`). Where head and cells disagree the role stays open, so that no row
of such a table is called sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .cellkinds import COUNTS, kind, words
from .columns import MASK, doubt, is_difference, is_ratio, likeliest, ratio_of, roles
from .headers import LEVELS, PART, VALUES, Head, find_period, plain_head, read_head, role_of

_SHARE = words("share_head")

_MOST = 40
#: what a value that is a bound begins with, and how many of a column of bounds do
_SIGNED, _BOUNDS = re.compile(r"[≥≤><≧≦＞＜]"), 0.6
#: what a head alone may be taken for, and how likely that must be
_GUESSED, _GUESS = (*LEVELS, "change", "rate", "weight", "verdict"), 0.6
#: how likely a head must be one of what was aimed at
_AIMED = 0.5


def reweighed(heads: Sequence[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Return the columns with the roles that their cells give them.

    Parameters
    ----------
    heads
        The columns, roles settled by their heads and the document.
    columns
        The cells of each, row by row.

    Examples
    --------
    >>> heads = [Head("项目", "name"), Head("应建", "target"), Head("已建", "note")]
    >>> heads = [*heads, Head("完成任务(%)", "target")]
    >>> cells = [["甲", "乙", "丙"], ["15", "20", "8"], ["12", "25", "8"], ["80", "125", "100"]]
    >>> [head.role for head in reweighed(heads, cells)]
    ['name', 'target', 'actual', 'rate']
    """
    shown = [i for i, head in enumerate(heads) if not head.implied]
    printed = [list(columns[i][:_MOST]) for i in shown]
    out = list(heads)
    many = Counter(head.role for head in heads)
    last: dict[str, int] = {}  # the last column of a role before the one that is looked at
    passed = 0
    for place, i in enumerate(shown):
        head = heads[i]
        last |= {out[k].role: k for k in range(passed, i)}
        passed = i
        if _rated(head, printed, place):
            out[i] = replace(head, role="rate", period=None, open="")
        elif _apart(head, last, columns, i):
            out[i] = replace(head, role="other", period=None, open="")
        elif _judging(head, out, columns, i):
            out[i] = replace(head, role="verdict", period=None, open="")
        elif not many["target"] and _bounded(head, printed[place]):
            out[i] = replace(head, role="target", open="actual")
        elif head.role in ("note", "other") and _reached(out, many, columns, i):
            out[i] = replace(head, role="actual", open="", proven=True)
        elif head.role in ("note", "other") and _numeric(printed[place]):
            one = _numbered(head, printed, place)
            both = many["target"] and many["actual"]  # 在谈项目 beside 已完成
            out[i] = head if one.role == "actual" and both and head.role == "other" else one
        elif head.role == "serial" and _coded(printed[place]):
            out[i] = replace(head, role="other")  # 代码 over AB001000 is no serial number
        many[head.role] -= 1
        many[out[i].role] += 1
    return out


def guessed(text: str) -> Head:
    """Return a head that no pattern knows with its likeliest role, a note where none is likely.

    Examples
    --------
    >>> guessed("1-6月完成投资(万元)").role, guessed("总投资(万元)").role, guessed("天气").role
    ('actual', 'weight', 'note')
    """
    chance = roles(text)
    role = likeliest(chance)
    if role not in _GUESSED or chance[role] < _GUESS:
        return Head(text, "note")
    return Head(text, role, find_period(text) if role in VALUES else None)


def of_one(texts: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether columns say what was aimed at, what was done, and its share: of one measure.

    Examples
    --------
    >>> of_one(["应改(座)", "已改(座)", "改造率"], [["14", "20"], ["7", "25"], ["50%", "125%"]])
    True
    """
    shares = [
        i for i, text in enumerate(texts)
        if _SHARE.search(word := plain_head(text)) and is_ratio(columns, i)
        and role_of(word) != "change"
    ]  # fmt: skip
    return len(shares) == 1 and any(
        roles(text, columns, i)["target"] >= _AIMED for i, text in enumerate(texts)
    )


def _rated(head: Head, printed: list[list[str]], place: int) -> bool:
    """Whether a column that says it is a share is one of two others over the other."""
    if head.role not in (*VALUES, "note", "other") or not _numeric(printed[place]):
        return False
    percent = sum("%" in text or "\uff05" in text for text in printed[place])
    word = plain_head(head.text)
    told = percent >= 2 and read_head(word) is None
    return (_SHARE.search(word) is not None or told) and is_ratio(printed, place)


def _apart(
    head: Head, last: Mapping[str, int], columns: Sequence[Sequence[str]], place: int
) -> bool:
    """Whether a column is how far the result before it is from its target: 差距, 未完成."""
    if head.role not in (*VALUES, "note", "other") or read_head(plain_head(head.text)) is not None:
        return False
    both = "target" in last and "actual" in last
    return both and is_difference(columns, place, (last["target"], last["actual"]))


def _judging(head: Head, heads: Sequence[Head], columns: Sequence[Sequence[str]], i: int) -> bool:
    """Whether 结果 beside targets in numbers holds words only: 控制内, 超出."""
    if head.role != "actual" or role_of(plain_head(head.text)) != "generic":
        return False
    if any(sign.isdigit() for text in columns[i] for sign in text):
        return False
    return any(h.role == "target" and _numeric(columns[n]) for n, h in enumerate(heads))


def _bounded(head: Head, cells: Sequence[str]) -> bool:
    """Whether most cells under a head that no pattern knows are bounds: 合理区间 over ≥88%."""
    if head.role not in ("actual", "note", "other"):
        return False
    signed = sum(bool(_SIGNED.match(text.strip())) for text in cells)
    bounds = signed >= max(2, _BOUNDS * len(cells))
    return bounds and role_of(plain_head(head.text)) in ("", "note")


def _reached(
    heads: Sequence[Head], many: Mapping[str, int], columns: Sequence[Sequence[str]], place: int
) -> bool:
    """Whether a column is what a completion rate puts over the target: 任务数, 参保数, 完成率."""
    if many["target"] != 1 or many["rate"] != 1 or many["actual"]:
        return False
    aim, rate = ([h.role for h in heads].index(role) for role in ("target", "rate"))
    return ratio_of([columns[i] for i in (place, aim, rate)], 2) == (0, 1)


def _numbered(head: Head, printed: list[list[str]], place: int) -> Head:
    """Give numbers under a head that no pattern knows the role that is likeliest.

    A part of the column before it, 其中:省级资金, is none of the levels: those are the whole's.
    """
    if PART.match(head.text.strip()):
        return replace(head, role="other")
    if read_head(plain_head(head.text)) is not None or not head.text.strip():
        return head
    chance = roles(head.text, printed, place)
    role = likeliest(chance)
    if role not in (*LEVELS, "change", "rate"):
        return head
    return replace(head, role=role, open=doubt(role, chance[role]))


def _coded(cells: Sequence[str]) -> bool:
    full = [text for text in cells if text.strip()]
    return len(full) >= 2 and sum(bool(MASK.match(text.strip())) for text in full) > 0.5 * len(full)


def _numeric(cells: Sequence[str]) -> bool:
    full = [kind(text) for text in cells if text.strip()]
    return len(full) >= 2 and sum(what in COUNTS for what in full) >= 0.6 * len(full)
