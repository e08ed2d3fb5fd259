"""The command's two streams: what is written through them is shown, never obeyed.

Every text a command prints goes through `Shown`; only rich's own colours and bars, which hold
nothing but cells that are already safe, go to the stream beneath it.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import Any

from ..base.safe import printable


class Shown(io.TextIOBase):
    """A stream of text on which control characters are pictures of themselves.

    Whether anyone reads on changes neither the work nor its exit code: once a reader has left, and
    where there is no room for what is only told (`needed` false), the rest goes nowhere.
    """

    def __init__(self, beneath: Any, needed: bool = True) -> None:
        self.beneath = beneath
        self.needed = needed

    def write(self, text: str, /) -> int:
        """Write the text as a terminal may get it."""
        with self._going_on():
            self.beneath.write(printable(text))
        return len(text)

    def flush(self) -> None:
        """Flush what is beneath."""
        with self._going_on():
            self.beneath.flush()

    @contextlib.contextmanager
    def _going_on(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if self.needed and not isinstance(error, BrokenPipeError):
                raise
            _nowhere(self.fileno())

    def isatty(self) -> bool:
        """Tell whether a person reads it."""
        return bool(self.beneath.isatty())

    def writable(self) -> bool:
        """Return True."""
        return True

    def fileno(self) -> int:
        """Return the number of the file beneath."""
        return int(self.beneath.fileno())

    @property
    def buffer(self) -> Any:
        """The bytes beneath."""
        return self.beneath.buffer

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding beneath."""
        return str(self.beneath.encoding)


class Closed(io.TextIOBase):
    """Standard output of a command that was started without one: nothing can be written."""

    encoding = "utf-8"

    def write(self, text: str, /) -> int:
        """Fail as writing to a closed file does."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def writable(self) -> bool:
        """Return True: it is asked before writing fails."""
        return True


def beneath(stream: Any) -> Any:
    """Return the stream that rich may write its own sequences to."""
    return stream.beneath if isinstance(stream, Shown) else stream


def guard() -> None:
    """Put the two streams in place; numbers 0 to 2 never become those of a report's file."""
    with contextlib.suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(number)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # A closed standard error has no place to say that it is closed.
            stream = Closed() if name == "stdout" else open(os.devnull, "w")  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
        setattr(sys, name, Shown(stream, needed=name == "stdout"))


def _nowhere(number: int) -> None:
    """Let all that is still written to a file of this number vanish."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def silence() -> None:
    """Send what is still unwritten nowhere, so that leaving fails no second time."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        try:
            getattr(sys, name).flush()
        except (OSError, ValueError):
            _nowhere(number)
