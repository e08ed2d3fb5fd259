"""The documents: those made from the code are in step with it, and what the others name is there."""

import re
import runpy
import shlex
from pathlib import Path

import pytest
import typer

import taian_analysis as ta
from taian_analysis.cli import main as cli

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
#: names of files that a reader makes, or that another program has
THEIRS = {"NOTEBOOK.ipynb", "笔记本.ipynb", "jupyter_nbconvert_config.py", "ProgressMeasure.py"}

page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _files() -> list[str]:
    hidden = (p for p in ROOT.iterdir() if p.name[0] != ".")
    return [p.as_posix() for top in hidden for p in (top.rglob("*") if top.is_dir() else [top])]


def test_data_dictionary_is_made_from_the_schema():
    made = runpy.run_path(str(ROOT / "tools" / "make_docs.py"))["text"]()
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == made


def test_the_data_dictionary_has_every_column_of_every_frame():
    told = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    report = ta.read_report()
    made = {
        name: getattr(ta, name)(report)
        for name in ("load_indicators", "load_observations", "load_trends", "gap_to_target",
                     "audit", "facts", "rejections", "find_quantities")
    }  # fmt: skip
    made["what_if"] = ta.what_if(made["gap_to_target"], pace=1)
    made["compare"] = ta.compare(report, report)
    for name, frame in made.items():
        assert [c for c in frame.columns if f"| `{c}` |" not in told] == [], name


@page
def test_every_link_and_picture_leads_somewhere(path):
    prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", path.read_text(encoding="utf-8")))
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), link
        heads = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.M) if anchor else []
        assert not anchor or anchor in map(_anchor, heads), link


@page
def test_every_file_named_is_there(path):
    there = _files()
    for code in re.findall(r"`([^`\n]+)`", path.read_text(encoding="utf-8")):
        for name in re.findall(r"[\w./-]+\.(?:py|toml|md|json|typ|tsv|ipynb)\b", code):
            made = Path(name).name in THEIRS or name.startswith(("data/processed", "page"))
            assert made or any(f.endswith(f"/{name.removeprefix('./')}") for f in there), name


@page
def test_every_public_name_is_there(path):
    for name in re.findall(r"\bta\.(\w+)", path.read_text(encoding="utf-8")):
        assert name in ta.__all__, name


@page
def test_every_command_and_option_is_there(path):
    commands = typer.main.get_command(cli.app).commands
    text = path.read_text(encoding="utf-8")
    blocks = [line for kind, code in FENCE.findall(text) if kind != "python"
              for line in code.splitlines()]  # fmt: skip
    for code in [*blocks, *re.findall(r"`([^`\n]+)`", text)]:
        words = shlex.split(re.sub(r"\s{2,}.*|[|&].*", "", code.strip()).lstrip("$ "), comments=True) \
            if code.strip().lstrip("$ ").startswith("taian ") else []  # fmt: skip
        known = {"--help", "--version", "--lang"}
        for word in words[1:]:
            if word in commands:
                known |= {o for p in commands[word].params for o in (*p.opts, *p.secondary_opts)}
            assert not word.startswith("-") or word in known, code
        assert len(words) < 2 or words[1].startswith("-") or words[1] in commands, code


@page
def test_every_script_can_be_compiled(path):
    for kind, code in FENCE.findall(path.read_text(encoding="utf-8")):
        if kind == "python":
            compile(code, str(path), "exec")


def test_each_heading_of_the_changelog_stands_once_in_its_version():
    versions = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M)
    for version in versions:
        heads = re.findall(r"^### (.*)$", version, re.M)
        assert len(heads) == len(set(heads)), version.partition("\n")[0]
