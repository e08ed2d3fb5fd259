"""The evidence page: a report with every number lit, as one HTML file that opens anywhere."""

from __future__ import annotations

import base64
import gzip
import html
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..base import catalog
from ..base.errors import BriefingError
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


def evidence(source: object = None, old: object = None, *, lang: str = "zh") -> Evidence:
    """Light every number of a report by what is known of it.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file or a `Report`.
    old
        An older report: what moved since, what was retargeted and what vanished is marked too.
    lang
        ``"zh"`` or ``"en"``: the language the page opens in; a button changes it.

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
        raise BriefingError("no such language", zh="没有这种语言", found=lang, expected="zh, en")
    return Evidence(build(gather(source, old)), lang)


def _asset(name: str) -> str:
    return (files(__package__) / "evidence_page" / name).read_text(encoding="utf-8")


def _script_text(data: Any) -> str:
    """Write data as JSON that can stand inside a script element, whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def page(data: dict[str, Any], lang: str = "zh") -> str:
    """Return the page that shows the data of a report."""
    words = catalog.load("evidence_page")
    text, kind = _script_text(data), "application/json"
    if len(text) > _PACKED:
        packed = gzip.compress(text.encode(), 9, mtime=0)
        text, kind = base64.b64encode(packed).decode(), "application/gzip"
    title = data["report"].get("title") or words["page"]["text"][lang == "en"]
    parts = {
        "LANG": _LANGS[lang],
        "TITLE": html.escape(f"{title} · {words['page']['title'][lang == 'en']}"),
        "CSS": _asset("page.css"),
        "NOSCRIPT": html.escape(" ".join(words["page"]["noscript"])),
        "WORDS": _script_text(words),
        "DATATYPE": kind,
        "JS": "\n".join(_asset(name) for name in _SCRIPTS),
        "DATA": text,
    }
    out = []
    for i, piece in enumerate(_asset("page.html").split("__")):
        out.append(parts[piece] if i % 2 else piece)
    return "".join(out)


def write(text: str, path: str | Path) -> Path:
    """Write a text to a file, its folder too.

    Raises
    ------
    BriefingError
        If that can not be done.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BriefingError(
            "the page can not be written", zh="页面写不出", file=str(path), found=str(error)
        ) from error
    return path
