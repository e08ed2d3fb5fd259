"""What may be given to `read_report`, how its form and encoding are told, and what is refused."""

import io
import pathlib
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import taian_analysis as ta
from taian_analysis.readers.sniff import text_form
from taian_analysis.readers.text import decode

RAW = pathlib.Path(ta.read_report().path)


def refusal(source, **options):
    with pytest.raises(ta.ReportError) as caught:
        ta.read_report(source, **options)
    return caught.value


def test_every_way_to_give_the_bundled_report_is_the_same():
    base = ta.read_report()
    with RAW.open(encoding="utf-8") as text, RAW.open("rb") as binary:
        given_as = [str(RAW), RAW, RAW.read_bytes(), RAW.read_text("utf-8"), text, binary, base]
        reports = [ta.read_report(source) for source in given_as]
    assert {report.sha256 for report in reports} == {base.sha256}
    assert {report.text for report in reports} == {base.text}
    assert {str(report.date) for report in reports} == {"2023-07-11"}
    assert {report.issuer for report in reports} == {"泰安市民政局"}
    assert {report.title for report in reports} == {base.title}


def test_a_file_opened_with_the_wrong_encoding_is_read_by_its_bytes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("指标 | 单位\n城镇化率 | %\n".encode("gb18030"))
    with path.open(encoding="latin-1") as file:
        report = ta.read_report(file)
    assert report.lines[1].text == "城镇化率 | %"
    assert report.path == str(path)


def test_a_string_file_has_no_bytes():
    assert ta.read_report(io.StringIO("甲\n乙\n")).lines[1].text == "乙"


def test_a_short_string_is_a_path():
    assert "no such file" in str(refusal("报告.docx"))
    assert refusal("报告.docx").describe("zh").startswith("报告.docx：没有这个文件（找过：")


@pytest.mark.parametrize("text", ["甲 | 乙 |", "<table><tr><td>甲</table>", "甲\n乙", "字" * 1001])
def test_a_string_that_can_not_be_a_path_is_text(text):
    assert ta.read_report(text).text


@pytest.mark.parametrize("source", [12, object(), ["a"], {"a": 1}])
def test_other_objects_are_refused(source):
    assert type(source).__name__ in str(refusal(source))


@pytest.mark.parametrize("source", ["\0", "x" * 900, "~nobody-of-that-name/x", "a\0b.txt"])
def test_impossible_paths_are_refused(source):
    refusal(source)


def test_what_is_neither_text_nor_the_form_of_its_name_is_told_so(tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(bytes(range(255, 127, -1)) * 3)
    assert "内容不是 .docx 文件" in refusal(path).describe("zh")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "文件是空的"),
        (b"\xef\xbb\xbf \n", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\x89PNG\r\n\x1a\n", "文字识别"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "文字识别"),
        (b"II*\0" + b"\0" * 50, "文字识别"),
        (b"Rar!\x1a\x07\0", "解压"),
        (b"7z\xbc\xaf'\x1c", "解压"),
        (b"PK\x03\x04 and then nothing", "已损坏"),
        (b"%PDF-1.7 and then nothing", "PDF 已损坏"),
        (bytes(range(256)) * 4, "编码"),
    ],
)
def test_what_can_not_be_read_says_what_to_do(data, told):
    assert told in refusal(data).describe("zh")


def test_wps_documents_are_named_as_such(tmp_path):
    path = tmp_path / "报告.wps"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "WPS" in refusal(path).describe("zh")


def test_folders_and_web_addresses_are_refused(tmp_path):
    assert "文件夹" in refusal(tmp_path).describe("zh")
    assert "网址" in refusal("https://example.org/a.html").describe("zh")


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (packed(**{"a.txt": "甲"}), "解压"),
        (packed(**{"OFD.xml": "<a/>"}), "OFD"),
        (
            packed(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<a/>"}),
            "OpenDocument",
        ),
        (packed(**{"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), "xlsb"),
        (packed(**{"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "PowerPoint"),
        (packed(**{"[Content_Types].xml": "<a/>", "word/document.xml": "<a"}), "已损坏"),
        (packed(**{"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a"}), "已损坏"),
        (
            packed(**{"[Content_Types].xml": b"\0" * (40 << 20), "word/document.xml": "<a/>"}),
            "体积异常",
        ),
        (
            packed(
                **{
                    "[Content_Types].xml": "<a/>",
                    "word/document.xml": '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>',
                }
            ),
            "实体",
        ),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,  # they hold the time of day
)
def test_packages_are_opened_with_care(data, told):
    assert told in refusal(data).describe("zh")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    "text", ["泰安市民政局\n2023年7月11日\n完成率≥60%,①㎡\n", "指标 | 100 |\n城镇化率 | 65 |\n"]
)
def test_encodings_are_told_apart(text, encoding):
    assert decode(text.encode(encoding))[0] == text


def test_utf16_without_a_mark():
    text = "指标 | 单位 | 2025年\n城镇化率 | % | 65\n"
    assert decode(text.encode("utf-16-le"))[0] == text
    assert decode(text.encode("utf-16-be"))[0] == text


def test_mixed_encodings_name_the_place():
    good = "全市民政系统认真贯彻落实\n".encode() * 3
    error = refusal(good + "第二部分".encode("gbk") + b"\n" + good)
    assert error.line == 4
    assert f"offset {len(good)}" in str(error)


def test_damaged_gb18030_names_the_place():
    good = "全市民政系统认真贯彻落实\n".encode("gb18030")
    error = refusal(good + b"\xff\xff\n" + good)
    assert error.line == 2


def test_line_ends_of_every_kind():
    report = ta.read_report("甲\r\n乙\r丙\x0c丁\u2028戊".encode())
    assert [line.text for line in report.lines] == ["甲", "乙", "丙", "丁", "戊"]
    assert all(report.text[line.start : line.end] == line.text for line in report.lines)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("甲 | 乙 |\n丙 | 1 |", "text"),
        ("<!DOCTYPE html><p>甲</p>", "html"),
        ("导出\n<TABLE><TR><TD>1</TD><TD>2</TD></TR></TABLE>", "html"),
        ("| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |", "markdown"),
        ("甲\t乙\t丙\n1\t2\t3\n4\t5\t6", "csv"),
        ('甲,乙,丙\n1,"2,5",3\n4,5,6', "csv"),
        ("一句话,两句话。\n第二行,没有表。\n第三行,也没有。", "text"),
        ("收入3亿元,增3%,居首。\n支出2亿元,增5%,居次。\n结余1亿元,增1%,居末。", "text"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", "mhtml"),
    ],
)
def test_forms_of_text_are_told_by_content(text, form):
    assert text_form(text) == form


def test_the_content_counts_not_the_extension(tmp_path):
    path = tmp_path / "导出.xls"  # many systems export HTML under the name of an old workbook
    path.write_text("<table><tr><td>指标<td>值<tr><td>甲<td>1</table>", encoding="gbk")
    report = ta.read_report(path)
    assert report.format == "html"
    assert [[cell.text for cell in row] for row in report.tables[0].rows] == [
        ["指标", "值"],
        ["甲", "1"],
    ]


@pytest.mark.parametrize(
    ("text", "issuer", "day"),
    [
        ("正文。\n泰安市民政局\n2023年7月11日\n附件\n", "泰安市民政局", "2023-07-11"),
        (
            "正文。\n某某市人民政府办公室\n二〇二三年十二月三十一日\n",
            "某某市人民政府办公室",
            "2023-12-31",
        ),
        (
            "标题\n发布日期: 2021.07.14 索引号: 1\n发布机构: 成安县民政局 文号:\n",
            "成安县民政局",
            "2021-07-14",
        ),
        ("某市情况的报告\n(2022年1月5日)\n正文。\n", None, "2022-01-05"),
        ("截至3023年3月底。\n2023年13月1日\n", None, None),
    ],
)
def test_issuer_and_date(text, issuer, day):
    report = ta.read_report(text)
    assert report.issuer == issuer
    assert (report.date and report.date.isoformat()) == day


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_report_or_refused(data):
    try:
        report = ta.read_report(data)
    except ta.TaianError as error:
        assert error.describe("zh") and error.describe("en")
    else:
        assert report.text.strip()
        assert "\n".join(line.text for line in report.lines) == report.text


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_report_or_refused(text):
    try:
        report = ta.read_report("\n" + text)
    except ta.TaianError:
        return
    assert report.text.strip()
    for table in report.tables:
        for row in table.rows:
            for cell in row:
                assert 0 <= cell.start <= cell.end <= len(report.text)


def test_big5_is_read_where_it_is_no_gb18030():
    text = "鄉鎮市區別,新生兒篩檢完成率(%)\n東區,90.3\n西區,88.7\n"
    assert decode(text.encode("cp950")) == (text, "big5hkscs")
    gb = "乡镇,完成率(%)\n东区,90.3\n"
    assert decode(gb.encode("gb18030")) == (gb, "gb18030")


def test_english_of_windows_is_read():
    text = "Performance measure,Target 2021\u201322,Result\nCafé visits at £2 or less,9,8\n"
    assert decode(text.encode("cp1252")) == (text, "cp1252")
    assert refusal(b"\xff\xfe\xfd\x80\x9d").found
