"""The floors of the house: what a room may import, read off the code's own import lines."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "taian_analysis"
#: From the ground up; a room imports from its own floor's rooms below it only.
FLOORS = (
    {"base"},
    {"grammar"},
    {"readers"},
    {"narrative"},
    {"cleaning"},
    {"trends", "gaps", "audit"},
    {"show"},
    {"products"},
    {"cli"},
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE)


@cache
def told(path):
    """The import lines and the classes of a file, functions' included, types apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    return [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.ClassDef)]


def imported_rooms(path):
    """The rooms a file imports from anywhere in it."""
    parts = path.relative_to(PACKAGE).parts[:-1]
    for node in told(path):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = parts[: len(parts) - node.level + 1]
            full = [*base, *(node.module or "").split(".")]
            yield from ([full[0]] if full[0] else [alias.name for alias in node.names])


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_imports_upward(path):
    room = path.relative_to(PACKAGE).parts[0]
    if room == "briefing":
        assert set(imported_rooms(path)) <= {"briefing", "base"}
        return
    above = {r for r in imported_rooms(path) if LEVEL.get(r, -1) > LEVEL[room]}
    assert not above, f"{room} imports from above: {above}"


def test_the_root_holds_the_package_only():
    names = {p.name for p in PACKAGE.iterdir() if p.is_file()}
    assert names == {"__init__.py", "__main__.py", "py.typed"}


def module(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path, modules):
    """The modules of ours that a file imports."""
    folder = path.relative_to(PACKAGE).parts[:-1]
    for node in told(path):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*folder[: len(folder) - node.level + 1], *(node.module or "").split(".")]
            home = ".".join(part for part in base if part)
            for alias in node.names:
                inner = f"{home}.{alias.name}".strip(".")
                yield inner if inner in modules else home


def test_no_files_import_each_other_in_a_circle():
    modules = {module(path): path for path in FILES}
    left = {name: set(imports(path, modules)) & set(modules) for name, path in modules.items()}
    while free := [name for name, needs in left.items() if not needs & set(left) - {name}]:
        for name in free:
            del left[name]
    assert not left, {name: sorted(needs & set(left)) for name, needs in left.items()}


def test_no_two_classes_share_a_name():
    homes = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in told(path):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(f"{module(path)}:{node.lineno}")
    assert not {name: places for name, places in homes.items() if len(places) > 1}
