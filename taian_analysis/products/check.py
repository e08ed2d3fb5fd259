"""What was found in a report: `taian check FILE`, and what it says to a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from ..base import phrases
from ..base.errors import AnnexError, TaianError
from ..base.report import Rejection, Report, ScannedPlace
from ..cleaning.confidence import bar
from ..cleaning.entries import HARMLESS
from ..grammar import wording
from ..readers import read_report

#: numbers that were hardly read, of which `describe` shows so many
_MOST_SHOWN = 8


@dataclass
class Check:
    """What a report was found to hold.

    Attributes
    ----------
    name, title, issuer, date, format, encoding, pages
        Of the document; None where it does not say.
    tables
        For each table the document marks as such: caption, rows, columns, evidence.
    layouts
        How the indicator tables were read, with the evidence, in words.
    indicators, met, not_met
        How many there are, how many targets are met, and those that are not: their names.
    uncertain
        (name, why in Chinese, why in English) for each indicator that needs a second look.
    rejections, harmless
        Rows that were not understood; rows that carry no indicator (notes, titles).
    doubted
        How many indicators have rows below the bar of confidence.
    placed, left
        How many cells of the tables found a column, and how many did not.
    warnings
        (Chinese, English) remarks on the document: scanned pages, hidden sheets, …
    names_en
        What an indicator's name is in English, where that is known.
    error
        Why it could not be read, or None.
    """

    name: str
    title: str | None = None
    issuer: str | None = None
    date: date | None = None
    format: str | None = None
    encoding: str | None = None
    pages: int | None = None
    tables: list[dict[str, Any]] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    indicators: int = 0
    met: int = 0
    not_met: list[str] = field(default_factory=list)
    uncertain: list[tuple[str, str, str]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    doubted: int = 0
    placed: int = 0
    left: int = 0
    harmless: list[Rejection] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    names_en: dict[str, str] = field(default_factory=dict)
    error: TaianError | None = None

    @property
    def exit_code(self) -> int:
        """0 all was understood, 1 some rows were not, 2 it can not be read."""
        if self.error is not None:
            return 2
        return 1 if self.rejections else 0


def check_report(
    source: object = None, *, progress: Callable[[int, int], None] | None = None
) -> Check:
    """Read a report and say what was found; never raises on a bad document.

    Parameters
    ----------
    source
        Whatever `read_report` takes.
    progress
        Called with (pages done, pages in all) while a PDF is read.

    Returns
    -------
    Check
        With `exit_code` 0, 1 (read, with rows not understood) or 2 (not readable).

    Examples
    --------
    >>> found = check_report()
    >>> found.indicators, found.met, found.exit_code
    (27, 24, 0)
    """
    try:
        report = read_report(source, progress=progress)
    except TaianError as error:
        return Check(name=str(source)[:80] if isinstance(source, str) else "", error=error)
    found = Check(
        name=report.name,
        title=report.title,
        issuer=report.issuer,
        date=report.date,
        format=report.format,
        encoding=report.meta.get("encoding"),
        pages=report.meta.get("pages"),
        tables=[_table(table) for table in report.tables],
        warnings=_warnings(report),
    )
    try:
        _read(found, report)
    except TaianError as error:
        found.error = error
    return found


def _table(table: Any) -> dict[str, Any]:
    width = max((len(row) for row in table.rows), default=0)
    return {
        "caption": table.caption,
        "kind": table.kind,
        "rows": len(table.rows),
        "columns": width,
        "evidence": table.evidence,
    }


def _read(found: Check, report: Report) -> None:
    from ..cleaning.frames import load_indicators, read_annex
    from ..gaps.target import gap_to_target

    frame = load_indicators(report)
    annex = read_annex(report)
    found.indicators = len(frame)
    found.layouts = _layouts(frame, report)
    found.placed, found.left = annex.placed, annex.left
    for item in annex.rejections:
        (found.harmless if item.code in HARMLESS else found.rejections).append(item)
    if not len(frame):
        raise AnnexError.of("error.table_holds_no_indicator", file=report.name)
    _assess(found, frame)
    try:
        gaps = gap_to_target(report)
    except TaianError as error:
        found.warnings.append(_because("why.no_gaps", error.zh, str(error)))
        return
    english = gaps["indicator_en"].notna()
    found.names_en = dict(gaps.loc[english, ["indicator", "indicator_en"]].to_numpy().tolist())
    met = gaps["met"]
    found.met = int(met.fillna(False).sum())
    names = frame["indicator"].astype(str)
    found.not_met = [n for n, ok in zip(names, met, strict=True) if ok is not pd.NA and not ok]
    for name, ok, row in zip(names, met, gaps.to_dict("records"), strict=True):
        if pd.isna(ok):
            found.uncertain.append(
                (name, *_because("why.not_judged", row["reason"], row["reason_en"]))
            )
        elif not pd.isna(row["sensitive"]) and row["sensitive"]:
            why = row["sensitive_to"], row["sensitive_to_en"]
            found.uncertain.append((name, *_because("why.sensitive", *why)))


def _because(key: str, why: Any, why_en: Any) -> tuple[str, str]:
    """Return a phrase and its reason, in Chinese and in English."""
    zh, en = (
        note if pd.isna(reason) else phrases.say("joint.is", lang, name=note, what=reason)
        for note, reason, lang in zip(
            phrases.both(key), (why, why_en), phrases.LANGUAGES, strict=True
        )
    )
    return zh, en


def _assess(found: Check, frame: pd.DataFrame) -> None:
    """Name what the reading itself marked: cells guessed at, official results unlike our own."""
    names = frame["indicator"].astype(str)
    found.doubted = int((frame["confidence"] < bar()).fillna(False).sum())
    for name, sure, unlike in zip(
        names, frame["confidence"], frame["official_differs"], strict=True
    ):
        if not pd.isna(sure) and sure < bar():
            found.uncertain.append((name, *phrases.both("why.guessed")))
        if not pd.isna(unlike) and unlike:
            found.uncertain.append((name, *phrases.both("why.official")))


def _layouts(frame: pd.DataFrame, report: Report) -> list[str]:
    """Return in which layout the indicator tables were read, and why."""
    told = str(frame.attrs.get("evidence") or frame.attrs.get("layout") or "").split("; ")
    # A table found in running text says its layout in its evidence already.
    told += [t.evidence if t.evidence in told else f"{t.kind}: {t.evidence}" for t in report.tables]
    return [item for item in dict.fromkeys(told) if item and not item.endswith(": ")]


def _first(places: list[str], most: int = 8) -> list[str]:
    """Return the first of many places, and that there are more."""
    return [*places[:most], *(["…"] if len(places) > most else [])]


def _warnings(report: Report) -> list[tuple[str, str]]:
    meta, out = report.meta, []
    if pages := meta.get("scanned_pages"):
        out.append(phrases.both("why.scanned", pages=[*pages]))
    if sheets := meta.get("hidden_sheets"):
        out.append(phrases.both("why.hidden", sheets=[*sheets]))
    if columns := meta.get("hidden_columns"):
        out.append(phrases.both("why.hidden_columns", columns=[*columns]))
    if rows := meta.get("hidden_rows"):
        out.append(phrases.both("why.hidden_rows", rows=_first(rows)))
    if meta.get("without_number_formats"):
        out.append(phrases.both("why.without_number_formats"))
    if cells := meta.get("uncalculated"):
        out.append(phrases.both("why.uncalculated", cells=_first(cells)))
    out += _seen(report)
    if report.date is None:
        out.append(phrases.both("why.no_date"))
    return out


def _seen(report: Report) -> list[tuple[str, str]]:
    """Remark on what was read by OCR: which pages, and the numbers that were hardly read."""
    out = []
    if (pages := report.meta.get("ocr_pages")) and len(pages) < report.meta.get("pages", 0):
        out.append(phrases.both("why.ocr_pages", pages=pages, n=len(pages)))
    if places := report.doubtful():
        told = (_doubted(report, places, lang) for lang in ("zh", "en"))
        out.append((next(told), next(told)))
    return out


def _doubted(report: Report, places: list[ScannedPlace], lang: str) -> str:
    shown = [
        phrases.say(
            "why.doubtful_at",
            lang,
            line=report.line_at(place.start).number,
            text=" ".join(report.text[place.start : place.end].split())[:30],
            score=f"{place.score:.2f}",
        )
        for place in places[:_MOST_SHOWN]
    ]
    shown += ["…"] * (len(places) > _MOST_SHOWN)
    return phrases.say("why.doubtful", lang, n=len(places), places=shown)


def describe(found: Check, lang: str = "zh") -> list[str]:
    """Return what was found as lines of plain language.

    Parameters
    ----------
    found
        From `check_report`.
    lang
        ``"zh"`` or ``"en"``.

    Returns
    -------
    list of str
        What it is, how it was read, what is met and not, what is in doubt, and every lost row.

    Examples
    --------
    >>> len(describe(check_report(), lang="en")) > 3
    True
    """
    lines = _facts(found, lang)
    if found.error is not None:
        why = found.error.describe(lang)
        return [*lines, phrases.say("check.unreadable", lang, why=why)]
    for layout in found.layouts:
        kind, colon, how = layout.partition(": ")
        told = kind + colon + phrases.said_again(how, "seen", lang)
        lines.append(phrases.say("check.layout", lang, layout=told))
    if found.placed:
        share = f"{100 * found.placed / (found.placed + found.left):.0f}"
        lines.append(phrases.say("check.placed", lang, share=share, n=found.left))
    known = found.met + len(found.not_met)
    n = {"all": found.indicators, "met": found.met, "short": len(found.not_met)}
    counted = phrases.say("check.counts", lang, **n)
    if known < found.indicators:
        counted += phrases.say("check.untold", lang, n=found.indicators - known)
    lines.append(counted)
    called = found.names_en if lang == "en" else {}
    if found.not_met:
        names = phrases.say("joint.list", lang).join(called.get(n, n) for n in found.not_met)
        lines.append(phrases.say("check.not_met", lang, names=names))
    for name, zh, english in found.uncertain:
        why = english if lang == "en" else wording.full_width(zh)
        lines.append(phrases.say("check.uncertain", lang, name=called.get(name, name), why=why))
    lines += [_lost(item, lang) for item in found.rejections]
    if found.harmless:
        lines.append(phrases.say("check.harmless", lang, n=len(found.harmless)))
    for zh, english in found.warnings:
        text = english if lang == "en" else wording.full_width(zh)
        lines.append(phrases.say("check.note", lang, text=text))
    if not known:
        lines.append(phrases.say("check.none_judged", lang))
    lines.append(_conclusion(found, lang))
    return lines


def _here(name: str) -> str:
    """Return a file's name as seen from here: what is told goes to others, the folders do not."""
    path = Path(name)
    if not path.is_absolute():
        return name
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else path.name


def _facts(found: Check, lang: str) -> list[str]:
    """Return what the document says of itself, a line each."""
    if not isinstance(found, Check):
        raise TypeError(f"describe takes what check_report gives, not {type(found).__name__}")
    form = " · ".join(filter(None, [found.format, _encoding(found.encoding)]))
    facts = {
        "file": _here(found.name),
        "title": found.title,
        "issuer": found.issuer,
        "date": wording.day(found.date, lang) if found.date else None,
        "form": form,
        "pages": found.pages,
    }
    return [
        phrases.say(f"check.{key}", lang) + phrases.say("joint.colon", lang) + str(value)
        for key, value in facts.items()
        if value
    ]


def _lost(item: Rejection, lang: str) -> str:
    line = phrases.say("check.line", lang, n=item.line) if item.line else ""
    text = " ".join(item.text.split())[:60]
    why = item.reason_en if lang == "en" else wording.full_width(item.reason)
    return phrases.say("check.lost", lang, where=item.place or line, text=text, why=why)


def _conclusion(found: Check, lang: str) -> str:
    """Say in a line how well the tables were understood; "all" only where nothing is in doubt."""
    if found.rejections:
        return phrases.say("check.rows_lost", lang, n=len(found.rejections))
    if found.doubted:
        return phrases.say("check.unsure", lang, n=found.doubted)
    return phrases.say("check.all_read", lang)


def _encoding(name: str | None) -> str | None:
    return None if name in (None, "str") else name.upper()
