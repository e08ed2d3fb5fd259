"""Which form a document is in, told from its first bytes; its extension only breaks a tie.

What can not be read is refused here, each with what to do about it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile

from ..base.errors import ReportError, cause
from ..base.phrases import both

#: the most a document may unpack to, and how much smaller than that it may have been
MOST_BYTES = 256 << 20
MOST_RATIO = 250

#: pictures, which only OCR reads
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")

#: first bytes -> what it is and what to do about it: phrases of the rooms `refused` and `todo`
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"Rar!", "rar", "unpack"),
    (b"7z\xbc\xaf'\x1c", "7z", "unpack"),
    (b"\x1f\x8b", "gzip", "unpack"),
    (b"CAJ", "caj", "print_to_pdf"),
    (b"HN\0", "caj", "print_to_pdf"),
    (b"KDH", "kdh", "print_to_pdf"),
    (b"AT&TFORM", "djvu", "print_to_pdf"),
)
#: the forms that are ZIP containers, by parts and folders they hold
_CONTAINERS: tuple[tuple[str, set[str]], ...] = (
    ("xlsb", {"xl/workbook.bin"}),
    ("docx", {"[Content_Types].xml", "word/"}),
    ("xlsx", {"[Content_Types].xml", "xl/"}),
    ("pptx", {"[Content_Types].xml", "ppt/"}),
    ("ofd", {"OFD.xml"}),
    ("epub", {"META-INF/container.xml"}),
    ("odf", {"content.xml", "mimetype"}),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|tbody|tr|div|p|meta|h[1-6])\b", re.I)
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)
_TABLE = re.compile(r"<t(?:able|body|r|d|h)\b[^<>]*>", re.I)
_DASHES = r"[^\S\n]*+(?::-++:?|-++:|-{2,}+)[^\S\n]*+"
#: the line of dashes under the head of a Markdown table ("- | -" is a row of missing values)
RULE = re.compile(rf"^[ >]*+(?:\|?{_DASHES}(?:\|{_DASHES})++\|?|\|{_DASHES}\|)[^\S\n]*+$", re.M)


def refuse(what: str, todo: str, file: str | None) -> ReportError:
    """Return the error that says what a document is and what to do about it.

    Both are names of phrases, in the rooms `refused` and `todo`.
    """
    told, do = both(f"refused.{what}"), both(f"todo.{todo}")
    return ReportError.of("error.refused", what=told, todo=do, file=file)


def binary_form(data: bytes, file: str | None = None) -> str | None:
    """Return the name of the form or, for what may be text, None.

    Raises
    ------
    ReportError
        If it is something else (an old .doc or .xls, a picture, an archive, …), with what to do.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        found = both("stop.blank_bytes" if data else "stop.bytes", n=len(data))
        raise ReportError.of("error.file_empty", file=file, found=found)
    if data.startswith(_OLE):
        return _legacy(data, file)
    if data.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        return _package(data, file)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(rb"{\rtf"):
        return "rtf"
    if _picture(data):
        return "scan"
    for magic, what, todo in _REFUSED:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):
            raise refuse(what, todo, file)
    if b"<?mso-application" in data[:512]:
        raise refuse("office_2003_xml", "save_docx", file)
    return None


def _picture(data: bytes) -> bool:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return True
    return any(data.startswith(m) and (len(m) > 2 or b"\0" in data[:64]) for m in _PICTURES)


def _legacy(data: bytes, file: str | None) -> str:
    """Tell the old Office formats apart by the names of the streams in the container.

    Where the directory is lost, the names are looked for anywhere, and last the file's name counts.
    """
    names, suffix = _streams(data), (file or "").lower().rpartition(".")[2]
    known = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
    if not names & set(known):
        names = {name for name in known if name.encode("utf-16-le") in data}
    if not names and suffix in ("xls", "xlt", "ppt", "pps"):
        names = {"Workbook" if suffix.startswith("xl") else "PowerPoint Document"}

    def has(name: str) -> bool:
        return name in names

    if has("EncryptedPackage"):
        raise refuse("document_password", "remove_password", file)
    if (has("Workbook") or has("Book")) and not has("WordDocument"):
        return "xls"
    if has("PowerPoint Document"):
        raise refuse("powerpoint_old", "save_docx", file)
    if not has("WordDocument") and suffix in ("wps", "et"):
        raise refuse("wps", "save_xlsx" if suffix == "et" else "save_docx", file)
    return "doc"


def _streams(data: bytes) -> set[str]:
    """Return the names of an OLE container's own streams; of an object in it (a chart) none.

    The directory is a chain of sectors of entries of 128 bytes, the streams of a storage a tree
    of entries ([MS-CFB] 2.6); damage ends the walk.
    """
    shift, first = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    if shift not in (9, 12):
        return set()
    size = 1 << shift

    def number(at: int) -> int:
        return int.from_bytes(data[at : at + 4], "little")

    fat, entries, sector = [number(76 + 4 * n) for n in range(109)], b"", first
    while len(entries) < 1 << 20 and sector < len(data) >> shift:
        entries += data[(sector + 1) << shift :][:size]
        place, slot = divmod(4 * sector, size)
        if place >= len(fat) or fat[place] >= len(data) >> shift:
            break
        sector = number(((fat[place] + 1) << shift) + slot)
    found: set[str] = set()
    waiting, seen = [int.from_bytes(entries[76:80], "little")], {0}
    while waiting:
        here = waiting.pop()
        entry = entries[128 * here : 128 * here + 128]
        if here in seen or len(entry) < 128:
            continue
        seen.add(here)
        length = int.from_bytes(entry[64:66], "little")
        found.add(entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        waiting += [int.from_bytes(entry[n : n + 4], "little") for n in (68, 72)]
    return found


def _package(data: bytes, file: str | None) -> str:
    """Look into a ZIP container, guarding against bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise refuse("archive_password", "remove_password", file)
            _guard(package, infos, len(data), file)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as error:
        raise ReportError.of("error.document_cut_off", file=file, found=cause(error)) from error
    names = {info.filename for info in infos}
    names |= {name.partition("/")[0] + "/" for name in names if "/" in name}
    form = next((form for form, parts in _CONTAINERS if parts <= names), None)
    if form == "pptx":
        raise refuse("powerpoint", "save_docx", file)
    if form is None:
        raise refuse("zip", "unpack", file)
    return form


def _guard(
    package: zipfile.ZipFile, infos: list[zipfile.ZipInfo], size: int, file: str | None
) -> None:
    total = sum(info.file_size for info in infos)
    worst = max(
        (i.file_size / max(i.compress_size, 1) for i in infos if i.file_size > 1 << 22), default=0
    )
    if total > MOST_BYTES or len(infos) > 20_000 or worst > MOST_RATIO:
        raise ReportError.of(
            "error.unpacks_too_large",
            file=file,
            found=f"{total >> 20} MB / {size >> 10} KB",
            expected=f"≤ {MOST_BYTES >> 20} MB",
        )
    for info in infos:
        if info.filename.endswith((".xml", ".rels")):
            with package.open(info) as part:
                if b"<!DOCTYPE" in part.read(2048):
                    raise ReportError.of("error.xml_entities", file=file, found=info.filename)


def text_form(text: str, suffix: str = "") -> str:
    """Return ``"html"``, ``"markdown"``, ``"csv"`` or ``"text"`` for a document of text."""
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if (
        re.match(r"(?:MIME-Version|Content-Type: multipart/related|From: <Saved by)", head)
        or "\nContent-Type: multipart/related" in head
    ):
        return "mhtml"
    if suffix in (".md", ".markdown"):
        return "markdown"
    if suffix in (".csv", ".tsv", ".tab"):
        return "csv"
    if suffix in (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"):
        return "html"
    if head.startswith(("<", "&lt;")) and _HTML.search(head):
        # Markdown may hold single tags; their lines mean nothing in HTML, those of its tables do
        return "markdown" if not _PAGE.search(head) and RULE.search(text) else "html"
    if len(_TABLE.findall(text, 0, 1 << 20)) > 3:
        return "markdown" if RULE.search(text) else "html"
    if RULE.search(text):
        return "markdown"
    return "csv" if _delimited(text) else "text"


def _delimited(text: str) -> bool:
    """Tell whether pasted text is a grid: every row has the same number of cells.

    Paragraphs that happen to have as many commas each are none: most of them end as sentences do.
    """
    lines = [line for line in text[:100_000].split("\n") if line.strip()]
    if 2 * sum(line.rstrip().endswith("。") for line in lines) > len(lines):
        return False
    for mark in "\t,":
        if sum(line.count(mark) >= 2 for line in lines) < 0.9 * len(lines):
            continue
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count)
        same = widths.count(usual)
        if usual >= 3 and same >= 3 and same >= (0.9 if mark == "\t" else 1) * len(widths):
            return True
    return False
