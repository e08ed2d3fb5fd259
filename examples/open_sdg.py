"""An Open SDG series against its target: position, trend, and what five observations allow."""

import io

import pandas as pd

import taian_analysis as ta

CSV = "Year,Sex,Value\n2015,,20\n2017,,18\n2019,,17\n2019,F,19\n2021,,15\n2022,,14\n2023,,12\n"

long = pd.read_csv(io.StringIO(CSV))  # the path of a data file in an Open SDG repository
headline = long[long["Sex"].isna()]
target = {"target": 10, "op": "<=", "deadline": 2030}
row = ta.gap_to_target(headline, time="Year", value="Value", targets=target).iloc[0]
print(f"{row['status']}: {row['actual_value']:g} of {row['target_value']:g}, due by now "
      f"{row['expected_now']:.1f}; {row['forecast_note_en']}: {row['forecast_low']:.1f} to "
      f"{row['forecast_high']:.1f} in 2030")  # fmt: skip
