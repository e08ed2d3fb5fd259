"""The words of ours that people read, in one table: `catalog/phrases.toml`, by key and language.

A translator reads and mends the table; the code names a key and gives the values. ``{name}`` is
replaced by a value, ``{name?one:more}`` by the first text where the value is 1 and else by the
second, so that English has its plurals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from . import catalog

LANGUAGES = ("zh", "en")
_SLOT = re.compile(r"\{(\w+)(?:\?([^:{}]*):([^{}]*))?\}")
_WIDE = dict(zip(",;:()!?", "，；：（）！？", strict=True))
_session = "zh"


def session_language() -> str:
    """Return the language of the session: what `set_language` last set, else Chinese."""
    return _session


def set_language(lang: str) -> None:
    """Make a language the session's; `set_theme` checks it and does so."""
    global _session
    _session = lang


def say(key: str, lang: str | None = None, /, **values: Any) -> str:
    """Return a phrase in a language, its slots filled.

    Parameters
    ----------
    key
        ``"room.name"`` of ``catalog/phrases.toml``; of an error ``"error.name.expected"`` too.
    lang
        ``"zh"`` or ``"en"``; the session's for None.
    values
        What its slots are filled with, printed already; a list is joined as the language does.

    Examples
    --------
    >>> say("status.behind", "en"), say("view.more", "zh", n=3)
    ('behind', '另有3行，用 rows=None 全部列出')
    >>> say("report.counts", "en", lines=1, tables=2)
    '1 line, 2 tables'
    """
    first, *slots = _pieces(key, lang or _session)
    out = [first]
    for name, one, more, after in zip(*[iter(slots)] * 4, strict=True):
        value = values[name]
        if isinstance(value, list | tuple):
            value = say("joint.list", lang).join(map(str, value))
        out += (str(value) if one is None else one if str(value) == "1" else more, after)
    return "".join(out)


@cache
def _pieces(key: str, lang: str) -> list[str]:
    """Return a phrase cut at its slots: text, then of each slot its name, one, more, and text."""
    return _SLOT.split(_entry(key)[lang])


def full_width(text: str, lang: str = "zh") -> str:
    """Give Chinese text of ours the full-width punctuation that official prose has.

    A colon or comma between digits stays. Never used on quotes: those stay as printed.

    Examples
    --------
    >>> full_width("无基期,进度不可算"), full_width("1.27:1"), full_width("a, b", "en")
    ('无基期，进度不可算', '1.27:1', 'a, b')
    """
    if lang != "zh":
        return text
    out = []
    for place, sign in enumerate(text):
        sides = text[place - 1 : place], text[place + 1 : place + 2]
        inside = sign in ":," and all(side.isdigit() for side in sides)
        out.append(sign if inside else _WIDE.get(sign, sign))
    return "".join(out).replace("， ", "，").replace("； ", "；")


def both(key: str, /, **values: Any) -> tuple[str, str]:
    """Return a phrase in Chinese and in English, as frames and errors carry it.

    A value that is a pair fills each language with its own.

    Examples
    --------
    >>> both("why.no_number")
    ('至少一期没有可比的数值', 'at least one report gives no number to compare')
    """
    zh, en = (
        say(key, lang, **{name: _of_pair(value, n) for name, value in values.items()})
        for n, lang in enumerate(LANGUAGES)
    )
    return zh, en


def _of_pair(value: object, language: int) -> object:
    return value[language] if isinstance(value, tuple) and len(value) == 2 else value


def said_again(text: str, room: str, lang: str) -> str:
    """Return what a phrase of a room says in Chinese in another language; other texts as they are.

    Examples
    --------
    >>> said_again("第2页表1,有框线,9 行", "seen", "en"), said_again("甲", "seen", "en")
    ('page 2, table 1, ruled, 9 rows', '甲')
    """
    for name in () if lang == "zh" else _entry(room):
        first, *slots = _pieces(f"{room}.{name}", "zh")
        pattern = re.escape(first)
        for slot, after in zip(slots[::4], slots[3::4], strict=True):
            pattern += f"(?P<{slot}>.+?){re.escape(after)}"
        if match := re.fullmatch(pattern, text):
            values = {key: said_again(said, room, lang) for key, said in match.groupdict().items()}
            return say(f"{room}.{name}", lang, **values)
    return text


def has_phrase(key: str) -> bool:
    """Tell whether there is such a phrase."""
    try:
        return "en" in _entry(key)
    except KeyError:
        return False


def _entry(key: str) -> dict[str, Any]:
    """Return what stands under a key, in each language."""
    entry: dict[str, Any] = catalog.load("phrases")
    for part in key.split("."):
        entry = entry[part]
    return entry


def nearest(wanted: str, names: Iterable[str], count: int = 3) -> list[str]:
    """Return the names likest to what was asked for, the likest first.

    Examples
    --------
    >>> nearest("慈善捐款", ["慈善组织", "慈善捐赠", "床位"], 1)
    ['慈善捐赠']
    """
    return sorted(dict.fromkeys(names), key=lambda name: _unlike(wanted, name))[:count]


def _unlike(wanted: str, name: str) -> tuple[int, float]:
    wanted, name = wanted.lower(), name.lower()
    return -len(set(name) & set(wanted)), -SequenceMatcher(None, name, wanted).ratio()


def nearest_words(wanted: str, names: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Ask whether one of these was meant, in Chinese and in English; None where there are none.

    Where none is like what was asked for, it is told what there is.

    Parameters
    ----------
    wanted
        What was asked for, in whichever language.
    names
        Of each thing its names in Chinese and in English.
    """
    pairs = list(dict.fromkeys(names))
    if not pairs:
        return None
    likest = sorted(pairs, key=lambda pair: min(_unlike(wanted, name) for name in pair))[:3]
    alike = [pair for pair in likest if any(_alike(wanted, name) for name in pair)]
    zh, en = (
        say(
            "stop.meant" if alike else "stop.there_are",
            lang,
            names=say("joint.list", lang).join(_fitting(told)),
            n=len(pairs),
        )
        for lang, told in zip(LANGUAGES, zip(*alike or pairs[:3], strict=True), strict=True)
    )
    return zh, en


def _alike(wanted: str, name: str) -> bool:
    """Whether two names have a run of signs in common: two characters, or three letters."""
    wanted, name = wanted.lower(), name.lower()
    run = SequenceMatcher(None, wanted, name, autojunk=False).find_longest_match()
    return run.size >= max(1, min(3 if wanted.isascii() else 2, len(wanted)))


def _fitting(names: Iterable[str], room: int = 90) -> list[str]:
    """Return as many of the first names as a message has room for, one at least."""
    out: list[str] = []
    for name in names:
        room -= len(name)
        if out and room < 0:
            break
        out.append(name)
    return out
