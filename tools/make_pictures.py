"""Make the pictures of the README: the briefing's first page and two figures.

    python tools/make_pictures.py

Needs the extras `briefing`; pypdfium2 and Pillow come with pdfplumber and matplotlib. Writes
`docs/images/*.png` in Chinese and, with `-en` in the name, in English.
"""

from __future__ import annotations

import io
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


def save(picture: Image.Image, name: str) -> None:
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        TARGET / f"{name}.png", optimize=True
    )
    print(f"docs/images/{name}.png: {(TARGET / f'{name}.png').stat().st_size:,} bytes")


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


if __name__ == "__main__":
    main()
