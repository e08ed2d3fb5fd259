"""Lists under a heading of their own, whose total stands before it, on made-up sentences."""

import pytest
from altered import verdicts


def of_lists(text: str) -> set[str]:
    """Return the verdicts of the rules that add up a list."""
    told = verdicts(text)
    return set().union(*(told.get(rule, ()) for rule in ("listed", "links", "parts", "defined")))


# text that holds, a figure, and what it is altered to; by hand
PAIRS = [
    # 2173 + 31846 = 34019, a paragraph back
    ("全市共有村(社区)34019个,比上年减少12个。\n村(社区)中,城市社区2173个,农村社区31846个。",
     "31846", "38146"),
    # 96 + 412 + 583 + 395 = 1486; a bracket says more of the first
    ("年末共有养老机构1486个,从业人员2.1万人。\n养老机构按等级分:三级96个(其中示范54个),"
     "二级412个,一级583个,未定级395个。", "583", "538"),
    # 512.3 + 198.4 + 227.9 = 938.6
    ("全年完成交通投资1231.0亿元。其中,公路投资938.6亿元,增长6.1%。"
     "公路投资中,高速公路512.3亿元,普通国省道198.4亿元,农村公路227.9亿元。", "512.3", "521.3"),
    # the list names nothing: 7218 + 12964 + 14307 + 139826 = 174315
    ("年末公路总里程174315公里,比上年末增加1935公里。\n"
     "按行政等级分,国道7218公里、省道12964公里、县道14307公里、乡道及村道139826公里。",
     "139826", "138926"),
    # 14 + 7 + 79 = 100 by one kind, 39 + 49 + 12 = 100 by another
    ("重点项目共100宗,完成投资16.97亿元。\n从省市区项目看:省重点14宗,市重点7宗,区重点79宗。\n"
     "从产业类型看:基础设施39宗,产业49宗,民生12宗。", "产业49", "产业94"),
    # 539.10 + 309.87 + 131.51 = 980.48, under a heading that names it
    ("2021年末全省常住人口为980.48万人,比上年减少10.02万人。\n3 地区分布\n"
     "2021年末全省各市常住人口分布如下:甲市539.10万人,乙市309.87万人,丙市131.51万人。",
     "539.10", "593.10"),
    # 1735 + 1208 + 462 + 1421 = 4826, after a heading that the list runs on from
    ("全会有会员4826名,比上年增加31名。\n会员的职业。教师1735名,医生1208名,律师462名,离退休人员1421名。",
     "462", "426"),
    # 21 + 380 + 4107 = 4508
    ("全市共查处问题4508起。\n从查处级别看,3月,全市共查处处级问题21起,科级问题380起,查处股级及以下问题4107起。",
     "380", "830"),
    # 29 + 13 + 6 = 48
    ("48起一般事故中,道路29起,矿山13起,其他6起。", "29", "20"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new"), PAIRS)
def test_what_holds_and_the_same_altered(text, old, new):
    said = of_lists(text)
    assert "holds" in said and "fails" not in said
    assert text.count(old) == 1
    assert "fails" in of_lists(text.replace(old, new))


@pytest.mark.parametrize(
    "text",
    [
        # some of them only
        "全市共有法人单位48395个。\n法人单位中,位居前三位的行业是:批发业12882个,服务业6208个,制造业6118个。",
        "年末卫生技术人员40.28万人。\n卫生技术人员中,执业医师15.37万人,注册护士18.24万人。",
        # some items of a list that takes a line each
        "全区税收收入30840万元。\n主要项目如下:\n1.增值税20400万元。\n2.消费税95万元。\n3.印花税377万元。\n",
        # by another kind 700, and the shares are of 700
        "受理708件。\n从方式看,来访555件,占78.39%;来电153件,占21.61%。\n"
        "从来源看,甲516件,占73.71%;乙108件,占15.43%;丙76件,占10.86%。",
        # means, not parts
        "全市居民人均可支配收入31042元。\n按常住地分,城镇居民41538元,农村居民19674元。",
        # the first of its kinds is told in a sentence of its own: 800 + 2189 + 113 + 44 = 3146
        "完成投资3146亿元,增长3%。\n完成铁路投资800亿元。完成公路投资2189亿元;水运投资113亿元;其他投资44亿元。",
        # 其中 opens a list within the list
        "医院1486个。\n医院中,公立527个,其中三级96个,民营900个。",
    ],
)
def test_what_may_leave_some_out_is_no_alarm(text):
    assert "fails" not in of_lists(text)
