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
from .measures import YEAR
from .numbers import SHARES, is_range
from .target import gap_to_target

STEPS = (
    "indicator_id", "step", "measure", "symbol", "name", "name_en",
    "formula", "calculation", "value", "text", "unit", "line", "quote",
)  # fmt: skip
_OPS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "==": "="}
_BASIS = {
    "table": ("附件表", "the annex"),
    "given": ("由调用者给出", "given by the caller"),
    "narrative": ("正文同一数值处", "where the narrative states the number"),
    "capped": ("原文所述时期,止于报告日期", "the period stated, cut at the report's date"),
    "report": ("原文未注明,取报告日期", "not stated; the report's date"),
    "stated": ("正文直述", "stated in the narrative"),
}


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
    rows: list[dict[str, Any]] = []
    for row in gaps.assign(ranged=is_range(gaps)).to_dict("records"):
        rows.extend(_steps(row))
    frame = pd.DataFrame(rows, columns=list(STEPS))
    frame = frame.astype(dict.fromkeys(set(STEPS) - {"step", "value", "line"}, "string"))
    frame = frame.astype({"step": "Int64", "value": "Float64", "line": "Int64"})
    frame.attrs = dict(gaps.attrs)
    return frame


def _gaps(source: object) -> pd.DataFrame:
    known = isinstance(source, pd.DataFrame) and "status" in source
    gaps = source if known else gap_to_target(source)
    return conform(gaps_with(gaps, (*columns("gaps"), *CARRIED)), "gaps")


def _n(x: Any) -> str:
    """Write a number as short as it is exact to six digits."""
    if x is None or pd.isna(x):
        return "—"
    text = f"{float(x):.6g}"
    if "e+" in text:
        text = f"{float(x):.0f}"
    return text.replace("-", "−")


def _day(x: Any) -> str:
    return "—" if x is None or pd.isna(x) else pd.Timestamp(x).strftime("%Y-%m-%d")


def _span(first: Any, last: Any) -> float:
    if pd.isna(first) or pd.isna(last):
        return float("nan")
    return float((pd.Timestamp(last) - pd.Timestamp(first)).days)


def _steps(row: Mapping[Any, Any]) -> list[dict[str, Any]]:
    v, b, d = row["actual_value"], row["baseline_value"], row["direction"]
    unit = None if pd.isna(row["unit"]) else row["unit"]
    ranged = bool(row["ranged"])
    hit = ranged or row["target_op"] == "=="  # a point or range to hit
    t = _nearest_end(row, v) if ranged else row["target_value"]
    first = _nearest_end(row, b) if ranged else t
    if hit:
        d = pd.NA if pd.isna(t) or pd.isna(v) else float(np.sign(t - v))
    gone, whole = _span(row["start"], row["as_of"]), _span(row["start"], row["deadline"])
    left = _span(row["as_of"], row["deadline"])
    rising = not pd.isna(d) and d > 0
    way, over = ("v / T", (v, t)) if rising else ("T / v", (t, v))
    level = (
        "在目标内 → 1" if hit and not pd.isna(d) and d == 0 else f"{_n(over[0])} / {_n(over[1])}"
    )
    is_met = row["met"]
    out: list[dict[str, Any]] = []

    def step(
        measure: str, symbol: str, zh: str, en: str, formula: str = "", numbers: str = "",
        value: Any = pd.NA, text: Any = pd.NA, of: Any = pd.NA, line: Any = pd.NA,
        quote: Any = pd.NA,
    ) -> None:  # fmt: skip
        out.append(
            {
                "indicator_id": row["indicator_id"], "step": len(out) + 1, "measure": measure,
                "symbol": symbol, "name": zh, "name_en": en, "formula": formula or pd.NA,
                "calculation": numbers if formula and not pd.isna(value) else pd.NA, "value": value,
                "text": text, "unit": of, "line": line, "quote": quote,
            }
        )  # fmt: skip

    per = f"{unit}/年" if unit else pd.NA
    points = "百分点" if unit == "%" else unit
    step("target", "T", "目标值", "Target", value=t, text=row["target_text"], of=unit,
         line=row["source_line"])  # fmt: skip
    step("actual", "v", "完成值", "Latest value", value=v, text=row["actual_text"], of=unit,
         line=row["source_line"])  # fmt: skip
    step("baseline", "b", "基期值", "Baseline", value=b, text=_basis(row["baseline_basis"], 0),
         of=unit, line=row["baseline_line"], quote=row["baseline_quote"])  # fmt: skip
    step("direction", "d", "方向", "Direction", value=d)
    step("start", "t0", "基期末", "End of the base year", text=_day(row["start"]))
    step("as_of", "ta", "数据日期", "Date of the value", text=_day(row["as_of"]),
         line=row["as_of_line"], quote=row["as_of_quote"])  # fmt: skip
    step("deadline", "t1", "目标期末", "Deadline", text=_day(row["deadline"]))
    known = not pd.isna(v) and not pd.isna(t)
    sign, whole_target = _OPS.get(str(row["target_op"]), "?"), _n(t)
    if known and ranged:
        sign, whole_target = "∈", f"[{_n(row['target_low'])}, {_n(row['target_high'])}]"
    step("met", "", "是否达标", "Met", f"v {sign} T" if known else "",
         f"{_n(v)} {sign} {whole_target}", np.nan if pd.isna(is_met) else float(is_met),
         pd.NA if pd.isna(is_met) else ("是" if is_met else "否"))  # fmt: skip
    step("gap", "g", "差距", "Gap", "d × (v − T)", f"{_n(d)} × ({_n(v)} − {_n(t)})", row["gap"],
         of=points)  # fmt: skip
    step("shortfall", "", "尚差", "Shortfall", "max(0, −g)", f"max(0, {_n(_minus(row['gap']))})",
         row["shortfall"], of=points)  # fmt: skip
    step("relative_gap", "", "相对差距", "Relative gap", "g / |T|",
         f"{_n(row['gap'])} / {_n(abs(t) if known else t)}", row["relative_gap"])  # fmt: skip
    step("attainment", "", "完成度", "Attainment", way, level, row["attainment"])
    step("elapsed", "e", "时间进度(按天)", "Elapsed, in days", "(ta − t0) / (t1 − t0)",
         f"{_n(gone)} / {_n(whole)}", row["elapsed"])  # fmt: skip
    if hit and not pd.isna(row["progress"]):
        far, near = _n(abs(first - b)), _n(abs(t - v))
        step("progress", "p", "目标进度", "Progress", "(|T − b| − |T − v|) / |T − b|",
             f"({far} − {near}) / {far}", row["progress"])  # fmt: skip
    else:
        step("progress", "p", "目标进度", "Progress", "(v − b) / (T − b)",
             f"({_n(v)} − {_n(b)}) / ({_n(t)} − {_n(b)})", row["progress"])  # fmt: skip
    step("pace", "", "时序进度比", "Pace", "p / e", f"{_n(row['progress'])} / {_n(row['elapsed'])}",
         row["pace"])  # fmt: skip
    short = pd.isna(is_met) or not is_met
    step("required_per_year", "", "今后每年需增", "Required a year",
         "(T − v) / ((t1 − ta) / 365.25)",
         f"({_n(t)} − {_n(v)}) / ({_n(left)} / {YEAR})" if short else "已达标 → 0",
         row["required_per_year"], of=per)  # fmt: skip
    step("required_growth", "", "今后年均需增长率", "Required growth a year",
         "(T / v) ^ (365.25 / (t1 − ta)) − 1",
         f"({_n(t)} / {_n(v)}) ^ ({YEAR} / {_n(left)}) − 1" if short else "已达标 → 0",
         row["required_growth"])  # fmt: skip
    assumed = row.get("assumed_pace", pd.NA)
    even = pd.isna(assumed)
    name = ("期末推算值(线性)", "Projection, linear")
    formula = "v + (v − b) (t1 − ta) / (ta − t0)"
    numbers = f"{_n(v)} + ({_n(v)} − {_n(b)}) × {_n(left)} / {_n(gone)}"
    if not even:
        name = ("期末推算值(假设进度)", "Projection at the assumed pace")
        formula = "v + k (T − b) (t1 − ta) / (t1 − t0)"
        numbers = f"{_n(v)} + {_n(assumed)} × ({_n(first)} − {_n(b)}) × {_n(left)} / {_n(whole)}"
    end, curved = row["projected_value"], row["projected_geometric"] if even else pd.NA
    step("projected_value", "v1", *name, formula, _within(numbers, end, unit), end, of=unit)
    step("projected_geometric", "", "期末推算值(等比)", "Projection, geometric",
         "v (v / b) ^ ((t1 − ta) / (ta − t0))",
         _within(f"{_n(v)} × ({_n(v)} / {_n(b)}) ^ ({_n(left)} / {_n(gone)})", curved, unit),
         curved, of=unit)  # fmt: skip
    step("completion_date", "", "推算达标日", "Completion date", "",
         text=_day(row["completion_date"]))  # fmt: skip
    step("status", "", "状态", "Status", text=row["status"])
    return out


def _nearest_end(row: Mapping[Any, Any], x: Any) -> Any:
    """Return the end of a target range that is nearest to `x`, or `x` inside it."""
    return pd.NA if pd.isna(x) else min(max(x, row["target_low"]), row["target_high"])


def _within(numbers: str, end: Any, unit: Any) -> str:
    """Say so where a projection was cut at its natural limit."""
    if pd.isna(end):
        return numbers
    if end == 0:
        return f"max(0, {numbers})"
    return f"min(100, {numbers})" if end == 100 and unit in SHARES else numbers


def _minus(x: Any) -> Any:
    return x if pd.isna(x) else -x


def _basis(basis: Any, lang: int) -> Any:
    if pd.isna(basis):
        return pd.NA
    if lang == 0 and str(basis).startswith("derived: "):
        return "正文推算:" + str(basis).removeprefix("derived: ")
    return _BASIS.get(basis, (basis, basis))[lang]


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
    for row in found.assign(ranged=is_range(found)).to_dict("records"):
        lines += [""] if lines else []
        lines += _told(row, lang == "en")
    return Told("\n".join(lines))


class Told(str):
    """A text of several lines that a notebook shows line by line, without quotation marks."""

    def __repr__(self) -> str:
        return str(self)


def _told(row: Mapping[Any, Any], english: bool) -> list[str]:
    known = dossiers.names().get(row["indicator_id"], {})
    name = known.get("name_en", row["indicator"]) if english else row["indicator"]
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
    for step in _steps(row):
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
    reason = row["reason_en" if english else "reason"]
    if not pd.isna(reason):
        lines.append(f"  {'Note: ' if english else '说明:'}{reason}")
    return lines


def _value(row: Mapping[Any, Any], step: dict[str, Any], english: bool) -> str:
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
        basis = _basis(row["as_of_basis"], english) if measure == "as_of" else pd.NA
        return str(step["text"]) + ("" if pd.isna(basis) else f"  [{basis}]")
    if measure in ("target", "actual"):
        shown = "—" if pd.isna(step["text"]) else str(step["text"])
        when = row[f"{measure}_period"]
        line = step["line"]
        place = "" if pd.isna(line) else (f"  [line {line}]" if english else f"  [第{line}行]")
        return shown + ("" if pd.isna(when) else f"  ({when})") + place
    if pd.isna(value):
        return "—"
    shown = _n(value) + ("" if pd.isna(unit) else f" {unit}")
    if measure == "baseline":
        basis = _basis(row["baseline_basis"], english)
        when = "" if pd.isna(row["baseline_period"]) else f"  ({row['baseline_period']})"
        return shown + when + ("" if pd.isna(basis) else f"  [{basis}]")
    if measure in ("attainment", "elapsed", "progress", "relative_gap", "required_growth"):
        shown = f"{100 * float(value):.1f}%"
    elif measure == "pace":
        shown = f"{float(value):.2f}"
    if pd.isna(step["calculation"]):
        return shown
    return f"{step['formula']} = {step['calculation']} = {shown}"


def _quoted(step: dict[str, Any], quoted: set[str], english: bool) -> list[str]:
    if step["measure"] not in ("baseline", "as_of") or pd.isna(step["quote"]):
        return []
    line, quote = step["line"], step["quote"]
    place = "" if pd.isna(line) else (f"line {line}: " if english else f"第{line}行:")
    again = quote in quoted
    quoted.add(quote)
    shown = ("as above" if english else "引文同上") if again else f"“{quote}”"
    return [f"      {place}{shown}"]
