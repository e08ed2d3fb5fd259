"""The corpus of small notebooks: each point is shown by one, and each becomes a PDF that keeps UA."""

from __future__ import annotations

import pdf_tools
import pytest
from small_notebooks import SMALL

from taian_analysis.briefing.exporter import BriefingExporter


def test_there_are_more_than_forty():
    assert len(SMALL) >= 40


@pytest.mark.parametrize("name", SMALL)
def test_the_point_is_seen_in_print(name):
    nb, has, lacks, warns = SMALL[name]
    data, resources = BriefingExporter(require_run=False).from_notebook_node(nb)
    metadata = pdf_tools.reader(data).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1" in metadata and "<pdfaid:conformance>A" in metadata
    text = pdf_tools.squeezed(data)
    for words in has:
        assert words.replace(" ", "") in text
    for words in lacks:
        assert words.replace(" ", "") not in text
    warnings = " ".join(resources["briefing_warnings"])
    assert warns in warnings
    assert len(warnings) < 2000
