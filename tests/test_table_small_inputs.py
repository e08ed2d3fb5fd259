"""The small inputs that once came out wrong, each with the right answer worked out by hand."""

import pytest

import taian_analysis as ta

TAIL = "某某局\n2023年12月31日\n"


def read(text, tmp_path, ext="txt"):
    """Return {(parent, indicator): [(role, period, text)]} and the frame."""
    path = tmp_path / f"t.{ext}"
    path.write_text(text, encoding="utf-8")
    frame, seen = ta.load_indicators(path), ta.load_observations(path)
    values = {}
    for row in frame.itertuples():
        parent = row.area if isinstance(row.area, str) else None
        values[parent, row.indicator] = [
            (o.role, o.period if isinstance(o.period, str) else None, o.text)
            for o in seen.itertuples()
            if o.indicator_id == row.indicator_id
        ]
    return values, frame


ONE = ("target", None, "15"), ("actual", None, "12")
CASES = {
    "a fifth column is carried": (
        "指标 | 单位 | 目标值 | 完成值 | 是否达标\n甲项 | 个 | 15 | 12 | 否\n",
        {(None, "甲项"): [*ONE]}, {"unit": ["个"], "official_verdict": ["否"]},
    ),
    "a rate is no second actual": (
        "指标 | 单位 | 目标值 | 实际完成 | 时序进度\n甲项 | 个 | 15 | 12 | 80%\n",
        {(None, "甲项"): [*ONE]}, {"official_rate": ["80%"]},
    ),
    "one column over another is a rate": (
        "某县预算执行情况表\n单位:万元\n科目 | 2022年预算数 | 2022年执行数 | 执行数为预算数的%\n"
        "教育支出 | 800 | 760 | 95\n卫生支出 | 500 | 510 | 102\n",
        {(None, "教育支出"): [("target", "2022", "800"), ("actual", "2022", "760")],
         (None, "卫生支出"): [("target", "2022", "500"), ("actual", "2022", "510")]},
        {"official_rate": ["95", "102"]},
    ),
    "a rate a cell a line": (
        "指标\n单位\n目标值\n完成值\n实际完成率\n甲项\n个\n15\n12\n80%\n",
        {(None, "甲项"): [*ONE]}, {"official_rate": ["80%"]},
    ),
    "progress a cell a line, a signature below": (
        "指标名称\n年度目标(个)\n实际完成(个)\n完成进度\n改造小区\n15\n15\n100%\n" + TAIL,
        {(None, "改造小区"): [("target", "2023", "15"), ("actual", None, "15")]},
        {"official_rate": ["100%"], "unit": ["个"]},
    ),
    "a time in a head that a blank has broken": (
        "序号 项目 单位 2020年目标 1- 9月完成 完成率\n1 新建公路 公里 120 96 80%\n2 改造小区 个 40 31 78%\n"
        "3 农村改厕 户 2600 2600 100%\n",
        {(None, "新建公路"): [("target", "2020", "120"), ("actual", "2020-Q1/2020-Q3", "96")],
         (None, "改造小区"): [("target", "2020", "40"), ("actual", "2020-Q1/2020-Q3", "31")],
         (None, "农村改厕"): [("target", "2020", "2600"), ("actual", "2020-Q1/2020-Q3", "2600")]},
        {"official_rate": ["80%", "78%", "100%"]},
    ),
    "a title that ends like the half of a name": (
        "指标 | 2020年 | 2025年 | 属性\n环境质量\n达标率(%) | 80 | 90 | 约束性\n优良率(%) | 85 | 88 | 约束性\n"
        "公众参与\n志愿者(人) | 300 | 900 | 预期性\n教育基地(个) | 3 | 16 | 预期性\n",
        {("环境质量", "达标率"): [("baseline", "2020", "80"), ("target", "2025", "90")],
         ("环境质量", "优良率"): [("baseline", "2020", "85"), ("target", "2025", "88")],
         ("公众参与", "志愿者"): [("baseline", "2020", "300"), ("target", "2025", "900")],
         ("公众参与", "教育基地"): [("baseline", "2020", "3"), ("target", "2025", "16")]}, {},
    ),
    "what a number counts before the first of several names": (
        "序号 项目 责任单位 年度目标 完成数 完成率\n1 新建公路(公里) 交通局 120 96 80%\n2 改造小区 住建局 40 31 78%\n"
        "3 稳定就业 城镇新增就业 人社局 5000 4700 94%\n失业人员再就业 人社局 1800 1500 83%\n4 新建食堂 民政局 12 9 75%\n",
        {(None, "新建公路"): [("target", None, "120"), ("actual", None, "96")],
         (None, "改造小区"): [("target", None, "40"), ("actual", None, "31")],
         (None, "城镇新增就业"): [("target", None, "5000"), ("actual", None, "4700")],
         (None, "失业人员再就业"): [("target", None, "1800"), ("actual", None, "1500")],
         (None, "新建食堂"): [("target", None, "12"), ("actual", None, "9")]},
        {"parent": ["", "", "稳定就业", "稳定就业", ""]},
    ),
    "numbered titles over lesser ones, and a state to be reached whose start is empty": (
        (
            "领域 序号 指标 基期水平 2022年目标值 2030年目标值 性质 (一) 健康知识 结果指标 1 素养水平(%) 14.18 22 30 预期性 "
            "2 建立健康科普专家库 实现 实现 约束性 3 科室比例(%) 80 90 100 倡导性 (二) 合理膳食 结果指标 "
            "4 指导员(人) 120 300 600 预期性 5 盐摄入量(克) 9.3 7 5 倡导性 6 锻炼比例(%) 33 37 40 预期性"
        ).replace(" ", "\n\n"),
        {("结果指标", "素养水平"): [("baseline", None, "14.18"), ("target", "2022", "22"), ("target", "2030", "30")],
         ("结果指标", "建立健康科普专家库"): [("target", "2022", "实现"), ("target", "2030", "实现")],
         ("结果指标", "科室比例"): [("baseline", None, "80"), ("target", "2022", "90"), ("target", "2030", "100")],
         ("结果指标", "指导员"): [("baseline", None, "120"), ("target", "2022", "300"), ("target", "2030", "600")],
         ("结果指标", "盐摄入量"): [("baseline", None, "9.3"), ("target", "2022", "7"), ("target", "2030", "5")],
         ("结果指标", "锻炼比例"): [("baseline", None, "33"), ("target", "2022", "37"), ("target", "2030", "40")]},
        {},
    ),
    "side by side": (
        "指标 | 目标值 | 完成值 | 指标 | 目标值 | 完成值\n甲率(%) | 90 | 91 | 丙率(%) | 70 | 60\n",
        {(None, "甲率"): [("target", None, "90"), ("actual", None, "91")],
         (None, "丙率"): [("target", None, "70"), ("actual", None, "60")]}, {},
    ),
    "sections and names of one character by blanks": (
        "指标 单位 数量\n一、行政区划\n镇 个 201\n乡 个 128\n",
        {("一、行政区划", "镇"): [("actual", None, "201")], ("一、行政区划", "乡"): [("actual", None, "128")]},
        {},
    ),
    "serial numbers a cell a line": (
        "序号\n项目内容\n当前进度\n牵头单位\n备注\n1\n改造菜场2家\n80%(西山进度滞后)\n商务局\n市实事\n"
        "2\n改造菜场3家\n50%(东山未开工\n市场局\n县实事\n3\n改造公厕5座\n100%\n住建局\n县实事\n",
        {(None, "改造菜场2家"): [("actual", None, "80%(西山进度滞后)")],
         (None, "改造菜场3家"): [("actual", None, "50%(东山未开工")],
         (None, "改造公厕5座"): [("actual", None, "100%")]}, {},
    ),
    "transposed, a source below": (
        "指标 | 甲产值(亿元)\n2024年 | 30\n2023年 | 20\n2022年 | 10\n数据来源:某局\n",
        {(None, "甲产值"): [("actual", "2024", "30"), ("actual", "2023", "20"), ("actual", "2022", "10")]},
        {"unit": ["亿元"]},
    ),
    "an index row and a code": (
        "指标名称 | 单位 | 代码 | 数量 | 上期 | 环比 |\n甲 | 丙 | 乙 | 1 | 2 | 3 |\n一、综合 | | AB000000 | | | |\n"
        "1.镇 | 个 | AB001000 | 201 | 200 | 0.5 |\n2.乡 | 个 | AB002000 | 128 | 128 | 0 |\n",
        {("一、综合", "镇"): [("actual", None, "201"), ("baseline", None, "200"), ("change", None, "0.5")],
         ("一、综合", "乡"): [("actual", None, "128"), ("baseline", None, "128"), ("change", None, "0")]},
        {"代码": ["AB001000", "AB002000"]},
    ),
    "an empty first head": (
        " | 2023年 | 比上年增长(%)\n粮食总产量 | 387吨 | 2.0\n",
        {(None, "粮食总产量"): [("actual", "2023", "387吨"), ("change", "2023", "2.0")]}, {"unit": ["吨"]},
    ),
    "a base year, a year between and a target": (
        "指标 | 单位 | 2020年 | 2022年 | 2025年目标\n甲率 | % | 38 | 110 | 117\n",
        {(None, "甲率"): [("baseline", "2020", "38"), ("actual", "2022", "110"), ("target", "2025", "117")]}, {},
    ),
    "the same with other words": (
        "指标 | 单位 | 2020年值 | 2022年现状 | 2025年目标\n甲率 | % | 38 | 110 | 117\n",
        {(None, "甲率"): [("baseline", "2020", "38"), ("actual", "2022", "110"), ("target", "2025", "117")]}, {},
    ),
    "指标值 under a title of results": (
        "某县2022年主要指标完成情况\n指标 | 单位 | 指标值\n甲率 | % | 38\n乙数 | 个 | 8\n",
        {(None, "甲率"): [("actual", "2022", "38")], (None, "乙数"): [("actual", "2022", "8")]}, {},
    ),
    "budgets and explanations": (
        "项目 | 预算数 | 目标值 | 完成值 | 指标解释\n甲率(%) | 300 | 38 | 39 | 甲占乙的比\n",
        {(None, "甲率"): [("target", None, "38"), ("actual", None, "39")]}, {"预算数": ["300"]},
    ),
    "a date alone on its line": (
        "某县主要指标\n2020年3月\n指标 | 单位 | 本月 | 累计\n甲额 | 万元 | 38 | 110\n乙数 | 个 | 8 | 20\n",
        {(None, "甲额"): [("actual", "2020-03", "38"), ("actual", "2020-Q1", "110")],
         (None, "乙数"): [("actual", "2020-03", "8"), ("actual", "2020-Q1", "20")]}, {},
    ),
    "heads in English": (
        "Indicator, Unit, Baseline 2020, Target 2025, Actual\nForest cover, %, 30, 35, 33\nBeds, per 1000, 4, 6, 5\n",
        {(None, "Forest cover"): [("baseline", "2020", "30"), ("target", "2025", "35"), ("actual", None, "33")],
         (None, "Beds"): [("baseline", "2020", "4"), ("target", "2025", "6"), ("actual", None, "5")]}, {},
    ),
    "traditional characters": (
        "指標名稱 | 計量單位 | 目標值 | 實際值\n綠化率 | % | 30 | 35\n床位數 | 張 | 40 | 41\n",
        {(None, "綠化率"): [("target", None, "30"), ("actual", None, "35")],
         (None, "床位數"): [("target", None, "40"), ("actual", None, "41")]}, {},
    ),
    "spaced letters": (
        "指  标 单  位 目  标  值 完  成  值\n甲率 % 90 91\n乙数 个 8 9\n",
        {(None, "甲率"): [("target", None, "90"), ("actual", None, "91")],
         (None, "乙数"): [("target", None, "8"), ("actual", None, "9")]}, {},
    ),
    "what the year will come to is carried beside what there is of it": (
        "指标 | 年度目标 | 1-6月完成 | 预计全年 | 完成目标可能性\n财政收入(亿元) | 14.2 | 6.6 | 14.25 | 确定能\n"
        "新增企业(家) | 25 | 9 | 25 | 有可能\n",
        {(None, "财政收入"): [("target", None, "14.2"), ("actual", None, "6.6")],
         (None, "新增企业"): [("target", None, "25"), ("actual", None, "9")]},
        {"预计全年": ["14.25", "25"], "official_verdict": ["确定能", "有可能"]},
    ),
    "a plan's sum is its target where no other is printed": (
        "白水县“十四五”规划主要指标\n指标 | 单位 | 2020年 | 2025年 | 年均增长(%)或[累计] | 属性\n"
        "城镇新增就业 | 万人 | — | — | [16] | 预期性\n每千人口医师数 | 人 | 2.6 | 3.2 | [0.6] | 预期性\n",
        {(None, "城镇新增就业"): [("baseline", "2020", "—"), ("target", "2025", "[16]")],
         (None, "每千人口医师数"): [("baseline", "2020", "2.6"), ("target", "2025", "3.2"), ("change", None, "[0.6]")]},
        {"target_text": ["[16]", "3.2"]},
    ),
    "a column of units stands first, a cell a line": (
        "单位\n指标名称\n目标值\n实际值\n个\n新建站点\n15\n12\n人\n培训人数\n800\n880\n",
        {(None, "新建站点"): [*ONE], (None, "培训人数"): [("target", None, "800"), ("actual", None, "880")]},
        {"unit": ["个", "人"]},
    ),
    "the end of a year alone is no start": (
        "指标 | 单位 | 年末数\n职工医保\n人数 | 万人 | 21.5\n居民医保\n人数 | 万人 | 88.4\n",
        {("职工医保", "人数"): [("actual", None, "21.5")], ("居民医保", "人数"): [("actual", None, "88.4")]}, {},
    ),
    "two values in a cell whose head is of two": (
        "指标 | 单位 | 目标值及完成值\n甲率 | % | ≥60 63\n乙数 | 家 | 100 96\n",
        {(None, "甲率"): [("target", None, "≥60"), ("actual", None, "63")],
         (None, "乙数"): [("target", None, "100"), ("actual", None, "96")]}, {},
    ),
    "a state between start and aim, a cell a line": (
        "指标名称\n2020年\n2022年现状\n2025年目标\n林木蓄积量(万立方米)\n310\n325\n340\n湿地保护率(%)\n52\n54\n55\n",
        {(None, "林木蓄积量"): [("baseline", "2020", "310"), ("actual", "2022", "325"), ("target", "2025", "340")],
         (None, "湿地保护率"): [("baseline", "2020", "52"), ("actual", "2022", "54"), ("target", "2025", "55")]}, {},
    ),
    "columns numbered with their arithmetic": (
        "指标 | 编码 | 单位 | 目标 | 完成 | 完成率\n甲 | 丙 | 乙 | 1 | 2 | 3=2/1\n新植树木 | AB001000 | 万株 | 15 | 12 | 80%\n",
        {(None, "新植树木"): [*ONE]}, {"official_rate": ["80%"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "want", "columns"), CASES.values(), ids=CASES)
def test_a_small_input(text, want, columns, tmp_path):
    values, frame = read(text, tmp_path)
    assert values == want
    for column, told in columns.items():
        assert frame[column].fillna("").tolist() == told


def test_targets_of_two_years_under_one_head(tmp_path):
    text = "指标,单位,规划目标,,实际完成\n,,2023年,2025年,2023年\n甲率,%,38,117,110\n"
    values, _ = read(text, tmp_path, "csv")
    assert values == {
        (None, "甲率"): [("target", "2023", "38"), ("target", "2025", "117"), ("actual", "2023", "110")]
    }  # fmt: skip


def test_titles_over_all_columns_tell_rows_of_one_name_apart(tmp_path):
    row = "<tr><td>人数</td><td>万人</td><td>{}</td></tr>"
    text = (
        "<table><tr><th>指标</th><th>单位</th><th>数量</th></tr><tr><td colspan=3>城镇低保</td></tr>"
        + row.format("6.1") + "<tr><td colspan=3>农村低保</td></tr>" + row.format("45.9") + "</table>"
    )  # fmt: skip
    values, _ = read(text, tmp_path, "html")
    assert values == {
        ("城镇低保", "人数"): [("actual", None, "6.1")],
        ("农村低保", "人数"): [("actual", None, "45.9")],
    }


def test_people_counted_politely_are_people(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text(
        "指标\t目标值\t完成值\n培训教师\t200名\t215人\n引进医生\t30人\t28名\n", encoding="utf-8"
    )
    frame = ta.gap_to_target(ta.load_indicators(path))
    assert frame["gap"].tolist() == [15, -2]


def test_a_stream_that_reads_no_better_leaves_the_heads_as_they_were():
    """Rows longer than the header were read as a stream under other heads: an IndexError."""

    def row(cell):
        return "\t".join(cell(n) for n in range(19))

    heads = "\t".join(("指标名称", "完成值") * 6)
    years, kinds = row(lambda n: f"{2010 + n * 7 % 17}年"), row(lambda n: "约束性")
    days, values = row(lambda n: "2025年12月底"), row(lambda n: f"{n * 37 + 210}.5")
    rows = [years, kinds, row(lambda n: "≥60%，逐年提高"), *[days] * 4, values]
    with pytest.raises(ta.AnnexError):
        ta.load_indicators("\n".join(["附表 主要指标", heads, *rows]) + "\n")
