"""Tables of plans in the forms of many offices: made up, each with its values by hand."""

import pytest
from test_table_plans import values

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar

CASES = {
    "how far it has come, beside what was reached": (
        "序号\t指标\t单位\t2020年基期值\t2025年目标值\t2022年完成值\t完成进度\t属性\t评估结论\n1\t甲面积\t万亩\t52.6\t70\t63.1\t60.3%\t预期性\t达到进度\n2\t乙率\t%\t78.5\t85\t83\t69.2%\t预期性\t快于进度\n3\t丙产值\t亿元\t96\t150\t108.7\t23.5%\t预期性\t滞后\n",
        {
            "甲面积": "baseline 52.6, target 70, actual 63.1",
            "乙率": "baseline 78.5, target 85, actual 83",
            "丙产值": "baseline 96, target 150, actual 108.7",
        },
    ),
    "a start of its own, and then year by year what is aimed at": (
        "某事业发展“十四五”分年度目标表\n指标\t单位\t2020年基数\t2021年\t2022年\t2023年\t2024年\t2025年\t属性\n甲率\t%\t86\t88\t91\t94\t97\t100\t约束性\n乙数\t个\t412\t430\t450\t470\t490\t≥510\t预期性\n",
        {
            "甲率": "baseline 86, target 88, target 91, target 94, target 97, target 100",
            "乙数": "baseline 412, target 430, target 450, target 470, target 490, target ≥510",
        },
    ),
    "projects with what they cost in all, beside what a year is to spend and did": (
        "重点项目投资完成情况表(单位:万元)\n序号\t项目名称\t建设内容及规模\t建设年限\t总投资\t“十四五”投资\t年度计划投资\t累计完成投资\t责任单位\n1\t甲水厂\t新增供水能力3万吨/日\t2021-2023\t18500\t12000\t6000\t4350\t县水务局\n2\t乙医院\t建筑面积6.8万平方米\t2020-2022\t42000\t15000\t15000\t15800\t县卫健局\n3\t丙公路\t改建公路24公里\t2022-2024\t31200\t31200\t9000\t5200\t县交通局\n",
        {
            "甲水厂": "target 6000, actual 4350",
            "乙医院": "target 15000, actual 15800",
            "丙公路": "target 9000, actual 5200",
        },
    ),
    "a state over one year and an aim over two, the merged cells lost": (
        "类别 | 指标 | 现状 | 规划目标 | 属性 | 责任部门 |\n2020年 | 2022年 | 2025年 |\n场地 | 甲面积(平方米) | 1.86 | 2.3 | 2.6 | 约束性 | 市体育局 |\n乙覆盖率(%) | 92 | 100 | 100 | 约束性 | 市体育局 |\n产业 | 丙规模(亿元) | 23.6 | 35 | 50左右 | 预期性 | 市体育局 |\n",
        {
            "甲面积": "baseline 1.86, target 2.3, target 2.6",
            "乙覆盖率": "baseline 92, target 100, target 100",
            "丙规模": "baseline 23.6, target 35, target 50左右",
        },
    ),
    "one row whose numbers blanks part in threes": (
        "序号 指标 2015年实际 “十三五”规划目标 2020年实际\n1 甲系数 0.52 0.55 0.557\n2 乙能力(万立方米) 1 250 2 000 2 130\n3 丙率(%) 82.1 84 84.6\n",
        {
            "甲系数": "baseline 0.52, target 0.55, actual 0.557",
            "乙能力": "baseline 1250, target 2000, actual 2130",
            "丙率": "baseline 82.1, target 84, actual 84.6",
        },
    ),
    "what was done with its verb, a cell a line": (
        "某年民生实事项目进展\n序号\n项目名称\n年度目标\n进展情况\n完成率\n牵头单位\n1\n建设食堂\n12家\n已投用9家\n75%\n市民政局\n2\n免费体检\n2.6万人\n已体检2.35万人\n90.4%\n市卫健委\n3\n改造管网\n25公里\n已完成21.6公里\n86.4%\n市水务局\n",
        {
            "建设食堂": "target 12家, actual 已投用9家",
            "免费体检": "target 2.6万人, actual 已体检2.35万人",
            "改造管网": "target 25公里, actual 已完成21.6公里",
        },
    ),
    "aims in words that leave it to others how much": (
        "指标\n2020年\n2025年目标\n属性\n甲增速(%)\n6.8\n与经济增长同步\n预期性\n乙能耗降低(%)\n57.3\n完成省下达任务\n约束性\n丙率(%)\n42.3\n≥43\n约束性\n丁死亡率(人)\n0.032\n控制在下达指标内\n约束性\n",
        {
            "甲增速": "baseline 6.8, target 与经济增长同步",
            "乙能耗降低": "baseline 57.3, target 完成省下达任务",
            "丙率": "baseline 42.3, target ≥43",
            "丁死亡率": "baseline 0.032, target 控制在下达指标内",
        },
    ),
    "two years' ends, and between them the growth of the plan they are ends of": (
        "经济社会发展的主要目标\n指标\t2015年完成\t2020年完成\t“十三五”年均增长(%)\t指标属性\n甲产值(亿元)\t300.41\t469.5\t9.3\t预期性\n乙数(个)\t66\t156\t18.8\t预期性\n",
        {
            "甲产值": "baseline 300.41, actual 469.5",
            "乙数": "baseline 66, actual 156",
        },
    ),
    "plan and result of each of three years, a cell a line": (
        "指标\n单位\n2021年\n2022年\n2023年\n计划\n完成\n计划\n完成\n计划\n完成\n甲设施\n个\n20\n22\n25\n24\n30\n31\n乙改造\n户\n300\n312\n400\n386\n500\n520\n丙培训\n人次\n600\n655\n700\n702\n800\n790\n",
        {
            "甲设施": "target 20, actual 22, target 25, actual 24, target 30, actual 31",
            "乙改造": "target 300, actual 312, target 400, actual 386, target 500, actual 520",
            "丙培训": "target 600, actual 655, target 700, actual 702, target 800, actual 790",
        },
    ),
    "names that go on in the next line, parted by tabs": (
        "类别\t指标\t单位\t2020年\t2025年目标\t属性\n民生\t甲参保率\t%\t95.1\t≥95\t约束性\n\t乙社区综合服务\n设施覆盖率\t%\t31\t60\t预期性\n生态\t丙集中式饮用水\n水源达标率\t%\t88\t100\t约束性\n\t丁覆盖率\t%\t42.3\t43\t约束性\n",
        {
            "甲参保率": "baseline 95.1, target ≥95",
            "乙社区综合服务设施覆盖率": "baseline 31, target 60",
            "丙集中式饮用水水源达标率": "baseline 88, target 100",
            "丁覆盖率": "baseline 42.3, target 43",
        },
    ),
    "a ratio's name that goes on in the next line, a cell a line": (
        "指标\n单位\n2020年\n2025年目标\n属性\n甲参保率\n%\n95.1\n≥95\n约束性\n每千常住人口\n注册护士数\n人\n3.05\n3.9\n预期性\n单位GDP\n能耗降低\n%\n2.1\n14\n约束性\n丁覆盖率\n%\n42.3\n43\n约束性\n",
        {
            "甲参保率": "baseline 95.1, target ≥95",
            "每千常住人口注册护士数": "baseline 3.05, target 3.9",
            "单位GDP能耗降低": "baseline 2.1, target 14",
            "丁覆盖率": "baseline 42.3, target 43",
        },
    ),
    "a row that is broken within its name, its merged cell lost": (
        "类别 | 指标 | 单位 | 2020年 | 2025年目标 | 属性 |\n民生 | 甲参保率 | % | 95.1 | ≥95 | 约束性 |\n乙失业率 | % | 3.6 | 4.5以内 | 预期性 |\n生态 | 丙集中式饮用水\n水源达标率 | % | 88 | 100 | 约束性 |\n受污染耕地安全\n利用率 | % | 88 | 93左右 | 约束性 |\n丁覆盖率 | % | 42.3 | 43 | 约束性 |\n",
        {
            "甲参保率": "baseline 95.1, target ≥95",
            "乙失业率": "baseline 3.6, target 4.5以内",
            "丙集中式饮用水水源达标率": "baseline 88, target 100",
            "受污染耕地安全利用率": "baseline 88, target 93左右",
            "丁覆盖率": "baseline 42.3, target 43",
        },
    ),
    "classes of two levels, and a view beyond the plan": (
        "规划指标体系\n一级类\t二级类\t指标名称\t单位\t2020年实绩\t2025年规划\t2035年远景\t牵头单位\n设施\t道路\t甲密度\t公里\t6.2\t8\t10\t市住建局\n\t\t乙覆盖率\t%\t84\t95\t100\t市交通局\n服务\t教育\t丙学位\t座\t38\t42\t45\t市教育局\n",
        {
            "甲密度": "baseline 6.2, target 8, target 10",
            "乙覆盖率": "baseline 84, target 95, target 100",
            "丙学位": "baseline 38, target 42, target 45",
        },
    ),
    "how far a result is from its aim is no aim": (
        "指标\t单位\t2015年\t2020年目标\t2020年完成\t与目标差距\t评估结果\n甲占比\t%\t46\t50\t48.7\t-1.3\t未完成\n乙数\t家\t86\t150\t193\t+43\t完成\n丙率\t%\t90\t95\t96.3\t+1.3\t完成\n",
        {
            "甲占比": "baseline 46, target 50, actual 48.7",
            "乙数": "baseline 86, target 150, actual 193",
            "丙率": "baseline 90, target 95, actual 96.3",
        },
    ),
    "how far tasks are done, counted otherwise than their aims": (
        "序号\n项目名称\n目标任务\n当前进度\n责任单位\n1\n甲公园\n10个\n65%\n市城管局\n2\n乙小区\n24个\n100%\n市住建局\n3\n丙泊位\n1500个\n82.4%\n市公安局\n",
        {"甲公园": "target 10个", "乙小区": "target 24个", "丙泊位": "target 1500个"},
    ),
    "level and growth under each of two years' heads, a cell a line": (
        "类别\n指标名称\n单位\n2023年预计\n2024年计划\n绝对值\n增长%\n绝对值\n增长%\n一、经济\n甲总值\n亿元\n186.4\n6.5\n198.2\n6\n乙投资\n亿元\n92.7\n8.1\n100.3\n8\n二、民生\n丙收入\n元\n36218\n5.2\n38210\n5.5\n",
        {
            "甲总值": "actual 186.4, target 198.2",
            "乙投资": "actual 92.7, target 100.3",
            "丙收入": "actual 36218, target 38210",
        },
    ),
    "stars below 约束性, one of the heads": (
        "表1 主要指标\n序号\t指标名称\t2020年\t2025年\t约束性\t责任单位\n1\t甲占比(%)\t7.8\t10\t★\t市工信局\n2\t乙基站数(个)\t1240\t3600\t\t市工信局\n3\t丙率(%)\t52\t90\t\t市通管办\n",
        {
            "甲占比": "baseline 7.8, target 10",
            "乙基站数": "baseline 1240, target 3600",
            "丙率": "baseline 52, target 90",
        },
    ),
    "rows that a lone pipe begins, each ending with its office": (
        "某年民生实事进度表\n|\n序号 |\n项目名称 |\n目标任务 |\n完成数 |\n责任单位 |\n"
        + "".join(
            f"|\n{n} |\n{name} |\n{aim}个 |\n{aim - 2}个 |\n市{name[0]}局 |\n"
            for n, (aim, name) in enumerate(
                enumerate(["甲公园", "乙小区", "丙泊位", "丁驿站", "戊食堂"], 10), 1
            )
        ),
        {
            "甲公园": "target 10个, actual 8个",
            "乙小区": "target 11个, actual 9个",
            "丙泊位": "target 12个, actual 10个",
            "丁驿站": "target 13个, actual 11个",
            "戊食堂": "target 14个, actual 12个",
        },
    ),
    "two tables side by side, a cell a line": (
        "重点工作完成情况\n项目\n单位\n计划\n完成\n项目\n单位\n计划\n完成\n甲公厕\n座\n30\n32\n乙街巷\n条\n18\n15\n丙垃圾\n万吨\n9.6\n9.8\n丁绿地\n公顷\n12\n12.6\n",
        {
            "甲公厕": "target 30, actual 32",
            "乙街巷": "target 18, actual 15",
            "丙垃圾": "target 9.6, actual 9.8",
            "丁绿地": "target 12, actual 12.6",
        },
    ),
    "the begin of each name alone on the line above": (
        "城乡建设规划主要指标\n指标\t单位\t2020年\t2025年目标\n建成区\n绿化覆盖率\t%\t38.6\t41\n老旧街区\n停车泊位\t个\t12.1\t14.5\n供水管网\n漏损率\t%\t13.2\t≤9\n",
        {
            "建成区绿化覆盖率": "baseline 38.6, target 41",
            "老旧街区停车泊位": "baseline 12.1, target 14.5",
            "供水管网漏损率": "baseline 13.2, target ≤9",
        },
    ),
}


@pytest.mark.parametrize(
    ("over", "cut", "ends"),
    [
        (["经济发展", "民生福祉", "生态环境"], "\t", ""),  # areas are called so
        (["富民强村", "便民惠企", "美丽家园"], ",", ",,,"),  # a row of its own in a grid
    ],
)
def test_titles_over_one_row_each_begin_no_name(tmp_path, over, cut, ends):
    names, rows = ["甲产值", "乙收入", "丙占比"], [("亿元", "380", "410"), ("元", "312", "450"), ("%", "80", "85")]  # fmt: skip
    lines = [cut.join(("指标", "单位", "2020年", "2025年目标"))]
    for title, name, row in zip(over, names, rows, strict=True):
        lines += [title + ends, cut.join((name, *row))]
    path = tmp_path / ("t.csv" if ends else "t.txt")
    path.write_text("\n".join(lines), encoding="utf-8")
    frame = ta.load_indicators(path)
    assert frame["indicator"].tolist() == names
    assert frame["area"].tolist() == over
    assert (frame["confidence"] >= bar()).all()


def test_a_rate_of_completion_beside_an_aim_in_percent_leaves_that_row_in_doubt(tmp_path):
    text = "项目\t目标任务\t完成情况\n甲公园\t10个\t100%\n乙率\t90%\t95%\n丙小区\t20个\t85%\n丁泊位\t300个\t90%\n"
    got, frame = values(text, tmp_path)
    assert got == {
        "甲公园": "target 10个",
        "乙率": "target 90%",
        "丙小区": "target 20个",
        "丁泊位": "target 300个",
    }
    assert (frame["confidence"] >= bar()).tolist() == [True, False, True, True]


def test_heads_that_come_twice_below_heads_that_nothing_knows_are_refused(tmp_path):
    text = "指标\n单位\n市级\n县级\n目标\n完成\n目标\n完成\n甲增速\n%\n8\n6.5\n7\n8.2\n乙增速\n%\n10\n9.1\n9\n10.6\n丙增速\n%\n8\n7.3\n7.5\n7.9\n"
    with pytest.raises(ta.TaianError):
        values(text, tmp_path)


RANGES = (
    "<table><tr><td>指标</td><td>单位</td><td>范围</td><td>2020年</td><td>2025年目标</td></tr>"
    "<tr><td rowspan=2>甲增加值</td><td rowspan=2>亿元</td><td>全市</td><td>312</td><td>405</td></tr>"
    "<tr><td>其中:市区</td><td>148</td><td>190</td></tr>"
    "<tr><td rowspan=2>丙覆盖率</td><td rowspan=2>%</td><td>全市</td><td>41.2</td><td>42.5</td></tr>"
    "<tr><td>其中:市区</td><td>28.7</td><td>30.1</td></tr></table>"
)
OFFICES = (
    "指标,责任单位,2025年目标值,2023年完成值\n城镇新增就业(万人),人社局,5,3\n养老床位(张),民政局,900,800\n"
    "养老床位(张),卫健局,300,260\n新建公园(个),城管局,9,7\n"
)
NOTES = OFFICES.replace("责任单位", "备注").replace("局", "填报")


@pytest.mark.parametrize(
    ("name", "text", "areas", "targets", "refused"),
    [
        ("t.html", RANGES, ["全市", "市区"] * 2, ["405", "190", "42.5", "30.1"], 0),
        ("t.csv", OFFICES, [None] * 3, ["5", "900", "9"], 1),
        ("t.csv", NOTES, [None] * 3, ["5", "900", "9"], 1),
    ],
    ids=["ranges do", "offices do not", "notes do not"],
)
def test_what_beside_the_names_tells_two_rows_of_one_name_apart(
    name, text, areas, targets, refused, tmp_path
):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    frame = ta.load_indicators(path)
    assert frame["area"].astype(object).where(frame["area"].notna(), None).tolist() == areas
    assert frame["target_text"].tolist() == targets
    assert ta.rejections(path)["reason"].str.contains("两行").sum() == refused


def test_a_month_by_which_a_thing_was_to_be_done_is_no_unit(tmp_path):
    text = "指标\t目标值\t完成值\n乙人数\t200人\t216人\n甲期限\t11月底前\t10月\n"
    _, frame = values(text, tmp_path)
    assert frame["unit"].isna().tolist() == [False, True]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_plan_is_read_as_its_form_says(text, expected, tmp_path):
    read, _ = values(text, tmp_path)
    assert read == expected


def test_a_column_that_says_what_names_are_told_of_is_none_of_names(tmp_path):
    """空间层级 holds two words again and again; the names before it hardly come again."""
    rows = ["序号,指标项,单位,空间层级,2020年,2025年目标", "1,耕地保有量,万亩,全域,30.1,≥30.0",
            "2,森林覆盖率,%,全域,41.2,42", "3,建设用地规模,公顷,全域,5120,5300",
            "4,建设用地规模,公顷,城区,820,900", "5,人均公园面积,平方米,城区,10.2,12",
            "6,养老设施覆盖率,%,城区,61,80"]  # fmt: skip
    path = tmp_path / "source.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    told = ta.load_indicators(path)
    want = [row.split(",") for row in rows[1:]]
    assert list(told["indicator"]) == [row[1] for row in want]
    assert list(told["area"]) == [row[3] for row in want]
    assert list(told["target_text"]) == [row[5] for row in want]
    assert list(told["baseline_text"]) == [row[4] for row in want]
