"""`environment.yml` can not be created in CI; what can be known of it without conda is tested."""

import tomllib
from pathlib import Path

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
    *("jupyter_client", "python-duckdb"),
}


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
