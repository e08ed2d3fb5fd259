"""From the tables of a report to tidy indicators and observations.

Layouts, headers, alignment, roles; `frames` puts them together.
"""
