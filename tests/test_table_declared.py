"""Declarations of targets as pages print them: made up, each with its values by hand."""

import pytest
from test_table_plans import values

import taian_analysis as ta
from taian_analysis.base.errors import TaianError

FORMS = """2023年一般性项目绩效目标表 |
编制单位: |
云台镇 |
专项资金名称 |
养老补助 |
当年预算 |
12.5 |
绩效指标 |
指标 |
指标权重 |
计量单位 |
指标性质 |
指标值 |
补助人数 |
20 |
人 |
≥ |
80 |
保障收入 |
20 |
|
定性 |
|
2023年一般性项目绩效目标表 |
编制单位: |
云台镇 |
专项资金名称 |
村道养护 |
当年预算 |
9.31 |
绩效指标 |
指标 |
指标权重 |
计量单位 |
指标性质 |
指标值 |
养护里程 |
20 |
公里 |
= |
14 |
群众满意度 |
10 |
% |
≥ |
95 |
"""
CASES = {
    "forms under each other, each with what is filled in over its header": (
        FORMS,
        {"补助人数": "target ≥80", "养护里程": "target =14", "群众满意度": "target ≥95"},
    ),
    "heads with the star of what must be filled in, and notes behind the unit": (
        "一级指标 | 二级指标 | 三级指标 | 指标值类型 | *指标值 | 计量单位 | *指标解释 | *评(扣)分标准 | 备注 |\n"
        "产出指标 | 数量指标 | 鉴定件数 | 定量 | 288 | 件 | 主要考察件数 | 未达指标值酌情扣分 | |\n"
        "质量指标 | 鉴定准确率 | 定量 | 100 | % | 主要考察质量 | 未达指标值酌情扣分 | ||\n"
        "成本指标 | 成本控制率 | 定量 | 98 | % | 主要考察成本 | 未达指标值酌情扣分 | ||\n",
        {"鉴定件数": "target 288", "鉴定准确率": "target 100", "成本控制率": "target 98"},
    ),
    "what was reached of what was expected, both called values of the index": (
        "一级指标 二级指标 三级指标 预期指标值(A) 实际完成指标值(B) 分值 得分\n"
        "产出指标 数量指标 开放天数 300天 312天 15 15\n"
        "质量指标 设备完好率 98% 97% 15 14\n"
        "效益指标 社会效益指标 服务人次 2万人次 2.3万人次 20 20\n",
        {
            "开放天数": "target 300天, actual 312天",
            "设备完好率": "target 98%, actual 97%",
            "服务人次": "target 2万人次, actual 2.3万人次",
        },
    ),
}
REFUSED = {
    "a form left blank, whose next index is no value of the one before": (
        "一级指标\n\n二级指标\n\n三级指标\n\n指标值\n\n产出指标\n\n数量指标\n\n指标1:新建堤防长度\n\n公里\n\n"
        "指标2:改造灌区面积\n\n万亩\n\n指标3:覆盖人口\n\n万人\n\n质量指标\n\n指标1:验收合格率\n\n≧ %\n"
    ),
    "one value below what was reached and what is expected": (
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 依据 | |\n"
        "2021年实际实现值 | 预期2022年实现值 | |||||\n"
        "数量指标 | 培训人次 | 280人次 | ||||\n授课人次 | 25人次 | |||||\n"
        "产出指标 | 开设课程数量 | 220 | ||||\n质量指标 | 完成率 | 100% | ||||\n"
        "满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥95% | |||\n"
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_declaration_is_read_as_its_form_says(text, expected, tmp_path):
    assert values(text, tmp_path)[0] == expected


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_declaration_that_does_not_say_what_is_of_what_is_refused(text, tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TaianError):
        ta.load_indicators(path)
