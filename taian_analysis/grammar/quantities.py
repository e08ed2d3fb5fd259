# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
r"""One printed value -> a `Quantity`: operator, low, value, high, unit, scale, kind.

The value of a table cell is read by a small grammar: an operator (a sign or a word), a number,
a scale and a unit, and what follows (以上, 左右 …). `low` and `high` are what the printed value can
mean, by the one ruling for its words (`interval`): 1.75 is 1.745 to 1.755, 60%以上 is 60 and up; a
printed range keeps its own ends.

Printing a quantity (`str`) and reading it back gives the same quantity.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ..base import catalog
from ..base.errors import QuantityError
from ..base.phrases import both
from .interval import ends, ruling
from .numerals import chinese_number, whole_number
from .quantity import KINDS as KINDS
from .quantity import Quantity as Quantity
from .units import bare, is_unit, parse_unit

_SIGNS = {">=": ">=", "≥": ">=", "≧": ">=", "》": ">=", "⩾": ">=", "≽": ">=", "=>": ">=",
          ">": ">", "〉": ">", "<=": "<=", "≤": "<=", "≦": "<=", "《": "<=", "⩽": "<=", "=<": "<=",
          "<": "<", "〈": "<", "=": "==", "==": "=="}  # fmt: skip
_ROWS: dict[str, dict[str, str]] = catalog.load("qualifiers")
_BEFORE = {word: row["op"] for row in _ROWS.values() for word in row["before"].split()}
_AFTER = {word: row["op"] for row in _ROWS.values() for word in row["after"].split()}
_BEFORE = {word: op for word, op in _BEFORE.items() if word not in _SIGNS}
_MISSING = {"-", "—", "–", "－", "―", "──", "——", "--", "/", "\\", "／", "一", "无", "／／", "…", "......", "……", "*", "**", "N/A", "n/a", "NA", "na", "空", "缺", ".", "·", "\\/", "○", "×"}  # fmt: skip

_CHAR = str.maketrans({
    **{chr(0xFF10 + i): str(i) for i in range(10)}, "（": "(", "）": ")", "％": "%", "：": ":",
    "，": ",", "．": ".", "＞": ">", "＜": "<", "＝": "=", "〔": "[", "〕": "]", "【": "[", "】": "]",
    "［": "[", "］": "]", "～": "~", "∼": "~", "〜": "~", "—": "-", "–": "-", "－": "-", "―": "-", "−": "-",
    "／": "/", "＋": "+", "；": ";", "﹪": "%", "﹥": ">", "﹤": "<", "∶": ":", "‐": "-", "‑": "-",
    "　": " ", "\u00a0": " ",
})  # fmt: skip

_NUM = r"\d{1,3}(?:,\d{3})+(?:[.。]\d+)?|\d+(?:[.。,]\d+)?|\.\d+"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_UNIT = r"[^\d\s<>=≥≤~\-+;:()\[\]。]*(?:/(?:\d+(?=[百千万亿萬億]))?[^\d\s<>=≥≤~+;:()\[\]]*)?(?:[23](?![\d]))?"
_MAIN = re.compile(
    rf"(?P<word>{_alternatives(_BEFORE)})?(?P<sign>{_alternatives(_SIGNS)})?"
    rf"(?P<minus>[-+])?(?P<num>{_NUM})(?P<unit>{_UNIT})"
    rf"(?:[-~至到]{{1,3}}(?P<num2>{_NUM})(?P<unit2>{_UNIT}))?"
    r"(?P<note>\([^()]*\)|\[[^\[\]]*\])?"
)
_TAIL = re.compile(rf"(?:{_alternatives(_AFTER)})$")
_RATIO = re.compile(rf"(?P<sign>{_alternatives(_SIGNS)})?(?P<a>\d+(?:\.\d+)?):(?P<b>\d+(?:\.\d+)?)")
_FRACTION = re.compile(r"(?P<a>\d+(?:\.\d+)?)/(?P<b>\d+(?:\.\d+)?)")
_RANK = re.compile(
    r"(?:居|列|排名|位列|位居|全国|全省|全市|进入)*(?:(?P<top>前)?第?(?P<n>\d+|[一二三四五六七八九十]+)(?:位|名)|"
    r"(?P<top2>前|第)(?P<n2>\d{1,2}|[一二三四五六七八九十]))"
    r"(?P<or>以内|及以前|之前|左右)?"
)
_DATE = re.compile(
    r"(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?|[-./]\d{1,2}[-./]\d{1,2}|\.\d{1,2}(?=[-前底末]))"
    r"[底末初中前之]*(?:以前|完成)?"
)
_RELATIVE = re.compile(
    r"(?:(?:较|較|比|相比|相较于?|与)[^\d]{0,6}(?:\d{4}年?)?[^\d]{0,6}?)?(?:年均|累计|平均|同比|年均累计|五年)*"
    r"(?P<verb>下降|降低|减少|降幅|下降率|增长|提高|增加|上升|提升|新增)(?:幅度)?(?P<rest>[^\d]{0,4}[\d.,。].*)"
)
_DOUBLE = {"翻一番": 2.0, "翻两番": 4.0, "翻番": 2.0, "倍增": 2.0, "减半": 0.5, "翻一翻": 2.0}
_CN_WORD = "[零〇一二两三四五六七八九十百千]+"
_CN_FORMS = re.compile(
    rf"(?:百分之(?P<pct>{_CN_WORD})|(?P<den>{_CN_WORD})分之(?P<frac>{_CN_WORD})|"
    rf"(?P<tenths>{_CN_WORD})成(?P<half>半)?|(?P<n>{_CN_WORD})(?P<unit>[万亿]?[个家所处座项人名户张件次条年倍]))"
)
_SPLIT = re.compile(r"[\n;]+|(?<=[)%\d])\s+(?=[\d><≥≤=一-鿿])|(?<=\))(?=\d)")
_BRACKET = re.compile(
    r"\[\s*(?P<in>[^\[\]]+?)\s*\](?P<unit>[^\[\]\d]*)|\(\s*(?P<in2>[^()一-鿿]+?)\s*\)|"
    r"<\s*(?P<in3>-?\d[^<>]*?)\s*>"  # how some plans print a yearly average
)
_MISREAD = re.compile(r"[IlOoSBX|()]{2,6}%?")  # 100 as a scanner sees it
#: a comparison with no number after it, or digits of both scripts mixed into none: >=abc, 五8零X
_BROKEN = re.compile(r"[><≥≤=]+[A-Za-z]*|(?=.*\d)[\d.,%A-Za-z〇零一二三四五六七八九]+")
_LABEL = re.compile(r"(?P<label>[一-鿿、(][一-鿿、()]{0,9})[:,]?(?P<rest>[\d><≥≤=].*)")


def _decimal(text: str) -> Decimal:
    """Read a number; ``,`` before three digits groups, else it and ``。`` are decimal marks."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(?:[.。]\d+)?", text):
        text = text.replace(",", "")
    try:
        return Decimal(text.replace("。", ".").replace(",", "."))
    except InvalidOperation as error:
        raise QuantityError("not a number", zh="不是数字", found=text) from error


def _half(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def _scale(unit: str | None) -> float:
    read = parse_unit(unit) if unit else None
    return read.factor if read else 1.0


def _make(
    text: str,
    op: str,
    low: Decimal | None,
    value: Decimal | None,
    high: Decimal | None,
    printed: str | None,
    unit: str | None,
    kind: str,
    cumulative: bool = False,
) -> Quantity:
    """Build a quantity in `unit`, converting from the printed unit where the two agree."""
    own = bare(printed) if printed else None
    target = unit if unit and not (own and not is_unit(unit)) else own or unit
    if own and unit and own != bare(unit):
        a, b = parse_unit(own), parse_unit(unit)
        if a and b and not a.above and not a.below and own in ("万", "亿", "千", "百", "万亿"):
            # "2万" in a column of 人 is 20000 people; in a column of 万人 it is the same two.
            factor = Decimal(1 if unit and bare(unit).startswith(own) else a.factor)
        elif a and b and (a.above, a.below) == (b.above, b.below):
            factor = Decimal(repr(a.factor)) / Decimal(repr(b.factor))
        else:
            factor, target = Decimal(1), own
        low, value, high = (n if n is None else n * factor for n in (low, value, high))
    ends = [None if n is None else float(n) for n in (low, value, high)]
    if any(n is not None and not math.isfinite(n) for n in ends):
        raise QuantityError(
            "a number larger than can be computed with",
            zh="数值过大,无法计算",
            found=text[:80],
        )
    return Quantity(
        text, op, ends[0], ends[1], ends[2], target or None, _scale(target), cumulative, kind
    )


def parse_quantity(text: str, unit: str | None = None) -> Quantity:
    """Read one printed value.

    Parameters
    ----------
    text
        As printed: ``"≥60"``, ``"1.3:1"``, ``"1.75万余人"``, ``"[12]"``, ``"70%左右"``.
    unit
        The unit of the column. A value that prints a scale or unit of its own is converted to
        it where the two measure the same thing; otherwise it keeps its own.

    Raises
    ------
    QuantityError
        If the text is empty, or has digits that are no number.

    Examples
    --------
    >>> q = parse_quantity("2万人", "人"); (q.value, q.unit)
    (20000.0, '人')
    >>> q = parse_quantity("不低于 60%"); (q.op, q.value, q.low, q.high, q.unit)
    ('>=', 60.0, 60.0, None, '%')
    >>> parse_quantity("〔18〕").cumulative
    True
    """
    if not isinstance(text, str) or not text.strip():
        raise QuantityError("an empty value", zh="数值为空", found=repr(text)[:80])
    if unit is not None and not isinstance(unit, str):
        raise QuantityError("a unit that is not text", zh="单位不是文字", found=repr(unit)[:80])
    return _parsed(text, unit)


#: what a footnote or a pen leaves behind a number: it says nothing of its value
_STRAY = re.compile(r"(?<=[\d%‰])[*#×·、.†‡]{1,3}$|(?<=[^\W\d_])[*#†‡]{1,3}$")


@lru_cache(maxsize=8192)
def _parsed(text: str, unit: str | None) -> Quantity:
    if len(text) > 2000:
        return _nothing(text, "words", unit)
    plain = text.translate(_CHAR).strip()
    if re.fullmatch(r"[^①-⑳]*[\d%][①-⑳]", plain):
        plain = plain[:-1]  # the mark of a footnote
    plain = _STRAY.sub("", plain)
    squeezed = re.sub(r"\s+", "", plain)
    if text.strip() in _MISSING or squeezed in _MISSING or squeezed.strip("-_—/") == "":
        return _nothing(text, "missing", unit)
    summed = _bracketed(text, plain, unit) or _cumulative(text, squeezed, unit)
    if summed is not None:
        return summed
    # 60 69 is two numbers, not 6069
    found = None if re.search(r"\d\s+\d", plain) else _single(text, squeezed, unit)
    if found is None or found.kind == "words":
        found = _several(text, plain, unit) or found
    if found is None:
        raise QuantityError(
            "a value that is not a number",
            zh="数值无法识别",
            found=repr(text),
            expected=both("stop.quantity"),
        )
    return found


def _bracketed(text: str, plain: str, unit: str | None) -> Quantity | None:
    """Read [12], 〔18〕 and (9), sums over a plan; <9> is how some print a yearly average."""
    bracket = _BRACKET.fullmatch(plain)
    if not bracket or not re.search(r"\d", plain):
        return None
    inner = bracket["in"] or bracket["in2"] or bracket["in3"]
    inside = _single(text, re.sub(r"\s+", "", inner) + (bracket["unit"] or "").strip(), unit)
    if inside is None or inside.kind == "words":
        return None
    return replace(inside, cumulative=bracket["in3"] is None)


def _cumulative(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read 累计12万, which says so in a word."""
    if not re.match(r"(?:五年)?累计", squeezed) or not re.search(r"\d", squeezed):
        return None
    rest = re.sub(r"^(?:五年)?累计(?:达到|达)?", "", squeezed)
    inside = _single(text, rest, unit)
    if inside is not None and inside.kind in ("words", "relative"):
        inside = _single(text, squeezed, unit)
    return None if inside is None else replace(inside, cumulative=True)


def _nothing(text: str, kind: str, unit: str | None) -> Quantity:
    return Quantity(text, "text", None, None, None, unit, _scale(unit), False, kind)


def _single(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read one value without blanks; words give kind "words", unreadable digits None."""
    for form in (_plain, _ratio, _ranked, _relative, _chinese):
        found = form(text, squeezed, unit)
        if found is not None:
            return found
    if _DATE.fullmatch(squeezed):
        return _nothing(text, "date", unit)
    if _MISREAD.fullmatch(squeezed) or _BROKEN.fullmatch(squeezed):
        return None
    if not re.search(r"\d", squeezed):
        return _nothing(text, "words", unit) if re.search(r"[^\W_]", squeezed) else None
    chinese = re.findall(r"[一-鿿]", squeezed)
    if len(chinese) >= 2 and not re.fullmatch(r"[\d.,。%><≥≤=]{2,}[^\d]{0,3}", squeezed):
        return _nothing(text, "words", unit)
    return None


def _plain(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read a number or a range with its operator, unit and what follows."""
    match = _MAIN.fullmatch(squeezed)
    if match is None:
        return None
    stem, tail = _without_tail((match["unit2"] if match["num2"] else match["unit"]) or "")
    printed, last = (match["unit"], stem) if match["num2"] else (stem, match["unit2"])
    noted = (match["note"] or "")[1:-1]
    if not printed and not last and noted and is_unit(noted):
        printed = noted
    if not all(map(_may_be_counted, filter(None, (printed, last)))):
        return None
    if printed == "年" and not match["num2"] and re.fullmatch(r"(?:19|20)\d\d", match["num"]):
        return _nothing(text, "date", unit)
    number = -_decimal(match["num"]) if match["minus"] == "-" else _decimal(match["num"])
    if match["num2"]:
        low, high, both = _range(number, _decimal(match["num2"]), printed, last)
        return _make(text, _op(match, tail), low, (low + high) / 2, high, both, unit, "range")
    op = _op(match, tail)
    bottom, top = ends(number, 2 * _half(number), _said(op, match["word"], tail))
    approx = "~" in (_BEFORE.get(match["word"] or ""), _AFTER.get(tail))
    kind = "approx" if approx else "number"
    return _make(text, op, bottom, number, top, printed, unit, kind)


def _op(match: re.Match[str], tail: str) -> str:
    """Return the operator said by a sign or a word before the number, else by what follows it."""
    before = _SIGNS.get(match["sign"] or "") or _BEFORE.get(match["word"] or "")
    return next((op for op in (before, _AFTER.get(tail)) if op and op != "~"), "==")


def _without_tail(stem: str) -> tuple[str, str]:
    """Take 余, 以上, 左右 off a unit: (unit, the word)."""
    tail = ""
    over = re.match(r"(?:余|多|几)(?=.)", stem)
    if over:
        tail, stem = over[0], stem[1:]
    over = re.match(r"([万亿千百十]+)(余|多)", stem)
    if over:
        tail, stem = over[2], over[1] + stem[len(over[0]) :]
    ending = _TAIL.search(stem)
    if ending:
        tail, stem = ending[0], stem[: ending.start()]
        second = _TAIL.search(stem)
        if second and not is_unit(stem):
            stem = stem[: second.start()]
    return stem, tail


def _may_be_counted(word: str) -> bool:
    """Tell whether what stands behind a number is a unit, or a short word for what it counts."""
    short = len(word) <= 2 and "年" not in word and re.search("[一-鿿]", word) is not None
    return is_unit(word) or short


def _range(
    one: Decimal, two: Decimal, printed: str | None, last: str | None
) -> tuple[Decimal, Decimal, str | None]:
    """Return the ends of a printed range in one unit.

    2-3万 is 2万 to 3万; 5000-2万元 is 5000元 to 2万元, since a range rises; 2万-3亿元 names both.
    """
    last = last or printed
    a, b = parse_unit(printed or ""), parse_unit(last or "")
    if printed and last and not last.startswith(printed) and a and b:
        scale_only = not a.above and not a.below
        if scale_only or (a.above, a.below) == (b.above, b.below):
            one = one * Decimal(repr(a.factor)) / Decimal(repr(b.factor))
    elif not printed and b and one > two:
        one = one / Decimal(repr(b.factor))
    return min(one, two), max(one, two), last


def _said(op: str, word: str | None, tail: str) -> str:
    """Return the one of the words around a number that rules its interval."""
    if ruling(tail) == "more" or op == "==":
        return tail if tail in _AFTER else word or ""
    return op


def _ratio(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    match = _RATIO.fullmatch(squeezed)
    op = "=="
    if match:
        op = _SIGNS.get(match["sign"] or "", "==")
    else:
        match = _FRACTION.fullmatch(squeezed)
    if not match:
        return None
    a, b = Decimal(match["a"]), Decimal(match["b"])
    if not b:
        return None
    low, high = (None if end is None else end / b for end in ends(a, 2 * _half(a), op))
    return _make(text, op, low, a / b, high, None, unit, "ratio")


def _ranked(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    match = _RANK.fullmatch(squeezed)
    if not match or not re.search(r"第|前|排|居|列", squeezed):
        return None
    place = match["n"] or match["n2"]
    counted = whole_number(place)
    if counted is None:
        return None
    number = Decimal(counted)
    op = "<=" if match["top"] or match["top2"] == "前" or match["or"] else "=="
    return Quantity(text, op, float(number), float(number), float(number), "位", 1.0, False, "rank")


def _relative(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    for word, factor in _DOUBLE.items():
        if word in squeezed and len(squeezed) <= 16 and not re.search(r"\d[^年\d]*\d*%", squeezed):
            return Quantity(text, "==", factor, factor, factor, "倍", 1.0, False, "relative")
    match = _RELATIVE.fullmatch(squeezed)
    if not match:
        return None
    inner = _plain(text, match["rest"], None)
    if inner is None or inner.value is None:
        return None
    if inner.kind == "number" and inner.unit is None and unit in ("%", "‰"):
        inner = replace(inner, unit=unit, scale=_scale(unit))
    if re.match("下降|降|减", match["verb"]):
        flip = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
        inner = replace(
            inner,
            op=flip.get(inner.op, inner.op),
            low=-inner.high if inner.high is not None else None,
            value=-inner.value if inner.value is not None else None,
            high=-inner.low if inner.low is not None else None,
        )
    return replace(inner, kind="relative")


def _chinese(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    before = re.match(rf"(?:{_alternatives(_BEFORE)})", squeezed)
    body = squeezed[before.end() :] if before else squeezed
    after = _TAIL.search(body)
    body = body[: after.start()] if after else body
    match = _CN_FORMS.fullmatch(body)
    if not match and unit and is_unit(unit) and re.fullmatch(_CN_WORD, body):
        # 十二 in a column of 个; 一 alone is a dash, 三 alone may be a mark
        match = _CN_FORMS.fullmatch(f"{body}个") if re.search("[十百千].|.[十百千]", body) else None
    if not match:
        return None
    op = _BEFORE.get(before[0], "==") if before else "=="
    if after and op in ("==", "~"):
        op = _AFTER[after[0]] if _AFTER[after[0]] != "~" else op
    approx = op == "~" or (after is not None and _AFTER[after[0]] == "~")
    op, kind = ("==" if op == "~" else op), ("approx" if approx else "number")
    said = _said(op, before[0] if before else None, after[0] if after else "")
    if match["frac"]:
        top, bottom = chinese_number(match["frac"]), chinese_number(match["den"])
        if not top or not bottom:
            return None
        value = Decimal(top) / bottom
        return _make(text, op, value, value, value, None, unit, "ratio")
    counted = chinese_number(match["pct"] or match["tenths"] or match["n"])
    if counted is None:
        return None
    number, step, printed = Decimal(counted), Decimal(1), "%"
    if match["tenths"]:
        number, step = (
            (10 * number + 5, Decimal(5)) if match["half"] else (10 * number, Decimal(10))
        )
    elif match["n"]:
        printed = match["unit"] if body.endswith(match["unit"]) else ""
    low, high = ends(number, step, said)
    return _make(text, op, low, number, high, printed, unit, kind)


def _several(text: str, plain: str, unit: str | None) -> Quantity | None:
    """Read a cell with more than one value: two lines, or parts told apart by ; or a label."""
    parts = [part.strip() for part in _SPLIT.split(plain) if part and part.strip()]
    if len(parts) < 2:
        return None
    read = []
    for part in parts:
        squeezed = re.sub(r"\s+", "", part)
        one = _single(part, squeezed, unit)
        if one is None or one.kind == "words":
            label = _LABEL.fullmatch(squeezed)
            one = _plain(part, label["rest"], unit) if label else None
        if one is None or one.value is None:
            return None
        read.append(one)
    return replace(_nothing(text, "several", unit), parts=tuple(read))
