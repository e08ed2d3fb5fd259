"""What is not yet reached, how far, and is it on pace?"""

import taian_analysis as ta

gaps = ta.gap_to_target()
for row in gaps[gaps["met"].eq(False)].itertuples():
    print(
        f"{row.indicator}: {row.actual_text} of {row.target_text} {row.unit}, "
        f"{row.attainment:.1%}, {row.status}"
    )
