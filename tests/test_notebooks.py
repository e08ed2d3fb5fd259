"""The notebooks: thin, no outputs committed, run from a clean kernel, take any report."""

from __future__ import annotations

import io
import re
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pypdf
import pytest
from nbclient import NotebookClient

from taian_analysis.grammar.chars import unify

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NAMES = [
    "01_indicators", "02_trends", "03_gap_to_target", "04_audit", "05_compare", "06_your_report",
    "briefing",
]  # fmt: skip
OTHER = (
    "某市民政局\n2024年7月1日\n附件\n"
    "领域 | 主要指标 | 单位 | 2025年目标值 | 完成值 | 指标属性 |\n"
    "民生 | 甲类覆盖率 | % | 100 | 100 | 约束性 |\n"
    "乙类数量 | 个 | 50 | 40 | 预期性 | |\n"
)


def read(name):
    if name == "04_audit" and find_spec("taian_analysis.audit") is None:
        pytest.skip("the audit is not there yet")
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def run(name, lang="zh"):
    notebook = read(name)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += f"\nlang = {lang!r}"
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": FOLDER}}).execute()
    return notebook


@pytest.fixture(scope="module")
def executed():
    done = {}

    def get(name, lang="zh"):
        if (name, lang) not in done:
            done[name, lang] = run(name, lang)
        return done[name, lang]

    return get


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("name", NAMES)
def test_committed_clean_and_thin(name):
    notebook = read(name)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not outputs(notebook)
    assert all(cell.execution_count is None for cell in code)
    assert max(len(cell.source.splitlines()) for cell in code) <= 16
    assert all(re.fullmatch("[a-z-]+", cell.id) for cell in notebook.cells)
    tagged = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert {"source", "lang"} <= set(re.findall(r"^(\w+) =", tagged[0].source, re.MULTILINE))
    assert notebook.metadata["title"]
    assert notebook.metadata["lang"] == "zh"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_runs_from_a_clean_kernel_and_every_figure_has_alt_text(name, executed):
    notebook = executed(name)
    shown = outputs(notebook)
    assert shown
    assert not [output for output in shown if output.output_type == "error"]
    assert not [output for output in shown if output.get("name") == "stderr"]
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert pictures
    for output in pictures:
        assert len(output.metadata["image/png"]["alt"]) > 30
        assert ' alt="' in output.data["text/html"]


def test_prose_of_markdown_cells_has_no_number_typed_by_hand():
    for name in NAMES:
        for cell in nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells:
            if cell.cell_type == "markdown":
                assert not re.search(r"\d", cell.source), (name, cell.id)


@pytest.mark.parametrize("name", NAMES)
def test_takes_another_report(name, tmp_path):
    notebook = read(name)
    path = tmp_path / "next.txt"
    path.write_text(OTHER, encoding="utf-8")
    names = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, f"{name}:{cell.id}", "exec"), names)
            if "parameters" in cell.metadata.get("tags", []):
                names["source"] = path
    assert names["source"] == path


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_briefing_is_at_most_five_pages_with_the_unmet_on_the_first(lang, executed):
    from taian_analysis.briefing.exporter import BriefingExporter

    data, _ = BriefingExporter().from_notebook_node(executed("briefing", lang))
    document = pypdf.PdfReader(io.BytesIO(data))
    assert len(document.pages) <= 5
    first = "".join(document.pages[0].extract_text().split())
    wanted = (
        ("一、总体情况", "24项已达到2025年目标", "持证社会工作者", "福彩销售网点", "时序进度比")
        if lang == "zh"
        else ("Wheretheindicatorsstand", "24havereached", "Lotteryoutlets", "Neededayear")
    )
    assert [word for word in wanted if word not in first] == []
    # no heading is stranded: what is still to go begins with its first item, wherever it begins
    pages = ["".join(page.extract_text().split()) for page in document.pages[:2]]
    heading, item = (
        ("二、尚未达标", "持证社会工作者：") if lang == "zh" else ("2Whatisstilltogo", "•")
    )
    begins = next(page for page in pages if heading in page)
    assert item in begins.split(heading)[1]
    assert len(document.outline) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_of_a_notebook_is_read_back(name, executed):
    """The project's own PDFs: curves, shaded tables, two columns of charts; no word is lost."""
    import taian_analysis as ta
    from taian_analysis.briefing.exporter import BriefingExporter

    notebook = executed(name)
    data, _ = BriefingExporter().from_notebook_node(notebook)
    report = ta.read_report(data)
    assert report.meta["pages"] == len(pypdf.PdfReader(io.BytesIO(data)).pages)
    text = "".join(report.text.split())
    sources = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    headings = re.findall(r"^#+\s+(.+)$", sources, re.M)
    plain = ["".join(re.sub(r"[*_`{}#]", "", heading).split()) for heading in headings]
    assert [heading for heading in plain if unify(heading) not in text] == []
    if name == "01_indicators":
        names = ["".join(indicator.split()) for indicator in ta.load_indicators()["indicator"]]
        assert [indicator for indicator in names if indicator not in text] == []
