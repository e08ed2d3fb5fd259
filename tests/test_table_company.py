"""Columns told by the others beside them: odd ones are carried, whatever their words and place."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.company import in_step
from taian_analysis.cleaning.headers import read_head

NAMES = ("甲率", "乙人数", "丙面积", "丁收入", "戊比重", "己家数")
AIMS = ("95", "2600", "0.82", "38000", "61.5", "14")
DONE = ("93.1", "2450", "0.8", "35120", "60.2", "12")


def read(tmp_path, heads, columns, form="txt"):
    """Return the levels of each indicator of a table put together from columns."""
    apart = "," if form == "csv" else " | "
    lines = [apart.join(heads), *(apart.join(row) for row in zip(*columns, strict=True))]
    path = tmp_path / f"table.{form}"
    path.write_text("\n".join(["2023年工作情况", *lines]) + "\n", encoding="utf-8")
    names = ta.load_indicators(path).set_index("indicator_id")["indicator"]
    seen = ta.load_observations(path)
    levels = seen[seen["role"].isin(["baseline", "target", "actual"])]
    return sorted(
        (names[o["indicator_id"]], o["role"], o["text"]) for o in levels.to_dict("records")
    )


def expected(**columns):
    return sorted(
        (name, role, text)
        for role, cells in columns.items()
        for name, text in zip(NAMES, cells, strict=True)
    )


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("信号", ("↑", "→", "↓", "→", "↑", "→")),
        ("采集渠道", ("直报", "抽样", "直报", "台账", "抽样", "直报")),
        ("调查户数", ("1204", "311", "2870", "958", "1733", "402")),
        ("上年位次", ("3", "11", "7", "2", "9", "5")),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2, 3])
@pytest.mark.parametrize("form", ["txt", "csv"])
def test_an_odd_column_is_no_name_and_no_value(tmp_path, head, cells, place, form):
    heads, columns = ["指标", "目标值", "完成值"], [NAMES, AIMS, DONE]
    heads.insert(place, head)
    columns.insert(place, cells)
    assert read(tmp_path, heads, columns, form) == expected(target=AIMS, actual=DONE)


def test_of_two_heads_the_one_nothing_knows_leaves_the_role_to_the_one_that_says_it(tmp_path):
    like = ("90", "2500", "0.79", "36000", "60", "13")
    got = read(tmp_path, ["指标", "兄弟县区数", "目标值", "完成值"], [NAMES, like, AIMS, DONE])
    assert set(expected(target=AIMS, actual=DONE)) <= set(got)
    assert not [one for one in got if one[1] in ("target", "actual") and one[2] in like]


@pytest.mark.parametrize(
    ("head", "role"),
    [("规划前水平", "baseline"), ("摸底数", "baseline"), ("启动年数值", "baseline"), ("目前水平", "actual"),
     ("12月底前", ""), ("上年排名", "other"), ("在全省位次", "other")],
)  # fmt: skip
def test_the_end_of_a_head_says_what_it_is(head, role):
    known = read_head(head)
    assert (known.role if known else "") == role


def test_the_attribute_and_the_unit_are_told_by_their_cells(tmp_path):
    heads = ["指标", "刚柔", "采集间隔", "口径", "期初数", "目标值"]
    bound, often = ("约束性", "预期性") * 3, ("年", "季", "月") * 2
    units = ("%", "人", "公顷", "元", "%", "家")
    path = tmp_path / "table.txt"
    rows = zip(NAMES, bound, often, units, DONE, AIMS, strict=True)
    path.write_text("\n".join(" | ".join(row) for row in [heads, *rows]) + "\n", encoding="utf-8")
    frame = ta.load_indicators(path)
    assert list(frame["attribute"]) == list(bound)
    assert list(frame["unit"]) == list(units)


@pytest.mark.parametrize("form", ["txt", "csv"])
def test_units_under_a_head_of_offices_are_units(tmp_path, form):
    units = ("%", "人", "公顷", "元", "%", "家")
    read(tmp_path, ["指标", "统计单位", "目标值"], [NAMES, units, AIMS], form)
    assert tuple(ta.load_indicators(tmp_path / f"table.{form}")["unit"]) == units


@pytest.mark.parametrize(
    ("head", "role"),
    [("力争完成数", "target"), ("规划水平", "target"), ("终期值", "target"), ("达标数", ""), ("起步值", "baseline"),
     ("基础数据", "baseline"), ("原始值", "baseline")],
)  # fmt: skip
def test_heads_put_together_of_parts(head, role):
    known = read_head(head)
    assert (known.role if known else "") == role


def test_a_plan_has_no_results(tmp_path):
    """What nothing knows beside its aims is where it starts."""
    path = tmp_path / "plan.txt"
    rows = (" | ".join(row) for row in zip(NAMES, DONE, AIMS, strict=True))
    path.write_text("2025年规划主要指标\n指标 | 普查数 | 规划目标\n" + "\n".join(rows), "utf-8")
    seen = ta.load_observations(path)
    assert list(seen.loc[seen["role"] == "baseline", "text"]) == list(DONE)


@pytest.mark.parametrize("form", ["txt", "csv"])
def test_names_may_stand_last_in_a_grid(tmp_path, form):
    got = read(tmp_path, ["目标值", "完成值", "指标"], [AIMS, DONE, NAMES], form)
    assert got == expected(target=AIMS, actual=DONE)


@pytest.mark.parametrize(
    ("head", "role"),
    [("至2023年底", "year"), ("到2025年", "target"), ("力争到2025年底达到", "target")],
)
def test_by_a_year_is_aimed_at_and_up_to_one_is_not_said(head, role):
    assert read_head(head).role == role


def test_what_a_plan_foresees_is_its_aim(tmp_path):
    path = tmp_path / "plan.txt"
    rows = (f"{n} | {d} | {a}" for n, d, a in zip(NAMES, DONE, AIMS, strict=True))
    path.write_text(
        "2025年规划主要指标\n指标 | 2020年基期值 | 预计达到\n" + "\n".join(rows), "utf-8"
    )
    seen = ta.load_observations(path)
    assert list(seen.loc[seen["role"] == "target", "text"]) == list(AIMS)


def test_numbers_go_together_or_they_do_not():
    assert in_step(DONE, AIMS)
    assert not in_step(("3", "11", "7", "2", "9", "5"), AIMS)
    assert in_step(("1", "2"), AIMS)  # two rows show nothing
