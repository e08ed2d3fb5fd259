"""A text whose columns are lost is refused: its cells stand in no order of rows."""

import pytest

from taian_analysis.cleaning.building import Annex
from taian_analysis.cleaning.layouts_across import Found
from taian_analysis.cleaning.reading import _torn


def _annex(rows, score, left, values=1):
    told = [{"indicator_id": "r01", "role": "actual", "period": "2022"}] * values
    return Annex(
        indicators=[{"indicator_id": "r01"}],
        observations=told,
        tables=[Found("blank-lines", [], [], rows)],
        score=score,
        numbers=10,
        left=left,
    )


@pytest.mark.parametrize(
    ("score", "left", "values", "torn"),
    [(0.45, 11, 1, True), (0.6, 11, 1, False), (0.6, 0, 2, True), (0.8, 0, 2, False)],
)
def test_more_numbers_astray_or_several_of_one_kind_are_torn_rows(score, left, values, torn):
    assert _torn(_annex(None, score, left, values)) is torn
    assert not _torn(_annex([[]], score, left, values))
