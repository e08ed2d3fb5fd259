"""How many of the annex' 162 cells are read from scans of it, and what a page costs.

    python benchmarks/bench_scans.py [NAME ...]

Pages are drawn from the package's own typesetting (ruled, A4, 10.5 points) and then spoilt:
resolution, skew, JPEG, grey, a red seal, perspective, a page on its side.
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import annex_forms as forms

import taian_analysis as ta

COLUMNS = ["area", "indicator", "unit", "target_text", "actual_text", "attribute"]
WHITE = (255, 255, 255)


def pages(dpi: int, **how: object) -> list[np.ndarray]:
    document = pypdfium2.PdfDocument(forms.pdf(**how))
    drawn = (page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document)
    return [np.asarray(page)[:, :, ::-1].copy() for page in drawn]


def skewed(page, degrees=1.5):
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    return cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=WHITE)


def jpeg(page, quality=45):
    packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(packed, cv2.IMREAD_COLOR)


def grey(page):
    """A tired copier: grey paper, pale ink, noise."""
    plane = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.float32)
    noise = np.random.default_rng(7).normal(0, 6, plane.shape)
    plane = np.clip(60 + plane * 0.65 + noise, 0, 255).astype(np.uint8)
    return cv2.cvtColor(plane, cv2.COLOR_GRAY2BGR)


def sealed(page):
    high, wide = page.shape[:2]
    ink, radius = page.copy(), wide // 9
    centre = (int(wide * 0.72), int(high * 0.45))
    cv2.circle(ink, centre, radius, (40, 40, 220), max(3, radius // 14))
    cv2.circle(ink, centre, radius // 3, (40, 40, 220), -1)
    return cv2.min(page, ink)


def photographed(page):
    high, wide = page.shape[:2]
    around = np.full((high + 300, wide + 300, 3), (70, 80, 90), np.uint8)
    corners = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    to = np.float32([[150, 190], [wide + 110, 140], [wide + 170, high + 180], [120, high + 130]])
    change = cv2.getPerspectiveTransform(corners, to)
    size = (wide + 300, high + 300)
    sheet = cv2.warpPerspective(page, change, size, flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), change, size)
    around[mask > 0] = sheet[mask > 0]
    light = np.linspace(0.75, 1.0, size[0])[None, :, None]
    return (around * light).astype(np.uint8)


def spoilt(dpi, *steps, **how):
    out = pages(dpi, **how)
    for step in steps:
        out = [step(page) for page in out]
    return out


def turned(page):
    return cv2.rotate(page, cv2.ROTATE_90_CLOCKWISE)


CASES = {
    "150 dpi": lambda: spoilt(150),
    "200 dpi": lambda: spoilt(200),
    "300 dpi": lambda: spoilt(300),
    "150 dpi, two pages": lambda: spoilt(150, paper="a5", size="9pt"),
    "150 dpi, without rules": lambda: spoilt(150, ruled=False),
    "200 dpi, without rules": lambda: spoilt(200, ruled=False),
    "300 dpi, without rules": lambda: spoilt(300, ruled=False),
    "150 dpi, without rules, grey": lambda: spoilt(150, grey, ruled=False),
    "150 dpi, without rules, skew, JPEG": lambda: spoilt(150, skewed, jpeg, ruled=False),
    "150 dpi, without rules, seal": lambda: spoilt(150, sealed, ruled=False),
    "150 dpi, grey": lambda: spoilt(150, grey),
    "150 dpi, skew 1.5 degrees": lambda: spoilt(150, skewed),
    "150 dpi, JPEG 45": lambda: spoilt(150, jpeg),
    "150 dpi, seal": lambda: spoilt(150, sealed),
    "200 dpi, grey, seal, skew, JPEG": lambda: spoilt(200, sealed, skewed, jpeg),
    "150 dpi, seal, skew, JPEG": lambda: spoilt(150, sealed, skewed, jpeg),
    "200 dpi, photo": lambda: spoilt(200, photographed),
    "200 dpi, on its side": lambda: spoilt(200, turned),
    "200 dpi, on its head": lambda: spoilt(200, turned, turned),
}


def scan(pictures) -> bytes:
    out = io.BytesIO()
    first, *more = [Image.fromarray(page[:, :, ::-1]) for page in pictures]
    first.save(out, "tiff", save_all=True, append_images=more, compression="tiff_lzw")
    return out.getvalue()


def right(source: bytes) -> int:
    """Count the cells that are as printed; rows are matched to the row most like them."""

    def plain(row):
        return ["".join(cell.split()) for cell in row]

    texts = ta.load_indicators(source)[COLUMNS].astype("string").fillna("-").to_numpy().tolist()
    got, count = [plain(row) for row in texts], 0
    for want in map(plain, forms.ROWS):
        alike = [sum(a == b for a, b in zip(row, want, strict=True)) for row in got]
        if alike and max(alike) > 0:
            count += max(alike)
            got.pop(alike.index(max(alike)))
    return count


def main(names: list[str]) -> None:
    for name in names or CASES:
        pictures = CASES[name]()
        data, start = scan(pictures), time.process_time()
        try:
            found = str(right(data))
        except ta.TaianError as error:
            found = f"refused: {str(error)[:80]}"
        cost = (time.process_time() - start) / len(pictures)
        print(f"{name:36} {found:>5} of 162  {cost:5.1f} CPU s a page", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
