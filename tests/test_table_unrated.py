"""Places with several measures across, one of which has no rate: its cell is lost, not its place."""

from time import process_time

import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.base.errors import TaianError
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.left_empty import with_rates

HEAD = ["2022年就业工程进展", "地区", "新增就业(人)", "失业率低于(%)", "技能培训(人次)"]
ROLES = ["目标任务", "进度", "完成比例(%)"] * 3
ROWS = {
    "全县": ["900", "990", "110", "4.5", "3.9", "250", "300", "120"],
    "云台镇": ["400", "380", "95", "4.5", "4.1", "150", "195", "130"],
    "白水镇": ["500", "610", "122", "4.5", "3.7", "100", "105", "105"],
}
AT = (("新增就业", 0), ("失业率低于", 3), ("技能培训", 5))
WANT = {
    (place, name, role, row[at + n])
    for place, row in ROWS.items()
    for name, at in AT
    for n, role in enumerate(("target", "actual"))
}


def written(tmp_path, rows, offices=()):
    cells = [*HEAD, *offices, *ROLES, *(c for place, row in rows.items() for c in (place, *row))]
    path = tmp_path / "source.txt"
    path.write_text("\n\n".join(cells) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("offices", [(), ("县人社局", "县总工会")])
def test_a_measure_without_a_rate_keeps_the_others_in_their_columns(tmp_path, offices):
    path = written(tmp_path, ROWS, offices)
    assert read(path) == WANT
    assert set(ta.load_indicators(path)["unit"]) == {"人", "%", "人次"}


def test_rates_that_no_arithmetic_bears_out_are_not_put_anywhere(tmp_path):
    wrong = {place: [*row[:2], "77", *row[3:7], "66"] for place, row in ROWS.items()}
    with pytest.raises(TaianError):
        ta.load_indicators(written(tmp_path, wrong))


def test_where_two_ways_fit_none_is_taken():
    head = [CellToken(text) for text in ["目标", "完成", "完成率"] * 2]
    rows = [
        [CellToken(text) for text in row.split()] for row in ("10 20 200 400 200", "1 2 200 4 200")
    ]
    assert with_rates(head, rows) == [5]
    both = [[CellToken(text) for text in ["100", "100", "100", "100", "100"]] for _ in range(3)]
    assert with_rates(head, both) == []


def test_a_rate_is_as_close_as_its_last_digit():
    head = [CellToken(text) for text in ["目标", "完成", "完成率"] * 3]
    # 4.3 over 123.2 is 3.49, which would be 3.57 if any half percent were as good
    row = [CellToken(text) for text in ["100", "95", "95", "500", "616", "123.2", "4.3", "3.57"]]
    assert with_rates(head, [row, row]) == [8]


def test_many_measures_take_no_time_to_try_which_has_no_rate():
    head = [CellToken(text) for text in ["地区", *["目标", "完成", "完成率"] * 200]]
    cells = [
        text for n in range(200) for text in (["4", "3"] if n in (3, 9, 81) else ["4", "3", "75"])
    ]
    began = process_time()
    assert with_rates(head, [[CellToken(text) for text in cells]] * 3) == [11, 28, 243]
    assert process_time() - began < 1  # each way on its own took 15 seconds
