"""The published data: the same bytes again, valid as a data package, readable in Excel."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base.schema import FRAMES, columns
from taian_analysis.products import publish

PROCESSED = Path(__file__).parents[1] / "data" / "processed"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("processed")
    steps = []
    written = publish.build(None, folder, on_step=steps.append)
    assert steps == list(publish.RESOURCES)
    return {path.name: path for path in written}


def test_a_rebuild_gives_the_committed_bytes(built):
    committed = {path.name for path in PROCESSED.iterdir() if not path.name.startswith(".")}
    assert committed == set(built)
    for name, path in built.items():
        assert path.read_bytes() == (PROCESSED / name).read_bytes(), f"run `taian build`: {name}"


def test_nothing_but_the_files_is_left(built):
    folder = next(iter(built.values())).parent
    assert {path.name for path in folder.iterdir()} == set(built)


def test_csv_begins_with_a_byte_order_mark_for_excel(built):
    for name, path in built.items():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") == name.endswith(".csv")


def test_csv_holds_the_annex_as_printed(built):
    frame = pd.read_csv(built["indicators.csv"], encoding="utf-8-sig", dtype=str)
    assert list(frame.columns) == columns("indicators")
    row = frame.set_index("indicator_id").loc["community_facility_area"]
    assert (row["target_text"], row["target_op"], row["target_value"]) == (">30", ">", "30")
    assert (row["unit"], row["actual_text"], row["attribute"]) == ("㎡", "143", "约束性")


def test_datapackage_is_valid_frictionless_and_matches_the_bytes(built):
    import frictionless

    package = json.loads(built["datapackage.json"].read_text(encoding="utf-8"))
    assert package["sources"][0]["sha256"] == ta.read_report().sha256
    assert package["licenses"][0]["name"] == "CC0-1.0"
    for resource in package["resources"]:
        data = built[resource["path"]].read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["bytes"] == len(data)
        described = [field["name"] for field in resource["schema"]["fields"]]
        assert described == columns(resource["name"])
        assert all(
            field["title"] and field["description"] for field in resource["schema"]["fields"]
        )
    result = frictionless.validate(str(built["datapackage.json"]))
    assert result.valid, result.flatten(["resourceName", "rowNumber", "fieldName", "message"])[:5]


def test_a_bad_report_leaves_what_was_there(tmp_path):
    (tmp_path / "gaps.csv").write_text("kept", encoding="utf-8")
    bad = tmp_path / "bad.txt"
    bad.write_text("没有附件表的一段话。\n", encoding="utf-8")
    with pytest.raises(ta.TaianError, match=r"bad\.txt"):
        publish.build(bad, tmp_path)
    assert (tmp_path / "gaps.csv").read_text(encoding="utf-8") == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.txt", "gaps.csv"]


def test_a_folder_that_can_not_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ta.TaianError, match="can not be written"):
        publish.write_all(tmp_path / "file", {"a.csv": b""})


def test_every_published_frame_has_a_contract():
    assert set(publish.RESOURCES) <= set(FRAMES)
