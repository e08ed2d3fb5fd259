"""Counts of names: closed lists, and lists that 等 follows, on made-up sentences."""

import pytest
from altered import failing

# text that holds, its count, and a count that it is not; counted by hand
PAIRS = [
    ("其中,山东、浙江、四川、河北、安徽5省(市)法院新收案数超过50万件。", "5省", "6省"),
    ("河南、山西、湖南、内蒙古、辽宁5个统计单位超过控制指标。", "5个", "4个"),
    ("对红石、高岭、松坪、青山、安福等5个乡镇福利院进行了改造。", "5个", "4个"),
    (
        "实施产业、交通、环境三类项目84个,其中产业项目39个、交通项目31个、环境项目14个。",
        "三类",
        "四类",
    ),
]


@pytest.mark.parametrize(("text", "old", "new"), PAIRS)
def test_a_closed_list_is_counted(text, old, new):
    assert not failing(text)
    assert text.count(old) == 1
    assert failing(text.replace(old, new)) == {"list"}


@pytest.mark.parametrize(
    "text",
    [
        "对红石、高岭、松坪等6个乡镇福利院进行了改造。",  # three of six
        "对红石、高岭、松坪、青山等6个乡镇福利院进行了改造。",  # four of six
        "引进红石、高岭、松坪、青山、安福等6家企业。",  # five of six
        "新建诊所、医务室、门诊部4个。",  # what is counted, not named
        "草业成为继奶业、玉米、肉羊之后第4个千亿级产业。",
        "由董事会、监事会、高级管理层、总行和分支机构四个层面组成。",  # the last may be one or two
        "应对自然灾害、事故灾难、公共卫生和社会安全等方面105个专项和部门应急预案。",
        "东盟、美国、欧盟均为重要市场,前五大市场占七成。",
    ],
)
def test_a_list_that_may_be_open_is_no_alarm(text):
    assert not failing(text)
