"""The report's own claims, computed again: what holds, what fails, what can not be decided.

Each rule of the modules beside this one finds one kind of claim. Generic rules work on any report;
a dossier's ``claims.toml`` adds what a person must know to belong together. A claim that fails is
flagged, with both quotes and the computed figure; nothing is corrected.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ..base import catalog
from ..base.errors import AnnexError
from ..base.phrases import say
from ..base.report import Report, once, split_lines
from ..base.schema import Field, conform
from ..grammar.compact import compact
from ..narrative.figures import Figure
from ..readers import Source, read_report
from . import against as claims_against
from . import all_kinds as claims_all_kinds
from . import annex as claims_annex
from . import behind as claims_behind
from . import budget as claims_budget
from . import catalog as claims_catalog
from . import composed as claims_composed
from . import counts as claims_counts
from . import date_order as claims_date_order
from . import dates as claims_dates
from . import definitions as claims_definitions
from . import directions as claims_directions
from . import elapsed as claims_elapsed
from . import far_wholes as claims_far_wholes
from . import growth as claims_growth
from . import headed as claims_headed
from . import hundred_percent as claims_hundred_percent
from . import in_a_row as claims_in_a_row
from . import increments as claims_increments
from . import linked as claims_linked
from . import listed as claims_listed
from . import means as claims_means
from . import moves as claims_moves
from . import named as claims_named
from . import opposites as claims_opposites
from . import outpaced as claims_outpaced
from . import parts as claims_parts
from . import payouts as claims_payouts
from . import quarters as claims_quarters
from . import ranked as claims_ranked
from . import rates as claims_rates
from . import ratios as claims_ratios
from . import reached as claims_reached
from . import repeats as claims_repeats
from . import sections as claims_sections
from . import shared_together as claims_shared_together
from . import shares as claims_shares
from . import structure as claims_structure
from . import swapped as claims_swapped
from . import undone as claims_undone
from . import wholes as claims_wholes
from .claims import FARTHEST, Claim, Context, Span, cells, unique
from .put_back import claim_put_back, put_back
from .settle import settled

if TYPE_CHECKING:
    import pandas as pd

_RULES = (
    *claims_reached.RULES,
    *claims_annex.RULES,
    *claims_parts.RULES,
    *claims_behind.RULES,
    *claims_shares.RULES,
    *claims_hundred_percent.RULES,
    *claims_wholes.RULES,
    *claims_far_wholes.RULES,
    *claims_shared_together.RULES,
    *claims_composed.RULES,
    *claims_listed.RULES,
    *claims_all_kinds.RULES,
    *claims_opposites.RULES,
    *claims_sections.RULES,
    *claims_undone.RULES,
    *claims_rates.RULES,
    *claims_ratios.RULES,
    *claims_means.RULES,
    *claims_budget.RULES,
    *claims_definitions.RULES,
    *claims_payouts.RULES,
    *claims_against.RULES,
    *claims_directions.RULES,
    *claims_elapsed.RULES,
    *claims_outpaced.RULES,
    *claims_quarters.RULES,
    *claims_moves.RULES,
    *claims_growth.RULES,
    *claims_increments.RULES,
    *claims_in_a_row.RULES,
    *claims_catalog.RULES,
    *claims_repeats.RULES,
    *claims_swapped.RULES,
    *claims_headed.RULES,
    *claims_counts.RULES,
    *claims_named.RULES,
    *claims_ranked.RULES,
    *claims_structure.RULES,
    *claims_dates.RULES,
    *claims_date_order.RULES,
    *claims_linked.RULES,
)
#: The columns after the contract's that say in English what those before them say.
_IN_ENGLISH = ("stated_en", "computed_en", "comment_en")
#: A failing claim of these kinds puts the numbers it rests on in doubt; a headline or a missing
#: list number does not.
_DOUBT = ("arithmetic", "cross_reference", "count")
#: what ends a sentence, and what ends a clause
_ENDS_SENTENCE, _ENDS_CLAUSE = "。\n", re.compile("[。;\n,]")
_LONGEST_QUOTE = 90
#: what an audit's frame has beyond the contract
_BEYOND = tuple(Field(name, "string", "", "") for name in ("rule", "claim_en", *_IN_ENGLISH))
#: writes a sign between things that no text in JSON has
_JSON = json.JSONEncoder(ensure_ascii=False, separators=("\x1e", ": "))


class Unread(NamedTuple):
    """What of a report no claim can rest on: the phrase that says it, of how many, and why."""

    phrase: str
    n: int = 0
    zh: str = ""
    en: str = ""


class Checked(NamedTuple):
    """A report, its claims in order of place, the claims of its dossier that it lacks, its figures.

    `unread` is the part of the report that was not checked because it could not be read.
    """

    report: Report
    claims: list[Claim]
    missing: list[str]
    figures: list[Figure]
    unread: tuple[Unread, ...] = ()


def check(source: Source = None) -> Checked:
    """Check a report: find its claims and judge them; judged once for all that ask."""
    report = read_report(source)
    # What is kept must not hold the report, or neither would ever be let go.
    return Checked(report, *once(report, "audit", _check))


def _check(report: Report) -> tuple[list[Claim], list[str], list[Figure], tuple[Unread, ...]]:
    context = Context(report)
    unread = _read_annex(report, context)
    plain = None if report.tables or context.cells else compact(report.text)
    if plain is not None:
        context.report = replace(report, text=plain.text, lines=split_lines(plain.text))
    found = unique(settled(context, [claim for rule in _RULES for claim in rule(context)]))
    counts = {"not_linked": claims_linked.unlinked(context), "cut": context.cut}
    unread += tuple(Unread(f"audit.{key}", n) for key, n in counts.items() if n)
    if plain is not None:
        found = [claim_put_back(claim, plain) for claim in found]
        for figure in context.figures:
            put_back(figure, plain, report.text)
    return found, context.missing, context.figures, unread


def _read_annex(report: Report, context: Context) -> tuple[Unread, ...]:
    """Give the context the annex, and say what of it could not be read.

    A report without an annex still has its narrative to check.
    """
    from ..cleaning.entries import HARMLESS
    from ..cleaning.frames import read_annex

    try:
        table = read_annex(report)
    except AnnexError as error:
        return (Unread("audit.no_annex", 0, error.zh, error.describe("en")),)
    context.indicators, context.cells = table.indicators, table.observations
    lost = [item for item in table.rejections if item.code not in HARMLESS]
    if not lost:
        return ()
    zh = "、".join(dict.fromkeys(item.reason for item in lost))
    en = ", ".join(dict.fromkeys(item.reason_en for item in lost))
    return (Unread("audit.unread_rows", len(lost), zh, en),)


def told(unread: Iterable[Unread], lang: str = "zh") -> list[str]:
    """Say what was not checked, one sentence a reason.

    Examples
    --------
    >>> told([Unread("audit.unread_rows", 2, "缺名称", "no name")], "en")
    ['2 rows of the annex were not read and not checked: no name']
    """
    return [
        say(part.phrase, lang, n=part.n, why=part.zh if lang == "zh" else part.en)
        for part in unread
    ]


def audit(source: Source = None) -> pd.DataFrame:
    """Compute the claims of a report again from the numbers in its text.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file or a `Report`.

    Returns
    -------
    pandas.DataFrame
        The contract's columns of ``audit``, one row a claim in order of its place: `claim_id`
        (stable: it does not depend on the numbers), `claim`, `kind`, `stated`, `computed`,
        `tolerance` (from printed rounding), `verdict` (``holds``, ``fails``, ``undecidable``),
        `lines`, `quote`, `comment`, `check` (what was computed: ``sum``, or only a ``bound`` …),
        `operands` (the printed numbers as JSON: role, text, start, end, value, low, high, unit,
        period), `spans` (``start-end`` of each, separated by blanks), `span_roles` (``stated``,
        ``operand`` or ``quote``, one a span), `weight` (what a reader would lose, 0 to 1). After
        them `rule` (a key of ``catalog/rules.toml``), `claim_en` (what the rule checks, in
        English), `stated_en`, `computed_en` and `comment_en`. ``attrs["missing"]`` names catalog
        claims whose sentences this version of the known report no longer has;
        ``attrs["unread"]`` says, in ``zh`` and ``en``, what could not be read and so was not
        checked.

    Raises
    ------
    ReportError
        If the source can not be read.

    Notes
    -----
    Two numbers agree if the intervals they can mean, from their printed rounding and words such
    as 超过 and 余, have a value in common.

    Examples
    --------
    >>> table = audit()
    >>> table.loc[table.claim_id == "share/拥有时长记录记录的志愿者达到", "verdict"].item()
    'fails'
    """
    checked = check(source)
    frame = conform(claim_rows(checked), "audit", _BEYOND)
    frame.attrs |= checked.report.cited
    frame.attrs["missing"] = checked.missing
    frame.attrs["unread"] = {lang: told(checked.unread, lang) for lang in ("zh", "en")}
    return frame


def claim_rows(checked: Checked) -> list[dict[str, Any]]:
    """Return the rows that `audit` makes a frame of."""
    report = checked.report
    rules = catalog.load("rules")
    at = {(figure.start, figure.end): figure for figure in checked.figures}
    printed = _in_json({span for claim in checked.claims for span in claim.spans}, at, report.text)
    rows = []
    for claim in checked.claims:
        said = cells(claim)
        roles = [role_in(span, claim, at) for span in claim.spans]
        operands = (
            f'{{"role": "{role}", {printed[span]}}}'
            for role, span in zip(roles, claim.spans, strict=True)
        )
        row = {
            "claim_id": claim.claim_id,
            "claim": said["claim"],
            "kind": claim.kind,
            "stated": said["stated"],
            "computed": said["computed"],
            "tolerance": claim.tolerance,
            "verdict": claim.verdict,
            "lines": ",".join(map(str, _lines(report, claim.spans))),
            "quote": " | ".join(quotes(report, claim.spans)),
            "comment": said["comment"] or None,
            "check": claim.check or rules[claim.rule]["check"],
            "operands": f"[{', '.join(operands)}]",
            "spans": " ".join(f"{start}-{end}" for start, end in claim.spans),
            "span_roles": " ".join(roles),
            "weight": rules[claim.rule]["weight"],
            "rule": claim.rule,
            "claim_en": claim.claim_en or said["claim_en"] or rules[claim.rule]["en"],
            **{name: said[name] or None for name in _IN_ENGLISH},
        }
        rows.append(row)
    return rows


def operand(
    span: Span, claim: Claim, figures: dict[Span, Figure], text: str
) -> dict[str, str | int | float | None]:
    """Return one printed number of a claim as data: its part in it, its value, its place."""
    return {"role": role_in(span, claim, figures)} | _printed(span, figures, text)


def role_in(span: Span, claim: Claim, figures: dict[Span, Figure]) -> str:
    """Return what a span of a claim is in it.

    One that is stated is what the report says of the others; one that is no figure (a word, a
    date, a heading) is a quote.
    """
    figure = figures.get(span)
    stated = claim.stated_at or (claim.spans[:1] if len(claim.spans) == 1 else ())
    if not claim.stated_at and figure is not None and claim.stated.startswith(figure.text):
        stated = (*stated, span)
    return "stated" if span in stated else "quote" if figure is None else "operand"


def _printed(
    span: Span, figures: dict[Span, Figure], text: str
) -> dict[str, str | int | float | None]:
    """Return a span as data, whatever it is to a claim."""
    start, end = span
    figure = figures.get(span)
    return {
        "text": text[start:end],
        "start": start,
        "end": end,
        "value": None if figure is None else figure.value,
        "low": None if figure is None else figure.low,
        "high": None if figure is None else figure.high,
        "unit": None if figure is None else figure.unit,
        "period": None if figure is None else figure.period,
    }


def _in_json(spans: set[Span], figures: dict[Span, Figure], text: str) -> dict[Span, str]:
    """Return spans as data in JSON without its braces, all written at once."""
    told = _JSON.encode([_printed(span, figures, text) for span in spans])
    each = told[2:-2].replace("}\x1e{", "\x1f").replace("\x1e", ", ").split("\x1f")
    return dict(zip(spans, each, strict=True)) if spans else {}


def contradicted(source: Source = None) -> list[tuple[int, int, str]]:
    """Return the printed numbers that a failing claim puts in doubt: (start, end, claim_id).

    All numbers of a failing claim are in doubt: the audit does not say which one is wrong.
    """
    claims = check(source).claims
    return sorted((start, end, claim.claim_id) for start, end, claim in doubts(claims))


def doubts(found: list[Claim]) -> list[tuple[int, int, Claim]]:
    """Return the spans that failing claims put in doubt, each with its claim."""
    return [
        (start, end, claim)
        for claim in found
        if claim.verdict == "fails" and claim.kind in _DOUBT
        for start, end in claim.spans
    ]


def _lines(report: Report, spans: tuple[Span, ...]) -> list[int]:
    return sorted({report.line_at(start).number for start, _ in spans})


def _marks(report: Report) -> tuple[list[int], list[int]]:
    """Return where a text's sentences end, and where its clauses do, in order."""
    clauses = [m.start() for m in _ENDS_CLAUSE.finditer(report.text)]
    return [i for i in clauses if report.text[i] in _ENDS_SENTENCE], clauses


def quotes(report: Report, spans: tuple[Span, ...]) -> list[str]:
    """Quote what a claim rests on: the clauses around its numbers, one quote a sentence."""
    stops, ends = once(report, "marks of clauses", _marks)
    sentences: dict[int, list[Span]] = {}
    for span in sorted(spans):
        sentences.setdefault(bisect_left(stops, span[0]), []).append(span)
    out = []
    for group in sentences.values():
        first, last = (_clause(report.text, ends, at) for at in (group[0][0], group[-1][1] - 1))
        whole = report.text[first[0] : last[1]]
        if len(whole) <= _LONGEST_QUOTE or len(group) == 1:
            out.append(_tidy(whole))
        else:
            clauses = {_clause(report.text, ends, start) for start, _ in group}
            out.append(_tidy("…".join(report.text[slice(*c)].strip() for c in sorted(clauses))))
    return out


def _clause(text: str, ends: list[int], place: int) -> Span:
    """Return the clause a place stands in; of one without end what is near the place."""
    first = bisect_left(ends, place)
    after = bisect_left(ends, place + 1, first)
    begin, end = (
        ends[first - 1] + 1 if first else 0,
        ends[after] if after < len(ends) else len(text),
    )
    return max(begin, place - FARTHEST), min(end, place + FARTHEST)


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,，、")
