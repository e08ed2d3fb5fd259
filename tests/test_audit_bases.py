"""Changes told after the level of the time before, rates before increments, sums that were adjusted."""

import pytest
from altered import failing, failing_once_altered

import taian_analysis as ta

# text that holds, a figure and what it is altered to, and the rule that notices; worked out by hand
PAIRS = [
    # 52.00 ÷ 50.00 = 1.04; what was before is told in a clause of its own
    ("全年出栏生猪52.00万头,上年为50.00万头,增长4.0%。", "4.0%", "6.0%", "growths"),
    ("电动车产量8.40万辆,去年同期为6.00万辆,同比增长40.0%。", "6.00", "6.60", "growths"),
    # 4600000 - 4000000 = 600000, 15 %; the years between are counted
    ("全市常住人口4600000人。第六次全国人口普查(2010年)时为4000000人,十年间增加600000人,增长15.00%。",
     "加600000", "加900000", "growths"),
    # 2.70 - 3.10 = -0.40, by the household
    ("家庭户平均每户2.70人,2010年为3.10人,每户减少0.40人。", "2.70", "2.90", "growths"),
    ("家庭户平均每户2.70人,比2010年的3.10人减少0.40人。", "2.70", "2.90", "growths"),
    # 79.9 - 78.7 = 1.2; the base comes behind the change
    ("民生支出占比79.9%,比上年提高1.2个百分点,上年为78.7%。", "78.7", "77.8", "growths"),
    ("优良天数312天,优良率85.5%,比上年增加8天,上年为304天。", "304", "340", "growths"),
    ("产量连续三年增长,2021年86.4万吨,2022年87.2万吨,2023年88.1万吨。", "87.2", "78.2", "runs"),
    # 8.64 ÷ 7.20 = 1.2; 12.86 ÷ 11.20 = 1.148
    ("本季度销售收入8.64亿元,环比增长20%,上季度销售收入7.20亿元。", "20%", "22%", "growths"),
    ("全年完成投资12.86亿元,占年计划15亿元的85.7%,比上年同期11.20亿元增长14.8%。", "14.8", "18.4", "growths"),
    # 12.6 ÷ (386.4 + 12.6) = 3.2 %; 86.4 ÷ (864.2 - 86.4) = 11.1 %
    ("综合能源消费量386.4万吨标准煤,比上年减少12.6万吨,下降3.2%。", "3.2", "2.3", "increases"),
    ("全年降水量864.2毫米,比常年偏多86.4毫米,偏多11.1%。", "11.1%", "1.11%", "increases"),
    # the heading says which year it is
    ("2023年工作回顾\n2023年,是全面起步的一年。全年实现收入386亿元。", "2023年,是", "2022年,是", "repeats"),
    # 4.5 ÷ (34.5 - 4.5) = 15 %
    ("固定资产投资完成34.5亿元,增长15%,比上年增加4.5亿元。", "15%", "19%", "increases"),
    # 420.5 - 310 = 110.5; 82.3 - 88.5 = -6.2
    ("省级总收入、总支出均由310亿元调整到420.5亿元,各调增110.5亿元。", "420.5", "402.5", "move-size"),
    ("项目支出由88.5亿元压减到82.3亿元,减少6.2亿元。", "6.2", "6.9", "move-size"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_a_change_is_held_against_what_was_before(text, old, new, rule):
    assert rule in failing_once_altered(text, old, new)


@pytest.mark.parametrize(
    "text",
    [
        # output grows at constant prices
        "全县生产总值142.0亿元,上年为135.0亿元,增长9.5%。",
        "全县生产总值142.0亿元,增长9.5%,比上年增加7.0亿元。",
        # of another thing than the level and its base
        "出栏生猪52.00万头,上年为50.00万头,牛肉产量增长9.5%。",
        "固定资产投资完成34.5亿元,增长15%,工业投资比上年增加9.5亿元。",
        # the earlier comes first: 98.6 ÷ 86.4 = 1.141
        "2010年产量86.4万吨,2020年为98.6万吨,增长14.1%。",
        "上年为86.4万吨,增长14.1%。",
        "去年投入3860万元,今年收入4632万元,增长12%。",
        # a year that is looked back on from another
        "2024年工作安排\n2023年,我市实现收入386亿元。",
        # no misprint explains it
        "出栏生猪52.00万头,上年为50.00万头,增长31.7%。",
        # a mean of the years
        "全市常住人口4600000人。2010年为4000000人,年均增长1.41%。",
        # a structure that was adjusted is none of an amount
        "三次产业比由10.1:40.2:49.7调整为9.8:40.0:50.2。",
    ],
)
def test_a_change_of_something_else_is_no_alarm(text):
    assert not failing(text)


def test_two_things_told_in_turn_are_no_run_of_one(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "补助标准连年提高,由2020年的每人每月719元、537元提高到2023年的每人每月915元、720元。\n",
        encoding="utf-8",
    )
    assert not ta.audit(path)["claim_id"].str.startswith("run/").any()
