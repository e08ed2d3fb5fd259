"""Make the files under tests/data/forms that only an office suite or a browser writes.

    python tools/make_forms.py

Needs LibreOffice (`soffice`), Chromium and the package `pyxlsbwriter`; run once, the files are
committed, so that the tests need none of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import annex_forms as forms  # noqa: E402
import whole_forms as whole  # noqa: E402

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def office(source: Path, target: str, folder: Path) -> Path:
    """Convert a file with the office suite, which sees the package's own fonts only."""
    config = folder / "fonts.conf"
    config.write_text(_FONTS.format(fonts=forms.FONTS, cache=folder / "cache"))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", target, "--outdir", str(folder), str(source)],
        check=True,
        env=os.environ | {"FONTCONFIG_FILE": str(config)},
    )
    return folder / f"{source.stem}.{target.partition(':')[0]}"


def browser_pdf(folder: Path) -> Path:
    style = (
        f"@font-face {{font-family: taian; src: url(file://{forms.FONTS}/TaianSans-Regular.ttf)}}"
        "body {font: 14px taian} td, th {border: 1px solid}"
    )
    source, target = folder / "report.html", folder / "browser.pdf"
    source.write_text(whole.page(style), encoding="utf-8")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", f"--print-to-pdf={target}", str(source)],
        check=True,
    )
    return target


def xlsb(target: Path) -> None:
    from pyxlsbwriter import XlsbWriter

    with XlsbWriter(str(target)) as book:
        book.add_sheet("报告")
        rows = [[line] for line in whole.BEFORE] + [forms.HEAD]
        rows += [
            [row[0] if r in whole.STARTS else "", *row[1:]] for r, row in enumerate(forms.ROWS)
        ]
        width = max(map(len, rows))
        book.write_sheet([row + [""] * (width - len(row)) for row in rows])


def main() -> None:
    whole.FILES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(whole.docx())
        (folder / "spreadsheet.xlsx").write_bytes(whole.sheet_to_print())
        (folder / "sheet").mkdir()
        (folder / "sheet" / "report.xlsx").write_bytes(whole.xlsx())
        made = [
            office(folder / "report.docx", "doc:MS Word 97", folder),
            office(folder / "sheet" / "report.xlsx", "xls:MS Excel 97", folder),
            office(folder / "spreadsheet.xlsx", "pdf", folder),
            browser_pdf(folder),
        ]
        xlsb(folder / "report.xlsb")
        for path in (*made, folder / "report.xlsb"):
            shutil.copy(path, whole.FILES / path.name)


if __name__ == "__main__":
    main()
