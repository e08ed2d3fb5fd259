"""Measure what a report costs from text to indicators, facts and audit, in CPU milliseconds.

    python benchmarks/bench_report.py        # the bundled text, 25 copies of it

Each copy differs from the others, so that nothing kept of one serves the next. The fastest tells
what the work costs, the middle how busy the machine was. `indicators` is read first and pays for
the narrative's figures and claims, which `facts` and `audit` then share.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise

import taian_analysis as ta


def once(text: str) -> dict[str, float]:
    """Return the CPU milliseconds of each step for a text that was not read before."""
    marks = [time.process_time()]
    report = ta.read_report(text)
    for step in (ta.load_indicators, ta.facts, ta.audit):
        step(report)
        marks.append(time.process_time())
    steps = [1000 * (end - begin) for begin, end in pairwise(marks)]
    return {"all": sum(steps)} | dict(zip(("indicators", "facts", "audit"), steps, strict=True))


def measure(copies: int) -> list[dict[str, float]]:
    """Return the steps of so many changed copies of the bundled text, the fastest first."""
    text = ta.read_report().text
    once(text)
    return sorted((once(f"{text}\n附注{n}。\n") for n in range(copies)), key=lambda one: one["all"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--copies", type=int, default=25)
    spent = measure(parser.parse_args().copies)
    print("| | " + " | ".join(spent[0]) + " |\n|---|" + "--:|" * len(spent[0]))
    for name, one in (("fastest", spent[0]), ("middle", spent[len(spent) // 2])):
        print(f"| {name} | " + " | ".join(f"{ms:.1f}" for ms in one.values()) + " |")


if __name__ == "__main__":
    main()
