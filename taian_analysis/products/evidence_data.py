"""The evidence of a report as plain data: its text, and every number with what is known of it.

The shape is that of ``evidence.schema.json`` beside this file. A mark is a span of the text that
is lit; marks do not overlap, and what is known of overlapping numbers is known of their one mark.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from importlib.resources import files
from typing import Any

from .. import __version__
from ..narrative.lines import line_kinds
from .evidence_rows import ROLES, Row, Rows

FORMAT = "taian-evidence/1"
#: What a mark can be, the worst first; it is lit as the worst that is true of it.
STATUSES = ("fails", "undecidable", "holds", "annex", "series", "plain")
#: A claim that holds makes a number `holds` only if it says at least so much of it.
SLIGHT = 0.3


def schema() -> dict[str, Any]:
    """Return the JSON schema of the data.

    Examples
    --------
    >>> schema()["properties"]["format"]
    {'const': 'taian-evidence/1'}
    """
    text = files(__package__).joinpath("evidence.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def build(rows: Rows) -> dict[str, Any]:
    """Put the rows of a report together as the page's data."""
    report = rows.report
    indicators = [_indicator(row) for row in rows.indicators]
    places = {row["id"]: i for i, row in enumerate(indicators)}
    series = [_lean(row) for row in rows.series]
    marks = _marks(rows, places)
    _mark_moves(marks, rows)
    _place_cells(indicators, marks, rows.cells, places)
    data: dict[str, Any] = {
        "format": FORMAT,
        "made_by": f"taian_analysis {__version__}",
        "report": _lean(
            {
                "title": report.title,
                "issuer": report.issuer,
                "date": report.date.isoformat() if report.date else None,
                "sha256": report.sha256,
                "form": report.format,
            }
        ),
        "text": report.text,
        "lines": _lines(rows),
        "marks": marks,
        "claims": [_lean(claim) for claim in rows.claims],
        "indicators": indicators,
        "series": series,
        "counts": {
            "marks": _counts(STATUSES, (mark["status"] for mark in marks)),
            "claims": _counts(STATUSES[:3], (claim["verdict"] for claim in rows.claims)),
        },
        "notes": [{"zh": zh, "en": en} for zh, en in rows.notes],
    }
    if rows.gap_spec:
        data["gap_spec"] = rows.gap_spec
    for name, more in (("changes", rows.changes), ("vanished", rows.vanished)):
        if more:
            data[name] = [_lean(row) for row in more]
    return data


def _counts(names: tuple[str, ...], found: Any) -> dict[str, int]:
    counts = Counter(found)
    return {name: counts[name] for name in names}


def _lean(row: Row) -> Row:
    """Leave out what is unknown or empty, at every depth."""
    out = {}
    for key, value in row.items():
        if isinstance(value, dict):
            value = _lean(value)
        elif isinstance(value, list):
            value = [_lean(item) if isinstance(item, dict) else item for item in value]
        if value is not None and value != "" and value != {}:
            out[key] = value
    return out


def _lines(rows: Rows) -> list[Row]:
    kinds = line_kinds(rows.report, rows.table_lines)
    return [
        {"start": line.start, "end": line.end, "kind": kind.kind}
        | ({"level": kind.level} if kind.level else {})
        for line, kind in zip(rows.report.lines, kinds, strict=True)
    ]


def _indicator(row: Row) -> Row:
    """Return an indicator with a cell for each role that has a text."""
    out = {
        "id": row["indicator_id"],
        "line": row["source_line"],
        "cells": {role: {"text": text} for role, text in row["texts"].items() if _printed(text)},
    }
    for key in ("number", "area", "name", "name_en", "unit", "attribute", "gap", "steps"):
        out[key] = row.get(key)
    return {"cells": {}, **_lean(out)}  # a row may have a name and no value


def _printed(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())


# Marks ----------------------------------------------------------------------------------------


def _marks(rows: Rows, places: dict[str, int]) -> list[Row]:
    """Light every printed number, and the words that a claim which does not hold rests on."""
    marks = _merged(_atoms(rows, places))
    starts = [mark["start"] for mark in marks]
    loose: list[Row] = []
    for place, claim in enumerate(rows.claims):
        for operand in claim["operands"]:
            span = (operand["start"], operand["end"])
            met = _touching(marks, starts, span)
            if not met and claim["verdict"] != "holds" and span[0] < span[1]:
                met = [{"start": span[0], "end": span[1], "claims": []}]
                loose += met
            for mark in met:
                if place not in mark["claims"]:
                    mark["claims"].append(place)
    marks = _merged([*marks, *loose])
    for mark in marks:
        mark["claims"].sort(key=lambda place: _rank(rows.claims[place]))
        mark["status"] = _status(mark, rows.claims)
    return [_tidy(mark) for mark in marks]


def _atoms(rows: Rows, places: dict[str, int]) -> list[Row]:
    atoms: list[Row] = []
    for row in rows.figures:
        figure = {key: value for key, value in row.items() if key not in ("start", "end")}
        if figure["low"] == figure["high"] == figure["value"]:
            del figure["low"], figure["high"]
        atoms.append({"start": row["start"], "end": row["end"], "figure": _lean(figure)})
    for cell in rows.cells:
        link = {"indicator": places.get(cell["indicator_id"]), "role": cell["role"]}
        if link["indicator"] is not None and isinstance(cell.get("start"), int):
            atoms.append({"start": cell["start"], "end": cell["end"], "cells": [link]})
    for place, series in enumerate(rows.series):
        for i, point in enumerate(series["points"]):
            if point.get("start") is not None:
                link = {"series": place, "point": i}
                atoms.append({"start": point["start"], "end": point["end"], "series": [link]})
    for atom in atoms:
        atom.setdefault("claims", [])
    return [atom for atom in atoms if 0 <= atom["start"] < atom["end"] <= len(rows.report.text)]


def _merged(atoms: list[Row]) -> list[Row]:
    """Make one mark of what overlaps."""
    out: list[Row] = []
    for atom in sorted(atoms, key=lambda a: (a["start"], -a["end"])):
        last = out[-1] if out else None
        if last is None or atom["start"] >= last["end"]:
            out.append(atom)
            continue
        last["end"] = max(last["end"], atom["end"])
        for key in ("claims", "cells", "series"):
            more = [link for link in atom.get(key, []) if link not in last.get(key, [])]
            if more:
                last[key] = [*last.get(key, []), *more]
        if "figure" in atom:
            last.setdefault("figure", atom["figure"])
    return out


def _touching(marks: list[Row], starts: list[int], span: tuple[int, int]) -> list[Row]:
    first = max(0, bisect_left(starts, span[0]) - 1)
    last = bisect_left(starts, span[1])
    return [mark for mark in marks[first:last] if mark["end"] > span[0]]


def _rank(claim: Row) -> tuple[int, float]:
    return STATUSES.index(claim["verdict"]), -claim["weight"]


def _status(mark: Row, claims: list[Row]) -> str:
    for place in mark["claims"]:
        claim = claims[place]
        # the rows a headline is judged by are evidence, not themselves in doubt
        doubted = not (claim["kind"] == "headline" and mark.get("cells"))
        if claim["weight"] > SLIGHT if claim["verdict"] == "holds" else doubted:
            return str(claim["verdict"])
    if mark.get("cells"):
        return "annex"
    return "series" if mark.get("series") else "plain"


#: What the comparison of two reports makes of a row's own cells.
_MOVES = ("reached", "lost", "progressed", "slid", "changed", "rescaled")


def _mark_moves(marks: list[Row], rows: Rows) -> None:
    """Mark the cells of an indicator that moved, was retargeted or is new since the old report."""
    changes = {row["place"]: row for row in rows.changes if row["place"] is not None}
    for mark in marks:
        figure = mark.get("figure", {})
        if figure.get("was") and not mark.get("cells"):
            mark["moved"] = ["retargeted" if figure["role"] == "target" else "moved"]
        for cell in mark.get("cells", []):
            change = changes.get(cell["indicator"], {"event": ""})
            found = {
                "new": change["event"] == "new",
                "moved": change["event"] in _MOVES and cell["role"] == "actual",
                "retargeted": bool(change.get("retargeted")) and cell["role"] == "target",
            }
            if any(found.values()):
                mark["moved"] = [key for key, true in found.items() if true]


def _tidy(mark: Row) -> Row:
    order = ("start", "end", "status", "figure", "cells", "series", "claims")
    return {key: mark[key] for key in order if mark.get(key) or key in ("start", "status")}


def _place_cells(
    indicators: list[Row], marks: list[Row], cells: list[Row], places: dict[str, int]
) -> None:
    """Tell each cell of the annex which mark it is, and what it was read as."""
    starts = [mark["start"] for mark in marks]
    for cell in cells:
        place = places.get(cell["indicator_id"])
        if place is None or cell["role"] not in ROLES:
            continue
        own = indicators[place]["cells"].setdefault(cell["role"], {"text": cell["text"]})
        if own["text"] != cell["text"]:
            continue
        own |= _lean({key: cell.get(key) for key in ("op", "value", "period")})
        if isinstance(cell.get("start"), int):
            met = _touching(marks, starts, (cell["start"], cell["end"]))
            if met:
                own["mark"] = bisect_left(starts, met[0]["start"])
