# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""What kind of thing a table cell holds, judged by its text alone."""

from __future__ import annotations

import re
from functools import lru_cache

from ..base import catalog
from ..base.errors import QuantityError
from ..grammar.quantities import parse_quantity
from ..grammar.units import is_unit
from .headers import read_head
from .names import unit_like, untranslated


def words(name: str) -> re.Pattern[str]:
    """Return the pattern of one kind of ``table_cells.toml``.

    Examples
    --------
    >>> bool(words("verdict").fullmatch("已完成")), words("money").search("满意度") is None
    (True, True)
    """
    return re.compile("|".join(catalog.load("table_cells")[name]["patterns"]))


_ATTRIBUTE = words("attribute")
_SERIAL_MARK = re.compile(
    r"[A-Z]{1,2}[-.]?\d{1,3}(?:[.-]\d{1,2})*|[A-Z]{1,4}\d{4,}|[(\uff08]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)\uff09、.．](?!\d)|[①-⑳]|[⑴-⒇]|[一二三四五六七八九十]{2,3}|[二三四五六七八九十]"
)
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(\uff08][一二三四五六七八九十]{1,3}[)\uff09]|第[一二三四五六七八九十]+[章节类部])\s*\S"
)
#: 二、三产业…: a Chinese numeral follows the mark, so this is no serial number
_NOT_SECTION = re.compile(
    r"[一二三四五六七八九十][、.．][一二三四五六七八九十](?:产业|类|级|次|等)"
)
_NUMBERED = re.compile(r"\d{1,2}[.、\uff0e][一-鿿]{1,3}")
_NOTE = words("note")
_VERDICT = words("verdict")
_QUALITY = words("quality")
_DEPT = words("dept")
_DEPT_LEAD = words("dept_lead")
_ENGLISH = re.compile(
    r"\A(?:\(\d[\d ,]{0,12} |[\s(]*+)[A-Za-z][A-Za-z0-9\s,.'’&/()%:;+*\u2013\u2014-]*+"
)
_NOISE = re.compile(r"[`~!@#$^*_+={};:\"'\\?\[\]|&]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_LEVEL1 = words("level1")
_LEVEL2 = words("level2")
_SIGN = words("sign")
#: a number with words after it: ≥98%,逐年提高
_SIGNED = re.compile(r"(?:[≥≤><＞＜≧≦]|>=|<=|不[少低]于|不[高超][于过])\d")
_CJK = re.compile(r"[一-鿿]")


@lru_cache(maxsize=16384)
def kind(text: str) -> str:
    """Name the kind of a cell.

    Returns
    -------
    str
        ``empty`` ``missing`` ``int`` ``num`` ``words`` (a value told in words and digits)
        ``unit`` ``attr`` ``dept`` ``verdict`` ``quality`` (a state in words: 有所提高) ``text`` ``long`` ``section`` ``note`` ``english``
        ``head`` ``level1`` ``level2`` (产出指标, 数量指标)
        ``mark`` (a serial mark alone) ``sign`` ``bad`` (digits that are no number).

    Examples
    --------
    >>> [kind(t) for t in ("", "—", "12", "≥60%", "(万人)", "约束性", "婚姻登记合格率", "一、核心指标")]
    ['empty', 'missing', 'int', 'num', 'unit', 'attr', 'text', 'section']
    """
    plain = text.strip()
    if not plain:
        return "empty"
    if plain[-1].isascii() and plain[-1].isalpha() and " " in plain:
        plain = untranslated(plain)
    squeezed = re.sub(r"\s+", "", plain)
    if _SIGN.fullmatch(squeezed):
        return "sign"
    if plain.isascii() and plain.isdigit():
        return "int" if len(squeezed) < 13 else "bad"
    if squeezed in "-—–/一无" and len(squeezed) == 1:
        return "missing"
    if _SERIAL_MARK.fullmatch(squeezed):
        return "mark"
    if _NOTE.match(plain):
        return "note"
    if _NUMBERED.fullmatch(squeezed):
        return "text"  # 1.镇 is a name
    if unit_like(squeezed) and (squeezed[:2] == "1/" or not squeezed[0].isdigit()):
        return "unit"
    if (_ATTRIBUTE.fullmatch(squeezed) and "性" in squeezed) or squeezed in ("约束", "预期"):
        return "attr"
    if "指标" in squeezed and len(squeezed) <= 22:
        if _LEVEL2.fullmatch(squeezed) and not squeezed.startswith("满意度"):
            return "level2"
        if _LEVEL1.fullmatch(squeezed):
            return "level1"
    if len(squeezed) <= 14 and _QUALITY.fullmatch(squeezed):
        return "quality"
    if len(squeezed) >= 3 and _VERDICT.fullmatch(squeezed):
        return "verdict"
    if squeezed[-1] in "。;；" and len(squeezed) > 8:
        return "note" if re.match(r"[\d(\uff08①-⑨*注]", squeezed) else "long"
    if len(squeezed) <= 60:
        head = read_head(squeezed)
        if head is not None:
            return "head" if not re.fullmatch(r"\d{4}", squeezed) else "int"
    if _SECTION.match(plain) and not _NOT_SECTION.match(plain):
        return "section"
    if _VERDICT.fullmatch(squeezed):
        return "verdict"
    if not _CJK.search(plain) and _ENGLISH.fullmatch(plain) and re.search("[a-z]{2}", plain):
        return "english" if not is_unit(squeezed) else "unit"
    value = _value_kind(plain)
    if value:
        return value
    if _DEPT.fullmatch(squeezed) and (_DEPT_LEAD.match(squeezed) or len(squeezed) <= 6):
        return "dept"
    if len(squeezed) <= 24 and _SIGNED.match(squeezed):
        return "words"
    return "long" if len(squeezed) > 45 else "text"


def closed(text: str) -> str:
    """Return a value with the bracket closed that its cell lost.

    Examples
    --------
    >>> closed("50%(东山未开工"), closed("12.5")
    ('50%(东山未开工)', '12.5')
    """
    if re.match(r"\A\s*+[\d.,]++\s*+[%\uff05]?\s*+[(\uff08][^()\uff08\uff09]++$", text):
        return f"{text.rstrip()})"
    return text


def _value_kind(plain: str) -> str | None:
    plain = closed(plain)
    if not re.search(r"[\d一二两三四五六七八九十半番增…*/-]", plain) or len(plain) > 60:
        return None
    try:
        read = parse_quantity(plain)
    except QuantityError:
        return "bad" if len(re.findall("[一-鿿]", plain)) < 2 else None
    if read.kind in ("number", "approx", "range", "ratio"):
        return "num"
    if read.kind == "missing":
        return "missing"
    if read.kind in ("relative", "rank", "date", "several"):
        return "words"
    return None


def noisy(text: str) -> bool:
    """Whether a cell looks like random characters rather than print."""
    plain = text.strip()
    if len(plain) < 6:
        return False
    bits = len(_NOISE.findall(plain))
    return bits >= 4 and bits / len(plain) > 0.15


def chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return bool(_CJK.search(text))
