"""What is made of words and rules seen on a scan; no engine is needed to test it."""

import io
import os

import pytest
from PIL import Image
from test_readers_pdf import pdf

import taian_analysis as ta
from taian_analysis.products.crops import crops, described, write_crops
from taian_analysis.readers import scan
from taian_analysis.readers.page_lines import lines_of
from taian_analysis.readers.scan_rules import mended
from taian_analysis.readers.scan_words import Look, Word, chars_of, lies_sideways, mend, sureness

HEAD = ["指标名称", "单位", "目标值", "完成值"]
ROWS = [
    ["社会工作专业人才总量", "人", "5500", "5753"],
    ["综合服务设施面积", "㎡", "30", "143"],
    ["每个农村社区拥有社会组织数量", "个", "7", "9"],
]
SIDES, HIGH = [20, 480, 580, 720, 860], 60


def word(text, x, middle, score=0.99, size=30):
    return Word(text, x, middle - size / 2, x + size * len(text), middle + size / 2, score)


def seen(rows, *, without=(), scores=None):
    """A page of a ruled table, as an engine sees it; `without` are level rules it missed."""
    words = [
        word(text, SIDES[c] + 8, 50 + HIGH * r, (scores or {}).get(text, 0.99))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    last = 20 + HIGH * len(rows)
    levels = [20 + HIGH * r for r in range(len(rows) + 1) if r not in without]
    rules = [(SIDES[0], y, SIDES[-1], y) for y in levels]
    rules += [(x, 20, x, last) for x in SIDES]
    out = io.BytesIO()
    Image.new("RGB", (900, last + 60), "white").save(out, "png")
    mend(words, 26)
    return Look(out.getvalue(), 900, last + 60, words, mended(rules, words, 26), 26)


def read(monkeypatch, *looks):
    monkeypatch.setattr(scan, "_looks", lambda pictures, total, progress: iter(looks))
    monkeypatch.setattr(scan, "_frames", lambda data, file: list(looks))
    return ta.read_report(b"\x89PNG\r\n\x1a\n" + bytes(64))


def grid(report):
    return [[cell.text for cell in row] for row in report.tables[0].rows]


def test_a_page_seen_is_a_table(monkeypatch):
    report = read(monkeypatch, seen([HEAD, *ROWS]))
    assert grid(report) == [HEAD, *ROWS]
    assert report.meta["ocr_pages"] == [1] and report.meta["ocr_score"] == 0.99


@pytest.mark.parametrize(
    ("column", "wrong"), [(0, "指标名祢"), (1, "单仁"), (2, "目标直"), (3, "完戍值")]
)
def test_one_misread_character_does_not_lose_the_table(monkeypatch, column, wrong):
    head = [wrong if c == column else text for c, text in enumerate(HEAD)]
    report = read(monkeypatch, seen([head, *ROWS]))
    assert grid(report) == [HEAD, *ROWS]
    assert report.tables[0].rows[0][column].score == 0.6  # mended, and not sure
    assert ta.load_indicators(report)["actual_value"].tolist() == [5753, 143, 9]


def test_a_head_of_two_lines_is_mended_as_one():
    words = [word("单位", 200, 50), word("完成值", 300, 50), word("目标值", 500, 50)]
    words += [word("指标", 20, 35), word("属牲", 20, 68)]
    mend(words, 26)
    assert [w.text for w in words[-2:]] == ["指标", "属性"]


def test_words_that_are_no_heads_are_left_alone():
    words = [word("单位", 200, 50), word("完成值", 300, 50), word("救助人数", 20, 50)]
    words += [word("目标值", 500, 50), word("单价", 20, 300)]  # far from the heads
    mend(words, 26)
    assert words[2].text == "救助人数" and words[-1].text == "单价"


def test_m_beside_an_area_is_square_metres(monkeypatch):
    rows = [[cell.replace("㎡", "m") for cell in row] for row in ROWS]
    assert grid(read(monkeypatch, seen([HEAD, *rows])))[2][1] == "㎡"
    rows[0][1] = "m"
    assert grid(read(monkeypatch, seen([HEAD, *rows])))[1][1] == "m"


@pytest.mark.parametrize("missed", [2, 3])
def test_a_rule_that_was_missed_joins_no_rows(monkeypatch, missed):
    look = seen([HEAD, *ROWS], without={missed})
    assert sum(rule[1] == rule[3] for rule in look.rules) == 5
    assert grid(read(monkeypatch, look)) == [HEAD, *ROWS]


def test_two_lines_of_one_value_stay_together():
    words = [word("每个农村社区拥有", 28, 95), word("社会组织数量", 28, 127)]
    words += [word("个", 488, 110), word("达到全市", 588, 95, size=28), word("平均数", 588, 127)]
    rules = [(20, y, 860, y) for y in (20, 80, 140)] + [(x, 20, x, 140) for x in SIDES]
    assert len(mended(rules, words, 26)) == len(rules)


def test_pages_on_their_side_are_told_by_the_shape_of_their_lines():
    flat = [
        word(text, 20, 40 * n) for n, text in enumerate(["社会工作", "人才总量", "综合服务设施"])
    ]
    high = [Word(w.text, w.top, w.x0, w.bottom, w.x1, w.score) for w in flat]
    assert lies_sideways(high) and not lies_sideways(flat) and not lies_sideways(high[:2])
    assert sureness([word("甲", 0, 0, 0.5), word("乙丙丁", 0, 0, 0.9)]) == pytest.approx(0.8)


def test_numbers_hardly_read_are_flagged_and_shown(monkeypatch, tmp_path):
    report = read(monkeypatch, seen([HEAD, *ROWS], scores={"5753": 0.72, "综合服务设施面积": 0.5}))
    (place,) = report.doubtful()
    assert report.text[place.start : place.end] == "5753" and place.score == 0.72
    from taian_analysis.products.check import check_report, describe

    told = "\n".join(describe(check_report(report)))
    assert "识别把握不足的数 1 处" in told and "第2行“5753”（0.72）" in told
    written = write_crops(report, tmp_path / "pictures")
    assert [one.text for one, _ in written] == ["5753"]
    with Image.open(written[0][1]) as picture:
        assert 100 < picture.width < 200 and picture.height < 80
    assert "0.72" in described(report, written, lang="en")[0]
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ta.TaianError, match="a file, not a folder"):
        write_crops(report, tmp_path / "taken")
    (tmp_path / "full").mkdir()
    monkeypatch.setattr(os, "fsync", lambda _: os.truncate(tmp_path / "none", 0))  # an OSError
    with pytest.raises(ta.TaianError, match="can not be written"):
        write_crops(report, tmp_path / "full")
    assert not list((tmp_path / "full").iterdir())


def test_a_number_that_arithmetic_contradicts_is_shown(monkeypatch, tmp_path):
    words = [
        word("全市共有养老机构120家,", 20, 60),
        word("其中公办50家、民办90家。", 20, 110),
    ]
    out = io.BytesIO()
    Image.new("RGB", (900, 200), "white").save(out, "png")
    report = read(monkeypatch, Look(out.getvalue(), 900, 200, words, [], 26))
    assert set(ta.audit(report)["verdict"]) >= {"fails"}
    found = crops(report)
    assert {"120", "50", "90"} <= {one.text for one in found}
    assert all(one.claim for one in found)
    sizes = {one.text: report.crop((one.start, one.end)).height for one in found}
    assert all(height < 60 for height in sizes.values())  # of its line, not of the paragraph


def test_pages_of_text_and_scanned_pages_are_one_report(monkeypatch):
    import pypdf

    pytest.importorskip("pypdfium2")
    image = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(image, "pdf")
    writer = pypdf.PdfWriter()
    for source in (pdf("第一页是文字。"), image.getvalue(), pdf("第三页也是文字。")):
        writer.append(io.BytesIO(source))
    out = io.BytesIO()
    writer.write(out)
    look = seen([HEAD, *ROWS])
    monkeypatch.setattr(scan, "_looks", lambda pictures, total, progress: iter([look][:total]))
    report = ta.read_report(out.getvalue())
    lines = [line.text for line in report.lines]
    assert lines[0] == "第一页是文字。" and lines[-1] == "第三页也是文字。"
    assert grid(report) == [HEAD, *ROWS]
    assert report.meta["ocr_pages"] == [2] and report.meta["pages"] == 3
    assert report.crop(report.tables[0].rows[1][3]).width < 200
    assert report.crop(1) is None


def test_pictures_of_a_report_that_is_no_scan():
    assert crops() == [] and "不是扫描件" in described(ta.read_report(), [])[0]


def test_pieces_of_a_line_are_apart_though_their_boxes_nearly_touch():
    # without rules, at 150 dots an inch: half a width of white between the cells
    row = [word("单位", 0, 20), word("2025年目标", 76, 20), word("完成值", 320, 20)]
    chars = [char for n, one in enumerate(row, 1) for char in chars_of(one, 1.0, n)]
    (line,) = lines_of(chars)
    assert [segment.text for segment in line.segments] == ["单位", "2025年目标", "完成值"]
    (line,) = lines_of([char for one in row for char in chars_of(one, 1.0)])
    assert len(line.segments) == 2  # of characters of one piece such white is but a blank


def unruled(rows, lefts, high=60, size=30):
    """A page of a table without rules: `rows` of cells, each a list of lines."""
    words = []
    for r, row in enumerate(rows):
        for left, lines in zip(lefts, row, strict=True):
            first = 60 + high * r - 34 * (len(lines) - 1) / 2
            words += [word(text, left, first + 34 * k) for k, text in enumerate(lines)]
    out = io.BytesIO()
    Image.new("RGB", (1000, 900), "white").save(out, "png")
    return Look(out.getvalue(), 1000, 900, words, [], size * 0.85)


LEFTS = [20, 500, 600, 800]


def test_boxes_that_overlap_part_where_the_columns_do(monkeypatch):
    look = unruled([[[cell] for cell in row] for row in [HEAD, *ROWS * 6]], LEFTS)
    next(one for one in look.words if one.text == "目标值").x1 = 812  # as under a seal
    assert grid(read(monkeypatch, look)) == [HEAD, *ROWS * 6]


def test_lines_of_rows_that_stand_as_close_as_lines_are_shared_out(monkeypatch):
    names = [
        ["社会工作专业", "人才总量情况"],
        ["综合服务设施", "面积"],
        ["农村社区社会", "组织数量"],
    ]
    rows = [[name, *([cell] for cell in row[1:])] for name, row in zip(names, ROWS, strict=True)]
    look = unruled([[[cell] for cell in HEAD], *rows, *rows], LEFTS, high=70)
    got = [[cell.replace("\n", "") for cell in row] for row in grid(read(monkeypatch, look))]
    want = [["".join(row[0]), *(cell[0] for cell in row[1:])] for row in rows]
    assert got == [HEAD, *want, *want]


def test_m_is_square_metres_though_another_line_names_the_area(monkeypatch):
    rows = [[["服务设施", "建筑", "面积"], ["m"], ["30"], ["143"]], [["里程"], ["m"], ["7"], ["9"]]]
    look = unruled([[[cell] for cell in HEAD], *rows, *rows], LEFTS, high=150)
    assert [row[1] for row in grid(read(monkeypatch, look))] == ["单位", "㎡", "m", "㎡", "m"]
