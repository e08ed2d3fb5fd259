"""Text without pipes -> cells: told apart by blanks, or one a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ..base.report import Line, Report, once
from ..base.vocabulary import pattern
from .cellkinds import COUNTS, chinese, count_chinese, kind
from .cellkinds import words as words_of
from .cells import IN_THREES, CellToken, Row, one_below, thousands
from .emissions import BIG
from .headers import of_year, read_head, role_of
from .names import unit_like
from .wrapped import mended, named_before, unwrapped, whole_heads

_ENGLISH = re.compile(
    r"(?<![^\s)\uff09])[A-Za-z][A-Za-z'’.,&/-]+"
    r"(?:\s+(?!-(?:\d|\s+[-\d]|\s*$)|\(\d{1,3} \d)[(A-Za-z&-]"
    r"(?:[A-Za-z0-9'’.,&/)-]|\((?!\d{1,3} \d))*)*"
    r"(?:\s*\([\d, ]{0,12}[A-Za-z][A-Za-z0-9 /.-]{0,40}\))?(?![^\s])"
)
_UNIT_LINE = re.compile(r"\s{0,9}\([\d ,]{0,12}[A-Za-z][A-Za-z0-9 /.%-]{0,40}\)\s{0,9}")
_WIDE = re.compile(r"\S+(?:[ \u3000\u00a0](?![\s])\S+)*")
_NARROW = re.compile(r"\S+")
_SIGN = re.compile(r"(?:>=|<=|[≥≤><=》《＞＜])")
_SPLIT, _SPACED_WORD, _LETTER = map(words_of, ("split", "spaced_word", "letter"))
_VALUES = {"num", "int", "missing", "attr", "unit", "sign", "words", "bad"}
BRACKETED = re.compile(r"\([^()]{1,60}\)")
_FOREIGN = re.compile(r"[A-Z][A-Za-z'’&,. -]{2,80}(?:\d{1,3}(?:-\d{1,3})?)?")
#: a line longer than this holds a whole table, or prose
LONG = 240
_PAGE = pattern("table_cells", "page")


#: so many blanks at a line's end are cells left empty
_FOLLOWED = 2


def row_lines(report: Report) -> Row:
    """Return the cells of lines whose cells are told apart by blanks, found once."""
    return once(report, "row lines", _row_lines)


def _row_lines(report: Report) -> Row:
    lines = [line for line in report.lines if not _PAGE.fullmatch(line.text.strip())]
    foreign = in_english(report)
    rows = [(line, _line(line, foreign)) for line in lines]
    thousands([token for _, row in rows for token in row])
    return mended(unwrapped(named_before(said_below(rows))), rows=True)


def said_below(rows: Sequence[tuple[Line, Row]]) -> list[tuple[Line, Row]]:
    """Put what each year is of under it, where a line says so in brackets: 2022年, (实际).

    Blank lines may stand between.
    """
    out: list[tuple[Line, Row]] = []
    over = -1  # the last line that prints something
    for line, row in rows:
        years = out[over][1][-len(row) :] if over >= 0 and row else []
        said = len(years) >= _THREES and all(BRACKETED.fullmatch(t.text.strip()) for t in row)
        if said and all(of_year(t.text) for t in years):
            told = [*map(one_below, years, row)]
            out[over] = (out[over][0], [*out[over][1][: -len(row)], *told])
            out.append((line, []))
            continue
        over = len(out) if row else over
        out.append((line, row))
    return out


def cell_lines(report: Report) -> Row:
    """Return every line that is not blank as one cell, several numbers of one cell as one."""
    tokens: Row = []
    below = _lines_below(report)
    for line in report.lines:
        text = "" if _PAGE.fullmatch(line.text) else line.text.strip()
        start = line.start + len(line.text) - len(line.text.lstrip())
        cells = [
            CellToken(text[a:b], line.number, start + a, start + b, 0.0, 0.0, 0.9)
            for a, b in (_cells_of_line(text) if text else ())
        ]
        if line.number in below and tokens and len(cells) == 1:
            cells = [one_below(tokens.pop(), cells[0])]
        tokens += cells
    thousands(tokens)
    return whole_heads(mended(tokens), read_head)


#: so many numbers of a line show that one blank parts thousands
_THREES = 2
#: blank lines part cells where there are so many, and which share of them is one line
_CELLS, _SINGLE = 12, 0.75


def _lines_below(report: Report) -> set[int]:
    """Return the lines of a number right below another where blank lines part the cells."""
    runs = itertools.groupby(report.lines, lambda line: bool(line.text.strip()))
    blocks = [list(run) for full, run in runs if full]
    if len(blocks) < _CELLS or sum(len(one) == 1 for one in blocks) < _SINGLE * len(blocks):
        return set()
    values = (block for block in blocks if all(_counting(line.text) for line in block))
    return {line.number for block in values for line in block[1:]}


def _counting(text: str) -> bool:
    """Whether a line holds a number and is no head."""
    return any(map(str.isdecimal, text)) and kind(text.strip()) != "head"


def _cells_of_line(text: str) -> list[tuple[int, int]]:
    """Split a line of a cell-a-line table only at wide gaps between values."""
    if not re.search(r"\s{3,}|\t", text):
        return [(0, len(text))]
    spans = [m.span() for m in re.finditer(r"\S+(?:\s(?!\s)\S+)*", text)]
    if all(len(text[a:b]) == 1 for a, b in spans):
        return [(0, len(text))]
    return spans


def _spans(text: str) -> list[tuple[int, int, bool]]:
    """Return where the cells of a line begin and end, and whether wide blanks part them."""
    parts = text.split()
    if len(parts) < 2:
        first = text.find(parts[0]) if parts else 0
        return [(first, first + len(word), False) for word in parts]
    spans: list[tuple[int, int, bool]] = []
    spot = 0
    if _UNIT_LINE.fullmatch(text) or _said_again(text):  # (10 000 persons): the unit above
        spot = len(text)
        spans.append((len(text) - len(text.lstrip()), len(text.rstrip()), True))
    for english in _ENGLISH.finditer(text, spot):
        if not re.search("[a-z]{2}", english[0]):
            continue
        spans += _pieces(text, spot, english.start())
        spans.append((english.start(), english.end(), True))
        spot = english.end()
    spans += _pieces(text, spot, len(text))
    return _merged(text, _named_twice(text, spans))


#: how much of a text may be Chinese where it is in English
_LOOKED_AT, _FOREIGN_SHARE = 20_000, 0.02


def in_english(report: Report) -> bool:
    """Whether a report is in English."""
    tables = (c.text for table in report.tables for row in table.rows[:20] for c in row)
    text = report.text[:_LOOKED_AT] or " ".join(tables)
    ideographs, letters = count_chinese(text), sum(map(str.isalpha, text))
    return bool(letters) and ideographs <= _FOREIGN_SHARE * letters


def _line(line: Line, foreign: bool) -> Row:
    text = line.text
    long = len(text) > LONG
    spans = [(*m.span(), True) for m in _WIDE.finditer(text)] if foreign else _spans(text)
    words = [kind(text[a:b]) for a, b, _ in spans] if len(spans) == 3 else []
    whole = words[:2] == ["unit", "unit"] and words[2] in COUNTS  # 镇 个 201
    first = (-4.0, BIG, BIG) if whole else (0.0, 1.0, 1.2)
    tokens = []
    for n, (start, end, wide) in enumerate(spans):
        later = (0.3, 0.0, 1.5) if long else (4.0, 0.0, BIG if wide else 0.8)
        at, costs = line.start + start, later if n else first
        cell = CellToken(text[start:end], line.number, at, line.start + end, *costs)
        cell.alone, cell.followed = len(spans) == 1, len(text) - end >= _FOLLOWED
        tokens.append(cell)
    return tokens


def _named_twice(text: str, spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Join what begins a row and the same in English: 小学 Primary Schools 8754 7990.

    Each may say its unit, and the English ages: 儿童 (人) Children Aged 0-6 Aided (person) 318 402.
    """
    cells = [text[a:b] for a, b, _ in spans]
    foreign = [n for n, cell in enumerate(cells) if _ENGLISH.fullmatch(cell)]
    at, last = (foreign[0], foreign[-1]) if foreign else (0, 0)
    numbers = all(kind(cell) in _COUNTED for cell in cells[last + 1 :])
    ages = all(
        _AGES.fullmatch(cell) for n, cell in enumerate(cells[at:last], at) if n not in foreign
    )
    lead = text[: spans[at][0]].strip(" #") if at else ""
    united = (
        at == _TWO_CELLS
        and cells[last + 1 :]
        and BRACKETED.fullmatch(cells[1])
        and chinese(cells[0])
    )
    named = kind(lead) not in COUNTS and (at == 1 or united or _SPACED_WORD.fullmatch(lead))
    if not (named and numbers and ages and chinese(lead)):
        return spans
    return [(spans[0][0], spans[last][1], True), *spans[last + 1 :]]


#: a name and its unit; ages in English; what is printed below years
_TWO_CELLS, _AGES, _COUNTED = 2, re.compile(r"\d{1,2}-\d{1,2}"), (*COUNTS, "missing")


_YEARS = re.compile(r"(?:19|20)\d\d(?:[-\u2013\u2014](?:19|20)?\d\d)?[,.)]?")
#: so many words, no number among them but years, are a title
_TITLE_WORDS = 4


def _said_again(text: str) -> bool:
    """Whether a line is the name or title above in English: Aged 0-14 (10000 persons)."""
    word = BRACKETED.sub("", text).strip()
    words = text.split()
    years = all(_YEARS.fullmatch(one) for one in words if any(map(str.isdigit, one)))
    title = (
        sum(word[0].isalpha() for word in words) >= _TITLE_WORDS
        and years
        and "  " not in text.strip()
    )
    return (_FOREIGN.fullmatch(word) is not None or title) and not chinese(text)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Split at blanks: at wide ones where a line has them, else at every one."""
    part = text[start:end]
    stripped = part.strip()
    if not stripped:
        return []
    # where all words are spaced out, wide blanks tell their letters from the words
    told = _LETTERS_APART.sub(r"\1 ", part) if re.search(r"\S\S", part) else part
    wide = re.search(r"\S(?:\s{2,}|\t)\S", told) is not None and not _cells_within(part)
    spans: list[tuple[int, int, bool]] = []
    matches = list((_WIDE if wide else _NARROW).finditer(part))
    numbers = wide and all(kind(word) in COUNTS for m in matches[1:] for word in m[0].split())
    # 6 482  7 015: each that one blank parts goes in threes
    close = [m[0] for m in matches if m[0][:1].isdigit() and " " in m[0]]
    threes = len(close) >= _THREES and all(map(IN_THREES.fullmatch, close))
    for n, match in enumerate(matches):
        words = [m.span() for m in _NARROW.finditer(match[0])]
        values = len(words) > 1 and all(kind(match[0][a:b]) in _VALUES for a, b in words)
        values = values or (numbers and n == 0 and _named_numbers(match[0].split()))
        values = values or _heads_beside(match[0].split())
        values = values and not (threes and match[0] in close)
        if wide and values and not _SIGN.fullmatch(match[0][: words[0][1]]):
            spans += [
                (start + match.start() + a, start + match.start() + b, True) for a, b in words
            ]
        else:
            spans.append((start + match.start(), start + match.end(), wide))
    return spans


def _named_numbers(words: list[str]) -> bool:
    """Whether a word and numbers make up a text: 夜校 9 6, before the blanks of an empty cell."""
    told = kind(words[0]) not in _VALUES and chinese(words[0])
    return told and len(words) > 1 and all(kind(word) in COUNTS for word in words[1:])


def _heads_beside(words: list[str]) -> bool:
    """Whether words that one blank parts are heads each: 单位 产量, 年末数(万人) 比重(%)."""
    united = [_WITH_UNIT.search(word) is not None for word in words]
    return len(words) > 1 and (
        all(united) or (_UNIT_HEAD in words and len(min(words, key=len)) > 1)
    )


#: the head of units, and a head that ends with its own
_UNIT_HEAD, _WITH_UNIT = "单位", re.compile(r"[\u4e00-\u9fff]\([^()\d]{1,6}\)\Z")
#: wide blanks within a word of single letters, as 指  标 is printed, part no cells
_LETTERS_APART = re.compile(r"(?<!\S)([一-鿿])[ \u3000]{2,8}(?=[一-鿿](?!\S))")
#: so many heads in a row, each told from the next by one blank, are cells of their own
_HEADS = 3


def _cells_within(part: str) -> bool:
    """Whether single blanks part cells too, a wide one standing only here and there.

    Examples
    --------
    >>> _cells_within("序号 指标名称 单位 目标值 备  注")
    True
    >>> _cells_within("1 城镇新增就业 万人 5.2 7.23  139.1% 某局")
    True
    >>> _cells_within("城镇 新增就业  5.2  7.23")
    False
    """
    for match in _WIDE.finditer(part):
        words = match[0].split()
        kinds = [kind(word) for word in words]
        if len(words) <= _HEADS or all(what in _VALUES for what in kinds):
            continue
        if sum(read_head(word) is not None for word in words) >= _HEADS:
            return True
        rest = list(itertools.dropwhile(lambda what: what in COUNTS, kinds))
        if any(pair in _ROW_GOES_ON for pair in itertools.pairwise(rest)):
            return True
    return False


#: what follows a name in a row: a unit and a number, or two numbers
_ROW_GOES_ON = {(a, b) for a in ("unit", "num", "int") for b in COUNTS}


def _merged(text: str, spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Join what blanks split by accident: 指 标, 2025 年, >= 98."""
    out: list[tuple[int, int, bool]] = []
    for start, end, wide in spans:
        begin, stop, _ = out[-1] if out else (0, 0, False)
        if out and _one_word(text[begin:stop], text[start:end], start - stop):
            out[-1] = (begin, end, wide)
        else:
            out.append((start, end, wide))
    return [part for start, end, wide in out for part in _heads_apart(text, start, end, wide)]


def _one_word(before: str, word: str, gap: int) -> bool:
    """Whether blanks, so many, stand inside of a word."""
    if gap <= 8 and _LETTER.fullmatch(word) and _SPACED_WORD.fullmatch(before):
        return True
    if _SIGN.fullmatch(before.strip()) and re.match(r"\d", word):
        return True
    split = _SPLIT.fullmatch(f"{before}\t{word}") if gap <= 2 else None
    return split is not None and (split["unit"] is None or unit_like(split["unit"]))


def _two(word: str) -> bool:
    """Whether a word of spaced letters is two heads of different roles: 指 标 单 位."""
    plain = "".join(word.split())
    parts = [{role_of(plain[:n]), role_of(plain[n:])} for n in range(2, len(plain) - 1)]
    return {"name", "unit"} in parts


def _heads_apart(text: str, start: int, end: int, wide: bool) -> list[tuple[int, int, bool]]:
    """Cut a line of single letters into the heads it spells: 指 标 单 位 数 量.

    Examples
    --------
    >>> text = "指 标 单 位 数 量"
    >>> [text[a:b] for a, b, _ in _heads_apart(text, 0, len(text), False)]
    ['指 标', '单 位', '数 量']
    """
    letters = [m.start() for m in re.finditer(r"\S", text[start:end])]
    whole = text[start:end]
    if not 4 <= len(letters) <= 30 or len(whole) < 2 * len(letters) - 1:
        return [(start, end, wide)]
    best: list[tuple[int, list[int]] | None] = [(0, [0])] + [None] * len(letters)
    for stop in range(2, len(letters) + 1):
        for begin in range(max(0, stop - 8), stop - 1):
            before = best[begin]
            word = whole[letters[begin] : letters[stop - 1] + 1]
            if before is not None and read_head(word) is not None:
                cand = (before[0] + 1 + 2 * _two(word), [*before[1], stop])
                if best[stop] is None or cand[0] < best[stop][0]:  # type: ignore[index]
                    best[stop] = cand
    found = best[-1]
    if found is None or len(found[1]) < 3:
        return [(start, end, wide)]
    cuts = found[1]
    heads = [read_head(whole[letters[a] : letters[b - 1] + 1]) for a, b in itertools.pairwise(cuts)]
    if read_head(whole) and len({head.role for head in heads if head}) < 2:
        return [(start, end, wide)]  # 指 标 名 称 is one head
    return [
        (start + letters[a], start + letters[b - 1] + 1, wide) for a, b in itertools.pairwise(cuts)
    ]
