"""Small tables of many kinds: what each holds, by area, name, role and value.

`data/small_tables.txt` has a table after each `==`, and after `--` its form, the columns that are
looked at, of which area or role, and what these hold. Every table is invented, and every value
worked out by hand.
"""

import re
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.heads_over import heads_over

TABLES = Path(__file__).parent / "data" / "small_tables.txt"
#: what stands between the cells of a table that is written with pipes, and between its rows
BETWEEN = {"lines": ("\n", "\n"), "apart": ("\n\n", "\n\n"), "tabs": ("\t", "\n")}


def cells(line):
    return [cell.strip() for cell in line.split("|")]


def written(tmp_path, form, source):
    """Write a table in a form: a file's ending, or how its cells stand apart in a text."""
    path = tmp_path / f"a.{'txt' if form in BETWEEN else form}"
    if form in BETWEEN:
        cell, row = BETWEEN[form]
        kept = None if form == "tabs" else bool  # a cell a line: an empty one is left out
        rows = map(cells, source.split("\n"))
        source = row.join(cell.join(filter(kept, one) if kept else one) for one in rows)
    path.write_text(source, encoding="utf-8")
    return path


def told(path):
    """Return what is printed of each value read of a file, and whether its row is sure."""
    report = ta.read_report(path)
    names = ta.load_indicators(report)
    names["sure"] = ["sure" if one >= bar() else "unsure" for one in names["confidence"]]
    values = ta.load_observations(report)[["indicator_id", "role", "period", "text"]]
    rows = values.merge(names, on="indicator_id").astype(object)
    return rows.where(rows.notna(), "").to_dict("records")


def cases():
    for case in TABLES.read_text(encoding="utf-8").split("== ")[1:]:
        name, text = case.split("\n", 1)
        source, what = text.split("\n-- ")
        form, columns, rows = re.match(r"(\w+): (.+)\n([^\x00]+)", what).groups()
        columns, _, where = columns.partition(" where ")
        of = dict(one.split("=") for one in where.split())
        want = {tuple(cells(row)) for row in rows.strip().split("\n")}
        yield pytest.param(form, source, columns.split(), want, of, id=name)


@pytest.mark.parametrize(("form", "source", "columns", "want", "of"), list(cases()))
def test_a_small_table(tmp_path, form, source, columns, want, of):
    rows = told(written(tmp_path, form, source))
    rows = [row for row in rows if all(row[key] == value for key, value in of.items())]
    assert {tuple(row[column] for column in columns) for row in rows} == want


SECTION_HEADS = ["序号", "指标名称", "2023年目标", "2023年完成", "完成率", "完成情况"]
SECTIONS = [
    ["一", "供水保障", "", "", "", ""],
    ["1", "新增供水管网(公里)", "46", "51.3", "111.5%", "超额完成"],
    ["2", "改造水厂(座)", "3", "3", "100%", "完成"],
    ["二", "河道治理", "", "", "", ""],
    ["3", "清淤河段(公里)", "120", "118.9", "99.1%", "基本完成"],
    ["4", "新建堤防(公里)", "18", "14.6", "81.1%", "未完成"],
]
MARKED = [[f"({row[0]})" if row[0] in ("一", "二") else row[0], *row[1:]] for row in SECTIONS]


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


@pytest.mark.parametrize("rows", [SECTIONS, MARKED], ids=["plain", "bracketed"])
@pytest.mark.parametrize("form", FORMS)
def test_the_mark_of_a_title_may_stand_in_the_serial_column(
    tmp_path: Path, form: str, rows: list[list[str]]
) -> None:
    source = tmp_path / f"a.{form}"
    source.write_text(FORMS[form]([SECTION_HEADS, *rows]), encoding="utf-8")
    read = ta.load_indicators(source)
    assert [area[-4:] for area in read["area"]] == ["供水保障"] * 2 + ["河道治理"] * 2
    assert read["target_text"].tolist() == ["46", "3", "120", "18"]
    assert read["actual_text"].tolist() == ["51.3", "3", "118.9", "14.6"]


def test_heads_printed_once_begin_anew_where_a_lower_head_comes_again():
    above = [
        [CellToken(t) for t in ("乡镇", "地区生产总值", "固定资产投资")],
        [CellToken(t) for t in ("总量", "增速", "增速")],
    ]
    over = heads_over(above, 3, 0)
    assert [t.text for t in over.rows[0]] == ["地区生产总值", "地区生产总值", "固定资产投资"]


@pytest.mark.parametrize("cell", ["NaN", "inf", "Infinity"])
def test_a_word_that_python_takes_for_a_number_is_none(tmp_path, cell):
    text = f"""溪口县各乡镇人口(2019年)
乡镇 | 出生 | 死亡 | 年末人口
人数 | 率(‰) | 人数 | 率(‰)
云台镇 | 102 | 11.5 | 47 | 5.3 | 8832
白水镇 | 53 | 10.3 | {cell} | 6.6 | 5124
石门乡 | 22 | 9.2 | 16 | 6.7 | 2398
柳溪乡 | 31 | 9.9 | 21 | 6.1 | 3120
"""
    got = {
        (row["area"], row["indicator"], row["text"]) for row in told(written(tmp_path, "txt", text))
    }
    assert {("云台镇", "死亡", "47"), ("白水镇", "年末人口", "5124")} <= got


def test_a_row_of_more_heads_than_columns_is_cut_and_breaks_nothing():
    # over two columns of numbers behind the names: a last cell of the lowest row is one too many
    above = [
        [CellToken(t) for t in ("", "户数", "户数")],
        [CellToken(t) for t in ("", "城镇", "", "附注")],
    ]
    over = heads_over(above, 2, 0)
    assert over is None or all(len(row) == 2 for row in over.rows)
