"""How many small faults the tests notice: one at a time is put into a module, and its tests run.

    python benchmarks/mutate.py taian_analysis/grammar/interval.py tests/test_interval.py
    python benchmarks/mutate.py --sample 60 MODULE TEST [TEST ...]

A fault is a comparison or a sum turned round, an `and` made an `or`, a constant moved, a condition
negated, a return emptied. The checkout is not touched: each fault runs in a copy. What survives
is printed with its line, for a person to say whether a test is missing or the fault makes no
difference.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPARE = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
ARITHMETIC = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
}  # fmt: skip


def faults(node: ast.AST) -> Iterator[ast.AST]:
    """Yield copies of a node with one fault each."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARE:
        other = copy.deepcopy(node)
        other.ops[0] = COMPARE[type(node.ops[0])]()
        yield other
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        other = copy.deepcopy(node)
        other.op = ARITHMETIC[type(node.op)]()
        yield other
    elif isinstance(node, ast.BoolOp):
        other = copy.deepcopy(node)
        other.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield other
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.If | ast.IfExp):
        other = copy.deepcopy(node)
        other.test = ast.UnaryOp(ast.Not(), other.test)
        yield other
    elif isinstance(node, ast.Return) and node.value is not None:
        yield ast.Return(ast.Constant(None))


def places(tree: ast.Module) -> list[tuple[ast.AST, str, int | None, ast.AST, int]]:
    """Return every place a fault can be put: parent, field, index, the faulty node, its line."""
    found = []
    for parent in ast.walk(tree):
        if isinstance(parent, ast.AnnAssign | ast.arg):
            continue
        for name, value in ast.iter_fields(parent):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            children = value if isinstance(value, list) else [value]
            for index, child in enumerate(children):
                if isinstance(child, ast.AST):
                    at = index if isinstance(value, list) else None
                    line = getattr(child, "lineno", 0)
                    found += [(parent, name, at, fault, line) for fault in faults(child)]
    return found


def put(parent: ast.AST, name: str, index: int | None, node: ast.AST) -> ast.AST:
    """Put a node into its place, and return what stood there."""
    if index is None:
        before = getattr(parent, name)
        setattr(parent, name, node)
    else:
        before = getattr(parent, name)[index]
        getattr(parent, name)[index] = node
    return before


def run(folder: Path, tests: list[str], limit: float) -> bool:
    """Tell whether the tests pass in a folder; no answer in time counts as noticed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=limit, env=environment
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> None:
    """Put faults into a module one by one and print which the tests do not notice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--sample", type=int, default=0, help="how many faults; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "copy"
        ignored = shutil.ignore_patterns(".venv", ".git", "*cache*", "reports", "docs")
        shutil.copytree(ROOT, folder, ignore=ignored)
        target = folder / wanted.module
        source = target.read_text(encoding="utf-8")
        tree = ast.parse(source)
        chosen = places(tree)
        if wanted.sample and wanted.sample < len(chosen):
            chosen = random.Random(wanted.seed).sample(chosen, wanted.sample)
        began = time.perf_counter()
        if not run(folder, wanted.tests, 600):
            sys.exit("the tests fail without any fault")
        limit = 20 + 5 * (time.perf_counter() - began)
        survived = []
        for parent, name, index, fault, line in sorted(chosen, key=lambda one: one[4]):
            before = put(parent, name, index, fault)
            target.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
            if run(folder, wanted.tests, limit):
                survived.append(line)
                print(f"{wanted.module}:{line} survived: {ast.unparse(fault)[:90]}", flush=True)
            put(parent, name, index, before)
    killed = len(chosen) - len(survived)
    print(f"{wanted.module}: {killed} of {len(chosen)} faults noticed ({killed / len(chosen):.0%})")


if __name__ == "__main__":
    main()
