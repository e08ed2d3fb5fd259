"""Thousands of reports -> one data set: in processes of one machine, or on a Dask cluster.

Reading is resumable at any moment: a batch of reports is in the data set whole or not at all, and
the next call reads what is missing. A report that can not be read is a row that says why, one that
ends its worker too.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

from ..base.errors import ReportError
from ..base.files import named, own_folder, regular
from .corpus_rows import REPORT_COLUMNS, broken, rows_of_many, written
from .corpus_store import Store, open_corpus

__all__ = ["CorpusRun", "open_corpus", "read_corpus"]

_ENDINGS = (
    ".txt .md .html .htm .mht .mhtml .docx .doc .wps .rtf .xlsx .xls .et .xlsb .ods .csv .tsv .pdf"
)
#: What a folder is searched for.
ENDINGS = frozenset(_ENDINGS.split())
#: Reports a task; few enough that a kill costs little, many enough that a file is worth writing.
BATCH = 32
#: Tasks after which a process is replaced, which bounds what a parser leaves behind.
TASKS_A_PROCESS = 40

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class CorpusRun:
    """What a call of `read_corpus` did: files found, read, skipped unchanged, with an error."""

    found: int
    read: int
    unchanged: int
    failed: int


@dataclass(frozen=True)
class _File:
    path: str
    sha256: str
    size: int
    modified: int

    def row(self) -> str:
        return json.dumps({**self.__dict__, "path": written(self.path)}, ensure_ascii=False)


def read_corpus(
    source: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    client: Any = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> CorpusRun:
    """Read many reports into one Parquet data set.

    Parameters
    ----------
    source
        A folder, searched with all its folders, or the paths of reports.
    out
        The data set's folder. Files it already holds unchanged are skipped.
    client
        A `dask.distributed.Client`; its workers must see the files under the same paths. None
        reads in processes of this machine.
    workers
        How many processes; by default one a processor.
    progress
        Called with (files done, files in all).

    Returns
    -------
    CorpusRun
        How many files were found, read, skipped and failed.

    Raises
    ------
    ReportError
        If there is nothing to read or the data set can not be written.
    TaianError
        If its folder is the root or the home folder.
    MissingExtraError
        If duckdb is not installed.

    Notes
    -----
    With processes, a script calls this below ``if __name__ == "__main__":``, as `multiprocessing`
    asks of every program that starts processes afresh.

    Examples
    --------
    >>> read_corpus("reports", "corpus")  # doctest: +SKIP
    CorpusRun(found=2, read=2, unchanged=0, failed=0)
    """
    if workers is not None and (not isinstance(workers, int) or workers < 1):
        raise ReportError.of("error.workers", found=workers)
    folder = own_folder(out)
    paths = list(_paths(source, folder))
    if not paths:
        raise ReportError.of("error.no_reports", file=str(source))
    store = Store(folder)
    held, checksums = store.known()
    tell = progress or (lambda done, total: None)
    new, again, unchanged = _sorted_out(paths, held, checksums)
    if again:
        store.write({}, "\n".join(file.row() for file in again))
    done, failed = unchanged + len(again), 0
    tell(done, len(paths))
    count = workers or os.cpu_count() or 1
    if client is not None:
        run = _on_cluster(client, list(_batches(new, BATCH)))
    else:
        run = _in_processes(list(_batches(new, _even(len(new), count))), count)
    for batch, lines in run:
        store.write(lines, "\n".join(file.row() for file in batch))
        failed += lines["reports"].count('"error_type": "')
        done += len(batch)
        tell(done, len(paths))
    return CorpusRun(len(paths), len(new), unchanged + len(again), failed)


def _paths(source: Any, out: Path) -> Iterator[Path]:
    if isinstance(source, str | os.PathLike):
        folder = named(source)
        if folder.is_file():
            raise ReportError.of("error.file_not_folder", file=folder)
        if not os.fspath(source) or not folder.is_dir():
            raise ReportError.of("error.no_such_folder", file=folder)
        inside = os.path.realpath(out)
        for place, folders, names in os.walk(folder):
            folders[:] = sorted(
                f for f in folders if f[0] != "." and os.path.realpath(Path(place) / f) != inside
            )
            for name in sorted(names):
                if Path(name).suffix.lower() in ENDINGS and name[0] not in ".~":
                    yield Path(place) / name
        return
    try:
        yield from dict.fromkeys(map(named, source))
    except TypeError as error:
        raise ReportError.of("error.corpus_of_what", found=error) from error


def _sorted_out(
    paths: list[Path], held: dict[str, tuple[str, int, int]], checksums: set[str]
) -> tuple[list[_File], list[_File], int]:
    """Tell apart what must be read, what another file already said, and what is unchanged."""
    new: list[_File] = []
    again: list[_File] = []
    unchanged, coming = 0, set(checksums)
    for path in paths:
        name = os.path.realpath(path)  # a link that leads round to itself stays what it is
        before = held.get(written(name))
        file = _look(name, before)
        if before and before[0] == file.sha256:
            unchanged += 1
        elif file.sha256 in coming:
            again.append(file)
        else:
            coming.add(file.sha256)
            new.append(file)
    return new, again, unchanged


def _look(name: str, before: tuple[str, int, int] | None) -> _File:
    """Return a file's checksum; one of the same size and time is not read again for it."""
    try:
        state = os.stat(name)
        if before and before[1:] == (state.st_size, state.st_mtime_ns):
            return _File(name, *before)
        digest = hashlib.sha256()
        regular(name)
        with open(name, "rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        return _File(name, digest.hexdigest(), state.st_size, state.st_mtime_ns)
    except OSError:
        # Unreadable now: its row says why; the key makes it be tried again when it changes.
        return _File(name, "unreadable-" + hashlib.sha256(os.fsencode(name)).hexdigest(), 0, 0)


def _batches(files: list[_File], size: int) -> Iterator[list[_File]]:
    rest = iter(files)
    while batch := list(islice(rest, size)):
        yield batch


def _even(files: int, workers: int) -> int:
    """Return how many files a batch has, so that no process works on when the others are done.

    Files are shared out in rounds in which every process reads one batch. Few files are one
    batch: to start a process takes longer than to read them.

    Examples
    --------
    >>> _even(400, 2), _even(400, 1), _even(20, 2)
    (29, 31, 32)
    """
    if files <= BATCH:
        return BATCH
    rounds = -(-files // (BATCH * workers))
    return max(BATCH // 2, -(-files // (rounds * workers)))


def _work(batch: list[_File]) -> dict[str, str]:
    """Read a batch in a worker; a file that changed or went away keeps the key it was given."""
    lines = rows_of_many(file.path for file in batch)
    rows = [json.loads(line) for line in lines["reports"].split("\n")]
    for file, row in zip(batch, rows, strict=True):
        row["sha256"] = row["sha256"] or file.sha256
    lines["reports"] = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return lines


def _lost(batch: list[_File], why: str) -> dict[str, str]:
    rows = [
        {
            **dict.fromkeys(REPORT_COLUMNS),
            "sha256": f.sha256,
            "path": written(f.path),
            "bytes": f.size,
        }
        | broken(why)
        for f in batch
    ]
    return {"reports": "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)}


Done = tuple[list[_File], dict[str, str]]


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, were it killed.

    A worker waits for tasks on a pipe that its sisters hold open too, so that without this the
    workers of a killed run stay for ever, each with its memory.
    """
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _pool(workers: int, tasks_a_process: int | None = None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_end_with_parent,
        max_tasks_per_child=tasks_a_process,
    )


def _in_processes(tasks: list[list[_File]], workers: int) -> Iterator[Done]:
    """Read batches in fresh processes; what ends a process is read alone, then given up."""
    count = min(workers, max(1, len(tasks)))
    queue = list(reversed(tasks))
    while queue:
        pool = _pool(count, TASKS_A_PROCESS)
        running: dict[Future[dict[str, str]], list[_File]] = {}
        try:
            while queue or running:
                while queue and len(running) < 2 * count:
                    batch = queue.pop()
                    running[pool.submit(_work, batch)] = batch
                ready, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ready:
                    result = future.result()
                    yield running.pop(future), result
        except BrokenProcessPool:
            suspects = list(running.values())
            yield from _one_by_one(suspects)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _one_by_one(suspects: list[list[_File]]) -> Iterator[Done]:
    """Read each file of some batches in a process of its own: one that ends it is named."""
    for file in (file for batch in suspects for file in batch):
        with _pool(1) as alone:
            try:
                yield [file], alone.submit(_work, [file]).result()
            except BrokenProcessPool:
                yield [file], _lost([file], "the process that read it ended")


def _on_cluster(client: Any, tasks: list[list[_File]]) -> Iterator[Done]:
    """Read batches on a Dask cluster; the scheduler gives a lost worker's task to another."""
    threads = getattr(client, "nthreads", None)
    if threads is None or not hasattr(client, "submit"):
        raise ReportError.of("error.no_dask_client", found=type(client).__name__)
    from distributed import as_completed

    most = 2 * max(1, sum(threads().values()))
    queue = iter(tasks)
    running = {client.submit(_work, b, pure=False, retries=2): b for b in islice(queue, most)}
    following = as_completed(list(running))
    for future in following:
        batch = running.pop(future)
        error = future.exception()
        lines = future.result() if error is None else _lost(batch, f"the worker failed: {error}")
        future.release()
        yield batch, lines
        for more in islice(queue, 1):
            added = client.submit(_work, more, pure=False, retries=2)
            running[added] = more
            following.add(added)
