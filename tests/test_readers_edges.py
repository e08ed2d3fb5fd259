"""What is at the edge of a file system: names like texts, pipes, devices."""

import os
import threading
from pathlib import Path

import pytest

import taian_analysis as ta


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


@pytest.mark.parametrize("path", ["/proc/kmsg", "/dev/zero", "/dev/tty"])
@pytest.mark.skipif(not os.path.isdir("/proc"), reason="needs Linux's /proc and /dev")
def test_devices_are_refused_at_once(path):
    with pytest.raises(ta.ReportError):
        ta.read_report(path)
