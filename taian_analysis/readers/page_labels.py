"""Labels that stand once for several rows of a table without rules, given to their rows."""

from __future__ import annotations

from itertools import pairwise

from .page import Segment


def place_labels(
    spans: list[tuple[float, float]],
    lines: list[float],
    labels: list[Segment],
    pages: list[int],
    size: float,
) -> tuple[list[int], bool]:
    """Return for each row the index of its label (-1 for none), and whether that is certain.

    Parameters
    ----------
    spans
        (top, bottom) of each row, one after the other.
    lines
        The middle of each row's first line.
    labels
        From top to bottom.
    pages
        The row at which each page begins.
    size
        Of the type.

    A label set at the top stands beside the first line of its first row. A centred one stands in
    the middle of its rows: from where the last one ended, its rows end where that comes true.
    Over a page break that holds for the whole, or for what is on the page.
    """
    n = len(spans)
    starts = [
        min(range(n), key=lambda r: abs(lines[r] - (label.top + size / 2))) for label in labels
    ]
    beside = all(
        abs(lines[r] - (label.top + size / 2)) <= 0.45 * size
        for r, label in zip(starts, labels, strict=True)
    )
    if beside and starts[0] == 0 and len(set(starts)) == len(starts):
        return [sum(r >= start for start in starts) - 1 for r in range(n)], True
    chained, mirrored = _chain(spans, labels), _mirror(lines, labels, size)
    if chained is not None and (chained[0] < 0.35 * size or mirrored is None):
        return chained[1], True
    if mirrored is not None:
        return mirrored, True
    whole: list[int] = []
    edges = [*pages, n]
    for first, end in pairwise(edges):
        here = [
            k
            for k, label in enumerate(labels)
            if spans[first][0] <= label.middle < spans[end - 1][1]
        ]
        owner = _page_chain(spans[first:end], [labels[k] for k in here], end < n)
        if owner is None:
            break
        last = whole[-1] if whole else -1
        whole += [last if k < 0 else here[k] for k in owner]
    else:
        return whole, -1 not in whole
    nearest = [
        min(range(len(labels)), key=lambda k: abs(labels[k].middle - (top + bottom) / 2))
        for top, bottom in spans
    ]
    return nearest, False


def _mirror(lines: list[float], labels: list[Segment], size: float) -> list[int] | None:
    """Return the rows' labels where labels themselves make rows taller, so rows tell no heights.

    From a first edge each label's rows end as far below its middle as they began above it. The
    edge is not printed: of those that put every end between two rows, the clearest is taken.
    """
    n = len(lines)
    first = min(lines[0] - size / 2, labels[0].top)
    best: tuple[float, list[int]] | None = None
    for step in range(30):
        edge = first - 0.1 * step * size
        owner: list[int] = []
        clear = float("inf")
        for index, label in enumerate(labels):
            edge = 2 * label.middle - edge
            inside = [r for r in range(len(owner), n) if lines[r] < edge]
            if not inside or edge < label.bottom:
                break
            owner += [index] * len(inside)
            clear = min(clear, edge - lines[len(owner) - 1])
            if len(owner) < n:
                clear = min(clear, lines[len(owner)] - edge)
        else:
            over = edge - max(lines[-1] + size / 2, labels[-1].bottom)
            if len(owner) == n and over < 3 * size and clear > 0.45 * size:
                rank = clear - abs(over - 0.1 * step * size)
                if best is None or rank > best[0]:
                    best = (rank, owner)
    return best[1] if best else None


def _tall(label: Segment) -> float:
    return label.bottom - label.top


def _page_chain(
    spans: list[tuple[float, float]], labels: list[Segment], cut: bool
) -> list[int] | None:
    """Return the rows' labels on one page, whose first rows may belong to the page before.

    The last label of a page that is not the last (`cut`) may stand at the top of its rows: so
    browsers set a cell that goes on overleaf.
    """
    best: tuple[float, list[int]] | None = None
    for lead in range(len(spans) + 1):
        if lead and labels and spans[lead - 1][0] > labels[0].middle:
            break
        rest = _chain(spans[lead:], labels)
        if rest is not None and (best is None or rest[0] < best[0]):
            best = (rest[0], [-1] * lead + rest[1])
    if best is None and cut and labels:
        last = labels[-1]
        start = next((r for r, span in enumerate(spans) if span[1] > last.top + 1), 0)
        before = _page_chain(spans[:start], labels[:-1], False)
        if before is not None and last.top - spans[start][0] < _tall(last):
            return before + [len(labels) - 1] * (len(spans) - start)
    return best[1] if best else None


def _chain(
    spans: list[tuple[float, float]], labels: list[Segment]
) -> tuple[float, list[int]] | None:
    """Return the rows' labels if each is in the middle of its rows and every row has one.

    The number before them is how far, at the worst, a label is off the middle.
    """
    owner: list[int] = []
    start, worst = 0, 0.0
    for index, label in enumerate(labels):
        off = [abs((spans[start][0] + bottom) / 2 - label.middle) for _, bottom in spans[start:]]
        if not off:
            return None
        best = min(range(len(off)), key=off.__getitem__)
        if off[best] > 0.5 * (spans[start + best][1] - spans[start + best][0]):
            return None
        worst = max(worst, off[best])
        owner += [index] * (best + 1)
        start += best + 1
    return (worst, owner) if start == len(spans) else None
