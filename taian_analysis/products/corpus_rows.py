"""One report -> the rows of a corpus: what a worker does, in whichever process or machine.

Nothing of a report is lost in silence: one that can not be read becomes a row that says why.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..base.errors import TaianError
from ..base.files import regular
from ..base.report import Report
from ..base.safe import encodable
from ..base.schema import FRAMES

#: The tables made of a report, beside `reports` itself.
TABLES = ("indicators", "observations", "gaps", "facts", "audit", "rejections")

#: The columns of `reports`: name -> type in the data set.
REPORT_COLUMNS = {
    "sha256": "VARCHAR", "path": "VARCHAR", "bytes": "BIGINT", "format": "VARCHAR",
    "title": "VARCHAR", "issuer": "VARCHAR", "date": "DATE", "year": "INTEGER",
    "division_code": "VARCHAR", "division": "VARCHAR", "gap_spec": "VARCHAR",
    "error_type": "VARCHAR",
    "error": "VARCHAR", "error_en": "VARCHAR",
}  # fmt: skip
_TYPES = {
    "string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN",
    "date": "DATE",
}  # fmt: skip

Rows = dict[str, list[dict[str, Any]]]


def columns_of(table: str) -> dict[str, str]:
    """Return a table's columns with their types, the report's checksum first."""
    if table == "reports":
        return REPORT_COLUMNS
    return {"sha256": "VARCHAR", **{f.name: _TYPES[f.type] for f in FRAMES[table]}}


def rows_of_many(paths: Iterable[str]) -> dict[str, str]:
    """Read several reports and return their rows as lines of JSON, table by table."""
    lines: dict[str, list[str]] = {table: [] for table in ("reports", *TABLES)}
    for path in paths:
        for table, rows in rows_of(path).items():
            lines[table] += [encodable(json.dumps(row, ensure_ascii=False)) for row in rows]
    return {table: "\n".join(rows) for table, rows in lines.items()}


def written(path: str) -> str:
    r"""Return a path as text: a byte of a name that is no character is its number.

    Examples
    --------
    >>> import os
    >>> print(written(os.fsdecode(b"a\xff.txt")), written("甲.txt"))
    a\xff.txt 甲.txt
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def rows_of(path: str) -> Rows:
    """Read one report into rows; whatever fails is said in its row of `reports`."""
    about: dict[str, Any] = dict.fromkeys(REPORT_COLUMNS)
    about["path"] = written(path)
    rows: Rows = {"reports": [about]}
    try:
        data = regular(path).read_bytes()
        about |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        _read(path, about, rows)
    except TaianError as error:
        about |= _told(error)
    except (Exception, RecursionError) as error:  # one report never stops the others
        about |= broken(error)
    return rows


def broken(error: BaseException | str) -> dict[str, str]:
    """Return what a row says of a report that ended in no error of ours."""
    said = error if isinstance(error, str) else f"{type(error).__name__}: {error}"[:300]
    kind = "WorkerDied" if isinstance(error, str) else type(error).__name__
    return {"error_type": kind, "error": said, "error_en": said}


def _told(error: TaianError) -> dict[str, str]:
    return {
        "error_type": type(error).__name__,
        "error": error.describe("zh"),
        "error_en": error.describe("en"),
    }


def _read(path: str, about: dict[str, Any], rows: Rows) -> None:
    from ..audit.engine import check, claim_rows
    from ..base.divisions import division_of
    from ..cleaning.frames import rejection_rows
    from ..cleaning.reading import read_annex
    from ..gaps.target import EDITION, gap_rows
    from ..narrative.facts import fact_rows
    from ..readers import read_report

    report = read_report(Path(path))
    found = division_of(report.issuer) or division_of(report.title)
    about |= {
        "format": report.format,
        "title": report.title,
        "issuer": report.issuer,
        "date": report.date.isoformat() if report.date else None,
        "year": report.date.year if report.date else None,
        "division_code": found.code if found else None,
        "division": found.name if found else None,
    }

    def gaps(report: Report) -> Iterable[Mapping[str, Any]]:
        rows = gap_rows(report)
        about["gap_spec"] = EDITION
        return rows

    # no frame is made where the rows are at hand: that took half of a short report's time
    makers: dict[str, Callable[[Report], Iterable[Mapping[str, Any]]]] = {
        "facts": fact_rows,
        "audit": lambda one: claim_rows(check(one)),
        "indicators": lambda one: read_annex(one).indicators,
        "observations": lambda one: read_annex(one).observations,
        "gaps": gaps,
        "rejections": lambda one: rejection_rows(read_annex(one)),
    }
    for table, make in makers.items():
        try:
            rows[table] = _plain(make(report), table, about["sha256"])
        except TaianError as error:  # a report of prose has facts and no table
            about |= _told(error)


def _plain(rows: Iterable[Mapping[str, Any]], table: str, sha256: str) -> list[dict[str, Any]]:
    """Return rows as what JSON can hold, in the contract's columns."""
    names = [field.name for field in FRAMES[table]]
    return [{"sha256": sha256, **{name: _value(row.get(name)) for name in names}} for row in rows]


def _value(value: Any) -> Any:
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date):
        return None if value != value else f"{value:%Y-%m-%d}"
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    return str(value)
