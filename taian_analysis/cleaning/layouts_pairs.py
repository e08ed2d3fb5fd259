"""Sentences that pair a target with a result, or a target with where it starts from.

``1.新增养老床位。年初目标:1000张;完成情况:1126张。`` and ``婴儿死亡率 5.0‰(目前8.1‰)`` are rows
of a table told in prose. One sentence is no table: several lines of a kind must stand together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..base.report import Line, Report
from ..base.vocabulary import pattern
from .align import CellToken
from .headers import Head, find_period
from .layouts_across import Found
from .names import PINYIN

_HEADED, _STEP = pattern("pairs", "headed"), pattern("pairs", "step")
_TARGET = pattern("pairs", "target")
_RESULT = pattern("pairs", "result")
_VERDICT = pattern("pairs", "verdict")
_BASE = pattern("pairs", "base")
#: a line longer than this tells no pair
_LONGEST = 160
_BASE_VALUE = pattern("pairs", "base_value")
_TRIM = " \t\u3000,\uff0c.。;\uff1b:\uff1a、|-—"
_LEAD = pattern("pairs", "lead")


@dataclass(slots=True)
class _TargetAndResult:
    line: Line
    name: CellToken
    target: CellToken
    other: CellToken | None = None
    later: CellToken | None = None
    later_period: str | None = None
    verdict: CellToken | None = None
    period: str | None = None
    rest: list[str] = field(default_factory=list)


def pairs(report: Report) -> Found | None:
    """Read lines that pair targets with results or starting points.

    Evidence: at least three such lines, or two that are most of the text.
    """
    results = [pair for line in report.lines if len(line.text) <= 400 for pair in _results(line)]
    filled = sum(bool(line.text.strip()) for line in report.lines)
    if len(results) >= 3 or (len(results) == 2 and filled <= 6):
        return _found(report, results, "actual")
    bases = _bases(report)
    with_base = sum(pair.other is not None for pair in bases)
    if with_base >= 3 and with_base >= 0.5 * len(bases):
        return _found(report, bases, "baseline")
    return None


def _token(line: Line, start: int, end: int, text: str | None = None) -> CellToken:
    raw = line.text[start:end]
    begin = start + len(raw) - len(raw.lstrip(_TRIM))
    word = raw.strip(_TRIM)
    if text is not None:
        return CellToken(text, line.number)
    return CellToken(word, line.number, line.start + begin, line.start + begin + len(word))


def _results(line: Line) -> list[_TargetAndResult]:
    """Return the target-result pairs of a line, in order."""
    out: list[_TargetAndResult] = []
    spot = 0
    while True:
        target = _TARGET.search(line.text, spot)
        if target is None:
            return out
        result = _RESULT.search(line.text, target.end())
        following = _TARGET.search(line.text, target.end())
        if result is None:
            return out
        if following is not None and following.start() < result.start():
            spot = target.end()
            continue
        name = _name(line, spot, target.start())
        end = following.start() if following else len(line.text)
        verdict = _VERDICT.search(line.text, result.end(), end)
        if name is not None and result.start() - target.end() <= 40:
            pair = _TargetAndResult(
                line, name, _token(line, *target.span("v")), _token(line, *result.span("v"))
            )
            pair.verdict = _token(line, *verdict.span()) if verdict else None
            out.append(pair)
        spot = verdict.end() if verdict else result.end()


def _name(line: Line, start: int, end: int) -> CellToken | None:
    """Return the name before a target: the last phrase, without its number."""
    raw = line.text[start:end]
    lead = len(raw) - len(raw.lstrip(_TRIM))
    raw = raw.lstrip(_TRIM)
    mark = _LEAD.match(raw)
    cut = mark.end() if mark else 0
    phrase = raw[cut:].rstrip(_TRIM)
    inner = max((phrase.rfind(c) for c in "。;\uff1b"), default=-1) + 1
    phrase_start = start + lead + cut + inner
    phrase = phrase[inner:].strip(_TRIM)
    if not 2 <= len(phrase) <= 40 or re.search(r"[,\uff0c]", phrase) or phrase.isdigit():
        return None
    at = line.text.find(phrase, phrase_start)
    return CellToken(phrase, line.number, line.start + at, line.start + at + len(phrase))


def _bases(report: Report) -> list[_TargetAndResult]:
    out: list[_TargetAndResult] = []
    period = None
    for line in report.lines:
        noted = PINYIN.search(line.text) is not None
        text = PINYIN.sub("", line.text)
        if _HEADED.search(text) and find_period(text) and len(text) <= 60:
            period = find_period(text)
            continue
        match = _BASE.match(text.strip()) if len(text) <= _LONGEST else None
        if (
            not match
            or not re.search(r"\d", match["v"])
            or not 2 <= len(match["name"].strip()) <= 40
        ):
            continue
        value = match["v"].strip()
        if noted:
            name, target = (
                CellToken(match["name"].strip(), line.number),
                CellToken(value, line.number),
            )
        else:
            offset = len(line.text) - len(line.text.lstrip())
            name = _token(line, offset + match.start("name"), offset + match.end("name"))
            target = _token(line, offset + match.start("v"), offset + match.end("v"))
        pair = _TargetAndResult(line, name, target, period=period)
        base = _BASE_VALUE.match(match["base"]) if match["base"] else None
        if base:
            word = base["v"].strip()
            token = CellToken(word, line.number)
            if not noted:
                at = line.text.find(word, line.text.find(match["base"]))
                token = CellToken(word, line.number, line.start + at, line.start + at + len(word))
            if _STEP.search(match["base"]):  # a step on the way, not a start
                pair.later, pair.later_period = token, find_period(match["base"])
            else:
                pair.other = token
        out.append(pair)
    return out


def _found(report: Report, read: list[_TargetAndResult], other: str) -> Found:
    period = next((pair.period for pair in read if pair.period), None)
    heads = [
        Head("", "name"),
        Head("", "unit", implied=True),
        Head("", "target", period),
        Head("", other),
        Head("", "verdict"),
        Head("", "target", next((p.later_period for p in read if p.later_period), None)),
    ]
    empty = CellToken("")
    rows = [
        [
            pair.name,
            empty,
            pair.target,
            pair.other or empty,
            pair.verdict or empty,
            pair.later or empty,
        ]
        for pair in read
    ]
    found = Found("pairs", heads, [], rows, header=[], grid=True)
    found.evidence = f"pairs: {len(read)} sentences with a name, a target and a {other} value"
    first = read[0].line.number
    above = [line.text.strip() for line in report.lines[max(0, first - 4) : first - 1]]
    found.caption = next((text for text in reversed(above) if text and len(text) <= 60), "")
    return found
