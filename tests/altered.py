"""What the audit says of a text, and of the same text with one figure or word altered.

In both ⏎ ends a line.
"""

from __future__ import annotations

import importlib
from datetime import date

from taian_analysis.base.report import Report, split_lines

check = importlib.import_module("taian_analysis.audit").check


def verdicts(text: str, said: date | None = None) -> dict[str, set[str]]:
    """Return the verdicts of the claims of each rule, of a report of such a date."""
    out: dict[str, set[str]] = {}
    text = text.replace("⏎", "\n")
    for claim in check(Report(text, split_lines(text), date=said)).claims:
        out.setdefault(claim.rule, set()).add(claim.verdict)
    return out


def failing(text: str, said: date | None = None) -> set[str]:
    """Return the rules that find a contradiction."""
    return {rule for rule, said in verdicts(text, said).items() if "fails" in said}


def failing_once_altered(text: str, old: str, new: str, said: date | None = None) -> set[str]:
    """Return the rules that find one in the altered text only: the text itself must hold."""
    assert failing(text, said) == set()
    assert text.count(old) == 1
    return failing(text.replace(old, new), said)
