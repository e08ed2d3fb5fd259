"""The published data: CSV files and a Frictionless `datapackage.json`, from the schema.

Every file is written beside its final name first and then moved into place, all of them after all
frames are made: a failure leaves what was there before. Rebuilding gives the same bytes.

Source: Frictionless Data Package 2.0 (https://datapackage.org/standard/data-package/).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import SchemaError, cause
from ..base.files import finish, named, own_folder, read_file, write_set
from ..base.phrases import say
from ..base.safe import active, escaped, inert
from ..base.schema import FRAMES, Field, validate

if TYPE_CHECKING:
    import pandas as pd

    from ..base.report import Report

#: frame -> primary key; its title and what it is are phrases of the room `resource`
RESOURCES: dict[str, tuple[str, ...]] = {
    "indicators": ("indicator_id",),
    "observations": ("indicator_id", "role", "period"),
    "trends": ("series_id", "period", "line"),
    "gaps": ("indicator_id",),
    "audit": ("claim_id",),
}

#: Describes the set; written last, and what a reader checks the files against.
MANIFEST = "datapackage.json"

#: 12 significant digits: beyond any printed figure, short of what differs between processors.
_NUMBER = "{:.12g}"


def frames(report: Report, on_step: Callable[[str], None] | None = None) -> dict[str, pd.DataFrame]:
    """Make and validate every published frame of a report.

    Parameters
    ----------
    report
        From `read_report`.
    on_step
        Called with each frame's name before it is made, for a progress bar.

    Returns
    -------
    dict
        Frame name -> frame, in the order of `RESOURCES`.

    Raises
    ------
    TaianError
        Whatever reading the report raises; `SchemaError` where a frame breaks its contract.
    """
    from ..audit.engine import audit
    from ..cleaning.frames import load_indicators, load_observations, require_clean
    from ..gaps.target import gap_to_target
    from ..trends.trends import load_trends

    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "indicators": lambda: load_indicators(report, strict=True),
        "observations": lambda: load_observations(report),
        "trends": lambda: load_trends(report),
        "gaps": lambda: gap_to_target(report),
        "audit": lambda: audit(report),
    }
    # What is published is read in full or not at all: a rejected row stops the build.
    require_clean(report)
    out = {}
    for name in RESOURCES:
        if on_step:
            on_step(name)
        out[name] = validate(makers[name](), name)
    return out


def csv_text(frame: pd.DataFrame, name: str) -> str:
    """Write a frame's contract columns as CSV text; NA is empty, dates are ISO 8601.

    Examples
    --------
    >>> import pandas as pd
    >>> from taian_analysis.base.schema import conform
    >>> csv_text(conform([{"indicator_id": "a", "status": "met"}], "gaps"), "gaps")[:13]
    'indicator_id,'
    """
    import pandas as pd

    columns = {}
    for field in FRAMES[name]:
        column = frame[field.name]
        if field.type == "number":
            values = [None if pd.isna(v) else _NUMBER.format(float(v)) for v in column]
        elif field.type == "integer":
            values = [None if pd.isna(v) else str(int(v)) for v in column]
        elif field.type == "boolean":
            values = [None if pd.isna(v) else ("true" if v else "false") for v in column]
        elif field.type == "date":
            values = [None if pd.isna(v) else f"{v:%Y-%m-%d}" for v in column]
        else:
            values = [None if pd.isna(v) else inert(str(v)) for v in column]
        columns[field.name] = values
    return pd.DataFrame(columns, dtype=object).to_csv(index=False, lineterminator="\n")


def _field(field: Field) -> dict[str, Any]:
    out: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.zh,
        "description": field.en,
    }
    if field.unit:
        out["unit"] = field.unit
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.values:
        constraints["enum"] = list(field.values)
    if constraints:
        out["constraints"] = constraints
    return out


def _resource(name: str, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in FRAMES[name]],
        "missingValues": [""],
        "primaryKey": list(RESOURCES[name]),
    }
    if name in {"observations", "gaps"}:
        schema["foreignKeys"] = [
            {
                "fields": ["indicator_id"],
                "reference": {"resource": "indicators", "fields": ["indicator_id"]},
            }
        ]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": say(f"resource.{name}", "zh"),
        "description": say(f"resource.{name}_what", "en"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "schema": schema,
    }


def data_package(report: Report, files: dict[str, bytes]) -> dict[str, Any]:
    """Describe the published files as a Frictionless data package.

    Parameters
    ----------
    report
        The report they were made from; its title, issuer, date and checksum become the source.
    files
        Frame name -> the bytes of its CSV file.
    """
    from ..gaps.target import EDITION

    source = {
        "title": f"{report.issuer or '?'}:{report.title or report.name}",
        "path": Path(report.path).name if report.path else "",
        "date": report.date.isoformat() if report.date else "",
        "sha256": report.sha256,
    }
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "taian-analysis",
        "title": report.title or report.name,
        "description": (
            "Indicators, observations, trends, gaps to target and audit of the report, "
            "each number with the line and the characters it was printed at. "
            "Titles are in Chinese, descriptions in English."
        ),
        "version": "0.1.0",
        "gap_spec": EDITION,
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "CC0 1.0 Universal, for the tables; the report is its issuer's document",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "sources": [{key: value for key, value in source.items() if value}],
        "resources": [_resource(name, data) for name, data in files.items()],
    }


def build(
    source: object = None,
    folder: str | os.PathLike[str] = "data/processed",
    on_step: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the published files of a report into a folder.

    Parameters
    ----------
    source
        The report; None is the bundled one.
    folder
        Where to write; made where it is missing.
    on_step
        Called with each frame's name before it is made.

    Returns
    -------
    list of Path
        What was written: `indicators.csv` … `audit.csv` and `datapackage.json`. The CSV files
        begin with a byte-order mark, so that Excel reads the Chinese.

    Raises
    ------
    TaianError
        Whatever is wrong with the report; nothing is written then. Or the folder is the root or
        the home folder.
    SchemaError
        If the folder can not be written to.
    """
    from ..readers import read_report

    target = own_folder(folder)
    report = read_report(source)
    files = {
        name: csv_text(frame, name).encode("utf-8-sig")
        for name, frame in frames(report, on_step).items()
    }
    package = data_package(report, files)
    text = escaped(json.dumps(package, ensure_ascii=False, indent=2)) + "\n"
    contents = {f"{name}.csv": data for name, data in files.items()}
    contents[MANIFEST] = text.encode("utf-8")
    return write_all(target, contents)


def write_all(folder: Path, contents: dict[str, bytes]) -> list[Path]:
    """Write several files so that either all of them are replaced or none.

    Raises
    ------
    SchemaError
        If the folder can not be made or written to.
    """
    try:
        write_set(folder, contents, MANIFEST)
    except OSError as error:
        raise SchemaError.of("error.folder_not_writable", file=folder, found=error) from error
    return [folder / name for name in contents]


def read_published(folder: str | os.PathLike[str] = "data/processed") -> dict[str, pd.DataFrame]:
    """Read a published set back: name -> frame, its texts as they were before they were written.

    Parameters
    ----------
    folder
        Where `build` wrote. A set whose writing was cut short is completed first.

    Returns
    -------
    dict of str to DataFrame
        ``indicators``, ``observations``, ``trends``, ``gaps`` and ``audit``, with their types.

    Raises
    ------
    SchemaError
        If there is no such set, or a file of it is not the one its `datapackage.json` describes:
        files of two sets are never read as one.

    Examples
    --------
    >>> len(read_published()["indicators"])  # doctest: +SKIP
    27
    """
    import io

    import pandas as pd

    folder = named(folder)
    out: dict[str, pd.DataFrame] = {}
    try:
        finish(folder, MANIFEST)
        package = json.loads(read_file(folder / MANIFEST).decode("utf-8"))
        for resource in package["resources"]:
            name = str(resource["name"])
            data = read_file(folder / Path(resource["path"]).name)
            if resource["hash"] != "sha256:" + hashlib.sha256(data).hexdigest():
                raise SchemaError.of("error.file_of_another_set", file=folder / resource["path"])
            cells = pd.read_csv(
                io.BytesIO(data), encoding="utf-8-sig", dtype="string", keep_default_na=False
            )
            cells = cells.map(active).replace("", pd.NA)
            out[name] = _typed(cells, name) if name in FRAMES else cells
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SchemaError.of(
            "error.published_incomplete", file=folder, found=cause(error)
        ) from error
    return out


def _typed(cells: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give the columns of a published frame their types again."""
    import pandas as pd

    out: dict[str, Any] = {}
    for field in FRAMES[name]:
        column: Any = cells[field.name]
        if field.type == "boolean":
            column = column.map({"true": True, "false": False}).astype("boolean")
        elif field.type == "date":
            column = pd.to_datetime(column)
        elif field.type in ("number", "integer"):
            kind = "Float64" if field.type == "number" else "Int64"
            column = pd.to_numeric(column).astype(kind)
        out[field.name] = column
    return pd.DataFrame(out)
