"""Lists of parts: in other counting words, with commas, divided by 中, and beside what is no total."""

from pathlib import Path

import altered
import pytest

ALTERED = [  # the sentence, a number in it, and what it is misprinted as
    # counted by what each is: 头, 匹; 台, 辆
    ("车辆1365台,其中客车845台,货车346辆,专用车174台。", "346", "364"),
    ("非遗项目375项,其中民间文学86项,传统技艺142个,传统音乐64项,其他83项。", "375", "365"),
    # with commas, of names that tell of one list
    ("全县有村卫生室612个,甲级220个,乙级260个,丙级132个。", "132", "152"),
    ("全校教职工885人,教授92人,副教授213人,讲师360人,助教140人,其他80人。", "885", "865"),
    # divided by 中
    ("在校困难学生512人中,住校364人。", "364", "564"),
    ("全区320家企业中,利润增长的187家,下降的120家,持平的13家,增长面为58.4%。", "120", "102"),
    # named in short: 不捕 of 不批准和不予逮捕
    ("批准逮捕1391人,不批准和不予逮捕682人,不捕率为32.9%。不捕案件中,因证据不足不捕287人,因无社会危险性不捕318人,其他77人。", "287", "278"),
    # what a bracket says beside is no total
    ("录取专科以上1460人,录取率63.1%(应考2314人),其中本科620人。", "620", "1620"),
    # in one measure the parts are all there is, so they are in the other
    ("立案820件1360人,其中刑事320件760人,行政500件600人。", "1360", "1460"),
    ("帮扶对象16000户36000人,其中城区7000户16000人,农村9000户20000人。", "对象16000户", "对象15000户"),
    # a whole that is called all of it, or a total area
    ("企业员工总数5000人。研发人员1250人,占全体员工的25%。", "占全体员工的25", "占全体员工的35"),
    ("全市森林面积420万亩。国有林105万亩,占森林总面积的25%。", "的25", "的35"),
    # the noun of a count told again by its mean
    ("全市5个县区共建站点150个,平均每个县区30个。", "30个", "35个"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new"), ALTERED)
def test_a_misprint_in_a_list(text, old, new):
    assert altered.failing_once_altered(text, old, new)


NONE = [
    "检查企业365家,其中危化企业85家,发现隐患280处,整改262项。",  # no things of one list
    "全县有公园145个,其中综合公园12个,社区公园33处,座椅860个。",
    "本年收入865万元,基本支出392万元,项目支出413万元,其他支出80万元。",  # what is spent is no income
    "12个镇街中,有社区90个。",  # towns are no places in them
    "500人中,参加活动3次的占40%;活动覆盖1200人。",
    "有企业420家。其中规模以上63家,占全市规模以上企业的9%。",  # of some of them
    "全年用电48亿千瓦时。居民用电6亿千瓦时,占全省居民用电总量的7%。",
    "优良天数341天,优良天数比例93.4%,较上年提升1.4个百分点(上年336天)。",  # points are no days
    "收入172亿元,增长5%。税收收入118.36亿元,非税收入53.64亿元,占31.2%(上年税收收入124.81亿元)。",
    # another kind of power may be left out; what comes in the next sentence is of another mean
    "发电量98.4亿千瓦时,其中火电71.2亿千瓦时,风电12.6亿千瓦时,光伏9.8亿千瓦时,水电1.9亿千瓦时。",
    "图书馆藏书329.2万册,其中市馆186.4万册;人均0.72册。流通157.7万人次,外借98.3万册次。",
    # steps that one goes through in turn; two kinds told in one word are neither
    "全年抓获嫌疑人1500人,其中刑拘960人、逮捕610人、直诉150人。",
    "中职学校120所,招生9.2万人,在校生31.5万人。⏎本专科在校生20.4万人,其中本科13.1万人,专科7.3万人。",
    # the people of households, not all
    "全市常住人口为2292703人。全市共有家庭户864372户,集体户21538户,家庭户人口为2087461人。"
    "平均每个家庭户的人口为2.42人。",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_belong_to_no_one_list(text):
    assert altered.failing(text) == set()


def annex_verdicts(folder: Path, text: str) -> list[str]:
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return [claim.verdict for claim in altered.check(str(path)).claims if claim.rule == "annex"]


TABLE = "| 县区 | 指标 | 单位 | 目标 | 完成 |\n| --- | --- | --- | --- | --- |\n" + "".join(
    f"| {place} | 通村公路改造里程 | 公里 | {target} | {done} |\n"
    for place, target, done in (("全市", 175, 162), ("东县", 35, 34), ("西县", 140, 128))
)


@pytest.mark.parametrize(
    ("said", "verdicts"),
    [
        ("2023年,全市通村公路改造里程162公里,路网更密。", ["holds"]),
        ("2023年,全市通村公路改造里程126公里,路网更密。", ["fails"]),  # against its own row alone
        (
            "6月当月,全市通村公路改造里程12公里,路网更密。",
            [],
        ),  # nothing tells that the row is June's
    ],
)
def test_a_number_is_held_against_the_row_of_its_place_and_time(tmp_path, said, verdicts):
    assert annex_verdicts(tmp_path, f"{TABLE}\n{said}\n") == verdicts
