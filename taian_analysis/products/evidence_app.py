"""The checker in a browser: a static folder where one drops a report and gets the evidence page.

Python runs in the page (Pyodide, the npm package ``pyodide``); nothing is sent anywhere. Reading,
narrative and audit need neither pandas nor numpy, so that Pyodide's core is enough; gaps and series
are left out, and so are the forms whose readers need more than Python itself.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

from ..base import catalog
from ..base.dossiers import raw_folder
from ..base.errors import BriefingError, TaianError
from ..base.files import own_folder, scratch
from ..base.phrases import say
from .evidence import evidence, page_part

#: What is taken of the npm package.
RUNTIME = (
    "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json",
)  # fmt: skip
ROOMS = (
    "base", "grammar", "readers", "cleaning", "narrative", "trends", "gaps", "audit", "products",
)  # fmt: skip
#: Pure Python that goes along, licences too: what reads .xlsx.
ALONG = ("openpyxl", "et-xmlfile")
_LEFT_OUT = (".ttf", ".otf", ".pyc")


def from_bytes(name: str, data: bytes, lang: str = "zh") -> str:
    """Return, as JSON, the evidence page of a file's bytes, or why it could not be made.

    Examples
    --------
    >>> sorted(json.loads(from_bytes("report.txt", "全市有5个县。".encode())))
    ['html']
    """
    try:
        with scratch() as folder:
            path = folder / Path(name).name
            path.write_bytes(bytes(data))
            return json.dumps({"html": evidence(path, lang=lang).html})
    except (TaianError, ImportError) as error:
        lacks = _lacking(error)
        if lacks is not None:
            return json.dumps({"error": say("evidence_app.needs_more", lang, module=lacks)})
        error.file = Path(name).name  # type: ignore[union-attr]
        return json.dumps({"error": error.describe(lang)})  # type: ignore[union-attr]


def _lacking(error: BaseException | None) -> str | None:
    """Return the package whose absence is behind an error; a reader may call the file damaged."""
    while error is not None:
        if isinstance(error, ImportError):
            return str(error.name).partition(".")[0]
        error = error.__cause__ or error.__context__
    return None


def build_app(folder: str | Path, pyodide: str | Path | None = None, *, lang: str = "zh") -> Path:
    """Write the static folder of the checker; any web server can give it out.

    Parameters
    ----------
    folder
        Where to write; made where it is not there.
    pyodide
        The folder of the npm package ``pyodide``; else the environment's PYODIDE, else
        ``node_modules/pyodide`` here or above.
    lang
        ``"zh"`` or ``"en"``.

    Returns
    -------
    Path
        The folder's ``index.html``.

    Raises
    ------
    BriefingError
        If there is no Pyodide, or the folder can not be written.
    TaianError
        If it is the root or the home folder.
    """
    folder = own_folder(folder)
    runtime = find_pyodide(pyodide)
    try:
        (folder / "pyodide").mkdir(parents=True, exist_ok=True)
        for name in RUNTIME:
            shutil.copyfile(runtime / name, folder / "pyodide" / name)
        _zip_package(folder / "taian_analysis.zip")
        for name in ("app.js", "worker.mjs"):
            (folder / name).write_text(page_part(name), encoding="utf-8", newline="\n")
        start = folder / "index.html"
        start.write_text(_index(lang), encoding="utf-8", newline="\n")
    except OSError as error:
        raise BriefingError.of("error.folder_not_written", file=str(folder), found=error) from error
    return start


def find_pyodide(given: str | Path | None = None) -> Path:
    """Return the folder of the npm package.

    Raises
    ------
    BriefingError
        If there is none, with how to get it.
    """
    here = Path.cwd()
    asked = given or os.environ.get("PYODIDE")
    found = [Path(asked)] if asked else [p / "node_modules/pyodide" for p in (here, *here.parents)]
    for folder in found:
        if all((folder / name).is_file() for name in RUNTIME):
            return folder
    raise BriefingError.of("error.no_pyodide", found=asked, expected="npm install pyodide")


def _zip_package(target: Path) -> None:
    """Pack the rooms that reading and checking need, without fonts, and the dossiers."""
    package = Path(str(files(__package__.partition(".")[0])))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(package / "__init__.py", "taian_analysis/__init__.py")
        for room in ROOMS:
            _add(packed, package / room, f"taian_analysis/{room}")
        _add(packed, raw_folder(), "taian_analysis/data/raw")
        for name in ALONG:
            _add_distribution(packed, name)


def _add(packed: zipfile.ZipFile, folder: Path, name: str) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in _LEFT_OUT:
            packed.write(path, f"{name}/{path.relative_to(folder).as_posix()}")


def _add_distribution(packed: zipfile.ZipFile, name: str) -> None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    for path in found.files or []:
        place = Path(str(found.locate_file(path)))
        if path.suffix not in _LEFT_OUT and place.is_file():
            packed.write(place, path.as_posix())


def _index(lang: str) -> str:
    words = {key: row[lang] for key, row in catalog.load("phrases")["evidence_app"].items()}
    text = page_part("app.html").replace("__LANG__", "en" if lang == "en" else "zh-CN")
    for key, value in words.items():
        text = text.replace(f"__{key.upper()}__", value)
    return text
