"""The gallery on reports of every size: nothing overlaps, nothing leaves the paper or the axes."""

from __future__ import annotations

import itertools
import re

import figure_frames as frames
import matplotlib as mpl
import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis import TaianError

PERIODS = {"baseline": 2020, "target": 2025, "actual": "2023-06"}
LANGS = ("zh", "en")


def transport():
    """Seven rows with baselines: two met, one slow, one fast, one where less is better."""
    rows = [
        ("公路总里程", "公里", 8120, "8800", 8460, "预期性"),
        ("高速公路通车里程", "公里", 310, "420", 336, "预期性"),
        ("建制村通客车率", "%", 97.5, "100", 100, "约束性"),
        ("新能源公交车占比", "%", 45.6, "80", 72.8, "预期性"),
        ("道路运输万车死亡率", "人/万车", 2.8, "≤2.2", 2.3, "约束性"),
        ("港口货物吞吐量", "万吨", 1750, "2300", 1700, "预期性"),
        ("农村公路优良中等路率", "%", 84, "≥88", 91.2, "约束性"),
    ]
    return _own(rows, "交通")


def sixty():
    """Sixty rows in six areas, some with names longer than a line."""
    stems = (
        "地区生产总值",
        "规模以上工业企业研究与试验发展经费内部支出占营业收入的比重",
        "森林覆盖率",
    )
    rows, areas = [], []
    for number in range(60):
        base = 20.0 + number
        actual = base + (number % 7) * 1.5
        name = f"{stems[number % 3]}第{number + 1}号"
        kind = "约束性" if number % 4 else "预期性"
        rows.append((name, "%", base, f"{base + 8:g}", actual, kind))
        areas.append(f"领域{number // 10 + 1}")
    return _own(rows, areas)


def bare():
    """Three rows without baselines or kinds."""
    return _own([("床位数", "张", None, "120", 90, None), ("覆盖率", "%", None, "≥60", 47.5, None),
                 ("人数", "人", None, "80", 81, None)], None)  # fmt: skip


def _own(rows, area):
    heads = ["name", "unit", "baseline", "target", "actual", "attribute"]
    table = pd.DataFrame(rows, columns=heads)
    if area is not None:
        table["area"] = area
    indicators = ta.from_frame(table, periods=PERIODS)
    indicators.attrs["title"] = "某规划中期评估报告"
    return ta.gap_to_target(indicators)


REPORTS = {"transport": transport, "sixty": sixty, "bare": bare}
CHARTS = (
    "attainment",
    "bullet",
    "pace",
    "distance",
    "dumbbell",
    "slope",
    "quadrant",
    "fan",
    "areas",
)
NEEDS_BASE = {"dumbbell", "slope", "quadrant"}
EACH = [
    (report, chart, lang)
    for report, chart, lang in itertools.product(REPORTS, CHARTS, LANGS)
    if not (report == "bare" and chart in NEEDS_BASE)
]


@pytest.fixture(scope="module")
def gaps():
    return {name: make() for name, make in REPORTS.items()}


def draw(figure):
    figure.set_dpi(150)
    figure.draw_without_rendering()  # lays out and warns as a drawing does


def texts(figure):
    return [t for t in figure.findobj(mpl.text.Text) if t.get_visible() and t.get_text().strip()]


def overlaps(figure):
    boxes = [(t.get_text(), t.get_window_extent().padded(-0.9)) for t in texts(figure)]
    return [(a, b) for (a, one), (b, two) in itertools.combinations(boxes, 2) if one.overlaps(two)]


@pytest.mark.filterwarnings("error:.*[Gg]lyph.*")
@pytest.mark.parametrize(("report", "chart", "lang"), EACH)
def test_laid_out_on_any_report(gaps, report, chart, lang):
    figure = getattr(ta, f"plot_{chart}")(gaps[report], lang=lang)
    draw(figure)
    assert not overlaps(figure)
    page = figure.bbox.padded(1)
    for text in texts(figure):
        box = text.get_window_extent()
        assert page.containsx(box.x0) and page.containsx(box.x1), text.get_text()
        assert page.containsy(box.y0) and page.containsy(box.y1), text.get_text()
    assert figure.get_figheight() < 11.2  # a page
    alt = ta.alt_text(figure)
    assert figure.note.headline in alt
    assert figure.note.facts
    if lang == "en" and report == "bare":
        assert not re.search(
            "[\u4e00-\u9fff]", figure.note.headline.replace("床位数", "").replace("覆盖率", "")
        )


def test_headlines_are_the_frames_numbers(gaps):
    frame = gaps["transport"]
    met, short = int(frame["met"].sum()), int((~frame["met"].astype(bool)).sum())
    assert (met, short) == (2, 5)  # 100 of 100 and 91.2 of 88; the other five fall short
    assert ta.plot_attainment(frame, lang="en").note.headline == (
        "2 of 7 indicators have reached the 2025 target, 5 have not"
    )
    # progress 340/680, 26/110, 27.2/34.4, 0.5/0.6 and -50/550 at half the time: three keep pace
    assert ta.plot_pace(frame, lang="en").note.headline == (
        "Of 5 not yet met, 3 on or ahead of schedule, 2 behind (2 met ones are drawn too)"
    )
    assert ta.plot_dumbbell(frame, lang="en").note.headline == (
        "Of 7 with a baseline, 6 moved towards the target and 1 away from it"
    )
    # 45.6 -> 72.8 is +59.6 %; less deaths and less cargo fell
    assert ta.plot_slope(frame, lang="en").note.headline == (
        "Of 7 with a baseline, 5 rose and 2 fell; 新能源公交车占比 moved most (+59.6%)"
    )


def test_rows_that_cannot_be_drawn_are_named(gaps):
    note = ta.plot_distance(gaps["sixty"], most=3).note
    assert "未画出：" in note.source and "等" in note.source
    assert "未画出" not in ta.plot_distance(gaps["transport"]).note.source
    with pytest.raises(TaianError, match="baseline"):
        ta.plot_slope(gaps["bare"])


@pytest.mark.parametrize("chart", CHARTS)
def test_an_axes_that_is_given_holds_all_of_it(gaps, chart):
    figure = mpl.figure.Figure(figsize=(11, 4.2))
    left, right = figure.subplots(1, 2)
    box = left.get_position().bounds
    kwargs = {"indicators": "港口"} if chart == "fan" else {}
    made = getattr(ta, f"plot_{chart}")(gaps["transport"], ax=left, lang="zh", **kwargs)
    assert made is figure
    draw(figure)
    x0, y0, wide, tall = box
    for text in (
        t for t in left.findobj(mpl.text.Text) if t.get_visible() and t.get_text().strip()
    ):
        extent = text.get_window_extent().transformed(figure.transFigure.inverted())
        assert extent.x0 > x0 - 0.006 and extent.x1 < x0 + wide + 0.006, text.get_text()
        assert extent.y0 > y0 - 0.012 and extent.y1 < y0 + tall + 0.012, text.get_text()
    families = {t.get_fontfamily()[0] for t in left.findobj(mpl.text.Text) if t.get_text().strip()}
    assert families == {"Taian Sans"}
    assert right.get_position().bounds[0] > x0 + wide


def test_title_and_source_are_left_to_the_caller(gaps):
    figure = mpl.figure.Figure(figsize=(8, 4))
    axes = figure.subplots()
    ta.plot_attainment(gaps["transport"], ax=axes, title=False, source=False)
    drawn = " ".join(t.get_text() for t in texts(figure))
    assert "来源" not in drawn and "尚未达到" not in drawn
    alone = ta.plot_pace(gaps["transport"], title=False, source=False)
    assert alone.get_figheight() < ta.plot_pace(gaps["transport"]).get_figheight()


def test_a_palette_by_name_and_by_colours(gaps):
    figure = ta.plot_bullet(gaps["transport"], palette=["#112233", "#445566"])
    edges = {mpl.colors.to_hex(p.get_edgecolor()) for p in figure.axes[0].patches}
    assert edges == {"#112233", "#445566"}
    ta.plot_bullet(gaps["transport"], palette="colorblind")
    with pytest.raises(TaianError, match="palette"):
        ta.plot_bullet(gaps["transport"], palette="no such palette")


def test_the_theme_puts_back_what_was_before():
    before = dict(mpl.rcParams)
    with ta.theme(lang="en", palette=["#112233", "#445566"]):
        assert ta.plot_attainment().note.lang == "en"
        assert mpl.rcParams["font.family"] == ["Taian Sans"]
    assert dict(mpl.rcParams) == before
    assert ta.plot_attainment().note.lang == "zh"


def test_two_reports_compared():
    old = transport_indicators(2020)
    new = old.copy()
    new.loc[0, ["actual_value", "actual_low", "actual_high"]] = 8900.0
    new.loc[0, "actual_text"] = "8900"
    new.loc[1, ["actual_value", "actual_low", "actual_high"]] = 300.0
    new.loc[1, "actual_text"] = "300"
    figure = ta.plot_comparison(ta.compare(old, new), lang="en")
    assert figure.note.headline == (
        "Of 7 that can be compared, 1 progressed, 5 stood still, 1 slid back; 1 newly met"
    )
    draw(figure)
    assert not overlaps(figure)
    with pytest.raises(TaianError, match="comparison"):
        ta.plot_comparison(pd.DataFrame({"x": [1]}))


def transport_indicators(year):
    rows = transport()
    keep = [name for name in ta.load_indicators().columns if name in rows]
    return rows[[name for name in keep if not name.startswith("official")]].copy()


def test_the_audit_at_a_glance():
    claims = pd.DataFrame(
        {
            "claim": list("abcd"), "kind": ["count", "count", "date", "arithmetic"],
            "verdict": ["fails", "holds", "holds", "undecidable"], "lines": ["2,132", "5", "6", "7"],
        }
    )  # fmt: skip
    figure = ta.plot_audit(claims, lang="en")
    assert figure.note.headline == ("4 claims computed again: 1 fails, 2 hold, 1 cannot be decided")
    assert "Count: 2, 1 fails, 1 holds" in figure.note.facts
    draw(figure)
    assert not overlaps(figure)


def test_lines_in_panels_share_an_index():
    figure = ta.plot_trend(["charity_organisations", "subsistence_standard_urban"], frames.trends())
    slopes = []
    for axes in figure.axes:
        low, high = axes.get_ylim()
        line = next(n for n in axes.lines if len(n.get_ydata()) == 2 and n.get_linestyle() == "-")
        slopes.append((line.get_ydata()[1] - line.get_ydata()[0]) / (high - low))
    # 49 -> 71 is +44.9 %, 719 -> 915 is +27.3 %: drawn in that proportion
    assert slopes[0] / slopes[1] == pytest.approx((71 / 49 - 1) / (915 / 719 - 1))
    assert "斜率可比" in figure.note.subtitle


def test_contradicted_points_are_joined_to_none():
    axes = ta.plot_trend("certified_social_workers", frames.trends()).axes[0]
    lines = [one for one in axes.lines if len(one.get_xdata()) == 2 and one.get_linestyle() == "-"]
    joined = [tuple(one.get_ydata()) for one in lines]
    assert (1189.0, 1345.0) in joined
    assert not any(1873.0 in pair or 1783.0 in pair for pair in joined)


def test_a_cut_axis_is_marked_and_bars_begin_at_zero(gaps):
    trend = ta.plot_trend("charity_organisations", frames.trends()).axes[0]
    assert trend.get_ylim()[0] > 0
    assert any(isinstance(line.get_marker(), list) for line in trend.lines)
    bars = ta.plot_bullet(gaps["transport"]).axes[0]
    assert bars.get_xlim()[0] == 0


def test_proposed_series_are_drawn_like_stated_ones():
    text = "2021年,全市完成投资3亿元。2022年,全市完成投资4亿元。2023年上半年,全市完成投资2.5亿元。\n某局"
    trends = ta.proposed_trends(text)
    assert trends["kind"].tolist() == ["flow"] * 3
    assert trends["unit"].tolist() == ["亿元"] * 3
    figure = ta.plot_amounts(None, trends, lang="zh")
    assert (
        "由2021年的3亿元增至2022年的4亿元（+33.3%），2023年上半年为2.5亿元" in figure.note.headline
    )
    assert [bar.get_hatch() for bar in figure.axes[0].patches] == [None, None, "////"]
