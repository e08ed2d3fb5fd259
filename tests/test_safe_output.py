"""What leaves the package: inert cells, whole files, a terminal that is never ordered about."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from commands import taian
from hypothesis import given
from hypothesis import strategies as st

import taian_analysis as ta
from taian_analysis.base import files, safe
from taian_analysis.briefing.read.context import CellContext
from taian_analysis.briefing.read.markdown import markdown_blocks
from taian_analysis.cli import terminal
from taian_analysis.products import publish, story_gaps
from taian_analysis.products.crops import write_crops
from taian_analysis.products.evidence import write
from taian_analysis.products.evidence_app import build_app
from taian_analysis.products.writer import Block, Writer

ROOT = Path(__file__).parents[1]
ANNEX = "<table><tr><td>主要指标</td><td>单位</td><td>2025年目标值</td><td>2023年完成值</td></tr>{}</table>"
ROW = "<tr><td>{}</td><td>人</td><td>{}</td><td>{}</td></tr>"


def _taian(*arguments, **settings):
    settings = {"capture_output": True, "text": True, "encoding": "utf-8", **settings}
    return subprocess.run(
        [sys.executable, "-m", "taian_analysis", *map(str, arguments)],
        env=dict(os.environ, PYTHONPATH=str(ROOT)), timeout=120, **settings,
    )  # fmt: skip


@given(
    st.text("'=+-@\t\r\n ＝1a%.", max_size=6)
    | st.text(max_size=8)
    | st.lists(st.sampled_from(["_", "x", "001B", "005f", "\x1b", "'", "=", "_x001B_"])).map(
        "".join
    )
)
def test_a_cell_made_inert_is_read_back_unchanged(text):
    written = safe.inert(text)
    assert not safe._CONTROL.search(written)
    assert safe.active(written) == text
    assert written[:1] not in ("=", "+", "-", "@", "\t", "\r", "＝") or safe._HARMLESS.fullmatch(
        written
    )


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "-1e5(x)"]
)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(cell):
    assert safe.inert(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell, written",
    [("人\x1b[2J", "人_x001B_[2J"), ("\r=1", "'_x000D_=1"), ("=\x07", "'=_x0007_"),
     ("_x001B_", "_x005F_x001B_"), ("a_x1_", "a_x1_"), ("a\x9bb\u202e", "a_x009B_b_x202E_")],
)  # fmt: skip
def test_a_control_character_is_written_as_office_writes_it(cell, written):
    assert safe.inert(cell) == written and safe.active(written) == cell


def _hostile(name="=HYPERLINK数"):
    cells = ("人&#27;[2J&#7;&#155;31m&#8238;数", name, "_x001B_人数", "[/b]**人**数")
    rows = "".join(ROW.format(cell, 100 + i, 45) for i, cell in enumerate(cells))
    return "<h1>标题&#27;]0;x&#7;&#133;&#8232;评估报告</h1>" + ANNEX.format(rows)


def test_no_written_file_holds_a_control_character(tmp_path):
    path = tmp_path / "a\x1b[31m.html"
    path.write_text(_hostile(), encoding="utf-8")
    read = ta.load_indicators(path)["indicator"].tolist()
    if not any("\x1b" in name and "\x07" in name for name in read):
        pytest.skip("this libxml2 (lxml before 6) drops what stands for a control character")
    publish.build(path, tmp_path / "out")
    ta.evidence(path).save(tmp_path / "out" / "page.html")
    taian("evidence", path, "--json", "-o", tmp_path / "out" / "data.json")
    written = sorted((tmp_path / "out").iterdir())
    assert len(written) == 8
    for file in written:
        text = file.read_text(encoding="utf-8").removeprefix("\ufeff")
        assert not safe._CONTROL.search(text), file.name
    assert publish.read_published(tmp_path / "out")["indicators"]["indicator"].tolist() == read


def test_an_operator_is_written_as_the_set_describes_it(tmp_path):
    publish.build(None, tmp_path)
    (about,) = (
        resource for resource in json.loads((tmp_path / publish.MANIFEST).read_text("utf-8"))["resources"]
        if resource["name"] == "indicators"
    )  # fmt: skip
    allowed = {f["name"]: f["constraints"]["enum"] for f in about["schema"]["fields"]
               if f["name"].endswith("_op")}  # fmt: skip
    cells = pd.read_csv(tmp_path / "indicators.csv", dtype="string")
    assert set(allowed) == {"baseline_op", "target_op", "actual_op"}
    for name, values in allowed.items():
        assert set(cells[name].dropna()) <= set(values)
    first = cells.stack().loc[lambda column: column.str.startswith("=")]
    assert set(first) == {"=="}  # of all that begins with "=", only the bare sign: nothing to run


@pytest.mark.parametrize("cell", ["-5", "+3.2%", "-1,234.5", "-", "--", "==", ">=60", "社工"])
def test_numbers_dashes_and_operators_stay_as_they_are(cell):
    assert safe.inert(cell) == cell


def test_a_published_name_that_is_a_formula_comes_back(tmp_path):
    name = "=HYPERLINK(人数)"
    page = ANNEX.format(ROW.format(name, 100, 90) + ROW.format("社工人数", 50, 45))
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    read = ta.load_indicators(tmp_path / "a.html")["indicator"].tolist()
    publish.build(tmp_path / "a.html", tmp_path / "out")
    raw = (tmp_path / "out" / "indicators.csv").read_text(encoding="utf-8-sig")
    assert all(
        cell[:1] != "=" or cell == "==" for line in raw.splitlines() for cell in line.split(",")
    )
    assert publish.read_published(tmp_path / "out")["indicators"]["indicator"].tolist() == read


def test_the_bundled_set_is_read_back_with_its_types(tmp_path):
    publish.build(None, tmp_path)
    back = publish.read_published(tmp_path)
    assert set(back) == set(publish.RESOURCES)
    gaps = back["gaps"]
    assert gaps["met"].sum() == 24 and gaps["met"].dtype == "boolean"
    assert str(gaps["gap"].dtype) == "Float64" and len(back["audit"]) == len(ta.audit())


def test_a_set_with_one_file_of_another_is_refused(tmp_path):
    publish.build(None, tmp_path)
    path = tmp_path / "gaps.csv"
    path.write_bytes(path.read_bytes().replace(b"met", b"mat", 1))
    with pytest.raises(ta.SchemaError, match="another set"):
        publish.read_published(tmp_path)
    (tmp_path / publish.MANIFEST).unlink()
    with pytest.raises(ta.SchemaError, match="no complete"):
        publish.read_published(tmp_path)


@pytest.mark.parametrize("stop", range(9))
def test_a_stop_at_any_step_leaves_one_whole_set(tmp_path, monkeypatch, stop):
    names = ["a.csv", "b.csv", "m.json"]
    files.write_set(tmp_path, dict.fromkeys(names, b"old"), "m.json")
    calls = {"n": 0}

    class Killed(BaseException):
        pass

    def dying(real):
        def call(*args, **kw):
            calls["n"] += 1
            if calls["n"] > stop:
                raise Killed
            return real(*args, **kw)

        return call

    with monkeypatch.context() as patch:
        for name in ("rename", "replace", "unlink"):
            patch.setattr(os, name, dying(getattr(os, name)))
        patch.setattr(files.shutil, "rmtree", lambda *a, **k: None)  # the dead do not tidy up
        with contextlib.suppress(Killed):
            files.write_set(tmp_path, dict.fromkeys(names, b"new"), "m.json")
    there = {name for name in names if (tmp_path / name).exists()}
    if "m.json" in there:  # what stands beside a manifest is of that manifest's set
        assert len({(tmp_path / name).read_bytes() for name in names}) == 1
    files.finish(tmp_path, "m.json")
    assert len({(tmp_path / name).read_bytes() for name in names}) == 1


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_no_new_folder_and_every_old_one(tmp_path, monkeypatch, there):
    folder = tmp_path / "set"
    if there:
        folder.mkdir()

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write_whole", full)
    with pytest.raises(ta.SchemaError, match="disk is full"):
        publish.write_all(folder, {"a.csv": b"", publish.MANIFEST: b""})
    assert folder.exists() == there and not any(tmp_path.rglob(".*"))


@pytest.mark.parametrize("wait", [1.0, 1.5])
def test_a_killed_build_leaves_a_set_that_can_be_read_or_none(tmp_path, wait):
    publish.build(None, tmp_path)
    command = [sys.executable, "-m", "taian_analysis", "build", "-o", str(tmp_path)]
    running = subprocess.Popen(command, env=dict(os.environ, PYTHONPATH=str(ROOT)),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    time.sleep(wait)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert len(publish.read_published(tmp_path)["indicators"]) == 27


def test_a_file_is_written_through_its_link_and_keeps_its_mode(tmp_path):
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    files.write_whole(link, b"new")
    assert link.is_symlink() and real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.txt", "real.txt"]


def test_devices_pipes_and_folders_are_no_targets(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for target in ("/dev/null", tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError):
            files.write_whole(target, b"x")


@pytest.mark.parametrize(
    "writes",
    [
        lambda folder: publish.build(None, folder),
        lambda folder: ta.read_corpus([__file__], folder),
        build_app,
        lambda folder: write_crops(None, folder),
    ],
    ids=["build", "corpus", "app", "crops"],
)
def test_the_root_and_the_home_folder_are_no_targets(tmp_path, monkeypatch, writes):
    home = tmp_path / "me"
    home.mkdir()
    (tmp_path / "link").symlink_to(home)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    for target in ("", "/", "/tmp/../..", home, f"{home}/.", ".", tmp_path / "link"):
        with pytest.raises(ta.TaianError, match="not written into the root or a home folder"):
            writes(target)
    assert not list(home.iterdir())


def test_no_control_character_reaches_a_terminal(tmp_path):
    page = ANNEX.format(ROW.format("人&#27;[2J&#155;31m&#8238;数[/b][red]", 100, 90)
                        + ROW.format("社工人数", 50, 45))  # fmt: skip
    path = tmp_path / "a\x1b[31m[b].html"
    path.write_text("<h1>标题[/b]&#27;]0;x&#7;评估报告</h1>" + page, encoding="utf-8")
    for call in (("indicators",), ("check",), ("gaps", "-f", "csv"), ("numbers", "-f", "json")):
        done = taian(call[0], path, *call[1:])
        shown = done.stdout + done.stderr
        assert "Traceback" not in shown
        assert not [c for c in shown if safe.printable(c) != c], call
    missing = taian("gaps", "没有\x1b[2J.txt")
    assert missing.returncode == 2 and "\x1b" not in missing.stderr


def test_markup_in_a_title_or_a_cell_is_text(capsys):
    frame = pd.DataFrame({"a": ["[red]x[/red]", "[/b]"]})
    terminal.show(frame, title="报告[/b] [link=x]")
    shown = capsys.readouterr().out
    assert "报告[/b]" in shown and "[link=x]" in shown and "[red]x[/red]" in shown


def test_names_in_prose_are_no_markdown():
    name = "*a*`b`[c](http://d)<script>_e_&lt;$x$|"
    written = safe.literal(name)
    assert safe.unmarked(written) == name
    (block,) = markdown_blocks(written, CellContext())
    assert "".join(inline.text for inline in block.inlines) == name


def test_the_three_sentences_carry_a_strange_name_whole():
    page = ANNEX.format(ROW.format("甲*乙*_人数_", 100, 90) + ROW.format("社工人数", 50, 55))
    from taian_analysis.products.story import Story

    story = Story(page.replace("<table>", "<p>某市评估报告</p>\n<table>"), "zh")
    assert any("甲*乙*_人数_" in sentence for sentence in story_gaps.sentences(story))
    prose = [b.value for b in story.section("summary") if b.kind == "text"]
    assert any(r"甲\*乙\*\_人数\_" in text for text in prose)
    w = Writer("zh", "x")
    assert w.n("“a*b*”", "quote") == r"“a\*b\*”"
    assert Block("text", r"**甲**a\*b", "x").text == "甲a*b"


def test_messages_stay_under_500_characters():
    long = "长" * 5000
    error = ta.ReportError("it is " + long, zh=long, file=long, found=long, expected=long)
    assert all(len(error.describe(lang)) < 500 for lang in ("zh", "en")) and len(str(error)) < 500
    done = taian("gaps", "不" * 80)
    assert len(done.stderr.strip()) < 500


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("call", [("indicators", "-f", "csv"), ("--help",)])
def test_a_full_or_closed_output_is_one_line_and_status_2(call):
    for where in (">/dev/full", ">&-"):
        command = f'"$0" -m taian_analysis {" ".join(call)} {where}'
        done = subprocess.run(["bash", "-c", command, sys.executable], cwd=ROOT, text=True,
                              capture_output=True, encoding="utf-8", timeout=60)  # fmt: skip
        assert done.returncode == 2, (where, done.stderr)
        assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, done.stderr


@pytest.mark.parametrize(
    ("call", "code"), [("audit -f csv", 1), ("build -o out", 0), ("numbers -f csv", 0)]
)
def test_a_reader_that_leaves_changes_neither_the_work_nor_its_exit_code(tmp_path, call, code):
    read, write_end = os.pipe()
    os.close(read)
    done = _taian(*call.split(), cwd=tmp_path, capture_output=False, stdout=write_end,
                  stderr=subprocess.PIPE)  # fmt: skip
    os.close(write_end)
    assert done.returncode == code and "Traceback" not in done.stderr
    assert (tmp_path / "out" / publish.MANIFEST).exists() == (call[:5] == "build")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_no_room_to_tell_of_the_steps_stops_no_work(tmp_path):
    with open("/dev/full", "w") as full:
        done = _taian("build", "-o", tmp_path / "o", capture_output=False, stdout=subprocess.PIPE,
                      stderr=full)  # fmt: skip
    assert done.returncode == 0 and (tmp_path / "o" / publish.MANIFEST).exists()


def test_a_closed_error_stream_harms_nothing():
    command = '"$0" -m taian_analysis gaps -f csv 2>&- | wc -l'
    done = subprocess.run(["bash", "-c", command, sys.executable], cwd=ROOT, text=True,
                          capture_output=True, encoding="utf-8", timeout=60)  # fmt: skip
    assert int(done.stdout) == 28


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_page_is_not_written_into_a_pipe_or_a_device(tmp_path):
    pipe, device = tmp_path / "pipe.html", tmp_path / "device.html"
    os.mkfifo(pipe)
    device.symlink_to("/dev/full")
    for target in (pipe, device):
        with pytest.raises(ta.TaianError, match="device or a pipe"):
            write("a page", target)
