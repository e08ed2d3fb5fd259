"""A long run of one sign costs in proportion to its length, whatever reads it."""

from time import process_time

import pytest

import taian_analysis as ta
from taian_analysis.audit.claim_words import words
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


DENSE = {
    "sums": "共有学校120所，其中小学80所，中学40所。",
    "shares": "全市生产总值1234.5亿元，同比增长5.6%，其中第一产业12.3亿元，占比1.2%。\n",
    "list": "10人、20人、30人、40人、",
    "places": "甲市完成投资12亿元，乙县完成投资23亿元，丙区34亿元。",
}


@pytest.mark.parametrize("unit", DENSE.values(), ids=DENSE)
def test_a_text_of_nothing_but_figures_is_checked_in_its_time(unit):
    source = ta.read_report(unit * (100_000 // len(unit.encode())) + "\n")
    ta.audit(ta.read_report(unit + "\n"))  # what is loaded once
    begin = process_time()
    found = ta.audit(source)
    assert process_time() - begin < 6  # 3 s on cores that ten others waited for
    assert any("not checked against others" in said for said in found.attrs["unread"]["en"])


ENDLESS = {
    "shares": lambda n: f"甲乙占{n % 97}%,",
    "shares of wholes": lambda n: f"全市甲{n * 7919 % 9973}人,占{n % 97}%,",
    "no clause ends": lambda n: f"({n % 97})甲{n * 7919 % 9973}(占{n % 9}%)",
    "of which": lambda n: f"甲{n * 7919 % 9973}人,其中乙{n % 97}人,",
}


@pytest.mark.parametrize("unit", ENDLESS.values(), ids=ENDLESS)
def test_a_sentence_without_end_costs_in_proportion_to_its_figures(unit):
    def seconds(count):
        source = ta.read_report("".join(map(unit, range(count))) + "。\n")
        begin = process_time()
        ta.audit(source)
        return process_time() - begin

    seconds(10)  # what is loaded once
    # 16 times before; a neighbour on the same core now and then makes one run longer
    assert any(seconds(1200) < 8 * seconds(300) for _ in range(3))


def test_a_total_is_found_for_its_parts_in_a_sentence_of_many_figures():
    text = (
        "".join(f"第{n}区有甲{n + 3}人," for n in range(40))
        + "共有学校12所,其中小学7所,中学6所。\n"
    )
    found = ta.audit(text)
    parts = found[found["claim_id"].str.startswith("parts/")]
    assert [*zip(parts["stated"], parts["computed"], strict=True)] == [("12所", "7 + 6 = 13")]


def test_the_last_words_of_a_clause_without_end_are_looked_for_at_its_end():
    clause = "共12家," * 30_000
    begin = process_time()
    assert {words(clause, 8) for _ in range(300)} == {"共家" * 4}
    assert process_time() - begin < 1  # 4 before
