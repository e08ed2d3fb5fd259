"""Write `docs/data-dictionary.md` from the schema: python tools/make_docs.py."""

from __future__ import annotations

from pathlib import Path

from taian_analysis.base.phrases import say
from taian_analysis.base.schema import FRAMES, MORE, Field
from taian_analysis.products.publish import RESOURCES

TARGET = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
TITLES = {name: say(f"resource.{name}", "zh") for name in RESOURCES} | {
    "quantities": "文中数字",
    "facts": "数据及其归属",
    "rejections": "未收行",
    "comparison": "两期比较",
}
#: what stands in a frame beyond the contract's columns
BEYOND = {
    "read": "How a row of `indicators` was read",
    "evidence": "What `load_indicators` adds from the narrative",
    "inputs": "What `gaps` rest on, beside the columns of `indicators` (baseline, target, actual)",
    "ends": "Ends of the measures of `gaps`, and what they are sensitive to",
    "assumed": "What `what_if` adds to `gaps`",
    "points": "What `trends` has of each point",
    "told": "`audit` in English",
    "scanned": "What `find_quantities` adds to `quantities`",
}
HEADER = "| column | type | | 说明 | description | unit | values |"


def text() -> str:
    """Return the data dictionary as Markdown."""
    out = [
        "# Data dictionary 数据字典",
        "",
        "Made from `taian_analysis/base/catalog/columns.toml` by `tools/make_docs.py`; "
        "a test keeps it in step.",
        "`✓` marks columns that are never missing.",
    ]
    for name, fields in FRAMES.items():
        out += ["", f"## {name} {TITLES.get(name, '')}".rstrip(), ""]
        if name in RESOURCES:
            out += [say(f"resource.{name}_what", "en"), ""]
        out += _table(fields)
    out += ["", "## Beyond the contract 契约之外的列", ""]
    out += ["They stand after the columns above, and a later version may have others."]
    for name, title in BEYOND.items():
        out += ["", f"### {title}", "", *_table(MORE[name])]
    return "\n".join(out) + "\n"


def _table(fields: tuple[Field, ...]) -> list[str]:
    out = [HEADER, "|---|---|---|---|---|---|---|"]
    for f in fields:
        values = " ".join(f"`{value}`" for value in f.values)
        cells = (f"`{f.name}`", f.type, "✓" if f.required else "", f.zh, f.en, f.unit, values)
        out.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return out


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
