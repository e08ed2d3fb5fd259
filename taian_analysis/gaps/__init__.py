"""Gap to target and pace: measures, uncertainty, published methods, what if.

`target` puts the measures together; `steps` shows every one of them.
"""

from .target import compute, gap_to_target

__all__ = ["compute", "gap_to_target"]
