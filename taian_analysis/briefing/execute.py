"""Running notebooks: errors that name the cell, and parameters put in as papermill does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.preprocessors.execute import ExecutePreprocessor
from nbformat.v4 import new_code_cell

from .settings import NUMBER, WAS_RUN
from .wording import trouble

PARAMETERS = "parameters"
INJECTED = "injected-parameters"
QUIET = "--log-level=ERROR"
Progress = Callable[[int, int], None]


class BriefingExecutePreprocessor(ExecutePreprocessor):
    """nbconvert's own, configured by ``ExecutePreprocessor``, with errors that name the cell."""

    progress: Progress | None = None

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> Any:
        """Run every cell."""
        from jupyter_client.kernelspec import NoSuchKernel

        # A kernel's own warnings say nothing to an analyst; what fails is told with its cell.
        if QUIET not in self.extra_arguments:  # one runner serves several notebooks
            self.extra_arguments = [*self.extra_arguments, QUIET]
        total = len(nb.cells)
        self._done, self._total = 0, total
        try:
            return super().preprocess(nb, resources, km)
        except NoSuchKernel as error:
            raise trouble("kernel", why=error.name) from error
        except RuntimeError as error:  # it died, or did not answer in time
            name = nb.metadata.get("kernelspec", {}).get("name", "python3")
            raise trouble("kernel", why=f"{name} ({error})") from error

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> Any:
        """Run one cell."""
        number = cell.metadata.get(NUMBER) or index + 1
        try:
            made = super().preprocess_cell(cell, resources, index)
        except CellExecutionError as error:
            raise trouble("failed", cell=number, why=_reason(error)) from error
        except CellTimeoutError as error:
            raise trouble("timeout", cell=number, why=self.timeout) from error
        except DeadKernelError as error:
            raise trouble("failed", cell=number, why="the kernel died") from error
        self._done += 1
        if self.progress:
            self.progress(self._done, self._total)
        return made


def _reason(error: CellExecutionError) -> str:
    text = f"{getattr(error, 'ename', '')}: {getattr(error, 'evalue', '')}".strip(": ")
    return re.sub(r"\x1b\[[0-9;]*m", "", " ".join(text.split()))[:300] or "error"


def number_cells(nb: Any) -> None:
    """Note each cell's number in its metadata, and that it was run, before tags remove any."""
    for number, cell in enumerate(nb.cells, start=1):
        cell.metadata.setdefault(NUMBER, number)
        if cell.get("execution_count") or cell.get("outputs"):
            cell.metadata[WAS_RUN] = True


def inject_parameters(nb: Any, values: dict[str, Any]) -> None:
    """Put a cell that sets `values` after the cell tagged ``parameters``.

    Raises
    ------
    BriefingError
        The notebook has no parameters cell, or the cell does not name one of them.
    """
    if not values:
        return
    at = next((i for i, c in enumerate(nb.cells) if PARAMETERS in c.metadata.get("tags", [])), None)
    source = nb.cells[at].source if at is not None else ""
    for name in values:
        if at is None or not re.search(rf"^{re.escape(name)}\s*(:[^=\n]+)?=", source, re.MULTILINE):
            raise trouble("parameter", why=name)
    assert at is not None
    nb.cells = [c for c in nb.cells if INJECTED not in c.metadata.get("tags", [])]
    lines = [f"{name} = {value!r}" for name, value in values.items()]
    cell = new_code_cell("\n".join(lines), metadata={"tags": [INJECTED], NUMBER: at + 1})
    nb.cells.insert(at + 1, cell)
