"""The contract: the names that other work is built on, written out here a second time."""

import numpy as np
import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base.schema import DTYPES, FRAMES, arrays, columns, conform, validate

CONTRACT = {
    "observations": "indicator_id role period text op low value high unit line start end",
    "trends": "series_id series series_en period period_start period_end value low high unit kind "
    "qualifier basis quote line start end",
    "gaps": "indicator_id indicator indicator_en area unit attribute target_text actual_text "
    "met gap shortfall relative_gap attainment baseline_value as_of elapsed "
    "progress pace required_per_year required_growth projected_value projected_attainment "
    "completion_date status sensitive reason",
    "audit": "claim_id claim kind stated computed tolerance verdict lines quote comment check operands "
    "spans span_roles weight",
    "quantities": "start end text value low high unit qualifier period period_basis relation clause",
    "indicators": "indicator_id number area indicator unit attribute "
    + " ".join(
        f"{role}_{part}"
        for role in ("baseline", "target", "actual")
        for part in ("text", "op", "low", "value", "high", "period")
    )
    + " op_inferred direction source_line",
}
LOADERS = {
    "indicators": ta.load_indicators,
    "observations": ta.load_observations,
    "trends": ta.load_trends,
    "gaps": ta.gap_to_target,
    "audit": ta.audit,
    "quantities": lambda: ta.find_quantities(ta.read_report()),
}


@pytest.mark.parametrize("frame", CONTRACT)
def test_columns_are_the_contract_to_the_letter(frame):
    assert columns(frame)[: len(CONTRACT[frame].split())] == CONTRACT[frame].split()


@pytest.mark.parametrize("frame", CONTRACT)
def test_loaded_frames_keep_the_contract(frame):
    data = LOADERS[frame]()
    assert len(data) > 0
    assert list(data.columns)[: len(columns(frame))] == columns(frame)
    for field in FRAMES[frame]:
        assert str(data[field.name].dtype) == DTYPES[field.type], field.name
    validate(data, frame)


def test_conform_adds_missing_columns_as_na_and_keeps_extras_last():
    made = conform([{"indicator_id": "a", "status": "met", "mine": 1}], "gaps")
    assert list(made.columns) == [*columns("gaps"), "mine"]
    assert made["gap"].isna().all()
    assert made["as_of"].isna().all()


def test_conform_of_nothing_is_an_empty_frame_of_the_right_types():
    made = conform([], "trends")
    assert len(made) == 0
    assert str(made["period_end"].dtype).startswith("datetime64")
    validate(made, "trends")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"indicator_id": "a", "status": "perhaps"}, "status"),
        ({"indicator_id": None, "status": "met"}, "indicator_id"),
    ],
)
def test_validate_names_the_column_that_breaks_the_contract(row, column):
    with pytest.raises(ta.SchemaError, match=column):
        validate(conform([row], "gaps"), "gaps")


def test_validate_returns_the_frame_unchanged():
    frame = conform([{"indicator_id": "a", "status": "met"}], "gaps")
    pd.testing.assert_frame_equal(validate(frame, "gaps"), frame)


def test_a_day_that_has_no_nanosecond_is_refused_not_moved():
    field = next(one for one in FRAMES["gaps"] if one.name == "completion_date")
    kept = np.array(["2025-12-31", "NaT"], "datetime64[D]")
    found = arrays({"completion_date": kept}, (field,), 2)["completion_date"]
    assert str(found.dtype) == "datetime64[ns]" and found[0] == pd.Timestamp("2025-12-31")
    with pytest.raises(ta.SchemaError):
        arrays({"completion_date": np.array(["3000-01-01"], "datetime64[D]")}, (field,), 1)
