"""A short view of any frame of the contract, for people: few columns, printed values, one language.

Text stands left and numbers right; what is not met, fails or has changed stands first. The frame
itself stays whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import has_phrase, say
from ..base.screen import screen_width
from ..grammar import wording
from . import theme
from .gaps_frame import gaps_frame, printed, ratio_unit
from .tables_audit import lines_of, told

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell = Callable[[Any, str], str]
_SHORT = 14  # columns of a cell that is not broken over lines on a page
_WIDEST = 36  # columns of a terminal that one cell may take


@dataclass(frozen=True)
class Column:
    """A column of a view: its phrase, how a row's cell is printed, and whether it is a number."""

    key: str
    cell: Cell
    number: bool = False


class View:
    """Printed cells under printed heads; shows itself in a notebook and in a terminal.

    Attributes
    ----------
    frame
        The cells as a DataFrame of texts.
    numbers
        The heads whose cells stand right.
    note
        What is not shown, in words.
    """

    def __init__(self, frame: pd.DataFrame, numbers: Sequence[str], note: str, lang: str) -> None:
        self.frame, self.numbers, self.note, self.lang = frame, list(numbers), note, lang

    def _repr_html_(self) -> str:
        def row(cells: Sequence[str], tag: str) -> Iterator[str]:
            for head, text in zip(self.frame.columns, cells, strict=True):
                side = "right" if head in self.numbers else "left"
                # What is short is never broken; what is long has room for a few words a line.
                room = "white-space:nowrap" if screen_width(text) <= _SHORT else "min-width:7em"
                style = f"text-align:{side};vertical-align:top;padding:3px 8px;{room}"
                yield f'<{tag} style="{style}">{escape(text)}</{tag}>'

        head = "".join(row([str(name) for name in self.frame.columns], "th"))
        body = "".join(
            f"<tr>{''.join(row(list(cells), 'td'))}</tr>"
            for cells in self.frame.itertuples(index=False, name=None)
        )
        lang = "zh-CN" if self.lang == "zh" else "en"
        note = f"<p><small>{escape(self.note)}</small></p>" if self.note else ""
        table = f'<table lang="{lang}" class="taian-table"><thead><tr>{head}</tr></thead>'
        return f"{table}<tbody>{body}</tbody></table>{note}"

    def __repr__(self) -> str:
        heads = [str(name) for name in self.frame.columns]
        rows = [heads, *self.frame.itertuples(index=False, name=None)]
        cells = [[_cut(text, _WIDEST) for text in row] for row in rows]
        wide = [max(screen_width(row[place]) for row in cells) for place in range(len(heads))]
        lines = []
        for row in cells:
            parts = []
            for head, text, room in zip(heads, row, wide, strict=True):
                blank = " " * (room - screen_width(text))
                parts.append(blank + text if head in self.numbers else text + blank)
            lines.append("  ".join(parts).rstrip())
        return "\n".join([*lines, *([self.note] if self.note else [])])


def _cut(text: str, room: int) -> str:
    text = " ".join(text.split())
    if screen_width(text) <= room:
        return text
    while screen_width(text) > room - 1:
        text = text[:-1]
    return text + "…"


def _plain(name: str) -> Cell:
    def cell(row: Any, lang: str) -> str:
        return any_cell(row.get(name), lang)

    return cell


def any_cell(value: Any, lang: str) -> str:
    """Print a value of any kind for a person."""
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return wording.MISSING
    if isinstance(value, pd.Timestamp):
        return wording.day(value, lang)
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "✓" if value else "✗"
    if isinstance(value, float):
        size = abs(value)
        return wording.number(float(f"{value:.4g}") if size < 1000 else value, lang=lang)
    if isinstance(value, int) or type(value).__name__.startswith("int"):
        return wording.number(value, lang=lang)
    return str(value)


def _name(row: Any, lang: str) -> str:
    return wording.indicator_name(str(row["indicator_id"]), str(row["indicator"]), lang)


def _unit(row: Any, lang: str) -> str:
    return "" if ratio_unit(row) else wording.unit_name(row["unit"], lang)


def _printed(role: str) -> Cell:
    def cell(row: Any, lang: str) -> str:
        words = wording.missing(row[f"{role}_value"]) and not wording.missing(row[f"{role}_text"])
        return say("view.in_words", lang) if words and lang == "en" else printed(row, role, lang)

    return cell


def _gap(row: Any, lang: str) -> str:
    value = row["gap"]
    if wording.missing(value):
        return wording.MISSING
    if not float(value):
        return "0"
    if row["unit"] is not pd.NA and row["unit"] == "%":
        text = wording.change_amount(value, "%", lang, short=True)
    else:
        text = wording.number(wording.scaled(value, row["unit"], lang)[0], lang=lang)
    return text if float(value) <= 0 else "+" + text


def _percent(row: Any, lang: str) -> str:
    return wording.percent(row["attainment"])


def _pace(row: Any, lang: str) -> str:
    return wording.number(row["pace"], 2, lang)


def _word(table: str, name: str) -> Cell:
    return lambda row, lang: wording.word(table, row.get(name), lang)


def _status(row: Any, lang: str) -> str:
    return say(f"status.{row['status']}", lang)


def _period(name: str) -> Cell:
    def cell(row: Any, lang: str) -> str:
        value = row.get(name)
        return wording.MISSING if wording.missing(value) else wording.period_name(str(value), lang)

    return cell


def _lines(row: Any, lang: str) -> str:
    return say("joint.lines", lang).join(map(str, lines_of(row)))


def _told(place: int) -> Cell:
    return lambda row, lang: told(row, lang)[place]


def _amount(row: Any, lang: str) -> str:
    return wording.amount(row.get("value"), row.get("unit"), lang)


def _moved(row: Any, lang: str) -> str:
    return wording.moved(row.get("change"), row.get("unit"), lang)


def _series(row: Any, lang: str) -> str:
    english = row.get("series_en")
    return str(row["series"] if lang == "zh" or wording.missing(english) else english)


def _reason(row: Any, lang: str) -> str:
    return any_cell(row.get("reason_en" if lang == "en" else "reason"), lang)


def _basis(row: Any, lang: str) -> str:
    kind, _, formula = str(row["basis"]).partition(":")
    said = say(f"basis.{kind}", lang) if has_phrase(f"basis.{kind}") else kind
    return said + (say("joint.bracket", lang, what=formula.strip()) if formula else "")


#: The kinds of frame: (a column only it has, its view). The first that fits wins.
VIEWS: tuple[tuple[str, tuple[Column, ...]], ...] = (
    ("event", (
        Column("name", _plain("indicator")), Column("event", lambda row, lang: _event(row, lang)),
        Column("then", _plain("old_text"), True), Column("now", _plain("new_text"), True),
        Column("change", _moved, True), Column("reason", _reason),
    )),
    ("status", (
        Column("name", _name), Column("unit", _unit), Column("target", _printed("target"), True),
        Column("actual", _printed("actual"), True), Column("gap", _gap, True),
        Column("attainment", _percent, True), Column("pace", _pace, True),
        Column("status", _status),
    )),
    ("verdict", (
        Column("verdict", _word("verdict", "verdict")), Column("claim", _told(0)),
        Column("stated", _told(1)), Column("computed", _told(2)), Column("lines", _lines),
    )),
    ("series_id", (
        Column("series", _series), Column("period", _period("period")),
        Column("value", _amount, True), Column("basis", _basis),
        Column("line", _plain("line"), True),
    )),
    ("target_text", (
        Column("number", _plain("number"), True), Column("area", _word("area", "area")),
        Column("name", _name), Column("unit", _unit),
        Column("baseline", _printed("baseline"), True), Column("target", _printed("target"), True),
        Column("actual", _printed("actual"), True),
        Column("attribute", _word("attribute", "attribute")),
    )),
    ("code", (
        Column("line", _plain("line"), True), Column("text", _plain("text")),
        Column("reason", _reason),
    )),
)  # fmt: skip


def _event(row: Any, lang: str) -> str:
    return say(f"event.{row['event']}", lang)


def _ordered(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Put what needs a look first: the unmet, what fails, what has changed."""
    if kind == "status":
        rank: Any = frame["met"].map({False: 0.0, True: 2.0}).astype("Float64").fillna(1.0)
        by = frame["attainment"].where(rank == 0)
        order = pd.DataFrame({"rank": rank, "by": by}).sort_values(["rank", "by"], kind="stable")
        return frame.loc[order.index] if frame.index.is_unique else frame
    if kind == "verdict":
        rank = frame["verdict"].map({"fails": 0, "undecidable": 1, "holds": 2})
    elif kind == "event":
        rank = frame["event"].eq("unchanged").astype(int)
    else:
        return frame
    return frame.iloc[rank.argsort(kind="stable")]


def view(
    frame: object = None, *, lang: str | None = None, rows: int | None = 40, all: bool = False
) -> View:
    """Show a frame to a person: few columns in words, numbers right, what is open first.

    Parameters
    ----------
    frame
        Any frame of the contract (gaps, indicators, trends, audit, comparison, rejections, …); None
        or a source for the gaps of a report.
    lang
        ``"zh"`` or ``"en"``; by default the session's.
    rows
        How many rows to show at most; None for all.
    all
        Show every column of the frame, under its own name.

    Returns
    -------
    View
        Its ``frame`` holds the printed cells.

    Raises
    ------
    TaianError
        If it is no frame of the contract and no source of one, or `rows` is no count.

    Examples
    --------
    >>> view(lang="en", rows=2).frame[["Indicator", "Target", "Actual", "Gap"]].values.tolist()[1]
    ['Registered volunteers', '1,200,000', '1,110,000', '−90,000']
    """
    lang = theme.language(lang)
    if not isinstance(frame, pd.DataFrame):
        frame = gaps_frame(frame)
    kind = next((name for name, _ in VIEWS if name in frame.columns), "")
    if rows is not None and (not isinstance(rows, int) or rows < 1):
        raise TaianError.of("error.argument_rows", found=repr(rows))
    if all or not kind:
        columns = tuple(
            Column(str(name), _plain(name), pd.api.types.is_numeric_dtype(frame[name]))
            for name in frame.columns
        )
        heads = [column.key for column in columns]
    else:
        frame = gaps_frame(frame) if kind == "status" and len(frame) else frame
        columns = dict(VIEWS)[kind]
        heads = [say(f"view.{column.key}", lang) for column in columns]
    ordered = _ordered(frame, kind)
    shown = ordered if rows is None else ordered.head(rows)
    cells = [[c.cell(row, lang) for c in columns] for row in shown.to_dict("records")]
    data = pd.DataFrame(cells, columns=heads, dtype="string")
    rest = len(ordered) - len(shown)
    note = say("view.more", lang, n=rest) if rest else ""
    if not len(data):
        note = say("view.empty", lang)
    numbers = [head for head, column in zip(heads, columns, strict=True) if column.number]
    if not all and kind:  # a column that says nothing is left out
        data = data.drop(columns=[h for h in _silent(data) if len(data)])
    return View(data, [h for h in numbers if h in data], note, lang)


def _silent(data: pd.DataFrame) -> list[str]:
    empty = data.isin([wording.MISSING, ""]).all()
    return [str(head) for head in data.columns[empty]]
