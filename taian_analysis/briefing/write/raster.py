"""Pictures as paper and Word take them: no finer than print shows, drawings as PNG for Word."""

from __future__ import annotations

import io
from typing import Any

from ...base.files import scratch
from ..read.images import opened
from ..tree import Image

PPI = 220.0
PRINTED = 300.0  # dots an inch: finer ones are not seen, and take gigabytes to set
COARSE = 150.0  # dots an inch of the pictures beyond MANY
FEW, MANY = 4_000_000, 60_000_000  # dots that one picture, and all of a notebook, have as they are


def printable(data: bytes, mime: str, width: float, spent: int = 0) -> tuple[bytes, int]:
    """Return a picture with hardly more dots than print shows `width` points wide, and how many.

    `spent` is how many dots the pictures before it have.
    """
    if mime == "image/svg+xml":
        return data, 0
    finest, few = (PRINTED, FEW) if spent <= MANY else (COARSE, 0)
    dots = 0
    try:
        with opened(data) as picture:
            across, down = picture.size
            dots = across * down
            factor = int(across / (width / 72 * finest))
            if dots > few and factor >= 2:
                return _reduced(picture, factor)
    except Exception:  # Pillow raises many kinds for broken data; Typst says so
        pass
    return data, dots


def _reduced(picture: Any, factor: int) -> tuple[bytes, int]:
    """Return a picture `factor` times smaller, made band by band: the whole is large enough."""
    from PIL import Image as Pillow

    kind = "JPEG" if picture.format == "JPEG" else "PNG"
    across, down = picture.size
    if kind == "JPEG":  # is read small at once
        picture.draft(picture.mode, (across // factor, down // factor))
        factor = max(1, factor * picture.size[0] // across)
        across, down = picture.size
    clear = "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBA")
    mode = "CMYK" if picture.mode == "CMYK" else "RGBA" if clear else "RGB"
    made = Pillow.new(mode, (-(-across // factor), -(-down // factor)))
    for top in range(0, down, 64 * factor):
        band = picture.crop((0, top, across, min(down, top + 64 * factor)))
        made.paste(band.convert(mode).reduce(factor), (0, top // factor))
    out = io.BytesIO()
    made.save(out, kind, **_KEPT[kind])
    return out.getvalue(), made.width * made.height


_KEPT: dict[str, dict[str, int]] = {"JPEG": {"quality": 90}, "PNG": {"compress_level": 4}}


def word_picture(image: Image) -> bytes | None:
    """Return PNG, JPEG or GIF bytes of a picture, or None where it can not be read."""
    if image.mime == "image/svg+xml":
        return drawn(image.data, PPI)
    try:
        with opened(image.data) as picture:
            if image.mime in ("image/png", "image/jpeg", "image/gif"):
                picture.load()
                return image.data
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except Exception:  # Pillow raises many kinds for broken data
        return None


def drawn(data: bytes, ppi: float) -> bytes | None:
    """Return a drawing as PNG, or None where it can not be set."""
    import typst

    from .fontbook import font_book

    book = font_book((), (), False)
    families = ", ".join(f'"{name}"' for name in book.sans)
    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f'#set text(font: ({families}))\n#image("a.svg")'
    )
    with scratch() as root:
        (root / "a.svg").write_bytes(data)
        (root / "main.typ").write_text(source, encoding="utf-8")
        try:
            made = typst.compile(
                root / "main.typ",
                root=root,
                font_paths=book.fonts,
                ignore_system_fonts=True,
                format="png",
                ppi=ppi,
            )
        except (typst.TypstError, RuntimeError):
            return None
    return made if isinstance(made, bytes) else None
