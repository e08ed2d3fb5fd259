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
