r"""Forms of MathJax that are more than a command: ``\overwithdelims``, CD, ``\newenvironment``.

They are said in plain commands before those are read one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .latexgroups import group, group_end, group_start, option

_MOST = 50  # of one form in a formula
_DELIMITER = r"(\\[a-zA-Z]+|\\.|\S)"
_INFIX = re.compile(
    rf"\\(?:(over|atop|above)withdelims\s*{_DELIMITER}\s*{_DELIMITER}|above(?![a-zA-Z]))"
)
_WIDTH = re.compile(r"\s{0,9}-?[\d.]{1,12}\s{0,9}[a-z]{2}")
_PAIRED = re.compile(r"\\DeclarePairedDelimiters?(XPP|X)?\s*\{?\s*(\\[a-zA-Z]+)\s*\}?")
_OWN = re.compile(
    r"\\(?:(?:re|new|provide)command|DeclareMathOperator|def|let|gdef)\*?\s*\{?\s*\\([a-zA-Z]+)"
)
_ENVIRONMENT = re.compile(r"\\(?:re)?newenvironment\s*\{(\w+\*?)\}")
_COLOUR = re.compile(r"\\definecolor\s*\{([^{}]+)\}\s*\{(\w+)\}\s*\{([^{}]+)\}")
_FENCES = {"<": r"\langle ", ">": r"\rangle ", r"\lt": r"\langle ", r"\gt": r"\rangle ",
           r"\\": r"\backslash ", r"\arrowvert": r"\vert ", r"\Arrowvert": r"\Vert ",
           r"\bracevert": r"\vert "}  # fmt: skip
_FENCE = re.compile(rf"\\(left|right|middle)\s*{_DELIMITER}")


@dataclass
class Own:
    """What a notebook's formulas have defined so far: their names are nobody else's."""

    names: set[str] = field(default_factory=set)
    colours: dict[str, tuple[str, str]] = field(default_factory=dict)
    environments: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    physics: bool = False  # \require{physics} gives two commands another meaning


def plain_forms(latex: str, own: Own) -> str:
    r"""Return a formula with its larger forms said in plain commands.

    Examples
    --------
    >>> plain_forms(r"a \overwithdelims[] b", Own())
    '\\left[ \\frac{a }{ b}\\right] '
    """
    latex = _defined(latex, own)
    own.physics |= r"\require{physics}" in latex
    if own.physics:
        latex = re.sub(r"\\braket(?=\s*\{[^{}]*\}\s*\{)", r"\\innerproduct", latex)
        latex = re.sub(r"\\div(?![a-zA-Z])", r"\\divergence", latex)
    latex = re.sub(r"(\\begin\{spreadlines\})\s*\{[^{}]*\}", r"\1", latex)
    for _ in range(_MOST):
        match = _INFIX.search(latex)
        if match is None:
            break
        latex = _infix(latex, match)
    latex = _FENCE.sub(lambda m: rf"\{m[1]}{_FENCES.get(m[2], m[2])}", latex)
    latex = re.sub(r"\\begin\{CD\}(.*?)\\end\{CD\}", _diagram, latex, flags=re.DOTALL)
    latex = re.sub(
        r"\\begin\{(d?r?cases)\*\}(.*?)\\end\{\1\*\}", _worded_cases, latex, flags=re.DOTALL
    )
    return re.sub(r"\\cellcolor\s*(\[\w+\])?\s*(\{[^{}]*\})([^&]*?)(?=&|\\\\|\\end)", _cell, latex)


def _defined(latex: str, own: Own) -> str:
    """Take definitions out of a formula, or say them by commands that are known."""
    own.names |= set(_OWN.findall(latex))
    for match in _COLOUR.finditer(latex):
        own.colours[match[1].strip()] = (match[2], match[3])
    latex = _COLOUR.sub("", latex)
    for name, (model, said) in own.colours.items():
        used = rf"(\\(?:text|cell)?color(?:box)?)\s*\{{{re.escape(name)}\}}"
        latex = re.sub(used, lambda m, a=model, b=said: f"{m[1]}[{a}]{{{b}}}", latex)  # type: ignore[misc]
    for _ in range(_MOST):
        if not (found := _ENVIRONMENT.search(latex)):
            break
        count, at = option(latex, found.end())
        before, at = group(latex, at)
        after, at = group(latex, at)
        wanted = int(count) if count and count.isdecimal() else 0
        own.environments[found[1]] = (wanted, before, after)
        latex = latex[: found.start()] + latex[at:]
    for _ in range(_MOST):
        if not (pair := _PAIRED.search(latex)):
            break
        latex = _paired(latex, pair, own)
    for name in own.environments:
        latex = _opened(latex, name, own)
    return latex


def _paired(latex: str, match: re.Match[str], own: Own) -> str:
    r"""``\DeclarePairedDelimiter{\abs}{|}{|}`` is a ``\newcommand``; its star makes it grow."""
    kind, name = match[1] or "", match[2]
    count, at = option(latex, match.end())
    parts = []
    for _ in range({"": 2, "X": 3, "XPP": 5}[kind]):
        part, at = group(latex, at)
        parts.append(part)
    before, opening, closing, after, body = (
        ("", *parts, "", "#1") if not kind else ("", *parts[:2], "", parts[2])
        if kind == "X" else (*parts[:4], parts[4])
    )  # fmt: skip
    own.names.add(name[1:])
    said = rf"{before}\left{opening} {body}\right{closing} {after}"
    made = rf"\newcommand{{{name}}}[{count or 1}]{{{said}}}"
    rest = re.sub(rf"{re.escape(name)}\s*\*", lambda m: name, latex[at:])
    return latex[: match.start()] + made + rest


def _opened(latex: str, name: str, own: Own) -> str:
    """Return a formula with an environment of the notebook's own written out."""
    count, before, after = own.environments[name]
    for _ in range(_MOST):
        start = latex.find(rf"\begin{{{name}}}")
        if start < 0:
            break
        at = start + len(rf"\begin{{{name}}}")
        said = before
        for number in range(1, count + 1):
            given, at = group(latex, at)
            said = said.replace(f"#{number}", given)
        latex = latex[:start] + said + latex[at:]
    return latex.replace(rf"\end{{{name}}}", after)


def _infix(latex: str, match: re.Match[str]) -> str:
    start, end = group_start(latex, match.start()), group_end(latex, match.end())
    above, below = latex[start : match.start()], latex[match.end() : end]
    if match[1] in (None, "above"):
        below = _WIDTH.sub("", below, count=1)
    command = r"\genfrac{}{}{0pt}{}" if match[1] == "atop" else r"\frac"
    made = rf"{command}{{{above}}}{{{below}}}"
    if match[1]:
        made = rf"\left{match[2]} {made}\right{match[3]} "
    return latex[:start] + made + latex[end:]


_ARROWS = {">": r"\xrightarrow", "<": r"\xleftarrow", "V": r"\downarrow", "A": r"\uparrow"}
_ARROW = re.compile(r"@(?:([><VA])(.*?)\1(.*?)\1|([=|.])|\\(vert|Vert))", re.DOTALL)


def _diagram(match: re.Match[str]) -> str:
    """Return a commutative diagram as a matrix: objects and arrows take turns."""
    rows = []
    for line in re.split(r"\\\\|\\cr(?![a-zA-Z])", match[1]):
        upright = not _ARROW.sub("", line).strip()
        parts, at = [], 0
        for arrow in _ARROW.finditer(line):
            between = line[at : arrow.start()].strip()
            parts += [between] if between or not upright else []
            parts.append(_arrow(arrow))
            parts += [""] if upright else []
            at = arrow.end()
        rest = line[at:].strip()
        parts += [rest] if rest else []
        rows.append(" & ".join(parts))
    rows = [row for row in rows if row.strip(" &")]
    return r"\begin{matrix}" + r"\\".join(rows) + r"\end{matrix}"


def _arrow(match: re.Match[str]) -> str:
    kind, first, second = match[1], (match[2] or "").strip(), (match[3] or "").strip()
    if kind is None:
        return {"=": "{=}", "|": r"\Big\Vert ", ".": ""}.get(match[4] or "|", "")
    if kind in "><":
        below = f"[{second}]" if second else ""
        return rf"{_ARROWS[kind]}{below}{{\ {first}\ }}"
    left = rf"{{\scriptstyle {first}}}" if first else ""
    right = rf"{{\scriptstyle {second}}}" if second else ""
    return rf"{left}\Big{_ARROWS[kind]} {right}"


def _worded_cases(match: re.Match[str]) -> str:
    """Return cases whose conditions are words."""
    rows = []
    for row in match[2].split(r"\\"):
        value, sign, said = row.partition("&")
        rows.append(value + (rf"&\text{{{said.strip()}}}" if sign else ""))
    return rf"\begin{{{match[1]}}}" + r"\\".join(rows) + rf"\end{{{match[1]}}}"


def _cell(match: re.Match[str]) -> str:
    return rf"\colorbox{match[1] or ''}{match[2]}{{${match[3]}$}}"
