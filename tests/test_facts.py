import json
import random
from importlib import import_module

import pytest

import taian_analysis as ta
from taian_analysis.base import schema
from taian_analysis.base.report import Report, split_lines

engine = import_module("taian_analysis.audit.engine")


def made(text: str) -> Report:
    return Report(text, split_lines(text))


def test_the_contract_of_facts() -> None:
    report = ta.read_report()
    frame = ta.facts(report)
    assert list(frame.columns) == schema.columns("facts")
    schema.validate(frame, "facts")
    assert frame["fact_id"].is_unique
    assert all(report.text[r.start : r.end] == r.text for r in frame.itertuples())
    assert set(frame["total_id"].dropna()) <= set(frame["fact_id"])


def test_a_period_that_nothing_names_is_missing_and_the_note_says_what_it_would_be() -> None:
    frame = ta.facts(Report("床位500张。", split_lines("床位500张。"), date=ta.read_report().date))
    assert frame["period"].isna().all()
    assert frame["period_basis"].tolist() == ["default"]
    assert "2023-07" in frame["because"].item()


def test_the_parts_of_a_total_are_linked_to_it() -> None:
    frame = ta.facts(made("全年核对100人次,其中低保50人次、特困30人次、临时救助20人次。"))
    top = frame["fact_id"].iloc[0]
    assert frame["total_id"].tolist()[1:] == [top] * 3
    assert frame["exhaustive"].tolist()[1:] == [True] * 3


def test_ids_of_facts_do_not_change_when_a_number_is_mended() -> None:
    text = "全年核对100人次,其中低保50人次、特困30人次、临时救助20人次。"
    one, other = ta.facts(made(text)), ta.facts(made(text.replace("30", "35")))
    assert one["fact_id"].tolist() == other["fact_id"].tolist()


def test_a_claim_carries_its_numbers_as_data() -> None:
    table = ta.audit(made("全年核对100人次,其中低保50人次、特困30人次、临时救助22人次。"))
    row = table[table["verdict"] == "fails"].iloc[0]
    operands = json.loads(row["operands"])
    assert [one["value"] for one in operands] == [100, 50, 30, 22]
    assert [one["role"] for one in operands] == row["span_roles"].split()
    assert operands[0]["role"] == "stated"
    assert [f"{one['start']}-{one['end']}" for one in operands] == row["spans"].split()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rules_makes_no_difference(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    report = ta.read_report()
    want = [(c.claim_id, c.verdict, c.spans) for c in engine.check(report).claims]
    rules = list(engine._RULES)
    random.Random(seed).shuffle(rules)
    monkeypatch.setattr(engine, "_RULES", tuple(rules))
    got = [(c.claim_id, c.verdict, c.spans) for c in engine.check(report).claims]
    assert got == want
