"""What is at the edge of a file system: names like texts, pipes, devices."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.base import files
from taian_analysis.products import corpus
from taian_analysis.products.corpus_rows import rows_of


def test_an_existing_path_is_a_path_whatever_its_characters(tmp_path):
    path = tmp_path / "甲|乙<丙>.txt"
    path.write_text("指标 | 目标 |\n甲 | 1 |\n", encoding="utf-8")
    assert ta.read_report(str(path)).lines[0].text == "指标 | 目标 |"


def test_a_folder_named_as_an_address_is_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("http:/plan").mkdir(parents=True)
    Path("http:/plan/a.txt").write_text("全市共有5人。\n", encoding="utf-8")
    assert "5人" in ta.read_report("http://plan/a.txt").text


def test_a_pipe_can_be_read(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_text("甲\n乙", encoding="utf-8"))
    writer.start()
    assert [line.text for line in ta.read_report(path).lines] == ["甲", "乙"]
    writer.join()


def test_a_pipe_that_nobody_writes_to_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "OPENED", 0.2)
    monkeypatch.setattr(files, "COMING", 0.3)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(ta.ReportError, match=r"管道|pipe"):
        ta.read_report(path)
    held = os.open(path, os.O_RDWR)  # held open, and nothing ever written
    try:
        with pytest.raises(ta.ReportError, match=r"管道|pipe"):
            ta.read_report(path)
    finally:
        os.close(held)


def test_a_pipe_is_read_to_its_end_however_slowly_it_is_written(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)

    def write():
        time.sleep(0.3)
        with path.open("wb") as pipe:
            time.sleep(0.2)
            for _ in range(3):
                pipe.write("全市共有5人。\n".encode() * 5000)
                pipe.flush()
                time.sleep(0.1)

    writer = threading.Thread(target=write)
    writer.start()
    assert ta.read_report(path).text.count("5人") == 15_000
    writer.join()


@pytest.mark.parametrize("words", ["printf '全市共有5人。'", "sleep 0.5; printf '全市共有5人。'"])
def test_what_a_shell_substitutes_is_read(words):
    code = "import sys, taian_analysis as ta; print(ta.read_report(sys.argv[1]).text)"
    line = f'"{sys.executable}" -c "{code}" <({words})'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "全市共有5人。", done.stderr


def test_a_pipe_in_a_folder_of_reports_is_a_row(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "a.txt")
    assert rows_of(str(folder / "a.txt"))["reports"][0]["error_type"] == "OSError"
    assert corpus._look(str(folder / "a.txt"), None).sha256.startswith("unreadable-")


@pytest.mark.parametrize("path", ["/proc/kmsg", "/dev/zero", "/dev/tty"])
@pytest.mark.skipif(not os.path.isdir("/proc"), reason="needs Linux's /proc and /dev")
def test_devices_are_refused_at_once(path):
    with pytest.raises(ta.ReportError):
        ta.read_report(path)


def test_orders_to_a_terminal_are_no_text_and_their_digits_no_figures():
    text = "\x1b]0;报告\x07\n全市\x1b[1;31m25\x1b[0m张床位,增长5.2%。"
    for source in (text, text.encode(), text.encode("gb18030")):
        report = ta.read_report(source)
        assert report.text == "\n全市25张床位,增长5.2%。"
        assert ta.find_quantities(report)["value"].tolist() == [25, 5.2]
    assert 31 not in ta.find_quantities(text)["value"].tolist()  # of a text its places are kept


@pytest.mark.parametrize("lost", ["\ufffd", "\x01", "\x1b", "\x9b"])
def test_a_number_that_may_have_lost_a_digit_is_none(lost):
    text = (
        f"增长6{lost}9%,降低{lost}5.2%,占3.1{lost}%,床位1-2{lost}张,机构25家{lost}。"
        + "各项工作推进。\n" * 9
    )
    for source in (text, text.encode()):
        assert ta.find_quantities(ta.read_report(source))["text"].tolist() == ["25"]


def test_bytes_with_many_control_characters_are_no_text():
    with pytest.raises(ta.ReportError, match="not text"):
        ta.read_report(b"\x01\x02\x03" + "床位25张。".encode())
