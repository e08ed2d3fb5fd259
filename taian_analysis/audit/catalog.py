"""Claims a person must know to belong together: the ``claims.toml`` of a report's dossier."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from ..base.dossiers import related
from ..base.errors import CatalogError
from ..base.formula import evaluate, written
from ..grammar.interval import Interval, agree, same_number
from ..grammar.numerals import chinese_number
from ..narrative.anchors import find_anchor
from ..narrative.figures import Figure
from .claims import STATES, Claim, Context, Span, interval, number, plus_minus, printed, verdict
from .counts import split_items
from .told import says

_COMPARE = {">=": operator.ge, "<=": operator.le}
_BOUND = {">=": "reckoned.at_least", "<=": "reckoned.at_most"}


def catalogued(context: Context) -> Iterator[Claim]:
    """Make the claims of the dossiers whose sentences the report has."""
    entries = [
        (key, entry, dossier.holds(context.report))
        for dossier in related(context.report)
        for key, entry in dossier.table("claims").items()
    ]
    for key, entry, known in entries:
        matches = [find_anchor(pattern, context.folded) for pattern in entry["find"]]
        if any(match is None for match in matches):
            if known:
                context.missing.append(key)
            continue
        yield _claim(context, key, entry, [m for m in matches if m is not None])


def _claim(
    context: Context, key: str, entry: dict[str, Any], matches: list[re.Match[str]]
) -> Claim:
    spans: dict[str, Span] = {}
    for match in matches:
        for name in match.groupdict():
            if name in spans:
                raise CatalogError.of("error.claim_names_letter_twice", found=f"{key}: {name}")
            spans[name] = match.span(name)
    shown: dict[str, str] = {}
    values: dict[str, Interval] = {}
    figures: dict[str, Figure] = {}
    for name, span in spans.items():
        if name == "l":
            count = len(split_items(context.text[slice(*span)]))
            values[name] = Interval(count, count)
            shown[name] = says("reckoned.listed_items", n=count)
            continue
        figure = context.figure_at(*span)
        if figure is not None:
            figures[name] = figure
            values[name], shown[name] = interval(figure), printed(context, figure)
        else:
            plain = _plain(context.text[slice(*span)])
            values[name], shown[name] = Interval(plain, plain), context.text[slice(*span)].strip()
    if entry["computed"] == "figures_after":
        after = _figures_after(context, max(span[1] for span in spans.values()))
        values["figures_after"] = Interval(len(after), len(after))
        shown["figures_after"] = says("reckoned.items", n=len(after))
    stated, computed = (_evaluate(entry[part], values) for part in ("stated", "computed"))
    test = entry.get("test", "=")
    if test == "=":
        plain = entry["stated"] in figures and entry["computed"] in figures
        fine = (same_number if plain else agree)(stated, computed)
    else:
        top, bottom = (stated.high, computed.low) if test == ">=" else (stated.low, computed.high)
        fine = bool(_COMPARE[test](top, bottom))
    own = [figures[name] for name in figures if name in entry["stated"]]
    computed_as = _show(entry["computed"], shown, computed, values)
    if test != "=":
        computed_as = says(_BOUND[test], value=computed_as)
    return Claim(
        f"catalog/{key}",
        entry["claim"],
        entry["kind"],
        _show(entry["stated"], shown, stated, values),
        computed_as,
        plus_minus(own[0]) if own and test == "=" else "0",
        verdict(fine),
        "" if fine else entry.get("comment") or says("remark.differ"),
        tuple(spans.values()),
        "catalogued",
        entry["claim_en"],
    )


def _plain(text: str) -> float:
    text = text.strip()
    if text[0].isdecimal():
        return float(text.replace(",", ""))
    return float(chinese_number(text) or 0)


def _evaluate(formula: str, values: dict[str, Interval]) -> Interval:
    """Compute a formula over every corner of the intervals its letters stand for."""
    names = [name for name in values if re.search(rf"\b{name}\b", formula)]
    corners = []
    for ends in product(*(dict.fromkeys(values[name]) for name in names)):
        try:
            corners.append(evaluate(formula, dict(zip(names, ends, strict=True)), float))
        except ZeroDivisionError:
            continue
    if not corners:
        return Interval(float("-inf"), float("inf"))
    return Interval(min(corners), max(corners))


def _show(
    formula: str, shown: dict[str, str], result: Interval, values: dict[str, Interval]
) -> str:
    if formula in shown:
        return shown[formula]
    told = written(formula, {name: number(sum(one) / 2) for name, one in values.items()})
    return f"{told} = {number(round(sum(result) / 2, 4))}"


def _figures_after(context: Context, place: int) -> list[Figure]:
    """Return the levels, shares and ratios stated in the rest of a paragraph."""
    end = context.report.line_at(place).end
    return [f for f in context.figures_from(place, 40) if f.start < end and f.relation in STATES]


RULES = (catalogued,)
