# ruff: noqa: E501 (tables of signs; a Chinese character counts as two)
"""Lists the patterns whose search takes more than linear time over a run of one sign.

    python benchmarks/patterns.py

Every pattern the package compiles is searched for in a text of long runs, and again in one of
runs eight times as long: linear work takes eight times the CPU time, square work 64 times.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from time import process_time

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "taian_analysis"
#: blanks, digits, signs, brackets and characters that Chinese numbers and names are made of
RUNS = (
    " ", "\u3000", "\t", "\n", "0", "1", "9", ",", "，", ".", "。", "-", "—", "|", ":", "：", "/", "%",
    "(", "（", ")", "）", "[", "]", "〔", "“", "”", "《", "》", "<", ">", "≥", "=", "*", "#", "_", "、", "；",
    "a", "I", "年", "月", "一", "十", "百", "万", "的", "人", "率", "项", "市", "第", "至", "1,", "1.", "1 ",
    "一 ", "1年", "1、", "(1", "年1月", "甲|", "1|", "| ", "<a>", "人、",
)  # fmt: skip
#: signs a run is long, first and then; work that grows with the length takes eight times as long
SHORT, LONG = 240, 1920
#: times that the longer runs may take: 8 is linear, 64 is square
MOST = 18.0
#: CPU seconds a sign that no search may take, however evenly it grows
SLOW = 1e-5
#: CPU seconds a sign that are as few as a search can take
FAST = 3e-8
_RECORDER = """
import re, sys, json
seen = {}
real = re._compile
def compiled(pattern, flags):
    if isinstance(pattern, str):
        frame = sys._getframe(1)
        while frame and frame.f_code.co_filename.endswith("__init__.py") and "/re/" in frame.f_code.co_filename:
            frame = frame.f_back
        name = frame.f_code.co_filename if frame else ""
        if "taian_analysis" in name and "site-packages" not in name:
            seen.setdefault((pattern, int(flags)), (name, frame.f_lineno))
    return real(pattern, flags)
re._compile = compiled
import importlib, pkgutil
import taian_analysis as ta
for module in pkgutil.walk_packages(ta.__path__, "taian_analysis."):
    if not module.name.endswith("__main__"):
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as missing:  # what an extra brings; its own patterns wait for it
            print(missing, file=sys.stderr)
ta.load_trends(); ta.audit(); ta.gap_to_target(); ta.propose_series()
from taian_analysis.products import check, story
check.check_report(None); story.Story().blocks()
ta.facts()
sys.stdout.write(json.dumps([[p, f, *w] for (p, f), w in seen.items()]))
"""


@cache
def package_patterns() -> list[tuple[str, int, str]]:
    """Every pattern the package compiles, its catalogs' too: (pattern, flags, place)."""
    done = subprocess.run(
        [sys.executable, "-c", _RECORDER], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "MPLBACKEND": "agg", "PYTHONUTF8": "1"},
    )  # fmt: skip
    found = {
        (p, f): f"{Path(name).relative_to(ROOT)}:{line}"
        for p, f, name, line in json.loads(done.stdout)
    }
    known = {p for p, _ in found}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            literal = _literal_pattern(node)
            if literal is not None and literal not in known:
                found[literal, 0] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return [(p, f, place) for (p, f), place in found.items()]


def _literal_pattern(node: ast.AST) -> str | None:
    """The pattern of a call such as re.sub("…", …) whose first argument stands there."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return None
    if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
        return None
    first = node.args[0]
    if node.func.attr == "escape" or not isinstance(first, ast.Constant):
        return None
    return first.value if isinstance(first.value, str) else None


def own_signs(leaves: list[tuple], most: int = 12) -> list[str]:
    """Signs that the pattern itself names: those it may run over."""
    signs: dict[str, None] = {}
    for op, value in leaves:
        if op is _constants.LITERAL:
            signs.setdefault(chr(value))
        elif op is _constants.IN:
            for part, inside in value:
                if part in (_constants.LITERAL, _constants.RANGE):
                    signs.setdefault(chr(inside if part is _constants.LITERAL else inside[0]))
    return list(signs)[:: max(1, len(signs) // most)]


def leaves_of(tree: _parser.SubPattern) -> Iterator[tuple]:
    """Yield the parts of a pattern that match one sign each."""
    for op, value in tree:
        if op in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN):
            yield op, value
        else:
            yield from _inside(value)


def _inside(value: object) -> Iterator[tuple]:
    if isinstance(value, _parser.SubPattern):
        yield from leaves_of(value)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _inside(part)


def runs_for(pattern: str, flags: int) -> tuple[str, ...]:
    """Return the runs that differ for the pattern: of signs that all its parts take alike, one.

    The pattern cannot tell such runs apart, and each more of them makes the share of the one it
    is slow in smaller.
    """
    tree = _parser.parse(pattern, flags)
    leaves = [*{str(leaf): leaf for leaf in leaves_of(tree)}.values()]
    named = {value for op, value in leaves if op is _constants.LITERAL}
    others = [
        _compiler.compile(_parser.SubPattern(tree.state, [leaf]), flags)
        for leaf in leaves
        if leaf[0] is not _constants.LITERAL
    ]

    @cache
    def seen(sign: str) -> tuple:
        itself = sign if ord(sign) in named or (sign.isascii() and sign.isalpha()) else ""
        taken = tuple(bool(part.match(sign)) for part in others)
        return itself, sign == "\n", sign == "_" or sign.isalnum(), taken

    kinds: dict[tuple, str] = {}
    for run in (*RUNS, *own_signs(leaves)):
        kinds.setdefault(tuple(map(seen, run)), run)
    return tuple(kinds.values())


def growth(pattern: str, flags: int, runs: tuple[str, ...] = ()) -> float:
    """How many times as long the search takes in runs eight times as long."""
    compiled = re.compile(pattern, flags)
    known = runs_for(pattern, flags)
    return _growth_once(compiled, runs or known, "\x00".join(("", *known, "\n")))


def _text(runs: tuple[str, ...], stop: str, length: int) -> str:
    """Runs of each sign, with what ends whatever goes on over all that is none of some signs."""
    return "".join(run * (length // len(run)) + stop for run in runs)


def _seconds(compiled: re.Pattern[str], text: str) -> float:
    begin = process_time()
    for _ in compiled.finditer(text):
        pass
    return process_time() - begin


def _growth_once(compiled: re.Pattern[str], runs: tuple[str, ...], stop: str) -> float:
    """Growth, given up at once where the short runs take far too long already."""
    spent = {}
    for length in (24, 96, SHORT, LONG):
        text = _text(runs, stop, length)
        spent[length] = _seconds(compiled, text)
        if length == SHORT:  # busy cores lengthen what is short most
            spent[length] = min(spent[length], _seconds(compiled, text))
        if spent[length] > SLOW * len(text):
            return float("inf")
    if spent[LONG] < FAST * len(text):
        return 0.0
    return spent[LONG] / max(spent[SHORT], 1e-9)


def grows(pattern: str, flags: int) -> float | None:
    """The growth of a pattern that takes more than linear time, judged three times; else none."""
    for _ in range(3):
        seen = growth(pattern, flags)
        if seen <= MOST:
            return None
    return seen


def runs_of(pattern: str, flags: int) -> list[str]:
    """The runs over which the pattern takes more than linear time."""
    return [run for run in runs_for(pattern, flags) if growth(pattern, flags, (run,)) > MOST]


def main() -> None:
    patterns = sorted(package_patterns(), key=lambda found: found[2])
    worse = 0
    for pattern, flags, place in patterns:
        if more := grows(pattern, flags):
            worse += 1
            runs = runs_of(pattern, flags)
            print(f"{place}: x{more:.0f} over {''.join(runs)!r}: {pattern!r}", flush=True)
    print(f"{worse} of {len(patterns)} patterns grow faster than their text when searched for")


if __name__ == "__main__":
    main()
