# ruff: noqa: E501 (tables of words; a Chinese character counts as two)
"""Measure the reading of many reports: CPU a report, growth, cores, memory, planted errors found.

    python benchmarks/corpus.py                 # 200 and 400 reports, one and two processes
    python benchmarks/corpus.py 1000 10000

The generator varies values, places, names, forms and errors; a third of the reports carry one planted
error (a digit misprinted in a sum or in a share, or a target said to be met that is not).
"""

from __future__ import annotations

import argparse
import compileall
import random
import resource
import shutil
import tempfile
import time
from pathlib import Path

import taian_analysis as ta
from taian_analysis.base import divisions

NAMES = (
    ("城乡养老床位数", "张"), ("持证社会工作者人数", "人"), ("福利彩票销售网点数", "个"), ("社会组织数量", "个"),
    ("注册志愿者人数", "万人"), ("护理型床位占比", "%"), ("社区服务设施覆盖率", "%"), ("火化率", "%"),
    ("城市低保标准", "元/月"), ("老年人助餐点数", "个"), ("慈善捐赠额", "万元"), ("婚姻登记合格率", "%"),
)  # fmt: skip
FORMS = ("txt", "html", "md", "csv")


def generate(folder: Path, count: int, seed: int = 7) -> dict[str, str]:
    """Write reports and return file name -> the kind of error planted in it, or ''."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    text = (Path(divisions.__file__).parent / "divisions.csv").read_text(encoding="utf-8")
    cities = [row.split(",")[1] for row in text.splitlines()[1:] if row[4:6] == "00"][31:]
    planted = {}
    for n in range(count):
        form = FORMS[n % 4] if n % 3 else "txt"  # a CSV file has no narrative to err in
        kind = rng.choice(("sum", "share", "met")) if n % 3 == 0 else ""
        body = report(rng, rng.choice(cities), rng.randint(2021, 2025), kind, form)
        name = f"r{n:06d}.{form}"
        (folder / name).write_text(body, encoding="utf-8")
        planted[name] = kind
    return planted


def misprinted(rng: random.Random, printed: str) -> str:
    """Return a number with one digit printed wrongly, so that its size stays."""
    places = [i for i, sign in enumerate(printed) if sign.isdigit()]
    at = rng.choice(places)
    others = [d for d in "0123456789" if d != printed[at] and (d != "0" or at > places[0])]
    return printed[:at] + rng.choice(others) + printed[at + 1 :]


def report(rng: random.Random, city: str, year: int, kind: str, form: str) -> str:
    """Write one report of a city in a form, with an error of a kind."""
    public, private = rng.randint(1000, 9000), rng.randint(1000, 9000)
    beds = str(public + private)
    beds = misprinted(rng, beds) if kind == "sum" else beds
    women = rng.randint(200, 800)
    staff = women + rng.randint(200, 800)
    share = f"{100 * women / staff:.1f}"
    share = misprinted(rng, share) if kind == "share" else share
    rows = []
    for name, unit in rng.sample(NAMES, rng.randint(5, 12)):
        actual = rng.randint(400, 900) / (10 if unit == "%" else 1)
        factor = rng.uniform(0.7, 0.98) if kind != "met" else rng.uniform(1.2, 1.4)
        target = round(actual * factor, 1 if unit == "%" else None)
        rows.append((name, unit, target, actual, rng.choice(("约束性", "预期性"))))
    claim = (
        f"“十四五”规划的{len(rows)}项主要指标全部达到或超过预期目标。"
        if kind == "met"
        else "各项工作有序推进。"
    )
    prose = (
        f"截至{year}年底,全市共有养老机构床位{beds}张,其中公办{public}张、民办{private}张。",
        f"全市从业人员{staff}人,其中女性{women}人,占{share}%。",
        claim,
    )
    head = ("主要指标", "单位", "2025年目标值", f"{year}年完成值", "属性")
    title = f"{city}“十四五”民政事业发展规划中期评估报告"
    end = f"{city}民政局\n{year + 1}年1月{rng.randint(1, 28)}日"
    cells = [head, *((a, b, str(c), str(d), e) for a, b, c, d, e in rows)]
    if form == "html":
        table = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in cells)
        text = "".join(f"<p>{p}</p>" for p in (title, *prose))
        return f"<html><body>{text}<table>{table}</table><p>{end}</p></body></html>"
    if form == "csv":
        return "\n".join(",".join(row) for row in cells) + "\n"
    lines = [" | ".join(row) + " |" for row in cells]
    if form == "md":
        lines = [f"| {line}" for line in lines]
        lines.insert(1, "|---" * len(head) + "|")
    return "\n".join((title, *prose, "", *lines, "", end)) + "\n"


def measure(folder: Path, out: Path, workers: int) -> dict[str, float]:
    """Read a folder once and return wall and CPU seconds and the largest worker's MB."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run = ta.read_corpus(folder, out, workers=workers)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, "mb": after.ru_maxrss / 1024, "failed": run.failed}


def found(out: Path, planted: dict[str, str]) -> tuple[int, int, int]:
    """Return planted errors, how many reports with one have a failing claim, and false alarms."""
    with ta.open_corpus(out) as data:
        failing = data.sql(
            "SELECT DISTINCT f.path FROM audit a JOIN files f USING (sha256) "
            "WHERE a.verdict = 'fails'"
        )
    names = {Path(path).name for path in failing["path"]}
    wrong = {name for name, kind in planted.items() if kind}
    return len(wrong), len(names & wrong), len(names - wrong)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[200, 400])
    parser.add_argument("--workers", nargs="*", type=int, default=[1, 2])
    options = parser.parse_args()
    print("| reports | processes | wall s | CPU ms a report | largest worker MB | planted | found | "
          "false alarms |\n|--:|--:|--:|--:|--:|--:|--:|--:|")  # fmt: skip
    compileall.compile_dir(str(Path(ta.__file__).parent), quiet=1)  # as pip does on installing
    scratch = Path(tempfile.mkdtemp(prefix="corpus-"))
    try:
        for count in options.counts:
            planted = generate(scratch / f"in{count}", count)
            for workers in options.workers:
                out = scratch / f"out{count}-{workers}"
                m = measure(scratch / f"in{count}", out, workers)
                errors, caught, alarms = found(out, planted)
                print(f"| {count} | {workers} | {m['wall']:.1f} | {1000 * m['cpu'] / count:.0f} | "
                      f"{m['mb']:.0f} | {errors} | {caught} | {alarms} |", flush=True)  # fmt: skip
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
