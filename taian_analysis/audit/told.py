"""The audit in words: each claim as a person reads it, in Chinese or in English."""

from __future__ import annotations

import re
from typing import Any

from ..base import catalog
from ..base.phrases import say
from ..grammar import wording

_CHINESE = re.compile("[\u3400-\u9fff]")
_SCALED = re.compile(r"((?<![\d.])[\d.]{1,40})(万|亿)")
_SCALE = {"万": 10_000, "亿": 100_000_000}

#: A half-year or a quarter as the data codes it.
_PART = re.compile(r"(?<![\d-])(?:19|20)\d\d-(?:S[12]|Q[1-4])(?!\d)")

FIELDS = ("claim", "stated", "computed", "comment")
#: The few words of a computation.
WORDS = {
    r"原文未给出.*基期数": "no base figure in the report",
    r"列出(\d+)级?": r"\1 listed",
    r"附表(\d+)行": r"\1 rows in the annex",
    r"(\d+)名称": r"\1 names",
    "缺基期数,不能核算": "no base figure: not computed",
    ".+与.+时段长短不同,不能比较": "periods of different length: not compared",
    "未达目标值,且无基期数,进度不能核算": "short of the target, no base figure: pace not computed",
    "不能确定两数为部分与整体": "not clear that they are a part and its whole",
    "增速可能按可比价格计算,不能用现价数核算": "growth may be at constant prices: not computed",
    "起止年份(?:未写明,不能计算年均增幅|不能确定)": "first and last year not stated",
    "不能确定与基数相比的是哪一数": "not clear which number is compared with the base",
    "名称的分项方式不能确定": "not clear how the names divide",
    r"附表完成值 *": "annex: ",
    r"附表目标值 *": "annex target: ",
    r"附表 ([\d.]+),目标 ([\d.]+)": r"annex \1, target \2",
    r"(\d+)项达到目标值,(\d+)项未达到": r"\1 reached, \2 not",
    "称已实现全覆盖": "said to be all",
    r"应为连续(\d+)个": r"\1 in sequence",
    "应 ": "",
    " 至 ": " to ",
    "、": ", ",
    r"(?<=\d)(人次|人|项|个|家|张|处|元|年|件|条)": "",
}


def told(row: Any, lang: str) -> tuple[str, str, str, str]:
    """Return claim, stated, computed and comment in the language asked for.

    In English what is quoted from the report stays Chinese, in quotation marks.
    """
    cells = ["" if wording.missing(row[n]) else str(row[n]) for n in FIELDS]
    claim, stated, computed, comment = (_PART.sub(lambda m: _period(m[0], lang), c) for c in cells)
    if lang == "zh":
        claim, comment = wording.full_width(claim), wording.full_width(comment)
    else:
        rule = {} if wording.missing(row.get("rule")) else catalog.load("audit_en")
        words = rule.get(str(row.get("rule")), {})
        subject = claim.partition(":")[2].strip()
        tail = f": {quoted(subject)}" if subject and words else ""
        checked = words.get("claim", quoted(claim))
        claim, comment = (
            checked + tail,
            quoted(plain(comment)) if row["verdict"] == "undecidable" else "",
        )
        if row["verdict"] == "fails" and words.get("fails"):
            # a finding, not the claim as if it were true
            claim = words["fails"].rstrip(".").replace(". ", "; ") + tail
            comment = say("audit.checked", "en", what=checked)
        stated, computed = quoted(stated.replace("、", ", ")), quoted(plain(computed))
    return tuple(cell or wording.MISSING for cell in (claim, stated, computed, comment))  # type: ignore[return-value]


def _period(code: str, lang: str) -> str:
    return wording.period_name(code, lang)


def plain(text: str) -> str:
    """Write 万 and 亿 out, and the few words of a computation in English.

    Examples
    --------
    >>> plain("56.9万 ÷ 111万 = 51.261%"), plain("1 至 5"), plain("应 ≥ 1873人")
    ('569,000 ÷ 1,110,000 = 51.261%', '1 to 5', '≥ 1,873')
    """
    text = _SCALED.sub(lambda m: wording.number(float(m[1]) * _SCALE[m[2]], lang="en"), text)
    for word, other in WORDS.items():
        text = re.sub(word, other, text)
    return re.sub(r"(?<![\d.,])\d{4,}(?![\d.%-])", lambda m: f"{int(m[0]):,}", text).strip()


def quoted(text: str) -> str:
    """Put quotation marks around a text that has Chinese left."""
    return f'"{text}"' if _CHINESE.search(text) else text
