"""How long the audit and the trends take, and what the audit notices when a figure is altered.

Run it with `python benchmarks/bench_audit.py`; add `--alter` for the altered copies (a minute).

Prints the time for the bundled report (target: the audit under 200 ms) and how it grows with the
length of the text. With `--alter`, every figure of a claim that holds is altered in turn (its
leading digit raised; 10 % up; 10 % down): how many alterations some claim notices, and whether any
claim that does not rest on the figure turned (none may) or is told no longer, as a sentence told
twice that is not the same any more. Alterations that leave the report consistent (a target lowered
that was met) can not be noticed.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module

from taian_analysis import audit, load_trends, read_report
from taian_analysis.base.report import Report, split_lines

check = import_module("taian_analysis.audit").check
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def best(work: Callable[[], object], times: int = 5) -> float:
    """Return the shortest of some runs, in milliseconds."""
    shortest = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - begin)
    return 1000 * shortest


def fresh(report: Report, text: str) -> Report:
    """Return the report with another text, nothing kept from before."""
    return replace(report, text=text, lines=split_lines(text), tables=(), meta={}, sha256="")


def alterations(printed: str) -> Iterator[tuple[str, str]]:
    """Alter a printed number: its leading digit, 10 % up, 10 % down."""
    match = NUMBER.search(printed)
    if match is None:
        return
    digits = match[0]
    places = len(digits.partition(".")[2])
    up, down = float(digits) * 1.1, float(digits) * 0.9
    leading = ("8" if digits[0] == "9" else str(int(digits[0]) + 1)) + digits[1:]
    for name, new in (
        ("leading", leading),
        ("+10 %", f"{up:.{places}f}"),
        ("-10 %", f"{down:.{places}f}"),
    ):
        if new != digits:
            yield name, printed[: match.start()] + new + printed[match.end() :]


def alter(report: Report) -> None:
    """Alter every figure of a holding claim and print what was noticed."""
    before = {claim.claim_id: claim for claim in check(fresh(report, report.text))[1]}
    figures = {
        span
        for claim in before.values()
        if claim.verdict == "holds" and claim.kind not in ("structure", "date")
        for span in claim.spans
        if NUMBER.fullmatch(
            NUMBER.sub("0", report.text[slice(*span)]).rstrip("余万亿: ")[:1] or "-"
        )
        and len(report.text[slice(*span)]) < 12
    }
    noticed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    turned = gone = 0
    for start, end in sorted(figures):
        for name, new in alterations(report.text[start:end]):
            text = report.text[:start] + new + report.text[end:]
            after = {claim.claim_id: claim.verdict for claim in check(fresh(report, text))[1]}
            tried[name] += 1
            noticed[name] += any(
                verdict == "fails" and (key not in before or before[key].verdict != "fails")
                for key, verdict in after.items()
            )
            apart = [
                (claim.verdict, after.get(key))
                for key, claim in before.items()
                if not any(a < end and start < b for a, b in claim.spans)
            ]
            turned += sum(now is not None and now != then for then, now in apart)
            gone += sum(now is None for _, now in apart)
    for name, count in tried.items():
        print(f"{name:8s} {noticed[name]:4d} of {count} alterations noticed")
    print(f"claims that do not rest on the figure: {turned} turned, {gone} told no longer")


def main() -> None:
    report = read_report()
    print(f"audit        {best(lambda: audit(fresh(report, report.text))):7.1f} ms")
    print(f"load_trends  {best(lambda: load_trends(fresh(report, report.text))):7.1f} ms")
    for times in (1, 4, 16):
        longer = report.text * times
        took = best(lambda: check(fresh(report, longer)), 2)  # noqa: B023
        print(f"check, {len(longer):7d} characters {took:8.1f} ms")
    if "--alter" in sys.argv:
        alter(report)


if __name__ == "__main__":
    main()
