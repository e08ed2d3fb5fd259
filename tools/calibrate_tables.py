# ruff: noqa: E501 (a Chinese character counts as two)
"""Calibrate how sure a row of a table is, on labelled documents; print the reliability table.

    python tools/calibrate_tables.py [--cases FOLDER ...]

Each document is left out once: the weights are fitted on the others and asked about its rows. What
is printed first are those left-out figures, then the weights fitted on all, for
``catalog/table_confidence.toml``, whose bars are set by hand: the lowest score that the rows ask for
is printed beside them. A row is right if each of its values stands in the labels under
its name and role; a printed dash is no value and is not judged. Rows of one document are weighed
together, so that a long table counts as a few.
"""

from __future__ import annotations

import argparse
import csv
import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

import taian_analysis as ta
from taian_analysis.base import catalog
from taian_analysis.cleaning.frames import read_annex
from taian_analysis.readers import read_report

ROLES = ("baseline", "target", "actual")
KEYS = ("start", "score", "guessed", "short", "worded", "open")
LEVELS_OF = catalog.load("table_confidence")
LEVELS = (0.5, 0.8, 0.9, 0.95, 0.98, 1.01)


def norm(text: object) -> str:
    text = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return re.sub(r"\s+", "", text).replace("〔", "[").replace("〕", "]")


def plain_name(text: object) -> str:
    text = re.sub(
        r"^[#*★]?(?:其中:|\(?\d{1,2}\)|\d{1,2}[、.]|[一二三四五六七八九十]+、)", "", norm(text)
    )
    return re.sub(r"[(\[][^()\[\]]*[)\]]\d?$", "", text.lstrip("#*★")) or text


def plain_value(text: object, unit: object) -> str:
    text, unit = norm(text).replace(",", ""), norm(unit)
    if unit and text.endswith(unit) and text != unit:
        text = text[: -len(unit)]
    return text.strip("[]").rstrip("%") if re.search(r"\d", text) else text


def same(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 3 and SequenceMatcher(None, a, b).ratio() >= 0.9)


def rows_of(case: Path) -> list[tuple[list[float], bool]]:
    """Return the features of each row read of a document, and whether it is right."""
    with (case / "gold.csv").open(encoding="utf-8-sig", newline="") as f:
        gold = [
            (plain_name(g["indicator"]), role, plain_value(g[f"{role}_raw"], g["unit"]))
            for g in csv.DictReader(f) for role in ROLES if g.get(f"{role}_raw")
        ]  # fmt: skip
    try:
        annex = read_annex(read_report(next(case.glob("source.*"))))
    except ta.TaianError:
        return []
    out = []
    for row in annex.indicators:
        mine = [
            o for o in annex.observations
            if o["indicator_id"] == row["indicator_id"] and o["role"] in ROLES and o["text"]
            and norm(o["text"]).strip("-—–一/…")
        ]  # fmt: skip
        right = all(
            any(
                role == o["role"] and value == plain_value(o["text"], row["unit"])
                and same(name, plain_name(row["indicator"]))
                for name, role, value in gold
            )
            for o in mine
        )  # fmt: skip
        if mine:
            out.append((list(row["evidence"]), right))
    return out


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Fit a logistic regression by Newton's steps, drawn a little to zero."""
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        pull = np.full(len(w), 0.3)
        pull[0] = 0.01
        gradient = x.T @ (weight * (p - y)) + pull * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(pull)
        w -= np.linalg.solve(hessian, gradient)
    return w


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", nargs="+", default=["../shared/cases/tables"])
    args = parser.parse_args()
    docs = {
        f"{folder}/{c.name}": rows_of(c)
        for folder in args.cases
        for c in sorted(Path(folder).iterdir())
        if (c / "gold.csv").exists()
    }
    docs = {name: rows for name, rows in docs.items() if rows}
    names = [name for name, rows in docs.items() for _ in rows]
    x = np.array([[1.0, *features] for rows in docs.values() for features, _ in rows])
    y = np.array([right for rows in docs.values() for _, right in rows], float)
    weight = np.array([min(1.0, 8 / len(docs[name])) for name in names])
    left = np.zeros(len(y))
    for name in docs:
        out = np.array([n == name for n in names])
        left[out] = 1 / (1 + np.exp(-x[out] @ fit(x[~out], y[~out], weight[~out])))
    doubted = x[:, 2:].any(axis=1) | (x[:, 1] < LEVELS_OF["sure_from"])
    left[doubted] = np.minimum(left[doubted], LEVELS_OF["doubted"])
    print(
        f"{len(y)} rows of {len(docs)} documents, {y.mean():.3f} right; each document left out once"
    )
    print("| confidence | rows | said | right |\n|---|---:|---:|---:|")
    for low, high in zip((0.0, *LEVELS[:-1]), LEVELS, strict=True):
        inside = (left >= low) & (left < high)
        if inside.any():
            print(
                f"| {low:.2f}–{min(high, 1):.2f} | {inside.sum()} | {left[inside].mean():.3f} | {y[inside].mean():.3f} |"
            )
    sure = left >= LEVELS_OF["bar"]
    wrong = sorted({n for n, s, r in zip(names, sure, y, strict=True) if s and not r})
    print(f"{sure.sum()} sure, {y[sure].mean():.4f} right; wrong in {wrong}")
    fitted = fit(x, y, weight)
    for key, value in zip(KEYS, fitted, strict=True):
        print(f"{key} = {value:.2f}")
    print(f"sure_from = {threshold(x, y, weight):.2f}")


def threshold(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> float:
    """Return the lowest score from which on 0.99 of the rows that leave nothing open are right."""
    plain = ~x[:, 2:].any(axis=1)
    for low in np.arange(0.25, 1.0, 0.05):
        inside = plain & (x[:, 1] >= low)
        if np.average(y[inside], weights=weight[inside]) >= 0.99:
            return float(low)
    return 1.0


if __name__ == "__main__":
    main()
