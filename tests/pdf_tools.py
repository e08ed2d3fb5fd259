"""Looking into a PDF: its text, its structure tree, its fonts, its pages as pictures."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import pypdf


@dataclass
class Tag:
    """An element of the structure tree."""

    kind: str
    alt: str = ""
    children: list[Tag] = field(default_factory=list)

    def all(self, kind: str) -> list[Tag]:
        found = [self] if self.kind == kind else []
        return found + [tag for child in self.children for tag in child.all(kind)]


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in reader(data).pages)


def squeezed(data: bytes) -> str:
    """The text without blanks: where a line or a cell was broken says nothing."""
    return "".join(text(data).split())


def tags(data: bytes) -> Tag:
    """The structure tree."""
    return _tag(reader(data).trailer["/Root"]["/StructTreeRoot"])


def _tag(node) -> Tag:
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    kids = [kid.get_object() for kid in kids]
    children = [_tag(k) for k in kids if isinstance(k, dict) and "/S" in k]
    return Tag(str(node.get("/S", ""))[1:], str(node.get("/Alt", "")), children)


def bookmarks(data: bytes) -> list[tuple[int, str]]:
    def walk(items, depth):
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield depth, item.title

    return list(walk(reader(data).outline, 1))


def fonts(data: bytes) -> dict[str, bool]:
    """Font name -> whether the font itself is in the file."""
    found = {}
    for page in reader(data).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            part = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = part.get("/FontDescriptor", {})
            inside = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            found[str(font["/BaseFont"])] = inside or font["/Subtype"] == "/Type3"
    return found


def picture(data: bytes, page: int = 0, scale: float = 1.0):
    """A page as a grey picture (numpy array, 0 black to 255 white), one pixel a point."""
    import numpy as np
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    image = document[page].render(scale=scale).to_pil().convert("L")
    return np.asarray(image)


def ink(data: bytes, page: int, rows: int, columns: int):
    """The share of ink in each cell of a grid laid over the page, in percent."""
    import numpy as np

    grey = picture(data, page)
    high, wide = grey.shape
    cells = [
        [
            255
            - grey[
                high * r // rows : high * (r + 1) // rows,
                wide * c // columns : wide * (c + 1) // columns,
            ].mean()
            for c in range(columns)
        ]
        for r in range(rows)
    ]
    return np.array(cells) / 2.55
