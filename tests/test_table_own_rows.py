"""Rows that hold what is theirs alone: empty cells kept, parts of a cell, names said twice."""

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar


def _told(text, tmp_path, form="txt"):
    """Return indicator, role, period and text of each value."""
    path = tmp_path / f"table.{form}"
    path.write_text(text, "utf-8")
    names = ta.load_indicators(path).set_index("indicator_id")["indicator"]
    values = ta.load_observations(path)
    return [
        (names[i], role, None if pd.isna(period) else period, value)
        for i, role, period, value in values[["indicator_id", "role", "period", "text"]].values
    ]


def _piped(*rows):
    """Print a pipe before each cell and one alone after each row."""
    return "\n".join("\n| ".join(row) + "\n|" for row in rows)


@pytest.mark.parametrize(
    "first",
    [
        ("林果产值", "增长6%以上", "增长7.2%", "120%"),
        ("村务公开", "全面公开", "全面公开", ""),
        ("危桥改造", "—", "—", "—"),
    ],
)
def test_a_first_row_in_words_below_a_title_begins_no_table(tmp_path, first):
    text = _piped(
        ("主要指标", "目标任务", "完成情况", "完成比例"),
        ("一、夯实基础", "", "", ""),
        ("修渠", "26公里", "27公里", "103.8%"),
        ("打井", "14眼", "15眼", "107.1%"),
        ("二、富民增收", "", "", ""),
        first,
        ("新建大棚", "320座", "328座", "102.5%"),
        ("培训果农", "450人", "462人", "102.7%"),
    )
    told = _told(text, tmp_path)
    assert ("新建大棚", "target", None, "320座") in told
    assert ("培训果农", "actual", None, "462人") in told
    assert (first[0], "actual", None, first[2]) in told


def test_the_weight_of_a_row_without_its_aim_is_none(tmp_path):
    rows = [("指标名称", "单位", "2024年目标值", "分值", "责任单位")]
    rows += [
        (f"{x}业增速", "%", f"{7.5 + n}", f"{n + 3}", "统计局") for n, x in enumerate("农工商")
    ]
    rows += [("食品抽检合格率", "", "", "4", "市监局"), ("造林", "亩", "820", "5", "林业局")]
    for form, text in (
        ("txt", _piped(*rows)),
        ("md", "\n".join(f"| {' | '.join(row)} |" for row in rows)),
    ):
        told = _told(text, tmp_path, form)
        assert [value for *_, value in told] == ["7.5", "8.5", "9.5", "820"]


def test_an_empty_cell_that_closes_the_header_closes_rows_too(tmp_path):
    rows = [
        (
            "序号",
            "民生实事项目",
            "责任单位",
            "目标任务",
            "1-8月完成情况",
            "1-8月完成率%",
            "备注",
            "",
        ),
        ("1", "安装路灯", "住建局", "240盏", "186", "78%", "", ""),
        ("2", "新建公厕", "城管局", "12座", "", "60%", "正在装修", ""),
        ("3", "增加托位", "卫健局", "350个", "", "", "尚未开工", ""),
        ("4", "兜底保障", "孤儿养育津贴发放", "民政局", "96人", "96", "100%", ""),
        ("残疾人康复救助", "残联", "410人", "377", "92%", "", "", ""),
        ("5", "改造危房", "住建局", "33户", "33", "100%", "", ""),
    ]
    text = "\n".join(f"{cell} |".strip() for row in rows for cell in row)
    done = [(name, value) for name, role, _, value in _told(text, tmp_path) if role == "actual"]
    assert done == [
        ("安装路灯", "186"), ("孤儿养育津贴发放", "96"), ("残疾人康复救助", "377"),
        ("改造危房", "33"),
    ]  # fmt: skip


def _of_lines(*rows):
    return "\n\n".join(cell for row in rows for cell in row)


PLAN = (
    ("领域", "任务", "序号", "指标名称", "单位", "2022年现状值", "2025年目标值", "2030年目标值", "属性"),
    ("生态安全", "水环境改善", "1", "河湖水面率", "%", "3.2", "3.3", "3.5", "约束性"),
    ("2", "黑臭水体比例", "%", "0", "0", "0", "约束性"),
    ("空气质量改善", "3", "细颗粒物浓度", "微克/立方米", "31", "≤30", "≤28", "约束性"),
    ("生态空间", "空间保护", "4", "受保护空间:", "湿地", "林地", "平方公里", "56.2", "118.4",
     "不减少", "不减少", "不减少", "不减少", "约束性"),
    ("5", "岸线保护率", "%", "71", "≥75", "≥80", "参考性"),
    ("生态生活", "人居改善", "6", "污水处理率", "%", "92", "≥95", "≥97", "参考性"),
)  # fmt: skip


def test_tasks_below_fields_are_what_rows_are_grouped_by(tmp_path):
    told = _told(_of_lines(*PLAN), tmp_path)
    numbers = {(name, period): value for name, _, period, value in told}
    assert not {"水环境改善", "空间保护", "人居改善"} & set(numbers.values())
    assert numbers["黑臭水体比例", "2022"] == numbers["黑臭水体比例", "2030"] == "0"
    assert numbers["细颗粒物浓度", "2025"] == "≤30"
    assert numbers["污水处理率", "2030"] == "≥97"


def test_parts_below_a_name_that_opens_them_have_their_own_values(tmp_path):
    told = _told(_of_lines(*PLAN), tmp_path)
    of = {name: [value for one, *_, value in told if one == name] for name in ("湿地", "林地")}
    assert of == {"湿地": ["56.2", "不减少", "不减少"], "林地": ["118.4", "不减少", "不减少"]}


def test_a_name_with_its_unit_said_again_in_english_is_one_cell(tmp_path):
    text = """5-8 2020-2022年养老服务基本情况
 Item  2020 2021 2022

机构 Institutions
  养老机构        (家)   Elderly Care Institutions            (unit) 38 41 45
  床位            (张)     Beds                               (bed) 5210 5564 6018
    护理型床位    (张)     Nursing Beds                       (bed) - 2310 2795
服务 Services
  60-79岁老人助餐  (人次)  Meals for the Aged 60-79 Served    (person-time) 8120 9347 11206
  上门服务        (人次)   Home Visits                        (person-time) 1530 - 2144
"""
    told = {(name, period): value for name, _, period, value in _told(text, tmp_path)}
    assert told["养老机构", "2022"] == "45"
    assert told["护理型床位", "2021"] == "2310"
    assert told["60-79岁老人助餐", "2020"] == "8120"
    assert told["上门服务", "2022"] == "2144"


def test_a_row_of_a_form_left_blank_with_dashes_is_none(tmp_path):
    text = (
        "三级指标 | 年度指标值 | 实际完成值\n指标1:培训人数 | 60人 | 64人\n指标1:/ | / | /\n"
        "指标1:— | — | —\n指标2:合格率 | 95% | 97% \n"
    )
    assert {name for name, *_ in _told(text, tmp_path)} == {"培训人数", "合格率"}


def test_times_down_are_not_when_a_thing_is_due(tmp_path):
    text = (
        "时间,常住人口(万人),自然增长率(‰),出生人数(人)\n2022年,30.52,-1.24,\n"
        "2021年,30.71,0.37,2210\n2020年,30.88,,2468\n2019年,30.94,2.05,2751\n"
    )
    told = {(name, period): value for name, _, period, value in _told(text, tmp_path, "csv")}
    assert told["常住人口", "2022"] == "30.52"
    assert told["自然增长率", "2022"] == "-1.24"
    assert told["出生人数", "2020"] == "2468"
    assert ("自然增长率", "2020") not in told


def test_a_table_is_of_its_titles_year_and_not_of_the_day_it_was_put_up_in_the_next(tmp_path):
    rows = (
        "| 产品名称 | 单位 | 产量 | 增长(%) |\n|---|---|---|---|\n"
        "| 生铁 | 万吨 | 31.7 | 2.6 |\n| 化肥 | 万吨 | 4.28 | -1.5 |\n"
    )
    for day, period in (("2023年3月28日", "2022"), ("2022年11月30日", "2022-11-30")):
        told = _told(f"某市统计局\n{day}\n\n表3 2022年工业产品产量\n\n{rows}", tmp_path, "md")
        assert told[0] == ("生铁", "actual", period, "31.7")


def test_a_total_shows_which_head_its_parts_stand_below(tmp_path):
    """So a head that begins with a number is one, and 未完成 over numbers is no remark."""
    head = "序号 承办单位 转办总量 110联动平台 回访满意率 提级督办件数 已解决 正在办理 未完成"
    rows = (
        "县教育局 46 39 4 3 95.1% 2", "县民政局 31 30 1 0 98.2% 0", "县水利局 28 22 2 4 90.6% 5",
        "县交通运输局 57 50 6 1 93.3% 3", "河口镇 19 17 2 0 96.4% 1",
    )  # fmt: skip
    cells = [*head.split(), *(t for n, row in enumerate(rows, 1) for t in (str(n), *row.split()))]
    path = tmp_path / "t.txt"
    path.write_text("8月份诉求办理情况统计表\n" + "".join(f"{t} |\n" for t in cells), "utf-8")
    frame = ta.load_indicators(path)
    names = ["转办总量", "已解决", "正在办理", "未完成", "回访满意率", "提级督办件数"]
    values = dict(zip(frame.indicator_id, frame.indicator, strict=True))
    told = [(values[o.indicator_id], o.text) for o in ta.load_observations(path).itertuples()]
    assert told[: len(names)] == list(zip(names, rows[0].split()[1:], strict=True))
    assert len(told) == len(rows) * len(names)
    assert (frame.confidence < bar()).all()


def test_a_year_in_brackets_beside_others_says_when_it_is_now(tmp_path):
    head = "序号 指标名称 指标说明 目前状况 推进进度 责任单位 协同单位 (截至2021年底) 2022年 2023年 2024年"
    rows = (
        "1 无障碍公交车占比(%) 配备坡板的车辆所占比例 31 40 52 65 交通局 残联",
        "2 盲道完好率(%) 抽查完好的盲道所占比例 74 80 86 92 城管局 住建局",
        "3 辅具适配点(个) 对外开放的适配点总数 6 9 12 16 残联 民政局",
    )
    cells = " ".join([head, *rows]).split()
    text = "某市无障碍环境建设三年行动计划(2022—2024年)指标\n" + "".join(f"| {t}\n" for t in cells)
    told = _told(text, tmp_path)
    assert [t[1:] for t in told if t[0] == "盲道完好率"] == [
        ("actual", "2021-12", "74"), ("target", "2022", "80"), ("target", "2023", "86"),
        ("target", "2024", "92"),
    ]  # fmt: skip
