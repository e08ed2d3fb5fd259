"""Numbers as Chinese texts print them: 12,345; 1.75万; 3.2亿; 两; 十余; 一百二十; 三分之二.

A number is its value in the base unit and the step of its last printed digit, in the same unit:
1.75万 is 17500 with a step of 100, so that what was meant lies within 17450–17550.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..base import catalog
from ..base.errors import QuantityError
from ..base.vocabulary import pattern
from .chars import writer

_TABLE = catalog.load("numerals")
SCALES: dict[str, int] = _TABLE["scales"]
_PLACES: dict[str, int] = _TABLE["places"]
#: the scales that gather what stands before them: 三亿二千万
_GATHER = tuple(scale for scale in SCALES if len(scale) == 1 and SCALES[scale] >= 10**4)
DIGITS = {char: digit for digit, chars in enumerate(_TABLE["digits"]) for char in chars}
_PLAIN = writer(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys((0x3000, 0xA0, 0x202F, *range(0x2002, 0x200B)), 0x20)  # what parts thousands
    | {0x2236: 0x3A}
)
_COMMA = re.compile("，(?<=[0-9]，)(?=[0-9])")

_CHINESE_YEAR = pattern("mentions", "chinese_year")
_TO_ARABIC = str.maketrans({sign: str(digit) for sign, digit in DIGITS.items()})


def arabic_years(text: str) -> str:
    """Return a text of the same length whose years in Chinese digits are in Arabic ones.

    Examples
    --------
    >>> arabic_years("二〇二三年十月")
    '2023年十月'
    """
    return _CHINESE_YEAR.sub(lambda year: year[0].translate(_TO_ARABIC), text)


def plain(text: str) -> str:
    """Return a text of the same length with full-width forms made half-width.

    A full-width comma between digits separates two numbers (98，100), never thousands.

    Examples
    --------
    >>> plain("（１．３：１），％")
    '(1.3:1),%'
    """
    return _PLAIN(_COMMA.sub("、", text))


def printed_number(digits: str, scale: str = "") -> tuple[float, float]:
    """Read Arabic digits (with separators and a decimal point) and a scale word.

    Returns
    -------
    tuple of float
        The value in the base unit, and the step of the last printed digit in the base unit.

    Raises
    ------
    QuantityError
        If it is no number.

    Examples
    --------
    >>> printed_number("1.75", "万")
    (17500.0, 100.0)
    >>> printed_number("12,345"), printed_number("321 146"), printed_number("6·5")
    ((12345.0, 1.0), (321146.0, 1.0), (6.5, 0.1))
    """
    bare = digits.replace(",", "").replace(" ", "").replace("·", ".")
    factor = SCALES.get(scale) or _TABLE["money"].get(scale, 1)
    places = len(bare.partition(".")[2])
    if factor == 1 and not places and len(bare) < 16:
        try:
            return float(int(bare)), 1.0
        except ValueError:
            pass
    try:
        number = Decimal(bare) * factor
        step = Decimal(factor).scaleb(-places)
        return float(number), float(step)
    except ArithmeticError as error:
        raise QuantityError.of(
            "error.not_numerals", found=repr(digits), expected="12,345.6"
        ) from error


def chinese_number(text: str) -> int | None:
    """Return the value of a Chinese numeral, None if it is not well formed.

    Positional ones are read digit by digit if they hold a zero or have four digits (二〇二三);
    三四 is "three or four" and no number.

    Examples
    --------
    >>> chinese_number("两"), chinese_number("一百零三"), chinese_number("三万")
    (2, 103, 30000)
    >>> chinese_number("二〇二三"), chinese_number("三四"), chinese_number("十百")
    (2023, None, None)
    """
    if len(text) > 1 and all(char in DIGITS for char in text):
        positional = len(text) == 4 or any(DIGITS[char] == 0 for char in text[1:])
        return int("".join(str(DIGITS[char]) for char in text)) if positional else None
    total = section = 0
    digit: int | None = None
    place = 10**4
    for char in text:
        if char in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[char]
        elif char in _PLACES:
            if _PLACES[char] >= place or digit == 0:
                return None
            place = _PLACES[char]
            section += (1 if digit is None else digit) * place
            digit = None
        elif char in _GATHER:
            section += digit or 0
            if not section and not total:
                return None
            total = (total + section) * SCALES[char]
            section, digit, place = 0, None, 10**4
        else:
            return None
    return total + section + (digit or 0) if text else None


def decimal(text: str) -> str:
    """Return a Chinese numeral, with decimals or without, in Arabic digits; "" if it is none.

    Examples
    --------
    >>> decimal("五点二"), decimal("一百零三"), decimal("零点〇五"), decimal("三四")
    ('5.2', '103', '0.05', '')
    """
    whole, point, places = text.partition("点")
    value = chinese_number(whole)
    decimals = "".join(str(DIGITS[sign]) for sign in places)
    return "" if value is None else f"{value}.{decimals}" if point else f"{value}"


def whole_number(text: str) -> int | None:
    """Return a whole number in Arabic or Chinese digits, None if it is neither.

    Examples
    --------
    >>> whole_number("12"), whole_number("十二"), whole_number("几")
    (12, 12, None)
    """
    return int(text) if text.isascii() and text.isdecimal() else chinese_number(text)
