"""A headless Chromium for the tests that need one; they skip, with the reason, where there is none."""

from __future__ import annotations

import contextlib
import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str:
    """The browser's path; skips the test where there is none."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    asked = os.environ.get("CHROMIUM", "")
    found = next((path for name in (asked, *NAMES) if name and (path := shutil.which(name))), "")
    if not found:
        pytest.skip("no Chromium on this machine (set CHROMIUM to its path)")
    return found


@contextlib.contextmanager
def chromium():
    """A running browser."""
    from playwright.sync_api import sync_playwright

    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
