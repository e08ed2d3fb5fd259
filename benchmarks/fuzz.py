# ruff: noqa: E501 (tables of words; a Chinese character counts as two)
"""Throw damaged input at readers, grammars, loaders and the command: what escapes is a defect.

    python benchmarks/fuzz.py --inputs 200000 --seed 1
    python benchmarks/fuzz.py --written 2000 --seed 1    # exporters, charts, command, office files

An input ends in a result or a `TaianError` (a wrong type also in `TypeError`), within the bounds
below. Each escape is printed with what repeats it; the number of them is the exit code.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fuzz_written

import taian_analysis as ta
from taian_analysis.grammar import period_text, units

#: Seconds that one small input may take, on a busy machine too.
MOST_SECONDS = 5.0
_SIGNS = (
    *"0123456789.,，。:/%‰-—~()（）[]〔〕<>≥≤=+*#|\t\n '\"“”、;；", "①", "⁵", "½", "٣", "Ⅳ", "\x1b[2J", "\x00", "\ufeff",
    "\u202e", "\ud800", "&#27;", "万", "亿", "千", "百", "十", "一", "二", "两", "零", "半", "余", "多", "近", "约", "超", "人",
    "元", "个", "张", "月", "年", "日", "第", "每", "户", "城", "指标", "单位", "目标", "完成值", "2025年", "上半年",
    "同比", "增长", "下降", "其中", "占", "分别", "比", "倍", "成", "翻一番", "约束性", "1/0", "9" * 310, "1e400",
)  # fmt: skip
#: one of each kind: of a plan, traditional, of results in English, of a year's measures, years alone
_TABLES = (
    "主要指标|单位|2025年目标值|2023年完成值|属性|\n床位数|张|100|90|预期性|\n覆盖率|%|≥60|69|约束性|\n",
    "指標名稱|單位|基準值(109年)|目標值|113年實際值|\n長照床位數|張|1,200|1,500|1 430|\n涵蓋率|％|70|80|76.5|\n",
    "Key result|Unit|Baseline (2020)|Milestone 2023|Target 2025|Actual 2023/24|\n1.1 Health|\n"
    "Beds opened|No.|1,200|1,400|1,500|1,430|\nHouseholds with piped water|%|62.5|70|80|71.2|\n",
    "Measure|2022–23 target|2022–23 result|Met|\nCalls answered in 60 seconds|at least 85%|84.1%|No|\n"
    "Grants paid (US$ million)|≤ 3.2|3.05|Yes|\n",
    "领域|指标|2019年|2020年|2021年|2022年|\n养老|床位数(张)|100|110|121|133|\n|机构数(家)|9|9|10|—|\n",
)
#: what the report has no sentence of: numbers in a row, places in turn, parts, traditional and English
_SAID = (
    "全年完成收入120.6亿元,增长8.3%,比上年增加9.2亿元,完成预算的101.2%。",
    "新增养老床位350张,总数达到4850张,增长7.8%;甲、乙、丙三县分别为120人、130人和140人。",
    "全市共有養老機構45家,其中公辦12家、民辦33家,較上年增加5家,占比26.7%。",
    "Of 1,250 beds 430 (34.4%) were opened in 2023, up 12 per cent from 384 in 2022.",
)

Case = tuple[str, Callable[[], Any]]


def piece(rng: random.Random, most: int = 12) -> str:
    """Return a few signs in a row."""
    return "".join(rng.choice(_SIGNS) for _ in range(rng.randint(1, most)))


def damaged(rng: random.Random, text: str) -> str:
    """Return a text with a few cuts, doublings and strange signs."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text) + 1)
        to = min(len(text), at + rng.randint(0, 9))
        text = text[:at] + rng.choice(("", text[at:to] * 2, piece(rng, 4))) + text[to:]
    return text


def prose(rng: random.Random) -> str:
    """Return a sentence of the report, damaged, or signs."""
    said = rng.choice(_LINES if rng.random() < 0.8 else _SAID)
    return damaged(rng, said) if rng.random() < 0.7 else piece(rng, 40)


_LINES = [line.text for line in ta.read_report().lines if len(line.text) > 8]


def table(rng: random.Random) -> str:
    """Return a damaged table in one of the forms of text."""
    text = damaged(rng, rng.choice(_TABLES))
    form = rng.randrange(5)
    if form == 1:
        rows = (f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in text.split("\n"))
        return f"<table>{''.join(rows)}</table>"
    if form == 2:
        return text.replace("|", ",")
    if form == 3:
        return text.replace("|", rng.choice(("\n", "\n\n", "  ")))
    return text.replace("|", "\n|") if form == 4 else text


def cases(rng: random.Random) -> Iterator[Case]:
    """Yield calls without end: what is called, and the call."""
    quick: tuple[tuple[str, Callable[[str], Any]], ...] = (
        (
            "parse_quantity",
            lambda s: ta.parse_quantity(s, rng.choice((None, "%", "人", "元/月", s))),
        ),
        ("parse_unit", units.parse_unit),
        ("parse_period", lambda s: period_text.parse_period(s, rng.choice((None, 2023)))),
    )
    while True:
        for _ in range(20):
            for name, call in quick:
                text = piece(rng)
                yield f"{name}({text!r:.200})", lambda call=call, text=text: call(text)
        text = prose(rng)
        yield f"find_quantities({text!r:.300})", lambda text=text: ta.find_quantities(text)
        yield f"facts({text!r:.300})", lambda text=text: ta.facts(text + "\n")
        yield f"audit({text!r:.300})", lambda text=text: ta.audit(text + "\n")
        text = table(rng)
        yield f"load_indicators({text!r:.300})", lambda text=text: ta.load_indicators(text)
        yield f"gap_to_target({text!r:.300})", lambda text=text: ta.gap_to_target(text)
        data = bytearray(text.encode("utf-8", "replace"))
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        head = rng.choice(
            (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1")
        )
        whole = head + bytes(data)
        yield f"read_report({whole!r:.300})", lambda whole=whole: ta.read_report(whole)
        odd = rng.choice((None, 5, 1.5, [], {}, b"", object, ta))
        if odd is not None:
            yield f"wrong type {odd!r:.60}", lambda odd=odd: ta.load_indicators(odd)


def run(
    inputs: int, seed: int, say: Callable[[str], None] = print, *, written: bool = False
) -> tuple[Counter[str], list[str]]:
    """Call so many times; return how the calls ended, and the escapes."""
    ends: Counter[str] = Counter()
    escapes: list[str] = []
    rng = random.Random(seed)
    source = fuzz_written.cases(rng, prose, table, damaged) if written else cases(rng)
    ta.audit(), ta.facts(), ta.gap_to_target()  # what is loaded once is not an input's time
    for number in range(inputs):
        name, call = next(source)
        begin = time.process_time()
        try:
            call()
            end = "result"
        except (ta.TaianError, TypeError) as error:
            end = type(error).__name__
            if len(str(error)) >= 500 and isinstance(error, ta.TaianError):
                escapes.append(f"#{number} message of {len(str(error))} characters: {name}")
        except (Exception, RecursionError) as error:
            end = f"ESCAPE {type(error).__name__}"
            escapes.append(f"#{number} {type(error).__name__}: {error!s:.100}: {name}")
            say(escapes[-1])
        if (spent := time.process_time() - begin) > MOST_SECONDS:
            escapes.append(f"#{number} took {spent:.1f} s: {name}")
            say(escapes[-1])
        ends[f"{name.partition('(')[0].partition(' ')[0]}: {end}"] += 1
    return ends, escapes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--written", type=int, default=0, help="of files, commands and output")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begin = time.perf_counter()
    inputs = options.written or options.inputs
    ends, escapes = run(inputs, options.seed, written=bool(options.written))
    for name, count in sorted(ends.items()):
        print(f"{count:8d}  {name}")
    print(f"{inputs} inputs, seed {options.seed}, {time.perf_counter() - begin:.0f} s, "
          f"{len(escapes)} escapes ({Path(__file__).name})")  # fmt: skip
    sys.exit(min(len(escapes), 100))


if __name__ == "__main__":
    main()
