"""Chinese words stand in the catalog and the dossiers; code holds a sign or a unit at most."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "taian_analysis"
#: A sign or a unit (年, 倍) may stand in code: so many characters of a file. A word goes to
#: `taian_analysis/base/catalog`, with the reason it is there.
FEW = 12
#: A range of all ideographs is no word: [一-鿿]
_RANGE = re.compile("一-[鿿龥龠]")
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")


def ideographs(source):
    """Return how many Chinese characters the texts of a module hold, what documents it apart."""
    tree = ast.parse(source)
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    )
    return sum(len(_IDEOGRAPH.findall(_RANGE.sub("", text))) for text in texts)


def test_what_is_counted():
    source = (
        '"""说明"""\nWORD = "目标"\nANY = "[一-鿿]"\n\ndef f():\n    """又一处说明。"""\n    # 注\n'
    )
    assert ideographs(source) == 2


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.stem)
def test_chinese_words_stand_in_the_catalog(path):
    found = ideographs(path.read_text(encoding="utf-8"))
    assert found <= FEW, f"{found} Chinese characters, at most {FEW} may stand in a file of code"
