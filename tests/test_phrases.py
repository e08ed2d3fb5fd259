"""The table of phrases: whole in both languages, and every key the code names is there."""

import ast
import re
from pathlib import Path

import pytest

from taian_analysis.base import catalog
from taian_analysis.base.phrases import has_phrase, nearest, nearest_words, say

PACKAGE = Path(__file__).parents[1] / "taian_analysis"
PHRASES = [
    (f"{room}.{name}", phrase)
    for room, table in catalog.load("phrases").items()
    for name, phrase in table.items()
]
SLOT = re.compile(r"\{(\w+)")
#: Signs that only Chinese text of ours has.
CHINESE = re.compile("[\u3400-\u9fff，。；：（）、“”]")


@pytest.mark.parametrize(("key", "phrase"), PHRASES, ids=[key for key, _ in PHRASES])
def test_a_phrase_has_both_languages(key, phrase):
    texts = [phrase[fact] for fact in ("expected", "hint") if fact in phrase and "zh" in phrase]
    for text in (phrase, *texts):
        assert set(text) - {"expected", "hint"} == {"zh", "en"} and all(text.values())
        # an English sentence may name heads as a table prints them, in brackets
        # and the button that changes the language names it in itself
        plain = "" if key == "evidence_page.language" else re.sub(r"\(.*?\)", "", text["en"])
        assert not re.search("[\u4e00-\u9fff]", plain)


def named_phrases():
    """Yield each phrase the code names by a constant: file, key, the slots that are given."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        says = re.search(r"(phrases|told) import .*\b(say|both|says|titled)\b", source)
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            key = getattr(node.args[0], "value", None)
            if not isinstance(key, str):
                continue
            called = ast.unparse(node.func)
            if called.endswith("Error.of") or (
                says and called in ("say", "both", "says", "titled")
            ):
                yield path.name, key, {word.arg for word in node.keywords}


def test_every_phrase_the_code_names_is_there_and_its_slots_are_filled():
    named = list(named_phrases())
    assert len(named) > 400
    for name, key, given in named:
        assert has_phrase(key), f"{name}: {key}"
        if None not in given:
            texts = [text for text in say_raw(key).values() if isinstance(text, str)]
            assert set(SLOT.findall(" ".join(texts))) <= given, f"{name}: {key}"


def test_every_error_of_the_table_is_raised_somewhere():
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    unused = [name for name in catalog.load("phrases")["error"] if f"error.{name}" not in code]
    assert not [name for name in unused if f'"{name}"' not in code]


def test_no_error_is_written_out_in_code():
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                assert "zh" not in {word.arg for word in node.exc.keywords}, path.name


def say_raw(key):
    room, _, name = key.partition(".")
    return catalog.load("phrases")[room][name]


def test_plurals():
    assert say("report.counts", "en", lines=1, tables=2) == "1 line, 2 tables"
    assert say("report.counts", "zh", lines=1, tables=2) == "1行、2张表"


def test_the_likest_names_come_first():
    assert nearest("慈善捐款", ["养老床位", "慈善组织", "慈善捐赠"], 2) == ["慈善捐赠", "慈善组织"]


def test_what_is_like_nothing_is_told_what_there_is():
    names = [("养老床位", "Beds"), ("慈善组织", "Charities"), ("慈善捐赠", "Donations")]
    assert nearest_words("慈善捐款", names)[0] == "是否指：慈善捐赠、慈善组织"
    assert nearest_words("火星", names) == (
        "共3项，如：养老床位、慈善组织、慈善捐赠",
        "3 in all, such as Beds, Charities, Donations",
    )
    assert nearest_words("x", []) is None
    long = [(f"{n}{'名' * 60}", f"{n}") for n in "甲乙丙"]
    assert nearest_words("火星", long)[0] == f"共3项，如：甲{'名' * 60}"


ROOMS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())


def words_in(node):
    parts = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return "".join(part for part in parts if isinstance(part, str))


def inline_pairs(tree):
    """Find texts that stand in code once in Chinese and once in English, and the choice by hand."""
    text = (ast.Constant, ast.JoinedStr)
    for node in ast.walk(tree):
        if isinstance(node, ast.IfExp) and re.search(
            r"lang|\bzh\b|english", ast.unparse(node.test)
        ):
            both = isinstance(node.body, text) and isinstance(node.orelse, text)
            if both and CHINESE.search(words_in(node.body) + words_in(node.orelse)):
                yield node
        elif isinstance(node, ast.Dict):
            keys = {getattr(key, "value", None) for key in node.keys}
            if keys == {"zh", "en"} and CHINESE.search(words_in(node)):
                yield node
        elif isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args] == ["zh", "en"]:
            yield node  # a choice between two texts that every caller writes out
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
            one, two = (words_in(part) if isinstance(part, text) else "" for part in node.elts)
            if CHINESE.search(one) and re.search("[A-Za-z]{2}", two) and not CHINESE.search(two):
                yield node


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_stands_in_code_in_both_languages(room):
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {ast.unparse(node)[:60]}"
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for node in inline_pairs(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


@pytest.mark.parametrize(
    "code",
    [
        'x = "已达标" if lang == "zh" else "met"',
        'x = f"{n}项" if self.zh else f"{n} in all"',
        'x = {"zh": "合计", "en": "Total"}[lang]',
        "def tr(zh, en): ...",
        'x = ("未找到报告日期", "the report gives no date")',
    ],
)
def test_each_way_of_writing_a_pair_is_found(code):
    assert len(list(inline_pairs(ast.parse(code)))) == 1


def test_a_list_is_joined_as_the_language_does():
    assert say("why.hidden", "zh", sheets=["甲", "乙"]) == "隐藏的工作表未读取：甲、乙"
    assert say("why.hidden", "en", sheets=["a", "b"]) == "hidden sheets were not read: a, b"
