"""The fonts of one PDF: which families, which characters they have, and what stands for others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...base.errors import BriefingError
from ..wording import trouble
from .fonts import MATH, MONO, Coverage, char_width, coverage, font_files

DEFAULT_FAMILY = "Taian Sans"
#: joiners, variation selectors and skin tones: nothing is lost where the font has none
_INVISIBLE = {
    0x200B,
    0x200C,
    0x200D,
    0x2060,
    0x00AD,
    *range(0xFE00, 0xFE10),
    *range(0x1F3FB, 0x1F400),
}


#: PDF/A allows none of these, whatever a font has
_FORBIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")


@lru_cache(maxsize=1)
def mono_characters() -> frozenset[int]:
    """Return the characters of the embedded code font."""
    text = Path(__file__).with_name("mono_glyphs.txt").read_text(encoding="ascii")
    found: set[int] = set()
    for line in text.splitlines():
        if not line.startswith("#"):
            for part in line.split():
                first, _, last = part.partition("-")
                found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


@dataclass
class FontBook:
    """The fonts a PDF is set in."""

    fonts: Any
    families: tuple[str, ...]
    widths: dict[int, float]
    known: frozenset[int]
    rejected: set[str] = field(default_factory=set)

    @property
    def sans(self) -> list[str]:
        """The families of running text, the code font last for signs the others lack."""
        return [*self.families, MONO]

    @property
    def mono(self) -> list[str]:
        """The families of code."""
        return [MONO, *self.families]

    @property
    def math(self) -> list[str]:
        """The families of formulas."""
        return [MATH, *self.families, MONO]

    def width(self, text: str) -> float:
        """Return the width of a text in ems."""
        widths = self.widths
        return sum(widths.get(ord(c)) or char_width(c) for c in text)

    def missing(self, text: str) -> set[str]:
        """Return the characters of a text that no font has."""
        return {c for c in set(text) if ord(c) not in self.known or c in self.rejected}

    def readable(self, text: str, missing: Iterable[str]) -> str:
        """Return `text` with each missing character replaced by its name."""
        return text.translate({ord(c): stand_in(c) for c in missing})


def stand_in(char: str) -> str:
    r"""Return what is printed for a character that no font has.

    Examples
    --------
    >>> stand_in("😀"), stand_in("\u2009"), stand_in("\ufe0f")
    ('[grinning face]', ' ', '')
    """
    if ord(char) in _INVISIBLE:
        return ""
    kind = unicodedata.category(char)
    if kind in ("Zs", "Zl", "Zp"):
        return " "
    if kind in ("Cc", "Cf", "Cs"):
        return ""
    name = unicodedata.name(char, "")
    if not name or "IDEOGRAPH" in name or kind in ("Co", "Cn"):
        return f"[U+{ord(char):04X}]"
    return f"[{name.lower()}]"


def is_silent(char: str) -> bool:
    """Return whether leaving out or replacing `char` loses nothing a reader sees."""
    return stand_in(char).strip() == ""


@lru_cache(maxsize=8)
def font_book(families: tuple[str, ...], paths: tuple[str, ...], system: bool) -> FontBook:
    """Return the fonts for a PDF; made once for each setting.

    Parameters
    ----------
    families
        Families in order of preference; empty means the one that ships with the package.
    paths
        More font files or folders.
    system
        Whether the machine's own fonts may be used too.

    Raises
    ------
    BriefingError
        A font file can not be read, or a family is not there.
    """
    import typst

    files = [path.resolve() for path in font_files(list(paths))]
    folders = list(dict.fromkeys(str(path.parent) for path in files))
    fonts = typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=True, font_paths=folders
    )
    wanted = families or (DEFAULT_FAMILY,)
    at_hand = {name.lower(): name for name in fonts.families()}
    for family in wanted:
        if family.lower() not in at_hand:
            raise trouble("no_family", why=family)
    names = tuple(at_hand[family.lower()] for family in wanted)
    widths: dict[int, float] = {}
    known = set(mono_characters())
    for family in reversed(names):
        faces = [f for f in fonts.fonts() if f.family == family and f.path]
        for face in _by_weight(faces):
            have: Coverage = coverage(Path(str(face.path)))
            widths |= have.widths
        if faces:
            sets = [set(coverage(Path(str(f.path))).widths) for f in faces]
            known |= set.intersection(*sets)
    if system:
        names, more = _with_system(fonts, names, known)
        known |= more
    known -= {c for c in known if unicodedata.category(chr(c)) in _FORBIDDEN}
    return FontBook(fonts, names, widths, frozenset(known))


def _with_system(
    fonts: Any, names: tuple[str, ...], known: set[int]
) -> tuple[tuple[str, ...], set[int]]:
    """Return the families with those of the machine that have characters the others lack."""
    found = set(known)
    for face in fonts.fonts():
        if not face.path or face.family in names or face.style != "normal" or face.weight != 400:
            continue
        try:
            fresh = set(coverage(Path(str(face.path))).widths) - found
        except BriefingError:  # a bitmap font, say
            continue
        if fresh:
            names, found = (*names, face.family), found | fresh
    return names, found - known


def _by_weight(faces: list[Any]) -> list[Any]:
    """Return the faces, the regular one last, so that its widths count."""
    return sorted(faces, key=lambda f: -abs(f.weight - 400))
