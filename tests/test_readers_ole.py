"""Old Office files, told apart by the directory of their OLE container."""

import struct

import pytest

import taian_analysis as ta


def _entry(name, kind, right=0xFFFFFFFF, child=0xFFFFFFFF):
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, right, child
    )
    return head.ljust(128, b"\0")


def _container(own, inner=None):
    """Return a container with one stream of its own and one in an object that it holds."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHH", header, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<III", header, 44, 1, 1, 0)
    header[76:] = struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    parts = [_entry("Root Entry", 5, child=1), _entry(own, 2, right=2 if inner else 0xFFFFFFFF)]
    if inner:
        parts += [_entry("ObjectPool", 1, child=3), _entry(inner, 2)]
    return bytes(header) + fat + b"".join(parts).ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (_container("WordDocument"), "a.doc", "Word 文档(.doc)"),
        (_container("WordDocument", "Workbook"), "a.doc", "Word 文档(.doc)"),
        (_container("Workbook"), "a.xls", "Excel 工作簿(.xls)"),
        (_container("Workbook", "WordDocument"), "a.xls", "Excel 工作簿(.xls)"),
        (_container("Book"), "a.doc", "Excel 工作簿(.xls)"),
        (_container("PowerPoint Document", "Workbook"), "a.ppt", "PowerPoint"),
        (_container("WordDocument"), "a.wps", "WPS"),
        (_container("Workbook"), "a.et", "WPS"),
        (_container("Anything")[:600], "a.xls", "Excel 工作簿(.xls)"),
        (_container("Anything")[:600], "a.doc", "Word 文档(.doc)"),
    ],
)  # fmt: skip
def test_old_office_files_are_told_apart(tmp_path, data, name, said):
    for needed in ("doc2docx", "python_calamine"):
        pytest.importorskip(needed, reason=f"{needed} is not installed", exc_type=ImportError)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ta.ReportError) as caught:
        ta.read_report(path)
    assert said in caught.value.zh
    assert "另存为" in caught.value.zh


def test_a_directory_in_a_circle_ends(tmp_path):
    data = bytearray(_container("WordDocument"))
    struct.pack_into("<I", data, 512 + 4, 1)  # the directory's sector follows itself
    struct.pack_into("<I", data, 1024 + 128 + 72, 1)  # and its entry is its own neighbour
    path = tmp_path / "a.doc"
    path.write_bytes(data)
    with pytest.raises(ta.ReportError, match="old Word document"):
        ta.read_report(path)
