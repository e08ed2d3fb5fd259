"""From lines and tables to the entries of an annex: layouts, headers, alignment, roles.

`cleaning` puts them together.
"""
