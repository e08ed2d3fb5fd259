"""The notebooks' ground: a file is found, an error is one line, no section is empty."""

import os

import pytest

import taian_analysis as ta
from taian_analysis.base.phrases import set_language
from taian_analysis.products import lab_words as words
from taian_analysis.products.lab import Lab

BARE = "指标 | 单位 | 2025年目标 | 2022年完成值\n床位数 | 张 | 120 | 130\n覆盖率 | % | ≥60 | 65\n"


@pytest.fixture(autouse=True)
def _language():
    yield
    set_language("zh")


@pytest.fixture
def shown(monkeypatch):
    out = []
    monkeypatch.setattr("IPython.display.display", lambda *objects, **_: out.extend(objects))
    return out


def text_of(shown):
    return "\n".join(getattr(one, "data", str(one)) if not isinstance(one, dict) else one["text/markdown"]
                     for one in shown if isinstance(getattr(one, "data", ""), str))  # fmt: skip


def test_a_file_is_found_from_the_notebooks_folder(tmp_path, monkeypatch):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data" / "raw" / "ours.txt").write_text(BARE, encoding="utf-8")
    (tmp_path / "beside.txt").write_text(BARE, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "notebooks")
    assert len(ta.load_indicators("ours.txt")) == 2
    assert len(ta.load_indicators("beside.txt")) == 2


def test_an_error_says_where_it_looked_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ta.ReportError) as error:
        Lab("none.txt", lang="zh")
    (line,) = error.value._render_traceback_()
    assert line.startswith("ReportError: none.txt：没有这个文件（找过：")
    assert os.path.join("data", "raw") in line
    set_language("en")
    assert "looked in" in error.value._render_traceback_()[0]


def test_no_section_is_empty_and_numbers_run_on(shown):
    lab = Lab(BARE, "gap", lang="zh")
    lab.section("s_unmet", words.open_rows(lab), ta.plot_distance, of=lab.gaps)
    lab.section("我的一节", None, [])
    lab.section("s_unsure", words.sensitive(lab) or lab.say("all_firm"))
    told = text_of(shown)
    assert "## 1  尚未达标" in told and "## 2  我的一节" in told and "## 3  " in told
    assert "未画出：没有未达标的数值指标" in told
    assert "这一节在这份报告里没有内容" in told
    assert "<text>" not in told and "所给文本" in told


def test_findings_that_could_change_are_named_with_their_reason():
    told = words.sensitive(Lab(lang="zh"))
    assert len(told) == int(ta.gap_to_target()["sensitive"].sum())
    assert all("：" in line for line in told)
    assert sum("印数取整" in line for line in told) == 2
    assert sum("原文另有不同数值" in line for line in told) == 1


def test_another_report_is_drawn_by_its_proposed_series():
    text = "2021年、2022年,全市投资分别完成3亿元和4亿元。\n" + BARE
    lab = Lab(text, lang="en")
    charts = words.trend_charts(lab)
    assert len(charts) == 1
    assert "proposals" in words.series_found(lab)
    assert charts[0]().note.lang == "en"


def test_a_quote_of_rows_tells_what_stands_in_their_cells():
    told = words.quotes(Lab()).frame.iloc[:, -1].tolist()
    assert "1783 ／ 预期性 ／ 全市注册志愿者总量 ／ 万人 ／ 120" in told[0]
    assert not any("|" in quote or "／ ／" in quote for quote in told)


def test_every_point_is_shown_with_a_quote_that_holds_its_number():
    """Quotes were cut after 60 signs: 总量178 for 1783, and 720元 was in none of them."""
    lab = Lab()
    quotes = words.quoted_points(lab).frame["引文"]
    points = lab.trends[lab.trends["start"].notna()]
    assert len(points) > 80
    for at, point in points.iterrows():
        told = quotes.iloc[lab.trends.index.get_loc(at)].strip("…")
        assert told in point["quote"] and lab.report.text[point["start"] : point["end"]] in told
        assert len(told) <= 60 or "," not in told.rstrip(",，;；。")
