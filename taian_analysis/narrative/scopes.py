"""Which total a figure stands under: the lists that 其中, a bracket, a colon or 分…看 opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose

from ..base import catalog
from .figures import Figure
from .roles import class_named, is_step, words
from .subjects import headless

_PLAIN = ("level", "target")
_FURTHEST = 9  # figures that a list's total may stand before it
_OPENS = 48  # characters in which the words that open a list may stand before its first part
_MOST = 40  # figures from the first part of a list to its last


@dataclass(frozen=True, slots=True)
class Total:
    """The total a figure is a part of: its place among the figures, and how sure the link is."""

    place: int
    exhaustive: bool | None
    confidence: float
    because: str


def totals(text: str, found: Sequence[Figure]) -> dict[int, Total]:
    """Return the total of each figure that stands in a list of parts (place -> total).

    户 and 人 of one thing have each their own: 14000户24000人,其中城市6000户12000人.
    """
    out: dict[int, Total] = {}
    for place in range(len(found)):
        opener = None if place in out else _opener(text, found, place)
        top = _whole(found, place, opener) if opener else None
        if opener is None or top is None:
            continue
        parts = _listed(text, found, place, opener, top)
        top = _made_up(found, top, parts)
        for whole, same in [*_measures(text, found, top, parts), *_twins(found, top, parts)]:
            out |= _links(text, found, whole, same, opener)
    for top in range(len(found)):
        if (parts := _of_classes(found, top)) and not out.keys() & set(parts):
            shown = " + ".join(found[i].text for i in parts)
            out |= _links(text, found, top, parts, f"{shown} = {found[top].text}")
    return dict(sorted(out.items()))


def _made_up(found: Sequence[Figure], top: int, parts: list[int]) -> int:
    """Return the number before a list that its parts make up, its nearest total where none is.

    抽检9批次,合格8批次。按环节分:生产4批次,流通5批次.
    """
    if len(parts) < 2:
        return top
    told = sum(found[i].value for i in parts)
    for i in range(top, max(-1, parts[0] - _FURTHEST), -1):
        one = found[i]
        same = one.line == found[top].line and one.unit == found[top].unit
        if same and _is_plain(one) and isclose(one.value, told):
            return i
    return top


def _of_classes(found: Sequence[Figure], top: int) -> list[int]:
    """Return the classes of a total told after it that are all of it: 总人口9人,男性5人,女性4人."""
    whole, parts, kinds = found[top], list[int](), set[str]()
    if not _is_plain(whole):
        return []
    for i in range(top + 1, min(len(found), top + _FURTHEST)):
        part = found[i]
        if part.sentence_start != whole.sentence_start:
            break
        if part.unit != whole.unit or not _is_plain(part):
            continue
        if not (kind := class_named(part)):
            break
        parts.append(i)
        kinds.add(kind)
        if _are_all(kinds) and isclose(sum(found[k].value for k in parts), whole.value):
            return parts
    return []


def _are_all(kinds: set[str]) -> bool:
    """Whether some classes are all there are of a total: 城镇 and 乡村."""
    return any(kinds == set(one.split()) for one in catalog.load("roles")["exhaustive"])


def _opener(text: str, found: Sequence[Figure], place: int) -> str | None:
    """Return the words that open a list of parts before a figure, None where none do."""
    figure = found[place]
    near = found[max(0, place - 2) : place]
    previous = next((f for f in reversed(near) if not _is_condition(f)), None)
    if figure.unit is None or not _is_plain(figure):
        return None
    after = previous.unit_end if previous is not None else 0
    first = max(after, figure.sentence_start, figure.start - _OPENS)
    told = words("parts").search(text, first, figure.start)
    if told:
        return told[0]
    opens = text.startswith("(", after) and text.find(")", after, figure.start) < 0
    if previous is not None and opens and figure.lead[1:2] > "一":
        closes = text.find(")", figure.unit_end, figure.unit_end + 80)
        return "()" if closes >= 0 else None
    if previous is not None and previous.unit == figure.unit and text[after : after + 1] == ":":
        return ":"  # 支出合计52亿元:基本支出31亿元,项目支出21亿元
    by = words("divided").search(text, max(after, figure.start - _OPENS), figure.start)
    return by[0].strip(",:;。 ") if by else None


def _whole(found: Sequence[Figure], place: int, opener: str) -> int | None:
    """Return the total of a list: the last before it of its unit and time that is no less."""
    first = found[place]
    for i in range(place - 1, max(-1, place - _FURTHEST), -1):
        top = found[i]
        if top.line != first.line:
            return None
        if top.unit != first.unit or not _is_plain(top) or _is_planned(top) != _is_planned(first):
            continue
        if words("compared").search(top.lead[-40:]):
            continue  # 超过去年全年71亿元的规模
        each = words("respectively").fullmatch(opener)
        fits = top.value >= first.value and (top.period == first.period or opener == "其中")
        return i if fits and not (each and top.sentence_start != first.sentence_start) else None
    return None


def _listed(text: str, found: Sequence[Figure], place: int, opener: str, top: int) -> list[int]:
    """Return the parts from the first on, until they are all, or the list over or another opens."""
    first, out = found[place], [place]
    whole = found[top].value
    end = text.find(")", first.unit_end) if opener == "()" else len(text)
    for i in range(place + 1, min(len(found), place + _MOST)):
        figure = found[i]
        between = text[found[i - 1].unit_end : figure.start]
        over = figure.sentence_start != first.sentence_start and ";" not in between
        if over or figure.start > end or words("parts").search(between):
            break
        within = opener != "()" and text.startswith("(", found[i - 1].unit_end)
        other = words("apart").search(figure.lead) or _is_planned(figure) != _is_planned(first)
        own = bool(within or other)
        if figure.unit == first.unit and _is_plain(figure) and not own:
            told = sum(found[k].value for k in out)
            if len(out) > 1 and isclose(told, whole):
                break  # 新收9件,旧存1件,结案8件 of 10件
            if ";" in between and told + figure.value > whole:
                break  # 存款90元,其中住户存款60元;贷款50元
            out.append(i)
    return out


def _is_plain(figure: Figure) -> bool:
    return figure.relation in _PLAIN and not is_step(figure)


def _is_planned(figure: Figure) -> bool:
    """Whether a number is a budget's: 收入9亿元,占年初预算20亿元的45%,其中税收7亿元."""
    return words("planned").search(figure.lead[-16:]) is not None


def _is_condition(figure: Figure) -> bool:
    """Whether a number is of a condition: 其中1000万元以下的贷款惠及企业11家."""
    return figure.relation == "condition"


def _measures(
    text: str, found: Sequence[Figure], top: int, parts: list[int]
) -> Iterator[tuple[int, list[int]]]:
    """Yield a total and its parts for each measure in which both are given, side by side."""
    yield top, parts
    beside = [i + 1 for i in (top, *parts) if i + 1 < len(found)]
    unit = found[beside[0]].unit if beside else None
    joined = [
        i
        for i in beside
        if found[i].unit == unit and not text[found[i - 1].unit_end : found[i].start].strip(" 、,/")
    ]
    if unit and unit != found[top].unit and len(joined) > 1 and joined[0] == top + 1:
        yield joined[0], joined[1:]
        return
    for k in range(1, parts[0] - top):  # 火灾9起,死亡5人。其中,大火3起,死亡2人
        whole, own = found[top + k], [i + k for i in parts if i + k < len(found)]
        other = whole.unit != found[top].unit and len(own) == len(parts)
        if other and all(_is_alike(whole, found[i]) for i in own):
            yield top + k, own


def _is_alike(whole: Figure, part: Figure) -> bool:
    """Whether a number may be a part of another told of the same: 死亡2人 of 死亡5人."""
    same = whole.unit == part.unit and whole.subject == part.subject != ""
    return same and _is_plain(whole) and _is_plain(part) and part.value <= whole.value


def _twins(found: Sequence[Figure], top: int, parts: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield two totals told one after another and the parts of each, by the words they begin with.

    批准逮捕90人,起诉80人,其中批准逮捕涉毒犯罪9人,起诉8人.
    """
    if top < 1 or len(parts) < 2:
        return
    first, second = found[top - 1 : top + 1]
    beside = first.unit == second.unit and first.sentence_start == second.sentence_start
    if not beside or not _is_plain(first):
        return
    begun = [headless(found[i].lead)[:2] for i in (top - 1, top, *parts)]
    if begun[0] == begun[1] or begun[2:4] != begun[:2]:
        return
    for total in (0, 1):
        own = [i for i, head in zip(parts, begun[2:], strict=True) if head == begun[total]]
        yield top - 1 + total, own


def _links(
    text: str, found: Sequence[Figure], top: int, parts: list[int], opener: str
) -> dict[int, Total]:
    value, whole = sum(found[i].value for i in parts), found[top].value
    sums = len(parts) > 1 and abs(value - whole) <= 1e-6 * abs(whole)
    kinds = {class_named(found[i]) for i in parts}
    known = _are_all(kinds)
    tail = text[found[parts[-1]].unit_end : found[parts[-1]].unit_end + 4]
    led = text[found[parts[0]].start - len(found[parts[0]].lead) : found[parts[0]].start]
    some = len(parts) == 1 or words("open_list").search(led) or words("open_list").search(tail)
    open_ = some or (opener == "其中" and value < whole)
    full = True if sums or known else False if open_ else None
    sure = 0.99 if sums else 0.9 if known else 0.8
    return {i: Total(top, full, sure, opener) for i in parts}
