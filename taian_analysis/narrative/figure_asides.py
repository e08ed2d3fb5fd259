"""Wordings of time that lend a period of their own: in a bracket, or beside the one spoken of."""

from __future__ import annotations

import re

from ..grammar.mentions import Mention
from ..grammar.periods import period
from .figures import Walk, words

_BESIDE, _GOAL, _SHARE = words("beside"), words("goal"), words("share_of_number")
_IN_BRACKET, _MEASURE, _UP_TO_NOW = words("in_bracket"), words("measure"), words("up_to_now")
_STANDS_BY, _ITS_NUMBER = words("stands_by"), words("its_number")
_LEFT_OVER, _MULTIPLE_OF = words("left_over"), words("multiple_of")
_NAMES_DAYS, _NO_FIGURE = words("names_days"), re.compile(r"[^;。\d\n]{0,80};")
_TOLD, _NEAR, DAY = re.compile(r"\d.{0,80},$"), 1 + 80 + 1, len("2023-07-11")
_YEAR = re.compile(r"\d{4}")


def names_days(walk: Walk, mention: Mention, sentence: int) -> bool:
    """Whether a wording in a bracket says which days were named: 国庆假期(10月1日至7日)."""
    opened = walk.text.startswith("(", mention.start - 1)
    return opened and bool(_NAMES_DAYS.search(walk.text[sentence : mention.start]))


def lent_until(
    walk: Walk, mention: Mention, sentence: int, code: str | None, carried: str | None
) -> int | None:
    """Return where the period ends that a wording lends; None where it is the one spoken of.

    Parameters
    ----------
    sentence
        Where the sentence begins.
    code, carried
        The period in force in it, and what the sentences before hand on.
    """
    text, held = walk.text, code or carried
    closes = walk.bracket_end(mention.start)
    if closes is not None and not names_days(walk, mention, sentence):
        beside = carried or _BESIDE.match(text, mention.start)
        back = mention.basis == "relative" and beside  # (含上年旧存),比上年上升2.1%
        lends = code or back or _IN_BRACKET.search(text, max(sentence, closes - _NEAR), closes)
        return closes if lends else None
    before = text[sentence : mention.start].strip()[-_NEAR:]
    goal = code and _GOAL.match(text, mention.end)
    if code and "/" in (mention.code or "") and _NO_FIGURE.match(text, mention.end):
        return text.find(";", mention.end)  # …,“十三五”以来六连降;…
    if held and before.endswith("占") and (share := _SHARE.match(text, mention.end)):
        return share.end() - 1  # 占上年2019年总收入61.07万元的75.56%
    part = text.find(";", mention.end, walk.bounds(mention.start, walk.stops)[1])
    day = len(mention.code or "") == DAY or _UP_TO_NOW.match(text, mention.start)
    if held and day and mention.start - sentence > 2:
        return part if part >= 0 else None  # …;截至目前办结9件;…
    if part >= 0 and held and _TOLD.search(before) and _is_earlier(mention, held):
        return part  # 2021年…,2019年共7.82亿人次;收入…
    beside = _BESIDE.match(text, mention.start)
    left = beside and _LEFT_OVER.match(text, mention.end)  # 上年结转A,补助B
    if _STANDS_BY.search(before) and "-" in (mention.code or ""):
        left = left or _ITS_NUMBER.match(text, mention.end)  # 高于4月的1.5%
    if not (left or goal or (before and (beside or _MEASURE.search(before)))):
        return None
    one = left or _MULTIPLE_OF.match(text, mention.end)
    apart = text.startswith(",", mention.end)  # 而去年同期,净利润为854万元
    return one.end() if one else walk.bounds(mention.end + apart, walk.ends)[1]


def _is_earlier(mention: Mention, held: str) -> bool:
    """Whether a wording names a year that was over before the period spoken of began."""
    year = mention.basis == "explicit" and _YEAR.fullmatch(mention.code or "")
    return bool(year) and period(mention.code or "").end < period(held).start
