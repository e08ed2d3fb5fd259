"""A notebook node -> a `Document`: cells in order, title and headings put right."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from ..settings import NUMBER, WAS_RUN, Options
from ..tree import (
    Block,
    Code,
    Document,
    FigureBlock,
    Heading,
    PageBreak,
    Run,
    Section,
    TableBlock,
    headings,
    plain_text,
)
from ..wording import trouble, word
from .anchors import linked_names, settle_anchors
from .ansi import ansi_code
from .context import CellContext
from .directives import front_matter, is_hidden, kept_outputs
from .directives import options as read_options
from .guess import guess_tag, known_tag
from .html import html_blocks
from .limits import HEADING, capped
from .markdown import markdown_blocks
from .maths import new_converter
from .outputs import META_MIME, output_blocks, saved_widgets
from .prose import clean
from .references import number_references


def build_document(nb: Any, options: Options) -> Document:
    """Return the document of a notebook.

    Parameters
    ----------
    nb
        A notebook node (nbformat 4), outputs included.
    options
        Whether code is shown, the language, the notebook's folder.

    Raises
    ------
    BriefingError
        No code cell has been executed.
    """
    facts = _facts(nb, options)
    document = Document(lang=facts["lang"], tag=facts["tag"])
    check_run(nb, options, document)
    converter, widgets = new_converter(), saved_widgets(nb.get("metadata") or {})
    language = _language(nb.get("metadata") or {})
    linked = linked_names(nb)
    spent: dict[str, int] = {}
    for index, cell in enumerate(nb.get("cells", []), start=1):
        number = cell.get("metadata", {}).get(NUMBER, index)
        context = CellContext(
            number,
            document.lang,
            options.folder,
            cell.get("attachments") or {},
            document.warnings,
            converter,
            widgets,
            max_lines=options.max_lines,
            roots=options.roots,
            linked=linked,
            output=options.output,
            spent=spent,
        )
        document.sections.append(Section(number, _cell_blocks(cell, context, options, language)))
    _set_title(document, facts, options)
    _level_headings(document)
    settle_anchors(document)
    number_references(document)
    return document


def _language(metadata: Any) -> str:
    """Return the language of the notebook's code."""
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        facts = metadata.get(key)
        if isinstance(facts, dict) and facts.get(name):
            return str(facts[name])
    return "python"


def _cell_blocks(cell: Any, context: CellContext, options: Options, language: str) -> list[Block]:
    source = cell.get("source", "")
    source = "".join(source) if isinstance(source, list) else source
    kind = cell.get("cell_type")
    if kind in ("markdown", "raw"):
        source = front_matter(source)[1] if context.cell == 1 else source
    if kind == "markdown":
        return markdown_blocks(source, context)
    if kind == "raw":
        return _raw(source, cell.get("metadata", {}), context)
    blocks: list[Block] = []
    source = clean(source)
    said = context.said = read_options(cell, source)
    if is_hidden(cell, said):
        return []
    removed = cell.get("metadata", {}).get("transient", {}).get("remove_source")
    removed = removed or said.get("echo") == "false"
    if source.strip() and not options.exclude_input and not removed:
        lines = capped(source.rstrip("\n").expandtabs(4), context).split("\n")
        blocks.append(Code([[Run(line)] for line in lines], language, "source"))
    return blocks + _captioned(_outputs(kept_outputs(cell, said), context), said)


def _captioned(blocks: list[Block], said: dict[str, str]) -> list[Block]:
    """Give the first figure and the first table the captions their cell names."""
    for kind, key in ((FigureBlock, "fig-cap"), (TableBlock, "tbl-cap")):
        first = next((b for b in blocks if isinstance(b, kind)), None)
        if said.get(key) and first is not None and not first.caption:
            first.caption = [Run(said[key])]
        if first is not None and said.get("label", "").startswith(key[:3]):
            first.anchor = said["label"]
    return blocks


def _outputs(outputs: Iterable[Any], context: CellContext) -> list[Block]:
    """Return the blocks of all outputs; streams that follow each other are one block."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.get("output_type") == "stream" and last.get("name") == output.get("name"):
            last["text"] = _joined(last["text"]) + _joined(output.get("text", ""))
        else:
            joined.append(dict(output))
    return [block for output in joined for block in output_blocks(output, context)]


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else text


def _raw(source: str, metadata: Any, context: CellContext) -> list[Block]:
    mime = metadata.get("raw_mimetype") or metadata.get("format") or ""
    if source.strip() in (r"\newpage", r"\pagebreak", r"\clearpage"):
        return [PageBreak()]
    if mime == "text/html":
        return html_blocks(source, context)
    if mime == "text/markdown":
        return markdown_blocks(source, context)
    return [ansi_code(capped(source, context))] if source.strip() else []


def check_run(nb: Any, options: Options, document: Document) -> None:
    """Raise where no code cell has been executed, and warn of single ones that were not."""
    code = [
        (cell.get("metadata", {}).get(NUMBER, i), cell)
        for i, cell in enumerate(nb.get("cells", []), start=1)
        if cell.get("cell_type") == "code" and _joined(cell.get("source", "")).strip()
    ]
    idle = [n for n, c in code if not _was_run(c)]
    if idle and len(idle) == len(code) and options.require_run:
        raise trouble("not_run", cell=idle[0], file=options.name or None)
    for number in idle:
        CellContext(number, document.lang, warnings=document.warnings).warn("w_no_run")


def _was_run(cell: Any) -> bool:
    run = cell.get("execution_count") or cell.get("outputs")
    return bool(run or cell.get("metadata", {}).get(WAS_RUN))


# title and metadata


def _facts(nb: Any, options: Options) -> dict[str, Any]:
    """Return title, subtitle, authors, date, source and lang, the most specific place first.

    Places: an output of type `META_MIME`, ``metadata.briefing[lang]``, ``metadata.briefing``,
    ``metadata`` itself.
    """
    metadata = nb.get("metadata") or {}
    own = metadata.get("briefing")
    own = own if isinstance(own, dict) else {}
    computed: dict[str, Any] = {}
    first_cell: Any = next(iter(nb.get("cells", [])), {})
    front: dict[str, Any] = {}
    if first_cell.get("cell_type") in ("raw", "markdown"):
        front, _ = front_matter(_joined(first_cell.get("source", "")))
    for cell in nb.get("cells", []):
        for output in cell.get("outputs", []) or []:
            data = (output.get("data") or {}).get(META_MIME)
            computed |= data if isinstance(data, dict) else {}
    lang = next(
        (
            str(value)
            for value in (
                options.lang,
                computed.get("lang"),
                own.get("lang"),
                front.get("lang"),
                metadata.get("lang"),
            )
            if value
        ),
        "",
    )
    tag = known_tag(lang) if lang else guess_tag(nb)
    lang = "zh" if tag.startswith("zh") else "en"
    by_lang = own.get(lang)
    places = [computed, by_lang if isinstance(by_lang, dict) else {}, own, front, metadata]

    def first(key: str) -> Any:
        return next((p[key] for p in places if p.get(key)), "")

    return {
        "lang": lang,
        "tag": tag,
        "title": _line(first("title")),
        "subtitle": _line(first("subtitle")),
        "date": _line(first("date")),
        "source": _line(first("source")),
        "authors": _names(first("authors") or first("author")),
    }


def _line(value: Any) -> str:
    text = clean(str(value)) if isinstance(value, str | int | float) else ""
    return " ".join(text.split())[:300]


def _names(value: Any) -> list[str]:
    """Return the authors: a string, a list of strings, or Jupyter's list of ``{"name": …}``."""
    values = value if isinstance(value, list) else [value]
    names = [_line(v.get("name") if isinstance(v, dict) else v) for v in values]
    return [name for name in names if name]


def _set_title(document: Document, facts: dict[str, Any], options: Options) -> None:
    """Set the title from the metadata, else from the first top heading, else the file name."""
    for key in ("title", "subtitle", "authors", "date", "source"):
        setattr(document, key, facts[key])
    found = headings(list(document.blocks()))
    early = list(islice(document.blocks(), 6))
    heading = found[0] if found and found[0].level == 1 else None
    if heading is not None and any(block is heading for block in early):
        title = " ".join(plain_text(heading.inlines).split())[:HEADING]
        if not document.title or title == document.title:
            document.title = title or document.title
            for section in document.sections:
                section.blocks = [b for b in section.blocks if b is not heading]
    if not document.title:
        document.title = _line(Path(options.name or "").stem) or word(document.lang, "notebook")


def _level_headings(document: Document) -> None:
    """Make the levels start at 1 and never skip one, and the anchors unique."""
    found = headings(list(document.blocks()))
    least = min((h.level for h in found), default=1)
    stack: list[int] = []
    counts: dict[str, int] = {}
    for heading in found:
        _cut(heading)
        wanted = heading.level - least + 1
        while stack and stack[-1] >= wanted:
            stack.pop()
        stack.append(wanted)
        heading.level = min(len(stack), 6)
        anchor = heading.anchor or "section"
        counts[anchor] = counts.get(anchor, 0) + 1
        heading.anchor = anchor if counts[anchor] == 1 else f"{anchor}-{counts[anchor]}"


def _cut(heading: Heading) -> None:
    """Cut a heading that is longer than anyone reads: bookmarks and contents hold it too."""
    text = plain_text(heading.inlines)
    if len(text) > HEADING:
        heading.inlines = [Run(text[:HEADING] + "…")]
    heading.anchor = heading.anchor[:HEADING]
