"""Every run of digits in a text: a figure, or what else it is.

`tokenize` cuts a text once, from left to right, into tokens: figures (raw: number, scale, unit,
qualifier, as printed) and everything that holds digits but is no figure: dates, list numbers,
document numbers, ordinals, names, ages as conditions, table cells. Nothing is skipped, so that
the tokens hold every digit of the text exactly once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from ..base import catalog
from ..base.safe import LOST, SEQUENCE
from ..base.vocabulary import begun, fill
from ..grammar.mentions import Mention, find_mentions
from ..grammar.numerals import SCALES, chinese_number
from .figures import POINTS

#: What a token can be: `name` is a number in a name, `condition` a limit (an age), `time` a time of
#: the day, `unit` a number in a unit (每10万人).
CLASSES = (
    *("figure", "date", "list_number", "document_number", "legal_reference", "ordinal", "name"),
    *("condition", "time", "unit", "table", "other"),
)

_OTHER = (
    *[name for name in CLASSES if name not in ("figure", "unit", "table", "other")],
    "unit_part",
)
_GAP = "[ ]{0,3}"  # written ␣ in the patterns: blanks may stand inside, a line end may not


def _words(text: str) -> str:
    """Return an alternation of blank-separated words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(set(text.split()), key=lambda w: (-len(w), w)))


@cache
def unit_pattern() -> str:
    """Return the pattern of all units, measure words and counted nouns."""
    words = catalog.load("measures")
    return _words(f"{words['units']} {words['measures']} {words['nouns']} {words['people']}")


@cache
def _names() -> dict[str, str]:
    """Return what the patterns of ``digits.toml`` are filled with."""
    table, words = catalog.load("digits"), catalog.load("measures")
    scales = "|".join(sorted((s for s in SCALES if len(s) > 1), key=len, reverse=True))
    return {
        "unit": unit_pattern(),
        "latin": _words(" ".join(w for w in words["units"].split() if w[0].isascii())),
        "scale": f"{scales}|{table['scale']}",
        "measures": _words(f"{words['measures']} {table['counted']}"),
        **{name: table[name].strip() for name in ("number", "fraction", "per", "rest")},
        **{name: _words(words[name]) for name in ("countable", "plain", "not_counted")},
    }


def _filled(text: str) -> str:
    return fill(text, _names()).replace("␣", _GAP)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of all digits, of a figure without a range, and of numerals."""
    table = catalog.load("digits")
    other = "|".join(f"(?P<{name}>{_filled(text)})" for name, text in table["other"].items())
    figure, chinese = _filled(table["figure"]), _filled(table["chinese"])
    plain = figure.split("(?:(?P<tenth>", 1)[0] + figure[figure.index(_GAP + "(?P<m1>") :]
    return (
        re.compile(rf"(?:{other}|(?P<figure>{figure}))", re.X | re.M),
        re.compile(plain, re.X),
        re.compile(rf"(?={table['numeral_first']})(?:{chinese})", re.X),
    )


#: How a token can begin: with a digit, letters, or a few signs before a digit.
_FIRST = re.compile(
    rf"[\dA-Za-z〔\[(【第:：\-－− ](?:(?<=[\dA-Za-z])|(?<=[〔\[(【第:：]){_GAP}\d|(?<=[\-－−])\d"
    rf"|(?<=[ ])[ ]{{0,2}}\(?{_GAP}\d)"
)


@dataclass(slots=True)
class TextToken:
    """A piece of text that holds digits (or a Chinese numeral that is a figure).

    `kind` is one of ``CLASSES``. For figures, `match` holds the printed parts.
    """

    start: int
    end: int
    kind: str
    match: re.Match[str] | None = None


_OPAQUE = re.compile(
    r"《[^《》\n]{0,80}》|“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|「[^「」\n]{1,40}」|" + SEQUENCE.pattern
)
_TABLE_LINE = re.compile(
    r"^[^\n]*(?:\|[^\n]*\||\t[^\n]*\t)[^\n]*$|^[^\n|]{0,60}\|[ \t]*$"
    r"|^(?=[^\n])[ \t]*+[-+≥≤><]?[\d.,:：%％\[\]\-— ]*+$",
    re.M,
)
_PARAGRAPH = 40  # a cell of so many characters that ends in a full stop is prose
_BESIDE: dict[str, str] = catalog.load("digits")["beside"]
_AGE_FIGURE, _MOVED_FROM = re.compile(_BESIDE["age"]), re.compile(_BESIDE["moved_from"])
_BARE_AFTER, _BARE_BEFORE = re.compile(_BESIDE["bare_after"]), re.compile(_BESIDE["bare_before"])
_ORDINAL = frozenset(_BESIDE["ordinal"].split())
_GLUED = re.compile(_BESIDE["glued"])


def _cut(text: str, line: re.Match[str]) -> tuple[int, int]:
    """Return the span of a table line; prose that a table is glued to is left outside.

    The prose is what ends in a full stop before the first pipe or tab, if it is long enough to be
    a paragraph and no cell.
    """
    start, end = line.span()
    first = min((i for i in (text.find(mark, start, end) for mark in "|\t") if i >= 0), default=end)
    stop = text.rfind("。", start, first)
    return (stop + 1, end) if stop - start >= _PARAGRAPH else (start, end)


def _table_lines(text: str) -> list[tuple[int, int]]:
    return [_cut(text, line) for line in _TABLE_LINE.finditer(text)]


_SAYS = re.compile(r"\w")


def in_lines(text: str, cells: list[tuple[int, int]]) -> bool:
    """Whether cells of a half-width text are all that its table lines hold behind their first.

    Such a text is cut alike whether its cells are known or not.
    """
    lines = _Spans(_table_lines(text))
    for (start, end), (then, _) in pairwise([*cells, (len(text), 0)]):
        line = lines.around(start)
        if line is None or end > min(then, line[1]) or _SAYS.search(text, end, min(then, line[1])):
            return False
    return True


def _run_together(text: str) -> list[tuple[int, int]]:
    """Return the sentences that hold cells without what parts them: 满意度290%100%."""
    out: list[tuple[int, int]] = []
    for match in re.finditer(r"\d[%％]\d", text):
        if not out or match.start() >= out[-1][1]:
            start = max(text.rfind(stop, 0, match.start()) for stop in "\n。") + 1
            ends = (text.find(stop, match.end()) for stop in "\n。")
            out.append((start, min((end for end in ends if end >= 0), default=len(text))))
    return out


def tokenize(
    text: str,
    mentions: list[Mention] | None = None,
    anchor: date | None = None,
    cells: list[tuple[int, int]] | None = None,
) -> list[TextToken]:
    """Cut a text into its tokens, in order; each digit of the text is in exactly one of them.

    Parameters
    ----------
    text
        Running text in half-width forms (`numerals.plain`); table lines are set aside.
    mentions
        The wordings of time in it, if they are already known.
    anchor
        The document's date, used where `mentions` is not given.
    cells
        The spans of table cells that are already known, in order: they are no running text.
    """
    if mentions is None:
        mentions = find_mentions(text, anchor)
    tokens = _arabic(text, mentions) + _chinese(text, mentions)
    tokens.sort(key=lambda t: t.start)
    opaque = _Spans([m.span() for m in _OPAQUE.finditer(text)])
    tables = _Spans(sorted([*_table_lines(text), *_run_together(text), *(cells or [])]))
    out: list[TextToken] = []
    for token in tokens:
        if out and token.start < out[-1].end:
            continue  # a Chinese numeral inside a date, or such
        quoted = opaque.around(token.start)
        if tables.around(token.start):
            token.kind = "table"
        elif quoted and not _whole_figure(token, quoted, text):
            token.kind = "name"
        elif token.kind == "figure" and _cut_short(text, token):
            token.kind = "other"
        if token.kind == "figure" or token.match is None or _has_digits(text, token):
            out.append(token)
    return out


def _cut_short(text: str, token: TextToken) -> bool:
    """Tell whether a number touches a place where a character was lost."""
    parts = token.match.groupdict() if token.match else {}
    ends = [token.match.end(name) for name in ("n1", "n2") if token.match and parts.get(name)]
    return any(LOST.match(text, at) for at in (token.start - 1, *(ends or [token.end])) if at >= 0)


class _Spans:
    """Stretches of a text in order, to ask which of them a place lies in."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self.starts = [start for start, _ in spans]

    def around(self, position: int) -> tuple[int, int] | None:
        """Return the stretch that holds a place, None outside of all."""
        i = bisect_right(self.starts, position) - 1
        return self.spans[i] if i >= 0 and position < self.spans[i][1] else None


def _has_digits(text: str, token: TextToken | Mention) -> bool:
    return any(map(str.isdecimal, text[token.start : token.end]))


def _arabic(text: str, mentions: list[Mention]) -> list[TextToken]:
    """Cut the Arabic digits of a text: wordings of time, and what stands between them."""
    tokens: list[TextToken] = []
    position = 0
    for mention in mentions:
        if not _has_digits(text, mention):
            continue
        if mention.start > position:
            _between(text, position, mention.start, tokens)
        tokens.append(TextToken(mention.start, mention.end, "date"))
        position = max(position, mention.end)
    _between(text, position, len(text), tokens)
    return tokens


def _chinese(text: str, mentions: list[Mention]) -> list[TextToken]:
    """Find the Chinese numerals of a text that are figures; not those in 十年来."""
    worded = _Spans([(m.start, m.end) for m in mentions])
    return [
        TextToken(match.start(), match.end(), "figure", match)
        for match in _patterns()[2].finditer(text)
        if not worded.around(match.start())
        and not (match["cnum"] and chinese_number(match["cnum"]) is None)
        and match["cunit"] not in _ORDINAL
    ]


def _whole_figure(token: TextToken, quoted: tuple[int, int], text: str) -> bool:
    """Whether a quotation is nothing but this figure, with its unit (“98.5%”)."""
    start, end = quoted
    if text[start] == "《" or token.kind != "figure" or token.match is None:
        return False
    match = token.match
    return token.start == start + 1 and match.end() >= end - 1 and "." in match[0]


def _between(text: str, start: int, stop: int, tokens: list[TextToken]) -> None:
    """Cut the stretch between two dates."""
    master = _patterns()[0]
    position = start
    while (match := begun(master, _FIRST, text, position, stop)) is not None:
        token = _figure(text, match, stop) if match["figure"] is not None else None
        token = token or _no_figure(text, match, stop)
        tokens.append(token)
        position = max(token.end, match.end() if token.match is None else 0, position + 1)


def _figure(text: str, match: re.Match[str], stop: int) -> TextToken:
    """Return a number as a figure, or as other digits where nothing says that it is one."""
    apart = match["dash"] and not _is_range(text, match)
    if apart or (match["ratio"] and text[match.start() - 1 : match.start()] == ":"):
        match = _patterns()[1].match(text, match.start(), stop) or match
    return TextToken(
        match.start(), match.end(), "figure" if _is_figure(text, match) else "other", match
    )


def _no_figure(text: str, match: re.Match[str], stop: int) -> TextToken:
    """Return what else the digits of a match are."""
    kind = next(name for name in _OTHER if match[name])
    if kind == "condition" and _AGE_FIGURE.search(text, max(0, match.start() - 24), match.start()):
        age = _patterns()[1].match(text, match.start(), stop) or match
        return TextToken(age.start(), age.end(), "figure", age)
    start, end = match.span()
    digits = re.search(r"\d.*\d|\d", match[0], re.S) if kind == "list_number" else None
    if digits:
        start, end = start + digits.start(), start + digits.end()
    return TextToken(start, end, "unit" if kind == "unit_part" else kind)


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether "A至B" or "A-B" is one range and not a move from A to B."""
    if match["dash"] != "至":
        return True
    if (match["u1"] or "").strip() == POINTS != match["unit"]:
        return False  # 提升0.6个百分点至69%
    lead = text[max(0, match.start() - 16) : match.start()]
    return not _MOVED_FROM.search(lead)


#: the parts of a number of which any says that it is a figure
_TOLD_BY = ("unit", "scale", "den", "ratio", "m1", "m2", "n2")


def _is_figure(text: str, match: re.Match[str]) -> bool:
    if _GLUED.match(match["n1"] + (match["unit"] or "")):
        return False
    known = match.re.groupindex  # a number without a range has fewer parts
    if any(match[name] for name in _TOLD_BY if name in known):
        return True
    printed = match["n1"]
    if "." in printed or "," in printed or "，" in printed:
        return True
    before = text[max(0, match.start() - 4) : match.start()]
    if _BARE_AFTER.search(before):
        return True
    return bool(_BARE_BEFORE.match(text, match.end()))


def numeral(token: TextToken) -> int | None:
    """Return the value of a Chinese numeral's digits, None for Arabic ones."""
    match = token.match
    if match is None:
        return None
    groups = match.groupdict()
    text = groups.get("cnum") or groups.get("csmall") or groups.get("cyears")
    return chinese_number(text) if text else None
