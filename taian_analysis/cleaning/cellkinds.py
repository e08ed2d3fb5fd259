"""What kind of thing a table cell holds, judged by its text alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial

from ..base.kept import kept
from ..base.vocabulary import pattern
from ..grammar.chars import bare_number, simplify
from ..grammar.quantities import printed_quantity
from ..grammar.quantity_english import in_signs
from ..grammar.units import is_unit
from .headers import read_head
from .names import unit_apart, unit_like, untranslated

words = partial(pattern, "table_cells")
_SIGN = words("sign")
_MISSING = words("missing")
_SERIAL_MARK = words("serial_mark")
_NOTE = words("note")
_NUMBERED = words("numbered")
_AGES = words("ages")
_ATTRIBUTE = words("attribute")
_LEVEL1 = words("level1")
_LEVEL2 = words("level2")
_QUALITY = words("quality")
_VERDICT = words("verdict")
_ENGLISH_UNIT = words("english_unit")
_NOTE_MARK = words("note_mark")
_SECTION = words("section")
#: what numbers a name in English: 1) 2. (3) [1.2.1] 1.2
_NUMBER_OF = r"\d{1,2}(?:\.\d{1,2}){0,3}"
_ENGLISH = re.compile(
    rf"\A(?:(?:[(\[]{_NUMBER_OF}[)\]][.:]?|{_NUMBER_OF}[.:)]|{_NUMBER_OF}(?<=\.\d)(?=\s+[A-Z]))\s+)?"
    r"(?:\(\d[\d ,]{0,12} |[\s(]*+)[A-Za-z%][A-Za-z0-9\s,.'’&/()%‰$£€#°²³µ:;+*=\u2013\u2014-]*+"
)
_VALUE = words("value")
_UNCHANGED = words("unchanged")
_DEPT = words("dept")
_DEPT_LEAD = words("dept_lead")
_SIGNED, _LASTING = words("signed"), words("lasting")
_FIGURES = "0123456789.,%<>=≤≥"
_NOISE = re.compile(r"[`~!@#$^*_+={};:\"'\\?\[\]|&]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
#: kinds of numbers, with what stands in their place, with them values told in words,
#: and with them cells of numbers that are left empty
COUNTS = ("num", "int")
NUMBERS = (*COUNTS, "missing", "bad")
FIGURES = (*NUMBERS, "words")
FILLED = (*NUMBERS, "empty")
#: kinds of cells that may name a row
NAMES = ("text", "section", "head", "long", "dept", "english")
_CJK, _CJK_RUN = re.compile(r"[一-鿿]"), re.compile(r"[一-鿿]+")


@kept
def kind(text: str) -> str:
    """Name the kind of a cell.

    Returns
    -------
    str
        ``empty`` ``missing`` ``int`` ``num`` ``words`` (a value told in words and digits)
        ``unit`` ``attr`` ``dept`` ``verdict`` ``quality`` (a state in words: 有所提高)
        ``text`` ``long`` ``section`` ``note`` ``english`` ``head``
        ``level1`` ``level2`` (产出指标, 数量指标)
        ``mark`` (a serial mark alone) ``sign`` ``bad`` (digits that are no number).

    Examples
    --------
    >>> [kind(text) for text in ("", "—", "12", "≥60%", "(万人)", "约束性")]
    ['empty', 'missing', 'int', 'num', 'unit', 'attr']
    >>> kind("婚姻登记合格率"), kind("一、核心指标")
    ('text', 'section')
    """
    if bare_number(text):
        return "num" if "." in text else "int"
    plain = simplify(text.strip())
    if not plain:
        return "empty"
    if plain[-1].isascii() and plain[-1].isalpha() and " " in plain:
        plain = untranslated(plain)
    squeezed = "".join(plain.split())
    for judge in _JUDGES:
        found = judge(plain, squeezed)
        if found is not None:
            return found
    return "long" if len(squeezed) > 45 else "text"


def _bare(plain: str, squeezed: str) -> str | None:
    """Judge what is no word: a comparison, a whole number, a missing value, a serial mark."""
    if _SIGN.fullmatch(squeezed):
        return "sign"
    if plain.isascii() and plain.isdigit():
        return "int" if len(squeezed) < 13 else "bad"
    if _MISSING.fullmatch(squeezed):
        return "missing"
    return "mark" if _SERIAL_MARK.fullmatch(squeezed) else None


def _named(plain: str, squeezed: str) -> str | None:
    """Judge what its first words give away: a note, a name with a number (1.镇, 0-14岁), a unit."""
    if _NOTE.match(plain):
        return "note"
    if _NUMBERED.fullmatch(squeezed) or _AGES.fullmatch(squeezed):
        return "text"
    unit = unit_like(squeezed) and (squeezed[:2] == "1/" or not squeezed[0].isdigit())
    return "unit" if unit else None


def _bound(plain: str, squeezed: str) -> str | None:
    """Judge how binding an indicator is, or which level of a budget's form it stands on.

    Behind a number in one cell it is no text: two cells ran together.
    """
    if _ATTRIBUTE.fullmatch(squeezed.lstrip(_FIGURES)):
        return "bad" if squeezed[0] in _FIGURES else "attr"
    if len(squeezed) > 22:
        return None
    if _LEVEL2.fullmatch(squeezed):
        return "level2"
    return "level1" if _LEVEL1.fullmatch(squeezed) else None


def _told(plain: str, squeezed: str) -> str | None:
    """Judge a state in words, a verdict on a result, or a sentence that ends."""
    if len(squeezed) <= 14 and _QUALITY.fullmatch(squeezed):
        return "quality"
    if len(squeezed) >= 3 and _VERDICT.fullmatch(squeezed):
        return "verdict"
    if squeezed[-1] in "。;；" and len(squeezed) > 8:
        return "note" if _NOTE_MARK.match(squeezed) else "long"
    return None


def _titled(plain: str, squeezed: str) -> str | None:
    """Judge the head of a column, the title of a section, or a verdict of a word or two."""
    if len(squeezed) <= 60 and read_head(squeezed) is not None:
        return "head" if not re.fullmatch(r"\d{4}", squeezed) else "int"
    if _SECTION.match(plain):
        return "section"
    return "verdict" if _VERDICT.fullmatch(squeezed) else None


def _foreign(plain: str, squeezed: str) -> str | None:
    """Judge a text without a Chinese character: a unit, or English."""
    if in_signs(plain) is not None:
        return "num"  # at least 85%, within 10 working days
    if not _CJK.search(plain) and _ENGLISH.fullmatch(plain) and re.search("[a-z]{2}", plain):
        counted = is_unit(squeezed) or _ENGLISH_UNIT.fullmatch(plain)
        return "unit" if counted else "english"
    return None


def _office(plain: str, squeezed: str) -> str | None:
    """Judge an office, or a number with words after it (≥98%,逐年提高)."""
    if _DEPT.fullmatch(squeezed) and (_DEPT_LEAD.match(squeezed) or len(squeezed) <= 6):
        return "dept"
    return "words" if len(squeezed) <= 24 and _SIGNED.match(squeezed) else None


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


_CLAUSES = re.compile("[,;\uff0c\uff1b]")


def _value(plain: str, squeezed: str) -> str | None:
    """Judge a value, in digits or in words and digits."""
    if _LASTING.fullmatch(squeezed):
        return "words"
    plain = closed(plain)
    if not _VALUE.search(plain) or len(plain) > 60:
        return None
    if (read := printed_quantity(plain, None)) is None:
        named = not plain[0].isdigit() and unit_apart(plain)[1]  # PM10(μg/m³)
        return "bad" if len(re.findall("[一-鿿]", plain)) < 2 and not named else None
    if read.kind in ("number", "approx", "range", "ratio"):
        return "num"
    if read.kind == "missing":
        return "missing"
    if read.kind in ("relative", "rank", "date", "several"):
        return "words"
    first, *rest = _CLAUSES.split(squeezed)
    told = rest and plain[0].isdigit() and not bare_number(first) and any(map(str.isdigit, rest[0]))
    return "words" if told and _value(first, first) == "num" else None  # 260个,其中新建50个


#: in the order in which they are asked: what an earlier one knows, a later one never sees
_JUDGES = (_bare, _named, _bound, _told, _titled, _foreign, _value, _office)


def figured(text: str) -> bool:
    """Whether a cell holds a number, what stands in its place, nothing, or 持平 for no growth."""
    return kind(text) in FILLED or _UNCHANGED.fullmatch(text.strip()) is not None


@kept
def levelled(text: str) -> bool:
    """Whether a cell is a level of a budget's form; of another text nothing more is asked.

    Examples
    --------
    >>> levelled("数量指标"), levelled("12.5")
    (True, False)
    """
    squeezed = "".join(simplify(text).split())
    level = _LEVEL1.fullmatch(squeezed) or _LEVEL2.fullmatch(squeezed)
    return level is not None and kind(text) in ("level1", "level2")


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


def count_chinese(text: str) -> int:
    """Return how many Chinese characters a text has; every one of them is a letter."""
    return sum(map(len, _CJK_RUN.findall(text)))


def counted(text: str) -> bool:
    """Whether a cell holds a number that is no head.

    Examples
    --------
    >>> counted("12.5"), counted("2023年"), counted("—")
    (True, False, False)
    """
    return kind(text) in COUNTS and read_head(text) is None


def coherent(cells: Sequence[str]) -> bool:
    """Whether three of four cells are of one kind: numbers, texts, units.

    Examples
    --------
    >>> coherent(["15", "20%", "-", "12"]), coherent(["15", "甲项", "20", "乙项"])
    (True, False)
    """
    kinds = Counter(map(_coarse, cells))
    return bool(cells) and max(kinds.values()) >= 0.75 * len(cells)


def _coarse(text: str) -> str:
    what = kind(text)
    if what in FIGURES:
        return "number"
    return "text" if what in ("text", "section", "head", "long") else what


def rated(result: float | None, target: float | None, rate: float | None, off: float = 1) -> bool:
    """Whether a rate is a result over its target in percent, but for its rounding."""
    if result is None or rate is None or not target:
        return False
    return abs(100 * result / target - rate) <= off


@kept
def number(text: str) -> float | None:
    """Return the number a cell prints, without its unit; None where it prints another thing.

    Examples
    --------
    >>> number("1,202"), number("35%"), number("\u2014")
    (1202.0, 35.0, None)
    """
    read = printed_quantity(text, None) if text.strip() else None
    return read.value if read is not None and read.kind in ("number", "approx") else None
