"""What was read of a text or a report is read once, however large the table and whatever the end."""

import gc
import weakref

import pytest

import taian_analysis as ta
from taian_analysis.base import kept
from taian_analysis.base.report import once
from taian_analysis.cleaning import cellkinds


def test_a_table_larger_than_what_is_left_to_the_next_document_is_kept_whole(monkeypatch):
    monkeypatch.setattr(kept, "_LEFT", 100)
    kept.next_document()
    cellkinds.kind.cache_clear()
    texts = [f"{n}.5" for n in range(40_000)]
    for _ in range(3):
        for text in texts:
            cellkinds.kind(text)
    told = cellkinds.kind.cache_info()
    assert (told.misses, told.hits) == (40_000, 80_000)
    kept.next_document()
    assert cellkinds.kind.cache_info().currsize == 0


def test_what_can_not_be_read_is_tried_once():
    calls = []

    def refuse(report):
        calls.append(report.text)
        raise ta.AnnexError("no table", line=3, found="甲")

    report = ta.read_report("甲\n乙\n")
    errors = []
    for _ in range(3):
        with pytest.raises(ta.AnnexError) as caught:
            once(report, "test", refuse)
        errors.append(caught.value)
    assert len(calls) == 1
    assert {str(error) for error in errors} == {"line 3: no table (found: 甲)"}
    assert len({id(error) for error in errors}) == 3
    assert errors[2].zh == "no table" and errors[2].line == 3


def test_a_refused_report_is_not_held_by_its_error():
    report = ta.read_report("没有表格的报告。\n第二行。\n")
    for _ in range(2):
        with pytest.raises(ta.AnnexError):
            ta.load_indicators(report)
    gone = weakref.ref(report)
    report = None
    gc.collect()
    assert gone() is None


def test_an_error_of_another_signature_can_be_raised_again():
    error = ta.TaianError("甲", zh="乙", hint="丙")
    assert str(error.again()) == str(error) and error.again().describe("zh") == error.describe("zh")
    from taian_analysis.base.errors import MissingExtraError

    assert str(MissingExtraError("duckdb", "corpus").again()) == str(
        MissingExtraError("duckdb", "corpus")
    )


def test_nothing_is_collected_while_a_report_is_read_and_then_as_before():
    def refuse(report):
        assert not gc.isenabled()
        raise ta.AnnexError("no table", line=3, found="甲")

    with pytest.raises(ta.AnnexError):
        once(ta.read_report("甲\n"), "test", refuse)
    assert gc.isenabled()
    gc.disable()
    try:
        once(ta.read_report("甲\n"), "test", lambda report: report.text)
        assert not gc.isenabled()
    finally:
        gc.enable()
