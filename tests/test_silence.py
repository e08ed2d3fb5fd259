"""What could not be read is said wherever a result is shown: as a count, and why."""

import pytest
from typer.testing import CliRunner

import taian_analysis as ta
from taian_analysis.audit.engine import check
from taian_analysis.cli.main import app
from taian_analysis.products.check import check_report, describe

TEXT = """某市民政事业发展情况
(2023年7月11日)
全市共有养老机构30家,其中公办10家、民办20家。
"""
TABLE = """指标 | 单位 | 2025年目标 | 2022年完成
养老机构数 | 家 | 15 | 12
福利院数 | 家 | 9 | 8 | 7 | 6 | 5
救助站数 | 家 | 5 | 5
"""


def test_an_audit_without_an_annex_says_so():
    frame = ta.audit(TEXT)
    assert len(frame) >= 1
    (zh,), (en,) = frame.attrs["unread"]["zh"], frame.attrs["unread"]["en"]
    assert "指标表未能读取" in zh and "no table of indicators was read" in en


def test_a_damaged_header_is_not_hidden_behind_fewer_claims():
    whole = ta.read_report().text
    head = next(
        line for line in whole.splitlines() if "目标" in line and "指标" in line and "|" in line
    )
    damaged = whole.replace(head, "□□□□")
    assert ta.audit(whole).attrs["unread"] == {"zh": [], "en": []}
    assert len(ta.audit(damaged)) < len(ta.audit(whole))
    assert ta.audit(damaged).attrs["unread"]["zh"]


def test_rejected_rows_are_counted_with_their_reason():
    (part,) = check(TEXT + TABLE).unread
    assert part.n == 1
    (said,) = ta.audit(TEXT + TABLE).attrs["unread"]["en"]
    assert said.startswith("1 row of the annex was not read and not checked: ")


@pytest.mark.parametrize(("count", "said"), [(80, 0), (81, 1)])
def test_a_sentence_of_too_many_figures_is_said_to_be_checked_in_pieces(count, said):
    text = "共有床位5张。" + "、".join(f"第{n}区床位{n + 3}张" for n in range(count)) + "。\n"
    found = ta.audit(text).attrs["unread"]["en"]
    assert [line for line in found if "in pieces" in line] == [
        "1 sentence with too many figures was checked in pieces, not as a whole"
    ] * said


def test_the_command_says_it(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert "指标表未能读取" in CliRunner().invoke(app, ["audit", str(path)]).output


def test_all_is_read_only_where_something_could_be_judged():
    words = "指标 | 单位 | 目标值 | 完成值\n甲工作 | - | 推进 | -\n乙工作 | - | 加强 | -\n"
    told = describe(check_report(words))
    assert "没有一项指标能判断是否达标。" in told
    assert "没有一项指标能判断是否达标。" not in describe(check_report())
    assert describe(check_report())[-1] == "各行均已读懂。"
