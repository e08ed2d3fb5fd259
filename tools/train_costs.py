"""Learn the costs of aligning cells with columns, and say whether they beat the typed ones.

    python tools/train_costs.py FOLDER ... [--folds 5] [--rate 0.1]

The alignment (`cleaning/align.py`) gives each cell of a stream to a column so that typed costs are
least. Here they are learned by an averaged structured perceptron (Collins 2002), beginning with the
typed ones: of each labelled document that is read right, the rows as read are printed a cell a
line, some cells left out at random, and aligned again; costs of what the true rows hold sink, costs
of what the alignment held instead rise. Documents are left out by folds; nothing is written.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from labelled_columns import documents, plain

import taian_analysis as ta
from taian_analysis.base.errors import TaianError
from taian_analysis.cleaning import align, emissions, reading
from taian_analysis.cleaning.cellkinds import kind
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.headers import LEVELS, Head

#: a table as read: its columns, and its rows (what they are, cells by column)
Table = tuple[list[Head], list[tuple[str, list[tuple[int, str]]]]]
#: where a cell is: its row, its column, what the row is
Place = tuple[int, int | None, str]
_RIGHT, _ROWS, _COLUMNS = 0.93, 4, range(3, 15)
#: cells of these columns may be left out, half of them in a row that loses some
_LOST = ("rate", "note", "dept", "baseline", "unit", "verdict", "actual")
#: what a cell that no column takes costs where its kind is not listed (`align`)
_UNLISTED = 3.5
_TYPED = (
    {role: dict(c) for role, c in emissions.EMIT.items()},
    dict(align.SKIP),
    dict(align.JUNK),
)


def tables(folders: Sequence[Path]) -> list[Table]:
    """Return the largest table of each document that is read as its labels say."""
    found = []
    for source, gold in documents(folders):
        seen: list[tuple[Any, Any]] = []
        judged = reading.judge

        def keep(table: Any, rows: Any, seen: list = seen, judged: Any = judged) -> Any:
            seen.append((table.heads, [row for row in rows if row.kind in ("row", "section")]))
            return judged(table, rows)

        try:
            with mock.patch.object(reading, "judge", keep):
                frame = ta.load_indicators(source)
        except TaianError:
            continue
        want = Counter(plain(row.get(f"{level}_raw")) for row in gold for level in LEVELS)
        got = Counter(plain(text) for level in LEVELS for text in frame[f"{level}_text"].dropna())
        want.pop("", None)
        right = sum((want & got).values())
        if not right or right < _RIGHT * max(want.total(), got.total()):
            continue
        heads, rows = max(seen, key=lambda one: len(one[1]))
        if len(rows) >= _ROWS and len(heads) in _COLUMNS:
            found.append((heads, [(row.kind, _cells(row)) for row in rows]))
    return found


def _cells(row: Any) -> list[tuple[int, str]]:
    texts = {i: "\n".join(t.text for t in tokens if t.text) for i, tokens in row.cells.items()}
    return [(i, text) for i, text in sorted(texts.items()) if text]


def stream(table: Table, rng: random.Random, lost: float) -> tuple[list[CellToken], list[Place]]:
    """Print a table a cell a line; a share of its rows lose cells."""
    tokens: list[CellToken] = []
    places: list[Place] = []
    heads, rows = table
    for n, (what, cells) in enumerate(rows):
        short = rng.random() < lost
        for column, text in cells:
            if what == "row" and short and heads[column].role in _LOST and rng.random() < 0.5:
                continue
            tokens.append(CellToken(text, len(tokens) + 1, same=0.9))
            places.append((n, column, what))
    return tokens, places


def aligned(tokens: list[CellToken], heads: list[Head]) -> list[Place]:
    """Return where the alignment puts each cell."""
    found: dict[int, Place] = {}
    for n, row in enumerate(align.align(tokens, heads)):
        found |= {id(t): (n, i, row.kind) for i, ts in row.cells.items() for t in ts}
        found |= {id(t): (n, None, row.kind) for t in row.junk}
    return [found[id(token)] for token in tokens]


def counts(places: list[Place], tokens: list[CellToken], heads: list[Head]) -> Counter:
    """Count what costs a way holds: cells in columns, columns passed over, cells in none."""
    out: Counter = Counter()
    rows: dict[int, set[int]] = {}
    for (n, column, what), token in zip(places, tokens, strict=True):
        if column is None:
            out["junk", kind(token.text)] += 1
        elif what == "row":
            out["cell", heads[column].role, kind(token.text)] += 1
            rows.setdefault(n, set()).add(column)
    for columns in rows.values():
        out.update(
            ("skip", h.role) for i, h in enumerate(heads) if i not in columns and not h.implied
        )
    return out


def use(change: dict) -> None:
    """Put typed costs and what was learned on top of them into force."""
    for role, costs in _TYPED[0].items():
        emissions.EMIT[role] = dict(costs)
    align.SKIP.update(_TYPED[1])
    align.JUNK.clear()
    align.JUNK.update(_TYPED[2])
    for key, more in change.items():
        if key[0] == "cell" and key[2] in emissions.EMIT[key[1]]:
            emissions.EMIT[key[1]][key[2]] += more
        elif key[0] == "skip":
            align.SKIP[key[1]] += more
        elif key[0] == "junk":
            align.JUNK[key[1]] = align.JUNK.get(key[1], _UNLISTED) + more
    emissions.emission.cache_clear()


def learned(train: list[Table], rng: random.Random, rate: float, rounds: int = 6) -> dict:
    """Return the mean of what each step changed the costs to."""
    now: dict = Counter()
    total: dict = Counter()
    steps = 0
    for _ in range(rounds):
        for table in rng.sample(train, len(train)):
            use(now)
            tokens, true = stream(table, rng, rng.choice([0, 0.2, 0.4]))
            held = counts(aligned(tokens, table[0]), tokens, table[0])
            wanted = counts(true, tokens, table[0])
            for key in held.keys() | wanted.keys():
                now[key] += rate * (held[key] - wanted[key]) / len(tokens)
            steps += 1
            for key, value in now.items():
                total[key] += value
    return {key: value / steps for key, value in total.items()}


def right(test: list[Table], lost: float) -> float:
    """Return which share of the cells stands in its column beside the others of its row."""
    rng, shares = random.Random(7), []
    for table in test:
        tokens, true = stream(table, rng, lost)
        rows: dict[int, int] = {}
        good = 0
        for (n, column, what), (m, put, as_what) in zip(
            true, aligned(tokens, table[0]), strict=True
        ):
            good += (column, what) == (put, as_what) and rows.setdefault(n, m) == m
        shares.append(good / len(true))
    return sum(shares)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--rate", type=float, default=0.1)
    args = parser.parse_args()
    rng = random.Random(1)
    found = tables(args.folders)
    rng.shuffle(found)
    sums: Counter = Counter()
    for k in range(args.folds):
        test = found[k :: args.folds]
        train = [table for i, table in enumerate(found) if i % args.folds != k]
        for name, change in (("typed", {}), ("learned", learned(train, rng, args.rate))):
            use(change)
            for lost in (0.0, 0.3):
                sums[name, lost] += right(test, lost)
    print(f"{len(found)} tables, each left out once; cells in their place, a table's mean:")
    for (name, lost), share in sorted(sums.items()):
        print(f"  {name}, {lost:.0%} of the rows short: {share / len(found):.3f}")


if __name__ == "__main__":
    main()
