"""How sure a row is: the probability that all its values are what and where they are said to be.

A logistic regression over a few things that are known when a row has been read: the score of its
table (`judge`), whether cells had to be guessed at, whether a value's column is empty, whether a
value is told in words. Its weights and the bar stand in ``catalog/table_confidence.toml`` with how
they were found and how well they did on documents left out (``docs/tables.md``).
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


def confidence(score: float, guessed: bool, short: bool, worded: bool) -> float:
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
    return round(1 / (1 + math.exp(-z)), 3)
