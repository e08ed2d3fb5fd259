import json
import random
from importlib import import_module

import pytest

import taian_analysis as ta
from taian_analysis.base import schema
from taian_analysis.base.report import Report, split_lines

engine = import_module("taian_analysis.audit.engine")


def made(text: str) -> Report:
    return Report(text, split_lines(text))


def test_the_contract_of_facts() -> None:
    report = ta.read_report()
    frame = ta.facts(report)
    assert list(frame.columns) == schema.columns("facts")
    schema.validate(frame, "facts")
    assert frame["fact_id"].is_unique
    assert all(report.text[r.start : r.end] == r.text for r in frame.itertuples())
    assert set(frame["total_id"].dropna()) <= set(frame["fact_id"])


def test_a_period_that_nothing_names_is_missing_and_the_note_says_what_it_would_be() -> None:
    frame = ta.facts(Report("床位500张。", split_lines("床位500张。"), date=ta.read_report().date))
    assert frame["period"].isna().all()
    assert frame["period_basis"].tolist() == ["default"]
    assert "2023-07" in frame["because"].item()


def test_the_parts_of_a_total_are_linked_to_it() -> None:
    frame = ta.facts(made("全年核对100人次,其中低保50人次、特困30人次、临时救助20人次。"))
    top = frame["fact_id"].iloc[0]
    assert frame["total_id"].tolist()[1:] == [top] * 3
    assert frame["exhaustive"].tolist()[1:] == [True] * 3


def test_two_measures_of_one_thing_have_a_total_each() -> None:
    text = "户籍人口14000户24000人,其中城市6000户12000人,农村9000户12000人。"
    frame = ta.facts(made(text))
    ids = frame["fact_id"].tolist()
    assert frame["total_id"].tolist()[2:] == [ids[0], ids[1], ids[0], ids[1]]
    assert frame["class"].tolist()[2:] == ["城镇", "城镇", "乡村", "乡村"]
    assert frame["exhaustive"].tolist()[2:] == [True] * 4  # town and country are all there is
    assert frame["confidence"].tolist()[2:] == [0.9, 0.99, 0.9, 0.99]  # 户 do not add up


@pytest.mark.parametrize(
    ("text", "opener", "exhaustive"),
    [
        ("全县残疾人3718人,按类别分:肢体残疾2156人,精神残疾389人。", "按类别分", [None, None]),
        ("粮食产量12万吨(夏粮5万吨,秋粮7万吨)。", "()", [True, True]),
        ("支出合计52.6亿元:基本支出31.2亿元,项目支出21.4亿元。", ":", [True, True]),
        ("公路300公里。其中:高速100公里,国道200公里。", "其中", [True, True]),
        ("床位20590张,其中护理型14231张,占69.12%。", "其中", [False]),
        ("困难群众90人,其中低保30人、特困20人等。", "其中", [False, False]),
    ],
)
def test_what_opens_a_list_of_parts(text, opener, exhaustive) -> None:
    frame = ta.facts(made(text))
    parts = frame[frame["total_id"].notna()]
    assert set(parts["total_id"]) == {frame["fact_id"].iloc[0]}
    assert parts["because"].str.split(";").str[0].tolist() == [opener] * len(exhaustive)
    assert [
        None if e is None or e != e else e
        for e in parts["exhaustive"].astype(object).where(parts["exhaustive"].notna(), None)
    ] == exhaustive
    assert parts["class"].notna().all()


def test_a_bracket_gives_its_time_back_where_none_was_told_before_it() -> None:
    frame = ta.facts(
        made("现有耕地86万亩(2010年为90万亩),人均1.2亩。储蓄为-2.5亿元(2018年:-2.2亿元)。")
    )
    assert frame["period"].fillna("").tolist() == ["", "2010", "", "", "2018"]
    assert frame["value"].tolist()[3:] == [-2.5e8, -2.2e8]


def test_what_a_bracket_says_of_another_time_is_no_part() -> None:
    assert ta.facts(made("2023年产量12万吨(2022年10万吨)。"))["total_id"].isna().all()


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("医师20人。其中,执业医师12人(全科3人)、助理8人。", {"12": "20", "3": "12", "8": "20"}),
        ("惠及企业15家。其中100万元以下的贷款惠及企业11家。", {"11": "15"}),
        ("受理90件。其中投诉60件,目前已办结50件;举报30件。", {"60": "90", "30": "90"}),
        ("受理10件,其中新收9件,旧存1件,结案8件。", {"9": "10", "1": "10"}),
        ("新收10件,上升5%(指同比,下同)。审结8件,上升3%。", {}),
        ("存款90元,其中住户存款60元,增长2%;贷款50元,增长3%。", {"60": "90"}),
        ("藏书80册,其中古籍20册;人均藏书2册。", {"20": "80"}),
        ("收入9元,占年初预算20元的45%,其中税收7元,占年初预算15元的47%。", {"7": "9"}),
        ("出口9元,已超去年全年8元的规模,增长3%。其中,茶叶5元。", {"5": "9"}),
        ("抽检9批次,合格8批次。按环节分:生产4批次,流通5批次。", {"4": "9", "5": "9"}),
        ("总人口9人,男性5人,占56%;女性4人。", {"5": "9", "4": "9"}),
        ("收入9元,城镇5元,乡村3元。", {}),
        (
            "火灾9起,死亡7人,受伤8人。其中,大火3起,死亡2人,受伤1人。",
            {"3": "9", "2": "7", "1": "8"},
        ),
        ("对甲国出口9元。同期,对乙、丙两国出口分别为5元和3元。", {}),
        (
            "逮捕90人,起诉80人,其中逮捕涉毒犯罪9人,起诉8人;逮捕涉枪犯罪7人,起诉6人。",
            {"9": "90", "8": "80", "7": "90", "6": "80"},
        ),
    ],
)
def test_a_part_stands_under_its_own_total(text, wholes) -> None:
    frame = ta.facts(made(text)).set_index("fact_id")
    told = frame[frame["total_id"].notna()]
    assert dict(zip(told["text"], frame.loc[told["total_id"], "text"], strict=True)) == wholes


@pytest.mark.parametrize(
    ("text", "roles", "signs"),
    [
        (
            "支出2亿元,完成年初预算数6亿元的40%,增支300万元。",
            "level target completion increment",
            [1] * 4,
        ),
        ("分别完成年度任务的102%和98%。", "completion completion", [1, 1]),
        ("净增常住人口2000人,少收税款300万元。", "increment increment", [1, -1]),
        ("收入比由2020年的2.5下降到2.3。", "base ratio", [1, -1]),
        # an amount before a colon counts no list
        ("支出52亿元:基本支出31亿元。下设科室3个:甲科、乙科、丙科。", "level level count", [1] * 3),
        ("与2010年的17万人相比,增加1万人,增长5.88%。", "previous increment rate", [1, 1, 1]),
        ("同第五次全国人口普查2000年11月1日零时的9人相比,减少2人。", "previous increment", [1, -1]),
        (
            "出口额9元,超过去年全年8元的规模。占比提高1个百分点至69%。",
            "level previous increment share",
            [1] * 4,
        ),
        ("民生支出9亿元,占公共预算支出比重70%。", "level share", [1, 1]),
    ],
)
def test_roles_and_signs(text, roles, signs) -> None:
    frame = ta.facts(made(text))
    assert frame["role"].tolist() == roles.split()
    assert frame["sign"].tolist() == signs


def test_places_in_a_ranking_and_ages_are_facts_but_no_figures() -> None:
    text = "2020年产值9元,居全省第3位,60岁及以上老年人8人;增速列全市第二。为18至59周岁人员7人发放。"
    text += "预期寿命78.5岁,位居前3位。"
    frame = ta.facts(made(text)).set_index("text")
    told = frame[frame["role"].isin(["rank", "condition"])]
    assert told["role"].tolist() == ["rank", "condition", "rank", "condition"]
    assert told["value"].tolist() == [3, 60, 2, 18]
    assert told.loc[["第3位", "第二"], "subject"].tolist() == ["产值", "增速"]
    assert told.loc["60岁及以上", ["low", "period"]].tolist() == [60, "2020"]
    assert told["high"].isna().tolist() == [False, True, False, False]
    assert frame.loc["78.5", "role"] == "level"
    assert told["fact_id"].is_unique and len(ta.find_quantities(text)) == 4


def test_what_is_told_of_a_part_is_of_its_class() -> None:
    text = "收入20元,其中税收9元,占年初预算的25%,比上年增收2元,增长3%;城镇土地使用税1元,下降5%。"
    frame = ta.facts(made(text))
    assert frame["class"].fillna("").tolist() == [
        "",
        *["税收"] * 4,
        "城镇土地使用税",
        "城镇土地使用税",
    ]
    assert frame["subject"].tolist()[1:5] == ["税收"] * 4


def test_how_something_went_is_no_subject() -> None:
    text = "收入165万元,比上年减收23万元,下降12.5%;支出2亿元,完成年初预算数6亿元的33%,增支300万元。"
    subjects = ta.facts(made(text))["subject"].tolist()
    assert subjects == ["收入"] * 3 + ["支出", "年初预算数", "支出", "支出"]


def test_subjects_keep_their_age_and_their_year_and_regions_are_places() -> None:
    frame = ta.facts(made("泰山区60岁以上老人12万人,完成年度任务的95%,其中城市8万人。"))
    assert frame["subject"].tolist()[2] == "泰山区60岁以上老人"  # whose task, not 年度任务
    assert frame["region"].tolist() == ["泰山区"] * 4
    assert ta.facts(made("60岁以上老人12万人。"))["subject"].tolist() == ["60岁以上老人"] * 2


def test_ids_of_facts_do_not_change_when_a_number_is_mended() -> None:
    text = "全年核对100人次,其中低保50人次、特困30人次、临时救助20人次。"
    one, other = ta.facts(made(text)), ta.facts(made(text.replace("30", "35")))
    assert one["fact_id"].tolist() == other["fact_id"].tolist()


def test_a_claim_carries_its_numbers_as_data() -> None:
    table = ta.audit(made("全年核对100人次,其中低保50人次、特困30人次、临时救助22人次。"))
    row = table[table["verdict"] == "fails"].iloc[0]
    operands = json.loads(row["operands"])
    assert [one["value"] for one in operands] == [100, 50, 30, 22]
    assert [one["role"] for one in operands] == row["span_roles"].split()
    assert operands[0]["role"] == "stated"
    assert [f"{one['start']}-{one['end']}" for one in operands] == row["spans"].split()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rules_makes_no_difference(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    report = ta.read_report()
    want = [(c.claim_id, c.verdict, c.spans) for c in engine.check(report).claims]
    rules = list(engine._RULES)
    random.Random(seed).shuffle(rules)
    monkeypatch.setattr(engine, "_RULES", tuple(rules))
    got = [(c.claim_id, c.verdict, c.spans) for c in engine.check(report).claims]
    assert got == want


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("在全国系统注册的护工512人", None),
        ("其中岱岳区3家", "岱岳区"), ("已有岱岳区3家", "岱岳区"), ("推动乡村建设3处", None),
        ("为乡镇配备3人", None), ("拥有社区3个", None), ("城乡社区3个", None), ("大汶口镇3家", "大汶口镇"),
        ("山东省3家", "山东省"), ("产业园区3个", None),
    ],
)  # fmt: skip
def test_a_region_is_a_place_by_name(text, region) -> None:
    found = ta.facts(made(text + "。"))["region"].tolist()
    assert [None if one is None or one != one else one for one in map(_plain, found)] == [region]


def _plain(value):
    return value if isinstance(value, str) else None


def test_a_number_grouped_as_none_is_says_so():
    """The row of 5,0000个 carries both readings and the reason."""
    text = "2023年全市共有5,0000个摊位,其中5,000个在市区。\n"
    rows = ta.facts(Report(text, split_lines(text)))
    assert rows["because"].str.contains("分节").fillna(False).tolist() == [True, False]
    assert rows.loc[0, ["low", "value", "high"]].tolist() == [5, 50000, 50000]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("失业率由3.7%下跌至3.5%,比全省平均水平低0.2个百分点。", ["失业率"] * 3),
        ("收案90件(含旧存8件),上升5.9%。", ["收案", "含旧存", "收案"]),
        ("生产总值80亿元,增长5%。分季度看,一季度增长4%。", ["生产总值"] * 3),
        ("零售额80亿元,增速比上月加快0.5个百分点。", ["零售额", "零售额增速"]),
        ("辖26个村,同期的人口亦减少300人。", ["村", "人口"]),
        ("城镇新增就业5万人,两年平均增长3%。", ["城镇新增就业"] * 2),
        ("油料产量8吨,增产0.5%,连续3年稳定在7吨以上。", ["油料产量"] * 4),
        ("自筹资金4亿元,比“十一五”增加18%,为县政府下达任务数的103%。", ["自筹资金"] * 3),
        ("6起较大火灾中,亡3人,伤2人。", ["较大火灾", "亡", "伤"]),
        ("发生山洪2起,造成3人死亡、5人受伤。", ["发生山洪", "死亡", "受伤"]),
        ("净水量5亿立方米,较上年偏少5%,较常年偏少9%。", ["净水量"] * 3),
        ("新收6件,办结5件,比上年分别上升20%和25%。", ["新收", "办结", "新收", "办结"]),
        ("起数9起,伤者3人。与上年同期相比,分别下降10%和25%。", ["起数", "伤者"] * 2),
        (
            "排名前两位的依次是食品8件、服装6件,分别占40%、30%。",
            ["食品", "服装", "食品占比", "服装占比"],
        ),
        ("河长办公室共受理各类信息90件。", ["受理各类信息"]),
        ("建成8亩果园,电价8元,实际下降5%。", ["果园", "电价", "电价"]),
        ("(一)全市法院收案9件。", ["法院收案"]),
        ("甲利用率达9%,乙利用率达8%,分别提高4个和3个百分点。", ["甲利用率", "乙利用率"] * 2),
        ("立案9件,处分8人(党纪处分7人)。", ["立案", "处分", "党纪处分"]),
        ("投入资金9亿元,完成预算的95%。", ["资金"] * 2),
        ("设有3个村委会和2个居委会,从业人员9人。", ["村委会", "居委会", "从业人员"]),
        ("二OO四年全镇总收入9亿元。", ["总收入"]),
        ("2019年、2020年成交额分别为9元、8元。", ["成交额"] * 2),
        ("数据显示老年人口3人,研发投入强度2%。", ["老年人口", "研发投入强度"]),
        ("预算收入累计完成9元,为年预算的32%,同比降低8%。", ["预算收入"] * 3),
        ("收入比预算超收9元,增加值按可比价格计算增长2%。", ["收入", "增加值"]),
        ("有8个行政村中共有贫困村3个。", ["行政村", "贫困村"]),
        ("火灾30起、亡6人,占总数的59%和48%。", ["火灾", "亡", "火灾占比", "亡占比"]),
        ("各类灾害共造成全省9万人次受灾。城镇登记失业人员8人。", ["受灾", "城镇登记失业人员"]),
        ("立案9件,并案2件,失业率为多年最低的3%。", ["立案", "并案", "失业率"]),
        ("暴雨致5个县(市、区)9万人受灾。", ["县(市、区)", "受灾"]),
        ("产值9元,增长3%,快于全省1个百分点,占全国产值(下同)的2%。", ["产值"] * 3 + ["产值占比"]),
        ("产值9元,较去年同期(下同)增长5%。结案标的9元。", ["产值", "产值", "结案标的"]),
        ("常住人口7人,同第五次全国人口普查2000年11月1日零时的9人相比,减少2人。", ["常住人口"] * 3),
        ("出生率、死亡率分别由9‰、8‰下降到7‰、6‰。", ["出生率", "死亡率"] * 2),
        ("城镇、农村居民收入分别为9元、8元。", ["城镇、农村居民收入"] * 2),
        ("有效商标80件。医师9人(全科2人)、护士7人。", ["有效商标", "医师", "全科", "护士"]),
    ],
)
def test_what_says_how_it_went_beside_others_is_of_what_was_told(text, subjects) -> None:
    assert ta.facts(made(text))["subject"].tolist() == subjects


def test_a_public_budget_s_income_is_no_plan_of_it() -> None:
    text = (
        "一般公共预算支出9亿元,政府性基金预算收入2亿元;预算收入8亿元。耕地300亩(其中:水田120亩)。"
    )
    roles = ["level", "level", "target", "level", "level"]
    assert ta.facts(made(text))["role"].tolist() == roles


def test_what_is_listed_goes_the_way_the_first_goes() -> None:
    frame = ta.facts(made("火灾28起,亡人13人,分别下降13%、12.6%和19.4%,其他区域增加2起。"))
    assert frame["sign"].tolist() == [1, 1, -1, -1, -1, 1]
    assert frame["region"].isna().all()
