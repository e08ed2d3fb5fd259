"""Reading a report, beside what a user would take instead, in one run.

    python benchmarks/bench_readers.py [repeats]

Each line: our best time, the other's best time, and the ratio; the forms are the report's own
annex (27 rows, merged cells) and, for the .docx, the annex with the report once and ten times.
"""

from __future__ import annotations

import gc
import io
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import annex_forms as forms  # noqa: E402
import docx  # noqa: E402
import openpyxl  # noqa: E402
import pandas as pd  # noqa: E402
import pdfplumber  # noqa: E402

import taian_analysis as ta  # noqa: E402


def best(calls, repeats: int) -> list[float]:
    """Return each call's best time in ms of CPU, measured in turns so that load hits all alike."""
    times = [[] for _ in calls]
    for turn in range(repeats + 1):
        for call, taken in zip(calls, times, strict=True):
            gc.collect()
            start = time.process_time()
            call()
            if turn:
                taken.append(time.process_time() - start)
    return [min(taken) * 1e3 for taken in times]


def long_docx(times: int) -> bytes:
    """Return the annex followed by the report's own paragraphs, so many times."""
    document = docx.Document(io.BytesIO(forms.merged_docx()))
    for text in forms.RAW.read_text(encoding="utf-8").split("\n")[:105] * times:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plumbed(data: bytes, what: str) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if what != "text":
                page.extract_tables()
            if what != "tables":
                page.extract_text()
            page.close()


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    word, book = forms.merged_docx(), forms.merged_xlsx()
    whole, long_word = long_docx(1), long_docx(10)
    page, ruled = forms.merged_html(), forms.pdf()
    bare, broken = forms.pdf(ruled=False), forms.pdf(paper="a5", size="9pt")
    csv_file = Path(tempfile.mkdtemp()) / "annex.csv"
    csv_file.write_text(forms.blank_csv(), encoding="utf-8")
    text = forms.RAW.read_text(encoding="utf-8")
    rows = [
        ("text: read_report", lambda: ta.read_report(), "open().read()",
         lambda: forms.RAW.read_text("utf-8"), None),
        ("text: load_indicators", lambda: ta.load_indicators(), "pandas.read_csv (31 of 162 cells)",
         lambda: pd.read_csv(io.StringIO(text), sep="|", names=range(12), engine="python"), None),
        ("text x 100: read_report", lambda: ta.read_report(text * 100), "str.split",
         lambda: (text * 100).split("\n"), None),
        (".docx annex", lambda: ta.read_report(word), "python-docx load",
         lambda: docx.Document(io.BytesIO(word)), 1.5),
        (".docx whole report", lambda: ta.read_report(whole), "python-docx load",
         lambda: docx.Document(io.BytesIO(whole)), 1.5),
        (".docx report x 10", lambda: ta.read_report(long_word), "python-docx load",
         lambda: docx.Document(io.BytesIO(long_word)), 1.5),
        (".xlsx annex", lambda: ta.read_report(book), "openpyxl load",
         lambda: openpyxl.load_workbook(io.BytesIO(book)), None),
        (".html annex", lambda: ta.read_report(page), "pandas.read_html",
         lambda: pd.read_html(io.StringIO(page)), None),
        (".csv annex", lambda: ta.read_report(csv_file), "pandas.read_csv",
         lambda: pd.read_csv(csv_file), None),
    ]  # fmt: skip
    for name, data in (("ruled", ruled), ("without rules", bare), ("over pages", broken)):
        for what in ("text and tables", "tables"):
            rows.append(
                (f".pdf {name}", lambda d=data: ta.read_report(d), f"pdfplumber {what}",
                 lambda d=data, w=what: plumbed(d, w), 1.3)
            )  # fmt: skip
    print(f"{'':28}{'ours':>10}   {'other':>10}   ratio  limit")
    for name, ours, label, other, limit in rows:
        a, b = best((ours, other), repeats)
        bound = f"{limit:5.1f}" if limit else "     "
        print(f"{name:28}{a:8.2f}ms   {b:8.2f}ms   {a / b:5.2f}  {bound}  {label}")


if __name__ == "__main__":
    main()
