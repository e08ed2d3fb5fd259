"""LaTeX maths -> MathML, without LaTeX or a browser.

MathML is the common form: the HTML briefing carries it as it is, the PDF and the .docx writer
walk it. What can not be read is shown as its source, with a warning.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .context import Context
from .prose import clean
from .tree import Math

_LIMIT = 20_000  # characters; more is not a formula


@lru_cache(maxsize=4096)
def to_mathml(latex: str, display: bool) -> str | None:
    """Return MathML for a formula, or None where it can not be read.

    Examples
    --------
    >>> to_mathml("x^2", False)
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    try:
        from math_core import LatexError, LatexToMathML
    except ImportError:
        return None
    if len(latex) > _LIMIT:
        return None
    try:
        # a fresh converter each time: macros of one formula never reach another
        made = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)
        return made.convert_with_local_state(latex, displaystyle=display)
    except LatexError:
        return None


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


def make_math(latex: str, display: bool, context: Context) -> Math:
    """Return the formula node, and warn where the source has to stand for it."""
    source = clean(latex).strip()
    # labels name an equation for references, which a briefing does not have
    readable = re.sub(r"\\label\{[^}]*\}", "", source)
    mathml = to_mathml(readable, display)
    if mathml is None and source:
        context.warn("w_math", latex=source[:60])
    return Math(source, mathml, display)
