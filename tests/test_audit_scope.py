"""What the audit leaves alone, for what its numbers belong to is another than what stands nearest.

Each text is true in itself; the reckoning that would call it wrong stands beside it.
"""

from datetime import date

import pytest

import taian_analysis as ta
from taian_analysis.base.report import Report, split_lines


def claims(text: str, said: date = date(2023, 7, 11)) -> list[tuple[str, str, str]]:
    """Return the rule, what was computed and the verdict of each claim of a text."""
    report = Report(text + "\n", split_lines(text + "\n"), date=said)
    table = ta.audit(report)
    return list(zip(table["rule"], table["computed"], table["verdict"], strict=True))


def failing(text: str, said: date = date(2023, 7, 11)) -> list[tuple[str, str]]:
    return [(rule, made) for rule, made, verdict in claims(text, said) if verdict == "fails"]


@pytest.mark.parametrize(
    "text",
    [
        # 6 of 14 is 42.8 %: two of the sixteen are left out
        "此外,在16个非公募基金会当中,除去2个新近成立的基金会,达到要求的有6个(占42.8%),"
        "其中5个(占35.7%)支出偏低;另外有3个(占21.4%)超过规定。",
        # 124599 is no whole: 1182 is 0.6 % of some 197,000, as 56672 is 28.98 % of 195,555
        "11月份,热线共受理群众各类诉求。咨询类诉求124599件,求助类诉求56672件,占28.98%;"
        "投诉类诉求1983件,占1.01%;建议类诉求1182件,占0.6%;举报类890件,占0.46%。",
        # 医师 and 护士 are 技术人员: 1067.8 + 408.6 + 470.9 is no total
        "2020年末,全国卫生人员总数达1347.5万人,比上年增加54.7万人。\n2020年末,卫生人员总数中,"
        "卫生技术人员1067.8万人。这其中,执业(助理)医师408.6万人,注册护士470.9万人。",
        # 15.39 and not last year's 14.94 is what is added to: 15.39 + 13.36 + 2.05 = 30.80
        "2022年一般公共预算收入完成15.39亿元,比上年决算数14.94亿元增长3.0%,"
        "加上上级补助收入13.36亿元、债券转贷收入2.05亿元,收入合计30.80亿元。",
        # 190 of 1480 is 12.84: a step off, as of numbers that were revised
        "发生一次死亡3人以上道路交通事故1290起,同比减少190起,下降12.9%。",
        # 48.6 + 33.2 + 13.1 = 94.9: three gates of more
        "按入境渠道統計,6月經陸路入境的旅客共1,695,178人次,按年增加3.7倍,"
        "當中經關閘口岸(823,029人次)、港珠澳大橋(562,073人次)及橫琴口岸(222,788人次)入境的旅客"
        "分別佔48.6%、33.2%及13.1%。",
        # 77.46 + 2.19 + 14.73 + 4.6 + 0.23 = 99.21: some are of no kind that is named
        "全国共有执业律师65.16万人。\n从律师类别看,专职律师50.47万人,占77.46%,兼职律师1.43万人,占2.19%,"
        "公职律师9.59万人,占14.73%,公司律师2.99万人,占4.6%,军队律师1500人,占0.23%。",
        # 3.2万 are all of 2019, and no part of the 3万 of 2018
        "2018年中国律师事务所数量为3万家,其中合伙所、国资所、个人所分别占事务所总数量的66.17%、3.85%、29.98%;"
        "2019年较2018年增加了0.2万家,达到3.2万家,合伙所、国资所、个人所分别占律师事务所的"
        "59.55%、2.98%、28.47%。",
        # the second begins with a sum
        "1.赣服通:政务服务平台。\n2.5+2就业之家:覆盖五级。\n3.百羽争锋:县市区竞赛。",
        # 70 and 72 differ by 2; 5.0 is of something else
        "全县税收占比70%,收入增长5.0%,比全省(72%)低2个百分点。",
        # 税收 and 非税 are not all of what came in
        "2023年全县一般公共预算收入20亿元,增长5%。"
        "其中:税收收入8亿元,非税收入2亿元,上级补助收入10亿元。",
        # each mean is rounded: 35129 for 35128
        "2021年,全国居民人均可支配收入35128元,比上年名义增长9.1%。\n"
        "2021年,全国居民人均工资性收入19629元,占可支配收入的比重为55.9%;"
        "人均经营净收入5893元,占可支配收入的比重为16.8%;"
        "人均财产净收入3076元,占可支配收入的比重为8.8%;"
        "人均转移净收入6531元,占可支配收入的比重为18.6%。",
        # a fall of the one, a growth of the other
        "小春粮食产量达15090吨,比上年减产1393吨,增长1.84%的是大春。",
        # 省、自治区 are of the 25, and seven ministries of the 8
        "黑龙江、辽宁等25个省、自治区、直辖市及林业、煤炭、航天、核工业、有色、纺织、冶金、兵器等8个部门已筹集资金。",
        # others found work as well: two parts under 其中 need not be all
        "全县城镇完成新增就业2356人。其中,城镇失业人员再就业1524人,就业困难人员安置就业732人。登记失业率为3.4%。",
        # 其次 is the second
        "专家介绍说,一是因为洞庭湖一带持续阴雨;其次是武汉周边多条水系汇于关下;三是近年气候异常。",
        # the second begins with a number, the third with a mark
        "1、赞比亚居民自建住房。\n2、15日,动物保护组织集会。\n3、『雪山孤岛』人心暖。\n4、文化下乡。",
    ],
)
def test_what_belongs_elsewhere_is_no_contradiction(text):
    assert failing(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # two years to come are compared, and a dispatch is dated after the law it carries
        "2010年,要实现国民生产总值比2000年翻一番,使生活更加宽裕。",
        "本法自1998年10月1日起施行。(新华社北京1997年12月30日电)",
    ],
)
def test_a_later_date_that_may_be_meant_is_left_alone(text):
    assert failing(text, date(1997, 12, 23)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # the others are all of 200; 30 of 200 is 15 %
        ("共受理200件。咨询类100件,占50%;求助类70件,占35%;投诉类30件,占51%。", "30 ÷ 200 = 15%"),
        # neither rate lies 0.8 above 4.5
        ("税收占比70%,收入增长5.0%,比全省(4.5%)高0.8个百分点。", "5 - 4.5 = 0.5"),
        # 1393 of 15090 - 1393
        ("粮食产量达15090吨,比上年增产1393吨,增长11.84%。", "1393 ÷ (15090 - 1393) = 10.17%"),
    ],
)
def test_what_is_wrong_beside_it_is_still_said(text, wrong):
    assert [made for _, made in failing(text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        # who travels more than once counts more than once
        "2015年,城镇居民国内出游人数为24.83亿人次,出游率为373.1%。\n",
        # a mean is not taken over another mean
        "2008年,全市共发生火灾346起,日均约0.9起火灾,造成37人死亡,直接财产损失1770.9万元,日均损失4.8万元。\n",
        # what is counted in two parts is no third
        "2016年,地下水资源量8854.8亿立方米。其中,平原区地下水资源量1928.1亿立方米,山丘区地下水资源量"
        "7252.4亿立方米,平原区与山丘区之间的重复计算量325.7亿立方米。\n",
    ],
)
def test_honest_bulletins_of_three_more_kinds_raise_no_alarm(text):
    frame = ta.audit(text)
    assert frame[frame["verdict"] == "fails"].empty


@pytest.mark.parametrize(
    "text",
    [
        # cells of a form without what parts them: no share, no rate, no bound
        "年度资金总额194.9194.9100%其中:上级资金5000500100%\n",
        "质量指标合格率100%100%满意度指标居民满意度调查290%100%\n",
        # lists within cells between pipes are lists of their own
        "附件:1.任务分解表\n2.清单\n附件1:\n县区\n| 治理目标\n| 建设任务\n|\n河东区\n| 90%\n"
        "| 1.完成村庄整治\n2.建成示范区\n3.完成绿化项目\n|\n河西区\n| 95%\n| 1.完成村庄整治\n|\n",
        # what is set as the base is no value
        "| 指标 | 2015年目标 | 2015年完成 |\n|---|---|---|\n| 出生人口性别比 | 109以下 | 108.7 |\n"
        "| 孕产妇死亡率 | 20以下 | 18.3 |\n\n注:出生人口性别比以女性为100,孕产妇死亡率按每10万人计。\n",
    ],
)
def test_cells_lists_within_cells_and_bases_contradict_nothing(tmp_path, text):
    path = tmp_path / "source.md"
    path.write_text(text, "utf-8")
    told = ta.audit(path)
    assert told[told["verdict"] == "fails"]["claim"].tolist() == []


def test_a_list_beside_a_table_is_still_counted(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text("| 甲 | 乙 |\n1.完成整治\n2.建成示范区\n4.完成绿化项目\n| 丙 | 丁 |\n", "utf-8")
    assert ta.audit(path)[["rule", "verdict"]].to_numpy().tolist() == [["sequences", "undecidable"]]
