"""Draw a figure in English and save it, with its alt text beside it."""

import sys
import tempfile
from pathlib import Path

import taian_analysis as ta
from taian_analysis.show.alttext import alt_text

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
ta.set_theme(lang="en")
figure = ta.plot_donations()
figure.savefig(folder / "donations.png", dpi=150)
(folder / "donations.txt").write_text(alt_text(figure), encoding="utf-8")
print(alt_text(figure))
