"""A short run of benchmarks/fuzz.py, and every input that once got through."""

import contextlib
import sys
from pathlib import Path

import pytest

import taian_analysis as ta

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import fuzz

ONCE = (
    "1/0千每百户", "1/", "9" * 310, "1/" + "9" * 310, "75⁵", "①", "1e400", "\ud8005人", "½", "٣个",
    "|\n城|1|1|1|1|1|1|8|6|6|7|4|4|7|4",
    "Key result  Unit  Baseline (2020)  Milestone 2023  Target 2025  Actual 2023/24  \n1.1 Health  \n"
    "Beds opened  No.  1,200  1,400  1,500  1,430  \n"
    "Households with p with piped water  %ater  %  62.5  705  70  80  71.2  \n",
)  # fmt: skip


@pytest.mark.parametrize("text", ONCE, ids=range(len(ONCE)))
def test_what_once_got_through_ends_well(text):
    calls = (
        lambda: ta.parse_quantity(text, "%"),
        lambda: ta.parse_quantity("5", text),
        lambda: ta.find_quantities(f"共{text}人,其中{text}"),
        lambda: ta.facts(f"共{text}人,\n其中{text}。"),
        lambda: ta.load_indicators(f"指标|单位|2025年目标|\n床位|张|{text}|\n人数|{text}|5|\n"),
        lambda: ta.load_indicators(ta.read_report(text + "\n")),
    )
    for call in calls:
        try:
            call()
        except ta.TaianError as error:
            assert len(str(error)) < 500


@pytest.mark.parametrize("seed", [1, 2])
def test_a_thousand_damaged_inputs_end_in_a_result_or_an_error_of_ours(seed):
    ends, escapes = fuzz.run(1000, seed)
    assert escapes == []
    assert sum(ends.values()) == 1000
    assert any("result" in end for end in ends) and any("Error" in end for end in ends)


def test_what_is_written_of_damaged_input_ends_so_too():
    ends, escapes = fuzz.run(32, 3, written=True)
    assert escapes == []
    assert {"csv", "html", "taian"} <= {end.partition(":")[0] for end in ends}


def test_no_whole_number_is_read_of_what_may_be_a_circled_one():
    package = Path(ta.__file__).parent
    lines = [line for path in package.rglob("*.py") for line in path.read_text("utf-8").split("\n")]
    assert [line for line in lines if ".isdigit()" in line and "int(" in line] == []


def test_a_circled_mark_after_a_number_is_no_number_of_a_task():
    text = "指标名称\n\n目标值\n\n1\n\n养老床位数达到100张\n\n3585①\n\n2\n\n机构数达到20家\n\n①\n"
    with contextlib.suppress(ta.TaianError):
        ta.load_indicators(text)
