"""Check an implementation of `docs/gap-spec.md` against the test vectors.

    python tools/run_vectors.py                      this package
    python tools/run_vectors.py -- node gaps.js      any program

A program reads a JSON array of inputs on its standard input and writes a JSON array of outputs of
the same length. Each key of the expected output is compared: numbers to one part in 10^9 (or
10^-9), the rest exactly, reasons as sets. A missing key counts as null. Ends with 1 if any differ.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "vectors"


def vectors(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Return every vector of every file."""
    out: list[dict[str, Any]] = []
    for path in sorted(folder.glob("gap-*.json")):
        out += json.loads(path.read_text(encoding="utf-8")).get("vectors", [])
    return out


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return what differs, in words."""
    out = []
    for name, wanted in expected.items():
        got = found.get(name)
        if isinstance(wanted, bool) or isinstance(got, bool):
            same = wanted == got
        elif isinstance(wanted, (int, float)) and isinstance(got, (int, float)):
            same = abs(wanted - got) <= 1e-9 * max(1.0, abs(wanted))
        elif name == "reasons":
            same = set(wanted) == set(got or ())
        else:
            same = wanted == got
        if not same:
            out.append(f"{name}: expected {wanted!r}, found {got!r}")
    return out


def by_package(inputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Compute the outputs with this package."""
    import pandas as pd

    from taian_analysis import gap_to_target
    from taian_analysis.base import catalog

    rows = [_row(number, one) for number, one in enumerate(inputs)]
    limits = {row["indicator_id"]: (one.get("floor"), one.get("ceiling"))
              for row, one in zip(rows, inputs, strict=True)}  # fmt: skip
    gaps = gap_to_target(pd.DataFrame(rows), limits=limits)
    words = {entry["en"]: code for code, entry in catalog.load("phrases")["gap_reason"].items()}
    return [_output(row, words) for row in gaps.to_dict("records")]


def _row(number: int, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "indicator_id": f"v{number}", "indicator": "v", "unit": None, "direction": one["direction"],
        "target_op": one["op"], "target_value": one.get("target"),
        "target_low": one.get("target_low"), "target_high": one.get("target_high"),
        "target_period": one["deadline"], "actual_period": one["as_of"],
        "baseline_period": one["start"], "actual_value": one["value"],
        "actual_op": one.get("value_op", "=="), "actual_low": one.get("value_low", one["value"]),
        "actual_high": one.get("value_high", one["value"]), "baseline_value": one["baseline"],
        "baseline_low": one.get("baseline_low", one["baseline"]),
        "baseline_high": one.get("baseline_high", one["baseline"]),
    }  # fmt: skip


def _output(row: dict[Any, Any], words: dict[str, str]) -> dict[str, Any]:
    import pandas as pd

    out = {str(name): None if pd.isna(cell) else cell for name, cell in row.items()}
    for name, cell in out.items():
        out[name] = cell.item() if hasattr(cell, "item") else cell
    day = out["completion_date"]
    out["completion_date"] = None if day is None else f"{day:%Y-%m-%d}"
    told = str(out["reason_en"] or "")
    out["reasons"] = [code for text, code in words.items() if text in told.split("; ")]
    return out


def main(arguments: list[str]) -> int:
    """Run; return 1 if anything differs."""
    every = vectors()
    inputs = [vector["input"] for vector in every]
    if arguments[:1] == ["--"]:
        made = subprocess.run(
            arguments[1:], input=json.dumps(inputs), capture_output=True, text=True, check=True
        )
        outputs = json.loads(made.stdout)
    else:
        outputs = by_package(inputs)
    wrong = 0
    for vector, found in zip(every, outputs, strict=True):
        for line in differences(vector["output"], found):
            wrong += 1
            print(f"{vector['id']}: {line}")
    print(f"{len(every)} vectors, {wrong} differences")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
