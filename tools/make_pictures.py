"""Make the pictures of the README: the briefing's first page, two figures and the evidence page.

    python tools/make_pictures.py

Needs the extras `briefing`, and for the evidence page playwright and a Chromium (or CHROMIUM set);
pypdfium2 and Pillow come with pdfplumber and matplotlib. Writes
`docs/images/*.png` in Chinese and, with `-en` in the name, in English.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

import taian_analysis as ta
from taian_analysis.briefing import export_notebook
from taian_analysis.cli.notebooks import notebook_path
from taian_analysis.show.canvas import render

TARGET = Path(__file__).resolve().parents[1] / "docs" / "images"
#: Pixels an inch, and colours a picture is reduced to: small files that stay sharp.
PAGE_DPI, COLOURS = 110, 64


def save(picture: Image.Image, name: str, colours: int = COLOURS) -> None:
    # A page is mostly white: the usual cut averages its few colours into dull ones.
    reduced = picture.convert("RGB").quantize(
        colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    reduced.save(TARGET / f"{name}.png", optimize=True)
    print(f"docs/images/{name}.png: {(TARGET / f'{name}.png').stat().st_size:,} bytes")


def evidence_page(lang: str) -> Image.Image:
    """Return the evidence page, open on a sum that does not add up, set in the bundled font."""
    from playwright.sync_api import sync_playwright

    fonts = Path(ta.__file__).parent / "base" / "fonts"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        config = Path(folder) / "fonts.conf"
        folders = "".join(f"<dir>{where}</dir>" for where in (fonts, "/usr/share/fonts"))
        config.write_text(f"<fontconfig>{folders}<cachedir>{folder}</cachedir></fontconfig>")
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox"],
            env={**os.environ, "FONTCONFIG_FILE": str(config)},
        )
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(ta.evidence(lang=lang).save(Path(folder) / "page.html").as_uri())
        tab.wait_for_selector("html[data-ready]")
        for _ in range(5):
            tab.keyboard.press("n")
        tab.wait_for_timeout(300)
        picture = Image.open(io.BytesIO(tab.screenshot()))
        browser.close()
    return picture


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    gaps, trends = ta.gap_to_target(), ta.load_trends()
    for lang, suffix in (("zh", ""), ("en", "-en")):
        figures = {
            "attainment": ta.plot_attainment(gaps, lang=lang),
            "donations": ta.plot_donations(trends, lang=lang),
        }
        for name, figure in figures.items():
            save(Image.open(io.BytesIO(render(figure, "png"))), name + suffix)
        with tempfile.TemporaryDirectory() as folder:
            path = export_notebook(
                notebook_path("briefing"),
                lang=lang,
                parameters={"source": None, "lang": lang},
                output=Path(folder) / "briefing.pdf",
            )
            page = pypdfium2.PdfDocument(path)[0].render(scale=PAGE_DPI / 72).to_pil()
        save(page, f"briefing-page-1{suffix}")
        save(evidence_page(lang), f"evidence{suffix}", 160)


if __name__ == "__main__":
    main()
