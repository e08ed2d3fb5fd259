"""Series that a report could give: the same subject in the same unit, in two or more periods.

A new report's trends start from these candidates: an analyst picks the ones that mean something
and writes them into `catalog/series.toml`; nothing here enters the trends by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..grammar.periods import period
from ..narrative.facts import facts_of
from ..narrative.figures import Figure

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "candidate": "string",
    "subject": "string",
    "unit": "string",
    "period": "string",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
    "qualifier": "string",
    "period_basis": "string",
    "quote": "string",
    "line": "Int64",
    "start": "Int64",
    "end": "Int64",
}
_GENERAL = frozenset(
    (
        "单位",
        "部门",
        "指标",
        "项目",
        "社区",
        "镇街",
        "企业",
        "机构",
        "主要指标",
        "县",
        "县市区",
        "区市",
    )
)
_POINTS = ("level", "share", "ratio", "previous", "base")
_LONGEST = 20
#: of securities, or no noun: 每10股派发, 占比
_NO_SERIES = re.compile(r"每|股|派|占|分红|[\d.:;%]")
_DROPPED = re.compile(r"[“”\"'《》()（）\s、]|全[市省县区国]|我[市省县]|(?:的|共|各类)")
_COUNTED = re.compile(r"(?:总量|总数|数量|人数|户数|个数|总额|数额|规模|数|额|量){1,4}$")


def key(subject: str) -> str:
    """Return the form two subjects are compared in: 全市慈善捐赠额 is 慈善捐赠.

    Examples
    --------
    >>> key("全市慈善捐赠额") == key("慈善捐赠")
    True
    """
    plain = _DROPPED.sub("", subject)
    short = _COUNTED.sub("", plain)
    return short if len(short) >= 2 else plain


def _readable(name: str) -> bool:
    """Whether a subject is short enough and says what is measured."""
    return 2 <= len(name) <= _LONGEST and name not in _GENERAL and not _NO_SERIES.search(name)


def propose_series(source: Any = None) -> pd.DataFrame:
    """Propose the series that a report's running text could give.

    Parameters
    ----------
    source
        A path, an open file, a text or a `Report`; by default the bundled report.

    Returns
    -------
    pandas.DataFrame
        One row a point: `candidate` (``c01`` …, in the order of the report), `subject`, `unit`,
        `period` (SDMX), `value`, `low`, `high` (base unit), `qualifier`, `period_basis`, `quote`
        (its sentence), `line`, `start`, `end`. Each candidate has two or more periods; changes,
        targets and conditions are no points. Empty where the report repeats no subject.

    Raises
    ------
    ReportError
        If the source can not be read.

    Examples
    --------
    >>> frame = propose_series("2021年全市持证社工达到1345人,2022年达到1873人。")  # doctest: +SKIP
    >>> frame["value"].tolist()  # doctest: +SKIP
    [1345.0, 1873.0]
    """
    import pandas as pd

    from ..readers import read_report

    report: Any = read_report(source)
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for fact in facts_of(report):
        figure, name = fact.figure, key(fact.subject)
        if fact.role not in _POINTS or not fact.period or not _readable(name):
            continue
        place = "" if fact.region[:1] in "全我本各" else fact.region
        groups.setdefault((name, figure.unit or "", fact.kind, place), []).append(figure)
    rows: list[dict[str, Any]] = []
    number = 0
    for points in groups.values():
        points = _distinct(points)
        periods = {f.period for f in points}
        if len(periods) < 2 or len(points) > len(periods):
            continue  # two values of one period are of two things
        number += 1
        name = min((f.subject for f in points), key=len)
        for figure in sorted(points, key=lambda f: (period(f.period or "").end, f.start)):
            rows.append(
                {
                    "candidate": f"c{number:02d}",
                    "subject": name,
                    **{c: getattr(figure, c) for c in ("unit", "period", "value", "low", "high")},
                    "qualifier": figure.qualifier,
                    "period_basis": figure.period_basis,
                    "quote": report.text[figure.sentence_start : figure.sentence_end].strip(),
                    "line": figure.line,
                    "start": figure.start,
                    "end": figure.end,
                }
            )
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in COLUMNS}).astype(COLUMNS)
    frame.attrs |= report.cited
    return frame


def _distinct(points: list[Figure]) -> list[Figure]:
    """Leave out a figure that only repeats another: the same period, or no period of its own."""
    named = {f.value for f in points if f.period_basis != "default"}
    out: list[Figure] = []
    for figure in points:
        if figure.period_basis == "default" and figure.value in named:
            continue
        if any(o.period == figure.period and o.value == figure.value for o in out):
            continue
        out.append(figure)
    return out
