"""Cells told apart by tabs, a pipe a line or blanks, some of them empty: each keeps its column.

Every table is invented, and every value worked out by hand.
"""

import pytest

import taian_analysis as ta


def read(tmp_path, text):
    """Return area, name, role, period and value of each observation."""
    path = tmp_path / "source.txt"
    path.write_text(text, "utf-8")
    rows = ta.load_observations(path).merge(
        ta.load_indicators(path)[["indicator_id", "area", "indicator"]], on="indicator_id"
    )
    columns = ["area", "indicator", "role", "period", "text"]
    return {tuple(None if v != v else v for v in row) for row in rows[columns].astype(object).where(
        rows[columns].notna(), None).itertuples(index=False)}  # fmt: skip


def test_tabs_part_the_cells_that_are_left_empty_too(tmp_path):
    got = read(
        tmp_path,
        """2023年1-8月各县主要指标完成情况

县(市、区)\t规上工业增加值增速(%)\t排名\t一般公共预算收入(万元)\t增速(%)\t排名
全市\t6.8\t\t389214\t4.6\t
清源区\t7.9\t2\t52310\t6.2\t3
河口县\t5.1\t4\t41208\t2.9\t4
石桥县\t8.4\t1\t38771\t7.5\t1
""",
    )
    income = {(area, value) for area, name, role, _, value in got if role == "actual"}
    assert income == {
        ("全市", "389214"), ("清源区", "52310"), ("河口县", "41208"), ("石桥县", "38771"),
    }  # fmt: skip
    assert {name for _, name, role, _, _ in got if role == "actual"} == {"一般公共预算收入"}


def test_a_cell_a_line_with_empty_cells_is_in_step(tmp_path):
    rows = [
        ["指标名称", "单位", "代码", "数量", "上年数据", "同比"],
        ["甲", "乙", "丙", "1", "2", "3"],
        ["一、综合", "", "JZH011000000", "", "", ""],
        ["乡级行政区划", "个", "JZH011110000", "77", "77", ""],
        ["民族乡", "个", "JZH011112100", "", "", ""],
        ["街道办事处", "个", "JZH011113000", "26", "25", "4.00"],
        ["社会福利支出", "万元", "JZH011211000", "18,309.2", "17,426.4", "5.07"],
        ["社会救助支出", "万元", "JZH011212000", "28,081.8", "23,574.1", "19.12"],
    ]
    got = read(tmp_path, "\n".join(f"{cell} |" for row in rows for cell in row))
    assert {(name, role, value) for _, name, role, _, value in got if role != "change"} == {
        ("乡级行政区划", "actual", "77"), ("乡级行政区划", "baseline", "77"),
        ("街道办事处", "actual", "26"), ("街道办事处", "baseline", "25"),
        ("社会福利支出", "actual", "18,309.2"), ("社会福利支出", "baseline", "17,426.4"),
        ("社会救助支出", "actual", "28,081.8"), ("社会救助支出", "baseline", "23,574.1"),
    }  # fmt: skip


def test_a_word_where_a_year_has_no_number_is_no_head(tmp_path):
    got = read(
        tmp_path,
        """| 年份 | 户数(万户) |
| 2020 | |
| 2019 | 点击查看 |
| 2018 | 31.36 |
| 2017 | 31.43 |
| 2016 | 31.71 |
""",
    )
    assert {(name, period, value) for _, name, _, period, value in got} == {
        ("户数", "2018", "31.36"), ("户数", "2017", "31.43"), ("户数", "2016", "31.71"),
    }  # fmt: skip


def test_a_name_of_one_character_below_a_numbered_title(tmp_path):
    got = read(
        tmp_path,
        """指 标 单 位 数 量
一、综合
1.行政区划
镇 个 201
乡 个 128
2.经费
救灾支出 亿元 121.3
""",
    )
    assert {(name, value) for _, name, _, _, value in got} == {
        ("镇", "201"), ("乡", "128"), ("救灾支出", "121.3"),
    }  # fmt: skip


@pytest.mark.parametrize("first", ["Item", "Kind of service"])
def test_years_in_english_need_no_word_for_the_name(tmp_path, first):
    got = read(
        tmp_path,
        f"""Social Services Provision
{first} | Unit | 2018 | 2019 | 2020
Residential care homes | No. | 412 | 418 | 425
Residential care places | No. | 28610 | 29040 | 29377
Home help cases | Thousand | 31.2 | 32.9 | 33.4
""",
    )
    homes = {(period, value) for _, name, _, period, value in got if name.endswith("homes")}
    assert homes == {("2018", "412"), ("2019", "418"), ("2020", "425")}


def test_what_was_settled_the_year_before_is_where_a_budget_begins(tmp_path):
    got = read(
        tmp_path,
        """2023年县级收入执行情况表
单位:万元
科目 | 2022年决算数 | 2023年预算数 | 2023年执行数 | 执行数为预算数的%
增值税 | 18320 | 20100 | 19988 | 99.4
契税 | 5110 | 5300 | 4377 | 82.6
专项收入 | 3302 | 3500 | 3610 | 103.1
""",
    )
    assert {(role, value) for _, name, role, _, value in got if name == "契税"} == {
        ("baseline", "5110"), ("target", "5300"), ("actual", "4377"),
    }  # fmt: skip


def test_years_down_on_lines_of_their_own_under_two_rows_of_heads(tmp_path):
    rows = [
        ["年 份", "机 构 数", "", "床位数"],
        ["", "(个)", "# 医院", "(张)"],
        ["1978", "372", "6", "16759"],
        ["1979", "457", "20", "19099"],
        ["1980", "475", "26", "21610"],
        ["1981", "508", "23", "20553"],
        ["1982", "374", "88", "18477"],
    ]
    cells = ["卫生机构(1978-1982)", "", "", *(cell for row in rows for cell in row)]
    got = read(tmp_path, "\n".join(f"{cell} |" for cell in cells))
    assert {(name, value) for _, name, _, period, value in got if period == "1980"} == {
        ("机构数", "475"), ("医院", "26"), ("床位数", "21610"),
    }  # fmt: skip


def test_years_printed_side_by_side_go_on_below(tmp_path):
    got = read(
        tmp_path,
        """历年粮食产量
单位:万吨
年份 | 总产量 | 稻谷 | 年份 | 总产量 | 稻谷
1978 | 31.2 | 20.1 | 1990 | 44.0 | 30.5
1980 | 33.4 | 21.0 | 1995 | 46.7 | 31.2
1985 | 40.1 | 26.8 |  |  |
""",
    )
    assert sorted((period, value) for _, name, _, period, value in got if name == "稻谷") == [
        ("1978", "20.1"), ("1980", "21.0"), ("1985", "26.8"), ("1990", "30.5"), ("1995", "31.2"),
    ]  # fmt: skip


def test_a_rate_called_like_a_sum_of_scores_is_an_indicator_with_two_percents(tmp_path):
    got = read(
        tmp_path,
        """一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 预算执行率 | 100% | 83.5% | 20 | 18
产出指标 | 质量指标 | 办件办结率 | 100% | 98% | 20 | 19
产出指标 | 质量指标 | 验收合格率 | 95% | 97% | 20 | 20
总分 | | | | | 60 | 57
""",
    )
    names = [name for _, name, _, _, _ in got]
    assert names.count("预算执行率") == 2
    assert "总分" not in names


def test_places_under_months_are_of_the_measure_that_the_title_names(tmp_path):
    got = read(
        tmp_path,
        """2023年各县区PM2.5浓度(微克/立方米)
县区 | 1月 | 2月 | 3月 | 4月
城关区 | 78 | 61 | 50 | 38
北塬县 | 70 | 58 | 49 | 36
南川县 | 55 | 47 | 40 | 31
""",
    )
    assert {row[1:] for row in got if row[0] == "北塬县"} == {
        ("PM2.5浓度", "actual", "2023-01", "70"), ("PM2.5浓度", "actual", "2023-02", "58"),
        ("PM2.5浓度", "actual", "2023-03", "49"), ("PM2.5浓度", "actual", "2023-04", "36"),
    }  # fmt: skip


def test_targets_of_years_and_their_sum_a_cell_a_line(tmp_path):
    heads = [
        "地区",
        "“十三五”年度任务",
        "五年任务",
        "2016年",
        "2017年",
        "2018年",
        "2019年",
        "2020年",
    ]
    rows = [
        "甲省 50 175 175 175 175 750", "乙省 10 20 20 25 25 100", "丙省 30 40 50 60 70 250",
        "丁省 5 5 10 10 10 40",
    ]  # fmt: skip
    table = [["附件3:“十三五”义肢适配任务分配表"], heads, *(row.split() for row in rows)]
    got = read(tmp_path, "".join("\n| ".join(row) + "\n|\n" for row in table))
    assert {row[1:] for row in got if row[0] == "丙省"} == {
        ("义肢适配", "target", "2016", "30"), ("义肢适配", "target", "2017", "40"),
        ("义肢适配", "target", "2018", "50"), ("义肢适配", "target", "2019", "60"),
        ("义肢适配", "target", "2020", "70"), ("义肢适配", "target", None, "250"),
    }  # fmt: skip


def test_a_header_drawn_over_several_lines(tmp_path):
    """Borders within the header were read as words; a cell over several stands where it is drawn."""
    path = tmp_path / "table.txt"
    path.write_text(
        "7-3  主要年份耕地面积\n"
        "──────┬─────────┬─────────\n"
        "            │                  │人均面积(亩/人)\n"
        "  年  份    │耕地面积┌────┼────┬────\n"
        "            │(千公顷)│ #水 田 │按全省  │按农村劳\n"
        "            │        │        │人口计算│动力计算\n"
        "──────┼────┼────┼────┼────\n"
        "1952        │ 1468.13│ 1180.60│    1.75│    4.35\n"
        "1957        │ 1479.27│ 1188.53│    1.53│    4.28\n"
        "1962        │ 1291.00│ 1025.07│    1.18│    3.42\n",
        encoding="utf-8",
    )
    frame, seen = ta.load_indicators(path), ta.load_observations(path)
    assert frame["indicator"].tolist() == ["耕地面积", "水田", "按全省人口计算", "按农村劳动力计算"]
    assert frame["unit"].tolist()[0] == "千公顷"
    assert seen["text"].tolist()[:4] == ["1468.13", "1479.27", "1291.00", "1180.60"]
    assert set(seen["period"]) == {"1952", "1957", "1962"}


def test_a_blank_within_a_cell_of_its_own_line_is_no_gap(tmp_path):
    """2 860 on a line of its own was read as the start 2 and the start 860."""
    rows = [("指标", "单位", "基期值(2025年)", "2027年目标", "2030年目标", "指标属性"),
            ("内河航道里程", "公里", "142", "165", "≥188", "预期性"),
            ("港口货物吞吐量", "万吨", "2 860", "3 400", "4 000以上", "预期性"),
            ("集装箱吞吐量", "万标箱", "9.6", "13", "18", "预期性"),
            ("岸电使用率", "%", "35", "60", "80", "约束性")]  # fmt: skip
    got = read(tmp_path, "水运发展目标\n\n" + "\n\n".join("\n\n".join(row) for row in rows) + "\n")
    assert {row[2:] for row in got if row[1] == "港口货物吞吐量"} == {
        ("baseline", "2025", "2860"), ("target", "2027", "3400"), ("target", "2030", "4000以上"),
    }  # fmt: skip


def test_a_pipe_after_each_cell_but_a_rows_last_shows_the_rows(tmp_path):
    """A row's last cell once ran into the first of the next: 104乙项."""
    path = tmp_path / "t.txt"
    rows = [
        ("指标名称", "单位", "目标值", "完成值"), ("甲项", "个", "12", "10.4"), ("乙项", "张", "30", ""),
        ("丙项", "人", "25", "26.5"), ("丁项", "件", "41", "40.1"),
    ]  # fmt: skip
    lines = [cell for *cells, last in rows for cell in (*(f"{c} |" for c in cells), last)]
    path.write_text("某局完成情况\n" + "\n".join(lines) + "\n", encoding="utf-8")
    frame = ta.load_indicators(path)
    assert frame["indicator"].tolist() == ["甲项", "乙项", "丙项", "丁项"]
    assert frame["target_value"].tolist() == [12, 30, 25, 41]
    assert frame["actual_text"].fillna("").tolist() == ["10.4", "", "26.5", "40.1"]


def test_a_header_broken_over_closed_lines_takes_no_row_of_the_body(tmp_path):
    got = read(
        tmp_path,
        """某县指标完成情况
| 指标名称 | 单位 |
目标值 | 实际 完成 |
备注 |
| 一、就业 | |||
| 新增就业 | 人 | 1200 | 1300 | 无 |
| 再就业 | 人 | 300 | 310 | 无 |
| 二、住房 |||||
| 棚改 | 套 | 500 | 480 | 无 |
| 公租房 | 套 | 100 | 120 | |
""",
    )
    assert {(area, name, role, value) for area, name, role, _, value in got} == {
        ("一、就业", "新增就业", "target", "1200"), ("一、就业", "新增就业", "actual", "1300"),
        ("一、就业", "再就业", "target", "300"), ("一、就业", "再就业", "actual", "310"),
        ("二、住房", "棚改", "target", "500"), ("二、住房", "棚改", "actual", "480"),
        ("二、住房", "公租房", "target", "100"), ("二、住房", "公租房", "actual", "120"),
    }  # fmt: skip


def test_thousands_that_one_blank_parts_where_two_part_columns(tmp_path):
    """6 482 is one number, and (计划) below a year says what it is of; a revised budget is open."""
    text = """指标

                            2022年         2023年    2024年
                             (实际)       (修订预算)      (计划)
巡查农场及禽畜饲养场次数                  6 482        7 015     7 000
签发动物及鸟类许可证数目                24 316        31 870   32 500
抽取食用动物样本作化验                 18 954        19 206   19 200
为猫狗注射狂犬病疫苗                  52 740        54 100   54 500
"""
    seen = ta.load_observations(text)
    told = [*zip(seen["role"], seen["period"], seen["text"], seen["value"], strict=True)]
    assert ("actual", "2022", "6482", 6482) in told
    assert ("target", "2024", "32500", 32500) in told
    # what a revised budget is, nothing says: neither where the plan starts nor a result
    assert not {("actual", "7015"), ("baseline", "7015")} & {(r, t) for r, _, t, _ in told}


def test_the_ends_of_parted_numbers_are_no_values():
    """What can not be put together again is refused: 015 is no value of a row."""
    text = """指标  2022年实际  2023年实际  2024年计划
巡查树木次数  12 465 13 207 13 500
移除树木  3 118 4 026 3 600
处理个案  5 071 6 040 6 200
检控个案  18 24 1
"""
    try:
        told = ta.load_observations(text)
    except ta.TaianError:
        return
    assert not told["text"].str.fullmatch(r"0\d\d").any()
