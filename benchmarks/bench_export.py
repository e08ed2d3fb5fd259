"""How long a briefing takes beside nbconvert's own PDF exporters, on this machine, in one run.

    python benchmarks/bench_export.py [--repeat 5] [--profile]

One notebook (a 27-row table, three figures, code hidden) is converted by every exporter that works
here; then notebooks of 50 to 400 cells show whether the time grows in step with the cells. What is
not installed (LaTeX, Playwright's browser) is named and left out.
"""

from __future__ import annotations

import argparse
import base64
import cProfile
import io
import pstats
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4 as v4

TIMES_FASTER = 1.5  # than webpdf, run in turn with it: what the project asks
FIRST_LIMIT = 0.35  # seconds of CPU, of the bundled briefing after imports


def picture(seed: int) -> str:
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    import numpy as np

    figure, axes = plt.subplots(figsize=(6.4, 4))
    axes.plot(np.random.default_rng(seed).random(100))
    axes.set_title(f"Figure {seed}")
    out = io.BytesIO()
    figure.savefig(out, dpi=150)
    plt.close(figure)
    return base64.b64encode(out.getvalue()).decode()


PICTURES: list[str] = []


def figure_cell(number: int) -> Any:
    while len(PICTURES) < 50:
        PICTURES.append(picture(len(PICTURES)))
    data = {"image/png": PICTURES[number % 50], "text/plain": "<Figure>"}
    output = v4.new_output(
        "display_data", data=data, metadata={"image/png": {"alt": f"图{number}"}}
    )
    return v4.new_code_cell("plot()", execution_count=1, outputs=[output])


def table_cell(rows: int = 27) -> Any:
    import pandas as pd

    frame = pd.DataFrame(
        {
            "指标": [f"城乡居民最低生活保障标准{i}" for i in range(rows)],
            "基期": [1.1 * i for i in range(rows)],
            "现值": range(rows),
            "目标": ["≥60%"] * rows,
        }
    )
    output = v4.new_output("display_data", data={"text/html": frame.to_html(), "text/plain": "x"})
    return v4.new_code_cell("frame", execution_count=1, outputs=[output])


def small() -> Any:
    cells = [
        v4.new_markdown_cell("# 泰安市民政事业中期评估\n\n全市民政事业稳步推进。"),
        table_cell(),
    ]
    return v4.new_notebook(cells=[*cells, *(figure_cell(i) for i in range(3))])


def large(cells: int) -> Any:
    """A notebook with a quarter of figures and as many tables."""
    text = (
        "## 第{}节\n\n" + "城乡**低保**标准稳步提高,养老服务扩面提质。" * 6 + "\n\n- 甲\n- 乙 $x^2$"
    )
    made = [v4.new_markdown_cell("# 大笔记本")]
    for i in range(1, cells):
        kind = i % 4
        made.append(
            figure_cell(i)
            if kind == 1
            else table_cell()
            if kind == 3
            else v4.new_markdown_cell(text.format(i))
        )
    return v4.new_notebook(cells=made)


def timed(run: Callable[[], object], repeat: int) -> float:
    """Return the median of several runs; the first, which fills caches, is not counted."""
    run()
    took = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def first_run(nb: Any) -> tuple[float, float]:
    """Return time and CPU time of the first conversion in a fresh process, after imports."""
    code = (
        "import sys, time, nbformat\n"
        "nb = nbformat.reads(sys.stdin.read(), 4)\n"
        "import nbconvert.exporters, nbconvert.preprocessors, typst, lxml.etree, mistune\n"
        "import cssselect2, tinycss2, rich.ansi, PIL.Image, PIL.PngImagePlugin, math_core\n"
        "from taian_analysis.briefing.exporter import BriefingExporter\n"
        "import taian_analysis.briefing.write.typst_pdf, taian_analysis.briefing.read.notebook\n"
        "start, cpu = time.perf_counter(), time.process_time()\n"
        "BriefingExporter().from_notebook_node(nb)\n"
        "print(time.perf_counter() - start, time.process_time() - cpu)\n"
    )
    source = nbformat.writes(nb).encode()
    done = subprocess.run(
        [sys.executable, "-c", code], input=source, capture_output=True, check=True
    )
    wall, cpu = map(float, done.stdout.split())
    return wall, cpu


def bundled() -> Any:
    """Return the briefing that comes with the package, run."""
    from nbclient import NotebookClient

    path = Path(__file__).parent.parent / "notebooks" / "briefing.ipynb"
    nb = nbformat.read(path, 4)
    return NotebookClient(nb, resources={"metadata": {"path": str(path.parent)}}).execute()


def in_turn(ours: Callable[[], object], theirs: Callable[[], object], pairs: int) -> list[float]:
    """Return how many times longer the other takes, pair by pair: load falls on both alike."""
    found = []
    for _ in range(pairs):
        start = time.perf_counter()
        ours()
        middle = time.perf_counter()
        theirs()
        found.append((time.perf_counter() - middle) / (middle - start))
    return sorted(found)


def others() -> dict[str, Callable[[Any], object]]:
    """Return nbconvert's own exporters that can run here."""
    found: dict[str, Callable[[Any], object]] = {}
    if shutil.which("xelatex"):
        from nbconvert.exporters import PDFExporter

        found["pdf"] = lambda nb: PDFExporter(exclude_input=True).from_notebook_node(nb)
    else:
        print("--to pdf: left out, no xelatex here")
    try:
        found["webpdf"] = webpdf()
    except Exception as error:
        print(f"--to webpdf: left out, {type(error).__name__}: {str(error).splitlines()[0][:80]}")
    return found


def webpdf() -> Callable[[Any], object]:
    """Return nbconvert's webpdf; an installed Chromium serves where Playwright has none."""
    from nbconvert.exporters import WebPDFExporter
    from playwright import async_api

    browser = next((p for n in ("chromium", "google-chrome") if (p := shutil.which(n))), None)
    launch = async_api.BrowserType.launch

    async def launched(self: Any, **options: Any) -> Any:
        if browser:
            options["executable_path"] = browser
        return await launch(self, **options)

    async_api.BrowserType.launch = launched  # type: ignore[method-assign]
    exporter = WebPDFExporter(exclude_input=True, disable_sandbox=True)
    exporter.from_notebook_node(v4.new_notebook(cells=[v4.new_markdown_cell("x")]))
    return exporter.from_notebook_node


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()

    from taian_analysis.briefing.exporter import (
        BriefingDocxExporter,
        BriefingExporter,
        BriefingHtmlExporter,
    )

    nb = small()
    rows: dict[str, Callable[[Any], object]] = {
        "briefing": BriefingExporter().from_notebook_node,
        "briefing_docx": BriefingDocxExporter().from_notebook_node,
        "briefing_html": BriefingHtmlExporter().from_notebook_node,
    } | others()
    first, cpu = first_run(bundled())
    verdict = "ok" if cpu <= FIRST_LIMIT else "too slow"
    print(f"bundled briefing, first conversion in a fresh process, after imports: {first:.3f} s, ")
    print(f"CPU {cpu:.3f} s ({verdict}, {FIRST_LIMIT} asked)")
    took = {name: timed(lambda run=run: run(nb), arguments.repeat) for name, run in rows.items()}  # type: ignore[misc]
    print(f"{'exporter':<16}{'seconds':>9}{'of briefing':>13}")
    for name, seconds in took.items():
        print(f"{name:<16}{seconds:>9.3f}{seconds / took['briefing']:>12.1f}x")
    if "webpdf" in rows:
        ratios = in_turn(lambda: rows["briefing"](nb), lambda: rows["webpdf"](nb), arguments.repeat)
        middle = statistics.median(ratios)
        verdict = "ok" if middle >= TIMES_FASTER else "too slow"
        print(f"webpdf / briefing in turn: {ratios[0]:.1f} to {ratios[-1]:.1f}, ", end="")
        print(f"median {middle:.1f} ({verdict}, {TIMES_FASTER} asked)")
    print(f"{'cells':<16}{'seconds':>9}{'ms a cell':>13}")
    for cells in (50, 100, 200, 400):
        run = BriefingExporter().from_notebook_node
        book = large(cells)
        start = time.perf_counter()
        run(book)
        seconds = time.perf_counter() - start
        print(f"{cells:<16}{seconds:>9.3f}{1000 * seconds / cells:>13.2f}")
    if arguments.profile:
        profile = cProfile.Profile()
        profile.runcall(BriefingExporter().from_notebook_node, large(200))
        pstats.Stats(profile).sort_stats("cumtime").print_stats(25)


if __name__ == "__main__":
    main()
