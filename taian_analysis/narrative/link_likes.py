"""What the like of a reading do elsewhere in its text: those of one construction are told alike."""

from __future__ import annotations

from collections import Counter

from .link_shapes import scope_of, shape_of
from .links import Reading, Text

#: How finely a list must add up for that to be no chance.
_FINE = 0.01


def _outline(text: Text, x: Reading) -> tuple[object, ...]:
    """Return what tells most readings apart at little cost: those of one shape have one outline."""
    if x.kind == "same":
        return (x.kind,)
    r, s = (text.places[i] for i in x.places[:2])
    if x.kind.startswith("sum"):
        return x.kind, s.cue, r.index > s.index, scope_of(s, r)
    return x.kind, r.cue, r.kind


def put_by(text: Text, found: list[Reading]) -> None:
    """Put the readings of a text by, to see what the like of one do once one is weighed."""
    for x in found:
        outline = _outline(text, x)
        text.unlike[outline].append(x)
        if x.holds and len(text.holding[outline]) < 2:
            text.holding[outline].add(x.group)
        if x.holds and x.kind == "sum" and max(x.high - x.low, x.grain) <= _FINE * x.high:
            text.added[x.places[0]].append(x.places[1:])


def beside_one(text: Text, x: Reading) -> bool:
    """Whether each number of a list stands beside one of a list that adds up: 5户12人,其中….

    What is told of two measures by turns is a list of both.
    """
    return x.kind == "sum" and any(
        tuple([i + k for i in x.places[1:]]) in text.added[x.places[0] + k]
        for k in (-1, 1)
        if x.places[0] + k in text.added
    )


def like(text: Text, x: Reading) -> str:
    """Return what the like of a reading do elsewhere in its text."""
    if alike := text.unlike.pop(_outline(text, x), None):
        _add_likes(text, alike)
    return x.like


def like_hold(text: Text, x: Reading) -> bool:
    """Whether all the like of a reading elsewhere in its text hold, and there are some."""
    outline = _outline(text, x)
    if outline in text.unlike and not text.holding[outline] - {x.group}:
        return False
    return like(text, x).startswith("all")


def _add_likes(text: Text, found: list[Reading]) -> None:
    """Tell readings, all of some outlines that a text has, what their like do."""
    shapes = [shape_of(text, x) for x in found]
    fits: dict[tuple[str, tuple[str, int]], bool] = {}
    for shape, x in zip(shapes, found, strict=True):
        key = (shape, x.group)
        fits[key] = fits.get(key, False) or x.holds
    made = Counter(shape for shape, _ in fits)
    held = Counter(shape for (shape, _), fit in fits.items() if fit)
    for shape, x in zip(shapes, found, strict=True):
        x.like = _like(held[shape] - fits[shape, x.group], made[shape] - 1)


def _like(yes: int, every: int) -> str:
    """Name how often the same construction holds in the rest of the text."""
    if every == 0:
        return "alone"
    share = (
        "all"
        if yes == every
        else "most"
        if yes / every > 0.75
        else "half"
        if yes / every > 0.4
        else "few"
    )
    share = "none" if yes == 0 else share
    return f"{share}{1 if every == 1 else 2 if every < 4 else 4}"
