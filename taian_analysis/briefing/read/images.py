"""Pictures: what they are, how large, and whether a notebook may use them."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from ..tree import Image
from .drawings import UNITS, TooLarge, drawing, drawing_title

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
SUFFIX = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 120_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_DPI = 96.0
_LINE = 459.0  # points: the width of the text on A4, of which percentages are shares


class ImageTrouble(Exception):
    """A picture can not be used; `key` is the phrase that says why, `name` names it."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__(key)
        self.key, self.name = key, name


def load(
    target: str,
    folder: Path | None,
    attachments: dict[str, dict[str, str]],
    roots: tuple[Path, ...] = (),
) -> bytes:
    """Return the bytes of a picture a notebook refers to.

    Only attachments, data URIs and files below the notebook's folder or `roots` are read; links
    are followed before that is decided.

    Raises
    ------
    ImageTrouble
        It is remote, outside the folder, or not there.
    """
    target = target.strip()
    name = target if len(target) <= 80 else target[:77] + "…"
    if re.match(r"data\s*:", target, re.IGNORECASE):
        return _data_uri(target)
    if target.startswith("attachment:"):
        bundle = attachments.get(unquote(target[11:])) or attachments.get(target[11:])
        if not bundle:
            raise ImageTrouble("missing_image", name)
        mime, data = next(iter(bundle.items()))
        return decode(data, mime, name)
    parts = urlsplit(target)
    if parts.scheme in ("http", "https", "ftp") or parts.netloc or target.startswith("//"):
        raise ImageTrouble("remote_image", name)
    return _file(unquote(parts.path), folder, name, roots)


def _data_uri(target: str) -> bytes:
    head, comma, body = target.partition(",")
    kind = "".join(head.partition(":")[2].split()).lower()  # browsers take blanks here
    name = "data:" + kind.split(";")[0][:40]
    if not comma:
        raise ImageTrouble("broken_image", name)
    if not kind.endswith(";base64"):
        return unquote_to_bytes(body)
    return decode(unquote(body), kind.split(";")[0] or "image/png", name)


def _file(text: str, folder: Path | None, name: str, roots: tuple[Path, ...]) -> bytes:
    if folder is None or not text or "\0" in text:
        raise ImageTrouble("missing_image", name)
    try:
        root = folder.resolve()
        path = (root / text).resolve()
        if not any(path.is_relative_to(one.resolve()) for one in (root, *roots)):
            raise ImageTrouble("outside_image", name)
        if not path.is_file():
            raise ImageTrouble("missing_image", name)
        if path.stat().st_size > MAX_BYTES:
            raise ImageTrouble("broken_image", name)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ImageTrouble("missing_image", name) from error


def decode(data: object, mime: str, name: str) -> bytes:
    """Return the bytes of a mime bundle's entry: base64, or text for SVG."""
    text = "".join(data) if isinstance(data, list) else data
    if isinstance(text, bytes):
        return text
    if not isinstance(text, str):
        raise ImageTrouble("broken_image", name)
    if mime == "image/svg+xml" and "<" in text:
        return text.encode()
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError) as error:
        raise ImageTrouble("broken_image", name) from error


def make_image(data: bytes, alt: str, name: str, css: dict[str, str] | None = None) -> Image:
    """Return the picture node, with its natural size in points.

    Raises
    ------
    ImageTrouble
        The bytes are no picture that can be set.
    """
    mime = sniff(data)
    if mime not in SUFFIX:
        raise ImageTrouble("unsupported_image" if data else "broken_image", name)
    try:
        if mime == "image/svg+xml":
            data, width, height = drawing(data)
        else:
            width, height = _pixels(data)
    except TooLarge as error:
        raise ImageTrouble("large_image", name) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ImageTrouble("broken_image", name) from error
    if not alt and mime == "image/svg+xml":
        alt = drawing_title(data)
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise ImageTrouble("broken_image", name)
    width, height = asked_size(width, height, css or {})
    return Image(data, mime, alt, width, height)


def sniff(data: bytes) -> str:
    """Return the mime type that the bytes themselves show."""
    for signature, mime in SIGNATURES:
        if data.startswith(signature):
            return mime
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if b"<svg" in data[:4096] else ""


def asked_size(width: float, height: float, css: dict[str, str]) -> tuple[float, float]:
    """Return the size after `width`/`height` of an <img> (pixels, or a share of the line)."""
    asked = {}
    for key in ("width", "height"):
        match = re.fullmatch(
            r"([\d.]{1,9})\s{0,9}(px|pt|in|cm|mm|pc|%|)", str(css.get(key, "")).strip()
        )
        if match and match.group(1).count(".") <= 1 and match.group(1) != ".":
            unit = _LINE / 100 if match.group(2) == "%" else UNITS[match.group(2)]
            value = float(match.group(1)) * unit * (match.group(2) != "%" or key == "width")
            if value > 0:
                asked[key] = value
    if "width" in asked:
        return asked["width"], height * asked["width"] / width
    if "height" in asked:
        return width * asked["height"] / height, asked["height"]
    return width, height


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Open a picture of dots; one that is large is no matter for Pillow's warning."""
    from PIL import Image as Pillow

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
        with Pillow.open(io.BytesIO(data), formats=FORMATS) as picture:
            yield picture


def _pixels(data: bytes) -> tuple[float, float]:
    """Return the size of a picture of dots in points; one that would take gigabytes is refused."""
    from PIL import Image as Pillow

    try:
        with opened(data) as picture:
            (width, height), said = picture.size, picture.info.get("dpi")
            dots = said if said and picture.format == "PNG" else (_DPI, _DPI)
    except Pillow.DecompressionBombError as error:
        raise TooLarge from error
    if width * height > MAX_PIXELS:
        raise TooLarge
    if data.startswith(b"\x89PNG") and b"IEND" not in data[-64:]:
        raise ValueError("cut off")
    across, down = (float(d) if 20 < d < 2400 else _DPI for d in dots)
    return width * 72 / across, height * 72 / down
