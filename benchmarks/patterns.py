# ruff: noqa: E501 (tables of signs; a Chinese character counts as two)
"""Lists the patterns whose search takes more than linear time over a run of one sign.

    python benchmarks/patterns.py

A pattern that is only ever matched at one place may stand in the list and do no harm.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from time import perf_counter

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "taian_analysis"
#: blanks, digits, signs, brackets and characters that Chinese numbers and names are made of
RUNS = (
    " ", "\u3000", "\t", "\n", "0", "1", "9", ",", "，", ".", "。", "-", "—", "|", ":", "：", "/", "%",
    "(", "（", ")", "）", "[", "]", "〔", "“", "”", "《", "》", "<", ">", "≥", "=", "*", "#", "_", "、", "；",
    "a", "I", "年", "月", "一", "十", "百", "万", "的", "人", "率", "项", "市", "第", "至", "1,", "1.", "1 ",
    "一 ", "1年", "1、", "(1", "年1月", "甲|", "1|", "| ", "<a>", "人、",
)  # fmt: skip
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
        importlib.import_module(module.name)
ta.load_trends(); ta.audit(); ta.gap_to_target(); ta.propose_series()
from taian_analysis.products import check, story
check.check_report(None); story.Story().blocks()
if hasattr(ta, "facts"):
    ta.facts()
sys.stdout.write(json.dumps([[p, f, *w] for (p, f), w in seen.items()]))
"""


def package_patterns() -> list[tuple[str, int, str]]:
    """Every pattern the package compiles, its catalogs' too: (pattern, flags, place)."""
    import json

    done = subprocess.run(
        [sys.executable, "-c", _RECORDER], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "MPLBACKEND": "agg", "PYTHONUTF8": "1"},
    )  # fmt: skip
    found = {
        (p, f): f"{Path(name).relative_to(ROOT)}:{line}"
        for p, f, name, line in json.loads(done.stdout)
    }
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            literal = _literal_pattern(node)
            if literal is not None and not any(literal == p for p, _ in found):
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


def own_signs(pattern: str, flags: int, most: int = 12) -> list[str]:
    """Signs that the pattern itself names: those it may run over."""
    signs: dict[str, None] = {}

    def walk(tree):
        for op, value in tree:
            if op is _constants.LITERAL:
                signs.setdefault(chr(value))
            elif op is _constants.RANGE:
                signs.setdefault(chr(value[0]))
            elif isinstance(value, tuple | list):
                for part in _inner(value):
                    walk(part)

    def _inner(value):
        for part in value:
            if isinstance(part, _parser.SubPattern):
                yield part
            elif isinstance(part, list):
                yield from ([part] if part and isinstance(part[0], tuple) else _inner(part))

    walk(_parser.parse(pattern, flags))
    return list(signs)[:: max(1, len(signs) // most)]


def worst_growth(pattern: str, flags: int, most: int = 2048) -> tuple[float, str, float] | None:
    """The run over which a search takes more than linear time: (growth a doubling, run, seconds)."""
    compiled = re.compile(pattern, flags)
    for run in dict.fromkeys((*RUNS, *own_signs(pattern, flags))):
        for end in ("", "\x00"):
            found = _growth(compiled, run, end, most)
            if found:
                return found[0], run + end, found[1]
    return None


def _seconds(compiled: re.Pattern[str], text: str, floor: float) -> float:
    best = float("inf")
    for _ in range(3):
        begin = perf_counter()
        for _match in compiled.finditer(text):
            pass
        best = min(best, perf_counter() - begin)
        if best < floor:
            break
    return best


def _growth(compiled, run: str, end: str, most: int) -> tuple[float, float] | None:
    """Growth over the last two doublings where it is more than linear."""
    floor = 4e-4
    if most >= 256 and _seconds(compiled, run * 64 + end, floor) < 1e-3:
        whole = _seconds(compiled, run * most + end, floor * most / 256)
        if whole < floor * most / 256:  # as linear as it can be
            return None
    times = []
    n = 32
    while n <= most:
        times.append(_seconds(compiled, run * n + end, 0))
        if times[-1] > 0.05:
            break
        n *= 2
    if len(times) < 4 or times[-1] < 1e-3:
        return (9.0, times[-1]) if times[-1] > 0.05 else None
    growth = (times[-1] / times[-3]) ** 0.5
    return (growth, times[-1]) if growth > 2.8 else None


def main() -> None:
    patterns = sorted(package_patterns(), key=lambda found: found[2])
    worse = 0
    for pattern, flags, place in patterns:
        if found := worst_growth(pattern, flags, 1024):
            worse += 1
            print(f"{place}: x{found[0]:.1f} a doubling over {found[1]!r}: {pattern:.120}")
    print(f"{worse} of {len(patterns)} patterns grow faster than their text when searched for")


if __name__ == "__main__":
    main()
