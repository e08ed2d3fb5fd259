"""A table whose own figures speak against it is read, and no row of it is called sure."""

from __future__ import annotations

import io

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar

PLAN = (
    ("塘坝蓄水能力", "万立方米", "120", "118"),
    ("造林面积", "亩", "3500", "3620"),
    ("卫生院", "个", "14", "14"),
    ("公路里程", "公里", "860", "845.5"),
    ("粮食总产量", "吨", "41000", "40210"),
    ("绿化覆盖率", "%", "38", "37.2"),
    ("村民活动室", "个", "210", "204"),
    ("财政收入", "万元", "9800", "10150"),
)
COUNTS = (
    ("镇", "个", "12"), ("村", "个", "188"), ("福利支出", "万元", "1204.6"),
    ("救助支出", "万元", "880.3"), ("孤儿", "人", "97"), ("低保户", "户", "2310"),
    ("优抚支出", "万元", "76.2"), ("养老院", "个", "31"),
)  # fmt: skip


def _table(heads: str, rows: object) -> str:
    lines = [heads, *(" | ".join(row) for row in rows)]  # type: ignore[attr-defined]
    return "白水县主要指标完成情况(2022年)\n" + "\n".join(lines) + "\n"


def _sure(text: str) -> list[bool]:
    frame = ta.load_indicators(io.BytesIO(text.encode()))
    return [c >= bar() for c in frame["confidence"]]


def _slipped(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    last = [rows[-1][-1], *(row[-1] for row in rows[:-1])]
    return [(*row[:-1], value) for row, value in zip(rows, last, strict=True)]


HEADS = "指标 | 单位 | 目标值 | 完成值"


@pytest.mark.parametrize(
    ("heads", "rows"),
    [(HEADS, PLAN), ("指标名称 | 单位 | 数量", COUNTS)],
)
def test_a_column_that_slipped_a_row_is_not_sure(
    heads: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    assert all(_sure(_table(heads, rows)))
    assert not any(_sure(_table(heads, _slipped(rows))))


def test_results_that_are_bounds_beside_aims_that_are_none_are_not_sure() -> None:
    rows = [("甲率", "%", "≥90", "92"), ("乙率", "%", "≥85", "86"), ("丙率", "%", "≤3", "2")]
    assert all(_sure(_table(HEADS, rows)))
    assert not any(_sure(_table("指标 | 单位 | 完成值 | 目标值", rows)))


def test_rates_that_are_aims_over_results_are_not_sure() -> None:
    rows = [("甲项", "个", "50", "40", "80%"), ("乙项", "个", "20", "15", "75%")]
    assert all(_sure(_table(HEADS + " | 完成率", rows)))
    assert not any(_sure(_table("指标 | 单位 | 完成值 | 目标值 | 完成率", rows)))


def test_persons_with_decimals_are_doubted_in_their_row_alone() -> None:
    rows = [
        *((f"{c}类站点", "个", "14", "15") for c in "甲乙丙丁戊己庚辛壬"),
        ("癸类站点", "个", "14", "1.5"),
    ]
    assert _sure(_table(HEADS, rows)) == [True] * 9 + [False]


YEARS = "指标 | " + " | ".join(f"{y}年" for y in range(2022, 2017, -1))


@pytest.mark.parametrize(
    "prose", ["各项任务总体进展顺利。规划确定的目标任务", "规划目标确定的各项任务奠定了基础。"]
)
def test_prose_above_a_table_is_no_title_of_it(prose: str) -> None:
    text = (
        f"{prose}\n{YEARS}\n卫生院床位(张) | 51 | 49 | 44 | 40 | 37\n诊所(个) | 9 | 9 | 8 | 8 | 7\n"
    )
    assert set(ta.load_observations(io.BytesIO(text.encode()))["role"]) == {"actual"}


def test_years_printed_backwards_in_a_row_are_no_aims() -> None:
    text = f"主要目标规划\n{YEARS}\n卫生院床位(张) | 51 | 49 | 44 | 40 | 37\n诊所(个) | 9 | 9 | 8 | 8 | 7\n"
    assert set(ta.load_observations(io.BytesIO(text.encode()))["role"]) == {"actual"}
