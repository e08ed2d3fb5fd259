"""Declarations of targets as pages print them: made up, each with its values by hand."""

import pytest
from test_table_plans import values

import taian_analysis as ta
from taian_analysis.base.errors import TaianError
from taian_analysis.cleaning.reading import read_annex

_FORM = (
    "2023年一般性项目绩效目标表 编制单位: 云台镇 专项资金名称 {} 当年预算 {} "
    "绩效指标 指标 指标权重 计量单位 指标性质 指标值 {} {} "
)
FORMS = _FORM.format("养老补助", "12.5", "补助人数 20 人 ≥ 80", "保障收入 20 - 定性 -")
FORMS += _FORM.format("村道养护", "9.31", "养护里程 20 公里 = 14", "群众满意度 10 % ≥ 95")
CASES = {
    "forms under each other, each with what is filled in over its header": (
        "".join("|\n" if cell == "-" else f"{cell} |\n" for cell in FORMS.split()),
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
    "sentences below the levels, each level on a line of its own": (
        "某县2024年农机培训项目绩效目标设定\n现将目标设定如下:\n一、产出指标\n(一)数量指标\n参训机手(县内)≧260人;\n"
        "(二)质量指标\n结业率≥98%;\n(三)时效指标\n完成时限,2024年9月底前;\n二、效益指标\n"
        "(一)社会效益指标\n机手操作水平,提高;\n三、满意度指标\n参训机手满意度≥95%。\n某县农业农村局\n",
        {
            "参训机手(县内)": "target ≧260人",
            "结业率": "target ≥98%",
            "完成时限": "target 2024年9月底前",
            "机手操作水平": "target 提高",
            "参训机手满意度": "target ≥95%",
        },
    ),
    "sentences with what the form asks for, levels and what it is for before them": (
        "一、产出指标\n数量指标:★补助果树,苹果栽植数量(≥**株)>=900株;苗木成活率(≥**%)>=88。"
        "成本指标:补助标准,苗木成本(≤**元/株)≤12.5/株。\n二、效益指标\n经济效益指标:产值(≥**万元)≥60万元,"
        "农户增收(≥**万元)≥20万元;生态效益指标:环境改善。\n",
        {
            "苹果栽植数量": "target >=900株",
            "苗木成活率": "target >=88",
            "苗木成本": "target ≤12.5/株",
            "产值": "target ≥60万元",
            "农户增收": "target ≥20万元",
        },
    ),
    "rows between pipes on lines of their own, a name and its aim under one head, aims in words": (
        "指标\n类别\n| 考核指标\n| 2021年完成情况\n| 2022年完成情况\n|\n指标名称\n| 考核要求\n|\n"
        "经济\n效率\n| 1、研发投入\n占比\n| >1.7%\n| 2.06%\n| 2.17%\n|\n"
        "2、单位产值能耗\n| <全省平均水平,且近三\n年逐年下降\n| 2.58\n| 2.42\n|\n"
        "环境\n质量\n| 1、水质达标率\n| 100%,且无劣五类水\n体\n| 100%\n| 99%\n|\n"
        "2、区域噪声平均\n值\n| <60dB\n| 54.6\n| 54.2\n|\n3、绿地占比\n| ≥30%\n| 31%\n| 32%\n|\n",
        {
            "研发投入占比": "target >1.7%, actual 2.06%, actual 2.17%",
            "单位产值能耗": "target <全省平均水平,且近三\n年逐年下降, actual 2.58, actual 2.42",
            "水质达标率": "target 100%,且无劣五类水\n体, actual 100%, actual 99%",
            "区域噪声平均值": "target <60dB, actual 54.6, actual 54.2",
            "绿地占比": "target ≥30%, actual 31%, actual 32%",
        },
    ),
    "an aim and a result that are equal to a number, in sentences": (
        "绩效目标完成情况\n1.病种免疫密度,年初目标值≥90%,实际完成值≥92%,自评得分20分;\n"
        "2.补助发放率,年初目标值=100%,实际完成值=100%,自评得分20分;\n"
        "3.随意抛弃事件,年初目标值=0件,实际完成值=1件,自评得分10分;\n",
        {
            "病种免疫密度": "target ≥90%, actual ≥92%",
            "补助发放率": "target =100%, actual =100%",
            "随意抛弃事件": "target =0件, actual =1件",
        },
    ),
}
REFUSED = {
    "a form left blank, whose next index is no value of the one before": (
        "一级指标\n\n二级指标\n\n三级指标\n\n指标值\n\n产出指标\n\n数量指标\n\n指标1:新建堤防长度\n\n公里\n\n"
        "指标2:改造灌区面积\n\n万亩\n\n指标3:覆盖人口\n\n万人\n\n质量指标\n\n指标1:验收合格率\n\n≧ %\n"
    ),
    "names and words a cell a line, of which nothing shows where a row ends": (
        "一级指标\n\n二级指标\n\n指标内容\n\n指标值\n\n产出指标\n\n培训困难群众\n\n扶持群众创业\n\n"
        "全面实施助困项目\n\n县助困资金申报表\n\n专项名称\n\n助困保障金\n\n部门名称\n\n县民政局\n\n"
        "群众满意度\n\n95%以上\n"
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


def test_numbers_of_a_declaration_that_are_no_aims_are_named(tmp_path):
    path = tmp_path / "declared.txt"
    told = "数量指标:新修水窖≥120口;培训农民≥3期,每期50人;办展会20场;\n质量指标:完好率≥85%;\n"
    text = f"产出指标\n{told}成本指标:每口成本≤25元;\n效益指标\n带动农户≥200户;\n"
    path.write_text(text, encoding="utf-8")
    found = ta.load_indicators(path)
    assert list(found["target_text"]) == ["≥120口", "≥3期", "≥85%", "≤25元", "≥200户"]
    [left] = [r for r in read_annex(ta.read_report(path)).rejections if r.code == "not_aligned"]
    assert left.text == "每期50人 | 办展会20场"
