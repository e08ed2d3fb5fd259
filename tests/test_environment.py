"""`environment.yml` can not be created in CI; what can be known of it without conda is tested."""

import ast
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
#: PyPI name -> conda-forge name, where they differ (looked up on anaconda.org/conda-forge).
CONDA_NAMES = {"typst": "typst-py", "duckdb": "python-duckdb"}
#: What is known to be on conda-forge under this very name.
CONDA_FORGE = {
    *("pandas", "numpy", "pandera", "lxml", "python-docx", "openpyxl", "pdfplumber"),
    *(
        "matplotlib",
        "seaborn",
        "typer",
        "rich",
        "jinja2",
        "nbconvert",
        "nbclient",
        "nbformat",
        "ipykernel",
    ),
    *("mistune", "typst-py", "jupyterlab", "ipywidgets", "python", "pip"),
    *("pdfminer.six", "python-calamine", "pillow", "traitlets"),
    *("jupyter_client", "python-duckdb", "pypdfium2", "tinycss2", "cssselect2"),
    *("ipython",),
}


@cache
def _pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _environment() -> dict:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def test_environment_agrees_with_pyproject():
    project = _pyproject()
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["briefing"], *extras["lab"], *extras["corpus"]]
    names = {CONDA_NAMES.get(s.split(">=")[0], s.split(">=")[0]): s.split(">=")[1] for s in wanted}
    conda = [entry for entry in _environment()["dependencies"] if isinstance(entry, str)]
    pinned = dict(entry.split(">=") for entry in conda if ">=" in entry)
    assert pinned.pop("python") == project["requires-python"].removeprefix(">=")
    pip = next(e["pip"] for e in _environment()["dependencies"] if isinstance(e, dict))
    pinned |= dict(entry.split(">=") for entry in pip if ">=" in entry)
    assert pinned == names


def test_environment_names_conda_forge_packages_only():
    environment = _environment()
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    names = {e.split(">=")[0] for e in environment["dependencies"] if isinstance(e, str)}
    assert names <= CONDA_FORGE
    assert {
        "pip": ["math-core>=0.9", "msdoc2docx>=0.30", "striprtf>=0.0.29", "-e ."]
    } in environment["dependencies"]


def test_lock_file_pins_every_dependency_and_names_no_registry():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {line.split("==")[0] for line in lock.splitlines() if "==" in line and line[0] != " "}
    project = _pyproject()
    extras = project["optional-dependencies"]
    specs = [*project["dependencies"], *extras["briefing"], *extras["lab"], *extras["dev"]]
    names = {
        s.split(">=")[0].lower().replace("_", "-").replace(".", "-") for s in specs if ">=" in s
    }
    assert names <= pinned
    assert "://" not in lock


FILES = sorted((ROOT / "taian_analysis").rglob("*.py"))
#: import name -> PyPI name, where they differ
IMPORTED_AS = {
    "PIL": "pillow",
    "IPython": "ipython",
    "cv2": "opencv-python-headless",
    "doc2docx": "msdoc2docx",
    "docx": "python-docx",
    "math_core": "math-core",
    "pdfminer": "pdfminer.six",
    "python_calamine": "python-calamine",
    "vl_convert": "vl-convert-python",
}
#: what of the extras a part of the package may ask for; the rest of it has the core alone
ASKS_FOR = {
    "briefing": ("briefing", "vega"),
    "products/corpus": ("corpus", "cluster"),
    "products/lab": ("briefing", "lab"),
    "products/writer": ("briefing",),
    "readers/ocr_picture": ("ocr",),
    "readers/ocr_words": ("ocr",),
    "readers/scan": ("ocr",),
    "show/whatif_widgets": ("lab",),
}


def _names(specs: list[str]) -> set[str]:
    return {spec.split(">=")[0] for spec in specs if ">=" in spec}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"taian_analysis"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_file_imports_is_declared_for_it(path):
    project = _pyproject()
    place = path.relative_to(ROOT / "taian_analysis").with_suffix("").as_posix()
    allowed = _names(project["dependencies"])
    for part, extras in ASKS_FOR.items():
        if place.startswith(part):
            allowed |= _names([s for e in extras for s in project["optional-dependencies"][e]])
    assert {IMPORTED_AS.get(name, name) for name in _imports(path)} <= allowed


@pytest.mark.parametrize(
    ("others", "used"),
    [
        ("", ""),
        # what others do to the filters when they are imported is theirs
        ("numpy, pandas, pandera.pandas", "ta.load_indicators(); ta.load_trends(); ta.audit()"),
    ],
    ids=["imported", "used"],
)
def test_it_leaves_the_filters_of_warnings_alone(others, used):
    code = "\n".join(
        (
            f"import {others}" if others else "",
            "import warnings; before = list(warnings.filters)",
            "import taian_analysis as ta; ta.parse_quantity('60%')",
            used,
            "assert warnings.filters == before, set(warnings.filters) ^ set(before)",
        )
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:]
