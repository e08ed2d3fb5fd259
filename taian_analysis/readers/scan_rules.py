"""Rules as they are seen on a scan -> the rules that were drawn: gaps closed, missed ones found."""

from __future__ import annotations

import re
from itertools import pairwise

from ..base.stretches import stretches
from .scan_words import Word

Rule = tuple[float, float, float, float]
#: what stands in a column of values
_NUMBER = re.compile(r"[≥≤<>＞＜]?\s{0,9}[\d.,:]{1,40}+\s{0,9}[%‰]?")


def mended(rules: list[Rule], words: list[Word], size: float) -> list[Rule]:
    """Drop strokes of letters, close the gaps of a poor scan, put in the rules it missed."""
    rules = _mended(_sound(rules, words, size), words, size)
    return rules + _missed(rules, words, size)


def _missed(rules: list[Rule], words: list[Word], size: float) -> list[Rule]:
    """Find the level rules that were not seen: two rows' values stand in one row of cells.

    In such a row the name is over-long and several columns hold two values each, which stand at
    the same heights.
    """
    bands: dict[tuple[int, int], list[tuple[float, float, list[Word]]]] = {}
    posts = sorted({rule[0] for rule in rules if not _level(rule)})
    for left, right in pairwise(posts):
        if right - left < size:
            continue
        middle = (left + right) / 2
        heights = sorted({r[1] for r in rules if _level(r) and r[0] - size < middle < r[2] + size})
        for top, bottom in pairwise(heights):
            inside = [
                w for w in words if left < (w.x0 + w.x1) / 2 < right and top < w.middle < bottom
            ]
            key = (round(top / size), round(bottom / size))
            bands.setdefault(key, []).append((left, right, sorted(inside, key=lambda w: w.middle)))
    out: list[Rule] = []
    for columns in bands.values():
        for cut in _cuts([held for _, _, held in columns], size):
            out.append((columns[0][0], cut, columns[-1][1], cut))
    return out


def _cuts(columns: list[list[Word]], size: float) -> list[float]:
    """Return the heights at which a row of cells is to be parted."""
    lists = [held for held in columns if len(held) >= 2 and all(len(w.text) <= 6 for w in held)]
    lists = [held for held in lists if len(held) == len(lists[0])]
    numbers = [held for held in lists if all(_NUMBER.fullmatch(w.text.strip()) for w in held)]
    if len(lists) < 2 or not numbers:
        return []
    out = []
    for above, below in pairwise(range(len(lists[0]))):
        ends = [(held[above].bottom, held[below].top) for held in lists]
        low, high = max(end for end, _ in ends), min(start for _, start in ends)
        if high - low < 0.1 * size:  # one value over two lines, not two values
            return []
        out.append((low + high) / 2)
    return out


def _level(rule: Rule) -> bool:
    return rule[1] == rule[3]


def _sound(rules: list[Rule], words: list[Word], size: float) -> list[Rule]:
    """Drop upright strokes that are parts of letters: short and in a word, or tied to no rule."""
    level = [rule for rule in rules if _level(rule)]
    near = size * 0.7

    def tied(x: float, y: float) -> bool:
        return any(a - near <= x <= b + near and abs(y - at) < near for a, at, b, _ in level)

    out = list(level)
    for rule in rules:
        x, y0, _, y1 = rule
        if _level(rule):
            continue
        inside = any(
            w.x0 < x < w.x1 and min(y1, w.bottom) - max(y0, w.top) > 0.35 * (y1 - y0) for w in words
        )
        if y1 - y0 >= 3 * size or (not inside and tied(x, y0) and tied(x, y1)):
            out.append(rule)
    return out


def _mended(rules: list[Rule], words: list[Word], size: float) -> list[Rule]:
    """Close the gaps that a poor scan leaves in a rule, where no text crosses them."""
    out: list[Rule] = []
    for level in (True, False):
        boxes = [
            (w.x0, w.x1, w.top, w.bottom) if level else (w.top, w.bottom, w.x0, w.x1) for w in words
        ]
        own = [
            (r[1], r[0], r[2]) if level else (r[0], r[1], r[3]) for r in rules if _level(r) == level
        ]
        posts = sorted((r[0] if level else r[1]) for r in rules if _level(r) != level)
        for at, spans in _one_a_line(sorted(own), size):
            reach = (8 if level else 3) * size
            for a, b in _closed(spans, at, boxes, reach, posts, size):
                out.append((a, at, b, at) if level else (at, a, at, b))
    return out


def _one_a_line(
    rules: list[tuple[float, float, float]], size: float
) -> list[tuple[float, list[tuple[float, float]]]]:
    rows = stretches(rules, lambda row, rule: abs(row[0][0] - rule[0]) < 0.35 * size)
    return [(row[0][0], [(a, b) for _, a, b in row]) for row in rows]


def _free(boxes: list[tuple[float, float, float, float]], at: float, a: float, b: float) -> bool:
    """Tell whether no text stands in the way from a to b at a height."""
    for along0, along1, cross0, cross1 in boxes:
        margin = 0.25 * (cross1 - cross0)
        if min(b, along1) > max(a, along0) and cross0 + margin < at < cross1 - margin:
            return False
    return True


def _closed(
    spans: list[tuple[float, float]],
    at: float,
    boxes: list[tuple[float, float, float, float]],
    reach: float,
    posts: list[float],
    size: float,
) -> list[tuple[float, float]]:
    spans = sorted(spans)
    done = [list(spans[0])]
    for a, b in spans[1:]:
        if a - done[-1][1] < reach and _free(boxes, at, done[-1][1], a):
            done[-1][1] = max(done[-1][1], b)
        else:
            done.append([a, b])
    for span in done:  # up to the next rule across, if it stops short of it and is at none
        ends = [any(abs(p - end) < 0.6 * size for p in posts) for end in span]
        before = [p for p in posts if 0 < span[0] - p < 4.5 * size]
        after = [p for p in posts if 0 < p - span[1] < 4.5 * size]
        if before and not ends[0] and _free(boxes, at, before[-1], span[0]):
            span[0] = before[-1]
        if after and not ends[1] and _free(boxes, at, span[1], after[0]):
            span[1] = after[0]
    return [(a, b) for a, b in done]
