"""Links between figures: what is bound, what is weighed, and small texts worked by hand."""

import json
from dataclasses import replace
from datetime import date

import pytest

import taian_analysis as ta
from taian_analysis.audit import linked
from taian_analysis.base.report import Report, split_lines
from taian_analysis.narrative import scan
from taian_analysis.narrative.identities import identity
from taian_analysis.narrative.link_features import features
from taian_analysis.narrative.link_kinds import slips
from taian_analysis.narrative.link_model import read, shipped
from taian_analysis.narrative.link_pairs import _at_base, _one_time
from taian_analysis.narrative.links import NARROW, WIDE
from taian_analysis.narrative.places import places
from taian_analysis.narrative.scanner import scanned


def audited(text: str):
    report = Report(text + "\n", split_lines(text + "\n"), date=date(2023, 7, 11))
    return ta.audit(report)


# text, what is computed, by hand
FAILS = [
    ("收入2.4亿元,完成年初预算数6亿元的50%。", "2.4亿 ÷ 6亿"),
    ("执行案件2018件,同比下降9.2%,同比减少111件。", "111 ÷ (2018 + 111)"),
    ("公交车186辆,占公交车总数240辆的75.5%。", "186 ÷ 240"),
    ("决定起诉68.1万人;决定不起诉20.9万人,不起诉率33.5%。", "20.9万 ÷ (20.9万 + 68.1万)"),
    ("2015年受理12000件,比2014年上升50%。全年平稳。2014年受理10000件。", "12000 ÷ 10000 - 1"),
    ("低保14000户24000人,其中城市6000户12000人,农村9000户12000人。", "6000 + 9000 = 15000"),
    ("全縣常住人口衛生支出收入2.4億元,完成年初預算數6億元的50%。", "2.4亿 ÷ 6亿"),
    ("2014年受理案件200件,审结案件100件;2015年受理案件300件,审结案件150件,"
     "比2014年分别上升50%和80%。", "150 ÷ 100 - 1"),
    # two measures by turns, a mean between the total and its parts: the one list adds up
    ("救助对象128613人,发放资金979094元,人均7.6元,其中市属对象95212人,发放资金609045元,"
     "县属对象33567人,343513元,镇属对象234人,26536元。", "95212 + 33567 + 234 = 129013"),
    # the first digit of the total, of which the parts are far off
    ("全省安排债券73500亿元,比上年增加1500亿元,其中省级债券9500亿元,市县债券4000亿元。",
     "9500亿 + 4000亿"),
    # what the whole is called elsewhere, and a share that moved to where it is
    ("全年货物进出口总值25.4万亿元,同比增长16.9%。其中,出口14.7万亿元,进口10.7万亿元。\n"
     "民营企业进出口14.5万亿元,增长17%,占我国外贸总值的比重进一步提升至67.1%。",
     "14.5万亿 ÷ 25.4万亿"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "computed"), FAILS)
def test_what_does_not_add_up_fails(text: str, computed: str) -> None:
    table = audited(text)
    failing = table[table["verdict"] == "fails"]
    assert any(c.startswith(computed) for c in failing["computed"])


@pytest.mark.parametrize(
    "text",
    [
        "城镇8万人,占40%;乡村12万人,占60%。",
        "投资9243亿元。教育占44%,医疗占16%,交通占23%,水利占14%。",
        "非税收入16524万元,比上年减收2354万元,下降12.5%。",
        "人均收入由5000元增加到7500元,平均每年实际增长9%。",
        "新增铁路2万公里,其中高铁8000公里;新增公路60万公里。",
        "决定起诉68.1万人;决定不起诉20.9万人,不起诉率23.5%。",
        # one of the six, and what is compared with behind its number
        "受理审查起诉13人。其中,审结时起诉6人(含上期结转1人),决定不起诉2人。",
        "全县有18万人,同2010年的17万人相比,增加1万人,增长5.88%。",
        "全县有18万人,与2010年的17万人相比,增加1万人,增长5.88%。",
        "税务部门完成13866万元,占调整预算100.93%,占财政收入的48.51%;财政部门完成14717万元。",
        "救助对象128613人,发放资金979094元,人均7.6元,其中市属对象95212人,发放资金609045元,"
        "县属对象33167人,343513元,镇属对象234人,26536元。",
        # far less than the total, which no one digit explains: some of its parts
        "全省安排债券13500亿元,比上年增加1500亿元,其中省级债券9500亿元,市县债券4000亿元。",
        "全省安排债券88000亿元,比上年增加1500亿元,其中省级债券9500亿元,市县债券4000亿元。",
        "全年货物进出口总值25.4万亿元,同比增长16.9%。其中,出口14.7万亿元,进口10.7万亿元。\n"
        "民营企业进出口14.5万亿元,增长17%,占我国外贸总值的比重进一步提升至57.1%。",
        "分部间净收入144,333(19,014)(20,044)。\n分部间净收入132,054(16,014)(10,044)。",
    ],
)
def test_what_the_words_do_not_bind_gives_no_alarm(text: str) -> None:
    assert "fails" not in set(audited(text)["verdict"])


def test_the_features_of_a_reading_do_not_see_its_numbers() -> None:
    one = scanned("收入2.4亿元,完成年初预算数6亿元的50%。")
    other = scanned("收入8.1亿元,完成年初预算数7亿元的31%。")
    found = [read(places(t.text, t.figures)) for t in (one, other)]
    said = [sorted(sorted(features(text, x)) for x in readings) for text, readings in found]
    assert said[0] == said[1]


def test_the_shipped_weights_name_what_they_are_for() -> None:
    model = shipped()
    assert set(model["bias"]) == {"pair", "same", "sum"}
    kinds = {name.split(":")[0] for name in model["weights"]}
    assert {"share", "sum", "growth_step"} <= kinds


def test_a_linked_claim_says_which_number_is_stated() -> None:
    table = audited("公交车186辆,占公交车总数240辆的75.5%。")
    row = table[table["rule"] == "links"].iloc[0]
    assert row["span_roles"].split() == ["stated", "operand", "operand"]
    assert [one["value"] for one in json.loads(row["operands"])] == [75.5, 186, 240]
    assert row["check"] == "share"
    assert row["claim_en"].startswith("A share")


def test_two_neighbours_that_changed_places_are_the_likelier_slip():
    """53.5 may be 55.3: rather that than any one digit for another."""
    figure = next(iter(scan("占53.5%。")))
    by_shift = {round(shift, 4): likely for shift, likely in slips(figure)}
    assert by_shift[round(55.3 - 53.5, 4)] > by_shift[round(54.5 - 53.5, 4)] == 1


def test_a_share_of_the_growth_is_no_share_of_the_level():
    text = (
        "全年生产总值658.15亿元,比上年增长14.3%。其中,第一产业48.97亿元,增长4.3%。"
        "三次产业对经济增长的贡献率分别为2.4%、72.7%、24.9%。"
    )
    assert "fails" not in set(audited(text)["verdict"])


def test_a_step_of_the_last_digit_is_reckoned_from_unrounded_numbers():
    """257 of 2196 are 11.703 %."""
    text = "委员共2196人,其中妇女257人,占委员总数2196人的{}%。"
    verdicts = {share: set(audited(text.format(share))["verdict"]) for share in ("11.71", "17.10")}
    assert "fails" not in verdicts["11.71"] and "fails" in verdicts["17.10"]


def test_beyond_so_many_readings_the_audit_says_what_it_did_not_link(monkeypatch) -> None:
    line = "公交车186辆,占公交车总数240辆的75.5%。\n"
    got = scanned(line + line.strip())
    _, every = read(places(got.text, got.figures))
    first = [x for x in every if x.group[1] < 5 and x.kind != "same"]
    monkeypatch.setattr(linked, "MOST", len(first))
    monkeypatch.setattr(linked, "_A_SIGN", 0)
    table = audited(line + line.strip())
    shares = table[(table["rule"] == "links") & (table["check"] == "share")]
    assert set(shares["lines"]) == {"1"}
    told = table.attrs["unread"]["en"]
    assert "too many figures: the last 1 was not checked against others" in told


def test_a_text_of_many_numbers_is_read_among_the_nearest_only() -> None:
    got = scanned("共有学校120所,其中小学80所,中学40所。\n" * 100)
    found = places(got.text, got.figures)
    wide, every = read(found)
    narrow, few = read(found, len(every) // 2)
    assert (wide.reach, narrow.reach) == (WIDE, NARROW)
    assert narrow.linked == wide.linked == len(found) and len(few) <= len(every) // 2
    sums = {x.places for x in few if x.kind == "sum" and x.holds}
    assert {(3 * k, 3 * k + 1, 3 * k + 2) for k in range(100)} <= sums  # 120 = 80 + 40


def test_two_groups_are_enough_to_tell_that_the_like_of_a_reading_hold() -> None:
    got = scanned("共有学校120所,其中小学80所,中学40所。\n" * 50)
    text, every = read(places(got.text, got.figures))
    assert max(map(len, text.holding.values())) == 2
    kept = {group for groups in text.holding.values() for group in groups}
    assert kept <= {x.group for x in every if x.holds}


def test_of_too_many_readings_the_first_are_looked_at() -> None:
    got = scanned("共有学校120所,其中小学80所,中学40所。\n" * 100)
    text, few = read(places(got.text, got.figures), 100)
    assert len(few) <= 100 and 0 < text.linked < 300
    assert {x.group[1] for x in few} <= set(range(text.linked))


def test_each_rate_after_respectively_is_called_by_its_own_name() -> None:
    found = seen("不捕率、不诉率、附条件不起诉率分别为50.4%、39.1%、29.7%。")
    assert ["附条" in place.name for place in found] == [False, False, True]
    assert ["不捕" in place.name for place in found] == [True, False, False]


def test_a_change_from_what_is_usual_is_not_that_from_the_year_before() -> None:
    found = seen("2016年降水量比多年平均偏多13.6%。2016年降水量比2015年增加10.5%。")
    usual, before = (place for place in found if place.unit == "%")
    assert _one_time(before, replace(before)) and not _one_time(before, usual)


def seen(text: str):
    return places(text, scanned(text).figures)


def test_a_growth_of_its_base_has_the_base_first_and_a_share_the_part() -> None:
    # 同200人相比,增加10人,增长5%; 200人中有10人,占5%
    ten, two_hundred = (10.0, 10.0), (200.0, 200.0)
    assert identity("growth_base").compute([two_hundred, ten], [1, 1, 1], 1.0) == (5.0, 5.0)
    assert identity("share").compute([ten, two_hundred], [1, 1, 1], 1.0) == (5.0, 5.0)


def test_of_many_numbers_of_one_time_the_nearest_are_looked_at() -> None:
    """A change is measured from a level of its base's time: a text may have any number of them."""
    told = "2022年甲项投资完成100亿元。"
    rise = "2023年乙项投资完成120亿元,比2022年增长20%。"
    text, _ = read(places(told * 400 + rise, scan(told * 400 + rise, date(2024, 1, 1))))
    rate = text.places[-1]
    assert (rate.kind, rate.figure.base_period, len(text.places)) == ("rate", "2022", 402)
    looked: set[int] = set()

    class Asked(list):
        def __getitem__(self, at):
            looked.add(at)
            return super().__getitem__(at)

    text.places = Asked(text.places)
    assert _at_base(text, rate, text.places[-2]) == [399, 398]
    assert len(looked - {-2, -1}) <= 200
