"""Small tables of forms that offices print: places that lead sentences in, notes beside targets."""

import pytest

import taian_analysis as ta


def read(tmp_path, text, form="txt"):
    """Return (area, indicator, role, printed value) of every value, in order."""
    path = tmp_path / f"t.{form}"
    path.write_text(text, encoding="utf-8")
    rows = ta.load_indicators(path).set_index("indicator_id")
    return [
        (area if isinstance(area := rows.area[o.indicator_id], str) else "",
         rows.indicator[o.indicator_id], o.role, o.text)
        for o in ta.load_observations(path).itertuples()
    ]  # fmt: skip


PLACES = (
    "某县交通工作进展\n"
    "截至6月底,全县已完成农村公路改造90公里,占年度任务120公里的75%;"
    "完成安防工程30公里,占年度任务40公里的75%。"
    "其中,东河区已完成农村公路改造50公里,占年度任务60公里的83.3%;"
    "完成安防工程12公里,占年度任务20公里的60%。"
    "西山县已完成农村公路改造40公里,占年度任务60公里的66.7%;"
    "完成安防工程18公里,占年度任务20公里的90%。\n"
)


def test_a_place_that_leads_a_sentence_in_is_whose_its_results_are(tmp_path):
    results = [v for v in read(tmp_path, PLACES) if v[2] == "actual"]
    assert results == [
        ("", "农村公路改造", "actual", "90公里"), ("", "安防工程", "actual", "30公里"),
        ("东河区", "农村公路改造", "actual", "50公里"), ("东河区", "安防工程", "actual", "12公里"),
        ("西山县", "农村公路改造", "actual", "40公里"), ("西山县", "安防工程", "actual", "18公里"),
    ]  # fmt: skip


def test_a_place_names_its_results_where_nothing_else_does(tmp_path):
    text = (
        "全县改厕进展\n东河区已完成50座,占年度任务60座的83.3%;西山县已完成40座,"
        "占年度任务60座的66.7%;南湖区已完成30座,占年度任务60座的50%。\n"
    )
    assert [v[:2] for v in read(tmp_path, text) if v[2] == "actual"] == [
        ("", "东河区"), ("", "西山县"), ("", "南湖区"),
    ]  # fmt: skip


def test_targets_with_results_in_a_row_are_a_table_within_other_prose(tmp_path):
    text = (
        "某镇自评报告\n项目全年拨付资金52万元,受益群众310人,自评得分91分。\n"
        "2022年收到资金合计60万元,实际拨付52万元,执行率为86.7%,涉及村庄9个,道路14条。\n"
        "成本指标:水泥路面补助标准指标值80元,实际完成值80元;路灯补助标准指标值300元,"
        "实际完成值310元。绿化补助标准指标值45元,实际完成值40元;垃圾箱补助标准指标值120元,"
        "实际完成值120元。\n"
    )
    assert [v[1:] for v in read(tmp_path, text)] == [
        ("水泥路面补助标准", "target", "80元"), ("水泥路面补助标准", "actual", "80元"),
        ("路灯补助标准", "target", "300元"), ("路灯补助标准", "actual", "310元"),
        ("绿化补助标准", "target", "45元"), ("绿化补助标准", "actual", "40元"),
        ("垃圾箱补助标准", "target", "120元"), ("垃圾箱补助标准", "actual", "120元"),
    ]  # fmt: skip


@pytest.mark.parametrize("note", ["指标值说明", "目标值设定依据", "目标解释"])
def test_what_explains_a_target_is_none(tmp_path, note):
    text = (
        f"一级指标,二级指标,三级指标,计算符号,目标值,度量单位,{note}\n"
        "产出指标,数量指标,巡查河段次数,≥,24,次,按月两次\n,,清理垃圾,≥,300,吨,数据合理\n"
    )
    assert [v[1:] for v in read(tmp_path, text, "csv")] == [
        ("巡查河段次数", "target", "≥24"), ("清理垃圾", "target", "≥300"),
    ]  # fmt: skip


def test_thousands_parted_by_a_blank_in_two_cells_of_a_marked_table(tmp_path):
    text = (
        "| 指标 | 粮食产量 | 木材产量 |\n|---|---|---|\n| 单位 | 吨 | 立方米 |\n"
        "| 2025年实际 | 2 340 | 81.5 |\n| 2026年计划 | 2 500 | 90 |\n"
    )
    assert [v[1:] for v in read(tmp_path, text, "md") if v[2] == "target"] == [
        ("粮食产量", "target", "2500"), ("木材产量", "target", "90"),
    ]  # fmt: skip
