"""The narrative -> tidy series: one row a series and period, each point with its sentence.

Which sentence gives which point is data in ``catalog/series.toml``; the number itself is read
from the text at the place the catalog names.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any

import pandas as pd

from . import catalog
from .anchors import compile_anchor, fold, nearest_line
from .errors import CatalogError
from .periods import Period, period
from .readers import read_report
from .report import Report
from .schema import conform

_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "十": 10}
_OVER_BEFORE = ("超过", "超", "大于", "突破", "不低于", "不少于", "高于")
_UNDER_BEFORE = ("近", "接近", "不足", "不到", "低于", "小于", "不超过")
_APPROX_BEFORE = ("约", "大约", "大概")


class _Missing(Exception):
    """A sentence of the catalog is not in the text."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern


@dataclass(frozen=True, slots=True)
class _Number:
    """A printed number: its value and interval in the series' unit, and its span."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    start: int
    end: int
    text: str


def _decimal(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    return Decimal(sum(_DIGITS[c] for c in text))


def _scale(unit: str) -> Decimal:
    """Return by how much a series' unit is scaled (亿元: 100 million)."""
    return _SCALES.get(unit[:1], Decimal(1))


def _read_number(text: str, start: int, end: int, unit: str) -> _Number:
    """Read the number printed at a place, with its scale, its rounding and its qualifier."""
    printed = text[start:end]
    number = _decimal(printed)
    after = text[end : end + 5].lstrip(" \t")
    scale = _SCALES.get(after[:1], Decimal(1))
    factor = scale / _scale(unit)
    value = number * factor
    # A whole number of things is a count and exact; decimals, shares and numbers in 万 are rounded.
    decimals = len(printed.partition(".")[2])
    share = after.startswith(("%", "%"))
    rounded = decimals > 0 or scale != 1 or share
    half = Decimal(5).scaleb(-decimals - 1) * factor if rounded else Decimal(0)
    low: Decimal | None = value - half
    high: Decimal | None = value + half
    if share and unit == "%" and high is not None and value <= 100:
        high = min(high, Decimal(100))
    before, rest = text[max(0, start - 3) : start], after.lstrip("万亿千百")
    qualifier = "exact"
    if rest[:1] in {"余", "多"} or before.endswith(_OVER_BEFORE) or rest.startswith("以上"):
        qualifier, low, high = "over", value, None
    elif before.endswith(_UNDER_BEFORE) or rest.startswith(("以下", "以内")):
        qualifier, low, high = "under", None, value
    elif before.endswith(_APPROX_BEFORE) or rest.startswith("左右"):
        qualifier, low, high = "approx", None, None
    return _Number(value, low, high, qualifier, start, end, printed)


_WHEN = re.compile(
    r"(?:截[至止]到?)?(?P<year>\d{4})年(?:(?P<end>年?底|末)|(?P<half>[上下])半年|"
    r"(?P<quarter>[一二三四])季度|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
)


def _read_period(words: str, report: Report) -> tuple[str, str]:
    """Read words that say when; return the period's code and how it is known."""
    words = fold(words).strip('"')
    today = report.date
    match = _WHEN.match(words)
    if match:
        year, basis = match["year"], "explicit"
        if match["end"]:
            return f"{year}-12", basis
        if match["half"]:
            return f"{year}-S{'上下'.index(match['half']) + 1}", basis
        if match["quarter"]:
            return f"{year}-Q{'一二三四'.index(match['quarter']) + 1}", basis
        if match["month"]:
            code = f"{year}-{int(match['month']):02d}"
            return (f"{code}-{int(match['day']):02d}" if match["day"] else code), basis
        return year, basis
    if today is None:
        raise CatalogError(
            "the words need the report's date, which it does not give",
            zh="需要报告日期才能确定时期",
            file=report.name,
            found=words,
        )
    month = f"{today:%Y-%m}"
    if words.startswith(("去年", "上年")):
        return str(today.year - 1), "relative"
    if words.startswith("今年"):
        return f"{today.year}-01/{month}", "relative"
    if words.startswith("十"):
        first = 2021 + 5 * ("三四五".index(words[1]) - 1)
        return f"{first}/{first + 4}", "plan"
    match = re.match(r"(?:截[至止]到?)?(\d{1,2})月", words)
    if match:
        return f"{today.year}-{int(match[1]):02d}", "relative"
    return month, "relative"


_OPS: dict[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _compute(expression: str, values: dict[str, Decimal]) -> Decimal:
    """Compute ``a / (1 + b / 100)`` on decimals; only numbers, names and + - * /."""

    def walk(node: ast.expr) -> Decimal:
        if isinstance(node, ast.BinOp) and type(node.op) in _OPS:
            return _OPS[type(node.op)](walk(node.left), walk(node.right))
        if isinstance(node, ast.Name) and node.id in values:
            return values[node.id]
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            return Decimal(node.value)
        raise CatalogError("not a derivation", zh="推算式有误", found=expression)

    return walk(ast.parse(expression, mode="eval").body)


def _derive(
    spec: dict[str, Any], numbers: dict[str, _Number]
) -> tuple[Decimal, Decimal | None, Decimal | None, str]:
    """Return value, low, high and the derivation in words of a derived point."""
    expression = spec["derive"]
    value = _compute(expression, {name: number.value for name, number in numbers.items()})
    ends = [(n.low, n.high) for n in numbers.values()]
    corners = [
        _compute(
            expression,
            {name: end for name, end in zip(numbers, corner, strict=True) if end is not None},
        )
        for corner in product(*ends)
        if None not in corner
    ]
    shown = re.sub(r"\b[a-z]\b", lambda m: numbers[m[0]].text, expression)
    if "round" in spec:
        exact, value = value, value.quantize(Decimal(1).scaleb(-spec["round"]), ROUND_HALF_UP)
        shown += f" = {exact:.2f} ≈ {value}"
    else:
        shown += f" = {value}"
    low, high = (min(corners), max(corners)) if corners else (None, None)
    return value, low, high, shown.replace("*", "×").replace("/", "÷")


def _find(pattern: str, folded: str) -> re.Match[str]:
    match = compile_anchor(pattern).search(folded)
    if match is None:
        raise _Missing(pattern)
    return match


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a span: from the last 。 or line end to the next."""
    left = max(text.rfind(stop, 0, start) for stop in "。\n") + 1
    right = min((i for i in (text.find(stop, end) for stop in "。\n") if i >= 0), default=len(text))
    return text[left : right + 1].strip()


def _when(
    spec: dict[str, Any], match: re.Match[str], folded: str, report: Report
) -> tuple[Period, str, str | None]:
    """Find the period of a point: in its sentence, in another one, or from the report's date."""
    note = None
    if "when" in spec:
        code, _ = _read_period(_find(spec["when"], folded)["p"], report)
        basis = "inherited"
    elif spec.get("at") == "report":
        if report.date is None:
            raise _Missing(spec["find"])
        code, basis = f"{report.date:%Y-%m}", "default"
    else:
        words = match["p"]
        # A misprint the catalog knows is read as meant, and said so; once mended it is no longer.
        if "misprint" in spec and spec["misprint"] in fold(words):
            note = f"原文时间为“{words}”,按“{spec['read']}”处理"
            words = spec["read"]
        code, basis = _read_period(words, report)
    if spec.get("since") and report.date is not None:
        code = f"{code.partition('/')[0]}/{report.date:%Y-%m}"
    return period(code), basis, note


def _point(
    series_id: str, series: dict[str, Any], spec: dict[str, Any], folded: str, report: Report
) -> dict[str, Any]:
    """Read one point of a series from the text."""
    match = _find(spec["find"], folded)
    when, basis, note = _when(spec, match, folded, report)
    names = [name for name in match.groupdict() if name != "p"]
    numbers = {
        name: _read_number(report.text, *match.span(name), unit=series["unit"]) for name in names
    }
    first = numbers[names[0]]
    row: dict[str, Any] = {
        "series_id": series_id,
        "series": series["name"],
        "series_en": series["name_en"],
        "period": when.code,
        "period_start": when.start,
        "period_end": when.end,
        "unit": series["unit"],
        "kind": series["kind"],
        "quote": _sentence(report.text, first.start, max(n.end for n in numbers.values())),
        "line": report.line_at(first.start).number,
        "indicator_id": series.get("indicator"),
        "area": series["area"],
        "period_basis": basis,
        "note": note,
    }
    if "derive" in spec:
        value, low, high, shown = _derive(spec, numbers)
        return row | {
            "value": value,
            "low": low,
            "high": high,
            "qualifier": "exact"
            if all(n.qualifier == "exact" for n in numbers.values())
            else "approx",
            "basis": f"derived: {shown}",
        }
    return row | {
        "value": first.value,
        "low": first.low,
        "high": first.high,
        "qualifier": first.qualifier,
        "basis": "stated",
        "start": first.start,
        "end": first.end,
    }


def _known(report: Report) -> bool:
    """Say whether this is the report whose sentences the catalog holds."""
    header = catalog.load("series")["report"]
    return report.issuer == header["issuer"] and report.date == header["date"]


def _points(report: Report, strict: bool, missing: list[str]) -> Iterator[dict[str, Any]]:
    folded = fold(report.text)
    for series_id, series in catalog.load("series")["series"].items():
        for spec in series["points"]:
            try:
                yield _point(series_id, series, spec, folded, report)
            except _Missing as error:
                if strict:
                    line = nearest_line(error.pattern, [line.text for line in report.lines])
                    raise CatalogError(
                        f"the report no longer says what series '{series_id}' is read from",
                        zh=f"报告中找不到序列“{series['name']}”所依据的语句",
                        file=report.name,
                        line=line,
                        found=None if line is None else report.lines[line - 1].text[:60],
                        expected=error.pattern,
                    ) from None
                missing.append(series_id)


def load_trends(source: object = None, *, strict: bool | None = None) -> pd.DataFrame:
    """Read the series of the narrative: one row a series and period.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file or a `Report`.
    strict
        True: every sentence of ``catalog/series.toml`` must be found. False: a series whose
        sentences are absent is left out and named in ``attrs["missing"]``. By default strict for
        the report the catalog was written for (told by issuer and date), not for any other.

    Returns
    -------
    pandas.DataFrame
        The contract's columns of ``trends``; after them `indicator_id` (the annex indicator the
        series is), `area`, `period_basis` (``explicit``, ``inherited``, ``relative``, ``plan``,
        ``default``) and `note`. For a stated point
        ``report.text[start:end]`` is the printed number; a derived one carries its derivation
        in `basis`. `low` and `high` come from the printed rounding; a whole number of things is
        exact; "超过140" has a low end only.

    Raises
    ------
    CatalogError
        If `strict` and a sentence is gone: names the file, the line it probably stood on and
        the pattern.

    Examples
    --------
    >>> trends = load_trends()
    >>> trends.loc[trends.series_id == "charity_organisations", "basis"].tolist()
    ['derived: 71 - 22 = 49', 'stated']
    """
    report = read_report(source)
    missing: list[str] = []
    known = _known(report) if strict is None else strict
    rows = list(_points(report, known, missing))
    for row in rows:
        for name in ("value", "low", "high"):
            if row[name] is not None:
                row[name] = float(row[name])
    frame = conform(rows, "trends")
    for name in ("indicator_id", "area", "period_basis", "note"):
        frame[name] = frame[name].astype("string") if name in frame else pd.Series(dtype="string")
    frame.attrs["report"] = report.name
    frame.attrs["date"] = None if report.date is None else pd.Timestamp(report.date)
    frame.attrs["missing"] = sorted(set(missing))
    return frame


def baselines(trends: pd.DataFrame, base: str = "2020") -> pd.DataFrame:
    """Return what the narrative says of each annex indicator at the end of the base year.

    Parameters
    ----------
    trends
        As from `load_trends`.
    base
        The base year; a point counts if its period ends with that year (``2020``, ``2020-12``).

    Returns
    -------
    pandas.DataFrame
        One row an indicator: `indicator_id`, `value`, `low`, `high`, `unit`, `period`, `basis`,
        `quote`, `line`, `contradicted`. Flows are left out: an amount of a year is no level.
    """
    end = pd.Timestamp(period(base).end)
    chosen = trends[
        trends["indicator_id"].notna() & (trends["period_end"] == end) & (trends["kind"] != "flow")
    ]
    names = ["indicator_id", "value", "low", "high", "unit", "period", "basis", "quote", "line"]
    if "contradicted" in chosen:
        names.append("contradicted")
    return chosen[names].drop_duplicates("indicator_id").reset_index(drop=True)


def as_of(trends: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the date each annex figure stands at, from the sentence that gives the same figure.

    A point of the indicator's own series counts where it can be the annex's value: the two
    printed intervals overlap. Of several the latest is taken.

    Parameters
    ----------
    trends, indicators
        As from `load_trends` and `load_indicators`.

    Returns
    -------
    pandas.DataFrame
        One row an indicator that has such a point: `indicator_id`, `as_of` (date), `period`,
        `period_basis` (``default`` where the sentence gives no date and the report's own is
        taken), `quote`, `line`.
    """
    annex = indicators[["indicator_id", "actual_low", "actual_value", "actual_high"]]
    both = trends.merge(annex.dropna(subset=["actual_value"]), on="indicator_id")
    low = both["low"].fillna(float("-inf"))
    high = both["high"].fillna(float("inf"))
    fits = (low <= both["actual_high"].fillna(both["actual_value"])) & (
        high >= both["actual_low"].fillna(both["actual_value"])
    )
    both = both[fits & (both["kind"] != "flow")].sort_values("period_end", kind="stable")
    last = both.drop_duplicates("indicator_id", keep="last")
    today = trends.attrs.get("date")
    dates = last["period_end"] if today is None else last["period_end"].clip(upper=today)
    out = last[["indicator_id", "period", "period_basis", "quote", "line"]].copy()
    out.insert(1, "as_of", dates)
    order = {name: place for place, name in enumerate(indicators["indicator_id"])}
    return out.sort_values("indicator_id", key=lambda ids: ids.map(order)).reset_index(drop=True)
