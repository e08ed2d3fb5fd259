r"""Commands of MathJax that stand for others: ``\ketbra``, ``\textohm``, ``\dv``, ``\mathbfscr``.

`commands.toml` lists them. A name that a notebook defines itself is its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from .latexgroups import arguments, bracketed, group, group_end, option

Rewrite = Callable[[str, str, int], tuple[str, int]]
_PLACE = re.compile(r"#([1-9])")
_PAIRS = {"(": ("(", ")"), "[": ("[", "]"), "|": ("|", "|"), "{": (r"\{", r"\}")}
_MATRICES = {"(": "pmatrix", "[": "bmatrix", "|": "vmatrix", "{": "matrix"}


@lru_cache(maxsize=1)
def commands() -> dict[str, Any]:
    """Return the tables of `commands.toml`."""
    return tomllib.loads(Path(__file__).with_name("commands.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def rewrites() -> dict[str, Rewrite]:
    """Return how each command is said in others."""
    table = commands()
    words = {name: name for name in table["words"]["names"]}
    words |= {k: v for k, v in table["words"].items() if isinstance(v, str)}
    return {
        **dict.fromkeys(table["macros"], _macro),
        **dict.fromkeys(table["symbols"], _symbol),
        **dict.fromkeys(table["fonts"], _font),
        **dict.fromkeys(table["alphabets"], _alphabet),
        **dict.fromkeys(table["switches"], _switch),
        **{name: _word(said) for name, said in words.items()},
        **dict.fromkeys(("up" + name for name in _GREEK), _upright),
        **dict.fromkeys(("Up" + name for name in _GREEK), _upright),
        **dict.fromkeys(("dv", "derivative"), _derivative("d")),
        **dict.fromkeys(("pdv", "pderivative", "partialderivative"), _derivative(r"\partial ")),
        **dict.fromkeys(("fdv", "fderivative", "functionalderivative"), _derivative(r"\delta ")),
        **dict.fromkeys(("dd", "differential"), _differential(r"\mathrm{d}")),
        **dict.fromkeys(("var", "variation"), _differential(r"\delta ")),
        **dict.fromkeys(("qty", "quantity"), _quantity),
        **dict.fromkeys(("mqty", "matrixquantity", "smqty", "smallmatrixquantity"), _matrix),
        **dict.fromkeys(("ev", "expval", "expectationvalue"), _expectation),
        "mmlToken": _token,
        "toggle": _toggle,
    }


_GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
    *("lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi"),
    *("chi", "psi", "omega", "varepsilon", "vartheta", "varpi", "varrho", "varsigma", "varphi"),
)


def _macro(name: str, latex: str, at: int) -> tuple[str, int]:
    template, _, more = commands()["macros"][name].partition("%")
    count = max((int(n) for n in [*_PLACE.findall(template), more or "0"]), default=0)
    if not count:
        return template + " ", at
    given, at = arguments(latex, at, count)
    return _PLACE.sub(lambda match: given[int(match[1]) - 1], template), at


def _symbol(name: str, latex: str, at: int) -> tuple[str, int]:
    sign = commands()["symbols"][name]
    return (f"\\{sign}" if sign in "{}$_" else rf"\text{{{sign}}}" if sign in "\\^~" else sign), at


def _font(name: str, latex: str, at: int) -> tuple[str, int]:
    return "\\" + commands()["fonts"][name], at


def _alphabet(name: str, latex: str, at: int) -> tuple[str, int]:
    letters, end = group(latex, at)
    capital, small, *nought = commands()["alphabets"][name]
    starts = {"A": capital, "a": small, "0": nought[0] if nought else 0x30}

    def other(char: str) -> str:
        if not (char.isascii() and char.isalnum()):
            return char
        first = "0" if char.isdigit() else "a" if char.islower() else "A"
        return chr(starts[first] + ord(char) - ord(first))

    kept = "\\" in letters  # commands are no letters
    return f"{{{letters if kept else ''.join(map(other, letters))}}}", end


def _switch(name: str, latex: str, at: int) -> tuple[str, int]:
    end = group_end(latex, at)
    return rf"\{commands()['switches'][name]}{{{latex[at:end]}}}", end


def _word(said: str) -> Rewrite:
    return lambda name, latex, at: (rf"\operatorname{{{said}}}", at)


def _upright(name: str, latex: str, at: int) -> tuple[str, int]:
    letter = name[2:] if name.startswith("up") else name[2:].capitalize()
    return rf"\mathrm{{\{letter}}}", at


def _derivative(sign: str) -> Rewrite:
    def made(name: str, latex: str, at: int) -> tuple[str, int]:
        flat = latex[at : at + 1] == "*"
        power, at = option(latex, at + flat)
        parts, at = _some(latex, at, 3 if "partial" in sign else 2)
        raised = f"^{{{power}}}" if power else ""
        if len(parts) == 3:  # a mixed one
            above, below = f"{sign}^2 {parts[0]}", f"{sign} {parts[1]} {sign} {parts[2]}"
        else:
            above = f"{sign}{raised} {parts[0] if len(parts) > 1 else ''}"
            below = f"{sign} {parts[-1] if parts else ''}{raised}"
        return (f"{{{above}/{below}}}" if flat else rf"\frac{{{above}}}{{{below}}}"), at

    return made


def _some(latex: str, at: int, most: int) -> tuple[list[str], int]:
    """Return the groups in braces that stand at `at`, at most so many."""
    made: list[str] = []
    while len(made) < most and re.compile(r"\s{0,20}\{").match(latex, at):
        one, at = group(latex, at)
        made.append(one)
    if not made:
        one, at = group(latex, at)
        made.append(one)
    return made, at


def _differential(sign: str) -> Rewrite:
    def made(name: str, latex: str, at: int) -> tuple[str, int]:
        power, at = option(latex, at)
        raised = f"^{{{power}}}" if power else ""
        found = bracketed(latex, at)
        if found is None or found[0] in "[|":
            return sign + raised, at
        opening, _, inner, end = found
        inner = inner if opening == "{" else rf"\left({inner}\right)"
        return rf"{sign}{raised}{inner}", end

    return made


def _quantity(name: str, latex: str, at: int) -> tuple[str, int]:
    found = bracketed(latex, at)
    if found is None:
        return "", at
    opening, closing = _PAIRS[found[0]]
    return rf"\left{opening} {found[2]}\right{closing} ", found[3]


def _matrix(name: str, latex: str, at: int) -> tuple[str, int]:
    found = bracketed(latex, at)
    if found is None:
        return "", at
    kind = _MATRICES[found[0]]
    return rf"\begin{{{kind}}}{found[2]}\end{{{kind}}}", found[3]


def _expectation(name: str, latex: str, at: int) -> tuple[str, int]:
    parts, at = _some(latex, at + (latex[at : at + 1] == "*"), 2)
    if len(parts) < 2:
        return rf"\left\langle {parts[0]}\right\rangle ", at
    what, state = parts
    return rf"\left\langle {{{state}}}\middle|{{{what}}}\middle|{{{state}}}\right\rangle ", at


def _token(name: str, latex: str, at: int) -> tuple[str, int]:
    (kind, said), at = arguments(latex, at, 2)
    return (rf"\text{{{said}}}" if kind == "mtext" else rf"\mathrm{{{said}}}"), at


def _toggle(name: str, latex: str, at: int) -> tuple[str, int]:
    """Return the first of the forms that a click goes through."""
    first, at = group(latex, at)
    end = latex.find(r"\endtoggle", at)
    return f"{{{first}}}", at if end < 0 else end + len(r"\endtoggle")
