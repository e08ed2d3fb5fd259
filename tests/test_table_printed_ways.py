"""Tables as pages print them: the same values whatever parts the cells; invented, worked out by hand."""

import pytest
from test_table_plans import values

MIDWAY = """某区“十四五”规划主要指标中期完成情况

类别|指标|单位|2020年|2022年|2025年|完成率|是否达标
甲类|甲产值|亿元|412.6|486.3|600|81.1%|是
|乙收入|亿元|28.7|30.2|40|75.5%|否
丙类|丙强度|%|2.1|2.46|3|82.0%|是
|丁数|件|3.8|5.2|8|65.0%|否
"""
MIDWAY_SAYS = {
    "甲产值": "baseline 412.6, actual 486.3, target 600",
    "乙收入": "baseline 28.7, actual 30.2, target 40",
    "丙强度": "baseline 2.1, actual 2.46, target 3",
    "丁数": "baseline 3.8, actual 5.2, target 8",
}
CASES = {
    "a plan halfway, the rate says what is over what": (MIDWAY.replace("|", " | "), MIDWAY_SAYS),
    "a plan halfway, a cell a line": (MIDWAY.replace("|", "\n"), MIDWAY_SAYS),
}


@pytest.mark.parametrize(("text", "want"), CASES.values(), ids=CASES)
def test_a_table_is_read_as_it_is_printed(text, want, tmp_path):
    got, frame = values(text, tmp_path)
    assert got == want
    assert (frame["confidence"] > 0.8).all()
