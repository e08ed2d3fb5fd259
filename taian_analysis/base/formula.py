"""Small formulas of the catalogs, such as ``a / (1 + b / 100)``, on numbers and on intervals."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any, TypeVar

from .errors import CatalogError

Number = TypeVar("Number")
Ends = tuple[float, float]
#: Computes a formula over the ends of its operands, their signs and a count.
OverEnds = Callable[[Sequence[Ends], Sequence[int], float], Ends]
NO_ENDS: Ends = (float("nan"), float("nan"))

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


_PRINTED = {"**": "^", "*": "×", "/": "÷"}


def written(formula: str, values: Mapping[str, str]) -> str:
    """Return a formula as a person writes it, with its values for its letters.

    Examples
    --------
    >>> written("b * (1 - n / 100)", {"b": "15.9", "n": "10"})
    '15.9 × (1 - 10 ÷ 100)'
    """
    for sign, printed in _PRINTED.items():
        formula = formula.replace(sign, printed)
    return re.sub(r"\b[a-z]+\b", lambda m: values.get(m[0], m[0]), formula)


#: The operands of a formula over intervals, in their order, and all names that it may have.
_OPERANDS = "abcdefgh"
_SIGNS = f"s{_OPERANDS}"
_NAMES = re.compile(f"[{_OPERANDS}]|n|s[{_OPERANDS}]?")
_CODE = """
def compute(ends, signs, n):
    [{unpack}] = ends
    {names}
    if not ({fine}):
        return NO_ENDS
    if {below}:
        return at_corners(compute, ends, signs, n)
    one, other = {one}, {other}
    {turned}
    return (one, other) if one <= other else (other, one)
"""


def over_ends(formula: str, times: int = 1, falls: str = "") -> OverEnds:
    """Compile a formula to the ends of what it can be, from the ends of its operands.

    Parameters
    ----------
    formula
        Of the operands ``a``, ``b`` … in the order they are given, ``n`` (a count), ``s``, ``sa``,
        ``sb`` … (the sign of the result, and of each operand), whole numbers, brackets and
        ``+ - * / **``. ``sum(b)`` adds up ``b`` and all operands after it; ``abs(...)`` around
        the whole says that it is told without its sign.
    times
        What the result is multiplied by: 100 for per cent.
    falls
        The operands that the result falls with, where their first place does not say so.

    Returns
    -------
    OverEnds
        A function of the operands' ends, the signs (the result's first) and ``n``; its result is
        not a number where something to be divided by, or to have a root taken, can be below or
        at zero.

    Raises
    ------
    CatalogError
        If it is no such formula.

    Notes
    -----
    How an operand moves the result is what its first place in the formula says, and each end is
    reckoned with one end of each operand: ``a / (a + b)`` is exact. Where one is below zero and
    something is divided, all their ends are tried.

    Examples
    --------
    >>> share = over_ends("a / b", 100)
    >>> share([(9, 11), (20, 20)], (), 1.0), share([(9, 11), (0, 20)], (), 1.0)
    ((45.0, 55.0), (nan, nan))
    """
    aside = re.fullmatch(r"abs\((.*)\)", formula)
    text = aside[1] if aside else formula
    many = re.search(rf"sum\(([{_OPERANDS}])\)", text)
    tree = _parse(text.replace(many[0], many[1]) if many else text)
    ups: dict[str, bool] = dict.fromkeys(falls, False)
    for name, up in _moves(tree, True, formula):
        ups.setdefault(name, up)
    some = sorted(name for name in ups if name in _OPERANDS)
    last = many[1] if many else ""
    names = [f"{x} = signs[{_SIGNS.index(x[-1])}]" for x in ups if x[0] == "s"]
    names += [f"{x}{i} = sum([e[{i}] for e in {x}])" for x in last for i in (0, 1)]
    quick = isinstance(tree, ast.BinOp) and isinstance(tree.op, (ast.Mult, ast.Div))
    scale = "{}" if times == 1 else f"{times} * {{}}" if quick else f"{times} * ({{}})"
    above = [part for node in ast.walk(tree) for part in _above_zero(node)]
    code = _CODE.format(
        unpack=", ".join(f"*{x}" if x == last else f"({x}0, {x}1)" for x in some),
        names="; ".join(names),
        fine=" and ".join(f"{_at(p, ups, low)} > 0" for p in above[::-1] for low in (1, 0)) or 1,
        below=" or ".join(f"{x}0 < 0 and {x}0 < {x}1" for x in some if above and x != last) or 0,
        one=scale.format(_at(tree, ups, True)),
        other=scale.format(_at(tree, ups, False)),
        turned="one, other = (one, other) if one + other >= 0 else (-other, -one)" if aside else "",
    )
    made: dict[str, Any] = {"NO_ENDS": NO_ENDS, "at_corners": _at_corners}
    exec(code, made)  # of what `_moves` let pass: names, whole numbers and arithmetic
    compute: OverEnds = made["compute"]
    return compute


def _at_corners(compute: OverEnds, ends: Sequence[Ends], signs: Sequence[int], n: float) -> Ends:
    """Return the ends of what is computed at each end of all operands."""
    found = [compute([(x, x) for x in at], signs, n)[0] for at in product(*ends)]
    return NO_ENDS if any(one != one for one in found) else (min(found), max(found))


def _moves(node: ast.expr, up: bool, formula: str) -> Iterator[tuple[str, bool]]:
    """Yield each name of a formula, and whether the result rises with it, in their order."""
    if isinstance(node, ast.BinOp) and type(node.op) in _OPS:
        yield from _moves(node.left, up, formula)
        yield from _moves(node.right, up != isinstance(node.op, (ast.Sub, ast.Div)), formula)
    elif isinstance(node, ast.Name) and _NAMES.fullmatch(node.id):
        yield node.id, up
    elif not (isinstance(node, ast.Constant) and isinstance(node.value, int)):
        raise CatalogError.of("error.not_formula", found=formula)


def _above_zero(node: ast.AST) -> list[ast.expr]:
    """Return what must be above zero for a part of a formula: a divisor, the base of a power."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, (ast.Div, ast.Pow)):
        return []
    return [node.right if isinstance(node.op, ast.Div) else node.left]


def _at(node: ast.expr, ups: Mapping[str, bool], low: int) -> str:
    """Return a part of a formula as code, each operand at the end that makes the whole low."""
    ends = {name: f"{name}{int(up != low)}" for name, up in ups.items() if name in _OPERANDS}
    return re.sub(r"\b[a-z]\b", lambda m: ends.get(m[0], m[0]), ast.unparse(node))
