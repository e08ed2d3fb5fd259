r"""LaTeX as MathJax reads it -> the LaTeX that our converter knows.

What MathJax has and the converter lacks is said in other commands: ``\mbox`` is ``\text``,
``split`` is ``aligned``, ``\substack`` is a small matrix. Nothing is left out that a reader sees.
"""

from __future__ import annotations

import re

from ..tree import FILL, RULE
from .css import color as css_color
from .latexforms import Own, plain_forms
from .latexgroups import group, option
from .latexmacros import Rewrite, commands, rewrites

#: environments by another name; "" takes only the frame away
_ENVIRONMENTS = {
    "split": "aligned",
    "eqnarray": "align",
    "eqnarray*": "align*",
    "alignat": "align",
    "alignat*": "align*",
    "xalignat": "align",
    "flalign": "align",
    "flalign*": "align*",
    "alignedat": "aligned",
    "subequations": "",
    "math": "",
    "displaymath": "",
    "xalignat*": "align*",
    "xxalignat": "align*",
    "multlined": "gathered",
    "spreadlines": "",
    **{f"{side}smallmatrix": f"{side}matrix" for side in ("", "p", "b", "B", "v", "V")},
    **{f"{side}smallmatrix*": f"{side}matrix*" for side in ("", "p", "b", "B", "v", "V")},
    "eqnarrayt": "aligned",
}
_NUMBERED = re.compile(r"\\begin\{(equation|align|gather|multline)\}")
_TAG = re.compile(r"(\\tag\*?)\s*\{([^{}]*)\}")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_SYMBOLS = {"ast": "*", "star": "*", "dagger": "†", "prime": "′"}
_TEXT = ("mbox", "hbox", "textnormal", "textup", "textmd", "textsc", "vbox")
_SIZES = [
    "Tiny",
    "tiny",
    "scriptsize",
    "footnotesize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
]
_OLD_TABLES = {
    "matrix": "matrix",
    "pmatrix": "pmatrix",
    "bmatrix": "bmatrix",
    "cases": "cases",
    "substack": "matrix",
    "eqalign": "aligned",
    "eqalignno": "aligned",
    "leqalignno": "aligned",
    "array": "matrix",
    "displaylines": "gathered",
}


def familiar(latex: str, display: bool = True, own: Own | None = None) -> str:
    r"""Return a formula in the commands that the converter knows.

    Examples
    --------
    >>> familiar(r"\mbox{a}"), familiar(r"\begin{split}a&=b\end{split}")
    ('\\text{a}', '\\begin{aligned}a&=b\\end{aligned}')
    """
    own = own or Own()
    latex = plain_forms(re.sub(r"(?<!\\)%.*", "", latex), own)
    latex = re.sub(r"\n\s*\n", "\n", latex)
    latex = re.sub(r"\\ref\s*\{([^{}]*)\}", r"\\eqref{bare!\1}", latex)
    latex = re.sub(r"\\char(\d+)", lambda m: chr(min(int(m[1]), 0xFFFF)), latex)
    latex = re.sub(r"\\begin\{(eqnarray[*t]?)\}.*?\\end\{\1\}", _two_sided, latex, flags=re.DOTALL)
    latex = re.sub(r"\\(begin|end)\{([a-zA-Z]+\*?)\}", _environment, latex)
    latex = re.sub(r"(\\begin\{align(?:ed)?\*?\})\{\d+\}", r"\1", latex)
    latex = re.sub(r"\\begin\{(?:cramped)?subarray\}\s*\{\w\}", r"\\begin{matrix}", latex)
    latex = re.sub(r"\\end\{(?:cramped)?subarray\}", r"\\end{matrix}", latex)
    latex = re.sub(r"\\begin\{([lr])gathered\}", r"\\begin{array}{\1}", latex)
    latex = re.sub(r"\\end\{[lr]gathered\}", r"\\end{array}", latex)
    latex = re.sub(r"\\begin\{([pbBvV]?matrix)\*\}(\[\w\])?", r"\\begin{\1}", latex)
    latex = re.sub(r"\\end\{([pbBvV]?matrix)\*\}", r"\\end{\1}", latex)
    latex = re.sub(r"\\begin\{array\}\s*(\[\w\])?\s*\{", r"\\begin{array}{", latex)
    latex = re.sub(r"\\verb\*?(\W)(.*?)\1", lambda m: rf"\texttt{{{_escaped(m[2])}}}", latex)
    latex = re.sub(r"\\unicode(?:\[[^]]*\])?\{(x?)([0-9a-fA-F]+)\}", _character, latex)
    latex = re.sub(r"\\root\s*(\{[^{}]*\}|\S)\s*\\of\s*", _root, latex)
    latex = re.sub(r"\\buildrel\s*(.+?)\\over\s*", r"\\overset{\1}", latex)
    latex = re.sub(r"\\(?:raise|lower|moveleft|moveright)\s*-?[\d.]+\s*\w\w", "", latex)
    latex = re.sub(rf"\\(?:{'|'.join(_SIZES)})(?![a-zA-Z])\s*", "", latex)
    made = _numbered(_commands(latex, 0, own), display).strip()
    return made + " " if made.endswith("\\") else made


def _two_sided(match: re.Match[str]) -> str:
    """Return an eqnarray's lines with two columns: its sign goes to the right side."""
    return re.sub(r"&\s*(=|\\[lg]eq?|\\equiv|\\approx|\\sim|<|>)\s*&", r"&\1", match[0])


def _environment(match: re.Match[str]) -> str:
    name = _ENVIRONMENTS.get(match[2], match[2])
    return rf"\{match[1]}{{{name}}}" if name else ""


def _character(match: re.Match[str]) -> str:
    code = int(match[2], 16 if match[1] else 10)
    return chr(code) if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "?"


def _root(match: re.Match[str]) -> str:
    return rf"\sqrt[{match[1].strip('{}')}]"


def _numbered(latex: str, display: bool) -> str:
    r"""Return the formula with a ``\tag`` outside of a numbered environment put into one."""
    if _NUMBERED.search(latex):
        return _TAG.sub(_plain_tag, latex)
    if re.search(r"\\begin\{(equation|align|gather)\*\}", latex):
        return _LABEL.sub("", _TAG.sub(_plain_tag, latex))
    tags = list(_TAG.finditer(latex))
    latex = re.sub(r"\\(notag|nonumber)(?![a-zA-Z])", "", _LABEL.sub("", _TAG.sub("", latex)))
    if not tags:
        return latex
    if not display:
        return latex + "".join(rf"\qquad\text{{({_escaped(tag[2])})}}" for tag in tags)
    return rf"\begin{{equation*}}{latex}{_plain_tag(tags[0])}\end{{equation*}}"


def _plain_tag(match: re.Match[str]) -> str:
    """Return a tag in the characters that the converter takes there."""
    text = re.sub(r"\\([a-zA-Z]+)", lambda m: _SYMBOLS.get(m[1], ""), match[2])
    return f"{match[1]}{{{re.sub(r'[${}^_]', '', text).strip()}}}"


def _commands(latex: str, depth: int, own: Own | None = None) -> str:
    """Return the formula with its commands replaced, arguments and all."""
    if depth > 12:
        return latex
    made, at = "", 0
    while match := _COMMAND.search(latex, at):
        made += latex[at : match.start()]
        name, at = match[1], match.end()
        rewrite = _REWRITES.get(name) or rewrites().get(name)
        if rewrite is None or (own and name in own.names):
            made += match.group()
            continue
        new, at = rewrite(name, latex, at)
        made += new if isinstance(new, _Done) else _commands(new, depth + 1, own)
    return made + latex[at:]


_COMMAND = re.compile(r"\\([a-zA-Z]+)")


def _text(name: str, latex: str, at: int) -> tuple[str, int]:
    r"""``\mbox{if $x$}``: formulas inside text are taken out of it."""
    inner, end = group(latex, at)
    shape = name if name in ("textbf", "textit", "texttt", "text") else "text"
    parts = re.split(r"(?<!\\)\$(.*?)(?<!\\)\$", inner)
    made = [
        rf"{{{_commands(part, 6)}}}" if index % 2 else rf"\{shape}{{{_escaped(part)}}}"
        for index, part in enumerate(parts)
        if part
    ]
    return _Done("".join(made)), end


class _Done(str):
    """A piece that is not to be looked through again."""


def _escaped(text: str) -> str:
    signs = commands()["symbols"]
    text = re.sub(r"\\(text[a-z]+)(?![a-z{])\s?", lambda m: signs.get(m[1], m[0]), text)
    text = re.sub(r"\\text\w*\{([^{}]*)\}|\\(?:bf|it|rm|tt|em)\s", r"\1", text)
    text = text.replace(r"\ ", " ").replace(r"\,", " ").replace("~", " ")
    return re.sub(r"(?<!\\)([_#%&$])", r"\\\1", text).replace("^", r"\textasciicircum ")


def _old_table(name: str, latex: str, at: int) -> tuple[str, int]:
    if not latex[at:].lstrip().startswith("{"):
        return _Done("\\" + name), at
    inner, end = group(latex, at)
    kind = _OLD_TABLES[name]
    rows = re.sub(r"\\cr(?![a-zA-Z])", r"\\\\", inner)
    rows = re.sub(r"\\\\\s*$", "", rows.strip())
    return rf"\begin{{{kind}}}{rows}\end{{{kind}}}", end


def _operator(name: str, latex: str, at: int) -> tuple[str, int]:
    star = latex[at : at + 1] == "*"
    command, at = group(latex, at + star)
    body, at = group(latex, at)
    shape = r"\operatorname*" if star else r"\operatorname"
    return rf"\newcommand{{{command}}}{{{shape}{{{body}}}}}", at


def _mathop(name: str, latex: str, at: int) -> tuple[str, int]:
    body, at = group(latex, at)
    match = re.compile(r"\s{0,20}\\limits\s{0,20}_").match(latex, at)
    if not match:
        return _Done(rf"\mathop{{{body}}}"), at
    under, at = group(latex, match.end())
    return rf"\underset{{{under}}}{{{body}}}", at


def _array(name: str, latex: str, at: int) -> tuple[str, int]:
    kind, end = group(latex, at)
    if kind != "array":
        return _Done("\\begin"), at
    columns, end = group(latex, end)
    columns = re.sub(r"\*\{(\d{1,2})\}\{(\w)\}", lambda m: m[2] * int(m[1]), columns)
    columns = re.sub(r"[@!><]\{[^{}]*\}", "", columns)
    columns = re.sub(r"[pmb]\{[^{}]*\}", "l", columns)
    return _Done(rf"\begin{{array}}{{{re.sub('[^lcr|]', '', columns) or 'c'}}}"), end


def _color(name: str, latex: str, at: int) -> tuple[str, int]:
    model, at = option(latex, at)
    said, end = group(latex, at)
    ink = css_color(_in_css(model or "", said.strip()))
    if ink is None:
        return " ", end  # no colour: the words stay
    switch = rf"\color[HTML]{{{ink[1:].upper()}}}"
    if name == "color":
        return _Done(switch), end
    body, end = group(latex, end)
    return _Done(rf"{{{switch} {_commands(body, 6)}}}"), end


def _in_css(model: str, said: str) -> str:
    """Return a colour as CSS says it."""
    if model == "rgb":
        shares = re.findall(r"[\d.]+", said)
        return f"rgb({','.join(f'{float(s) * 100:.1f}%' for s in shares if s.count('.') < 2)})"
    if model == "gray":
        return _in_css("rgb", ",".join([said] * 3))
    return {"RGB": f"rgb({said})", "HTML": f"#{said}"}.get(model, said)


def _boxed(name: str, latex: str, at: int) -> tuple[str, int]:
    r"""``\colorbox{red}{a}``: a box whose first words are its colours, for the writers."""
    model, at = option(latex, at)
    inks = []
    for _ in range(2 if name == "fcolorbox" else 1):
        said, at = group(latex, at)
        inks.append(css_color(_in_css(model or "", said.strip())) or "#ffffff")
    inner, at = group(latex, at)
    words, _ = _text("text", f"{{{inner}}}", 0)
    return _filled(words, *reversed(inks)), at


def _filled(inner: str, fill: str, edge: str = "") -> _Done:
    return _Done(rf"\boxed{{\text{{{FILL}{fill[1:]}{edge[1:]}}}{inner}}}")


def _bbox(name: str, latex: str, at: int) -> tuple[str, int]:
    r"""``\bbox[yellow, border: 1px solid red]{x}``."""
    said, at = option(latex, at)
    inner, at = group(latex, at)
    made = _commands(inner, 6)
    parts = [part.strip() for part in (said or "").split(",")]
    fill = next((ink for part in parts if (ink := css_color(part))), None)
    if fill is None:
        return _Done(rf"\boxed{{{made}}}" if "border" in (said or "") else f"{{{made}}}"), at
    return _filled(made, fill, "#1f2328" if "border" in (said or "") else ""), at


def _partial_rule(name: str, latex: str, at: int) -> tuple[str, int]:
    r"""``\cline{2-3}``: a mark that the writers find at the beginning of the row."""
    columns, at = group(latex, at)
    found = re.fullmatch(r"\s{0,9}(\d{1,3})\s{0,9}-\s{0,9}(\d{1,3})\s{0,9}", columns)
    return (_Done(rf"\text{{{RULE}{found[1]}-{found[2]}}}") if found else ""), at


_REACTS = {
    "->": "rightarrow",
    "<-": "leftarrow",
    "<->": "leftrightarrow",
    "<=>": "rightleftharpoons",
}
_REACTION = re.compile(r"(<=>|<->|->|<-)(?:\[([^\]]*)\])?(?:\[([^\]]*)\])?")


def _chemistry(name: str, latex: str, at: int) -> tuple[str, int]:
    formula, end = group(latex, at)
    made, place = "", 0
    for arrow in _REACTION.finditer(formula):
        made += _compound(formula[place : arrow.start()])
        above, below = (_compound(part or "") for part in arrow.groups()[1:])
        said = _REACTS[arrow[1]]
        under = f"[{below}]" if below else ""
        made += rf"\x{said}{under}{{{above}}}" if above or below else rf"\{said} "
        place = arrow.end()
    return rf"\mathrm{{{made}{_compound(formula[place:])}}}", end


def _compound(formula: str) -> str:
    """Return ``H2SO4`` or ``SO4^2-`` with its counts lowered and its charges raised."""
    formula = re.sub(r"([A-Za-z)\]])(\d+)", r"\1_{\2}", formula)
    return re.sub(r"\^(\d*[+-])|(?<=[\w)\]}])([+-])(?=\s|$)", r"^{\1\2}", formula)


def _intertext(name: str, latex: str, at: int) -> tuple[str, int]:
    inner, end = group(latex, at)
    return rf"\text{{{inner}}}\\", end


_REWRITES: dict[str, Rewrite] = {
    **dict.fromkeys((*_TEXT, "text", "textbf", "textit", "texttt", "textrm", "textsf"), _text),
    **dict.fromkeys(_OLD_TABLES, _old_table),
    **dict.fromkeys(("color", "textcolor"), _color),
    **dict.fromkeys(("colorbox", "fcolorbox"), _boxed),
    "bbox": _bbox,
    "cline": _partial_rule,
    "begin": _array,
    "DeclareMathOperator": _operator,
    "mathop": _mathop,
    "ce": _chemistry,
    "intertext": _intertext,
}
