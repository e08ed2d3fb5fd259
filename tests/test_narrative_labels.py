"""The grammar against figures labelled by hand: this report's narrative, and others of the kind."""

import narrative_score as score

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


def test_other_reports_of_the_kind():
    total, got, missed, invented = 0, {}, [], []
    for when, text, wanted in score.marked(score.DATA / "narrative_other.txt"):
        shares, wrong = score.score(text, wanted, when)
        total += len(wanted)
        for key in ("recall", "value", "unit", "period"):
            got[key] = got.get(key, 0) + shares[key] * len(wanted)
        missed += [w for w in wrong if w[0] == "missed"]
        invented += [w for w in wrong if w[0] == "invented"]
    assert total > 200
    assert got["recall"] / total >= 0.98, missed
    assert len(invented) / total <= 0.02, invented
    assert got["value"] / total >= 0.98
    assert got["unit"] / total >= 0.95
    assert got["period"] / total >= 0.92
