"""Small formulas of the catalogs, such as ``a / (1 + b / 100)``, on any kind of number."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from .errors import CatalogError

Number = TypeVar("Number")

_OPS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


@cache
def _parse(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError as error:
        raise CatalogError.of("error.not_formula", found=formula) from error


def evaluate(formula: str, values: Mapping[str, Number], make: Callable[[int], Number]) -> Number:
    """Compute a formula of letters, whole numbers, brackets and ``+ - * / **``.

    Parameters
    ----------
    formula
        As written in a catalog.
    values
        What each letter stands for.
    make
        Turns a whole number of the formula into the same type (`Decimal`, `float`).

    Raises
    ------
    CatalogError
        If it is no such formula, or names a letter that has no value.

    Examples
    --------
    >>> evaluate("a / (1 + b / 100)", {"a": 1783.0, "b": 50.0}, float).__round__(2)
    1188.67
    """

    def walk(node: ast.expr) -> Any:
        if isinstance(node, ast.BinOp) and type(node.op) in _OPS:
            return _OPS[type(node.op)](walk(node.left), walk(node.right))
        if isinstance(node, ast.Name) and node.id in values:
            return values[node.id]
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            return make(node.value)
        raise CatalogError.of("error.not_formula", found=formula)

    result: Number = walk(_parse(formula))
    return result
