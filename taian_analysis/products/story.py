"""What the briefing says: one story from one report, in Chinese or English, every number computed.

The notebook shows the sections of a `Story`; `trace` lists the numbers of the same sections.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..base.dossiers import origin_of
from ..base.phrases import say
from ..grammar import wording
from ..show import theme
from ..show.gaps_frame import counts
from ..show.marks import Mark
from . import story_trends
from .frames_of import ReportFrames
from .story_end import contradictions, failing, failing_table, method
from .story_gaps import (
    against_time,
    distance_chart,
    everything,
    open_ones,
    sentences,
    shortfalls,
    standing,
    ways,
    whole_chart,
)
from .writer import NUMBER, Block, Writer

if TYPE_CHECKING:
    import pandas as pd

    from ..base.report import Report

#: The sentences a text may name in braces; each is written with its numbers traced.
TEXTS: dict[str, Callable[[Writer, Story], str]] = {
    "standing": lambda w, story: standing(w, story.gaps),
    "shortfalls": lambda w, story: shortfalls(w, story.gaps),
    "against_time": against_time,
    "ways": ways,
    "trends": story_trends.told,
    "contradictions": contradictions,
    "failing": failing,
    "method": method,
}
TABLES: dict[str, Callable[[Story], Any]] = {"open": open_ones, "failing": failing_table}
FIGURES: dict[str, Callable[[Story], Any]] = {
    "all": everything,
    "distance": distance_chart,
    "trends": story_trends.charts,
    "every": whole_chart,
}
#: The sections in order, and what stands in each; those that begin with ``annex_`` come last.
SECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "summary": (
        ("text", "1. {standing}\n2. {shortfalls}\n3. {against_time}"),
        ("table", "open"),
        ("figure", "all"),
    ),
    "distance": (("text", "{ways}"), ("figure", "distance")),
    "trends": (("text", "{trends}"),),
    "contradictions": (("text", "{contradictions}\n\n{failing}"),),
    "annex_trends": (("figure", "trends"),),
    "annex_contradictions": (("table", "failing"),),
    "annex_all": (("figure", "every"),),  # a page of its own: after what fills the page before it
    "annex_method": (("text", "{method}"),),
}
_SLOT = re.compile(r"\{(\w+)\}")


class Story(ReportFrames):
    """A report's briefing, section by section.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file or a `Report`.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Examples
    --------
    >>> story = Story(lang="en")
    >>> story.section("summary")[0].value
    '## 1  Where the indicators stand'
    """

    def __init__(self, source: Any = None, lang: str | None = None) -> None:
        from ..readers import read_report

        self.lang = theme.language(lang)
        self.report: Report = read_report(source)
        self._done: dict[str, list[Block]] = {}

    @cached_property
    def audit(self) -> pd.DataFrame:
        """The report's claims, computed again."""
        from ..audit.engine import audit

        return audit(self.report)

    @cached_property
    def _entry(self) -> dict[str, Any]:
        return origin_of(self.report.sha256)

    def title_of_report(self, *, whole: bool = True) -> str:
        """Name the report with issuer and date, as far as they are known."""
        zh = self.lang == "zh"
        title = self._entry.get("title" if zh else "title_en") or self.report.title
        issuer = self._entry.get("issuer" if zh else "issuer_en") or self.report.issuer
        name = say("story.quoted", self.lang, title=title) if title else self._file()
        day = wording.day(self.report.date, self.lang) if self.report.date and whole else ""
        first = issuer if zh or whole else ""  # in English the title names the city already
        return say("joint.comma", self.lang).join(part for part in (first, name, day) if part)

    def _file(self) -> str:
        return str(self.report.name).replace("\\", "/").rsplit("/", 1)[-1]

    def facts(self) -> dict[str, Any]:
        """Return title, subtitle, source, date and language, as the exporter reads them."""
        zh = self.lang == "zh"
        title = self._entry.get("briefing" if zh else "briefing_en")
        if not title:
            name = self.report.title or self._file().rsplit(".", 1)[0]
            short = name.removesuffix(say("report.what", "zh")) if zh else name
            title = say("story.briefing_of", self.lang, name=short)
        return {
            "title": title,
            "subtitle": say("story.as_printed", self.lang) if self._untranslated() else "",
            "source": self.title_of_report(whole=False),
            "date": wording.day(self.report.date, self.lang) if self.report.date else "",
            "lang": self.lang,
        }

    def _untranslated(self) -> bool:
        """Tell whether names of indicators stay as printed in a briefing of another language."""
        return self.lang != "zh" and bool(self.gaps["indicator_en"].isna().any())

    def title(self) -> list[Block]:
        """Return the title block."""
        w = Writer(self.lang, say("story.title", self.lang))
        facts = self.facts()
        for value in (facts["title"], facts["source"], facts["date"]):
            w.reference(value)
        return [Block("title", facts, w.section, w.pending)]

    def section(self, name: str) -> list[Block]:
        """Return the blocks of a section, its numbered heading first; none where it has no content.

        Raises
        ------
        TaianError
            If there is no such section.
        """
        theme.check(name, "name", tuple(SECTIONS))
        parts = self._parts(name)
        return [self._heading(name), *parts] if parts else []

    def _parts(self, name: str) -> list[Block]:
        if name not in self._done:
            self._done[name] = [
                block for kind, what in SECTIONS[name] for block in self._part(name, kind, what)
            ]
        return self._done[name]

    def _part(self, name: str, kind: str, what: str) -> list[Block]:
        """Write a text, table or figure; nothing where the report has nothing to say there."""
        w = Writer(self.lang, say(f"story.{name}", self.lang))
        if kind == "text":
            w.say(self._filled(w, what))
        elif kind == "table":
            made = theme.check(what, "name", tuple(TABLES)) and TABLES[what](self)
            if made is not None:
                w.table(made)
        else:
            theme.check(what, "name", tuple(FIGURES))
            found = FIGURES[what](self)
            for figure in found if isinstance(found, list) else [found]:
                if figure is not None:
                    w.figure(figure)
        for block in w.blocks:
            self._mark_names(block)
        return w.blocks

    def _filled(self, w: Writer, text: str) -> str:
        """Fill a text's slots; a line all of whose slots are empty is left out."""
        lines = []
        for line in text.strip().split("\n"):
            slots = _SLOT.findall(line)
            told = {slot: self._slot(w, slot) for slot in slots}
            if not slots or any(told.values()):
                lines.append(_SLOT.sub(lambda match, told=told: told[match[1]], line))  # type: ignore[misc]
        return "\n".join(lines).strip()

    def _slot(self, w: Writer, name: str) -> str:
        counted = {
            "n_" + key: value for key, value in counts(self.gaps).items()
        }  # n_all, n_met, n_not_met, n_unknown
        if name in counted:
            return w.n(str(counted[name]), f"indicators: {name[2:]}", how="count of rows")
        theme.check(name, "text", (*TEXTS, *counted))
        return TEXTS[name](w, self)

    def _heading(self, name: str) -> Block:
        """Return a section's heading, numbered among those that have content."""
        annex = name.startswith("annex_")
        names = [one for one in SECTIONS if one.startswith("annex_") == annex]
        before = [one for one in names[: names.index(name)] if self._parts(one)]
        n = len(before) + 1
        title = say(f"story.{name}", self.lang)
        number = str(n) if annex else say("story.numerals", self.lang)[n - 1]
        key = "story.annex" if annex else "story.heading"
        return Block("heading", f"## {say(key, self.lang, n=number, title=title)}", title)

    def _mark_names(self, block: Block) -> None:
        """Account for numbers in indicators' names: they are quotes from the table."""
        words = block.text.replace("\n", "")
        names = ["area", "indicator", "target_text", "actual_text"]
        for row in self.gaps[["source_line", *names]].itertuples(index=False):
            lines = () if wording.missing(row[0]) else (int(row[0]),)
            for text in row[1:]:
                if not wording.missing(text) and NUMBER.search(text):
                    shown = wording.full_width(str(text))
                    if text[:6] in words or shown[:6] in words:
                        block.marks.append(Mark(text, "quote", basis="printed", lines=lines))

    def blocks(self) -> list[Block]:
        """Return all blocks of the briefing in order."""
        return [*self.title(), *(block for name in SECTIONS for block in self.section(name))]

    def show(self, *names: str) -> None:
        """Display sections in a notebook; ``"title"`` is the title block."""
        for name in names:
            for block in self.title() if name == "title" else self.section(name):
                block.show()

    def heading(self, name: str) -> None:
        """Display a section's heading, if the section has content."""
        theme.check(name, "name", tuple(SECTIONS))
        if self._parts(name):
            self._heading(name).show()

    def text(self, text: str) -> None:
        """Display a text of Markdown whose slots name computed sentences and counts.

        Parameters
        ----------
        text
            ``{standing}``, ``{ways}`` … are `TEXTS`; ``{n_all}``, ``{n_met}``, ``{n_not_met}`` are
            counts. Everything else is yours; a line whose slots are all empty is left out.
        """
        for block in self._part("summary", "text", text):
            block.show()

    def table(self, name: str) -> None:
        """Display one of `TABLES`, if it has rows."""
        for block in self._part("summary", "table", name):
            block.show()

    def figure(self, name: str) -> None:
        """Display one of `FIGURES`, if there is something to draw."""
        for block in self._part("summary", "figure", name):
            block.show()


def findings(source: object = None, *, lang: str | None = None) -> list[str]:
    """Return the briefing's three sentences as plain text.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file or a `Report`.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Examples
    --------
    >>> findings(lang="en")[0].startswith("Of 27 indicators (11 binding, 16 expected), 24 have")
    True
    """
    return sentences(Story(source, lang))
