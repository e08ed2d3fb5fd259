"""Which language a notebook is written in, by its prose and its outputs."""

from __future__ import annotations

import re
from typing import Any

#: link targets, code, tags, formulas: Latin letters that say nothing of the language
_NOT_WORDS = re.compile(r"\]\([^)]*\)|`[^`]*`|<[^>]*>|https?:\S+|\$[^$]*\$|\\[a-z]+|\x1b\[[0-9;]*m")
_KANA, _HANGUL = ("\u3040", "\u30ff"), ("\uac00", "\ud7a3")
_LEAST = 40  # letters of prose that settle it; with fewer, the outputs are asked as well
_MOST = 20_000
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def known_tag(text: str) -> str:
    """Return the language tag that a setting or the metadata means.

    Examples
    --------
    >>> known_tag("zh-TW"), known_tag("zh_CN"), known_tag("ja-JP"), known_tag("English")
    ('zh-Hant', 'zh', 'ja', 'en')
    """
    tag = text.strip().lower().replace("_", "-")
    if tag.startswith("zh"):
        return "zh-Hant" if any(part in tag for part in ("hant", "tw", "hk", "mo")) else "zh"
    head = tag.split("-")[0]
    return head if _TAG.fullmatch(head) else "en"


def guess_tag(nb: Any) -> str:
    """Return "zh", "zh-Hant", "ja", "ko" or "en", by the prose, else by prose and outputs."""
    cells = nb.get("cells", [])
    prose = _words("\n".join(_joined(c.get("source")) for c in cells if _is_prose(c))[:_MOST])
    if sum(map(str.isalpha, prose)) >= _LEAST:
        return language_of(prose)
    outputs = "\n".join(_shown(o) for c in cells for o in c.get("outputs") or [])[:_MOST]
    return language_of(prose + _words(outputs)) if prose.strip() or outputs.strip() else "zh"


def language_of(text: str) -> str:
    """Return the language of a text by its letters.

    Examples
    --------
    >>> language_of("總體情況與發展"), language_of("総合的な評価"), language_of("중간 평가")
    ('zh-Hant', 'ja', 'ko')
    """
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "zh"
    kana = sum(_KANA[0] <= c <= _KANA[1] for c in letters)
    hangul = sum(_HANGUL[0] <= c <= _HANGUL[1] for c in letters)
    chinese = [c for c in letters if "\u3400" <= c <= "\u9fff"]
    if 8 * (len(chinese) + kana + hangul) < len(letters):
        return "en"
    if hangul > len(chinese) + kana:
        return "ko"
    if 10 * kana > len(chinese) + kana:
        return "ja"
    # simplified forms are in GB 2312, traditional ones in Big5; what both have says nothing
    simple = sum(_within(c, "gb2312") and not _within(c, "big5") for c in chinese)
    full = sum(_within(c, "big5") and not _within(c, "gb2312") for c in chinese)
    return "zh-Hant" if full > simple else "zh"


def _within(char: str, coding: str) -> bool:
    try:
        char.encode(coding)
    except UnicodeEncodeError:
        return False
    return True


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _is_prose(cell: Any) -> bool:
    return bool(cell.get("cell_type") == "markdown")


def _shown(output: Any) -> str:
    data = output.get("data") or {}
    return _joined(output.get("text") or data.get("text/html") or data.get("text/plain"))


def _joined(text: Any) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text or "")
