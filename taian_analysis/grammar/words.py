"""The words that codes of the frames are shown as, in Chinese and in English."""

from __future__ import annotations

STATUS = {
    "met": ("已达标", "met"),
    "ahead": ("快于时序", "ahead of schedule"),
    "on_pace": ("符合时序", "on pace"),
    "behind": ("慢于时序", "behind"),
    "no_baseline": ("无基期,进度不可算", "no baseline"),
    "not_assessable": ("不可评", "not assessable"),
}
VERDICT = {
    "holds": ("相符", "holds"),
    "fails": ("不符", "fails"),
    "undecidable": ("无法判定", "undecidable"),
}
QUALIFIER = {
    "exact": ("确数", "exact"),
    "approx": ("约", "approx."),
    "over": ("以上", "or more"),
    "under": ("以下", "or less"),
}
ATTRIBUTE = {"约束性": ("约束性", "binding"), "预期性": ("预期性", "expected")}
AREA = {
    "基本民生保障": ("基本民生保障", "Basic livelihood"),
    "基层社会治理": ("基层社会治理", "Community governance"),
    "基本社会服务": ("基本社会服务", "Basic social services"),
}


def word(table: dict[str, tuple[str, str]], code: object, lang: str = "zh") -> str:
    """Return what a code is called in a language; a code without a word is shown as it is.

    Examples
    --------
    >>> word(STATUS, "behind"), word(STATUS, "behind", "en")
    ('慢于时序', 'behind')
    """
    pair = table.get(str(code))
    return str(code) if pair is None else pair[lang == "en"]
