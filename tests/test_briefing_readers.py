"""The readers of the exporter: Markdown, HTML tables, CSS, terminal text, pictures, formulas."""

from __future__ import annotations

import base64

import pandas as pd
import pytest
from corpus_notebooks import SVG, jpeg, png
from hypothesis import given, settings
from hypothesis import strategies as st

from taian_analysis.briefing.read.ansi import ansi_code
from taian_analysis.briefing.read.context import CellContext
from taian_analysis.briefing.read.css import StyleSheet, color
from taian_analysis.briefing.read.html import html_blocks
from taian_analysis.briefing.read.images import ImageTrouble, load, make_image
from taian_analysis.briefing.read.markdown import markdown_blocks
from taian_analysis.briefing.read.maths import to_mathml
from taian_analysis.briefing.read.outputs import VIEW, bundle_blocks
from taian_analysis.briefing.read.prose import tidy
from taian_analysis.briefing.read.spans import regular
from taian_analysis.briefing.tree import (
    Code,
    FigureBlock,
    Footnote,
    Heading,
    Items,
    MathBlock,
    Paragraph,
    Run,
    TableBlock,
    TableCell,
    plain_text,
)
from taian_analysis.briefing.write.codelines import code_size
from taian_analysis.briefing.write.contrast import legible, ratio
from taian_analysis.briefing.write.fonts import BUNDLED, coverage
from taian_analysis.briefing.write.layout import (
    break_word,
    grid,
    is_number,
    lay_out,
    numeric_columns,
    split_columns,
)
from taian_analysis.briefing.write.mathnodes import math_nodes, safe_mathml


def md(text):
    return markdown_blocks(text, CellContext())


def table(text):
    (made,) = html_blocks(text, CellContext())
    assert isinstance(made, TableBlock)
    return made


def measure(text):
    return 0.6 * len(text)


# Markdown


def test_markdown_blocks_in_order():
    kinds = [type(b) for b in md("# 甲\n\n文\n\n- 一\n  - 二\n\n$$x$$\n\n```py\na\n```\n")]
    assert kinds == [Heading, Paragraph, Items, MathBlock, Code]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("中文\n中文", "中文中文"),
        ("中文,\n中文", "中文, 中文"),
        ("中文。\n中文", "中文。中文"),
        ("one\ntwo", "one two"),
        ("中\none", "中 one"),
        ("a  \nb", "a b"),
        ("1~2月、3~5月", "1~2月、3~5月"),
        ("&amp; &lt;b&gt;", "& <b>"),
    ],
)
def test_lines_are_joined_as_chinese_is_written(text, wanted):
    assert plain_text(md(text)) == wanted


def test_styles_nest_and_html_tags_change_them():
    (paragraph,) = md("**粗*斜***<u>线</u><span style='color:#f00'>红**粗**</span>后")
    styles = {run.text: run.style for run in paragraph.inlines}
    assert styles["粗"].bold
    assert styles["斜"].bold and styles["斜"].italic
    assert styles["线"].underline
    assert styles["红"].color == "#ff0000"
    assert styles["后"].color is None and not styles["后"].bold


def test_a_footnote_that_calls_itself_ends():
    (paragraph,) = md("文[^1]\n\n[^1]: 注[^1]")
    (note,) = [node for node in paragraph.inlines if isinstance(node, Footnote)]
    assert plain_text(note.blocks).startswith("注")


def test_only_links_a_reader_can_follow_are_kept():
    hrefs = [
        node.style.href
        for text in ("[a](https://x.y)", "[a](javascript:x)", "[a](file:///etc)", "[a](b.ipynb)")
        for node in md(text)[0].inlines
    ]
    assert hrefs == ["https://x.y", None, None, "b.ipynb"]


def test_lists_keep_their_start():
    (items,) = md("7. 七\n8. 八")
    assert items.ordered and items.start == 7


# tables


def test_spans_fill_one_grid():
    made = table(
        "<table><thead><tr><th rowspan=2>a</th><th colspan=2>b</th></tr><tr><th>c<th>d</tr></thead>"
        "<tbody><tr><th rowspan=2>e</th><td>1<td>2</tr><tr><td>3</td></tr></tbody></table>"
    )
    assert (made.columns, made.header_rows, made.header_columns) == (3, 2, 1)
    starts = [[column for column, _ in row] for row in grid(made)]
    assert starts == [[0, 1], [1, 2], [0, 1, 2], [1, 2]]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=6),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 3),
)
@settings(max_examples=150, deadline=None)
def test_any_spans_give_a_full_grid(shape, header):
    rows = [[TableCell([], colspan=c, rowspan=r) for c, r in row] for row in shape]
    header = min(header, len(rows))
    placed, columns = regular(rows, header)
    made = TableBlock(placed, columns, header)
    covered = set()
    for index, row in enumerate(grid(made)):
        for column, cell in row:
            assert index + cell.rowspan <= len(placed)
            assert not (index < header < index + cell.rowspan)
            spots = {
                (index + i, column + j) for i in range(cell.rowspan) for j in range(cell.colspan)
            }
            assert not spots & covered
            covered |= spots
    assert covered == {(i, j) for i in range(len(placed)) for j in range(columns)}


@pytest.mark.parametrize(
    "text", ["1", "-3.5", "≥60%", "1,234.5", "1.3:1", "1.75万", "[12]", "1e-5", "¥5", "12个百分点", "+0.5pp"]
)  # fmt: skip
def test_numbers(text):
    assert is_number(text.strip("[]")) is True


@pytest.mark.parametrize("text", ["甲", "2023年上半年", "a1", "完成"])
def test_words_are_no_numbers(text):
    assert is_number(text) is False


def test_columns_of_numbers_are_found():
    made = table(
        "<table><tr><th>甲<th>乙</tr><tr><td>1<td>x</tr><tr><td>NaN<td>2</tr><tr><td>3<td>y</tr></table>"
    )
    assert numeric_columns(made) == {0}


def wide(columns, text="123456.789012"):
    head = "".join(f"<th>c{i}" for i in range(columns))
    return table(f"<table><thead><tr>{head}</tr></thead><tr>{f'<td>{text}' * columns}</tr></table>")


def test_layouts_fit_turn_and_split():
    upright = lay_out(wide(5), 450, 700, measure)
    assert not upright.turned and sum(upright.widths) <= 450.01
    turned = lay_out(wide(9), 450, 700, measure)
    assert turned.turned and 450 < sum(turned.widths) <= 700.01
    assert lay_out(wide(30), 450, 700, measure) is None
    parts = split_columns(wide(30), 450, measure)
    heads = [plain_text(list(part.rows[0])).split() for part in parts]
    assert all(head[0] == "c0" for head in heads)  # the first column leads every part
    assert [name for head in heads for name in head[1:]] == [f"c{i}" for i in range(1, 30)]


def test_long_words_are_cut_without_loss():
    pieces = break_word("x" * 100, 6.0, measure)
    assert "".join(pieces) == "x" * 100
    assert all(measure(piece) <= 6.0 for piece in pieces)


def test_captions_notes_and_headers_of_a_foot():
    made = table(
        "<table><caption>题</caption><thead><tr><td colspan=2>大题</td></tr><tr><th>a<th>b</tr></thead>"
        "<tfoot><tr><td colspan=2>来源:x</td></tr></tfoot><tbody><tr><td>1<td>2</tr></tbody></table>"
    )
    assert plain_text(made.caption) == "题大题"
    assert [plain_text(note) for note in made.notes] == ["来源:x"]
    assert made.header_rows == 1


# CSS and colours


def test_rules_of_stylers_and_classes():
    sheet = StyleSheet()
    sheet.add(
        "#T_1_row0_col0, .x td { background-color: #ff0; color: white } td {font-weight:bold}"
    )
    made = table(
        "<style>#T_1_row0_col0 {background-color:#123456} .x td{color:red}</style>"
        "<table class=x><tr><td id=T_1_row0_col0>1<td>2</tr></table>"
    )
    first, second = made.rows[0]
    assert first.style.background == "#123456" and first.style.color == "#ff0000"
    assert second.style.background is None and second.style.color == "#ff0000"


def test_css_colours():
    assert color("rebeccapurple") == "#663399"
    assert color("hsl(120, 100%, 50%)") == "#00ff00"
    assert color("rgb(1, 2, 3)") == "#010203"
    assert color("var(--x)") is None


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
@settings(max_examples=200, deadline=None)
def test_text_can_be_read_on_any_background(ink, paper):
    chosen = legible(f"#{ink:06x}", f"#{paper:06x}")
    assert ratio(chosen or "#1f2328", f"#{paper:06x}") >= 4.5


# terminal text


def test_ansi_colours_end_where_they_end():
    (line,) = ansi_code("a\x1b[1;31mb\x1b[0mc\x1b[38;5;28md\x1b[39me").lines
    assert [run.text for run in line] == ["a", "b", "c", "d", "e"]
    assert [bool(run.style.color) for run in line] == [False, True, False, True, False]
    assert line[1].style.bold and not line[2].style.bold


def test_carriage_returns_overwrite():
    assert plain_text([ansi_code("10%\r50%\r100%\nend\r\n")]) == "100%\nend"


@given(st.text(alphabet="a甲\x1b[0;31m38;5\r\n\t]\x07", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_terminal_text_is_read(text):
    shown = plain_text([ansi_code(text)])
    assert "\x1b[" not in shown or "\x1b" not in shown


# pictures


def test_sizes_of_pictures():
    assert make_image(png(96, 48), "x", "n").width == 72
    assert make_image(jpeg(), "x", "n").mime == "image/jpeg"
    drawing = make_image(SVG.encode(), "x", "n")
    assert (drawing.width, drawing.height) == (150, 60)
    assert b"script" not in drawing.data and b"passwd" not in drawing.data
    assert make_image(png(96, 48), "x", "n", {"width": "50px"}).height == 18.75


@pytest.mark.parametrize("data", [b"", b"x", b"\x89PNG\r\n\x1a\n", png()[:40], b"\xff\xd8\xff", b"GIF89a", b"RIFF0000WEBP"])  # fmt: skip
def test_broken_pictures_are_told(data):
    with pytest.raises(ImageTrouble):
        make_image(data, "x", "n")


def test_pictures_outside_the_folder_are_not_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_bytes(png())
    for target in (
        "../secret",
        str(tmp_path / "secret"),
        "%2e%2e/secret",
        "https://x/y.png",
        "//x/y",
    ):
        with pytest.raises(ImageTrouble):
            load(target, tmp_path / "in", {})
    data = base64.b64encode(png()).decode()
    assert load(f"data:image/png;base64,{data}", None, {}) == png()


def test_alt_text_of_pictures():
    context = CellContext(cell=3)
    data = base64.b64encode(png(300, 200)).decode()
    (figure,) = html_blocks(f'<img src="data:image/png;base64,{data}">', context)
    assert isinstance(figure, FigureBlock)
    assert figure.image.alt == "第3个单元格的图，未附文字说明"
    assert context.warnings == ["第3个单元格：图没有替代文字"]


# formulas


@pytest.mark.parametrize("latex", [r"\frac{a}{b}", r"\begin{aligned}a&=b\\c&=d\end{aligned}", r"\binom{n}{k}", r"\sqrt[3]{x}", r"\text{完成率}"])  # fmt: skip
def test_latex_is_read(latex):
    assert math_nodes(to_mathml(latex, True))


@pytest.mark.parametrize("latex", [r"\input{/etc/passwd}", r"\foo", r"\frac{a", "{" * 50, r"\def\x{\x\x}\x"])  # fmt: skip
def test_other_latex_is_left_as_source(latex):
    assert to_mathml(latex, False) is None


def test_mathml_from_html_can_do_nothing():
    hostile = '<math><mtext><img src="x" onerror="y"/></mtext><mi href="javascript:x">a</mi></math>'
    assert safe_mathml(hostile, "a") == '<math alttext="a"><mtext/><mi>a</mi></math>'


# text


@given(st.lists(st.text(alphabet="a甲 \n\t。", max_size=8), max_size=6))
@settings(max_examples=200, deadline=None)
def test_tidying_loses_no_character(texts):
    made = tidy([Run(text) for text in texts])
    assert "".join("".join(run.text for run in made).split()) == "".join("".join(texts).split())
    assert not made or (made[0].text[0] != " " and made[-1].text[-1] != " ")


def test_the_bundled_font_covers_gb2312():
    have = coverage(next(BUNDLED.glob("*Regular.ttf")))
    rows = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    hanzi = [c for pair in rows if (c := pair.decode("gb2312", "ignore"))]
    assert len(hanzi) == 6763
    assert all(char in have for char in hanzi)
    assert have.widths[ord("泰")] == 1.0


# widgets


def test_widgets_show_what_was_saved():
    states = {
        "box": {"model_name": "VBoxModel", "state": {"children": ["IPY_MODEL_a", "IPY_MODEL_b"]}},
        "a": {"model_name": "IntSliderModel", "state": {"description": "年份:", "value": 2025}},
        "b": {"model_name": "HTMLModel", "state": {"value": "<b>结论</b>"}},
        "c": {
            "model_name": "DropdownModel",
            "state": {"_options_labels": ["甲", "乙"], "index": 1},
        },
        "loop": {"model_name": "VBoxModel", "state": {"children": ["IPY_MODEL_loop"]}},
    }
    context = CellContext(widgets=states)
    shown = [
        plain_text(bundle_blocks({VIEW: {"model_id": key}}, {}, context)) for key in ("box", "c")
    ]
    assert shown == ["年份: 2025 结论", "乙"]
    (placeholder,) = bundle_blocks(
        {VIEW: {"model_id": "loop"}, "text/plain": "VBox()"}, {}, context
    )
    assert placeholder.text == "〔交互控件：VBox()〕"


def test_macros_hold_for_the_formulas_after_them():
    _, second = md("$\\newcommand{\\pace}{p}\\pace$ 与 $\\pace^2$")[0].inlines[::2]
    assert "<mi>p</mi>" in second.mathml
    assert to_mathml(r"\pace", False) is None


def test_a_table_that_spans_all_columns_has_no_phantom_ones():
    made = table("<table><tr><td colspan=100>全</td></tr><tr><td>1<td>2</tr></table>")
    assert made.columns == 2 and made.rows[0][0].colspan == 2


def test_deep_nesting_is_no_crash():
    (block,) = html_blocks("<ul><li>a" * 50, CellContext())
    assert plain_text([block]).split() == ["a"] * 50


def test_bars_of_a_styler_are_drawn():
    frame = pd.DataFrame({"城市": ["甲", "乙"], "数": [2.0, -1.0]})
    styled = frame.style.bar(subset="数", align="mid", color=["#c0392b", "#2e86c1"])
    (table,) = html_blocks(styled.to_html(), CellContext())
    bars = [row[-1].bar for row in table.rows[1:]]
    # from -1 to 2: zero stands at a third, 2 reaches the end
    assert [(b.color, round(b.start), round(b.end)) for b in bars] == [
        ("#2e86c1", 33, 100),
        ("#c0392b", 0, 33),
    ]


def test_wide_plain_text_shrinks_before_it_wraps():
    def sizes(*widths):
        return code_size([[Run("x" * n)] for n in widths], 447.0, 8.5)

    assert sizes(80) == 8.5
    assert sizes(110) == 6.5  # 110 x 0.603 em x 6.5 pt = 431 pt
    assert sizes(80, 4000) == 8.5  # a line that no size holds breaks, the others stay large


def test_a_drawing_in_html_keeps_its_scale():
    (figure,) = html_blocks(
        '<svg viewBox="0 0 400 200" width="200"><rect width="400" height="200"/></svg>',
        CellContext(),
    )
    assert b'viewBox="0 0 400 200"' in figure.image.data
    assert (figure.image.width, figure.image.height) == (150.0, 75.0)  # 200 px by half as many
