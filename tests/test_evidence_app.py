"""The checker in a browser: the path it needs is free of compiled packages, and the folder works."""

from __future__ import annotations

import functools
import http.server
import json
import subprocess
import sys
import threading
import zipfile

import browser
import pytest

from taian_analysis.base.errors import BriefingError
from taian_analysis.products.evidence_app import RUNTIME, build_app, find_pyodide, from_bytes

HEAVY = ("pandas", "numpy", "lxml", "matplotlib", "pandera", "pdfplumber", "scipy", "PIL")
REPORT = "全市共有5个县,其中甲类2个、乙类2个、丙类2个。\n"


def test_reading_narrative_and_audit_need_no_compiled_package():
    """Every one of them is made impossible to import; the bundled report is read and judged."""
    code = f"""
import sys
for name in {HEAVY!r}:
    sys.modules[name] = None
import taian_analysis as ta
page = ta.evidence()
assert page.html
print(page.data["counts"]["claims"]["fails"], len(page.data["indicators"]))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout.split() == ["8", "27"], ran.stderr


def test_the_audit_imports_neither_pandas_nor_numpy():
    code = (
        "import sys, taian_analysis as ta\n"
        "from taian_analysis.audit import check\n"
        "check()\n"
        "print([m for m in ('pandas', 'numpy') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout.strip() == "[]", ran.stderr


def test_bytes_become_a_page_or_a_reason():
    made = json.loads(from_bytes("报告.txt", REPORT.encode()))
    assert "2 + 2 + 2 = 6" in made["html"]
    refused = json.loads(from_bytes("报告.txt", b""))
    assert list(refused) == ["error"] and "/" not in refused["error"]


def test_a_form_that_needs_more_is_named_as_such():
    code = (
        "import sys; sys.modules['lxml'] = None\n"
        "from taian_analysis.products.evidence_app import from_bytes\n"
        "print(from_bytes('a.docx', sys.stdin.buffer.read(), 'en'))"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=_docx(), capture_output=True)
    assert "lxml is missing" in json.loads(ran.stdout)["error"]


@pytest.fixture
def runtime(tmp_path):
    folder = tmp_path / "npm"
    folder.mkdir()
    for name in RUNTIME:
        (folder / name).write_bytes(b"")
    return folder


def test_the_folder_holds_all_it_needs_and_no_font(tmp_path, runtime):
    start = build_app(tmp_path / "app", runtime)
    assert {p.name for p in start.parent.iterdir()} == {"index.html", "app.js", "worker.mjs", "pyodide", "taian_analysis.zip"}  # fmt: skip
    names = zipfile.ZipFile(start.parent / "taian_analysis.zip").namelist()
    assert "taian_analysis/products/evidence_page/main.js" in names
    assert any(name.endswith("series.toml") and "data/raw" in name for name in names)
    assert not [name for name in names if name.endswith(".ttf")]
    assert "__" not in start.read_text(encoding="utf-8")


def test_without_pyodide_it_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.delenv("PYODIDE", raising=False)
    with pytest.raises(BriefingError, match="npm install pyodide"):
        find_pyodide(tmp_path)


@pytest.mark.browser
@pytest.mark.slow
def test_a_file_dropped_into_the_page_is_checked_there(tmp_path):
    try:
        start = build_app(tmp_path / "app", lang="zh")
    except BriefingError:
        pytest.skip("no Pyodide here (npm install pyodide, or set PYODIDE to its folder)")
    report = tmp_path / "报告.txt"
    report.write_text(REPORT, encoding="utf-8")
    handler = functools.partial(_Quiet, directory=str(start.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with browser.chromium() as chromium:
            tab = chromium.new_page()
            asked = []
            tab.on("request", lambda request: asked.append(request))
            tab.goto(f"http://127.0.0.1:{server.server_port}/index.html")
            tab.locator("html[data-ready]").wait_for(timeout=60_000)
            asked.clear()
            tab.set_input_files("#file", report)
            frame = tab.frame_locator("#page")
            frame.locator("html[data-ready]").wait_for(timeout=60_000)
            frame.locator("mark.fails").first.click()
            assert "2 + 2 + 2 = 6" in frame.locator("#card").inner_text()
            assert all(request.url.startswith("blob:") for request in asked)  # nothing is uploaded
            assert tab.locator("#save").get_attribute("download") == "报告-evidence.html"
            other = tmp_path / "报告.docx"
            other.write_bytes(_docx())
            tab.reload()
            tab.locator("html[data-ready]").wait_for(timeout=60_000)
            tab.set_input_files("#file", other)
            tab.locator("#state", has_text="txt").wait_for(timeout=60_000)
    finally:
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def _docx() -> bytes:
    import io

    import docx

    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph(REPORT)
    document.save(target)
    return target.getvalue()
