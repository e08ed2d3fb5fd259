# ruff: noqa: E501 (inputs on one line each; a Chinese character counts as two)
"""Measure what 100 KB of one kind of input costs, in CPU seconds: tables in every layout, dense texts.

    python benchmarks/bench_long.py             # all kinds
    python benchmarks/bench_long.py turned.csv  # some

The bar is 2 s on idle cores. Each input is read, then asked for indicators, observations, facts and
audit; that a table is refused is no fault, that anything else is raised is.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import taian_analysis as ta

SIZE = 100_000
Grid = list[list[str]]


def short(n: int) -> Grid:
    return [
        ["指标", "单位", "目标", "完成"],
        *([f"项{i}", "人", f"{20 + i % 70}", f"{10 + i % 70}"] for i in range(n)),
    ]


def across(columns: int, first: int = 1900) -> Callable[[int], Grid]:
    head = ["指标", "单位", *(f"{first + k}年" for k in range(columns))]
    return lambda n: [head, *([f"项{i}", "人", *map(str, range(i, i + columns))] for i in range(n))]


def turned(years: int) -> Callable[[int], Grid]:
    return lambda n: [
        ["指标", *(f"指标{i}人数" for i in range(n))], ["单位", *["人"] * n],
        *([f"{1960 + k}年", *(str(1000 + i + k) for i in range(n))] for k in range(years)),
    ]  # fmt: skip


def years_down(n: int) -> Grid:
    return [
        ["年份", "户籍人口(万人)", "户数(万户)"],
        *([f"{1000 + i}年", f"{300 + i % 50}", f"{90 + i % 7}"] for i in range(n)),
    ]


def places(n: int) -> Grid:
    return [
        ["县区", "造林目标(亩)", "造林完成(亩)"],
        *([f"第{i}县", f"{300 + i % 50}", f"{90 + i % 7}"] for i in range(n)),
    ]


def unknown(n: int) -> Grid:
    return [
        ["指标", "单位", *(f"列{k}" for k in range(n))],
        *([f"项{i}", "人", *map(str, range(i, i + n))] for i in range(4)),
    ]


def areas(n: int) -> Grid:
    head = ["领域", "指标", "单位", "2025年目标", "2023年实际"]
    return [
        head,
        *([f"领域{i}", f"甲{i}人数", "人", f"{20 + i % 9}", f"{10 + i % 9}"] for i in range(n)),
    ]


def long_cells(n: int) -> Grid:
    return [
        ["指标", "单位", "目标", "完成", "备注"],
        *(
            [f"甲{i}人数", "人", f"{20 + i}", f"{10 + i}", "已完成全部建设任务并投入使用，" * 20]
            for i in range(n)
        ),
    ]


#: how rows are printed, by the end of a file's name
FORMS: dict[str, Callable[[Grid], str]] = {
    "csv": lambda rows: "\n".join(map(",".join, rows)) + "\n",
    "pipes.txt": lambda rows: "\n".join(map("|".join, rows)) + "\n",
    "blanks.txt": lambda rows: "\n".join(map("  ".join, rows)) + "\n",
    "cells.txt": lambda rows: "\n\n".join(map("\n".join, rows)) + "\n",
    "html": lambda rows: (
        f"<table>{''.join('<tr>' + ''.join(f'<td>{c}</td>' for c in row) + '</tr>' for row in rows)}</table>"
    ),
}
GRIDS: dict[str, Callable[[int], Grid]] = {
    "short": short, "months": across(12, 2000), "wide": across(100), "turned": turned(20), "turned60": turned(60),
    "years": years_down, "places": places, "unknown": unknown, "areas": areas, "long": long_cells,
}  # fmt: skip
TEXTS: dict[str, Callable[[int], str]] = {
    "tables": lambda i: (
        f"表{i} 情况\n指标|目标|完成\n项{i}|{20 + i % 70}|{10 + i % 70}\n乙{i}|{20 + i % 70}|{10 + i % 70}\n\n"
    ),
    "items": lambda i: f"{i}.完成养老机构{i}个，床位{i}张\n",
    "aims": lambda i: f"{i}.养老机构{i}床位数达到{100 + i}张以上，完成{90 + i}张。\n",
    "sections": lambda i: f"（{i}）第{i}节。推进工作，成效明显。\n",
    "shares": lambda i: f"第{i}类{1000 + i}人，占{i % 90 + 1}.{i % 10}%；",
    "men and women": lambda i: (
        f"其中男性{1000 + i}人，占{i % 90 + 1}.{i % 10}%，女性{900 + i}人，占{i % 80 + 1}.{i % 7}%。"
    ),
    "days": lambda i: f"{2000 + i % 25}年{i % 12 + 1}月{i % 28 + 1}日召开会议，",
    "years": lambda i: f"{2000 + i % 25}年低保人数{1000 + i}人，",
    "one sentence": lambda i: f"养老机构{i + 10}家，",
    "sums": lambda i: f"共有机构{2 * i + 30}家，其中公办{i + 10}家、民办{i + 20}家。",
    "growth": lambda i: f"完成投资{i + 1000}亿元，同比增长{i % 30}.{i % 10}%，",
    "in turn": lambda i: f"甲、乙、丙三县分别为{i + 10}人、{i + 20}人、{i + 30}人。",
    "claims": lambda i: f"“十四五”规划的{i}项主要指标全部达到目标。",
}


def grown(make: Callable[[int], str]) -> str:
    """Return the longest input of a kind that has no more than so many bytes."""
    low, high = 0, SIZE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if len(make(middle).encode()) <= SIZE else (low, middle)
    return make(low)


def inputs() -> Iterable[tuple[str, Callable[[], str]]]:
    """Yield the name of a file and what makes its text."""
    for name, grid in GRIDS.items():
        for form, printed in FORMS.items():
            yield (
                f"{name}.{form}",
                lambda grid=grid, printed=printed: grown(lambda n: printed(grid(n))),
            )
    for name, one in TEXTS.items():
        yield f"{name}.txt", lambda one=one: grown(lambda n: "".join(map(one, range(n))) + "\n")


def spent(path: Path) -> tuple[float, int | str]:
    """Return the CPU seconds a file takes, and how many indicators it has, or why none."""
    begin = time.process_time()
    report = ta.read_report(path)
    found: list[int | str] = []
    for ask in (ta.load_indicators, ta.load_observations, ta.facts, ta.audit):
        try:
            found.append(len(ask(report)))
        except ta.TaianError as error:
            found.append(type(error).__name__)
    return time.process_time() - begin, found[0]


def main() -> None:
    ta.audit()  # what is made once a process is no cost of an input
    print("| input | CPU s | indicators |\n|---|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in inputs():
            if not sys.argv[1:] or name in sys.argv[1:]:
                path = Path(folder, name)
                path.write_text(make(), encoding="utf-8")
                seconds, found = spent(path)
                print(f"| {name} | {seconds:.2f} | {found} |", flush=True)


if __name__ == "__main__":
    main()
