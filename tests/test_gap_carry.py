"""Gaps merge with indicators without a collision, and can still be computed again."""

import copy
import pickle

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base.schema import columns
from taian_analysis.gaps.carry import CARRIED, with_inputs


@pytest.fixture(scope="module")
def gaps():
    return ta.gap_to_target()


def test_only_what_the_contract_has_in_both_is_shared_with_the_indicators(gaps):
    indicators = ta.load_indicators()
    shared = set(gaps.columns) & set(indicators.columns)
    assert shared == set(columns("gaps")) & set(columns("indicators"))
    merged = gaps.merge(indicators, on="indicator_id")
    assert len(merged) == 27
    assert merged["indicator"].tolist() == indicators["indicator"].tolist()


OPERATIONS = {
    "as it is": lambda g: g,
    "filtered": lambda g: g[g["met"].eq(False)],
    "sorted": lambda g: g.sort_values("attainment"),
    "reindexed": lambda g: g[g["met"].eq(False)].reset_index(drop=True),
    "by id": lambda g: g.set_index("indicator_id", drop=False),
    "copied": copy.deepcopy,
    "pickled": lambda g: pickle.loads(pickle.dumps(g)),
    "concatenated": lambda g: pd.concat([g.iloc[:3], g.iloc[3:]]),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_inputs_come_back_to_their_own_rows(gaps, name):
    joined = with_inputs(OPERATIONS[name](gaps))
    assert set(CARRIED) <= set(joined.columns)
    names = ta.load_indicators().set_index("indicator_id")["indicator"]
    for row in joined.to_dict("records"):
        assert row["indicator"] == names[row["indicator_id"]]


def test_a_frame_that_carries_nothing_is_returned_as_it_is():
    bare = pd.DataFrame({"indicator_id": ["a"], "status": ["met"]})
    assert with_inputs(bare) is bare
    with pytest.raises(ta.GapError):
        ta.gap_components(bare)
