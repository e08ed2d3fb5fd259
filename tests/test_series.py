import pytest

from taian_analysis import propose_series, read_report
from taian_analysis.base.report import Report, split_lines
from taian_analysis.trends.series import COLUMNS, key


def made(text):
    return Report(text=text, lines=split_lines(text))


def test_same_subject_in_two_periods_is_a_candidate():
    text = "2021年全市持证社工达到1345人,2022年达到1873人。全市慈善组织71家。\n2023年7月11日"
    frame = propose_series(made(text))
    assert list(frame.columns) == list(COLUMNS)
    assert frame[["candidate", "subject", "unit"]].drop_duplicates().values.tolist() == [
        ["c01", "持证社工", "人"]
    ]
    assert frame["period"].tolist() == ["2021", "2022"]
    assert frame["value"].tolist() == [1345, 1873]
    row = frame.iloc[0]
    assert text[row["start"] : row["end"]] == "1345"
    assert row["quote"] == "2021年全市持证社工达到1345人,2022年达到1873人"


def test_changes_and_targets_are_no_points():
    text = "2021年床位500张。2022年床位增加20张。到2025年,床位达到800张。\n2023年7月11日"
    assert len(propose_series(made(text))) == 0


def test_a_repeated_figure_without_a_period_is_no_second_point():
    text = "2022年底,设施面积达到258万平方米。\n设施面积达到258万平方米。\n2023年7月11日"
    assert len(propose_series(made(text))) == 0


def test_the_bundled_report_gives_the_series_a_reader_sees():
    report = read_report()
    frame = propose_series(report)
    series = {
        name: group["period"].tolist() for name, group in frame.groupby("subject", sort=False)
    }
    assert series["持证社工"] == ["2021", "2022"]
    assert series["慈善捐赠"] == ["2021", "2022", "2023-S1"]
    assert series["慈善活动支出"] == ["2021", "2022", "2023-S1"]
    assert series["机构养育孤儿基本生活标准"] == ["2022", "2023"]
    assert frame.groupby("candidate")["period"].nunique().min() >= 2
    for row in frame.itertuples():
        assert report.text[row.start : row.end] in row.quote


@pytest.mark.parametrize("pair", [("全市慈善捐赠额", "慈善捐赠"), ("养老机构数量", "养老机构")])
def test_keys(pair):
    assert key(pair[0]) == key(pair[1])
