"""The cells of a row under the heads of their columns."""

from __future__ import annotations

import re

from .align import CellToken, SourceRow
from .entries import join
from .headers import Head
from .names import one_line

#: roles whose columns are carried as they are printed
CARRIED = ("other", "note", "dept", "weight", "score", "region")


class RowCells:
    """The heads of a table, and what a row of it holds under them."""

    def __init__(self, heads: list[Head]) -> None:
        self.heads = heads
        self.holds = [head.value for head in heads]
        self.full = sum(self.holds)
        self._kept: tuple[SourceRow | None, dict[str, list[CellToken]]] = (None, {})

    def column(self, row: SourceRow, *roles: str) -> list[CellToken] | None:
        """Return what a row prints in the first of these roles that it prints."""
        if row.kind != "row":
            return None
        columns = self._by_role(row)
        for role in roles:
            if role in columns:
                return columns[role]
        return None

    def _by_role(self, row: SourceRow) -> dict[str, list[CellToken]]:
        """Return the row's printed cells by role, the first column of each."""
        if self._kept[0] is not row:
            found: dict[str, list[CellToken]] = {}
            for i in sorted(row.cells):
                cells = [t for t in row.cells[i] if t.text]
                if cells:
                    found.setdefault(self.heads[i].role, cells)
            self._kept = (row, found)
        return self._kept[1]

    def valued(self, row: SourceRow) -> list[tuple[Head, list[CellToken]]]:
        """Return the cells under the heads of values."""
        found = []
        for i in sorted(row.cells):
            if self.holds[i]:
                tokens = [t for t in row.cells[i] if t.text]
                if tokens:
                    found.append((self.heads[i], tokens))
        return found

    def carried(self, row: SourceRow) -> dict[str, str]:
        """Return what columns without a role of ours hold, under their printed heads."""
        out: dict[str, str] = {}
        for i, cells in sorted(row.cells.items()):
            text = one_line(join(cells)) if any(t.text for t in cells) else ""
            if text and self.heads[i].role in CARRIED and self.heads[i].text.strip():
                out.setdefault(re.sub(r"\s+", "", self.heads[i].text), text)
        return out
