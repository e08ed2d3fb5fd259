"""Small golden images: a chart that moves by more than a hair's breadth is looked at again.

`python tests/test_golden.py` draws them anew.
"""

from __future__ import annotations

import io
from pathlib import Path

import figure_frames as frames
import matplotlib
import numpy as np
import pytest
from PIL import Image

import taian_analysis as ta
from taian_analysis.show.canvas import render

FOLDER = Path(__file__).parent / "data" / "golden"
SIZE = (254, 120)


def charts():
    gaps = ta.gap_to_target(frames.indicators())
    return {
        "attainment": ta.plot_attainment(gaps, lang="zh"),
        "bullet": ta.plot_bullet(gaps, lang="en"),
        "trend": ta.plot_trend("charity_organisations", frames.trends(), lang="zh"),
    }


def small(figure):
    picture = Image.open(io.BytesIO(render(figure, "png"))).convert("L")
    return picture.resize(SIZE, Image.Resampling.BOX)


@pytest.mark.skipif(
    tuple(map(int, matplotlib.__version__.split(".")[:2])) < (3, 11),
    reason="the pictures were drawn by matplotlib 3.11, which sets text otherwise",
)
@pytest.mark.parametrize("name", ["attainment", "bullet", "trend"])
def test_looks_as_it_did(name):
    wanted = np.asarray(Image.open(FOLDER / f"{name}.png"), dtype=float)
    drawn = np.asarray(small(charts()[name]), dtype=float)
    assert np.abs(wanted - drawn).mean() < 2.5  # of 255: anti-aliasing, not layout
    assert (np.abs(wanted - drawn) > 90).mean() < 0.01


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, figure in charts().items():
        small(figure).save(FOLDER / f"{name}.png", optimize=True)
