"""A misprint that is noticed in one wording is noticed in another of the same meaning.

Invented sentences, each with one number altered; each is printed again with a word of share, of
growth, of parts or of a total exchanged for another. As it was it raises no alarm, altered it does.
"""

from __future__ import annotations

import re

import altered
import pytest

from taian_analysis.base.report import Report, split_lines
from taian_analysis.grammar.compact import compact

#: the sentence, the number in it, and what it is misprinted as
SHARES = [
    ("全市登记志愿者4600人,其中女性2714人,占59%。", "59%", "95%"),
    ("全区有法人单位8120个。其中,东片4060个,占50%;西片2030个,占25%;南片2030个,占25%。", "2030个,占25%;", "2030个,占52%;"),
    ("县图书馆藏书3650册,其中少儿读物730册,占20%。", "730", "930"),
]  # fmt: skip
GROWTHS = [
    ("年末存栏山羊42.60万只,上年为40.00万只,增长6.5%。", "6.5%", "9.5%"),
    ("全年接待游客67.7万人次,比上年减少9.0万人次,下降11.7%。", "11.7%", "17.1%"),
    ("共受理来信1260件,比上年增加210件,增长20%。", "20%", "25%"),
]
SAID = {
    "占": ["占比", "占比为", "所占比重为", "所占比例达", "占到了"],
    "增长": ["增长了", "上升", "增幅为", "增幅达到", "增加"],
    "下降": ["下降了", "减少", "降幅为", "降低"],
}  # fmt: skip


def _said(sentences: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return each sentence as it is, and once with each word exchanged for one like it."""
    out = []
    for text, old, new in sentences:
        out.append((text, old, new))
        out += [
            (text.replace(word, other), old.replace(word, other), new.replace(word, other))
            for word, others in SAID.items()
            if word in text
            for other in others
        ]
    return out


@pytest.mark.parametrize(("text", "old", "new"), _said(SHARES + GROWTHS))
def test_another_word_of_the_same_meaning(text, old, new):
    assert old in text
    assert altered.failing_once_altered(text, old, new)


#: how the parts of a total are opened, each printed, and parted from the next
PRINTED = [
    ("其中", "{}{}所", ","), ("包括", "{}{}所", ","), ("。其中:", "{}{}所", ";"), ("。包括", "{}{}所", "、"),
    ("其中", "{}({}所)", "、"), ("其中", "{}:{}所", ";"), ("其中:", "⏎1.{}{}所", ";"),
    ("其中:", "⏎(二){}{}所", ";"), ("其中:", "⏎二、{}{}所", "。"), ("其中", "{}有{}所", ","), ("其中", "{}为{}所", ","),
]  # fmt: skip
KINDS = [("幼儿园", 437), ("小学", 246), ("初中", 92), ("普通高中", 31), ("职业学校", 16)]


@pytest.mark.parametrize(("opened", "each", "then"), PRINTED)
def test_parts_printed_otherwise(opened, each, then):
    text = "全市共有各类学校822所,比上年减少14所"
    comma = "" if opened.startswith("。") else ","
    parts = then.join(each.format(name, n) for name, n in KINDS)
    assert altered.failing_once_altered(f"{text}{comma}{opened}{parts}。", "246", "264")


@pytest.mark.parametrize("opened", [",其中{}。", ",包括{}。", "(其中:{})。", "(包括{})。"])
def test_a_part_above_its_whole(opened):
    text = "年末生猪存栏8.57万头,增长2.6%" + opened.format("能繁殖母猪5.50万头")
    assert altered.failing_once_altered(text, "5.50", "9.50")


def test_what_is_made_of_finer_kinds_is_no_whole_of_them():
    assert altered.failing("32项主要指标包括的41项分指标中,有34项达到进度要求。") == set()


LONG = (
    "2023年,全市共有各类学校822所,比上年减少14所。其中幼儿园437所,小学246所,初中92所,普通高中31所,"
    "职业学校16所。全市完成生产总值439.19亿元,增长3.3%。其中第一产业100.23亿元,第二产业170.37亿元,第三产业168.59亿元。"
)


@pytest.mark.parametrize("width", [20, 29, 30, 31])
def test_lines_broken_at_a_width(width):
    broken = [LONG[at : at + width] for at in range(0, len(LONG), width)]
    for old, new in (("246", "264"), ("170.37", "107.37")):
        text = "⏎".join(broken)
        if old in text:  # and no number lies over the break
            assert altered.failing_once_altered(text, old, new)


BROKEN = [  # lines of no one width, broken off at a number, its unit, a word or a comma
    ("全年实现批发零⏎售总额186.4亿元,比上年增加⏎14.2亿元,增长⏎8.2%。", "8.2", "9.5"),
    ("2022年,全县造林1.6万亩,其中人工造⏎林0.7万亩,封山育⏎林0.9万亩。", "0.7", "0.9"),
    ("全市共有学校430所,其中小学250所,初中⏎120所,高⏎中60所。", "250", "280"),
    ("受理来信2400件,其中初信1500⏎件,占⏎62.5%,重信900件,占37.5%。", "62.5", "52.5"),
    ("收入24亿元,比上年增加3.2⏎亿元,增长15.4%。", "15.4", "14.5"),
]


@pytest.mark.parametrize(("text", "old", "new"), BROKEN)
def test_lines_broken_anywhere(text, old, new):
    assert altered.failing_once_altered(text, old, new)


def test_blanks_beside_figures():
    text = re.sub(r"(?<!\d)(\d[\d.]*)(?=[一-龥%])", r" \1 ", LONG).strip()
    assert " 170.37 亿" in text
    assert altered.failing_once_altered(text, "170.37", "107.37")
    claim = next(c for c in altered.check(Report(text, split_lines(text))).claims if c.spans)
    assert {text[start:end].strip("亿") for start, end in claim.spans} <= set(text.split())


def test_what_is_no_broken_line():
    rows = "\n".join(f"甲乙丙丁戊己庚辛  {n}  {n + 11}  {n + 22}  {n + 33}" for n in range(10, 20))
    items = "\n".join(
        f"甲乙丙丁戊己庚辛壬癸,完成投资{n}亿元,占全部的{n + 9}%。" for n in range(10, 20)
    )
    assert compact(rows) is None
    assert compact(items) is None
    assert compact("发展势头良好,动能增强\n2022年,全市有学校430所。\n小学250所,稳步增加") is None
    cells = compact("项目,期初,期末\n现金 41,203.55 52,870.10\n存款 16,722.38 41,105.38")
    assert cells is not None
    assert cells.text.count("\n") == 2


@pytest.mark.parametrize("percent", ["百分之{}", "{}%", "{} %", "{}％"])
@pytest.mark.parametrize("year", ["二〇二三年", "2023年", "二○二三年"])
def test_percents_and_years_written_otherwise(percent, year):
    text = f"二〇二四年办理登记2118对,{year}为2642对,减少524对,下降{percent.format('19.8')}。"
    assert altered.failing_once_altered(text, "19.8", "18.9")
    text = f"{year}受理来信1260件,比上年增加210件,增长{percent.format(20)}。"
    assert altered.failing_once_altered(text, percent.format(20), percent.format(25))


def test_points_for_short():
    text = "病床使用率为78.4%,上年为74.9%,提高3.5个点。"
    assert altered.failing_once_altered(text, "3.5", "5.3")


ORDERS = [  # what is told of a number before it, and a share of what is named before it
    ("增长25%,达到{}亿元", "40.5", "54.0"), ("比上年增长25%,为{}亿元", "40.5", "54.0"),
    ("增加8.1亿元,增长25%,达到{}亿元", "40.5", "45.0"), ("{}亿元,在财政总收入中占90%", "40.5", "54.0"),
    ("占财政总收入的90%,有{}亿元", "40.5", "54.0"), ("占财政总收入的90%,达{}亿元", "40.5", "54.0"),
    ("{}亿元,占财政总收入的百分之九十", "40.5", "54.0"),
    ("{}亿元,占财政总收入的百分之九十点零", "40.5", "40.8"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "old", "new"), ORDERS)
def test_told_in_another_order(told, old, new):
    before = "" if "占" in told else ",上年为32.4亿元"
    text = f"全年财政总收入45.0亿元。其中税收{told.format(old)}{before}。"
    assert altered.failing_once_altered(text, old, new)


OTHER_WAYS = [  # signs for words, what was in a bracket, a share of a number told in it
    ("全年受理来信1260件,同比+20%,比上年+210件。", "1260", "1360"),
    ("全年受理来信1260件(上年为1050件),+20%。", "1260", "1360"),
    ("全年受理来信1260件(去年1050件),同比增长20%。", "1260", "1360"),
    ("全年受理来信比上年的1050件增长20%,达到1260件。", "1260", "1360"),
    ("共有教师4600人,女性占比达59%(2714人)。", "59%", "95%"),
    ("4600名教师中有2714名女性,占59%。", "59%", "95%"),
    ("女性教师2714人,占全部4600名教师的59%。", "59%", "95%"),
]


@pytest.mark.parametrize(("text", "old", "new"), OTHER_WAYS)
def test_told_in_another_way(text, old, new):
    assert altered.failing_once_altered(text, old, new)


def test_what_is_none_of_the_same():
    text = "甲校有学生1260人(上年1050人)、乙校840人(上年700人),男生占51%(1071人)。"
    assert altered.failing(text) == set()
    text = "共建成大棚420个,占全部规划面积的62%,新增就业达到1500人。"
    assert altered.failing(text) == set()


def test_where_what_is_told_in_another_order_is_printed():
    text = "收入同比增长25%,达到40.5亿元,占百分之二十点零。"
    found = compact(text)
    assert found is not None
    assert found.text == "收入40.5亿元,同比增长25%,占20.0%。"
    for number, printed in (("40.5", "40.5"), ("25", "25"), ("20.0", "二十点零")):
        at = found.text.index(number)
        assert text[found.start(at) : found.end(at + len(number))] == printed
    base = compact("从上年的32.4亿元增长25%,达到40.5亿元。")
    assert base is None  # another number stands before


#: a growth and a share, each printed with its meaning unchanged: the words, and what takes their place
STEP = "全年受理来信1260件,比上年增加210件,增长20%。"
RETOLD = [
    [("件,比", "件。比"), ("件,增", "件。增")], [("件,比", "件;比"), ("件,增", "件;增")],
    [("件,比", "件。⏎比"), ("件,增", "件。⏎增")], [("20%", "百分之20")], [("增加", "多"), ("增长", "增")],
    [("增长", "增幅达")], [("20%", "百分之二十")], [("来信", "来信[2]")], [("件,比", "件,这一数字比")],
]  # fmt: skip
FALL = [("210件", "240件"), ("20%", "16%"), ("增加", "减少"), ("增长", "下降")]  # 240 ÷ 1500
FELL = [[("下降", "增长-")], [("减少", "少"), ("下降", "降")], [("下降", "增速为-")], []]


def _changed(text: str, changes: list[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("changes", RETOLD)
def test_a_growth_told_otherwise(changes):
    assert altered.failing_once_altered(_changed(STEP, changes), "1260", "1360")


@pytest.mark.parametrize("changes", FELL)
def test_a_fall_told_otherwise(changes):
    assert altered.failing_once_altered(_changed(_changed(STEP, FALL), changes), "1260", "1360")


def test_what_goes_on_with_no_one_number():
    # of the two before it, or of 收支: which is not told
    assert altered.failing("收入500万元,支出400万元。比上年增加100万元,增长33.3%。") == set()
    assert (
        altered.failing(
            "上半年人均收入20000元,增长25%。上年同期为16000元。中位数16600元,是平均数的83%。"
        )
        == set()
    )


def test_what_is_another_list_and_another_base():
    text = "完成财政收入31亿元。其中:税收20亿元,占64.5%。从主要税种看,增值税9亿元;契税4亿元;个税3亿元。"
    assert altered.failing(text) == set()
    assert altered.failing("三公经费支出2463万元,比预算减少427万元,同比下降8.6%。") == set()


@pytest.mark.parametrize(
    "text",
    [
        "全县有机构287个(其中医院3个,诊所5个,卫生院18个,卫生室211个);病床2683张。",
        "全县有机构287个,在这当中,医院3个,诊所5个,卫生院18个,卫生室211个;病床2683张。",
        "收到建议152件,提案176件,其中主办208件,会办120件。",
        "三公经费支出2463万元,比预算减少427万元,与上年相比,下降8.6%。",
    ],
)
def test_some_only_two_totals_and_two_bases(text):
    assert altered.failing(text) == set()
