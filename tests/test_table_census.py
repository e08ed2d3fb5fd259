"""The five tables of a census bulletin: places and ages under heads of two and three rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import taian_analysis as ta

Rows = list[list[str]]


def bars(rows: Rows) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def cells(rows: Rows) -> str:
    return "\n".join(cell for row in rows for cell in row if cell)


def blanks(rows: Rows) -> str:
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


FORMS = pytest.mark.parametrize("form", [bars, cells, blanks])


def told(tmp_path: Path, title: str, form: Callable[[Rows], str], rows: Rows) -> set[Sequence[str]]:
    path = tmp_path / "census.txt"
    path.write_text(f"某市人口普查公报(第三号)\n{title}\n{form(rows)}\n二、变化\n", "utf-8")
    frame = ta.load_indicators(path)[["area", "indicator", "unit", "actual_text"]]
    return set(frame.astype(object).fillna("").itertuples(index=False, name=None))


@FORMS
def test_what_makes_up_a_hundred_stands_under_the_share(tmp_path: Path, form: Callable) -> None:
    rows = [
        ["地区", "占总人口比重", "", "性别比"], ["", "男", "女", ""], ["全市", "50.60", "49.40", "102.43"],
        ["柳河区", "50.20", "49.80", "100.80"], ["石桥县", "51.90", "48.10", "107.90"],
    ]  # fmt: skip
    got = told(tmp_path, "表3-1 各区性别构成\n单位:%", form, rows)
    assert ("柳河区", "男", "%", "50.20") in got
    assert ("柳河区", "女", "%", "49.80") in got
    assert ("石桥县", "性别比", "", "107.90") in got
    assert len(got) == 9


def test_heads_that_nothing_puts_under_others_are_read_as_none(tmp_path: Path) -> None:
    rows = [
        ["地区", "占总人口比重", "", "性别比"], ["", "男", "女", ""], ["全市", "30.6", "49.4", "102.4"],
        ["柳河区", "30.2", "49.8", "100.8"], ["石桥县", "31.9", "48.1", "107.9"],
    ]  # fmt: skip
    with pytest.raises(ta.TaianError):
        told(tmp_path, "表3-1 各区性别构成\n单位:%", cells, rows)


@FORMS
def test_ages_are_heads_and_no_values(tmp_path: Path, form: Callable) -> None:
    rows = [
        ["地区", "占总人口比重", "", "", ""], ["", "0—14岁", "15—59岁", "60岁及以上", ""], ["", "", "", "", "65岁及以上"],
        ["全市", "18.80", "60.10", "21.10", "14.20"], ["柳河区", "17.30", "63.30", "19.40", "12.90"],
        ["石桥县", "19.90", "57.00", "23.10", "15.30"],
    ]  # fmt: skip
    got = told(tmp_path, "表4-2 各区年龄构成\n单位:%", form, rows)
    assert {value for _, name, _, value in got if name == "65岁及以上"} == {
        "14.20",
        "12.90",
        "15.30",
    }
    assert {value for area, _, _, value in got if area == "柳河区"} == {
        "17.30",
        "63.30",
        "19.40",
        "12.90",
    }


@FORMS
def test_ages_down_have_a_number_and_a_share(tmp_path: Path, form: Callable) -> None:
    rows = [
        ["年龄", "人口数", "比重"], ["总计", "840210", "100"], ["0—14岁", "158210", "18.83"],
        ["15—59岁", "504000", "59.98"], ["60岁及以上", "178000", "21.19"], ["其中:65岁及以上", "119000", "14.16"],
    ]  # fmt: skip
    got = told(tmp_path, "表4-1 全市人口年龄构成\n单位:人、%", form, rows)
    assert ("", "15—59岁", "人", "504000") in got
    assert len(got) == 5


@FORMS
def test_the_title_says_what_is_told_of_each_place(tmp_path: Path, form: Callable) -> None:
    rows = [
        ["地区", "2020年", "2010年"],
        ["全市", "9.81", "9.02"],
        ["柳河区", "10.70", "9.80"],
        ["石桥县", "8.90", "8.30"],
    ]
    got = told(tmp_path, "表5-2 各县(区)15岁及以上人口平均受教育年限\n单位:年", form, rows)
    assert ("石桥县", "15岁及以上人口平均受教育年限", "年", "8.90") in got
