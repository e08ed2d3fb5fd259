"""What the briefing says: one story from one report, in Chinese or English, every number computed.

The notebook shows the sections of a `Story`; `trace` lists the numbers of the same sections.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..base.dossiers import origin_of
from ..grammar import wording
from ..show import theme
from ..show.canvas import Mark
from .story_end import contradictions, method
from .story_gaps import distance, sentences, summary
from .story_trends import trends
from .writer import NUMBER, Block, Writer

if TYPE_CHECKING:
    import pandas as pd

    from ..base.report import Report

#: The sections in order; each is a function Story -> Writer.
SECTIONS = {
    "summary": summary,
    "distance": distance,
    "trends": trends,
    "contradictions": contradictions,
    "method": method,
}


class Story:
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

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The gaps frame."""
        from ..gaps.target import gap_to_target

        return gap_to_target(self.report)

    @cached_property
    def trends(self) -> pd.DataFrame:
        """The narrative's series."""
        from ..trends.trends import load_trends

        return load_trends(self.report)

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
        name = (f"《{title}》" if zh else str(title)) if title else self._file()
        day = wording.day(self.report.date, self.lang) if self.report.date and whole else ""
        first = issuer if zh or whole else ""  # in English the title names the city already
        return wording.COMMA[self.lang].join(part for part in (first, name, day) if part)

    def _file(self) -> str:
        return str(self.report.name).replace("\\", "/").rsplit("/", 1)[-1]

    def facts(self) -> dict[str, Any]:
        """Return title, subtitle, source, date and language, as the exporter reads them."""
        zh = self.lang == "zh"
        title = self._entry.get("briefing" if zh else "briefing_en")
        if not title:
            name = self.report.title or self._file()
            title = f"{name.removesuffix('报告')}简报" if zh else f"Briefing: {name}"
        return {
            "title": title,
            "subtitle": "",
            "source": self.title_of_report(whole=False),
            "date": wording.day(self.report.date, self.lang) if self.report.date else "",
            "lang": self.lang,
        }

    def title(self) -> list[Block]:
        """Return the title block."""
        w = Writer(self.lang, "标题" if self.lang == "zh" else "Title")
        facts = self.facts()
        for value in (facts["title"], facts["source"], facts["date"]):
            w.reference(value)
        return [Block("title", facts, w.section, w.pending)]

    def section(self, name: str) -> list[Block]:
        """Return the blocks of a section.

        Raises
        ------
        TaianError
            If there is no such section.
        """
        theme.check(name, "name", tuple(SECTIONS))
        blocks = SECTIONS[name](self).blocks
        for block in blocks:
            self._mark_names(block)
        return blocks

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
