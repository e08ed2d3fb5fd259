"""What a notebook says about its cells beside their text: front matter, ``#|`` options, tags."""

from __future__ import annotations

import re
from typing import Any

from .prose import clean

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"\A([A-Za-z][\w-]*+)\s*+:\s*+(.*)")
_HIDDEN_OUTPUTS = {"hide-output", "hide_output", "hide-outputs"}
_HIDDEN_CELLS = {"hide-cell", "hide_cell"}
_BOX = re.compile(
    r"^(?P<fence>:{3,})[ \t]*\{?(?:\.callout-)?(?P<kind>[a-z]+)\}?[^\n]*\n"
    r"(?P<body>.*?)^(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
KINDS = {
    **dict.fromkeys(("note", "info", "seealso", "primary", "secondary"), "note"),
    **dict.fromkeys(("tip", "hint", "success", "important"), "tip"),
    **dict.fromkeys(("warning", "caution", "attention", "danger", "error"), "warning"),
}


def front_matter(source: str) -> tuple[dict[str, Any], str]:
    r"""Return the facts of YAML front matter, and the text after it.

    Only plain pairs and lists are read, which is all that a title block needs.

    Examples
    --------
    >>> front_matter("---\ntitle: \"甲\"\nauthor:\n- 张三\n---\n正文")
    ({'title': '甲', 'author': ['张三']}, '正文')
    """
    match = _FRONT.match(source)
    if not match:
        return {}, source
    facts: dict[str, Any] = {}
    key = ""
    for line in match[1].split("\n"):
        pair = _PAIR.fullmatch(line.rstrip())
        item = re.fullmatch(r"\A\s*+-\s++(?:name:\s*+)?(.+)", line)
        if pair:
            key = pair[1].lower()
            facts[key] = _plain(pair[2])
        elif item and key:
            known = facts.get(key)
            facts[key] = [*(known if isinstance(known, list) else []), _plain(item[1])]
    return (facts, source[match.end() :]) if facts else ({}, source)


def _plain(text: str) -> str:
    text = text.strip()
    quoted = re.fullmatch(r"(['\"])(.*)\1", text)
    return quoted[2] if quoted else re.sub(r"(?<!\s)\s++#.*", "", text)


def options(cell: Any, source: str) -> dict[str, str]:
    r"""Return the options a code cell begins with (``#| fig-cap: …``), ``alt`` of its metadata too.

    Examples
    --------
    >>> options({}, '#| fig-cap: "Bars"\n#| echo: false\nplot()')
    {'fig-cap': 'Bars', 'echo': 'false'}
    """
    found: dict[str, str] = {}
    for line in source.split("\n"):
        match = re.fullmatch(r"(?:#|//|%%)\|\s*([\w-]+)\s*:\s*(.*)", line.strip())
        if not match:
            break
        found[match[1]] = _plain(match[2])
    metadata = cell.get("metadata") or {}
    for key, name in (("alt", "fig-alt"), ("caption", "fig-cap")):
        value = metadata.get(key)
        if isinstance(value, str) and value.strip():
            found.setdefault(name, clean(value).strip())
    return found


def is_hidden(cell: Any, said: dict[str, str]) -> bool:
    """Return whether a whole cell is to be left out."""
    return bool(_tags(cell) & _HIDDEN_CELLS) or said.get("include") == "false"


def kept_outputs(cell: Any, said: dict[str, str]) -> list[Any]:
    """Return the outputs of a cell that it does not hide."""
    metadata = cell.get("metadata") or {}
    view = metadata.get("jupyter")
    hidden = isinstance(view, dict) and view.get("outputs_hidden")
    tags = _tags(cell)
    if hidden or tags & _HIDDEN_OUTPUTS or said.get("output") == "false":
        return []
    gone = {name for name in ("stderr", "stdout") if tags & {f"remove-{name}", f"remove_{name}"}}
    return [o for o in cell.get("outputs") or [] if o.get("name") not in gone]


def _tags(cell: Any) -> set[str]:
    tags = (cell.get("metadata") or {}).get("tags")
    return set(map(str, tags)) if isinstance(tags, list) else set()


def fenced_boxes(source: str) -> str:
    """Return Markdown with ``:::{tip}`` boxes in the fences that Markdown has."""
    if ":::" not in source:
        return source

    def fenced(match: re.Match[str]) -> str:
        if match["kind"] not in KINDS:
            return match.group()
        return f"~~~~{{{match['kind']}}}\n{match['body']}~~~~"

    return _BOX.sub(fenced, source)
