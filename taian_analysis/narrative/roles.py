"""What a figure is in its sentence: a level, an increment, a rate, a share, a plan …; and its sign.

The relation that the scanner gives (level, share, ratio, change, target, condition) says what kind
of number it is; a role says what it does: 比上年增加8013个 is an increment, 增长5.2% a rate of
change, 与2010年的17万人相比 a previous level, 完成年初预算数6亿元的40% a plan and its completion.
"""

from __future__ import annotations

import re
from functools import cache, partial

from ..base import catalog
from ..base.vocabulary import pattern
from .figures import Figure

#: the pattern of a class of words of ``catalog/roles.toml``, to be searched
words = partial(pattern, "roles")


def sign_of(figure: Figure) -> int:
    """Return -1 where the words before a change say that it is a fall, else 1.

    The last of the words counts: 减收2354万元 and 下降12.5% fall, 减亏增收3万元 rises.
    """
    found = list(words("moves").finditer(figure.lead[-24:]))
    return -1 if found and found[-1]["down"] else 1


@cache
def _classes() -> tuple[re.Pattern[str], list[str]]:
    """Return a pattern with a group for each class of a total, and their names."""
    found: dict[str, str] = catalog.load("roles")["classes"]
    return re.compile("|".join(f"({words})" for words in found.values())), list(found)


def class_named(figure: Figure) -> str:
    """Return the class of a total a figure is of (城镇, 女, 第一产业), "" where none is named."""
    every, names = _classes()
    found = list(every.finditer(figure.lead[-16:]))
    return names[(found[-1].lastindex or 1) - 1] if found else ""


def is_step(figure: Figure) -> bool:
    """Whether a figure is a change by its words, whatever the scanner called it (减收1970万元)."""
    return figure.relation == "change" or (
        figure.relation == "level" and words("step").search(figure.lead[-16:]) is not None
    )


def role_of(figure: Figure, text: str) -> str:
    """Return the role of a figure.

    Parameters
    ----------
    figure
        A figure with its relation.
    text
        The half-width text it stands in.
    """
    unit = figure.unit or ""
    if figure.relation == "condition":
        return "condition"
    if is_step(figure):
        return "rate" if unit.startswith(("%", "‰", "倍", "番")) else "increment"
    first = max(figure.clause_start, figure.start - 40)
    if unit.startswith(("%", "‰")) and words("completion").search(text, first, figure.start):
        return "completion"
    if words("planned").search(figure.lead[-16:]):
        return "target"
    if figure.relation in ("target", "share", "ratio"):
        return figure.relation
    return _level(figure, text)


def _level(figure: Figure, text: str) -> str:
    lead = figure.lead[-40:]
    if words("moved_from").search(lead) and words("moved_to").match(text, figure.unit_end):
        return "base"
    if words("compared").search(lead):
        return "previous"
    if words("ranked").search(lead[-8:]):
        return "rank"
    if not figure.unit and words("ratio_named").search(figure.subject):
        return "ratio"
    counted = figure.text.isdecimal() and words("counted_after").match(text, figure.unit_end)
    return "count" if counted else "level"
