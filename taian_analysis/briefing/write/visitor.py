"""What the writers share: each has one method a kind of node, found by the node's own name."""

from __future__ import annotations

from typing import Any


class Visitor:
    """Calls ``on_heading`` for a `Heading`, ``on_run`` for a `Run`, and so on."""

    def visit(self, node: Any, *given: Any) -> Any:
        """Return what the method for this kind of node makes of it."""
        return getattr(self, f"on_{type(node).__name__.lower()}")(node, *given)
