"""Fill the tables of `docs/methods.md` from the bundled report: python tools/make_methods.py."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from taian_analysis.base import catalog
from taian_analysis.gaps import gap_to_target
from taian_analysis.gaps.formulas import METHODS
from taian_analysis.gaps.published_methods import score_methods
from taian_analysis.grammar.words import STATUS

TARGET = Path(__file__).parents[1] / "docs" / "methods.md"
SHORT = {
    "statcan": "StatCan",
    "eurostat": "Eurostat",
    "eurostat_trend": "Eurostat, no target",
    "un_chart": "UN chart",
    "escap_status": "ESCAP status",
    "escap_anticipated": "ESCAP anticipated",
    "destatis": "Destatis",
    "statcan_trend": "StatCan, no target",
    "un_trend": "UN, no target",
    "un_ratio": "UN 2022",
    "sdr": "SDR",
    "nbs": "NBS",
}
TRENDS = ("statcan_trend", "eurostat_trend", "un_trend")
#: name -> direction, baseline, value after 2.5 years, target after 5
MADE_UP = {
    "even step": (1, 100, 150, 200),
    "fourfold, even growth": (1, 100, 200, 400),
    "nearly all of a small way": (1, 95, 97, 100),
    "to be halved": (-1, 100, 75, 50),
    "down to nought": (-1, 10, 5, 0),
    "all but there": (1, 100, 198, 200),
    "the wrong way": (1, 100, 99, 200),
}
CAN = {
    "strict operators 严格比较": (),
    "targets in words 文字目标": (),
    "required from now on 今后所需": (),
    "a date for each figure 逐数日期": (),
    "uncertainty 不确定性": (),
    "without a target 无目标也可": ("statcan_trend", "eurostat_trend", "un_trend"),
    "without a baseline, if met 无基期已达标": ("statcan", "un_chart", "un_ratio", "nbs"),
}


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def classes(method: str) -> dict[str, str]:
    return {entry["id"]: entry["en"] for entry in catalog.load("methods")[method]["classes"]}


def word(row: dict, method: str) -> str:
    code = row[f"{method}_class"]
    return "—" if pd.isna(code) else classes(method)[code].partition(":")[0]


def indicators(gaps: pd.DataFrame) -> str:
    rows = []
    for row in gaps.to_dict("records"):
        unit = "" if pd.isna(row["unit"]) else f" {row['unit']}"
        printed = f"{row['actual_text']} of {row['target_text']}{unit}"
        if row["target_op"] == "text":
            printed = "in words"
        ours = STATUS[row["status"]][1] + ("?" if row["sensitive"] else "")
        rows.append(
            [str(row["number"]), row["indicator"], printed, ours, *(word(row, m) for m in SHORT)]
        )
    return (
        table(["", "indicator", "printed", "here", *SHORT.values()], rows)
        + "\n\n`?` marks a status that is sensitive."
    )


def scores(gaps: pd.DataFrame) -> str:
    some = gaps[gaps["progress"].notna()]
    rows = []
    for row in some.to_dict("records"):
        cells = [
            "—"
            if pd.isna(row[f"{m}_score"])
            else f"{row[f'{m}_score']:.2%}"
            if m in TRENDS
            else f"{row[f'{m}_score']:.2f}"
            for m in SHORT
        ]
        lead = [row["indicator"], f"{row['progress']:.1%}", f"{row['elapsed']:.1%}"]
        rows.append([*lead, f"{row['pace']:.2f}", *cells])
    return table(["indicator", "progress", "elapsed", "pace", *SHORT.values()], rows)


def disagreement() -> str:
    frame = pd.DataFrame(
        [
            {
                "indicator_id": name, "direction": d, "baseline_value": b, "actual_value": v,
                "target_value": t, "target_op": ">=" if d > 0 else "<=", "actual_op": "==",
                "target_period": "2025", "baseline_period": "2020",
                "actual_period": "2023-07-02",
            }
            for name, (d, b, v, t) in MADE_UP.items()
        ]
    )  # fmt: skip
    gaps = gap_to_target(frame, methods=METHODS)
    rows = [
        [
            row["indicator_id"],
            f"{row['baseline_value']:g} → {row['actual_value']:g} of {row['target_value']:g}",
            f"{STATUS[row['status']][1]} ({row['pace']:.2f})",
            *(
                "—" if pd.isna(row[f"{m}_class"]) else f"{word(row, m)} ({row[f'{m}_score']:.2f})"
                for m in SHORT
                if m not in TRENDS
            ),
        ]
        for row in gaps.to_dict("records")
    ]
    heads = [name for key, name in SHORT.items() if key not in TRENDS]
    return table(["", "b → v of T", "here", *heads], rows)


def abilities() -> str:
    rows = [
        [what, "" if what.startswith("without a target") else "yes",
         *("yes" if method in able else "" for method in SHORT)]
        for what, able in CAN.items()
    ]  # fmt: skip
    return table(["", "here", *SHORT.values()], rows)


def sources() -> str:
    return "\n".join(
        f"- **{entry['name_en']}** {entry['name']}: score {entry['score']}. {entry['source']}. "
        f"<{entry['url']}>"
        for entry in catalog.load("methods").values()
    )


def text() -> str:
    """Return `docs/methods.md` with its tables filled."""
    gaps = gap_to_target()
    gaps = pd.concat([gaps, score_methods(gaps).drop(columns="indicator_id")], axis=1)
    made = {
        "indicators": indicators(gaps),
        "scores": scores(gaps),
        "disagreement": disagreement(),
        "abilities": abilities(),
        "sources": sources(),
    }
    page = TARGET.read_text(encoding="utf-8")
    for name, filling in made.items():
        page, found = re.subn(
            rf"(<!-- begin: {name} -->\n).*?(<!-- end: {name} -->)",
            lambda match, filling=filling: f"{match[1]}\n{filling}\n\n{match[2]}",
            page,
            flags=re.S,
        )
        assert found == 1, name
    return page


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
