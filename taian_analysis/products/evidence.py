"""The evidence page: a report with every number lit, as one HTML file that opens anywhere."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
from bisect import bisect_right
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..base import catalog
from ..base.errors import BriefingError
from ..base.files import named, write_whole
from ..base.phrases import both, say
from ..base.safe import escaped, printable
from .evidence_data import build
from .evidence_rows import gather

_SCRIPTS = ("core.js", "text.js", "chart.js", "card.js", "side.js", "main.js")
#: Data larger than this travels packed; smaller, a person can read it in the page's source.
_PACKED = 400_000
_LANGS = {"zh": "zh-CN", "en": "en"}


class Evidence:
    """A report with every number lit.

    In a notebook it shows itself; `save` writes the page, `data` is what it holds.

    Attributes
    ----------
    data
        The report's text, its marks, claims, indicators and series as plain data, in the shape of
        `taian_analysis/products/evidence.schema.json`.
    lang
        The language the page opens in.
    """

    def __init__(self, data: dict[str, Any], lang: str = "zh") -> None:
        self.data = data
        self.lang = lang

    @property
    def html(self) -> str:
        """The page: one HTML document that loads nothing from elsewhere."""
        return page(self.data, self.lang)

    def save(self, path: str | Path) -> Path:
        """Write the page and return its path.

        Raises
        ------
        BriefingError
            If the file can not be written.
        """
        return write(self.html, path)

    def __repr__(self) -> str:
        counts = self.data["counts"]
        return f"<Evidence: {counts['marks']} marks, {counts['claims']} claims>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Show the page in a frame; on paper, where nothing can be clicked, what fails as a table.

        The frame is a sandbox without the notebook's rights: what a report says stays in it.
        """
        title = html.escape(_title(self.data, self.lang), quote=True)
        frame = (
            f'<iframe title="{title}" sandbox="allow-scripts" loading="lazy" '
            'style="width:100%;height:42rem;border:1px solid #8888" '
            f'srcdoc="{html.escape(self.html, quote=True)}"></iframe>'
        )
        return {
            "text/html": frame,
            "text/markdown": failing_table(self.data, self.lang),
            "text/plain": repr(self),
        }


def evidence(
    source: object = None, old: object = None, *, lang: str = "zh", pictures: bool = False
) -> Evidence:
    """Light every number of a report by what is known of it.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file or a `Report`.
    old
        An older report: what moved since, what was retargeted and what vanished is marked too.
    lang
        ``"zh"`` or ``"en"``: the language the page opens in; a button changes it.
    pictures
        Add the pages of a PDF, an OFD or a scan as pictures, with the box of each number.

    Returns
    -------
    Evidence
        Its `save` writes the page, its `data` is what the page holds; a notebook shows it.

    Raises
    ------
    ReportError
        If a source can not be read.

    Examples
    --------
    >>> page = evidence()
    >>> page.data["counts"]["claims"]["fails"]
    8
    """
    if lang not in _LANGS:
        raise BriefingError.of("error.no_such_language", found=lang, expected="zh, en")
    rows = gather(source, old)
    data = build(rows)
    if pictures:
        from .evidence_pictures import add_pictures

        document = bytes(source) if isinstance(source, bytes | bytearray | memoryview) else None
        if not add_pictures(data, rows.report, document):
            zh, en = both("evidence_notes.no_pictures")
            data["notes"].append({"zh": zh, "en": en})
    return Evidence(data, lang)


def _title(data: dict[str, Any], lang: str) -> str:
    title = data["report"].get("title") or say("evidence_page.text", lang)
    return f"{title} · {say('evidence_page.title', lang)}"


def failing_table(data: dict[str, Any], lang: str = "zh") -> str:
    """Write the claims that fail as a Markdown table.

    Examples
    --------
    >>> len(failing_table(evidence().data).splitlines())  # two lines of head, eight claims
    10
    """
    fails = [claim for claim in data["claims"] if claim["verdict"] == "fails"]
    if not fails:
        return say(f"evidence_page.{'none_fails' if data['claims'] else 'nothing'}", lang)
    keys = ("claim", "stated", "computed", "comment", "line")
    heads = [say(f"evidence_card.{key}", lang) for key in keys]
    fields = ("claim", "stated", "computed", "comment")
    starts = [line["start"] for line in data["lines"]]
    rows = [heads, ["---"] * len(heads)]
    for claim in fails:
        cells = [str(claim.get(f"{name}_en" if lang == "en" else name, "")) for name in fields]
        lines = sorted({bisect_right(starts, operand["start"]) for operand in claim["operands"]})
        rows.append([*map(_cell, cells), say("evidence_page.comma", lang).join(map(str, lines))])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(text: str) -> str:
    """Return a text that is one plain cell of a Markdown table, whatever it holds."""
    return re.sub(r"([\\`*_\[\]<>|$~])", r"\\\1", " ".join(text.split()))


def page_part(name: str) -> str:
    """Return a file of the page's parts."""
    return (files(__package__) / "evidence_page" / name).read_text(encoding="utf-8")


def _script_text(data: Any) -> str:
    """Write data as JSON that can stand inside a script element, whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return escaped(text).replace("<", "\\u003c")


def page(data: dict[str, Any], lang: str = "zh") -> str:
    """Return the page that shows the data of a report."""
    spoken, phrases = catalog.load("wording"), catalog.load("phrases")
    rooms = {"gap": phrases["status"], "attribute": phrases["attribute"]}
    for room, table in phrases.items():
        if room.startswith("evidence_"):
            rooms[room.removeprefix("evidence_")] = table
    words = {
        room: {key: [row["zh"], row["en"]] for key, row in table.items()}
        for room, table in rooms.items()
    }
    text, kind = _script_text(data), "application/json"
    if len(text) > _PACKED:
        packed = gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)
        text, kind = base64.b64encode(packed).decode(), "application/gzip"
    parts = {
        "LANG": _LANGS[lang],
        "TITLE": html.escape(printable(_title(data, lang))),
        "CSS": page_part("page.css"),
        "NOSCRIPT": html.escape(" ".join(both("evidence_page.noscript"))),
        "WORDS": _script_text(words | {"units": spoken["unit"], "scales": spoken["scale"]}),
        "DATATYPE": kind,
        "JS": "\n".join(page_part(name) for name in _SCRIPTS),
        "DATA": text,
    }
    out = []
    for i, piece in enumerate(page_part("page.html").split("__")):
        out.append(parts[piece] if i % 2 else piece)
    # half a character, as a broken decoder leaves it, can not be written
    return "".join(out).encode("utf-8", "replace").decode("utf-8")


def write(text: str, path: str | Path) -> Path:
    """Write a text to a file, whole or not at all, its folder too; a pipe or a device is none.

    Raises
    ------
    BriefingError
        If that can not be done.
    """
    path = named(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise BriefingError.of("error.page_not_written", file=str(path), found=error) from error
    return path
