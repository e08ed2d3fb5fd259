"""Tasks that say their target themselves, with what was done below or beside them."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar

TASKS = (
    ("新增停车泊位3000个", "截至12月20日,新增泊位3268个,完成率108.9%。"),
    ("整治黑臭水体15条", "已整治13条,剩余2条正在清淤。"),
    ("为3.5万名65岁以上老人免费体检", "已体检33860人,另有120人改期。"),
    ("新建改建公厕30座", "开工30座,完工22座。"),
)
WANT = {
    "新增停车泊位": ("3000个", "3268个"),
    "整治黑臭水体": ("15条", "13条"),
    "65岁以上老人免费体检": ("3.5万名", "33860人"),
    "新建改建公厕": ("30座", "22座"),
}
FORMS = {
    "prose": lambda n, task, done: f"{'一二三四'[n - 1]}、{task}\n{done}\n",
    "pipes": lambda n, task, done: f"{n} | {task} | 某局 | {done}\n",
    "cells": lambda n, task, done: f"{n}\n\n{task}\n\n某局\n\n{done}\n\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_tasks_that_say_their_target(form, tmp_path):
    path = tmp_path / "t.txt"
    rows = [FORMS[form](n, *task) for n, task in enumerate(TASKS, 1)]
    path.write_text("2023年民生实事完成情况\n\n" + "".join(rows), encoding="utf-8")
    frame = ta.load_indicators(path)
    got = zip(frame["target_text"], frame["actual_text"], strict=True)
    assert dict(zip(frame["indicator"], got, strict=True)) == WANT
    assert (frame["confidence"] < bar()).all()
    assert [*frame["actual_value"][:2], frame["actual_value"][3]] == [3268, 13, 22]


def test_one_task_for_two_things_of_one_unit_takes_what_is_said_most_like_it(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text(
        "1、屋顶光伏装机5万千瓦,家庭屋顶容量2万千瓦\n已完成光伏装机5.1万千瓦,家庭屋顶容量2.4万千瓦。\n"
        "2、改造农贸市场8家\n完成改造9家。\n3、新建公园6座\n建成7座。\n",
        encoding="utf-8",
    )
    frame = ta.load_indicators(path)
    assert list(frame["actual_text"]) == ["5.1万千瓦", "2.4万千瓦", "9家", "7座"]


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


@pytest.mark.parametrize(
    "text",
    [
        "一、改造小区42个\n进展顺利。\n二、新建公园6座\n正在选址。\n三、整治水体15条\n正在清淤。\n",
        "1 | 序号 | 年度目标 | 完成\n1 | 新建公园6座 | 6座 | 5座\n2 | 改造小区9个 | 9个 | 8个\n",
    ],
    ids=["nothing was done", "targets have a column"],
)
def test_no_task_is_read_where_a_figure_is_missing_or_has_its_own_column(text, tmp_path):
    path = tmp_path / "t.txt"
    path.write_text(text, encoding="utf-8")
    try:
        frame = ta.load_indicators(path)
    except ta.TaianError:
        return
    assert not frame.attrs["evidence"].startswith("tasks")


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


_MERGED = """2022年民生实事项目进展情况表
序号 | 项目内容 | 进展情况 | 责任单位 |
1 | 新建幼儿园7所,新增学位1800个。 | 建成甲园等7所幼儿园,新增学位1860个。 | 教育局 |
2 | 新建成长驿站6家。 | 新建13家成长驿站。 | 卫健局 |
新增托位500个。 | 新增托位600个。 | ||
3 | 新建保障房900套。 | 建成保障房2处合计921套,其中甲地块(428套)已交付。 | 住建局 |
优化公交线路20条。 | 优化公交线路25条。 | ||
"""


def test_each_row_below_a_merged_number_is_a_task(tmp_path):
    """托位 and 公交线路 stand below 2 and 3, whose cells are merged; 921 is the sum, 428 a part."""
    file = tmp_path / "merged.txt"
    file.write_text(_MERGED, encoding="utf-8")
    rows = ta.load_indicators(file)[["indicator", "target_text", "actual_text"]]
    assert rows.to_numpy().tolist() == [
        ["新建幼儿园", "7所", "7所"],
        ["新增学位", "1800个", "1860个"],
        ["新建成长驿站", "6家", "13家"],
        ["新增托位", "500个", "600个"],
        ["新建保障房", "900套", "921套"],
        ["优化公交线路", "20条", "25条"],
    ]
