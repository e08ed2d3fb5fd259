"""Where does a number come from? Every point of a series carries its characters in the report."""

import taian_analysis as ta

report = ta.read_report()
trends = ta.load_trends(report)
donations = trends[trends["series"].str.contains("慈善捐赠") & trends["start"].notna()]
for point in donations.itertuples():
    printed = report.text[point.start : point.end]
    print(f"{point.period}: {point.value} {point.unit}, printed {printed!r} on line {point.line}")
    print(f"    {point.quote[:60]}…")
