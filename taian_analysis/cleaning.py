"""The annex table -> tidy indicators and observations (a first, narrow version)."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from . import catalog
from .errors import AnnexError
from .readers import read_report
from .schema import conform

_NUMBER = re.compile(r"(?P<op>[≥>≤<])?(?P<value>\d+(?:\.\d+)?)(?P<ratio>:1)?")
_OPS = {"≥": ">=", ">": ">", "≤": "<=", "<": "<"}


def _typed(role: str, text: str, op: str | None) -> dict[str, Any]:
    match = _NUMBER.fullmatch(text)
    if not match:
        return {f"{role}_text": text, f"{role}_op": "text"}
    digits = len(match["value"].partition(".")[2])
    value, half = float(match["value"]), 0.5 * 10**-digits
    return {
        f"{role}_text": text,
        f"{role}_op": _OPS.get(match["op"] or "", op),
        f"{role}_low": round(value - half, 6),
        f"{role}_value": value,
        f"{role}_high": round(value + half, 6),
    }


def _rows(report: Any) -> list[tuple[Any, list[tuple[str, int, int]]]]:
    rows = []
    for line in report.lines:
        if line.text.rstrip().endswith("|"):
            cells = [
                (m[0].strip(), line.start + m.start() + len(m[0]) - len(m[0].lstrip()), 0)
                for m in re.finditer(r"[^|]+(?=\|)", line.text)
                if m[0].strip()
            ]
            rows.append((line, [(t, s, s + len(t)) for t, s, _ in cells]))
    if not rows:
        raise AnnexError("no annex table", zh="没有附件表", file=report.name)
    return rows[1:]


def load_indicators(source: object = None) -> pd.DataFrame:
    """One row an indicator, in annex order."""
    report = read_report(source)
    known = {entry["name"]: (key, entry) for key, entry in catalog.load("indicators").items()}
    area, out = None, []
    for number, (line, cells) in enumerate(_rows(report), 1):
        if len(cells) == 6:
            area, cells = cells[0][0], cells[1:]
        name, unit, target, actual, attribute = (cell[0] for cell in cells)
        key, entry = known.get(name, (f"r{number:02d}", {}))
        direction = entry.get("direction", 1)
        match = _NUMBER.fullmatch(target)
        row = {
            "indicator_id": key,
            "number": number,
            "area": area,
            "indicator": name,
            "unit": None if unit == "-" else unit,
            "attribute": attribute,
            **_typed("target", target, ">=" if direction > 0 else "<="),
            **_typed("actual", actual, "=="),
            "target_period": "2025",
            "op_inferred": bool(match and not match["op"]),
            "direction": direction if match else 0,
            "source_line": line.number,
        }
        out.append(row)
    frame = conform(out, "indicators")
    frame.attrs["report"] = report.name
    return frame


def load_observations(source: object = None) -> pd.DataFrame:
    """Tidy long: one row an indicator x role x period."""
    report = read_report(source)
    indicators = load_indicators(report)
    out = []
    for (_, cells), row in zip(_rows(report), indicators.to_dict("records"), strict=True):
        for role, (text, start, end) in (("target", cells[-3]), ("actual", cells[-2])):
            out.append(
                {
                    "indicator_id": row["indicator_id"],
                    "role": role,
                    "period": row[f"{role}_period"],
                    "text": text,
                    "start": start,
                    "end": end,
                    "unit": row["unit"],
                    "line": row["source_line"],
                    **{key: row[f"{role}_{key}"] for key in ("op", "low", "value", "high")},
                }
            )
    return conform(out, "observations")
