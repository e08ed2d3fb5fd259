"""Score the narrative's grammar against labels written by hand.

A label names its line, its words with the printed number in brackets, and what a reader makes of
it. Scored are: recall, precision (on the lines that are labelled at all), and, on the figures
found, value, unit, period and relation. A period of "?" is not judged; of several with "~" between
them each is right (a year's summary written in its last days: the year, or its last month).
"""

from __future__ import annotations

import csv
from pathlib import Path

from taian_analysis import narrative

DATA = Path(__file__).parent / "data"


def labels(path, lines):
    """Place each label in the text: (start, end, row); labels are in the order of the text."""
    placed, position, line = [], 0, None
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = int(row["line"])
            if number != line:
                line, position = number, lines[number].start
            before, _, rest = row["context"].partition("[")
            printed, _, after = rest.partition("]")
            at = lines[number].text.find(before + printed + after, position - lines[number].start)
            assert at >= 0, f"no such words in line {number}: {row['context']}"
            start = lines[number].start + at + len(before)
            position = start + len(printed)
            placed.append((start, position, row))
    return placed


def score(text, wanted, date=None):
    """Compare; return the shares and the list of what differs."""
    found = {figure.start: figure for figure in narrative.scan(text, date)}
    wrong, hits = [], dict.fromkeys(("span", "value", "unit", "period", "relation"), 0)
    matched = 0
    for start, end, row in wanted:
        figure = found.pop(start, None)
        if figure is None:
            wrong.append(("missed", row["line"], row["context"]))
            continue
        matched += 1
        want = {
            "span": end,
            "value": float(row["value"]),
            "unit": row["unit"] or None,
            "period": row["period"] or None,
            "relation": row["relation"],
        }
        got = {
            "span": figure.end,
            "value": round(figure.value, 8),
            "unit": figure.unit,
            "period": figure.period,
            "relation": figure.relation,
        }
        if row.get("high"):
            want["value"] = (want["value"], float(row["high"]))
            got["value"] = (got["value"], figure.high)
        for key in hits:
            open_ = key == "period" and (
                row["period"] == "?" or got[key] in row["period"].split("~")
            )
            if open_ or want[key] == got[key]:
                hits[key] += 1
            else:
                wrong.append((key, row["line"], row["context"], got[key], want[key]))
    wrong += [("invented", f.line, f.text, f.clause) for f in found.values()]
    shares = {key: count / max(matched, 1) for key, count in hits.items()}
    shares["recall"] = matched / max(len(wanted), 1)
    shares["precision"] = matched / max(matched + len(found), 1)
    return shares, wrong


def marked(path):
    """Read paragraphs with labels in the text: yield (date, text, [(start, end, row)])."""
    when, rows = None, []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("@"):
            if rows:
                yield when, *_unmark(rows)
            when, rows = line.split()[1], []
            when = None if when == "-" else when
        elif line and not line.startswith("#"):
            rows.append(line)
    if rows:
        yield when, *_unmark(rows)


def _unmark(rows):
    text, wanted = "", []
    for row in rows:
        while "[" in row:
            before, _, rest = row.partition("[")
            label, _, row = rest.partition("]")
            printed, value, unit, period, relation = label.split("|")
            text += before
            row_of = {"line": "", "context": f"{text[-8:]}[{printed}]", "value": value}
            row_of |= {"unit": unit, "period": period, "relation": relation}
            if value != "?":
                wanted.append((len(text), len(text) + len(printed), row_of))
            text += printed
        text += row + "\n"
    return text, wanted
