"""Tables of plans, tasks and their self-evaluation: made up, each with its values by hand."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar


def values(text, tmp_path):
    """Return {indicator: "role text, role text"} of a document, and its indicators."""
    path = tmp_path / "t.txt"
    path.write_text(text, encoding="utf-8")
    frame, seen = ta.load_indicators(path), ta.load_observations(path)
    out = {}
    for row in frame.itertuples():
        own = seen[seen["indicator_id"] == row.indicator_id]
        own = own[own["role"].isin(("baseline", "target", "actual"))]
        out[row.indicator] = ", ".join(f"{o.role} {o.text}" for o in own.itertuples())
    return out, frame


CASES = {
    "what an office found of itself, in numbers, is the result": (
        "编号 | 考核事项 | 考核标准 | 自查结果 | 自评分\nA1 | 甲率 | ≥98% | 97.2% | 4.2\nA2 | 乙数 | 12件 | 11件 | 5\nB1 | 丙数 | 3起 | 2起 | 10\n",
        {
            "甲率": "target ≥98%, actual 97.2%",
            "乙数": "target 12件, actual 11件",
            "丙数": "target 3起, actual 2起",
        },
    ),
    "how a measure is taken is no name": (
        "關鍵績效指標 | 衡量標準 | 年度目標值 | 實際達成值 | 達成度\n甲率 | 甲數/乙數 | 92% | 94.5% | 102.7%\n乙據點數 | 累計數 | 215處 | 221處 | 102.8%\n丙媒合 | 成功數 | 650人 | 702人 | 108.0%\n",
        {
            "甲率": "target 92%, actual 94.5%",
            "乙據點數": "target 215處, actual 221處",
            "丙媒合": "target 650人, actual 702人",
        },
    ),
    "target and result in one cell": (
        "指标 | 单位 | 计划(完成) | 备注\n甲项 | 万亩 | 3.2(3.4) |\n乙项 | 万亩 | ≥0.8(0.62) | 差\n丙项 | 万亩 | 1.5(1.5) |\n",
        {
            "甲项": "target 3.2, actual 3.4",
            "乙项": "target ≥0.8, actual 0.62",
            "丙项": "target 1.5, actual 1.5",
        },
    ),
    "heads broken over lines, a cell a line": (
        "一级指标\n具体指标\n单位\n规划目标\n(2020年)\n2015年\n2020年\n达标\n情况\n健康\n甲率\n%\n77\n76\n78\n达标\n乙率\n‰\n6\n6.8\n3.2\n达标\n资源\n丙数\n人\n3.1\n2.2\n2.9\n未达标\n",
        {
            "甲率": "target 77, baseline 76, actual 78",
            "乙率": "target 6, baseline 6.8, actual 3.2",
            "丙数": "target 3.1, baseline 2.2, actual 2.9",
        },
    ),
    "what the year has done so far, in the middle of a plan": (
        "指标 | 2020年实际 | 2023年中期 | 2025年目标 | 2035年远景目标\n甲率(%) | 91.4 | 94.2 | 95 | 97以上\n乙数(个) | 3 | 5 | 6 | 9\n",
        {
            "甲率": "baseline 91.4, actual 94.2, target 95, target 97以上",
            "乙数": "baseline 3, actual 5, target 6, target 9",
        },
    ),
    "現況 is where a plan starts": (
        "指標名稱 | 單位 | 現況值(109年) | 目標值(114年) | 類型\n甲率 | % | 76.4 | 82 | 預期性\n乙項 | 天 | 312 | 330 | 約束性\n",
        {"甲率": "baseline 76.4, target 82", "乙項": "baseline 312, target 330"},
    ),
    "heads that say what must be and what is done": (
        "项目 | 年内须办结 | 已办结 | 办结占比 | 牵头部门\n甲项(人) | 800 | 812 | 101.5% | 卫健局\n乙项(个) | 2 | 1 | 50% | 人社局\n丙项(个) | 9 | 6 | 66.7% | 人社局\n",
        {"甲项": "target 800, actual 812", "乙项": "target 2, actual 1", "丙项": "target 9, actual 6"},
    ),
    "a verdict whose head says progress": (
        "指标 | 2020年基数 | 2022年 | 2030年目标 | 完成进度判断\n甲率(%) | 43.7 | 48.2 | 50以上 | 接近目标\n乙数(所) | 1 | 1 | 2 | 有差距\n",
        {"甲率": "baseline 43.7, actual 48.2, target 50以上", "乙数": "baseline 1, actual 1, target 2"},
    ),
    "sentences of a plan and what has been done of it": (
        "一、改造小区。计划改造42个,已完工38个。\n二、新建公园。年度目标10个,建成12个。\n三、改造户厕。计划320户,完成320户。\n",
        {
            "改造小区": "target 42个, actual 38个",
            "新建公园": "target 10个, actual 12个",
            "改造户厕": "target 320户, actual 320户",
        },
    ),
    "what an English table counts in is no name": (
        "Indicator\nUnit\nBaseline (2020)\nTarget (2025)\nAchieved (2023)\n\nRural water coverage\n%\n71.2\n85\n79.6\n\nWater points\nNumber\n431\n520\n490\n\nLatrines\n%\n54\n80\n66.5\n",
        {
            "Rural water coverage": "baseline 71.2, target 85, actual 79.6",
            "Water points": "baseline 431, target 520, actual 490",
            "Latrines": "baseline 54, target 80, actual 66.5",
        },
    ),
    "a year after a dated target is a target too": (
        "序号 | 项目名称 | 2025年规划值 | 2035年 | 责任人\n1 | 甲项 | 60户 | 80户 | 张某\n2 | 乙项 | 15户 | 40户 | 李某\n",
        {"甲项": "target 60户, target 80户", "乙项": "target 15户, target 40户"},
    ),
    "a year that lies ahead of the dated result is the target": (
        "序号 | 任务名称 | 2020年现状 | 2025年 | 2023年完成\n1 | 甲项(户) | 60 | 90 | 80\n2 | 乙项(户) | 15 | 40 | 21\n",
        {"甲项": "baseline 60, target 90, actual 80", "乙项": "baseline 15, target 40, actual 21"},
    ),
    "a plan's first and last year beside a result of its own": (
        "指标 | 单位 | 2020年 | 2025年 | 自评完成值\n甲项 | 户 | 60 | 90 | 80\n乙项 | 户 | 15 | 40 | 21\n",
        {"甲项": "baseline 60, target 90, actual 80", "乙项": "baseline 15, target 40, actual 21"},
    ),
    "目标任务内容 is what the rows are of, 分值 beside it no target": (
        "序号 | 目标任务内容 | 分值 | 度量单位 | 基期值 | 目前完成\n1 | 甲项 | 5 | 户 | 60 | 80\n2 | 乙项 | 10 | 户 | 15 | 21\n",
        {"甲项": "baseline 60, actual 80", "乙项": "baseline 15, actual 21"},
    ),
    "an unknown head at the end of the line is a column": (
        "类别 | 工作事项 | 目标数 | 1-6月完成 | 佐证材料\n产出 | 甲项 | 16项 | 12项 | 资料齐全\n"
        " | 乙项 | 173个 | 29个 | 因雨延期\n效益 | 丙率 | >47% | 28.0% | \n",
        {"甲项": "target 16项, actual 12项", "乙项": "target 173个, actual 29个",
         "丙率": "target >47%, actual 28.0%"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", CASES)
def test_a_plan(which, tmp_path):
    text, want = CASES[which]
    got, _ = values(text, tmp_path)
    assert got == want


def test_a_unit_below_the_head_of_targets_is_a_unit(tmp_path):
    page = (
        "<table><tr><td rowspan=2>目标名</td><td colspan=2>目标</td><td colspan=2>监测</td></tr>"
        "<tr><td>目标值</td><td>单位</td><td>2021年</td><td>2022年</td></tr>"
        "<tr><td>甲率</td><td>10以下</td><td>1/10万</td><td>0</td><td>6.8</td></tr>"
        "<tr><td>乙率</td><td>≥70</td><td>%</td><td>52.6</td><td>61.9</td></tr></table>"
    )
    (tmp_path / "t.html").write_text(page, encoding="utf-8")
    frame = ta.load_indicators(tmp_path / "t.html")
    assert list(frame["unit"]) == ["1/10万", "%"]
    assert list(frame["target_text"]) == ["10以下", "≥70"]


def test_a_year_beside_a_result_is_never_a_sure_target(tmp_path):
    text = "2021年某区“十四五”规划完成情况\n指标 | 2025年 | 完成值\n甲项 | 60 | 48\n乙项 | 15 | 12\n丙项 | 7 | 9\n"
    got, frame = values(text, tmp_path)
    assert got["甲项"] == "target 60, actual 48"
    assert (frame["confidence"] < bar()).all()


def test_a_lower_head_says_what_a_column_is(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "指标,单位,指标值,,责任科室\n,,基准值,任务数,\n甲项,户,60,90,办公室\n乙项,户,15,40,人事科\n",
        encoding="utf-8",
    )
    rows = ta.load_indicators(path)
    assert list(rows["baseline_text"]) == ["60", "15"]
    assert list(rows["target_text"]) == ["90", "40"]


def test_other_heads_in_one_grid_begin_another_table(tmp_path):
    path = tmp_path / "t.html"
    grid = [
        ("指标", "基期值", "目标值"), ("走访户数", "9", "15"), ("培训人数", "30", "40"), ("表2", "", ""),
        ("实事项目", "承诺数", "完成数"), ("公厕改建", "12", "11"), ("小学扩容", "3", "4"),
    ]  # fmt: skip
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in grid)
    path.write_text(f"<table>{rows}</table>", encoding="utf-8")
    frame = ta.load_indicators(path).set_index("indicator")
    assert list(frame.index) == ["走访户数", "培训人数", "公厕改建", "小学扩容"]
    told = frame[["baseline_text", "target_text", "actual_text"]].fillna("")
    assert list(told.loc["培训人数"]) == ["30", "40", ""]
    assert list(told.loc["公厕改建"]) == ["", "12", "11"]


def test_names_that_go_on_below_themselves_are_whole(tmp_path):
    text = (
        "编号  任务名称        单位  规划值  完成量  责任单位\n"
        "1     养老机构护理型  %     60      55      民政局\n"
        "      床位占比\n"
        "2     菜市场改造      个    86      13      商务局\n"
        "3     农村公路提档升  公里  78      22      交通局\n"
        "      级\n"
        "4     充电桩          个    17      18      住建局\n"
    )
    got, _ = values(text, tmp_path)
    assert got == {
        "养老机构护理型床位占比": "target 60, actual 55", "菜市场改造": "target 86, actual 13",
        "农村公路提档升级": "target 78, actual 22", "充电桩": "target 17, actual 18",
    }  # fmt: skip


def test_a_title_below_a_row_is_no_part_of_its_name(tmp_path):
    text = (
        "指标        单位  目标值  完成值\n养老床位数  张    60      55\n救助站数    个    3       4\n"
        "社会救助\n低保户数    户    86      13\n特困户数    户    78      22\n"
    )
    got, frame = values(text, tmp_path)
    assert list(got) == ["养老床位数", "救助站数", "低保户数", "特困户数"]
    assert list(frame["area"].fillna("")) == ["", "", "社会救助", "社会救助"]


def test_a_wide_blank_here_and_there_does_not_join_the_cells_told_apart_by_one(tmp_path):
    text = (
        "编号 考核指标 单 位 目标任务 已完成数 完成率 备  注\n"
        "1 公厕改建 座 12 11  91.7% 城管局\n"
        "2 农村(自然村)道路 公里  60 66.5  110.8% 交通局\n"
        "充电桩  个 40 44  110.0%\n"
        "3 培训1.2万人以上 869 1022 117.6% 人社局\n"
    )
    got, frame = values(text, tmp_path)
    assert got == {
        "公厕改建": "target 12, actual 11", "农村(自然村)道路": "target 60, actual 66.5",
        "充电桩": "target 40, actual 44", "培训1.2万人以上": "target 869, actual 1022",
    }  # fmt: skip
    assert list(frame["unit"].fillna("")) == ["座", "公里", "个", ""]


def test_a_line_parted_by_wide_blanks_keeps_the_words_of_a_cell_together(tmp_path):
    text = (
        "指标名称          目标值   完成值\n"
        "新增 城镇 就业(人)    60      55\n"
        "改造 老旧 小区(个)    12      13\n"
    )
    got, _ = values(text, tmp_path)
    assert list(got.values()) == ["target 60, actual 55", "target 12, actual 13"]


def test_heads_of_a_role_are_names_where_others_are_named_and_these_are_not(tmp_path):
    heads = ["序号", "市州", "计划完成数", "累计开工数", "计划投资额(万元)", "累计完成投资额(万元)"]
    rows = [
        "1 云台市 150 143 861.5 368.1",
        "2 白水市 71 44 135.3 47.5",
        "3 石堰市 87 71 190.9 69.3",
    ]
    rows += ["全省 308 258 1187.7 484.9"]  # without a serial number: the row before keeps its last
    cells = [*heads, *(cell for row in rows for cell in row.split())]
    path = tmp_path / "t.txt"
    path.write_text("".join(f"{cell} |\n" for cell in cells), encoding="utf-8")
    frame, seen = ta.load_indicators(path), ta.load_observations(path)
    own = seen.merge(frame[["indicator_id", "area", "indicator", "unit", "confidence"]])
    told = {(o.area, o.indicator, o.role, o.text) for o in own.itertuples()}
    assert {t[1:] for t in told if t[0] == "石堰市"} == {
        ("计划完成数", "target", "87"), ("累计开工数", "actual", "71"),
        ("计划投资额", "target", "190.9"), ("累计完成投资额", "actual", "69.3"),
    }  # fmt: skip
    assert len(told) == 16 and (own["confidence"] < bar()).all()


def test_what_an_office_expects_of_a_plans_first_year_is_where_it_starts(tmp_path):
    heads = ["指标", "单位", "2025年\n(预计)", "2030年", "属性"]
    rows = [["甲产值", "亿元", "31.5", "40左右", "预期性"], ["乙率", "%", "72", "≥75", "约束性"],
            ["丙面积", "万亩", "6.4", "7", "预期性"]]  # fmt: skip
    cells = "\n|\n".join(" |\n".join(row) + " |" for row in [heads, *rows])
    got, frame = values(f"丁县“十五五”时期主要指标\n|\n{cells}\n", tmp_path)
    assert got == {
        "甲产值": "baseline 31.5, target 40左右",
        "乙率": "baseline 72, target ≥75",
        "丙面积": "baseline 6.4, target 7",
    }
    assert list(frame["baseline_period"]) == ["2025"] * 3


def test_what_the_last_plan_reached_is_where_the_next_one_starts() -> None:
    text = "“十三五”水利发展主要指标\n指标 | “十二五”规划目标 | 2015年完成 | 2020年目标值 | 属性\n"
    text += "饮水普及率(%) | 75 | 78.4 | 88 | 预期性\n治理长度(公里) | 45 | 38.2 | 60 | 预期性\n用水量(亿立方米) | 1.12 | 1.05 | 1.18 | 约束性\n"
    table = ta.load_indicators(text)
    assert table["baseline_text"].tolist() == ["78.4", "38.2", "1.05"]
    assert table["target_text"].tolist() == ["88", "60", "1.18"]
    assert table["actual_text"].isna().all()


@pytest.mark.parametrize("start", [False, True])
def test_a_result_stands_beside_the_target_of_its_own_year(tmp_path, start):
    lines = [
        "云台县2023年计划执行情况及2024年计划表",
        "指标名称 | 单位 | 2022年基数 | 2023年计划 | 2023年完成 | 2024年计划 |",
        "造林面积 | 亩 | 2900 | 3200 | 3315 | 3500 |",
        "城镇新增就业 | 人 | 3900 | 4000 | 4210 | 4200 |",
        "粮食产量 | 万吨 | 11.5 | 12 | 11.8 | 12.1 |",
    ]
    if not start:
        lines[1:] = [
            " | ".join(c for n, c in enumerate(line.split(" | ")) if n != 2) for line in lines[1:]
        ]
    path = tmp_path / "source.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    frame = ta.load_indicators(path)
    # with a start they are steps of one plan, of which the last is what it aims at
    aimed = ["3500", "4200", "12.1"] if start else ["3200", "4000", "12"]
    assert frame["target_text"].tolist() == aimed
    assert frame["actual_text"].tolist() == ["3315", "4210", "11.8"]
    assert (frame["confidence"] >= bar()).all()
    seen = ta.load_observations(path)
    assert set(seen.loc[seen["role"] == "target", "period"]) == {"2023", "2024"}


def test_words_under_a_head_of_progress_by_blanks_are_verdicts_beside_a_year_of_its_own(tmp_path):
    lines = (
        "指标                单位    2020年    2023年    2025年目标    属性      进展\n"
        "一、运力\n"
        "公交出行分担率      %       31.2      36.5      40            约束性    达到序时\n"
        "村村通客车率        %       88        100       100           预期性    已达到\n"
        "二、安全\n"
        "万车事故数          起      214       131       100以下       预期性    尚有差距\n"
        "驾驶员培训时长      学时    24        ——        40            预期性    2024年统计\n"
    )
    text = "某市交通规划(2021—2025年)中期评估\n\n表2  主要指标进展对照表\n\n" + lines
    got, _ = values(text, tmp_path)
    assert got == {
        "公交出行分担率": "baseline 31.2, actual 36.5, target 40",
        "村村通客车率": "baseline 88, actual 100, target 100",
        "万车事故数": "baseline 214, actual 131, target 100以下",
        "驾驶员培训时长": "baseline 24, actual ——, target 40",
    }


@pytest.mark.parametrize(
    ("head", "want"),
    [
        ("年均增长目标", "baseline 31, target 40"),
        ("五年累计目标", "baseline 31, target 40, target 7%"),
    ],
)
def test_growth_aimed_at_each_year_is_no_second_target(head, want, tmp_path):
    text = f"某县规划主要指标\n| 指标 | 2020年 | 2025年目标 | {head} | 属性 |\n| --- | --- | --- | --- | --- |\n"
    text += "| 甲量(万吨) | 31 | 40 | 7% | 预期性 |\n| 乙数(家) | 12 | 20 | 9%左右 | 预期性 |\n"
    got, _ = values(text, tmp_path)
    assert got["甲量"] == want


def test_two_plans_as_heads_are_a_start_and_an_aim():
    """Of a plan with 属性 what the plan before reached is where this one starts."""
    text = """临川市“十四五”住房发展主要指标

| 指标名称 | 单位 | “十三五”时期 | “十四五”时期 | 指标属性 |
|---|---|---|---|---|
| 新增商品住房面积 | 万平方米 | 〔412.6〕 | 〔360〕左右 | 预期性 |
| 棚户区改造 | 套 | 〔9876〕 | 〔2200〕 | 预期性 |
| 人均住房建筑面积 | 平方米 | 41.7 | 42.5 | 预期性 |
| 物业服务覆盖率 | % | 72 | ≥85 | 约束性 |
"""
    seen = ta.load_observations(text)
    assert [*seen["role"]] == ["baseline", "target"] * 4
    assert [*seen["period"]][:2] == ["2016/2020", "2021/2025"]
