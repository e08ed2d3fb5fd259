"""Tables as offices print them, one kind each: all that is aimed at and reached, and nothing else.

Every table is invented; its values were written down by hand before it was read.
"""

import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar

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
    "how far a result is from its target": (
        """“十四五”卫生健康规划中期评估
指标名称 | 2025年目标值 | 2023年实现值 | 差距
医疗卫生机构床位数(张) | 7500 | 7100 | 400
执业医师数(人) | 3200 | 3050 | 150
居民健康素养水平(%) | 30 | 28.6 | 1.4
""",
        "医疗卫生机构床位数 - 7500 7100; 执业医师数 - 3200 3050; 居民健康素养水平 - 30 28.6",
    ),
    "two rows of heads that keep their places": (
        """规划纲要主要指标监测表
序号 | 指标名称 | 单位 | 2020年 | 2025年规划目标 | | 2023年 | | 评价
| | | | 目标值 | 年均增速(%) | 完成值 | 进度(%) |
1 | 常住人口城镇化率 | % | 58.3 | 63 | 1.6 | 60.9 | 55.3 | 正常
2 | 数字经济核心产业产值 | 亿元 | 120 | 260 | 16.7 | 198 | 55.7 | 正常
3 | 市场主体数量 | 万户 | 8.6 | 12 | 6.9 | 11.3 | 79.4 | 超前
""",
        "常住人口城镇化率 58.3 63 60.9; 数字经济核心产业产值 120 260 198; 市场主体数量 8.6 12 11.3",
    ),
    "results that stand before what they aim at": (
        """规划指标进展
学前三年毛入园率达到91.2%,规划目标为92%;九年义务教育巩固率96.3%,已超过2025年规划目标(96%)。
高中阶段毛入学率达到93.5%,距2025年目标95%还差1.5个百分点。
""",
        "学前三年毛入园率 - 92% 91.2%; 九年义务教育巩固率 - 96% 96.3%;高中阶段毛入学率 - 95% 93.5%",
    ),
    "what a figure rose to and is to be": (
        """规划指标进展
公共图书馆总藏量由2020年的310万册增加到2023年的402万册,规划目标为450万册。
人均体育场地面积由2020年的1.9平方米增加到2023年的2.4平方米,规划目标为2.6平方米。
广播电视综合覆盖率由2020年的98.2%提高到2023年的99.4%,规划目标为99.5%。
""",
        "公共图书馆总藏量 310万册 450万册 402万册; 人均体育场地面积 1.9平方米 2.6平方米 2.4平方米;"
        "广播电视综合覆盖率 98.2% 99.5% 99.4%",
    ),
    "results of a plan's years after its aim, the first of them too": (
        """“十四五”残疾人事业中期评估
指标 | 单位 | “十四五”目标 | 2021年完成 | 2022年完成 | 2023年6月完成
实用技术培训 | 人次 | 2600 | 510 | 560 | 301
家庭无障碍改造 | 户 | 900 | 180 | 205 | 96
辅具适配 | 人次 | 4000 | 812 | 840 | 415
""",
        "实用技术培训 - 2600 510,560,301; 家庭无障碍改造 - 900 180,205,96;"
        "辅具适配 - 4000 812,840,415",
    ),
    "a head that no pattern knows, of what a rate puts over the aim": (
        """2023年全县城乡居民医保参保任务完成情况
乡镇 任务数 参保数 完成率 排名
东山镇 32600 32158 98.6% 3
西河镇 28500 28644 100.5% 1
南湖乡 15200 14307 94.1% 4
合计 76300 75109 98.4% -
""",
        "城乡居民医保参保 - 32600 32158; 城乡居民医保参保 - 28500 28644;"
        "城乡居民医保参保 - 15200 14307; 城乡居民医保参保 - 76300 75109",
    ),
    "how it is judged beside what is aimed at, and accidents that are counted": (
        """2023年度工作目标责任书
考核项目
目标值
考核标准
分值
招商引资到位资金
12亿元
完成目标得满分,每少1%扣0.5分
10
新签约项目
15个
每少1个扣1分
8
安全生产事故
0起
发生一起扣5分
10""",
        "招商引资到位资金 - 12亿元 -; 新签约项目 - 15个 -; 安全生产事故 - 0起 -",
    ),
    "places across under a title, a pipe after each cell": (
        """2025年各乡镇义务教育目标任务分解表
指标 |
单位 |
城关镇 |
白河镇 |
青山乡 |
新增学位 |
个 |
1400 |
600 |
350 |
改造学校 |
所 |
3 |
4 |
2 |
巩固率 |
% |
99 |
98 |
97.5 |""",
        "新增学位 - 1400 -; 新增学位 - 600 -; 新增学位 - 350 -; 改造学校 - 3 -; 改造学校 - 4 -;"
        "改造学校 - 2 -; 巩固率 - 99 -; 巩固率 - 98 -; 巩固率 - 97.5 -",
    ),
    "the near years of a plan, between its start and its end": (
        """国土空间规划约束性指标
编号 | 指标项 | 单位 | 规划基期年 | 规划近期年 | 规划目标年 | 属性
1 | 永久基本农田保护面积 | 万亩 | 45.2 | 45.3 | 45.4 | 约束性
2 | 生态保护红线面积 | 公顷 | 310.6 | 310.7 | 310.8 | 约束性
3 | 人均公园绿地面积 | 平方米 | 9.8 | 11.5 | 13 | 预期性
""",
        "永久基本农田保护面积 45.2 45.3,45.4 -; 生态保护红线面积 310.6 310.7,310.8 -;"
        "人均公园绿地面积 9.8 11.5,13 -",
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


def test_a_year_within_a_plan_may_be_aimed_at_or_reached_so_no_row_is_sure(tmp_path):
    path = tmp_path / "table.txt"
    text = "“十四五”主要指标\n指标 | 2020 | 2023 | 2025\n接待游客(万人次) | 310 | 455 | 500\n"
    path.write_text(f"{text}旅游收入(亿元) | 21.6 | 38.2 | 45\n景区(家) | 9 | 13 | 14\n", "utf-8")
    rows = ta.load_indicators(path)
    assert len(rows) == 3
    assert max(rows["confidence"]) < bar()


def test_who_filled_a_form_in_is_no_head_over_its_columns(tmp_path):
    """填报单位:某局 stands in a line of its own over the heads, in a column of one of them."""
    rows = [
        "2023年各乡镇产值,,,,", ",,,填报单位：某局,", "乡镇,工业产值（万元）,同比（%）,粮食产量（吨）,同比（%）",
        "柳林镇,382,4.5,617,2.8", "石桥镇,406,1.2,660,-3.4", "白庙乡,369,-6.1,583,5.2",
    ]  # fmt: skip
    path = tmp_path / "source.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    want = set()
    for row in rows[3:]:
        area, *told = row.split(",")
        for name, (level, change) in zip(
            ("工业产值", "粮食产量"), (told[:2], told[2:]), strict=True
        ):
            want |= {(area, name, "actual", level), (area, name, "change", change)}
    assert read(path) == want
