r"""Formulas in Markdown, found as Jupyter finds them: before the Markdown is read.

Each is replaced by a mark that Markdown leaves alone, so that ``_`` and ``|`` within it mean
nothing there. What stands in code stays, and so do two prices in one sentence.
"""

from __future__ import annotations

import re

from ...base.screen import is_wide

OPEN, CLOSE = "\uf8f0", "\uf8f1"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_SCAN = re.compile(
    r"(?P<fence>^[ >]{0,6}(?P<tick>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ >]{0,6}(?P=tick)|\Z))"
    r"|(?P<code>(?<!`)(?P<back>`+)(?!`)[\s\S]*?(?<!`)(?P=back)(?!`))"
    r"|(?P<round>\\{1,2}\((?P<in_round>(?:(?!\n\s*\n)[\s\S])*?)\\{1,2}\))"
    r"|(?P<square>\\{1,2}\[(?P<in_square>[\s\S]*?)\\{1,2}\](?!\())"
    r"|(?P<env>\\begin\{(?P<name>[a-zA-Z]+\*?)\}[\s\S]*?\\end\{(?P=name)\})"
    r"|(?P<ref>\\(?:eqref|ref)\{(?P<label>[^{}\n]*)\})"
    r"|(?P<escape>\\[\\$`])"
    r"|(?P<double>\$\$)|(?P<single>\$)",
    re.MULTILINE,
)
_TEXT = re.compile(r"\\(?:text\w*|mbox|hbox|mathrm|operatorname\*?)\s*\{[^{}]*\}|\\[a-zA-Z]+")
_SIGNS = re.compile(r"[\\^_=+<>{}|/*]|\d")
Formula = tuple[str, bool, str]  # its LaTeX, whether it is displayed, and as it was written


def take_formulas(source: str) -> tuple[str, list[Formula]]:
    r"""Return the text with a mark for each formula, and the formulas.

    Examples
    --------
    >>> take_formulas("a $ x $ b `$y$` $5 to $10")[1]
    [('x', False, '$ x $')]
    """
    if "$" not in source and "\\" not in source:
        return source, []
    found: list[Formula] = []
    made: list[str] = []
    at = 0
    while match := _SCAN.search(source, at):
        made.append(source[at : match.start()])
        at = match.end()
        formula = (match["ref"], False, at) if match["ref"] else _formula(match, source)
        if formula is None:
            made.append(match.group())
            continue
        latex, display, at = formula
        found.append((latex.strip(), display, source[match.start() : at]))
        made.append(f"{OPEN}{len(found) - 1}{CLOSE}")
    return "".join(made) + source[at:], found


def put_back(text: str, formulas: list[Formula]) -> str:
    """Return a text with the formulas as they were written, where none can be set."""
    if OPEN not in text:
        return text
    return MARK.sub(lambda m: formulas[int(m[1])][2] if int(m[1]) < len(formulas) else "", text)


def _formula(match: re.Match[str], source: str) -> tuple[str, bool, int] | None:
    """Return a formula, whether it is displayed, and where it ends."""
    kind = match.lastgroup
    groups = match.groupdict()
    if groups["env"]:
        return groups["env"], True, match.end()
    if groups["round"] and (match.group().startswith(r"\\") or _is_formula(groups["in_round"])):
        return groups["in_round"], False, match.end()
    if groups["square"] and (match.group().startswith(r"\\") or _is_formula(groups["in_square"])):
        return groups["in_square"], True, match.end()
    if kind == "double":
        end = source.find("$$", match.end())
        latex = source[match.end() : end]
        return (latex, True, end + 2) if end > 0 and latex.strip() else None
    if kind == "single":
        return _inline(source, match.end())
    return None


def _inline(source: str, start: int) -> tuple[str, bool, int] | None:
    """Return what stands between two single dollars, unless it is prose between two prices."""
    stop = re.compile(r"\n\s*\n").search(source, start)
    last = stop.start() if stop else len(source)
    first = depth = 0
    for match in re.compile(r"\\.|[{}$]", re.DOTALL).finditer(source, start, last):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if match.group() == "$":
            first = first or match.start()
            if depth <= 0:
                first = match.start()
                break
    if not first:
        return None
    latex = source[start:first]
    following = source[first + 1 : first + 2]
    if not latex.strip() or _is_prose(latex, following):
        return None
    return latex, False, first + 1


def _is_prose(latex: str, following: str) -> bool:
    """Return whether words rather than a formula stand between two dollars."""
    plain = _TEXT.sub(" ", latex)
    words = re.findall(r"[A-Za-z]{3,}", plain)
    wide = sum(map(is_wide, plain))
    if latex.lstrip()[:1].isdecimal() and (words or wide or following.isdigit()):
        return bool(following.isdigit() or not re.search(r"[\\^_=]", latex))
    if re.search(r"[。，；？！]|[.,;] +[A-Za-z]{3,}", plain) and (wide > 3 or len(words) > 3):
        return True
    return not _SIGNS.search(latex) and latex[0].isspace() and bool(words or wide)


def _is_formula(latex: str) -> bool:
    """Return whether what stands in escaped brackets is a formula, not words."""
    return bool(_SIGNS.search(latex)) or bool(re.fullmatch(r"[A-Za-z]'*", latex.strip()))
