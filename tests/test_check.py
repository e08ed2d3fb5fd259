"""What `taian check` says, and the code it ends with."""

from pathlib import Path

import annex_forms as forms
import pytest

import taian_analysis as ta
from taian_analysis.products.check import check_report, describe


def test_the_bundled_report():
    found = check_report()
    assert (found.indicators, found.met, len(found.not_met), found.exit_code) == (27, 24, 3, 0)
    assert found.encoding == "utf-8" and found.issuer == "泰安市民政局"
    text = "\n".join(describe(found))
    assert "指标 27 项" in text and "达到目标 24 项" in text and "福利彩票销售网点数" in text


@pytest.mark.parametrize("make", [forms.merged_docx, forms.merged_xlsx, forms.pdf])
def test_other_forms_give_the_same_counts(make):
    found = check_report(make())
    assert (found.indicators, found.met, found.exit_code) == (27, 24, 0)
    assert found.layouts


def test_rows_not_understood_give_code_1_and_are_named():
    text = "\n".join(
        [
            "指标 | 单位 | 目标值 | 完成值 |",
            "甲率 | % | 5 | 4 |",
            "乙率 | % |",
            "丙率 | % | 5 | 6 |",
        ]
    )
    found = check_report(text)
    assert found.exit_code == 1
    assert [item.line for item in found.rejections] == [3]
    told = describe(found)
    assert any("未读懂" in line and "乙率" in line for line in told)
    assert any("not understood" in line and "乙率" in line for line in describe(found, "en"))


@pytest.mark.parametrize(
    "source", ["没有这个文件.docx", b"", b"\x89PNG\r\n\x1a\n", "只有文字。\n没有表。\n"]
)
def test_what_can_not_be_read_gives_code_2(source):
    found = check_report(source)
    assert found.exit_code == 2 and isinstance(found.error, ta.TaianError)
    assert "读不了" in describe(found)[-1]
    assert "can not be read" in describe(found, "en")[-1]


def test_progress_is_told_page_by_page():
    seen = []
    check_report(forms.pdf(paper="a5", size="9pt"), progress=lambda *at: seen.append(at))
    assert seen == [(k, len(seen)) for k in range(1, len(seen) + 1)] and len(seen) > 1


def test_official_rates_that_differ_are_flagged():
    text = "指标 | 单位 | 目标值 | 完成值 | 完成率 |\n甲率 | % | 50 | 40 | 80% |\n乙率 | % | 50 | 40 | 100% |\n"
    found = check_report(text)
    assert [name for name, zh, _ in found.uncertain if "不符" in zh] == ["乙率"]


def test_what_is_told_of_a_file_does_not_name_the_folders_of_a_machine(tmp_path, monkeypatch):
    path = tmp_path / "inner" / "report.txt"
    path.parent.mkdir()
    path.write_text("指标 | 单位 | 目标值 | 完成值\n甲项 | 个 | 15 | 12\n", encoding="utf-8")
    told = "\n".join(describe(check_report(path)))
    assert "文件：report.txt" in told and str(tmp_path) not in told
    monkeypatch.chdir(tmp_path)
    assert f"文件：{Path('inner', 'report.txt')}" in "\n".join(describe(check_report(path)))


def test_names_are_english_where_they_are_known():
    text = "\n".join(describe(check_report(), lang="en"))
    assert "Welfare-lottery outlets" in text and "福利彩票销售网点数" not in text
    assert "福利彩票销售网点数" in "\n".join(describe(check_report()))
