"""Shares, compositions and what covers all: small sentences whose arithmetic was done by hand."""

import importlib
from datetime import date

import pytest

from taian_analysis.base.report import Report, split_lines

check = importlib.import_module("taian_analysis.audit").check


def claims(text, rule):
    report = Report(text, split_lines(text), date=date(2023, 7, 28))
    return [claim for claim in check(report).claims if claim.rule == rule]


def told(text, rule="shares"):
    return [(c.stated, str(c.computed), c.verdict, str(c.comment)) for c in claims(text, rule)]


def verdicts(text, rule="shares"):
    return [claim.verdict for claim in claims(text, rule)]


def test_what_a_wrong_share_is_told_with():
    (one,) = claims("全市共有床位200张,其中护理型床位50张,占30%。", "shares")
    assert (one.claim_id, one.claim) == ("share/其中护理型床位", "占比与两数相符:其中护理型床位")
    assert (one.stated, one.computed, one.verdict) == ("30%", "50 ÷ 200 = 25%", "fails")
    assert one.comment == "按文中各数计算为25%,相差5个百分点"
    assert one.tolerance == "±0.5个百分点"
    # 100 of 300 is 33.333…: three decimals where it is computed, two where it is remarked on
    assert told("床位300张,其中护理型床位100张,占30%。") == [
        ("30%", "100 ÷ 300 = 33.333%", "fails", "按文中各数计算为33.33%,相差3.33个百分点")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 20 of 1000 is 2 %; 24 is twelve times as much, a digit lost; 25 is of another whole
        ("床位1000张,其中护理型床位20张,占24%。", ["fails"]),
        ("床位1000张,其中护理型床位20张,占25%。", ["undecidable"]),
        # a whole of one, and one of nothing
        ("敬老院1所,其中公办1所,占100%。", ["holds"]),
        ("床位0张,其中护理型床位50张,占30%。", []),
        # 1000 of 1250 is 80 %; the list of 其中 ends at the comma
        ("退役士兵1250人,其中政府安排180人,自主就业1000人,自主就业占60%。", ["undecidable"]),
        # of one kind by 其中, by the noun after the number, by the last two signs before it
        ("新建学校20所,其中改扩建10所,占60%。", ["fails"]),
        ("建成20个社区,达标10个社区,占60%。", ["fails"]),
        ("28个断面中,优良断面26个,占82.9%。", ["fails"]),
        ("全市养老床位达到200张,护理床位有50张,占30%。", ["fails"]),
        ("床位200张,床位有50张,占30%。", ["fails"]),
        ("养老床位达到200张,护理型有50张,占30%。", ["undecidable"]),
        ("甲200张,甲50张,占30%。", ["undecidable"]),
        # the whole of another place than the one told of: 100 of 500 is 20 % of the city's
        ("全市耕地500万亩,水田100万亩,占全市耕地的2%。", ["fails"]),
        ("全市耕地500万亩,水田100万亩,占全省耕地的2%。", []),
        ("全市农业平稳,耕地500万亩,水田100万亩,占全省耕地的2%。", []),
        ("耕地500万亩,水田100万亩,占全市耕地的2%。", ["fails"]),
        # the share names no part, nor is its own in the list
        ("退役士兵1250人,其中政府安排180人,自主就业1000人,占60%。", ["undecidable"]),
        # 1000 of 1250 is 80 %: it names the first part of three
        ("退役士兵1250人,其中自主就业1000人、政府安排180人、其他70人,自主就业占80%。", ["holds"]),
        # 63 is 14 % of 450; 90 has its own share, and is no whole of 63
        ("人口450万人,其中60岁以上90万人,占20%;65岁以上63万人,占70%。", ["holds", "undecidable"]),
        # 63 is 63 % of 100 and 14 % of 450: a whole that fits may stand in between
        ("人口450万人,其中60岁以上100万人,失能63万人,占63%。", ["holds"]),
        # in the sentence before only what has the same noun
        ("共设床位200张。护理型50张,占30%。", []),
        # one sign names nothing
        ("全市店200家,其中网店50家,占全市店的30%。", []),
        # no share: of another unit, an increase, or named in a list
        ("床位200张,其中护理型床位50人,占30%。", []),
        ("床位200张,其中护理型床位50张,增长30%。", []),
    ],
)
def test_which_whole_a_share_is_of(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("比6.0:55.0:39.0。", [("合计 100%", "±0.15个百分点", "holds", "")]),
        # 95 and 105 still are a whole gone wrong, 94 and 106 another thing
        ("三次产业结构比为5:50:40。", [("合计 95%", "±1.5个百分点", "fails", "合计与100%相差5个百分点")]),
        ("三次产业结构比为5:60:40。", [("合计 105%", "±1.5个百分点", "fails", "合计与100%相差5个百分点")]),
        ("三次产业结构比为4:50:40。", []),
        ("三次产业结构比为6:60:40。", []),
        # three halves of the last digit may be missing or over, not more
        ("三次产业结构比为6:55:40。", [("合计 101%", "±1.5个百分点", "holds", "")]),
        ("三次产业结构比为6:56:40。", [("合计 102%", "±1.5个百分点", "fails", "合计与100%相差2个百分点")]),
        ("三次产业结构比为6.1:55.05:39.0。", [("合计 100.15%", "±0.105个百分点", "fails", "合计与100%相差0.15个百分点")]),
        # two numbers, and a ratio that nothing names
        ("城乡比为55:45。", []),
        ("以6.0:55.0:39.0开局。", []),
    ],
)  # fmt: skip
def test_a_composition_makes_a_hundred(text, expected):
    found = claims(text, "compositions")
    assert [(str(c.computed), c.tolerance, c.verdict, str(c.comment)) for c in found] == expected


def test_shares_told_one_by_one_are_a_whole_only_where_they_make_one():
    assert verdicts("甲占20%,乙占30%,丙占50%。", "compositions") == ["holds"]
    assert verdicts("甲占20%,乙占30%,丙占45%。", "compositions") == []
    assert verdicts("甲占40%,乙占60%。", "compositions") == []  # of two nothing is said
    assert verdicts("甲占20%,乙占30%,增长率达到5%,丙占50%。", "compositions") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社工站实现100%全覆盖。", [("100%", "100%", "holds", "")]),
        ("社工站实现98%全覆盖。", [("98%", "100%", "fails", "称全覆盖,比率却不是100%")]),
        ("社工站实现101%全覆盖。", [("101%", "100%", "fails", "称全覆盖,比率却不是100%")]),
        ("各镇均已建有社工站,建有率98%。", [("98%", "100%", "fails", "称全覆盖,比率却不是100%")]),
        ("各镇均已建有社工站,达标率98%。", []),  # of another deed
        ("全市25个镇,有24个镇均已建有社工站,总体建有率96%。", []),  # some of them did
        ("到2025年力争98%全覆盖。", []),
        ("社工站比上年增长98%全覆盖。", []),  # a change is no share
        ("社工站建成98个,全覆盖。", []),
    ],
)
def test_what_covers_all_is_a_hundred(text, expected):
    assert told(text, "whole_coverage") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社区养老设施覆盖率100%。", [("100%", "≤ 100%", "holds", "")]),
        ("社区养老设施覆盖率101%。", [("101%", "≤ 100%", "fails", "部分不能多于整体")]),
        # of a rate of any deed it is told only where it can not be
        ("学生出勤率102%。", [("102%", "≤ 100%", "fails", "部分不能多于整体")]),
        ("学生出勤率98%。", []),
        ("贷款拨备覆盖率180%。", []),  # one sort of money to another
        ("任务完成率102%。", []),  # a plan may be exceeded
        ("案件执结率达101.41%。", []),  # with cases left from the year before
        ("覆盖率提高2个百分点。", []),
        ("覆盖率比上年提高102%。", []),
    ],
)
def test_a_part_is_no_more_than_its_whole(text, expected):
    assert told(text, "bounded") == expected


def test_what_covers_all_is_titled_by_what_says_so():
    (full,) = claims("社工站实现100%全覆盖。", "whole_coverage")
    assert full.claim == "所称“全覆盖”与比率相符:社工站实现全覆盖"
    (each,) = claims("各镇均已建有社工站,建有率98%。", "whole_coverage")
    assert each.claim == "所称“均、全部”与比率相符:各镇均已建有社工站"
    assert (full.tolerance, each.tolerance) == ("±0.5个百分点", "±0.5个百分点")
