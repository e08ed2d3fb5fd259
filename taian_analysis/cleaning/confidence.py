"""How sure a row is: the probability that all its values are what and where they are said to be.

A logistic regression over a few things that are known when a row has been read: the score of its
table (`judge`), whether cells had to be guessed at, whether a value's column is empty, whether a
value is told in words, whether a column's role was open. A row of which any of these is so, or
whose table scores low, is never called sure: few tables are wrong, but a wrong one is wrong row
after row. Weights and bars stand in ``catalog/table_confidence.toml`` with how they were found and
how well they did on documents left out (``docs/tables.md``).
"""

from __future__ import annotations

import math
from functools import cache

from ..base import catalog


@cache
def _weights() -> dict[str, float]:
    return {
        name: float(value) for name, value in catalog.load("table_confidence")["weights"].items()
    }


def bar() -> float:
    """Return the confidence from which on a row is called sure."""
    return float(catalog.load("table_confidence")["bar"])


def refused_below() -> float:
    """Return the score below which a reading is refused."""
    return float(catalog.load("table_confidence")["refused"])


def confidence(
    score: float, guessed: bool, short: bool, worded: bool, open_role: bool = False
) -> float:
    """Return how likely a row is right.

    Examples
    --------
    >>> sure = confidence(1.0, False, False, False)
    >>> sure > bar() > confidence(1.0, True, False, False)
    True
    >>> confidence(0.4, False, False, False) < bar()
    True
    """
    w = _weights()
    z = w["start"] + w["score"] * score
    z += w["guessed"] * guessed + w["short"] * short + w["worded"] * worded
    z += w["open"] * open_role
    levels = catalog.load("table_confidence")
    doubted = guessed or short or worded or open_role or score < levels["sure_from"]
    return round(min(1 / (1 + math.exp(-z)), levels["doubted"] if doubted else 1.0), 3)
