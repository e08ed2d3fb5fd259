"""The groups of a LaTeX formula: arguments in braces and brackets, and the group around a place."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"\\([a-zA-Z]+|.)", re.DOTALL)
_OPTION = re.compile(r"\s{0,20}\[([^\[\]]{0,400})\]")
_CLOSING = {"(": ")", "[": "]", "|": "|", "{": "}"}


def group(text: str, at: int) -> tuple[str, int]:
    r"""Return the argument that starts at `at` (a group, a command or a character) and its end.

    Examples
    --------
    >>> group(r"{a{b}}c", 0), group(r" \alpha x", 0)
    (('a{b}', 6), ('\\alpha', 7))
    """
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text):
        return "", at
    if text[at] == "\\":
        match = _COMMAND.match(text, at)
        return (match.group(), match.end()) if match else ("", len(text))
    if text[at] != "{":
        return text[at], at + 1
    end = group_end(text, at + 1)
    return text[at + 1 : end], min(end + 1, len(text))


def group_end(text: str, at: int) -> int:
    """Return where the group that is open at `at` ends: at its brace, or with the text."""
    depth = 1
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if not depth:
                return at
        at += 1
    return len(text)


def group_start(text: str, at: int) -> int:
    """Return where the group in which `at` stands starts, after its brace."""
    depth = 0
    while at > 0:
        at -= 1
        if text[at] in "{}" and text[at - 1 : at] != "\\":
            if text[at] == "{" and not depth:
                return at + 1
            depth += 1 if text[at] == "}" else -1
    return 0


def option(text: str, at: int) -> tuple[str | None, int]:
    """Return the optional argument in brackets at `at` (None where there is none), and its end."""
    match = _OPTION.match(text, at)
    return (match[1], match.end()) if match else (None, at)


def arguments(text: str, at: int, count: int) -> tuple[list[str], int]:
    """Return `count` arguments, stars and optional ones before them passed over."""
    if text[at : at + 1] == "*":
        at += 1
    found: str | None = ""
    while count and found is not None:
        found, at = option(text, at)
    made = []
    for _ in range(count):
        one, at = group(text, at)
        made.append(one)
    return made, at


def bracketed(text: str, at: int) -> tuple[str, str, str, int] | None:
    """Return what stands in a pair at `at`: its opening and closing sign, the inside, the end."""
    while at < len(text) and text[at].isspace():
        at += 1
    sign = text[at : at + 1]
    if sign == "{":
        inner, end = group(text, at)
        return "{", "}", inner, end
    closing = _CLOSING.get(sign)
    if not closing:
        return None
    depth, start = 0, at + 1
    for place in range(start, len(text)):
        if text[place] == closing and not depth:
            return sign, closing, text[start:place], place + 1
        if text[place] in "([{":
            depth += 1
        elif text[place] in ")]}":
            depth -= 1
    return None
