"""The division codes of China's provinces, cities and counties, and which of them an issuer is of.

The codes and where they are from: `divisions.csv` and `ORIGIN.md` beside this file.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .. import catalog

_WORDS = catalog.load("areas")
#: what a province's or a city's name may be printed without
_SHORT = tuple(_WORDS["short"].split())


class Division(NamedTuple):
    """A place and its six-digit code."""

    code: str
    name: str


@cache
def _every() -> tuple[Division, ...]:
    text = files(__name__).joinpath("divisions.csv").read_text(encoding="utf-8")
    return tuple(Division(*line.split(",", 1)) for line in text.splitlines()[1:])


@cache
def _by_parent() -> dict[str, tuple[tuple[str, Division], ...]]:
    """Return parent's code -> (printed name, division); "" holds provinces, "*" all below them."""
    out: dict[str, list[tuple[str, Division]]] = {"": [], "*": []}
    for found in _every():
        province, city = found.code[:2] + "0000", found.code[:4] + "00"
        if found.code == province:
            names = (found.name, *(found.name.removesuffix(s) for s in _SHORT))
            out[""] += [(name, found) for name in dict.fromkeys(names) if len(name) > 1]
            continue
        out["*"].append((found.name, found))
        for parent in {province, city} - {found.code}:
            out.setdefault(parent, []).append((found.name, found))
    return {parent: tuple(sorted(d, key=lambda n: -len(n[0]))) for parent, d in out.items()}


@cache
def short_names() -> frozenset[str]:
    """Return the names of provinces and of their cities without 省, 市 or 自治区.

    Examples
    --------
    >>> {"内蒙古", "沈阳"} <= short_names(), "增加值" in short_names()
    (True, False)
    """
    above = [found.name for found in _every() if found.code.endswith("00")]
    short = (name.removesuffix(end) for name in above for end in _SHORT if name.endswith(end))
    return frozenset(name for name in short if len(name) > 1)


def _first(text: str, parent: str) -> tuple[str, Division] | None:
    """Return the longest name the text begins with, if it is that of one division only."""
    found = [(name, d) for name, d in _by_parent().get(parent, ()) if text.startswith(name)]
    longest = [pair for pair in found if len(pair[0]) == len(found[0][0])]
    return longest[0] if len({d for _, d in longest}) == 1 else None


def division_of(issuer: str | None) -> Division | None:
    """Return the division whose organ an issuer is, or None where its name leaves that open.

    Examples
    --------
    >>> division_of("泰安市民政局")
    Division(code='370900', name='泰安市')
    >>> division_of("山东省泰安市岱岳区人民政府").code, division_of("市中区人民政府") is None
    ('370911', True)
    """
    text = "".join((issuer or "").split()).lstrip(_WORDS["led"])
    if not text:
        return None
    found: Division | None = None
    step = _first(text, "")
    while step is not None:
        name, found = step
        text = text[len(name) :]
        step = _first(text, found.code)
    if found is not None:
        return found
    step = _first(text, "*")
    while step is not None:
        name, found = step
        text = text[len(name) :]
        step = _first(text, found.code)
    return found
