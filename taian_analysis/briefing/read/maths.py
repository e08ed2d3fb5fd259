"""LaTeX maths -> MathML, without LaTeX or a browser.

MathML is the common form: the HTML briefing carries it as it is, the PDF and the .docx writer
walk it. What can not be read is shown as its source, with a warning.
"""

from __future__ import annotations

import re

from ..tree import Inline, Math, Reference, Run, Style
from ..wording import word
from .context import CellContext
from .dollars import MARK, put_back
from .latex import familiar
from .latexforms import Own
from .limits import LINE, granted, shortened
from .prose import clean

_LIMIT = 8_000  # characters; more is not a formula
_CALL = re.compile(r"\\(eqref|ref)\{(.*)\}")
_DEEPEST = 60  # braces and environments in each other


def _depth(latex: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[{}]|\\(?:begin|end|left|right)\b", latex):
        depth += 1 if mark in ("{", r"\begin", r"\left") else -1
        deepest = max(deepest, depth)
    return deepest


class Converter:
    r"""Reads the formulas of one notebook: what one defines holds for those after it."""

    def __init__(self) -> None:
        from math_core import LatexToMathML

        self.reader = LatexToMathML(
            fancy_error=False, allow_unreliable_rendering=True, global_group=True
        )
        self.own = Own()

    def read(self, latex: str, display: bool) -> str | None:
        """Return MathML, or None where the formula can not be read."""
        from math_core import LatexError

        known = familiar(latex, display, self.own)
        for text in (known, known.replace(r"\newcommand", r"\renewcommand")):
            try:
                return str(self.reader.convert_with_global_state(text, displaystyle=display))
            except LatexError:
                continue
        return None


def new_converter() -> Converter | None:
    """Return a converter for one notebook, None where the package that reads LaTeX is missing."""
    try:
        return Converter()
    except ImportError:
        return None


def to_mathml(latex: str, display: bool, converter: Converter | None = None) -> str | None:
    """Return MathML for a formula, or None where it can not be read.

    Examples
    --------
    >>> to_mathml("x^2", False)
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    if len(latex) > _LIMIT or _depth(latex) > _DEEPEST:
        return None
    converter = converter or new_converter()
    if converter is None:
        return None
    return converter.read(latex, display)


def strip_delimiters(latex: str) -> tuple[str, bool]:
    r"""Return a formula without its dollars or brackets, and whether it was a displayed one.

    Examples
    --------
    >>> strip_delimiters(r"$\displaystyle x$")
    ('x', True)
    """
    text = latex.strip()
    display = False
    for opening, closing, block in (
        ("$$", "$$", True),
        (r"\[", r"\]", True),
        (r"\(", r"\)", False),
        ("$", "$", False),
    ):
        inside = text.startswith(opening) and text.endswith(closing)
        if inside and len(text) >= len(opening) + len(closing):
            text, display = text[len(opening) : len(text) - len(closing)].strip(), block
            break
    else:
        display = text.startswith(r"\begin{")
    if text.startswith(r"\displaystyle"):
        text, display = text.removeprefix(r"\displaystyle").strip(), True
    return text, display


def make_math(latex: str, display: bool, context: CellContext) -> Math:
    """Return the formula node, and warn where the source has to stand for it."""
    source = clean(latex).strip()
    if context.converter is None:
        context.converter = new_converter()
    mathml = to_mathml(source, display, context.converter)
    if mathml is None and source:
        context.warn("w_math", latex=source[:60])
    if mathml is None and len(source) > _LIMIT:
        source = shortened(source, LINE, context)
    return Math(source, mathml, display)


def with_formulas(text: str, style: Style, context: CellContext) -> list[Inline]:
    """Return a text of Markdown as runs and the formulas whose marks stand in it."""
    made: list[Inline] = []
    for index, part in enumerate(MARK.split(text)):
        if index % 2 == 0:
            made += [Run(part, style)] if part else []
        elif int(part) < len(context.formulas):
            latex, display, written = context.formulas[int(part)]
            call = _CALL.fullmatch(latex)
            if call:
                source = f"({call[2]})" if call[1] == "eqref" else call[2]
                made.append(Reference(call[2], source, style))
            elif granted(context, "formulas", 1):
                made.append(make_math(latex, display, context))
            else:
                context.warn("w_left_out", what=word(context.lang, "formulas_left_out"))
                made.append(Run(written, style))
    return made


def as_written(text: str, context: CellContext) -> str:
    """Return a text, its formulas as they were written."""
    return put_back(text, context.formulas)
