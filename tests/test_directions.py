"""Words of rise and fall against the numbers they stand with, on made-up sentences."""

import pytest
from altered import failing, failing_once_altered

# text that holds, what is altered and to what, and the rule that notices; reckoned by hand
PAIRS = [
    # 30.5 - 18.2 = 12.3; 30.5 - 11.4 = 19.1
    ("完成投资50亿元,同比增长30.5%,增速比全省平均水平(18.2%)和全国(11.4%)分别高12.3、19.1个百分点。",
     "高12.3、19.1", "高13.2、19.1", "growths"),
    ("完成投资50亿元,同比增长30.5%,增速比全省(18.2%)、全国(11.4%)分别高12.3个百分点和19.1个百分点。",
     "分别高", "分别低", "growths"),
    # 16.67 - 12.45 = 4.22
    ("完成年度计划12.45%,低于时序进度(16.67%)4.22个百分点。", "低于", "高于", "growths"),
    ("完成年度计划20.45%,高于序时进度(16.67%)3.78个百分点。", "3.78", "3.87", "growths"),
    # 96.5 - 97.1 = -0.6
    ("性别比(以女性为100)为96.5,比2010年第六次全国人口普查97.1下降0.6。", "下降", "上升", "growths"),
    # 19.8/20 - 1 = -1 %
    ("实际支出19.80亿元,比上年决算数20.00亿元下降1.0%。", "下降", "增长", "growths"),
    # 11000/1.1 = 10000 = 8800/1.1 + 2200/1.1; 8800/1.1 = 8000, 2200/0.88 = 2500, sum 10500
    ("收入完成11000万元,增长4.8%。其中税收8800万元,增长10.0%;非税收入2200万元,下降12.0%。",
     "下降12.0", "增长12.0", "opposed"),
    # the same over two paragraphs, shares of the budget in between
    ("收入完成11000万元,占预算17.1%,增长4.8%。\n从构成看,税收8800万元,占预算16.9%,增长10.0%;"
     "非税收入2200万元,占预算19.0%,降低12.0%。", "降低12.0", "增长12.0", "opposed"),
    # 8800/1.1 + 2200/1.04 = 10115.4, and 11000 is 8.7 % more; 3.7 is less than the growth of either
    ("收入完成11000万元,增长8.7%。其中税收8800万元,增长10.0%;非税收入2200万元,增长4.0%。",
     "增长8.7", "增长3.7", "opposed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_what_holds_and_the_same_altered(text, old, new, rule):
    assert rule in failing_once_altered(text, old, new)


@pytest.mark.parametrize(
    "text",
    [
        # 同比少增: less was added, and what there is grew
        "余额22000万元,同比少增2000万元,增长10.0%。",
        # 12 is within the growth of its kinds, and nothing says which number is wrong
        "收入完成11000万元,增长3.0%。其中税收8800万元,增长10.0%;非税收入2200万元,下降12.0%。",
        # at constant prices
        "工业增加值11000万元,增长14.8%。其中轻工业8800万元,增长10.0%;重工业2200万元,下降12.0%。",
        # the kinds make 10900: something else is in it
        "收入完成11000万元,增长14.8%。其中税收8700万元,增长10.0%;非税收入2200万元,下降12.0%。",
        # the gap is of a rate that the sentence does not print
        "比全省(7.7%)和全国(7.0%)分别高0.7、1.6个百分点。",
    ],
)
def test_what_the_words_do_not_bind_is_no_alarm(text):
    assert not failing(text)
