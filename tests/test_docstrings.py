"""The examples in the docstrings give what they show."""

import doctest
import inspect
import pkgutil
import re
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


def _public_functions():
    named = (
        (name, inspect.unwrap(getattr(taian_analysis, name))) for name in taian_analysis.__all__
    )
    return [(name, given) for name, given in named if inspect.isfunction(given)]


@pytest.mark.parametrize(("name", "function"), _public_functions())
def test_a_public_function_says_what_goes_in_and_what_comes_out(name, function):
    told, signature = inspect.getdoc(function) or "", inspect.signature(function)
    sections = re.findall(r"^(\w+)\n-+$", told, re.M)
    assert "Examples" in sections
    assert "Returns" in sections or signature.return_annotation == "None" or name == "theme"
    for parameter in signature.parameters:
        assert re.search(rf"^(?:\w+, )*{parameter}(?:, \w+)*$", told, re.M), parameter
