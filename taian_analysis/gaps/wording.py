"""Where the narrative speaks of an indicator by its name: its date, its start, its doubts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..base import catalog
from ..base.report import Report
from ..grammar.mentions import Mention, find_mentions
from ..grammar.met import met_in_words
from ..grammar.periods import period
from .points import unit_factor

#: The shortest name that tells an indicator from others.
_SHORTEST = 4
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LEAD, _TAIL = ("|".join(catalog.load("names")[name]) for name in ("lead", "tail"))
_BEFORE, _AFTER = re.compile(f"^(?:{_LEAD})"), re.compile(f"(?:{_TAIL})$")


def core(name: Any) -> str:
    """Return an indicator's name without region, verb and what a count is called at its end.

    Examples
    --------
    >>> core("全市注册志愿者总量"), core("建设省级农村社区治理实验区数量")
    ('注册志愿者', '省级农村社区治理实验区')
    """
    return _AFTER.sub("", _BEFORE.sub("", "".join(str(name).split())))


def stated_in_words(report: Report, rows: list[Any]) -> None:
    """Date what no series dates: by the sentence that names the indicator and says it is done.

    A span that runs to the present (自2020年以来…率为100%) dates the value now and states it for
    its first year too, which is a baseline where that year is the plan's base.
    """
    every = [core(row.name) for row in rows]
    often = Counter(every)
    names = {
        name: row
        for name, row in zip(every, rows, strict=True)
        if len(name) >= _SHORTEST and often[name] == 1
    }
    for name, sentence, line in _naming(report, names):
        row = names[name]
        when = _dated(sentence, report)
        if when is None or not _says_so(_timeless(sentence, report), name, row.row):
            continue
        point = {"quote": sentence, "line": line, "period_basis": when.basis}
        first, _, last = str(when.code).partition("/")
        if last:
            _held_since(row, point | {"period": first}, name)
        else:
            row.dated_by(
                point | {"period": first, "end_day": np.datetime64(period(first).end, "D")}
            )


class _Names:
    """Names, by the signs they begin with: a line need not be searched for each of thousands."""

    def __init__(self, names: Iterable[str]) -> None:
        self._begun: dict[str, list[tuple[int, str]]] = {}
        for place, name in enumerate(names):
            self._begun.setdefault(name[:_SHORTEST], []).append((place, name))

    def within(self, text: str) -> list[str]:
        """Return the names that a text holds, in the order they were given in."""
        begins: Iterable[str] = self._begun
        if len(self._begun) > len(text):
            begins = {text[i : i + _SHORTEST] for i in range(len(text) - _SHORTEST + 1)}
            begins = begins & self._begun.keys()
        some = [pair for begin in begins if begin in text for pair in self._begun[begin]]
        return [name for _, name in sorted(some) if name in text]


def _naming(report: Report, names: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Yield each sentence that names an indicator, or stands under a heading that does."""
    known = _Names(names)
    for line in report.lines:
        here = [] if "|" in line.text else known.within(line.text)
        if not here:
            continue
        heading: str | None = None
        for sentence in re.split(r"(?<=[。;;])", line.text):
            inside = [name for name in here if name in sentence]
            if len(inside) == 1 and sentence.endswith("。") and not re.search(r"[,,]", sentence):
                heading = inside[0]  # "①低保标准增长幅度。": what follows is of it
                continue
            for name in inside or ([heading] if heading else []):
                yield name, sentence.strip(), line.number


def _dated(sentence: str, report: Report) -> Mention | None:
    """Return the one period a sentence speaks of, as printed; None where it names several."""
    found = [m for m in find_mentions(sentence, report.date) if m.basis == "explicit" and m.code]
    if len({mention.code for mention in found}) != 1:
        return None
    whole = found[0]
    first, _, last = str(whole.code).partition("/")
    now = "" if report.date is None else f"{report.date:%Y-%m}"
    return whole if not last or (last == now and period(first).code) else None


def _says_so(sentence: str, name: str, row: dict[Any, Any]) -> bool:
    """Tell whether a sentence states the row's own result.

    A value where it is printed right after the name; words, or a value that the sentence does
    not print, where it says that the thing is done.
    """
    after = sentence[sentence.find(name) + len(name) :] if name in sentence else sentence
    printed = _NUMBER.search(re.split(r"[,,。;;]", after)[0])
    value = row["actual_value"]
    if printed and pd.notna(value):
        return float(printed[0].replace(",", "")) == float(value)
    return met_in_words(None, after) is True


def _timeless(sentence: str, report: Report) -> str:
    """Return a sentence without its wordings of time, whose digits are no values."""
    for mention in reversed(find_mentions(sentence, report.date)):
        sentence = sentence[: mention.start] + sentence[mention.end :]
    return sentence


def _held_since(row: Any, point: dict[str, Any], name: str) -> None:
    value = row.row["actual_value"]
    after = point["quote"].partition(name)[2]
    if pd.isna(value) or not _NUMBER.search(re.split(r"[,,。;;]", after)[0]):
        return
    if np.datetime64(period(point["period"]).end, "D") == row.start:
        ends = {end: row.row[f"actual_{end}"] for end in ("low", "value", "high")}
        if row.found.get("found_baseline_basis") is None:
            row.base(point | ends, "stated")
    if row.last is not None:
        row.found |= {"found_as_of": row.last, "found_as_of_basis": "now"}
        row.found |= {"found_as_of_quote": point["quote"], "found_as_of_line": point["line"]}


def doubts_of(checked: Any, rows: list[Any]) -> None:
    """Note the failing claims of the audit in which an indicator's own number stands.

    In place. The number stands there where the figure in doubt has the indicator's value, and the
    words before it in its clause end with the indicator's name.
    """
    from ..audit.engine import doubts

    figures = {figure.start: figure for figure in checked.figures}
    text = checked.report.text
    named = [(row, name) for row in rows if len(name := core(row.name)) >= _SHORTEST]
    for start, _, claim in doubts(checked.claims):
        figure = figures.get(start)
        if figure is None:
            continue
        lead = text[max(text.rfind(stop, 0, start) for stop in ",,。;;\n") + 1 : start]
        for row, name in named:
            if row.found.get("other_quote"):
                continue  # that it is contradicted is known with the other number
            if name in lead and _is_value(figure, row.row):
                row.found["doubt"] = f"{claim.claim}:{claim.comment or claim.computed}"
                row.found["doubt_line"] = checked.report.line_at(start).number
                row.found["doubt_quote"] = _sentence(text, start)


def _is_value(figure: Any, row: dict[Any, Any]) -> bool:
    factor = unit_factor((figure.unit or "").split("/")[0], row["unit"])
    value = row["actual_value"]
    return bool(pd.notna(value) and abs(figure.value * factor - value) <= 1e-9 * abs(value))


def _sentence(text: str, place: int) -> str:
    left = max(text.rfind(stop, 0, place) for stop in "。\n") + 1
    right = min((i for i in (text.find(stop, place) for stop in "。\n") if i >= 0), default=-1)
    return text[left : right + 1 if right >= 0 else None].strip()
