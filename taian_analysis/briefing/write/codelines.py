"""Preformatted lines, broken where they would leave the page."""

from __future__ import annotations

from ..tree import Run

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)  # points: lines shrink to the last before they break
LEAST_CHINESE = 7.0  # points
_LATIN = 0.603  # ems: every Latin character of the code font; a Chinese one takes 1


def width(text: str) -> float:
    """Return the width of code in ems."""
    return sum(_LATIN if ord(char) < 0x2E80 else 1.0 for char in text)


def code_size(lines: list[list[Run]], room: float, most: float) -> float:
    """Return the size, `most` points or less, at which lines of `room` points need not break.

    Lines that fit at no size break, and say nothing of the size of the others. Chinese is not
    made as small as Latin letters are.

    Examples
    --------
    >>> code_size([[Run("x" * 80)]], 447, 8.5), code_size([[Run("x" * 100)]], 447, 8.5)
    (8.5, 7.0)
    """
    texts = ["".join(run.text for run in line) for line in lines]
    wide = [
        (across, LEAST_CHINESE if across > _LATIN * len(text) * 1.05 else SIZES[-1])
        for text in texts
        if (across := width(text)) * most > room
    ]
    longest = max((across for across, least in wide if across * least <= room), default=0.0)
    fitting = (size for size in SIZES if size <= most and longest * size <= room)
    return next(fitting, min(most, SIZES[-1]))


def _fitting(text: str, room: float, start: int = 0) -> int:
    """Return where the part of `text` from `start` on ends that fits into `room` ems."""
    used = 0.0
    for at in range(start, len(text)):
        used += _LATIN if ord(text[at]) < 0x2E80 else 1.0
        if used > room:
            return at
    return len(text)


def cut_line(line: str, room: float) -> list[str]:
    """Return a line in pieces no wider than `room` ems.

    Examples
    --------
    >>> cut_line("abcdef", 2.5), cut_line("", 2.5)
    (['abcd', 'ef'], [''])
    """
    pieces, start = [], 0
    while True:
        end = max(start + 1, _fitting(line, room, start))
        pieces.append(line[start:end])
        start = end
        if start >= len(line):
            return pieces


def wrap_runs(runs: list[Run], room: float) -> list[list[Run]]:
    """Return a line of styled runs as lines no wider than `room` ems."""
    lines: list[list[Run]] = [[]]
    left = room
    for run in runs:
        text, start = run.text, 0
        while start < len(text):
            end = _fitting(text, left, start)
            if end == start and not lines[-1]:
                end = start + 1
            if end > start:
                lines[-1].append(Run(text[start:end], run.style))
                left -= width(text[start:end])
                start = end
            if start < len(text):
                lines.append([])
                left = room
    return lines
