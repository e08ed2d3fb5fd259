r"""Formulas as Jupyter reads them: dollars with blanks, over lines, ``\(``, and MathJax's commands."""

from __future__ import annotations

import pdf_tools
import pytest
from corpus_notebooks import md, notebook

from taian_analysis.briefing.exporter import BriefingExporter, BriefingHtmlExporter
from taian_analysis.briefing.read.context import CellContext
from taian_analysis.briefing.read.dollars import take_formulas
from taian_analysis.briefing.read.markdown import markdown_blocks
from taian_analysis.briefing.read.maths import to_mathml
from taian_analysis.briefing.tree import Math, MathBlock, Paragraph, TableBlock, plain_text


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("between $ \\pm \\pi/2 $. Now comes prose, and $ \\theta_k $ is the end", ["\\pm \\pi/2", "\\theta_k"]),
        ("值 $ \\alpha $，中文，$ \\beta $结束", ["\\alpha", "\\beta"]),
        ("a $x\n+ y$ b", ["x\n+ y"]),
        ("\\\\(x^2\\\\) and \\(y\\) and \\[ z=1 \\]", ["x^2", "y", "z=1"]),
        ("\\[not a formula\\] and \\(words here\\)", []),
        ("costs \\$5 and $5 to $10", []),
        ("价格$5到$10元", []),
        ("$x$5 and 5$x$", ["x", "x"]),
        ("$\\text{if $x>0$}$", ["\\text{if $x>0$}"]),
        ("`$x$` and ``a $y$``", []),
        ("```\n$x$\n```\n$z$", ["z"]),
        ("$$\nx = 1\n\ny = 2\n$$", ["x = 1\n\ny = 2"]),
        ("\\begin{align}a&=b\\end{align}", ["\\begin{align}a&=b\\end{align}"]),
        ("$$ unfinished", []),
    ],
)  # fmt: skip
def test_formulas_are_found_where_jupyter_finds_them(source, found):
    assert [latex for latex, _, _ in take_formulas(source)[1]] == found


def test_a_bar_within_a_formula_ends_no_cell():
    (table,) = markdown_blocks("| f | v |\n|---|---|\n| $a|b$ | $x_1$ |", CellContext())
    assert isinstance(table, TableBlock) and table.columns == 2
    cell = table.rows[1][0].blocks[0]
    assert isinstance(cell, Paragraph) and isinstance(cell.inlines[0], Math)
    assert cell.inlines[0].latex == "a|b"


def test_displayed_formulas_stand_alone_in_lists_too():
    blocks = markdown_blocks("text $$a=b$$ text\n\n- item\n  $$\n  c=d\n  $$", CellContext())
    assert [type(b).__name__ for b in blocks] == ["Paragraph", "MathBlock", "Paragraph", "Items"]
    assert any(isinstance(b, MathBlock) for b in blocks[3].items[0])


SEEN = {
    r"\textbf{bold}": "bold",
    r"\textit{it}": "it",
    r"\texttt{code}": "code",
    r"\mbox{text}": "text",
    r"\providecommand{\abs}[1]{mine #1}\abs{x}": "minex",
    r"\left<x\right>\leftarrow": "⟨x⟩←",
    r"\begin{split}a&=b\\&=c\end{split}": "a=b=c",
    r"\begin{eqnarray}a&=&b\\c&=&d\end{eqnarray}": "a=b",
    r"\begin{gather}a\\b\end{gather}": "a",
    r"x\tag{7}": "(7)",
    r"\substack{i\\j}": "i",
    r"\matrix{a&b\cr c&d}": "d",
    r"\pmatrix{a\\b}": "b",
    r"\cases{a\\b}": "b",
    r"\color{#FF0000}{x}": "x",
    r"\begin{array}[t]{@{}lp{3cm}|r}p&q&r\end{array}": "q",
    r"x\hspace{1cm}y": "y",
    r"\text{a_b}": "a_b",
    r"\text{if $x>0$}": "if",
    r"\ce{H2O}": "H",
    r"\unicode{x2603}": "☃",
    r"\href{u}{y}": "y",
    r"\enclose{circle}{x}": "x",
    r"\DeclareMathOperator{\Exp}{Exp}\Exp": "Exp",
    r"\mathop{\arg\min}\limits_x": "argmin",
    r"\fcolorbox{red}{blue}{x}": "x",
    r"\root 3 \of x": "3",
    r"\large x": "x",
}


@pytest.mark.parametrize("latex", SEEN)
def test_commands_of_mathjax_are_set(latex):
    made = to_mathml(latex, True)
    assert made is not None
    from lxml import etree

    made = made.replace("&ApplyFunction;", "")
    text = "".join(etree.fromstring(made.encode()).itertext()).replace("\u2061", "")
    assert SEEN[latex].replace(" ", "") in text.replace("\xa0", "").replace(" ", "")


def test_words_in_formulas_do_not_vanish_in_print():
    nb = notebook(md(r"# T" + "\n\n" + r"the vector $\textbf{vector}$ and $\textit{slanted}$"))
    data, resources = BriefingExporter().from_notebook_node(nb)
    assert not resources["briefing_warnings"]
    assert "Formula" in str(pdf_tools.tags(data))
    page = BriefingHtmlExporter().from_notebook_node(nb)[0]
    assert "vector" in page and "slanted" in page


def test_wide_formulas_stay_on_the_page():
    import pdfplumber

    long = "+".join(rf"\frac{{a_{{{i}}}}}{{b_{{{i}}}}}" for i in range(40))
    solid = "x" * 150
    nb = notebook(md(f"# W\n\n$${long}$$\n\n$${solid}$$"))
    import io

    with pdfplumber.open(io.BytesIO(BriefingExporter().from_notebook_node(nb)[0])) as pdf:
        for page in pdf.pages:
            assert all(c["x0"] >= 0 and c["x1"] <= page.width for c in page.chars)


def test_a_formula_that_can_not_be_set_is_its_source():
    nb = notebook(md(r"# T" + "\n\n" + r"$\foo{x}$ and $$\bar{" + "\n\n次"))
    data, resources = BriefingExporter().from_notebook_node(nb)
    assert r"\foo{x}" in pdf_tools.text(data)
    assert any(r"\foo" in w for w in resources["briefing_warnings"])


def test_references_outside_of_formulas_are_readable():
    (text,) = markdown_blocks(r"See \eqref{eqn:two}", CellContext())
    assert plain_text(text) == "See (eqn:two)"


def test_what_a_notebook_defines_is_its_own():
    from taian_analysis.briefing.read.maths import new_converter

    reader = new_converter()
    assert reader is not None
    made = reader.read(r"\newcommand{\abs}[1]{\text{mine }#1}\abs{x}", False)
    assert made is not None and "mine" in made
    again = reader.read(r"\abs{y}", False)
    assert again is not None and "mine" in again
    plain = to_mathml(r"\abs{y}", False)
    assert plain is not None and "mine" not in plain and "|" in plain


MORE = {
    r"\ketbra{a}{b}": "|a⟩⟨b|",
    r"\text{5 \texteuro}": "5 €",
    r"\dv{f}{x}": "dfdx",
    r"\pdv{f}{x}{y}": "∂2f∂x∂y",
    r"\mqty(a&b\\c&d)": "(abcd)",
    r"a\overwithdelims[] b": "[ab]",
    r"\upalpha\Upomega": "αΩ",
    r"\mathbffrak{Ab}": "𝕬𝖇",
    r"\DeclarePairedDelimiter{\ceil}{\lceil}{\rceil}\ceil*{x}": "⌈x⌉",
    r"\newenvironment{set}{\{}{\}}\begin{set}x\end{set}": "{x}",
    r"\begin{cases*}1&if so\\0&else\end{cases*}": "{1if so0else",
    r"\begin{subarray}{c}a\\b\end{subarray}": "ab",
    r"\ce{CO2 + C -> 2 CO}": "CO2+C→2CO",
    r"\ce{SO4^2-}": "SO42−",
    r"\begin{CD}A@>a>>B\\@VbVV@AAcA\\C@=D\end{CD}": "AaB→",
}


@pytest.mark.parametrize("latex", MORE)
def test_more_of_mathjax_is_set(latex):
    from lxml import etree

    made = to_mathml(latex, True)
    assert made is not None
    text = "".join(etree.fromstring(made.encode()).itertext()).replace("\u2063", "")
    blank = str.maketrans("", "", " \xa0")
    if "CD" in latex:
        assert sorted(text.translate(blank)) == sorted("A→aB↓b↑cC=D")
    else:
        assert text.translate(blank) == MORE[latex].translate(blank)


def test_coloured_boxes_and_partial_rules():
    from taian_analysis.briefing.write.mathnodes import math_nodes, safe_mathml

    made = to_mathml(r"\fcolorbox{red}{yellow}{a}", True)
    assert math_nodes(made)[:3] == ["fill", "#ffff00", "#ff0000"]
    assert "background: #ffff00" in safe_mathml(made, "") and "\ue000" not in safe_mathml(made, "")
    latex = r"\begin{array}{c|c}a&b\\\cline{2-2}c&d\\\hline e&f\end{array}"
    kind, rows, _, rules = math_nodes(to_mathml(latex, True))
    assert (kind, len(rows), rules) == ("table", 3, [[2], [1], [[1, 1, 2]]])
    nb = notebook(md(r"# T" + f"\n\n$${latex}$$" + "\n\n" + r"$\colorbox{yellow}{a}$"))
    data, resources = BriefingExporter().from_notebook_node(nb)
    assert not resources["briefing_warnings"] and "Formula" in str(pdf_tools.tags(data))


def test_word_has_the_rules_of_arrays():
    from lxml import etree

    from taian_analysis.briefing.write.mathnodes import math_nodes
    from taian_analysis.briefing.write.omml import office_math

    nodes = math_nodes(to_mathml(r"\begin{array}{cc|c}1&2&3\\\hline 4&5&6\end{array}", True))
    made = etree.tostring(office_math(nodes, True), encoding="unicode")
    assert 'm:sepChr m:val="|"' in made and made.count("<m:m>") == 2
    assert made.count('m:hideTop m:val="0"') == 3  # three cells below the rule


def test_columns_of_an_array_stay_columns_and_lean_to_their_sides():
    from taian_analysis.briefing.write.mathnodes import math_nodes

    latex = r"\begin{array}{rcl}a&=&b\\c&=&d\end{array}"
    kind, rows, aligns = math_nodes(to_mathml(latex, True))
    assert (kind, [len(row) for row in rows]) == ("table", [3, 3])
    assert aligns == ["right", "center", "left"]
    lines = math_nodes(to_mathml(r"\begin{eqnarray*}a&=&b\\c&=&d\end{eqnarray*}", True))
    assert [len(row) for row in lines[1]] == [2, 2]
