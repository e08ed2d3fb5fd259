"""What a table leaves open: a row short of a cell, an annex in two tables, years without a word."""

import io

import docx
import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.doubts import _apart
from taian_analysis.cleaning.frames import read_annex
from taian_analysis.cleaning.headers import Head

HEAD = ["领域", "主要指标", "单位", "2023年完成", "2025年目标", "属性"]
FIRST = [
    ["健康", "体检人数", "人", "10", "20", "预期性"],
    ["教育", "入园率", "%", "50", "60", "约束性"],
]
SECOND = [
    ["", "巩固率", "%", "52", "62", "约束性"],
    ["福利", "床位", "张", "53", "63", "约束性"],
    ["", "护理床位", "张", "33", "43", "约束性"],
]


def _docx(between):
    document = docx.Document()
    for rows in (FIRST, SECOND):
        table = document.add_table(rows=0, cols=len(HEAD))
        for row in [HEAD, *rows]:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph(between)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _html(between):
    def rows(body):
        return "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in r)}</tr>" for r in [HEAD, *body])

    return f"<html><body><table>{rows(FIRST)}</table><p>{between}</p><table>{rows(SECOND)}</table>"


def _markdown(between):
    rule = "|" + "---|" * len(HEAD)
    one, two = (
        "\n".join(["| " + " | ".join(HEAD) + " |", rule, *("| " + " | ".join(r) + " |" for r in b)])
        for b in (FIRST, SECOND)
    )
    return f"{one}\n\n{between}\n\n{two}\n"


@pytest.mark.parametrize("build", [_docx, _html, _markdown])
@pytest.mark.parametrize(
    ("between", "area"), [("", "教育"), ("(续表)", "教育"), ("表2 其他县市主要指标", None)]
)
def test_area_goes_on_into_the_rest_of_a_table(build, between, area):
    frame = ta.load_indicators(build(between))
    areas = [a if isinstance(a, str) else None for a in frame["area"]]
    assert areas == ["健康", "教育", area, "福利", "福利"]


@pytest.mark.parametrize("mark", [" | ", "  "])
def test_row_short_of_a_cell_is_doubtful(mark):
    rows = [
        ["主要指标", "单位", "2023年完成", "2025年目标", "属性"],
        ["全市注册志愿者总量", "万人", "120", "预期性"],
        ["服务站", "个", "13", "15", "预期性"],
        ["站点覆盖率", "%", "≥15", "约束性"],
        ["服务时长", "小时", "13", "15", "约束性"],
        ["服务项目", "个", "23", "25", "约束性"],
        ["服务设施", "处", "33", "35", "约束性"],
        ["服务车辆", "辆", "43", "45", "预期性"],
        ["服务人员", "名", "53", "55", "预期性"],
        ["服务范围", "公里", "63", "65", "预期性"],
    ]
    frame = ta.load_indicators("\n".join(mark.join(row) for row in rows))
    said = dict(zip(frame["indicator"], sure(frame), strict=True))
    # ≥15 can only be the target
    assert said == {
        "全市注册志愿者总量": "low", "服务站": "high", "站点覆盖率": "high",
        "服务时长": "high", "服务项目": "high", "服务设施": "high", "服务车辆": "high",
        "服务人员": "high", "服务范围": "high",
    }  # fmt: skip


def test_years_after_a_column_of_the_present_are_targets():
    frame = ta.load_observations(
        "国土空间规划指标表\n指标 | 单位 | 2020年现状 | 2025年 | 2035年 | 属性 |\n"
        "耕地保有量 | 万亩 | 412.36 | 408.50 | ≥408.50 | 约束性 |\n"
        "城镇化率 | % | 61.87 | 66 | 73 | 预期性 |\n"
    )
    assert frame["role"].tolist() == ["baseline", "target", "target"] * 2
    assert frame["period"].tolist() == ["2020", "2025", "2035"] * 2


def test_progress_in_per_cent_beside_a_result_is_a_rate():
    text = (
        "中期评估\n指标 | 单位 | 2020年基数 | 2025年目标 | 2022年完成值 | 完成进度 |\n"
        "晴雨预报准确率 | % | 86.5 | 88 | 88.3 | 已完成 |\n"
        "预警准确率 | % | 82 | 90 | 87.1 | 63.8% |\n"
        "站点间距 | 公里 | 8.6 | 6.5 | 7.2 | 66.7% |\n"
    )
    assert ta.load_observations(text)["role"].tolist() == ["baseline", "target", "actual"] * 3


def sure(frame):
    return ["high" if sure >= bar() else "low" for sure in frame["confidence"]]


ONE_LINE = (
    "消防救援规划主要指标 序号 | 指标 | 单位 | 2020年 | 2025年 | 属性 | 1 | 火灾死亡率 | 人 | 0.14 | ≤0.17 | 约束性 "
    "| 2 | 城市消防站 | 座 | 18 | 29 | 约束性 | 3 | 乡镇消防队 | 支 | 42 | 60 | 预期性 "
    "| 4 | 消防车总数 | 辆 | 126 | 180以上 | 预期性 |"
)


def test_table_with_pipes_on_one_line():
    frame = ta.load_indicators(ONE_LINE)
    assert frame["indicator"].tolist() == ["火灾死亡率", "城市消防站", "乡镇消防队", "消防车总数"]
    assert frame["unit"].tolist() == ["人", "座", "支", "辆"]
    assert frame["attribute"].tolist() == ["约束性", "约束性", "预期性", "预期性"]
    assert sure(frame) == ["high"] * 4
    values = ta.load_observations(ONE_LINE)
    assert values["role"].tolist() == ["baseline", "target"] * 4
    assert values["text"].tolist() == ["0.14", "≤0.17", "18", "29", "42", "60", "126", "180以上"]
    for text, start, end in zip(values["text"], values["start"], values["end"], strict=True):
        assert ONE_LINE[start:end] == text


def test_one_line_with_a_cell_lost():
    unnamed = ta.read_report(ONE_LINE.replace("城市消防站 | ", ""))
    assert "座" not in ta.load_indicators(unnamed)["indicator"].tolist()
    assert "no_name" in [item.code for item in read_annex(unnamed).rejections]
    short = ta.load_indicators(ONE_LINE.replace("| 18 ", ""))
    assert sure(short) == ["high", "low", "high", "high"]
    ended = ta.load_indicators(ONE_LINE[: ONE_LINE.index("0以上")])
    assert "high" not in sure(ended[ended["indicator"] == "消防车总数"])


def _sure(text):
    frame = ta.load_indicators(text)
    return dict(zip(frame["indicator"], frame["confidence"] >= bar(), strict=True))


def test_a_name_that_took_in_the_next_cell_is_not_sure():
    # between 增速(%) and its weight 20, and between 雨污管网改造 and its unit, the mark is lost
    weights = _sure(
        "附件\n序号 | 工作任务 | 权重 | 任务数 | 实际完成 |\n1 | 康复服务(次) | 10 | 4711 | 5010 |\n"
        "2 | 志愿站点(个) | 10 | 42 | 40 |\n3 | 增加值增速(%)20 | 29.0 | 45 |\n"
        "4 | 床位数(张) | 10 | 160 | 224 |\n5 | 宣传活动(次) | 10 | 13 | 19 |\n"
    )
    assert list(weights.values()) == [True, True, False, True, True]
    units = _sure(
        "2023年重点工作完成情况表\n重点工作 | 单位 | 考核目标 | 2023年完成 |\n健身步道 | 公里 | 46 | 49 |\n"
        "充电桩 | 处 | 15 | 13 |\n雨污管网改造公里 | 65 | 76 |\n验收合格率 | % | 81 | 91 |\n"
    )
    assert list(units.values()) == [True, True, False, True]


def test_names_cut_where_their_units_follow_at_once_leave_the_table_open():
    rows = "参加养老保险人万人,58.2,60.1\n农村危房改造户万户,1.2,1.3\n专项资金支亿元,8.8,9.4\n孤儿人数,88,91\n"
    assert not any(_sure(f"指标,2025年目标,2023年实际\n{rows}").values())
    whole = (
        "养老保险(万人),58.2,60.1\n危房改造(万户),1.2,1.3\n专项资金(亿元),8.8,9.4\n孤儿人数,88,91\n"
    )
    assert all(_sure(f"指标,2025年目标,2023年实际\n{whole}").values())


def test_a_name_broken_over_lines_goes_on_below_the_line_that_it_fills():
    # 增速 ends the name above it, which is as wide as any, and what stands below has its own
    sure = _sure(
        "某区“十四五”规划主要指标完成情况\n"
        "目标任务内容    单位  年度指标值  累计完成数  完成率(%)\n"
        "婚姻登记合格率  %     66.0        33          50.0%\n"
        "慈善信托备案    个    100         355         355.0%\n"
        "婴幼儿托位      个    30          15          50.0%\n"
        "规上工业增加值  %     50.0        67          134.0%\n"
        "增速\n"
        "城镇新增就业    人    30000       3000        10.0%\n"
    )
    assert [*sure] == [
        "婚姻登记合格率", "慈善信托备案", "婴幼儿托位", "规上工业增加值增速", "城镇新增就业",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "heads"),
    [("附件1", "单位 | 2020年现状 | 2025年"), ("某区规划主要指标", "单位 | 2025年 | 2035年")],
)
def test_years_without_a_word_are_not_sure(title, heads):
    rows = "床位数 | 张 | 510 | 600 |\n医师数 | 人 | 220 | 290 |\n入园率 | % | 71.5 | 88.2 |\n"
    assert not any(_sure(f"{title}\n指标 | {heads} |\n{rows}").values())


def test_one_year_beside_its_growth_is_a_result():
    rows = "水泥 | 万吨 | 788.7 | 4.8 |\n发电量 | 亿千瓦时 | 323.1 | 26.8 |\n"
    grown = ta.load_indicators(f"2016年工业主要指标\n指标 | 单位 | 2016年 | 增长% |\n{rows}")
    assert grown["actual_text"].tolist() == ["788.7", "323.1"]
    aimed = ta.load_indicators(f"工业主要指标\n指标 | 单位 | 2025年 | 年均增长% |\n{rows}")
    assert aimed["target_text"].tolist() == ["788.7", "323.1"]


def test_a_month_is_not_dated_by_the_year_of_its_table():
    frame = ta.load_observations(
        "2021年旅游统计表\n指标 | 单位 | 当月 | 1-2月 | 增长% |\n"
        "入境游客 | 人次 | 16625 | 90312 | -25.9 |\n国内游客 | 人次 | 7301 | 14288 | 20.2 |\n"
    )
    month = frame[frame["text"].isin(["16625", "7301"])]
    assert len(month) == 2 and month["period"].isna().all()


def test_the_end_of_a_name_that_stands_below_it_alone_belongs_to_it():
    sure = _sure(
        "2023年重点任务分解表\n"
        "板块      重点工作        度量单位  2025年目标  评分  指标属性\n"
        "文化教育  设备采购        项        61720       8     约束性\n"
        "          群众满意度      %         56.65       5     预期性\n"
        "          每千人口执业医  人        44643       5     预期性\n"
        "          师数\n"
        "创新驱动  婴幼儿托位      个        12          8     预期性\n"
        "经济发展  志愿服务站点    次        31          5     预期性\n"
    )
    assert list(sure) == [
        "设备采购",
        "群众满意度",
        "每千人口执业医师数",
        "婴幼儿托位",
        "志愿服务站点",
    ]


def test_results_years_apart_beside_one_target_are_in_doubt():
    heads = [Head("指标值", "target"), Head("完成\n2020年", "actual", "2020")]
    assert _apart([*heads, Head("完成\n2025年", "actual", "2025")])
    assert not _apart([*heads, Head("完成\n2021年", "actual", "2021")])


def test_words_and_numbers_by_turns_in_a_stream_are_not_sure():
    # a cell a line: the names of offices and what is wrong were taken for names and targets
    cells = ["代码", "指标", "年初计划", "分管领导", "存在问题"]
    for n, (name, plan, office) in enumerate(
        [("污水处理率", "48.9%", "教育局"), ("婴幼儿托位", "14个", "张明"),
         ("经费投入强度", "23.15%", "市人社局"), ("增加值增速", "97.7%", "张明")], 1
    ):  # fmt: skip
        cells += [f"A{n:03}", name, plan, office, "—"]
    frame = ta.load_indicators("2025年目标任务表\n\n" + "\n\n".join(cells) + "\n")
    sure = frame[frame["confidence"] >= bar()]
    assert set(sure["indicator"]) <= {"污水处理率", "婴幼儿托位", "经费投入强度", "增加值增速"}


def test_a_start_in_the_year_of_the_plan_itself_may_be_its_first_goal():
    # a plan given out in May 2017 cannot know what all of 2017 was
    rows = "甲率 | % | 31 | 40 | 62\n乙量 | 万吨 | 2.5 | 3.1 | 4.4\n丙数 | 个 | 120 | 150 | 300\n"
    text = "某市冷链发展时间表\n发布日期:2017-05-10\n某市冷链发展目标\n指标 | 单位 | 2017年 | 2020年 | 2025年\n"
    assert not any(_sure(text + rows).values())


def test_the_years_of_a_plan_one_after_the_other_are_results_where_the_title_says_how_it_went():
    rows = (
        "甲数 | 人 | 31 | 32 | 35 | 38 | 41 | 44\n乙量 | 万吨 | 2.5 | 2.6 | 2.9 | 3.3 | 3.4 | 3.6\n"
    )
    years = "指标 | 单位 | 2015年 | 2016年 | 2017年 | 2018年 | 2019年 | 2020年\n"
    told = ta.load_indicators("“十三五”某市养老服务情况\n" + years + rows)
    assert list(told["actual_text"]) == ["44", "3.6"]
    assert told["target_text"].isna().all()
    assert not any(_sure("“十三五”某市养老服务\n" + years + rows).values())
