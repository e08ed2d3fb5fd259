"""Tables as offices print them, one kind each: all that is aimed at and reached, and nothing else.

Every table is invented; its values were written down by hand before it was read.
"""

import pytest

import taian_analysis as ta

#: what is told: the text, then of each row its name and what it says of start, aim and result
KINDS = {
    "a year over what was aimed at and reached of it, a cell a line": (
        """高质量发展考核指标完成情况
序号
考核指标
计量单位
权重
2023年
目标值
完成值
得分
1
粮食总产量
万吨
8
41.2
41.9
8
2
森林覆盖率
%
6
38.5
38.6
6
3
城镇新增就业
人
6
5200
5618
6""",
        "粮食总产量 - 41.2 41.9; 森林覆盖率 - 38.5 38.6; 城镇新增就业 - 5200 5618",
    ),
    "blanks part cells and thousands": (
        """2023年民生实事进展
序号 项目 单位 目标任务 完成情况
1 改造农村危房 户 1 260 1 180
2 新建公厕 座 36 36
3 发放助学金 人 12 400 12 873
4 改建农村公路 公里 118 96.5
""",
        "改造农村危房 - 1260 1180; 新建公厕 - 36 36; 发放助学金 - 12400 12873;"
        "改建农村公路 - 118 96.5",
    ),
    "all on one line, a title that reads like a head first": (
        "2023年重点工作进展 序号 工作内容 年度目标 完成情况 1 新建公园 5个 4个 2 改造管网 38公里"
        " 41.2公里 3 新增车位 1200个 1315个 4 绿化提升 22公顷 20.5公顷",
        "新建公园 - 5个 4个; 改造管网 - 38公里 41.2公里; 新增车位 - 1200个 1315个;"
        "绿化提升 - 22公顷 20.5公顷",
    ),
    "places under the years of what a title says is aimed at": (
        """各县(市)耕地保有量规划目标
单位:万亩
县(市) | 2020年 | 2025年目标 | 2035年目标
临河县 | 62.31 | 61.80 | 61.20
安平县 | 48.05 | 47.90 | 47.50
永兴市 | 77.40 | 77.00 | 76.30
合计 | 187.76 | 186.70 | 185.00
""",
        "耕地保有量 62.31 61.80,61.20 -; 耕地保有量 48.05 47.90,47.50 -;"
        "耕地保有量 77.40 77.00,76.30 -; 耕地保有量 187.76 186.70,185.00 -",
    ),
    "rates of places over years": (
        """各区生活垃圾治理目标
区\t无害化处理率(%)\t\t回收利用率(%)\t
\t2022年\t2025年目标\t2022年\t2025年目标
北城区\t100\t100\t31\t38
南城区\t99.2\t100\t28\t35
开发区\t98.6\t100\t26\t36
""",
        "无害化处理率 100 100 -; 无害化处理率 99.2 100 -; 无害化处理率 98.6 100 -;"
        "回收利用率 31 38 -; 回收利用率 28 35 -; 回收利用率 26 36 -",
    ),
    "a result that is itself a decrease": (
        """2016年各县能耗控制目标完成情况
县区 | 单位GDP能耗下降目标(%) | 单位GDP能耗实际下降(%) | 增量控制目标(吨) | 实际增量(吨)
金山县 | 3.2 | 3.9 | 12.5 | 10.8
云溪县 | 3.0 | 2.7 | 9.0 | 9.6
河东区 | 3.4 | 4.1 | 15.2 | 11.3
""",
        "单位GDP能耗下降 - 3.2 3.9; 单位GDP能耗下降 - 3.0 2.7; 单位GDP能耗下降 - 3.4 4.1;"
        "增量控制 - 12.5 10.8; 增量控制 - 9.0 9.6; 增量控制 - 15.2 11.3",
    ),
}
ROLES = ("baseline", "target", "actual")


def expected(said):
    """Return the name, the role and the text of each value that a line tells of."""
    out = []
    for row in said.split(";"):
        name, *cells = row.split()
        out += [
            (name, role, text)
            for role, cell in zip(ROLES, cells, strict=True)
            for text in cell.split(",")
            if text != "-"
        ]
    return sorted(out)


def levels(path):
    """Return the name, the role and the text of each start, aim and result read of a file."""
    report = ta.read_report(path)
    names = ta.load_indicators(report).set_index("indicator_id")["indicator"]
    rows = ta.load_observations(report).to_dict("records")
    return sorted(
        (names[o["indicator_id"]], o["role"], o["text"]) for o in rows if o["role"] in ROLES
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_aimed_at_and_reached_is_read_whole(tmp_path, kind):
    source, said = KINDS[kind]
    path = tmp_path / "table.txt"
    path.write_text(source, encoding="utf-8")
    assert levels(path) == expected(said)
