"""The annex of the report itself, cell by cell, and what a head says of roles and periods."""

import pytest

import taian_analysis as ta
from taian_analysis.base.schema import columns, validate


def _printed_cells():
    """Read the annex with nothing but str.split, the area carried by hand: 27 rows of 6 cells."""
    lines = [line.text for line in ta.read_report().lines]
    start = next(n for n, text in enumerate(lines) if text.startswith("领域 |"))
    area, rows = None, []
    for text in lines[start + 1 :]:
        cells = [cell.strip() for cell in text.split("|") if cell.strip()]
        if not cells:
            continue
        if len(cells) == 6:
            area, cells = cells[0], cells[1:]
        rows.append([area, *cells])
    return rows


def test_annex_is_27_by_6_as_printed():
    frame = ta.load_indicators()
    shown = frame[["area", "indicator", "unit", "target_text", "actual_text", "attribute"]]
    assert shown.fillna("-").to_numpy().tolist() == _printed_cells()
    assert frame.groupby("area", sort=False).size().tolist() == [6, 12, 9]
    assert frame["attribute"].value_counts().to_dict() == {"预期性": 16, "约束性": 11}
    assert frame["number"].tolist() == list(range(1, 28))
    assert ta.load_indicators(strict=True).shape[0] == 27


def test_annex_is_typed():
    frame = ta.load_indicators().set_index("indicator_id")
    assert frame.loc["subsistence_urban_rural_ratio", "direction"] == -1
    assert frame.loc["subsistence_urban_rural_ratio", "target_op"] == "<="
    assert frame.loc["community_facility_area", "target_op"] == ">"
    assert not frame.loc["community_facility_area", "op_inferred"]
    assert frame.loc["township_elderly_care_coverage", "target_op"] == ">="
    words = frame.loc["subsistence_standard_growth"]
    assert (words["target_op"], words["direction"]) == ("text", 0)
    staff = frame.loc["social_organisation_staff"]
    assert (staff["actual_low"], staff["actual_value"], staff["actual_high"]) == (
        1.745,
        1.75,
        1.755,
    )
    assert int(frame["op_inferred"].sum()) == 24
    assert set(frame["target_period"]) == {"2025"}
    assert frame["actual_period"].isna().all()


def test_frames_keep_the_contract():
    for name, frame in (
        ("indicators", ta.load_indicators()),
        ("observations", ta.load_observations()),
    ):
        validate(frame, name)
        assert list(frame.columns[: len(columns(name))]) == columns(name)
        assert frame.attrs["layout"] == "pipe"


def test_every_observation_stands_where_it_says():
    report = ta.read_report()
    frame = ta.load_observations(report)
    assert len(frame) == 54
    for row in frame.itertuples():
        assert report.text[row.start : row.end] == row.text
        assert report.line_at(row.start).number == row.line


def _roles(head, row, title="某市主要指标", **more):
    frame = ta.load_observations(
        f"{title}\n{head}\n" + "\n".join([row] * 1) + "\n" + more.get("then", "")
    )
    return [
        (role, period)
        for role, period in zip(frame["role"], frame["period"].fillna(""), strict=True)
    ]


@pytest.mark.parametrize(
    ("head", "row", "title", "roles"),
    [
        ("指标 | 2020年 | 2025年 | 属性 |", "湿地保护率(%) | 52 | 55 | 预期性 |", "主要指标",
         [("baseline", "2020"), ("target", "2025")]),
        ("指标 | 单位 | 2015年指标值 | 2020年目标值 |", "用水总量 | 亿立方米 | 58 | 66 |", "“十三五”指标",
         [("baseline", "2015"), ("target", "2020")]),
        ("指标 | 单位 | 2020年 | 2022年 | 2025年 |", "床位 | 张 | 45 | 50 | 60 |", "“十四五”规划主要指标",
         [("baseline", "2020"), ("target", "2022"), ("target", "2025")]),
        ("指标 | 单位 | 目标值 | 2018年 | 完成率 |", "总人口 | 万人 | 560 | 548 | 102% |", "执行情况",
         [("target", ""), ("actual", "2018")]),
        ("指标 | 单位 | 规划目标 | 2020年完成 | 评价 |", "浓度下降 | % | 18 | 24.1 | 完成 |", "评估",
         [("target", ""), ("actual", "2020")]),
        ("指标 | 单位 | 2018年 | 2019年 | 2020年 |", "床位 | 张 | 45 | 50 | 60 |", "民政统计",
         [("actual", "2018"), ("actual", "2019"), ("actual", "2020")]),
        ("指标 | 单位 | 2020年 | 2025年目标 | 2023年上半年完成值 |", "床位 | 张 | 45 | 60 | 50 |", "中期评估",
         [("baseline", "2020"), ("target", "2025"), ("actual", "2023-S1")]),
        ("指标 | 2010年 | 2015年 | 年均增长(%) | 属性 |", "床位(张) | 45 | 60 | 5.9 | 预期性 |", "规划",
         [("baseline", "2010"), ("target", "2015"), ("change", "")]),
    ],
)  # fmt: skip
def test_roles_by_evidence(head, row, title, roles):
    assert _roles(head, row, title) == roles


def test_mixed_scales_are_compared_in_one_unit_and_unlike_ones_are_not():
    frame = ta.load_indicators(
        "年度目标任务\n项目 | 目标 | 完成值 |\n适老化改造 | 2万户 | 19772户 |\n农村低保标准 | 9000元/年 | 780元/月 |\n"
    )
    assert frame["unit"].tolist() == ["万户", "元/年"]
    assert frame["target_value"].tolist() == [2, 9000]
    assert frame["actual_value"].tolist()[0] == pytest.approx(1.9772)
    assert frame["actual_op"].tolist()[1] == "text"
    assert frame["actual_value"].isna().tolist() == [False, True]
    assert frame["actual_text"].tolist() == ["19772户", "780元/月"]


def test_nesting_sections_and_stacked_cells():
    frame = ta.load_indicators(
        "民政统计\n指标 | 单位 | 数量 |\n一、社会救助 |||\n城市低保 |||\n保障人数 | 人 | 59,395 |\n农村低保 |||\n"
        "保障人数 | 人 | 240,887 |\n养老机构 | 个 | 245 |\n#公办 二、殡葬服务 |\n个 | 61 | |\n殡仪馆 | 个 | 7 |\n"
    )
    assert frame["indicator"].tolist() == ["保障人数", "保障人数", "养老机构", "公办", "殡仪馆"]
    assert frame["area"].tolist() == [*["一、社会救助"] * 4, "二、殡葬服务"]
    assert frame["parent"].tolist()[:2] == ["城市低保", "农村低保"]
    assert frame["parent"].tolist()[3] == "养老机构"
    assert frame["actual_value"].tolist() == [59395, 240887, 245, 61, 7]
    assert frame["indicator_id"].is_unique


def test_official_verdicts_stand_beside_ours():
    frame = ta.load_indicators(
        "评估\n指标 | 单位 | 目标值 | 完成值 | 完成率(%) | 是否达标 |\n注册志愿者 | 万人 | 120 | 111 | 92.5 | 否 |\n"
        "护理型床位占比 | % | 60 | 69 | 100 | 是 |\n销售网点 | 个 | 580 | 560 | 99.6 | 是 |\n"
        "登记失业率 | % | ≤4.5 | 4.8 | 93.8 | 否 |\n机制 | - | 建立 | 已建立 | - | 是 |\n"
    )
    assert frame["official_rate"].tolist() == ["92.5", "100", "99.6", "93.8", "-"]
    assert frame["official_differs"].tolist()[:4] == [False, False, True, False]
    assert frame["official_differs"].isna().tolist()[4]


def test_weights_and_codes_are_not_taken_for_targets():
    frame = ta.load_indicators(
        "考核指标\n类别 | 代码 | 考核指标 | 单位 | 权重 | 上年实际 | 2023年目标任务 | 责任单位 |\n"
        "创新 | A01 | 研发投入强度 | % | 5 | 1.92 | 2.1 | 市科技局 |\n高新技术企业数 | 家 | 4 | 213 | 260 | 市科技局 |\n"
    )
    assert frame["target_value"].tolist() == [2.1, 260]
    assert frame["baseline_value"].tolist() == [1.92, 213]
    assert frame["indicator"].tolist() == ["研发投入强度", "高新技术企业数"]


def test_unit_from_the_last_parentheses_and_names_left_whole():
    frame = ta.load_indicators(
        "主要指标\n指标 | 2020年 | 2025年 | 属性 |\n1.每千人口执业(助理)医师(人) | 2.9 | 3.2 | 预期性 |\n"
        "2.5岁以下儿童死亡率(‰) | 5.6 | ≤5 | 预期性 |\n3.二、三产业增加值占比(%) | 88 | 92 | 预期性 |\n"
        "4.50亩以上规模种植面积(万亩) | 120 | 180 | 预期性 |\n"
    )
    assert frame["indicator"].tolist() == [
        "每千人口执业(助理)医师", "5岁以下儿童死亡率", "二、三产业增加值占比", "50亩以上规模种植面积",
    ]  # fmt: skip
    assert frame["unit"].tolist() == ["人", "‰", "%", "万亩"]
    assert frame["indicator_text"].tolist()[1] == "2.5岁以下儿童死亡率(‰)"


def test_area_printed_one_character_a_row():
    rows = ["经 | 增长率 | % | 5 |", "济 | 城镇化率 | % | 65 |", "发 | 研发强度 | % | 2 |", "展 | 劳动生产率 | 万元 | 20 |",
            "社 | 就业人数 | 万人 | 5 |", "会 | 参保率 | % | 95 |", "民 | 平均寿命 | 岁 | 78 |", "生 | 床位数 | 张 | 40 |"]  # fmt: skip
    frame = ta.load_indicators("目标\n领域 | 指标 | 单位 | 目标值 |\n" + "\n".join(rows) + "\n")
    assert frame["area"].tolist() == ["经济发展"] * 4 + ["社会民生"] * 4
