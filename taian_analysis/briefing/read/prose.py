"""Small text helpers: line joining after Chinese rules, whitespace, anchors, runs."""

from __future__ import annotations

import re
import unicodedata

from ...base.screen import is_wide
from ..tree import Break, Inline, Run

_SPACES = re.compile(r"[ \t\r\f]+")
#: no glyph stands for these; in a PDF they would be a fault
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")

#: Kangxi radicals, which some PDFs give in place of the characters they look like
_RADICAL = re.compile("[\u2f00-\u2fd5\u2e9f\u2ef3]")


def clean(text: str) -> str:
    r"""Return `text` without control characters (tab and newline stay), radicals as characters.

    Examples
    --------
    >>> clean("泰\x00安"), clean("\u2f08\u2f2f") == "人工"
    ('泰安', True)
    """
    text = _CONTROL.sub("", text)
    return _RADICAL.sub(lambda m: _folded(m.group()), text)


def _folded(radical: str) -> str:
    """Return the character a radical stands for; its normal form is the traditional 6236."""
    return "\u6237" if radical == "\u2f3e" else unicodedata.normalize("NFKC", radical)


def join_lines(inlines: list[Inline]) -> list[Inline]:
    """Replace soft line breaks by a space, or by nothing between Chinese characters."""
    made: list[Inline] = []
    for i, node in enumerate(inlines):
        if not isinstance(node, Run) or "\n" not in node.text:
            made.append(node)
            continue
        before = _edge(made, -1)
        after = _edge(inlines[i + 1 :], 0)
        made.append(Run(_join(before, node.text, after), node.style))
    return made


def _edge(nodes: list[Inline], side: int) -> str:
    for node in nodes if side == 0 else reversed(nodes):
        if isinstance(node, Run) and node.text.strip("\n"):
            return node.text.strip("\n")[side]
        if not isinstance(node, Run):
            return ""
    return ""


def _join(before: str, text: str, after: str) -> str:
    def glue(match: re.Match[str]) -> str:
        start, end = match.span()
        left = text[start - 1] if start else before
        right = text[end] if end < len(text) else after
        if not left or not right:
            return " " if left or right else ""
        return "" if is_wide(left) and is_wide(right) else " "

    return re.sub(r"(?:(?<![ \t])[ \t]++)?\n[ \t]*+", glue, text)


def tidy(inlines: list[Inline]) -> list[Inline]:
    r"""Join lines and equal neighbours, collapse blanks, and trim the ends.

    Examples
    --------
    >>> [run.text for run in tidy([Run("泰\n"), Run("安  市 ")])]
    ['泰安 市']
    """
    merged: list[Inline] = []
    for node in join_lines(inlines):
        if isinstance(node, Run):
            text = clean(_SPACES.sub(" ", node.text))
            last = merged[-1] if merged else None
            if text.startswith(" ") and (
                last is None
                or isinstance(last, Break)
                or (isinstance(last, Run) and last.text.endswith(" "))
            ):
                text = text.lstrip(" ")
            if not text:
                continue
            if isinstance(last, Run) and last.style == node.style:
                last.text += text
                continue
            node = Run(text, node.style)
        elif isinstance(node, Break):
            _trim(merged)
        merged.append(node)
    while merged and isinstance(merged[-1], Break):
        merged.pop()
    _trim(merged)
    return merged


def _trim(nodes: list[Inline]) -> None:
    while nodes and isinstance(nodes[-1], Run):
        nodes[-1].text = nodes[-1].text.rstrip(" \n")
        if nodes[-1].text:
            return
        nodes.pop()


def slug(text: str) -> str:
    """Return a heading's anchor: as Jupyter makes it, spaces as hyphens, but no punctuation.

    Examples
    --------
    >>> slug("一、 总体 情况")
    '一-总体-情况'
    """
    return re.sub(r"[^\w\-.]", "", re.sub(r"\s+", "-", text.strip()))


def preformatted(runs: list[Run]) -> list[list[Run]]:
    """Split runs at newlines into lines; carriage returns overwrite as in a terminal."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.replace("\r\n", "\n").split("\n")
        for i, part in enumerate([first, *rest]):
            if i:
                lines.append([])
            if "\r" in part:
                kept = [p for p in part.split("\r") if p]
                if part.startswith("\r") or len(kept) > 1:
                    lines[-1] = []
                part = kept[-1] if kept else ""
            text = clean(part.expandtabs(8))
            if text:
                lines[-1].append(Run(text, run.style))
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines
