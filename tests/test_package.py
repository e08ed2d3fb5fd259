"""The package's front door: every public name is there, and functions stay functions."""

import subprocess
import sys

import pytest

import taian_analysis as ta


@pytest.mark.parametrize("name", ta.__all__)
def test_every_public_name_is_there(name):
    assert getattr(ta, name) is not None
    assert name in dir(ta)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = ta.no_such_thing


@pytest.mark.parametrize("name", ["audit"])
def test_a_module_never_hides_the_function_of_its_name(name):
    code = f"import taian_analysis.{name}, taian_analysis as ta; print(callable(ta.{name}))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "True"


@pytest.mark.parametrize("name", [n for n in ta.__all__ if n[0].islower() and n[0] != "_"])
def test_every_public_function_is_documented(name):
    assert len(getattr(ta, name).__doc__.splitlines()) > 3
