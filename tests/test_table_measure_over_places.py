"""Rows named by places alone: what they are of stands over them, in a corner or in a title."""

from __future__ import annotations

from pathlib import Path

import pytest

import taian_analysis as ta


def told(path: Path) -> set[tuple[str, str, str, str]]:
    rows = ta.load_indicators(path).set_index("indicator_id")
    return {
        (rows.area[o.indicator_id], rows.indicator[o.indicator_id], o.role, o.text)
        for o in ta.load_observations(path).itertuples()
        if o.role != "change"
    }


BLOCKS = [
    [["进口总额(万元)", "本月", "增长%", "累计", "累计增长"],
     ["全州合计", "900", "2.0", "5300", "3.5"], ["北丘县", "500", "1.0", "3100", "2.5"],
     ["沙河县", "300", "4.1", "1600", "5.2"], ["云台区", "100", "3.3", "600", "7.1"]],
    [["用 水 量(吨)", "本月", "增长%", "累计", "累计增长"],
     ["全州合计", "81", "2.0", "470", "3.5"], ["北丘县", "40", "1.0", "230", "2.5"],
     ["沙河县", "31", "4.1", "180", "5.2"], ["云台区", "10", "3.3", "60", "7.1"]],
]  # fmt: skip
PRINTS = {
    "pipes": lambda rows: "\n".join(" | ".join(row) for row in rows),
    "a cell a line": lambda rows: "|\n" + "\n".join(f"{cell} |" for row in rows for cell in row),
}


@pytest.mark.parametrize("form", PRINTS)
def test_what_stands_over_places_with_its_unit_is_their_measure(form: str, tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    text = "\n".join(PRINTS[form](block) for block in BLOCKS)
    path.write_text(f"1-6月份各县区主要经济指标\n{text}\n", encoding="utf-8")
    got = told(path)
    assert len(got) == 16
    assert ("北丘县", "进口总额", "actual", "3100") in got
    assert ("云台区", "用水量", "actual", "10") in got
    assert set(ta.load_indicators(path).unit) == {"万元", "吨"}


@pytest.mark.parametrize(
    "title", ["成年残疾人护理任务分配表", "附件2:“十三五”老年人助餐服务任务表"]
)
def test_a_title_may_speak_of_people_of_an_age(title: str, tmp_path: Path) -> None:
    path = tmp_path / "source.csv"
    path.write_text(
        f"{title},,\n县(区),2021年任务,2022年任务\n北丘县,50,60\n沙河县,30,35\n云台区,10,12\n",
        encoding="utf-8",
    )
    name = "成年残疾人护理" if "成年" in title else "老年人助餐服务"
    assert ("北丘县", name, "target", "60") in told(path)


def test_heads_that_pandas_filled_in_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "source.csv"
    path.write_text(
        "县区,新增就业(人),Unnamed: 2,Unnamed: 3,帮扶户数(户),Unnamed: 5,Unnamed: 6\n"
        ",年度目标,完成,完成率(%),年度目标,完成,完成率(%)\n"
        "北丘县,500,480,96,40,44,110\n沙河县,300,290,96.7,20,18,90\n云台区,100,120,120,10,9,90\n",
        encoding="utf-8",
    )
    assert {
        ("沙河县", "新增就业", "target", "300"), ("沙河县", "新增就业", "actual", "290"),
        ("云台区", "帮扶户数", "target", "10"), ("云台区", "帮扶户数", "actual", "9"),
    } < told(path)  # fmt: skip


STAGES = [
    ["附件1", *[""] * 9],
    ["序号", "县区", "年度计划", "", "已开工", "", "", "已完工", "", "备注"],
    ["", "", "小区数(个)", "户数(户)", "小区数(个)", "户数(户)", "开工率(%)", "小区数(个)", "户数(户)", ""],
    ["1", "北丘县", "12", "900", "11", "850", "94", "6", "400", ""],
    ["2", "沙河县", "8", "500", "8", "500", "100", "7", "450", "在建1个"],
    ["3", "云台区", "5", "300", "4", "260", "87", "2", "110", ""],
    ["合计", "", "25", "1700", "23", "1610", "95", "15", "960", ""],
]  # fmt: skip


def test_stages_over_measures_are_an_aim_and_what_was_reached(tmp_path: Path) -> None:
    path = tmp_path / "source.csv"
    path.write_text("\n".join(",".join(row) for row in STAGES), encoding="utf-8")
    got = told(path)
    assert {
        ("北丘县", "小区数", "target", "12"), ("北丘县", "小区数", "actual", "6"),
        ("沙河县", "户数", "target", "500"), ("沙河县", "户数", "actual", "450"),
        ("云台区", "户数", "actual", "260"), ("合计", "户数", "target", "1700"),
    } < got  # fmt: skip
    rows = ta.load_indicators(path)
    begun = rows[(rows.area == "云台区") & (rows.actual_value == 260)]
    assert list(begun.parent) == ["已开工"]
    assert list(begun.target_value.isna()) == [True]


def test_tasks_of_several_measures_are_aims_whatever_their_heads_say(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_text(
        "附件: 2022年农业生产主要任务分解表 | | |\n"
        "乡镇 | 农田建设任务 | 设施蔬菜新增(亩) | 备注 |\n"
        "石桥乡 | 2.36 | 1200 | |\n柳林镇 | 8.94 | 4600 | |\n双塔镇 | 6.10 | — | |\n",
        encoding="utf-8",
    )
    assert {
        ("石桥乡", "农田建设任务", "target", "2.36"), ("柳林镇", "设施蔬菜新增", "target", "4600"),
    } < told(path)  # fmt: skip
    assert "actual" not in set(ta.load_observations(path).role)


def test_a_second_header_over_the_same_places_ends_the_first_ones_measures(tmp_path: Path) -> None:
    """The places below it were rows of the first one's measures, said to be sure."""
    first = [
        "地区",
        "养老床位(张)",
        "照料中心(个)",
        "目标",
        "进度",
        "完成比例(%)",
        "目标",
        "进度",
        "完成比例(%)",
    ]
    second = ["地区", "公办幼儿园(所)", "资助学生(人)", *first[3:]]
    rows = [["北丘县", "320", "346", "108.1", "5", "5", "100"], ["沙河县", "260", "260", "100", "4", "3", "75"],
            ["云台区", "380", "402", "105.8", "5", "4", "80"]]  # fmt: skip
    below = [["北丘县", "3", "3", "100", "420", "436", "103.8"], ["沙河县", "2", "2", "100", "390", "400", "102.6"],
             ["云台区", "3", "1", "33.3", "710", "736", "103.7"]]  # fmt: skip
    cells = [cell for row in [first, *rows, second, *below] for cell in row]
    path = tmp_path / "source.txt"
    path.write_text("2018年民生工程进度公示\n\n" + "\n\n".join(cells) + "\n", encoding="utf-8")
    got = told(path)
    assert {
        ("北丘县", "养老床位", "target", "320"), ("云台区", "照料中心", "actual", "4"),
    } <= got  # fmt: skip
    wrong = {("北丘县", "养老床位", "target", "3"), ("云台区", "照料中心", "actual", "736")}
    assert not wrong & got
    assert {text for _, name, _, text in got if name == "养老床位"} == {
        "320", "346", "260", "380", "402",
    }  # fmt: skip


def test_years_in_the_heads_of_a_plan_given_out_to_places(tmp_path):
    rows = "东坪县 | 86.2 | 90 | 1.32\n西峰县 | 81.4 | 88 | 2.07\n石桥区 | 92.3 | 95 | 0.88\n云溪县 | 79.9 | 86 | 1.54\n"
    head = "县区 | {0}年自来水普及率(%) | {1}年自来水普及率(%) | {1}年用水总量(亿立方米)\n"
    path = tmp_path / "source.txt"
    title = "某市“十四五”水利发展规划目标分解表\n发布日期:2021-09-30\n\n"
    path.write_text(title + head.format(2020, 2025) + rows, encoding="utf-8")
    assert {one for one in told(path) if one[0] == "西峰县"} == {
        ("西峰县", "自来水普及率", "baseline", "81.4"), ("西峰县", "自来水普及率", "target", "88"),
        ("西峰县", "用水总量", "target", "2.07"),
    }  # fmt: skip
    path.write_text("某市2021年供水情况\n\n" + head.format(2020, 2021) + rows, encoding="utf-8")
    assert {role for _, _, role, _ in told(path)} == {"actual"}
