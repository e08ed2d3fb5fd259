"""From a notebook to a tree: Markdown, HTML, CSS, ANSI, formulas, outputs."""
