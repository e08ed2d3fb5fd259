"""Unlike notebooks, built in code so that no outputs are stored: what the exporter must survive.

`corpus()` gives name -> notebook; every one of them must become a PDF, a .docx and an HTML file.
"""

from __future__ import annotations

import base64
import io
import struct
import zlib

import nbformat.v4 as v4

HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": *',
    '#eval("1+1") ] #[x] $ y $ *a* _b_ `c` <d> @e ~ \\ // /* \' " --- ...',
    '")#read("template.typ")("',
    "= 不是标题 \\u{41} #let x = 1",
)


def md(text, **attachments):
    cell = v4.new_markdown_cell(text)
    if attachments:
        cell["attachments"] = attachments
    return cell


def code(*outputs, source="run()", tags=(), count=1):
    return v4.new_code_cell(
        source, execution_count=count, outputs=list(outputs), metadata={"tags": list(tags)}
    )


def shown(data, metadata=None):
    return v4.new_output("display_data", data=data, metadata=metadata or {})


def html(text, plain="x"):
    return shown({"text/html": text, "text/plain": plain})


def stream(text, name="stdout"):
    return v4.new_output("stream", name=name, text=text)


def notebook(*cells, **metadata):
    return v4.new_notebook(cells=list(cells), metadata=metadata)


def png(width=60, height=40, color=(30, 90, 160)) -> bytes:
    """A small PNG, made by hand."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes(color) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def jpeg() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (80, 50), (160, 60, 30)).save(out, "JPEG")
    return out.getvalue()


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80" viewBox="0 0 200 80">'
    '<script>alert(1)</script><rect width="200" height="80" fill="#eef"/>'
    '<image href="file:///etc/passwd" width="5" height="5"/>'
    '<text x="10" y="40" font-size="16">泰安 SVG</text></svg>'
)


def prose():
    text = """# 泰安市民政事业发展“十四五”规划中期评估

**粗体**、*强调*、~~删除~~、`code 代码`、[链接](https://example.org/a?b=1&c=2)、
<span style="color:red">红字</span>、H<sub>2</sub>O 与 m<sup>2</sup>。

## 一、总体情况

- 甲
  - 乙
    1. 丙
    2. 丁
- [x] 已完成
- [ ] 未完成

3. 从三开始
4. 接着四

> 引用 **里** 的话
>
> 第二段

脚注在这里[^a],再引一次[^a],还有一处[^乙]。

[^a]: 脚注**甲**的内容。
[^乙]: 脚注乙。

---

术语
: 定义

跳到[总体情况](#一、总体情况),或[不存在](#nowhere)。
中文换行
不加空格;latin words
keep one space.

#### 跳级标题

```python
def f(x):
    return x  # 注释 #read("x")
```

    缩进代码
"""
    return notebook(md(text), authors=[{"name": "张三"}, {"name": "李四"}], date="2023-07-11")


def markdown_table():
    return notebook(
        md(
            "# 表\n\n| 指标 | 数值 | 说明 |\n|:--|--:|:-:|\n| 低保 \\| 标准 | 1,234.5 | **高** |\n"
            "| `x` | -3 | $x^2$ |\n| 空 |  | [链](https://example.org) |\n"
        )
    )


def maths():
    text = r"""# 公式
行内 $x_i^2+\frac{a}{b}$ 与 $\text{完成率}=\frac{v}{T}\times 100\%$,价格 $5 和 $6 不是公式。

$$\sum_{i=1}^{n} x_i = \int_0^\infty e^{-x}\,dx$$

\begin{align}
a &= b + c \\
d &= \sqrt[3]{e}
\end{align}

$$f(x)=\begin{cases}1 & x>0\\0 & \text{否则}\end{cases}\quad\begin{pmatrix}1&2\\3&4\end{pmatrix}$$

$$\hat{x}\,\overline{y}\,\vec{v}\,\left(\frac12\right)\binom{n}{k}\lim_{x\to 0}\underbrace{a+b}_{n}\mathbb{R}\mathcal{L}\operatorname{sgn}$$

不认识的命令 $\foo{x}$ 与没写完的 $$\frac{a$$
"""
    return notebook(md(text), code(shown({"text/latex": r"$\displaystyle \frac{1}{2}$"})))


def dataframes():
    import numpy as np
    import pandas as pd

    plain = pd.DataFrame(
        {"指标": ["甲", "乙", None], "值": [1.5, float("nan"), -3], "时间": pd.NaT, "n": [1, 2, 3]}
    )
    index = pd.MultiIndex.from_product([["城市", "农村"], [2021, 2022]], names=["地区", "年"])
    columns = pd.MultiIndex.from_product([["支出", "收入"], ["一", "二"]])
    multi = pd.DataFrame(np.arange(16).reshape(4, 4) / 4, index=index, columns=columns)
    style = multi.style.background_gradient().set_caption("样式表").format("{:.1f}")
    style = style.set_properties(subset=style.columns[:1], **{"font-weight": "bold"})
    long = pd.DataFrame({"说明": ["很长的说明" * 40], "代码": ["x" * 120]})
    return notebook(
        md("# 数据框"),
        code(html(plain.to_html()), html(multi.to_html())),
        code(html(style.to_html(uuid="a1")), html(long.to_html())),
    )


def long_table():
    import pandas as pd

    frame = pd.DataFrame({"序号": range(150), "指标": [f"指标{i}" for i in range(150)], "值": 1.25})
    return notebook(md("# 长表"), code(html(frame.to_html(max_rows=None, index=False))))


def wide_tables():
    import pandas as pd

    fitted = pd.DataFrame({f"指标名称{i}": ["数值说明文字"] for i in range(11)})
    turned = pd.DataFrame({f"转页列{i:02d}": [12345678.25] for i in range(12)})
    split = pd.DataFrame([[123456.789012] * 40], columns=[f"column_{i:02d}" for i in range(40)])
    return notebook(
        md("# 宽表"),
        code(html(fitted.to_html()), html(turned.to_html()), html(split.to_html(max_cols=None))),
    )


def great_table():
    import pandas as pd
    from great_tables import GT
    from great_tables import md as gt_md

    frame = pd.DataFrame({"g": ["一", "一", "二"], "n": ["甲", "乙", "丙"], "v": [1.5, 22, 333]})
    table = (
        GT(frame, rowname_col="n", groupname_col="g")
        .tab_header(title="好表", subtitle="副题")
        .fmt_number("v", decimals=1)
        .tab_source_note(gt_md("来源:*年报*"))
        .tab_spanner("组", ["v"])
    )
    return notebook(md("# GT"), code(html(table.as_raw_html())))


def odd_html():
    return notebook(
        md(
            '# HTML\n\n<div align="center"><b>中</b><br>间</div>\n\n<details><summary>展开</summary>里面</details>'
        ),
        code(
            html(
                "<table><tr><td rowspan=9>a</td><td colspan=0>b</td></tr><tr><td>c<td>d<td>e</table>"
            ),
            html(
                "<p>没关<b>的<i>标签</p><ul><li>一<li>二<ol start=4><li>三</ol></ul><h5>小标题</h5>"
            ),
            html("<script>document.write('x')</script><style>p{color:red}</style>", "纯文本"),
            html('<iframe src="https://example.org/x"></iframe>', ""),
            html("<pre>a  b\n<span style='color:#f00'>红</span></pre><hr><dl><dt>t<dd>d</dl>"),
            html("<table></table><table><tr></tr></table><!-- nothing -->", "空表"),
            html(
                "<p hidden style='display:none'>看不见</p>" + "<div>" * 300 + "深" + "</div>" * 300
            ),
            html("<input type=checkbox checked> <select><option>一</select><button>按</button>"),
            html(
                f'<figure><img alt="替代" src="data:image/png;base64,{b64(png(300, 100))}"><figcaption>图题</figcaption></figure>'
            ),
        ),
    )


def pictures():
    return notebook(
        md(
            "# 图\n\n![附件](attachment:a.png)\n\n![](attachment:none.png)",
            **{"a.png": {"image/png": b64(png())}},
        ),
        md(
            "![远](https://example.org/x.png) ![外](../secret.png) ![绝](/etc/passwd) ![无](no.png)"
        ),
        code(
            shown(
                {"image/png": b64(png(400, 300)), "text/plain": "<Figure>"},
                {"image/png": {"alt": "柱状图:甲三乙五"}},
            ),
            shown({"image/jpeg": b64(jpeg())}, {"alt": "照片", "caption": "图题"}),
            shown(
                {"image/svg+xml": SVG, "text/plain": "<SVG>"}, {"image/svg+xml": {"alt": "矢量图"}}
            ),
            shown({"image/png": b64(png(20, 2000))}),
            shown({"image/png": b64(png())[:80]}, {"alt": "坏图"}),
            shown({"image/png": b64(png(50, 50)[:-60] + b"IEND\xaeB`\x82")}, {"alt": "坏数据"}),
            shown({"image/svg+xml": "<svg><nonsense"}, {"alt": "坏矢量"}),
            shown({"image/png": "不是base64!!"}),
        ),
    )


def terminal():
    trace = [
        "\x1b[0;31m" + "-" * 75 + "\x1b[0m",
        "\x1b[0;31mValueError\x1b[0m          Traceback (most recent call last)",
        "\x1b[1;32m----> 1\x1b[0m \x1b[38;5;28mint\x1b[39m(\x1b[38;2;200;0;0m'甲'\x1b[0m)",
        "\x1b[48;5;1m底色\x1b[0m \x1b[4m下划线\x1b[24m \x1b[999m \x1b[",
    ]
    return notebook(
        md("# 终端"),
        code(
            stream("第一行\n10%\r50%\r100%\n\ttab\x07\n" + "x" * 300 + "\n"),
            stream("警告: 小心\n", "stderr"),
            stream("再来一行\n", "stderr"),
            v4.new_output("error", ename="ValueError", evalue="'甲'", traceback=trace),
        ),
    )


def many_outputs():
    widget = {
        "application/vnd.jupyter.widget-view+json": {"model_id": "a"},
        "text/plain": "IntSlider(value=3)",
    }
    return notebook(
        md("# 输出"),
        code(
            shown({"text/plain": "array([1, 2])"}),
            shown({"text/markdown": "## 输出里的标题\n\n- 甲"}),
            shown({"application/json": {"a": [1, "二"]}}),
            shown({"application/vnd.nobody.knows+json": {"x": 1}}),
            shown({"application/pdf": "JVBERi0="}),
            shown(
                {
                    "application/javascript": "alert(1)",
                    "text/plain": "<IPython.core.display.Javascript object>",
                }
            ),
            shown(widget),
            shown({"application/vnd.jupyter.widget-view+json": {"model_id": "b"}}),
            shown({"text/latex": "\\begin{tabular}{l}a\\end{tabular}"}),
            shown({}),
            shown({"text/plain": ""}),
        ),
    )


def characters():
    return notebook(
        md(
            "# 字符 😀\n\n😀👍🏽 é é ﬁ ① ㎡ ℃ ½ → ≥ ± “引” 「」 ︰ 镕喆堃 𠮷 한국어 العربية ไทย \u200b\u200d\ufeff\ufe0f"
            "\u2028\x07 \x00 Ⅲ ☑ ✓ ⚠ \ue000 \U0010ffff\n\n`代码 😀 → 中`"
        ),
        code(stream("😀 ░▒▓ ┌─┐ \x1b[31m红\x1b[0m \ufffd")),
    )


def hostile():
    cells = [
        md(
            "# "
            + HOSTILE[0]
            + "\n\n"
            + "\n\n".join(HOSTILE)
            + "\n\n| a |\n|--|\n| "
            + HOSTILE[0]
            + " |\n"
        )
    ]
    for text in HOSTILE:
        escaped = text.replace("<", "&lt;")
        cells.append(
            code(
                stream(text + "\n"),
                html(
                    f"<table><caption>{escaped}</caption><tr><th>{escaped}</th></tr><tr><td>{escaped}</td></tr></table>"
                ),
                shown({"image/png": b64(png())}, {"alt": text, "caption": text}),
                shown({"text/latex": f"$\\text{{{text}}}$"}),
                shown({"text/plain": text}),
                source=text,
            )
        )
    return notebook(*cells, title=HOSTILE[0], authors=[{"name": HOSTILE[3]}])


def english():
    text = '# A short report\n\n*Emphasis* and "quotes" -- with `code`. Words wrap here.\n\n## Part\n\ntext'
    return notebook(md(text), code(stream("done\n")), lang="en", authors=["A. Author"])


def tagged():
    return notebook(
        md("# 标签"),
        code(stream("看得见的输出\n"), source="visible_code = 1"),
        code(stream("SECRETCELL\n"), source="secret_cell = 1", tags=["remove_cell"]),
        code(stream("输出留下\n"), source="secret_input = 1", tags=["remove_input"]),
        code(stream("SECRETOUT\n"), source="kept_code = 1", tags=["remove_output"]),
        v4.new_raw_cell("原样 raw <b>text</b>"),
        v4.new_raw_cell("<b>html raw</b>", metadata={"raw_mimetype": "text/html"}),
    )


def computed_front():
    facts = {
        "title": "算出的标题",
        "date": "2023-07-11",
        "source": "泰安市民政局",
        "authors": ["民政局"],
    }
    return notebook(
        code(shown({"application/vnd.taian.briefing+json": facts, "text/plain": "x"})),
        md("## 一、甲\n\n文字\n\n## 二、乙\n\n文字"),
        title="metadata 的标题",
        briefing={"subtitle": "副标题", "en": {"title": "English title"}},
    )


def empty():
    return notebook()


def corpus():
    """Return every notebook of the corpus by name."""
    makers = (
        *(prose, markdown_table, maths, dataframes, long_table, wide_tables, great_table),
        *(odd_html, pictures, terminal, many_outputs, characters, hostile, english, tagged),
        *(computed_front, empty),
    )
    return {make.__name__: make() for make in makers}
