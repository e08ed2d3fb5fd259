"""Forms of performance whose cells run together: only what can be parted in one way alone is read."""

import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.base.errors import TaianError
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.layouts_glued import _values

LINES = """绩效目标表
(2022年度)
项目名称乡村小学厨房改造补助
项目主管部门云台县教育局
绩效指标一级指标二级指标指标内容指标值
产出指标数量指标改造厨房数量≥12间
购置冷柜数量24台
质量指标改造验收合格率100%
时效指标按期完工率不低于95%
效益指标可持续影响指标学校食堂管理水平稳步提高
社会公众或服务对象满意度指标家长满意度90%以上
注:各单位据实填报。
"""
ONE = (
    "项目支出绩效自评表项目名称农家书屋维护年度资金总额:303010100%10绩效指标一级指标二级指标三级指标"
    "分值年度指标值全年实际值得分未完成原因及改进措施产出指标(60分)数量指标维护书屋10≥36个38个10"
    "补充图书10≥720册720册9质量指标图书入库率20100%100%20成本指标项目经费1015万元14.5万元10"
    "效益指标(30分)经济效益指标社会效益指标读者人次10≥900人次960人次10群众文化氛围10明显提升明显提升10满意度指标(10分)"
    "服务对象满意度指标读者满意度10≥95%97%10总分9089"
)


def written(tmp_path, text):
    path = tmp_path / "source.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_a_line_is_parted_at_its_levels_and_its_value(tmp_path):
    path = written(tmp_path, LINES)
    assert read(path) == {
        ("产出指标", "改造厨房数量", "target", "≥12间"),
        ("产出指标", "购置冷柜数量", "target", "24台"),
        ("产出指标", "改造验收合格率", "target", "100%"),
        ("产出指标", "按期完工率", "target", "不低于95%"),
        ("效益指标", "家长满意度", "target", "90%以上"),
    }
    assert (ta.load_indicators(path)["confidence"] < bar()).all()


def test_a_form_on_one_line_is_parted_between_its_weights_and_its_scores(tmp_path):
    path = written(tmp_path, ONE)
    assert {row[0] for row in read(path)} == {
        "产出指标(60分)",
        "效益指标(30分)",
        "满意度指标(10分)",
    }
    assert {row[1:] for row in read(path)} == {
        ("读者人次", "target", "≥900人次"), ("读者人次", "actual", "960人次"),
        ("维护书屋", "target", "≥36个"), ("维护书屋", "actual", "38个"),
        ("补充图书", "target", "≥720册"), ("补充图书", "actual", "720册"),
        ("图书入库率", "target", "100%"), ("图书入库率", "actual", "100%"),
        ("项目经费", "target", "15万元"), ("项目经费", "actual", "14.5万元"),
        ("读者满意度", "target", "≥95%"), ("读者满意度", "actual", "97%"),
    }  # fmt: skip
    assert (ta.load_indicators(path)["confidence"] < bar()).all()


@pytest.mark.parametrize(
    "text",
    [
        # nothing parts a target from its weight
        LINES.replace("≥12间", "1210").replace("24台", "2410").replace("%", "").replace("以上", ""),
        # without scores a value in words would be a part of the next name
        "绩效指标一级指标二级指标指标内容指标值产出指标数量指标培训班次≥3期质量指标课程安排合理"
        "学员合格率≥90%时效指标按时开班率100%满意度指标满意度指标学员满意度≥95%",
    ],
)
def test_what_can_be_parted_in_more_ways_is_refused(tmp_path, text):
    with pytest.raises(TaianError):
        ta.load_indicators(written(tmp_path, text))


def test_scores_in_a_note_behind_words_are_no_targets(tmp_path):
    head = "一级指标二级指标三级指标指标值指标值内容评(扣)分标准备注\n"
    rows = [
        "产出指标数量指标培训人数120人反映培训人数每少1人扣1分",
        "质量指标培训合格率95%以上合格人数占比每降1%扣1分",
        "时效指标培训及时反映及时程度及时得10分,不及时得0分",
        "满意度指标满意度指标学员满意度≥90%学员满意程度每降1%扣1分",
    ]
    assert {row[1:] for row in read(written(tmp_path, head + "\n".join(rows)))} == {
        ("培训人数", "target", "120人"),
        ("培训合格率", "target", "95%以上"),
        ("学员满意度", "target", "≥90%"),
    }


def test_two_forms_of_the_same_heads_are_read_after_one_another(tmp_path):
    heads = "一级指标二级指标三级指标年初目标值(A)实际完成值(B)得分"
    text = (
        f"河道巡护自评表年度绩效目标1(40分){heads}产出指标数量指标巡河次数≥90次96次20"
        "进度指标季度按期巡河率100%98%19.6效益指标社会效益指标满意度指标服务对象满意度指标"
        f"年度绩效目标2(40分){heads}产出指标质量指标问题整改率95%95%20总分99.6"
    )
    assert {row[1:] for row in read(written(tmp_path, text))} == {
        ("巡河次数", "target", "≥90次"), ("巡河次数", "actual", "96次"),
        ("季度按期巡河率", "target", "100%"), ("季度按期巡河率", "actual", "98%"),
        ("问题整改率", "target", "95%"), ("问题整改率", "actual", "95%"),
    }  # fmt: skip


def test_a_number_without_end_is_tried_at_few_places():
    text = "≥" + "9" * 20_000
    assert len(list(_values(text, 0, len(text)))) <= 16
