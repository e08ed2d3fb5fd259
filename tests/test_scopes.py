"""Which period a figure stands under: scopes of the document, its sections, paragraphs, sentences."""

import re
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.narrative import scan

SCOPES = Path(__file__).parent / "data" / "period_scopes.txt"

# text, the document's date, (printed, period) of each figure, by hand
PERIODS = [
    ("2022年收案500件(不含上年旧存80件),审结480件(含上年旧存)。截至12月底未结100件", None,
     [("500", "2022"), ("80", "2021"), ("480", "2022"), ("100", "2022-12")]),
    ("2019年招生300人(不含上年延期20人),毕业290人。", None,
     [("300", "2019"), ("20", "2018"), ("290", "2019")]),
    ("2014年1至9月,受理900件。\n1、收案情况\n刑事200件", "2014-10",
     [("900", "2014-Q1/2014-Q3"), ("200", "2014-Q1/2014-Q3")]),
    ("2019年上半年,受理900件。\n(一)收案\n刑事200件", None,
     [("900", "2019-S1"), ("200", "2019-S1")]),
    ("2014年1至9月,受理900件。\n1、收案情况\n截至9月20日,尚有刑事200件", None,
     [("900", "2014-Q1/2014-Q3"), ("200", "")]),
    ("普查以2020年11月1日零时为标准时点。\n全县有188人,与2010年第六次普查的170人相比,增加18人。", "2021-06",
     [("188", "2020-11"), ("170", "2010"), ("18", "2020-11")]),
    ("五年来,覆盖率从60%提高到65%。", "2022-01", [("60", "2016"), ("65", "2021")]),
    ("床位500张。", None, [("500", "")]),
    ("2023年第二季度,共发生10起。同比去年,总数增加4起;人数增加3人。", "2023-07",
     [("10", "2023-Q2"), ("4", "2023-Q2"), ("3", "2023-Q2")]),
    ("2021年上半年2起(2011年至2020年期间,平均每年上半年11起);上半年死亡1人。", "2021-07",
     [("2", "2021-S1"), ("11", "2011/2020"), ("1", "2021-S1")]),
    ("截至2025年12月底\n1.城市低保395人。\n2.特困人员555人。", "2026-01",
     [("395", "2025-12"), ("555", "2025-12")]),
    ("前10个月,出口9871亿元。\n同期,进口6358亿元。", "2022-11",
     [("9871亿", "2022-01/2022-10"), ("6358亿", "2022-01/2022-10")]),
    ("今年前11个月,进出口747亿元,已超去年全年709亿元的规模,较去年同期增长17.4%。", "2021-12",
     [("747亿", "2021-01/2021-11"), ("709亿", "2020"), ("17.4", "2021-01/2021-11")]),
    ("2011至2014年,产值由1亿元增加到2亿元,利润由3亿元增加到4亿元。覆盖率由30%提高到40%。", "2015-02",
     [("1亿", "2011"), ("2亿", "2014"), ("3亿", "2011"), ("4亿", "2014"), ("30", "2011"), ("40", "2014")]),
    ("2021年收入9亿元,加上:上年结转4亿元、补助收入3亿元,总计16亿元。", None,
     [("9亿", "2021"), ("4亿", "2020"), ("3亿", "2021"), ("16亿", "2021")]),
    ("五年来,三次产业比例由11.8:54.3:33.9调整为10.1:47.8:42.1。", "2017-02",
     [("11.8", "2011"), ("54.3", "2011"), ("33.9", "2011"), ("10.1", "2016"), ("47.8", "2016"), ("42.1", "2016")]),
    ("共有学校6所,其中九年一贯制学校4所,十二年一贯制学校2所。", None,
     [("6", ""), ("4", ""), ("2", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "when", "expected"), PERIODS)
def test_periods(text: str, when: str | None, expected: list[tuple[str, str]]) -> None:
    frame = ta.find_quantities(text, date=when)
    got = [(r.text, "" if r.period is None else str(r.period)) for r in frame.itertuples()]
    assert [(a, b.replace("<NA>", "").replace("nan", "")) for a, b in got] == expected


def test_a_numbered_heading_that_names_a_period_holds_it_for_its_paragraphs():
    text = (
        "某县交通运输局工作汇报\n一、2023年工作完成情况\n全县新改建农村公路386公里。\n"
        "二、2024年一季度进展\n完成客运量74.9万人次,新增公交车12辆。\n"
    )
    found = ta.find_quantities(text, "2024-04-10").set_index("text")["period"]
    assert found["386"] == "2023"
    assert found["74.9万"] == found["12"] == "2024-Q1"


MARK = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


def marked():
    """Yield date, text and (start, end, right answers) of each passage of the labelled file."""
    passages = re.split(r"^@ (\S+) \S+\n", SCOPES.read_text(encoding="utf-8"), flags=re.M)[1:]
    for when, body in zip(passages[::2], passages[1::2], strict=True):
        rows = [line for line in body.split("\n") if not line.startswith("#")]
        body, text, wanted, last = "\n".join(rows), "", [], 0
        for mark in MARK.finditer(body):
            text += body[last : mark.start()]
            wanted.append((len(text), len(text) + len(mark[1]), mark[2].split("~")))
            text, last = text + mark[1], mark.end()
        yield when, text + body[last:], wanted


@pytest.mark.parametrize("dated", [True, False])
def test_periods_of_many_kinds_of_documents(dated):
    right, wrong, total = 0, [], 0
    for when, text, wanted in marked():
        figures = scan(text, when if dated else None)
        for start, end, codes in wanted:
            figure = next(f for f in figures if f.start < end and f.end > start)
            total += 1
            right += figure.period in codes
            if figure.period not in (*codes, None):
                wrong.append((text[max(0, start - 12) : end + 4], figure.period, codes))
    assert total > 240
    assert len(wrong) / total <= (0.02 if dated else 0.01), wrong
    assert right / total >= (0.98 if dated else 0.50), right / total


ALONE = [  # text, date, printed, period: one scope each
    # a span that opens a report holds for its sections; a year named in one holds there
    ("过去五年,受理案件900件。\n一、审判。审结700件。2022年,审结200件。\n二、执行。执结300件。",
     "2023-01", {"900": "2018/2022", "700": "2018/2022", "200": "2022", "300": "2018/2022"}),
    # a whole year is not reported before it has ended, but it is planned
    ("四、服务业\n全年增加值12亿元。\n年末人口49万人。", "2022-05", {"12亿": "2021", "49万": "2021-12"}),
    ("上半年收入9亿元。预计全年收入20亿元。", "2022-07", {"9亿": "2022-S1", "20亿": "2022"}),
    ("1-9月,支出9亿元,完成全年支出的67.5%,占比较上年同期提高0.2个百分点。", "2014-10",
     {"9亿": "2014-Q1/2014-Q3", "67.5": "2014-Q1/2014-Q3", "0.2": "2014-Q1/2014-Q3"}),
    # a part gives the whole back when its sentence ends
    ("上半年,产值增长8%,其中6月增长7%。产量36万辆。", "2024-07",
     {"8": "2024-S1", "7": "2024-06", "36万": "2024-S1"}),
    # the period beside it lasts its clause
    ("2023年,净利润5亿元,上年同期为4亿元。每股收益0.4元。", "2024-03",
     {"5亿": "2023", "4亿": "2022", "0.4": "2023"}),
    ("上半年收入9亿元,上年同期8亿元,增长12.5%。", "2022-08",
     {"9亿": "2022-S1", "8亿": "2021-S1", "12.5": "2022-S1"}),
    # 报告期 by the last day counted to; 期初 is the end of what was before
    ("报告期内,收入9亿元。截至2022年6月30日,资产36亿元,较期初的35亿元增长2.9%。", "2022-08-26",
     {"9亿": "2022-S1", "36亿": "2022-06-30", "35亿": "2021-12", "2.9": "2022-06-30"}),
    # a line that leads numbered items in
    ("一年来,做了以下工作:\n(一)就业。新增就业300人。\n今年,重点抓好以下工作:\n(一)就业。新增就业400人。",
     "2023-02", {"300": "2022", "400": "2023"}),
    # a heading of a lower level ends with the next of its level
    ("一、2023年工作\n(一)2023年上半年情况\n受理80件。\n(二)其他\n受理90件。", "2024-02",
     {"80": "2023-S1", "90": "2023"}),
    # 上年 is of the year in force, also where the heading names it
    ("2023年,稳中求进。\n一、综合\n结构由上年的9%调整为8%。", "2024-03", {"9": "2022", "8": "2023"}),
    # what a figure only measures itself with says nothing of those after it
    ("五年新增装机3亿千瓦,是1950年到2002年的总和;新增公路19公里。", "2008-03",
     {"3亿": "2003/2007", "19": "2003/2007"}),
    # a level that a run of years ends with, and what was done in it
    ("过去五年,攻坚克难。\n——产值增加到12亿元,新建公路5公里,占比从60%提高到65%。", "2023-03",
     {"12亿": "2022", "5": "2018/2022", "60": "2017", "65": "2022"}),
    # the years listed are paired anew, and the goal of another year lasts its clause
    ("2016年、2017年,浓度分别下降16%、21%,规划期末目标为下降20%;“十三五”比例分别为4%、3%,前两年年均降5%。",
     "2018-11", {"16": "2016", "21": "2017", "20": "2020", "4": "2016", "3": "2017", "5": "2016/2017"}),
    # a bracket says which five years are meant
    ("五年来(2021-2025年),法庭由10个增至12个,结案9件。", "2026-05",
     {"10": "2020", "12": "2025", "9": "2021/2025"}),
    # 五年来 opens a paragraph whose first sentence has no figure: it holds to its end
    ("全市有3个县。\n五年来,我们攻坚克难。审结900件。\n有4个乡。", "2008-03",
     {"3": "2008-03", "900": "2003/2007", "4": "2008-03"}),
    # 去年 is compared with by what is of last year itself: the year before it
    ("2024年报告显示,收案78件,比去年90件减少12件。", "2025-02", {"78": "2024", "90": "2023", "12": "2024"}),
    ("上半年,占比73%,比去年全年提升2个百分点。", "2018-08", {"73": "2018-S1", "2": "2018-S1"}),
    ("1-9月,占比80%,比上年和上年同期分别提高1.5和1个百分点。", "2014-10",
     {"80": "2014-Q1/2014-Q3", "1.5": "2014-Q1/2014-Q3", "1": "2014-Q1/2014-Q3"}),
    # both halves of a year, in their order
    ("2022年上下半年,增幅分别为9%、5%。", "2023-05", {"9": "2022-S1", "5": "2022-S2"}),
    # a year without 年 that something is moved from and to
    ("由2005的9亿元增加到2010的13亿元。", "2011-01", {"9亿": "2005", "13亿": "2010"}),
    # since when something is done says not by when it moved
    ("从1999年起连续扩招,在校生从340万人增加到600万人。", "2003-03", {"340万": None, "600万": None}),
    # an aside on what began leaves what was spoken of
    ("1-7月,收入9亿元,主要是今年开始并入基金。增值税1亿元。", "2015-08",
     {"9亿": "2015-01/2015-07", "1亿": "2015-01/2015-07"}),
    # a part and then the whole, whose next sentences are of the whole
    ("7月份,收入1亿元。1-7月,收入9亿元。其中:市级5亿元。支出8亿元。", "2013-08",
     {"1亿": "2013-07", "9亿": "2013-01/2013-07", "5亿": "2013-01/2013-07", "8亿": "2013-01/2013-07"}),
    # a news text on a bulletin is of the bulletin's year; so is what it counts, in any month
    ("教育部发布了《2023年全国教育事业发展统计公报》。全国共有幼儿园27万所。\n在校生9万人。", "2024-10",
     {"27万": "2023", "9万": "2023"}),
    ("近日,水利部发布了2018年度《中国水资源公报》,用水效率提升。\n全国人均用水量432立方米。", "2019-07-13",
     {"432": "2018"}),
    ("截至4月29日,5067家公司披露年报。2022年公司收入9亿元。\n利润2亿元。", "2023-04-29",
     {"5067": "2023-04-29", "9亿": "2022", "2亿": "2022"}),
    # what a text says it publishes, and what it then counts
    ("官网在5月24日公布了2021年3月底机构数量。\n医院3万个,其中公立2万个。", "2021-05-26",
     {"3万": "2021-03", "2万": "2021-03"}),
    # parts told one after another give the whole back
    ("前三季度,产值9亿元。分季度看,一季度增长4%,二季度增长3%。分产业看,农业增长2%。", "2010-10",
     {"9亿": "2010-Q1/2010-Q3", "4": "2010-Q1", "3": "2010-Q2", "2": "2010-Q1/2010-Q3"}),
    # one value a quarter, if that is said
    ("前三季度,产值9亿元。产值逐季提升,分季度分别达到2亿元、3亿元和4亿元。", "2021-10",
     {"9亿": "2021-Q1/2021-Q3", "2亿": "2021-Q1", "3亿": "2021-Q2", "4亿": "2021-Q3"}),
    ("前三季度,三次产业增加值分别达到2亿元、3亿元和4亿元。", "2021-10",
     {"2亿": "2021-Q1/2021-Q3", "3亿": "2021-Q1/2021-Q3", "4亿": "2021-Q1/2021-Q3"}),
    # since when something is the first or most, and the mean of many years, are of no period
    ("9月份失业率为4%,是自2013年6月以来首次低于5%。前三季度物价上涨2%。", "2016-10",
     {"4": "2016-09", "5": "2016-09", "2": "2016-Q1/2016-Q3"}),
    ("2017年水资源量79亿立方米,比常年(99亿立方米)偏少20%。", "2018-10", {"79亿": "2017", "99亿": None, "20": "2017"}),
    # a text on a plan sets goals for its year
    # by the prices of which year, and up to when a span goes that has no figure
    ("2007年,产值按2005年可比价格计算,增长10%,投资9亿元。", "2008-01", {"10": "2007", "9亿": "2007"}),
    ("2021年,浓度为30微克,“十三五”以来,实现六连降;断面占84%。", "2022-05", {"30": "2021", "84": "2021"}),
    ("11月,进口降1%,降幅自8月以来逐月收窄,出口降2%。前6月,出口增3%。", "2018-12",
     {"1": "2018-11", "2": "2018-11", "3": "2018-S1"}),
    # what there is now, after what was done since the year began
    ("今年以来调出8人,现有390人,其中集中供养50人。", "2020-06",
     {"8": "2020-01/2020-06", "390": "2020-06", "50": "2020-06"}),
    # what is published of the document's own year
    ("统计局25日发布关于2021年早稻产量数据的公告,产量2802万吨。\n一、播种面积4734千公顷。", "2021-08-25",
     {"2802万": "2021", "4734千": "2021"}),
    # a school year is one time, not a year for each of two numbers
    ("2021-2022学年,占比分别为16%和12%。2022/2023学年招生50人。", "2023-04",
     {"16": "2021-09/2022-08", "12": "2021-09/2022-08", "50": "2022-09/2023-08"}),
    # a count a year back, where no later time is named; a task of the whole year
    ("一、单位\n2018年末,法人9万个。\n位居前三位的是甲省3万个。" + 3 * "各地情况不同,有关数据均以登记为准,分组数据因四舍五入可能与合计不等。",
     "2019-11", {"9万": "2018-12", "3万": "2018"}),
    ("1-9月,就业133万人,已经完成全年130万人的目标任务。", "2019-10",
     {"133万": "2019-Q1/2019-Q3", "130万": "2019"}),
    # what a goal is to rise from is of no year before it
    ("到2020年,劳动生产率从8万元提高到12万元以上。", "2016-03", {"8万": None, "12万": "2020"}),
    # years counted up to the one spoken of, and what it is built on
    ("2021年,增加值14亿元,继2020年迈上12亿元之后再创新高。占比两年累计提升0.8个百分点,达到12%。就业占6%,在去年基础上提高0.3个百分点。", "2023-01",
     {"14亿": "2021", "12亿": "2020", "0.8": "2020/2021", "12": "2021", "6": "2021", "0.3": "2021"}),
    ("国新办召开发布会,介绍2022年知识产权发展状况。授权专利9万件。\n新认定产品5个。", "2023-04",
     {"9万": "2022", "5": "2022"}),
    # an agency's tag, or from whom it was heard, stands before the wording that opens a news text
    ("某市日报讯(记者甲) 今年前三季度,税收收入8亿元。\n从结构看,增值税收入6亿元。", "2013-10",
     {"8亿": "2013-Q1/2013-Q3", "6亿": "2013-Q1/2013-Q3"}),
    ("昨天,记者从市仲裁院获悉,2017年受理案件90件。\n分类看,调解类下降5%。", "2018-01",
     {"90": "2017", "5": "2017"}),
    # all is counted up to one month, which is said twice
    ("截至2023年底,全区有党员700名。\n截至2023年底,女党员300名。\n全区设党委18个。", "2024-07",
     {"700": "2023-12", "300": "2023-12", "18": "2023-12"}),
    ("截至2023年底,全区有党员700名。\n截至2024年3月底,女党员300名。\n全区设党委18个。", "2024-07",
     {"700": "2023-12", "300": "2024-03", "18": "2024-07"}),
    # what came in over the year, after what there is at its end
    ("2009年,公路通车12公里。\n年末失业率3%。居民人均可支配收入9000元。", "2010-01",
     {"12": "2009", "3": "2009-12", "9000": "2009"}),
    ("上半年,主体超过9万户,至6月底实有8.5万户。其中,企业3万户。", "2018-07",
     {"9万": "2018-S1", "8.5万": "2018-06", "3万": "2018-06"}),
    ("上半年,新设7万户。按2017年底全国人口计算,每千人拥有74户。", "2018-07",
     {"7万": "2018-S1", "74": "2018-S1"}),
    ("根据第七次全国人口普查结果,现将2020年11月1日零时某省所辖31个县、自治县、县级市和全部开发区的人口城乡分布及流动情况公布如下:\n一、人口\n总人口9万人。", "2021-05",
     {"31": "2020-11-01", "9万": "2020-11"}),
    ("10日发布的《公共服务规划》明确,到2025年,服务更加完善。\n学有所教\n入园率大于90%,巩固率96%。", "2022-01",
     {"90": "2025", "96": "2025"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "when", "expected"), ALONE)
def test_one_scope(text, when, expected):
    assert {f.text: f.period for f in scan(text, when)} == expected


UNDATED = [  # nothing is guessed: the year that is named, or none
    ("上半年,产值9亿元。", {"9亿": None}),
    ("过去五年,受理案件900件。\n审结700件。", {"900": None, "700": None}),
    ("截至2023年6月底,有3个县。\n新建学校5所。", {"3": "2023-06", "5": None}),
    ("2022年末,公路12公里。\n全年客运量5万人次。\n新建桥梁3座。",
     {"12": "2022-12", "5万": "2022", "3": "2022"}),
    ("2022年1至6月有关数据。今年1至6月,受理80件。今年7月受理9件。", {"80": "2022-S1", "9": None}),
    ("“十三五”时期投资20亿元。\n今年主要预期目标是:增长7%左右。", {"20亿": "2016/2020", "7": None}),
    ("2021年,计划投资6亿元。“十三五”时期投资20亿元。", {"6亿": "2021", "20亿": "2016/2020"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNDATED)
def test_without_a_date_nothing_is_guessed(text, expected):
    assert {f.text: f.period for f in scan(text)} == expected
