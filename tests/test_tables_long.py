"""A table of 100 KB is read in its time, whatever its form; the bar is 2 s on an idle machine.

Many more kinds are timed by `benchmarks/bench_long.py`.
"""

from time import process_time

import pytest

import taian_analysis as ta
from taian_analysis.cleaning import (
    align,
    confidence,
    english_ends,
    header_runs,
    in_columns,
    layouts,
    peeled,
    reading,
    years_said,
)
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.headers import Head
from taian_analysis.gaps import wording

ROWS = 2000
HEAD = ("序号", "指标名称", "计量单位", "2025年", "2023年", "完成率")


def table(form):
    rows = [(i, f"指标{i}人数", "万人", 20 + i % 70, 10 + i % 70) for i in range(1, ROWS + 1)]
    cells = [HEAD, *((*map(str, row), f"{100 * row[4] / row[3]:.1f}%") for row in rows)]
    if form == "csv":
        return "\n".join(map(",".join, cells))
    if form == "lines":
        return "\n\n".join("\n".join(row) for row in cells)
    return "\n".join(map({"pipes": "|", "blanks": "  "}[form].join, cells))


@pytest.mark.parametrize("form", ["csv", "pipes", "blanks", "lines"])
def test_a_long_table_takes_no_more_than_its_time(tmp_path, form):
    path = tmp_path / f"table.{'csv' if form == 'csv' else 'txt'}"
    path.write_text(table(form), encoding="utf-8")
    begin = process_time()
    found = ta.load_observations(path)
    assert process_time() - begin < 10  # the suite runs on busy machines
    years = found.loc[found["period"].isin(["2023", "2025"]), "value"].tolist()
    assert years == [start + i % 70 for i in range(1, ROWS + 1) for start in (20.0, 10.0)]


def test_a_wide_table_takes_no_more_than_its_time():
    years = [f"{year}年" for year in range(1960, 2020)]
    rows = [[f"指标{i}人数", "人", *(str(1000 + i + k) for k in range(60))] for i in range(250)]
    text = "\n".join("|".join(row) for row in [["指标", "单位", *years], *rows])
    begin = process_time()
    found = ta.load_observations(ta.read_report(text))
    assert process_time() - begin < 10
    assert sorted(found["value"])[-1] == 1000 + 249 + 59


@pytest.mark.parametrize(("rows", "told"), [(20, True), (700, False)])
def test_other_readings_of_a_long_table_are_told_at_its_beginning(rows, told):
    heads = ["序号", "指标", "单位", "属性", "2020年", "2025年", "2023年"]
    lines = ["\n".join(heads)]
    for i in range(1, rows + 1):
        lines.append(
            "\n".join([str(i), f"指标{i}人数", "个", "预期性", "10", f"≥{30 + i % 7}", "20"])
        )
    report = ta.read_report("附件 主要指标\n" + "\n".join(lines) + "\n")
    read = []
    with pytest.MonkeyPatch.context() as patch:
        known = reading._read_tables
        patch.setattr(
            reading, "_read_tables", lambda r, f: read.append(len(r.lines)) or known(r, f)
        )
        found = ta.load_indicators(report)
    assert found["target_value"].tolist() == [30.0 + i % 7 for i in range(1, rows + 1)]
    assert read[0] == len(report.lines) and len(read) > 1
    assert all((n == len(report.lines)) == told for n in read[1:])


def test_names_are_found_in_a_line_in_the_order_they_were_given():
    names = ["养老机构床位", "养老机构", "儿童福利院", "低保标准"]
    known = wording._Names(names)
    assert known.within("儿童福利院和养老机构床位都已增加") == [
        "养老机构床位",
        "养老机构",
        "儿童福利院",
    ]
    assert known.within("养老") == known.within("") == []


def test_a_turned_table_of_many_columns_takes_no_more_than_its_time(tmp_path):
    names = [f"指标{i}人数" for i in range(400)]
    rows = [["指标", *names], ["单位", *["人"] * 400]]
    rows += [[f"{1990 + k}年", *(str(1000 + i + k) for i in range(400))] for k in range(20)]
    path = tmp_path / "turned.csv"
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    begin = process_time()
    found = ta.load_observations(path)
    assert process_time() - begin < 10
    assert len(found) == 8000 and sorted(found["value"])[-1] == 1000 + 399 + 19


def test_other_readings_of_a_long_turned_table_are_told_at_its_beginning(monkeypatch):
    names = [f"指标{i}人数" for i in range(90)]
    rows = [["指标", *names], ["单位", *["人"] * 90]]
    rows += [[f"{1970 + k}年", *(str(1000 + i + k) for i in range(90))] for k in range(46)]
    report = ta.read_report("\n\n".join("\n".join(row) for row in rows) + "\n")
    read, known = [], reading._read_tables
    monkeypatch.setattr(
        reading, "_read_tables", lambda r, f: read.append(len(r.lines)) or known(r, f)
    )
    assert sorted(ta.load_observations(report)["value"])[-1] == 1000 + 89 + 45
    assert read[0] == len(report.lines) and all(n < 700 for n in read[1:])


@pytest.mark.parametrize("sections", [False, True])
def test_many_columns_are_aligned_as_few_are(monkeypatch, sections):
    heads = [Head("领域", "area"), Head("类别", "group"), Head("指标", "name")]
    heads += [Head(f"{2000 + i}年", "actual", period=str(2000 + i)) for i in range(9)]
    cells = ["社会救助", "低保", "城市低保标准", *map(str, range(610, 619)), "农村低保标准"]
    cells += [
        *map(str, range(410, 419)),
        "养老服务",
        "床位",
        "养老床位数",
        *map(str, range(70, 79)),
    ]
    tokens = [CellToken(c, same=9.0) for c in (["一、救助"] if sections else []) + cells]
    few = [(row.kind, row.cells) for row in align.align(tokens, heads)]
    monkeypatch.setattr(align, "_WIDE", 1)
    assert [(row.kind, row.cells) for row in align.align(tokens, heads)] == few
    assert len(few) == 3 + sections


def test_a_table_that_other_readings_find_the_same_is_read_once(tmp_path, monkeypatch):
    rows = ["指标,单位,目标,完成", *(f"项{i},人,{20 + i},{10 + i}" for i in range(20))]
    path = tmp_path / "short.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    read, known = [], reading.read_anew
    monkeypatch.setattr(reading, "read_anew", lambda r, f: read.append(f) or known(r, f))
    found = ta.load_indicators(path)
    assert found["target_value"].tolist() == [20.0 + i for i in range(20)]
    assert len(read) == 1


def test_many_small_tables_are_read_whole_once(monkeypatch):
    text = "".join(
        f"表{n} 情况\n指标|目标|完成\n项{n}|{20 + n % 70}|30\n乙{n}|40|{10 + n % 70}\n\n"
        for n in range(120)
    )
    for name, n in {"_MANY_CELLS": 2_000, "_FIRST_CELLS": 200, "_MANY_TABLES": 10}.items():
        monkeypatch.setattr(reading, name, n)
    read, known = [], reading.read_anew
    monkeypatch.setattr(reading, "read_anew", lambda r, f: read.append(len(f)) or known(r, f))
    assert len(ta.load_indicators(ta.read_report(text))) == 240
    assert read[0] == 120
    assert max(read[1:]) < 120


def test_lines_without_years_are_not_gone_through_for_each_of_them():
    report = ta.read_report("\n".join(f"养老机构{n}家" for n in range(20_000)))
    begin = process_time()
    assert years_said.years_said(report) == []
    assert process_time() - begin < 10


def test_lines_in_english_without_heads_are_not_gone_through_for_each_of_them(monkeypatch):
    looked, known = [], english_ends._header
    monkeypatch.setattr(english_ends, "_header", lambda *at: looked.append(at) or known(*at))
    report = ta.read_report("\n".join(f"Homes built in ward {n}   are let" for n in range(300)))
    assert list(english_ends.at_ends(report.lines)) == []
    assert len(looked) == 300


def test_a_run_of_heads_is_not_looked_at_again_for_each_of_them(monkeypatch):
    cells = ["指标名称", "单位", *["绝对值", "增长%"] * 500]
    looked, known = [], header_runs.is_header
    monkeypatch.setattr(header_runs, "is_header", lambda run: looked.append(len(run)) or known(run))
    tokens = [CellToken(text, line=n) for n, text in enumerate(cells, 1)]
    _, run = header_runs.head_run(tokens, 0)
    assert len(run) == len(cells) and sum(looked) <= len(run)


def test_the_cells_of_a_wide_row_are_not_looked_at_for_each_of_its_columns(monkeypatch):
    rows = [["指标", *map(str, range(500))], *([f"项{n}", *["7"] * 500] for n in range(4))]
    looked, known = [], peeled.printed
    monkeypatch.setattr(peeled, "printed", lambda *rows: looked.append(rows) or known(*rows))
    peeled.peeled([[CellToken(text) for text in row] for row in rows])
    assert len(looked) <= 2 * len(rows) ** 2  # 27 s for 100 KB before


def test_cells_that_are_in_step_nowhere_are_not_walked_to_their_end(monkeypatch):
    compared = []
    odd = in_columns.odd_in
    monkeypatch.setattr(
        in_columns, "odd_in", lambda told, usual: compared.append(1) or odd(told, usual)
    )
    # three columns without a head, so that each width and each first cell is tried
    cells = [text for n in range(1200) for text in (f"第{n}项", str(n + 3), str(2 * n + 5))]
    assert list(in_columns.Slots(cells).all_stepped()) == []
    assert len(compared) < 60 * len(cells)  # five times as many before


def test_lines_drawn_with_pipes_are_tried_as_no_other_table(monkeypatch):
    tried = []
    monkeypatch.setattr(layouts, "_in_lines", lambda report: tried.append(report) or [])
    rows = "".join(f"甲{n}|{n}|{n + 1}\n" for n in range(9))
    for text in (f"某词|一词|又词\n{rows}", f"2023年情况\n\n某词|一词|又词\n{rows}"):
        assert layouts.in_text(ta.read_report(text)) == []
    assert tried == []
    layouts.in_text(ta.read_report(f"某词|一词|又词\n{rows}床位 12 15\n"))
    assert len(tried) == 1  # what stands on a line without pipes may be a row


def test_what_others_make_of_rows_printed_at_one_place_is_told_of_each():
    rows = [
        {"source_line": 3, "lines": None, "target_text": text, "actual_text": "5"}
        for text in ("10", "20", "30")
    ]
    other = [{**row, "actual_text": "7"} for row in rows]
    assert list(confidence.of_readings(rows, [other])) == [
        ["actual 7", "target 20", "target 30"],
        ["actual 7", "target 10", "target 30"],
        ["actual 7", "target 10", "target 20"],
    ]
