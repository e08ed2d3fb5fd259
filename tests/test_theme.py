"""One look: fonts that are ours, colours that stay apart, no effect before it is asked for."""

from __future__ import annotations

import itertools
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from fontTools.ttLib import TTFont

from taian_analysis import TaianError
from taian_analysis.base.phrases import set_language
from taian_analysis.show import theme

STYLES = ("Regular", "Bold")


@pytest.fixture(autouse=True)
def _restore():
    with mpl.rc_context():
        yield
    set_language("zh")


@pytest.mark.parametrize("style", STYLES)
def test_font_has_gb2312_and_the_signs_of_tables(style):
    font = TTFont(theme.FONTS / f"TaianSans-{style}.ttf")
    covered = set(font.getBestCmap())
    wanted = {
        ord(bytes([high, low]).decode("gb2312"))
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)  # the five empty cells of GB 2312
    }
    assert len(wanted) == 6763
    assert wanted <= covered
    assert not [
        sign
        for sign in "≥≤≠±×÷㎡㎢①⑳·—–−✓●○■□▲△€¥‰℃→“”、。，；：（）《》〔〕"
        if ord(sign) not in covered
    ]
    assert not [name for name in "岱岳氿峄垟䶮玥" if ord(name) not in covered]  # rare names


@pytest.mark.parametrize("style", STYLES)
def test_font_is_renamed_static_and_small(style):
    path = theme.FONTS / f"TaianSans-{style}.ttf"
    font = TTFont(path)
    assert font["name"].getDebugName(1) == "Taian Sans"
    assert font["name"].getDebugName(2) == style
    assert "Adobe" in font["name"].getDebugName(0)
    assert "fvar" not in font
    assert "glyf" in font
    assert path.stat().st_size < 3_000_000


def test_licence_and_log_ship_with_the_fonts():
    assert "SIL OPEN FONT LICENSE" in (theme.FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "Noto Sans SC" in (theme.FONTS / "FONTLOG.txt").read_text(encoding="utf-8")


def test_set_theme_uses_our_fonts_only():
    theme.set_theme()
    assert mpl.rcParams["font.family"] == ["Taian Sans"]
    from matplotlib import font_manager

    for weight, style in (("normal", "Regular"), ("bold", "Bold")):
        found = font_manager.findfont(
            font_manager.FontProperties(family="Taian Sans", weight=weight)
        )
        assert found == str(theme.FONTS / f"TaianSans-{style}.ttf")


def test_set_theme_keeps_the_language_for_the_session():
    theme.set_theme(lang="en")
    assert theme.language() == "en"
    assert theme.language("zh") == "zh"


def test_wrong_language_names_the_argument_and_what_would_do():
    with pytest.raises(TaianError, match=r"`lang`.*'fr'.*'zh', 'en'"):
        theme.set_theme(lang="fr")


def test_import_changes_nothing_and_loads_no_plotting_library():
    code = (
        "import sys, taian_analysis, taian_analysis.show.theme;"
        "assert not {'matplotlib', 'seaborn'} & set(sys.modules);"
        "import matplotlib as mpl; before = dict(mpl.rcParams);"
        "import taian_analysis.show; assert dict(mpl.rcParams) == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=_environment())


def _environment():
    import os

    return {**os.environ, "PYTHONPATH": str(theme.FONTS.parents[1])}


# Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB.
_VISION = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def _linear(colour):
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear):
    matrix = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x = matrix @ linear / np.array([0.9505, 1, 1.089])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", _VISION)
def test_hues_stay_apart_for_every_eye(vision):
    assert len(theme.PALETTE) <= 4
    seen = [_lab(np.clip(np.array(_VISION[vision]) @ _linear(c), 0, 1)) for c in theme.PALETTE]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 20


@pytest.mark.parametrize("colour", [theme.INK, theme.MUTED, theme.BLUE, theme.ORANGE])
def test_colours_of_text_have_the_contrast_wcag_asks(colour):
    light = np.array([0.2126, 0.7152, 0.0722]) @ _linear(colour)
    assert 1.05 / (light + 0.05) >= 4.5
