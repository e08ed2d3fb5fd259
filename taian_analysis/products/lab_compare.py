"""Two reports in a notebook: what changed, in a sentence, a chart and a table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..base.phrases import say
from ..readers import read_report
from .compare import compare


class Pair:
    """Two reports compared, for `05_compare`.

    Parameters
    ----------
    old, new
        Whatever `read_report` takes.
    lang
        ``"zh"`` or ``"en"``.
    """

    def __init__(self, old: Any, new: Any, *, lang: str) -> None:
        self.lang = lang
        before, after = read_report(old), read_report(new)
        #: whether both are one report: then nothing can have changed
        self.alike = before.text == after.text
        self.frame: pd.DataFrame = compare(before, after)

    def sentence(self) -> str:
        """Say how many indicators did what, and where both are one report, that they are."""
        counts = self.frame["event"].value_counts()
        parts = [
            say("lab.event_n", self.lang, event=say(f"event.{event}", self.lang), n=n)
            for event, n in counts.items()
        ]
        joint = say("joint.list", self.lang)
        told = say("lab.compared_n", self.lang, n=len(self.frame), parts=joint.join(parts))
        return told + say("lab.compared_alike", self.lang) if self.alike else told

    def changed(self) -> pd.DataFrame:
        """Return the rows that changed."""
        return self.frame[self.frame["event"] != "unchanged"]
