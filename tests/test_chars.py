"""Characters that look alike are one, offset for offset, whatever form they came in."""

import sys
import unicodedata

import annex_forms as forms
import pytest

import taian_analysis as ta
from taian_analysis.base import catalog
from taian_analysis.grammar import chars

TEXT = forms.RAW.read_text(encoding="utf-8")
TO_SIGN = {
    to: sign
    for signs, tos in catalog.load("radicals")["rows"]
    for sign, to in zip(signs, tos, strict=True)
}


def disguised(text):
    """As a browser's PDF gives it: radicals for 目, 民, 车, 老, 人, 一 and the like."""
    return text.translate({ord(to): sign for to, sign in TO_SIGN.items()})


@pytest.mark.parametrize("change", [chars.unify, chars.half_width, chars.fold])
def test_every_character_keeps_its_place(change):
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]))
    assert len(change(every)) == len(every)


def test_radicals_are_the_ideographs_unicode_names():
    # Unicode 15, EquivalentUnifiedIdeograph.txt: 2EA0 ; 6C11, 2ECB ; 8F66, 2EF3 ; 9F9F
    assert chars.unify("\u2ea0\u2ecb\u2ef3\u2f6c") == "\u6c11\u8f66\u9f9f\u76ee"
    for code in {*range(0x2F00, 0x2FD6)} - {0x2F3E}:  # that one is what a browser prints for 户
        assert chars.unify(chr(code)) == unicodedata.normalize("NFKC", chr(code))
    assert chars.unify(TEXT) == TEXT


def test_widths_are_one_and_quotes_only_in_fold():
    assert chars.half_width("（１．５％，Ａ～Ｂ）﹤＞\u3000“甲”") == "(1.5%,A~B)<> “甲”"
    assert chars.fold("“甲”") == '"甲"'


DISGUISED = {
    "text": lambda: disguised(TEXT),
    "csv": lambda: disguised(forms.blank_csv()).encode(),
    "markdown": lambda: disguised(forms.markdown()),
    "html": lambda: disguised(forms.merged_html()).encode(),
}


@pytest.mark.parametrize("form", DISGUISED)
def test_a_report_of_radicals_reads_as_the_report(form):
    assert disguised("目标完成") != "目标完成"
    frame = ta.load_indicators(DISGUISED[form]())
    columns = ["indicator", "unit", "target_text", "actual_text", "attribute"]
    got = frame[columns].astype("string").fillna("-").to_numpy().tolist()
    assert [["".join(c.split()) for c in row] for row in got] == [
        ["".join(c.split()) for c in row[1:]] for row in forms.ROWS
    ]
