"""Rows that come again under each of several totals: 国内, 入境 of 人数, and again of 人天数.

A total is printed once, and what it is divided into follows it. So of names that come again the
one that each time follows a name of its own begins what that name is of. One name alone that comes
again is a misprint or a row printed twice, and stays one, but where it takes turns with totals that
end alike: 新建学校, 乡镇中心学校, 改建学校, 乡镇中心学校.
"""

from __future__ import annotations

from collections.abc import Iterable

from .entries import Entry

#: names that come again where totals are divided
_PARTS = 2
_ENDING = 2


def under_totals(entries: Iterable[tuple[str, Entry]]) -> None:
    """Give rows of one name the total that each stands under, where there is one for each.

    Parameters
    ----------
    entries
        The rows in order, each with what tells its name from others.

    Examples
    --------
    >>> rows = [Entry(name, name) for name in "住宿人数 国内 境外 住宿天数 国内 境外".split()]
    >>> under_totals((row.name, row) for row in rows)
    >>> [row.parent for row in rows]
    [None, '住宿人数', '住宿人数', None, '住宿天数', '住宿天数']
    """
    groups: dict[tuple[str | None, ...], list[tuple[str, Entry]]] = {}
    for name, entry in entries:
        groups.setdefault((entry.area, entry.parent), []).append((name, entry))
    for rows in groups.values():
        _tell_apart(rows)


def _tell_apart(rows: list[tuple[str, Entry]]) -> None:
    places: dict[str, list[int]] = {}
    for n, (name, _) in enumerate(rows):
        places.setdefault(name, []).append(n)
    again = {name: at for name, at in places.items() if len(at) > 1 and not _same(rows, at)}
    if len(again) < _PARTS and not all(_by_turns(rows, at) for at in again.values()):
        return
    first = {name for name, at in again.items() if all(n and _alone(rows, places, n) for n in at)}
    total: str | None = None
    under: dict[str, list[str | None]] = {}
    for n, (name, _) in enumerate(rows):
        total = rows[n - 1][1].name if name in first else total
        if name in again:
            under.setdefault(name, []).append(total)
    for name, totals in under.items():
        if None not in totals and len(set(totals)) == len(totals):
            for n, told in zip(again[name], totals, strict=True):
                rows[n][1].parent = told


def _alone(rows: list[tuple[str, Entry]], places: dict[str, list[int]], place: int) -> bool:
    """Whether the row before has a name of its own."""
    return len(places[rows[place - 1][0]]) == 1


def _by_turns(rows: list[tuple[str, Entry]], at: list[int]) -> bool:
    """Whether a name comes at every second row, each time after one that ends as the others do."""
    ends = {rows[n - 1][1].name[-_ENDING:] for n in at}
    return at[0] > 0 and at == list(range(at[0], at[-1] + 1, 2)) and len(ends) == 1


def _same(rows: list[tuple[str, Entry]], at: list[int]) -> bool:
    """Whether rows of one name print the same values: a page that was printed twice."""
    printed = {tuple(token.text for _, token in rows[n][1].values) for n in at}
    return len(printed) == 1 and () not in printed
