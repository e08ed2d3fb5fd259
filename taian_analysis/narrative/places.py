"""Where each figure of a text stands, for the links between them: words, order, scope, no value.

A `Place` is a figure as its neighbours see it: its unit, what kind of number it is, the sentence,
clause and bracket it stands in, the class of words right before it, and the words of its name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import add

from ..base import catalog
from ..base.vocabulary import pattern
from .figures import POINTS, Figure
from .roles import is_step, sign_of

_DATA = catalog.load("links")
#: classes of the words before a number, as (letter, pattern)
_CLASSES = [(key, words) for key, words in _DATA["cues"].items()]
_CUE = re.compile("|".join(f"(?P<{key}>{words})" for key, words in _CLASSES))
_NOISE = re.compile(_DATA["noise"])
_NAMED_BASE = re.compile(_DATA["named_base"])
_RATE_OF = re.compile(_DATA["rate_of"])
_WITHIN, _AMONG = re.compile(_DATA["within"]), re.compile(_DATA["among"])
_COMPARED, _OF_WHICH = pattern("growth", "set_against"), pattern("parts", "of_which")
_FILL = re.compile(_DATA["noise"] + "|" + "|".join(_DATA["cues"].values()) + "|" + _DATA["fill"])
_ITEMS, _TOTAL = re.compile(_DATA["items"]), pattern("growth", "subject_tail")
_NO_AMOUNT = re.compile(_DATA["no_amount"])
_ALL = re.compile(_DATA["all_of_it"])
_CALLED = [(re.compile(words), name) for words, name in _DATA["called"].items()]
_HEAD = re.compile(r"[,，。;；:：()（）\n]")
_LEAD = re.compile(r"[,，。;；:：\n]")
#: the comma of 2,950,000 ends none; each pattern begins with its signs, which are found fast
_CLAUSE = r"[,。;:\n](?:(?<!,)|(?!\d{3}(?!\d)))"
_NUMERAL, _CLOSES = re.compile(r"\d[\d, ]*(?:\.\d+)?"), re.compile(r"[^\d,、;。(]{0,6}\)")
_WINDOW = 40
_PERCENT = ("%", "‰")


@dataclass(slots=True)
class Place:
    """One figure as the links see it."""

    index: int
    figure: Figure
    low: float
    high: float
    grain: float
    unit: str
    kind: str
    sign: int
    paragraph: int
    sentence: int
    part: int
    clause: int
    bracket: int
    closes: bool
    cue: str
    head: str
    called: str
    base: frozenset[str]
    done: frozenset[str]
    opens: int
    own: frozenset[str]
    thing: frozenset[str]
    within: frozenset[str]
    after_colon: bool = False
    of_which: bool = False
    first: str = ""
    run: int = 0
    share: tuple[int, int] = (0, 0)
    _name: frozenset[str] | None = None

    def says(self, cue: str) -> bool:
        """Whether the words before it hold a cue."""
        return cue in self.cue.split("-")

    @property
    def name(self) -> frozenset[str]:
        """The words of what it is called, as bigrams; made for those that are weighed."""
        if self._name is None:
            self._name = bigrams(self.called)
        return self._name


def bigrams(words: str) -> frozenset[str]:
    """Return the words of a name, two signs by two."""
    return _two_by_two(_NOISE.sub("", words)) if words else frozenset()


def _two_by_two(plain: str) -> frozenset[str]:
    return frozenset(map(add, plain, plain[1:]))


_JOINT = {word: bigrams(word) for word in _DATA["joint"].split()}
#: so much of the words that name a figure stands in its name
_MOST = 0.65


def named(words: frozenset[str], place: Place) -> bool:
    """Whether words name a figure: most of them stand in its name.

    出口 does not name 进出口, which it ends.
    """
    joint = (both for word, both in _JOINT.items() if word in place.head)
    if any(words & both and not both <= words for both in joint):
        return False
    return len(words & place.name) >= _MOST * len(words)


def heads_own(place: Place) -> bool:
    """Whether a number is the whole of those after it: 65起火灾中,住宅40起."""
    return _AMONG.match(place.figure.source, place.figure.unit_end) is not None


def planned(place: Place) -> bool:
    """Whether a level is a budget or a task, not what was done."""
    return place.says("ji")


def _cue(head: str, *, compared: bool = False) -> str:
    """Return the classes of the words before a number, in their order, each once.

    One that is compared with behind it (同…的13万人相比) is as one that is before it.
    """
    found: list[str] = []
    for match in _CUE.finditer(head):
        key = match.lastgroup or ""
        if key not in found:
            found.append(key)
    if compared and "bi" not in found:
        found.append("bi")
    return "-".join(found[-4:])


def _grain(figure: Figure, low: float, high: float) -> float:
    """Return the step a number was printed in: 8500 was hardly counted to the one."""
    numeral = _NUMERAL.search(figure.text)
    text = numeral[0].replace(",", "").replace(" ", "") if numeral else "1"
    printed = float(text or 0)
    scale = abs(figure.value) / printed if printed else 1.0
    if "." in text:
        step = 10.0 ** -len(text.split(".")[1])
    else:
        step = 10.0 ** (len(text) - len(text.rstrip("0"))) if text.strip("0") else 1.0
    return max(high - low, step * scale)


def _kind(figure: Figure) -> str:
    unit = figure.unit or ""
    if figure.relation == "condition":
        return ""
    if not unit and 0 < figure.value <= 100 and _NAMED_BASE.search(figure.lead):
        return "percent"  # 占总数的13.4: the sign % is lost
    if unit.startswith(_PERCENT):
        return "rate" if figure.relation == "change" else "percent"
    if unit == POINTS:
        return "points"
    if _NO_AMOUNT.match(unit):
        return ""
    return "step" if is_step(figure) else "level"


def _marks(text: str, pattern: str) -> list[int]:
    return [match.end() for match in re.finditer(pattern, text)]


def _ends(figure: Figure) -> tuple[float, float] | None:
    low, high = figure.low, figure.high
    if low is None or high is None:
        return None
    if low == high and "." in figure.text:
        half = _grain(figure, low, high) / 2
        return low - half, high + half
    return low, high


def _own(head: str) -> frozenset[str]:
    """Return the words right before a number that are a subject of its own, as bigrams."""
    return _two_by_two(_FILL.sub("", head))


def last_of(head: str) -> str:
    """Return the end of a subject, two signs that tell what is measured: 工业增加值, 工业企业."""
    return _TOTAL.sub("", _FILL.sub("", head))[-2:]


def _whole(base: str) -> str:
    """Return the words that a share's whole is printed with, without those for all of it."""
    for words, name in _CALLED:
        base = words.sub(name, base)
    return _ALL.sub("", base)


class _Wholes:
    """The wholes that sentences say their figures are of (全县常住人口中,男性…)."""

    def __init__(self, text: str) -> None:
        marked = f"\n{text}"  # each begins after a mark
        found = [(m.start(1) - 1, m.end() - 1, m[1]) for m in _WITHIN.finditer(marked)]
        self.starts = [start for start, _, _ in found]
        self.found = found

    def of(self, figure: Figure) -> frozenset[str]:
        """Return the words of the whole a figure is of, as bigrams; none where none is named."""
        at = bisect_right(self.starts, figure.start) - 1
        if at < 0 or self.found[at][0] < figure.sentence_start or self.found[at][1] > figure.start:
            return frozenset()
        return bigrams(_ALL.sub("", self.found[at][2]))


_REACH = 90


def _respectively(text: str, out: list[Place]) -> None:
    """Give each number after 分别 the name it belongs to, and which of how many it is."""
    for i, place in enumerate(out):
        if not place.says("fen"):
            continue
        run = [place]
        for other in out[i + 1 :]:
            lead = other.figure.lead.strip()
            if lead not in ("、", "和", "及", "与", "、以及") or other.kind != place.kind:
                break
            run.append(other)
        if len(run) < 2:
            continue
        first = max(place.figure.sentence_start, place.figure.start - _REACH)
        said = text[first : place.figure.start]
        clause = next((c for c in reversed(_LEAD.split(said.rpartition("分别")[0])) if c), "")
        items = _ITEMS.split(clause)
        for k, one in enumerate(run):
            one.share = (k, len(run))
            one.own = one.thing = frozenset()
            if len(items) == len(run):
                one.own = one.thing = _own(items[k])
                others = [bigrams(item) for n, item in enumerate(items) if n != k]
                one._name = one.name.difference(*others) | bigrams(items[k])


def places(text: str, figures: Sequence[Figure]) -> list[Place]:
    """Return the figures that can be linked, in order.

    Parameters
    ----------
    text
        The half-width, simplified text.
    figures
        Its figures.
    """
    paragraphs, sentences = _marks(text, "\n"), _marks(text, r"[。!\n][。!\n]*\s*")
    parts, clauses = _marks(text, r"[。;!\n][。;!\n]*\s*"), _marks(text, _CLAUSE)
    opened, closed = _marks(text, r"\("), _marks(text, r"\)")
    openers = _marks(text, _DATA["openers"])
    out: list[Place] = []
    units: set[str] = set()
    seen: set[tuple[int, str]] = set()
    groups = _Wholes(text)
    # of a list of many numbers the words are few, and what is made of them is made once
    cue_of, own_of = cache(_cue), cache(_own)
    for i, figure in enumerate(figures):
        ends, kind = _ends(figure), _kind(figure)
        if ends is None or not kind:
            continue
        at = figure.start
        since = figures[i - 1].unit_end if i else 0
        before = text[max(since, at - _WINDOW) : at]
        head, lead = _HEAD.split(before)[-1], _LEAD.split(before)[-1]
        named, done = _NAMED_BASE.search(lead), _RATE_OF.search(head)
        base = _whole(named[1] or named[2]) if named else ""
        own = head.replace(named[1] or named[2], "") if named else head
        paragraph = bisect_right(paragraphs, at)
        unit = figure.unit or ""
        key, noun = (paragraph, unit), own_of(own)
        first = "" if unit in units else "text"
        first = first or ("" if key in seen else "paragraph")
        units.add(unit)
        seen.add(key)
        name = lead if lead.strip() else ""
        place = Place(
            index=len(out), figure=figure, low=ends[0], high=ends[1],
            grain=_grain(figure, *ends), unit=unit, kind=kind, sign=sign_of(figure),
            paragraph=paragraph, sentence=bisect_right(sentences, at),
            part=bisect_right(parts, at), clause=bisect_right(clauses, at),
            bracket=bisect_right(opened, at) - bisect_right(closed, at),
            closes=_CLOSES.match(text, figure.end, figure.end + 8) is not None,
            cue=cue_of(head, compared=_COMPARED.match(text, figure.unit_end) is not None),
            head=head, called=f"{name},{figure.subject}", base=bigrams(base),
            done=bigrams(done[1] if done else ""),
            opens=bisect_right(openers, at), own=noun, thing=noun or own_of(figure.subject),
            within=groups.of(figure), after_colon=":" in before,
            of_which=_OF_WHICH.search(before) is not None, first=first,
        )  # fmt: skip
        if out and out[-1].unit == unit and out[-1].sentence == place.sentence:
            place.run = out[-1].run + 1
        out.append(place)
    _respectively(text, out)
    return out
