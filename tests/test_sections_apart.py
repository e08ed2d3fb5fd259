"""Titles whose mark stands in the serial column, or over the heads: areas in every form."""

from pathlib import Path

import pytest

import taian_analysis as ta

HEADS = ["序号", "指标名称", "2023年目标", "2023年完成", "完成率", "完成情况"]
ROWS = [
    ["一", "供水保障", "", "", "", ""],
    ["1", "新增供水管网(公里)", "46", "51.3", "111.5%", "超额完成"],
    ["2", "改造水厂(座)", "3", "3", "100%", "完成"],
    ["二", "河道治理", "", "", "", ""],
    ["3", "清淤河段(公里)", "120", "118.9", "99.1%", "基本完成"],
    ["4", "新建堤防(公里)", "18", "14.6", "81.1%", "未完成"],
]
MARKED = [[f"({row[0]})" if row[0] in ("一", "二") else row[0], *row[1:]] for row in ROWS]


def _html(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


FORMS = {
    "csv": lambda rows: "\n".join(",".join(row) for row in rows),
    "html": _html,
    "md": lambda rows: "\n".join(
        f"| {' | '.join(row)} |" for row in [rows[0], ["--"] * 6, *rows[1:]]
    ),
    "tab.txt": lambda rows: "\n".join("\t".join(row).rstrip() for row in rows),
    "blank.txt": lambda rows: "\n".join("    ".join(row).rstrip() for row in rows),
    "line.txt": lambda rows: "\n".join("\n".join(filter(None, row)) for row in rows),
}


@pytest.mark.parametrize("rows", [ROWS, MARKED], ids=["plain", "bracketed"])
@pytest.mark.parametrize("form", FORMS)
def test_the_mark_of_a_title_may_stand_in_the_serial_column(
    tmp_path: Path, form: str, rows: list[list[str]]
) -> None:
    source = tmp_path / f"a.{form}"
    source.write_text(FORMS[form]([HEADS, *rows]), encoding="utf-8")
    read = ta.load_indicators(source)
    assert [area[-4:] for area in read["area"]] == ["供水保障"] * 2 + ["河道治理"] * 2
    assert read["target_text"].tolist() == ["46", "3", "120", "18"]
    assert read["actual_text"].tolist() == ["51.3", "3", "118.9", "14.6"]


def test_a_lone_one_for_what_is_missing_begins_no_title(tmp_path: Path) -> None:
    heads = ["序号", "指标", "单位", "目标值", "完成值", "备注"]
    rows = [["1", "植树", "亩", "30", "一", "未报"], ["2", "修渠", "米", "50", "40", "已验收"]]
    source = tmp_path / "a.txt"
    source.write_text("\n".join("\n".join(row) for row in [heads, *rows]), encoding="utf-8")
    read = ta.load_indicators(source)
    assert read["indicator"].tolist() == ["植树", "修渠"]
    assert read["area"].isna().all()


def test_a_title_over_the_heads_that_the_next_one_goes_on_from_is_the_first_area(
    tmp_path: Path,
) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "某县2023年养老工作考核表\n\n一、床位建设(30分)\n"
        "    考核指标        单位    目标值    分值\n"
        "    新增护理床位    张      120       15\n"
        "    改造敬老院      所      4         15\n"
        "二、队伍建设(20分)\n"
        "    培训护理员      人次    260       20\n",
        encoding="utf-8",
    )
    read = ta.load_indicators(source)
    assert read["area"].tolist() == ["一、床位建设", "一、床位建设", "二、队伍建设"]
    assert read["target_text"].tolist() == ["120", "4", "260"]


def test_a_first_place_below_the_heads_is_no_end_of_the_last_head(tmp_path: Path) -> None:
    heads = ["单位名称", "任务名称", "计划数", "完成数", "进度"]
    rows = [
        ["青河镇", "水窖改造(口)", "320", "260", "81.3%"],
        ["", "塘坝清淤(座)", "45", "45", "100%"],
        ["白石乡", "水窖改造(口)", "210", "98", "46.7%"],
        ["", "塘坝清淤(座)", "60", "41", "68.3%"],
    ]
    lines = [cell for row in [heads, *rows] for cell in row if cell]
    source = tmp_path / "a.txt"
    source.write_text("重点任务进度表\n\n" + "\n".join(lines), encoding="utf-8")
    read = ta.load_indicators(source)
    assert read["area"].tolist() == ["青河镇", "青河镇", "白石乡", "白石乡"]
    assert read["actual_text"].tolist() == ["260", "45", "98", "41"]


def test_the_same_tasks_of_two_places_by_blanks_are_four_indicators(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "重点任务进度表\n\n"
        "单位名称    任务名称    计划数    完成数\n"
        "青河镇    水窖改造(口)    320    260\n青河镇    塘坝清淤(座)    45    45\n"
        "白石乡    水窖改造(口)    210    98\n白石乡    塘坝清淤(座)    60    41\n",
        encoding="utf-8",
    )
    read = ta.load_indicators(source)
    assert list(zip(read["area"], read["actual_text"], strict=True)) == [
        ("青河镇", "260"),
        ("青河镇", "45"),
        ("白石乡", "98"),
        ("白石乡", "41"),
    ]


def test_a_name_unlike_the_others_is_no_level_of_a_self_evaluation(tmp_path: Path) -> None:
    heads = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因",
    ]
    rows = [
        ["产出指标", "数量指标", "慰问困难群众户数", "≥200户", "215户", "10", "10", "无"],
        ["举办活动场次", "12场", "9场", "10", "7.5", "场地维修"],
        ["质量指标", "救助对象认定准确率", "100%", "100%", "10", "10", "无"],
        ["时效指标", "资金发放及时率", "≥95%", "98%", "10", "10", "无"],
        ["效益指标", "社会效益指标", "群众知晓率", "≥85%", "88%", "15", "15", "无"],
    ]
    lines = [cell for row in [heads, *rows] for cell in row]
    source = tmp_path / "a.txt"
    source.write_text("项目支出绩效自评表\n" + "\n".join(lines), encoding="utf-8")
    read = ta.load_indicators(source)
    assert read["indicator"].tolist()[1] == "举办活动场次"
    assert read["actual_text"].tolist() == ["215户", "9场", "100%", "98%", "88%"]


def test_growth_that_happens_to_be_near_a_share_of_two_columns_is_growth(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(
        "县区,游客收入(亿元),增长(%),门票收入(亿元),增长(%)\n"
        "东城区,402.1,6.2,25.6,5.0\n西城区,318.5,5.9,19.9,3.8\n南山县,256.3,5.1,12.7,2.2\n",
        encoding="utf-8",
    )
    read = ta.load_indicators(source)
    assert set(read["indicator"]) == {"游客收入", "门票收入"}
    assert read.loc[read["area"] == "西城区", "actual_text"].tolist() == ["318.5", "19.9"]


def test_a_remark_left_empty_at_the_end_moves_no_column(tmp_path: Path) -> None:
    heads = ["序号", "主要指标", "单位", "规划值", "实现值", "完成情况", "备注"]
    rows = [
        ["1", "水厂覆盖率", "%", "23", "24.6", "超额完成", ""],
        ["2", "管网改造", "公里", "3.2", "3.05", "基本完成", "含支管"],
        ["3", "新建泵站", "座", "45", "45", "完成", ""],
    ]
    source = tmp_path / "a.txt"
    source.write_text("\n".join(" | ".join(row) for row in [heads, *rows]), encoding="utf-8")
    read = ta.load_indicators(source)
    assert read["actual_text"].tolist() == ["24.6", "3.05", "45"]
    assert read["official_verdict"].tolist() == ["超额完成", "基本完成", "完成"]


def test_a_plan_of_five_years_starts_from_what_was_reached_before_it(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(
        "指标名称,2020年实际,2023年预期,2025年规划\n水库(座),31,33,36\n泵站(座),58,80,110\n",
        encoding="utf-8",
    )
    read = ta.load_indicators(source)
    assert read["baseline_text"].tolist() == ["31", "58"]
    assert read["target_text"].tolist() == ["36", "110"]
    assert read["actual_text"].isna().all()


def test_tasks_may_stand_behind_the_office_that_answers_for_them(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(
        "责任单位,目标任务,全年计划,上年完成,本年完成\n"
        "民政局,改造护理床位(张),12,9,7\n人社局,开发岗位(个),500,410,320\n"
        "文旅局,送戏下乡(场),120,98,71\n",
        encoding="utf-8",
    )
    read = ta.load_indicators(source)
    assert read["indicator"].tolist() == ["改造护理床位", "开发岗位", "送戏下乡"]
    assert read["target_text"].tolist() == ["12", "500", "120"]
    assert read["actual_text"].tolist() == ["7", "320", "71"]


def test_wide_blanks_within_a_word_of_the_heads_part_no_cells(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "各县居民收入(2021年)\n单位:元\n地  区 全体居民 城镇居民\n累计 同比±% 累计 同比±%\n"
        "全  县 30121 4.1 37545 3.3\n青山乡 28735 3.5 34754 3.0\n白水镇 26519 4.2 32402 4.0\n"
        "石桥镇 25412 4.3 31689 3.5\n",
        encoding="utf-8",
    )
    read = ta.load_indicators(source)
    assert set(read["indicator"]) == {"全体居民", "城镇居民"}
    assert read.loc[read["area"] == "白水镇", "actual_text"].tolist() == ["26519", "32402"]


def test_levels_about_100_of_an_index_under_changes_are_results(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(
        "名称,环比,同比\n居民消费价格指数,100.1,100.5\n服务价格指数,100.3,102.3\n粮食,101.1,99.6\n",
        encoding="utf-8",
    )
    observed = ta.load_observations(source)
    assert sorted(observed["value"]) == [99.6, 100.1, 100.3, 100.5, 101.1, 102.3]
    assert set(observed["role"]) == {"actual"}
