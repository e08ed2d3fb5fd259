"""What is not yet reached, how far, and is it on pace?"""

import taian_analysis as ta

indicators = ta.load_indicators()
gaps = ta.gap_to_target()
short = gaps[gaps["met"].eq(False)].merge(indicators, on="indicator_id")
for row in short.itertuples():
    print(
        f"{row.indicator}: {row.actual_text} of {row.target_text} {row.unit}, "
        f"{row.attainment:.1%}, {row.status}"
    )
