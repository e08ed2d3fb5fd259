"""A document -> `Report`: one small file a format.

`read_report` takes the document in any of its forms, tells the form from the content (`sniff`) and
hands it to that form's reader, which fills a `Builder` or returns the text as received.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.dossiers import check_bundled, dossier, dossiers
from ..base.errors import ReportError, TaianError, cause
from ..base.files import read_file
from ..base.phrases import say
from ..base.report import Report, Table, split_lines
from ..base.vocabulary import pattern
from ..grammar import imprint
from ..grammar.chars import unify
from . import sniff
from ._build import Builder
from .text import decode, normalise

if TYPE_CHECKING:
    from os import PathLike

#: None, a path, an open file, bytes, a text, a DataFrame or a `Report`; checked when it is read
Source = object
Progress = Callable[[int, int], None]

#: the reader of a form, where it is not named as the form is
_READERS = {"xls": "sheets", "xlsb": "sheets"}
_PAGED = {"pdf", "ofd", "scan"}
#: endings of forms that are no text: what has one and is neither its form nor text is damaged
_NO_TEXT = re.compile(r"\.(docx?|wps|xlsx?|xlsb|et|od[st]|pdf|ofd|epub|png|jpe?g|tiff?)")
MOST_FILE_BYTES = 512 << 20
#: the longest text: some two hundred times a work report
MOST_TEXT = 12 << 20

#: what a spreadsheet calls a sheet that nobody named
_DEFAULT_NAME = pattern("pages", "unnamed")
#: where the kernel shows itself as files: some never end, some wait for ever
_KERNEL = ("/proc/k", "/proc/sys", "/sys/", "/dev/")
#: text of a table in a form that has no file: it holds a line end, a cell mark or markup
_TEXT_MARKS = re.compile(r"[\n\r\t|<>]")


def read_report(source: Source = None, *, progress: Progress | None = None) -> Report:
    r"""Read a document into a `Report`.

    Parameters
    ----------
    source
        None for the bundled report; a path to a .txt, .md, .html, .mht, .epub, .docx, .doc, .wps,
        .rtf, .odt, .xlsx, .xls, .et, .xlsb, .ods, .csv, .tsv, .ofd or .pdf file, or a scan (.png,
        .jpg, .tif; extra ``ocr``); an open file, text or binary; bytes; a text (it holds a line
        break, a tab, a "|", or is long; anything else is taken for a path); a pandas
        DataFrame; or a `Report`, which is returned as it is. The form is told from the content,
        not from the extension.
    progress
        Called with (pages done, pages in all) while a PDF is read.

    Returns
    -------
    Report
        Its text, its tables with merged cells filled in, and what it says about itself.

    Raises
    ------
    ReportError
        If it can not be read: missing, empty, damaged, of no known form (an archive, a CAJ), or in
        no known encoding. The error says what to do.

    Examples
    --------
    >>> read_report().issuer
    '泰安市民政局'
    >>> read_report("指标 | 单位 | 目标 |\n城镇化率 | % | 65 |").lines[1].text
    '城镇化率 | % | 65 |'
    """
    if isinstance(source, Report):
        return source
    if hasattr(source, "iloc") and hasattr(source, "columns"):
        from .frame import read_frame

        builder = Builder()
        return _finish(builder, "frame", read_frame(source, builder), None, {})
    data, path = _load(dossier().path if source is None else source)
    try:
        report = _read(data, path, progress)
        if source is None:
            check_bundled(report.sha256)
        return report
    except TaianError:
        raise
    except MemoryError as error:
        raise ReportError.of("error.document_too_large", file=path) from error
    except Exception as error:  # a parser may fail in any way on a damaged document
        raise ReportError.of("error.document_damaged", file=path, found=cause(error)) from error


def _load(source: Any) -> tuple[bytes | str, str | None]:
    """Return the document's bytes (or its text, where text is all there is) and its name."""
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), None
    if isinstance(source, str) and (_TEXT_MARKS.search(source) or _is_no_name(source)):
        return _load_path(source) if _exists(source) else (source, None)
    if isinstance(source, str | os.PathLike):
        return _load_path(source)
    if hasattr(source, "read"):
        return _load_file(source)
    raise ReportError.of("error.source_kind", kind=type(source).__name__)


def _load_path(source: str | PathLike[str]) -> tuple[bytes, str]:
    name = os.fsdecode(source)
    if re.match(r"https?://", name) and not _exists(name):
        raise ReportError.of("error.web_address", file=name)
    try:
        path = Path(name).expanduser()
        if path.is_dir():
            raise ReportError.of("error.folder_not_file", file=name)
        if str(path.resolve()).startswith(_KERNEL):
            raise ReportError.of("error.device_not_document", file=name)
        if path.is_fifo():  # what a shell gives for <(command)
            return _piped(path, name), name
        if not path.is_file():
            path = _elsewhere(path, name)
        if path.stat().st_size > MOST_FILE_BYTES:
            raise ReportError.of(
                "error.file_too_large",
                file=name,
                found=f"{path.stat().st_size >> 20} MB",
                expected=f"≤ {MOST_FILE_BYTES >> 20} MB",
            )
        return path.read_bytes(), name
    except (OSError, ValueError, RuntimeError) as error:
        raise ReportError.of("error.file_not_read", file=name, found=error) from error


def _elsewhere(path: Path, name: str) -> Path:
    """Look for a file that is not where the session runs: in the project and among its raw reports.

    Raises
    ------
    ReportError
        If it is nowhere, naming the folders.
    """
    here = Path.cwd()
    root = next((p for p in (here, *here.parents) if (p / "data" / "raw").is_dir()), here)
    raw = root / "data" / "raw"
    places = [here, root, raw, *sorted(p for p in raw.glob("*") if p.is_dir())]
    if not path.is_absolute():
        for folder in places[1:]:
            if (folder / path).is_file():
                return folder / path
    looked = [path.parent] if path.is_absolute() else list(dict.fromkeys(places[:3]))
    en, zh = ", ".join(map(str, looked)), "、".join(map(str, looked))
    raise ReportError.of(
        "error.no_such_file",
        file=name,
        hint=(say("stop.looked", "zh", places=zh), say("stop.looked", "en", places=en)),
    )


def _is_no_name(text: str) -> bool:
    """Whether a text is too long for the name of a file, or blank."""
    return len(text) > 1000 or not text.strip()


def _exists(text: str) -> bool:
    """Tell whether a text is the name of a file: an existing path is a path, whatever is in it."""
    try:
        return len(text) < 4096 and os.path.isfile(text)
    except (OSError, ValueError):
        return False


def _piped(path: Path, name: str) -> bytes:
    try:
        data = read_file(path, MOST_FILE_BYTES)
    except TimeoutError as error:
        raise ReportError.of("error.nobody_writes", file=name) from error
    if len(data) > MOST_FILE_BYTES:
        raise ReportError.of(
            "error.file_too_large", file=name, expected=f"≤ {MOST_FILE_BYTES >> 20} MB"
        )
    return data


def _load_file(source: Any) -> tuple[bytes | str, str | None]:
    """Read an open file; of one opened as text the bytes are taken, whose encoding we find."""
    name = getattr(source, "name", None)
    name = os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else None
    try:
        raw = getattr(source, "buffer", None)
        data = raw.read() if raw is not None and source.tell() == 0 else source.read()
    except (OSError, ValueError, UnicodeError) as error:
        raise ReportError.of("error.open_file_not_read", file=name, found=error) from error
    if not isinstance(data, str | bytes | bytearray | memoryview):
        raise ReportError.of("error.open_file_gives_nothing", file=name, found=type(data).__name__)
    return (data if isinstance(data, str) else bytes(data)), name


def _read(data: bytes | str, path: str | None, progress: Progress | None) -> Report:
    suffix = Path(path).suffix.lower() if path else ""
    builder = Builder()
    if isinstance(data, bytes):
        if form := sniff.binary_form(data, path):
            reader = import_module(f".{_READERS.get(form, form)}", __name__)
            more = {"progress": progress} if form in _PAGED else {}
            return _finish(builder, form, data, path, reader.read(data, builder, path, **more))
        _bounded(len(data), path)
        declared = None
        if b"<" in data[:4096]:
            from .html import declared_charset

            declared = declared_charset(data)
        text, encoding = _decoded(data, path, declared)
    else:
        _bounded(len(data), path)
        text, encoding = normalise(data), "str"
        if not text.strip():
            raise ReportError.of("error.text_empty", file=path)
    text = unify(text)
    form = sniff.text_form(text, suffix)
    hints: dict[str, Any] = {"encoding": encoding}
    if form in ("html", "mhtml"):
        from .html import read_html, read_mhtml

        if form == "mhtml":
            hints |= read_mhtml(data, builder, path)
        else:
            hints |= read_html(text, builder, path)
        return _finish(builder, "html", data, path, hints)
    if form == "csv":
        from .delimited import read_delimited

        hints |= read_delimited(text, builder, path)
        return _finish(builder, "csv", data, path, hints)
    return _finish(_plain(text, form), form, data, path, hints)


def _plain(text: str, form: str) -> tuple[str, list[Table]]:
    """Return a text and its tables that are drawn with signs or set with white."""
    from .drawn import read_drawn
    from .markdown import read_markdown
    from .spaced import read_spaced

    for read in (read_markdown,) * (form == "markdown") + (read_drawn, read_spaced):
        text, tables = read(text)
        if tables:
            break
    return text, tables


def _decoded(data: bytes, path: str | None, declared: str | None) -> tuple[str, str]:
    try:
        return decode(data, path, declared)
    except ReportError as error:
        ending = Path(path or "").suffix.lower()
        if not _NO_TEXT.fullmatch(ending):
            raise
        raise ReportError.of("error.not_of_its_name", file=path, ending=ending) from error


def _bounded(size: int, path: str | None) -> None:
    if size > MOST_TEXT:
        raise ReportError.of(
            "error.text_too_long",
            file=path,
            found=f"{size >> 20} MB",
            expected=f"≤ {MOST_TEXT >> 20} MB",
        )


def _finish(
    built: Builder | tuple[str, list[Table]],
    form: str,
    data: bytes | str,
    path: str | None,
    hints: dict[str, Any],
) -> Report:
    """Make the `Report`, with title, issuer and date from the document, the catalog, the hints."""
    text, tables = (built.text(), built.tables) if isinstance(built, Builder) else built
    if not text.strip():
        raise ReportError.of("error.document_holds_no_text", file=path)
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(raw).hexdigest()
    lines = split_lines(text)
    rows = [line.text for line in lines]
    date, signed = imprint.find_date(rows)
    date = date or hints.pop("date", None)
    issuer = imprint.find_issuer(rows, signed) or hints.pop("issuer", None)
    title = _known_title(sha256, form, text) or hints.pop("title", None) or imprint.find_title(rows)
    if title is None and tables:
        named = (t.caption for t in tables if t.caption and not _DEFAULT_NAME.fullmatch(t.caption))
        title = next(named, None)
    scan = hints.pop("scan", None)
    meta = {key: value for key, value in hints.items() if value is not None}
    return Report(text, lines, tuple(tables), title, issuer, date, sha256, path, form, meta, scan)


def _known_title(sha256: str, form: str, text: str) -> str | None:
    """Return the catalog's title of a report we know, by its checksum in whatever encoding."""
    sums = {sha256}
    if form == "text":
        sums.add(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    for entry in (one.origin for one in dossiers()):
        if entry["sha256"] in sums:
            return str(entry["title"])
    return None
