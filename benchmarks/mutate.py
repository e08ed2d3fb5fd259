"""How many small mistakes in a module its tests would notice.

    python benchmarks/mutate.py                                    the measures
    python benchmarks/mutate.py taian_analysis/grammar/interval.py tests/test_interval.py [-n 150]

Every mutant is the module with one comparison, operator, number, truth value or return changed. A
mutant is killed when the named tests fail on it. All mutants of a module are tried, or a fixed
sample of `-n`; each runs in a fork of a process that has loaded pandas and the tests already, so
that one costs what its tests cost. Nothing is written to the source. Prints the survivors, the
share killed and the time; ends with 1 below `--least`.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import io
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import FunctionType

ROOT = Path(__file__).parents[1]
DEFAULT = (
    "taian_analysis/gaps/measures.py",
    "tests/test_measures.py",
    "tests/test_gap_vectors.py::test_there_are_five_hundred_and_the_package_keeps_them",
)
_COMPARE = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_BINARY = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd, ast.Pow: ast.Mult, ast.Mod: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the mutants of one node."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            if type(op) in _COMPARE:
                new = copy.deepcopy(node)
                new.ops[place] = _COMPARE[type(op)]()
                yield new
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _BINARY:
        new = copy.deepcopy(node)
        new.op = _BINARY[type(node.op)]()
        yield new
    elif isinstance(node, ast.BoolOp):
        new = copy.deepcopy(node)
        new.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield new
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub, ast.Invert)):
        yield copy.deepcopy(node.operand)
    elif isinstance(node, ast.Constant):
        yield from constants(node)
    elif isinstance(node, ast.IfExp):
        new = copy.deepcopy(node)
        new.body, new.orelse = new.orelse, new.body
        yield new


def constants(node: ast.Constant) -> Iterator[ast.AST]:
    """Yield another constant in place of one; texts are left alone."""
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, (int, float)):
        yield ast.Constant(node.value + 1)


class _Swap(ast.NodeTransformer):
    def __init__(self, target: int, new: ast.AST) -> None:
        self.target, self.new, self.seen = target, new, -1

    def visit(self, node: ast.AST) -> ast.AST:
        self.seen += 1
        if self.seen == self.target:
            return ast.copy_location(self.new, node)
        return self.generic_visit(node)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _walk(child)


def mutants(source: str) -> list[tuple[int, str, str]]:
    """Return line, what was and what is, and the source of every mutant."""
    tree = ast.parse(source)
    skip = {id(n) for n in _walk(tree) if _silent(n) for n in _walk(n)}
    skip |= {id(n) for n in _walk(tree) for kept in _annotations(n) for n in _walk(kept)}
    out = []
    for place, node in enumerate(_walk(tree)):
        if id(node) in skip:
            continue
        for new in changes(node):
            mutated = ast.fix_missing_locations(_Swap(place, new).visit(copy.deepcopy(tree)))
            told = f"{ast.unparse(node)[:50]}  ->  {ast.unparse(new)[:50]}"
            out.append((getattr(node, "lineno", 0), told, ast.unparse(mutated)))
    return out


def _annotations(node: ast.AST) -> list[ast.AST]:
    """Return the annotations of a function: texts that nothing evaluates."""
    if isinstance(node, ast.arg):
        return [node.annotation] if node.annotation else []
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.returns] if node.returns else []
    return []


def _silent(node: ast.AST) -> bool:
    """Docstrings, annotations, imports and the words of errors change no result."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Raise, ast.AnnAssign)):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def killed(path: Path, name: str, source: str, tests: list[str], limit: int) -> bool:
    """Run the tests on a mutant in a fork; True where they fail, crash or hang."""
    child = os.fork()
    if child == 0:
        signal.alarm(limit)
        code = 0
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                code = _try(path, name, source, tests)
        except BaseException:
            code = 1
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return status != 0


def _try(path: Path, name: str, source: str, tests: list[str]) -> int:
    import pytest

    module = importlib.import_module(name)
    kept = {key: value for key, value in vars(module).items() if not key.startswith("__")}
    exec(compile(source, str(path), "exec"), vars(module))
    _spread(kept, vars(module))
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]) != 0)


def _spread(old: dict[str, object], new: dict[str, object]) -> None:
    """Put the mutant in place wherever the package took a name of it, into a tuple of rules too."""
    for key, value in old.items():
        other = new.get(key)
        if isinstance(value, FunctionType) and isinstance(other, FunctionType):
            value.__code__, value.__defaults__ = other.__code__, other.__defaults__
    swap = {id(value): new[key] for key, value in old.items() if key in new and callable(value)}
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("taian_analysis"):
            for key, value in list(vars(module).items()):
                if id(value) in swap:
                    setattr(module, key, swap[id(value)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module", nargs="?", default=DEFAULT[0])
    parser.add_argument("tests", nargs="*", default=list(DEFAULT[1:]))
    parser.add_argument("-n", type=int, default=0, help="a sample of so many (0: all)")
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--limit", type=int, default=60, help="seconds a mutant may take")
    args = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    path = ROOT / args.module
    name = args.module.removesuffix(".py").replace("/", ".")
    source = path.read_text(encoding="utf-8")
    every = mutants(source)
    if args.n and args.n < len(every):
        every = random.Random(1).sample(every, args.n)
    importlib.import_module("pytest")
    for loaded in ("pandas", "hypothesis", name, "taian_analysis.gaps.whatif"):
        importlib.import_module(loaded)
    start = time.perf_counter()
    if killed(path, name, source, args.tests, 10 * args.limit):
        print("the tests fail on the module as it is")
        return 2
    survivors = []
    for line, told, mutated in sorted(every):
        if not killed(path, name, mutated, args.tests, args.limit):
            survivors.append((line, told))
            print(f"survived  {args.module}:{line}: {told}", flush=True)
    share = 1 - len(survivors) / max(1, len(every))
    took = time.perf_counter() - start
    print(f"{args.module}: {share:.1%} of {len(every)} mutants killed in {took:.0f} s")
    return int(share < args.least)


if __name__ == "__main__":
    sys.exit(main())
