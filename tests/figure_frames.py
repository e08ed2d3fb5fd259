"""Small frames for the figure tests, written out by hand so that they need no report."""

from __future__ import annotations

import pandas as pd

from taian_analysis.base.schema import conform
from taian_analysis.grammar.periods import period

#: series, Chinese and English name, unit, kind, then (period, value, basis, contradicted)
_SERIES = [
    ("subsistence_standard_urban", "城市低保标准", "Urban standard", "元/人·月", "stock",
     [("2020", 719, "stated", False), ("2023", 915, "stated", False)]),
    ("subsistence_standard_rural", "农村低保标准", "Rural standard", "元/人·月", "stock",
     [("2020", 537, "stated", False), ("2023", 720, "stated", False)]),
    ("subsistence_urban_rural_ratio", "城乡低保标准之比", "Urban-rural ratio", "比例", "rate",
     [("2020", 1.34, "stated", False), ("2023", 1.27, "stated", False)]),
    ("charity_donations", "慈善捐赠", "Charity donations", "亿元", "flow",
     [("2021", 1.31, "stated", False), ("2022", 1.54, "stated", False), ("2023-S1", 1.21, "stated", False)]),
    ("charity_spending", "慈善活动支出", "Charity spending", "亿元", "flow",
     [("2021", 1.22, "stated", False), ("2022", 1.37, "stated", False), ("2023-S1", 0.933733, "stated", False)]),
    ("certified_social_workers", "持证社会工作者", "Certified social workers", "人", "stock",
     [("2020", 1189, "derived: 1783/(1+50%)", False), ("2021", 1345, "stated", False),
      ("2022", 1873, "stated", True), ("2023-03", 1783, "stated", True)]),
    ("registered_volunteers", "注册志愿者总量", "Registered volunteers", "万人", "stock",
     [("2023-03", 111, "stated", False)]),
    ("social_work_professionals", "社会工作专业人才总量", "Social work professionals", "人", "stock",
     [("2023-03", 5753, "stated", False)]),
    ("social_organisation_staff", "社会组织专职工作人员数量", "Social organisation staff", "万人", "stock",
     [("2023-03", 1.75, "stated", False)]),
    ("orphan_allowance_institution", "机构养育孤儿基本生活标准", "Orphans in institutions", "元/人·月", "stock",
     [("2022", 2142, "stated", False), ("2023", 2288, "stated", False)]),
    ("orphan_allowance_scattered", "社会散居孤儿基本生活标准", "Orphans in families", "元/人·月", "stock",
     [("2022", 1706, "stated", False), ("2023", 1830, "stated", False)]),
    ("children_in_need_allowance", "重点困境儿童基本生活标准", "Children in need", "元/人·月", "stock",
     [("2022", 1198, "stated", False), ("2023", 1322, "stated", False)]),
    ("charity_organisations", "慈善组织", "Charity organisations", "家", "stock",
     [("2020", 49, "derived: 71-22", False), ("2023-06-30", 71, "stated", False)]),
]  # fmt: skip


def trends() -> pd.DataFrame:
    rows = []
    for key, zh, en, unit, kind, points in _SERIES:
        for number, (code, value, basis, doubt) in enumerate(points, 1):
            span = period(code)
            rows.append(
                {
                    "series_id": key, "series": zh, "series_en": en, "period": code,
                    "period_start": pd.Timestamp(span.start), "period_end": pd.Timestamp(span.end),
                    "value": value, "low": value, "high": value, "unit": unit, "kind": kind,
                    "qualifier": "exact", "basis": basis, "quote": zh, "line": number,
                    "contradicted": doubt,
                }
            )  # fmt: skip
    return conform(pd.DataFrame(rows), "trends")


def indicators() -> pd.DataFrame:
    """Six indicators of two areas: met, missed, in words, unknown, fewer is better, binding."""
    rows = [
        ("certified_social_workers", "甲", "持证社工数量", "人", "预期性", "2300", ">=", 2300, "1783", 1783, 1, 1189),
        ("registered_volunteers", "甲", "全市注册志愿者总量", "万人", "预期性", "120", ">=", 120, "111", 111, 1, None),
        ("subsistence_urban_rural_ratio", "甲", "城乡低保标准之比", "比例", "预期性", "1.3:1", "<=", 1.3, "1.27:1", 1.27, -1, None),
        ("subsistence_standard_growth", "甲", "低保标准增长幅度", None, "预期性", "动态调整", "text", None, "动态调整", None, 0, None),
        ("community_facility_area", "乙", "平均每百户设施面积", "㎡", "约束性", ">30", ">", 30, "143", 143, 1, None),
        ("r06", "乙", "覆盖率", "%", "约束性", "100", ">=", 100, "100", 100, 1, None),
    ]  # fmt: skip
    names = [
        "indicator_id",
        "area",
        "indicator",
        "unit",
        "attribute",
        "target_text",
        "target_op",
        "target_value",
        "actual_text",
        "actual_value",
        "direction",
        "baseline_value",
    ]
    frame = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows])
    frame["number"] = range(1, len(frame) + 1)
    frame["source_line"] = frame["number"] + 10
    frame["actual_op"] = ["text" if v is None or v != v else "==" for v in frame["actual_value"]]
    for role in ("target", "actual", "baseline"):
        for end in ("low", "high"):
            frame[f"{role}_{end}"] = frame[f"{role}_value"]
    frame["target_period"], frame["actual_period"] = "2025", "2023-06-30"
    frame["baseline_period"] = ["2020"] + [None] * 5
    frame["op_inferred"] = False
    frame.attrs["report"] = "other-city.docx"
    return conform(frame, "indicators")
