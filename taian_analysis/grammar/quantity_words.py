# ruff: noqa: E501 (tables of signs, one entry a line; a Chinese character counts as two)
"""The signs, words and shapes of a printed value: what `quantities` and its forms match with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..base import catalog
from ..base.vocabulary import pattern

_ROWS: dict[str, dict[str, str]] = catalog.load("qualifiers")
_FORMS: dict[str, str] = catalog.load("values")

SIGNS = {">=": ">=", "≥": ">=", "≧": ">=", "》": ">=", "⩾": ">=", "≽": ">=", "=>": ">=",
         ">": ">", "〉": ">", "<=": "<=", "≤": "<=", "≦": "<=", "《": "<=", "⩽": "<=", "=<": "<=",
         "<": "<", "〈": "<", "=": "==", "==": "=="}  # fmt: skip
BEFORE = {word: row["op"] for row in _ROWS.values() for word in row["before"].split()}
AFTER = {word: row["op"] for row in _ROWS.values() for word in row["after"].split()}
BEFORE = {word: op for word, op in BEFORE.items() if word not in SIGNS}
MISSING = frozenset(_FORMS["missing"].split())
MULTIPLES: dict[str, float] = catalog.load("values")["multiples"]

CHARACTERS = str.maketrans({
    **{chr(0xFF10 + i): str(i) for i in range(10)}, "（": "(", "）": ")", "％": "%", "：": ":",
    "，": ",", "．": ".", "＞": ">", "＜": "<", "＝": "=", "═": "=", "﹦": "=", "〔": "[", "〕": "]", "【": "[", "】": "]",
    "［": "[", "］": "]", "～": "~", "∼": "~", "〜": "~", "—": "-", "–": "-", "－": "-", "―": "-", "−": "-",
    "／": "/", "＋": "+", "；": ";", "﹪": "%", "﹥": ">", "﹤": "<", "∶": ":", "‐": "-", "‑": "-",
    "　": " ", "\u00a0": " ",
    **catalog.load("values")["traditional"],
})  # fmt: skip

_NUM = r"\d{1,3}(?:,\d{3})+(?:[.。]\d+)?|\d+(?:[.。,]\d+)?|\.\d+"
_UNIT = r"[^\d\s<>=≥≤~\-+;:()\[\]。]*(?:/(?:\d+(?=[百千万亿萬億]))?[^\d\s<>=≥≤~+;:()\[\]]*)?(?:[23](?![\d]))?"


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


MAIN = re.compile(
    rf"(?P<word>{alternatives(BEFORE)})?(?P<sign>{alternatives(SIGNS)})?"
    rf"(?P<minus>[-+])?(?P<num>{_NUM})(?P<unit>{_UNIT})"
    rf"(?:[-~至到]{{1,3}}(?P<num2>{_NUM})(?P<unit2>{_UNIT}))?"
    r"(?P<note>\([^()]*\)|\[[^\[\]]*\])?"
)
LED = re.compile(rf"(?:{alternatives(BEFORE)})")
TAIL = re.compile(rf"(?:{alternatives(AFTER)})$")
RATIO = re.compile(
    rf"\A(?P<sign>{alternatives(SIGNS)})?(?P<a>\d++(?:\.\d++)?):(?P<b>\d++(?:\.\d++)?)"
)
FRACTION = re.compile(r"\A(?P<a>\d++(?:\.\d++)?)/(?P<b>\d++(?:\.\d++)?)")
RANK, RANKED = re.compile(rf"\A{_FORMS['rank']}"), re.compile(_FORMS["ranked"])
MONTH = re.compile(_FORMS["month_due"])
DATE = re.compile(_FORMS["date"])
RELATIVE, FALLS = re.compile(rf"\A{_FORMS['relative']}"), re.compile(_FORMS["falls"])
SUMMED = re.compile(_FORMS["summed"])
SUMMED_UP = re.compile(rf"^{_FORMS['summed']}{_FORMS['reached']}")
NUMERAL = _FORMS["numeral"]
NUMERALS = pattern("values", "fraction")
SPLIT = re.compile(r"[\n;]+|(?<=[)%\d])\s+(?=[\d><≥≤=一-鿿])|(?<=\))(?=\d)")
BRACKET = re.compile(
    r"\[(?P<in>[^\[\]]++)\](?P<unit>[^\[\]\d]*)|\((?P<in2>[^()一-鿿]++)\)|"
    r"<\s*+(?P<in3>-?\d[^<>]*+)>"  # how some plans print a yearly average
)
MISREAD = re.compile(r"[IlOoSBX|()]{2,6}%?")  # 100 as a scanner sees it
#: a comparison with no number after it, or digits of both scripts mixed into none: >=abc, 五8零X
BROKEN = pattern("values", "broken")
LABEL = re.compile(r"(?P<label>[一-鿿、(][一-鿿、()]{0,9})[:,]?(?P<rest>[\d><≥≤=].*)")
#: what a footnote or a pen leaves behind a number: it says nothing of its value
STRAY = re.compile(r"(?<=[\d%‰])[*#×·、.†‡]{1,3}$|(?<=[^\W\d_])[*#†‡]{1,3}$")
