"""A report is not changed by being read: every reading gives the same, whatever was read before."""

from dataclasses import FrozenInstanceError
from itertools import permutations

import pandas as pd
import pytest

import taian_analysis as ta

#: Indicators as sentences, where the table and the running text are the same lines.
PAIRS = """某区民政事业发展中期评估
(2023年7月11日)
养老机构护理型床位占比 | 目标值:60% | 完成值:65%
每千名老年人拥有床位数 | 目标值:40张 | 完成值:38张
二、工作情况
2022年全区共有低保对象1800人,占总人口9万人的2%,2021年为1900人。
"""
READINGS = {
    name: getattr(ta, name)
    for name in (
        *("load_indicators", "load_observations", "load_trends", "rejections", "audit"),
        *("find_quantities", "propose_series", "gap_to_target"),
    )
}


def outcome(reading, report):
    try:
        return READINGS[reading](report)
    except ta.TaianError as error:
        return str(error)


@pytest.fixture(scope="module")
def alone():
    return {name: outcome(name, ta.read_report(PAIRS)) for name in READINGS}


@pytest.mark.parametrize("first, second", list(permutations(READINGS, 2)))
def test_no_reading_changes_another(alone, first, second):
    report = ta.read_report(PAIRS)
    outcome(first, report)
    found = outcome(second, report)
    if isinstance(found, pd.DataFrame):
        pd.testing.assert_frame_equal(found, alone[second])
    else:
        assert found == alone[second]


def test_most_readings_find_something(alone):
    assert sum(isinstance(found, pd.DataFrame) and len(found) > 0 for found in alone.values()) >= 5


def test_a_report_is_frozen():
    report = ta.read_report(PAIRS)
    with pytest.raises(FrozenInstanceError):
        report.title = "another"
