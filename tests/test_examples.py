"""Every example runs as it stands and says something; so does the README's script."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import script

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
#: what each example must say, from the report
SAYS = {
    "quick_look.py": ["1783 of 2300", "111 of 120", "560 of 580"],
    "trace_a_number.py": ["'1.31'", "'1.54'", "'1.21'", "2023-S1"],
    "check_contradictions.py": ["49.9", "10980", "10772"],
    "open_sdg.py": ["ahead: 12 of 10", "due by now 14.7", "6 observations"],
    "own_annex.py": ["0.966667", "ahead", "met"],
    "draw_a_figure.py": ["131 million", "2021", "154 million", "2022"],
}


def test_every_example_has_its_expectation():
    assert {path.name for path in EXAMPLES} == set(SAYS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_runs(path, tmp_path):
    done = script(path, tmp_path)
    assert done.returncode == 0, done.stderr
    for text in SAYS[path.name]:
        assert text in done.stdout


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_script_of_the_readme_runs(name, tmp_path):
    code = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)[0]
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONIOENCODING="utf-8", MPLBACKEND="agg")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, text=True,
                          capture_output=True, encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("77.5%") == 1
