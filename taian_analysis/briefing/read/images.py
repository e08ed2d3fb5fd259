"""Pictures: what they are, how large, and whether a notebook may use them."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from lxml import etree

from ..tree import Image

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
_DRAWN = {
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image", "use"),
}
#: names of SVG with capitals
_CAPITALS = {
    name.lower(): name
    for name in (
        *("clipPath", "linearGradient", "radialGradient", "textPath", "foreignObject", "viewBox"),
        *("preserveAspectRatio", "gradientUnits", "gradientTransform", "spreadMethod"),
        *("clipPathUnits", "patternUnits", "patternTransform", "patternContentUnits", "maskUnits"),
        *("markerWidth", "markerHeight", "markerUnits", "refX", "refY", "textLength"),
        *("lengthAdjust", "startOffset", "pathLength", "stdDeviation", "filterUnits"),
    )
}
MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 150_000_000
_DPI = 96.0
_SVG = "{http://www.w3.org/2000/svg}"
_UNITS = {"px": 0.75, "pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "pc": 12.0, "": 0.75}
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
            data, width, height = _svg(data)
        else:
            width, height = _SIZE[mime](data)
    except (struct.error, IndexError, ValueError, etree.XMLSyntaxError) as error:
        raise ImageTrouble("broken_image", name) from error
    if not alt and mime == "image/svg+xml":
        alt = _svg_title(data)
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
            unit = _LINE / 100 if match.group(2) == "%" else _UNITS[match.group(2)]
            value = float(match.group(1)) * unit * (match.group(2) != "%" or key == "width")
            if value > 0:
                asked[key] = value
    if "width" in asked:
        return asked["width"], height * asked["width"] / width
    if "height" in asked:
        return width * asked["height"] / height, asked["height"]
    return width, height


def _pixels(width: int, height: int) -> tuple[int, int]:
    """Refuse pictures that would take gigabytes to decode."""
    if width * height > MAX_PIXELS:
        raise ValueError("too large")
    return width, height


def _png(data: bytes) -> tuple[float, float]:
    width, height = _pixels(*struct.unpack_from(">II", data, 16))
    dpi_x = dpi_y = _DPI
    at = 33
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"pHYs":
            x, y, unit = struct.unpack_from(">IIB", data, at + 8)
            if unit == 1 and 20 < x * 0.0254 < 2400 and 20 < y * 0.0254 < 2400:
                dpi_x, dpi_y = x * 0.0254, y * 0.0254
        if kind in (b"IDAT", b"IEND", b"pHYs"):
            break
        at += 12 + size
    if b"IEND" not in data[-64:]:
        raise ValueError("cut off")
    return width * 72 / dpi_x, height * 72 / dpi_y


def _jpeg(data: bytes) -> tuple[float, float]:
    at = 2
    while True:
        marker, size = struct.unpack_from(">xBH", data, at)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            _pixels(width, height)
            return width * 72 / _DPI, height * 72 / _DPI
        if data[at] != 0xFF or size < 2:
            raise ValueError("no frame")
        at += 2 + size


def _gif(data: bytes) -> tuple[float, float]:
    width, height = _pixels(*struct.unpack_from("<HH", data, 6))
    return width * 72 / _DPI, height * 72 / _DPI


def _webp(data: bytes) -> tuple[float, float]:
    kind = data[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
    elif kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (n & 0x3FFF for n in struct.unpack_from("<HH", data, 26))
    _pixels(width, height)
    return width * 72 / _DPI, height * 72 / _DPI


_SIZE = {"image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif, "image/webp": _webp}


def as_in_svg(root: etree._Element) -> None:
    """Give the names in a drawing their capitals back, which a reader of HTML takes from them."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = _CAPITALS.get(node.tag, node.tag)
        for key in [k for k in node.attrib if k in _CAPITALS]:
            node.set(_CAPITALS[str(key)], node.attrib.pop(key))


def _svg(data: bytes) -> tuple[bytes, float, float]:
    """Return the drawing without scripts, foreign parts and outside references, and its size."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None or etree.QName(root).localname != "svg":
        raise ValueError("no drawing")
    if not isinstance(root.tag, str) or not root.tag.startswith(_SVG):
        root = etree.fromstring(
            data.replace(b"<svg", b'<svg xmlns="http://www.w3.org/2000/svg"', 1), parser
        )
    kinds = {_cleaned(node) for node in list(root.iter())}
    if not _DRAWN & kinds:
        raise ValueError("nothing drawn")
    width, height = _svg_size(root)
    return etree.tostring(root), width, height


def _cleaned(node: etree._Element) -> str:
    """Take what is active or outside from an element; return its local name."""
    if not isinstance(node.tag, str):  # comments, entities
        _remove(node)
        return ""
    name = node.tag.rpartition("}")[2]
    if name in ("script", "foreignObject", "iframe", "audio", "video"):
        _remove(node)
        return ""
    if name == "filter" and not _small(node):
        _remove(node)
        return ""
    for key, value in node.items():
        local = str(key).rpartition("}")[2].lower()
        outside = local == "href" and not str(value).strip().startswith(("#", "data:image/"))
        if outside or local.startswith("on"):
            del node.attrib[key]
    if name == "style" and node.text:
        node.text = re.sub(r"@import[^;]*;?|url\((?!\s*['\"]?#)[^)]*\)", "", node.text)
    return name


def _small(node: etree._Element) -> bool:
    """Return whether a filter covers no more than a page: it is computed dot by dot."""
    for key in ("x", "y", "width", "height"):
        match = re.match(r"(-?[\d.]{1,20}(?:e\d{1,3})?)\s{0,9}(%?)", (node.get(key) or "0").strip())
        if match is None or abs(float(match[1])) > (500 if match[2] else 3000):
            return False
    return True


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def _svg_title(data: bytes) -> str:
    """Return the title a drawing gives itself."""
    root = etree.fromstring(data)
    for child in root:
        if isinstance(child.tag, str) and etree.QName(child).localname == "title":
            return " ".join((child.text or "").split())
    return ""


def _svg_size(root: etree._Element) -> tuple[float, float]:
    def length(text: str | None) -> float | None:
        match = re.fullmatch(r"([\d.]{1,20})\s{0,9}(px|pt|in|cm|mm|pc|)", (text or "").strip())
        return float(match.group(1)) * _UNITS[match.group(2)] if match else None

    box = [float(n) for n in re.split(r"[ ,]+", root.get("viewBox", "").strip()) if n]
    width, height = length(root.get("width")), length(root.get("height"))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        if width is None and height is None:
            width = box[2] * 0.75
        if width is None and height is not None:
            width = height * box[2] / box[3]
        if height is None and width is not None:
            height = width * box[3] / box[2]
    return width or 300 * 0.75, height or 150 * 0.75
