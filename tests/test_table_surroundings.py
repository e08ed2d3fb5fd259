"""Tables whose rows are parted by what is no part of them: page numbers, other tables, broken names."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.doubts import _cut_names
from taian_analysis.cleaning.entries import Entry
from taian_analysis.cleaning.run_on import run_on

HEAD = [
    "序号 | 指标 | 属性 | 规划值 |  | 中期进展 | ",
    " |  |  | 2020年 | 2025年 | 完成值 | 完成率",
]
ROWS = [
    "1 | 新增就业人数（人） | 预期性 | 185 | 800 | 571 | 71.4%",
    "2 | 补贴覆盖率（%） | 约束性 | — | 100 | 96 | 96.0%",
    "3 | 养老保险参保率（%） | 预期性 | 91.3 | >92 | 93.8 | 102.0%",
    "4 | 义务教育入学率（%） | 预期性 | 95.7 | 97 | 98.1 | 101.1%",
]
CONTACTS = ["联系人名单", "单位 | 联系人 | 电话", "甲局 | 张某 | 6543210", "乙局 | 李某 | 6543211"]


def _values(folder: Path, lines: list[str]) -> dict[str, dict[str, str]]:
    path = folder / "table.txt"
    path.write_text("\n".join(["主要指标完成情况表", *lines]) + "\n", encoding="utf-8")
    frame = ta.load_indicators(path).set_index("indicator")
    roles = [f"{role}_text" for role in ("baseline", "target", "actual")]
    return {str(name): dict(row.dropna()) for name, row in frame[roles].iterrows()}


@pytest.mark.parametrize(
    "lines",
    [
        [*HEAD, *ROWS[:2], "- 3 -", *ROWS[2:]],
        [*HEAD, *ROWS[:2], "", *ROWS[2:]],
        [*HEAD, *ROWS[:2], "续表", *HEAD, *ROWS[2:]],
        [*HEAD, *ROWS, *CONTACTS],
        [*CONTACTS, "", *HEAD, *ROWS],
        [*HEAD, "甲 | 乙 | 丙 | 1 | 2 | 3 | 4", *ROWS],
    ],
    ids=["page number", "blank line", "next page", "contacts below", "contacts above", "index"],
)
def test_what_parts_rows_is_no_cell_of_them(tmp_path: Path, lines: list[str]) -> None:
    assert _values(tmp_path, lines) == {
        "新增就业人数": {"baseline_text": "185", "target_text": "800", "actual_text": "571"},
        "补贴覆盖率": {"baseline_text": "—", "target_text": "100", "actual_text": "96"},
        "养老保险参保率": {"baseline_text": "91.3", "target_text": ">92", "actual_text": "93.8"},
        "义务教育入学率": {"baseline_text": "95.7", "target_text": "97", "actual_text": "98.1"},
    }


def test_places_over_an_index_of_columns(tmp_path: Path) -> None:
    lines = ["县区 | 造林（亩） | 同比（%） | 排名", "甲 | 1 | 2 | 3"]
    lines += ["东山县 | 120 | 3.1 | 2", "西山县 | 95 | -1.2 | 3", "南山县 | 140 | 4.0 | 1"]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(["2022年造林情况", *lines]) + "\n", encoding="utf-8")
    seen = ta.load_observations(path)
    assert list(seen.loc[seen["role"] == "actual", "text"]) == ["120", "95", "140"]


def test_names_go_on_in_the_next_row_and_titles_do_not(tmp_path: Path) -> None:
    lines = [
        "指标 | 2020年 | 2025年目标 | 2023年实际",
        "一、就业 |  |  | ",
        "城镇新增就业人数（ | 5.1 | 8 | 6.0",
        "万人） |  |  | ",
        "高校毕业生去向落实 | 90.2 | 93 | 92.1",
        "率 |  |  | ",
        "(1)公共服务与保障类 |  |  | ",
        "培训人次 | 310 | 500 | 426",
        "城乡居民基本养老保 | 95 | 97 | 96",
        "险参保率 |  |  | ",
        "(2)社会救助 |  |  | ",
        "救助人次 | 12 | 20 | 18",
    ]
    names = list(_values(tmp_path, lines))
    assert names[1:3] == ["高校毕业生去向落实率", "培训人次"]
    assert names[3:] == ["城乡居民基本养老保险参保率", "救助人次"]


def test_the_top_of_a_page_names_no_area_and_no_row(tmp_path: Path) -> None:
    lines = ["主要指标完成情况表", "规划中期评估报告", "指标  单位  2020年  2025年目标  2023年实际"]
    lines += ["城镇新增就业  万人  3.1  4.2  5.3", "登记失业率  %  4.5  5.5  4.4"]
    lines += ["2", "规划中期评估报告", "养老保险参保率  %  90.5  95.5  92.5"]
    lines += ["第 3 页 共 9 页", "培训人次  人次  310  500  400"]
    for join in ("  ", " | "):
        path = tmp_path / "table.txt"
        path.write_text("\n".join(lines).replace("  ", join) + "\n", encoding="utf-8")
        frame = ta.load_indicators(path)
        names = ["城镇新增就业", "登记失业率", "养老保险参保率", "培训人次"]
        assert list(frame["indicator"]) == names and frame["area"].isna().all()
        assert list(frame["actual_text"]) == ["5.3", "4.4", "92.5", "400"]


def test_a_table_cut_at_the_end_of_a_page_is_one(tmp_path: Path) -> None:
    rows = [row.split(" | ") for row in ROWS]
    heads = "".join(
        f"<td>{cell}</td>"
        for cell in ["序号", "指标", "属性", "2020年", "2025年", "完成值", "完成率"]
    )
    body = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    path = tmp_path / "table.html"
    page = f"<table><tr>{heads}</tr>{''.join(body[:2])}</table><p>- 2 -</p>"
    page += f"<table>{''.join(body[2:])}</table>"
    path.write_text(f"<meta charset='utf-8'><body><p>指标表</p>{page}</body>", encoding="utf-8")
    found = ta.load_indicators(path)
    assert list(found["actual_text"]) == ["571", "96", "93.8", "98.1"]


def test_a_box_whose_white_runs_through_all_rows_is_read_by_its_lines(tmp_path: Path) -> None:
    rows = ["│ 指标名称     │ 单位 │ 2020年现状值 │ 2025年目标值 │"]
    rows += ["│ 新增就业     │ 万人 │ 3.1          │ 4.2          │"]
    rows += ["│ 登记失业率   │ %    │ 4.5          │ 5.5          │"]
    rows += ["│ 养老参保率   │ %    │ 90.5         │ 95.5         │"]
    rows += ["│ 医保参保率   │ %    │ 92.5         │ 96           │"]
    rule = "├" + "┼".join("─" * n for n in (14, 6, 14, 14)) + "┤"
    path = tmp_path / "table.txt"
    path.write_text("主要指标表\n" + f"\n{rule}\n".join(rows) + "\n", encoding="utf-8")
    assert list(ta.load_indicators(path)["target_text"]) == ["4.2", "5.5", "95.5", "96"]


def test_a_column_of_remarks_may_be_empty(tmp_path: Path) -> None:
    lines = [
        "2022年各县造林情况",
        "县区 | 造林（亩） | 同比（%） | 抚育（亩） | 同比（%） | 排名 | 备注",
    ]
    lines += [
        "东山县 | 38.2 | -4.5 | 80.3 | 2.2 | 2 | ",
        "西山县 | 40.6 | 1.2 | 77.5 | -1.4 | 3 | ",
    ]
    lines += [
        "南山县 | 36.9 | -6.1 | 82.7 | 3.0 | 1 | ",
        "北山县 | 31.4 | -7.9 | 88.8 | 2.5 | 4 | ",
    ]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    frame = ta.load_indicators(path)
    assert set(frame["indicator"]) == {"造林", "抚育"} and len(frame) == 8
    assert set(frame["area"]) == {"东山县", "西山县", "南山县", "北山县"}


_PLACES = ["县区,植树（株）,修渠（公里）,打井（眼）", "东山县,620,12,7", "西山县,480,9,5"]
_MORE = ["南山县,510,15,8", "北山县,390,11,6"]


@pytest.mark.parametrize(
    ("suffix", "lines"),
    [
        (".csv", ["附件,,,", "2022年冬修任务分解表,,,", *_PLACES, *_MORE]),
        (".csv", ["2022年冬修任务分解表", "注：本表数据为快报数。", *_PLACES, *_MORE]),
        (".txt", ["2022年冬修任务分解表", "注：本表数据为快报数。", *_PLACES, *_MORE]),
        (".md", ["2022年冬修任务分解表", "", *_PLACES, "", "续表", "", _PLACES[0], *_MORE]),
    ],
    ids=["annex", "note", "note in a text", "cut"],
)
def test_the_title_of_a_table_stands_past_a_note_and_a_page(
    tmp_path: Path, suffix: str, lines: list[str]
) -> None:
    path = tmp_path / f"table{suffix}"
    if suffix != ".csv":
        lines = [f"| {line.replace(',', ' | ')} |" if "," in line else line for line in lines]
    if suffix == ".md":
        lines = [
            row
            for line in lines
            for row in ([line, "|---|---|---|---|"] if "县区" in line else [line])
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    seen = ta.load_observations(path)
    assert set(seen["role"]) == {"target"} and set(seen["period"]) == {"2022"}
    assert len(seen) == 12


def test_heads_come_again_that_a_title_parts_from_the_rows(tmp_path: Path) -> None:
    head = "指标 |  | 2020年 | 2025年 | 属性"
    lines = [head, "经济发展 |  |  |  | ", "（1）营业收入（亿元） |  | 6.7 | 9.2 | 预期性"]
    lines += ["（2）参保率 | 城镇参保率（%） | 56.1 | 60 | 预期性"]
    lines += [" | 农村参保率（%） | 39.9 | 45 | 预期性", "资源环境 |  |  |  | "]
    lines += ["（3）用水量（亿吨） |  | 3.2 | 3.1 | 约束性", head]
    lines += ["（4）森林 | 森林面积（万亩） | 21.6 | 23.1 | 约束性"]
    lines += [" | 森林蓄积（万立方米） | 151 | 165 | 约束性"]
    names = ["营业收入", "城镇参保率", "农村参保率", "用水量", "森林面积", "森林蓄积"]
    assert list(_values(tmp_path, lines)) == names


def test_heads_stand_again_below_a_title_and_the_sign_of_the_next_page(tmp_path: Path) -> None:
    lines = [*HEAD, *ROWS[:2], "二、社会保障 |  |  |  |  |  | ", "续表", *HEAD, *ROWS[2:]]
    assert list(_values(tmp_path, lines)) == [
        "新增就业人数",
        "补贴覆盖率",
        "养老保险参保率",
        "义务教育入学率",
    ]


def test_names_cut_in_their_brackets_leave_no_row_of_their_table_sure() -> None:
    def cut(*names: str) -> bool:
        return _cut_names([Entry(name, name, area) for area, name in pairwise(names)])

    assert cut("就业", "新增就业（万", "人）", "劳动生产率（万")
    assert not cut("就业", "新增就业（人）", "劳动生产率（万")


def test_a_value_that_goes_on_with_a_head_is_two_cells() -> None:
    assert [run_on(text) for text in ("78.9类别", "79左右", "12万人", "60%目标值")] == [
        True,
        False,
        False,
        True,
    ]
