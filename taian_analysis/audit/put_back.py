"""What was found in a compact text, given the places it has in the text as printed."""

from __future__ import annotations

from dataclasses import replace

from ..grammar.compact import Compact
from ..narrative.figures import Figure
from .claims import Claim


def claim_put_back(claim: Claim, plain: Compact) -> Claim:
    """Return a claim on a compact text as one on the text that was printed."""
    spans, stated = (
        tuple((plain.start(start), plain.end(end)) for start, end in some)
        for some in (claim.spans, claim.stated_at)
    )
    return replace(claim, spans=spans, stated_at=stated)


def put_back(figure: Figure, plain: Compact, printed: str) -> None:
    """Give a figure of a compact text its places in the text that was printed."""
    for name in ("start", "clause_start", "sentence_start"):
        setattr(figure, name, plain.start(getattr(figure, name)))
    for name in ("end", "unit_end", "clause_end", "sentence_end"):
        setattr(figure, name, plain.end(getattr(figure, name)))
    figure.source, figure.text = printed, printed[figure.start : figure.end]
