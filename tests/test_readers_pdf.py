"""PDFs beyond the annex: text, page furniture, broken rows, and what can not be read."""

import io

import annex_forms as forms
import pytest
import typst

import taian_analysis as ta

PAGE = '#set text(font: "Taian Sans", size: 10pt, lang: "zh")\n'
TEXT = forms.RAW.read_text(encoding="utf-8").split("\n")


def pdf(source, page="a4", more=""):
    head = f'#set page(paper: "{page}"{more})\n' + PAGE
    return typst.compile(
        (head + source).encode(), font_paths=[str(forms.FONTS)], ignore_system_fonts=True
    )


def squeezed(text):
    return "".join(text.split())


def grid(report, number=0):
    return [[squeezed(cell.text) for cell in row] for row in report.tables[number].rows]


def test_paragraphs_are_whole_again_and_page_numbers_gone():
    paragraphs = [line for line in TEXT[:40] if line]
    source = "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
    source += "\n\n".join(forms._typst_text(line) for line in paragraphs)
    report = ta.read_report(pdf(source, more=', numbering: "— 1 —", header: [内部资料]'))
    assert report.meta["pages"] >= 3
    got = [squeezed(line.text) for line in report.lines]
    assert got == ["内部资料", *(squeezed(line) for line in paragraphs)]


def test_a_row_cut_by_the_page_is_one_row():
    rows = "".join(f"[甲{k}], [指标名称{k}], [{k}]," for k in range(9))
    long = "很长的指标名称" * 9
    source = f"#table(columns: (3em, 8em, 3em), [序], [指标], [值], {rows} [乙], [{long}], [7])"
    report = ta.read_report(pdf(source, more=", height: 9cm"))
    assert report.meta["pages"] > 1
    assert grid(report)[-1] == ["乙", long, "7"]
    assert len(grid(report)) == 11


def test_an_empty_cell_at_the_top_of_a_page_is_not_filled():
    rows = "".join(f"[指标{k}], [{k}], {'[备注]' if k < 8 else '[]'}," for k in range(20))
    source = f"#table(columns: 3, table.header([指标], [值], [备注]), {rows})"
    report = ta.read_report(pdf(source, more=", height: 9cm"))
    assert [row[2] for row in grid(report)[1:]] == ["备注"] * 8 + [""] * 12


def test_two_tables_on_two_pages_stay_two():
    table = "#table(columns: 3, [指标], [目标], [完成], [甲], [1], [2])"
    other = "#table(columns: 2, [地区], [指标值], [乙], [1])"
    report = ta.read_report(pdf(f"{table}\n#pagebreak()\n{other}"))
    assert [len(rows[0]) for rows in (grid(report, 0), grid(report, 1))] == [3, 2]
    report = ta.read_report(pdf(f"{table}\n#pagebreak()\n表2 另一张表\n\n{table}"))
    assert len(report.tables) == 2 and report.tables[1].caption == "表2 另一张表"


def test_spans_across_and_down():
    source = (
        "#table(columns: 4, table.cell(rowspan: 2)[指标], table.cell(colspan: 2)[数值], [备注],"
        "[目标], [完成], [无], [甲], [1], table.cell(colspan: 2)[2])"
    )
    assert grid(ta.read_report(pdf(source))) == [
        ["指标", "数值", "数值", "备注"],
        ["指标", "目标", "完成", "无"],
        ["甲", "1", "2", "2"],
    ]


def test_breaks_in_cells_are_kept_where_they_are_meant():
    source = (
        "#table(columns: (12em, 6em, 5em), [指标], [2025年 \\ 目标值], [值],"
        "[床位数 \\ 其中\\:护理型], [3 \\ 4], [1],"
        "[平均每百户居民拥有的城乡社区综合服务设施面积], [30], [2])"
    )
    table = ta.read_report(pdf(source)).tables[0]
    assert table.rows[0][1].text == "2025年\n目标值"
    assert table.rows[1][0].text == "床位数\n其中:护理型"
    assert table.rows[1][1].text == "3\n4"
    assert table.rows[2][0].text == "平均每百户居民拥有的城乡社区综合服务设施面积"


def test_raised_digits_stay_raised():
    source = "#table(columns: 2, [指标#super[1]], [5753#super[2]], [甲], [1])"
    assert grid(ta.read_report(pdf(source)))[0] == ["指标¹", "5753²"]


def test_words_written_downwards_in_a_narrow_cell():
    source = (
        "#table(columns: (1.9em, 6em, 4em), table.cell(rowspan: 5)[民生保障],"
        + "".join(f"[指标{k}], [{k}]," for k in range(5))
        + ")"
    )
    assert {row[0] for row in grid(ta.read_report(pdf(source)))} == {"民生保障"}


def test_shaded_heads_and_stripes_are_no_tables():
    rows = "".join(f"[指标{k}], [{k}], [{k + 1}]," for k in range(8))
    source = (
        "#table(columns: (8em, 5em, 5em), stroke: none, "
        "fill: (x, y) => if calc.even(y) {luma(230)}, [指标], [目标], [完成]," + rows + ")"
    )
    report = ta.read_report(pdf(source))
    assert len(report.tables) == 1
    assert grid(report)[0] == ["指标", "目标", "完成"] and len(grid(report)) == 9


SECTIONS = [("经济发展", 3), ("人民生活", 2)]


def sectioned(stroke):
    rows = "".join(
        f"table.cell(colspan: 3)[{name}],"
        + "".join(f"[{name}指标名称{k}], [{k}], [预期性]," for k in range(count))
        for name, count in SECTIONS
    )
    return (
        f"#table(columns: (1fr, 5em, 5em), align: center + horizon, stroke: {stroke}, "
        f"[指标名称], [2025年目标值], [属性], {rows})"
    )


@pytest.mark.parametrize(
    "stroke",
    [
        "0.5pt",
        "none",
        "(x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 {0.5pt}, right: 0pt)",
        "(x, y) => (top: if y < 2 {1pt}, bottom: if y == 7 {1pt})",
    ],
)
def test_titles_of_sections_are_rows_of_their_own(stroke):
    report = ta.read_report(pdf("表1 指标\n\n" + sectioned(stroke)))
    rows = [
        [cell.text for cell in row if cell.text and not cell.merged]
        for row in report.tables[0].rows
    ]
    assert [squeezed(cell) for cell in rows[0]] == ["指标名称", "2025年目标值", "属性"]
    want = []
    for name, count in SECTIONS:
        want += [[name], *([f"{name}指标名称{k}", str(k), "预期性"] for k in range(count))]
    assert rows[1:] == want


def test_labels_taller_than_their_rows():
    source = (
        "#table(columns: (4em, 9em, 4em, 4em), align: center + horizon, stroke: none,"
        "[领域], [指标], [目标], [属性], [民政事业费支出情况], [事业费累计支出], [5], [预期性],"
        "table.cell(rowspan: 2)[乡级行政区划单位], [镇的数量], [6], [预期性], [街道的数量], [7], [预期性],"
        "table.cell(rowspan: 3)[社会救助], [低保人数], [8], [预期性], [特困人数], [9], [预期性],"
        "[临时救助], [10], [预期性])"
    )
    rows = grid(ta.read_report(pdf(source)))
    assert [row[0] for row in rows[1:]] == ["民政事业费支出情况"] + ["乡级行政区划单位"] * 2 + [
        "社会救助"
    ] * 3
    assert [row[2] for row in rows[1:]] == ["5", "6", "7", "8", "9", "10"]


def test_running_text_is_no_table():
    report = ta.read_report(pdf("\n\n".join(forms._typst_text(line) for line in TEXT[:12] if line)))
    assert report.tables == ()


def test_scans_are_refused_with_what_to_do(tmp_path):
    from PIL import Image

    Image.new("RGB", (200, 200), "white").save(tmp_path / "scan.pdf")
    with pytest.raises(ta.TaianError) as caught:  # nothing on it, or the extra is not there
        ta.read_report(tmp_path / "scan.pdf")
    missing = isinstance(caught.value, ta.MissingExtraError)
    assert ("taian_analysis[ocr]" if missing else "扫描件") in caught.value.describe("zh")
    assert "OCR" in str(caught.value)


def test_scanned_pages_among_others_are_named(tmp_path):
    import pypdf
    from PIL import Image

    Image.new("RGB", (200, 200), "white").save(tmp_path / "scan.pdf")
    writer = pypdf.PdfWriter()
    for source in (io.BytesIO(pdf("正文")), tmp_path / "scan.pdf"):
        for page in pypdf.PdfReader(source).pages:
            writer.add_page(page)
    writer.write(tmp_path / "both.pdf")
    report = ta.read_report(tmp_path / "both.pdf")
    assert report.text == "正文" and report.meta["scanned_pages"] == [2]


def test_passwords_are_named(tmp_path):
    import pypdf

    for user, readable in (("geheim", False), ("", True)):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("正文")))
        writer.encrypt(user, "owner", algorithm="AES-256")
        out = io.BytesIO()
        writer.write(out)
        if readable:
            assert ta.read_report(out.getvalue()).text == "正文"
        else:
            with pytest.raises(ta.ReportError, match="password"):
                ta.read_report(out.getvalue())


def test_progress_counts_pages():
    seen = []
    ta.read_report(
        pdf("甲\n#pagebreak()\n乙"), progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(1, 2), (2, 2)]


def test_digits_of_small_type_are_all_kept():
    # two noughts a point and a half apart are no false bold
    table = "#set text(size: 2pt)\n#table(columns: 3, [指标], [单位], [数值], [收养登记合格率], [%], [100], [志愿者], [人], [2222222])"
    assert [row[2] for row in grid(ta.read_report(pdf(table)))] == ["数值", "100", "2222222"]
