from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taian_analysis.base.errors import PeriodError
from taian_analysis.grammar.dates import document_date
from taian_analysis.grammar.mention_codes import plan_years, real_year
from taian_analysis.grammar.mentions import find_mentions
from taian_analysis.grammar.numerals import plain
from taian_analysis.grammar.period_text import find_period, parse_period
from taian_analysis.grammar.periods import months, period

ANCHOR = date(2023, 7, 11)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2023-S2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-06-30", date(2023, 6, 30), date(2023, 6, 30)),
        ("2021/2023-07", date(2021, 1, 1), date(2023, 7, 31)),
    ],
)
def test_codes(code, first, last):
    assert (period(code).start, period(code).end) == (first, last)


@pytest.mark.parametrize("code", ["", "23", "2023-13", "2023-02-30", "2025/2021", "2023-S3", "/"])
def test_what_is_no_code(code):
    with pytest.raises(PeriodError):
        period(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025年", "2025"),
        ("2023年上半年", "2023-S1"),
        ("截至2023年3月底", "2023-03"),
        ("截止2023年3月末", "2023-03"),
        ("2022年年底", "2022-12"),
        ("2020年末", "2020-12"),
        ("2021年初", "2021-01"),
        ("一季度", "2023-Q1"),
        ("2023年第一季度", "2023-Q1"),
        ("前三季度", "2023-Q1/2023-Q3"),
        ("1-6月", "2023-S1"),
        ("2023年1—6月份", "2023-S1"),
        ("1-5月", "2023-01/2023-05"),
        ("“十三五”末", "2020"),
        ("十三五期末", "2020"),
        ("“十四五”期间", "2021/2025"),
        ("“十四五”以来", "2021/2023-07"),
        ("2021—2022年", "2021/2022"),
        ("2020年至今", "2020/2023-07"),
        ("自2020年以来", "2020/2023-07"),
        ("去年", "2022"),
        ("上年末", "2022-12"),
        ("今年以来", "2023-01/2023-07"),
        ("近三年", "2021/2023-07"),
        ("截至4月底", "2023-04"),
        ("截至2023年6月30日", "2023-06-30"),
        ("3023年3月底", "2023-03"),
        ("2023年度", "2023"),
        ("2023.6", "2023-06"),
        ("2023/6/30", "2023-06-30"),
        ("2023-S1", "2023-S1"),
        ("2022年1月至2023年6月", "2022-01/2023-06"),
        ("2023 年 5 月", "2023-05"),
    ],
)
def test_printed_periods(text, code):
    assert parse_period(text, ANCHOR).code == code


def test_a_relative_period_needs_a_date():
    with pytest.raises(PeriodError, match="document's date"):
        parse_period("上半年")
    assert parse_period("上半年", 2022).code == "2022-S1"
    assert parse_period("上半年", "2021-03").code == "2021-S1"


@pytest.mark.parametrize("text", ["", "完成值", "比例", "27条", "泰安市", "2023年指标13月"])
def test_what_is_no_period(text):
    with pytest.raises(PeriodError):
        parse_period(text, ANCHOR)


def test_header_cells():
    assert find_period("2025年 目标值").code == "2025"
    assert find_period("2020年(基期值)").code == "2020"
    assert find_period("完成值") is None
    assert find_period("上年完成值", ANCHOR).code == "2022"


def test_roles():
    roles = {
        "比2020年增加": "base",
        "较上年增长": "base",
        "由2020年的": "from",
        "到2025年,": "until",
        "截至2023年3月底": "at",
        "8月底前": "until",
        "目前": "at",
    }
    for text, role in roles.items():
        assert [m.role for m in find_mentions(f"。{text}", ANCHOR)] == [role], text


def test_a_month_belongs_to_the_year_named_before():
    found = find_mentions("2021年初,甲;9月底,乙\n9月底,丙", ANCHOR)
    assert [m.code for m in found] == ["2021-01", "2021-09", "2022-09"]


def test_months_and_plans():
    assert months(2023, 7, 12) == "2023-S2"
    assert months(2023, 1, 12) == "2023"
    assert plan_years("十二") == (2011, 2015)
    assert plan_years("二") is None
    assert real_year(3023, ANCHOR) == 2023
    assert real_year(5123, ANCHOR) is None


@given(
    st.text(alphabet="0123456789年月日底末至到-—一二三四五十“”去上下半季度前以来今 ", max_size=30)
)
@settings(max_examples=200, deadline=None)
def test_any_text_has_readable_mentions(text):
    for mention in find_mentions(text, ANCHOR):
        assert 0 <= mention.start < mention.end <= len(text)
        if mention.code is not None:
            assert period(mention.code).start <= period(mention.code).end


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("政府工作报告\n——2024年1月16日在临江市第九届人民代表大会第三次会议上", date(2024, 1, 16)),
        ("某报告\n(2024年4月)\n正文。", date(2024, 4, 1)),
        ("正文5人。\n某省残疾人联合会 2021年9月18日", date(2021, 9, 18)),
        ("正文。\n某市民政局\n二〇二三年七月十一日", date(2023, 7, 11)),
        ("2022年3月1日,条例正式实施。", None),
        ("民政这十年\n2022年8月30日,省政府新闻办召开新闻发布会,到2025年。", date(2022, 8, 30)),
        ("某县汇报\n(县乡村振兴局 2023年10月)\n近年来,", date(2023, 10, 1)),
        ("某县汇报\n有5家。\n某县统计局 2023年10月", date(2023, 10, 1)),
        ("某市评估报告\n截至2022年底,有5家;截至2023年6月底,有6家。", date(2023, 6, 30)),
        ("某市2022年统计公报\n截至2022年6月底,有6家。", None),
    ],
)
def test_the_date_of_a_document(text, day):
    assert document_date(text) == day


BODY = "\n".join(f"第{n}项,去年新增{n}家,今年上半年有5家。" for n in range(2, 11))
DATE_LINES = [
    "某县政协文化文史委 2022年9月20日",
    "某县政协文化文史委\u30002022年9月20日",
    "(某县政协 2022年9月20日)",
    "某局 2022/9/20",
    "某局 二〇二二年九月二十日",
    "发布日期:2022-09-20",
    "发布时间:2022-09-20 10:11 来源:某市民政局",
    "来源:某日报 2022-09-20",
    "2022-09-20 10:11 来源:某市民政局",
    "文号:某政发〔2022〕18号 2022年9月20日",
    "某政府办公室 2022年9月20日印发",
    "供稿:某市民政局 2022年9月20日",
    "2022年9月20日 星期二",
    "日\u3000期:2022年9月20日",
    "2022年9月20日在某市养老工作会议上",
]
OTHER_LINES = [
    "某条例 2019年8月1日起施行",
    "出生日期:1985-03-02",
    "有效期至 2027年9月20日",
    "会议时间:2021年3月4日",
    "2021年1月1日—2025年12月31日",
    "机构成立 2019年8月1日",
]


@pytest.mark.parametrize("line", DATE_LINES)
def test_the_date_beside_a_name_in_a_long_document(line):
    for text in (f"某县调研报告\n{line}\n{BODY}", f"某县调研报告\n{BODY}\n{line}"):
        assert document_date(plain(text)) == date(2022, 9, 20)


@pytest.mark.parametrize("line", OTHER_LINES)
def test_a_day_of_something_else_is_no_date(line):
    for text in (f"某县调研报告\n{line}\n{BODY}", f"某县调研报告\n{BODY}\n{line}"):
        assert document_date(plain(text)) is None


def test_what_opens_a_clause_with_and_is_compared_with():
    """A clause that opens with 和2014年 compares with that year; between two years 和 lists them."""
    roles = [m.role for m in find_mentions("2017年底有46个。和2014年初期相比,脱贫1.1万户。")]
    assert roles == ["at", "base"]
    assert [m.role for m in find_mentions("2019年和2020年分别增长3%、4%")] == ["at", "at"]


def test_a_year_that_nothing_tells_ends_the_one_told_before() -> None:
    text = "2019年底建成8所。今年上半年优良率为87.2%,预计到年底达到84.5%。"
    assert [mention.code for mention in find_mentions(text)] == ["2019-12", None, None]


def test_a_month_that_a_thing_began_in_begins_the_run_up_to_a_later_one() -> None:
    text = "自2012年12月办法出台至今年7月,查处9起;自2013年5月至今办结8起。"
    codes = [mention.code for mention in find_mentions(text, date(2014, 8, 1))]
    assert codes == ["2012-12", "2012-12/2014-07", "2013-05/2014-08"]


def test_a_month_in_characters_of_the_year_that_opens_a_text() -> None:
    found = find_mentions("2018年1-11月业务量完成452亿件。今年五月份,新规开始施行。")
    assert [m.code for m in found] == ["2018-01/2018-11", None]


def test_an_event_named_after_its_year_begins_a_run_too() -> None:
    text = "2013年专项斗争开展以来,打掉9个。2012年是改革开放以来,最好的一年。"
    codes = [mention.code for mention in find_mentions(text, date(2014, 8, 1))]
    assert codes == ["2013/2014-08", "2012"]
