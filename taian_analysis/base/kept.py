"""What was made of a text is kept while its document is read, however many texts it has.

A cache that drops what was used longest ago keeps nothing of a table with more cells than it has
places, for a table is gone through from its first cell to its last many times over.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper, lru_cache
from typing import TypeVar

#: so many results are kept of one function, and so many from one document to the next
_MOST, _LEFT = 1 << 18, 1 << 15
_T = TypeVar("_T")
_CACHES: list[_lru_cache_wrapper] = []


def kept(function: Callable[..., _T]) -> _lru_cache_wrapper[_T]:
    """Keep what a function of texts gives until a document is done (`next_document`)."""
    cache = lru_cache(maxsize=_MOST)(function)
    _CACHES.append(cache)
    return cache


def next_document() -> None:
    """Forget what a document of many texts left behind, so that memory does not grow with them."""
    for cache in _CACHES:
        if cache.cache_info().currsize > _LEFT:
            cache.cache_clear()


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nothing be collected while a document is read: what its cells become is all still held.

    Python looks for cycles again and again as objects grow in number: a fifth of the time that a
    table of thousands of rows takes. Who has turned that off finds it off.

    Examples
    --------
    >>> with uncollected():
    ...     gc.isenabled()
    False
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()
