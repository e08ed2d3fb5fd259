"""Every run of digits in a text: a figure, or what else it is.

`tokenize` cuts a text once, from left to right, into tokens: figures (raw: number, scale, unit,
qualifier, as printed) and everything that holds digits but is no figure: dates, list numbers,
document numbers, ordinals, names, ages as conditions, table cells. Nothing is skipped, so that
the tokens hold every digit of the text exactly once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..base import catalog
from ..grammar.mentions import Mention, find_mentions
from ..grammar.numerals import SCALES, chinese_number

#: What a token can be, with its meaning in Chinese.
CLASSES = {
    "figure": "数据",
    "date": "日期、时期",
    "list_number": "序号",
    "document_number": "文号",
    "legal_reference": "法条",
    "ordinal": "序数、名次",
    "name": "名称的一部分",
    "condition": "条件(年龄等)",
    "time": "时刻",
    "unit": "计量单位的一部分(每10万人)",
    "table": "表格单元",
    "other": "其他",
}

_OTHER = (
    *[name for name in CLASSES if name not in ("figure", "unit", "table", "other")],
    "unit_part",
)
_GAP = "[ ]{0,3}"  # written ␣ in the patterns: blanks may stand inside, a line end may not
_NUM = (
    r"(?:\d{1,3}(?:[,，]\d{3})+(?![\d,，])"
    r"|(?<![\d.][ ])(?<![\d.])"
    r"[1-9]\d{0,2}(?:[ ]\d{3})+(?=[ ]?[一-龥%])(?![ ]?[年月日])|\d+)(?:\.\d+)?"
)
_CN = (
    r"(?:百分之[一二三四五六七八九十百零点]+|"
    r"[二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3})"
)


def _words(text: str) -> str:
    """Return an alternation of blank-separated words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(set(text.split()), key=lambda w: (-len(w), w)))


@cache
def unit_pattern() -> str:
    """Return the pattern of all units, measure words and counted nouns."""
    words = catalog.load("measures")
    return _words(f"{words['units']} {words['measures']} {words['nouns']} {words['people']}")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = catalog.load("measures")
    scales = "|".join(sorted((s for s in SCALES if len(s) > 1), key=len, reverse=True))
    scale = rf"{scales}|[万亿]|千(?![瓦克米伏卡焦帕赫字吨安兆])|百(?=[余多]?[人名家个户元])"
    per = (
        r"/(?:(?:百|千|万|十万)?(?:平方米|平方公里|立方米|公斤|千克|标准立方米|人口|课时|小时|"
        r"人次|户次|件次|床位|[人户月年天日亩吨床次家件元村套个台辆张秒]))(?:[·./、]?[年月日天人](?![均次]))?"
        r"|(?:每(?:平方米|公斤|[人户月年天日亩吨床次家件套台辆张])){1,2}"
    )
    other = rf"""
    (?P<document_number>[〔\[((【]\d{{4}}[〕\]))】]␣第?\d+号?|\d+号(?=[文令令])|第␣\d+␣号)
  | (?P<legal_reference>第␣\d+␣[条款](?:第␣\d+␣款)?)
  | (?P<ordinal>(?<=[图表])\d+(?:(?:[-—.]\d+)+(?![\d.])
        |(?=所示|显示)|(?![\d.]|␣(?:{unit_pattern()}|[万亿余多])))
      |(?:(?<=位[居列])|(?<=[居列]前))\d+␣[位名]|(?<=前)\d+␣位|第␣\d+(?:␣[-—~～、至到]␣第?\d+)*)
  | (?P<name>https?://[^\s,，。;；]+|www\.[^\s,，。;；]+
      |[\dNXn]+(?:␣[+＋]␣[\dNXn]+)+(?!␣[万亿%％])
      |\d+␣[×xX*]␣\d+(?:␣[×xX*]␣\d+)*(?:小时)?
      |(?<![A-Za-z])[A-Za-z]{{1,20}}(?:[-/ ][A-Za-z]{{1,20}}){{0,2}}[-/ ]?
          \d+(?:[.\-:：/]\d+)*[A-Za-z]*
          (?!\d*\.?\d*␣[%％万亿元个家人户名])
      |\d+(?:\.\d+)?(?!(?:km|kg|mg|kW|KW|MW|GB|TB|TEU|Mbps|m[²³23]|ug|bps|m(?![A-Za-z])))[A-Za-z]+级?
      |(?:12345|12349|12315|12320|12355|12338|12388|12333|12350|12368|120|119|110|122)
          (?=[^\d,，。;；]{{0,6}}(?:热线|平台|电话|服务|急救|指挥|便民|政务|民生))
      |\d{{3,4}}-\d{{7,8}}|(?<!\d)1[3-9]\d{{9}}(?!\d)|\d{{15,}}
      |\d+(?=[强](?!度)|星级|号(?:楼|线|院|地块|公路|文)?|国道|省道|高速|楼(?!盘)
          |型(?!号)|[级](?!政)|版|小时制|国集团|工程(?=[项高])|周年)
      |(?:[5-9]0|[01]0)后(?!\d)
      |\d{{1,3}}(?:␣[-—~～至]␣\d{{1,3}})?␣分钟(?=[^,，。;；、\d]{{0,10}}圈)
      |\d{{1,2}}(?=[大](?:行动|工程|任务|领域|板块|类|方面|产业|体系|重点|专项|项|民生|举措|措施|提升))
      |\d{{3,4}}(?=室|房间)|(?<=编号)[::]?\d+|(?<=邮编)[::]?\d+|(?<=电话)[::]?\d+
      |(?<=代码)[::]?␣\d{{5,}})
  | (?P<time>(?<!\d)[0-2]?\d:[0-5]\d:[0-5]\d(?!\d)
      |(?<!\d)[0-2]?\d:0\d(?!\d|␣[-—~至])
      |(?:(?<=[上下中]午)|(?<=晚上)|(?<=凌晨))[0-2]?\d:[0-5]\d(?!\d|␣[-—~至])
      |(?<!\d)[0-2]?\d:[0-5]\d(?::[0-5]\d|␣[-—~～至]␣[0-2]?\d:[0-5]\d)(?!\d)
      |(?<!\d)[0-2]?\d时(?:[0-5]?\d分|[整许起止至前])
      |(?<!\d)[0-2]?\d点(?:[0-5]?\d分|[整许起止至前]|(?=[,，。到])))
  | (?P<date>(?<!\d)(?:19|20)\d\d␣[-—~/]␣(?:19|20)\d\d(?=␣学年)
      |(?<!\d)(?:19|20)\d\d␣[-./]␣(?:1[0-2]|0?[1-9])(?:␣[-./]␣[0-3]?\d)?
          (?![\d.%]|␣(?:余|多)?(?:[万亿]|{unit_pattern()}))
      |(?:(?:19|20)\d\d␣[、,，和]␣)+(?=(?:19|20)\d\d年)
      |(?<=[((])(?:19|20)\d\d(?=[))])
      |\d{{1,2}}(?=世纪)|(?:[1-9]0)年代|(?<![\d.])[0-3]?\d日(?!均|常|间|托|元)(?:[-—至][0-3]?\d日)?(?!内)
      |(?<=月)\d{{1,2}}(?=[-—至]\d{{1,2}}日))
  | (?P<unit_part>(?<=每)\d+␣(?:万|亿|千|百)?␣
      (?:个(?:工作日|小时|月|季度)|[年月日天周人户张亩名家平米股])(?!次))
  | (?P<condition>\d{{1,3}}(?:␣[-—~～至]␣\d{{1,3}})?␣(?:周岁|岁)(?:及?以[上下])?)
  | (?P<list_number>(?:^|(?<=[。；;：:\n]))␣
      (?:[((]␣\d{{1,2}}␣[))](?!␣[人名家个])|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}(?:[.．、)](?!\d)|\.(?=(?:19|20)\d\d年)
         |[ ]{{1,3}}(?=[一-龥]{{2}})(?!␣(?:{unit_pattern()}))))
      |(?<=[一-龥])[((]␣\d␣[))](?=[一-龥]))
    """
    figure = rf"""
    (?P<minus>(?<=[为是降至到长幅率速((\s])[-－−])?
    (?P<n1>{_NUM})
    (?:(?P<tenth>/(?:10|十)万)|␣/␣(?P<den>\d+)(?![\d/])
      |␣:␣(?P<ratio>\d+(?:\.\d+)?)(?![\d:.])
      |(?P<u1>␣(?:个百分点|[%％‰]|(?:{scale})?␣(?:元|人|个|家|名|倍|亩|吨|项|张|平方米|公里|户|件)))?
        (?P<s1>{scale})?␣(?P<dash>-|—{{1,2}}|–|~|～|－|至)␣(?P<n2>{_NUM}))?
    ␣(?P<m1>余|多)?␣(?P<scale>{scale})?(?P<m2>余|多)?␣
    (?P<unit>(?:{unit_pattern()})(?!以下简称))?(?P<per>{per})?
    (?P<after>(?:[((]?含[))]?)?(?:及?以[上下内]|左右|上下|之内|多|余))?
    """
    other, figure = other.replace("␣", _GAP), figure.replace("␣", _GAP)
    countable = _words(words["countable"])
    plain = _words(words["plain"])
    not_counted = _words(words["not_counted"])
    measures = _words(words["measures"] + " 部门 年 个月 倍")
    chinese = rf"""
    (?P<cpercent>{_CN})(?P<cmore>以上|以下|左右|多)?
  | (?<![第十百千万亿零一二三四五六七八九两数几成每党])
    (?P<cnum>(?:[一二两三四五六七八九][百千]|[一二两三四五六七八九]?十|[一二三四五六七八九两][万亿])[一二三四五六七八九十百千万亿零]*
        (?=[余多]?[万亿]?(?:{measures}))|[百千万](?=[余多]))
    (?P<cmany>[余多])?(?P<cscale>万亿|万|亿)?(?P<cunit>{measures})(?!{not_counted}|五”)
  | (?<![第十百千万亿零一二三四五六七八九两数几成每这那该述])
    (?P<csmall>[两二三四五六七八九])(?P<csunit>(?:{plain})(?!{not_counted}|(?<=届)(?:[一二三四五六七八九十]+次|人大|人民|党|政协|委|常委|全[会国委]|中[央共]|代表))|个(?=余?(?:{countable}))|项(?=(?:指标|任务|工作|成果|改革试点|试点)))
  | (?<![第十百千万零一二三四五六七八九两几完])(?P<tenths>[一二三四五六七八九])
    成(?P<half>半)?(?![功立为员效果本长年交品份就套分都型绩像熟人心千百万不])(?P<tmore>以上|左右|多)?
  | (?<=连续)(?P<cyears>[两三四五六七八九十]+)(?P<cyunit>年|个月|个季度|次)
    """
    # Every token begins with one of these, or ends its first part with a digit soon after.
    first = r"[\d〔\[((【第A-Za-z百千万一二两三四五六七八九十\-－−。；;：: \n编邮电]"
    master = re.compile(rf"(?={first})(?:{other}|(?P<figure>{figure}))", re.X | re.M)
    return (
        master,
        re.compile(
            figure.split("(?:(?P<tenth>", 1)[0] + figure[figure.index(_GAP + "(?P<m1>") :], re.X
        ),
        re.compile(rf"(?=[百千万一二两三四五六七八九十])(?:{chinese})", re.X),
    )


@dataclass(slots=True)
class Token:
    """A piece of text that holds digits (or a Chinese numeral that is a figure).

    `kind` is one of ``CLASSES``. For figures, `match` holds the printed parts.
    """

    start: int
    end: int
    kind: str
    match: re.Match[str] | None = None


_OPAQUE = re.compile(r"《[^《》\n]{0,80}》|“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|「[^「」\n]{1,40}」")
_TABLE_LINE = re.compile(
    r"^[^\n]*(?:\|[^\n]*\||\t[^\n]*\t)[^\n]*$|^[^\n|]{0,60}\|[ \t]*$"
    r"|^(?=[^\n])[ \t]*+[-+≥≤><]?[\d.,:：%％\[\]\-— ]*+$",
    re.M,
)
_PARAGRAPH = 40  # a cell of so many characters that ends in a full stop is prose
_AGE_FIGURE = re.compile(
    r"(?:寿命|(?:平均|最高|最大|最小)年龄|年龄中位数|年龄最[大小])[^,，。；;\d]{0,12}$"
)
_BEFORE_BARE = re.compile(
    r"(?:为|达|到|至|是|有|共|计|增|系数|指数|得分|总量|数|数量|于|仅|余|过|约|长|:) ?$"
)
_AFTER_BARE = re.compile(
    r" ?(?:提高|增加|增长|上升|提升|降低|下降|降|减少|减|增|升|调整|扩大)(?:到|至|为)"
    r"| ?[、和与及] ?\d"
)


_ORDINAL = (
    "届",
    "期",
    "股",
    "级",
    "轮",
    "层",
    "位",
    "团",
    "面",
    "口",
    "片",
    "块",
    "头",
    "分",
    "元",
)


def _cut(text: str, line: re.Match[str]) -> tuple[int, int]:
    """Return the span of a table line; prose that a table is glued to is left outside.

    The prose is what ends in a full stop before the first pipe or tab, if it is long enough to be
    a paragraph and no cell.
    """
    start, end = line.span()
    first = min((i for i in (text.find(mark, start, end) for mark in "|\t") if i >= 0), default=end)
    stop = text.rfind("。", start, first)
    return (stop + 1, end) if stop - start >= _PARAGRAPH else (start, end)


def tokenize(
    text: str,
    mentions: list[Mention] | None = None,
    anchor: date | None = None,
    cells: list[tuple[int, int]] | None = None,
) -> list[Token]:
    """Cut a text into its tokens, in order; each digit of the text is in exactly one of them.

    Parameters
    ----------
    text
        Running text in half-width forms (`numerals.plain`); table lines are set aside.
    mentions
        The wordings of time in it, if they are already known.
    anchor
        The document's date, used where `mentions` is not given.
    cells
        The spans of table cells that are already known, in order: they are no running text.
    """
    if mentions is None:
        mentions = find_mentions(text, anchor)
    tokens = _arabic(text, mentions) + _chinese(text, mentions)
    tokens.sort(key=lambda t: t.start)
    opaque = _Spans([m.span() for m in _OPAQUE.finditer(text)])
    tables = _Spans(sorted([_cut(text, m) for m in _TABLE_LINE.finditer(text)] + (cells or [])))
    out: list[Token] = []
    for token in tokens:
        if out and token.start < out[-1].end:
            continue  # a Chinese numeral inside a date, or such
        quoted = opaque.around(token.start)
        if tables.around(token.start):
            token.kind = "table"
        elif quoted and not _whole_figure(token, quoted, text):
            token.kind = "name"
        if token.kind == "figure" or token.match is None or _has_digits(text, token):
            out.append(token)
    return out


class _Spans:
    """Stretches of a text in order, to ask which of them a place lies in."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self.starts = [start for start, _ in spans]

    def around(self, position: int) -> tuple[int, int] | None:
        """Return the stretch that holds a place, None outside of all."""
        i = bisect_right(self.starts, position) - 1
        return self.spans[i] if i >= 0 and position < self.spans[i][1] else None


def _has_digits(text: str, token: Token | Mention) -> bool:
    return any(map(str.isdecimal, text[token.start : token.end]))


def _arabic(text: str, mentions: list[Mention]) -> list[Token]:
    """Cut the Arabic digits of a text: wordings of time, and what stands between them."""
    tokens: list[Token] = []
    position = 0
    for mention in mentions:
        if not _has_digits(text, mention):
            continue
        if mention.start > position:
            _between(text, position, mention.start, tokens)
        tokens.append(Token(mention.start, mention.end, "date"))
        position = max(position, mention.end)
    _between(text, position, len(text), tokens)
    return tokens


def _chinese(text: str, mentions: list[Mention]) -> list[Token]:
    """Find the Chinese numerals of a text that are figures; not those in 十年来."""
    worded = _Spans([(m.start, m.end) for m in mentions])
    return [
        Token(match.start(), match.end(), "figure", match)
        for match in _patterns()[2].finditer(text)
        if not worded.around(match.start())
        and not (match["cnum"] and chinese_number(match["cnum"]) is None)
        and match["cunit"] not in _ORDINAL
    ]


def _whole_figure(token: Token, quoted: tuple[int, int], text: str) -> bool:
    """Whether a quotation is nothing but this figure, with its unit (“98.5%”)."""
    start, end = quoted
    if text[start] == "《" or token.kind != "figure" or token.match is None:
        return False
    match = token.match
    return token.start == start + 1 and match.end() >= end - 1 and "." in match[0]


def _between(text: str, start: int, stop: int, tokens: list[Token]) -> None:
    """Cut the stretch between two dates."""
    master = _patterns()[0]
    position = start
    while (match := master.search(text, position, stop)) is not None:
        token = _figure(text, match, stop) if match["figure"] is not None else None
        token = token or _no_figure(text, match, stop)
        tokens.append(token)
        position = max(token.end, match.end() if token.match is None else 0, position + 1)


def _figure(text: str, match: re.Match[str], stop: int) -> Token:
    """Return a number as a figure, or as other digits where nothing says that it is one."""
    apart = match["dash"] and not _is_range(text, match)
    if apart or (match["ratio"] and text[match.start() - 1 : match.start()] == ":"):
        match = _patterns()[1].match(text, match.start(), stop) or match
    return Token(
        match.start(), match.end(), "figure" if _is_figure(text, match) else "other", match
    )


def _no_figure(text: str, match: re.Match[str], stop: int) -> Token:
    """Return what else the digits of a match are."""
    kind = next(name for name in _OTHER if match[name])
    if kind == "condition" and _AGE_FIGURE.search(text, max(0, match.start() - 24), match.start()):
        age = _patterns()[1].match(text, match.start(), stop) or match
        return Token(age.start(), age.end(), "figure", age)
    start, end = match.span()
    digits = re.search(r"\d.*\d|\d", match[0], re.S) if kind == "list_number" else None
    if digits:
        start, end = start + digits.start(), start + digits.end()
    return Token(start, end, "unit" if kind == "unit_part" else kind)


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether "A至B" or "A-B" is one range and not a move from A to B."""
    if match["dash"] != "至":
        return True
    lead = text[max(0, match.start() - 16) : match.start()]
    return not re.search(r"[由从][^,，。；;]{0,16}$", lead)


def _is_figure(text: str, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if any(groups.get(k) for k in ("unit", "scale", "den", "ratio", "m1", "m2")):
        return True
    printed = match["n1"]
    if "." in printed or "," in printed or "，" in printed or groups.get("n2"):
        return True
    before = text[max(0, match.start() - 4) : match.start()]
    if _BEFORE_BARE.search(before):
        return True
    return bool(_AFTER_BARE.match(text, match.end()))


def numeral(token: Token) -> int | None:
    """Return the value of a Chinese numeral's digits, None for Arabic ones."""
    match = token.match
    if match is None:
        return None
    groups = match.groupdict()
    text = groups.get("cnum") or groups.get("csmall") or groups.get("cyears")
    return chinese_number(text) if text else None
