"""A document -> `Report`: one small file a format."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path

from .. import catalog
from ..errors import ReportError
from ..report import Report, split_lines

BUNDLED = "taian-midterm-2023"


@cache
def bundled_path(name: str = BUNDLED) -> Path:
    """Return the path of a bundled raw report, in the wheel or in the checkout."""
    file = catalog.load("reports")[name]["file"]
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data" / "raw", package.parent / "data" / "raw"):
        if (folder / file).exists():
            return folder / file
    raise ReportError("the bundled report is missing", zh="缺少随附报告", file=file)


def read_report(source: object = None) -> Report:
    """Read a document into a `Report` (for now: UTF-8 text)."""
    if isinstance(source, Report):
        return source
    path = bundled_path() if source is None else Path(str(source))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReportError(
            "the file can not be read", zh="文件无法读取", file=path, found=error
        ) from error
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    report = Report(
        text, split_lines(text), sha256=hashlib.sha256(data).hexdigest(), path=str(path)
    )
    match = re.search(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$", text, re.M)
    if match:
        report.date = date(*map(int, match.groups()))
        report.issuer = report.lines[report.line_at(match.start()).number - 2].text.strip()
    for entry in catalog.load("reports").values():
        if entry["sha256"] == report.sha256:
            report.title = entry["title"]
    return report
