"""What the notebooks stand on: one report, its frames, and sections that are never empty.

A notebook opens a `Lab` and shows one section a cell. A section is numbered as it is shown, has a
heading only with something under it, and says in a sentence why a chart can not be drawn. Every
part is an ordinary call of the package, so an analyst adds or leaves out what she likes.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import has_phrase, say
from ..base.safe import literal
from ..grammar import wording
from ..show import theme
from ..show.cells import show_frames
from ..show.view import View, view
from .frames_of import ReportFrames
from .writer import META_MIME

if TYPE_CHECKING:
    from ..base.report import Report


class Lab(ReportFrames):
    """One report in a notebook.

    Parameters
    ----------
    source
        None for the bundled report; else whatever `read_report` takes. A file's name is looked for
        beside the notebook, in the project and in ``data/raw/``.
    title
        What the notebook is: a phrase of ``[lab]``, or a title of one's own.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Examples
    --------
    >>> lab = Lab(lang="en")
    >>> len(lab.gaps), lab.lang
    (27, 'en')
    >>> theme.set_theme()
    """

    def __init__(self, source: Any = None, title: str = "", *, lang: str | None = None) -> None:
        from ..readers import read_report

        self.lang = theme.language(lang)
        theme.set_theme(self.lang)
        show_frames()
        self.report: Report = read_report(source)
        self.number = 0
        if title:
            self._title(title)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The indicators of the report's tables."""
        from ..cleaning.frames import load_indicators

        return load_indicators(self.report)

    @cached_property
    def rejections(self) -> pd.DataFrame:
        """The rows that were not understood (headers, titles and notes aside)."""
        from ..cleaning.entries import HARMLESS
        from ..cleaning.frames import rejections

        rows = rejections(self.report)
        return rows[~rows["code"].isin(HARMLESS)]

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The report's claims, computed again."""
        from ..audit.engine import audit

        return audit(self.report)

    @property
    def name(self) -> str:
        """The report's title, or its file's name."""
        file = str(self.report.name).replace("\\", "/").rsplit("/", 1)[-1]
        return self.report.title or (say("report.given", self.lang) if "<" in file else file)

    def say(self, key: str, **values: Any) -> str:
        """Return a phrase of ``[lab]`` in the notebook's language."""
        return say(f"lab.{key}", self.lang, **values)

    def _title(self, title: str) -> None:
        from IPython.display import display

        shown = self.say(title) if has_phrase(f"lab.{title}") else title
        day = wording.day(self.report.date, self.lang) if self.report.date else ""
        who = say("joint.comma", self.lang).join(p for p in (self.report.issuer, day) if p)
        facts = {
            "title": shown, "subtitle": self.name, "source": self.report.issuer or "",
            "date": day, "lang": self.lang,
        }  # fmt: skip
        lines = [f"**{literal(self.name)}**", literal(who)]
        display({META_MIME: facts, "text/markdown": "  \n".join(p for p in lines if p)}, raw=True)

    def section(self, title: str, *parts: Any, of: Any = None) -> None:
        """Show a section under a numbered heading.

        Parameters
        ----------
        title
            A phrase of ``[lab]``, or a heading of one's own.
        parts
            Texts (Markdown), frames (shown as `ta.view` shows them), tables and figures; or
            functions, called with `of`. What raises a `TaianError` is told in a sentence.
        of
            What functions are called with: a frame.
        """
        from IPython.display import Markdown, display

        ready = [one for part in parts if (one := self._ready(part, of)) is not None]
        if not ready:
            ready = [Markdown(self.say("nothing"))]
        self.number += 1
        shown = self.say(title) if has_phrase(f"lab.{title}") else title
        display(Markdown(f"## {self.number}  {shown}"), *ready)

    def _ready(self, part: Any, of: Any) -> Any:
        from IPython.display import Markdown

        if callable(part) and not isinstance(part, type):
            try:
                part = part() if of is None else part(of)
            except TaianError as error:
                why = error.zh if self.lang == "zh" else error.message
                part = self.say("not_shown", why=literal(why))
        if isinstance(part, pd.DataFrame):
            part = view(part, lang=self.lang) if len(part) else None
        if isinstance(part, list):
            part = "\n".join(f"- {literal(str(line))}" for line in part)
        if isinstance(part, str):
            return Markdown(part) if part.strip() else None
        return None if _empty(part) else part


def _empty(part: Any) -> bool:
    if part is None:
        return True
    data = getattr(part, "data", None) if not isinstance(part, View) else part.frame
    return isinstance(data, pd.DataFrame) and not len(data)
