"""What a reader needs to know about the cell it reads, and where its warnings go."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from ..tree import PLAIN, Image, Inline, Run
from ..wording import word
from .images import ImageTrouble, decode, load, make_image
from .prose import clean, slug

_SAFE_LINK = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)


@dataclass
class CellContext:
    """One cell's surroundings.

    Attributes
    ----------
    cell
        Its 1-based number in the notebook.
    folder
        The notebook's folder; only pictures below it are read. None where there is no file.
    attachments
        The cell's attachments, file name -> mime bundle.
    warnings
        Build warnings, each naming the cell; shared by the whole document.
    converter
        Reads LaTeX; shared by the whole document, so that its macros are.
    widgets
        The saved state of the notebook's widgets, by model id.
    formulas
        The formulas of the Markdown that is being read, in the order of their marks.
    max_lines
        How many lines of an output are printed; 0 prints all.
    said
        What the cell says of its figures and tables: ``fig-alt``, ``fig-cap``, ``tbl-cap``.
    linked
        The names that links anywhere in the notebook go to.
    spent
        How many characters, cells and formulas the notebook has had; shared by all its cells.
    output
        The folder of the briefing, which links to files start from.
    roots
        More folders below which pictures may be read.
    """

    cell: int = 1
    lang: str = "zh"
    folder: Path | None = None
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    converter: Any = None
    widgets: dict[str, Any] = field(default_factory=dict)
    formulas: list[tuple[str, bool, str]] = field(default_factory=list)
    max_lines: int = 400
    said: dict[str, str] = field(default_factory=dict)
    roots: tuple[Path, ...] = ()
    linked: frozenset[str] = frozenset()
    output: Path | None = None
    spent: dict[str, int] = field(default_factory=dict)

    def warn(self, key: str, **values: object) -> None:
        """Add a build warning that names this cell, once."""
        text = word(self.lang, key, cell=self.cell, **values)
        if text not in self.warnings:
            self.warnings.append(text)

    def placeholder(self, key: str, name: str) -> str:
        """Return the words that stand for what can not be shown, and warn."""
        what = word(self.lang, key, name=clean(name))
        self.warn("w_placeholder", what=what)
        return word(self.lang, "placeholder", what=what)

    def link(self, url: str) -> str | None:
        """Return `url` if a reader of the briefing can follow it, else None."""
        url = url.strip()
        if len(url) > 2000 or any(ord(c) < 32 for c in url):
            return None
        if url.startswith("#"):
            return "#" + slug(unquote(url[1:])) if slug(url) else None
        return url if _SAFE_LINK.match(url) else self._file_link(url)

    def _file_link(self, url: str) -> str | None:
        """Return a link to a file of the notebook's folder, as seen from the briefing's."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        path = unquote(parts.path)
        if parts.scheme or parts.netloc or not path or path.startswith(("/", "\\")):
            return None
        if self.folder is not None and self.output is not None:
            path = Path(os.path.relpath(self.folder / path, self.output)).as_posix()
        return quote(path) + (f"#{parts.fragment}" if parts.fragment else "")

    def image(
        self, target: str, alt: str, caption: str = "", css: dict[str, str] | None = None
    ) -> Inline:
        """Return the picture at `target`, or a run that names what is missing."""
        try:
            data = load(target, self.folder, self.attachments, self.roots)
            name = "data:" if target.lstrip()[:4].lower() == "data" else target
            return self.picture(data, alt or caption, name, css)
        except ImageTrouble as trouble:
            label = f"{alt} — {trouble.name}" if alt else trouble.name
            return Run(self.placeholder(trouble.key, label), PLAIN.but(italic=True))

    def bundle_image(self, data: object, mime: str, alt: str, css: dict[str, str]) -> Image:
        """Return the picture of an output's mime bundle (raises `ImageTrouble`)."""
        return self.picture(decode(data, mime, mime), alt, mime, css)

    def picture(self, data: bytes, alt: str, name: str, css: dict[str, str] | None = None) -> Image:
        """Return a picture node; without alt text it gets a standing one and a warning."""
        alt = alt or self.said.get("fig-alt") or self.said.get("fig-cap") or ""
        image = make_image(data, " ".join(clean(alt).split()), name, css)
        if not image.alt:
            self.warn("w_no_alt")
            image.alt = word(self.lang, "no_alt", cell=self.cell)
        return image
