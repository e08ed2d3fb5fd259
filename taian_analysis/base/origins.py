"""The reports we hold as received, and where each came from.

Beside every file in `data/raw/` whose origin is known stands a `.toml` of the same name with its
title, issuer, date and checksum. The folder is the checkout's, or the copy inside a wheel.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from .errors import ReportError

BUNDLED = "taian-midterm-2023"


@cache
def raw_folder() -> Path:
    """Return the folder of raw reports, in the wheel or in the checkout.

    Raises
    ------
    ReportError
        If neither is there.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data" / "raw", package.parent / "data" / "raw"):
        if (folder / f"{BUNDLED}.toml").is_file():
            return folder
    raise ReportError("the bundled report is missing", zh="缺少随附报告", expected="data/raw")


@cache
def origins() -> dict[str, dict[str, Any]]:
    """Return the origin of every raw report that has one, by its name without the ending.

    Examples
    --------
    >>> origins()["taian-midterm-2023"]["issuer"]
    '泰安市民政局'
    """
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(raw_folder().glob("*.toml"))
    }


def bundled_path(name: str = BUNDLED) -> Path:
    """Return the path of a raw report by its name without the ending.

    Raises
    ------
    ReportError
        If there is none of that name.
    """
    origin = origins().get(name)
    path = raw_folder() / origin["file"] if origin else None
    if path is None or not path.is_file():
        raise ReportError("there is no such raw report", zh="没有这份原始报告", found=name)
    return path


def origin_of(sha256: str) -> dict[str, Any]:
    """Return the origin of the report with these bytes, or an empty dictionary."""
    return next((entry for entry in origins().values() if entry["sha256"] == sha256), {})


def check_bundled(sha256: str, name: str = BUNDLED) -> None:
    """Make sure that a bundled report is still the one that was received.

    Raises
    ------
    ReportError
        If its bytes have changed, with both checksums.
    """
    origin = origins()[name]
    if sha256 != origin["sha256"]:
        raise ReportError(
            "the raw report has been changed since it was received",
            zh="原始报告与收到时不同,已被改动",
            file=origin["file"],
            found=f"sha256 {sha256[:12]}…",
            expected=f"sha256 {origin['sha256'][:12]}…",
        )
