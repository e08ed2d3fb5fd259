"""What can go wrong, said so that a person can mend it.

Every error names the file, the line, what was found and what was expected, as far as each is
known, in Chinese and in English. `TaianError` is the one class to catch.
"""

from __future__ import annotations

import errno
from os import PathLike, fspath
from typing import Any, Self

from .safe import printable, short

#: The longest message, and the longest parts of it.
MOST, _FILE, _FACT = 499, 200, 120


class TaianError(Exception):
    """The base of every error this package raises on bad input.

    Parameters
    ----------
    message
        What is wrong, in English, one sentence without a full stop.
    zh
        The same in Chinese; the English is used where it is missing.
    file
        The file the trouble is in.
    line
        Its 1-based line number.
    found, expected
        What stands there, and what would have been right; a pair where Chinese and English differ.
    hint
        What may have been meant, or what to do; a pair likewise.

    Examples
    --------
    >>> print(TaianError("no annex table", file="a.txt", line=3, found="''", expected="a header"))
    a.txt, line 3: no annex table (found: ''; expected: a header)
    """

    def __init__(
        self,
        message: str,
        *,
        zh: str | None = None,
        file: str | PathLike[str] | None = None,
        line: int | None = None,
        found: object = None,
        expected: object = None,
        hint: object = None,
    ) -> None:
        self.message = message
        self.zh = zh or message
        self.file = None if file is None else fspath(file)
        self.line = line
        facts = {"found": found, "expected": expected, "hint": hint}
        self._facts = {
            lang: {name: _told(fact, n) for name, fact in facts.items()}
            for n, lang in enumerate(("zh", "en"))
        }
        self.found, self.expected, self.hint = self._facts["en"].values()
        super().__init__(message)

    @classmethod
    def of(
        cls,
        key: str,
        /,
        *,
        file: str | PathLike[str] | None = None,
        line: int | None = None,
        found: object = None,
        expected: object = None,
        hint: object = None,
        **values: object,
    ) -> Self:
        """Return the error whose words stand in the phrase table.

        Parameters
        ----------
        key
            ``"error.name"`` of ``catalog/phrases.toml``: what is wrong in both languages, with
            what is always expected and hinted there.
        values
            What its slots are filled with; a pair where Chinese and English differ.

        Examples
        --------
        >>> print(PeriodError.of("error.no_such_day", found="2023-02-30"))
        no such day (found: 2023-02-30)
        """
        from .phrases import both, has_phrase

        if expected is None and has_phrase(f"{key}.expected"):
            expected = both(f"{key}.expected", **values)
        if hint is None and has_phrase(f"{key}.hint"):
            hint = both(f"{key}.hint", **values)
        zh, en = both(key, **values)
        return cls(en, zh=zh, file=file, line=line, found=found, expected=expected, hint=hint)

    def again(self) -> Self:
        """Return the same error as if it had never been raised, without the frames it came by."""
        same = type(self).__new__(type(self), *self.args)
        same.__dict__ |= self.__dict__
        return same

    def __str__(self) -> str:
        return self.describe("en")

    def describe(self, lang: str = "zh") -> str:
        """Return the whole error on one line, in Chinese (`zh`) or English (`en`)."""
        from .phrases import full_width, say

        lang = "zh" if lang == "zh" else "en"
        place = [short(self.file, _FILE)] if self.file else []
        if self.line is not None:
            place.append(say("stop.line", lang, n=self.line))
        text = full_width(self.zh) if lang == "zh" else self.message
        if place:
            text = say("stop.at", lang, place=say("joint.comma", lang).join(place), what=text)
        facts = [
            say(f"stop.{name}", lang, what=fact)
            for name, fact in self._facts[lang].items()
            if fact is not None
        ]
        if facts:
            text = say("stop.facts", lang, what=text, facts=say("joint.stop", lang).join(facts))
        return short(printable(" ".join(text.split())), MOST)

    def _render_traceback_(self, *_: Any) -> list[str]:
        """Show the error in a notebook: what is wrong, in the session's language, in one line."""
        from .phrases import session_language

        return [f"{type(self).__name__}: {self.describe(session_language())}"]


def _told(fact: object, language: int) -> str | None:
    """Write a fact of an error; of a pair, the one in that language (0 Chinese, 1 English)."""
    if isinstance(fact, OSError) and fact.strerror:
        fact = cause(fact)
    if isinstance(fact, tuple) and len(fact) == 2:
        fact = fact[language]
    return None if fact is None else short(str(fact), _FACT)


def cause(error: BaseException) -> tuple[str, str]:
    """Return what went wrong outside of this package, in Chinese and English, as `found` tells it.

    What the system says is said in both languages; a library's own words stay as they are.

    Examples
    --------
    >>> cause(FileExistsError(errno.EEXIST, "File exists"))[1]
    'a file of this name is there'
    >>> cause(ValueError("no such part"))[1]
    'ValueError: no such part'
    """
    from .phrases import both, has_phrase

    if isinstance(error, OSError) and error.strerror:
        key = f"system.{errno.errorcode.get(error.errno or 0, '').lower()}"
        return both(key) if has_phrase(key) else (error.strerror, error.strerror)
    return both("stop.raised", what=f"{type(error).__name__}: {error}"[:200])


class ReportError(TaianError):
    """The document can not be read, or is not a report."""


class AnnexError(TaianError):
    """The report has no table of indicators, or one that can not be understood.

    `reading` is the best reading there was of it, not to be relied on, or None.
    """

    reading: object = None


class QuantityError(TaianError):
    """A text that should be a quantity is none."""


class PeriodError(TaianError):
    """A text that should be a period is none."""


class CatalogError(TaianError):
    """A catalog names a place or a pattern that the report does not have."""


class SchemaError(TaianError):
    """A frame does not keep the contract of its columns."""


class GapError(TaianError):
    """An argument of the gap measures makes no sense."""


class BriefingError(TaianError):
    """A notebook can not become a briefing."""


class MissingExtraError(TaianError, ImportError):
    """A part was asked for whose optional dependencies are not installed."""

    def __init__(self, package: str, extra: str) -> None:
        from .phrases import both

        zh, en = both("error.needs_extra", package=package, extra=extra)
        super().__init__(en, zh=zh)
