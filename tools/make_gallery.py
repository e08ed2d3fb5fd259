"""Write docs/gallery.md and its pictures: every chart of plan monitoring, in both languages.

    python tools/make_gallery.py

The pictures are made from the bundled report; each stands with its alternative text, which is made
from the same data. The comparison sets the report against itself with two values changed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

import taian_analysis as ta
from taian_analysis.show.canvas import render

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "images" / "gallery"
LANGS = ("zh", "en")


def two_reports() -> Any:
    """The report against itself with one value further and one further back."""
    old = ta.load_indicators()
    new = old.copy()
    for name, value in (("lottery_outlets", 583.0), ("certified_social_workers", 1750.0)):
        row = new["indicator_id"] == name
        new.loc[row, ["actual_value", "actual_low", "actual_high"]] = value
        new.loc[row, "actual_text"] = f"{value:g}"
    return ta.compare(old, new)


def charts() -> dict[str, Callable[[str], Any]]:
    """Each chart's name and how it is drawn in a language."""
    gaps, trends, claims, pair = ta.gap_to_target(), ta.load_trends(), ta.audit(), two_reports()
    goal = {"certified_social_workers": 2300.0}
    return {
        "plot_attainment": lambda lang: ta.plot_attainment(gaps, lang=lang),
        "plot_bullet": lambda lang: ta.plot_bullet(gaps, lang=lang),
        "plot_areas": lambda lang: ta.plot_areas(gaps, lang=lang),
        "plot_pace": lambda lang: ta.plot_pace(gaps, lang=lang),
        "plot_quadrant": lambda lang: ta.plot_quadrant(gaps, lang=lang),
        "plot_distance": lambda lang: ta.plot_distance(gaps, lang=lang),
        "plot_fan": lambda lang: ta.plot_fan(gaps, lang=lang),
        "plot_dumbbell": lambda lang: ta.plot_dumbbell(gaps, lang=lang),
        "plot_slope": lambda lang: ta.plot_slope(gaps, lang=lang),
        "plot_trend": lambda lang: ta.plot_trend(
            "certified_social_workers", trends, targets=goal, lang=lang
        ),
        "plot_amounts": lambda lang: ta.plot_amounts(
            "charity_donations", trends, spent="charity_spending", lang=lang
        ),
        "plot_comparison": lambda lang: ta.plot_comparison(pair, lang=lang),
        "plot_audit": lambda lang: ta.plot_audit(claims, lang=lang),
    }


def small(png: bytes) -> Image.Image:
    """Return a picture with few colours, which charts need no more than."""
    return Image.open(io.BytesIO(png)).convert("RGB").quantize(48)


def main() -> None:
    """Draw every chart and write the page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = [
        "# The gallery of plan monitoring",
        "",
        "Made by `python tools/make_gallery.py` from the bundled report; do not edit. Each is a "
        "function over a frame of the contract, draws any report, takes `lang=`, `ax=`, `palette=`,"
        " "
        "`title=` and `source=`, and carries the alternative text printed below it.",
        "",
    ]
    for name, draw in charts().items():
        told = (getattr(ta, name).__doc__ or "").strip().split("\n\n")[0]
        lines += [f"## {name}", "", " ".join(told.split()), ""]
        for lang in LANGS:
            figure = draw(lang)
            picture = f"{name.removeprefix('plot_')}-{lang}.png"
            small(render(figure, "png")).save(FOLDER / picture, optimize=True)
            alt = ta.alt_text(figure).replace("\n", " ")
            escaped = alt.replace("[", "(").replace("]", ")")
            lines += [f"![{escaped}](images/gallery/{picture})", "", f"*{alt}*", ""]
    (ROOT / "docs" / "gallery.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
