"""Pictures of the numbers of a scan that are to be looked at: contradicted, or hardly read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..base.errors import TaianError, cause
from ..base.files import own_folder, write_whole
from ..base.phrases import say
from ..base.report import DOUBTFUL, Report
from ..readers import Source, read_report

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Crop:
    """A number to be looked at.

    Attributes
    ----------
    text, line, start, end
        What was read, and where in the report's text.
    claim, claim_en
        The claim that arithmetic contradicts; None for a number that was hardly read.
    score
        How surely it was read, from 0 to 1.
    """

    text: str
    line: int
    start: int
    end: int
    claim: str | None = None
    claim_en: str | None = None
    score: float | None = None


def crops(source: Source = None, *, below: float = DOUBTFUL) -> list[Crop]:
    """Return the numbers of a scan that a claim's failure rests on or that were hardly read.

    Parameters
    ----------
    source
        Whatever `read_report` takes.
    below
        The score under which a number is in doubt.

    Returns
    -------
    list of Crop
        In the order of the text; none for a report that is no scan.

    Examples
    --------
    >>> crops()
    []
    """
    report = read_report(source)
    if report.scan is None:
        return []
    found = {(one.start, one.end): one for one in _doubtful(report, below)}
    found |= {(one.start, one.end): one for one in _contradicted(report)}
    return [found[span] for span in sorted(found)]


def _doubtful(report: Report, below: float) -> Iterator[Crop]:
    for place in report.doubtful(below):
        text = report.text[place.start : place.end]
        line = report.line_at(place.start).number
        yield Crop(text, line, place.start, place.end, score=place.score)


def _contradicted(report: Report) -> Iterator[Crop]:
    from ..audit.engine import audit

    places = report.scan.places if report.scan is not None else ()
    for row in audit(report).to_dict("records"):
        if row["verdict"] != "fails":
            continue
        for part in json.loads(row["operands"]):
            start, end = part["start"], part["end"]
            if start is None or not _DIGIT.search(part["text"]):
                continue
            scores = [p.score for p in places if p.start < end and p.end > start and p.score]
            line = report.line_at(start).number
            told = row["claim"], row["claim_en"]
            yield Crop(part["text"], line, start, end, *told, min(scores, default=None))


def write_crops(source: Source, folder: str | Path) -> list[tuple[Crop, Path]]:
    """Write the picture of each number that is to be looked at; return them with their files.

    Parameters
    ----------
    source
        Whatever `read_report` takes.
    folder
        Where to; it is made if it is not there.

    Raises
    ------
    TaianError
        If a picture can not be written; none is left half written. Or the folder is the root or
        the home folder.

    Examples
    --------
    >>> write_crops(None, "pictures")  # the bundled report is no scan
    []
    """
    target = own_folder(folder)
    report = read_report(source)
    out = []
    for number, one in enumerate(crops(report), 1):
        picture = report.crop((one.start, one.end))
        if picture is None:
            continue
        path = target / f"{number:03d}-line{one.line}.png"
        drawn = io.BytesIO()
        picture.save(drawn, "png")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, drawn.getvalue())
        except OSError as error:
            raise TaianError.of(
                "error.folder_not_written", file=str(folder), found=cause(error)
            ) from error
        out.append((one, path))
    return out


def described(report: Report, written: list[tuple[Crop, Path]], lang: str = "zh") -> list[str]:
    """Return a line of plain language for each picture written.

    Examples
    --------
    >>> described(read_report(), [], lang="en")
    ['The report is no scan: there are no pictures to write.']
    """
    if not written:
        return [say("check.no_pictures" if report.scan is None else "check.no_crops", lang)]
    out = []
    for one, path in written:
        text = " ".join(one.text.split())[:40]
        told = {"line": one.line, "text": text, "file": path}
        if one.claim:
            claim = one.claim_en if lang == "en" and one.claim_en else one.claim
            out.append(say("check.crop_fails", lang, claim=claim, **told))
        else:
            out.append(say("check.crop_doubtful", lang, score=f"{one.score:.2f}", **told))
    return out
