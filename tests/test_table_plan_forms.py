"""Tables of plans in the forms of many offices: made up, each with its values by hand."""

import pytest
from test_table_plans import values

CASES = {
    "one number of a grid printed in threes, one after its sign": (
        "| 指标 | 单位 | 2020年 | 2025年 |\n|---|---|---|---|\n| 甲数 | 个 | 612 | 1 100 |\n| 乙量 | 万吨 | 742 | > 8 000 |\n| 丙率 | % | 81 | 98以上 |\n",
        {
            "甲数": "baseline 612, target 1100",
            "乙量": "baseline 742, target >8000",
            "丙率": "baseline 81, target 98以上",
        },
    ),
    "how far it has come, beside what was reached": (
        "序号\t指标\t单位\t2020年基期值\t2025年目标值\t2022年完成值\t完成进度\t属性\t评估结论\n1\t甲面积\t万亩\t52.6\t70\t63.1\t60.3%\t预期性\t达到进度\n2\t乙率\t%\t78.5\t85\t83\t69.2%\t预期性\t快于进度\n3\t丙产值\t亿元\t96\t150\t108.7\t23.5%\t预期性\t滞后\n",
        {
            "甲面积": "baseline 52.6, target 70, actual 63.1",
            "乙率": "baseline 78.5, target 85, actual 83",
            "丙产值": "baseline 96, target 150, actual 108.7",
        },
    ),
    "a start of its own, and then year by year what is aimed at": (
        "某事业发展“十四五”分年度目标表\n指标\t单位\t2020年基数\t2021年\t2022年\t2023年\t2024年\t2025年\t属性\n甲率\t%\t86\t88\t91\t94\t97\t100\t约束性\n乙数\t个\t412\t430\t450\t470\t490\t≥510\t预期性\n",
        {
            "甲率": "baseline 86, target 88, target 91, target 94, target 97, target 100",
            "乙数": "baseline 412, target 430, target 450, target 470, target 490, target ≥510",
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_plan_is_read_as_its_form_says(text, expected, tmp_path):
    read, _ = values(text, tmp_path)
    assert read == expected
