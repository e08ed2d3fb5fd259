"""The whole bundled report in every form: the same figures, the same claims, the same 162 cells."""

from functools import lru_cache

import annex_forms as forms
import pytest
import whole_forms as whole

import taian_analysis as ta
from taian_analysis.products.check import check_report

FIGURES = ["text", "value", "low", "high", "unit", "qualifier", "subject", "measure", "class"]
FIGURES += ["region", "period", "role", "sign"]
CLAIMS = ["claim", "kind", "stated", "computed", "tolerance", "verdict"]
CELLS = ["area", "indicator", "unit", "target_text", "actual_text", "attribute"]


def rows(frame, columns):
    """The rows of a frame, blanks aside: a form may break a line within a name."""
    texts = frame[columns].astype("string").fillna("").to_numpy().tolist()
    return sorted(["".join(cell.split()) for cell in row] for row in texts)


def read(source):
    report = ta.read_report(source)
    return (
        rows(ta.facts(report), FIGURES),
        rows(ta.audit(report), CLAIMS),
        rows(ta.load_indicators(report), CELLS),
        verdict(report),
    )


def verdict(report):
    """What `taian check` says of a document, whatever its form."""
    found = check_report(report)
    return {
        "issuer": found.issuer,
        "date": found.date,
        "indicators": found.indicators,
        "met": found.met,
        "not met": found.not_met,
        "uncertain": found.uncertain,
        "not understood": [item.text for item in found.rejections],
        "not placed": found.left,
        "exit code": found.exit_code,
    }


@lru_cache(maxsize=1)
def wanted():
    return read(whole.text())


def source_of(form, folder):
    """The report in a form: made now, or a kept file under the name it arrives with."""
    if form in whole.MADE:
        return whole.MADE[form]()
    kept = next(name for name, names in whole.KEPT.items() if form in names)
    path = folder / f"report.{form.split()[-1]}"
    path.write_bytes((whole.FILES / kept).read_bytes())
    return path


FORMS = [*whole.MADE, *(name for names in whole.KEPT.values() for name in names)]


@pytest.mark.parametrize("form", [form for form in FORMS if form != "text"])
def test_figures_claims_and_cells_are_those_of_the_text(form, tmp_path):
    if form == "rtf":
        pytest.importorskip("striprtf", reason="striprtf is not installed")
    if form in ("doc", "wps"):
        pytest.importorskip("doc2docx", reason="msdoc2docx is not installed")
    if form in ("xls", "et", "xlsb"):
        pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    figures, claims, cells, said = read(source_of(form, tmp_path))
    assert said == wanted()[3]  # the title apart: of the text, the catalog knows another
    assert cells == wanted()[2]
    assert claims == wanted()[1]
    assert figures == wanted()[0]


def test_the_text_itself_gives_the_known_cells():
    figures, claims, cells, said = wanted()
    assert said["exit code"] == 0 and (said["indicators"], said["met"]) == (27, 24)
    assert cells == sorted(
        ["".join(cell.split()) if cell != "-" else "" for cell in row] for row in forms.ROWS
    )
    assert len(figures) > 200 and sum(row[-1] == "fails" for row in claims) == 8
