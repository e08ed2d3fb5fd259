"""Errors say file, line, found and expected, in both languages, on one line."""

import errno

import pytest

import taian_analysis as ta
from taian_analysis.base.errors import MissingExtraError, TaianError

CHILDREN = ["ReportError", "AnnexError", "QuantityError", "PeriodError", "CatalogError",
            "SchemaError", "GapError", "BriefingError", "MissingExtraError"]  # fmt: skip


def test_every_part_is_told_in_both_languages():
    error = TaianError("no table", zh="没有表", file="a.txt", line=3, found="x", expected="y")
    assert str(error) == "a.txt, line 3: no table (found: x; expected: y)"
    assert error.describe("zh") == "a.txt，第3行：没有表（实际：x；应为：y）"


def test_found_and_expected_can_be_told_in_both_languages():
    error = TaianError("empty", zh="空", found=("0 字节", "0 bytes"), expected=("文字", "text"))
    assert str(error) == "empty (found: 0 bytes; expected: text)"
    assert error.describe("zh") == "空（实际：0 字节；应为：文字）"
    assert (error.found, error.expected) == ("0 bytes", "text")


def test_a_bare_error_is_its_message():
    assert str(TaianError("no table")) == "no table"
    assert TaianError("no table").describe("zh") == "no table"


def test_what_the_system_says_is_said_in_both_languages():
    error = TaianError(
        "not written", zh="写不出", found=FileExistsError(errno.EEXIST, "File exists")
    )
    assert error.describe("zh") == "写不出（实际：已有同名文件）"
    assert str(error) == "not written (found: a file of this name is there)"


def test_line_breaks_never_make_a_second_line():
    assert "\n" not in str(TaianError("a\nb", found="c\nd"))


@pytest.mark.parametrize("name", CHILDREN)
def test_children_are_public_and_taian_errors(name):
    assert issubclass(getattr(ta, name), ta.TaianError)


def test_a_missing_extra_names_the_extra_and_is_an_import_error():
    error = MissingExtraError("typst", "briefing")
    assert isinstance(error, ImportError)
    assert "taian_analysis[briefing]" in str(error)
    assert "taian_analysis[briefing]" in error.describe("zh")
