"""Every figure: what it says, that it fits, that it speaks one language, and what it refuses."""

from __future__ import annotations

import re
from decimal import Decimal

import figure_frames as frames
import matplotlib as mpl
import pandas as pd
import pytest

import taian_analysis as charts
from taian_analysis import TaianError, gap_to_target
from taian_analysis.show import theme
from taian_analysis.show.canvas import render, text_width, wrap

CJK = re.compile("[\u4e00-\u9fff]")
LANGS = ("zh", "en")


@pytest.fixture(scope="module")
def gaps():
    return gap_to_target(frames.indicators())


@pytest.fixture(scope="module")
def trends():
    return frames.trends()


@pytest.fixture(scope="module")
def figures(gaps, trends):
    """All figures in both languages, made once."""
    made = {}
    for lang in LANGS:
        made |= {
            ("attainment", lang): charts.plot_attainment(gaps, lang=lang),
            ("pace", lang): charts.plot_pace(gaps, lang=lang),
            ("distance", lang): charts.plot_distance(gaps, lang=lang),
            ("standards", lang): charts.plot_standards(trends, target=1.3, lang=lang),
            ("donations", lang): charts.plot_donations(trends, lang=lang),
            ("allowances", lang): charts.plot_allowances(trends, lang=lang),
            ("people", lang): charts.plot_people(trends, gaps, lang=lang),
            ("trend", lang): charts.plot_trend("charity_organisations", trends, lang=lang),
        }
    return made


NAMES = (
    "attainment",
    "pace",
    "distance",
    "standards",
    "donations",
    "allowances",
    "people",
    "trend",
)
EACH = [(name, lang) for name in NAMES for lang in LANGS]


def draw(figure):
    """Draw at twice the screen's size, so that text is measured about as it is in the PDF."""
    figure.set_dpi(200)
    figure.draw_without_rendering()


def texts(figure):
    return [t for t in figure.findobj(mpl.text.Text) if t.get_visible() and t.get_text().strip()]


@pytest.mark.parametrize("key", EACH)
def test_says_finding_statistic_and_source(figures, key):
    note = figures[key].note
    drawn = " ".join("".join(t.get_text().split()) for t in texts(figures[key]))
    for part in (note.headline, note.subtitle, note.source):
        assert part
        assert "".join(part.split()) in drawn
    assert note.source.startswith("来源：" if key[1] == "zh" else "Source: ")


@pytest.mark.parametrize("key", EACH)
def test_nothing_is_clipped_and_no_glyph_is_missing(figures, key, recwarn):
    figure = figures[key]
    draw(figure)
    assert not [w for w in recwarn if "Glyph" in str(w.message) or "font" in str(w.message).lower()]
    page = figure.bbox
    for text in texts(figure):
        box = text.get_window_extent()
        assert box.x0 >= page.x0 - 1, text.get_text()
        assert box.x1 <= page.x1 + 1, text.get_text()
        assert box.y0 >= page.y0 - 1, text.get_text()
        assert box.y1 <= page.y1 + 1, text.get_text()


@pytest.mark.parametrize("key", EACH)
def test_no_two_labels_overlap(figures, key):
    figure = figures[key]
    draw(figure)
    boxes = [(t.get_text(), t.get_window_extent().padded(-0.8)) for t in texts(figure)]
    hits = [
        (a, b)
        for place, (a, one) in enumerate(boxes)
        for b, two in boxes[place + 1 :]
        if one.overlaps(two)
    ]
    assert not hits


@pytest.mark.parametrize("key", EACH)
def test_text_is_horizontal_and_in_our_font(figures, key):
    for text in texts(figures[key]):
        assert text.get_rotation() == 0
        assert text.get_fontfamily() == [theme.FAMILY]


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("attainment", "pace", "distance")]
)
def test_english_figures_have_no_chinese_left(figures, name):
    assert not [t.get_text() for t in texts(figures[name, "en"]) if CJK.search(t.get_text())]


@pytest.mark.parametrize("name", NAMES)
def test_chinese_figures_have_no_english_left(figures, name):
    words = [
        t.get_text() for t in texts(figures[name, "zh"]) if re.search("[A-Za-z]{2}", t.get_text())
    ]
    assert all("other-city.docx" in word for word in words)


@pytest.mark.parametrize("key", EACH)
def test_every_number_drawn_is_marked_or_in_the_headings(figures, key):
    figure = figures[key]
    note = figure.note
    marked = {n for mark in note.marks for n in re.findall(r"\d[\d,.]*\d|\d", mark.text)}
    marked |= set(re.findall(r"\d[\d,.]*\d|\d", note.headline + note.subtitle + note.source))
    drawn = {n for t in texts(figure) for n in re.findall(r"\d[\d,.]*\d|\d", t.get_text())}
    assert drawn <= marked | {"0"}


@pytest.mark.parametrize("key", EACH)
def test_alt_text_is_in_the_figures_language_and_from_its_data(figures, key):
    alt = charts.alt_text(figures[key])
    assert figures[key].note.headline.rstrip("。.") in alt
    assert len(figures[key].note.facts) > 0
    assert all(fact in alt for fact in figures[key].note.facts)
    assert alt.endswith("。" if key[1] == "zh" else ".")


def test_attainment_shows_true_values_of_what_it_caps(gaps):
    figure = charts.plot_attainment(gaps, lang="en", cap=1.2)
    labels = [t.get_text() for t in texts(figure)]
    assert "476.7%" in labels  # 143 / 30
    assert max(x for line in figure.axes[0].lines[1:] for x in line.get_xdata() if x > 100) <= 146


def test_attainment_tells_binding_from_expected_by_shape(gaps):
    axes = charts.plot_attainment(gaps).axes[0]
    dots = {line.get_marker() for line in axes.lines if len(line.get_xdata()) == 1}
    assert {"s", "o"} <= dots


def test_headline_counts_each_kind_apart(gaps):
    # by hand: ratio, growth in words, area and coverage are met; workers and volunteers are not
    assert charts.plot_attainment(gaps, lang="en").note.headline == (
        "4 of 6 indicators have reached the 2025 target, 2 have not"
    )
    assert (
        charts.plot_attainment(gaps).note.headline == "6项指标中，4项已达到2025年目标，2项尚未达到"
    )


def test_pace_and_distance_print_the_measures(gaps):
    # progress (1783-1189)/(2300-1189) = 594/1111 = 53.5 %; elapsed 911/1826 days = 49.9 %
    labels = " ".join(t.get_text() for t in texts(charts.plot_pace(gaps)))
    assert "53.5%" in labels
    assert "49.9%" in labels
    row = Decimal(2300 - 1783)
    assert f"{row}人" in " ".join(t.get_text() for t in texts(charts.plot_distance(gaps)))


def test_half_years_are_hatched_and_apart(trends):
    axes = charts.plot_donations(trends).axes[0]
    bars = axes.patches
    assert [bar.get_hatch() for bar in bars] == [None, None, "////"]
    centres = [bar.get_x() + bar.get_width() / 2 for bar in bars]
    assert centres[2] - centres[1] > centres[1] - centres[0]
    assert not axes.lines
    assert [bar.get_height() for bar in bars] == [1.31, 1.54, 1.21]


def test_derived_points_are_hollow_and_contradicted_ones_ringed(trends):
    axes = charts.plot_trend("certified_social_workers", trends).axes[0]
    points = [line for line in axes.lines if len(line.get_xdata()) == 1]
    dots = [line for line in points if line.get_markersize() < 8]
    rings = [line for line in points if line.get_markersize() > 8]
    assert [line.get_markerfacecolor() for line in dots] == [theme.PAPER] + [theme.BLUE] * 3
    assert sorted(line.get_ydata()[0] for line in rings) == [1783, 1873]


def test_draws_into_an_axes_that_is_given(gaps):
    figure = mpl.figure.Figure(figsize=(9, 5))
    axes = figure.subplots()
    assert charts.plot_pace(gaps, ax=axes) is figure
    assert axes.get_title(loc="left")


def test_figures_do_not_depend_on_the_session(gaps):
    plain = render(charts.plot_pace(gaps), "png")
    with mpl.rc_context({"font.family": ["DejaVu Sans"], "axes.linewidth": 4, "font.size": 20}):
        assert render(charts.plot_pace(gaps), "png") == plain


def test_svg_is_the_same_every_time_and_needs_no_font(gaps):
    first = render(charts.plot_distance(gaps), "svg")
    assert first == render(charts.plot_distance(gaps), "svg")
    assert b"<text" not in first


def test_shows_itself_with_alt_text(gaps):
    figure = charts.plot_distance(gaps, lang="en")
    data, told = figure._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert told["image/png"]["alt"] == charts.alt_text(figure)
    assert f'alt="{charts.alt_text(figure)[:12]}' in data["text/html"]


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda g, t: charts.plot_attainment(g, lang="de"), "`lang`"),
        (lambda g, t: charts.plot_attainment(g, cap=0.5), "`cap`"),
        (lambda g, t: charts.plot_attainment(g.drop(columns="attainment")), "attainment"),
        (lambda g, t: charts.plot_attainment(g.iloc[:0]), "`gaps`"),
        (lambda g, t: charts.plot_pace(g[g["indicator_id"] == "r06"]), "baseline"),
        (lambda g, t: charts.plot_distance(g[g["met"]]), "unmet"),
        (lambda g, t: charts.plot_trend("charity", t), "Charity donations"),
        (lambda g, t: charts.plot_trend([], t), "`series`"),
        (lambda g, t: charts.plot_trend(["a"] * 5, t), "`series`"),
        (lambda g, t: charts.plot_trend("a", t.drop(columns="basis")), "basis"),
        (
            lambda g, t: charts.plot_donations(t[t["series_id"] != "charity_spending"]),
            "charity_spending",
        ),
    ],
)
def test_wrong_arguments_are_named(gaps, trends, call, named):
    with pytest.raises(TaianError, match=re.escape(named)):
        call(gaps, trends)


def test_unknown_rows_and_areas_are_drawn_not_dropped(gaps):
    odd = gaps.copy()
    odd.loc[odd.index[0], ["area", "attribute", "unit"]] = pd.NA
    odd.loc[odd.index[1], ["met", "attainment", "actual_value", "actual_text"]] = pd.NA
    odd.loc[odd.index[1], "status"] = "not_assessable"
    figure = charts.plot_attainment(odd)
    drawn = " ".join(t.get_text() for t in texts(figure))
    assert all(name in drawn for name in odd["indicator"])
    assert "1项无法评估" in figure.note.headline


def test_wrap_keeps_to_the_width_and_begins_no_line_with_a_stop():
    text = "城乡低保标准之比由1.34:1降低到1.27:1，已完成既定目标（预期性）。" * 3
    lines = wrap(text, 8, 1.5).split("\n")
    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in "，。）"]
    assert max(text_width(line.rstrip("，。）"), 8) for line in lines) <= 1.5


def test_a_series_that_stays_on_its_target_says_so_and_names_both(trends):
    from taian_analysis.show.series_words import story

    flat = trends[trends["kind"] != "flow"].iloc[[0, 0]].copy()
    flat["value"], flat["unit"], flat["period"] = 100.0, "%", ["2020", "2023-07"]
    assert story(flat, "zh", 100.0).partition("，")[0].endswith("2020年至2023年7月保持100%")
    assert "stayed at 100% from 2020 to July 2023" in story(flat, "en", 100.0)
