"""Damaged input for what is slower: office files, the command, and everything that is written.

python benchmarks/fuzz.py --written 2000 --seed 1
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("agg")
import docx
import matplotlib.pyplot as plt
import nbformat
import openpyxl

import taian_analysis as ta
from taian_analysis.briefing.exporter import (
    BriefingDocxExporter,
    BriefingExporter,
    BriefingHtmlExporter,
)
from taian_analysis.cli.main import main as taian
from taian_analysis.products.publish import csv_text

COMMANDS = ("check", "audit", "indicators", "trends", "gaps", "numbers", "series")
PLOTS = (
    "plot_attainment",
    "plot_bullet",
    "plot_pace",
    "plot_distance",
    "plot_dumbbell",
    "plot_areas",
)

#: what Markdown and the outputs of cells make much of
MARKS = (
    "**",
    "$",
    "$$",
    "`",
    "|",
    "](",
    "<td>",
    "</table>",
    "\\frac{",
    "[^1]",
    "\x1b[31m",
    ":::",
    "\n# ",
    "> ",
)
#: a folder of reports takes a second: so many are read
_CORPORA = 0.1
#: a briefing on paper takes a second, the other forms a tenth of that
EXPORTERS = (BriefingHtmlExporter,) * 6 + (BriefingDocxExporter,) * 3 + (BriefingExporter,)

Case = tuple[str, Callable[[], Any]]
Damage = Callable[[random.Random, str], str]


@cache
def _office(form: str) -> bytes:
    """Return a small whole document of a form with a table of indicators."""
    rows = (
        ("主要指标", "单位", "2025年目标值", "2023年完成值", "属性"),
        ("床位数", "张", "100", "90", "预期性"),
        ("覆盖率", "%", "≥60", "69", "约束性"),
    )
    out = io.BytesIO()
    if form == "docx":
        document = docx.Document()
        document.add_paragraph("全市共有养老机构45家,床位4500张。")
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        document.save(out)
    elif form == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(out)
    else:
        figure = plt.figure(figsize=(4, 3))
        figure.text(0.1, 0.5, "beds 100 90")
        figure.savefig(out, format="pdf")
        plt.close(figure)
    return out.getvalue()


def damaged_file(rng: random.Random, form: str, damage: Damage) -> bytes:
    """Return a document of which a member, or the bytes of the whole, are damaged."""
    whole = _office(form)
    if form == "pdf" or rng.random() < 0.2:
        data = bytearray(whole)
        for _ in range(rng.randint(1, 9)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        return bytes(data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        struck = rng.choice([n for n in names if n.endswith((".xml", ".rels"))])
        for name in names:
            data = old.read(name)
            if name == struck:
                data = damage(rng, data.decode("utf-8")).encode("utf-8", "replace")
            new.writestr(name, data)
    return out.getvalue()


def command(folder: Path, arguments: list[str]) -> None:
    """Run the command in this process; a code it does not promise is an escape."""
    was = sys.argv
    sys.argv = ["taian", *arguments]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            taian()
    except SystemExit as end:
        if end.code not in (0, 1, 2):
            raise RuntimeError(f"exit code {end.code}") from end
    finally:
        sys.argv = was


def _drawn(name: str, text: str) -> None:
    try:
        getattr(ta, name)(ta.gap_to_target(text))
    finally:
        plt.close("all")


def _parquet(text: str) -> None:
    ta.load_indicators(text).to_parquet(io.BytesIO())


def notebook(rng: random.Random, words: str, table: str) -> nbformat.NotebookNode:
    """Return a notebook of damaged Markdown, and a cell that prints damaged things of each kind."""
    pieces = [words[i : i + 40] for i in range(0, min(len(words), 400), 40)]
    marked = "".join(piece + rng.choice(MARKS) for piece in pieces)
    data = {
        "text/html": f"<table><tr><td>{table[:300]}</td></tr>{rng.choice(MARKS)}{marked[:200]}",
        "text/latex": f"${marked[:120]}$",
        "text/markdown": marked[::-1],
        "text/plain": marked,
        "image/png": rng.choice(("", "AAAA", "iVBORw0KGgo=")),
    }
    kept = {kind: data[kind] for kind in rng.sample(sorted(data), rng.randint(1, 3))}
    shown = nbformat.v4.new_output("display_data", kept, metadata={})
    printed = nbformat.v4.new_output("stream", name="stdout", text=marked)
    code = nbformat.v4.new_code_cell(table[:200], outputs=[shown, printed])
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(marked), code])


def cases(rng: random.Random, prose: Any, table: Any, damaged: Damage) -> Iterator[Case]:
    """Yield calls without end: what is called, and the call."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        while True:
            text = table(rng)
            yield (
                f"csv({text!r:.300})",
                lambda t=text: csv_text(ta.load_indicators(t), "indicators"),
            )
            yield f"parquet({text!r:.300})", lambda t=text: _parquet(t)
            yield (
                f"html({text!r:.300})",
                lambda t=text: ta.open_table(ta.gap_to_target(t)).to_html(),
            )
            words = prose(rng) + "\n" + text
            yield f"markdown({words!r:.300})", lambda t=words: ta.describe(ta.check_report(t))
            yield (
                f"audit_table({words!r:.300})",
                lambda t=words: ta.audit_table(ta.audit(t)).to_html(),
            )
            book = notebook(rng, words, text)
            exporter = rng.choice(EXPORTERS)
            yield (
                f"{exporter.__name__}({book!r:.600})",
                lambda e=exporter, b=book: e().from_notebook_node(b),
            )
            name = rng.choice(PLOTS)
            yield f"{name}({text!r:.300})", lambda n=name, t=text: _drawn(n, t)
            form = rng.choice(("docx", "xlsx", "pdf"))
            data = damaged_file(rng, form, damaged)
            yield f"{form}({data!r:.200})", lambda d=data: ta.load_indicators(d)
            path = folder / f"damaged.{rng.choice(('txt', 'md', 'html', 'csv', form))}"
            path.write_bytes(data if rng.random() < 0.3 else words.encode("utf-8", "replace"))
            asked = [
                rng.choice(COMMANDS),
                str(path),
                *rng.choice(([], ["--json"], ["--lang", "en"])),
            ]
            yield f"taian({asked!r} {path.read_bytes()!r:.200})", lambda a=asked: command(folder, a)
            (folder / "reports").mkdir(exist_ok=True)
            other = folder / "reports" / f"other{path.suffix}"
            other.write_bytes(damaged(rng, words).encode("utf-8", "replace"))
            pair = ["compare", str(other), str(path), *rng.choice(([], ["-a"], ["-f", "md"]))]
            yield f"compare({other.read_bytes()!r:.200})", lambda a=pair: command(folder, a)
            if rng.random() < _CORPORA:
                all_of = ["corpus", str(other.parent), "-o", str(folder / "set"), "-j", "1"]
                yield f"corpus({other.read_bytes()!r:.200})", lambda a=all_of: command(folder, a)
