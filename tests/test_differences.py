"""What is left, what was not done, and rates that fall below zero, on made-up sentences."""

import pytest
from altered import failing, failing_once_altered

from taian_analysis import find_quantities

COURT = (
    "2021年,全省法院共收刑事、民商事、行政一审和执行等各类案件30 500件(不含上年旧存2 800件),比上年下降1.3%。"
    "其中,基层法院收案20 500件。审结31 200件(含上年旧存案件),比上年上升2.1%。"
    "截至12月底,尚有各类未结案件2 100件。"
)  # 2800 + 30500 - 31200 = 2100

# text that holds, what is altered and to what, and the rule that notices; reckoned by hand
PAIRS = [
    (COURT, "2 100件", "1 200件", "defined"),
    ("上年结转800件,新收5000件,审结5100件,未结700件。", "未结700", "未结900", "defined"),
    # 6.88 - 7.21 = -0.33
    ("出生率为6.88‰,死亡率为7.21‰,人口自然增长率为-0.33‰。", "-0.33", "0.33", "defined"),
    ("出生率为7.21‰,死亡率为6.88‰,人口自然增长率为0.33‰。", "为0.33", "为3.30", "defined"),
    # 25.4 - 24.18 = 1.22
    ("收入合计25.40亿元;实际支出24.00亿元,加上上解支出0.18亿元,支出合计24.18亿元。结转下年1.22亿元。",
     "1.22亿元。", "12.2亿元。", "balanced"),
    # 80/(80 + 320) = 20 %; 90/(90 + 360) = 20 %
    ("共起诉各类犯罪300件320人。共不起诉70件80人,其中犯罪情节轻微不起诉75人,"
     "不起诉率(按人数)为20.00%。", "20.00", "22.00", "undone"),
    ("批准逮捕300件360人,不批准逮捕70件90人,不捕率为20.00%。", "90人", "60人", "undone"),
    ("共批准和决定逮捕15.2万人;不捕10.4万人,不捕率40.6%。", "40.6", "46.0", "undone"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_what_holds_and_the_same_altered(text, old, new, rule):
    assert rule in failing_once_altered(text, old, new)


@pytest.mark.parametrize(
    "text",
    [
        # a deficit is printed without a sign
        "收入总量为90.00亿元。支出总量为108.00亿元。收支总量相抵,赤字18.00亿元。",
        # what was left open is in neither number: 38.5 against 39.2 is near
        "批准和决定逮捕22.2万人;不捕13.9万人,不捕率39.2%。",
        # nothing says how many were charged
        "决定不起诉1765人,不起诉率为10.9%。",
        # 受理 holds the old and the new
        "受理案件5800件,其中旧存800件,新收5000件,审结5100件,未结700件。",
    ],
)
def test_what_the_words_do_not_bind_is_no_alarm(text):
    assert not failing(text)


def test_a_year_named_in_a_bracket_ends_with_it():
    text = "2006年,收案900件,比上年下降1.3%。审结890件(含上年旧存案件),比上年上升2.1%,结案率90%。"
    found = find_quantities(text, "2007-03")
    assert found["period"].tolist() == ["2006"] * 5
