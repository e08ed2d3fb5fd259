"""A title over rows may say what they are counted in."""

import pytest

import taian_analysis as ta

ROWS = [
    ["指标", "2016", "2017"],
    ["农村基层组织(个)", "", ""],
    ["乡镇数", "365", "366"],
    ["村民委员会", "4143", "4146"],
    ["乡村从业人员(万人)", "", ""],
    ["劳动力资源数", "242.8", "245.7"],
    ["从业者", "208.0", "210.4"],
]
WANT = [
    ("农村基层组织(个)", "乡镇数", "个"),
    ("农村基层组织(个)", "村民委员会", "个"),
    ("乡村从业人员(万人)", "劳动力资源数", "万人"),
    ("乡村从业人员(万人)", "从业者", "万人"),
]


def _read(text, tmp_path, ext):
    path = tmp_path / f"table.{ext}"
    path.write_text(text, encoding="utf-8")
    frame = ta.load_indicators(path)
    return list(zip(frame["area"], frame["indicator"], frame["unit"], strict=True))


@pytest.mark.parametrize("form", ["pipes", "csv", "html", "tabs"])
def test_a_title_with_a_unit_is_over_names_without_one(form, tmp_path):
    if form == "html":
        cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in ROWS)
        text = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    else:
        mark = {"pipes": " | ", "csv": ",", "tabs": "\t"}[form]
        text = "\n".join(mark.join(row) for row in ROWS) + "\n"
    ext = {"html": "html", "csv": "csv"}.get(form, "txt")
    assert _read(text, tmp_path, ext) == WANT


def test_a_name_with_a_unit_among_names_with_units_has_lost_its_values(tmp_path):
    text = "指标,2016,2017\n乡镇数(个),365,366\n村民委员会(个),4143,4146\n从业者(万人),,\n户数(万户),9.5,9.6\n"
    assert [row[1:] for row in _read(text, tmp_path, "csv")] == [
        ("乡镇数", "个"),
        ("村民委员会", "个"),
        ("户数", "万户"),
    ]
    frame = ta.load_indicators(tmp_path / "table.csv")
    assert frame["area"].isna().all()


def test_a_title_with_its_unit_and_both_in_english_is_one_cell(tmp_path):
    text = (
        "  指标 2015 2016 2017\n农村基层组织情况    (个) Basic Conditions of Units    (unit)\n"
        "  乡镇数    Number of Townships    365 365 366\n  村民委员会    Number of Committees    4166 4143 4146\n"
        "乡村从业人员 (万人) Employed Persons (10 000 persons)\n"
        "  劳动力资源数    Number of Labor Resources    240.2 242.8 245.7\n"
        "  从业者    Number of Employed Persons    208.1 208.0 210.4\n"
    )
    rows = _read(text, tmp_path, "txt")
    assert [(name, unit) for _, name, unit in rows] == [want[1:] for want in WANT]
    assert [area.split()[0] for area, _, _ in rows[::2]] == ["农村基层组织情况", "乡村从业人员"]
