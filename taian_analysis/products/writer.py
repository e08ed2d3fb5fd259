"""Blocks of a briefing, each knowing where its numbers come from.

Prose is written with `Writer.n`, which prints a number and records its origin in one go; figures
and tables bring their own marks. So the trace can not miss a number that the briefing prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

from ..base.phrases import say
from ..base.safe import literal, unmarked
from ..show.marks import Mark

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: A number as a reader sees it.
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
#: The exporter reads title, subtitle, date, source, authors and language from this output.
META_MIME = "application/vnd.taian.briefing+json"


@dataclass
class Block:
    """A piece of the briefing: ``title``, ``heading``, ``text``, ``table`` or ``figure``."""

    kind: str
    value: Any
    section: str
    marks: list[Mark] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All the words of the block, as printed."""
        if self.kind == "figure":
            from matplotlib.text import Text

            return "\n".join(t.get_text() for t in self.value.findobj(Text) if t.get_visible())
        if self.kind == "table":
            data = self.value.data
            index = [] if data.index.nlevels == 1 else data.index.get_level_values(0).unique()
            cells = [self.value.caption, *data.columns, *index, *data.to_numpy().ravel()]
            return "\n".join(map(str, cells))
        if self.kind == "title":
            return "\n".join(str(value) for value in self.value.values())
        return unmarked(str(self.value))

    def show(self) -> None:
        """Display the block in a notebook."""
        from IPython.display import Markdown, display

        if self.kind == "title":
            facts = self.value
            head = f"# {literal(facts['title'])}\n\n{literal(facts['source'])}"
            display({META_MIME: facts, "text/markdown": head}, raw=True)
        elif self.kind in ("text", "heading"):
            display(Markdown(self.value))
        else:
            display(self.value)


@dataclass
class Writer:
    """Writes the blocks of one section in one language."""

    lang: str
    section: str
    blocks: list[Block] = field(default_factory=list)
    pending: list[Mark] = field(default_factory=list)

    @property
    def zh(self) -> bool:
        """Whether the section is in Chinese."""
        return self.lang == "zh"

    def n(self, text: str, what: str, **where: Any) -> str:
        """Print a number in prose: record where it comes from; its text is no Markdown."""
        if NUMBER.search(text):
            self.pending.append(Mark(text, what, **where))
        return literal(text)

    def reference(self, text: str) -> str:
        """Print a line number, a date or a period: it is an origin itself."""
        return self.n(text, say("trace.reference", self.lang), basis="reference")

    def told(self, key: str, /, **values: Any) -> str:
        """Return one of our phrases in the writer's language."""
        return say(key, self.lang, **values)

    def joined(self, parts: list[str], key: str = "joint.list") -> str:
        """Join parts with one of our signs."""
        return say(key, self.lang).join(parts)

    def listed(self, parts: list[str]) -> str:
        """List names: the last two with "and" in English."""
        *first, last = [*parts[:-2], self.joined(parts[-2:], "joint.and")]
        return self.joined([*first, last])

    def rest(self, total: int, shown: int, what: str) -> str:
        """Count the others of a list: all of them in Chinese (等7项), those left in English."""
        if total <= shown:
            return ""
        n = total if self.zh else total - shown
        return self.told("story.rest", n=self.n(str(n), what, value=n, how="count of rows"))

    def heading(self, text: str, level: int = 2) -> None:
        """Add a heading; numbers already printed belong to what follows it."""
        self.blocks.append(Block("heading", f"{'#' * level} {text}", self.section))

    def say(self, *sentences: str) -> None:
        """Add a paragraph."""
        whole = sentences_of(sentences, self.lang)
        if whole:
            self._add("text", whole)

    def items(self, sentences: list[str], *, numbered: bool = False) -> None:
        """Add a list."""
        rows = [
            f"{f'{number}.' if numbered else '-'} {sentence}"
            for number, sentence in enumerate(sentences, 1)
            if sentence
        ]
        if rows:
            self._add("text", "\n".join(rows))

    def table(self, styler: Any) -> None:
        """Add a table with its own marks."""
        self.pending += styler.data.attrs.get("marks", ())
        self._cover(Block("table", styler, self.section).text)
        self._add("table", styler)

    def figure(self, figure: Figure) -> None:
        """Add a figure with its own marks; periods and lines in its texts are references."""
        note = figure.note  # type: ignore[attr-defined]
        self.pending += note.marks
        self._cover("\n".join([note.headline, note.subtitle, note.source]))
        self._add("figure", figure)

    def _cover(self, text: str) -> None:
        """Mark the periods and line numbers of headers and source lines as references."""
        known = {number for mark in self.pending for number in NUMBER.findall(mark.text)}
        for number in dict.fromkeys(NUMBER.findall(text)):
            if number not in known and _is_reference(number, text):
                self.reference(number)

    def _add(self, kind: str, value: Any) -> None:
        self.blocks.append(Block(kind, value, self.section, self.pending))
        self.pending = []


def sentences_of(parts: Iterable[str], lang: str) -> str:
    """Put sentences after each other: English leaves a blank between."""
    told = [part for part in parts if part]
    return reduce(lambda a, b: say("joint.pair", lang, a=a, b=b), told) if told else ""


def _is_reference(number: str, text: str) -> bool:
    """Tell whether a number of a header or source line is a year, a date or a line."""
    return bool(
        re.search(
            rf"(?<![\d.]){re.escape(number)}(?![\d.%])(?:[年月日行]|[–、][\d–、]*行|(?=[^\d]|$))",
            text,
        )
    )
