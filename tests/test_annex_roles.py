"""Which column is baseline, target, actual or a verdict, and what may stand in its cells."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.frames import read_annex


def _values(source):
    report = ta.read_report(source)
    frame = ta.load_indicators(report)
    observed = ta.load_observations(report)
    names = dict(zip(frame["indicator_id"], frame["indicator"], strict=True))
    return {(names[o.indicator_id], o.role): o.text for o in observed.itertuples()}


def test_result_in_words_beside_numbers_is_the_verdict():
    text = (
        "2021年重点任务台账\n序号 | 任务指标 | 计量单位 | 年度目标 | 完成情况 | 结果 |\n"
        "1 | 双拥考评全市排名 | 位 | 前5 | 3 | 优秀 |\n"
        "2 | 界桩更换 | - | 9月底前完成 | 8月12日完成 | 达标 |\n"
        "3 | 福彩销量 | 万元 | ≥2,400 | 2,511.6 | 超额 |\n"
        "4 | 来信办结 | 件 | 全部 | 21件全部办结 | 达标 |\n"
    )
    assert _values(text) == {
        ("双拥考评全市排名", "target"): "前5", ("双拥考评全市排名", "actual"): "3",
        ("界桩更换", "target"): "9月底前完成", ("界桩更换", "actual"): "8月12日完成",
        ("福彩销量", "target"): "≥2,400", ("福彩销量", "actual"): "2,511.6",
        ("来信办结", "target"): "全部", ("来信办结", "actual"): "21件全部办结",
    }  # fmt: skip
    assert ta.load_indicators(text)["official_verdict"].tolist() == ["优秀", "达标", "超额", "达标"]


def test_progress_in_words_under_a_spanning_head_is_a_verdict():
    frame = ta.load_indicators(
        ta.read_report(
            "<table><tr><td rowspan=2>指标</td><td rowspan=2>单位</td><td colspan=2>规划目标</td>"
            "<td colspan=2>中期评估</td></tr><tr><td>2015年</td><td>2020年</td><td>完成值</td>"
            "<td>进度</td></tr><tr><td>集中供水率</td><td>%</td><td>90</td><td>95</td><td>94</td>"
            "<td>符合进度</td></tr><tr><td>新增灌溉面积</td><td>万亩</td><td>-</td><td>30</td>"
            "<td>12</td><td>滞后</td></tr></table>"
        )
    )
    assert frame["actual_text"].tolist() == ["94", "12"]
    assert frame["baseline_text"].tolist() == ["90", "-"]
    assert frame["official_verdict"].tolist() == ["符合进度", "滞后"]


def test_base_year_and_later_result_beside_a_plan_target():
    got = _values(
        "“十四五”规划主要指标中期进展\n指标 | 单位 | “十四五”目标 | 2020年实际 | 2022年完成 | 完成目标比例 |\n"
        "预算收入 | 亿元 | 20 | 14.1 | 16.8 | 84.2% |\n托位数 | 个 | 4.5 | 1.2 | 3.0 | 67.3% |\n"
    )
    assert [got["预算收入", role] for role in ("baseline", "target", "actual")] == [
        "14.1", "20", "16.8",
    ]  # fmt: skip


def test_a_first_row_whose_name_reads_like_a_head_is_a_row():
    frame = ta.load_indicators(
        "主要指标\n指标 | 单位 | 2020年 | 2025年 |\n实际利用外资 | 亿美元 | 3.1 | 4.0 |\n数字经济占比 | % | 30 | 40 |\n"
    )
    assert frame["indicator"].tolist() == ["实际利用外资", "数字经济占比"]


def test_only_the_first_of_three_plan_years_is_past():
    got = _values(
        "碳达峰主要目标\n指标 | 单位 | 2020年 | 2025年 | 2030年 |\n"
        "非化石能源比重 | % | 15.9 | 20左右 | 25左右 |\n森林覆盖率 | % | 23 | 24.1 | 25左右 |\n"
    )
    assert got["森林覆盖率", "baseline"] == "23"
    frame = ta.load_observations(
        "碳达峰主要目标\n指标 | 单位 | 2020年 | 2025年 | 2030年 |\n"
        "非化石能源比重 | % | 15.9 | 20左右 | 25左右 |\n森林覆盖率 | % | 23 | 24.1 | 25左右 |\n"
    )
    assert frame["role"].tolist() == ["baseline", "target", "target"] * 2


def test_head_broken_over_lines_though_the_row_looks_whole():
    frame = ta.load_indicators(
        "民政指标中期评估表\n领域 | 指标 | 单位 | 2020年\n基期值 | 2025年\n目标值 | 2023年6月\n完成值 | 指标\n属性 |\n"
        "保障 | 低保比例 | % | 73.6 | ≥77 | 79.8 | 预期性 |\n供养率 | % | 52.4 | 60 | 58.7 | 预期性 | |\n"
        "覆盖率 | % | 100 | 100 | 100 | 约束性 | |\n治理 | 社工人数 | 人 | 3120 | 6000 | 5214 | 预期性 |\n"
        "注册率 | % | 13.8 | 20 | 18.6 | 预期性 | |\n"
    )
    assert frame["baseline_text"].tolist() == ["73.6", "52.4", "100", "3120", "13.8"]
    assert frame["actual_text"].tolist() == ["79.8", "58.7", "100", "5214", "18.6"]
    assert set(frame["actual_period"]) == {"2023-06"}


def test_lines_without_a_blank_between_are_one_cell():
    cells = ["“十二五”主要指标", "序\n号", "指 标", "单位", "“十一五”末\n(2010年)", "“十二五”末\n(2015年)",
             "年均\n增长(%)", "1", "农民纯收入", "元", "6,990", "11,257", "10", "2", "新增就业", "万人", "(42)",
             "(50)", "—", "3", "失业率", "%", "3.4", "<4", "—"]  # fmt: skip
    report = ta.read_report("\n\n".join(cells))
    frame = ta.load_indicators(report)
    assert frame["indicator"].tolist() == ["农民纯收入", "新增就业", "失业率"]
    assert frame["baseline_text"].tolist() == ["6,990", "(42)", "3.4"]
    assert frame["target_text"].tolist() == ["11,257", "(50)", "<4"]


def test_two_targets_on_two_lines_of_a_cell():
    cells = ["现代化指标体系", "序号", "指标", "单位", "目标值", "权重", "1", "居民收入", "元", "城镇45000\n农村25000",
             "8", "2", "住房成套率", "%", "90(城镇)\n80(农村)", "5", "3", "失业率", "%", "5左右", "3"]  # fmt: skip
    observed = ta.load_observations("\n\n".join(cells))
    assert observed["value"].tolist() == [45000, 25000, 90, 80, 5]
    assert set(observed["role"]) == {"target"}


@pytest.mark.parametrize("words", ["符合规范", "不高于上年", "应保尽保", "达到省定标准", "持平"])
def test_targets_in_words_keep_their_place(words):
    got = _values(
        "救助项目自评表 |\n二级指标 |\n三级指标 |\n年度指标值 |\n全年完成值 |\n分值 |\n得分 |\n"
        "数量指标 |\n救助人员 |\n≥600人次 |\n638人次 |\n15 |\n15 |\n质量指标 |\n身份甄别率 |\n≥95% |\n97.2% |\n10 |\n10 |\n"
        f"救助规范性 |\n{words} |\n{words} |\n10 |\n10 |\n时效指标 |\n接待及时率 |\n100% |\n100% |\n5 |\n5 |\n"
    )
    assert got["救助规范性", "target"] == words
    assert got["救助规范性", "actual"] == words
    assert len(got) == 8


def test_goals_named_as_goals_and_statistics_of_several_years():
    got = _values(
        "2021年重点工作目标完成情况\n| 序号 | 主要目标 | 目标值 | 完成情况 | 是否完成 |\n"
        "| 1 | 营商环境评价 | 全省前10位 | 第8位 | 是 |\n| 2 | 空气优良天数比例 | ≥85% | 83.1% | 否 |\n"
    )
    assert got["营商环境评价", "target"] == "全省前10位"
    assert got["空气优良天数比例", "actual"] == "83.1%"
    observed = ta.load_observations(
        "主要年份卫生机构情况\n指标 | 单位 | 2010年 | 2015年 | 2020年 | 2021年 |\n"
        "机构数 | 个 | 1204 | 1356 | 1418 | 1420 |\n床位数 | 张 | 8210 | 11564 | 14832 | 15020 |\n"
    )
    assert set(observed["role"]) == {"actual"}
    assert observed["period"].tolist() == ["2010", "2015", "2020", "2021"] * 2


def test_part_of_a_year_is_dated_by_the_title():
    observed = ta.load_observations(
        "江区2023年上半年主要经济指标完成情况\n指标名称 | 单位 | 年度目标 | 1-6月完成 | 同比增长(%) | 占年度目标比重(%) |\n"
        "投资 | 亿元 | 210 | 108.2 | 9.1 | 51.5 |\n收入 | 亿元 | 26.5 | 14.4 | 11.2 | 54.3 |\n"
    )
    actual = observed[observed["role"] == "actual"]
    assert actual["text"].tolist() == ["108.2", "14.4"]
    assert set(actual["period"]) == {"2023-S1"}


def test_attribute_column_called_a_type():
    frame = ta.load_indicators(
        "国土空间规划主要指标\n\n序号   指标名称   指标类型   2020年   2025年   2035年\n1   耕地保有量(万亩)   约束性   152   ≥150   ≥150\n"
        "2   城镇化率(%)   预期性   52.4   57   66\n3   森林覆盖率(%)   预期性   38.6   39.5   40以上\n"
    )
    assert frame["attribute"].tolist() == ["约束性", "预期性", "预期性"]
    assert frame["baseline_text"].tolist() == ["152", "52.4", "38.6"]


def test_labelled_values_are_shared_among_their_columns():
    got = ta.load_observations(
        "县“十三五”民政主要指标\n指标 2015年 2020年 属性\n低保标准（元/年） 2600 4500 约束性\n"
        "日间照料覆盖率（%） 城市60 农村20 城市100 农村60 预期性\n供养率（%） 38.5 50 预期性\n"
    )
    roles = dict(zip(got["text"], got["role"], strict=True))
    assert roles["城市60"] == roles["农村20"] == "baseline"
    assert roles["城市100"] == roles["农村60"] == "target"


def test_a_change_in_words_is_a_value_not_a_head():
    got = _values(
        "主要指标完成情况\n指标 | 单位 | 目标值 | 完成值 |\n投资 | 亿元 | 同比增长5% | 同比增长6.2% |\n"
        "素养水平 | - | 较上年提高 | 较上年提高2.1个百分点 |\n"
    )
    assert got == {
        ("投资", "target"): "同比增长5%", ("投资", "actual"): "同比增长6.2%",
        ("素养水平", "target"): "较上年提高", ("素养水平", "actual"): "较上年提高2.1个百分点",
    }  # fmt: skip


def test_two_years_after_a_target_are_results():
    observed = ta.load_observations(
        "小康社会统计监测\n监测指标 单位 权重 目标值(2020年) 2013年 2014年 2014年实现程度(%)\n"
        "恩格尔系数 % 2.0 ≤40 38.9 38.0 100\n人均GDP 元 4.0 ≥57000 29412 31870 55.9\n"
    )
    assert observed["role"].tolist() == ["target", "actual", "actual"] * 2


def test_head_broken_within_cells_where_no_pipe_ends_a_row():
    frame = ta.load_indicators(
        "县规划中期评估表\n序\n号 | 指 标 | 规划目标\n(2025年) | 截至2023年\n6月底 | 完成\n比例 | 指标\n属性\n"
        "1 | 收入增长(%) | 与GDP增长同步 | 6.8 | — | 预期性\n2 | 参保率(%) | >90 | 93.2 | 103.6% | 约束性\n"
    )
    assert frame["target_text"].tolist() == ["与GDP增长同步", ">90"]
    assert frame["actual_text"].tolist() == ["6.8", "93.2"]
    assert frame["actual_period"].tolist() == ["2023-06", "2023-06"]
    assert frame["attribute"].tolist() == ["预期性", "约束性"]


def test_operator_in_a_column_of_its_own_is_the_targets():
    frame = ta.load_indicators(
        "2023年康复项目绩效目标完成情况\n三级指标 | 指标性质 | 年度指标值 | 度量单位 | 全年完成值 | 原因分析 |\n"
        "救助儿童人数 | ≥ | 150 | 人 | 146 | 超龄 |\n档案合格率 | = | 100 | % | 100 | |\n"
        "人均训练补助 | ≤ | 12000 | 元/年 | 11800 | |\n生活质量 | 定性 | 有效改善 | — | 有效改善 | |\n"
    )
    assert frame["target_op"].tolist() == [">=", "==", "<=", "text"]
    assert frame["direction"].tolist()[:3] == [1, 1, -1]
    assert not frame["op_inferred"].any()


def test_year_that_growth_is_held_against_is_a_start_and_not_sure():
    text = (
        "民政事业主要指标(2021-2022年)\n指标 | 单位 | 2022年 | 2021年 | 增减(%) |\n"
        "低保对象 | 人 | 8,412 | 8,866 | -5.1 |\n孤儿人数 | 人 | 312 | 335 | -6.9 |\n"
    )
    assert ta.load_observations(text)["role"].tolist() == ["actual", "baseline", "change"] * 2
    frame = ta.load_indicators(text)
    assert (frame["confidence"] < bar()).all()
    assert frame["alternatives"].str.contains("actual").all()


def test_two_years_without_growth_of_one_year_are_results():
    rows = "低保对象 | 人 | 8,412 | 8,866 | {}\n孤儿人数 | 人 | 312 | 335 | {}\n"
    for heads, ends in (
        ("2022年 | 2021年 | 备注", ("", "")),
        ("2021年 | 2016年 | 年均增长(%)", ("-1.0", "-1.4")),
    ):
        seen = ta.load_observations(f"民政情况\n指标 | 单位 | {heads}\n{rows.format(*ends)}")
        assert "baseline" not in set(seen["role"])


def test_same_months_of_the_year_before_are_what_growth_is_held_against():
    text = (
        "民政情况\n指标 | 单位 | 2022年上半年 | 2021年上半年 | 增减(%)\n"
        "低保对象 | 人 | 8,412 | 8,866 | -5.1\n孤儿人数 | 人 | 312 | 335 | -6.9\n"
    )
    assert ta.load_observations(text)["role"].tolist() == ["actual", "baseline", "change"] * 2
    assert (ta.load_indicators(text)["confidence"] < bar()).all()


def test_yearly_growth_under_a_head_of_targets_is_no_target():
    frame = ta.load_observations(
        "<table><tr><td rowspan=2>指标</td><td rowspan=2>2020年实际</td><td colspan=2>“十四五”目标</td></tr>"
        "<tr><td>2025年</td><td>年均增速(%)</td></tr><tr><td>能源消费总量</td><td>862</td>"
        "<td>1050左右</td><td>4.0</td></tr></table>"
    )
    assert frame["role"].tolist() == ["baseline", "target", "change"]


def test_tasks_named_as_tasks():
    got = _values(
        "2022年民政重点任务完成情况表\n任务名称 | 年度任务 | 完成情况 | 完成率 | 责任科室 |\n"
        "新建日间照料中心 | 25个 | 27个 | 108% | 养老科 |\n低保标准 | 提高5% | 提高6.2% | — | 救助科 |\n"
    )
    assert got["新建日间照料中心", "target"] == "25个"
    assert got["低保标准", "actual"] == "提高6.2%"


def test_closing_row_and_ratio_unit():
    report = ta.read_report(
        "小康监测 \n指标 | 单位 | 权重 | 目标值 | 2015年 | 评价 |\n城乡居民收入比 | 以农为1 | 1.5 | ≤2.8 | 2.57 | 完成 |\n"
        "失业率 | % | 2.0 | ≤6 | 3.7 | 完成 |\n合计 | | 3.5 | 2项 | 完成2项 | |\n"
    )
    frame = ta.load_indicators(report)
    assert frame["indicator"].tolist() == ["城乡居民收入比", "失业率"]
    assert frame["unit"].tolist() == ["以农为1", "%"]
    assert [item.code for item in read_annex(report).rejections] == ["header", "total"]


def test_years_between_the_plans_start_and_a_yearly_target_are_results():
    got = ta.load_observations(
        "区教育规划年度监测表\n监测指标 | 2020年实际 | 2021年实际 | 2022年目标 | 2022年实际 | 2025年目标\n"
        "入园率(%) | 88.4 | 89.9 | 90 | 91.3 | 92\n巩固率(%) | 95.2 | 95.5 | 95.6 | 95.8 | 96\n"
    )
    told = [(o.role, o.period, o.text) for o in got.itertuples()][:5]
    assert told == [
        ("baseline", "2020", "88.4"), ("actual", "2021", "89.9"), ("target", "2022", "90"),
        ("actual", "2022", "91.3"), ("target", "2025", "92"),
    ]  # fmt: skip


#: title, end of a row, end of a cell where each has its line, rows, what they say in a role, verdicts
BESIDE_WORDS = {
    "a value found out beside progress in words": (
        "水利规划中期评估\n", "\n\n", "\n\n",
        """类别 序号 指标 单位 2020年基数 2025年目标值 2023年评估值 属性 进度
供水 1 普及率 % 88 92 90.4 预期性 正常
供水 2 新增能力 亿立方米 0 1.5 1.1 预期性 提前
防洪 3 达标率 % 71 80 73 约束性 滞后
防洪 4 水库加固 座 12 60 41 约束性 正常""",
        "actual", {"普及率": "90.4", "达标率": "73", "水库加固": "41"}, ["正常", "提前", "滞后", "正常"],
    ),
    "operators beside an attribute of measured and told": (
        "绩效目标表\n(2024年度)\n", "\n", "\n|\n",
        """一级指标 二级指标 三级指标 指标性质 指标值 度量单位 指标属性 数据来源
产出指标 数量指标 资助人数 ≥ 5200 人 定量指标 学籍系统
产出指标 数量指标 校舍面积 ≥ 1.6 万平方米 定量指标 基建台账
产出指标 质量指标 辍学率 ≤ 0.5 % 定量指标 年报
效益指标 社会效益指标 认可程度 = 明显提高 是/否 定性指标 调查""",
        "target", {"资助人数": "≥5200", "辍学率": "≤0.5", "认可程度": "明显提高"}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("cells_have_lines", [False, True])
@pytest.mark.parametrize("case", BESIDE_WORDS)
def test_values_beside_columns_of_words(case, cells_have_lines):
    title, row_end, cell_end, rows, role, said, verdicts = BESIDE_WORDS[case]
    between = cell_end if cells_have_lines else " | "
    text = title + row_end.join(between.join(row.split()) for row in rows.splitlines())
    got = _values(text)
    assert {name: got[name, role] for name in said} == said
    assert ta.load_indicators(text)["official_verdict"].dropna().tolist() == verdicts


def test_key_indicators_below_goals_of_a_strategy_dated_in_the_years_of_the_republic():
    rows = [
        "策略目標 關鍵績效指標 評估體制 評估方式 衡量標準 年度目標值 實際達成值 達成率",
        "健全戶政(30%) 跨區申辦比率 1 統計數據 跨區案件÷總案件×100% 40% 43.2% 100%",
        "到府服務件數 1 統計數據 年度累計件數 300件 288件 96%",
        "推動輔導(20%) 登記完成數 1 統計數據 年度新增登記數 12家 13家 100%",
        "講習場次 1 統計數據 年度辦理場次 6場 6場 100%",
    ]
    text = "某縣政府111年度施政績效報告\n\n" + "\n\n".join(r.replace(" ", "\n\n") for r in rows)
    told = ta.load_observations(text)
    assert told["text"].tolist() == ["40%", "43.2%", "300件", "288件", "12家", "13家", "6場", "6場"]
    assert set(told["period"][told["role"] == "target"]) == {"2022"}


def test_until_the_end_of_a_month_of_the_titles_year():
    text = (
        "某镇2024年度考核指标进度表\n指标 | 单位 | 全年目标 | 截至10月底完成\n"
        "新增绿地 | 亩 | 120 | 96\n改厕户数 | 户 | 500 | 510\n道路硬化 | 公里 | 8 | 4.1\n"
    )
    assert ta.load_indicators(text)["actual_period"].tolist() == ["2024-10"] * 3


def test_all_years_after_the_plans_first_are_results():
    got = ta.load_observations(
        "“十四五”发展指标\n指标 | 2020年 | 2022年 | 2023年 | 2025年(目标)\n授权量(件) | 120 | 188 | 210 | 300\n"
        "注册量(件) | 2210 | 2802 | 3110 | 4000\n地理标志(个) | 3 | 4 | 5 | 8\n"
    )
    assert got["role"].tolist()[:4] == ["baseline", "actual", "actual", "target"]


def test_a_month_and_the_year_up_to_it_beside_a_years_task():
    got = ta.load_observations(
        "某区2024年上半年指标通报\n指标 | 单位 | 全年任务 | 6月当月 | 1-6月累计 | 完成率(%)\n"
        "新增企业 | 家 | 12 | 2 | 7 | 58.3\n技改投资 | 亿元 | 8.5 | 0.8 | 4.6 | 54.1\n"
        "招引项目 | 个 | 20 | 3 | 9 | 45\n"
    )
    told = [(o.role, o.period, o.text) for o in got.itertuples()][:3]
    assert told == [
        ("target", "2024", "12"), ("actual", "2024-06", "2"), ("actual", "2024-S1", "7"),
    ]  # fmt: skip


def test_many_years_below_main_indicators_are_results():
    rows = "在校学生 | 万人 | 12.1 | 13.3 | 14.9 | 16.2 | {}\n卫生床位 | 张 | 1820 | 2044 | 2310 | 2598 | {}\n"
    for last in ("2005年", "2007年"):
        heads = f"指标 | 单位 | 1985年 | 1990年 | 1995年 | 2000年 | {last}\n"
        text = f"主要指标\n{heads}{rows.format('15.8', '3077')}"
        assert set(ta.load_observations(text)["role"]) == {"actual"}
    plan = "主要指标\n指标 | 单位 | 2020年 | 2022年 | 2025年\n在校学生 | 万人 | 12 | 13 | 14\n床位 | 张 | 18 | 20 | 22\n"
    assert ta.load_observations(plan)["role"].tolist() == ["baseline", "target", "target"] * 2


def test_tasks_over_years_whose_start_is_called_so_on_a_line_of_its_own():
    cells = ["云岭县三年行动计划", "2022年5月12日", "附表", "年度目标任务分解表", "目标任务", "单位", "2021年", "(基期)",
             "2022年", "2023年", "2024年", "普惠园占比", "%", "81.3", "83", "85", "88", "新增托位", "个", "210",
             "300", "350", "400", "公办园覆盖面", "%", "46", "48", "50", "52"]  # fmt: skip
    text = "\n\n".join(cells)
    assert ta.load_indicators(text)["indicator"].tolist() == [
        "普惠园占比",
        "新增托位",
        "公办园覆盖面",
    ]
    seen = ta.load_observations(text)
    assert seen["role"].tolist() == ["baseline", "target", "target", "target"] * 3
    assert seen["period"].tolist() == ["2021", "2022", "2023", "2024"] * 3
