"""The wheel, installed outside the checkout, has the package, the data and the command."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def clean_python(tmp_path_factory):
    """A virtual environment with the built wheel and the dependencies, without the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True, cwd=folder)
    wheel = next(folder.glob("*.whl"))
    venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = folder / "env" / scripts / ("python.exe" if os.name == "nt" else "python")
    query = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.check_output([python, "-I", "-c", query], text=True).strip())
    shutil.unpack_archive(wheel, site, "zip")  # as pip does; uv makes environments without it
    # A path in a .pth file adds the dependencies, but runs no .pth in there: no editable install.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def _run(python, code, cwd):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [python, "-c", code], cwd=cwd, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_wheel_gives_gaps_of_the_bundled_report_and_loads_no_plotting_library(
    clean_python, tmp_path
):
    code = (
        "import json, sys, taian_analysis as ta\n"
        "loaded = [m for m in ('matplotlib', 'seaborn', 'pandas', 'docx') if m in sys.modules]\n"
        "gaps, _ = ta.gap_to_target(), ta.audit()\n"
        "later = [m for m in ('matplotlib', 'seaborn', 'typst', 'nbconvert') if m in sys.modules]\n"
        "print(json.dumps([ta.__file__, len(gaps), int(gaps.met.sum()), loaded, later]))"
    )
    where, rows, met, loaded, later = json.loads(_run(clean_python, code, tmp_path))
    assert not Path(where).is_relative_to(ROOT)
    assert (rows, met) == (27, 24)
    assert loaded == [] and later == []


def test_wheel_has_catalog_fonts_notebooks_and_typing_marker(clean_python, tmp_path):
    code = (
        "from importlib.resources import files\n"
        "root = files('taian_analysis')\n"
        "for name in ('py.typed', 'base/catalog/units.toml', 'data/raw/taian-midterm-2023/names.toml', 'base/fonts/TaianSans-Regular.ttf',\n"
        "             'base/fonts/OFL.txt', 'data/notebooks/briefing.ipynb',\n"
        "             'data/raw/taian-midterm-2023/taian-midterm-2023.txt', 'data/processed/datapackage.json'):\n"
        "    assert root.joinpath(name).is_file(), name\n"
        "print('all there')"
    )
    assert _run(clean_python, code, tmp_path).strip() == "all there"
