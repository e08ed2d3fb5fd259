"""The contract of every frame: the one place where columns are defined.

A frame's columns, their order, types, allowed values and descriptions are data here. The pandera
schema that checks a frame, the Frictionless `datapackage.json` and the data dictionary in `docs/`
are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import SchemaError

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

#: Our type words -> the pandas dtype a column has in a frame.
DTYPES = {
    "string": "string",
    "number": "Float64",
    "integer": "Int64",
    "boolean": "boolean",
    "date": "datetime64[ns]",
}

OPS = (">=", ">", "<=", "<", "==", "text")
ROLES = ("baseline", "actual", "target", "change")
QUALIFIERS = ("exact", "approx", "over", "under")
STATUSES = ("met", "ahead", "on_pace", "behind", "no_baseline", "not_assessable")
VERDICTS = ("holds", "fails", "undecidable")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, type word, description in Chinese and English, unit and limits."""

    name: str
    type: str
    zh: str
    en: str
    unit: str = ""
    required: bool = False
    values: tuple[str | int, ...] = ()


def _role(role: str, zh: str, en: str) -> tuple[Field, ...]:
    return (
        Field(f"{role}_text", "string", f"{zh},按原文", f"{en}, as printed"),
        Field(f"{role}_op", "string", f"{zh}的比较符", f"{en}: operator", values=OPS),
        Field(f"{role}_low", "number", f"{zh}下限", f"{en}: lower end", "unit"),
        Field(f"{role}_value", "number", f"{zh}数值", f"{en}: value", "unit"),
        Field(f"{role}_high", "number", f"{zh}上限", f"{en}: upper end", "unit"),
        Field(f"{role}_period", "string", f"{zh}所属时期(SDMX)", f"{en}: period (SDMX)"),
    )


ID = Field("indicator_id", "string", "指标代码", "Stable id of the indicator", required=True)

INDICATORS = (
    ID,
    Field("number", "integer", "表中序号", "Position in the annex, from 1", required=True),
    Field("area", "string", "领域", "Area"),
    Field("indicator", "string", "主要指标,按原文", "Indicator, as printed", required=True),
    Field("unit", "string", "单位;原文为“-”时缺", "Unit; missing where printed '-'"),
    Field(
        "attribute",
        "string",
        "指标属性:约束性或预期性",
        "Attribute: 约束性 binding, 预期性 expected",
    ),
    *_role("baseline", "基期值", "Baseline"),
    *_role("target", "目标值", "Target"),
    *_role("actual", "完成值", "Actual"),
    Field(
        "op_inferred",
        "boolean",
        "目标只印数字、比较符为推断",
        "True where the target printed a bare number",
    ),
    Field(
        "direction",
        "integer",
        "方向:1 越多越好,-1 越少越好,0 无序",
        "+1 more is better, -1 less, 0 not ordered",
        values=(-1, 0, 1),
    ),
    Field("source_line", "integer", "原文行号", "Line of the report"),
)

OBSERVATIONS = (
    ID,
    Field(
        "role", "string", "角色", "baseline, actual, target or change", required=True, values=ROLES
    ),
    Field("period", "string", "时期(SDMX)", "Period (SDMX)"),
    Field("text", "string", "按原文", "As printed", required=True),
    Field("op", "string", "比较符", "Operator", values=OPS),
    Field("low", "number", "下限", "Lower end", "unit"),
    Field("value", "number", "数值", "Value", "unit"),
    Field("high", "number", "上限", "Upper end", "unit"),
    Field("unit", "string", "单位", "Unit"),
    Field("line", "integer", "原文行号", "Line of the report"),
    Field("start", "integer", "起始字符位置", "Offset of the first character in the report's text"),
    Field("end", "integer", "结束字符位置", "Offset after the last character"),
)

TRENDS = (
    Field("series_id", "string", "序列代码", "Stable id of the series", required=True),
    Field("series", "string", "序列名称", "Name of the series in Chinese", required=True),
    Field("series_en", "string", "序列英文名称", "Name of the series in English"),
    Field("period", "string", "时期(SDMX)", "Period (SDMX)", required=True),
    Field("period_start", "date", "时期首日", "First day of the period"),
    Field("period_end", "date", "时期末日", "Last day of the period"),
    Field("value", "number", "数值", "Value", "unit"),
    Field("low", "number", "下限", "Lower end", "unit"),
    Field("high", "number", "上限", "Upper end", "unit"),
    Field("unit", "string", "单位", "Unit", required=True),
    Field(
        "kind",
        "string",
        "类型:时点、时段或比率",
        "stock at a date, flow over a period, or rate",
        required=True,
        values=("stock", "flow", "rate"),
    ),
    Field(
        "qualifier",
        "string",
        "限定:确数、约、以上、以下",
        "exact, approx, over or under",
        required=True,
        values=QUALIFIERS,
    ),
    Field(
        "basis",
        "string",
        "依据:stated 原文直述,derived 推算(附算式)",
        "'stated', or 'derived: ' and the derivation",
        required=True,
    ),
    Field("quote", "string", "原文引句", "The sentence it stands in", required=True),
    Field("line", "integer", "原文行号", "Line of the report", required=True),
    Field(
        "start", "integer", "起始字符位置", "Offset of the printed number; missing where derived"
    ),
    Field(
        "end", "integer", "结束字符位置", "Offset after the printed number; missing where derived"
    ),
)

GAPS = (
    ID,
    Field("indicator", "string", "主要指标,按原文", "Indicator, as printed"),
    Field(
        "indicator_en", "string", "指标英文名称", "Indicator in English, where its name is known"
    ),
    Field("area", "string", "领域", "Area"),
    Field("unit", "string", "单位;原文为“-”时缺", "Unit; missing where printed '-'"),
    Field(
        "attribute",
        "string",
        "指标属性:约束性或预期性",
        "Attribute: 约束性 binding, 预期性 expected",
    ),
    Field("target_text", "string", "目标值,按原文", "Target, as printed"),
    Field("actual_text", "string", "完成值,按原文", "Actual, as printed"),
    Field("met", "boolean", "是否达到目标", "Target met, on the decimals as printed"),
    Field("gap", "number", "差距(正为超过)", "Signed gap d(v-T)", "unit; percentage points for %"),
    Field("shortfall", "number", "尚差", "max(0, -gap)", "unit; percentage points for %"),
    Field("relative_gap", "number", "相对差距", "gap/|T|", "ratio"),
    Field("attainment", "number", "完成度", "v/T or T/v, uncapped", "ratio"),
    Field("baseline_value", "number", "基期值", "Baseline used", "unit"),
    Field("as_of", "date", "数据截止日", "The figure's own as-of date"),
    Field("elapsed", "number", "时间进度", "Share of the plan period elapsed", "ratio"),
    Field("progress", "number", "目标进度", "(v-b)/(T-b)", "ratio"),
    Field("pace", "number", "时序进度比", "progress/elapsed", "ratio"),
    Field(
        "required_per_year", "number", "今后每年需增", "(T-v)/(t1-ta); 0 where met", "unit a year"
    ),
    Field(
        "required_growth",
        "number",
        "今后年均需增长率",
        "(T/v)^(1/(t1-ta))-1; 0 where met",
        "ratio a year",
    ),
    Field(
        "projected_value", "number", "期末推算值(线性)", "Linear projection to the deadline", "unit"
    ),
    Field(
        "projected_attainment", "number", "期末推算完成度", "Attainment of the projection", "ratio"
    ),
    Field("completion_date", "date", "推算达标日", "Date the target is reached at the pace so far"),
    Field(
        "status",
        "string",
        "对照时序的状态,并非预测",
        "Position against the schedule, no forecast",
        required=True,
        values=STATUSES,
    ),
    Field(
        "sensitive",
        "boolean",
        "状态是否敏感",
        "Rounding, an inequality or a contradiction could change the status",
    ),
    Field("reason", "string", "说明:为何缺", "Why a cell is missing, in words"),
)

AUDIT = (
    Field("claim_id", "string", "核查代码", "Stable id of the claim", required=True),
    Field("claim", "string", "核查内容", "What is claimed", required=True),
    Field(
        "kind",
        "string",
        "类别",
        "Kind of check",
        required=True,
        values=("arithmetic", "cross_reference", "count", "structure", "date", "headline"),
    ),
    Field("stated", "string", "原文数", "As stated"),
    Field("computed", "string", "核算数", "As computed"),
    Field("tolerance", "string", "容差", "Tolerance, from printed rounding"),
    Field("verdict", "string", "结论", "Verdict", required=True, values=VERDICTS),
    Field("lines", "string", "原文行号", "Lines of the report, comma separated", required=True),
    Field(
        "quote", "string", "原文引句", "The quotes it rests on, separated by ' | '", required=True
    ),
    Field("comment", "string", "说明", "Comment"),
    Field("check", "string", "核算方法:合计、不超过等", "What was computed: sum, bound, share …"),
    Field("operands", "string", "所用各数(JSON)", "The printed numbers it rests on, as JSON"),
    Field("spans", "string", "原文字符位置", "Their places, `start-end`, blank separated"),
    Field(
        "span_roles", "string", "各处在核算中的作用", "What each place is: stated, operand, quote"
    ),
    Field("weight", "number", "重要程度(0至1)", "What a reader would lose if it were wrong"),
)

FACT_ROLES = (
    "level", "previous", "base", "increment", "rate", "share", "ratio", "target", "completion",
    "rank", "count", "condition",
)  # fmt: skip

FACTS = (
    Field("fact_id", "string", "数据代码", "Stable id of the fact", required=True),
    Field("start", "integer", "起始字符位置", "Offset of the printed number", required=True),
    Field("end", "integer", "结束字符位置", "Offset after it", required=True),
    Field("text", "string", "按原文", "As printed", required=True),
    Field("value", "number", "数值(基本单位)", "Value in the base unit", "unit", required=True),
    Field("low", "number", "下限", "Lower end", "unit"),
    Field("high", "number", "上限", "Upper end", "unit"),
    Field("unit", "string", "基本单位", "Base unit"),
    Field("qualifier", "string", "限定词,按原文", "Qualifier, as printed"),
    Field("subject", "string", "对象", "What is counted or measured"),
    Field("measure", "string", "计量", "In what it is counted (户, 人, 元)"),
    Field("class", "string", "分组", "The class it is of (城镇, 女, 第一产业)"),
    Field("region", "string", "地区", "The place named for it"),
    Field("period", "string", "时期(SDMX),未写明则缺", "Period (SDMX); NA where none is named"),
    Field(
        "period_basis",
        "string",
        "时期依据",
        "Where the period comes from; default: nothing in scope names one",
        values=("explicit", "inherited", "relative", "plan", "default"),
    ),
    Field("role", "string", "作用", "What the number does", required=True, values=FACT_ROLES),
    Field("sign", "integer", "方向", "-1 a fall, 1 otherwise", values=(-1, 1)),
    Field("total_id", "string", "所属总数", "The fact it is a part of"),
    Field("exhaustive", "boolean", "分项是否齐全", "Whether its list is all of the total"),
    Field("confidence", "number", "归属把握", "How sure the link to the total is"),
    Field("because", "string", "依据", "The words that say so, or why something is missing"),
)

QUANTITIES = (
    Field("start", "integer", "起始字符位置", "Offset of the printed number", required=True),
    Field("end", "integer", "结束字符位置", "Offset after it", required=True),
    Field("text", "string", "按原文", "As printed", required=True),
    Field("value", "number", "数值(基本单位)", "Value in the base unit", "unit", required=True),
    Field("low", "number", "下限", "Lower end", "unit"),
    Field("high", "number", "上限", "Upper end", "unit"),
    Field("unit", "string", "基本单位", "Base unit"),
    Field("qualifier", "string", "限定词,按原文", "Qualifier, as printed"),
    Field("period", "string", "时期(SDMX)", "Period (SDMX)"),
    Field(
        "period_basis",
        "string",
        "时期依据",
        "Where the period comes from",
        values=("explicit", "inherited", "relative", "plan", "default"),
    ),
    Field(
        "relation",
        "string",
        "关系",
        "What the number is",
        values=("level", "share", "ratio", "change", "target", "condition"),
    ),
    Field("clause", "string", "所在分句", "The clause it stands in"),
)

REJECTIONS = (
    Field("line", "integer", "原文行号", "Line of the report"),
    Field("place", "string", "位置", "Place in the original"),
    Field("text", "string", "按原文", "As printed", required=True),
    Field("code", "string", "原因代码", "Reason code", required=True),
    Field("reason", "string", "原因", "Reason in Chinese", required=True),
    Field("reason_en", "string", "原因(英文)", "Reason in English", required=True),
)


def _then_and_now(side: str, zh: str, en: str) -> tuple[Field, ...]:
    unit = "the new report's unit"
    return (
        Field(f"{side}_indicator", "string", f"{zh}指标名称", f"Indicator, as printed {en}"),
        Field(f"{side}_unit", "string", f"{zh}单位", f"Unit, as printed {en}"),
        Field(f"{side}_text", "string", f"{zh}完成值,按原文", f"Actual, as printed {en}"),
        Field(f"{side}_value", "number", f"{zh}完成值", f"Actual {en}", unit),
        Field(f"{side}_period", "string", f"{zh}完成值时期", f"Period of the actual {en}"),
        Field(f"{side}_attribute", "string", f"{zh}指标属性", f"Attribute {en}"),
        Field(f"{side}_target_text", "string", f"{zh}目标,按原文", f"Target, as printed {en}"),
        Field(f"{side}_target_op", "string", f"{zh}目标比较符", f"Operator {en}", values=OPS),
        Field(f"{side}_target", "number", f"{zh}目标值", f"Target {en}", unit),
        Field(f"{side}_gap", "number", f"{zh}差距", f"Gap to target {en}", unit),
        Field(f"{side}_met", "boolean", f"{zh}是否达标", f"Target met {en}"),
        Field(f"{side}_line", "integer", f"{zh}原文行号", f"Line of the report {en}"),
    )


EVENTS = (
    "reached", "lost", "progressed", "slid", "unchanged", "retargeted", "changed", "new", "gone",
    "rescaled", "not_comparable",
)  # fmt: skip

COMPARISON = (
    ID,
    Field("indicator", "string", "指标", "Indicator, by its newer name", required=True),
    Field("area", "string", "领域", "Area"),
    Field("unit", "string", "单位", "Unit of the comparison"),
    Field("event", "string", "变化", "What happened", required=True, values=EVENTS),
    Field("change", "number", "完成值变动", "Actual now minus then", "unit"),
    Field("retargeted", "boolean", "目标是否调整", "Whether the target moved"),
    Field(
        "attribute_changed",
        "boolean",
        "指标属性是否变化",
        "Whether the attribute changed (binding, expected)",
    ),
    Field("operator_changed", "boolean", "比较符是否变化", "Whether the target's operator changed"),
    Field(
        "scale",
        "number",
        "疑似误印的倍数",
        "By what power of ten the value moved where that is a misprint before it is progress",
        "ratio",
    ),
    *_then_and_now("old", "原", "then"),
    *_then_and_now("new", "现", "now"),
    Field(
        "matched_by",
        "string",
        "匹配依据:代码、名称、相似",
        "How the two were matched",
        values=("id", "name", "similar"),
    ),
    Field("renamed", "boolean", "是否更名", "Whether the name changed"),
    Field("reason", "string", "说明", "Note in Chinese"),
    Field("reason_en", "string", "说明(英文)", "Note in English"),
)

FRAMES: dict[str, tuple[Field, ...]] = {
    "indicators": INDICATORS,
    "observations": OBSERVATIONS,
    "trends": TRENDS,
    "gaps": GAPS,
    "audit": AUDIT,
    "quantities": QUANTITIES,
    "facts": FACTS,
    "rejections": REJECTIONS,
    "comparison": COMPARISON,
}


def columns(frame: str) -> list[str]:
    """Return the column names of a frame of the contract, in order.

    Examples
    --------
    >>> columns("rejections")
    ['line', 'place', 'text', 'code', 'reason', 'reason_en']
    """
    return [field.name for field in FRAMES[frame]]


def typed(column: pd.Series, field: Field) -> pd.Series:
    """Return a column with the dtype of its field.

    A whole number in a column of text is written without ``.0``: a CSV with a hole in a column of
    years gives them as floats.

    Raises
    ------
    SchemaError
        If it holds what the type has no place for.
    """
    if has_type(column, field):
        return column
    try:
        if field.type == "string" and column.dtype.kind in "fO" and column.dtype.name != "string":
            cells = column.tolist()
            if any(isinstance(cell, float) and cell == cell for cell in cells):
                column = column.map(_whole)
        return column.astype(DTYPES[field.type])  # type: ignore[call-overload]
    except (TypeError, ValueError, ArithmeticError) as error:
        raise SchemaError(
            f"the column {field.name} has the wrong type",
            zh=f"数据框的 {field.name} 列类型不对",
            found=error,
            expected=DTYPES[field.type],
        ) from error


def has_type(column: Any, field: Field) -> bool:
    """Tell whether a column has the dtype of its field (pandas' own text has NaN, ours NA)."""
    name, wanted = column.dtype.name, DTYPES[field.type]
    if wanted == "string":
        missing = type(getattr(column.dtype, "na_value", None)).__name__
        return name in ("string", "str") and missing == "NAType"
    return bool(name == wanted)


def _whole(cell: object) -> object:
    if isinstance(cell, float) and cell == cell:
        return f"{cell:.15g}"
    return cell


def conform(
    data: pd.DataFrame | list[dict[str, object]], frame: str, more: tuple[Field, ...] = ()
) -> pd.DataFrame:
    """Return the data with a frame's columns, order and types; columns it lacks become NA.

    Columns beyond the contract are kept, after the contract's own; those of `more` come first of
    them and are typed as well.

    Raises
    ------
    SchemaError
        If a column is named twice, or holds what its type has no place for.
    """
    import pandas as pd

    fields = (*FRAMES[frame], *more)
    attrs = dict(getattr(data, "attrs", {}))  # the constructor drops them
    data = pd.DataFrame(data)
    names = {field.name for field in fields}
    refuse_twins(data)
    extra = [name for name in data.columns if name not in names]
    result = assemble(dict(data.items()), (*fields,), data.index, extra)
    result.attrs = attrs
    return result


def refuse_twins(data: pd.DataFrame) -> None:
    """Raise where a column is named twice.

    Raises
    ------
    SchemaError
        Naming the column.
    """
    if not data.columns.is_unique:
        twice = data.columns[data.columns.duplicated()][0]
        raise SchemaError("a column named twice", zh="列名重复", found=twice)


def assemble(
    data: Mapping[Any, Any], fields: tuple[Field, ...], index: pd.Index, extra: Sequence[Any] = ()
) -> pd.DataFrame:
    """Return a frame of some fields from columns of one length, typed, then the `extra` ones.

    A field that is not there is missing throughout.
    """
    import pandas as pd

    out = arrays(data, fields, len(index), share=False)
    for name in extra:
        out[name] = getattr(data[name], "array", data[name])
    return pd.DataFrame(out, index=index, copy=False)


def arrays(
    data: Mapping[Any, Any], fields: tuple[Field, ...], rows: int, *, share: bool = True
) -> dict[Any, Any]:
    """Return the array of each field, typed; one that is not there is missing throughout.

    Fields that are not there may `share` one array: who writes to it must copy it first.

    Raises
    ------
    SchemaError
        If a column holds what its type has no place for.
    """
    import pandas as pd

    out: dict[Any, Any] = {}
    blank: dict[str, Any] = {}
    for field in fields:
        column = data.get(field.name)
        if column is None:
            if field.type not in blank:
                empty = pd.NaT if field.type == "date" else pd.NA
                blank[field.type] = pd.Series(empty, range(rows), dtype=DTYPES[field.type]).array
            column = blank[field.type] if share else blank[field.type].copy()
        elif not has_type(column, field):
            column = typed(pd.Series(column), field)
        out[field.name] = getattr(column, "array", column)
    return out


def pandera_schema(frame: str) -> pa.DataFrameSchema:
    """Build the pandera schema of a frame (columns, order, types, allowed values)."""
    import pandera.pandas as pa

    return pa.DataFrameSchema(
        {
            field.name: pa.Column(
                DTYPES[field.type],
                checks=[pa.Check.isin(list(field.values))] if field.values else [],
                nullable=not field.required,
            )
            for field in FRAMES[frame]
        },
        name=frame,
        strict=False,
        ordered=False,
    )


def validate(data: pd.DataFrame, frame: str) -> pd.DataFrame:
    """Check a frame against its contract and return it unchanged.

    Raises
    ------
    SchemaError
        Naming the frame, the column, what was found and what was expected.
    """
    import pandera.errors

    try:
        pandera_schema(frame).validate(data, lazy=True)
    except pandera.errors.SchemaErrors as error:
        case = error.failure_cases.iloc[0]
        raise SchemaError(
            f"the frame '{frame}' breaks its contract in column '{case['column']}'",
            zh=f"数据框“{frame}”的“{case['column']}”列不合约定",
            found=case["failure_case"],
            expected=case["check"],
        ) from error
    return data
