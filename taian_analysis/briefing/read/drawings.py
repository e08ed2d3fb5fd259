"""Drawings (SVG) inside pictures: what is active or outside is taken from them, their size read."""

from __future__ import annotations

import re

from lxml import etree

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
UNITS = {"px": 0.75, "pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "pc": 12.0, "": 0.75}
_SVG = "{http://www.w3.org/2000/svg}"


def as_in_svg(root: etree._Element) -> None:
    """Give the names in a drawing their capitals back, which a reader of HTML takes from them."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = _CAPITALS.get(node.tag, node.tag)
        for key in [k for k in node.attrib if k in _CAPITALS]:
            node.set(_CAPITALS[str(key)], node.attrib.pop(key))


MOST_BYTES, MOST_PARTS, MOST_WORDS = 8_000_000, 60_000, 100_000
_MANY = MOST_PARTS + 1


class TooLarge(ValueError):
    """A drawing has more parts than are drawn in good time."""


def drawing(data: bytes) -> tuple[bytes, float, float]:
    """Return the drawing without scripts, foreign parts and outside references, and its size."""
    if len(data) > MOST_BYTES:
        raise TooLarge
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None or etree.QName(root).localname != "svg":
        raise ValueError("no drawing")
    if not isinstance(root.tag, str) or not root.tag.startswith(_SVG):
        root = etree.fromstring(
            data.replace(b"<svg", b'<svg xmlns="http://www.w3.org/2000/svg"', 1), parser
        )
    if _parts(root) > MOST_PARTS or _words(root) > MOST_WORDS:
        raise TooLarge
    kinds = {_cleaned(node) for node in list(root.iter())}
    _unfilter(root)
    if not _DRAWN & kinds:
        raise ValueError("nothing drawn")
    width, height = _svg_size(root)
    return etree.tostring(root), width, height


def _parts(root: etree._Element) -> int:
    """Return how many parts a drawing has when all that is used again is drawn."""
    uses = list(root.iter("{*}use", "use"))
    if not uses:
        return sum(1 for _ in root.iter())
    named = {node.get("id"): node for node in root.iter() if node.get("id")}
    known: dict[str, int] = {}

    def size(node: etree._Element, depth: int) -> int:
        count = sum(1 for _ in node.iter())
        return count + sum(again(use, depth + 1) for use in node.iter("{*}use", "use"))

    def again(use: etree._Element, depth: int) -> int:
        name = next((str(v)[1:] for k, v in use.items() if str(k).endswith("href")), "")
        if name not in known:
            known[name] = 0  # what uses itself is not drawn
            found = named.get(name)
            known[name] = min(size(found, depth), _MANY) if found is not None and depth < 40 else 0
        return known[name]

    return size(root, 0)


def _words(root: etree._Element) -> int:
    return sum(
        len(part) for node in root.iter("{*}text", "text") for part in map(str, node.itertext())
    )


MOST_FILTERS = 12  # that are computed, dot by dot, in one drawing
_HARD = {"numOctaves": 8, "radius": 50, "order": 15}  # what makes one filter take minutes


def _unfilter(root: etree._Element) -> None:
    """Let parts be drawn as they are whose filter is not there, or all where they are many."""
    there = {f"url(#{node.get('id')})" for node in root.iter("{*}filter", "filter")}
    seen = [node for node in root.iter() if "filter" in node.attrib]
    for node in seen:
        if len(seen) > MOST_FILTERS or node.get("filter") not in there:
            del node.attrib["filter"]


def _hard(node: etree._Element) -> bool:
    """Return whether a part of a filter takes minutes by a number of its own."""
    for key, most in _HARD.items():
        said = re.match(r"\s{0,9}([\d.]{1,12})", node.get(key) or "0")
        if said and said[1].count(".") < 2 and said[1] != "." and float(said[1]) > most:
            return True
    return False


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
    if any(_hard(part) for part in node):
        return False
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


def drawing_title(data: bytes) -> str:
    """Return the title a drawing gives itself."""
    root = etree.fromstring(data)
    for child in root:
        if isinstance(child.tag, str) and etree.QName(child).localname == "title":
            return " ".join((child.text or "").split())
    return ""


def _svg_size(root: etree._Element) -> tuple[float, float]:
    def length(text: str | None) -> float | None:
        match = re.fullmatch(r"([\d.]{1,20})\s{0,9}(px|pt|in|cm|mm|pc|)", (text or "").strip())
        return float(match.group(1)) * UNITS[match.group(2)] if match else None

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
