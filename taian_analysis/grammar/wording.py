"""How numbers, units, periods and names are printed, in Chinese and in English.

Used by figures, tables and the briefing alike, so that one value reads the same in all three.
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from typing import Any

from ..base import catalog, dossiers
from ..base.phrases import full_width, say
from . import words
from .chars import decimals
from .periods import period
from .unit_names import english
from .units import COUNTED, RATIO

MISSING = "—"
#: how binding an indicator is, as printed
BINDING, EXPECTED = catalog.load("wording")["binding"]
_CHINESE = re.compile("[\u3400-\u9fff]")


#: Not from strftime, which follows the machine's locale.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def missing(value: Any) -> bool:
    """Tell whether a cell of a frame is NA, without importing pandas."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


def both_names(frame: Any, column: str) -> list[tuple[str, str]]:
    """Return what a frame's things are called in Chinese and in English, where there is English."""
    english = f"{column}_en"
    rows = frame[[column, english] if english in frame else [column]].itertuples(index=False)
    pairs = [(row[0], row[-1]) for row in rows]
    return [(zh, zh if missing(en) else en) for zh, en in pairs if not missing(zh)]


def moved(value: Any, unit: Any, lang: str = "zh") -> str:
    """Print how far an indicator moved, with its sign: percentage points where the unit is %.

    Examples
    --------
    >>> moved(2.5, "%"), moved(-6, "公里", "en"), moved(0, "%"), moved(None, "%")
    ('+2.5个百分点', '−6 km', '0', '—')
    """
    if missing(value) or not float(value):
        return number(value)
    return ("+" if float(value) > 0 else "") + change_amount(value, unit, lang, short=True)


def has_chinese(text: Any) -> bool:
    """Tell whether a text has a Chinese character in it."""
    return _CHINESE.search(str(text)) is not None


def as_printed(text: str) -> str:
    """Put what is Chinese in an English line between quotation marks.

    Examples
    --------
    >>> as_printed("全覆盖"), as_printed("100 km")
    ('“全覆盖”', '100 km')
    """
    return f"“{text}”" if has_chinese(text) else text


def word(table: str, key: Any, lang: str) -> str:
    """Return what a frame's code is called: status, attribute, verdict, kind or area.

    Examples
    --------
    >>> word("status", "behind", "en"), word("kind", "count", "zh"), word("area", None, "zh")
    ('behind', '计数', '—')
    """
    if missing(key):
        return MISSING
    return full_width(words.word(words.table(table), key, lang), lang)


def number(value: Any, digits: int | None = None, lang: str = "zh") -> str:
    """Print a number: with `digits` decimals, or with as many as it has.

    English gets thousands separators; Chinese official prose has none. A minus is a minus sign.

    Examples
    --------
    >>> number(1783.0), number(17500, lang="en"), number(0.5349, 2), number(None)
    ('1783', '17,500', '0.53', '—')
    """
    if missing(value):
        return MISSING
    exact = Decimal(str(round(float(value), 9)))
    if digits is not None:
        exact = exact.quantize(Decimal(1).scaleb(-digits), rounding="ROUND_HALF_UP")
    text = f"{exact:,f}" if lang == "en" else f"{exact:f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if float(exact) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def percent(ratio: Any, digits: int = 1) -> str:
    """Print a ratio as a percentage.

    Examples
    --------
    >>> percent(0.7752), percent(None)
    ('77.5%', '—')
    """
    return MISSING if missing(ratio) else number(float(ratio) * 100, digits) + "%"


def scaled(value: Any, unit: Any, lang: str) -> tuple[float, str]:
    """Return the value and the unit it is printed in: English has no 万 and no 亿.

    Examples
    --------
    >>> scaled(1.75, "万人", "en")
    (17500.0, 'people')
    """
    if lang == "zh" or missing(unit):
        return float(value), "" if missing(unit) else str(unit)
    factor, name = english(str(unit))
    return round(float(value) * factor, 6), name


def amount(value: Any, unit: Any, lang: str = "zh", digits: int | None = None) -> str:
    """Print a value with its unit.

    Examples
    --------
    >>> amount(1.75, "万人"), amount(1.75, "万人", "en"), amount(1.27, "比例"), amount(99.5, "%")
    ('1.75万人', '17,500 people', '1.27:1', '99.5%')
    """
    if missing(value):
        return MISSING
    value, name = scaled(value, unit, lang)
    text = number(value, digits, lang)
    if not missing(unit) and unit == RATIO:
        return f"{text}:1"
    return _joined(text, name, lang)


def _joined(text: str, name: str, lang: str) -> str:
    return text + name if name in ("", "%") else text + say("joint.unit", lang, unit=name)


def with_unit(text: str, unit: Any, lang: str) -> str:
    """Write a unit's name after a number that is printed already."""
    return _joined(text, unit_name(unit, lang), lang)


def change_amount(
    value: Any, unit: Any, lang: str = "zh", digits: int | None = None, *, short: bool = False
) -> str:
    """Print a difference of two values: percentage points where the unit is %, else the amount.

    Examples
    --------
    >>> change_amount(2.5, "%"), change_amount(2.5, "%", "en")
    ('2.5个百分点', '2.5 percentage points')
    >>> change_amount(1, "%", "en", short=True)
    '1 pp'
    >>> change_amount(517, "人"), change_amount(0.03, "比例")
    ('517人', '0.03')
    """
    if missing(value):
        return MISSING
    if not missing(unit) and unit == "%":
        key = "amount.points_short" if short else "amount.points"
        return say(key, lang, n=number(value, digits, lang))
    if not missing(unit) and unit == RATIO:
        return number(value, digits, lang)
    return amount(value, unit, lang, digits)


def projected(
    value: Any, target: Any, target_text: Any, unit: Any, direction: Any, lang: str = "zh"
) -> str:
    """Print a projection to the target's own precision, and finer where it would else look reached.

    Examples
    --------
    >>> projected(2.304, 2.2, "≤2.2", "", -1), projected(2.24, 2.2, "≤2.2", "", -1)
    ('2.3', '2.24')
    >>> projected(579.7, 580, "580", "个", 1), projected(612.4, 580, "580", "个", 1)
    ('579个', '612个')
    """
    if missing(value) or missing(target):
        return amount(value, unit, lang)
    value, goal = float(value), float(target)
    printed_ = "" if missing(target_text) else str(target_text)
    digits = decimals(printed_)
    sense = -1 if direction == -1 else 1
    short = sense * (value - goal) < 0
    whole = digits == 0 and not missing(unit) and unit in COUNTED
    if whole and short:  # whole things: the last one is not there before it is complete
        nearest = math.floor(value + 0.5)
        full = math.floor(value + 1e-9) if sense > 0 else math.ceil(value - 1e-9)
        return amount(nearest if sense * (nearest - goal) < 0 else full, unit, lang)
    for more in range(digits, digits + 4):
        rounded = round(value, more)
        if not short or sense * (rounded - goal) < 0:
            break
    return amount(rounded, unit, lang)


def unit_name(unit: Any, lang: str = "zh") -> str:
    """Return the unit alone, as an axis or a subtitle prints it; empty where there is none."""
    if missing(unit):
        return ""
    if unit == RATIO:
        return say("amount.ratio", lang)
    if lang == "zh":
        return str(unit)
    return english(str(unit))[1]


def period_name(code: str, lang: str = "zh") -> str:
    """Print an SDMX period.

    Examples
    --------
    >>> period_name("2023-S1"), period_name("2023-S1", "en"), period_name("2023-03", "en")
    ('2023年上半年', 'first half of 2023', 'March 2023')
    """
    if "/" in code:
        first, last = code.split("/", 1)
        return f"{period_name(first, lang)}–{period_name(last, lang)}"
    span = period(code)
    year, tail = code[:4], code[5:]
    if not tail:
        return say("period.year", lang, year=year)
    if tail[0] in "SQ":
        return say(f"period.{tail[:2].lower()}", lang, year=year)
    if len(tail) == 2:
        return month(span.start, lang)
    return day(span.start, lang)


def period_in(code: Any, lang: str = "zh") -> str:
    """Print a period as it stands within a sentence, after "in" in English.

    Examples
    --------
    >>> period_in("2023-S1", "en"), period_in("2023", "en"), period_in("2023-S1")
    ('the first half of 2023', '2023', '2023年上半年')
    """
    told = period_name(str(code), lang)
    part = str(code)[5:6] == "S" and "/" not in str(code)
    return say("period.the", lang, when=told) if part else told


def period_short(code: str, lang: str = "zh") -> str:
    """Print an SDMX period in the few characters an axis has room for.

    Examples
    --------
    >>> period_short("2023-S1"), period_short("2023-03"), period_short("2023-03", "en")
    ('2023上半年', '2023.3', 'Mar 2023')
    """
    year, tail = code[:4], code[5:]
    if "/" in code or not tail:
        return code.replace("/", "–")
    if tail[0] in "SQ":
        return say(f"period.{tail[:2].lower()}_short", lang, year=year)
    parts = [str(int(part)) for part in tail.split("-")]
    if lang == "zh":
        return ".".join([year, *parts])
    return " ".join([*parts[1:], MONTHS[int(parts[0]) - 1][:3], year])


def day(value: Any, lang: str = "zh") -> str:
    """Print a day.

    Examples
    --------
    >>> from datetime import date
    >>> day(date(2023, 7, 11)), day(date(2023, 7, 11), "en")
    ('2023年7月11日', '11 July 2023')
    """
    if missing(value):
        return MISSING
    name = MONTHS[value.month - 1]
    return say("period.day", lang, year=value.year, month=value.month, name=name, day=value.day)


def month(value: Any, lang: str = "zh") -> str:
    """Print the month of a day.

    Examples
    --------
    >>> from datetime import date
    >>> month(date(2023, 3, 31)), month(date(2023, 3, 31), "en")
    ('2023年3月', 'March 2023')
    """
    if missing(value):
        return MISSING
    name = MONTHS[value.month - 1]
    return say("period.month", lang, year=value.year, month=value.month, name=name)


def indicator_name(key: str, printed: str, lang: str = "zh", *, short: bool = False) -> str:
    """Return an indicator's name: as printed in Chinese, from the catalog in English.

    An indicator the catalog does not know keeps its printed name; a `short` Chinese name is
    given only where the catalog has one.
    """
    entry = dossiers.names().get(key, {})
    if lang == "zh":
        return str(entry.get("short", printed) if short else printed)
    return str(entry.get("short_en" if short else "name_en", printed))


def line_range(lines: Any, lang: str = "zh") -> str:
    """Print line numbers as a reader would: runs joined.

    Examples
    --------
    >>> line_range([8, 168, 169, 170]), line_range([8], "en")
    ('原文第8、168–170行', 'line 8 of the report')
    """
    numbers = sorted({int(line) for line in lines if not missing(line)})
    if not numbers:
        return ""
    runs: list[list[int]] = []
    for line in numbers:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    return say("report.lines", lang, lines=say("joint.list", lang).join(parts), n=len(numbers))


def report_name(attrs: dict[Any, Any], lang: str = "zh") -> str:
    """Name the report a frame came from: issuer and date where known, else its file name.

    Parameters
    ----------
    attrs
        The frame's ``attrs``: ``report`` (path or title), and ``issuer`` and ``date`` if they are
        there. A frame without ``report`` is taken to be of the bundled report.
    """
    name = str(attrs.get("report") or "")
    tail = name.replace("\\", "/").rsplit("/", 1)[-1]
    joint = say("joint.comma", lang)
    for entry in (one.origin for one in dossiers.dossiers()):
        if not tail or tail in (entry["file"], entry["title"]):
            issuer = entry["issuer"] if lang == "zh" else entry["issuer_en"]
            return f"{issuer}{joint}{day(entry['date'], lang)}"
    title = str(attrs.get("title") or "")
    when = attrs.get("date")
    when = date.fromisoformat(when) if isinstance(when, str) else when
    parts = [
        str(attrs.get("issuer") or ""),
        say("story.quoted", lang, title=title) if title else "",
        day(when, lang) if when else "",
    ]
    told = joint.join(part for part in parts if part)
    return told or (tail if tail and "<" not in tail else say("report.given", lang))


def source_note(attrs: dict[Any, Any], lines: Any, lang: str = "zh", extra: str = "") -> str:
    """Write a source line: the report, the lines, and what was computed."""
    parts = [report_name(attrs, lang), line_range(lines, lang), extra]
    head, joint = say("figure.source", lang), say("joint.comma", lang)
    return head + say("joint.colon", lang) + joint.join(part for part in parts if part)
