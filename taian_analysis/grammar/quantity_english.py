"""A value in English words -> as the grammar of quantities prints it: at least 85% is >=85%."""

from __future__ import annotations

import re
from functools import cache

from ..base import catalog

_LONGEST = 60
#: a sign of money leads its number in; whose money it is no table of one land says
_NUMBER = (
    r"(?P<money>(?:[a-z]{0,2}[$£€]|usd|eur|gbp)\s?)?(?P<number>(?:[≥≤<>]=?\s?)?\d[\d,]*(?:\.\d+)?)"
)
#: what only says again that the number is of what was aimed at
#: and what is remarked on it in words
_SAID = r"(?: (?:achieved|completed?|compliance|compliant|met|on time))?(?: \([a-z][a-z -]*\))?"


@cache
def _forms(part: str) -> dict[str, re.Pattern[str]]:
    table = catalog.load("values_english")[part]
    return {sign: re.compile(form) for sign, form in table.items()}


@cache
def _value() -> re.Pattern[str]:
    before, after, units = (
        "|".join(catalog.load("values_english")[part].values())
        for part in ("before", "after", "units")
    )
    return re.compile(
        rf"(?:(?P<before>{before}) )?{_NUMBER}\s?(?P<unit>{units})?(?: (?P<after>{after}))?{_SAID}"
    )


def in_signs(text: str) -> str | None:
    """Return an English value in signs and units that are known; None where it is none.

    Examples
    --------
    >>> [in_signs(text) for text in ("At least 85%", "100% achieved", "12days", "Customer 5")]
    ['>=85%', '100%', '12天', None]
    >>> in_signs("within 2 hours"), in_signs("80% or more"), in_signs("95%"), in_signs("$1,204.50")
    ('<=2小时', '>=80%', None, '1,204.50')
    """
    found = _said(text)
    if found is None:
        return None
    sign = _named("before", found["before"]) or _named("after", found["after"])
    if sign and not found["number"][0].isdigit():
        return None
    return f"{sign}{found['number'].replace(' ', '')}{_named('units', found['unit'])}"


def unit_said(text: str) -> str:
    """Return the words that an English value is counted in, as printed.

    Examples
    --------
    >>> unit_said("At least 85 per cent"), unit_said("Within 2 Hours"), unit_said("85%")
    ('per cent', 'Hours', '')
    """
    found = _said(text)
    return " ".join(text.split())[slice(*found.span("unit"))] if found and found["unit"] else ""


def _said(text: str) -> re.Match[str] | None:
    """Return the parts of an English value; None where a text is none."""
    plain = " ".join(text.lower().split())
    if len(plain) > _LONGEST or not re.search("[a-z$£€]", plain):
        return None
    found = _value().fullmatch(plain)
    return None if found is None or (found["before"] and found["after"]) else found


def _named(part: str, text: str | None) -> str:
    forms = _forms(part) if text else {}
    return next((sign for sign, form in forms.items() if form.fullmatch(text or "")), "")
