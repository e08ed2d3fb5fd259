"""Increments told apart from their level, and yearly rates from one, on made-up sentences."""

import pytest
from altered import failing, failing_once_altered, verdicts

# 150/(1650 - 150) = 10 %; 40/(840 - 40) = 5 %
COURT = (
    "截至3月30日,本院共受理各类案件1650件(旧存240件),结案840件,结案率50.91%。"
    "与上年同比,受案增加150件,上升10.00%,结案增加40件,上升5.00%。"
)
# 8/(32 + 8) = 20 %; 9/(27 + 9) = 25 %
SAFETY = (
    "1-7月份,全市共发生生产安全事故32起,死亡27人,受伤14人,与去年同期相比,"
    "事故起数减少8起,下降20.00%;死亡人数减少9人,下降25.00%。"
)
PAIRS = [
    (COURT, "受案增加150", "受案增加105"),
    (COURT, "结案增加40件,上升5.00", "结案增加40件,上升6.00"),
    (SAFETY, "事故起数减少8", "事故起数减少6"),
    (SAFETY, "死亡27人", "死亡72人"),
    # 379/(1032 + 379) = 26.9 %, persons at constant prices or not
    ("按2010年不变价的标准测算,农村贫困人口为1032万人,比上年减少379万人;减贫速度为26.9%。",
     "减少379", "减少397"),
    # the name stands behind: 2500/(47500 + 2500) = 5 %
    ("2010年发生事故21970起,造成47500人死亡、254000人受伤。与上年相比,死亡人数减少2500人,下降5.0%。",
     "减少2500", "减少5200"),
    # what a bracket takes out is not what grew: 400/(2400 - 400) = 20 %
    ("总收入2400.50亿元(已扣除历史欠款60亿元),比2005年增加400.10亿元,增长20%。", "增加400.10", "增加440.10"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new"), PAIRS)
def test_what_holds_and_the_same_altered(text, old, new):
    assert "holds" in verdicts(text)["increases"]
    assert failing_once_altered(text, old, new) & {"increases", "links"}


@pytest.mark.parametrize(
    "text",
    [
        # nothing of that name is printed
        "全市共发生事故32起,死亡27人。与去年同期相比,失踪人数减少9人,下降50.0%。",
        # cut off, not rounded: 9/42 = 21.43
        "全市共发生事故37起,死亡33人。与去年同期相比,死亡人数减少9人,下降21.42%。",
        # at constant prices
        "2010年,生产总值31.6亿元,较2005年净增15.91亿元,年均增长12%。",
    ],
)
def test_what_is_not_bound_is_no_alarm(text):
    assert not failing(text)
