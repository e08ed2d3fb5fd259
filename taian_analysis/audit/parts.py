"""Claims about parts of a total: 其中 …, 共…项 …, 以上…项."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import pairwise
from types import MappingProxyType

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.chars import line_of
from ..grammar.interval import agree
from ..narrative.figures import Figure
from ..narrative.link_kinds import may_add_up
from ..narrative.link_model import evidence
from ..narrative.links import reading
from .claim_words import words
from .claims import Claim, Context, claimed, number, printed, unit_of
from .linked import all_named, judged, places_of
from .mended import digits_told, mends
from .part_sums import ANY, claim_of_sum, crossing, is_again, some_make, summed
from .reckon import makes, outcome_of, total_of
from .told import says, titled

_OF_WHICH, _HOLDS = pattern("parts", "of_which"), pattern("parts", "holds")
_BESIDE = pattern("parts", "beside")
_AMONG = pattern("links", "among")
_IN_ALL = pattern("parts", "in_all")
_THESE = pattern("parts", "these")
#: 人均收入18642元,其中城镇23105元: means and rates are no sums of parts, nor bounds to them.
_MEAN = pattern("parts", "mean")
_COMPARED, _RATE = pattern("parts", "compared"), pattern("parts", "rate")
_SIZES, _SPANS = (frozenset(catalog.load("parts")[k].split()) for k in ("sizes", "spans"))
_COUNTING = {
    u: k for k, units in enumerate(catalog.load("parts")["counting"]) for u in units.split()
}
#: A misprint must explain a list so much likelier than chance, of a total of so many digits.
_TELLING, _DIGITS, _MANY = 5.0, 3, 4
_NEARLY = 0.1  # so near a total are all its parts, however each is counted
_NEAREST = 16  # figures are tried as the total of parts
_BACK = 3  # sentences a total is looked for that the parts make up exactly


def parts(context: Context) -> Iterator[Claim]:
    """X共A, 其中 B、C、D: no part is larger than the whole, and parts that exhaust it add up.

    The whole may stand in the sentence before (…A。其中,B;C). A list after 其中 need not be
    complete, and its parts may overlap: only lists whose sum is near the total are taken to exhaust
    it (see ``part_sums``); of any other no part may be above the total.
    """
    for number_of, figures in enumerate(context.sentences):
        sentence_before = context.sentences[number_of - 1] if number_of else []
        for place, first in enumerate(figures):
            previous = figures[place - 1] if place else None
            among = _among(context, first, previous) or _divided(context, first, previous)
            if not among or not _is_amount(first):
                continue
            if _of_both(figures, place):
                continue
            opened = _bracket(context, first.start)
            earlier = _before(context, figures[:place], first, opened, sentence_before)
            wholes = _wholes(earlier, first)
            second = _second(figures, place)
            beside_whole = _last_level(figures[:place])
            every = _counted(_listed(context, figures[place:], second, _COUNTING))
            listed = _listed(context, figures[place:], second)
            if any(_nearly(whole, every) for whole in wholes):
                listed = max(every, listed, key=len)
            every, listed = max(every, listed, key=len), _ended(context, wholes, listed)
            if opened:
                listed = [f for f in listed if f.end <= opened[1]]
            else:
                listed = [f for f in listed if not _bracket(context, f.start)]
            cut = _is_cut(context, figures[place:], listed)
            if wholes and earlier is sentence_before:
                wholes = _farther(context, number_of, listed) or wholes
            told = []
            if wholes and listed:
                more = every if len(every) > len(listed) and not opened else listed
                told.append((wholes, listed, more))
            if beside_whole is not None and second and listed:  # 39件64人,其中13件20人
                pairs = pairwise(figures[place:])
                beside = [g for f, g in pairs if f in listed and g.unit in second]
                told.append(([beside_whole], beside, beside))
            yield from _in_measures(context, told, cut=cut)


def _of_both(figures: list[Figure], place: int) -> bool:
    """Whether two numbers make what the two before them do.

    建议152件,提案176件,其中主办208件,会办120件: of both.
    """
    four = figures[max(0, place - 2) : place + 2]
    if len(four) < 4 or len({unit_of(f) for f in four}) > 1:
        return False
    return agree(outcome_of("sum", four[:2]), outcome_of("sum", four[2:]))


def _in_measures(
    context: Context, told: list[tuple[list[Figure], list[Figure], list[Figure]]], *, cut: bool
) -> Iterator[Claim]:
    """Claim what a list makes in one measure or two: parts that are all of one are of the other."""
    held = [total_of(listed, wholes) is not None for wholes, listed, _ in told]
    sizes = {len(listed) for _, listed, _ in told}
    every = len(sizes) == 1 and min(sizes) > 1 and any(held)
    for (wholes, listed, more), fine in zip(told, held, strict=True):
        if every and not fine and mends([wholes[0], *listed], partial(makes, "sum")):
            yield claim_of_sum(context, wholes[0], listed, False)
        else:
            yield from _made(context, wholes, listed, more, cut=cut)


def _before(
    context: Context,
    earlier: list[Figure],
    first: Figure,
    opened: tuple[int, int] | None,
    sentence_before: list[Figure],
) -> list[Figure]:
    """Return the numbers before the first part that may be its total."""
    if opened:  # 122个(其中市辖区36个): a bracket speaks of the figure right before it
        own = "%" if unit_of(first) != "%" else ""  # 122个,增长5%(其中市辖区36个)
        return [f for f in earlier if f.end <= opened[0] and unit_of(f) != own][-1:]
    if not earlier and sentence_before and sentence_before[0].line == first.line:
        return sentence_before
    # 上线1286人,上线率55.5%(参考2317人),其中: what a bracket says beside is no total
    return [f for f in earlier if not _bracket(context, f.start)] or earlier


def _made(
    context: Context,
    wholes: list[Figure],
    listed: list[Figure],
    more: list[Figure],
    *,
    cut: bool,
) -> Iterator[Claim]:
    """Claim that parts make a whole; `more` has those that a misprint may have set apart too."""
    claim = summed(context, wholes, listed, cut=cut)
    if claim is None or claim.check == "bound" or claim.verdict != "holds":
        claim = _misprinted(context, wholes, more) or claim
    if claim is not None:
        yield claim


def _misprinted(context: Context, wholes: list[Figure], listed: list[Figure]) -> Claim | None:
    """Claim that parts make a total but for a misprint, which explains it and chance hardly would.

    28659 of 56033 may be printed 82659, so that the words alone would take it for another matter.
    """
    text, _ = judged(context)
    for whole in wholes:
        digits = digits_told(whole)
        fine = len(listed) > 1 and digits >= _DIGITS
        value = sum(f.value for f in listed)
        few = value < whole.value and len(listed) < _MANY
        if (
            is_again(whole, listed)
            or some_make(whole, listed)
            or (few and (digits == _DIGITS or crossing(listed) or not all_named(listed)))
        ):
            continue  # some of them only
        rest = value - max(f.value for f in listed)
        some = places_of(context, whole, *listed) if fine and rest < whole.value else ()
        may = bool(some) and may_add_up([(p.figure, p.low, p.high) for p in some])
        if may and evidence(text, reading("sum", "sum", some)) >= _TELLING:
            return claim_of_sum(context, whole, listed, False)
    return None


def _wholes(earlier: list[Figure], first: Figure) -> list[Figure]:
    """Return what may be the total of parts, nearest first.

    Where the nearest is told roughly (受伤二千余人,其中250人) those before it are of other
    things; a size (两台33万千瓦机组) is no total.
    """
    ends = {f.unit_end for f in earlier}
    same = [
        f
        for f in reversed(earlier)
        if unit_of(f) == unit_of(first)
        and f.relation == "level"
        and f.value
        and not f.rate
        and not _MEAN.search(f.lead)
        and not (f.start in ends and unit_of(f) in _SIZES)
    ]
    rough = bool(same) and bool(same[0].qualifier)
    return [] if rough else [f for f in same if not f.qualifier][:_NEAREST]


def _farther(context: Context, sentence: int, listed: list[Figure]) -> list[Figure]:
    """Return the total that parts make up exactly, some sentences back in their paragraph.

    共有组织367万个。基层委18万个,支部349万个。其中,学生183万个,企业184万个
    """
    if len(listed) < 2:
        return []
    back = reversed(context.sentences[max(0, sentence - _BACK) : sentence])
    one, unit = listed[0], unit_of(listed[0])
    some = [f for figures in back for f in reversed(figures) if f.line == one.line]
    some = [f for f in some if unit_of(f) == unit and f.relation == "level" and f.value]
    held = total_of(listed, some)
    return [] if held is None else [some[held]]


def _bracket(context: Context, place: int) -> tuple[int, int] | None:
    """Return the bracket a place stands in, within its paragraph."""
    start, _ = line_of(context.text, place)
    opened = context.text.rfind("(", start, place)
    if opened < 0 or context.text.find(")", opened, place) >= 0:
        return None
    closed = context.text.find(")", place)
    return (opened, closed) if closed >= 0 else None


def _is_amount(figure: Figure) -> bool:
    """Whether a number may be of a whole: no span of time, as in 树龄在十年以上,其中古柳300年."""
    return figure.relation == "level" and bool(figure.unit) and figure.unit not in _SPANS


def _among(context: Context, figure: Figure, previous: Figure | None) -> bool:
    """Say whether a figure comes right after 其中, and not after another of its clause."""
    if _OF_WHICH.search(figure.lead) or _HOLDS.match(figure.lead.strip()):
        return True
    start = figure.clause_start
    if previous is not None and previous.clause_start == start:
        return False
    return _OF_WHICH.match(context.text, max(0, start - 3), start) is not None


def _divided(context: Context, figure: Figure, previous: Figure | None) -> bool:
    """Whether a figure is of those that the one before it counts: 512人中,住校364人."""
    if previous is None or unit_of(previous) != unit_of(figure) or unit_of(figure) in ANY:
        return False
    return _AMONG.match(context.text, previous.unit_end, figure.clause_start) is not None


def _listed(
    context: Context,
    figures: list[Figure],
    aside: frozenset[str | None] = frozenset(),
    alike: Mapping[str, int] = MappingProxyType({}),
) -> list[Figure]:
    """Return the levels of one unit from the first on, over the changes between them.

    Units that are `alike` count as one.

    A list that runs on with commas ends at a semicolon, and after a rate of a part of its own:
    what comes next (直接解答884件,直接解答率57%,回访737件) is another step of all.
    """
    first = figures[0]
    out = [first]
    strong: bool | None = None
    rated = False
    for figure in figures[1:]:
        if figure.relation in ("change", "share") or figure.unit in aside:
            rated = rated or bool(figure.unit == "%" and _RATE.search(figure.lead))
            continue
        if rated and ";" not in context.text[out[-1].end : figure.start]:
            break
        rated = False
        unit, one = (alike.get(unit_of(f), unit_of(f)) for f in (figure, first))
        if unit != one or figure.relation != "level":
            break
        if _BESIDE.search(figure.lead):
            break
        if _COMPARED.match(figure.lead):
            continue  # 比上年的107件减少
        nested = _OF_WHICH.search(figure.lead) is not None or (
            figure.clause_start != out[-1].clause_start and _among(context, figure, out[-1])
        )
        semicolon = ";" in context.text[out[-1].end : figure.start]
        strong = semicolon if strong is None else strong
        if nested and len(out) > 1 and _kind(figure) == _kind(first):
            return out[:-1]  # 举报1260件,其中实名320件;受理980件,其中实名290件: told like the whole
        if nested or figure.qualifier or (semicolon and not strong):
            break
        out.append(figure)
    return out


def _nearly(whole: Figure, listed: list[Figure]) -> bool:
    return abs(sum(f.value for f in listed) / whole.value - 1) <= _NEARLY


def _counted(listed: list[Figure]) -> list[Figure]:
    """Leave out what is counted otherwise behind a list, and not named like it: 座椅86把."""
    last = len(listed)
    while last > 1 and unit_of(listed[last - 1]) != unit_of(listed[0]):
        one, other = (_kind(f)[-1:] for f in listed[last - 2 : last])
        if one == other:
            break
        last -= 1
    return listed[:last]


def _kind(figure: Figure) -> str:
    return words(_OF_WHICH.sub("", figure.lead))


def _is_cut(context: Context, figures: list[Figure], listed: list[Figure]) -> bool:
    """Whether more of the kind follows where a list was left: 中学4所,学制12年的1所,中职1所."""
    if not listed:
        return False
    more = [
        f
        for f in figures
        if f.start > listed[-1].start and unit_of(f) == unit_of(listed[0]) and f.relation == "level"
        and not _bracket(context, f.start)
    ]  # fmt: skip
    return bool(more) and ";" not in context.text[listed[-1].end : more[0].start]


def _last_level(figures: list[Figure]) -> Figure | None:
    """Return the last number that is no change: 110批1731人次,分别上升52.8%、45.3%."""
    return next((f for f in reversed(figures) if f.relation != "change"), None)


def _second(figures: list[Figure], place: int) -> frozenset[str | None]:
    """Return the second measure of a total and its parts: 14000户24000人,其中6000户12000人."""
    before = _last_level(figures[:place])
    after = figures[place + 1] if place + 1 < len(figures) else None
    both = before is not None and after is not None and before.unit == after.unit
    if both and after is not None and not after.lead.strip() and after.unit != figures[place].unit:
        return frozenset([after.unit])
    return frozenset()


def _ended(context: Context, wholes: list[Figure], listed: list[Figure]) -> list[Figure]:
    """End a list at a semicolon after which a number is above every total: another matter."""
    most = max((f.value for f in wholes), default=0.0)
    for i, (one, other) in enumerate(pairwise(listed), 1):
        if ";" in context.text[one.end : other.start] and other.value > most:
            return listed[:i]
    return listed


def counted_parts(context: Context) -> Iterator[Claim]:
    """共涉及指标N项, …a项, …b项, 以上N项: the counts in between add up, and N is N both times."""
    for figures in context.sentences:
        whole = figures[0]
        if not _IN_ALL.search(whole.lead) or not unit_of(whole):
            continue
        same = [f for f in figures[1:] if unit_of(f) == unit_of(whole) and f.relation == "level"]
        again = next((f for f in same if _THESE.search(f.lead.strip())), None)
        if again is None:
            continue
        listed = same[: same.index(again)]
        if again.value < whole.value and again.value != sum(f.value for f in listed):
            continue  # 共有养殖户10户,分别是:…以上两户: the last that were told
        scope = words(whole.lead)
        yield claimed(
            context, "counted_parts", [whole, again], f"again/{scope}",
            titled("claim.counted_again", what=scope), number(whole.value),
            again.value == whole.value, stated=printed(context, again), tolerance="0",
        )  # fmt: skip
        if len(listed) < 2:
            continue
        value = sum(f.value for f in listed)
        fine = value == whole.value
        yield claimed(
            context, "counted_parts", [whole, *listed], f"parts/{scope}",
            titled("claim.counted_parts", scope),
            f"{' + '.join(number(f.value) for f in listed)} = {number(value)}", fine,
            says("remark.items_off", n=number(value), said=printed(context, whole)),
            kind="arithmetic", tolerance="0",
        )  # fmt: skip


RULES = (parts, counted_parts)
