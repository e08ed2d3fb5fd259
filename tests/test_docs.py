"""The documents that are made from the code are in step with it."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_data_dictionary_is_made_from_the_schema():
    made = runpy.run_path(str(ROOT / "tools" / "make_docs.py"))["text"]()
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == made
