"""A picture of a page -> its words and rules: flattened, upright, without the red seal.

Only loaded with the extra ``ocr`` (numpy and OpenCV). No model is ever downloaded: `rapidocr`
brings its own in the wheel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import Any

import cv2
import numpy as np

Picture = Any  # a numpy array, blue, green, red
Rule = tuple[float, float, float, float]


@dataclass(slots=True)
class Word:
    """A line of text as the engine found it: its box in pixels and how surely it was read."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    score: float


@dataclass(slots=True)
class Look:
    """What was seen on a picture: the picture set upright, words, rules, the size of the type."""

    picture: Picture
    words: list[Word]
    rules: list[Rule]
    size: float


def engine() -> Any:
    """Return the engine with the models of its wheel."""
    from rapidocr import RapidOCR

    settings = {"Global.use_cls": False, "Global.text_score": 0.4, "Global.log_level": "error"}
    return RapidOCR(params=settings)


def look(picture: Picture, reader: Any) -> Look:
    """Return the words and rules of a picture."""
    picture = _without_seal(_upright(_flat(picture)))
    words = _words(picture, reader)
    heights = [word.bottom - word.top for word in words if len(word.text) > 2] or [30.0]
    size = median(heights) * 0.85
    rules = _mended(_sound(_rules(picture, size), words, size), words, size)
    return Look(picture, words, rules, size)


def _words(picture: Picture, reader: Any) -> list[Word]:
    found = reader(picture, use_det=True, use_cls=False, use_rec=True)
    if found.boxes is None:
        return []
    out = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        (x0, top), (x1, bottom) = np.min(box, axis=0), np.max(box, axis=0)
        if text.strip():
            out.append(Word(text, float(x0), float(top), float(x1), float(bottom), float(score)))
    return out


def _flat(picture: Picture) -> Picture:
    """Take the perspective out of a photo of a sheet."""
    corners = _sheet(picture)
    if corners is None:
        return picture
    a, b, c, d = corners
    wide = int(max(math.dist(a, b), math.dist(c, d)))
    high = int(max(math.dist(b, c), math.dist(d, a)))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    change = cv2.getPerspectiveTransform(corners, target)
    white = (255, 255, 255)
    return cv2.warpPerspective(
        picture, change, (wide, high), flags=cv2.INTER_CUBIC, borderValue=white
    )


def _sheet(picture: Picture) -> Any:
    """Return the corners of a sheet photographed on something darker, or None."""
    scale = 800 / max(picture.shape[:2])
    small = cv2.GaussianBlur(cv2.resize(picture, None, fx=scale, fy=scale), (5, 5), 0)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    even = cv2.divide(grey, cv2.GaussianBlur(grey, (0, 0), 90), scale=200)
    for plane in (grey, even, small[..., 2]):
        mask = cv2.threshold(plane, 0, 255, cv2.THRESH_OTSU)[1]
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
        found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        if not found:
            continue
        hull = cv2.convexHull(max(found, key=cv2.contourArea))
        if not 0.35 < cv2.contourArea(hull) / grey.size < 0.97:
            continue
        for share in (0.02, 0.03, 0.05):
            shape = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True)
            if len(shape) == 4:
                return _clockwise(shape[:, 0] / scale)
    return None


def _clockwise(corners: Any) -> Any:
    points = np.asarray(corners, dtype=np.float32)
    total, turn = points.sum(1), points[:, 1] - points[:, 0]
    order = [total.argmin(), turn.argmin(), total.argmax(), turn.argmax()]
    return points[order]


def _upright(picture: Picture) -> Picture:
    """Turn the picture so that its lines are level (up to five degrees)."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = 1000 / max(grey.shape)
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12
    ).astype(np.float32)
    high, wide = ink.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1)
        rows = cv2.warpAffine(ink, turn, (wide, high), flags=cv2.INTER_LINEAR).sum(1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = max((k / 2 for k in range(-10, 11)), key=sharpness)
    best = max((best + k / 10 for k in range(-5, 6)), key=sharpness)
    if abs(best) < 0.15:
        return picture
    high, wide = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), best, 1)
    white = (255, 255, 255)
    return cv2.warpAffine(picture, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=white)


def _without_seal(picture: Picture) -> Picture:
    """Take a red seal off: where ink is red, the red channel shows paper."""
    blue, green, red = (plane.astype(np.int16) for plane in cv2.split(picture))
    seal = (red - np.maximum(blue, green) > 60) & (red > 120)
    if not 0.0003 < float(seal.mean()) < 0.3:
        return picture
    paper = float(np.median(red))
    plain = np.clip(red.astype(np.float32) * 255 / (0.8 * paper), 0, 255).astype(np.uint8)
    return cv2.merge([plain] * 3)


def _rules(picture: Picture, size: float) -> list[Rule]:
    """Return level and upright rules as (x0, y0, x1, y1), found by opening a local threshold."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    window = int(max(15, size * 1.2)) | 1
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 8
    )
    out: list[Rule] = []
    for level in (True, False):
        least, gap = int(size * (3.0 if level else 1.3)), int(size * 0.6)
        thick, line, close = (3, 1), (1, least), (1, gap)
        shapes = [thick, line, close] if level else [s[::-1] for s in (thick, line, close)]
        thicker, opened, closed = (np.ones(shape, np.uint8) for shape in shapes)
        mask = cv2.dilate(ink, thicker)  # a leaning rule steps from row to row
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, opened)
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, closed)
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask, None, None, None, 8)
        for x, y, wide, high, _ in stats[1:].tolist():
            long, broad = (wide, high) if level else (high, wide)
            if long < least * (1.2 if level else 1.1) or broad > max(size * 0.6, long * 0.03):
                continue
            middle = (x, y + high / 2, x + wide, y + high / 2)
            out.append(middle if level else (x + wide / 2, y, x + wide / 2, y + high))
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
    rows: list[tuple[float, list[tuple[float, float]]]] = []
    for at, a, b in rules:
        if rows and abs(rows[-1][0] - at) < 0.35 * size:
            rows[-1][1].append((a, b))
        else:
            rows.append((at, [(a, b)]))
    return rows


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
    for span in done:  # up to the next rule across, if it stops short of it
        before = [p for p in posts if 0 < span[0] - p < 4.5 * size]
        after = [p for p in posts if 0 < p - span[1] < 4.5 * size]
        if before and _free(boxes, at, before[-1], span[0]):
            span[0] = before[-1]
        if after and _free(boxes, at, span[1], after[0]):
            span[1] = after[0]
    return [(a, b) for a, b in done]
