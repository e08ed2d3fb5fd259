"""The frames of one report, each made when it is first asked for: what a story and a lab share."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from ..base.report import Report


class ReportFrames:
    """A report's gaps and series."""

    report: Report

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The gaps frame."""
        from ..gaps.target import gap_to_target

        return gap_to_target(self.report)

    @cached_property
    def trends(self) -> pd.DataFrame:
        """The series of the report's own dossier, else those its text proposes."""
        from ..trends.trends import load_trends

        return load_trends(self.report)

    @cached_property
    def moving(self) -> list[str]:
        """The series with two periods or more, those with most first."""
        many = self.trends.groupby("series_id", sort=False)["period"].nunique()
        many = many[many > 1].sort_values(ascending=False, kind="stable")
        return [str(key) for key in many.index]
