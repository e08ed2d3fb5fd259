"""The data of the evidence page: marks over the text, keyed to claims, indicators and series."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest

import taian_analysis as ta
from taian_analysis.narrative.lines import line_kind, line_kinds
from taian_analysis.products.evidence_data import STATUSES, schema

PLAIN = "一、总体情况\n全市共有5个县,其中甲类2个、乙类2个、丙类2个。\n<script>alert(1)</script>\n"


@pytest.fixture(scope="module")
def bundled():
    return ta.evidence().data


def printed(data, mark):
    return data["text"][mark["start"] : mark["end"]]


def test_the_data_keep_their_schema(bundled):
    for data in (bundled, ta.evidence(PLAIN).data, ta.evidence("没有数。\n也没有表。\n").data):
        jsonschema.validate(json.loads(json.dumps(data, allow_nan=False)), schema())


def test_marks_are_in_order_and_do_not_overlap(bundled):
    ends = 0
    for mark in bundled["marks"]:
        assert ends <= mark["start"] < mark["end"] <= len(bundled["text"])
        assert mark["status"] in STATUSES
        ends = mark["end"]


def test_the_eight_contradictions_are_lit(bundled):
    """Worked out from docs and the report: 10980 against five parts, 49.9 % against 56.9/111 …"""
    lit = {printed(bundled, mark) for mark in bundled["marks"] if mark["status"] == "fails"}
    assert {"10980", "6535", "49.9", "56.9万", "111万", "截至3023年3月", "四", "六"} <= lit
    assert bundled["counts"]["claims"]["fails"] == 8


def test_rows_a_headline_is_judged_by_are_not_themselves_contradicted(bundled):
    row = next(row for row in bundled["indicators"] if row["id"] == "lottery_outlets")
    mark = bundled["marks"][row["cells"]["actual"]["mark"]]
    assert printed(bundled, mark) == "560" and mark["status"] != "fails"
    claims = [bundled["claims"][place] for place in mark["claims"]]
    assert any(claim["kind"] == "headline" and claim["verdict"] == "fails" for claim in claims)


def test_operands_are_the_printed_numbers(bundled):
    claim = next(c for c in bundled["claims"] if c["verdict"] == "fails" and c["rule"] == "parts")
    texts = [operand["text"] for operand in claim["operands"]]
    assert texts == ["10980", "6535", "504", "1873", "1786", "74"]
    for operand in claim["operands"]:
        assert bundled["text"][operand["start"] : operand["end"]] == operand["text"]


def test_gaps_say_which_edition_of_the_specification_they_follow(bundled):
    assert bundled["gap_spec"] == ta.gap_to_target().attrs["edition"]
    assert "gap_spec" not in ta.evidence(PLAIN).data


def test_a_cell_knows_its_mark_and_its_gap(bundled):
    row = next(row for row in bundled["indicators"] if row["id"] == "registered_volunteers")
    assert printed(bundled, bundled["marks"][row["cells"]["target"]["mark"]]) == "120"
    calculations = {step["measure"]: step["calculation"] for step in row["steps"]}
    assert calculations["attainment"] == "111 / 120" and row["gap"]["shortfall"] == 9


def test_a_series_knows_its_marks(bundled):
    place = next(
        i for i, s in enumerate(bundled["series"]) if s["id"] == "subsistence_standard_rural"
    )
    marks = [m for m in bundled["marks"] for link in m.get("series", []) if link["series"] == place]
    assert [printed(bundled, mark) for mark in marks] == ["537", "720"]


def test_a_report_without_annex_says_so():
    data = ta.evidence(PLAIN).data
    assert data["indicators"] == [] and "附表" in data["notes"][0]["zh"]
    assert data["counts"]["claims"]["fails"] == 1  # 2 + 2 + 2 is not 5


def test_a_report_without_a_number_has_no_mark():
    data = ta.evidence("没有数。\n也没有表。\n").data
    assert data["marks"] == [] and data["claims"] == [] and data["series"] == []


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("一、主要目标", "heading", 1),
        ("(二)努力提升基层治理", "heading", 2),
        ("3.儿童福利领域。", "heading", 3),
        ("1.全市有低保对象3万人。", "paragraph", 0),
        ("1.5万人参加", "paragraph", 0),
        ("一、全市共有5个县,均已完成。", "paragraph", 0),
        ("指标 | 目标 | 完成", "row", 0),
        ("| 指标 | 目标 |", "row", 0),
        ("   ", "blank", 0),
        ("|---|:---|", "blank", 0),
        ("—", "paragraph", 0),
        ("附件1:指标表", "heading", 1),
        ("附件反映的情况很好", "paragraph", 0),
    ],
)
def test_the_kind_of_a_line(text, kind, level):
    assert line_kind(text) == (kind, level)


def test_known_rows_and_the_title_are_told(bundled):
    report = ta.read_report()
    kinds = line_kinds(report, {118})
    assert kinds[117].kind == "row" and kinds[2] == ("heading", 1)


def test_in_a_notebook_it_is_a_frame_and_on_paper_a_table():
    import nbformat

    from taian_analysis.briefing.exporter import BriefingHtmlExporter

    shown = ta.evidence(PLAIN.replace("甲类", "甲|*类*"))
    bundle = shown._repr_mimebundle_()
    assert bundle["text/html"].startswith("<iframe ") and "<script" not in bundle["text/html"]
    output = nbformat.v4.new_output("display_data", bundle)
    cell = nbformat.v4.new_code_cell("ta.evidence()", outputs=[output])
    page, _ = BriefingHtmlExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    words = re.sub(r"</?span[^>]*>", "", page)
    assert "<table" in page and "2 + 2 + 2 = 6" in words and "<iframe" not in page


def test_without_a_failing_claim_paper_says_so():
    shown = ta.evidence("没有数。\n也没有表。\n")
    assert shown._repr_mimebundle_()["text/markdown"] == "未找到可以核查的说法。"


def test_the_command_writes_page_and_data(tmp_path, monkeypatch):
    from typer.testing import CliRunner

    from taian_analysis.cli.main import app

    report = tmp_path / "报告.txt"
    report.write_text(PLAIN, encoding="utf-8")
    page, data = tmp_path / "out" / "page.html", tmp_path / "page.json"
    run = CliRunner().invoke
    page.parent.mkdir()
    assert run(app, ["evidence", str(report), "-o", str(page)]).exit_code == 0
    assert str(tmp_path) not in page.read_text(encoding="utf-8")
    assert run(app, ["evidence", str(report), "--json", "-o", str(data)]).exit_code == 0
    jsonschema.validate(json.loads(data.read_text(encoding="utf-8")), schema())
    assert run(app, ["evidence", "a", "b", "c"]).exit_code == 2
    audited = tmp_path / "audit.html"
    assert run(app, ["audit", str(report), "--page", str(audited)]).exit_code == 1  # a claim fails
    assert audited.read_text(encoding="utf-8") == page.read_text(encoding="utf-8")


def test_half_a_character_can_be_written(tmp_path):
    shown = ta.evidence(PLAIN.replace("全市", "全\ud800市"))
    text = shown.save(tmp_path / "page.html").read_text(encoding="utf-8")
    assert "个县" in text and shown.html == text


def test_an_indicator_without_a_value_keeps_its_place_for_cells():
    from taian_analysis.products.evidence_data import _indicator

    row = {
        "indicator_id": "r01",
        "source_line": 3,
        "name": "甲",
        "texts": {"target": None, "actual": " "},
    }
    assert _indicator(row)["cells"] == {}
