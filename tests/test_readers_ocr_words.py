"""Boxes an engine draws, set right by the ink that is in them; the engine is a stand-in."""

from types import SimpleNamespace

import numpy as np
import pytest

for needed in ("cv2", "rapidocr", "onnxruntime"):
    pytest.importorskip(needed, reason="the extra ocr is not installed", exc_type=ImportError)

HIGH = 30


def drawn(*spans, width=600):
    """White paper with ink from x to x, each character a block with a little white after it."""
    page = np.full((100, width, 3), 255, np.uint8)
    for x0, x1 in spans:
        for x in range(x0, x1, HIGH):
            page[36:64, x : min(x + HIGH - 4, x1)] = 20
    return page


def seen(page, *found, again=()):
    """What is made of words found as (text, x0, x1, score); `again` is what is read a second time."""
    from taian_analysis.readers.ocr_words import words_of

    later = iter(again)

    def engine(picture, use_det, use_cls, use_rec):
        if not use_det:
            text, score = next(later)
            return SimpleNamespace(txts=(text,), scores=(score,))
        boxes = [[(x0, 34), (x1, 34), (x1, 66), (x0, 66)] for _, x0, x1, _ in found]
        texts, scores = zip(*((text, score) for text, _, _, score in found), strict=True)
        return SimpleNamespace(boxes=np.array(boxes, float), txts=texts, scores=scores)

    return [(w.text, round(w.x0), round(w.x1)) for w in words_of(page, engine)]


def test_two_cells_found_as_one_piece_are_parted_where_the_white_is():
    page = drawn((20, 196), (230, 406))
    text = "低保标准与居低保标准与居"
    assert seen(page, (text, 14, 412, 1.0)) == [(text[:6], 20, 196), (text[6:], 230, 406)]


def test_a_unit_after_a_name_is_parted_by_the_blank_that_was_read():
    page = drawn((20, 256), (290, 316))
    assert seen(page, ("社会组织工作人员 个", 14, 320, 1.0)) == [
        ("社会组织工作人员", 20, 256),
        ("个", 290, 316),
    ]


def test_white_beside_a_mark_parts_no_sentence():
    page = drawn((20, 136), (160, 286))
    text = "其中公办，民办机构"  # the mark stands at the left of its square
    assert [word for word, _, _ in seen(page, (text, 14, 290, 1.0))] == [text]


def test_a_box_that_reaches_into_the_next_cell_ends_where_its_ink_does():
    page = drawn((20, 136), (170, 176))
    assert seen(page, ("目标值班", 14, 178, 1.0)) == [("目标值班", 20, 136)]


def test_a_short_piece_hardly_read_is_read_again_with_paper_around_it():
    page = drawn((20, 46))
    again = [("%", 0.97), ("。", 0.99)]
    assert seen(page, ("0", 18, 48, 0.93), again=again)[0][0] == "%"
    assert seen(page, ("0", 18, 48, 0.93), again=[("。", 0.5), ("o", 0.6)])[0][0] == "0"
    assert seen(page, ("5", 18, 48, 0.1), again=[("。", 0.2), ("o", 0.3)]) == []  # is no word


def test_a_seal_leaves_no_outline_behind_after_jpeg():
    import cv2

    from taian_analysis.readers.ocr_picture import _without_seal

    page = np.full((900, 900, 3), 255, np.uint8)
    cv2.circle(page, (450, 450), 200, (50, 30, 210), 14)
    cv2.putText(page, "100", (400, 270), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (20, 20, 20), 3)
    packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 50])[1]
    plain = cv2.cvtColor(_without_seal(cv2.imdecode(packed, 1)), cv2.COLOR_BGR2GRAY)
    ring = plain[500:700, 200:700]  # where nothing else stands
    assert (ring < 200).mean() < 0.002
    assert plain[220:280, 390:520].min() < 90  # the number that it crosses


def test_no_number_is_parted_by_the_white_of_a_mark_before_it():
    page = drawn((20, 136), (160, 286))  # a mark stands at the left of its square
    for text in ("养老服务、1008家农", "养老服务站10082家", "养老服务、2022年度"):
        parts = [word for word, _, _ in seen(page, (text, 14, 290, 1.0))]
        assert "".join(parts) == text and any(n in w for w in parts for n in ("1008", "2022"))
