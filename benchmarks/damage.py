# ruff: noqa: E501 (tables of words; a Chinese character counts as two)
"""Damage one row of many tables: what becomes of the rows beside it, and of itself.

    python benchmarks/damage.py                          # 14,000 tables, some 100,000 rows
    python benchmarks/damage.py --tables 900 --seed 3 --forms csv,lines --damage blank,cut --show 5

Tables of six to twelve indicators in five heads, printed in nine forms, some under titles of
sections; each is read whole first, then one row is damaged and it is read again. Counted are the
rows beside the damaged one that lost their values, have others (sure, or told unsure) or stand
under another area; not those whose area only the damaged row printed, where the damage took it.
Of the damaged row is counted whether it is sure under a name that is not its own, or with a value
that it does not print. Ends with 1 where a row beside was lost, is sure and wrong, or moved, or no
table was read whole.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taian_analysis.base.errors import TaianError
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.frames import read_annex
from taian_analysis.readers import read_report

AREAS = ("机构养老", "居家服务", "社会救助", "儿童福利", "安全生产", "创新驱动", "绿色生态")
NAMES = (
    ("护理型床位占比", "%"), ("养老床位数", "张"), ("助餐点数量", "个"), ("探访覆盖率", "%"), ("低保标准", "元/月"),
    ("救助人次", "人次"), ("孤儿数量", "人"), ("机构数", "家"), ("持证社工人数", "人"), ("志愿者比例", "%"),
    ("服务设施覆盖率", "%"), ("培训护理员人数", "人"), ("高中阶段毛入学率", "%"), ("城镇登记失业率", "%"),
    ("公路总里程", "公里"), ("森林覆盖率", "%"),
)  # fmt: skip
#: heads, and what stands below each: area, name, name with unit (m), unit, the levels 1 to 3,
#: attribute (k), serial number
HEADS = (
    (("领域", "指标", "单位", "2020年基期值", "2025年目标值", "2023年完成值", "属性"), "anu123k"),
    (("指标", "单位", "2020年", "2025年目标", "2023年实际", "属性"), "nu123k"),
    (("序号", "指标名称", "计量单位", "2025年目标值", "2023年完成值"), "snu23"),
    (("主要指标", "目标值", "完成值"), "m23"),
    (("序号", "类别", "指标名称", "单位", "2020年", "2025年", "属性"), "sanu12k"),
)
LEVELS = (("baseline", "1"), ("target", "2"), ("actual", "3"))
FORMS = ("csv", "html", "pipes", "bars", "tabs", "blanks", "cells", "lines", "xlsx")
Row = list[str]


@dataclass
class Indicator:
    """A row of a table as it is made: where it stands, what it says, whether it opens its area."""

    place: int
    area: str | None
    opens: bool
    levels: dict[str, str]


def table(rng: random.Random, columns: str, titled: bool) -> tuple[list[Row], dict[str, Indicator]]:
    """Return the rows of a true table, and its indicators by name."""
    rows: list[Row] = []
    true: dict[str, Indicator] = {}
    left = rng.sample(NAMES, rng.randint(6, 12))
    for area in rng.sample(AREAS, 3):
        for n in range(min(len(left), rng.randint(2, 4))):
            name, unit = left.pop()
            if titled and not n and "a" not in columns:
                rows.append([area])
            whole = unit != "%" and rng.random() > 0.3
            values = [
                str(rng.randint(20, 9000)) if whole else f"{rng.uniform(5, 95):.1f}"
                for _ in range(3)
            ]
            values[1] = f"≥{values[1]}" if rng.random() < 0.2 else values[1]
            values[0] = "-" if rng.random() < 0.15 else values[0]
            cells = dict(zip("123", values, strict=True)) | {
                "a": "" if n else area, "n": name, "m": f"{name}({unit})", "u": unit,
                "k": rng.choice(("预期性", "约束性")), "s": str(len(true) + 1),
            }  # fmt: skip
            under = area if titled or "a" in columns else None
            levels = {role: cells[sign] for role, sign in LEVELS if sign in columns}
            true[name] = Indicator(len(rows), under, "a" in columns and not n, levels)
            rows.append([cells[sign] for sign in columns])
    return rows, true


def _name(columns: str) -> int:
    return max(columns.find("n"), columns.find("m"))


def blank(rng: random.Random, row: Row, columns: str) -> None:
    row[rng.randrange(len(row))] = ""


def nameless(rng: random.Random, row: Row, columns: str) -> None:
    row[_name(columns)] = ""


def lose(rng: random.Random, row: Row, columns: str) -> None:
    del row[rng.randrange(len(row))]


def cut(rng: random.Random, row: Row, columns: str) -> None:
    del row[_name(columns) + 1 :]


def emptied(rng: random.Random, row: Row, columns: str) -> None:
    row[_name(columns) + 1 :] = [""] * (len(row) - _name(columns) - 1)


def shortened(rng: random.Random, row: Row, columns: str) -> None:
    del row[rng.randrange(1, len(row)) :]


def mark(rng: random.Random, row: Row, columns: str) -> None:
    row[columns.index("2")] += rng.choice(("*", "**", "、", "·", "×", "#", "①", ".", "?"))


def words(rng: random.Random, row: Row, columns: str) -> None:
    said = (
        "待定义的情况说明文字",
        "1,2345",
        "≥60 100",
        "###",
        "见附件",
        "?",
        "n/a",
        "8O.5",
        "null",
    )
    row[columns.index(rng.choice([sign for sign in "123" if sign in columns]))] = rng.choice(said)


def double(rng: random.Random, row: Row, columns: str) -> None:
    place = rng.randrange(len(row))
    row.insert(place, row[place])


def insert(rng: random.Random, row: Row, columns: str) -> None:
    said = ("77.7", "", "人", "注", "%", "12")
    row.insert(rng.randint(0, len(row)), rng.choice(said))


def alone(rng: random.Random, row: Row, columns: str) -> None:
    row[:] = [rng.choice(("预期性", "人", "%", "12.5", "约束性", "万人", "-"))]


def merge(rng: random.Random, row: Row, columns: str) -> None:
    place = rng.randrange(len(row) - 1)
    row[place : place + 2] = [row[place] + row[place + 1]]


def join(rng: random.Random, row: Row, columns: str) -> None:
    place = rng.randrange(len(row) - 1)
    row[place : place + 2] = [f"{row[place]} {row[place + 1]}"]


def swap(rng: random.Random, row: Row, columns: str) -> None:
    place = rng.randrange(len(row) - 1)
    row[place], row[place + 1] = row[place + 1], row[place]


def nothing(rng: random.Random, row: Row, columns: str) -> None:
    row[:] = [""] * len(row)


def misnamed(rng: random.Random, row: Row, columns: str) -> None:
    row[_name(columns)] = rng.choice(("?", "—", "12.5", "%", "人", "预期性"))


DAMAGE: tuple[Callable[[random.Random, Row, str], None], ...] = (
    blank, nameless, lose, cut, emptied, shortened, mark, words, double, insert, alone, merge, join,
    swap, nothing, misnamed,
)  # fmt: skip


def printed(rows: list[Row], form: str, path: Path) -> Path:
    """Write a table in a form, and return its file."""
    if form == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(
                [float(c) if c.replace(".", "", 1).isdecimal() else c or None for c in row]
            )
        book.save(path.with_suffix(".xlsx"))
        return path.with_suffix(".xlsx")
    if form == "html":
        body = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
        text = f"<table>{body}</table>"
    else:
        text = _ENDS.get(form, "\n").join(_LINES[form](row) for row in rows) + "\n"
    file = path.with_suffix({"csv": ".csv", "html": ".html"}.get(form, ".txt"))
    file.write_text(text, encoding="utf-8")
    return file


_LINES: dict[str, Callable[[Row], str]] = {
    "csv": lambda row: ",".join(f'"{cell}"' for cell in row),
    "pipes": lambda row: " | ".join(row) + " |",
    "bars": lambda row: "|" + "|".join(row) + "|",
    "tabs": "\t".join,
    "blanks": lambda row: "  ".join(cell for cell in row if cell),
    "cells": lambda row: "\n".join(f"{cell} |" for cell in row),
    "lines": lambda row: "\n".join(cell for cell in row if cell),
}
_ENDS = {"lines": "\n\n"}
Read = dict[str, dict[str, Any]]


def read(rows: list[Row], form: str, path: Path) -> Read | None:
    """Return what is read of a table, by name; None where it is refused."""
    try:
        annex = read_annex(read_report(printed(rows, form, path)))
    except TaianError:
        return None
    return {row["indicator"]: row for row in annex.indicators}


def _same(told: str | None, true: str) -> bool:
    return (told or "-").removesuffix(".0") == true.removesuffix(".0")


def beside(got: Read | None, name: str, true: Indicator) -> str:
    """Return what became of a row beside the damaged one; nothing where it is as it was."""
    if got is None or name not in got:
        return "lost"
    row = got[name]
    if not all(_same(row[f"{role}_text"], text) for role, text in true.levels.items()):
        return "sure and wrong" if row["confidence"] >= bar() else "unsure and wrong"
    return "" if row["area"] == true.area else "another area"


def itself(got: Read | None, name: str, true: dict[str, Indicator], row: Row) -> str:
    """Return what became of the damaged row."""
    strange = [told for key, told in (got or {}).items() if key not in true]
    if any(told["confidence"] >= bar() for told in strange):
        return "sure under another name"
    if got is None or name not in got:
        return "told unsure" if strange else "refused"
    if got[name]["confidence"] < bar():
        return "told unsure"
    texts = [got[name][f"{role}_text"] for role, _ in LEVELS]
    kept = all(t is None or any(_same(t, cell) or t in cell for cell in row) for t in texts)
    return "sure" if kept else "sure with a value it does not print"


@dataclass
class Outcome:
    """What was counted: of each form, and examples of what went wrong."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[tuple[str, ...], list[Any]] = field(default_factory=lambda: defaultdict(list))

    @property
    def total(self) -> Counter[str]:
        return sum(self.counts.values(), Counter[str]())

    @property
    def spread(self) -> int:
        """How many rows the damage of another one reached."""
        return sum(self.total[key] for key in ("lost", "sure and wrong", "another area"))


def run(
    tables: int, seed: int, forms: tuple[str, ...] = FORMS, damage: tuple[str, ...] = ()
) -> Outcome:
    """Make, damage and read so many tables."""
    out = Outcome()
    ways = [way for way in DAMAGE if not damage or way.__name__ in damage]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(tables):
            form = forms[number % len(forms)]
            rng = random.Random(f"{seed} {number}")
            _one(rng, form, ways, Path(folder) / "t", out, number)
    return out


def _one(
    rng: random.Random,
    form: str,
    ways: list[Callable[[random.Random, Row, str], None]],
    path: Path,
    out: Outcome,
    number: int,
) -> None:
    head, columns = rng.choice(HEADS)
    rows, true = table(rng, columns, rng.random() < 0.3)
    count = out.counts[form]
    whole = read([list(head), *rows], form, path)
    if whole is None or any(beside(whole, name, true[name]) for name in true):
        count["tables not read whole"] += 1
        return
    hurt = rng.choice(list(true)) if rng.random() < 0.7 else next(iter(true))
    row, before = rows[true[hurt].place], list(rows[true[hurt].place])
    way = rng.choice(ways)
    way(rng, row, columns)
    got = read([list(head), *rows], form, path)
    count["tables"] += 1
    upto = columns.find("a") + 1
    gone = true[hurt].opens and row[:upto] != before[:upto]
    for name in true:
        if name == hurt:
            continue
        count["rows"] += 1
        what = beside(got, name, true[name])
        if what == "another area" and gone and true[name].area == true[hurt].area:
            what = "area printed nowhere"
        if what:
            count[what] += 1
            told = got and got.get(name)
            seen = told and [told["area"], *(told[f"{role}_text"] for role, _ in LEVELS)]
            out.examples[what, way.__name__, form].append(
                (number, columns, before, row, name, seen)
            )
    what = itself(got, hurt, true, row)
    count[f"damaged: {what}"] += 1
    if "sure " in what:
        odd = sorted(set(got or ()) - set(true))
        out.examples[what, way.__name__, form].append((number, columns, before, row, odd))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=14_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--damage", default="")
    parser.add_argument("--show", type=int, default=0, help="examples of each kind")
    options = parser.parse_args()
    begin = time.process_time()
    damage = tuple(filter(None, options.damage.split(",")))
    out = run(options.tables, options.seed, tuple(options.forms.split(",")), damage)
    keys = sorted(out.total)
    print(
        "\n".join(f"{form:8s} {dict(sorted(count.items()))}" for form, count in out.counts.items())
    )
    for key, found in sorted(out.examples.items(), key=lambda item: (item[0][0], -len(item[1]))):
        print(f"{len(found):5d}  {', '.join(key)}")
        for example in found[: options.show]:
            print("      ", *example)
    print(*(f"{out.total[key]:8d}  {key}" for key in keys), sep="\n")
    spent = time.process_time() - begin
    print(f"seed {options.seed}: the damage reached {out.spread} rows ({spent:.0f} CPU seconds)")
    sys.exit(bool(out.spread) or not out.total["tables"])


if __name__ == "__main__":
    main()
