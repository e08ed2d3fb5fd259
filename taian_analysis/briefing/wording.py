"""The few words the exporter adds itself, in both languages: data, not branches."""

from __future__ import annotations

from ..base.errors import BriefingError

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "figure": "图",
        "table": "表",
        "contents": "目录",
        "page": "第 {page} 页 共 {total} 页",
        "source": "来源：",
        "notes": "注释",
        "continued": "(续 {part})",
        "input": "代码",
        "no_alt": "第{cell}个单元格的图，未附文字说明",
        "placeholder": "〔{what}〕",
        "remote_image": "网络图片未取用：{name}",
        "outside_image": "图片在笔记本文件夹之外，未取用：{name}",
        "missing_image": "找不到图片：{name}",
        "broken_image": "图片无法读取：{name}",
        "unsupported_image": "不支持的图片格式：{name}",
        "embedded": "嵌入内容无法打印：{name}",
        "widget": "交互控件：{name}",
        "no_rendering": "无法打印的输出：{name}",
        "skip_link": "跳到正文",
        "note": "说明",
        "tip": "提示",
        "warning": "注意",
        "lines_left_out": "…… 略去 {count} 行",
        "characters_left_out": "……（略去 {count} 个字符）",
        "blocks_left_out": "…… 略去 {count} 段",
        "rows_left_out": "…… 略去 {count} 行",
        "chart": "{name} 图表只能在浏览器中显示，请同时保存静态图",
        "w_left_out": "第{cell}个单元格：{what}",
        "w_deep": "第{cell}个单元格：HTML 嵌套过深，已展平",
        "w_no_alt": "第{cell}个单元格：图没有替代文字",
        "w_no_run": "第{cell}个单元格：代码没有运行过",
        "w_glyphs": "第{cell}个单元格：现有字体没有这些字符，印作带编码的方框，复制和搜索仍是原字："
        "{chars}。可安装 taian_analysis[scripts]，或用 BriefingExporter.font_paths 指定字体",
        "w_placeholder": "第{cell}个单元格：{what}",
        "w_math": "第{cell}个单元格：公式无法排版，按源文显示：{latex}",
        "w_label": "第{cell}个单元格：没有名为 {name} 的图、表或公式",
        "w_error": "第{cell}个单元格：输出里有错误：{name}",
    },
    "en": {
        "figure": "Figure",
        "table": "Table",
        "contents": "Contents",
        "page": "Page {page} of {total}",
        "source": "Source: ",
        "notes": "Notes",
        "continued": "(continued {part})",
        "input": "Code",
        "no_alt": "Figure of cell {cell}, without a text alternative",
        "placeholder": "[{what}]",
        "remote_image": "remote image not fetched: {name}",
        "outside_image": "image outside the notebook's folder not used: {name}",
        "missing_image": "image not found: {name}",
        "broken_image": "image can not be read: {name}",
        "unsupported_image": "image format not supported: {name}",
        "embedded": "embedded content can not be printed: {name}",
        "widget": "interactive widget: {name}",
        "no_rendering": "output that can not be printed: {name}",
        "skip_link": "Skip to content",
        "note": "Note",
        "tip": "Tip",
        "warning": "Warning",
        "lines_left_out": "… {count} lines left out",
        "characters_left_out": "… ({count} characters left out)",
        "blocks_left_out": "… {count} blocks left out",
        "rows_left_out": "… {count} rows left out",
        "chart": "{name} chart: only a browser draws it; save a static picture with it",
        "w_left_out": "cell {cell}: {what}",
        "w_deep": "cell {cell}: HTML nested too deep, flattened",
        "w_no_alt": "cell {cell}: the figure has no alt text",
        "w_no_run": "cell {cell}: the code has not been run",
        "w_glyphs": "cell {cell}: no font here has these characters, drawn as boxes with their "
        "codes (copying and searching give the characters): {chars}. Install "
        "taian_analysis[scripts], or name fonts in BriefingExporter.font_paths",
        "w_placeholder": "cell {cell}: {what}",
        "w_math": "cell {cell}: the formula can not be set, shown as source: {latex}",
        "w_label": "cell {cell}: no figure, table or formula has the label {name}",
        "w_error": "cell {cell}: an error is among the outputs: {name}",
    },
}


def word(lang: str, key: str, **values: object) -> str:
    """Return one of the exporter's own phrases in `lang` ("zh" or "en")."""
    return WORDS["zh" if lang.startswith("zh") else "en"][key].format(**values)


#: kind of trouble -> (English, Chinese); `{cell}` and the like are filled in
_ERRORS = {
    "not_found": ("there is no such notebook", "找不到这个笔记本"),
    "not_notebook": ("this is not a Jupyter notebook", "这不是 Jupyter 笔记本"),
    "not_run": (
        "the notebook has not been executed: code cell {cell} has neither a run number nor "
        "outputs; run it first or pass --execute",
        "笔记本还没有运行：第{cell}个单元格(代码)没有运行序号也没有输出，请先运行，或加 --execute",
    ),
    "failed": ("cell {cell} failed: {why}", "第{cell}个单元格运行出错：{why}"),
    "timeout": ("cell {cell} did not finish in {why} seconds", "第{cell}个单元格运行超过{why}秒"),
    "kernel": ("the kernel {why} can not be started", "无法启动内核 {why}"),
    "unwritable": ("the file can not be written: {why}", "文件无法写入：{why}"),
    "no_font": ("the font file can not be read", "字体文件无法读取"),
    "no_family": ("no font family {why} is at hand", "没有字体 {why}"),
    "no_template": ("the template can not be read", "模板文件无法读取"),
    "bad_metadata": ("the notebook's metadata {why}", "笔记本元数据 {why}"),
    "typst": ("the page setter stopped: {why}", "排版出错：{why}"),
    "format": ("there is no such form: {why}", "没有这种格式：{why}"),
    "parameter": ("the notebook has no parameter {why}", "笔记本没有参数 {why}"),
}


def trouble(kind: str, *, file: object = None, **values: object) -> BriefingError:
    """Return the `BriefingError` for one kind of trouble, in both languages."""
    english, chinese = _ERRORS[kind]
    error = BriefingError(
        english.format(**values),
        zh=chinese.format(**values),
        file=None if file is None else str(file),
    )
    if error.line is None and isinstance(values.get("cell"), int):
        error.cell = values["cell"]  # type: ignore[attr-defined]
    return error
