"""The specification's test vectors: made by the oracle, kept by the package, described by schemas."""

import ast
import json
import sys
from pathlib import Path

import pytest

import taian_analysis as ta

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import make_vectors  # noqa: E402
import run_vectors  # noqa: E402
from gap_oracle import solve  # noqa: E402

VECTORS = run_vectors.vectors()


def test_there_are_five_hundred_and_the_package_keeps_them():
    assert len(VECTORS) >= 500
    found = run_vectors.by_package([vector["input"] for vector in VECTORS])
    wrong = {
        vector["id"]: lines
        for vector, one in zip(VECTORS, found, strict=True)
        if (lines := run_vectors.differences(vector["output"], one))
    }
    assert not wrong


@pytest.mark.parametrize("name", make_vectors.FILES)
def test_the_files_are_what_the_oracle_makes(name):
    path = ROOT / "data" / "vectors" / f"gap-{name}.json"
    assert path.read_text(encoding="utf-8") == make_vectors.text(name)


def test_every_status_and_reason_occurs():
    outputs = [vector["output"] for vector in VECTORS]
    schema = json.loads((ROOT / "data/vectors/gap-output.schema.json").read_text())["properties"]
    assert {one["status"] for one in outputs} == set(schema["status"]["enum"])
    told = {code for one in outputs for code in one["reasons"]}
    assert told == set(schema["reasons"]["items"]["enum"]) - {"no_target"}


def test_inputs_and_outputs_keep_their_schemas():
    jsonschema = pytest.importorskip("jsonschema")
    for side in ("input", "output"):
        schema = json.loads((ROOT / f"data/vectors/gap-{side}.schema.json").read_text())
        check = jsonschema.Draft202012Validator(schema)
        for vector in VECTORS:
            check.validate(vector[side])


def test_the_oracle_shares_no_code():
    tree = ast.parse((ROOT / "tools" / "gap_oracle.py").read_text(encoding="utf-8"))
    names = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert names <= {"__future__", "math", "datetime", "decimal", "fractions", "typing"}


def test_the_oracle_by_hand():
    # 1189 to 1783 of 2300, 820 of 1826 days: 594 of 1111, pace 1.19
    row = {"op": ">=", "direction": 1, "target": 2300, "value": 1783, "baseline": 1189,
           "start": "2020-12-31", "as_of": "2023-03-31", "deadline": "2025-12-31"}  # fmt: skip
    out = solve(row)
    assert out["gap"] == -517 and out["status"] == "ahead" and out["reasons"] == []
    assert out["pace"] == pytest.approx(594 / 1111 / (820 / 1826))
    assert out["completion_date"] == "2025-03-14"


def test_a_difference_is_seen():
    one = {"met": True, "pace": 1.0, "reasons": ["reached"], "status": "met"}
    assert run_vectors.differences(one, one) == []
    assert len(run_vectors.differences(one, {"met": 1, "pace": 1.1, "status": "ahead"})) == 3
    assert run_vectors.differences({"pace": None}, {}) == []


def test_the_edition_is_one():
    spec = (ROOT / "docs" / "gap-spec.md").read_text(encoding="utf-8")
    edition = ta.gap_to_target().attrs["edition"]
    assert f"Edition **{edition}**" in spec and edition == make_vectors.EDITION
