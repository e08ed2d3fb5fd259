"""Lists under a heading of their own, whose total stands before it, on made-up sentences."""

import importlib

import pytest

from taian_analysis.base.report import Report, split_lines

check = importlib.import_module("taian_analysis.audit").check


def verdicts(text: str) -> set[str]:
    claims = check(Report(text, split_lines(text))).claims
    return {c.verdict for c in claims if c.rule in ("listed", "links", "parts", "defined")}


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
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new"), PAIRS)
def test_what_holds_and_the_same_altered(text, old, new):
    said = verdicts(text)
    assert "holds" in said and "fails" not in said
    assert text.count(old) == 1
    assert "fails" in verdicts(text.replace(old, new))


@pytest.mark.parametrize(
    "text",
    [
        # some of them only
        "全市共有法人单位48395个。\n法人单位中,位居前三位的行业是:批发业12882个,服务业6208个,制造业6118个。",
        "年末卫生技术人员40.28万人。\n卫生技术人员中,执业医师15.37万人,注册护士18.24万人。",
        # means, not parts
        "全市居民人均可支配收入31042元。\n按常住地分,城镇居民41538元,农村居民19674元。",
        # 其中 opens a list within the list
        "医院1486个。\n医院中,公立527个,其中三级96个,民营900个。",
    ],
)
def test_what_may_leave_some_out_is_no_alarm(text):
    assert "fails" not in verdicts(text)
