# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
r"""One printed value -> a `Quantity`: operator, low, value, high, unit, scale, kind.

The value of a table cell is read by a small grammar: an operator (a sign or a word), a number,
a scale and a unit, and what follows (以上, 左右 …). `low` and `high` are the interval of printed
rounding: 1.75 is 1.745 to 1.755 whatever the operator; a printed range keeps its own ends; 余 and
多 begin at the number, 近 ends at it (近50: 45 to 50, half of its last figure that is not a
zero, at most a tenth). Chinese law counts the number itself into 以上, 以下 and 以内 and leaves it
out of 超过 and 不满 (Civil Code of the PRC, article 1259).

Printing a quantity (`str`) and reading it back gives the same quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ..base.errors import QuantityError
from .units import bare, is_unit, parse_unit

KINDS = (
    "number", "approx", "range", "ratio", "rank", "date", "relative", "several", "words", "missing",
)  # fmt: skip

_SIGNS = {">=": ">=", "≥": ">=", "≧": ">=", "》": ">=", "⩾": ">=", "≽": ">=", "=>": ">=",
          ">": ">", "〉": ">", "<=": "<=", "≤": "<=", "≦": "<=", "《": "<=", "⩽": "<=", "=<": "<=",
          "<": "<", "〈": "<", "=": "==", "==": "=="}  # fmt: skip
_WORDS_BEFORE = {
    ">=": "達到 不低于 不少于 不小于 不短于 不得低于 不得少于 至少 最低 达到 达 提升至 提升到 提高至 "
    "提高到 增加至 增加到 增长到 增至 升至 增长至 达到或超过 力争达到 力争 突破 上升到 上升至 "
    "扩大到 保持在 稳定在 新增 大于等于 大于或等于",
    ">": "超过 高于 大于 多于 超",
    "<=": "不超过 不高于 不大于 不多于 不得超过 不得高于 至多 最高 最多 降至 降到 降低到 降低至 "
    "下降到 下降至 减少到 减少至 减至 控制在 控制到 压减到 压减至 小于等于 小于或等于 不突破 限制在",
    "<": "低于 小于 少于 不满 不足 未满",
    "==": "等于 为 保持 均为",
    "~": "约 大约 近 接近 约为 大致 将近 基本达到",
}
_NEARLY = ("近", "接近", "将近")
_BEFORE = {word: op for op, words in _WORDS_BEFORE.items() for word in words.split()}
_WORDS_AFTER = {
    ">=": "及以上 或以上 以上 余 多 起 +",
    "<=": "及以下 或以下 以下 以内 之内 内 封顶",
    "~": "左右 上下 前后 许",
}
_AFTER = {word: op for op, words in _WORDS_AFTER.items() for word in words.split()}
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
_CN = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
       "八": 8, "九": 9}  # fmt: skip
_CN_SCALE = {"十": 10, "百": 100, "千": 1000}
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


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a printed value says.

    Attributes
    ----------
    text
        As printed; not part of the comparison of two quantities.
    op
        ``>=`` ``>`` ``<=`` ``<`` ``==``, or ``text`` where there is no number to compare with.
    low, value, high
        In `unit`. The interval is that of printed rounding, or the two ends of a range (whose
        value is its middle); None where there is no number.
    unit, scale
        The unit, and the factor from it to its base (万人: 10000).
    cumulative
        True for [12], 〔18〕, (9) and 累计: a sum over the plan, not a level.
    kind
        One of `KINDS`.
    parts
        The single quantities of a cell with several.
    """

    text: str = field(compare=False)
    op: str
    low: float | None
    value: float | None
    high: float | None
    unit: str | None
    scale: float
    cumulative: bool
    kind: str
    parts: tuple[Quantity, ...] = ()

    def __str__(self) -> str:
        return _print(self)

    @property
    def bare(self) -> bool:
        """True for a number printed without an operator."""
        return self.op == "==" and self.kind in ("number", "approx", "range", "ratio")


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


def _nearly(number: Decimal) -> Decimal:
    """Return how far below 近 may be: half of the last figure not zero, at most a tenth."""
    whole = int(number.as_tuple().exponent) >= 0
    return min(_half(number.normalize() if whole else number), number / 10)


def _scale(unit: str | None) -> float:
    read = parse_unit(unit) if unit else None
    return read.factor if read else 1.0


def chinese_number(text: str) -> int:
    """Read a Chinese numeral below ten thousand.

    Examples
    --------
    >>> chinese_number("二十三"), chinese_number("两百零五")
    (23, 205)
    """
    total, digit = 0, 0
    for char in text:
        if char in _CN:
            digit = _CN[char] if digit == 0 or char == "零" else digit * 10 + _CN[char]
        else:
            total += (digit or 1) * _CN_SCALE[char]
            digit = 0
    return total + digit


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
    ('>=', 60.0, 59.5, 60.5, '%')
    >>> parse_quantity("〔18〕").cumulative
    True
    """
    if not isinstance(text, str) or not text.strip():
        raise QuantityError("an empty value", zh="数值为空", found=repr(text)[:80])
    if unit is not None and not isinstance(unit, str):
        raise QuantityError("a unit that is not text", zh="单位不是文字", found=repr(unit)[:80])
    return _parsed(text, unit)


@lru_cache(maxsize=8192)
def _parsed(text: str, unit: str | None) -> Quantity:
    if len(text) > 2000:
        return _nothing(text, "words", unit)
    plain = text.translate(_CHAR).strip()
    if re.fullmatch(r"[^①-⑳]*[\d%][①-⑳]", plain):
        plain = plain[:-1]  # the mark of a footnote
    squeezed = re.sub(r"\s+", "", plain)
    if text.strip() in _MISSING or squeezed in _MISSING or squeezed.strip("-_—/") == "":
        return _nothing(text, "missing", unit)
    cumulative = False
    bracket = _BRACKET.fullmatch(plain)
    if bracket and re.search(r"\d", plain):
        inner = bracket["in"] or bracket["in2"] or bracket["in3"]
        inside = _single(text, re.sub(r"\s+", "", inner) + (bracket["unit"] or "").strip(), unit)
        if inside is not None and inside.kind != "words":
            return replace(inside, cumulative=bracket["in3"] is None)
    if re.match(r"(?:五年)?累计", squeezed) and re.search(r"\d", squeezed):
        rest = re.sub(r"^(?:五年)?累计(?:达到|达)?", "", squeezed)
        inside = _single(text, rest, unit)
        if inside is not None and inside.kind not in ("words", "relative"):
            return replace(inside, cumulative=True)
        cumulative = inside is not None
    # 60 69 is two numbers, not 6069
    found = None if re.search(r"\d\s+\d", plain) else _single(text, squeezed, unit)
    if found is None or found.kind == "words":
        several = _several(text, plain, unit)
        if several is not None:
            return several
    if found is None:
        raise QuantityError(
            "a value that is not a number",
            zh="数值无法识别",
            found=repr(text),
            expected=(
                "60、≥60、1.3:1、6.5%—7%、[12] 之类的数",
                "a number such as 60, ≥60, 1.3:1, 6.5%—7%, [12]",
            ),
        )
    return replace(found, cumulative=True) if cumulative else found


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
    _rest_after, _body = "", squeezed
    if match is None or match["note"] is None:
        pass
    if match is None:
        return None
    printed, last = match["unit"], match["unit2"]
    tail = ""
    stem = last if match["num2"] else printed
    over = re.match(r"(?:余|多|几)(?=.)", stem or "")
    if over:
        tail, stem = over[0], stem[1:]
    over = re.match(r"([万亿千百十]+)(余|多)", stem or "")
    if over:
        tail, stem = over[2], over[1] + stem[len(over[0]) :]
    ending = _TAIL.search(stem or "")
    if ending:
        tail, stem = ending[0], stem[: ending.start()]
        second = _TAIL.search(stem)
        if second and not is_unit(stem):
            stem = stem[: second.start()]
    if match["num2"]:
        last = stem
    else:
        printed = stem
    noted = (match["note"] or "")[1:-1]
    if not printed and not last and noted and is_unit(noted):
        printed = noted
    for word in filter(None, (printed, last)):
        if not is_unit(word) and not (
            len(word) <= 2 and "年" not in word and re.search("[一-鿿]", word)
        ):
            return None
        if word == "年" and not match["num2"] and re.fullmatch(r"(?:19|20)\d\d", match["num"]):
            return _nothing(text, "date", unit)
    op = _SIGNS.get(match["sign"] or "", "") or _BEFORE.get(match["word"] or "", "")
    after = _AFTER.get(tail, "")
    approx = "~" in (op, after)
    op = next((o for o in (op if op != "~" else "", after if after != "~" else "") if o), "==")
    number = _decimal(match["num"])
    if match["minus"] == "-":
        number = -number
    if match["num2"]:
        second_number = _decimal(match["num2"])
        one, two = number, second_number
        if printed in ("万", "亿") and last and last.startswith(printed):
            printed = last
        if last and printed and bare(last) != bare(printed):
            a, b = parse_unit(printed), parse_unit(last)
            if a and b and (a.above, a.below) == (b.above, b.below):
                one = one * Decimal(repr(a.factor)) / Decimal(repr(b.factor))
        low, high = min(one, two), max(one, two)
        return _make(text, op, low, (low + high) / 2, high, last or printed, unit, "range")
    half = _half(number)
    low, high = number - half, number + half
    if tail in ("余", "多"):
        low, high = number, number + 2 * half
    if match["word"] in _NEARLY and op == "==" and not tail and number > 0:
        low, high = number - _nearly(number), number
    kind = "approx" if approx else "number"
    return _make(text, op, low, number, high, printed, unit, kind)


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
    half = _half(a)
    return _make(text, op, (a - half) / b, a / b, (a + half) / b, None, unit, "ratio")


def _ranked(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    match = _RANK.fullmatch(squeezed)
    if not match or not re.search(r"第|前|排|居|列", squeezed):
        return None
    place = match["n"] or match["n2"]
    number = Decimal(place if place.isdigit() else chinese_number(place))
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
    if match["frac"]:
        bottom = chinese_number(match["den"])
        if not bottom:
            return None
        value = Decimal(chinese_number(match["frac"])) / bottom
        return _make(text, op, value, value, value, None, unit, "ratio")
    if match["pct"]:
        number, printed = Decimal(chinese_number(match["pct"])), "%"
        half = _half(number)
    elif match["tenths"]:
        number, printed = Decimal(10 * chinese_number(match["tenths"])), "%"
        number, half = number + (5 if match["half"] else 0), Decimal(5)
    else:
        number = Decimal(chinese_number(match["n"]))
        printed = match["unit"] if body.endswith(match["unit"]) else ""
        half = _half(number)
    return _make(text, op, number - half, number, number + half, printed, unit, kind)


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


def _number(value: Decimal, places: int) -> str:
    return f"{value:.{places}f}"


def _print(quantity: Quantity) -> str:
    """Write a quantity so that reading it back gives the same."""
    if quantity.kind == "several":
        return ";".join(str(part) for part in quantity.parts)
    if quantity.kind == "missing":
        return "-"
    if quantity.value is None:
        return quantity.text.strip()
    if quantity.kind == "rank":
        return f"{'前' if quantity.op == '<=' else '第'}{int(quantity.value)}位"
    if quantity.kind in ("ratio", "relative"):
        return quantity.text.strip()
    sign = {"==": "", ">=": "≥", "<=": "≤"}.get(quantity.op, quantity.op)
    low, value, high = (Decimal(repr(n)) for n in (quantity.low, quantity.value, quantity.high))
    unit = quantity.unit or ""
    prefixes = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
    mine = next((p for p in ("万亿", "万", "亿") if unit.startswith(p) and parse_unit(unit)), "")
    stem = unit[len(mine) :]
    own = prefixes[mine]
    scalable = bool(stem or mine) and not {"%", "‰", "/"} & set(unit)
    nearly = quantity.kind == "approx" and value == high > low
    for name, size in prefixes.items() if scalable and not nearly else [(mine, own)]:
        ratio = Decimal(size) / Decimal(own)
        body = _body(quantity, low / ratio, value / ratio, high / ratio)
        if body is not None:
            text = f"{sign}{body}{name if ratio != 1 else mine}{stem if unit else ''}"
            if quantity.kind == "approx" and not body.startswith("近"):
                text += "左右"
            if quantity.cumulative:
                text = f"[{text}]"
            return text
    return quantity.text.strip()


def _body(quantity: Quantity, low: Decimal, value: Decimal, high: Decimal) -> str | None:
    """Write the number with as many digits as its interval has, or None if it has another."""
    if quantity.kind == "range":
        return f"{low.normalize():f}-{high.normalize():f}" if low >= 0 else None
    if quantity.kind == "approx" and value == high > low:
        exponent = int((value - low).normalize().as_tuple().exponent) + 1
        text = _number(value, max(-exponent, 0))
        return f"近{text}" if _nearly(Decimal(text)) == value - low else None
    width = (high - low).normalize()
    if width.as_tuple().digits != (1,) or int(width.as_tuple().exponent) > 0:
        return None
    places = -int(width.as_tuple().exponent)
    if low == value:
        return f"{_number(value, places)}余"
    return _number(value, places)
