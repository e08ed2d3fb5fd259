"""Tasks that say their target themselves, with what was done beside them."""

import taian_analysis as ta


def test_tasks_below_the_head_of_targets_stand_between_unit_and_result(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text(
        "考核指标 |\n计量单位 |\n工作目标 |\n已完成数 |\n占年度任务 |\n新增床位 |\n张 |\n敬老院新增床位600张 |\n612 |\n102% |\n"
        "张 |\n福利院新增床位100张 |\n98 |\n98% |\n提高救助水平 |\n元 |\n城市低保、特困保障标准不低于480元 |\n500 |\n104% |\n",
        encoding="utf-8",
    )
    frame = ta.load_indicators(path)
    assert list(frame["indicator"]) == [
        "敬老院新增床位",
        "福利院新增床位",
        "城市低保、特困保障标准",
    ]
    assert list(frame["target_text"]) == ["600张", "100张", "不低于480元"]
    assert list(frame["actual_text"]) == ["612", "98", "500"]


_PLEDGES = """某市2023年民生实事项目完成情况
序号 | 项目名称 | 完成情况 | 占全年计划
1 | 新增养老床位1200张 | 1260 | {rate}
2 | 新建社区食堂40个 | 36 | 90%
3 | 改造农村公路150公里 | 159 | 106%
4 | 开展政策宣讲 | 12 | 100%
"""


def test_an_aim_in_a_name_is_one_where_the_rates_are_results_over_it(tmp_path):
    """1260 / 1200 = 105 %, 36 / 40 = 90 %, 159 / 150 = 106 %: the aims stand in the names."""
    file = tmp_path / "pledges.txt"
    file.write_text(_PLEDGES.format(rate="105%"), encoding="utf-8")
    rows = ta.load_indicators(file)
    read = rows[["indicator", "unit", "target_text", "actual_text"]].fillna("")
    assert read.to_numpy().tolist() == [
        ["新增养老床位", "张", "1200张", "1260"],
        ["新建社区食堂", "个", "40个", "36"],
        ["改造农村公路", "公里", "150公里", "159"],
        ["开展政策宣讲", "", "", "12"],
    ]
    assert (rows["confidence"][:3] < 0.95).all()


def test_a_number_in_a_name_that_the_rate_is_not_of_stays_there(tmp_path):
    """1260 is 98 % of something else: two of four names are too few to tell."""
    file = tmp_path / "pledges.txt"
    file.write_text(_PLEDGES.format(rate="98%"), encoding="utf-8")
    rows = ta.load_indicators(file)
    assert rows["indicator"][0] == "新增养老床位1200张"
    assert rows["target_text"].isna().all()
