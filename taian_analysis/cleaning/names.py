"""The name cell of a row -> the name, its unit, its nesting; serials off, names left whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from ..base.kept import kept
from ..base.vocabulary import pattern
from ..grammar.chars import simplify
from ..grammar.marks import PART, SECTION
from ..grammar.units import bare, is_unit

_words = partial(pattern, "table_names")
#: how the sign of percent is printed
PERCENTS = ("%", "\uff05")
_WIDTHS = str.maketrans({"\uff08": "(", "\uff09": ")", "\u3010": "[", "\u3011": "]",
                         "\u3014": "[", "\u3015": "]"})  # fmt: skip
_MARKS = re.compile(r"^[\s►▶★☆△▲◆◇●○•·■□▪#*＊※◎-]+(?=[^\s\d])")
_SERIAL = _words("serial")
_SECTION_MARK = _words("section_mark")
_GLUED = re.compile(rf"(?<!\s)\s++(?=(?:{SECTION}|{PART})\S)")
_FOOTNOTE = re.compile(r"(?:[*＊※①-⑳¹²³⁴⁵^~†‡#@Α-Ωα-ω]|\[\d\]|(?<=[)\uff09])\d){1,9}$")
_TEMPLATE = re.compile(
    r"[(\uff08]?\s{0,9}[≥≤<>=＞＜]{1,3}\s{0,9}(?:\*{1,20}|×{1,20}|X{1,20}|_{1,20})\s{0,9}(?P<unit>[^()\uff08\uff09—]{0,40})[)\uff09]?.{0,40}$"
)
PINYIN = _words("pinyin")
_TRANSLATED = _words("translated")
_OF = _words("of")
_SPACED, _SPACED_OUT = _words("spaced"), _words("spaced_out")
_LABEL = _words("label")
_BETWEEN, _WORDED, _TAIL = _words("between"), _words("worded"), _words("tail")
_PEOPLE = pattern("table_heads", "people")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH_UNIT = _words("english_unit")
_NO_UNIT, _UNIT_LABEL = _words("no_unit"), _words("unit_label")
#: a unit said again in another language, at the end of its line: 单位:万人 (10 000 persons)
_SAID_AGAIN = re.compile(
    r"(?<!\s)\s{0,20}[(\uff08][\d ,]{0,12}[A-Za-z][A-Za-z .,/%-]{0,40}[)\uff09]$"
)
_OF_TWO_KINDS = _words("of_two_kinds")
_UNIT_LINE, _OWN_UNIT = _words("unit_line"), _words("own_unit")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read: without serial, marks and unit; glued titles of the next section apart."""

    text: str
    unit: str | None = None
    template: bool = False
    section: bool = False
    part: bool = False
    glued: tuple[str, ...] = ()
    title: str = ""


def unit_like(text: str) -> bool:
    """Whether a text is a unit, in either script."""
    return is_unit(text) or (not text.isascii() and is_unit(simplify(text)))


def untranslated(text: str) -> str:
    """Take off what a cell says again in English.

    Examples
    --------
    >>> untranslated("专任教师 Full-time Teachers"), untranslated("Births (all) attended")
    ('专任教师', 'Births (all) attended')
    """
    return _TRANSLATED.sub("", text) if _CHINESE.search(text) else text


def _line_end(blanks: re.Match[str]) -> str:
    """Leave nothing of a line's end beside a Chinese character, and a blank between others."""
    if "\n" not in blanks[0]:
        return blanks[0]
    text = blanks.string
    return " " if text[blanks.start() - 1].isascii() and text[blanks.end()].isascii() else ""


def one_line(text: str) -> str:
    """Join the lines of a cell and the characters of a spaced-out word (指 标)."""
    text = text.strip()
    if "\n" not in text and (" " not in text and "\u3000" not in text):
        return text
    joined = re.sub(r"\s+", _line_end, text)
    if _SPACED_OUT.fullmatch(joined):
        return "".join(joined.split())
    return joined


def last_bracket(text: str) -> tuple[str, str] | None:
    """Split off the last bracket of a text, inner brackets within it respected.

    Examples
    --------
    >>> last_bracket("执业(助理)医师(万人)")
    ('执业(助理)医师', '万人')
    """
    text = text.rstrip()
    if not text or text[-1] not in ")\uff09]】〕":
        return None
    plain = text.translate(_WIDTHS)
    depth = 0
    for i in range(len(plain) - 1, -1, -1):
        depth += (plain[i] in ")]") - (plain[i] in "([")
        if depth == 0:
            return text[:i].rstrip(), text[i + 1 : -1]
    return None


def unit_apart(text: str) -> tuple[str, str]:
    """Split off the unit in brackets that a name or a head ends with, or has before a remark.

    Examples
    --------
    >>> unit_apart("床位数(张)"), unit_apart("执业(助理)医师"), unit_apart("造林面积(万亩)(累计)")
    (('床位数', '张'), ('执业(助理)医师', ''), ('造林面积(累计)', '万亩'))
    >>> unit_apart("Enrolment (10,000 persons)"), unit_apart("Births (attended)")
    (('Enrolment', '10,000 persons'), ('Births (attended)', ''))
    >>> unit_apart("文化馆(站)"), unit_apart("公交站点(个)")
    (('文化馆(站)', ''), ('公交站点', '个'))
    """
    split = last_bracket(text) if not _OF_TWO_KINDS.search(text) else None
    if split is None or unit_like(split[1]) or _ENGLISH_UNIT.fullmatch(split[1]):
        return split or (text, "")
    before = last_bracket(split[0])
    if before is None or not before[0] or not unit_like(before[1]):
        return text, ""
    return before[0] + text[len(split[0]) :].strip(), before[1]


@kept
def read_name(text: str) -> Name:
    """Read the name cell of a row.

    Examples
    --------
    >>> read_name("3.婚姻登记合格率(%)").text, read_name("3.婚姻登记合格率(%)").unit
    ('婚姻登记合格率', '%')
    >>> read_name("二、三产业增加值").text, read_name("5岁以下儿童死亡率(‰)").text
    ('二、三产业增加值', '5岁以下儿童死亡率')
    >>> read_name("离婚登记* 七、社会组织").glued
    ('七、社会组织',)
    """
    text = untranslated(PINYIN.sub("", text))
    pieces = _GLUED.split(text.strip())
    after = [p for piece in pieces[1:] for p in _BETWEEN.split(piece.strip()) if p]
    glued = tuple(after if pieces[0] else ())
    text = pieces[0] if glued else text
    name = one_line(text)
    section = bool(_SECTION_MARK.match(name))
    title = name if section else ""
    name = one_line(_MARKS.sub("", name))
    part = text.lstrip().startswith("#") or bool(_OF.match(name))
    label = _LABEL.match(name)
    blank = label is not None and _NO_UNIT.fullmatch(name, label.end())
    if blank or not _OF.sub("", name):  # 指标2: of a form, left blank, or with a dash; 其中:
        return Name("", None, False, section, part, glued, title)
    stripped = _SERIAL.sub("", name)
    if stripped and _WORDED.search(stripped):
        name = stripped
    template = _TEMPLATE.search(name)
    if template and template.start() > 1:
        name = name[: template.start()].rstrip(" (\uff08")
        return Name(name, None, True, section, part, glued, title)
    name = _FOOTNOTE.sub("", name).strip()
    name = name.removesuffix("()").removesuffix("\uff08\uff09") or name  # its unit was lost
    unit = None
    bare, counted = unit_apart(name)
    if bare and counted:
        name, unit = _FOOTNOTE.sub("", bare), bare_unit(counted)
    else:
        tail = _TAIL.search(name)
        if tail:
            word = tail["u"] or tail["w"] or tail["x"]
            if unit_like(word) and len(name) - len(word) > 3:
                name, unit = name[: tail.start()].rstrip(), word
    name = _SPACED.sub("", name) if name.count(" ") > 2 else name
    return Name(name.strip(), unit, False, section, part, glued, title)


def bare_unit(text: str) -> str | None:
    """Return a unit as printed without outer brackets, or None for a missing mark.

    Examples
    --------
    >>> bare_unit("(万人)"), bare_unit("%(百分比)"), bare_unit("-")
    ('万人', '%(百分比)', None)
    """
    text = one_line(text)
    text = untranslated(text)
    if _NO_UNIT.fullmatch(text):
        return None
    split = last_bracket(text)
    if split and not split[0]:
        text = split[1].strip()
    text = _UNIT_LABEL.sub("", text)
    return text or None


def unit_line(text: str) -> str | None:
    """Return the unit of a line that says what a table counts in, several with a mark between.

    Examples
    --------
    >>> texts = ("单位:万元", "(单位:亿元 %)", "单位:%", "单位:个、人", "单位", "单位:公里 (km)")
    >>> [unit_line(text) for text in texts]
    ['万元', '亿元', '%', '个、人', None, '公里']
    """
    line = _SAID_AGAIN.sub("", one_line(text).strip())
    said = _UNIT_LINE.fullmatch(line.strip("()\uff08\uff09"))
    if said is None:
        return None
    parts = [part for part in re.split(r"[\s、,，;；/]+", said["units"]) if part]
    units = [part for part in parts if part not in PERCENTS] or list(dict.fromkeys(parts))
    return _BESIDE.join(units) if units and all(map(unit_like, units)) else ""


#: what stands between the units of a table, and what scales one: 万户、万人
_BESIDE, _SCALED = "、", "十百千万亿"


def counted_as(name: str, unit: str) -> str | None:
    """Return the unit of the whole table for a name, unless it is never counted in it.

    Examples
    --------
    Of several it is the one that the name counts.

    >>> counted_as("稻谷", "万吨"), counted_as("自给率", "万吨")
    ('万吨', None)
    >>> counted_as("救助户数", "万户、万人"), counted_as("救助对象", "万户、万人")
    ('万户', None)
    """
    units = unit.split(_BESIDE)
    if len(units) > 1:
        units = [one for one in units if name.endswith(f"{one.lstrip(_SCALED)}数")]
    return None if len(units) != 1 or not units[0] or _OWN_UNIT.search(name) else units[0]


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two printed units are one; 名, 位 and 人 all count people.

    Examples
    --------
    >>> same_unit("名", "(人)"), same_unit("人", "人次")
    (True, False)
    """
    if not one or not other:
        return False
    one, other = bare(one), bare(other)
    return one == other or bool(_PEOPLE.fullmatch(one) and _PEOPLE.fullmatch(other))
