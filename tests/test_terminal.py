"""What the command prints: nothing lost in a pipe, data forms that parse."""

import io
import json

import pandas as pd
import pytest

from taian_analysis.cli import terminal

FRAME = pd.DataFrame(
    {
        "name": pd.array(["城乡低保标准之比", "a|b"], dtype="string"),
        "value": pd.array([1.27, None], dtype="Float64"),
        "met": pd.array([True, None], dtype="boolean"),
        "day": pd.to_datetime(["2023-06-30", None]),
    }
)


def test_cells_are_written_for_people():
    row = [terminal.cell(value) for value in FRAME.iloc[0]]
    assert row == ["城乡低保标准之比", "1.27", "✓", "2023-06-30"]
    assert [terminal.cell(value) for value in FRAME.iloc[1]][1:] == ["—", "—", "—"]


def test_percent_keeps_one_digit_and_says_na():
    assert terminal.percent(0.7752) == "77.5%"
    assert terminal.percent(pd.NA) == "—"


def test_a_table_is_as_wide_as_columns_asks(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    terminal.show(
        FRAME.assign(name=["很长的一个指标名称" * 6, "短"]), {"name": "指标", "value": "数值"}
    )
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) + sum(ord(c) > 255 for c in line) for line in lines) <= 42
    assert not any(line.endswith(" ") for line in lines)


def test_table_in_a_pipe_keeps_every_character(capsys, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    long = FRAME.assign(name=["很长的一个指标名称" * 6, "短"])
    terminal.show(long, {"name": "指标", "value": "数值"})
    assert "很长的一个指标名称" * 6 in capsys.readouterr().out


def test_csv_and_json_carry_the_columns_own_names(capsys):
    terminal.show(FRAME, {"name": "指标"}, form="csv")
    back = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert list(back.columns) == list(FRAME.columns)
    terminal.show(FRAME, {"name": "指标"}, form="json")
    assert json.loads(capsys.readouterr().out)[0]["value"] == 1.27


def test_markdown_escapes_the_bar(capsys):
    terminal.show(FRAME, {"name": "指标"}, form="md")
    assert capsys.readouterr().out.splitlines() == [
        "| 指标 |",
        "| --- |",
        "| 城乡低保标准之比 |",
        "| a\\|b |",
    ]


@pytest.mark.parametrize("bar", [terminal.steps, lambda _, label: terminal.counting(label)])
def test_progress_writes_nothing_to_standard_output(bar, capsys):
    with bar(2, "生成") as step:
        step("甲") if bar is terminal.steps else step(1, 2)
    assert capsys.readouterr().out == ""


def test_no_word_is_broken_by_a_narrow_screen(capsys, monkeypatch):
    """A table that fits only with broken words is printed one row after the other."""
    frame = pd.DataFrame({"name": ["bus lanes"], "state": ["not assessable"], "by": ["23,000,000"]})
    monkeypatch.setenv("COLUMNS", "30")
    terminal.show(frame)
    assert "not assessable" not in capsys.readouterr().out  # folded between its words
    monkeypatch.setenv("COLUMNS", "26")
    terminal.show(frame)
    assert capsys.readouterr().out.splitlines() == [
        "bus lanes",
        "  state  not assessable",
        "  by     23,000,000",
    ]


def test_nothing_found_is_said(capsys):
    terminal.show(pd.DataFrame({"name": []}))
    assert capsys.readouterr().out == "（无）\n"
