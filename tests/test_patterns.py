"""No pattern of the package costs more than its text is long, whatever runs through it."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import patterns


@pytest.mark.slow
def test_no_pattern_of_the_package_grows_faster_than_its_text():
    found = patterns.package_patterns()
    assert len(found) > 800  # those of the catalogs are among them
    worse = {
        f"{place}: {pattern}": grown
        for pattern, flags, place in found
        if (grown := patterns.grows(pattern, flags)) is not None
    }
    assert not worse


@pytest.mark.parametrize(
    "pattern", [r"\s*x", r"\d+年", r"(?:甲|乙)+$", r"\(.*?\)", r"[-\s]*-{2,}[-\s]*x"]
)
def test_a_pattern_that_tries_each_place_of_a_run_is_found(pattern):
    # on cores that many wait for a short run may take longer than its work, once
    assert max(patterns.growth(pattern, 0) for _ in range(3)) > patterns.MOST


@pytest.mark.parametrize(
    "pattern", [r"(?<!\s)\s++x", r"\d{1,9}年", r"\A\s*+x", r"\s+", r"[^|\n]{0,40}\|"]
)
def test_a_bounded_pattern_is_none_of_them(pattern):
    assert patterns.grows(pattern, 0) is None


def test_the_patterns_of_calls_and_catalogs_are_looked_at():
    found = {pattern for pattern, _, _ in patterns.package_patterns()}
    assert any("百分数|的?比重" in pattern for pattern in found)  # headers.toml
    assert all(re.compile(pattern) for pattern in found)
