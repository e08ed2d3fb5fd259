"""Make the two fonts that ship in the package from Noto Sans SC, the same bytes every time.

    python tools/make_fonts.py expo-google-fonts-noto-sans-sc-0.4.3.tgz

The argument is the tarball of the npm package `@expo-google-fonts/noto-sans-sc`, version 0.4.3
(`npm pack @expo-google-fonts/noto-sans-sc@0.4.3`), whose checksum stands below. It holds Google's
static instances of Noto Sans SC 2.004, under the SIL Open Font License 1.1.

What is kept: all of GB 2312 (hanzi, symbols, kana, Greek, Cyrillic), the whole Table of General
Standard Chinese Characters (通用规范汉字表, 8105), Latin 1 and Extended-A, and the punctuation,
arrows, operators, enclosed numbers, box drawing and shapes that tables and charts use, as far as
Noto Sans SC has them. The family is renamed, as any changed version should be: "Taian Sans".
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "taian_analysis" / "base" / "fonts"
FAMILY = "Taian Sans"
VERSION = "1.000"
SHA256 = "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"
STYLES = {"Regular": "400Regular", "Bold": "700Bold"}
#: Closed ranges beyond GB 2312 and the Table of General Standard Chinese Characters.
RANGES = (
    (0x0020, 0x017F),  # Latin, Latin-1, Extended-A
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218F),  # ℃ № ™ and number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x24FF),  # enclosed numbers
    (0x2500, 0x25FF),  # box drawing, blocks, shapes
    (0x2600, 0x27BF),  # ★ ⚠ ✓
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3220, 0x3229),  # ㈠
    (0x3380, 0x33DF),  # ㎡ ㎢ ㎏
    (0xFF00, 0xFF65),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width signs
)
#: pwid gives the narrow quotes that English text wants, palt and halt tighten punctuation.
FEATURES = ["ccmp", "locl", "kern", "liga", "mark", "mkmk", "pwid", "hwid", "halt", "palt", "vert"]


def characters() -> set[int]:
    """Return the code points to keep."""
    wanted = {code for first, last in RANGES for code in range(first, last + 1)}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    for row in (HERE / "font_extra_characters.txt").read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            wanted.update(map(ord, row))
    return wanted


def rename(font: TTFont, style: str) -> None:
    """Give the font its own name; the copyright and the licence stay."""
    names = font["name"]
    copyright_, licence, url = (names.getDebugName(number) for number in (0, 13, 14))
    names.names = []
    entries = {
        0: copyright_,
        1: FAMILY,
        2: style,
        3: f"{VERSION};TaianSans-{style}",
        4: f"{FAMILY} {style}",
        5: f"Version {VERSION}; subset of Noto Sans SC 2.004",
        6: f"TaianSans-{style}",
        10: "A subset of Noto Sans SC, renamed. See FONTLOG.txt.",
        13: licence,
        14: url,
    }
    for number, text in entries.items():
        names.setName(text, number, 3, 1, 0x409)


def make(data: bytes, style: str) -> bytes:
    """Return the bytes of the subset of one static font."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.name_IDs = ["*"]
    options.drop_tables += ["STAT", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    rename(font, style)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("tarball", type=Path, help="expo-google-fonts-noto-sans-sc-0.4.3.tgz")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    found = hashlib.sha256(options.tarball.read_bytes()).hexdigest()
    if found != SHA256:
        print(f"{options.tarball}: sha256 is {found}, expected {SHA256}", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    with tarfile.open(options.tarball) as package:

        def member(name: str) -> bytes:
            file = package.extractfile(f"package/{name}")
            assert file is not None
            return file.read()

        (options.out / "OFL.txt").write_bytes(member("LICENSE_FONT"))
        for style, folder in STYLES.items():
            data = make(member(f"{folder}/NotoSansSC_{folder}.ttf"), style)
            path = options.out / f"TaianSans-{style}.ttf"
            path.write_bytes(data)
            print(f"{path.name}: {len(data):,} bytes, {hashlib.sha256(data).hexdigest()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
