"""Forms of labels, units and values, as a page's text gives them."""

import pytest

import taian_analysis as ta

CELLS = (
    "图书馆年度统计|(2022年)|填报单位:某县图书馆|邮编|430603|馆藏|(单位:册)|总量|85210|新增藏量|3120|"
    "读者|有效读者证数|(单位:个)|10233|进馆人次|(单位:人次)|152800|活动|讲座场次|(单位:场)|24|"
    "展览场次|(单位:场)|11|培训场次|(单位:场)|36|是否有分馆|■是 □否|分馆数量|(单位:个)|7|"
    "阅览座席|(单位:个)|420|电子终端|(单位:台)|66|联系电话:0730-1234567"
)


@pytest.mark.parametrize("between", ["|", "\n", "\n\n"], ids=["one line", "cells", "blank lines"])
def test_a_form_of_labels_units_and_values(tmp_path, between):
    path = tmp_path / "t.txt"
    path.write_text(CELLS.replace("|", between), encoding="utf-8")
    report = ta.read_report(path)
    rows = ta.load_indicators(report).set_index("indicator_id")
    told = ta.load_observations(report)
    assert [(rows.indicator[o.indicator_id], rows.unit[o.indicator_id], o.period, o.text)
            for o in told.itertuples()] == [
        ("总量", "册", "2022", "85210"), ("新增藏量", "册", "2022", "3120"),
        ("有效读者证数", "个", "2022", "10233"), ("进馆人次", "人次", "2022", "152800"),
        ("讲座场次", "场", "2022", "24"), ("展览场次", "场", "2022", "11"),
        ("培训场次", "场", "2022", "36"), ("分馆数量", "个", "2022", "7"),
        ("阅览座席", "个", "2022", "420"), ("电子终端", "台", "2022", "66"),
    ]  # fmt: skip
    assert rows.confidence.max() < 0.95
    assert any("430603" in text for text in ta.rejections(report)["text"])


def test_a_few_numbers_with_units_are_no_form(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text("|".join(CELLS.split("|")[:20]), encoding="utf-8")
    with pytest.raises(ta.TaianError):
        ta.load_indicators(path)
