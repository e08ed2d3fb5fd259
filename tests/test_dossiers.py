"""The report as received: its bytes, its origin, and that a change is noticed."""

import datetime
import hashlib
import shutil
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.base import dossiers
from taian_analysis.base.report import Report, split_lines

RAW = Path(__file__).parents[1] / "data" / "raw"


def test_every_folder_is_a_dossier_and_nothing_lies_beside_them():
    assert {path.name for path in RAW.iterdir()} == {one.name for one in dossiers.dossiers()}


@pytest.mark.parametrize("one", dossiers.dossiers(), ids=lambda one: one.name)
def test_a_dossier_has_the_bytes_its_origin_names(one):
    data = one.path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == one.origin["sha256"]
    assert len(data) == one.origin["bytes"]
    assert {path.stem for path in one.folder.glob("*.toml")} <= {"origin", *dossiers.TABLES}


@pytest.mark.parametrize("one", dossiers.dossiers(), ids=lambda one: one.name)
def test_a_dossier_loads_and_all_of_it_is_found_in_its_report(one):
    report = ta.read_report(one.path)
    assert one.holds(report) and dossiers.dossier_of(report) == one
    trends = ta.load_trends(report, strict=True)
    assert set(one.table("series")) == set(trends["series_id"])
    assert ta.audit(report).attrs["missing"] == []
    known = {entry["name"] for entry in one.table("names").values()}
    assert len(known) == len(one.table("names"))


@pytest.mark.parametrize("one", dossiers.dossiers(), ids=lambda one: one.name)
def test_no_number_is_typed_in_a_dossier(one):
    patterns = [spec["find"] for s in one.table("series").values() for spec in s["points"]]
    patterns += [text for claim in one.table("claims").values() for text in claim["find"]]
    assert not any(char.isdigit() for text in patterns for char in text)


def test_another_report_of_the_issuer_is_related_and_a_stranger_is_not():
    def report(issuer, date):
        return Report("文", split_lines("文"), issuer=issuer, date=date)

    known = dossiers.dossier().origin
    assert dossiers.related(report(known["issuer"], datetime.date(2024, 7, 1)))
    assert dossiers.dossier_of(report(known["issuer"], datetime.date(2024, 7, 1))) is None
    assert dossiers.related(report("某市交通局", known["date"])) == []


def test_the_bundled_report_says_who_issued_it_and_when():
    report = ta.read_report()
    assert report.issuer == "泰安市民政局"
    assert report.date == datetime.date(2023, 7, 11)
    assert report.title == "泰安市“十四五”民政事业发展规划中期评估报告"
    assert report.sha256.startswith("14957816fa21")


def test_a_changed_raw_file_is_noticed(tmp_path, monkeypatch):
    folder = shutil.copytree(RAW / dossiers.BUNDLED, tmp_path / dossiers.BUNDLED)
    text = folder / "taian-midterm-2023.txt"
    text.write_bytes(text.read_bytes().replace(b"1783", b"1883"))
    monkeypatch.setattr(dossiers, "raw_folder", lambda: tmp_path)
    monkeypatch.setattr(dossiers, "dossiers", dossiers.dossiers.__wrapped__)
    with pytest.raises(ta.ReportError, match="changed since it was received"):
        ta.read_report()


def test_a_report_that_is_not_there_is_named():
    with pytest.raises(ta.ReportError, match="no-such"):
        dossiers.dossier("no-such")
