"""Read, check and brief on China's local plan reports.

>>> import taian_analysis as ta
>>> len(ta.load_indicators())
27

Everything public is here; a part is imported when it is first used, so that a plain
``import taian_analysis`` loads neither pandas nor a plotting library.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

#: public name -> the module that has it
_HOME = {
    "read_report": "readers",
    "Report": "base.report",
    "Table": "base.report",
    "Cell": "base.report",
    "Line": "base.report",
    "Rejection": "base.report",
    "load_indicators": "gaps.loading",
    "load_observations": "cleaning.frames",
    "rejections": "cleaning.frames",
    "from_frame": "cleaning.own",
    "load_trends": "trends.trends",
    "propose_series": "trends.series",
    "proposed_trends": "trends.proposed",
    "find_quantities": "narrative",
    "classify_digits": "narrative",
    "facts": "narrative",
    "gap_to_target": "gaps",
    "gap_history": "gaps.history",
    "milestones": "gaps.history",
    "gap_components": "gaps.steps",
    "explain": "gaps.steps",
    "what_if": "gaps.whatif",
    "gap_summary": "gaps.summary",
    "gap_by_period": "gaps.summary",
    "score_methods": "gaps.published_methods",
    "WhatIf": "show.whatif_widgets",
    "audit": "audit",
    "compare": "products.compare",
    "check_report": "products.check",
    "describe": "products.check",
    "evidence": "products.evidence",
    "read_corpus": "products.corpus",
    "open_corpus": "products.corpus",
    "read_published": "products.publish",
    "Quantity": "grammar.quantities",
    "parse_quantity": "grammar.quantities",
    "Period": "grammar.periods",
    "set_theme": "show.theme",
    "theme": "show.theme",
    "plot_attainment": "show.attainment",
    "plot_bullet": "show.attainment",
    "plot_trend": "show.series_chart",
    "plot_standards": "show.topics",
    "plot_donations": "show.topics",
    "plot_pace": "show.pace",
    "plot_distance": "show.distance",
    "plot_quadrant": "show.pace",
    "plot_dumbbell": "show.moves",
    "plot_slope": "show.moves",
    "plot_areas": "show.areas",
    "plot_fan": "show.fan",
    "plot_amounts": "show.amounts",
    "plot_comparison": "show.compared",
    "plot_audit": "show.areas",
    "plot_allowances": "show.topics",
    "plot_people": "show.topics",
    "alt_text": "show.alttext",
    "view": "show.view",
    "show_frames": "show.cells",
    "summary_table": "show.tables",
    "open_table": "show.tables",
    "indicators_table": "show.tables",
    "trends_table": "show.tables",
    "audit_table": "show.tables_audit",
    "TaianError": "base.errors",
    "ReportError": "base.errors",
    "AnnexError": "base.errors",
    "QuantityError": "base.errors",
    "PeriodError": "base.errors",
    "CatalogError": "base.errors",
    "SchemaError": "base.errors",
    "GapError": "base.errors",
    "BriefingError": "base.errors",
    "MissingExtraError": "base.errors",
}

__all__ = ["__version__", *_HOME]


class _Package(ModuleType):
    """The package itself, on which `audit` stays a function.

    Importing a submodule binds it to its name on the package; where that name is taken by a public
    function, the function stays, whichever of them is imported first.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


if TYPE_CHECKING:
    from .audit.engine import audit as audit
    from .base.errors import TaianError as TaianError
    from .base.report import Report as Report
    from .cleaning.frames import load_observations as load_observations
    from .cleaning.frames import rejections as rejections
    from .gaps.history import gap_history as gap_history
    from .gaps.history import milestones as milestones
    from .gaps.loading import load_indicators as load_indicators
    from .gaps.target import gap_to_target as gap_to_target
    from .narrative import facts as facts
    from .narrative import find_quantities as find_quantities
    from .products.evidence import evidence as evidence
    from .readers import read_report as read_report
    from .show.theme import set_theme as set_theme
    from .trends.trends import load_trends as load_trends
