"""Pictures in a form that Word reads: drawings become PNG through Typst, WebP through Pillow."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from ..tree import Image

PPI = 220.0


def word_picture(image: Image) -> bytes | None:
    """Return PNG, JPEG or GIF bytes of a picture, or None where it can not be read."""
    if image.mime == "image/svg+xml":
        return _drawn(image.data)
    from PIL import Image as Pillow

    try:
        with Pillow.open(io.BytesIO(image.data)) as picture:
            if image.mime in ("image/png", "image/jpeg", "image/gif"):
                picture.load()
                return image.data
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except Exception:  # Pillow raises many kinds for broken data
        return None


def _drawn(data: bytes) -> bytes | None:
    import typst

    from .fontbook import font_book

    book = font_book((), (), False)
    families = ", ".join(f'"{name}"' for name in book.sans)
    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f'#set text(font: ({families}))\n#image("a.svg")'
    )
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        root = Path(folder).resolve()
        (root / "a.svg").write_bytes(data)
        (root / "main.typ").write_text(source, encoding="utf-8")
        try:
            made = typst.compile(
                root / "main.typ",
                root=root,
                font_paths=book.fonts,
                ignore_system_fonts=True,
                format="png",
                ppi=PPI,
            )
        except (typst.TypstError, RuntimeError):
            return None
    return made if isinstance(made, bytes) else None
