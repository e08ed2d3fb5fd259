# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""Where a report's indicator tables are, and in which layout, by evidence.

A table is found by its head: a run of cells that are heads of columns (``catalog/headers.toml``),
with a name and at least one value among them. What follows is its body. Tables the document marks
as such (.docx, .html, .xlsx …) keep their grid; in running text the layout is one of

``pipe``           a row a line, cells between pipes
``cell-a-line``    a cell a line, with a pipe at its end, before it, or on a line of its own
``blank-lines``    a cell a line, blank lines between
``blanks``         a row a line, cells told apart by blanks only
``one-line``       the whole table on one line
``transposed``     indicators across, in stacked blocks
``wide``           regions down, indicators across
``pairs``          sentences with a name, a target and a result

What is collapsed (no separators) or scrambled (random characters) is refused with an error.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..base.errors import AnnexError
from ..base.phrases import both
from ..base.report import Report, Table
from .align import CellToken, of_grid, printed
from .cellkinds import chinese, kind, noisy, words
from .headers import Head, merged, read_head
from .labelled import labelled
from .layouts_across import Found, by_line, transposed, wide
from .layouts_blanks import cell_lines, row_lines
from .layouts_pairs import pairs
from .layouts_pipes import Region, pipe_regions

_IDS = {"name", "serial", "area", "unit", "region", "group", "level1", "level2"}
_LEADING = ("serial", "area", "group", "level1", "level2")
_TASK = re.compile(
    r"(?:年度|工作|重点|主要|核心|具体|绩效|民生)?(?:目标|任务)(?:指标|任务|项目|内容|名称|事项)?"
)
_TYPE = re.compile(r"类\s*[型别]|分\s*类|性\s*质")
_BARE_TASK = re.compile(r"(?:年度|绩效)?(?:目标|任务|目标任务)")
_OBSERVED = {"target", "actual", "baseline", "generic", "year"}


def find_tables(report: Report) -> list[Found]:
    """Find the indicator tables of a report.

    Raises
    ------
    AnnexError
        If there is none, or what there is is collapsed or scrambled.
    """
    if report.tables:
        found = [f for t in report.tables for f in _in_grid(t)]
        if found:
            return found
    found = _in_text(report)
    if found:
        return found
    raise _refusal(report)


# ------------------------------------------------------------------------------ heads


def head_run(tokens: list[CellToken], first: int) -> tuple[int, list[tuple[CellToken, Head]]]:
    """Return where a run of heads that begins at `first` ends, and the heads."""
    run: list[tuple[CellToken, Head]] = []
    i, unknown = first, 0
    while i < len(tokens):
        token = tokens[i]
        what = kind(token.text)
        head = read_head(token.text) if what in ("head", "int", "text") else None
        if head is not None and head.role == "region" and any(h.value for _, h in run):
            break  # 县(市、区) in the body is a name
        if head is not None and not head.period and _body_begins(tokens, i, run):
            break  # 实际利用外资 in the body is a name
        if head is not None and (what != "int" or head.role == "year"):
            run.append((token, head))
        elif what == "empty" or (what == "english" and run):
            pass
        elif (
            len(run) >= 2
            and unknown < 2
            and what in ("text", "unit", "sign")
            and len(token.text) <= 14
            and (token.line == run[-1][0].line or run[0][0].line != run[-1][0].line)
            and i + 1 < len(tokens)
            and (read_head(tokens[i + 1].text) is not None)
            and kind(tokens[i + 1].text) == "head"
        ):
            unknown += 1
            run.append((token, Head(token.text, "note")))
        else:
            break
        i += 1
    while run and run[-1][1].role == "note" and read_head(run[-1][0].text) is None:
        run.pop()
    if run:  # empty cells after the last head are the body's
        while tokens[i - 1] is not run[-1][0]:
            i -= 1
    return i, run


def _body_begins(tokens: list[CellToken], i: int, run: list[tuple[CellToken, Head]]) -> bool:
    """Whether a head that follows a whole header is the first cell of a row of values."""
    if len(run) < 2 or tokens[i].line == run[-1][0].line or not is_header(run):
        return False
    rest = [t.text for t in tokens[i + 1 : i + 12] if t.line == tokens[i].line and t.text.strip()]
    if not rest:  # a cell a line: what comes next tells
        after = next((t.text for t in tokens[i + 1 : i + 4] if t.text.strip()), "")
        return kind(after) in ("unit", "num")
    return sum(read_head(text) is None or kind(text) == "int" for text in rest) > 0.5 * len(rest)


def is_header(run: list[tuple[CellToken, Head]]) -> bool:
    """Whether a run of heads is the header of an indicator table."""
    roles = [head.role for _, head in run]
    known = set(roles)
    values = sum(role in _OBSERVED for role in roles)
    if len(roles) < 2 or (not values and "change" not in known):
        return False
    if "name" in known or ("region" in known and (len(roles) > 2 or "year" not in known)):
        return True
    if "serial" in known and values > 1 and _task_head([head for _, head in run]) is not None:
        return True
    return len(known & _IDS) >= 2 or ("area" in known and values >= 2)


def columns_of(run: list[tuple[CellToken, Head]]) -> tuple[list[Head], list[list[Head]]]:
    """Turn a run of heads into columns: spans dropped, doubled names told apart, gaps implied.

    Returns the likeliest reading and other ones.
    """
    heads = [head for _, head in run]
    heads = [
        head
        for i, head in enumerate(heads)
        if not (head.span and _years_in(heads[i + 1 :], head.period))
    ]
    readings = [_spans(heads), heads]
    done = [completed(_names(reading)) for reading in readings]
    unique = []
    for reading in done:
        if reading not in unique:
            unique.append(reading)
    return unique[0], unique[1:]


def _years_in(later: list[Head], span: str | None) -> bool:
    if not span or "/" not in span:
        return False
    first, last = span.split("/")
    inside = [h for h in later if h.year_only and h.period and first <= h.period[:4] <= last]
    return len(inside) >= 2


def _spans(heads: list[Head]) -> list[Head]:
    """Drop a head that spans year heads printed in a row below, giving them its role."""
    years = [i for i, head in enumerate(heads) if head.year_only]
    if len(years) < 2:
        return heads
    tail = years[0]
    while years and years != list(range(years[0], years[0] + len(years))):
        years.pop(0)
    if len(years) < 2:
        return heads
    tail = years[0]
    spanning = [
        i
        for i, head in enumerate(heads[:tail])
        if head.role in ("target", "actual", "generic", "baseline") and head.period is None
    ]
    if not spanning or len(years) % len(spanning):
        return heads
    share = len(years) // len(spanning)
    if share < 2:
        return heads
    out: list[Head] = []
    for i, head in enumerate(heads):
        if i in spanning:
            begin = tail + spanning.index(i) * share
            for year in heads[begin : begin + share]:
                role = year.role if head.role == "generic" else head.role
                out.append(replace(year, role=role, year_only=head.role == "generic", spanned=True))
        elif i not in years:
            out.append(head)
    return out


def _names(heads: list[Head]) -> list[Head]:
    """Of several name heads the last names the indicator; one before is its area or group."""
    out = _task_named(heads)
    names = [i for i, head in enumerate(out) if head.role == "name"]
    groups = [i for i, head in enumerate(out) if head.role in ("group", "level2")]
    areas = [i for i, head in enumerate(out) if head.role == "area"]
    if not names and groups:
        out[groups[-1]] = replace(out[groups[-1]], role="name")
        return out
    if not names and len(areas) >= 2:
        out[areas[-1]] = replace(out[areas[-1]], role="name")
        return out
    if any(head.role == "level1" for head in out):
        level = next(i for i, head in enumerate(out) if head.role == "level1")
        return [h for i, h in enumerate(out) if not (h.role in ("name", "area") and i < level)]
    for i in names[:-1]:
        role = "group" if any(h.role in ("area", "level1") for h in out[: i + 1]) else "area"
        out[i] = replace(out[i], role=role)
    return out


def _task_named(heads: list[Head]) -> list[Head]:
    """Take 任务指标, 目标任务 as the name where no other head is and a value's head follows."""
    out = list(heads)
    if any(head.role in ("name", "group", "level2", "region") for head in heads):
        return out
    place = _task_head(heads)
    if place is not None:
        out[place] = replace(heads[place], role="name", period=None)
    return out


def _task_head(heads: list[Head]) -> int | None:
    """Return where a head names tasks: one called so, or 年度目标 with its number apart."""
    for i, head in enumerate(heads):
        text = re.sub(r"\s", "", head.text)
        if head.role != "target" or not _TASK.fullmatch(text):
            continue
        roles = {h.role for h in heads[i + 1 :]}
        if "target" in roles or ("actual" in roles and not _BARE_TASK.fullmatch(text)):
            return i
    return None


def regions_named(heads: list[Head]) -> list[Head]:
    """Take the regions as names where a table has no other ones: 县市区, 目标任务, 已完成."""
    out = list(heads)
    roles = [head.role for head in heads]
    if "region" in roles and "name" not in roles:
        place = roles.index("region")
        out[place] = replace(out[place], role="name")
    return out


def completed(heads: list[Head]) -> list[Head]:
    """Insert the columns a head may cover without naming them: area, serial, group, unit."""
    out = regions_named(heads)

    def implied(role: str) -> Head:
        return Head("", role, implied=True)

    roles = [head.role for head in out]
    if "name" not in roles:
        after = [i for i, role in enumerate(roles) if role in _LEADING]
        place = after[-1] + 1 if after else 0
        out.insert(place, implied("name"))
        roles.insert(place, "name")
    name = roles.index("name")
    if "unit" not in roles:
        out.insert(name + 1, implied("unit"))
    if not {"group", "level2"} & set(roles) and {"serial", "area"} & set(roles[:name]):
        out.insert(name, implied("group"))
    if "serial" not in roles:
        out.insert(name, implied("serial"))
    if not {"area", "level1"} & set(roles):
        out.insert(0, implied("area"))
    return out


# ------------------------------------------------------------------------------ text


def _in_text(report: Report) -> list[Found]:
    found = [table for region in pipe_regions(report) for table in _in_region(report, region)]
    return found or _in_lines(report)


def _in_region(report: Report, region: Region) -> list[Found]:
    """Return the tables of a stretch of text drawn with pipes."""
    across = transposed(region.tokens)
    if across is None and region.rows is not None:
        across = wide(region.rows)
    if across is not None:
        across.caption = caption_of([], report, region.tokens[0])
        return [across]
    cells = [t.text for t in region.tokens if t.text.strip()]
    if cells and sum(map(noisy, cells)) > max(2, 0.08 * len(cells)):
        raise AnnexError.of(
            "error.table_scrambled",
            file=report.name,
            line=region.tokens[0].line,
            found=next(c for c in cells if noisy(c))[:40],
        )
    return _split(region.tokens, region.kind, report, region.rows)


def _in_lines(report: Report) -> list[Found]:
    """Return the tables of a text without pipes: by blanks, a cell a line, or told in pairs."""
    tokens = row_lines(report)
    across = transposed(tokens) or wide(by_line(tokens))
    if across is not None:
        across.caption = caption_of([], report, across.header[0])
        return [across]
    blanks = _split(tokens, "blanks", report, None)
    if blanks and not _own_lines(blanks[0]):
        return blanks
    found = _split(cell_lines(report), "blank-lines", report, None) or blanks
    if found:
        return found
    told = pairs(report)
    return [told] if told is not None else []


def _own_lines(found: Found) -> bool:
    """Whether the heads stand on lines of their own."""
    lines = [token.line for token in found.header]
    return len(set(lines)) > 0.65 * len(lines)


def _split(
    tokens: list[CellToken], layout: str, report: Report, rows: list[list[CellToken]] | None
) -> list[Found]:
    """Cut a stream of cells into tables at their headers."""
    starts: list[tuple[int, int, list[tuple[CellToken, Head]]]] = []
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
    found: list[Found] = []
    for n, (start, end, run) in enumerate(starts):
        stop = starts[n + 1][0] if n + 1 < len(starts) else len(tokens)
        body = tokens[end:stop]
        run = _levels(_without_title(run), body)
        typed = _typed([head for _, head in run], [token.text for token in body])
        run = [(token, head) for (token, _), head in zip(run, typed, strict=True)]
        heads, others = columns_of(run)
        if found and [h.text for h in found[-1].heads] == [h.text for h in heads]:
            found[-1].tokens += body  # the header is printed again on the next page
            found[-1].rows = _rows_of(found[-1].tokens, rows)
            continue
        one = Found(layout, heads, body, None, alternatives=others, place=start)
        one.header = [token for token, _ in run]
        before = tokens[found[-1].place if found else 0 : start]
        one.caption = caption_of(before, report, one.header[0])
        if layout == "blanks" and len({t.line for t in body[:60]}) <= 1 and len(body) > 12:
            one.kind = "one-line"
        one.evidence = _evidence(one)
        one.rows = _rows_of(body, rows)
        if any(token.text for token in body):
            found.append(one)
        elif found:
            found[-1].empty.append(heads)
    return found


def _rows_of(
    body: list[CellToken], rows: list[list[CellToken]] | None
) -> list[list[CellToken]] | None:
    """Return the rows that cells of a table's body stand in, where rows are known."""
    if rows is None:
        return None
    ids = {id(token) for token in body}
    return [row for row in rows if any(id(token) in ids for token in row)]


def _levels(
    run: list[tuple[CellToken, Head]], body: list[CellToken]
) -> list[tuple[CellToken, Head]]:
    """Take 一级指标, 二级指标 as area and group where the table is none of performance."""
    if any(kind(token.text) in ("level1", "level2") for token in body):
        return run
    plain = {"level1": "area", "level2": "group"}
    return [(token, replace(h, role=plain.get(h.role, h.role))) for token, h in run]


def _typed(heads: list[Head], body: list[str]) -> list[Head]:
    """Take 指标类型 as the attribute where 约束性 and the like stand in the table without a head."""
    signs = sum(kind(text) == "sign" for text in body)
    types = [i for i, head in enumerate(heads) if head.role == "attribute"]
    if len(types) == 1 and signs >= 3 and not any(kind(text) == "attr" for text in body):
        i = types[0]  # 指标性质 that holds ≥, = and 定性
        return [*heads[:i], replace(heads[i], role="symbol"), *heads[i + 1 :]]
    places = [i for i, head in enumerate(heads) if head.role == "area" and _TYPE.search(head.text)]
    if not places or any(head.role == "attribute" for head in heads):
        return heads
    if sum(kind(text) == "attr" for text in body) < 3:
        return heads
    return [replace(h, role="attribute") if i == places[-1] else h for i, h in enumerate(heads)]


def _without_title(run: list[tuple[CellToken, Head]]) -> list[tuple[CellToken, Head]]:
    """Drop a title above the header that reads like a head (主要指标)."""
    lines = [token.line for token, _ in run]
    if len(run) > 3 and lines[0] != lines[1] and len(set(lines[1:])) == 1:
        return run[1:]
    if run[0][1].value and lines[0] != lines[1] and is_header(run[1:]):
        return run[1:]  # 年度目标 above the table: no table begins with its values
    names = [i for i, (_, head) in enumerate(run) if head.role == "name"]
    if len(names) >= 2 and names[0] == 0 and run[0][0].line != run[1][0].line:
        same_line = {token.line for token, _ in run[1:]}
        if len(same_line) < len(run) - 1:
            return run[1:]
    return run


def _evidence(found: Found) -> str:
    heads = "、".join(re.sub(r"\s+", "", token.text) for token in found.header[:8])
    return f"{found.kind}: 表头 {heads}"


def caption_of(before: list[CellToken], report: Report, header: CellToken) -> str:
    """Return the text near above the header that titles the table."""
    texts = [token.text.strip() for token in before[-12:] if token.text.strip()]
    if header.line is not None and header.line > 1:
        above = [
            line.text.strip() for line in report.lines[max(0, header.line - 7) : header.line - 1]
        ]
        texts = [t for t in above if t.strip("| ")] + texts
    return titled(texts) or (report.title or "")


#: where and when a page was put up, who wrote it: near a table, and no title of it
_PUBLISHED = words("published")


def titled(texts: list[str]) -> str:
    """Return the text that titles a table, of those above it."""
    good = [t for t in texts if chinese(t) and len(t) <= 80 and not _PUBLISHED.search(t)]
    titles = [t for t in good if re.search(r"表|指标|情况|规划|目标|计划|统计|进展", t)]
    return re.sub(r"\s+", "", (titles or good or [""])[-1]).strip("|")


# ------------------------------------------------------------------------------ grids


def _in_grid(table: Table) -> list[Found]:
    """Find the indicator table in a grid the document marks as a table."""
    rows = labelled(of_grid(table.rows))
    cells = [token.text for token in printed(*rows)]
    if cells and sum(map(noisy, cells)) > max(2, 0.08 * len(cells)):
        return []
    across = transposed([t for row in rows for t in row if not t.merged]) or wide(rows)
    if across is not None:
        across.caption = table.caption
        return [across]
    for first, row in enumerate(rows):
        run = _row_heads(row)
        if not run:
            continue
        last = first
        stacked = [row]
        while last + 1 < len(rows) and _continues(rows[last + 1]):
            last += 1
            stacked.append(rows[last])
        heads = _grid_heads(stacked)
        if not is_header([(row[0], h) for h in heads if h is not None]):
            continue
        body = rows[last + 1 :]
        if not body:
            continue
        named = [head or Head("", "note", implied=True) for head in heads]
        columns = _grid_columns(_typed(named, [t.text for r in body for t in r]), body)
        header = printed(*stacked)
        found = Found(table.kind, columns, [], body, table.caption, "", header, grid=True)
        found.before = printed(*rows[:first])
        found.caption = found.caption or titled([t.text for t in found.before])
        found.evidence = _evidence(found)
        return [found]
    return []


def _row_heads(row: list[CellToken]) -> bool:
    cells = printed(row)
    heads = [t for t in cells if read_head(t.text) is not None]
    return len(heads) >= 2 and len(heads) >= 0.6 * len(cells)


def _continues(row: list[CellToken]) -> bool:
    """Whether a row is a second row of heads."""
    cells = printed(row)
    if not cells:
        return any(t.merged and read_head(t.text) for t in row)
    good = [
        t for t in cells if read_head(t.text) is not None or kind(t.text) in ("english", "sign")
    ]
    return len(good) >= max(1, 0.75 * len(cells)) and len(row) >= 2


def _grid_heads(rows: list[list[CellToken]]) -> list[Head | None]:
    width = max(len(row) for row in rows)
    heads: list[Head | None] = []
    for column in range(width):
        texts: list[str] = []
        for depth, row in enumerate(rows):
            text = row[column].text.strip() if column < len(row) else ""
            if not text and any(_at(r, column) for r in rows[depth + 1 :]):
                # an upper cell printed once goes on over the lower ones beside it
                left = [c for c in range(column) if _at(row, c)]
                text = _at(row, left[-1]) if left and _at(rows[-1], left[-1]) else ""
            if text and text not in texts:
                texts.append(text)
        single = [read_head(text) for text in texts]
        whole = " ".join(texts)
        if not texts:
            heads.append(None)
        elif len(texts) == 1:
            heads.append(single[0] or Head(whole, "note"))
        else:
            heads.append(merged(single[0], single[-1], whole) or Head(whole, "note"))
    return heads


def _at(row: list[CellToken], column: int) -> str:
    return row[column].text.strip() if column < len(row) else ""


def _grid_columns(heads: list[Head], body: list[list[CellToken]]) -> list[Head]:
    """Give every grid position a column; a doubled name head covers area or group and name."""
    out = regions_named(_names(heads))
    roles = [head.role for head in out]
    if "name" not in roles:
        left = [i for i, r in enumerate(roles) if r in _LEADING]
        after = left[-1] + 1 if left else 0
        place = next(
            (i for i in range(after, len(out)) if _texts(body, i)), min(after, len(out) - 1)
        )
        out[place] = Head(out[place].text, "name")
    return out


def _texts(body: list[list[CellToken]], column: int) -> bool:
    """Whether most cells of a column are texts, as names are."""
    cells = [row[column].text for row in body if column < len(row) and row[column].text]
    return (
        bool(cells) and sum(kind(t) in ("text", "section", "head") for t in cells) > len(cells) / 2
    )


# ------------------------------------------------------------------------------ parts of one table

_BETWEEN = re.compile(
    r"[(\uff08]?续(?:上?表|前)?[一二三\d]*[)\uff09]?|[-—\s]*\d{0,3}[-—\s]*|第\d+页.*"
)


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


# ------------------------------------------------------------------------------ refusals

_GLUED = re.compile(r"(?:序号|指标|单位|目标值|指标值|完成值|属性|权重|年份?|名称){3,}")


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
