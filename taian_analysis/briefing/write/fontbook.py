"""The fonts of one PDF: which families, which characters they have, and what stands for others.

Running text is set in the family that ships with the package. Characters it lacks are looked for
in fonts of the packages of the extra ``scripts``, then among the machine's own; what none has is
drawn by the font of last resort (`lastresort`), so that the text itself is never changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..wording import trouble
from .fonts import MATH, MONO, Coverage, among, char_width, coverage, font_files
from .lastresort import FAMILY as LAST_RESORT
from .lastresort import last_resort

DEFAULT_FAMILY = "Taian Sans"
#: packages that hold fonts (the extra ``scripts``)
PACKS = ("manimgx_fonts", "manimgx_fonts_cjk")
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
#: how the families of a pan-Chinese font are told apart by language
_REGIONS = {"ja": "JP", "ko": "KR", "zh-Hant": "TC", "zh": "SC"}
_SANS, _PLAIN = ("sans", "gothic", "hei", "kaku", "yu ", "ui"), ("serif", "mono", "condensed")


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


@dataclass(frozen=True, eq=False)
class FontBook:
    """The fonts a PDF is set in.

    Attributes
    ----------
    families
        The families of running text, the preferred ones first.
    more
        Families that stand in for characters those lack.
    boxed
        Characters that no font has: the font of last resort draws them.
    lacked
        Characters for which `more` and `boxed` are there.
    """

    fonts: Any
    folders: tuple[str, ...]
    system: bool
    families: tuple[str, ...]
    widths: dict[int, float]
    known: frozenset[int]
    more: tuple[str, ...] = ()
    boxed: frozenset[str] = field(default_factory=frozenset)
    lacked: frozenset[str] = field(default_factory=frozenset)

    @property
    def sans(self) -> list[str]:
        """The families of running text; the code font has signs the others lack."""
        return [*self.families, *self.more, MONO, MATH, *self._last]

    @property
    def mono(self) -> list[str]:
        """The families of code."""
        return [MONO, *self.families, *self.more, MATH, *self._last]

    @property
    def math(self) -> list[str]:
        """The families of formulas."""
        return [MATH, *self.families, *self.more, MONO, *self._last]

    @property
    def _last(self) -> list[str]:
        return [LAST_RESORT] if self.boxed else []

    def width(self, text: str) -> float:
        """Return the width of a text in ems."""
        widths = self.widths
        return sum(widths.get(ord(c)) or char_width(c) for c in text)

    def missing(self, text: str) -> set[str]:
        """Return the characters of a text that no font has."""
        return {c for c in set(text) if ord(c) not in self.known}

    def readable(self, text: str, missing: Iterable[str]) -> str:
        """Return `text` without the characters that can not stand in a PDF."""
        return text.translate({ord(c): stand_in(c) for c in missing if not can_stand(c)})

    def compiler_fonts(self, folder: Path) -> Any:
        """Return the fonts for Typst; the one of last resort is written into `folder`."""
        if not self.boxed:
            return self.fonts
        (folder / "lastresort.ttf").write_bytes(last_resort(self.boxed))
        return _typst_fonts((*self.folders, str(folder)), self.system)


def can_stand(char: str) -> bool:
    r"""Return whether a PDF may hold a character that needs a font.

    Examples
    --------
    >>> can_stand("😀"), can_stand("\ufe0f"), can_stand("\ue000")
    (True, False, False)
    """
    kind = unicodedata.category(char)
    return ord(char) not in _INVISIBLE and kind not in _FORBIDDEN and kind != "Zs"


def stand_in(char: str) -> str:
    r"""Return what is printed for a character that can not stand in a PDF.

    Examples
    --------
    >>> stand_in("\u2009"), stand_in("\ufe0f"), stand_in("\ue000")
    (' ', '', '[U+E000]')
    """
    if ord(char) in _INVISIBLE:
        return ""
    kind = unicodedata.category(char)
    if kind in ("Zs", "Zl", "Zp"):
        return " "
    if kind in ("Cc", "Cf", "Cs"):
        return ""
    return f"[U+{ord(char):04X}]"


def is_silent(char: str) -> bool:
    """Return whether leaving out or replacing `char` loses nothing a reader sees."""
    return not can_stand(char) and stand_in(char).strip() == ""


def _typst_fonts(folders: tuple[str, ...], system: bool) -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=True, font_paths=list(folders)
    )


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
        Whether `families` may name fonts of this machine.

    Raises
    ------
    BriefingError
        A font file can not be read, or a family is not there.
    """
    files = [path.resolve() for path in font_files(list(paths))]
    folders = tuple(dict.fromkeys(str(path.parent) for path in files))
    wanted = families or (DEFAULT_FAMILY,)
    system = system and families != ()
    fonts = _typst_fonts(folders, system)
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
            have: Coverage = coverage(Path(str(face.path)), face.index)
            widths |= have.widths
        if faces:
            sets = [set(coverage(Path(str(f.path)), f.index).widths) for f in faces]
            known |= set.intersection(*sets)
    known -= {c for c in known if unicodedata.category(chr(c)) in _FORBIDDEN}
    return FontBook(fonts, folders, system, names, widths, frozenset(known))


def _by_weight(faces: list[Any]) -> list[Any]:
    """Return the faces, the regular one last, so that its widths count."""
    return sorted(faces, key=lambda f: -abs(f.weight - 400))


@lru_cache(maxsize=32)
def widened(
    book: FontBook, chars: frozenset[str], stubborn: frozenset[str], tag: str, system: bool
) -> FontBook:
    """Return a book that has all of `chars`: fonts of packages, of the machine, of last resort.

    Parameters
    ----------
    chars
        The characters that `book` lacks.
    stubborn
        Characters that Typst could not show by the fonts that claim to have them.
    tag
        The language of the text: a Japanese one is set in a Japanese font.
    system
        Whether the fonts of this machine may be used.
    """
    left = chars - {c for c in chars if ord(c) in mathematical()}
    names: list[str] = []
    folders, uses_system = book.folders, book.system
    for place in ("given", "packs", "system") if system else ("given", "packs"):
        if not left:
            break
        here = {"given": book.folders, "packs": pack_folders(), "system": ()}[place]
        found, left = _families(here, place == "system", left, tag)
        names += [name for name in found if name not in names and name not in book.families]
        if found:
            folders = tuple(dict.fromkeys((*folders, *here)))
            uses_system = uses_system or place == "system"
    boxed = left | stubborn
    first = [n for n in names if tag in ("ja", "ko", "zh-Hant") and n.endswith(_REGIONS[tag])]
    fonts = book.fonts
    if (folders, uses_system) != (book.folders, book.system):
        fonts = _typst_fonts(folders, uses_system)
    return replace(
        book,
        fonts=fonts,
        folders=folders,
        system=uses_system,
        families=(*first, *book.families),
        more=tuple(n for n in names if n not in first),
        known=book.known | {ord(c) for c in chars},
        boxed=boxed,
        lacked=chars,
    )


def _families(
    folders: tuple[str, ...], system: bool, chars: frozenset[str], tag: str
) -> tuple[list[str], frozenset[str]]:
    """Return families that have some of `chars`, and the characters none of them has."""
    found: list[str] = []
    if not folders and not system:
        return found, chars
    faces = [f for f in _typst_fonts(folders, system).fonts() if f.path]
    for face in sorted(faces, key=lambda f: _liking(f, tag)):
        if not chars:
            break
        have = among(Path(str(face.path)), face.index, chars)
        if have:
            found.append(face.family)
            chars -= have
    return found, chars


def _liking(face: Any, tag: str) -> tuple[bool, bool, bool, bool, int, str]:
    """Return what sorts faces: of the language, upright, sans serif, regular."""
    name = face.family.lower()
    return (
        not face.family.endswith((f" {_REGIONS.get(tag, 'SC')}", " " + tag)),
        face.style != "normal",
        any(word in name for word in _PLAIN),
        not any(word in name for word in _SANS),
        abs(face.weight - 400),
        name,
    )


def pack_folders() -> tuple[str, ...]:
    """Return the folders of the installed packages that hold fonts."""
    found = []
    for name in PACKS:
        spec = find_spec(name)
        found += [str(p) for p in spec.submodule_search_locations or ()] if spec else []
    return tuple(found)


@lru_cache(maxsize=1)
def mathematical() -> frozenset[int]:
    """Return the mathematical letters, which the embedded font of formulas has."""
    blocks = range(0x1D400, 0x1D800)
    return frozenset(c for c in blocks if unicodedata.category(chr(c)) != "Cn")
