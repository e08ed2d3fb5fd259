"""Where a report's indicator tables are, and in which layout, by evidence.

A table is found by its head (`header_runs`). What follows is its body. Tables the document marks
as such keep their grid; in running text the layout is one of

``pipe``           a row a line, cells between pipes
``cell-a-line``    a cell a line, with a pipe at its end, before it, or on a line of its own
``blank-lines``    a cell a line, blank lines between
``blanks``         a row a line, cells told apart by blanks only
``one-line``       the whole table on one line
``transposed``     indicators across, in stacked blocks
``wide``           regions down, indicators across
``pairs``          sentences with a name, a target and a result
``glued``          a form of performance whose cells run together, where one way alone parts them

What else is collapsed (no separators) or scrambled (random characters) is refused with an error.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Container
from dataclasses import replace

from ..base.errors import AnnexError
from ..base.phrases import both
from ..base.report import Report, Table
from ..base.vocabulary import pattern
from .across import across, items_down, levels_of_one, statistics
from .between import numbered, titled_again
from .captions import captioned, counted_anew, over_grid, titled
from .cellkinds import chinese, kind, noisy
from .cells import Row, Rows, flat, on_lines, printed, thousands_apart
from .header_columns import HeadRun, columns_of, of_two_terms, typed
from .header_runs import head_run, is_header, levels_first, without_title
from .headers import BESIDE, VALUES, read_head
from .hypotheses import in_rows
from .layouts_across import Found
from .layouts_blanks import cell_lines, row_lines
from .layouts_declared import declared
from .layouts_english import in_english
from .layouts_glued import glued
from .layouts_labelled import labelled_values
from .layouts_pairs import pairs
from .layouts_pipes import Region, pipe_regions
from .layouts_tasks import tasks
from .overleaf import grid_rows
from .row_places import COLUMN_INDEX
from .years_said import years_said


def find_tables(report: Report) -> list[Found]:
    """Find the indicator tables of a report.

    Raises
    ------
    AnnexError
        If there is none, or what there is is collapsed or scrambled.
    """
    if english := in_english(report):
        return english
    if (told := tasks(report)) is not None:
        return [told]
    if report.tables:
        found = [replace(f, part=part) for part, t in enumerate(report.tables) for f in _in_grid(t)]
        if found:
            return [f if f.caption else over_grid(f, report) for f in found]
    found = in_text(report)
    if found:
        return found
    raise _refusal(report)


def _in_grid(table: Table) -> list[Found]:
    """Find the indicator tables in a grid the document marks as a table."""
    rows = grid_rows(table)
    cells = [token.text for token in printed(*rows)]
    if cells and sum(map(noisy, cells)) > max(2, 0.08 * len(cells)):
        return []
    turned = levels_of_one(rows, table.caption) or across(flat(rows), rows)
    found = [turned] if turned is not None else statistics(flat(rows), rows, table.kind)
    for one in found:
        one.caption = table.caption
    found = found or in_rows(rows, table.kind, table.caption, marked=True)
    for one in found:
        one.caption = one.caption or titled([t.text for t in one.before])
    return found


def in_text(report: Report) -> list[Found]:
    """Find the tables of a text by what parts the cells in it, none of which has a known place."""
    if said := years_said(report):
        return [captioned(one, report) for one in said]
    found = [
        replace(table, part=part)
        for part, region in enumerate(pipe_regions(report), len(report.tables))
        for table in _in_region(report, region)
    ]
    found = found or ([] if _all_piped(report) else _in_lines(report))
    if found:
        return found
    told = pairs(report) or glued(report) or declared(report) or labelled_values(report)
    return [told] if told is not None else []


def _all_piped(report: Report) -> bool:
    """Whether few lines have no pipe and hold a number each: they are no table by themselves."""
    printed = [line.text for line in report.lines if line.text.strip()]
    others = [text for text in printed if "|" not in text]
    counts = [n for text in others if (n := len(_DIGITS.findall(text)))]
    return 2 * len(others) < len(printed) and len(counts) < _LEFT and max(counts, default=0) < _TWO


_DIGITS = re.compile(r"\d++")
#: so many lines of numbers beside those with pipes may be rows, and so many numbers a line are two
_LEFT, _TWO = 4, 2


def _in_region(report: Report, region: Region) -> list[Found]:
    """Return the tables of a stretch of text drawn with pipes."""
    turned = across(region.tokens, region.rows)
    if turned is not None:
        begun = min((t.line or 0 for t in turned.header), default=0)
        above = [t for t in region.tokens if (t.line or 0) < begun]
        return [captioned(turned, report, turned.before or above)]
    if series := statistics(region.tokens, region.rows, region.kind):
        return _beside(series, report, region.tokens, region.kind, region.rows)
    cells = [t.text for t in region.tokens if t.text.strip()]
    if cells and sum(map(noisy, cells)) > max(2, 0.08 * len(cells)):
        raise AnnexError.of(
            "error.table_scrambled",
            file=report.name,
            line=region.tokens[0].line,
            found=next(c for c in cells if noisy(c))[:40],
        )
    return _split(region.tokens, region.kind, report, region.rows)


def _beside(
    series: list[Found], report: Report, tokens: Row, layout: str, rows: Rows | None
) -> list[Found]:
    """Return tables of statistics, and those of other heads before, between and after them."""
    taken: set[int] = set()
    for one in series:
        captioned(one, report)
        cells = [*one.header, *one.aside, *(t for row in one.rows or [] for t in row)]
        taken |= {id(token) for token in cells}
    found = list(series)
    for whose, run in itertools.groupby(tokens, lambda token: id(token) in taken):
        if not whose:
            found += _split(list(run), layout, report, rows)
    return sorted(found, key=lambda one: one.header[0].line or 0)


def _in_lines(report: Report) -> list[Found]:
    """Return the tables of a text without pipes: by blanks, or a cell a line."""
    tokens = row_lines(report)
    lines = on_lines(tokens)
    turned = across(tokens, lines, exact=False)
    if turned is not None:
        return [captioned(turned, report)]
    if series := statistics(tokens, lines, "blanks", exact=False):
        return _beside(series, report, tokens, "blanks", None)
    cells = cell_lines(report)
    if (parts := titled_again(cells, _headers(cells))) is not None:
        return [captioned(parts, report, parts.before)]
    blanks = _split(tokens, "blanks", report, None)
    if blanks and not _own_lines(blanks[0]):
        return blanks
    return _split(cells, "blank-lines", report, None) or blanks


def of_items(report: Report) -> list[Found]:
    """Return the tables of which no head is known: items down, and numbers of them."""
    found: list[Found] = []
    for part, table in enumerate(report.tables):
        rows = grid_rows(table)
        if (one := items_down(flat(rows), rows)) is not None:
            one.caption = table.caption or titled([t.text for t in one.before])
            found.append(replace(one, part=part))
    for part, region in enumerate([] if found else pipe_regions(report), len(report.tables)):
        if (one := items_down(region.tokens, region.rows)) is not None:
            found.append(replace(captioned(one, report, one.before), part=part))
    tokens = row_lines(report) if not found else []
    if tokens and (one := items_down(tokens, on_lines(tokens), exact=False)) is not None:
        found.append(captioned(one, report, one.before))
    return found


def _own_lines(found: Found) -> bool:
    """Whether the heads stand on lines of their own."""
    lines = [token.line for token in found.header]
    return len(set(lines)) > 0.65 * len(lines)


def _headers(tokens: Row) -> list[tuple[int, int, HeadRun]]:
    """Return where each header in a stream of cells begins and ends, with its heads."""
    starts: list[tuple[int, int, HeadRun]] = []
    i = 0
    while i < len(tokens):
        what = kind(tokens[i].text) if len(tokens[i].text) <= 60 else "long"
        if what == "head" or (what == "int" and read_head(tokens[i].text)):
            end, run = head_run(tokens, i)
            if is_header(run):
                starts.append((i, end, run))
                i = end
                continue
            i = max(i + 1, end if len(run) > 3 else i + 1)
        else:
            i += 1
    return starts


def _split(tokens: Row, layout: str, report: Report, rows: Rows | None) -> list[Found]:
    """Cut a stream of cells into tables at their headers."""
    starts = _headers(tokens)
    found: list[Found] = []
    over: set[str] = set()
    page: Row = []
    among = _among(rows)
    for n, (start, end, run) in enumerate(starts):
        stop = starts[n + 1][0] if n + 1 < len(starts) else len(tokens)
        body = tokens[end:stop]
        numbers = _column_numbers(body, len(run)) if rows is None else []
        body = [token for token in body if token not in numbers]
        whole = run
        run, own = of_two_terms(run, _rows_of(body, among(body)))
        second = [token for token, _ in whole[len(run) :]]
        run = levels_first(without_title(run))
        run = _levels(run, body)
        roled = typed([head for _, head in run], [token.text for token in body])
        run = [(token, head) for (token, _), head in zip(run, roled, strict=True)]
        heads, others = columns_of(run)
        if layout == "blanks":
            body = thousands_apart(body, sum(head.role in _NUMBERED for head in heads))
        again = bool(found) and [h.text for h in found[-1].heads] == [h.text for h in heads]
        if again and not counted_anew(tokens[max(0, start - _TITLES) : start]):
            # the header is printed again on the next page, or over the next form of many
            so_far = found[-1].tokens
            found[-1].tokens = [*so_far[: len(so_far) - _begun(page, over)], *body]
            found[-1].rows, page = None, body
            continue
        header = [*(token for token, _ in run), *second, *numbers]
        one = Found(layout, heads, body, own, header=header, alternatives=others, place=start)
        before = tokens[found[-1].place if found else 0 : start]
        over = over or {token.text for token in before if chinese(token.text)}
        captioned(one, report, before)
        if layout == "blanks" and len({t.line for t in body[:60]}) <= 1 and len(body) > 12:
            one.kind = "one-line"
        if any(token.text for token in body):
            found.append(one)
            page = body
        elif found:
            found[-1].empty.append(heads)
    if rows is None:
        return [numbered(one) for one in found]
    for one in found:
        if one.rows is None:
            one.rows = _rows_of(one.tokens, among(one.tokens))
    return found


def _begun(cells: Row, over: Container[str]) -> int:
    """Return how many cells at the end of some begin what stood over the first header again.

    编制单位, 当年预算 and what is filled in beside them are no rows of the form before.
    """
    begun = again = words = 0
    for n, token in enumerate(reversed(cells), 1):
        words += chinese(token.text)
        again += token.text in over
        if token.text in over and again >= _TITLES and again >= _TOP * words:
            begun = n
    return begun


#: the share of the cells over a header that are printed over the next one too
_TOP = 0.5
#: columns of numbers
_NUMBERED = (*VALUES, *BESIDE)
#: so many cells before a header may be its title and say what is counted below
_TITLES = 3


#: fewest columns that are numbered
_FEW_HEADS = 3


def _column_numbers(body: Row, width: int) -> Row:
    """Return the first cells of a body where they number its columns: 甲, 乙, 1, 2, 3."""
    full = [token for token in body[: 3 * width] if token.text.strip()][:width]
    run = list(itertools.takewhile(lambda t: COLUMN_INDEX.fullmatch(t.text.strip()), full))
    return run if len(run) >= _FEW_HEADS and not run[0].text.strip().isdigit() else []


def _among(rows: Rows | None) -> Callable[[Row], Rows | None]:
    """Return what gives the rows from the first that holds one of some cells to the last."""
    places: dict[int, set[int]] = {}
    for n, row in enumerate(rows or ()):
        for token in row:
            places.setdefault(id(token), set()).add(n)

    def among(cells: Row) -> Rows | None:
        own = set().union(*(places.get(id(t), ()) for t in cells))
        return rows and rows[min(own, default=0) : max(own, default=-1) + 1]

    return among


def _rows_of(body: Row, rows: Rows | None) -> Rows | None:
    """Return the rows that cells of a table's body stand in, where rows are known.

    A line that ends the header and begins the body gives the body's cells.
    """
    if rows is None:
        return None
    ids = {id(token) for token in body}
    own = ([token for token in row if id(token) in ids] for row in rows)
    return [row for row in own if row]


def _levels(run: HeadRun, body: Row) -> HeadRun:
    """Take 一级指标, 二级指标 as area and group where the table is none of performance."""
    if any(kind(token.text) in ("level1", "level2") for token in body):
        return run
    plain = {"level1": "area", "level2": "group"}
    return [(token, replace(h, role=plain.get(h.role, h.role))) for token, h in run]


_BETWEEN = pattern("table_cells", "continued")


def goes_on(report: Report, before: Found | None, found: Found) -> bool:
    """Whether a table is the rest of the one before: the same head again, nothing in between.

    Only then does an area left blank at its top mean the last one of the table before.
    """
    if before is None or not (found.rows and before.rows):
        return False
    heads = [(head.text, head.role) for head in found.heads]
    if heads != [(head.text, head.role) for head in before.heads]:
        return False
    if not any(h.role in ("area", "level1") and not h.implied for h in found.heads):
        return False
    last = max((t.line or 0 for row in before.rows for t in row), default=0)
    first = min((t.line for t in found.header if t.line is not None), default=0)
    if not 0 < last < first:
        return False
    texts = [line.text for line in report.lines if last < line.number < first]
    return all(_BETWEEN.fullmatch(re.sub(r"<[^<>]*>|[|\s]", "", text)) for text in texts)


_GLUED = pattern("table_cells", "glued")


def _refusal(report: Report) -> AnnexError:
    """Say why no table was found."""
    for line in report.lines:
        if len(line.text) > 120:
            match = _GLUED.search(re.sub(r"[\s\d]+", "", line.text))
            if match:
                return AnnexError.of(
                    "error.table_run_together",
                    file=report.name,
                    line=line.number,
                    found=match[0][:30],
                )
    return AnnexError.of(
        "error.no_table",
        file=report.name,
        found=both("stop.lines_of_text", n=len(report.lines))
        if report.text.strip()
        else both("stop.empty_text"),
    )
