"""Scans: words and rules seen fill the page; scores and pictures go with the cells."""

import io

import annex_forms as forms
import pytest
from PIL import Image, ImageStat

import taian_analysis as ta
from taian_analysis.products.crops import write_crops

for needed in ("cv2", "rapidocr", "onnxruntime"):
    pytest.importorskip(needed, reason="the extra ocr is not installed", exc_type=ImportError)


def scanned():
    """A small page of the annex' own words, drawn at 150 dots an inch, as a picture."""
    import pypdfium2
    import typst

    rows = "".join(
        f"[{forms._typst_text(row[1])}], [{row[2]}], [{forms._typst_text(row[3])}], [{row[4]}],"
        for row in (forms.ROWS[6], forms.ROWS[13], forms.ROWS[14])
    )
    source = '#set page(width: 18cm, height: 8cm)\n#set text(font: "Taian Sans", size: 11pt, lang: "zh")\n'
    source += "全市共有养老机构120家,其中公办养老机构80家、民办养老机构50家。\n\n"
    source += (
        f"#table(columns: (9cm, 2cm, 2cm, 2cm), [主要指标], [单位], [目标值], [完成值], {rows})"
    )
    data = typst.compile(source.encode(), font_paths=[str(forms.FONTS)], ignore_system_fonts=True)
    out = io.BytesIO()
    pypdfium2.PdfDocument(data)[0].render(scale=150 / 72).to_pil().save(out, "png")
    return out.getvalue()


def test_a_scan_gives_cells_with_scores_and_pictures():
    report = ta.read_report(scanned())
    (table,) = report.tables
    grid = [["".join(cell.text.split()) for cell in row] for row in table.rows]
    assert [row[2:] for row in grid] == [
        ["目标值", "完成值"],
        [">30", "143"],
        ["5500", "5753"],
        ["2300", "1783"],
    ]
    assert grid[1][1] == "㎡"
    assert all(0.3 < cell.score <= 1 for row in table.rows for cell in row)
    cell = table.rows[3][3]
    picture, line = report.crop(cell), report.crop(cell.line)
    assert 20 < picture.width < line.width and picture.height < 120
    assert report.meta["pages"] == 1 and report.format == "scan"
    assert "5753" in "".join(glyph.text for glyph in report.scan.glyphs)


def test_numbers_that_arithmetic_contradicts_are_shown_as_they_were_printed(tmp_path):
    written = write_crops(scanned(), tmp_path / "pictures")
    assert [one.text for one, _ in written] == ["120", "80", "50"]  # 80 + 50 is not 120
    for one, path in written:
        with Image.open(path) as picture:
            assert one.claim and picture.width > 5 * picture.height  # the line it stands in
            assert ImageStat.Stat(picture.convert("L")).stddev[0] > 30  # and not white paper
