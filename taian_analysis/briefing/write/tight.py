"""What stays on one line: a number with its sign and unit, a date, a unit with a slash."""

from __future__ import annotations

import re

_HAN = "\u4e00-\u9fff"
_NUMBER = r"\d+(?:[.,]\d+)*(?:[:：/–—~-]\d+(?:[.,]\d+)*)*"
_BEFORE = r"(?<![A-Za-z0-9./_-])"  # not in the middle of a name or an address
_PER = rf"/[{_HAN}]{{1,3}}(?:·[{_HAN}])?"
#: a unit as it stands behind a number: 万人, 平方米, 个百分点, 元/人·月, or in one sign (㎡)
UNIT = rf"(?:[㎡㎥℃]|c?k?m[²³]|(?!年[{_HAN}])[{_HAN}]{{1,4}}(?:{_PER})?)"
_TIGHT = re.compile(
    rf"{_BEFORE}[第约]?(?:{_NUMBER}[{_HAN}]){{2,3}}"  # a date
    rf"|{_BEFORE}(?:[≥≤><≈±+−-] ?)?{_NUMBER}[{_HAN}]{{3,5}}(?![{_HAN}])"  # 9个百分点, 一季度
    rf"|{_BEFORE}(?:[第约]|[≥≤><≈±+−-] ?)?{_NUMBER}"
    rf"(?:[%‰℃°㎡㎥]|[十百千万亿余多]*[{_HAN}]{{0,2}}(?:{_PER})?)"
    rf"|[{_HAN}]{{1,2}}{_PER}"
)
_CLOSING = "；：！？"  # a typesetter may break a line before these where a kept piece ends
_SIGNS = re.compile(rf"\d.*[{_HAN}]|[{_HAN}]/[{_HAN}]|\d[-:/–—]\d|[≥≤><≈±+−] ?\d", re.DOTALL)


def tight_pieces(text: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is kept on one line.

    Examples
    --------
    >>> tight_pieces("达111万人（2023年7月11日）")
    [('达', False), ('111万人', True), ('（', False), ('2023年7月11日', True), ('）', False)]
    >>> tight_pieces("提高到915元/人·月。")
    [('提高到', False), ('915元/人·月', True), ('。', False)]
    """
    if len(text) < 3 or not _SIGNS.search(text):
        return [(text, False)]
    made: list[tuple[str, bool]] = []
    at = 0
    for match in _TIGHT.finditer(text):
        if len(match.group()) < 2:
            continue
        if match.start() > at:
            made.append((text[at : match.start()], False))
        end = match.end() + (text[match.end() : match.end() + 1] in tuple(_CLOSING))
        made.append((text[match.start() : end], True))
        at = end
    return [*made, (text[at:], False)] if at < len(text) else made
