"""The report as received: its bytes, its origin, and that a change is noticed."""

import datetime
import hashlib
import shutil
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.base import origins

RAW = Path(__file__).parents[1] / "data" / "raw"


def test_every_raw_report_has_the_bytes_its_origin_names():
    files = {path.name for path in RAW.iterdir() if path.suffix != ".toml"}
    assert {entry["file"] for entry in origins.origins().values()} <= files
    for entry in origins.origins().values():
        data = (RAW / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert len(data) == entry["bytes"]


def test_the_bundled_report_says_who_issued_it_and_when():
    report = ta.read_report()
    assert report.issuer == "泰安市民政局"
    assert report.date == datetime.date(2023, 7, 11)
    assert report.title == "泰安市“十四五”民政事业发展规划中期评估报告"
    assert report.sha256.startswith("14957816fa21")


def test_a_changed_raw_file_is_noticed(tmp_path, monkeypatch):
    for path in RAW.iterdir():
        shutil.copy(path, tmp_path)
    text = tmp_path / "taian-midterm-2023.txt"
    text.write_bytes(text.read_bytes().replace(b"1783", b"1883"))
    monkeypatch.setattr(origins, "raw_folder", lambda: tmp_path)
    with pytest.raises(ta.ReportError, match="changed since it was received"):
        ta.read_report()


def test_a_report_that_is_not_there_is_named():
    with pytest.raises(ta.ReportError, match="no-such"):
        origins.bundled_path("no-such")
