"""Where the notebooks are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from ..base.errors import BriefingError


def notebook_path(name: str) -> Path:
    """Return the path of one of our notebooks, by its name without the ending.

    Raises
    ------
    BriefingError
        If there is none of that name.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data" / "notebooks", package.parent / "notebooks"):
        if (folder / f"{name}.ipynb").is_file():
            return folder / f"{name}.ipynb"
    raise BriefingError.of("error.no_such_notebook", found=name)
