"""A picture of a page -> its words and rules: flattened, upright, without the red seal.

Only loaded with the extra ``ocr`` (numpy and OpenCV). No model is ever downloaded: `rapidocr`
brings its own in the wheel.
"""

from __future__ import annotations

import math
from statistics import median
from typing import Any

import cv2
import numpy as np

from .ocr_words import words_of
from .scan_rules import Rule, mended
from .scan_words import Look, lies_sideways, sureness

Picture = Any  # a numpy array, blue, green, red
#: a page read less surely than this may stand on its head
_DOUBTED = 0.9


def engine() -> Any:
    """Return the engine with the models of its wheel."""
    from rapidocr import RapidOCR

    settings = {"Global.use_cls": False, "Global.text_score": 0.05, "Global.log_level": "error"}
    return RapidOCR(params=settings)


def look(picture: Picture, reader: Any) -> Look:
    """Return the words and rules of a picture, whichever way it lies."""
    picture = _without_seal(_upright(_flat(picture)))
    words = words_of(picture, reader)
    if lies_sideways(words):
        picture = cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE)
        words = words_of(picture, reader)
    if words and sureness(words) < _DOUBTED:  # it may stand on its head
        other = cv2.rotate(picture, cv2.ROTATE_180)
        again = words_of(other, reader)
        if sureness(again) > sureness(words):
            picture, words = other, again
    heights = [word.bottom - word.top for word in words if len(word.text) > 2] or [30.0]
    size = median(heights) * 0.85
    high, wide = picture.shape[:2]
    png = cv2.imencode(".png", picture)[1].tobytes()
    return Look(png, wide, high, words, mended(_rules(picture, size), words, size), size)


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
    around = np.ones((2 * (seal.shape[1] // 600) + 1,) * 2, np.uint8)
    near = cv2.dilate((red - np.maximum(blue, green) > 25).astype(np.uint8), around) > 0
    bright = np.where(near, 0.62, 0.8) * paper  # its edge is mixed with paper, and by JPEG
    plain = np.clip(red.astype(np.float32) * 255 / bright, 0, 255).astype(np.uint8)
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
