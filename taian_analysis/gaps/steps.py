"""Every step of a gap, so that a reader can redo any score with a pocket calculator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base import dossiers
from ..base.errors import GapError
from ..base.phrases import nearest, nearest_words, session_language
from ..base.schema import columns, conform
from ..grammar.words import STATUS, word
from .carry import CARRIED, gaps_with
from .components import basis_word, number, table
from .target import gap_to_target

STEPS = (
    "indicator_id", "step", "measure", "symbol", "name", "name_en",
    "formula", "calculation", "value", "text", "unit", "line", "quote",
)  # fmt: skip
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


def _basis(basis: Any, english: bool) -> str | None:
    return None if pd.isna(basis) else basis_word(str(basis), "en" if english else "zh")


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
    raise GapError(
        "no indicator of that name",
        zh="没有这个指标",
        found=query,
        expected=nearest_words(_nearest(gaps, wanted)),
    )


def _nearest(gaps: pd.DataFrame, wanted: str) -> list[str]:
    """Return the three names likest to what was asked for."""
    return nearest(wanted, gaps["indicator"].dropna())


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

    Examples
    --------
    >>> explain(None, "福彩").splitlines()[0]
    '18  福利彩票销售网点数  (基层社会治理,预期性,单位:个)'
    """
    gaps = _gaps(source)
    lines: list[str] = []
    lang = session_language() if lang is None else lang
    if not isinstance(lang, str) or lang not in ("zh", "en"):
        raise GapError(
            "no such language", zh="没有这种语言", found=repr(lang)[:80], expected="zh, en"
        )
    found = find_indicator(gaps, query)
    steps = table(found).to_dict("records")
    for place, row in enumerate(found.to_dict("records")):
        lines += [""] if lines else []
        mine = steps[place * COUNT : (place + 1) * COUNT]
        lines += _told(row, mine, lang == "en")
    return Told("\n".join(lines))


class Told(str):
    """A text of several lines that a notebook shows line by line, without quotation marks."""

    def __repr__(self) -> str:
        return str(self)


def _told(row: Mapping[Any, Any], steps: list[dict[Any, Any]], english: bool) -> list[str]:
    name = row["indicator"]
    if english and not pd.isna(row["indicator_en"]):
        name = row["indicator_en"]
    facts = [row["area"], row["attribute"]]
    if english:
        from ..grammar.words import AREA, ATTRIBUTE

        facts = [word(AREA, row["area"], "en"), word(ATTRIBUTE, row["attribute"], "en")]
    if not pd.isna(row["unit"]):
        facts.append(f"in {row['unit']}" if english else f"单位:{row['unit']}")
    facts = [str(fact) for fact in facts if not pd.isna(fact)]
    bracket = f"({', '.join(facts)})" if english else f"({','.join(facts)})"
    number = "" if pd.isna(row["number"]) else f"{row['number']}  "
    lines = [f"{number}{name}  {bracket}"]
    quoted: set[str] = set()
    for step in steps:
        label = step["name_en"] if english else step["name"]
        told = f"  {label}{' ' + step['symbol'] if step['symbol'] else ''}"
        lines.append(told + (" = " if english else ":") + _value(row, step, english))
        lines += _quoted(step, quoted, english)
    if row["sensitive"] is True or row["sensitive"] is np.True_:
        to = row["sensitive_to_en" if english else "sensitive_to"]
        lines.append(f"  {'Sensitive to: ' if english else '状态敏感于:'}{to}")
    if not pd.isna(row["other_quote"]):
        low, high = _n(row["other_low"]), _n(row["other_high"])
        other = low if low == high else f"{low}–{high}"
        line, when = row["other_line"], row["other_period"]
        lines.append(
            f"  But the report also says {other} ({when}, line {line}): “{row['other_quote']}”"
            if english
            else f"  但原文另有 {other}({when},第{line}行):“{row['other_quote']}”"
        )
    if not pd.isna(row["doubt"]):
        line, claim = row["doubt_line"], row["doubt"]
        lines.append(
            f"  The audit contradicts this number (line {line}): {claim}"
            if english
            else f"  核查与此数矛盾(第{line}行):{claim}"
        )
    reason = row["reason_en" if english else "reason"]
    if not pd.isna(reason):
        lines.append(f"  {'Note: ' if english else '说明:'}{reason}")
    return lines


def _value(row: Mapping[Any, Any], step: Mapping[Any, Any], english: bool) -> str:
    measure, value, unit = step["measure"], step["value"], step["unit"]
    if measure == "status":
        return word(STATUS, step["text"], "en" if english else "zh")
    if measure == "met":
        yes = {"是": "yes", "否": "no"}.get(str(step["text"])) if english else step["text"]
        answer = ("not known" if english else "不能断定") if pd.isna(step["text"]) else str(yes)
        if not pd.isna(step["calculation"]):
            return f"{step['calculation']} ? {answer}"
        return answer + (" (on the words)" if english else "(依文字表述)")
    if measure in ("start", "as_of", "deadline", "completion_date"):
        basis = _basis(row["as_of_basis"], english) if measure == "as_of" else None
        return str(step["text"]) + (f"  [{basis}]" if basis else "")
    if measure in ("target", "actual"):
        shown = "—" if pd.isna(step["text"]) else str(step["text"])
        when = row[f"{measure}_period"]
        line = step["line"]
        place = "" if pd.isna(line) else (f"  [line {line}]" if english else f"  [第{line}行]")
        way: Any = row["target_basis"] if measure == "target" else pd.NA
        way = "" if pd.isna(way) or way == "unresolved" else f" = {way}"
        return shown + way + ("" if pd.isna(when) else f"  ({when})") + place
    if pd.isna(value):
        return "—"
    shown = _n(value) + ("" if pd.isna(unit) else f" {unit}")
    if measure == "baseline":
        basis = _basis(row["baseline_basis"], english)
        when = "" if pd.isna(row["baseline_period"]) else f"  ({row['baseline_period']})"
        return shown + when + (f"  [{basis}]" if basis else "")
    if measure in ("attainment", "elapsed", "progress", "relative_gap", "required_growth"):
        shown = f"{100 * float(value):.1f}%"
    elif measure == "pace":
        shown = f"{float(value):.2f}"
    if pd.isna(step["calculation"]):
        return shown
    return f"{step['formula']} = {step['calculation']} = {shown}"


def _quoted(step: Mapping[Any, Any], quoted: set[str], english: bool) -> list[str]:
    if step["measure"] not in ("baseline", "as_of") or pd.isna(step["quote"]):
        return []
    line, quote = step["line"], step["quote"]
    place = "" if pd.isna(line) else (f"line {line}: " if english else f"第{line}行:")
    again = quote in quoted
    quoted.add(quote)
    shown = ("as above" if english else "引文同上") if again else f"“{quote}”"
    return [f"      {place}{shown}"]
