"""The sentences and small tables the notebooks show of a `Lab`'s frames."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base import catalog
from ..base.phrases import say
from ..base.safe import literal
from ..base.screen import screen_width
from ..gaps.published_methods import score_methods
from ..gaps.steps import explain
from ..grammar import wording
from ..show.gaps_frame import counts, gaps_frame, name_of, not_met
from ..show.series_chart import plot_trend
from ..show.tables import open_table
from ..show.tables_audit import audit_table
from ..show.topics import plot_allowances, plot_people, plot_standards
from ..show.view import View, view

if TYPE_CHECKING:
    from .lab import Lab

#: How many signs of a sentence stand beside a point, in whole clauses.
_QUOTED, _CLAUSE = 60, re.compile(r"[^,，;；。]+[,，;；。]*|[,，;；。]+")
#: How many proposed series a notebook draws; the others stand in its table.
DRAWN = 6


def reading(lab: Lab) -> str:
    """Say how many indicators were read and how many rows were not understood."""
    areas = int(lab.indicators["area"].nunique())
    key = "read" if areas > 1 else "read_one"
    text = lab.say(key, name=literal(lab.name), n=len(lab.indicators), areas=areas)
    return text + lab.say("rejected" if len(lab.rejections) else "all_read", n=len(lab.rejections))


def standing(lab: Lab) -> str:
    """Say how many targets are met, binding and expected apart."""
    from .story_gaps import standing as told
    from .writer import Writer

    return told(Writer(lab.lang, ""), gaps_frame(lab.gaps))


def cells(lab: Lab, most: int = 8) -> list[Any]:
    """Say how many cells are the report's own text, and show the first."""
    from ..cleaning.frames import load_observations

    found = load_observations(lab.report)
    found = found[found["start"].notna()]
    whole = lab.report.text
    same = sum(
        "".join(whole[int(row["start"]) : int(row["end"])].split()) == "".join(row["text"].split())
        for row in found.to_dict("records")
    )
    if not len(found):
        return [lab.say("no_spans")]
    names = dict(zip(lab.indicators["indicator_id"], lab.indicators["indicator"], strict=True))
    shown = pd.DataFrame(
        {
            say("view.name", lab.lang): found["indicator_id"].map(names),
            say("view.role", lab.lang): [say(f"role.{role}", lab.lang) for role in found["role"]],
            say("view.period", lab.lang): [
                wording.MISSING if wording.missing(p) else wording.period_name(p, lab.lang)
                for p in found["period"]
            ],
            say("view.text", lab.lang): found["text"],
            say("view.line", lab.lang): found["line"].astype("string").fillna(wording.MISSING),
        }
    ).head(most)
    more = len(found) - len(shown)
    note = say("view.more", lab.lang, n=more) if more else ""
    told = lab.say("same_cells", n=len(found), same=same)
    return [told, View(shown.astype("string"), [say("view.line", lab.lang)], note, lab.lang)]


def sensitive(lab: Lab) -> list[str]:
    """Name each finding that could change, and what it hangs on."""
    unsure = lab.gaps[lab.gaps["sensitive"].fillna(False)]
    why = unsure["sensitive_to_en" if lab.lang == "en" else "sensitive_to"]
    stop = say("joint.colon", lab.lang)
    return [
        f"{name_of(row, lab.lang, short=False)}{stop}{wording.full_width(str(one), lab.lang)}"
        for (_, row), one in zip(unsure.iterrows(), why, strict=True)
    ]


def unmet(lab: Lab) -> str:
    """Say how many are not met and how many findings are unsure."""
    n = counts(lab.gaps)
    unsure = int(lab.gaps["sensitive"].fillna(False).sum())
    text = lab.say("unmet_n", all=n["all"], n=n["not_met"])
    return text + (lab.say("unsure_n", n=unsure) if unsure else "")


def steps(lab: Lab, query: str | None = None) -> str:
    """Explain one indicator step by step: the one asked for, else the furthest from its target."""
    if query is None:
        rows = not_met(lab.gaps).sort_values("attainment", kind="stable")
        known = rows if len(rows) else lab.gaps[lab.gaps["attainment"].notna()]
        if not len(known):
            return ""
        query = str(known["indicator_id"].iloc[0])
    told = str(explain(lab.gaps, query, lang=lab.lang)).replace("`", "'")
    lines = [part for line in told.split("\n") for part in folded(line, _PAGE)]
    return "\n".join(("```", *lines, "```"))


#: How many columns of code a page holds in type that is read with ease.
_PAGE = 84


#: What is not broken: two signs of a number or of a word.
_WORD = re.compile("[!-~]{2}")


def folded(line: str, room: int) -> list[str]:
    """Break a line into parts of at most `room` columns, the further ones set in.

    It is broken before an equals sign, else after a stop or a blank, else between any characters
    but those of a number or a word.

    Examples
    --------
    >>> folded("  Gap g = d × (v − T) = −7.2 points", 24)
    ['  Gap g = d × (v − T)', '      = −7.2 points']
    """
    inset = " " * (len(line) - len(line.lstrip()) + 4)
    parts: list[str] = []
    while (fits := sum(wide <= room for wide in accumulate(map(screen_width, line)))) < len(line):
        head, least = line[:fits], fits // 2
        free = next((n for n in range(fits, least, -1) if not _WORD.match(line, n - 1)), fits)
        places = (head.rfind(" = "), max(head.rfind(stop) + 1 for stop in " ,;，。；、"), free)
        at = next(place for place in places if place > least)
        parts.append(line[:at].rstrip())
        line = inset + line[at:].lstrip()
    return [*parts, line]


def methods(lab: Lab, most: int = 4) -> View | None:
    """Show the unmet indicators (the furthest off, at most `most`) as other offices class them."""
    rows = not_met(lab.gaps).sort_values("attainment", kind="stable").head(most)
    rows = rows[rows["progress"].notna() | rows["attainment"].notna()]
    if rows.empty:
        return None
    scores = score_methods(lab.gaps).loc[rows.index]
    table: dict[str, list[str]] = {say("view.method", lab.lang): []}
    names = [name_of(row, lab.lang, short=True) for _, row in rows.iterrows()]
    table |= {name: [] for name in names}
    for key, entry in catalog.load("methods").items():
        if f"{key}_class" not in scores:
            continue
        named = str(entry["name" if lab.lang == "zh" else "name_en"])
        table[say("view.method", lab.lang)].append(wording.full_width(named, lab.lang))
        words = {one["id"]: str(one[lab.lang]) for one in entry["classes"]}
        for name, value in zip(names, scores[f"{key}_class"], strict=True):
            said = wording.MISSING if wording.missing(value) else words.get(str(value), str(value))
            table[name].append(wording.full_width(said, lab.lang))
    return View(pd.DataFrame(table, dtype="string"), [], lab.say("methods_note"), lab.lang)


def series_found(lab: Lab) -> str:
    """Say how many series the text gives, and whether they are the dossier's or only proposed."""
    proposed = bool(len(lab.trends)) and str(lab.trends["series_id"].iloc[0]) == "c01"
    n = {
        "n": int(lab.trends["series_id"].nunique()),
        "points": len(lab.trends),
        "moving": len(lab.moving),
    }
    if not n["n"]:
        return lab.say("no_series")
    return lab.say("series_proposed" if proposed else "series_stated", **n)


def trend_charts(lab: Lab) -> list[Callable[[], Any]]:
    """Return the charts of a report's trends: its subjects where it has them, else each series."""
    known, charts, used = set(lab.moving), [], set()
    targets = gaps_frame(lab.gaps).set_index("indicator_id")["target_value"].dropna()
    standards = ("subsistence_standard_urban", "subsistence_standard_rural",
                 "subsistence_urban_rural_ratio")  # fmt: skip
    topics: tuple[tuple[tuple[str, ...], Callable[[], Any]], ...] = (
        (standards, lambda: plot_standards(lab.trends, target=targets.get(standards[2]))),
        (
            (
                "orphan_allowance_institution",
                "orphan_allowance_scattered",
                "children_in_need_allowance",
            ),
            lambda: plot_allowances(lab.trends),
        ),
        (("certified_social_workers",), lambda: plot_people(lab.trends, lab.gaps)),
    )
    for series, chart in topics:
        if known.issuperset(series):
            charts.append(chart)
            used |= set(series)
    for key in [key for key in lab.moving if key not in used][:DRAWN]:
        goal = {key: float(targets[key])} if key in targets else None
        charts.append(lambda key=key, goal=goal: _chart(lab, key, goal))  # type: ignore[misc]
    return charts


def _chart(lab: Lab, key: str, goal: dict[str, float] | None) -> Any:
    from ..show.amounts import plot_amounts

    rows = lab.trends[lab.trends["series_id"] == key]
    if rows["kind"].iloc[0] == "flow":
        spent = "charity_spending" if key == "charity_donations" else None
        return plot_amounts(key, lab.trends, spent=spent)
    return plot_trend(key, lab.trends, targets=goal)


def quoted_points(lab: Lab) -> View | None:
    """Show every point with the sentence it stands in."""
    if lab.trends.empty:
        return None
    shown = view(lab.trends, lang=lab.lang, rows=None)
    places = lab.trends[["quote", "start", "end"]].itertuples(index=False)
    shown.frame[say("view.quote", lab.lang)] = [
        "" if pd.isna(quote) else _around(quote, "" if pd.isna(a) else lab.report.text[a:b])
        for quote, a, b in places
    ]
    return shown


def _around(quote: str, number: str) -> str:
    """Return a quote's clauses about the number it is shown for, as many as find room.

    Examples
    --------
    >>> _around("甲," * 40 + "共有养老床位120张," + "乙," * 40, "120")[-24:]
    '甲,甲,甲,甲,甲,甲,共有养老床位120张,…'
    """
    clauses = _CLAUSE.findall(quote)
    ends = list(accumulate(map(len, clauses)))
    at = max(0, quote.find(number))
    first = last = next((n for n, end in enumerate(ends) if at < end), 0)
    while len("".join(clauses[max(0, first - 1) : last + 1])) <= _QUOTED and first:
        first -= 1
    while len("".join(clauses[first : last + 2])) <= _QUOTED and last + 1 < len(clauses):
        last += 1
    before, after = ("…" if first else ""), ("…" if last + 1 < len(clauses) else "")
    return before + "".join(clauses[first : last + 1]) + after


def quotes(lab: Lab, verdict: str = "fails") -> View | None:
    """Show the claims of a verdict with the quotes they rest on."""
    rows = lab.claims[lab.claims["verdict"] == verdict]
    if rows.empty:
        return None
    shown = view(rows, lang=lab.lang, rows=None)
    # a row of a table ends with a separator of its own: only what stands in cells is told
    told = (filter(None, map(str.strip, quote.split("|"))) for quote in rows["quote"].fillna(""))
    shown.frame[say("view.quote", lab.lang)] = [" ／ ".join(parts) for parts in told]
    return shown


def fails(lab: Lab) -> Any:
    """Show the claims that fail, or say that none does."""
    rows = lab.claims[lab.claims["verdict"] == "fails"]
    return audit_table(lab.claims, lang=lab.lang) if len(rows) else lab.say("none_fails")


def open_rows(lab: Lab) -> Any:
    """Show the indicators not yet met, or say that all are."""
    return open_table(lab.gaps, lang=lab.lang) if len(not_met(lab.gaps)) else lab.say("all_met")


def claims_found(lab: Lab) -> str:
    """Say how many claims hold and fail."""
    n = {v: int((lab.claims["verdict"] == v).sum()) for v in ("holds", "fails", "undecidable")}
    if not len(lab.claims):
        return lab.say("no_claims")
    return lab.say("claims_n", all=len(lab.claims), **n)
