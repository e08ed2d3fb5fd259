"""Damage to one row of a table does not spread: the others keep their values and their areas."""

import random
import sys
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.entries import HARMLESS
from taian_analysis.cleaning.frames import read_annex
from taian_analysis.readers import read_report

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from damage import printed

HEAD = ["领域", "指标", "单位", "2020年基期值", "2025年目标值", "2023年完成值", "属性"]
AREAS = ["机构养老", "居家服务", "社会救助", "儿童福利"]
NAMES = ["护理型床位占比", "养老床位数", "助餐点数量", "探访覆盖率", "低保标准", "救助人次", "孤儿数量",
         "机构数", "持证社工人数", "志愿者比例", "服务设施覆盖率", "培训护理员人数"]  # fmt: skip
UNITS = ["%", "张", "个", "%", "元/月", "人次", "人", "家", "人", "%", "%", "人"]


def made(rng):
    """Return the rows of a true table, its areas printed once."""
    rows, left = [], rng.sample(range(len(NAMES)), rng.randrange(6, 11))
    for area in rng.sample(AREAS, 3):
        for k in range(2 if len(left) < 5 else 3):
            if not left:
                break
            n = left.pop()
            values = [f"{rng.uniform(5, 95):.1f}" for _ in range(3)]
            kind = rng.choice(["预期性", "约束性"])
            rows.append(["" if k else area, NAMES[n], UNITS[n], *values, kind])
    return rows


def blank(rng, row):
    row[rng.randrange(1, 7)] = ""


def lose(rng, row):
    del row[rng.randrange(1, 7)]


def cut(rng, row):
    del row[2:]


def mark(rng, row):
    row[rng.randrange(3, 6)] += rng.choice(["*", "**", "、", "·", "×"])


def stray(rng, row):
    row[rng.randrange(3, 6)] = rng.choice(["待定义的情况说明文字", "1,2345", "≥60 100", "###"])


def double(rng, row):
    row.insert(rng.randrange(3, 6), "77.7")


def alone(rng, row):
    row[:] = [rng.choice(["预期性", "人", "%", "12.5"])]


DAMAGE = [blank, lose, cut, mark, stray, double, alone]


def values(path):
    annex = read_annex(read_report(path))
    rows = {}
    for row in annex.indicators:
        told = tuple(row[f"{role}_text"] for role in ("baseline", "target", "actual"))
        rows[row["indicator"]] = (row["area"], told, row["confidence"])
    return rows, annex


@pytest.mark.parametrize("form", ["pipes", "csv", "html"])
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda one: one.__name__)
def test_damage_does_not_spread(damage, form, tmp_path):
    for seed in range(12):
        rng = random.Random(f"{damage.__name__} {seed}")
        rows = made(rng)
        whole, area = {}, ""
        for row in rows:
            area = row[0] or area
            whole[row[1]] = (area, tuple(row[3:6]))
        opens = damage is alone  # a row of which nothing is left can not tell its area
        place = rng.choice([n for n, row in enumerate(rows) if not (opens and row[0])])
        hurt = rows[place][1]
        damage(rng, rows[place])
        got, annex = values(printed([HEAD, *rows], form, tmp_path / "t"))
        for name, (area, told) in whole.items():
            if name != hurt:
                assert got[name][:2] == (area, told), (seed, name, got.get(name), rows[place])
        extra = set(got) - set(whole)
        assert not extra, (seed, extra, rows[place])
        if hurt in got and got[hurt][2] >= bar():  # said to be sure: what is printed, in its place
            kept = rows[place]
            assert all(text is None or text in kept for text in got[hurt][1])
        if hurt not in got and damage not in (alone,):
            left = {text for text in rows[place][1:] if len(text) > 2}
            codes = [r.code for r in annex.rejections if left & set(r.text.split(" | "))]
            assert any(code not in HARMLESS for code in codes), (seed, rows[place])


@pytest.mark.parametrize(("text", "also"), [("1,2345", "12345"), ("1,00", "100")])
def test_odd_commas_are_flagged_with_both_readings(text, also, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        f'指标,单位,目标值,完成值\n甲数,个,"{text}",90\n乙数,个,80,85\n', encoding="utf-8"
    )
    frame = ta.load_indicators(path)
    row = frame.iloc[0]
    assert row["confidence"] < bar()
    assert row["alternatives"] == f"target {text.replace(',', '.')}; target {also}"
    assert frame["alternatives"].isna().tolist() == [False, True]


def test_two_numbers_in_one_cell_are_said(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "指标,单位,目标值,完成值\n甲数,个,≥60 100,90\n乙数,个,80,85\n", encoding="utf-8"
    )
    row = ta.load_indicators(path).iloc[0]
    assert row["confidence"] < bar()
    assert row["alternatives"] == "target ≥60; target 100"


PLAIN = [("养老床位数", "张"), ("探访覆盖率", "%"), ("救助人次", "人次"), ("机构数", "家"),
         ("志愿者比例", "%"), ("低保标准", "元/月")]  # fmt: skip
LONE = [["护理型床位占比"], ["护理型床位占比", "", "", "", ""], ["万人"], ["护理型床位占比", "%"]]


@pytest.mark.parametrize("form", ["pipes", "csv", "html", "tabs", "blanks", "cells"])
@pytest.mark.parametrize("lone", LONE, ids=["name", "blanks", "scale", "unit"])
def test_a_first_row_without_its_values_opens_no_section(lone, form, tmp_path):
    head = ["指标", "单位", "2020年", "2025年目标", "2023年实际"]
    body = [[*one, f"{20 + n}.5", f"{40 + n}.5", f"{30 + n}.5"] for n, one in enumerate(PLAIN)]
    rows, _ = values(printed([head, lone, *body], form, tmp_path / "t"))
    for (name, _), (*_, low, high, now) in zip(PLAIN, body, strict=True):
        assert rows[name][:2] == (None, (low, high, now)), (name, rows[name])


def test_an_area_after_serial_numbers_is_no_name_that_was_lost(tmp_path):
    head = ["序号", "类别", "指标名称", "单位", "2020年", "2025年"]
    areas = ["居家服务", "", "", "儿童福利", "", ""]
    rows = [[str(n + 1), areas[n], *PLAIN[n], f"{20 + n}.5", f"{40 + n}.5"] for n in range(6)]
    rows[3][2] = ""
    got, _ = values(printed([head, *rows], "csv", tmp_path / "t"))
    assert [got[PLAIN[n][0]][0] for n in (0, 1, 2, 4, 5)] == ["居家服务"] * 3 + ["儿童福利"] * 2
    assert not set(got) & {"儿童福利", PLAIN[3][0]}


def test_a_lone_name_below_the_head_is_no_part_of_it(tmp_path):
    names = [f"{name}({unit})" for name, unit in PLAIN]
    body = [f"{name}  {20 + n}.5  {30 + n}.5" for n, name in enumerate(names)]
    path = tmp_path / "t.txt"
    lines = ["主要指标  目标值  完成值", "护理型床位占比(%)", *body]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    got, _ = values(path)
    found = [got[name][1] for name, _ in PLAIN]
    assert found == [(None, f"{20 + n}.5", f"{30 + n}.5") for n in range(6)]


def test_a_description_that_ends_as_a_name_does_is_left_over(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text(
        "一级指标 二级指标 三级指标 指标分值 预期指标值 单项指标实际完成值 单项指标完成情况 自评得分\n"
        "符号 单位(文字描述) 单项指标得分 权重占比(%) 单项指标折算得分\n"
        "产出指标 质量指标 发放对象准确率 实际发放对象占应发放对象总数的比例 >= 98 %(百分比) 100% 完成 25.00 25.00 6.25\n"
        "时效指标 完成率 按照要求每季度及时办结符合条件申请的比例(百分比) >= 97 %(百分比) 99% 完成 25.00 25.00 6.25\n"
        "效果指标 社会效益指标 补贴到位率 护理补贴发放到位率 >= 75 %(百分比) 100% 完成 30.00 30.00 9.00\n"
        "满意度指标 服务对象满意度指标 服务对象满意度 受助对象对护理工作的满意程度 >= 95 %(百分比) 100% 完成 10.00 10.00 1.00\n",
        encoding="utf-8",
    )
    names = list(ta.load_indicators(path)["indicator"])
    assert names == ["发放对象准确率", "完成率", "补贴到位率", "服务对象满意度"]


@pytest.mark.parametrize("form", ["csv", "tabs", "pipes"])
@pytest.mark.parametrize("place", [0, 3])
def test_a_row_that_ends_with_its_area_opens_it(form, place, tmp_path):
    head = ["序号", "类别", "指标名称", "单位", "2025年目标值", "2023年完成值"]
    areas = ["居家服务", "", "", "儿童福利", "", ""]
    rows = [[str(n + 1), areas[n], *PLAIN[n], f"{40 + n}.5", f"{20 + n}.5"] for n in range(6)]
    rows[place][2:] = []
    read = ta.load_indicators(printed([head, *rows], form, tmp_path / "a"))
    left = [(PLAIN[n][0], areas[n - n % 3]) for n in range(6) if n != place]
    assert list(read[["indicator", "area"]].itertuples(index=False, name=None)) == left


LONE_LINES = "指标,单位,目标值,完成值\n机构养老,,,\n床位数,张,100,90\n{}\n覆盖率,%,60,69\n社工人数,人,50,49\n"


@pytest.mark.parametrize(
    "label", ["续表", "（续表）", "续上表", "续表一", "第12页 共20页", "- 12 -"]
)
def test_what_stands_between_two_pages_of_a_table_is_no_area(label, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(LONE_LINES.format(label), encoding="utf-8")
    rows, _ = values(path)
    assert {area for area, *_ in rows.values()} == {"机构养老"} and len(rows) == 3


@pytest.mark.parametrize("lead", ["其中：", "其 中", "#"])
def test_a_word_for_parts_alone_names_no_indicator(lead, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(LONE_LINES.format(f"{lead},%,12,13"), encoding="utf-8")
    rows, annex = values(path)
    assert set(rows) == {"床位数", "覆盖率", "社工人数"}
    assert [r.code for r in annex.rejections if r.code not in HARMLESS] == ["no_name"]


def test_a_name_that_has_lost_a_character_is_not_sure(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(LONE_LINES.format("\ufffd化率,%,50,69"), encoding="utf-8")
    rows, _ = values(path)
    assert [name for name, (*_, sure) in rows.items() if sure < bar()] == ["\ufffd化率"]


def test_a_total_that_stands_where_an_area_begins_opens_it(tmp_path):
    head = "类别,指标,单位,2025年目标值,2023年完成值\n"
    body = "养老,床位数,张,100,90\n,覆盖率,%,60,69\n救助,合计,人,12,13\n,低保人数,人,50,69\n"
    path = tmp_path / "a.csv"
    path.write_text(head + body + "合计,小计,人,62,82\n,孤儿人数,人,5,4\n", encoding="utf-8")
    rows, _ = values(path)
    assert [area for area, *_ in rows.values()] == ["养老", "养老", "救助", "救助"]


@pytest.mark.parametrize("told, sure", [("≥8843", False), ("8843", True)])
def test_a_year_whose_cells_are_bounds_may_be_aimed_at(told, sure, tmp_path):
    path = tmp_path / "a.csv"
    body = f"社工人数,{told},人\n床位数,7159,张\n覆盖率,61.2,%\n"
    path.write_text(f"指标,2025年,单位\n{body}", encoding="utf-8")
    rows, _ = values(path)
    assert [told >= bar() for *_, told in rows.values()] == [sure] * 3


@pytest.mark.parametrize("word", ["见附件", "null", "#DIV/0!", "暂无", "尚未统计", "不适用"])
@pytest.mark.parametrize("form", ["cells", "lines", "csv"])
@pytest.mark.parametrize("place", [0, 2])
def test_words_where_a_value_is_not_told_are_no_area(place, form, word, tmp_path):
    head = ["序号", "指标名称", "计量单位", "2025年目标值", "2023年完成值"]
    true = zip(NAMES[:6], UNITS[:6], (31, 4102, 77, 86.5, 901, 3310), strict=True)
    body = [[str(n), name, unit, str(v), str(v)] for n, (name, unit, v) in enumerate(true, 1)]
    body[place][4] = word
    parts = [part for n in (0, 3) for part in ([AREAS[n]], *body[n : n + 3])]
    rows, _ = values(printed([head, *parts], form, tmp_path / "a"))
    beside = [name for name in NAMES[:6] if name != NAMES[place]]
    wanted = [(AREAS[0] if name in NAMES[:3] else AREAS[3]) for name in beside]
    assert [rows[name][0] for name in beside] == wanted
    assert NAMES[place] not in rows or rows[NAMES[place]][1][2] in (word, None)
