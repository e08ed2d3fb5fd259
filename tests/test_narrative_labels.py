"""The grammar against figures labelled by hand: this report's narrative, and others of the kind."""

import narrative_score as score
import pytest

from taian_analysis import find_quantities
from taian_analysis.readers import read_report


def test_the_whole_narrative_of_the_bundled_report():
    report = read_report()
    wanted = score.labels(
        score.DATA / "narrative_gold.csv", {line.number: line for line in report.lines}
    )
    shares, wrong = score.score(report.text, wanted)
    assert len(wanted) == 218
    assert shares["recall"] == 1, wrong
    assert shares["precision"] >= 0.99, wrong
    assert shares["value"] == shares["span"] == 1, wrong
    assert shares["unit"] >= 0.98, wrong
    assert shares["period"] >= 0.97, wrong
    assert shares["relation"] >= 0.97, wrong


WIDE = str.maketrans(",;:()%", "，；：（）％")


def test_full_width_punctuation_changes_nothing():
    text = "城乡低保标准之比为1.27:1,达到98.5%(其中城市915元,农村720元);培训1,200人次。"
    keys = ["value", "unit", "period", "relation"]
    wide = find_quantities(text.replace("1,200", "1200").translate(WIDE), "2023-07")
    half = find_quantities(text, "2023-07")
    assert wide[keys].to_dict("records") == half[keys].to_dict("records")
    assert wide["text"].tolist()[0] == "1.27：1"


@pytest.mark.parametrize(
    "name",
    [
        "narrative_other.txt",
        "narrative_blind.txt",
        "narrative_blind2.txt",
        "narrative_blind3.txt",
        "narrative_whole.txt",
    ],
)
def test_other_reports_of_the_kind(name):
    total, got, missed, invented = 0, {}, [], []
    for when, text, wanted in score.marked(score.DATA / name):
        shares, wrong = score.score(text, wanted, when)
        total += len(wanted)
        for key in ("recall", "value", "unit", "period"):
            got[key] = got.get(key, 0) + shares[key] * len(wanted)
        missed += [w for w in wrong if w[0] == "missed"]
        invented += [w for w in wrong if w[0] == "invented"]
    assert total > 40
    assert got["recall"] / total >= 0.98, missed
    assert len(invented) / total <= 0.02, invented
    assert got["value"] / total >= 0.98
    assert got["unit"] / total >= 0.95
    assert got["period"] / total >= 0.92
