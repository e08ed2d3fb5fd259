"""The reports we hold as received, each in a folder with all that only it needs.

A dossier is a folder of `data/raw/`: the text as received, ``origin.toml`` (title, issuer, date,
checksum), and, where there is something to say, ``names.toml`` (ids and English names of its
indicators), ``series.toml`` (the sentences its series stand in) and ``claims.toml`` (numbers that
only a reader knows to belong together). A second report is a second folder and no line of code.
The folder is the checkout's, or the copy inside a wheel.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .errors import ReportError
from .report import Report

BUNDLED = "taian-midterm-2023"
#: what a dossier may hold beside its origin
TABLES = ("names", "series", "claims")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A report's folder: its `name`, where it is, and its `origin`."""

    name: str
    folder: Path
    origin: dict[str, Any]

    @property
    def path(self) -> Path:
        """The report as received."""
        return self.folder / str(self.origin["file"])

    def table(self, name: str) -> dict[str, Any]:
        """Return one of `TABLES`, empty where the dossier has none."""
        return _table(self.folder / f"{name}.toml")

    def holds(self, report: Report) -> bool:
        """Tell whether a report is the one of this dossier, in whatever form it came."""
        same = (report.issuer, report.date) == (self.origin["issuer"], self.origin["date"])
        return same or report.sha256 == self.origin["sha256"]


@cache
def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def raw_folder() -> Path:
    """Return the folder of dossiers, in the wheel or in the checkout.

    Raises
    ------
    ReportError
        If neither is there.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data" / "raw", package.parent / "data" / "raw"):
        if (folder / BUNDLED / "origin.toml").is_file():
            return folder
    raise ReportError.of("error.bundled_report_missing", expected="data/raw")


@cache
def dossiers() -> tuple[Dossier, ...]:
    """Return every dossier there is, by name.

    Examples
    --------
    >>> [dossier.origin["issuer"] for dossier in dossiers() if dossier.name == BUNDLED]
    ['泰安市民政局']
    """
    folders = sorted(path.parent for path in raw_folder().glob("*/origin.toml"))
    return tuple(Dossier(path.name, path, _table(path / "origin.toml")) for path in folders)


def dossier(name: str = BUNDLED) -> Dossier:
    """Return a dossier by its name.

    Raises
    ------
    ReportError
        If there is none of that name, or its report is not there.
    """
    found = next((one for one in dossiers() if one.name == name), None)
    if found is None or not found.path.is_file():
        raise ReportError.of("error.no_such_raw_report", found=name)
    return found


def dossier_of(report: Report) -> Dossier | None:
    """Return the dossier of a report, None where we hold none."""
    return next((one for one in dossiers() if one.holds(report)), None)


def related(report: Report) -> list[Dossier]:
    """Return the dossiers whose sentences a report may have: its own, else its issuer's others.

    A report that names no issuer may be anybody's.
    """
    own = dossier_of(report)
    if own is not None:
        return [own]
    return [one for one in dossiers() if report.issuer in (None, one.origin["issuer"])]


def origin_of(sha256: str) -> dict[str, Any]:
    """Return the origin of the report with these bytes, or an empty dictionary."""
    return next((one.origin for one in dossiers() if one.origin["sha256"] == sha256), {})


@cache
def names() -> dict[str, dict[str, Any]]:
    """Return what is known of every indicator that a dossier names, by its id.

    Examples
    --------
    >>> names()["lottery_outlets"]["name_en"]
    'Welfare-lottery outlets'
    """
    return {key: entry for one in dossiers() for key, entry in one.table("names").items()}


def check_bundled(sha256: str, name: str = BUNDLED) -> None:
    """Make sure that a bundled report is still the one that was received.

    Raises
    ------
    ReportError
        If its bytes have changed, with both checksums.
    """
    origin = dossier(name).origin
    if sha256 != origin["sha256"]:
        raise ReportError.of(
            "error.raw_report_changed",
            file=str(origin["file"]),
            found=f"sha256 {sha256[:12]}…",
            expected=f"sha256 {origin['sha256'][:12]}…",
        )
