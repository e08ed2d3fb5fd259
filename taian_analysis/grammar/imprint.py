"""Title, issuer and date, as the document itself gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..base.vocabulary import pattern
from .chars import half_width
from .marks import MARK
from .numerals import whole_number

DAY = pattern("imprint", "day")
_SIGNED = pattern("imprint", "signed")
_LABELLED = pattern("imprint", "labelled")
_BESIDE = pattern("imprint", "beside")
_FROM = pattern("imprint", "from")
_FILE_NUMBER = pattern("imprint", "file_number")
_OTHER_DAY = pattern("imprint", "other_day")
_SOURCE = pattern("imprint", "source")
_ORGAN = pattern("imprint", "organ")
_SUBJECT = pattern("imprint", "subject")
_PUBLISHED, _NOTE = pattern("pages", "published"), pattern("pages", "note")
_NUMBERED = re.compile(rf"\A\s*+(?:{MARK})")
_SENTENCE = re.compile(r"[。;\uff1b|!\uff01?\uff1f]|[:\uff1a]$|[:\uff1a].*[:\uff1a]")


def of_page(text: str) -> bool:
    """Whether a line says when a page was put up or by whom, or is a note: no table's title."""
    return _PUBLISHED.search(text) is not None or _NOTE.match(text) is not None


def to_date(match: re.Match[str]) -> date | None:
    """Return the date of a match with groups y, m and d, or None if there is no such day."""
    try:
        return date(*(whole_number(match[key]) or 0 for key in "ymd"))
    except ValueError:
        return None


def find_date(lines: Sequence[str]) -> tuple[date | None, int | None]:
    """Return the date under the signature, else the one labelled 发布日期, and its line index.

    Else the one beside an issuer's name (某市民政局 2022年9月20日), in the first or last lines.
    """
    lines = [half_width(line) for line in lines]
    best: tuple[int, date, int] | None = None
    for index, line in enumerate(lines):
        if len(line) > 40 or not (match := _SIGNED.fullmatch(line.strip())):
            continue
        day = to_date(match)
        if day is None:
            continue
        signed = any(_ORGAN.fullmatch(text.strip()) for text in lines[max(index - 3, 0) : index])
        rank = 2 * signed + (not line.strip().startswith(("(", "\uff08")))
        if best is None or rank >= best[0]:
            best = (rank, day, index)
    if best:
        return best[1], best[2]
    for index, line in enumerate([*lines[:60], *lines[-20:]]):
        if (match := _LABELLED.search(line)) and (day := to_date(match)):
            return day, index if index < 60 else None
    return _date_beside(lines), None


def _date_beside(lines: Sequence[str]) -> date | None:
    """Return the day beside an issuer's name on one of the first or last lines."""
    filled = [line.strip().lstrip("#—-> ").strip() for line in lines if line.strip()]
    for line in [*filled[:6], *reversed(filled[6:][-6:])]:
        match = (_BESIDE.fullmatch(line) or _FROM.match(line)) if len(line) <= 120 else None
        if match is None or (day := to_date(match)) is None:
            continue
        who = (match.groupdict().get("who") or "").strip(" ()")
        numbered = _FILE_NUMBER.sub("", who)
        if not _OTHER_DAY.search(who) and not re.search(r"\d", numbered):
            return day
    return None


def find_issuer(lines: Sequence[str], signed: int | None) -> str | None:
    """Return who signed (the line above the date), else who is named as the source."""
    if signed is not None:
        for text in reversed(lines[max(signed - 3, 0) : signed]):
            if _ORGAN.fullmatch(text.strip()):
                return text.strip().replace(" ", "").replace("\u3000", "")
    for line in [*lines[:60], *lines[-20:]]:
        if match := _SOURCE.search(line):
            return match["name"]
    return None


def find_title(lines: Sequence[str]) -> str | None:
    """Return the first short line near the top that reads as a title."""
    for index, line in enumerate([text for text in lines[:60] if text.strip()][:12]):
        text = line.strip().lstrip("#").strip()
        if index > 2 and len(line) > 200:
            break
        if (
            4 <= len(text) <= 70
            and _SUBJECT.search(text)
            and not _SENTENCE.search(text)
            and not _NUMBERED.match(text)
        ):
            return text
    return None
