import pytest

from taian_analysis.base.errors import QuantityError
from taian_analysis.grammar.units import convert, is_unit, parse_unit, why_not


@pytest.mark.parametrize(
    ("value", "one", "other", "result"),
    [
        (2, "万人", "人", 20000),
        (19772, "人", "万人", 1.9772),
        (1.31, "亿元", "万元", 13100),
        (6, "‰", "%", 0.6),
        (12, "/10万", "‰", 0.12),
        (1, "平方公里", "公顷", 100),
        (15, "亩", "公顷", 1.0000000000000002),
        (3, "(万人)", "万 人", 3),
        (2, "KM", "m", 2000),
        (350, "mm", "cm", 35),
        (3, "M2", "平方米", 3),
        (2, "万元/人", "元/人", 20000),
        (5, "张/千人", "张/千人", 5),
    ],
)
def test_conversion(value, one, other, result):
    assert convert(value, one, other) == pytest.approx(result, rel=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("元/月", "元/年", "can not be compared"),
        ("元/人·月", "元/人·年", "can not be compared"),
        ("人", "户", "do not measure the same"),
        ("%", "个百分点", "do not measure the same"),
        ("人", "奇怪单位甲", "is not known"),
    ],
)
def test_what_can_not_be_compared_says_why(one, other, says):
    zh, en = why_not(one, other)
    assert says in en
    assert zh
    with pytest.raises(QuantityError):
        convert(1, one, other)


@pytest.mark.parametrize(
    "text",
    ["%", "(万人)", "元/人·月", "元/人、月", "元/人*月", "张", "标台", "吨标煤/万元", "/10万", "1/10万",
     "%(百分比)", "折纯,千克/公顷", "亿人次", "克标准煤/千瓦时", "微克/立方米", "万平方公里",
     "元/生", "元/生·年", "元/学期", "MW", "L/d", "万t/d"],
)  # fmt: skip
def test_units(text):
    assert is_unit(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "生",
        "M",
        "d",
        "按月平均",
        "省市",
        "市、区",
        "县(市、区)",
        "4.5",
        "1800",
        "约束性",
        "万元以上",
        "2020年",
    ],
)
def test_what_is_no_unit(text):
    assert not is_unit(text)


def test_scale_and_dimensions():
    unit = parse_unit("万元/千人")
    assert (unit.factor, unit.above, unit.below) == (10.0, ("元",), ("人",))
