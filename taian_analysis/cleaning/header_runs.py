"""Heads that follow one another: where they end, and whether they are a table's header.

A header is a run of cells that are heads of columns (``catalog/headers.toml``), with a name and at
least one value among them. A run may hold a title above the table. The columns its heads stand for
are told in `header_columns`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from ..base.vocabulary import pattern
from .cellkinds import COUNTS, kind
from .cells import CellToken, Row, ended, printed
from .header_columns import HeadRun, task_head
from .headers import LEVELS, OBSERVED, Head, of_year, read_head, role_of
from .profiles import counted_as_years, guessed

_IDS = {"name", "serial", "area", "unit", "region", "group", "level1", "level2"}
#: how many digits a serial number has at most
_LONGEST_SERIAL = 3


def head_run(tokens: Row, first: int) -> tuple[int, HeadRun]:
    """Return where a run of heads that begins at `first` ends, and the heads."""
    run: HeadRun = []
    ends: list[int] = []
    i = first
    while i < len(tokens):
        token = tokens[i]
        what = kind(token.text)
        whole = _with_unit(token, tokens[i + 1]) if i + 1 < len(tokens) else None
        if whole is not None:
            run.append(whole)
            ends.append(i + 1)
            i += 2
            continue
        head = read_head(token.text) if what in ("head", "int", "text") else None
        if head is None and run and i + 1 < len(tokens) and of_year(tokens[i + 1].text):
            head = _year_in_brackets(token.text)
        if head is not None and not head.period and _body_begins(tokens, i, run):
            break  # 实际利用外资 in the body is a name
        if head is not None and (what != "int" or head.role == "year"):
            run.append((token, head))
            ends.append(i)
        elif what in ("empty", "english"):
            pass
        elif (
            len(run) >= 2
            and what in ("text", "unit", "sign")
            and len(token.text) <= 14
            and (token.line == run[-1][0].line or run[0][0].line != run[-1][0].line)
            and i + 1 < len(tokens)
            and read_head(tokens[i + 1].text) is not None
        ):
            run.append((token, guessed(token.text)))
            ends.append(i)
        else:
            break
        i += 1
    while run and read_head(run[-1][0].text) is None:
        run.pop()
        ends.pop()
    run, ends = _of_years(*_named_again(*_held_against(run, ends)))
    if not run:
        return i, run
    end = ends[-1] + 1  # empty cells after the last head are the body's
    rest = _more_on_line(tokens, end, run) or _before_the_first(tokens, end, run)
    return end + len(rest), [*run, *((token, guessed(token.text)) for token in rest)]


def _held_against(run: HeadRun, ends: list[int]) -> tuple[HeadRun, list[int]]:
    """Put 2008年比, 2007年 and 增减% on lines of their own into one head: growth."""
    at = next((n for n, (token, _) in enumerate(run) if _HELD.fullmatch(token.text.strip())), None)
    if at is None or [head.role for _, head in run[at + 1 : at + 3]] != ["year", "change"]:
        return run, ends
    pieces = [token for token, _ in run[at : at + 3]]
    text = "".join(token.text.strip() for token in pieces)
    whole = replace(pieces[0], text=text, end=pieces[-1].end)
    head = read_head(text) or Head(text, "change")
    return [*run[:at], (whole, head), *run[at + 3 :]], [*ends[:at], *ends[at + 2 :]]


def _named_again(run: HeadRun, ends: list[int]) -> tuple[HeadRun, list[int]]:
    """Put 指标 that comes again and 属性 on the next line into one head: there is but one name."""
    names = [token.text if head.role == "name" else "" for token, head in run]
    at = next((n for n in range(1, len(run) - 1) if names[n] and names[n] in names[:n]), None)
    if at is None or run[at][0].line == run[at + 1][0].line:
        return run, ends
    (upper, _), (lower, head) = run[at : at + 2]
    whole = replace(upper, text=f"{upper.text}{lower.text}", end=lower.end)
    joined = read_head(whole.text)
    if joined is None or joined.role != "attribute" or head.role != "attribute":
        return run, ends
    return [*run[:at], (whole, joined), *run[at + 2 :]], [*ends[:at], *ends[at + 1 :]]


def _of_years(run: HeadRun, ends: list[int]) -> tuple[HeadRun, list[int]]:
    """Put years and the one level below each into one head: 2017年, 目标值, 2012年, 实现值."""
    years = [n for n, (_, head) in enumerate(run) if head.year_only]
    begun = min(years, default=0)  # before them a title may have gone in: 指标进展情况
    told = enumerate(run[begun:], begun)
    levels = [n for n, (_, head) in told if head.role in LEVELS and not head.period]
    apart = all(run[n][0].line != run[n - 1][0].line for n in levels)
    if len(years) < _BROKEN or levels != [n + 1 for n in years] or not apart:
        return run, ends
    for n in reversed(years):
        (upper, _), (lower, _) = run[n : n + 2]
        whole = replace(upper, text=f"{upper.text}{lower.text}", end=lower.end)
        head = read_head(whole.text)
        if head is None or not head.period:
            return run, ends
        run = [*run[:n], (whole, head), *run[n + 2 :]]
        ends = [*ends[:n], *ends[n + 1 :]]
    return run, ends


#: so many heads that are broken alike are no years and levels of their own
_BROKEN = 2
#: a year held against the next one named: 2008年比
_HELD = pattern("table_heads", "held")
#: heads that no pattern knows, at the end of a line of heads, and how long they are
_UNKNOWN, _LONGEST = 3, 14
#: what such cells hold: 约束性 over a column of marks too
_WORDED = ("text", "head", "attr")
#: so many rows show how many cells lie between two serial numbers
_ROWS = 8


def _more_on_line(tokens: Row, first: int, run: HeadRun) -> Row:
    """Return what follows a header on its line: heads too, whatever their words (佐证材料)."""
    line = run[-1][0].line
    if line is None or sum(token.line == line for token, _ in run) < _UNKNOWN:
        return []
    if not is_header(run) or (first < len(tokens) and not tokens[first].text.strip()):
        return []
    within = takewhile(lambda t: t.line == line, tokens[first : first + _UNKNOWN + 2])
    rest = ended(list(within))
    after = next((t.text for t in tokens[first + len(rest) :] if t.text.strip()), "")
    torn = kind(after) in COUNTS and all(head.role != "serial" for _, head in run)
    return rest if _plain(rest) and not torn else []


def _before_the_first(tokens: Row, first: int, run: HeadRun) -> Row:
    """Return what stands, a cell a line, between a header and the row of number 1: heads too.

    As many cells as it says have to lie between most numbers and the next: a title, or a cell that
    is there twice, stands between two of them.
    """
    own = run[next((n for n, (_, h) in enumerate(run) if h.role == "serial"), len(run)) :]
    if not own or own[0][0].line == own[-1][0].line or not is_header(own):
        return []
    near = [t for t in tokens[first : first + _ROWS * (len(own) + _UNKNOWN)] if t.text.strip()]
    texts = [t.text.strip() for t in near]
    if "1" not in texts[: _UNKNOWN + 2]:
        return []
    places = [at := texts.index("1")]
    while (following := str(len(places) + 1)) in texts[places[-1] :]:
        places.append(texts.index(following, places[-1]))
    widths = Counter(end - begin for begin, end in pairwise(places))
    width = max(widths, key=lambda one: (widths[one], -one), default=0)
    rest = near[: max(0, width - len(own))]
    return rest if 0 < len(rest) <= at and _plain(rest) else []


def _plain(cells: Sequence[CellToken]) -> bool:
    """Whether cells are few and short words, as heads are."""
    worded = all(kind(t.text) in _WORDED and len(t.text) <= _LONGEST for t in cells)
    return worded and len(cells) <= _UNKNOWN


#: (%), (2020年): what goes on a head on a line of its own, and how short the halves of a word are
_BRACKETED, _TORN = pattern("table_heads", "bracketed"), 2
#: what a level below a year stands in
_ROUND = ("()", "（）")


def _with_unit(last: CellToken, unit: CellToken) -> tuple[CellToken, Head] | None:
    """Put 完成目标 and (%), or 2021年 and (基数), a cell of its own, into one head if it is one."""
    text, word = unit.text.strip(), last.text.strip()
    if last.line == unit.line or not text or not word:
        return None
    bracketed = bool(_BRACKETED.fullmatch(text)) or (kind(text) == "unit" and text[0] in "(\uff08")
    bracketed |= of_year(word) and text[0] + text[-1] in _ROUND and role_of(text) in LEVELS
    torn = max(len(text), len(word)) <= _TORN and read_head(text) is None and kind(text) != "int"
    torn = torn and (len(text) < _TORN or read_head(word) is None)  # 进度, 供水: a head, an area
    if not (bracketed or torn):
        return None
    whole = f"{last.text}{text}"
    head = read_head(whole)
    return None if head is None else (replace(last, text=whole, end=unit.end), head)


def _year_in_brackets(text: str) -> Head | None:
    """Return the year that stands in brackets before others: (截至2017年底), 2018年, 2019年."""
    text = text.strip()
    return read_head(text[1:-1]) if text[:1] + text[-1:] in _ROUND and of_year(text[1:-1]) else None


def _body_begins(tokens: Row, i: int, run: HeadRun) -> bool:
    """Whether a head that follows a whole header is the first cell of a row of values."""
    if len(run) < 2 or tokens[i].line == run[-1][0].line or not _leads_values(tokens, i, run):
        return False
    return is_header(run)  # last: it looks at all of the run


def _leads_values(tokens: Row, i: int, run: HeadRun) -> bool:
    """Whether what comes after a head is what a row of values goes on with."""
    rest = [t.text for t in tokens[i + 1 : i + 12] if t.line == tokens[i].line and t.text.strip()]
    if not rest:  # a cell a line: what comes next tells
        after = next((t.text for t in tokens[i + 1 : i + 4] if t.text.strip()), "")
        if kind(after) == "int":  # a year is a head, a serial number shorter
            return len(after.strip()) > _LONGEST_SERIAL and read_head(after) is None
        if run[0][1].role == "unit" and kind(after) == "unit":
            return False  # its first column is of units
        return kind(after) in ("unit", "num") and after.strip()[:1] not in "(\uff08"
    return sum(read_head(text) is None or kind(text) == "int" for text in rest) > 0.5 * len(rest)


def row_of_heads(row: Row) -> bool:
    """Whether most cells of a row are heads that are known, and not one alone."""
    texts = [t.text for t in printed(row)]
    known = sum(read_head(text) is not None for text in texts)
    return known >= 2 and known >= 0.6 * len(texts) and not counted_as_years(texts)


def is_header(run: HeadRun) -> bool:
    """Whether a run of heads is the header of an indicator table."""
    roles = [head.role for _, head in run]
    known = set(roles)
    values = sum(role in OBSERVED for role in roles)
    years = [head.period for _, head in run if head.year_only]
    if len(roles) < 2 or (not values and "change" not in known) or len(set(years)) < len(years):
        return False
    if "name" in known or ("region" in known and (len(roles) > 2 or "year" not in known)):
        return True
    if len(run) > 3 and run[0][0].line != run[1][0].line and run[0][0].text == run[1][0].text:
        return all(h.value for _, h in run) and sum(bool(h.period) for _, h in run) == len(run) - 2
    task = task_head([head for _, head in run])
    if task is not None and values > 1:
        # 目标, 2022年实际, 2023年目标: the first, or that after 责任单位, names what they are of
        # 目标, 完成, 目标, 完成 stand below heads of their own, and none is a name
        told = len({token.text for token, _ in run}) == len(run)
        led = values > 2 and told and not any(head.value for _, head in run[:task])
        if "serial" in known or led:
            return True
    return len(known & _IDS) >= 2


def levels_first(run: HeadRun) -> HeadRun:
    """Put 一级指标 … 度量单位, printed after the row of heads over them, where they stand.

    绩效指标 and 年度指标值 span them; what follows those in the upper row follows the lower one.
    """
    at = next((i for i, (_, head) in enumerate(run) if head.role == "level1"), 0)
    upper, lower = run[:at], run[at:]
    roles = [head.role for _, head in upper]
    spans = roles.index("target") if "target" in roles else at
    below = {head.role for _, head in lower}
    if {"name", "target", "actual"} <= below and any(head.value for _, head in upper):
        return lower  # 预期目标, 实际完成情况 above it head what is told in words
    if "actual" not in roles[spans:] or not {"name", "target"} <= below or "actual" in below:
        return run
    return [*lower, *upper[spans + 1 :]]


def without_title(run: HeadRun) -> HeadRun:
    """Drop a title above the header that reads like a head (主要指标)."""
    lines = [token.line for token, _ in run]
    if len(run) > 3 and lines[0] != lines[1] and len(set(lines[1:])) == 1:
        return run[1:]
    apart = lines[0] != lines[1] or run[1][1].role == "serial"
    if run[0][1].value and apart and is_header(run[1:]):
        return run[1:]  # 年度目标 above the table: no table begins with its values
    return run
