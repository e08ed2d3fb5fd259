"""The data set of a corpus on disk: one folder a batch, in Parquet, written and read by DuckDB.

A batch is written under another name and gets its own in one step, so that whatever is killed when,
every batch that can be seen is whole. Which file holds which report now is in `files`; what an
older state of a file said stays on disk and is not shown.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import MissingExtraError, ReportError
from ..base.files import named
from .corpus_rows import TABLES, columns_of

if TYPE_CHECKING:
    import pandas as pd

_BUILDING = ".building-"
_FILES = {"path": "VARCHAR", "sha256": "VARCHAR", "size": "BIGINT", "modified": "BIGINT"}
ALL = ("files", "reports", *TABLES)


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtraError("duckdb", "corpus") from error
    return duckdb


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


class Store:
    """A folder of batches, open for one writer."""

    def __init__(self, folder: Path, memory: str = "256MB") -> None:
        self.folder = folder
        self._sql = _duckdb().connect(":memory:", config={"threads": 1, "memory_limit": memory})
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for begun in folder.glob(_BUILDING + "*"):
                shutil.rmtree(begun, ignore_errors=True)
            self._next = 1 + max((_number(path) for path in folder.glob("batch-*")), default=0)
        except OSError as error:
            raise unwritable(folder, error) from error

    def write(self, lines: dict[str, str], files: str) -> None:
        """Add a batch: JSON lines a table, and which files they are of.

        Raises
        ------
        ReportError
            If the folder can not be written to; the batches before stay as they are.
        """
        try:
            scratch = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=self.folder))
            for table in ALL:
                text = files if table == "files" else lines.get(table, "")
                self._table(scratch, table, text)
            os.rename(scratch, self.folder / f"batch-{self._next:08d}")
        except (OSError, _duckdb().Error) as error:
            with contextlib.suppress(UnboundLocalError):
                shutil.rmtree(scratch, ignore_errors=True)
            raise unwritable(self.folder, error) from error
        self._next += 1

    def _table(self, scratch: Path, table: str, text: str) -> None:
        columns = _FILES if table == "files" else columns_of(table)
        names = ", ".join(f'"{name}"' for name in columns)
        target = _quoted(scratch / f"{table}.parquet")
        source = scratch / f"{table}.json"
        source.write_text(text + "\n" if text else "", encoding="utf-8")
        if text:
            types = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in columns.items())
            rows = (
                f"SELECT {names} FROM read_json({_quoted(source)}, columns={{{types}}}, "
                "format='newline_delimited')"
            )
        else:
            nulls = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
            rows = f"SELECT {nulls} WHERE false"
        self._sql.execute(
            f"COPY (SELECT {self._next} AS batch, * FROM ({rows})) TO {target} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
        source.unlink()

    def known(self) -> tuple[dict[str, tuple[str, int, int]], set[str]]:
        """Return path -> (sha256, size, time changed) as now held, and all checksums held."""
        if not any(self.folder.glob("batch-*/files.parquet")):
            return {}, set()
        define_views(self._sql, self.folder)
        rows = self._sql.execute("SELECT path, sha256, size, modified FROM files").fetchall()
        held = self._sql.execute(
            f"SELECT DISTINCT sha256 FROM {_parquet(self.folder, 'reports')} "
            "WHERE sha256 IS NOT NULL"
        ).fetchall()
        return {path: (sha, size, at) for path, sha, size, at in rows}, {sha for (sha,) in held}


def _number(path: Path) -> int:
    tail = path.name.rpartition("-")[2]
    return int(tail) if tail.isdecimal() else 0


def unwritable(folder: Path, error: BaseException) -> ReportError:
    """Return the error for a data set that can not be written."""
    return ReportError.of("error.data_set_not_written", file=folder, found=error)


def _parquet(folder: Path, table: str) -> str:
    return f"read_parquet({_quoted(folder / 'batch-*' / f'{table}.parquet')}, union_by_name=true)"


def define_views(sql: Any, folder: Path) -> None:
    """Name the tables of a data set, as they are now: the newest state of each file, once."""
    sql.execute(
        "CREATE OR REPLACE VIEW files AS SELECT * EXCLUDE (batch) FROM "
        f"(SELECT * FROM {_parquet(folder, 'files')} "
        "QUALIFY row_number() OVER (PARTITION BY path ORDER BY batch DESC) = 1)"
    )
    sql.execute(
        "CREATE OR REPLACE VIEW held AS SELECT sha256, min(batch) AS batch FROM "
        f"{_parquet(folder, 'reports')} WHERE sha256 IN (SELECT sha256 FROM files) GROUP BY sha256"
    )
    for table in ("reports", *TABLES):
        extra = (
            "QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY path) = 1"
            if table == "reports"
            else ""
        )
        sql.execute(
            f"CREATE OR REPLACE VIEW {table} AS SELECT * EXCLUDE (batch) FROM "
            f"{_parquet(folder, table)} SEMI JOIN held USING (sha256, batch) {extra}"
        )


class Corpus:
    """A data set of reports, open for questions; made by `open_corpus`.

    Attributes
    ----------
    folder
        Where it is.
    tables
        The names that `sql` knows.
    """

    tables = ALL

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._connection = _duckdb().connect(":memory:")
        define_views(self._connection, folder)

    def sql(self, query: str) -> pd.DataFrame:
        """Answer a question in SQL as a frame.

        Raises
        ------
        ReportError
            If the question can not be answered, with what DuckDB says.

        Examples
        --------
        >>> open_corpus("corpus").sql("SELECT count(*) FROM reports")  # doctest: +SKIP
        """
        try:
            return self._connection.execute(query).df()
        except _duckdb().Error as error:
            raise ReportError.of("error.query_not_answered", found=str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def open_corpus(folder: str | os.PathLike[str]) -> Corpus:
    """Open a data set that `read_corpus` wrote.

    Parameters
    ----------
    folder
        The data set's folder.

    Returns
    -------
    Corpus
        Its `sql` knows `reports`, `indicators`, `observations`, `gaps`, `facts`, `audit`,
        `rejections` and `files`, joined by `sha256`.

    Raises
    ------
    ReportError
        If there is no data set.

    Examples
    --------
    >>> open_corpus("corpus").sql("SELECT count(*) FROM reports")  # doctest: +SKIP
    """
    path = named(folder)
    if not any(path.glob("batch-*/reports.parquet")):
        raise ReportError.of("error.no_data_set_here", file=path)
    return Corpus(path)
