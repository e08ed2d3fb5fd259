"""How long the narrative's grammar takes, and how well it reads.

Run it with `python benchmarks/bench_narrative.py`.

Prints the time for the whole bundled report (target: under 60 ms), how it grows with the length of
the text (it must be linear), and the scores on the figures labelled by hand.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import narrative_score as score

from taian_analysis import classify_digits, find_quantities, propose_series, read_report
from taian_analysis.narrative import scan


def best(work: Callable[[], object], times: int = 5) -> float:
    """Return the shortest of some runs, in milliseconds."""
    shortest = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - begin)
    return 1000 * shortest


def main() -> None:
    report = read_report()
    text = report.text
    find_quantities(text)
    print(f"find_quantities  {best(lambda: find_quantities(text)):7.1f} ms")
    print(f"classify_digits  {best(lambda: classify_digits(text)):7.1f} ms")
    print(f"propose_series   {best(lambda: propose_series(report)):7.1f} ms")
    for times in (1, 4, 16):
        longer = text * times
        print(f"scan, {len(longer):7d} characters {best(lambda: scan(longer), 2):7.1f} ms")  # noqa: B023
    wanted = score.labels(
        score.DATA / "narrative_gold.csv", {line.number: line for line in report.lines}
    )
    show("this report", [score.score(text, wanted)[0]], [len(wanted)])
    for name in (
        "narrative_other.txt",
        "narrative_blind.txt",
        "narrative_blind2.txt",
        "narrative_blind3.txt",
        "narrative_whole.txt",
    ):
        parts, sizes = [], []
        for when, part, labels in score.marked(score.DATA / name):
            parts.append(score.score(part, labels, when)[0])
            sizes.append(len(labels))
        show(name, parts, sizes)


def show(name: str, parts: list[dict[str, float]], sizes: list[int]) -> None:
    total = sum(sizes)
    mean = {
        key: sum(p[key] * n for p, n in zip(parts, sizes, strict=True)) / total for key in parts[0]
    }
    print(f"{name} ({total}):", ", ".join(f"{key} {value:.3f}" for key, value in mean.items()))


if __name__ == "__main__":
    main()
