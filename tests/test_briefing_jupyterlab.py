"""In a real JupyterLab: File → Save and Export Notebook As → Briefing gives a tagged Chinese PDF."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import browser
import nbformat
import pdf_tools
import pytest
from corpus_notebooks import code, md, notebook, stream

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[1]


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextlib.contextmanager
def lab(folder: Path):
    """A running JupyterLab on `folder`; gives its address with the token."""
    pytest.importorskip("jupyterlab", reason="JupyterLab is not installed")
    port, token = _free_port(), secrets.token_hex(8)
    home = folder / ".home"
    environment = os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"),
    ]
    log = (folder / "lab.log").open("w")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/api?token={token}", timeout=2).close()
                break
            assert server.poll() is None, (folder / "lab.log").read_text()
            time.sleep(0.25)
        else:
            pytest.fail("JupyterLab did not start: " + (folder / "lab.log").read_text()[-2000:])
        yield address, token
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _export_entry(page):
    """Open the export menu, which JupyterLab fills a while after it has started."""
    entry = page.locator(".lm-Menu-itemLabel", has_text="Briefing").first
    for _ in range(30):
        page.locator(".lm-MenuBar-itemLabel", has_text="File").first.click()
        page.locator(".lm-Menu-itemLabel", has_text="Save and Export Notebook As").hover()
        page.keyboard.press("ArrowRight")
        with contextlib.suppress(Exception):
            entry.wait_for(timeout=1500)
            return entry
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    return entry


def test_the_export_menu_makes_the_pdf(tmp_path):
    browser.executable()
    nb = notebook(md("# 泰安简报\n\n全市低保标准"), code(stream("已运行\n")))
    nb.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    nbformat.write(nb, tmp_path / "简报.ipynb")
    with lab(tmp_path) as (address, token), browser.chromium() as chromium:
        page = chromium.new_page(accept_downloads=True)
        page.goto(f"{address}/lab/tree/简报.ipynb?token={token}&reset", timeout=90_000)
        page.locator(".jp-NotebookPanel .jp-MarkdownOutput h1").first.wait_for(timeout=90_000)
        entry = _export_entry(page)
        assert entry.inner_text().strip() == "Briefing"
        with page.expect_download(timeout=60_000) as waiting:
            entry.click()
        download = waiting.value
        assert download.suggested_filename == "简报.pdf"
        data = Path(download.path()).read_bytes()
    assert "全市低保标准" in pdf_tools.text(data)
    assert "已运行" in pdf_tools.text(data)
    assert pdf_tools.tags(data).all("Title")
