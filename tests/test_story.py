"""The briefing's story: every number computed, every number traced, in two languages."""

from __future__ import annotations

import itertools
import re

import pytest

from taian_analysis import TaianError, read_report
from taian_analysis.products.story import SECTIONS, Story
from taian_analysis.products.story_gaps import clip, headline
from taian_analysis.products.trace import trace
from taian_analysis.products.writer import NUMBER, Block, Writer
from taian_analysis.show.marks import Mark

CJK = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module", params=["zh", "en"])
def story(request):
    return Story(lang=request.param)


@pytest.fixture(scope="module")
def blocks(story):
    return story.blocks()


def untraced(block):
    """Return the numbers that a block prints and no mark of it accounts for."""
    known = {number for mark in block.marks for number in NUMBER.findall(mark.text)}
    words = re.sub(r"^\d+\. ", "", block.text, flags=re.MULTILINE)  # numbers of a list
    if block.kind == "heading":  # section numbers
        words = re.sub(r"^#+ *(?:附件|Annex )?[\d.]*", "", words)
    return [number for number in dict.fromkeys(NUMBER.findall(words)) if number not in known]


def test_every_number_is_traced(blocks):
    for block in blocks:
        assert not untraced(block), (block.section, block.kind)


def test_page_one_says_who_stands_where(story):
    text = story.section("summary")[1].value
    words = (
        [
            "24项已达到2025年目标",
            "3项尚未达到",
            "1783人",
            "77.5%",
            "111万人",
            "92.5%",
            "560个",
            "96.6%",
        ]
        if story.lang == "zh"
        else [
            "24 have reached",
            "3 have not",
            "1,783",
            "77.5%",
            "1,110,000",
            "92.5%",
            "560",
            "96.6%",
        ]
    )
    assert [word for word in words if word not in text] == []
    assert "1.19" in text
    assert "1.20" in text
    assert len(text.split("\n")) == 3


def test_english_has_no_chinese_left_but_quotes(story):
    if story.lang == "zh":
        assert all(CJK.search(b.text) for b in story.blocks())
        return
    for block in story.blocks():
        words = re.sub(r'"[^"]*"', "", block.text)
        assert not CJK.search(words), words[:200]


def test_headings_are_in_order_and_sections_end_with_content(blocks):
    heads = [b for b in blocks if b.kind == "heading"]
    assert [h.value.count("#") for h in heads if h.value.startswith("## ")]
    for one, two in itertools.pairwise(blocks):
        assert not (one.kind == "heading" and one.value.startswith("###") and two.kind == "heading")


def test_headline_of_the_report_is_quoted_with_its_line():
    assert headline(Story()) == ("27条主要发展指标全部达到或超过预期目标", 2)


def test_trace_lists_origin_of_printed_and_computed_numbers():
    rows = trace(lang="zh")
    report = read_report()
    printed = rows[(rows["basis"] == "printed") & rows["start"].notna()]
    assert len(printed) > 70
    for row in printed.itertuples():
        assert report.text[row.start : row.end] in row.quote
    actual = rows[rows["what"] == "持证社会工作者：完成值"].iloc[0]
    assert report.text[actual["start"] : actual["end"]] == "1783"
    assert actual["lines"] == "132"
    computed = rows[rows["basis"] == "computed"]
    assert ((computed["how"] != "") | (computed["lines"] != "")).all()


def test_printed_numbers_of_the_annex_are_all_found_in_the_text():
    rows = trace(lang="zh")
    lost = rows[(rows["basis"] == "printed") & rows["start"].isna() & (rows["block"] != "table")]
    assert lost.empty, lost[["block", "text", "what", "lines"]].to_string()


def test_other_report_without_narrative_or_baselines(tmp_path):
    path = tmp_path / "next.txt"
    path.write_text(
        "某市民政局\n2024年7月1日\n附件\n"
        "领域 | 主要指标 | 单位 | 2025年目标值 | 完成值 | 指标属性 |\n"
        "民生 | 甲类覆盖率 | % | 100 | 100 | 约束性 |\n"
        "PM2.5乙类数量 | 个 | 50 | 40 | 预期性 | |\n",
        encoding="utf-8",
    )
    story = Story(path, "zh")
    blocks = story.blocks()
    text = "\n".join(b.text for b in blocks)
    assert "2项主要指标" in text
    assert "1项尚未达到" in text
    assert all(not untraced(b) for b in blocks)
    assert "低保" not in text


def test_clip_keeps_the_clause_with_the_number():
    assert clip("2021年达到1345人,2022年达到1873人。", 1873) == "2022年达到1873人"
    assert clip("甲" * 50).endswith("…")


def test_untraced_finds_what_no_mark_covers():
    block = Block("text", "1. 27项中24项", "x", [Mark("27项", "all")])
    assert untraced(block) == ["24"]


def test_writer_gives_a_paragraph_its_own_marks():
    w = Writer("zh", "x")
    w.say(f"共{w.n('3', 'a')}项")
    w.say("没有数字")
    assert [len(block.marks) for block in w.blocks] == [1, 0]


def test_unknown_section_is_named():
    with pytest.raises(TaianError, match="summary"):
        Story().section("nothing")
    assert next(iter(SECTIONS)) == "summary"
