"""What became of the figures of an older report's text: the same words, other words, or gone."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher

from ..base.report import Report
from ..narrative.facts import Fact, facts_of

#: What is counted is also a level: a rewording makes the one of the other.
_ALIKE = {"count": "level", "total": "level"}
_Key = tuple[str, str, str, str]


def older(before: Report, now: Report) -> tuple[dict[int, tuple[Fact, bool]], list[Fact]]:
    """Pair the figures of a report with those of an older one.

    A figure is the same where the words before it are, numbers aside; else where it has the same
    subject, measure, class and role, in a place not otherwise named. Of several such the one with
    the same value is taken, then the one in the likest words.

    Returns
    -------
    dict of int to (Fact, bool), list of Fact
        By the place of a fact of `now`, the older one and whether its sentence was reworded; and
        the older ones that have no counterpart.
    """
    old, new = facts_of(before), facts_of(now)
    at = {fact.fact_id: n for n, fact in enumerate(new)}
    pairs = {at[fact.fact_id]: (fact, False) for fact in old if fact.fact_id in at}
    loose = [fact for fact in old if fact.fact_id not in at]
    free: dict[_Key, list[int]] = defaultdict(list)
    for n, fact in enumerate(new):
        if n not in pairs and (key := _key(fact)):
            free[key].append(n)
    by_key: dict[_Key, list[Fact]] = defaultdict(list)
    gone = []
    for fact in loose:
        if key := _key(fact):
            by_key[key].append(fact)
        else:
            gone.append(fact)
    for key, facts in by_key.items():
        found, rest = _paired(facts, [(n, new[n]) for n in free[key]], before.text, now.text)
        pairs |= {n: (fact, True) for n, fact in found.items()}
        gone += rest
    said = {(_key(fact), fact.figure.value) for fact, _ in pairs.values()}
    gone = [fact for fact in gone if (_key(fact), fact.figure.value) not in said or not _key(fact)]
    return pairs, sorted(gone, key=lambda fact: fact.figure.start)


def _key(fact: Fact) -> _Key | None:
    """Return what a figure is of, None where no subject is named."""
    subject = fact.subject.removeprefix(fact.region)
    return (subject, fact.measure, fact.kind, _ALIKE.get(fact.role, fact.role)) if subject else None


def _paired(
    old: list[Fact], new: list[tuple[int, Fact]], before: str, now: str
) -> tuple[dict[int, Fact], list[Fact]]:
    """Pair figures of one subject, the likest first."""
    ranked = []
    for i, fact in enumerate(old):
        for n, other in new:
            if _elsewhere(fact.region, other.region):
                continue
            same = fact.figure.value == other.figure.value
            likeness = SequenceMatcher(None, _clause(fact, before), _clause(other, now)).ratio()
            ranked.append((same and fact.period == other.period, same, likeness, -i, -n))
    found: dict[int, Fact] = {}
    taken: set[int] = set()
    for *_, minus_i, minus_n in sorted(ranked, reverse=True):
        if -minus_i not in taken and -minus_n not in found:
            taken.add(-minus_i)
            found[-minus_n] = old[-minus_i]
    return found, [fact for i, fact in enumerate(old) if i not in taken]


def _elsewhere(one: str, other: str) -> bool:
    return bool(one and other) and not (one.endswith(other) or other.endswith(one))


def _clause(fact: Fact, text: str) -> str:
    return text[fact.figure.clause_start : fact.figure.clause_end].strip()
