"""Every step of a gap, so that a reader can redo any score with a pocket calculator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base import dossiers
from ..base.errors import GapError
from ..base.phrases import full_width, nearest_words, say, session_language
from ..base.schema import columns, conform
from ..grammar.unit_names import unscaled
from ..grammar.units import RATIO
from ..grammar.wording import as_printed, both_names, period_name
from ..grammar.words import AREA, ATTRIBUTE, STATUS, word
from .carry import CARRIED, gaps_with
from .components import basis_word, number, table
from .target import gap_to_target

#: What stands in words for a calculation: where nothing is left to reach, or all is inside.
_IN_WORDS = {say(key, "zh"): key for key in ("steps.reached", "steps.inside")}
#: How many steps each indicator has.
COUNT = 21


def gap_components(source: object = None) -> pd.DataFrame:
    """Give every intermediate value of every indicator's gap.

    Parameters
    ----------
    source
        A frame from `gap_to_target` or `what_if`; or whatever `gap_to_target` takes.

    Returns
    -------
    DataFrame
        One row an indicator and step, in the order of the calculation: ``indicator_id``,
        ``step``, ``measure``, ``symbol``, ``name``, ``name_en``, ``formula`` (in symbols),
        ``calculation`` (in numbers), ``value``, ``text`` (as printed, or the value in words),
        ``unit``, ``line`` and ``quote`` (where a number was read).

    Raises
    ------
    TaianError
        Whatever `gap_to_target` raises of a source.

    Examples
    --------
    >>> steps = gap_components()
    >>> steps.loc[steps["measure"] == "gap", "calculation"].iloc[1]
    '−1 × (1.27 − 1.3)'
    """
    gaps = _gaps(source)
    frame = table(gaps)
    frame.attrs = dict(gaps.attrs)
    return frame


def _gaps(source: object) -> pd.DataFrame:
    known = isinstance(source, pd.DataFrame) and "status" in source
    gaps = source if known else gap_to_target(source)
    return conform(gaps_with(gaps, (*columns("gaps"), *CARRIED)), "gaps")


def _n(x: Any) -> str:
    return number(float("nan") if x is None or pd.isna(x) else float(x))


def find_indicator(gaps: pd.DataFrame, query: str) -> pd.DataFrame:
    """Return the rows an id, a number, or a part of a name means (福彩 finds 福利彩票销售网点数).

    Raises
    ------
    GapError
        If it means none, naming the indicators there are.
    """
    gaps = gaps_with(gaps, ("indicator_id", "indicator", "number"))
    wanted = "".join(str(query).split()).lower()
    known = dossiers.names()
    names = []
    for key, name in zip(gaps["indicator_id"], gaps["indicator"].fillna(""), strict=True):
        entry = known.get(key, {})
        forms = [name, entry.get("name_en", ""), entry.get("short_en", "")]
        names.append(["".join(f.split()).lower() for f in [key, *forms, *entry.get("aliases", [])]])
    number = gaps["number"].astype("string").fillna("")
    tests = (
        lambda forms, n: wanted == forms[0] or wanted == n,
        lambda forms, n: any(wanted in form for form in forms),
        lambda forms, n: any(re.search(".*?".join(map(re.escape, wanted)), f) for f in forms[1:2]),
    )
    for test in tests if wanted else ():
        rows = [test(forms, n) for forms, n in zip(names, number, strict=True)]
        if any(rows):
            return gaps[rows]
    raise GapError.of(
        "error.no_such_indicator",
        found=query,
        hint=nearest_words(wanted, both_names(gaps, "indicator")),
    )


def explain(source: object = None, query: str = "", *, lang: str | None = None) -> Told:
    """Explain one indicator's calculation line by line, with the quotes it rests on.

    Parameters
    ----------
    source
        A frame from `gap_to_target`, or whatever `gap_to_target` takes.
    query
        The indicator: its id, its number, or a part of its name.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    Told
        One text that prints as it reads; several indicators are told one after the other.

    Raises
    ------
    GapError
        If no indicator is called so; the likest are named.

    Examples
    --------
    >>> explain(None, "福彩").splitlines()[0]
    '18  福利彩票销售网点数（基层社会治理，预期性，单位：个）'
    """
    gaps = _gaps(source)
    lines: list[str] = []
    lang = session_language() if lang is None else lang
    if not isinstance(lang, str) or lang not in ("zh", "en"):
        raise GapError.of("error.no_such_language", found=repr(lang)[:80], expected="zh, en")
    found = find_indicator(gaps, query)
    steps = table(found).to_dict("records")
    for place, row in enumerate(found.to_dict("records")):
        lines += [""] if lines else []
        mine = steps[place * COUNT : (place + 1) * COUNT]
        lines += _told(row, mine, lang)
    return Told("\n".join(lines))


class Told(str):
    """A text of several lines that a notebook shows line by line, without quotation marks."""

    def __repr__(self) -> str:
        return str(self)


def _told(row: Mapping[Any, Any], steps: list[dict[Any, Any]], lang: str) -> list[str]:
    """Tell one indicator: what it is, every step, and what could change its status."""
    lines = [_head(row, lang)]
    quoted: set[str] = set()
    for step in steps:
        label = full_width(str(step[_named("name", lang)]), lang)
        label += " " + step["symbol"] if step["symbol"] else ""
        lines.append(say("explain.step", lang, label=label, value=_value(row, step, lang)))
        lines += _quoted(step, quoted, lang)
    lines += _outlook(row, lang)
    if row["sensitive"] is True or row["sensitive"] is np.True_:
        to = full_width(str(row[_named("sensitive_to", lang)]), lang)
        lines.append(say("explain.sensitive", lang, what=to))
    if not pd.isna(row["other_quote"]):
        low, high = _n(row["other_low"]), _n(row["other_high"])
        other = low if low == high else f"{low}–{high}"
        when, line, quote = (row[f"other_{part}"] for part in ("period", "line", "quote"))
        lines.append(
            say(
                "explain.other",
                lang,
                value=other,
                when=period_name(str(when), lang),
                line=line,
                quote=quote,
            )
        )
    if not pd.isna(row["doubt"]):
        # the claim is told in Chinese: in English the sentence that it is about stands for it
        claim = row["doubt"] if lang == "zh" else f"“{row['doubt_quote']}”"
        lines.append(say("explain.doubt", lang, line=row["doubt_line"], claim=claim))
    reason = row[_named("reason", lang)]
    if not pd.isna(reason):
        lines.append(say("explain.note", lang, what=full_width(str(reason), lang)))
    return lines


def _outlook(row: Mapping[Any, Any], lang: str) -> list[str]:
    """Say that two points make no forecast; of a panel with more, the interval and its basis."""
    if pd.isna(row["pace"]):
        return []
    note = row.get(_named("forecast_note", lang))
    told = say("forecast.few", lang, n=2) if note is None or pd.isna(note) else str(note)
    low, high = row.get("forecast_low"), row.get("forecast_high")
    if pd.isna(low) or pd.isna(high):
        return [say("explain.note", lang, what=full_width(told, lang))]
    told = f"{_n(low)}–{_n(high)} {_unit(row['unit'], lang)}".rstrip() + f"  [{told}]"
    return [say("explain.outlook", lang, what=full_width(told, lang))]


def _named(column: str, lang: str) -> str:
    """Return the column that says a thing in a language."""
    return f"{column}_en" if lang == "en" else column


def _head(row: Mapping[Any, Any], lang: str) -> str:
    name = row[_named("indicator", lang)]
    name = row["indicator"] if pd.isna(name) else name
    pairs = ((AREA, row["area"]), (ATTRIBUTE, row["attribute"]))
    facts = [word(table, code, lang) for table, code in pairs if not pd.isna(code)]
    if not pd.isna(row["unit"]):
        unit = _unit(row["unit"], lang)
        facts += [say("explain.unit", lang, unit=unit)] if unit else []
    told = say("joint.comma", lang).join(facts)
    number = "" if pd.isna(row["number"]) else f"{row['number']}  "
    return number + (say("explain.head", lang, name=name, facts=told) if told else str(name))


def _unit(unit: Any, lang: str) -> str:
    """Name a unit; in English one of unknown words is quoted as printed."""
    if pd.isna(unit) or (unit == RATIO and lang == "en"):
        return ""
    return as_printed(unscaled(unit)) if lang == "en" else str(unit)


def _value(row: Mapping[Any, Any], step: Mapping[Any, Any], lang: str) -> str:
    """Print what a step gives, with the calculation where there is one."""
    measure = step["measure"]
    if measure == "status":
        return full_width(word(STATUS, step["text"], lang), lang)
    if measure == "met":
        return _met(step, lang)
    if measure in ("start", "as_of", "deadline", "completion_date"):
        return str(step["text"]) + (_basis(row, measure, lang) if measure == "as_of" else "")
    if measure in ("target", "actual"):
        return _printed(row, step, lang)
    if pd.isna(step["value"]):
        return "—"
    shown = _shown(step, lang)
    if measure == "baseline":
        when = row["baseline_period"]
        return shown + _bracketed(when, lang) + _basis(row, measure, lang)
    if pd.isna(step["calculation"]):
        return shown
    way = _IN_WORDS.get(step["calculation"])
    way = step["calculation"] if way is None else say(way, lang)
    return f"{step['formula']} = {way} = {shown}"


def _shown(step: Mapping[Any, Any], lang: str) -> str:
    """Print the value of a step: a share in per cent, a pace to hundredths, else with its unit."""
    if step["measure"] in ("attainment", "elapsed", "progress", "relative_gap", "required_growth"):
        return f"{100 * float(step['value']):.1f}%".replace("-", "−")
    if step["measure"] == "pace":
        return f"{float(step['value']):.2f}"
    return f"{_n(step['value'])} {_unit(step['unit'], lang)}".rstrip()


def _met(step: Mapping[Any, Any], lang: str) -> str:
    known = not pd.isna(step["text"])
    yes = str(step["text"]) == say("steps.yes", "zh")
    answer = say("steps.yes" if yes else "steps.no", lang) if known else say("steps.unknown", lang)
    if not pd.isna(step["calculation"]):
        return f"{step['calculation']} ? {answer}"
    return say("explain.on_words", lang, what=answer)


def _printed(row: Mapping[Any, Any], step: Mapping[Any, Any], lang: str) -> str:
    """Print a target or an actual as the report has it, with its period and its line."""
    measure, line = step["measure"], step["line"]
    # a frame made by hand may have numbers and no printed text
    bare = "—" if pd.isna(step["value"]) else _shown(step, lang)
    shown = bare if pd.isna(step["text"]) else str(step["text"])
    shown = shown if lang == "zh" else as_printed(shown)
    way: Any = row["target_basis"] if measure == "target" else pd.NA
    way = "" if pd.isna(way) or way == "unresolved" else f" = {way}"
    place = "" if pd.isna(line) else "  [" + say("stop.line", lang, n=line) + "]"
    return shown + way + _bracketed(row[f"{measure}_period"], lang) + place


def _bracketed(period: Any, lang: str) -> str:
    return (
        "" if pd.isna(period) else say("explain.period", lang, when=period_name(str(period), lang))
    )


def _basis(row: Mapping[Any, Any], measure: str, lang: str) -> str:
    """Say where a baseline or a date comes from."""
    basis = row[f"{measure}_basis"]
    return "" if pd.isna(basis) else f"  [{full_width(basis_word(str(basis), lang), lang)}]"


def _quoted(step: Mapping[Any, Any], quoted: set[str], lang: str) -> list[str]:
    if step["measure"] not in ("baseline", "as_of") or pd.isna(step["quote"]):
        return []
    line, quote = step["line"], step["quote"]
    shown = say("explain.again", lang) if quote in quoted else f"“{quote}”"
    quoted.add(quote)
    if not pd.isna(line):
        shown = say("stop.at", lang, place=say("stop.line", lang, n=line), what=shown)
    return [f"      {shown}"]
