"""How long a text report takes to become indicators, and how that grows with its length.

    python benchmarks/bench_cleaning.py

Side by side, in one run: this package, and what a user would take instead (pandas.read_csv on the
annex's lines with the pipe as separator), with the cells each gets right.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable

import pandas as pd

import taian_analysis as ta
from taian_analysis.base.report import Report, split_lines
from taian_analysis.cleaning.layouts import find_tables
from taian_analysis.cleaning.reading import read_annex


def milliseconds(call: Callable[[], object], repeats: int = 15) -> tuple[float, float]:
    """Return the best and the median of several runs."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - begin))
    return min(times), statistics.median(times)


def fresh(text: str) -> Report:
    return Report(text, split_lines(text))


def annex_text(report: Report) -> str:
    return "\n".join(line.text for line in report.lines if line.text.rstrip().endswith("|"))


def right_cells(rows: list[list[str]], truth: list[list[str]]) -> int:
    return sum(
        str(a).strip() == b
        for row, want in zip(rows, truth, strict=False)
        for a, b in zip(row, want, strict=False)
    )


def main() -> None:
    frame = ta.load_indicators()
    report = ta.read_report()
    names = ["area", "indicator", "unit", "target_text", "actual_text", "attribute"]
    truth = frame[names].fillna("-").to_numpy().tolist()
    annex = annex_text(report)

    def by_pandas() -> pd.DataFrame:
        return pd.read_csv(io.StringIO(annex), sep="|", dtype=str, names=range(8), skiprows=1)

    table = "附件表\n" + annex + "\n"

    # a report's annex is read once while the report lives: each run is of a report of its own
    def by_us() -> None:
        read_annex(fresh(table))

    def found_only() -> None:
        find_tables(fresh(table))

    theirs = by_pandas().iloc[:, :6].fillna("").to_numpy().tolist()
    print(f"{'':48}{'best ms':>9}{'median':>9}   cells right of 162")
    for label, call, cells in (
        ("report file -> indicators (read + repair + type)", ta.load_indicators, 162),
        ("annex -> table found, rows repaired and typed", by_us, 162),
        ("annex -> pandas.read_csv(sep='|')", by_pandas, right_cells(theirs, truth)),
    ):
        best, middle = milliseconds(call)
        print(f"{label:48}{best:9.2f}{middle:9.2f}   {cells}")
    whole, found = milliseconds(by_us, 60), milliseconds(found_only, 60)
    best, middle = (a - b for a, b in zip(whole, found, strict=True))
    print(f"{'  of which repair and typing (table found before)':48}{best:9.2f}{middle:9.2f}")
    print("\nlines grown, once each")
    narrative, rows = report.text[: report.text.index("领域 |")], annex.split("\n")
    for times in (1, 10, 100):
        grown = fresh(narrative * times + "\n".join(rows[:1] + rows[1:] * times) + "\n")
        begin = time.perf_counter()
        read_annex(grown)
        spent = 1000 * (time.perf_counter() - begin)
        each = 1000 * spent / len(grown.lines)
        print(f"{len(grown.lines):8d} lines {spent:10.1f} ms {each:8.1f} µs a line")


if __name__ == "__main__":
    main()
