"""Figures: pure functions from the contract's frames to matplotlib figures.

Each returns a figure with a headline that says the finding, a subtitle, a source line with the
report's lines, and an alternative text (`alt_text`). Wrong arguments raise a `TaianError` that
names the argument and what would do.
"""

from .alttext import alt_text
from .attainment import plot_attainment
from .pace import plot_distance, plot_pace
from .topics import plot_allowances, plot_donations, plot_people, plot_standards
from .trends import plot_trend

__all__ = [
    "alt_text",
    "plot_allowances",
    "plot_attainment",
    "plot_distance",
    "plot_donations",
    "plot_pace",
    "plot_people",
    "plot_standards",
    "plot_trend",
]
