"""Data, not code: indicator ids and names, series patterns, units, claims, corrections.

Each `.toml` file beside this one is a table of data that documents and drives one module.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the catalog `name` (without ``.toml``) as a dictionary; read once.

    Examples
    --------
    >>> load("indicators")["lottery_outlets"]["name_en"]
    'Welfare-lottery outlets'
    """
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
