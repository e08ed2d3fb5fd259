"""The classes of words of the catalog as patterns: one place that fills one class into another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from . import catalog

_PLACE = re.compile(r"<<(?:(\w+)\.)?(\w+)>>")


def fill(text: str, parts: Mapping[str, str]) -> str:
    """Put the patterns that another names with ``<<name>>`` into it, and those they name.

    Examples
    --------
    >>> fill("<<day>>至<<day>>", {"day": "<<month>>月末", "month": "[1-9]"})
    '[1-9]月末至[1-9]月末'
    """
    return _PLACE.sub(lambda place: fill(parts[place[2]], parts), text)


@cache
def acts(size: int = 0) -> str:
    """Return an alternation of the verbs of what is done; of one length, where one is asked for.

    Examples
    --------
    >>> bool(re.search(acts(), "每个村选派2名")), bool(re.search(acts(2), "改造提升"))
    (True, True)
    """
    words = catalog.load("acts")["acts"].split()
    return "|".join(word for word in words if not size or len(word) == size)


@cache
def leads() -> str:
    """Return an alternation of the small words that a number is led in with."""
    return "|".join(catalog.load("acts")["leads"].split())


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Return a class of words of a table of the catalog, compiled.

    A class is a regular expression, or a list of alternatives. ``<<name>>`` in it is another
    class of the table, ``<<table.name>>`` one of another; ``<<acts>>`` the verbs of two signs,
    ``<<every_act>>`` all of them, ``<<leads>>`` the small words before a number.

    Examples
    --------
    >>> pattern("relations", "change").search("改造提升") is None
    True
    """
    return re.compile(_filled(table, name))


def near(
    pattern: re.Pattern[str], text: str, word: str, before: int, after: int
) -> Iterator[re.Match[str]]:
    r"""Yield where a pattern fits, of which every match holds a word: it is tried only beside it.

    A word is found many times faster than most patterns try every place.

    Parameters
    ----------
    before, after
        So many signs a match may have before where the word begins, and from there on.

    Examples
    --------
    >>> text = "一年5次,连续3年"
    >>> [match[0] for match in near(re.compile(r"连续\d年"), text, "连续", 0, 4)]
    ['连续3年']
    """
    at, done = text.find(word), 0
    while at >= 0:
        match = pattern.search(text, max(done, at - before), at + after)
        if match and match.start() <= at < match.end():
            yield match
            done = match.end()
        at = text.find(word, max(done, at + 1))


def begun(
    pattern: re.Pattern[str], first: re.Pattern[str], text: str, start: int, stop: int
) -> re.Match[str] | None:
    """Return where a pattern first fits in a stretch of text, tried only where `first` does.

    A pattern of many choices is tried at every sign; one that begins with a class of signs (as
    `first` should) skips all others at less cost.

    Examples
    --------
    >>> begun(re.compile("今年|明年"), re.compile("[今明](?=年)"), "今天,明年", 0, 5)[0]
    '明年'
    """
    while place := first.search(text, start, stop):
        if match := pattern.match(text, place.start(), stop):
            return match
        start = place.start() + 1
    return None


#: classes of signs, of which any can be another; what is in brackets that hold none
_CLASS = re.compile(r"\\.|\[[^\]]*\](?:\{[\d,]*\})?")
_INNERMOST = re.compile(r"\((\?(?:P<\w+>|[:<!=]*)|)([^()]*)\)([?*{]?)")


def _shortest(words: tuple[str, ...]) -> int:
    return min(map(len, words))


@cache
def needed(name: str) -> tuple[str, ...]:
    """Return words of which a regular expression can't fit without one, "" where none is sure.

    They are looked for in a text many times faster than the expression is.

    Examples
    --------
    >>> needed("(?<!地方)税收(?:收入)?占"), needed("结案|审结?"), needed("(?:国|省)(?:内|外)")
    (('税收',), ('结案', '审'), ('国', '省'))
    >>> needed("(?:国内)?[客货]运量?|旅客"), needed("(?:国内|境外)?(?:游|[客货])")
    (('运', '旅客'), ('',))
    >>> needed("(国内)?游"), needed("(?P<where>国内)?游"), needed("(?P<where>国内|境外)游?")
    (('游',), ('游',), ('国内', '境外'))
    """
    held: dict[str, tuple[str, ...]] = {}  # what brackets need, by a sign in their place

    def put_by(bracket: re.Match[str]) -> str:
        looked = bracket[1].endswith(("<", "!", "="))
        if looked or bracket[3]:
            return "-"
        sign = chr(0xE000 + len(held))
        held[sign] = of(bracket[2])
        return sign

    def of(text: str) -> tuple[str, ...]:
        words: list[str] = []
        for one in text.split("|"):
            plain = max(re.split(r"[^一-龥]|[一-龥][?*{]", one), key=len)
            inner = max((held[s] for s in one if s in held), key=_shortest, default=("",))
            words += (plain,) if plain else inner
        return tuple(words) if all(words) else ("",)

    name, last = _CLASS.sub("-", name), ""
    while name != last:
        name, last = _INNERMOST.sub(put_by, name), name
    return of(name)


def hinted(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what is found in every text that one of some patterns fits, at a tenth of the cost.

    It is made of the words `needed` for each; of a pattern that needs none, of the pattern.

    Examples
    --------
    >>> hint = hinted(["(?:年度)?目标(?:值|数)", "完成[值数]", "[Nn]o"])
    >>> hint.pattern
    '目标|完成|(?:[Nn]o)'
    >>> bool(hint.search("2025年目标")), bool(hint.search("床位"))
    (True, False)
    """
    every = [(one, needed(one)) for one in patterns]
    parts = (part for one, some in every for part in (some if all(some) else (f"(?:{one})",)))
    return re.compile("|".join(dict.fromkeys(parts)))


def _filled(table: str, name: str) -> str:
    rows = catalog.load(table)
    rows = rows.get("patterns", rows)
    common = {"acts": acts(2), "every_act": acts(), "leads": leads()}
    row = common[name] if name in common else rows[name]
    row = row["patterns"] if isinstance(row, dict) else row
    text = row if isinstance(row, str) else "|".join(row)
    return _PLACE.sub(lambda place: _filled(place[1] or table, place[2]), text)
