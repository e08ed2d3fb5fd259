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
    "Report": "report",
    "Table": "report",
    "Cell": "report",
    "Line": "report",
    "Rejection": "report",
    "load_indicators": "cleaning",
    "load_observations": "cleaning",
    "rejections": "cleaning",
    "load_trends": "trends",
    "propose_series": "series",
    "find_quantities": "narrative",
    "classify_digits": "narrative",
    "gap_to_target": "gaps",
    "gap_components": "gaps.steps",
    "explain": "gaps.steps",
    "what_if": "gaps.whatif",
    "gap_summary": "gaps.summary",
    "gap_by_period": "gaps.summary",
    "score_methods": "gaps.published_methods",
    "WhatIf": "gaps.whatif_widgets",
    "audit": "audit",
    "compare": "compare",
    "Quantity": "quantities",
    "parse_quantity": "quantities",
    "Period": "periods",
    "set_theme": "theme",
    "plot_attainment": "charts",
    "plot_trend": "charts",
    "plot_standards": "charts",
    "plot_donations": "charts",
    "plot_pace": "charts",
    "plot_distance": "charts",
    "plot_allowances": "charts",
    "plot_people": "charts",
    "alt_text": "charts",
    "summary_table": "tables",
    "open_table": "tables",
    "indicators_table": "tables",
    "trends_table": "tables",
    "audit_table": "tables_audit",
    "TaianError": "errors",
    "ReportError": "errors",
    "AnnexError": "errors",
    "QuantityError": "errors",
    "PeriodError": "errors",
    "CatalogError": "errors",
    "SchemaError": "errors",
    "GapError": "errors",
    "BriefingError": "errors",
    "MissingExtraError": "errors",
}

__all__ = ["__version__", *_HOME]


class _Package(ModuleType):
    """The package itself, on which `audit` and `compare` stay functions.

    Importing a submodule binds it to its name on the package; for these two that name is taken by
    the public function, whichever of them is imported first.
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
    from .cleaning import load_indicators as load_indicators
    from .cleaning import load_observations as load_observations
    from .cleaning import rejections as rejections
    from .errors import TaianError as TaianError
    from .gaps.target import gap_to_target as gap_to_target
    from .narrative import find_quantities as find_quantities
    from .readers import read_report as read_report
    from .report import Report as Report
    from .theme import set_theme as set_theme
    from .trends import load_trends as load_trends
