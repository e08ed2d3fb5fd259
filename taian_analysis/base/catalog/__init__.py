"""Data, not code: heads, units, words of the grammar, rulings, reasons, phrases.

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
    >>> load("qualifiers")["more"]["after"]
    '余 多 几'
    """
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
