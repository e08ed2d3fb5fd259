"""The table of phrases: whole in both languages, and every key the code names is there."""

import ast
import re
from pathlib import Path

import pytest

from taian_analysis.base import catalog
from taian_analysis.base.phrases import has_phrase, nearest, say

PACKAGE = Path(__file__).parents[1] / "taian_analysis"
PHRASES = [
    (f"{room}.{name}", phrase)
    for room, table in catalog.load("phrases").items()
    for name, phrase in table.items()
]
SLOT = re.compile(r"\{(\w+)")


@pytest.mark.parametrize(("key", "phrase"), PHRASES, ids=[key for key, _ in PHRASES])
def test_a_phrase_has_both_languages(key, phrase):
    assert set(phrase) == {"zh", "en"} and all(phrase.values())
    assert not re.search("[\u4e00-\u9fff]", phrase["en"])


def test_every_phrase_the_code_names_is_there():
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"):
                continue
            if not re.search(r"phrases import .*\bsay\b", path.read_text(encoding="utf-8")):
                continue  # another function of that name
            if isinstance(node.args[0], ast.Constant):
                assert has_phrase(node.args[0].value), f"{path.name}: {node.args[0].value}"
                assert isinstance(node.args[0].value, str)
                phrase = say_raw(node.args[0].value)
                given = {word.arg for word in node.keywords}
                if None not in given:
                    needed = set(SLOT.findall(phrase["zh"])) | set(SLOT.findall(phrase["en"]))
                    assert needed <= given, f"{path.name}: {node.args[0].value}"


def say_raw(key):
    room, _, name = key.partition(".")
    return catalog.load("phrases")[room][name]


def test_plurals():
    assert say("report.counts", "en", lines=1, tables=2) == "1 line, 2 tables"
    assert say("report.counts", "zh", lines=1, tables=2) == "1行、2张表"


def test_the_likest_names_come_first():
    assert nearest("慈善捐款", ["养老床位", "慈善组织", "慈善捐赠"], 2) == ["慈善捐赠", "慈善组织"]
