"""Print a number as Excel shows it: 0.6 under ``0%`` is "60%", 5753 under ``#,##0`` is "5,753".

Covers what reports use: digits, grouping, percent, literals, sections, scaling commas, dates in
Chinese and ISO order, scientific. A format beyond that is printed as the plain number.

Source: ECMA-376 Part 1, 18.8.31 numFmts.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ..base import catalog
from ..base.vocabulary import pattern

_GENERAL = pattern("pages", "general_format")
_YEAR, _MONTH, _DAY = catalog.load("pages")["date_signs"]
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|!(?P<kept>.)|\[\$(?P<money>[^\[\]-]*+)[^\[\]]*+\]'
    r"|\[(?P<tag>[^\[\]]*+)\]|_(?P<pad>.)|\*(?P<fill>.)"
    r"|(?P<number>[0#?](?:[0#?,]*)(?:\.[0#?]*)?|\.[0#?]+)(?P<exp>E[+-]0+)?|(?P<other>.)",
    re.S,
)
_LITERAL = re.compile(r'"[^"]*+"|\[[^\[\]]*+\]|\\')


def plain(value: float | int) -> str:
    """Return a number as the General format shows it.

    Examples
    --------
    >>> plain(0.1 + 0.2), plain(100.0), plain(69.12)
    ('0.3', '100', '69.12')
    """
    if isinstance(value, int):
        return str(value)
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    text = f"{value:.11g}" if abs(value) < 1e11 else f"{value:.15g}"
    if "e" in text:
        text = format(Decimal(text), "f") if 1e-7 < abs(value) < 1e21 else repr(value)
    return text


def show(value: Any, code: str | None) -> str:
    """Return a cell's value as printed under the number format `code`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _show_date(value, code or "")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    if not isinstance(value, int | float):
        return str(value)
    if not code or _GENERAL.fullmatch(code):
        return plain(value)
    try:
        return _show_number(value, code)
    except (ValueError, ArithmeticError, IndexError):
        return plain(value)


def _sections(code: str) -> list[str]:
    """Split a format at its semicolons, those in quotes left alone."""
    sections = [""]
    for i, part in enumerate(code.split('"')):
        first, *rest = [part] if i % 2 else part.split(";")
        sections[-1] += ('"' if i else "") + first
        sections += rest
    return sections


def _show_number(value: float | int, code: str) -> str:
    sections = _sections(code)
    signed = value < 0
    if len(sections) > 1 and value < 0:
        section, value, signed = sections[1], abs(value), False
    elif len(sections) > 2 and value == 0:
        section = sections[2]
    else:
        section = sections[0]
    tokens = list(_TOKEN.finditer(section))
    if any((t["tag"] or "").startswith((">", "<", "=")) for t in tokens):
        return plain(-abs(value) if signed else value)
    number = Decimal(repr(value) if isinstance(value, float) else value)
    number *= 100 ** sum(t["other"] == "%" for t in tokens)
    number *= 1000 ** sum(t["other"] == "‰" for t in tokens)
    out: list[str] = []
    printed = False
    for t in tokens:
        if t["number"] is not None:
            if not printed:
                out.append(_digits(abs(number), t["number"], t["exp"]))
            printed = True
        elif t["tag"] is not None or t["pad"] is not None or t["fill"] is not None:
            continue
        else:
            out.append(
                next(
                    x
                    for x in t.group("quoted", "escaped", "kept", "money", "other")
                    if x is not None
                )
            )
    text = "".join(out)
    if text.strip().lower() == "general" or ("/" in text and "?" in section):
        return plain(value)
    return ("-" if signed and re.search(r"[1-9]", text) else "") + text.strip()


def _digits(number: Decimal, pattern: str, exponent: str | None) -> str:
    if exponent:
        places = len(pattern.partition(".")[2])
        return f"{number:.{places}E}"
    whole, _, part = pattern.partition(".")
    scaling = len(whole) - len(whole.rstrip(","))
    number /= 1000**scaling
    whole = whole.rstrip(",")
    number = number.quantize(Decimal(1).scaleb(-len(part)), rounding=ROUND_HALF_UP)
    left, _, right = format(number, "f").partition(".")
    optional = len(part) - len(part.rstrip("#?"))
    while optional and right.endswith("0"):
        right, optional = right[:-1], optional - 1
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        groups = [left[max(0, i - 3) : i] for i in range(len(left), 0, -3)]
        left = ",".join(reversed(groups))
    return left + ("." + right if right or ("." in pattern and not part) else "") or "0"


def _show_date(value: datetime | date | time, code: str) -> str:
    bare = _LITERAL.sub("", code).lower()
    if isinstance(value, time):
        return _show_time(value, bare)
    day = f"{value.year}-{value.month:02d}-{value.day:02d}"
    if _YEAR in code or _MONTH in code:
        signs = ((value.year, _YEAR), (value.month, _MONTH), (value.day, _DAY))
        return "".join(f"{number}{sign}" for number, sign in signs if sign in code)
    timed = "h" in bare or "s" in bare
    if timed and isinstance(value, datetime):
        moment = value.time()
        if not re.search(r"[yd]", bare):
            return _show_time(moment, bare)
        return f"{day} {moment:%H:%M}" if moment.hour or moment.minute else day
    if "y" in bare and "d" not in bare:
        return f"{value.year}-{value.month:02d}" if "m" in bare else f"{value.year}"
    if "y" not in bare and re.fullmatch(r"m{1,5}[-/.]d{1,4}(?:;@)?", bare):
        return f"{value.month}-{value.day}"
    return day


def _show_time(moment: time, bare: str) -> str:
    hour = f"{moment.hour:02d}" if "hh" in bare else str(moment.hour)
    return f"{hour}:{moment.minute:02d}" + (f":{moment.second:02d}" if "s" in bare else "")
