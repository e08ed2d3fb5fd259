"""What does the report say that its own numbers do not bear out?"""

import taian_analysis as ta

claims = ta.audit()
print(claims["verdict"].value_counts().to_string())
for claim in claims[claims["verdict"].eq("fails")].itertuples():
    print(f"line {claim.lines}: {claim.claim}: stated {claim.stated}, computed {claim.computed}")
