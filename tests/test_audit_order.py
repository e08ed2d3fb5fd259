"""Lists against the counts before and behind them, what stands in an order, and what is left."""

from __future__ import annotations

import altered
import pytest

FOUND = "检查发现:\n(一)3个单位超预算支出;\n(二)2个部门往来款未清理;\n(三)4家单位账实不符。\n"
POINTS = "一是推进改革;二是扩大覆盖面;三是完成整改;四是加强监督。"
CENSUS = "某县第七次全国人口普查公报\n({})\n我国以2020年11月1日零时为标准时点进行了普查。"
CASES = "起诉人数居前四位的罪名依次为:甲罪{}人、乙罪438人、丙罪327人、丁罪{}人。"

#: a text with what is right and what is wrong in it, and the rule that says so
ALTERED = [
    (FOUND + "以上{}类问题中,部门数有重复。", ("三",), ("五",), "enumerated"),
    ("重点抓好以下{}项工作:" + POINTS, ("四",), ("六",), "enumerated"),
    (CENSUS, ("2021年6月9日",), ("2020年6月9日",), "signed"),
    (
        "2023年5月16日召开股东大会,{}完成利润分配(经上述股东大会批准)。",
        ("2023年6月9日",),
        ("2023年4月9日",),
        "ranges",
    ),
    ("该项目2021年6月立项,随后{}开工建设。", ("2021年9月",), ("2020年9月",), "ranges"),
    (
        "收入总计358881万元;支出总计346779万元。收支相抵,年终结转{}万元,全部结转下年。",
        ("12102",),
        ("13902",),
        "balanced",
    ),
    (
        "基金年初余额6.42亿元,当年动用3.50亿元、补充2.18亿元,年末余额{}亿元。",
        ("5.10",),
        ("6.10",),
        "defined",
    ),
    (CASES, ("712", "143"), ("712", "343"), "ranked"),
    (
        "投诉量由低到高依次为:甲市{}件,乙市26件,丙市38件,丁市{}件。",
        ("15", "62"),
        ("51", "62"),
        "ranked",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "rule"), ALTERED)
def test_what_is_out_of_order_or_miscounted(text, right, wrong, rule):
    assert altered.failing(text.format(*right)) == set()
    assert rule in altered.failing(text.format(*wrong))


@pytest.mark.parametrize(
    "text",
    [
        # what is left is told in two
        "收入总计3588万元;支出总计3467万元。收支相抵,年终结转90万元,净结余31万元。",
        # what was finished had been begun or gone on with: 98 + 148 = 246
        "实施项目246个,其中新开工98个、竣工73个、续建148个。",
        # what an item says is of the item
        "(一)强化领导。\n(二)强化考核。\n(三)强化宣传。收入、支出均好于上年,以上四项指标居前。\n",
        # a notice of a census that is still to come
        "关于开展第七次全国人口普查的通知\n(2019年11月8日)\n普查以2020年11月1日零时为标准时点。",
        # by turns of the year, not by size
        "分季度营业收入依次为:一季度182万元、二季度217万元、三季度236万元、四季度259万元。",
        # no misprint of one number puts these in order: another measure is meant
        "增速居前四位的县依次为:甲县12亿元、乙县31亿元、丙县18亿元、丁县44亿元。",
        # a growth behind a bracket is one, and 2024's is none to be ahead of in 2023
        "2023年,城镇居民人均收入26418元,增长(以下均为名义增长)4.9%;农村居民人均收入11782元,"
        "增长6.7%,增速快于城镇居民1.8个百分点。\n2024年,城镇居民人均收入27580元,增长4.4%。",
    ],
)  # fmt: skip
def test_no_alarm(text):
    assert altered.failing(text) == set()
