"""Gaps merge with indicators without a collision, and can still be computed again."""

import copy
import pickle
from pathlib import Path

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.gaps.carry import CARRIED
from taian_analysis.gaps.whatif import what_if

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def gaps():
    return ta.gap_to_target()


def test_what_people_read_stands_right_after_the_id(gaps):
    indicators = ta.load_indicators()
    people = ["indicator", "area", "unit", "attribute", "target_text", "actual_text"]
    assert list(gaps.columns[:3]) == ["indicator_id", "indicator", "indicator_en"]
    assert list(gaps.columns[3:8]) == people[1:]
    pd.testing.assert_frame_equal(gaps[people], indicators[people], check_like=True)
    english = gaps.set_index("indicator_id")["indicator_en"]
    assert english["lottery_outlets"] == "Welfare-lottery outlets"


def test_the_readme_needs_no_merge(gaps):
    for name in ("README.md", "README.zh-CN.md", "examples/quick_look.py"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert 'gaps["met"].eq(False)].itertuples()' in text and "merge(indicators" not in text
    row = next(gaps[gaps["met"].eq(False)].itertuples())
    assert (row.actual_text, row.target_text, row.unit) == ("1783", "2300", "人")


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
    joined = OPERATIONS[name](gaps)
    assert set(CARRIED) <= set(joined.columns)
    names = ta.load_indicators().set_index("indicator_id")["indicator"]
    for row in joined.to_dict("records"):
        assert row["indicator"] == names[row["indicator_id"]]


def csv(frame, folder):
    frame.to_csv(folder / "frame.csv", index=False)
    return pd.read_csv(folder / "frame.csv")


def parquet(frame, folder):
    frame.to_parquet(folder / "frame.parquet")
    return pd.read_parquet(folder / "frame.parquet")


@pytest.mark.parametrize("trip", [csv, parquet])
def test_indicators_and_gaps_survive_a_file(gaps, trip, tmp_path, monkeypatch):
    indicators = trip(ta.load_indicators(), tmp_path)
    monkeypatch.chdir(tmp_path)  # no file is looked for again
    pd.testing.assert_frame_equal(ta.gap_to_target(indicators), gaps)
    back = trip(gaps, tmp_path)
    assumed = {"lottery_outlets": 580}
    pd.testing.assert_frame_equal(ta.what_if(back, value=assumed), ta.what_if(gaps, value=assumed))
    assert ta.explain(back, "certified_social_workers") == ta.explain(
        gaps, "certified_social_workers"
    )
    pd.testing.assert_frame_equal(ta.gap_components(back), ta.gap_components(gaps))


def test_the_file_of_a_report_is_not_opened_again(tmp_path, monkeypatch):
    path = tmp_path / "report.txt"
    path.write_text(ta.read_report().text, encoding="utf-8")
    frame = ta.load_indicators(str(path))
    path.write_text("2020年1月1日", encoding="utf-8")
    found = ta.gap_to_target(frame)
    assert (found["status"] == "ahead").sum() == 2
    assert found["as_of"].min() == pd.Timestamp("2022-12-31")


def test_a_frame_that_carries_nothing_has_no_components():
    bare = pd.DataFrame({"indicator_id": ["a"], "status": ["met"]})
    with pytest.raises(ta.GapError):
        ta.gap_components(bare)


def _written(result):
    for name in result.columns:
        if result[name].notna().any():
            result.loc[result.index[0], name] = result[name].dropna().iloc[-1]


def test_what_is_written_into_a_result_does_not_reach_what_it_came_of():
    indicators = ta.load_indicators()
    for source, made in ((indicators, ta.gap_to_target), (ta.gap_to_target(indicators), _assumed)):
        kept = source.copy(deep=True)
        _written(made(source))
        pd.testing.assert_frame_equal(source, kept)


def _assumed(gaps):
    return what_if(gaps, pace=1.0)
