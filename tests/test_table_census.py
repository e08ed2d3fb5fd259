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


@pytest.mark.parametrize("bar", ["", "\n|"])
def test_a_title_between_tables_says_what_is_counted_below(tmp_path: Path, bar: str) -> None:
    """The same heads again are no next page where 计量单位 stands before them."""
    years = [f"指标{bar}", f"2018年{bar}", f"2019年{bar}"]
    first = [
        f"{cell}{bar}"
        for row in ("中专 57 58", "技校 27 29", "小学 345 339")
        for cell in row.split()
    ]
    second = [
        f"{cell}{bar}" for row in ("中专 8661 9565", "技校 4346 4819") for cell in row.split()
    ]
    path = tmp_path / "schools.txt"
    lines = [
        "各类教育",
        "一、学校数 计量单位:所",
        *years,
        *first,
        "二、在校生数 计量单位:人",
        *years,
        *second,
    ]
    path.write_text("\n".join(lines) + "\n注:来自教育局。\n", "utf-8")
    frame = ta.load_indicators(path)
    assert frame["area"].tolist() == ["一、学校数"] * 3 + ["二、在校生数"] * 2
    assert frame["unit"].tolist() == ["所"] * 3 + ["人"] * 2


def test_letters_and_numbers_of_columns_are_no_row(tmp_path: Path) -> None:
    rows = ["指标名称 单位 数量 上季度 环比 上月", "甲 乙 1 2 3 4"]
    rows += [
        f"{n} 个 {v} {v + 1} -1.0 {v + 2}"
        for n, v in (("养老院", 91), ("福利院", 35), ("救助站", 12))
    ]
    cells = [cell for row in rows for cell in row.split()]
    path = tmp_path / "quarter.txt"
    path.write_text("某市季报\n" + "\n".join(f"{c} |" for c in cells) + "\n", "utf-8")
    assert ta.load_indicators(path)["indicator"].tolist() == ["养老院", "福利院", "救助站"]


def test_a_place_with_another_name_in_brackets_is_a_place(tmp_path: Path) -> None:
    """Among places that the cells showed to be such none is a name that slipped."""
    rows = [
        ["地区", "常住人口数", "比重", ""], ["", "", "2020年", "2010年"], ["全市", "1232651", "100", "100"],
        ["柳 河", "565260", "45.9", "47.1"], ["其中:河湾园区", "31477", "2.6", "2.4"],
        ["石桥 (临港经开区)", "445782", "36.1", "34.6"], ["青 山", "221609", "18.0", "18.3"],
    ]  # fmt: skip
    got = told(tmp_path, "表2-1 各区常住人口\n单位:人、%", bars, rows)
    assert ("石桥 (临港经开区)", "常住人口数", "人", "445782") in got
    assert ("其中:河湾园区", "常住人口数", "人", "31477") in got


@pytest.mark.parametrize("by", [",", " | ", "\n"])
def test_the_rate_at_which_it_falls_is_what_was_aimed_at_and_no_share_of_it(tmp_path, by):
    rows = [
        ("地区", "2023年万元GDP能耗降低目标(%)", "2023年万元GDP能耗降低率(%)"),
        ("河东区", "-5.00", "-6.04"),
        ("河西区", "-4.40", "-4.90"),
        ("城南区", "-4.00", "-4.02"),
    ]
    path = tmp_path / ("source.csv" if by == "," else "source.txt")
    path.write_text("\n".join(by.join(row) for row in rows) + "\n", "utf-8")
    seen = ta.load_observations(path)
    told = [*zip(seen["role"], seen["text"], strict=True)]
    assert sorted(told) == sorted(
        (role, text)
        for _, aim, reached in rows[1:]
        for role, text in (("target", aim), ("actual", reached))
    )
