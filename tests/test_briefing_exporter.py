"""`jupyter nbconvert --to briefing` and `export_notebook`: settings, errors, whole files."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import numpy as np
import pdf_tools
import pytest
from corpus_notebooks import b64, code, html, md, notebook, png, shown

from taian_analysis.base.errors import BriefingError
from taian_analysis.briefing import export_notebook
from taian_analysis.briefing.exporter import (
    BriefingDocxExporter,
    BriefingExporter,
    BriefingHtmlExporter,
)

ROOT = Path(__file__).parents[1]


def exported(nb, **settings):
    return BriefingExporter(**settings).from_notebook_node(nb)[0]


def saved(folder, nb, name="简报.ipynb"):
    nb.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    nbformat.write(nb, folder / name)
    return folder / name


@contextlib.contextmanager
def inside(folder):
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def nbconvert(folder, *arguments):
    """Run the command in this process, as ``jupyter nbconvert --to briefing …`` does."""
    from nbconvert.nbconvertapp import NbConvertApp

    NbConvertApp.clear_instance()
    with inside(folder):
        app = NbConvertApp.instance()
        try:
            app.initialize(["--to", "briefing", *map(str, arguments)])
            app.start()
        finally:
            NbConvertApp.clear_instance()


def test_every_sentence_is_recovered_in_order():
    sentences = [f"第{i}句:泰安市城乡低保标准提高到每人每月{600 + i}元。" for i in range(60)]
    data = exported(notebook(md("# 题\n\n" + "\n\n".join(sentences))))
    lines = pdf_tools.text(data).splitlines()
    assert [line for line in lines if line.startswith("第") and "句" in line] == sentences


def test_page_count_numbers_and_bookmarks():
    parts = [md(f"## 第{i}部分\n\n" + "文字。" * 400 + "\n\n### 小节") for i in range(4)]
    data = exported(notebook(md("# 题"), *parts))
    pages = pdf_tools.reader(data).pages
    assert 3 <= len(pages) <= 5
    total = len(pages)
    assert all(f"第 {i} 页 共 {total} 页" in p.extract_text() for i, p in enumerate(pages, 1))
    assert pdf_tools.bookmarks(data)[:2] == [(1, "第0部分"), (2, "小节")]


def test_a_heading_is_never_left_alone_at_the_foot_of_a_page():
    for lines in range(28, 40):
        data = exported(
            notebook(
                md("# 题"),
                *[md("文字。") for _ in range(lines)],
                md("## 末节"),
                md("正文在后。" * 60),
            )
        )
        for page in pdf_tools.reader(data).pages:
            text = page.extract_text()
            assert ("末节" in text) == ("正文在后" in text) or "末节" not in text


def test_a_sentence_that_leads_into_a_table_goes_where_the_table_goes():
    rows = "\n".join(f"| 行{n} | {n} |" for n in range(6))
    table = f"| 指标 | 数值 |\n|---|---:|\n{rows}"
    moved = 0
    for filler in range(26, 38):
        lines = "\n\n".join(f"正文{n}" for n in range(filler))
        data = exported(notebook(md(f"{lines}\n\n## 小节标题\n\n引入表格的一句话。\n\n{table}")))
        pages = [page.extract_text() for page in pdf_tools.reader(data).pages]
        at = [
            next(k for k, t in enumerate(pages) if word in t)
            for word in ("小节标题", "引入表格", "指标")
        ]
        assert len(set(at)) == 1
        moved += at[0]
    assert moved > 0


def test_the_page_looks_as_it_should():
    """Ink in a coarse grid: title on top, table in the middle, the picture's block, footer."""
    table = html(
        "<table><tr><th>指标</th><th>值</th></tr>"
        + "<tr><td>低保</td><td>1</td></tr>" * 6
        + "</table>"
    )
    nb = notebook(
        md("# 中期评估简报\n\n" + "全市民政事业稳步推进。" * 12),
        code(table),
        code(shown({"image/png": b64(png(480, 200, (0, 0, 0)))}, {"alt": "黑块"})),
    )
    seen = pdf_tools.ink(exported(nb), 0, 12, 6)
    wanted = np.array(
        [
            [0, 0, 0, 0, 0, 0],
            [3, 9, 16, 17, 9, 2],  # title, red rule, first lines
            [1, 4, 8, 6, 4, 1],
            [0, 9, 15, 12, 10, 0],  # the table
            [0, 82, 100, 100, 83, 0],  # the black block
            [0, 82, 100, 100, 83, 0],
            [0, 2, 3, 3, 2, 0],
            *[[0, 0, 0, 0, 0, 0]] * 4,
            [0, 0, 0.5, 0.4, 0, 0],  # the page number
        ]
    )
    assert np.abs(seen - wanted).max() < 8
    assert np.abs(seen - wanted).mean() < 1


def test_source_date_epoch_makes_identical_files(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    nb = notebook(
        md("# 题\n\n$x^2$[^1]\n\n[^1]: 注"), code(shown({"image/png": b64(png())}, {"alt": "图"}))
    )
    for cls in (BriefingExporter, BriefingDocxExporter, BriefingHtmlExporter):
        one, two = (cls().from_notebook_node(nb)[0] for _ in range(2))
        assert one == two
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000001")
    assert exported(nb) != BriefingExporter(paper="a5").from_notebook_node(nb)[0]


def test_paper_toc_and_template(tmp_path):
    nb = notebook(md("# 题\n\n## 甲\n\n文字"))
    page = pdf_tools.reader(exported(nb, paper="a5")).pages[0]
    assert round(float(page.mediabox.width)) == 420
    assert "目录" in pdf_tools.text(exported(nb, toc=True))
    template = tmp_path / "我的.typ"
    template.write_text(
        "#let briefing(doc, style) = { set document(title: doc.title)\n"
        'set text(font: style.sans, lang: "zh")\n [自定模板:#doc.title] }',
        encoding="utf-8",
    )
    assert "自定模板:题" in pdf_tools.text(exported(nb, template=str(template)))


def test_a_notebook_that_was_not_run_is_refused_with_the_cell_number():
    nb = notebook(md("# x"), v4.new_code_cell("1 + 1"))
    with pytest.raises(BriefingError, match="cell 2 has neither") as caught:
        exported(nb)
    assert "第2个单元格" in caught.value.describe("zh")
    assert exported(nb, require_run=False)


def test_a_cell_that_was_not_run_is_warned_of():
    nb = notebook(md("# 题"), code(), v4.new_code_cell("later()"))
    _, resources = BriefingExporter().from_notebook_node(nb)
    assert resources["briefing_warnings"] == ["第3个单元格：代码没有运行过"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"font_paths": ["/no/such.ttf"]}, "no/such.ttf"),
        ({"fonts": ["没有的字体"]}, "没有的字体"),
        ({"template": "/no/such.typ"}, "no/such.typ"),
    ],
)
def test_missing_fonts_and_templates_are_named(settings, words):
    with pytest.raises(BriefingError, match=words):
        exported(notebook(md("# 题")), **settings)


def test_fonts_of_ones_own():
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    nb = notebook(md("# Words\n\nwords ☃"), lang="en")
    data = exported(nb, fonts=["dejavu sans"], font_paths=[str(folder)])
    assert any("DejaVuSans-Bold" in name for name in pdf_tools.fonts(data))
    assert not any("Taian" in name for name in pdf_tools.fonts(data))
    assert "words ☃" in pdf_tools.text(data)


def test_a_file_that_is_no_font_is_named(tmp_path):
    (tmp_path / "坏.ttf").write_bytes(b"no font")
    with pytest.raises(BriefingError, match=r"坏\.ttf"):
        exported(notebook(md("# 题")), font_paths=[str(tmp_path)])


@pytest.mark.parametrize(
    "content", ["", "hello", "{}", "[]", '{"cells": 3, "nbformat": 4}', "\x00"]
)
def test_what_is_no_notebook_is_refused(tmp_path, content):
    path = tmp_path / "不是.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BriefingError, match="not a Jupyter notebook"):
        export_notebook(path, execute=False)
    assert [p.name for p in tmp_path.iterdir()] == ["不是.ipynb"]


def test_pictures_beside_the_notebook_are_read_and_no_others(tmp_path):
    inside = tmp_path / "本"
    inside.mkdir()
    (inside / "图 一.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(png())
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    text = "# 题\n\n![内](图%20一.png)\n\n![外](../secret.png)\n\n![绕](link.png)"
    path = saved(inside, notebook(md(text)))
    data = export_notebook(path, execute=False).read_bytes()
    assert [tag.alt for tag in pdf_tools.tags(data).all("Figure")] == ["内"]
    squeezed = pdf_tools.squeezed(data)
    assert "../secret.png" in squeezed and "link.png" in squeezed


def test_run_with_parameters(tmp_path):
    cells = [
        md("# 题"),
        v4.new_code_cell("city = '泰安'\nyear: int = 2020", metadata={"tags": ["parameters"]}),
        v4.new_code_cell("print(city, year + 1)"),
    ]
    path = saved(tmp_path, notebook(*cells))
    before = path.read_bytes()
    steps = []
    out = export_notebook(
        path,
        parameters={"year": 2022},
        output=tmp_path / "新" / "出.pdf",
        progress=lambda done, total: steps.append((done, total)),
    )
    assert out == tmp_path / "新" / "出.pdf"
    assert "泰安 2023" in pdf_tools.text(out.read_bytes())
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert path.read_bytes() == before
    with pytest.raises(BriefingError, match="no parameter nobody"):
        export_notebook(path, parameters={"nobody": 1})


def test_a_failing_notebook_names_its_cell_and_leaves_nothing(tmp_path):
    path = saved(
        tmp_path, notebook(md("# 题"), v4.new_code_cell("x = 1"), v4.new_code_cell("1 / 0"))
    )
    with pytest.raises(BriefingError, match="cell 3 failed: ZeroDivisionError") as caught:
        export_notebook(path)
    assert "第3个单元格" in caught.value.describe("zh")
    assert [p.name for p in tmp_path.iterdir()] == ["简报.ipynb"]


def test_a_folder_that_can_not_be_written(tmp_path):
    path = saved(tmp_path, notebook(md("# 题")))
    (tmp_path / "file").write_text("x")
    with pytest.raises(BriefingError, match="can not be written"):
        export_notebook(path, execute=False, output=tmp_path / "file" / "出.pdf")
    (tmp_path / "dir.pdf").mkdir()
    with pytest.raises(BriefingError, match="can not be written"):
        export_notebook(path, execute=False, output=tmp_path / "dir.pdf")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dir.pdf", "file", "简报.ipynb"]


def test_unknown_format_and_missing_notebook(tmp_path):
    with pytest.raises(BriefingError, match="no such form"):
        export_notebook(tmp_path / "x.ipynb", format="odt")
    with pytest.raises(BriefingError, match="no such notebook"):
        export_notebook(tmp_path / "x.ipynb")


def test_the_command_takes_several_notebooks_and_its_own_flags(tmp_path, capfdbinary):
    saved(tmp_path, notebook(md("# 甲"), code(source="shown_code = 1")), "甲.ipynb")
    saved(tmp_path, notebook(md("# 乙")), "乙.ipynb")
    nbconvert(tmp_path, "甲.ipynb", "乙.ipynb", "--BriefingExporter.exclude_input=False")
    assert "shown_code = 1" in pdf_tools.text((tmp_path / "甲.pdf").read_bytes())
    assert "乙" in pdf_tools.text((tmp_path / "乙.pdf").read_bytes())
    nbconvert(tmp_path, "乙.ipynb", "--output", "丙")
    assert (tmp_path / "丙.pdf").is_file()
    nbconvert(tmp_path, "乙.ipynb", "--output-dir", "新")
    assert (tmp_path / "新" / "乙.pdf").is_file()
    capfdbinary.readouterr()
    nbconvert(tmp_path, "乙.ipynb", "--stdout")
    assert pdf_tools.text(capfdbinary.readouterr().out).startswith("乙")


def test_one_command_runs_two_notebooks(tmp_path):
    for name in ("甲", "乙"):
        saved(
            tmp_path, notebook(md(f"# {name}"), v4.new_code_cell("print(6 * 7)")), f"{name}.ipynb"
        )
    nbconvert(tmp_path, "--execute", "甲.ipynb", "乙.ipynb")
    for name in ("甲", "乙"):
        assert "42" in pdf_tools.text((tmp_path / f"{name}.pdf").read_bytes())


def test_the_command_ends_with_one_line_and_no_file(tmp_path):
    saved(tmp_path, notebook(md("# 题"), v4.new_code_cell("1 / 0")))
    command = [sys.executable, "-m", "nbconvert", "--to", "briefing", "--execute", "简报.ipynb"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
    lines = [line for line in done.stderr.decode().splitlines() if "ERROR" in line]
    assert done.returncode == 1
    assert len(lines) == 1
    assert "cell 2 failed" in lines[0] and "第2个单元格" in lines[0]
    assert "Traceback" not in done.stderr.decode()
    assert not (tmp_path / "简报.pdf").exists()


def test_help_lists_the_settings():
    from nbconvert.nbconvertapp import NbConvertApp

    shown_help = "\n".join(NbConvertApp().emit_help(classes=True))
    for setting in ("paper", "fonts", "font_paths", "template", "exclude_input", "lang", "toc"):
        assert f"--BriefingExporter.{setting}=" in shown_help
    assert "--BriefingDocxExporter.lang=" in shown_help
