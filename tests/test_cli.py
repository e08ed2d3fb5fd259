"""The command: its output, its languages, its exit codes."""

import json
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import openpyxl
import pytest
from commands import taian
from typer.testing import CliRunner

from taian_analysis.cli import app
from taian_analysis.cli import main as cli
from taian_analysis.grammar.wording import has_chinese
from taian_analysis.readers import read_report

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "data" / "raw" / "taian-midterm-2023" / "taian-midterm-2023.txt"


def _started(*arguments):
    """Run the command as a terminal does, from the start of Python."""
    return subprocess.run(
        [sys.executable, "-m", "taian_analysis", *arguments],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _invoke(*arguments):
    return CliRunner().invoke(cli.app, list(arguments))


def test_help_is_chinese_by_default_and_english_on_request():
    chinese, english = _started("--help"), _started("--lang", "en", "--help")
    assert "每个指标的差距与进度" in chinese.stdout
    assert "Gap to target and pace of every indicator" in english.stdout
    assert chinese.returncode == english.returncode == 0


def test_help_is_in_one_language_throughout():
    for command in ((), ("gaps",), ("compare",)):
        chinese = taian(*command, "--help").stdout
        for word in ("Usage", "Options", "Commands", "Arguments", "default", "required", "Show"):
            assert word not in chinese
        assert "用法：" in chinese
    assert "Usage:" in taian("gaps", "--lang", "en", "--help").stdout


def test_the_audit_is_told_in_the_language_asked_for():
    english = taian("audit", "--lang", "en").stdout
    assert "Checked:" in english
    assert "no base figure in the report" in english
    assert "分项之和等于总数" not in english
    chinese = taian("audit").stdout
    assert "分项之和等于总数" in chinese and "原文未给出2020年基期数" in chinese
    assert "2022年→2023年上半年" in chinese and "24项达到目标值，3项未达到" in chinese


@pytest.mark.parametrize("command", ["build", "indicators", "trends", "gaps", "audit", "check",
                                     "compare", "series", "numbers", "briefing"])  # fmt: skip
def test_every_command_has_help(command):
    result = _invoke(command, "--help")
    assert result.exit_code == 0
    assert "--lang" in result.output


def test_language_is_chosen_by_option_then_variable_then_locale():
    assert cli.language(["gaps", "--lang=en"], {"TAIAN_LANG": "zh"}) == "en"
    assert cli.language([], {"TAIAN_LANG": "en", "LANG": "zh_CN.UTF-8"}) == "en"
    assert cli.language([], {"LANG": "en_GB.UTF-8"}) == "en"
    assert cli.language([], {"LANG": "C.UTF-8"}) == "zh"


def test_gaps_as_json_are_the_frame():
    result = _invoke("gaps", "--format", "json")
    assert result.exit_code == 0
    rows = {row["indicator_id"]: row for row in json.loads(result.output)}
    assert len(rows) == 27
    assert rows["lottery_outlets"]["met"] is False
    assert rows["lottery_outlets"]["shortfall"] == 20


def test_a_csv_file_has_the_mark_that_excel_asks_for_and_a_pipe_has_none():
    filed = taian("gaps", "-f", "csv").stdout  # which goes into a file
    assert filed == "\ufeff" + _started("gaps", "-f", "csv").stdout


def test_gaps_table_ends_with_the_count():
    result = _invoke("gaps")
    assert "共 27 项" in result.output
    assert "已达标 24" in result.output


def test_a_missing_file_is_one_line_and_exit_code_2():
    done = taian("gaps", "没有.txt")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "没有.txt" in done.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "bad.txt"),
        ("一段话,没有附件表。\n".encode(), "bad.txt"),
        (b"\x89PNG\r\n\x1a\n", "bad.txt"),
    ],
)
def test_bad_input_is_one_line_that_names_the_file(tmp_path, content, says):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    for lang in ("zh", "en"):
        done = taian("indicators", str(bad), "--lang", lang)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1, done.stderr
        assert says in done.stderr
        assert "Traceback" not in done.stderr


def _damaged(tmp_path, old, new):
    text = REPORT.read_text(encoding="utf-8")
    assert text.count(old) == 1
    bad = tmp_path / "damaged.txt"
    bad.write_text(text.replace(old, new), encoding="utf-8")
    return bad


_DAMAGES = pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("福利彩票销售网点数 | 个 | 580 |", "福利彩票销售网点数 | 个 | 580 | 7 | 8 |", 135, "8"),
        ("福利彩票销售网点数 | 个 | 580 | 560 |", "福利彩票销售网点数 | 个 | 58o | 560 |", 135, "58o"),
        ("福利彩票销售网点数 | 个 | 580 | 560 |", "福利彩票销售网点数 | 个 | >=abc | 560 |", 135, ">=abc"),
        ("福利彩票销售网点数 | 个 | 580 | 560 |", "福利彩票销售网点数 | 个 | 五8零X | 560 |", 135, "五8零X"),
        ("福利彩票销售网点数 | 个", "社会工作专业人才总量 | 个", 135, "社会工作专业人才总量"),
    ],
)  # fmt: skip


@_DAMAGES
@pytest.mark.parametrize("command", ["indicators", "gaps"])
def test_a_damaged_annex_is_never_a_shorter_table_in_silence(
    tmp_path, command, old, new, line, found
):
    bad = _damaged(tmp_path, old, new)
    done = taian(command, str(bad), "--lang", "en")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"{bad}, line {line}: " in done.stderr
    assert found in done.stderr
    # the rows that were understood are shown all the same
    assert "1783" in done.stdout.replace(",", "")


def test_messages_and_names_are_in_one_language(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert "0 字节）" in taian("gaps", str(empty)).stderr
    assert "found: 0 bytes)" in taian("gaps", str(empty), "--lang", "en").stderr
    english = taian("gaps", "--lang", "en").stdout
    assert "Lottery outlets" in english
    assert "福利彩票" not in english
    assert english.splitlines()[0].strip() == "泰安市“十四五”民政事业发展规划中期评估报告"


@_DAMAGES
def test_a_damaged_annex_stops_the_build(tmp_path, old, new, line, found):
    bad = _damaged(tmp_path, old, new)
    out = tmp_path / "out"
    done = taian("build", str(bad), "--out", str(out), "--lang", "en")
    assert done.returncode == 2
    assert f"line {line}" in done.stderr
    assert found in done.stderr
    assert "expected" in done.stderr
    assert not out.exists() or not list(out.iterdir())


def test_wrong_format_names_the_choices():
    result = _invoke("gaps", "--format", "xml")
    assert result.exit_code == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_briefing_reads_again_what_a_pipe_gave_once(tmp_path, monkeypatch):
    def made(*_, parameters, output, **__):
        output.write_text(read_report(parameters["source"]).text, encoding="utf-8")
        return output

    monkeypatch.setattr("taian_analysis.briefing.export.export_notebook", made)
    pipe, out = tmp_path / "pipe", tmp_path / "b.html"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_bytes, args=(REPORT.read_bytes(),)).start()
    result = _invoke("briefing", str(pipe), "-f", "html", "-o", str(out))
    assert result.exit_code == 0, result.output
    assert out.read_text(encoding="utf-8") == read_report().text


@pytest.mark.parametrize("name", ["indicators", "trends", "gaps", "numbers", "series", "audit"])
def test_each_frame_is_printed_in_each_format(name):
    for form in ("table", "csv", "json", "md"):
        result = _invoke(name, "-f", form)
        assert result.exit_code == (name == "audit") and result.stdout.strip(), form


def test_build_writes_and_names_every_file(tmp_path):
    done = taian("build", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert {Path(line).name for line in done.stdout.splitlines()} == {
        path.name for path in tmp_path.iterdir()
    }


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (["gap"], "没有“gap”这个命令", "No such command 'gap'"),
        (["compare", "a.txt"], "缺少参数", "Missing argument"),
        (["gaps", "--formt", "md"], "没有 --formt 这个选项", "No such option"),
        (["gaps", "--format", "xml"], "table、csv、json、md", "table, csv, json, md"),
        (["check", "--lang", "fr"], "fr：可选 zh、en", "fr：可选 zh、en"),
        (["check", "a.txt", "b.txt"], "多余的参数：b.txt", "extra argument"),
        (["corpus", "a", "-o", "b", "-j", "x"], "--workers 的值不对：应为整数", "integer"),
        (["corpus", "", "-o", "b"], "没有这个文件夹", "no such folder"),
        (["build", "--out="], "不写入根目录", "the root or a home folder"),
        (["build", "--out", __file__], "这是文件，不是文件夹", "this is a file, not a folder"),
        (["corpus", __file__, "-o", "b"], "这是文件，不是文件夹", "this is a file, not a folder"),
        (["gaps", "--explain="], "没有这个指标", "no indicator of that name"),
    ],
)
def test_a_wrong_call_is_one_line_in_the_users_language(call, zh, en):
    for lang, says in (("zh", zh), ("en", en)):
        done = taian(*call, env={"TAIAN_LANG": lang})
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert says in done.stderr


def test_exit_codes_of_check_and_audit_are_kept():
    assert taian("check").returncode == 0
    assert taian("audit").returncode == 1
    assert _started("--version").returncode == 0


NOTHING_MET = """某市规划纲要
2023年8月15日
主要指标
序号 | 指标 | 单位 | 2020年 | 2025年目标
1 | 公路总里程 | 公里 | 8120 | 8800
2 | 铁路总里程 | 公里 | 310 | 420
"""


@pytest.mark.parametrize("options", [(), ("--all",)])
def test_a_plan_without_actuals_has_gaps_to_show(tmp_path, options):
    plan = tmp_path / "plan.txt"
    plan.write_text(NOTHING_MET, encoding="utf-8")
    done = taian("gaps", str(plan), *options)
    assert done.returncode == 0 and "公路总里程" in done.stdout and not done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("evidence", "-o", "nowhere/x.html"), "没有这个文件夹"),
        (("evidence", "-o", "x.pdf"), ".html"),
        (("audit", "--page", "x.txt"), ".html"),
        (("briefing", "-o", "x.txt"), ".pdf"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_work(arguments, said, tmp_path):
    begun = os.times()
    done = _started(*arguments)
    spent = os.times()  # processor time: other processes may keep this one waiting
    assert done.returncode == 2 and said in done.stderr and not done.stdout
    assert not list(tmp_path.iterdir())
    assert spent.children_user - begun.children_user < 30


def test_the_evidence_of_another_report_has_a_file_of_its_own():
    assert app.target(None, "evidence", ".html").name == "taian-evidence.html"
    assert app.target("a/next.docx", "evidence", ".html").name == "next-evidence.html"


def test_english_speaks_english_but_for_names_no_dossier_knows(tmp_path):
    """Names come from the dossier or are said to be printed; changes of shares are in points."""
    explained = taian("gaps", "--explain", "9", "--lang", "en").stdout
    quotes = [line for line in explained.splitlines() if "“" in line]
    assert [line for line in explained.splitlines() if has_chinese(line)] == quotes
    rows = "指标|单位|2025年目标|2022年完成值\n养老机构护理型床位占比|%|60|{}\n公交线路|条|30|28\n"
    for name, value in (("old.txt", "52.5"), ("new.txt", "55")):
        (tmp_path / name).write_text(rows.format(value), encoding="utf-8")
    old, new = (str(tmp_path / name) for name in ("old.txt", "new.txt"))
    told = taian("compare", old, new, "--lang", "en").stdout
    assert "+2.5 pp" in told
    assert "Share of nursing beds in elderly-care institutions" in told
    assert "Chinese names stand as the report prints them." in told


def test_no_warning_of_a_library_reaches_the_terminal(tmp_path):
    file = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (["指标名称", "单位", "2025年目标值", "2023年完成值"], ["床位数", "张", 100, 90]):
        book.active.append(row)
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():  # openpyxl: "Workbook contains no stylesheet"
            if name == "xl/styles.xml":
                new.writestr(name, f'<styleSheet xmlns="{openpyxl.xml.constants.SHEET_MAIN_NS}"/>')
            else:
                new.writestr(name, old.read(name))
    run = subprocess.run(
        [sys.executable, "-m", "taian_analysis", "gaps", str(file)], capture_output=True, text=True
    )
    assert "床位数" in run.stdout and not run.stderr
