"""Figures, tables and widgets: pure functions from the contract's frames.

Each figure has a headline that says the finding, a subtitle, a source line with the report's
lines, and an alternative text (`alttext.alt_text`). Wrong arguments raise a `TaianError` that
names the argument and what would do.
"""
