"""The audit in words: its phrases in Chinese and English, and each claim as a person reads it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from ..base import catalog
from ..base.phrases import both, has_phrase, say
from ..base.vocabulary import pattern
from ..grammar import wording
from ..grammar.interval import INFINITE

_SCALED, _COUNTED = pattern("claims", "scaled"), pattern("claims", "counted")
_DIGIT, _LONG = re.compile(r"\d"), re.compile(r"(?<![\d.,])\d{4,}(?![\d.%-])")

#: A half-year or a quarter as the data codes it.
_PART = re.compile(r"(?<![\d-])(?:19|20)\d\d-(?:S[12]|Q[1-4])(?!\d)")

FIELDS = ("claim", "stated", "computed", "comment")


class Said(str):
    """A text of ours in Chinese, which carries the same in English."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, zh: str, en: str) -> Said:
        """Join a text in Chinese and in English."""
        text = super().__new__(cls, zh)
        text.en = en
        return text

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return what it is made of, so that it can be copied and sent to another process."""
        return str(self), self.en


def says(key: str, /, **values: Any) -> Said:
    """Return a phrase on a claim; numbers in its slots are written as each language does.

    Examples
    --------
    >>> says("reckoned.total", value="56.9万").en
    'total 569,000%'
    """
    pairs = {n: (v, plain(v)) if isinstance(v, str) else v for n, v in values.items()}
    return Said(*both(key, **pairs))


def number(value: float) -> str:
    """Print a computed number as a person would: no float dust, at most four decimals.

    Examples
    --------
    >>> number(10772.0), number(69.11607576), number(154000000.0)
    ('10772', '69.1161', '1.54亿')
    """
    if abs(value) == INFINITE:
        return "∞"
    for size, name in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= max(size, 1e5) and value % 100 == 0:
            return f"{number(value / size)}{name}"
    return f"{value:.4f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def apart(off: float, percent: bool, digits: int = 2) -> tuple[str, str] | str:
    """Return how far numbers are apart, in both languages: shares and rates in points."""
    far = number(round(off, digits))
    return both("amount.points", n=far) if percent else far


def as_is(text: str) -> Said:
    """Return what is the same in both languages: years and days, which are no amounts."""
    return Said(text, text)


def titled(key: str, subject: str | None = None, /, **values: Any) -> Said:
    """Return the title of a claim, with its subject in the report's words; in English without."""
    title = say(key, "zh", **values)
    return Said(title if subject is None else f"{title}:{subject}", say(key, "en", **values))


def in_english(text: str) -> str:
    """Return a text of the audit in English; what is quoted from the report stays Chinese."""
    return text.en if isinstance(text, Said) else plain(text)


def told(row: Any, lang: str) -> tuple[str, str, str, str]:
    """Return claim, stated, computed and comment in the language asked for.

    In English what is quoted from the report stays Chinese, in quotation marks.
    """
    claim, stated, computed, comment = (
        _PART.sub(lambda m: wording.period_name(m[0], lang), _cell(row, name, lang))
        for name in FIELDS
    )
    if lang == "zh":
        claim, comment = wording.full_width(claim), wording.full_width(comment)
    else:
        claim, comment = _english(row, claim, comment)
        stated, computed = quoted(stated.replace("、", ", ")), quoted(computed)
    return tuple(cell or wording.MISSING for cell in (claim, stated, computed, comment))  # type: ignore[return-value]


def _cell(row: Any, name: str, lang: str) -> str:
    """Return a cell of a claim; English of what has Chinese only is its numbers' at most."""
    other = f"{name}_en"
    if lang == "en" and name != "claim" and other in row:
        return "" if wording.missing(row[other]) else str(row[other])
    text = "" if wording.missing(row[name]) else str(row[name])
    return plain(text) if lang == "en" and name in ("computed", "comment") else text


def _english(row: Any, claim: str, comment: str) -> tuple[str, str]:
    """Return a claim and the comment on it: what fails is told as a finding, not as if true."""
    rule = "" if wording.missing(row.get("rule")) else str(row["rule"])
    if not has_phrase(f"claim.{rule}"):
        checked, tail = quoted(claim), ""
    else:
        subject = claim.partition(":")[2].strip()
        checked, tail = say(f"claim.{rule}", "en"), f": {quoted(subject)}" if subject else ""
        own = "" if wording.missing(row.get("claim_en")) else str(row["claim_en"])
        checked = own.partition(": “")[0] or checked
        if row["verdict"] == "fails":
            key = _keys().get(checked, rule)
            failed = f"failed.{key if has_phrase(f'failed.{key}') else rule}"
            return say(failed, "en") + tail, say("audit.checked", "en", what=checked)
    return checked + tail, quoted(comment) if row["verdict"] == "undecidable" else ""


@cache
def _keys() -> dict[str, str]:
    """Return by what a claim checks, in English, the name of the phrase that says so."""
    return {say(f"claim.{key}", "en"): key for key in reversed(catalog.load("phrases")["claim"])}


def plain(text: str) -> str:
    """Write 万 and 亿 out, and leave the words out that numbers are counted with.

    Examples
    --------
    >>> plain("56.9万 ÷ 111万 = 51.261%"), plain("1873人"), plain("8.96亿")
    ('569,000 ÷ 1,110,000 = 51.261%', '1,873', '896,000,000')
    """
    if not _DIGIT.search(text):
        return text.replace("、", ", ").strip()
    if "万" in text or "亿" in text:
        scales = catalog.load("numerals")["scales"]

        def out(match: re.Match[str]) -> str:
            return wording.number(float(Decimal(match[1]) * scales[match[2]]), lang="en")

        text = _SCALED.sub(out, text)
    text = _COUNTED.sub("", text.replace("、", ", "))
    return _LONG.sub(lambda m: f"{int(m[0]):,}", text).strip()


def quoted(text: str) -> str:
    """Put quotation marks around a text that has Chinese left."""
    return f'"{text}"' if wording.has_chinese(text) else text
