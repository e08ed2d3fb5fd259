"""A long run of one sign costs in proportion to its length, whatever reads it."""

from time import process_time

import pytest

import taian_analysis as ta
from taian_analysis.narrative import scanner

RUNS = (" ", "0", "已", "一", "《", "(", "1,", "量")


@pytest.mark.parametrize("call", ["find_quantities", "facts", "audit"])
@pytest.mark.parametrize("run", RUNS)
def test_four_times_the_run_is_no_sixteen_times_the_work(call, run):
    def seconds(count):
        source = ta.read_report("全市共有5人。" + run * (count // len(run)) + "。\n")
        begin = process_time()
        getattr(ta, call)(source.text if call == "find_quantities" else source)
        return process_time() - begin

    seconds(10)  # what is loaded once
    short, long = seconds(4000), seconds(16000)
    assert long < 0.5 or long < 8 * short, (short, long)


def test_a_text_of_too_many_figures_is_refused_with_the_reason(monkeypatch):
    monkeypatch.setattr(scanner, "MOST", 3)
    assert len(ta.facts(ta.read_report("床位1张,2个,3家。\n"))) == 3
    with pytest.raises(ta.ReportError, match="≤ 3"):
        ta.facts(ta.read_report("床位1张,2个,3家,4所。\n"))
