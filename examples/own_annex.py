"""An annex of one's own: any table with names, targets and results."""

import pandas as pd

import taian_analysis as ta

annex = pd.DataFrame(
    {
        "指标": ["养老机构护理型床位占比", "城镇登记失业率"],
        "单位": ["%", "%"],
        "2020年": ["52", "3.1"],
        "2025年目标": ["≥60", "≤4"],
        "2023年完成": ["58", "3.5"],
    }
)
gaps = ta.gap_to_target(ta.load_indicators(annex))
print(gaps[["indicator_id", "met", "gap", "attainment", "progress", "status"]].to_string())
