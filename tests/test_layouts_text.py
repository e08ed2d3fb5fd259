"""What happens to tables in running text: broken heads, areas printed downwards, neighbours."""

import io

import taian_analysis as ta
from taian_analysis.cleaning.frames import read_annex


def _values(frame, report):
    observed = ta.load_observations(report)
    return {
        (i.indicator, o.role): o.text
        for i in frame.itertuples()
        for o in observed[observed["indicator_id"] == i.indicator_id].itertuples()
    }


def test_heads_broken_over_lines_within_cells():
    report = ta.read_report(
        "主要指标\n指标 | “十一五”末\n(2010年) | “十二五”末\n(2015年) | 年均增长\n(%) | 属性 |\n"
        "城镇化率(%) | 45.2 | 52 | - | 预期性 |\n救助床位(张) | 1,250 | 1600 | 5.1 | 预期性 |\n"
    )
    frame = ta.load_indicators(report)
    assert _values(frame, report) == {
        ("城镇化率", "baseline"): "45.2", ("城镇化率", "target"): "52", ("城镇化率", "change"): "-",
        ("救助床位", "baseline"): "1,250", ("救助床位", "target"): "1600",
        ("救助床位", "change"): "5.1",
    }  # fmt: skip
    assert set(frame["baseline_period"]) == {"2010"}
    assert set(frame["target_period"]) == {"2015"}


def test_area_printed_downwards_among_blank_lines():
    cells = ["领域", "指标", "单位", "2025年目标", "机", "构", "护理型床位占比", "%", "60", "护理员持证率", "%", "80",
             "居", "家", "家庭养老床位", "张", "3000", "助餐点", "个", "120"]  # fmt: skip
    frame = ta.load_indicators("\n\n".join(["养老目标", *cells]))
    assert frame["area"].tolist() == ["机构", "机构", "居家", "居家"]
    assert frame["target_value"].tolist() == [60, 80, 3000, 120]


def test_operator_number_and_unit_in_cells_of_their_own():
    report = ta.read_report(
        "项目支出绩效自评表(2022年度)\n"
        "一级指标 二级指标 三级指标 绩效指标描述 指标符号 预期指标值 单位 实际完成值 完成情况 分值 自评得分\n"
        "产出指标 数量指标 救助人数 全年临时救助的人数 ≥ 1200 人 1356 完成 10 10\n"
        "质量指标 救助准确率 符合条件对象的比例 = 100 % 100 完成 10 10\n"
        "效益指标 社会效益指标 政策知晓率 群众知晓政策的比例 ≥ 90 % 88 未完成 30 28\n总分 50 48\n"
    )
    frame = ta.load_indicators(report)
    assert frame["indicator"].tolist() == ["救助人数", "救助准确率", "政策知晓率"]
    assert frame["target_op"].tolist() == [">=", "==", ">="]
    assert frame["actual_value"].tolist() == [1356, 100, 88]
    assert frame["unit"].tolist() == ["人", "%", "%"]
    assert frame["official_verdict"].tolist() == ["完成", "完成", "未完成"]
    assert frame["official_differs"].tolist() == [False, False, False]
    assert [item.code for item in read_annex(report).rejections] == ["header", "total"]


def test_prose_and_other_tables_beside_the_table_are_left_alone():
    frame = ta.load_indicators(
        "“十三五”时期,全市养老床位由1.2万张增加到1.8万张,年均增长8.4%。\n专栏1 “十四五”养老服务主要指标\n"
        "重点任务 | 牵头单位 | 完成时限 |\n建设示范性养老机构 | 市民政局 | 2025年 |\n"
        "指标 | 单位 | 2020年 | 2022年 | 2025年 |\n护理型床位占比 | % | 45 | 50 | 60 |\n老年大学 | 所 | 6 | 8 | 12 |\n"
    )
    assert frame["indicator"].tolist() == ["护理型床位占比", "老年大学"]
    assert frame["baseline_value"].tolist() == [45, 6]
    assert frame["target_value"].tolist() == [60, 12]


def test_words_dates_and_ranks_as_values():
    frame = ta.load_indicators(
        "年度目标\n序号 |\n工作内容 |\n年度目标 |\n完成情况 |\n1 |\n考核排名 |\n全省前5名 |\n第3名 |\n1 |\n建成时间 |\n2024年12月31日前 |\n"
        "2023年9月30日 |\n1 |\n改造提升 |\n全部完成 |\n已完成6座 |\n1 |\n合格率 |\n稳定在98以上 |\n99.1 |\n"
    )
    assert frame["indicator"].tolist() == ["考核排名", "建成时间", "改造提升", "合格率"]
    assert frame["target_text"].tolist() == [
        "全省前5名",
        "2024年12月31日前",
        "全部完成",
        "稳定在98以上",
    ]
    assert frame["actual_text"].tolist() == ["第3名", "2023年9月30日", "已完成6座", "99.1"]
    assert frame["target_op"].tolist() == ["<=", "text", "text", ">="]


def test_a_bilingual_yearbook_with_values_on_the_next_line():
    frame = ta.load_indicators(
        "指  标  名  称 Item\n\n2019-2021年完成情况 Implementation (2019-2021)\n\n2019 2020 2021\n\n康  复\n\n"
        "1. 精准康复服务\nTargeted Rehabilitation\n\n视力残疾人 (万人) Visual Disability (10,000 persons)\n- 88.3 120.5\n"
        "康复机构 (个) Rehabilitation Institutions (unit)\n9036 9775 10440\n"
    )
    assert frame["indicator"].tolist() == ["视力残疾人", "康复机构"]
    assert frame["area"].tolist() == ["康复", "康复"]
    assert frame["parent"].tolist() == ["1. 精准康复服务", "1. 精准康复服务"]
    assert frame["unit"].tolist() == ["万人", "个"]
    assert frame["actual_period"].tolist() == ["2021", "2021"]
    assert frame["actual_value"].tolist() == [120.5, 10440]


def test_a_blank_before_a_bound_or_within_a_name_parts_no_cells():
    """One blank between all cells: 4 以内 is one of them, and so is PM10 平均浓度."""
    told = ta.load_indicators(
        io.StringIO(
            "“十三五”主要指标完成情况\n"
            "序号 指标 2015年 2020年目标 2020年实际 完成情况\n"
            "1 登记失业率(%) 3.12 4 以内 2.46 完成\n"
            "2 PM10 平均浓度(微克/立方米) 88 ≤70 61 完成\n"
            "3 造林面积(亩) 1200 1500 1530 完成\n"
        )
    )
    assert told["indicator"].tolist() == ["登记失业率", "PM10 平均浓度", "造林面积"]
    assert told["target_text"].tolist() == ["4 以内", "≤70", "1500"]
    assert told["actual_value"].tolist() == [2.46, 61, 1530]


def test_what_a_part_of_a_year_sums_up_is_a_level_and_no_growth():
    observed = ta.load_observations(
        io.StringIO(
            "指标,单位,2015年3月,2015年1-3月累计,累计比上年同期增长(%)\n"
            "零售总额,万元,387581,1173850,2.0\n餐饮收入,万元,14191,129123,14.7\n"
        )
    )
    told = observed[observed["period"] == "2015-Q1"]
    assert [*zip(told["role"], told["value"], strict=True)][:2] == [
        ("actual", 1173850), ("actual", 129123),
    ]  # fmt: skip
