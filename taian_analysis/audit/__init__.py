"""The report's own claims, computed again.

`engine` has the public functions; the other modules each find one kind of claim.
"""

from .engine import audit, check, contradicted, doubts

__all__ = ["audit", "check", "contradicted", "doubts"]
