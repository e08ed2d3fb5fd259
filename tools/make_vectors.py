"""Write the test vectors of `docs/gap-spec.md`: python tools/make_vectors.py.

Inputs by hand and from a fixed seed, outputs from `gap_oracle`, which computes in exact fractions
and shares no code with the package.
"""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

from gap_oracle import solve

FOLDER = Path(__file__).parents[1] / "data" / "vectors"
EDITION = "2026-11-27"
DATES = {"start": "2020-12-31", "as_of": "2023-06-30", "deadline": "2026-12-31"}
UP, DOWN = (">=", ">"), ("<=", "<")


def boundary() -> list[dict[str, Any]]:
    """Every operator on, just beside and away from its target, with every kind of baseline."""
    rows = []
    for op, (value, base) in itertools.product(
        (*UP, *DOWN, "=="),
        itertools.product(("99.9", "100", "100.1", "60", "140", "0", "-5"),
                          (None, "80", "100", "120", "-10")),
    ):  # fmt: skip
        d = 1 if op in UP else -1 if op in DOWN else 0
        row = {"op": op, "direction": d, "target": 100, "value": float(value)}
        row |= {"baseline": None if base is None else float(base)} | DATES
        rows.append(row)
    for value, base in itertools.product((55, 60, 65, 70, 77), (None, 50, 62, 90)):
        row = {"op": "==", "direction": 0, "target_low": 60, "target_high": 70, "value": value}
        rows.append(row | {"baseline": base} | DATES)
    return rows


def bounds() -> list[dict[str, Any]]:
    """Actuals printed as a bound, against every operator and a range."""
    rows = []
    targets: list[dict[str, Any]] = [
        {"op": op, "direction": d, "target": 60}
        for op, d in zip((*UP, *DOWN), (1, 1, -1, -1), strict=True)
    ]
    targets.append({"op": "==", "direction": 0, "target_low": 60, "target_high": 70})
    for target, op, value in itertools.product(targets, (*UP, *DOWN), (50, 58, 60, 65, 70, 80)):
        rows.append(target | {"value": value, "value_op": op, "baseline": 40, "floor": 0} | DATES)
    return rows


def noughts() -> list[dict[str, Any]]:
    """Noughts, minuses, limits, and dates that are missing or out of order."""
    base = {"op": ">=", "direction": 1, "target": 100, "value": 60, "baseline": 20}
    down = {"op": "<=", "direction": -1, "target": 0, "value": 5, "baseline": 10}
    rows = [base | DATES | change for change in (
        {"start": None}, {"as_of": None}, {"deadline": None}, {"as_of": "2020-12-31"},
        {"as_of": "2019-06-30"}, {"as_of": "2026-12-31"}, {"as_of": "2027-03-01"},
        {"value": None}, {"baseline": 60}, {"baseline": 70}, {"value": 100, "ceiling": 100},
        {"ceiling": 100, "floor": 0}, {"value": 95, "ceiling": 100, "floor": 0},
        {"target": 0, "value": -5, "baseline": -10}, {"target": -2, "value": -4, "baseline": -8},
    )]  # fmt: skip
    rows += [down | DATES | change for change in (
        {}, {"value": 0}, {"value": -1}, {"floor": 0}, {"value": 1, "floor": 0}, {"op": "<"},
        {"target": 5, "value": 0}, {"target": 5, "value": 9, "floor": 0},
    )]  # fmt: skip
    return rows


def drawn(count: int, seed: int = 20261127) -> list[dict[str, Any]]:
    """Rows as plans have them, with the interval of printed rounding."""
    rng = random.Random(seed)
    rows = []
    for _ in range(count):
        places = rng.choice((0, 1, 2))
        step = 10**-places
        target = round(rng.uniform(1, 5000), places)
        d = rng.choice((1, 1, 1, -1))
        value = round(target * rng.uniform(0.4, 1.2) ** d, places)
        base = round(target * rng.uniform(0.2, 1.05) ** d, places)
        row: dict[str, Any] = {
            "op": rng.choice(UP if d > 0 else DOWN), "direction": d, "target": target,
            "value": value, "value_low": _sum(value, -step / 2, places),
            "value_high": _sum(value, step / 2, places), "baseline": None,
        }  # fmt: skip
        if rng.random() < 0.8:
            row |= {"baseline": base, "baseline_low": _sum(base, -step / 2, places),
                    "baseline_high": _sum(base, step / 2, places)}  # fmt: skip
        if rng.random() < 0.5:
            row["floor"] = 0
        if rng.random() < 0.2 and max(value, base, target) <= 5000:
            row |= {"floor": 0, "ceiling": 5000}
        year = rng.choice((2024, 2026, 2027, 2028))
        row |= {"start": rng.choice(("2020-12-31", "2018-12-31", "2021-06-30")),
                "as_of": rng.choice(("2022-12-31", "2023-03-31", "2023-06-30", "2021-12-31")),
                "deadline": f"{year}-12-31"}  # fmt: skip
        rows.append(row)
    return rows


def _sum(x: float, y: float, places: int) -> float:
    return round(x + y, places + 1)


FILES = {"boundary": boundary, "bounds": bounds, "noughts": noughts, "drawn": lambda: drawn(300)}


def text(name: str) -> str:
    """Return one file of vectors, a vector a line."""
    rows = FILES[name]()
    lines = [
        json.dumps({"id": f"{name}-{n:03d}", "input": row, "output": solve(row)})
        for n, row in enumerate(rows, 1)
    ]
    head = json.dumps({"edition": EDITION, "spec": "docs/gap-spec.md", "tolerance": 1e-9})
    return f'{head[:-1]}, "vectors": [\n' + ",\n".join(lines) + "\n]}\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in FILES:
        (FOLDER / f"gap-{name}.json").write_text(text(name), encoding="utf-8", newline="\n")
