"""Every number of running Chinese text: value, unit, period, relation.

`scanner` has the public functions; the other modules are its grammar.
"""

from .facts import facts
from .scanner import classify_digits, find_quantities, scan

__all__ = ["classify_digits", "facts", "find_quantities", "scan"]
