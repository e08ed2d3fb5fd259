"""OFD (GB/T 33190) -> pages: text objects as characters, straight paths as rules."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import count
from math import hypot
from statistics import median
from typing import Any

from lxml import etree

from ..base.errors import ReportError, cause
from ._build import Builder, too_large
from .page import Char, Edge, Page
from .page_turns import turn_of
from .pages import items_of, lay_down
from .sniff import refuse
from .xml_parts import part

#: points in a millimetre, the unit of OFD
_PT = 72 / 25.4
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1, 0, 0, 1, 0, 0)
#: objects used in objects, characters of a page: far above any document, far below harm
_DEEPEST, _MOST_CHARS = 8, 200_000
#: objects put on the pages: any number, and one more for so many bytes of what says what they are
_OBJECTS, _BYTES = 20_000, 20
_COMMAND = re.compile(r"[A-Za-z]|-?[\d.]+(?:[eE]-?\d+)?")
#: how many numbers a command of a path takes
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def read(
    data: bytes,
    builder: Builder,
    file: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Fill the builder from an OFD document."""
    items = []
    count = pictures = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            documents = _documents(package)
            total = sum(len(document.pages) for document in documents)
            for number, page in enumerate(_pages(documents), 1):
                count += len(page.chars)
                pictures += page.pictures + len(page.edges)  # text may be drawn as outlines
                items.append(items_of(page))
                if progress is not None:
                    progress(number, total)
    except (KeyError, ValueError, IndexError, StopIteration, OSError) as error:
        raise _damaged(error, file) from error
    except (zipfile.BadZipFile, etree.LxmlError, AttributeError, RuntimeError) as error:
        raise _damaged(error, file) from error
    if not count and pictures:
        raise refuse("ofd_pictures", "run_ocr", file)
    lay_down(items, builder, "ofd")
    return {"pages": total}


def pages(data: bytes) -> list[Page]:
    """Return the pages of an OFD document as they are printed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return list(_pages(_documents(package)))


def _damaged(error: Exception, file: str | None) -> ReportError:
    return ReportError.of("error.ofd_damaged", file=file, found=cause(error))


def _local(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _child(node: Any, name: str) -> Any:
    return next((child for child in node if _local(child) == name), None)


def _numbers(text: str | None) -> list[float]:
    return [float(word) for word in (text or "").split()]


def _deltas(node: Any, axis: str) -> list[float]:
    """Return the steps from character to character, no more than there are; "g 3 5" is 5 5 5."""
    text, most = node.get(axis), len(node.text or "")
    out: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            times, step = int(next(words)), float(next(words))
            out += [step] * min(times, most)
        else:
            out.append(float(word))
    return out


def _after(m: _Matrix, n: _Matrix) -> _Matrix:
    """Return the transformation that does m and then n."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    linear = (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s)
    return (*linear, e * p + f * r + t, e * q + f * s + u)


def _documents(package: zipfile.ZipFile) -> list[_Document]:
    """Return the documents of a package, as a rule one."""
    names = {_tidy(name).lower(): name for name in package.namelist()}
    bodies = [n for n in part(package, names["ofd.xml"]) if _local(n) == "DocBody"]
    roots = [root for body in bodies if (root := _child(body, "DocRoot")) is not None]
    found = [_Document(package, names, _tidy(root.text)) for root in roots if root.text]
    if not found:
        raise KeyError("DocRoot")
    return found


def _pages(documents: list[_Document]) -> Iterator[Page]:
    first = 1
    for document in documents:
        yield from document.read(first)
        first += len(document.pages)


def _tidy(place: str) -> str:
    """Return a place in a package as its list has it: without ./, ../ and the marks of Windows."""
    return posixpath.normpath(place.strip().replace("\\", "/").lstrip("/"))


class _Document:
    """A document of an OFD container: its pages, templates and composite objects."""

    def __init__(self, package: zipfile.ZipFile, names: dict[str, str], root: str) -> None:
        self.package, self.names = package, names
        self.base = posixpath.dirname(root)
        tree = self._parsed(root)
        self.size = _size(tree)
        self.pages = list(_child(tree, "Pages"))
        self.templates = {
            node.get("ID"): node.get("BaseLoc")
            for node in tree.iter()
            if _local(node) == "TemplatePage"
        }
        self.units: dict[str, Any] = {}
        for node in tree.iter():
            if _local(node) in ("PublicRes", "DocumentRes") and node.text:
                self._resources(node.text.strip())

    def _parsed(self, path: str) -> Any:
        return part(self.package, self.names[path.lower()])

    def _full(self, place: str) -> str:
        absolute = place.strip().startswith(("/", "\\"))
        return _tidy(place if absolute else f"{self.base}/{place.strip()}")

    def _resources(self, place: str) -> None:
        try:
            tree = self._parsed(self._full(place))
        except (KeyError, etree.XMLSyntaxError):
            return
        for unit in tree.iter():
            if _local(unit) == "CompositeGraphicUnit":
                self.units[unit.get("ID")] = _child(unit, "Content")

    def _written(self) -> int:
        """Return how many bytes say what is on the pages: one part may be named for thousands."""
        parts = self.package.infolist()
        return sum(one.file_size for one in parts if one.filename.lower().endswith(".xml"))

    def read(self, first: int) -> Iterator[Page]:
        left = count(_OBJECTS + self._written() // _BYTES, -1)
        for number, entry in enumerate(self.pages, first):
            canvas = _Canvas(number, self.units, left)
            tree = self._parsed(self._full(entry.get("BaseLoc")))
            canvas.page.size = _size(tree) or self.size or canvas.page.size
            for node in tree:
                place = self.templates.get(node.get("TemplateID"))
                if _local(node) == "Template" and place:
                    canvas.walk(_child(self._parsed(self._full(place)), "Content"), _UNMOVED, 0)
            canvas.walk(_child(tree, "Content"), _UNMOVED, 0)
            yield canvas.page


class _Canvas:
    """A page while its objects are put on it."""

    def __init__(self, number: int, units: dict[str, Any], left: Iterator[int]) -> None:
        self.page, self.units, self.left = Page(number), units, left

    def walk(self, node: Any, base: _Matrix, depth: int) -> None:
        if node is None or depth > _DEEPEST:
            return
        for child in node:
            if next(self.left) <= 0:
                raise too_large("things_on_the_pages", "…", "…")
            kind = _local(child)
            if child.get("Visible") == "false":
                continue
            if kind == "TextObject":
                self._text(child, _placed(child, base))
            elif kind == "PathObject":
                self._path(child, _placed(child, base))
            elif kind == "ImageObject":
                self.page.pictures += 1
            elif kind in ("Layer", "PageBlock"):
                self.walk(child, base, depth)
            elif kind == "CompositeObject":
                self.walk(self.units.get(child.get("ResourceID")), _placed(child, base), depth + 1)

    def _text(self, node: Any, m: _Matrix) -> None:
        size, stretch = _type(node), float(node.get("HScale") or 1)
        if (turn := turn_of(m[0], -m[1])) is None:
            return  # a watermark or a stamp, written aslant
        x = y = 0.0
        for code in node:
            if _local(code) != "TextCode":
                continue
            x, y = float(code.get("X") or x), float(code.get("Y") or y)
            across, down = _deltas(code, "DeltaX"), _deltas(code, "DeltaY")
            px, py = x, y
            for k, char in enumerate(code.text or ""):
                wide = size * stretch * (1.0 if ord(char) > 0x2E7F else 0.55)
                step = across[k] if k < len(across) else (0.0 if down else wide)
                self._char(char, (px, py, min(step, wide) if step > 0 else wide, size), m, turn)
                px += step
                py += down[k] if k < len(down) else 0.0

    def _char(
        self, char: str, place: tuple[float, float, float, float], m: _Matrix, turn: int
    ) -> None:
        """Add a character that stands at x, y (its foot), so wide and so high, in the object."""
        if len(self.page.chars) >= _MOST_CHARS:
            raise too_large("characters_on_a_page", "…", _MOST_CHARS)
        x, y, wide, size = place
        head, foot = y - 0.88 * size, y + 0.12 * size
        xs = (x * m[0] + head * m[2] + m[4], (x + wide) * m[0] + foot * m[2] + m[4])
        ys = (x * m[1] + head * m[3] + m[5], (x + wide) * m[1] + foot * m[3] + m[5])
        left, right, top, bottom = (side * _PT for side in (min(xs), max(xs), min(ys), max(ys)))
        if min(right - left, bottom - top) <= 150:
            self.page.chars.append(Char(char, left, top, right, bottom, turn=turn))

    def _path(self, node: Any, m: _Matrix) -> None:
        data = _child(node, "AbbreviatedData")
        words = _COMMAND.findall(data.text or "") if data is not None else []
        start = here = None
        at = 0
        while at < len(words):
            command, at = words[at], at + 1
            takes = _TAKES.get(command, 0)
            numbers = [float(word) for word in words[at : at + takes]]
            at += takes
            if len(numbers) < takes:
                return
            if command == "C":
                self._edge(here, start)
                here = start
            elif takes:
                x, y = numbers[-2:]
                point = (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])
                if command in "SM":
                    start = point
                elif command == "L":
                    self._edge(here, point)
                here = point

    def _edge(self, a: tuple[float, float] | None, b: tuple[float, float] | None) -> None:
        if a is None or b is None:
            return
        (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        if min(x1 - x0, y1 - y0) < 0.2:
            self.page.edges.append(Edge(x0 * _PT, y0 * _PT, x1 * _PT, y1 * _PT))


def _type(node: Any) -> float:
    """Return the size of a text's type; where it is not said, what its steps or its box show."""
    said = node.get("Size") or node.get("size")
    if said:
        return float(said)
    steps = [
        step
        for code in node
        for step, char in zip(_deltas(code, "DeltaX"), code.text or "", strict=False)
        if step > 0 and ord(char) > 0x2E7F
    ]
    if steps:
        return median(steps)
    box, own = _numbers(node.get("Boundary")), _numbers(node.get("CTM"))
    high = box[3] / (hypot(own[2], own[3]) or 1.0 if len(own) == 6 else 1.0) if len(box) == 4 else 0
    return high if high > 0 else 3.0


def _size(tree: Any) -> tuple[float, float] | None:
    """Return the paper's width and height where a page, or the document, says them."""
    box = next((node for node in tree.iter() if _local(node) == "PhysicalBox"), None)
    sides = _numbers(box.text) if box is not None else []
    return (sides[2] * _PT, sides[3] * _PT) if len(sides) == 4 else None


def _placed(node: Any, base: _Matrix) -> _Matrix:
    x, y = (_numbers(node.get("Boundary")) or [0.0, 0.0])[:2]
    own = _numbers(node.get("CTM"))
    m: _Matrix = _UNMOVED if len(own) != 6 else (own[0], own[1], own[2], own[3], own[4], own[5])
    return _after(_after(m, (1, 0, 0, 1, x, y)), base)
