"""Indicators told in sentences: what was aimed at, what was reached, and how much of it that is."""

import pytest

import taian_analysis as ta


def printed(text, *columns):
    """Return the name of each row and these columns as printed, "" where nothing is."""
    frame = ta.load_indicators(text)[["indicator", *columns]].fillna("")
    return list(frame.itertuples(index=False, name=None))


def rows(text):
    """Return (name, target, result, official rate) of each row."""
    return printed(text, "target_text", "actual_text", "official_rate")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (  # the result first, then the plan and its share
            "粮食产量18万吨,完成年计划20万吨的90%,增长2.0%。肉类产量9万吨,完成年计划8万吨的112.5%。"
            "造林面积300亩,完成年计划400亩的75%(主要是春旱),下降1.4%。\n",
            [
                ("粮食产量", "20万吨", "18万吨", "90%"),
                ("肉类产量", "8万吨", "9万吨", "112.5%"),
                ("造林面积", "400亩", "300亩", "75%"),
            ],
        ),
        (  # the count first, then what is counted, then what is done of it
            "截至9月底,4个口袋公园建设已完成1个(25%)、20条断头路改造已完成15条(75%),"
            "50场送电影进社区已送40场(80%)。\n",
            [
                ("口袋公园建设", "4个", "1个", "25%"),
                ("断头路改造", "20条", "15条", "75%"),
                ("送电影进社区", "50场", "40场", "80%"),
            ],
        ),
        (  # the aim after the verb; what is over it is no aim, and says of what it is over one
            "全年改造菜场12家,超额完成10家的年度目标任务;新建公厕30座,超额完成25座的年度目标任务;"
            "新增车位900个,为任务的112.5%;低保标准为800元,超任务20元。\n",
            [
                ("改造菜场", "10家", "12家", ""),
                ("新建公厕", "25座", "30座", ""),
                ("新增车位", "", "900个", "112.5%"),
                ("低保标准", "", "800元", ""),
            ],
        ),
        (  # promised in one sentence, done in the next
            "一是改造校舍20万平方米。部门表示,实际改造校舍22万平方米。\n"
            "二是新建球场300个。部门表示,实际新建球场280个。\n"
            "三是新增学位5000个以上。部门表示,实际新增学位达5100个。\n",
            [
                ("改造校舍", "20万平方米", "22万平方米", ""),
                ("新建球场", "300个", "280个", ""),
                ("新增学位", "5000个以上", "5100个", ""),
            ],
        ),
        (  # the thing is named after its figure
            "计划新建或改造80个便利店,现已超额完成93个;计划新建50个农家店,已完成58个;"
            "计划升级改造20个农贸市场,现已建成12个。\n",
            [
                ("便利店", "80个", "93个", ""),
                ("农家店", "50个", "58个", ""),
                ("农贸市场", "20个", "12个", ""),
            ],
        ),
    ],
)
def test_sentences_of_target_and_result_are_rows(text, wanted):
    assert rows(text) == wanted


def test_the_aims_of_a_plan_are_targets_of_its_year_in_either_script():
    text = (
        "《東山縣養老規劃》提出,到2025年,全縣每千名老人擁有床位達到40張,護理型床位占比達55%以上,"
        "養老機構醫養結合率超過90%,助餐點覆蓋率控制在80%以內。\n"
    )
    frame = ta.load_indicators(text)
    assert frame["target_text"].tolist() == ["40張", "55%以上", "超過90%", "80%以內"]
    assert set(frame["target_period"]) == {"2025"}
    assert frame["actual_text"].isna().all()


def test_aims_go_on_in_a_line_broken_within_an_item():
    text = (
        "http://www.example.com 2006年03月18日07:30 来源:东山日报\n"
        "东山市“十一五”经济社会发展的主要目标是:\n\n"
        "1.经济增长。到2010年,财政总收入达到130亿元,社会消费品零售总额达到416亿元,进出口总额超过1亿美元,人均收入水平明显\n"
        "提高,城镇登记失业率降到4.5%。\n\n"
        "2.经济结构。三次产业结构调整为14:44.5:41.5。城镇化率达到45%左右,非公有制经济比重达到70%。\n\n"
        "3.公共服务。初中3年保留率超过95%。新农合参合率达到80%。研发经费占GDP比重达到1.6%。\n"
    )
    told = ta.load_observations(text)
    assert [(row.text, row.period) for row in told.itertuples()] == [
        (value, "2010")
        for value in ("130亿元", "416亿元", "超过1亿美元", "4.5%", "45%左右", "70%", "80%", "1.6%")
    ]


def test_so_many_sides_of_a_plan_are_no_aim():
    text = (
        "《规划》要求到2025年发展指数从2020年的85提高到95,并明确设施,能力两个方面六个量化指标。"
        "到2025年,网民规模从2020年的9.8亿提高到12亿,用户普及率从2020年的15%提高到56%,上云率从2020年的13%提高到30%。\n"
    )
    names = ["发展指数", "网民规模", "用户普及率", "上云率"]
    assert ta.load_indicators(text)["indicator"].tolist() == names


@pytest.mark.parametrize(
    "text",
    [
        # a year's statistics, a visitor's and a mid-term report: none of it is aimed at
        "2023年,入境旅客2823万人次,恢复至2019年的71.6%。留宿旅客1429万人次,不过夜旅客1393万人次。"
        "旅客总消费712亿元,人均消费2524元。酒店142间,客房4.7万间,平均入住率81.5%。\n",
        "到规划中期,参保人数达到398万人,提前两年完成规划提出的400万人目标;新农合人口覆盖率达到90%,"
        "超额完成目标;2007年非公经济比重达到52.4%,提前三年完成目标;保留率达到98.7%,提前完成目标。\n",
    ],
)
def test_what_was_reached_is_not_aimed_at(text):
    with pytest.raises(ta.AnnexError):
        ta.load_indicators(text)


@pytest.mark.parametrize("end", ["", ";", "。"])
def test_items_under_a_heading_of_aims_are_its_aims_and_no_items_elsewhere(end):
    text = (
        "关于下达促进就业目标责任制的通知\n一、2029年促进就业目标责任主要指标\n"
        f"(一)城镇登记失业率控制在4.2%以内{end}\n"
        f"(二)城镇新增就业人数2.2万人以上,其中困难对象再就业0.3万人{end}\n"
        f"(三)新增转移就业4.5万人{end}\n二、各县要把就业工作分解到9个乡镇。\n二〇二九年四月二十九日\n"
    )
    frame = ta.load_indicators(text)
    targets = zip(frame["indicator"], frame["target_text"], frame["target_period"], strict=True)
    assert list(targets) == [
        ("城镇登记失业率", "4.2%以内", "2029"),
        ("城镇新增就业人数", "2.2万人以上", "2029"),
        ("困难对象再就业", "0.3万人", "2029"),
        ("新增转移就业", "4.5万人", "2029"),
    ]
    with pytest.raises(ta.AnnexError):
        ta.load_indicators(text.replace("主要指标", "主要指标完成情况"))


def test_a_county_that_has_completed_so_much_is_the_area():
    text = (
        "全市共完成造林绿化面积3.7万亩,占任务的52.5%。排名如下:\n1、阜山县完成造林绿化面积6382亩,占任务的106.4%。\n"
        "2、饶东县完成造林绿化面积3639亩,占任务的84.6%。\n3、景河市完成造林绿化面积5465亩,占任务的68.3%。\n"
    )
    frame = ta.load_indicators(text)
    assert set(frame["indicator"]) == {"造林绿化面积"}
    assert frame["area"].fillna("").tolist() == ["", "阜山县", "饶东县", "景河市"]
    assert frame["actual_text"].tolist() == ["3.7万亩", "6382亩", "3639亩", "5465亩"]


def test_a_list_with_a_number_that_is_no_figure_is_given_to_nothing():
    text = (
        "全市新增就业1.14万人,下岗人员再就业4474人,困难人员再就业2006人,分别完成年计划的76.5%、89.5%和80;"
        "创业培训1599人,完成年计划的63%。\n"
    )
    with pytest.raises(ta.AnnexError):
        ta.load_indicators(text)


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("建议全年发展预期目标\n", "●{}\n"),
        ("政府工作报告提出,今年发展主要预期目标是:\n", "{};\n"),
        ("政府工作报告提出,今年发展主要预期目标是:", "{};"),
    ],
)
def test_the_goals_of_a_year_in_lines_or_in_one_sentence(heading, items):
    goals = [
        "生产总值增长5%以上",
        "城镇新增就业110万人以上",
        "城镇调查失业率5.5%以内",
        "粮食产量1100亿斤以上",
    ]
    text = (
        "省长作政府工作报告。\n" + heading + "".join(map(items.format, goals)) + "\n2029年1月14日\n"
    )
    frame = ta.load_indicators(text)
    assert list(zip(frame["indicator"], frame["target_text"], strict=True)) == [
        ("生产总值增长", "5%以上"),
        ("城镇新增就业", "110万人以上"),
        ("城镇调查失业率", "5.5%以内"),
        ("粮食产量", "1100亿斤以上"),
    ]
    assert frame["actual_text"].isna().all()


def test_heads_of_columns_are_no_heading_of_aims():
    text = (
        "项目 工作 目标\n(1) 在12个工作天内发出标书 93%\n(2) 在4个工作天内开标 95%\n"
        "(3) 在7个工作天内送货 90%\n(4) 印刷 98%\n"
    )
    assert ta.load_indicators(text)["indicator"].tolist() == [
        *("在12个工作天内发出标书", "在4个工作天内开标", "在7个工作天内送货", "印刷")
    ]


def test_a_report_of_achievements_is_no_table():
    text = (
        "全年新增就业3.2万人,完成年度目标的106%。新建学校12所,新增学位9000个。改造道路45公里,"
        "拆除违建8万平方米,新增绿地20公顷。发放补贴1.2亿元,惠及3.4万人。接待游客560万人次,"
        "旅游收入45亿元。培训工人6000人次,开展检查320次,查处案件45起。\n"
    )
    with pytest.raises(ta.AnnexError):
        ta.load_indicators(text)


def test_no_row_is_sure_whose_target_no_word_calls_one():
    text = "4个口袋公园建设已完成1个(25%),20条断头路改造已完成15条(75%),新增车位900个,完成率90%。\n"
    assert (ta.load_indicators(text)["confidence"] < 0.95).all()


def test_what_a_plan_goes_up_from_is_its_start_and_no_aim():
    text = (
        "到2025年,城镇化率由2020年的60%提高到70%,森林覆盖率从45.2%提高到48%以上,"
        "研发投入强度由1.8%提高到2.5%。\n"
        "人均受教育年限由10.8年提高到11.3年,“十四五”规划期末高速公路里程达到500公里。\n"
    )
    assert printed(text, "baseline_text", "target_text") == [
        ("城镇化率", "60%", "70%"),
        ("森林覆盖率", "45.2%", "48%以上"),
        ("研发投入强度", "1.8%", "2.5%"),
        ("人均受教育年限", "10.8年", "11.3年"),
        ("高速公路里程", "", "500公里"),
    ]


def test_a_budget_with_its_rate_is_the_aim_of_what_was_taken_in():
    text = (
        "4月,一般公共预算收入累计完成246万元,完成年初预算数600万元的41%,下降4.2%。"
        "一般公共预算支出完成1000万元,占预算2500万元的40%。\n"
        "政府性基金收入完成90万元,为年初预算1000万元的9%。\n"
    )
    assert rows(text) == [
        ("一般公共预算收入", "600万元", "246万元", "41%"),
        ("一般公共预算支出", "2500万元", "1000万元", "40%"),
        ("政府性基金收入", "1000万元", "90万元", "9%"),
    ]


@pytest.mark.parametrize("between", [" | ", ",", ";", "  "])
@pytest.mark.parametrize("rows", [2, 5])
def test_cells_that_are_labelled_each_are_told_from_each_other_by_any_sign(between, rows):
    names = ["护理型床位占比", "困难老人改造率", "助餐点覆盖率", "婚姻登记合格率", "困境儿童走访率"]
    told = [
        between.join((name, f"目标值:{60 + n}%", f"完成值:{75 - n}%"))
        for n, name in enumerate(names[:rows])
    ]
    frame = ta.load_indicators(ta.read_report("\n".join(["某区中期评估", *told])))
    assert frame["target_value"].tolist() == [60 + n for n in range(rows)]
    assert frame["actual_value"].tolist() == [75 - n for n in range(rows)]
    assert frame["indicator"].tolist() == names[:rows]
