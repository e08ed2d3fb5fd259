"""Small texts whose right answer was worked out by hand: what fails, what holds, what is no claim."""

import copy
import io
import pickle
from datetime import date

import pytest

import taian_analysis as ta
from taian_analysis.audit.budget import _in_bracket
from taian_analysis.audit.claims import Context
from taian_analysis.audit.told import plain, says, told
from taian_analysis.base import catalog
from taian_analysis.base.phrases import has_phrase
from taian_analysis.base.report import Report, split_lines


def verdicts(text: str) -> list[tuple[str, str]]:
    """Return what was computed and the verdict of each claim of a text."""
    report = Report(text + "\n", split_lines(text + "\n"), date=date(2023, 7, 11))
    table = ta.audit(report)
    return list(zip(table["computed"], table["verdict"], strict=True))


def failing(text: str) -> list[str]:
    return [computed for computed, verdict in verdicts(text) if verdict == "fails"]


@pytest.mark.parametrize(
    "text",
    [
        # no share of the other half, and no whole named
        "城镇8万人,占40%;乡村12万人,占60%。",
        "投资9243亿元。教育占44%,医疗占16%,交通占23%,水利占14%。",
        # 其中 ends at the semicolon
        "新增铁路2万公里,其中高铁8000公里;新增公路60万公里。",
        # growth at constant prices
        "人均收入由5000元增加到7500元,平均每年实际增长9%。",
        # 其中 opens one list, at its first number: 874 is no total of those after it
        "查处案件1968件。其中,食品案件874件、药械案件316件、价格案件142件、其他案件636件。",
        # 其中 with an open list: 300 + 200 of 800
        "培训养老护理员800人次,其中初级300人次、中级200人次。",
    ],
)
def test_no_alarm(text: str) -> None:
    assert failing(text) == []


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("低保14000户24000人,其中城市6000户12000人,农村9000户12000人。", "6000 + 9000 = 15000"),
        ("收入3.4亿元,其中:税务2.1亿元,为年预算的28%;财政1.4亿元。", "2.1亿 + 1.4亿 = 3.5亿"),
        ("收入2.4亿元,完成年初预算数6亿元的50%。", "2.4亿 ÷ 6亿 = 40%"),
        # 111 / 2129 = 5.214 %
        ("2018件,同比下降9.2%,同比减少111件。", "111 ÷ (2018 + 111) = 5.214%"),
        (
            "2015年受理12000件,比2014年上升50%。全年平稳。\n2014年受理10000件。",
            "12000 ÷ 10000 - 1 = 20%",
        ),
        ("公交车186辆,占公交车总数240辆的75.5%。", "186 ÷ 240 = 77.5%"),
        ("全县7个乡镇有9个乡镇配备了干部。", "9 ≤ 7"),
        (
            "2022年收案500件(不含上年旧存80件),审结480件(含上年旧存)。截至12月底未结120件。",
            "80 + 500 - 480 = 100",
        ),
        # 20.9 / 89.0 = 23.483 %: the whole of 不起诉率 is both
        (
            "决定起诉68.1万人;决定不起诉20.9万人,不起诉率33.5%。",
            "20.9万 ÷ (20.9万 + 68.1万) = 23.483%",
        ),
        # 3842万 / 27638 = 1390.115
        (
            "全年实施临时救助27638人次,支出临时救助资金3842万元,平均救助水平1930.1元/人次。",
            "3842万 ÷ 27638 = 1390.115",
        ),
        # 120,000,000 × 5 / 10 = 60,000,000
        (
            "拟以总股本120,000,000股为基数,每10股派发现金红利5元(含税),合计派发现金红利80,000,000.00元(含税)。",
            "8000万 ÷ 1.2亿 × 10 = 6.667",
        ),
        # 15.45 - 8.21 = 7.24
        ("全年出生率为15.45‰,死亡率为8.21‰,自然增长率为7.42‰。", "15.45 - 8.21 = 7.24"),
        # 651 / 480 = 1.35625
        (
            "农村标准由每人每年480元提高到651元,城市标准由每人每月300元提高到345元,"
            "分别提高53.6%和15%。",
            "651 ÷ 480 - 1 = 35.625%",
        ),
    ],
)
def test_what_fails(text: str, computed: str) -> None:
    assert computed in failing(text)


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        # 10000 / 170000 = 5.882 %
        ("全县有18万人,与2010年的17万人相比,增加1万人,增长5.88%。", "10000 ÷ 17万 = 5.882%"),
        # 2354 / 18878 = 12.47 %
        (
            "非税收入16524万元,比上年减收2354万元,下降12.5%。",
            "2354万 ÷ (1.6524亿 + 2354万) = 12.47%",
        ),
        (
            "2022年收案500件(不含上年旧存80件),审结480件(含上年旧存)。截至12月底未结100件。",
            "80 + 500 - 480 = 100",
        ),
        ("低保14000户24000人,其中城市6000户12000人,农村9000户12000人。", "12000 + 12000 = 24000"),
        # 10.91 and 8.97 + 1.93 = 10.90: a step of a thousandth is rounding
        (
            "财政总收入10.91亿元。其中:税务征收8.97亿元;财政征收1.93亿元。",
            "8.97亿 + 1.93亿 = 10.9亿",
        ),
    ],
)
def test_what_holds(text: str, computed: str) -> None:
    assert (computed, "holds") in verdicts(text)
    assert failing(text) in ([], ["6000 + 9000 = 15000"])


def test_growth_at_constant_prices_is_left_open() -> None:
    got = verdicts("人均收入由5000元增加到7500元,平均每年实际增长9%。")
    assert [verdict for _, verdict in got if verdict != "holds"] == ["undecidable"]


@pytest.mark.parametrize(
    "text",
    [
        "公司有有效专利62项,其中发明专利19项。\n子公司有有效专利7项,其中发明专利4项。",
        "全市有养老机构312家。\n甲县有养老机构25家。",
    ],
)
def test_figures_that_differ_by_more_than_a_misprint_are_no_repeat(text: str) -> None:
    assert failing(text) == []


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("2019年12月发文。债券自2021年9月起发行,有权于2024年3月赎回。", 0),
        ("报告公布日期不迟于2023年8月30日。", 0),
        ("2022年末有医院50家。2023年末有学校30所。2032年末,全市有乡镇40个。", 1),
    ],
)
def test_dates_known_beforehand_are_no_slips(text: str, late: int) -> None:
    assert len([c for c in failing(text) if c.startswith("≤")]) == late


@pytest.mark.parametrize(
    "text",
    [
        # a life, and what goes on until now: no year of it is the date of the text
        "某行1971年创立。1975年上市,1979年迁址,1980年更名。1991年转为银行,1993年有网点30个。",
        "到2030年达到峰值,2060年前实现碳中和。",
        # what a year is called after, with no word of what has been
        "2015年某市政府工作报告\n做好2022年冬奥会申办工作。启动面向2030年的项目。",
        "第三寒冷期在距今约3000-1900年。从1627年到1641年出现了连续14年的大旱。",
        # of another matter: 其中 ends where the next thing begins
        "新增铁路639公里、其中高铁370公里,新增公路2600公里、农村公路3000公里。",
        "某游戏有12个酒馆,其中有54个英雄。",
        "受理86件,其中来信12件、来访46件、来电28件,比上年的107件减少21件。",
        # a rank that rises is a smaller number; a change with a subject of its own
        "排名由369位上升到235位。",
        "城镇化率由52.23%提高到58.08%,建成区面积提高8.3%。",
        "省属企业利润均实现翻一番,对工业增长的贡献率达到39.7%。",
        "取消收费项目109项,为企业减负1.78亿元。",
        "有甲县、乙县等县、57个乡受灾。",
        "有2个项目,分别是甲村三期和乙村小区。",
        # a year without its 年, digits parted by a scanner, a dot in the middle of the line
        "收入由2005年的5亿元增加到2010的13.2亿元。",
        "出口由1 6 5 5 亿美元增加到3 2 5 1 亿美元,部门从4 0 个减少到2 9 个。",
        "外债达到了1343·3亿美元,其中短期外债800亿美元。",
        # done in one year and to be done in the next
        "一、2021年工作回顾\n2021年,全市新建50个养老中心,新增770张床位。\n"
        "二、2022年工作安排\n2022年,全市新建20个养老中心,新增500张床位。",
        # two kinds that may overlap, two groups of firms
        "这些企业实现利税10.1亿元,增长24%。\n全市工业实现利税16.2亿元,增长22%。",
    ],
)
def test_what_ordinary_texts_say_is_no_slip(text: str) -> None:
    assert failing(text) == []


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        # 100 + 20 + 30 + 5 = 155
        (
            "一般公共预算收入100万元,增长3%,加上级补助收入20万元、上年结转30万元、"
            "调入资金5万元,收入总计{}万元。",
            ("155", "165"),
        ),
        ("收入总计155万元。\n支出总计120万元。收支相抵,结转下年支出{}万元。", ("35", "53")),
        ("城镇居民收入30000元,农村居民收入15000元,城乡居民收入比为{}。", ("2.00", "2.20")),
        ("三次产业比例由上年的13:46:41调整为{}:48:40。", ("12", "15")),
    ],
)
def test_what_must_add_up(text: str, computed: tuple[str, str]) -> None:
    right, wrong = (text.format(value) for value in computed)
    assert failing(right) == []
    assert len(failing(wrong)) == 1


def test_a_budget_is_wrong_only_where_another_digit_mends_it() -> None:
    # 20 - 5 = 15, 6 more than 9: a digit of 9 or 20 that moves it by 6 moves it the wrong way
    text = "收入总计20万元。\n支出总计5万元。收支相抵,结转下年支出{}万元。"
    assert failing(text.format(9)) == []
    assert len(failing(text.format(18))) == 1


YEARS = (2023, 2032, 2012)


def test_a_report_is_signed_after_what_it_reports_on() -> None:
    text = "某县2022年国民经济和社会发展统计公报\n某县统计局\n{}年4月12日\n2022年,全县有医院3家。"
    got = {year: [c for c in verdicts(text.format(year)) if c[0] == "≥ 2022"] for year in YEARS}
    assert got == {year: [("≥ 2022", "holds" if year == 2023 else "fails")] for year in YEARS}


@pytest.mark.parametrize(
    ("rate", "wrong"),
    [("参保率", True), ("就业率", True), ("及格率", True), ("毛入学率", False), ("完成率", False),
     ("床位使用率", False), ("拨备覆盖率", False)],
)  # fmt: skip
def test_a_rate_of_members_is_no_more_than_all(rate: str, wrong: bool) -> None:
    assert len(failing(f"全县{rate}达到102%。")) == wrong


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        # 7.06 - 7.32 = -0.26
        ("出生率为7.06‰,死亡率为7.32‰,人口自然增长率为{}‰。", ("-0.26", "-0.62")),
        # 1537.0 / 2400.0 = 64.04 %
        ("全县常住人口2400人。\n城镇常住人口1537人,城镇化率{}%。", ("64.04", "60.44")),
        ("现金收入4047.73亿元,现金支出4069.82亿元,货币净投放{}亿元。", ("22.09", "29.02")),
        ("进出口总额6064.2亿元,其中出口{}亿元,进口2217.5亿元。", ("3846.7", "3864.7")),
        # 2 areas, 2 times: what is defined is not of one thing
        ("甲县出口3亿元,乙县出口4亿元,进口2亿元,进出口{}亿元。", ("5", "8")),
    ],
)
def test_what_is_so_by_definition(text: str, numbers: tuple[str, str]) -> None:
    right, wrong = (failing(text.format(n)) for n in numbers)
    assert right == []
    assert (wrong != []) == ("甲县" not in text)


@pytest.mark.parametrize(
    "text",
    [
        "死亡47人,受伤二千余人,其中重伤250人。",
        "已有两台33万千瓦机组投产,其中有60万千瓦送往外地。",
        "在本乡内从事劳动的4886.30万人,占从业人员总数的87.12%;在本乡以外从事劳动的722.26万人,"
        "占从业人员总数的12.88%。",
        "营业额将从目前700亿马克增长到5年后的1200亿马克。",
        "人均居住面积由6·90平方米提高到8·45平方米。",
        "不起诉1684人,不起诉率14.6%(审结审查起诉案件共涉及11527人)。",
    ],
)
def test_what_news_says_is_no_slip(text: str) -> None:
    assert failing(text) == []


@pytest.mark.parametrize(
    ("key", "values", "chinese", "english"),
    [
        (
            "remark.overlap",
            {},
            "分项合计大于总数,分项可能交叉",
            "the parts exceed the total: they may overlap",
        ),
        ("remark.begins_at", {"mark": "四"}, "编号从“四”开始", "the numbering begins at 四"),
        (
            "remark.linked_unsure",
            {"value": "2.8883亿", "off": "300万", "sure": 97},
            "按文中各数计算为2.8883亿,与所称相差300万;这些数是否相属只有97%的把握",
            "the numbers give 288,830,000, 3,000,000 off what is said; "
            "it is only 97% sure that they belong together",
        ),
        ("reckoned.listed_levels", {"n": 4}, "列出4级", "4 listed"),
        ("reckoned.total", {"value": "99.9"}, "合计 99.9%", "total 99.9%"),
        (
            "reckoned.annex_row",
            {"value": "143", "target": ">30"},
            "附表 143，目标 >30",
            "annex 143, target >30",
        ),
        # years are no amounts: no comma after their thousands
        (
            "reckoned.years",
            {"last": 2022, "first": 2020, "n": 3},
            "2022 - 2020 + 1 = 3年",
            "2022 - 2020 + 1 = 3",
        ),
    ],
)
def test_what_is_said_of_a_claim_is_said_in_both_languages(key, values, chinese, english):
    said = says(key, **values)
    assert (said, said.en) == (chinese, english)
    for again in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert (again, again.en) == (chinese, english)


def test_amounts_are_written_out_in_english():
    assert plain("1.2万亿 - 3亿") == "1,200,000,000,000 - 300,000,000"
    assert plain("1873人、20项") == "1,873, 20"


def test_a_frame_carries_the_english_of_what_was_computed():
    text = "职工1000人,其中男职工520人、女职工490人。"
    row = ta.audit(io.BytesIO(text.encode())).iloc[0]
    assert (row["computed"], row["computed_en"]) == ("520 + 490 = 1010", "520 + 490 = 1,010")
    assert (row["comment"], row["comment_en"]) == (
        "分项合计与总数相差10",
        "the parts are 10 off the total",
    )
    # each rule has its title and what it means that it fails
    rules = catalog.load("rules")
    assert all(has_phrase(f"{room}.{rule}") for rule in rules for room in ("claim", "failed"))
    # a frame with the contract's columns only is told as well as it can be
    bare = row.drop(["stated_en", "computed_en", "comment_en"])
    assert told(bare, "en")[:3] == told(row, "en")[:3]


def test_a_number_stands_in_a_bracket_that_its_own_line_opens() -> None:
    text = "(上年\n收入10亿元(其中税收7亿元(含退税1亿元)和费2亿元)及基金3亿元。"
    context = Context(Report(text, split_lines(text), date=date(2023, 7, 11)))
    within = [_in_bracket(context, figure) for figure in context.figures]
    assert within == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("会议于2月30日召开。\n", "The calendar has no such date"),
    ],
)
def test_what_fails_is_told_by_its_own_check(text, finding):
    """A claim that shares its rule with others is not told as one of theirs."""
    table = ta.audit(Report(text, split_lines(text)))
    (row,) = table[table["verdict"] == "fails"].to_dict("records")
    assert told(row, "en")[0].startswith(finding)


def test_a_whole_of_nothing_is_divided_by_nowhere():
    text = "共有案件0起。其中，食品4起。药品5起。器械3起。化妆品6起。其他7起。\n"
    assert not ta.audit(text)["verdict"].eq("fails").any()
