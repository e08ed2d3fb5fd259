"""Write `docs/data-dictionary.md` from the schema: python tools/make_docs.py."""

from __future__ import annotations

from pathlib import Path

from taian_analysis.base.phrases import say
from taian_analysis.base.schema import FRAMES
from taian_analysis.products.publish import RESOURCES

TARGET = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
TITLES = {name: say(f"resource.{name}", "zh") for name in RESOURCES} | {
    "quantities": "文中数字",
    "facts": "数据及其归属",
    "rejections": "未收行",
    "comparison": "两期比较",
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
        out += [HEADER, "|---|---|---|---|---|---|---|"]
        for f in fields:
            values = " ".join(f"`{value}`" for value in f.values)
            cells = (f"`{f.name}`", f.type, "✓" if f.required else "", f.zh, f.en, f.unit, values)
            out.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
