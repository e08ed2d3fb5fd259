"""Text that lies sideways or upside down: a page turned, a landscape table on an upright sheet."""

import io

import annex_forms as forms
import pypdf
import pytest
from test_readers_pdf import grid, pdf, squeezed

import taian_analysis as ta
from taian_analysis.readers.page import Char, Page
from taian_analysis.readers.page_turns import set_upright, turn_of


def turned(data, angles, *, drawn=False):
    """Turn the pages by the angles in turn; `drawn` turns what is drawn, not the sheet."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for number, page in enumerate(writer.pages):
        page.rotate(angles[number % len(angles)])
        if drawn:
            page.transfer_rotation_to_content()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("angles", [(90,), (180,), (0, 270)])
def test_162_cells_however_the_pages_lie(angles, ruled, drawn):
    data = forms.pdf(paper="a5", size="9pt", ruled=ruled)
    frame = ta.load_indicators(turned(data, angles, drawn=drawn))
    columns = ["area", "indicator", "unit", "target_text", "actual_text", "attribute"]
    got = frame[columns].astype("string").fillna("-").to_numpy().tolist()
    assert [[squeezed(cell) for cell in row] for row in got] == [
        [squeezed(cell) for cell in row] for row in forms.ROWS
    ]


def test_a_turned_page_gives_the_very_text():
    data = forms.pdf(paper="a5", size="9pt")
    want = ta.read_report(data).text
    assert all(ta.read_report(turned(data, (angle,))).text == want for angle in (90, 180, 270))


@pytest.mark.parametrize("angle", ["-90deg", "90deg"])
def test_a_table_set_sideways_among_upright_text(angle):
    rows = "".join(f"[指标名称{k}], [%], [{60 + k}], [{70 + k}]," for k in range(6))
    table = f"#table(columns: 4, [指标], [单位], [目标值], [完成值], {rows})"
    source = f"全市各项指标完成情况良好。\n\n#rotate({angle}, reflow: true)[{table}]\n\n附件列明了全部指标,请各单位参照执行。"
    report = ta.read_report(pdf(source))
    assert grid(report) == [
        ["指标", "单位", "目标值", "完成值"],
        *([f"指标名称{k}", "%", str(60 + k), str(70 + k)] for k in range(6)),
    ]
    text = squeezed(report.text)
    assert "全市各项指标完成情况良好。" in text and "请各单位参照执行。" in text


def test_what_is_written_aslant_or_sideways_in_a_corner_is_no_text():
    mark = "#place(center + horizon, rotate(-45deg, text(size: 40pt)[内部资料注意保存]))"
    side = "#place(top + right, rotate(90deg, reflow: true)[装订线])"
    report = ta.read_report(
        pdf(f"{mark}{side}本页正文共有三十个字以上,用来说明水印不应混入正文之中。")
    )
    assert squeezed(report.text) == "本页正文共有三十个字以上,用来说明水印不应混入正文之中。"


def test_the_ways_a_line_may_run():
    assert [turn_of(*way) for way in ((1, 0.01), (0, 2), (-1, 0), (0, -3), (1, 0.2))] == [
        0,
        1,
        2,
        3,
        None,
    ]
    # two letters running upwards, the second above the first, in the right of two lines
    page = Page(1, [Char("甲", 50, 40, 60, 50, turn=1), Char("乙", 50, 30, 60, 40, turn=1)])
    (upright,) = set_upright(page)
    assert [(c.text, c.x0, c.top) for c in upright.chars] == [("甲", 0, 50), ("乙", 10, 50)]
