"""The value grammar, form by form, and two properties: identity and no foreign error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taian_analysis.base.errors import QuantityError
from taian_analysis.grammar.numerals import chinese_number
from taian_analysis.grammar.quantities import KINDS, parse_quantity
from taian_analysis.grammar.units import parse_unit

# text, unit of the column, op, value, unit, kind
FORMS = [
    ("100", "%", "==", 100, "%", "number"),
    ("≥60", "%", ">=", 60, "%", "number"),
    (">=98", None, ">=", 98, None, "number"),
    (">= 98", "%", ">=", 98, "%", "number"),
    ("≧5", None, ">=", 5, None, "number"),
    ("》95", "%", ">=", 95, "%", "number"),
    ("＞30", "㎡", ">", 30, "㎡", "number"),
    ("<5.5", "%", "<", 5.5, "%", "number"),
    ("≤0.84", "吨标煤/万元", "<=", 0.84, "吨标煤/万元", "number"),
    ("=100", "%", "==", 100, "%", "number"),
    ("50%以上", None, ">=", 50, "%", "number"),
    ("5%以内", None, "<=", 5, "%", "number"),
    ("不低于60%", None, ">=", 60, "%", "number"),
    ("不少于12次", None, ">=", 12, "次", "number"),
    ("不超过8", "%", "<=", 8, "%", "number"),
    ("超过140", "平方米", ">", 140, "平方米", "number"),
    ("达到79岁", None, ">=", 79, "岁", "number"),
    ("降至25%左右", None, "<=", 25, "%", "approx"),
    ("提升至30%", None, ">=", 30, "%", "number"),
    ("70左右", "%", "==", 70, "%", "approx"),
    ("约70%", None, "==", 70, "%", "approx"),
    ("1.75万余人", None, ">=", 1.75, "万人", "number"),
    ("6.5%—7%", None, "==", 6.75, "%", "range"),
    ("0.3-0.4", None, "==", 0.35, None, "range"),
    ("5~8", "%", "==", 6.5, "%", "range"),
    ("[12]", "%", "==", 12, "%", "number"),
    ("(9)", None, "==", 9, None, "number"),
    ("〔18〕", "%", "==", 18, "%", "number"),
    ("59,395", "人", "==", 59395, "人", "number"),
    ("76。7", "%", "==", 76.7, "%", "number"),
    ("1,5", None, "==", 1.5, None, "number"),
    ("2万人", "人", "==", 20000, "人", "number"),
    ("19772人", "万人", "==", 1.9772, "万人", "number"),
    ("5.0‰", "‰", "==", 5, "‰", "number"),
    ("12/10万", None, "==", 12, "/10万", "number"),
    ("≥530元/人*月", None, ">=", 530, "元/人*月", "number"),
    ("1.3:1", "比例", "==", 1.3, "比例", "ratio"),
    ("1.3：1", None, "==", 1.3, None, "ratio"),
    ("1/10", None, "==", 0.1, None, "ratio"),
    ("第3位", None, "==", 3, "位", "rank"),
    ("前10名", None, "<=", 10, "位", "rank"),
    ("较2015年下降30%", None, "==", -30, "%", "relative"),
    ("增长8%左右", None, "==", 8, "%", "relative"),
    ("翻一番", None, "==", 2, "倍", "relative"),
    ("八成", None, "==", 80, "%", "number"),
    ("三分之一", None, "==", 1 / 3, None, "ratio"),
    ("两个", "个", "==", 2, "个", "number"),
    ("百分之八十", None, "==", 80, "%", "number"),
    ("-5.2", "%", "==", -5.2, "%", "number"),
]


@pytest.mark.parametrize(("text", "column", "op", "value", "unit", "kind"), FORMS)
def test_each_form(text, column, op, value, unit, kind):
    got = parse_quantity(text, column)
    assert (got.text, got.op, got.unit, got.kind) == (text, op, unit, kind)
    assert got.value == pytest.approx(value, abs=1e-12)
    assert got.low is None or got.low <= got.value
    assert got.high is None or got.value <= got.high


@pytest.mark.parametrize(("text", "unit", "column", "op", "value", "kind"), [
    ("1.75", None, "万人", "==", 1.75, "number"),
])  # fmt: skip
def test_interval_is_that_of_printed_rounding(text, unit, column, op, value, kind):
    got = parse_quantity(text, column)
    assert (got.low, got.value, got.high) == (1.745, value, 1.755)
    assert (got.op, got.kind, got.scale) == (op, kind, 10000)
    assert parse_quantity("30").low == 29.5
    assert (parse_quantity("1.75余").low, parse_quantity("1.75余").high) == (1.75, 1.76)
    assert (parse_quantity("6.5%—7%").low, parse_quantity("6.5%—7%").high) == (6.5, 7)


@pytest.mark.parametrize("text", ["-", "—", "－", "–", "/", "一", "无", "…", "——"])
def test_missing_marks(text):
    got = parse_quantity(text, "%")
    assert (got.kind, got.value, got.text) == ("missing", None, text)


@pytest.mark.parametrize(
    "text", ["全覆盖", "不低于所在县(市、区)平均值", "低保标准与居民人均消费支出挂钩动态调整"]
)
def test_words_are_kept(text):
    got = parse_quantity(text)
    assert (got.kind, got.op, got.value, str(got)) == ("words", "text", None, text)


@pytest.mark.parametrize("text", ["2025年", "2025年底前", "2022-06-30", "2023年9月30日"])
def test_dates_are_no_numbers(text):
    assert parse_quantity(text, "年").kind == "date"
    assert parse_quantity(text, "年").value is None


@pytest.mark.parametrize(
    ("text", "values"),
    [("65(省市)\n55(县级)", [65, 55]), ("城镇80%;农村60%", [80, 60]), ("60 69", [60, 69])],
)
def test_several_targets_in_one_cell(text, values):
    got = parse_quantity(text)
    assert got.kind == "several"
    assert got.value is None
    assert [part.value for part in got.parts] == values


@pytest.mark.parametrize("text", ["[12]", "〔18〕", "(9)", "[4.5 ]", "累计30"])
def test_brackets_are_sums_over_the_plan(text):
    assert parse_quantity(text).cumulative
    assert not parse_quantity(text.strip("[]〔〕()累计 ")).cumulative


@pytest.mark.parametrize("text", ["", "  ", "12..5", "1O0", "IOO", "5.5.5", "58o", "≥"])
def test_what_is_no_value_is_an_error_that_says_so(text):
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, "%")
    assert caught.value.found == repr(text)


def test_money_of_a_month_keeps_its_own_unit():
    got = parse_quantity("200元/月", "元/年")
    assert (got.value, got.unit) == (200, "元/月")


def test_chinese_numbers():
    assert [chinese_number(t) for t in ("十", "十二", "二十", "一百零五", "三千")] == [
        10, 12, 20, 105, 3000,
    ]  # fmt: skip


def _numbers():
    whole = st.integers(0, 99999).map(str)
    parts = st.tuples(st.integers(0, 9999), st.integers(0, 999)).map(lambda p: f"{p[0]}.{p[1]:03d}")
    return st.one_of(whole, parts)


@st.composite
def _printed(draw):
    op = draw(st.sampled_from(["", "≥", ">", "≤", "<", "不低于", "超过", "控制在", "约"]))
    unit = draw(
        st.sampled_from(["", "%", "‰", "万人", "亿元", "元/月", "个", "张", "/10万", "公里"])
    )
    tail = draw(st.sampled_from(["", "", "以上", "左右", "以内"]))
    text = f"{op}{draw(_numbers())}{unit}{tail}"
    if draw(st.booleans()) and not tail and op in ("", "≥"):
        text = f"[{text}]"
    return text


@given(_printed(), st.sampled_from([None, "人", "万人", "%", "元", "亿元", "米"]))
@settings(max_examples=200, deadline=None)
def test_printing_and_reading_back_is_the_identity(text, unit):
    quantity = parse_quantity(text, unit)
    assert parse_quantity(str(quantity), quantity.unit) == quantity


@pytest.mark.parametrize("text", [form[0] for form in FORMS])
def test_every_form_survives_printing(text):
    quantity = parse_quantity(text)
    assert parse_quantity(str(quantity), quantity.unit) == quantity


@given(st.text(max_size=24), st.sampled_from([None, "%", "万人", "元/月", "?"]))
@settings(max_examples=200, deadline=None)
def test_no_text_raises_anything_else(text, unit):
    try:
        quantity = parse_quantity(text, unit)
    except QuantityError:
        return
    assert quantity.kind in KINDS
    assert isinstance(str(quantity), str)


@given(st.text("0123456789.,。%≥<-—[]()万亿人元:/第位成一二十百以上左右较年", max_size=14))
@settings(max_examples=200, deadline=None)
def test_no_heap_of_marks_and_digits_raises_anything_else(text):
    try:
        quantity = parse_quantity(text)
    except QuantityError:
        return
    if quantity.value is not None:
        assert quantity.low is None or quantity.low <= quantity.value
        assert quantity.high is None or quantity.value <= quantity.high


@pytest.mark.parametrize(
    ("text", "unit", "low", "value", "high"),
    [
        ("近50", None, 45, 50, 50), ("近100%", "%", 90, 100, 100), ("将近48", "个", 47.5, 48, 48),
        ("近50万人", None, 45, 50, 50), ("接近1.75", "倍", 1.745, 1.75, 1.75),
        ("60①", "个", 59.5, 60, 60.5), ("60%②", "%", 59.5, 60, 60.5), (".5", "%", 0.45, 0.5, 0.55),
        ("十二", "个", 11.5, 12, 12.5), ("不少于一百二十", "人", 120, 120, None),
    ],
)  # fmt: skip
def test_nearly_footnotes_and_numerals(text, unit, low, value, high):
    got = parse_quantity(text, unit)
    assert (got.low, got.value, got.high) == pytest.approx((low, value, high))
    assert parse_quantity(str(got), unit) == got


@pytest.mark.parametrize("text", ["十二", "三"])
def test_numeral_without_a_unit_stays_words(text):
    assert parse_quantity(text).kind == "words"


@pytest.mark.parametrize("text", ["69*", "69**", "69.", "69、", "69·", "69×", "69①", "69#"])
def test_a_stray_mark_is_no_unit(text):
    read = parse_quantity(text, "%")
    assert (read.value, read.unit, read.low, read.high) == (69.0, "%", 68.5, 69.5)


def test_a_number_too_large_to_compute_with_is_refused():
    with pytest.raises(QuantityError):
        parse_quantity("9" * 400, "%")


def test_a_unit_of_nothing_divides_nothing():
    assert parse_quantity("1/0千每百户", "%").value is None


def test_a_mark_alone_is_no_unit():
    assert all(parse_unit(mark) is None for mark in ("*", "·", ".", "×", "、"))


@pytest.mark.parametrize(
    "text, unit, op, low, value, high, of, kind",
    [
        ("翻一番", None, "==", 2, 2, 2, "倍", "relative"),
        ("翻两番", None, "==", 4, 4, 4, "倍", "relative"),
        ("减半", None, "==", 0.5, 0.5, 0.5, "倍", "relative"),
        ("2万", "万人", "==", 1.5, 2, 2.5, "万人", "number"),
        ("2万", "人", "==", 15000, 20000, 25000, "人", "number"),
        ("2-3万元", None, "==", 2, 2.5, 3, "万元", "range"),
        ("2000万-3亿元", None, "==", 0.2, 1.6, 3, "亿元", "range"),
        ("5000-2万元", None, "==", 0.5, 1.25, 2, "万元", "range"),
        ("4/5", None, "==", 0.7, 0.8, 0.9, None, "ratio"),
        ("12年", None, "==", 11.5, 12, 12.5, "年", "number"),
        ("增长5.5", "%", "==", 5.45, 5.5, 5.55, "%", "relative"),
        ("下降3", "‰", "==", -3.5, -3, -2.5, "‰", "relative"),
        ("增长5", "元", "==", 4.5, 5, 5.5, None, "relative"),
        ("约十二", "个", "==", 11.5, 12, 12.5, "个", "approx"),
        ("一百二十左右", "个", "==", 115, 120, 125, "个", "approx"),
        ("不少于十二", "个", ">=", 12, 12, None, "个", "number"),
        ("十二以内", "个", "<=", None, 12, 12, "个", "number"),
        ("三成", None, "==", 25, 30, 35, "%", "number"),
        ("三成半", None, "==", 32.5, 35, 37.5, "%", "number"),
        ("百分之二十", None, "==", 19.5, 20, 20.5, "%", "number"),
        ("五分之三", None, "==", 0.6, 0.6, 0.6, None, "ratio"),
        ("第三位", None, "==", 3, 3, 3, "位", "rank"),
        ("前三名", None, "<=", 3, 3, 3, "位", "rank"),
        ("≤1.3:1", None, "<=", None, 1.3, 1.3, None, "ratio"),
    ],
)
def test_every_end_of_a_value(text, unit, op, low, value, high, of, kind):
    got = parse_quantity(text, unit)
    assert (got.op, got.unit, got.kind) == (op, of, kind)
    assert got.value == pytest.approx(value)
    assert got.low == (None if low is None else pytest.approx(low))
    assert got.high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize("text", ["推进信息化", "推进5个信息化", "8工程项目", "零分之三"])
def test_words_stay_words(text):
    assert (parse_quantity(text).kind, parse_quantity(text).value) == ("words", None)


@pytest.mark.parametrize("text", ["1/0", "1.3:0", "12个年"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(QuantityError):
        parse_quantity(text)


def test_a_year_alone_is_a_date_and_a_count_of_years_is_not():
    assert parse_quantity("2022年").kind == "date"
    assert parse_quantity("20年").kind == "number"


PRINTED = [  # text, unit of the column, how it is printed again, whether it is a bare number
    ("2万人", "人", "2万人", True),  # 20000 with a step of 10000: only 万 says so
    ("19772人", "万人", "1.9772万人", True),
    ("12000", None, "12000", True),
    ("30亿元", "万元", "30亿元", True),
    ("1000", "万亿元", "1000万亿元", True),
    ("100万", None, "100万", True),
    ("5.0‰", "‰", "5.0‰", True),
    ("200元/月", "元/月", "200元/月", True),
    ("12/10万", None, "12/10万", True),
    ("1.75万余人", None, "≥1.75余万人", False),
    ("50%以上", None, "≥50%", False),
    ("不足30", "个", "<30个", False),
    ("控制在5以内", "%", "≤5%", False),
    ("约5300人", None, "5300人左右", True),
    ("近50万人", None, "近50万人", True),
    ("降至25%左右", None, "≤25%左右", False),
    ("6.5%—7%", None, "6.5-7%", True),
    ("0-0.5", "%", "0-0.5%", True),
    ("[4.5]", "%", "[4.5%]", True),
    ("1.3:1", "比例", "1.3:1", True),
    ("前10名", None, "前10位", False),
    ("第3位", None, "第3位", False),
    ("65(省市)\n55(县级)", None, "65;55", False),
    ("—", None, "-", False),
    ("较2015年下降30%", None, "较2015年下降30%", False),
]


@pytest.mark.parametrize(("text", "unit", "again", "bare"), PRINTED)
def test_how_a_value_is_printed_again(text, unit, again, bare):
    quantity = parse_quantity(text, unit)
    assert (str(quantity), quantity.bare) == (again, bare)


def test_the_text_is_no_part_of_what_a_value_says():
    assert parse_quantity("不低于60%") == parse_quantity("≥60%")
    with pytest.raises(AttributeError):
        parse_quantity("60").value = 61


@pytest.mark.parametrize(
    ("text", "unit", "kind", "value", "cumulative"),
    [
        ("累计增长12%", "%", "relative", 12, True),
        ("累计12万", "人", "number", 120000, True),
        ("五年累计达到30", "个", "number", 30, True),
        ("[推进5个信息化]", None, "words", None, False),
        ("(5个单位推进)", None, "words", None, False),
        ("附5录", None, "words", None, False),
        ("<9>", "%", "number", 9, False),
    ],
)
def test_sums_and_words_with_a_number_in_them(text, unit, kind, value, cumulative):
    quantity = parse_quantity(text, unit)
    assert (quantity.kind, quantity.value, quantity.cumulative) == (kind, value, cumulative)


@pytest.mark.parametrize("text", ["12月底前", "6月末", "11月底之前完成", "5月中旬", "12月份"])
def test_a_month_something_is_due_in_is_a_date_and_no_number(text):
    assert parse_quantity(text).kind == "date"


@pytest.mark.parametrize(("text", "value"), [("12个月", 12), ("≤18月", 18)])
def test_a_number_of_months_is_one(text, value):
    assert parse_quantity(text).value == value
