"""The examples in the docstrings give what they show."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import taian_analysis

#: modules that stand on an optional extra -> the library it brings
EXTRAS = dict.fromkeys(
    ("taian_analysis.readers.ocr_picture", "taian_analysis.readers.ocr_words"), "cv2"
)
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(taian_analysis.__path__, "taian_analysis.")
    if not module.name.startswith("taian_analysis.data")
)


@pytest.mark.parametrize("name", ["taian_analysis", *MODULES])
def test_examples_hold(name):
    if name in EXTRAS:
        pytest.importorskip(EXTRAS[name], reason="the extra is not installed")
    tried = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried.failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    always = [name for name in MODULES if name not in EXTRAS]
    examples = [t for name in always for t in finder.find(import_module(name)) if t.examples]
    assert len(examples) > 60
