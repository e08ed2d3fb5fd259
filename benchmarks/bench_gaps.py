"""How long the gap measures take as the number of indicators grows.

    python benchmarks/bench_gaps.py [--rows 1000000] [--profile]

Prints one line a size: rows, seconds, seconds of processor time, microseconds of it a row, and the
memory the call took at its peak beyond what the process held before (on Linux). Linear means that
the microseconds stay put.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from taian_analysis.base.schema import conform
from taian_analysis.gaps import gap_to_target
from taian_analysis.gaps.published_methods import score_methods
from taian_analysis.gaps.steps import gap_components


def frame(rows: int, seed: int = 20230711) -> pd.DataFrame:
    """Make indicators as a mixed lot of annexes would have them."""
    rng = np.random.default_rng(seed)
    target = np.round(rng.uniform(1, 5000, rows), rng.integers(0, 3))
    value = np.round(target * rng.uniform(0.3, 1.3, rows), 2)
    base = np.round(target * rng.uniform(0.2, 1.0, rows), 1)
    base[rng.random(rows) < 0.3] = np.nan
    direction = np.where(rng.random(rows) < 0.85, 1, -1)
    strict = rng.random(rows) < 0.1
    op = np.where(direction > 0, np.where(strict, ">", ">="), np.where(strict, "<", "<="))
    actual_op = np.where(rng.random(rows) < 0.05, ">", "==")
    return conform(
        pd.DataFrame(
            {
                "indicator_id": [f"i{n}" for n in range(rows)],
                "number": np.arange(1, rows + 1),
                "area": rng.choice(["甲", "乙", "丙"], rows),
                "indicator": rng.choice(["某某率", "某某数", "平均每百户面积"], rows),
                "unit": rng.choice(["%", "个", "万人", "㎡"], rows),
                "attribute": rng.choice(["约束性", "预期性"], rows),
                "baseline_value": base,
                "baseline_low": np.round(base - 0.05, 2),
                "baseline_high": np.round(base + 0.05, 2),
                "baseline_text": [None if b != b else f"{b:g}" for b in base],
                "baseline_period": "2020",
                "target_value": target,
                "target_low": target,
                "target_high": target,
                "target_text": [f"{t:g}" for t in target],
                "target_op": op,
                "target_period": rng.choice(["2025", "2027", "2030"], rows),
                "actual_value": value,
                "actual_low": np.round(value - 0.005, 3),
                "actual_high": np.round(value + 0.005, 3),
                "actual_text": [f"{v:g}" for v in value],
                "actual_op": actual_op,
                "actual_period": rng.choice(["2023-03-31", "2023-06-30", "2022"], rows),
                "direction": direction,
            }
        ),
        "indicators",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    print(f"{'rows':>10} {'what':<16} {'s':>8} {'cpu s':>8} {'cpu µs/row':>10} {'own MB':>8}")
    size = max(1000, args.rows // 100)
    while size <= args.rows:
        indicators = frame(size)
        profile = cProfile.Profile() if args.profile and size * 10 > args.rows else None
        run = gap_to_target if profile is None else partial(profile.runcall, gap_to_target)
        gaps = timed("gap_to_target", size, run, indicators)
        if size <= 100_000:
            timed("gap_components", size, gap_components, gaps)
        timed("score_methods", size, score_methods, gaps)
        if profile:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(25)
        size *= 10


def timed(what: str, rows: int, run: Any, *given: Any) -> Any:
    """Run a function, print how long it took and what memory, and return what it returned."""
    gc.collect()
    held = _memory("VmRSS", fresh=True)
    wall, processor = time.perf_counter(), time.process_time()
    result = run(*given)
    seconds, busy = time.perf_counter() - wall, time.process_time() - processor
    own = _memory("VmHWM") - held
    print(f"{rows:>10,} {what:<16} {seconds:8.2f} {busy:8.2f} {1e6 * busy / rows:10.2f} {own:8.0f}")
    return result


def _memory(name: str, *, fresh: bool = False) -> float:
    """Return a figure of the process in MB; `fresh` starts its peak anew. NaN elsewhere."""
    try:
        if fresh:
            Path("/proc/self/clear_refs").write_text("5")
        told = Path("/proc/self/status").read_text()
        return float(told.split(f"{name}:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return float("nan")


if __name__ == "__main__":
    main()
