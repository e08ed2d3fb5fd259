"""The audit in words: each claim as a person reads it, in Chinese or in English."""

from __future__ import annotations

import re
from typing import Any

from ..base import catalog
from ..base.phrases import say
from ..grammar import wording

_SCALED = re.compile(r"((?<![\d.])[\d.]{1,40})(万亿|万|亿)")
_SCALE = {"万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}

#: A half-year or a quarter as the data codes it.
_PART = re.compile(r"(?<![\d-])(?:19|20)\d\d-(?:S[12]|Q[1-4])(?!\d)")

FIELDS = ("claim", "stated", "computed", "comment")


def told(row: Any, lang: str) -> tuple[str, str, str, str]:
    """Return claim, stated, computed and comment in the language asked for.

    In English what is quoted from the report stays Chinese, in quotation marks.
    """
    cells = ["" if wording.missing(row[n]) else str(row[n]) for n in FIELDS]
    claim, stated, computed, comment = (
        _PART.sub(lambda m: wording.period_name(m[0], lang), c) for c in cells
    )
    if lang == "zh":
        claim, comment = wording.full_width(claim), wording.full_width(comment)
    else:
        rule = {} if wording.missing(row.get("rule")) else catalog.load("audit_en")
        words = rule.get(str(row.get("rule")), {})
        subject = claim.partition(":")[2].strip()
        tail = f": {quoted(subject)}" if subject and words else ""
        checked = words.get("claim", quoted(claim))
        claim, comment = (
            checked + tail,
            quoted(plain(comment)) if row["verdict"] == "undecidable" else "",
        )
        if row["verdict"] == "fails" and words.get("fails"):
            # a finding, not the claim as if it were true
            claim = words["fails"].rstrip(".").replace(". ", "; ") + tail
            comment = say("audit.checked", "en", what=checked)
        stated, computed = quoted(stated.replace("、", ", ")), quoted(plain(computed))
    return tuple(cell or wording.MISSING for cell in (claim, stated, computed, comment))  # type: ignore[return-value]


def plain(text: str) -> str:
    """Write 万 and 亿 out, and the few words of a computation in English.

    Examples
    --------
    >>> plain("56.9万 ÷ 111万 = 51.261%"), plain("1 至 5"), plain("应 ≥ 1873人")
    ('569,000 ÷ 1,110,000 = 51.261%', '1 to 5', '≥ 1,873')
    """
    text = _SCALED.sub(lambda m: wording.number(float(m[1]) * _SCALE[m[2]], lang="en"), text)
    for word, other in catalog.load("audit_en")["in_words"].items():
        text = re.sub(word, other, text)
    return re.sub(r"(?<![\d.,])\d{4,}(?![\d.%-])", lambda m: f"{int(m[0]):,}", text).strip()


def quoted(text: str) -> str:
    """Put quotation marks around a text that has Chinese left."""
    return f'"{text}"' if wording.has_chinese(text) else text
