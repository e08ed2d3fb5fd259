"""Small notebooks, each of which shows one point: what must be read off its PDF, and what must not.

`SMALL` gives name -> (notebook, words that are in the PDF, words that are not, part of a warning).
"""

from __future__ import annotations

import nbformat.v4 as v4
from corpus_notebooks import SVG, b64, code, html, md, notebook, png, shown, stream

PNG = {"image/png": b64(png(120, 80))}
PIXEL = b64(png(4, 4))
ALT = {"image/png": {"alt": "柱"}}
VEGA = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
PLOTLY = '<div class="plotly-graph-div"></div><script>Plotly.newPlot("x", [])</script>'


def one(*cells, has=(), lacks=(), warns="", **metadata):
    made = notebook(*cells)
    made["metadata"].update(metadata)  # odd ones are no error of the corpus
    return made, tuple(has), tuple(lacks), warns


def text(source, **expected):
    return one(md("# 题\n\n" + source), **expected)


def raw(source):
    return v4.new_raw_cell(source)


def tagged(cell, *tags, **metadata):
    cell["metadata"] = {"tags": list(tags), **metadata}
    return cell


WIDE_SUM = "$$" + "+".join(f"x_{{{i}}}" for i in range(80)) + "$$"
TALL = "<table><tr><td>" + "很长的格。" * 900 + "末尾</td><td>乙</td></tr></table>"
SMALL = {
    # scripts: the characters stay what they are, whatever font draws them
    "traditional": text("機械學習與數據，體驗", has=["機械學習與數據，體驗"], lacks=["U+"]),
    "japanese": text("機械学習帳、カタカナ", has=["機械学習帳、カタカナ"], lacks=["U+"]),
    "korean": text("중간 평가 보고서", has=["중간평가보고서"], lacks=["U+"]),
    "vietnamese": text("Tiếng Việt: đế, ộ", has=["Tiếng", "ộ"], lacks=["U+"]),
    "blackboard": text("集合 𝔼 与 ℝ", has=["𝔼"], lacks=["U+"]),
    "emoji": text("完成 😀", has=["😀"], lacks=["U+"]),
    "radicals": text("\u2f08\u2f2f智能", has=["人工智能"]),
    "kangxi_door": text("\u2f3e籍", has=["户籍"]),
    # formulas
    "blanks": text("值 $ \\alpha $，中文，$ \\beta $结束", has=["，中文，", "结束"], lacks=["$"]),
    "over_lines": text("$x\n+ y = z$ 止", has=["止"], lacks=["$"]),
    "brackets": text("\\\\(a\\\\) 与 \\\\[ b = 1 \\\\]", lacks=["\\("]),
    "prices": text("从$5到$10元", has=["从$5到$10元"]),
    "words_in_formulas": text(
        r"$\textbf{粗} \textit{斜} \texttt{机} \mbox{盒}$", has=["粗", "斜", "机", "盒"]
    ),
    "substack": text(r"$$\sum_{\substack{i<n\\j>m}} a \matrix{p&q\cr r&s}$$", has=["𝑝", "𝑞"]),
    "eqnarray": text(r"\begin{eqnarray}a&=&b\\c&=&d\end{eqnarray}", has=["(1)", "(2)"]),
    "split": text(r"$$\begin{split}a&=b\\&=c\end{split}$$", has=["𝑐"]),
    "cancel_and_colour": text(r"$\cancel{x} \color{#c00}{y}$", has=["𝑥", "𝑦"]),
    "not_set": text(r"$\nosuchthing{x}$", has=[r"\nosuchthing{x}"], warns="公式无法排版"),
    "empty_formula": text("空 $$ $$ 与 ${}$ 与 $\\,$ 止", has=["止"]),
    "latex_before_png": one(
        md("# 题"), code(shown({"text/latex": "$x^2$", **PNG}, ALT)), has=["𝑥"]
    ),
    # nothing runs off the page or is lost
    "wide_formula": text(WIDE_SUM, has=["79"]),
    "tall_row": one(md("# 题"), code(html(TALL)), has=["末尾"]),
    "wide_text": one(md("# 题"), code(stream("列" + "x" * 118 + "末\n")), has=["x" * 118 + "末"]),
    # pictures
    "data_with_blank": text(
        f'<img src="data: image/png;base64,{PIXEL}" alt="点">', lacks=[PIXEL[:20]]
    ),
    "broken_payload": text(
        '<img src="data:image/png;base64,AAAA" alt="坏">', lacks=["AAAA"], warns="图片"
    ),
    "remote": text("![远](https://example.org/a.png)", has=["网络图片未取用"], warns="网络"),
    "inline_svg": one(md("# 题"), code(html(SVG.replace("<svg", "<svg aria-label='画'", 1)))),
    "drawing_in_a_line": text(f"前 {SVG} 后".replace("\n", ""), has=["前", "后"]),
    "video": text("<video src='a.mp4'></video> 后", has=["video"], warns="video"),
    "audio": text("<audio src='a.mp3'></audio> 后", has=["audio"], warns="audio"),
    # charts that only a browser draws
    "plotly": one(md("# 题"), code(html(PLOTLY)), has=["Plotly"], warns="Plotly"),
    "plotly_with_twin": one(
        md("# 题"),
        code(shown({"text/html": PLOTLY, **PNG}, ALT)),
        lacks=["只能在浏览器"],
    ),
    "altair": one(
        md("# 题"),
        code(shown({"application/vnd.vegalite.v5+json": VEGA, "text/plain": "alt.Chart(...)"})),
        lacks=["alt.Chart"],
    ),
    # what a notebook says of itself
    "title_once": one(md("# 甲的题"), md("正文"), has=["甲的题"]),
    "deep_is_no_title": one(md("## 深题\n\n文"), has=["深题"]),
    "front_matter": one(raw("---\ntitle: 前置\nauthor: 张三\n---"), md("文"), has=["前置", "张三"]),
    "quarto": one(
        md("# 题\n\n见@fig-a"),
        code(shown(PNG), source='#| label: fig-a\n#| fig-cap: "说明"\n#| fig-alt: "柱"\nx'),
        has=["图1", "说明"],
    ),
    "table_caption": one(
        md("# 题"),
        code(html("<table><tr><td>1</td></tr></table>"), source='#| tbl-cap: "收支"\nx'),
        has=["表1", "收支"],
    ),
    "hidden_output": one(md("# 题"), tagged(code(stream("密")), "hide-output"), lacks=["密"]),
    "hidden_cell": one(md("# 题"), tagged(code(stream("密")), "hide-cell"), lacks=["密"]),
    "folded": one(
        md("# 题"), tagged(code(stream("密")), jupyter={"outputs_hidden": True}), lacks=["密"]
    ),
    "stderr": one(md("# 题"), tagged(code(stream("密", "stderr")), "remove-stderr"), lacks=["密"]),
    "new_page": text("甲\n\n\\newpage\n\n乙", has=["甲", "乙"], lacks=["newpage"]),
    "note": text("> [!NOTE]\n> 注意此处", has=["说明", "注意此处"], lacks=["[!"]),
    "colon_box": text(":::{tip}\n省力\n:::", has=["提示", "省力"], lacks=[":::"]),
    "alert": text('<div class="alert alert-danger">险</div>', has=["注意", "险"]),
    "centred": text('<div align="center">\n\n居中\n\n</div>', has=["居中"]),
    "anchors": text('[去](#那里)\n\n<a id="那里"></a>\n\n到了', has=["去", "到了"]),
    "files": text("[数据](data/a.csv)", has=["数据"], lacks=["a.csv"]),
    "bars": one(
        md("# 题"),
        code(
            html(
                '<table><tr><td style="background: linear-gradient(90deg, #d65f5f 60%, '
                'transparent 60%)">42</td></tr></table>'
            )
        ),
        has=["42"],
    ),
    # odd metadata
    "number_as_title": one(md("文"), title=12, has=["12"]),
    "kernelspec_is_a_string": one(md("# 题\n\n文"), kernelspec="python3", has=["文"]),
    # bounds
    "many_lines": one(md("# 题"), code(stream("行\n" * 3000)), has=["略去"], warns="略去"),
    "deep_tags": one(md("# 题"), code(html("<div>" * 500 + "底" + "</div>" * 500)), has=["底"]),
}
