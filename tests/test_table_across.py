"""Tables with places down and several measures across: what each head says of measure and role.

Every table is invented, and every value worked out by hand.
"""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning import across
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.layouts_measures import measured

CASES = []


def case(name, ext, source, measures, rows):
    """Name a table, its text, what its columns hold (measure, role; None: not counted), its rows."""
    want = set()
    for line in rows.strip().split("\n"):
        area, *values = (cell.strip() for cell in line.split("|"))
        for spec, value in zip(measures, values, strict=True):
            if spec is not None and value:
                want.add((area, *spec, value))
    CASES.append(pytest.param(ext, source, want, id=name))


def read(path):
    """Return (area, indicator, role, text) of what is read of a file."""
    report = ta.read_report(path)
    names = ta.load_indicators(report).set_index("indicator_id")
    out = set()
    for o in ta.load_observations(report).to_dict("records"):
        of = names.loc[o["indicator_id"]]
        area = of["area"] if isinstance(of["area"], str) else ""
        out.add((area, of["indicator"], o["role"], o["text"]))
    return out


#: the roles that count here: a growth rate is a change, which is another matter
LEVELS = ("baseline", "target", "actual")


def aims(name):
    return [(name, "target"), (name, "actual")]


def goal(name):
    return [*aims(name), None]


# ---------------------------------------------------------------- the role is in the head's word

case(
    "pipes, target result and rate of three tasks",
    "txt",
    """溪口县2022年各乡镇重点工作完成情况
乡镇 | 造林任务(亩) | 造林完成(亩) | 造林完成率(%) | 改厕任务(户) | 改厕完成(户) | 改厕完成率(%) | 修渠任务(公里) | 修渠完成(公里) | 修渠完成率(%)
云台镇 | 1200 | 1260 | 105.0 | 300 | 281 | 93.7 | 12.5 | 12.5 | 100.0
白水乡 | 860 | 790 | 91.9 | 210 | 215 | 102.4 | 8.0 | 6.4 | 80.0
石门镇 | 1500 | 1500 | 100.0 | 420 | 399 | 95.0 | 15.2 | 16.0 | 105.3
合计 | 3560 | 3550 | 99.7 | 930 | 895 | 96.2 | 35.7 | 34.9 | 97.8
""",
    [*goal("造林"), *goal("改厕"), *goal("修渠")],
    """云台镇|1200|1260|105.0|300|281|93.7|12.5|12.5|100.0
白水乡|860|790|91.9|210|215|102.4|8.0|6.4|80.0
石门镇|1500|1500|100.0|420|399|95.0|15.2|16.0|105.3
合计|3560|3550|99.7|930|895|96.2|35.7|34.9|97.8""",
)
case(
    "csv, the role first in the word, offices down",
    "csv",
    """序号,县区,计划新建厕所(座),实际新建厕所(座),计划硬化道路(公里),实际硬化道路(公里)
1,东陵区,40,42,18,17.5
2,西陵区,36,36,22,22
3,南屏县,55,50,31,33.6
4,北屏县,48,51,27,25.1
""",
    [*aims("新建厕所"), *aims("硬化道路")],
    """东陵区|40|42|18|17.5
西陵区|36|36|22|22
南屏县|55|50|31|33.6
北屏县|48|51|27|25.1""",
)
case(
    "blanks, the second head of a measure is the role alone",
    "txt",
    """各街道2023年民生实事进度表

街道        托位目标(个)    完成    电梯加装目标(部)    完成
春江街道      120        118      30          32
秋水街道      95         101      26          20
长乐街道      140        140      41          41
""",
    [*aims("托位"), *aims("电梯加装")],
    """春江街道|120|118|30|32
秋水街道|95|101|26|20
长乐街道|140|140|41|41""",
)
case(
    "a cell a line",
    "txt",
    """各县2021年任务完成情况

县区

就业培训目标(人)

就业培训实绩(人)

小额贷款目标(万元)

小额贷款实绩(万元)

清溪县

800

812

1500

1466

明月县

650

600

1200

1310

阳关县

720

745

900

955

望江县

500

510

880

876
""",
    [*aims("就业培训"), *aims("小额贷款")],
    """清溪县|800|812|1500|1466
明月县|650|600|1200|1310
阳关县|720|745|900|955
望江县|500|510|880|876""",
)
case(
    "html, the measure over its roles, printed once over both",
    "html",
    """<html><body><p>2024年1-9月各镇任务完成情况</p><table>
<tr><th rowspan="2">镇(街道)</th><th colspan="3">农房改造(户)</th><th colspan="3">饮水工程(处)</th></tr>
<tr><th>目标</th><th>完成</th><th>完成率</th><th>目标</th><th>完成</th><th>完成率</th></tr>
<tr><td>柳河镇</td><td>64</td><td>60</td><td>93.8%</td><td>5</td><td>5</td><td>100%</td></tr>
<tr><td>杨林镇</td><td>52</td><td>55</td><td>105.8%</td><td>7</td><td>6</td><td>85.7%</td></tr>
<tr><td>桃园街道</td><td>30</td><td>31</td><td>103.3%</td><td>2</td><td>2</td><td>100%</td></tr>
</table></body></html>""",
    [*goal("农房改造"), *goal("饮水工程")],
    """柳河镇|64|60|93.8%|5|5|100%
杨林镇|52|55|105.8%|7|6|85.7%
桃园街道|30|31|103.3%|2|2|100%""",
)

# ---------------------------------------------------------------- several measures without a role

case(
    "pipes, each growth after its level",
    "txt",
    """2023年各县区主要经济指标
| 县区 | 工业增加值(亿元) | 同比增长(%) | 外贸进出口(亿元) | 同比增长(%) |
|---|---|---|---|---|
| 甘泉县 | 56.2 | 7.1 | 12.4 | -3.2 |
| 宜君县 | 41.8 | 5.5 | 3.9 | 10.8 |
| 黄陵县 | 88.0 | 8.3 | 20.7 | 1.5 |
| 全市 | 186.0 | 7.2 | 37.0 | 0.6 |
""",
    [("工业增加值", "actual"), None, ("外贸进出口", "actual"), None],
    """甘泉县|56.2|7.1|12.4|-3.2
宜君县|41.8|5.5|3.9|10.8
黄陵县|88.0|8.3|20.7|1.5
全市|186.0|7.2|37.0|0.6""",
)
case(
    "pipes, the growth of each level at the end, a serial column without a head",
    "txt",
    """| 地区 | 本月产量(吨) | 1-8月产量(吨) | 本月增长(%) | 1-8月增长(%) | |
|---|---|---|---|---|---|
| 1 | 吉林省 | 18.2 | 140.7 | 2.2 | -1.4 |
| 2 | 山东省 | 30.5 | 221.0 | -0.8 | 3.0 |
| 3 | 江苏省 | 12.9 | 101.3 | 5.1 | 4.4 |
| 4 | 湖北省 | 9.4 | 77.7 | -- | -- |
""",
    [("本月产量", "actual"), ("1-8月产量", "actual"), None, None],
    """吉林省|18.2|140.7|2.2|-1.4
山东省|30.5|221.0|-0.8|3.0
江苏省|12.9|101.3|5.1|4.4
湖北省|9.4|77.7||""",
)
case(
    "csv, no word over the places",
    "csv",
    """,户籍人口(万人),常住人口(万人),低保对象(人),敬老院(所)
平川县,45.2,38.9,10231,12
金山市,62.0,66.4,8120,15
玉泉区,30.7,35.1,2977,6
石河县,51.3,44.0,13002,18
""",
    [("户籍人口", "actual"), ("常住人口", "actual"), ("低保对象", "actual"), ("敬老院", "actual")],
    """平川县|45.2|38.9|10231|12
金山市|62.0|66.4|8120|15
玉泉区|30.7|35.1|2977|6
石河县|51.3|44.0|13002|18""",
)
case(
    "tabs, a rank beside each measure, and rates that are measures themselves",
    "txt",
    """2022年各市营商环境监测
市	办件量(件)	位次	按时办结率(%)	位次	满意率(%)	位次
安平市	10230	2	99.1	1	97.5	3
定远市	8871	3	98.0	3	98.2	1
太和市	12004	1	98.7	2	97.9	2
""",
    [("办件量", "actual"), None, ("按时办结率", "actual"), None, ("满意率", "actual"), None],
    """安平市|10230|2|99.1|1|97.5|3
定远市|8871|3|98.0|3|98.2|1
太和市|12004|1|98.7|2|97.9|2""",
)
case(
    "html, years under each measure",
    "html",
    """<html><body><p>各区医疗资源</p><table>
<tr><th rowspan="2">区</th><th colspan="2">床位数(张)</th><th colspan="2">执业医师(人)</th></tr>
<tr><th>2021年</th><th>2022年</th><th>2021年</th><th>2022年</th></tr>
<tr><td>城北区</td><td>2100</td><td>2240</td><td>1310</td><td>1402</td></tr>
<tr><td>城南区</td><td>1870</td><td>1905</td><td>990</td><td>1044</td></tr>
<tr><td>高新区</td><td>640</td><td>810</td><td>405</td><td>512</td></tr>
</table></body></html>""",
    [("床位数", "actual"), ("床位数", "actual"), ("执业医师", "actual"), ("执业医师", "actual")],
    """城北区|2100|2240|1310|1402
城南区|1870|1905|990|1044
高新区|640|810|405|512""",
)

case(
    "one measure of two years, the year in the head's word",
    "txt",
    """各县生产总值
区域 | 2022年生产总值(亿元) | 2023年生产总值(亿元) | 增速(%)
长宁县 | 88.1 | 93.2 | 5.8
永福县 | 120.4 | 126.0 | 4.7
安宁区 | 301.0 | 318.9 | 5.9
""",
    [("生产总值", "actual"), ("生产总值", "actual"), None],
    """长宁县|88.1|93.2|5.8
永福县|120.4|126.0|4.7
安宁区|301.0|318.9|5.9""",
)
case(
    "html, where it stands and what it aims at under each measure, a total above",
    "html",
    """<html><body><p>表4 各镇湿地和林地控制指标(单位:公顷)</p><table>
<tr><th rowspan="2">序号</th><th rowspan="2">乡镇</th><th colspan="2">湿地面积</th><th colspan="2">林地面积</th></tr>
<tr><th>2020年现状</th><th>2035年目标</th><th>2020年现状</th><th>2035年目标</th></tr>
<tr><td></td><td>合计</td><td>310.5</td><td>320</td><td>5020.4</td><td>5100</td></tr>
<tr><td>1</td><td>芦花镇</td><td>110.2</td><td>115</td><td>2010.1</td><td>2050</td></tr>
<tr><td>2</td><td>白鹭乡</td><td>200.3</td><td>205</td><td>3010.3</td><td>3051</td></tr>
<tr><td>3</td><td>沙洲镇</td><td>0</td><td>0.5</td><td>0.8</td><td>1</td></tr></table></body></html>""",
    [
        ("湿地面积", "baseline"),
        ("湿地面积", "target"),
        ("林地面积", "baseline"),
        ("林地面积", "target"),
    ],
    """合计|310.5|320|5020.4|5100
芦花镇|110.2|115|2010.1|2050
白鹭乡|200.3|205|3010.3|3051
沙洲镇|0|0.5|0.8|1""",
)
case(
    "a cell a line, years of the whole above the places",
    "txt",
    """6-2 水产养殖

单位:万吨

年份

地区

鱼类产量

虾蟹产量

贝类产量

2001

412.2

36.3

23.7

2002

450.7

38.9

25.6

辽 宁

35.3

2.4

8.1

天 津

15.9

1.7

4.6

河 北

26.3

1.9

7.8

山 东

50.0

4.6

9.7
""",
    [("鱼类产量", "actual"), ("虾蟹产量", "actual"), ("贝类产量", "actual")],
    """辽宁|35.3|2.4|8.1
天津|15.9|1.7|4.6
河北|26.3|1.9|7.8
山东|50.0|4.6|9.7""",
)
case(
    "English, the role last in the word",
    "csv",
    """Township,Deep wells target,Deep wells completed,Latrines target,Latrines completed
Kanto Township,40,38,120,131
Lower Bay Township,22,21,90,77
Upper Hill Township,31,35,60,61
""",
    [*aims("Deep wells"), *aims("Latrines")],
    """Kanto Township|40|38|120|131
Lower Bay Township|22|21|90|77
Upper Hill Township|31|35|60|61""",
)

case(
    "blanks, an empty cell shifts nothing",
    "txt",
    """2023年度重点工作考核结果

单位        护林任务(亩)   护林完成(亩)   还草任务(亩)   还草完成(亩)   得分    名次
黑石镇      12000         12050          800           790           95.2    1
白石镇      9800          9801           650           651           93.1    3
青石乡      7600                         420           401           94.0    2
赤石乡      8800          8710           510           523           92.7    4
""",
    [*aims("护林"), *aims("还草")],
    """黑石镇|12000|12050|800|790
白石镇|9800|9801|650|651
青石乡|7600||420|401
赤石乡|8800|8710|510|523""",
)
case(
    "csv, schools down, a remark in few rows, two-letter places beside",
    "csv",
    """学校,在校生(人),,专任教师(人),,
,2021年,2022年,2021年,2022年,备注
东镇一中,3200,3310,240,251,
西乡二中学,2800,2755,210,208,
实验小学,1900,2010,98,104,扩建
南镇中心小学,880,860,51,50,
""",
    [("在校生", "actual"), ("在校生", "actual"), ("专任教师", "actual"), ("专任教师", "actual")],
    """西乡二中学|2800|2755|210|208
东镇一中|3200|3310|240|251
实验小学|1900|2010|98|104
南镇中心小学|880|860|51|50""",
)
case(
    "markdown, places of two letters",
    "md",
    """| 镇 | 新增就业目标 | 新增就业实际 | 培训目标 | 培训实际 |
|---|---:|---:|---:|---:|
| 东镇 | 2000 | 2100 | 1000 | 980 |
| 西镇 | 2010 | 1990 | 1020 | 950 |
| 南镇 | 2030 | 2120 | 1040 | 960 |
""",
    [*aims("新增就业"), *aims("培训")],
    """东镇|2000|2100|1000|980
西镇|2010|1990|1020|950
南镇|2030|2120|1040|960""",
)

case(
    "places in two languages",
    "csv",
    """縣市別 Locality,機構數(所) Institutions,床位數(床) Beds
總計 Total,45,1316
新北市 New Taipei City,20,531
臺北市 Taipei City,15,447
桃園市 Taoyuan City,10,338
""",
    [("機構數", "actual"), ("床位數", "actual")],
    """總計 Total|45|1316
新北市 New Taipei City|20|531
臺北市 Taipei City|15|447
桃園市 Taoyuan City|10|338""",
)
case(
    "schools that only the head over them calls so",
    "txt",
    """學校別  班級數(班)  學生數(人)
總計  62  869
東湖國中  36  531
仁愛國中  26  338
""",
    [("班級數", "actual"), ("學生數", "actual")],
    """總計|62|869
東湖國中|36|531
仁愛國中|26|338""",
)
case(
    "a head that a program broke before its unit, with parts in a row below",
    "txt",
    """3-2 各县市图书馆情况 (2021年)
---
地 区| 馆数
(个)| 藏书
(千册)| 从业人员
| #专业
全 市| 9| 812| 143| 88
河 口 区| 4| 390| 71| 45
安 岭 县| 3| 240| 40| 22
石 潭 县| 2| 182| 32| 21
""",
    [("馆数", "actual"), ("藏书", "actual"), ("从业人员", "actual"), ("专业", "actual")],
    """全市|9|812|143|88
河口区|4|390|71|45
安岭县|3|240|40|22
石潭县|2|182|32|21""",
)
case(
    "sections of an office below a bare 部门",
    "txt",
    """窗口办件情况表
部 门 | 接件 | 办结 | 退件
综合受理窗 | 310 | 298 | 4
不动产一窗 | 125 | 119 | 2
不动产二窗 | 98 | 98 | 0
""",
    [("接件", "actual"), ("办结", "actual"), ("退件", "actual")],
    """综合受理窗|310|298|4
不动产一窗|125|119|2
不动产二窗|98|98|0""",
)


@pytest.mark.parametrize(("ext", "source", "want"), CASES)
def test_measures_of_places(ext, source, want, tmp_path):
    path = tmp_path / f"table.{ext}"
    path.write_text(source, encoding="utf-8")
    got = {row for row in read(path) if row[2] in LEVELS and row[3] not in ("--", "—")}
    assert got == want


def test_kinds_of_institution_of_which_there_are_many_are_no_offices(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(
        """类型,机构数(个),床位数(张),职工人数(人)
综合医院,12,830,1460
中医院,5,410,700
专科医院,8,365,512
护理院,3,150,96
""",
        encoding="utf-8-sig",
    )
    told = ta.load_indicators(path)
    assert {*zip(told["area"], told["indicator"], strict=True)} == {
        (measure, kind)
        for measure in ("机构数", "床位数", "职工人数")
        for kind in ("综合医院", "中医院", "专科医院", "护理院")
    }
    assert (told["confidence"] < bar()).all()


# ---------------------------------------------------------------- one measure: the places are named

ONE = [
    (
        "heads of roles alone",
        """2022年棚户区改造进度
县区 | 目标任务(户) | 已开工(户) | 开工率
清河区 | 300 | 310 | 103.3%
白塔区 | 220 | 220 | 100.0%
宏伟区 | 180 | 171 | 95.0%
""",
        {
            ("清河区", "棚户区改造", "target", "300"),
            ("清河区", "棚户区改造", "actual", "310"),
            ("宏伟区", "棚户区改造", "actual", "171"),
        },
    ),
    (
        "a time before a role is no measure",
        """2023年小型水库除险加固
乡镇 | 年度任务(座) | 1-6月完成(座) | 完成率
红旗镇 | 12 | 7 | 58.3%
胜利镇 | 9 | 9 | 100.0%
团结乡 | 4 | 3 | 75.0%
""",
        {
            ("红旗镇", "小型水库除险加固", "target", "12"),
            ("红旗镇", "小型水库除险加固", "actual", "7"),
            ("团结乡", "小型水库除险加固", "actual", "3"),
        },
    ),
]


@pytest.mark.parametrize(("source", "some"), [pytest.param(*c[1:], id=c[0]) for c in ONE])
def test_places_of_one_measure_are_areas_and_its_title_names_it(source, some, tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(source, encoding="utf-8")
    assert some <= read(path)
    assert (ta.load_indicators(path)["confidence"] < 0.95).all()  # a title may say more


def test_a_bare_role_after_two_goals_is_of_neither_for_sure(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(
        "2023年改造任务\n县区 | 上级下达任务(户) | 县级自定任务(户) | 完成(户)\n"
        "云县 | 300 | 20 | 310\n永德县 | 220 | 12 | 220\n双江县 | 180 | 8 | 171\n",
        encoding="utf-8",
    )
    assert (ta.load_indicators(path)["confidence"] < 0.95).all()


# ---------------------------------------------------------------- items down, measures over years

YEARS = [
    (
        "html",
        """<html><body><p>近两年仲裁工作</p><table>
<tr><th rowspan="2">案件类别</th><th colspan="2">受理数(件)</th><th colspan="2">结案数(件)</th></tr>
<tr><th>2021年</th><th>2022年</th><th>2021年</th><th>2022年</th></tr>
<tr><td>劳动报酬</td><td>310</td><td>342</td><td>305</td><td>340</td></tr>
<tr><td>工伤待遇</td><td>95</td><td>88</td><td>93</td><td>90</td></tr>
<tr><td>经济补偿</td><td>120</td><td>131</td><td>118</td><td>125</td></tr></table></body></html>""",
        "劳动报酬 310 342 305 340 工伤待遇 95 88 93 90 经济补偿 120 131 118 125",
    ),
    (
        "csv",
        """病种,门诊人次,,住院人次,
,2021年,2022年,2021年,2022年
高血压,5210,5333,410,402
糖尿病,3120,3240,288,301
冠心病,1980,2011,620,655
""",
        "高血压 5210 5333 410 402 糖尿病 3120 3240 288 301 冠心病 1980 2011 620 655",
    ),
]


@pytest.mark.parametrize(("ext", "source", "values"), YEARS, ids=["html", "csv"])
def test_items_with_measures_over_years(ext, source, values, tmp_path):
    path = tmp_path / f"table.{ext}"
    path.write_text(source, encoding="utf-8")
    cells = values.split()
    want = {
        (name, period, text)
        for name, *texts in (cells[n : n + 5] for n in range(0, len(cells), 5))
        for period, text in zip(("2021", "2022", "2021", "2022"), texts, strict=True)
    }
    report = ta.read_report(path)
    names = ta.load_indicators(report).set_index("indicator_id")
    got = {
        (names.loc[o["indicator_id"], "indicator"], o["period"], o["text"])
        for o in ta.load_observations(report).to_dict("records")
    }
    assert got == want
    assert names["parent"].nunique() == 2


def test_measures_in_a_column_stay_where_they_are(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(
        "乡镇,指标,单位,目标,完成\n东山镇,造林,亩,50,60\n,改厕,户,30,20\n西山镇,造林,亩,70,71\n,改厕,户,9,9\n",
        encoding="utf-8",
    )
    assert ("西山镇", "造林", "actual", "71") in read(path)


def test_the_places_may_stand_after_the_name(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(
        "指标 | 县区 | 2022年 | 2023年\n细颗粒物 | 甲县 | 35 | 33\n优良天数 | 甲县 | 300 | 310\n"
        "细颗粒物 | 乙县 | 40 | 37\n优良天数 | 乙县 | 288 | 299\n",
        encoding="utf-8",
    )
    got = {(area, name, text) for area, name, _, text in read(path)}
    assert {
        ("甲县", "细颗粒物", "33"),
        ("乙县", "细颗粒物", "37"),
        ("乙县", "优良天数", "299"),
    } <= got


def test_the_title_of_another_table_makes_no_target(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(
        "某区2023年救助工作\n\n(一)目标任务\n任务 | 单位 | 计划数 | 完成数\n新建驿站 | 个 | 6 | 7\n走访 | 户 | 90 | 88\n\n"
        "(二)分街道人数\n街道 | 低保(人) | 特困(人)\n东门街道 | 81 | 6\n西门街道 | 120 | 9\n南门街道 | 95 | 7\n",
        encoding="utf-8",
    )
    got = read(path)
    assert {("东门街道", "低保", "actual", "81"), ("", "走访", "actual", "88")} <= got


def test_a_target_told_by_the_title_alone_is_not_sure(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(
        "各镇2025年目标任务分解\n镇 | 造林(亩) | 改厕(户)\n青山镇 | 500 | 200\n绿水镇 | 420 | 180\n金沙镇 | 300 | 90\n",
        encoding="utf-8",
    )
    frame = ta.load_indicators(path)
    assert frame["target_text"].tolist() == ["500", "200", "420", "180", "300", "90"]
    assert (frame["confidence"] < 0.95).all()


def test_another_header_ends_the_rows_of_a_header():
    """The second table's numbers are of its own heads, and of none of the first."""
    lines = ["镇|造林任务|造林完成|改厕任务|改厕完成", "东镇|12|13|300|281", "西乡|8|7|210|215"]
    more = ["镇|目标|完成|目标|完成", "东镇|7|6|50|44", "西乡|9|8|60|61"]
    rows = [[CellToken(text) for text in line.split("|")] for line in lines + more]
    found = measured(rows)
    numbers = {t.text for row in found.rows for t in row if t.text.isdigit()}
    assert numbers == {"12", "13", "300", "281", "8", "7", "210", "215"}
    assert [t.text for t in found.tokens] == "|".join(more).split("|")


def test_halves_of_two_years_are_never_start_and_aim_whatever_plan_the_text_names(tmp_path):
    heads = ["2010年上半年", "2011年上半年", "同比增减(%)"] * 2
    rows = [["甲 县", "5.2", "5.1", "-1.9", "1.4", "1.5", "7.1"], ["乙 县", "8.0", "8.4", "5.0", "2.5", "2.0", "-20.0"]]  # fmt: skip
    lines = ["“十二五”规划提出了两项指标。", "2011年上半年各县排放量", "单位:万吨", "甲污染物排放量", "乙污染物排放量"]  # fmt: skip
    path = tmp_path / "source.txt"
    path.write_text("\n".join([*lines, *heads, *rows[0], *rows[1]]) + "\n", "utf-8")
    seen, frame = ta.load_observations(path), ta.load_indicators(path)
    assert list(zip(frame["area"], frame["indicator"], strict=True)) == [
        ("甲县", "甲污染物排放量"),
        ("甲县", "乙污染物排放量"),
        ("乙县", "甲污染物排放量"),
        ("乙县", "乙污染物排放量"),
    ]
    shown = seen[seen["role"] != "change"]
    assert set(shown["role"]) == {"actual"}
    assert list(shown["text"]) == ["5.2", "5.1", "1.4", "1.5", "8.0", "8.4", "2.5", "2.0"]
    assert list(shown["period"]) == ["2010-S1", "2011-S1"] * 4
    assert (frame["confidence"] < bar()).all()


KINDS = ["类别", "学校数", "班级数", "在校学生数", "专任教师数", "师生比"]
OF_KINDS = ["学前教育 650 4318 124541 8987 13.86", "小学 334 8697 371009 18955 19.57",
            "初中 147 3672 171369 11775 14.55", "特殊教育 8 122 1282 360 3.56"]  # fmt: skip


def test_what_is_counted_of_kinds_is_told_beside_each(tmp_path):
    rows = [KINDS, *(row.split() for row in OF_KINDS)]
    lines = [" | ".join(row) for row in rows]
    path = tmp_path / "table.txt"
    path.write_text(" |\n".join(lines) + " |\n", encoding="utf-8")
    frame = ta.load_indicators(path)
    assert frame["indicator"].tolist()[::5] == ["学前教育", "小学", "初中", "特殊教育"]
    assert frame["area"].tolist()[:2] == ["学校数", "班级数"]
    assert frame["actual_text"].tolist()[5:8] == ["334", "8697", "371009"]
    assert (frame["confidence"] < bar()).all()


def test_groups_that_no_head_knows_stand_over_their_numbers(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(
        "按年龄分组参训情况(2019年)\n项 目 | 单 位 | 总 计 | 青年组 | 中年组 |\n人均课时 | 小时 | 41.5 | 52 | 30.5 |\n"
        "结业比重 | % | 88 | 91 | 84 |\n人均补贴 | 元 | 610 | 720 | 505 |\n",
        encoding="utf-8",
    )
    frame = ta.load_indicators(path)
    assert frame.iloc[3:6][["indicator", "area", "unit", "actual_text", "actual_period"]].values.tolist() == [
        ["结业比重", "总计", "%", "88", "2019"],
        ["结业比重", "青年组", "%", "91", "2019"],
        ["结业比重", "中年组", "%", "84", "2019"],
    ]  # fmt: skip
    assert (frame["confidence"] < bar()).all()


def test_values_that_ran_into_the_names_leave_a_table_unread(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text("类    别上年=100\n全  市城  市农  村\n甲类102.8 103.0 102.2\n乙类108.7 107.8 110.7\n"
                    "丙类110.6 109.5 113.0\n丁类105.0 105.6 102.2\n", encoding="utf-8")  # fmt: skip
    with pytest.raises(ta.TaianError):
        ta.load_indicators(path)


def test_times_in_words_end_a_header_a_cell_a_line_and_are_no_values(tmp_path):
    head = ["2017年3月", "单位:亿元", "行业名称", "营业收入", "税金总额"]
    head += ["1-3月", "比去年同期增长(%)"] * 2
    rows = ["采盐业 12.5 3.1 0.9 -4.0", "酿酒业 33 1.2 7.1 2倍", "织布业 8.4 -6 1.3 --"]
    cells = [*head, *(cell for row in rows for cell in row.split()), "一、统计范围"]
    path = tmp_path / "table.txt"
    path.write_text("\n\n".join(cells) + "\n", "utf-8")
    frame = ta.load_indicators(path)
    assert frame["indicator"].tolist() == [
        name for name in ("采盐业", "酿酒业", "织布业") for _ in "ab"
    ]
    assert frame["actual_text"].tolist() == ["12.5", "0.9", "33", "7.1", "8.4", "1.3"]
    assert set(frame["actual_period"]) == {"2017-Q1"}


@pytest.mark.parametrize(
    "head, names",
    [
        (["县区", "粮食产量(万吨)", "蔬菜产量(万吨)"], ["东河县", "西岭县", "南坪县", "北川县"]),
        (["月份", "粮食产量(万吨)", "蔬菜产量(万吨)"], ["1月", "2月", "3月", "4月"]),
    ],
    ids=["places", "months"],
)
def test_a_number_too_many_between_rows_a_cell_a_line_is_named_as_left_out(head, names, tmp_path):
    values = ["12.5 31.2", "14.1 30.8", "11.7 29.9", "15.3 33.4"]
    rows = ([name, *row.split()] for name, row in zip(names, values, strict=True))
    cells = [*head, *(cell for row in rows for cell in row)]
    cells.insert(9, "987.6")  # behind the second row
    path = tmp_path / "table.txt"
    path.write_text("某市2022年主要指标\n" + "\n".join(cells) + "\n", "utf-8")
    assert "987.6" not in " ".join(ta.load_indicators(path)["actual_text"])
    left = ta.rejections(path)
    assert left.loc[left["text"] == "987.6", ["line", "code"]].to_numpy().tolist() == [
        [11, "not_aligned"]
    ]


def test_offices_between_measures_and_what_is_told_of_each(tmp_path):
    head = ["地区", "就业促进工程", "城镇新增就业(人)", "就业困难人员就业(人)", "市总工会"]
    head += ["目标", "任务", "进度", "完成比例(%)"] * 2
    rows = ["全市 27800 52242 187.9 2000 2464 123.2", "东坡区 8000 22921 286.5 500 616 123.2",
            "彭山区 3800 6138 161.5 300 346 115.3", "仁寿县 8600 12244 142.4 500 607 121.4"]  # fmt: skip
    cells = [*head, *(cell for row in rows for cell in row.split())]
    path = tmp_path / "table.txt"
    path.write_text("\n\n".join(cells) + "\n", encoding="utf-8")
    frame = ta.load_indicators(path)
    assert frame["indicator"].tolist()[:2] == ["城镇新增就业", "就业困难人员就业"]
    assert frame["target_text"].tolist()[2:4] == ["8000", "500"]
    assert frame["actual_text"].tolist()[2:4] == ["22921", "616"]


def test_one_measure_of_a_year_and_its_growth_are_told_of_each_place(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        "排行 | 地级市 | 2018年产值(亿元) | 增速(%) |\n1 | 东山市 | 527.67 | 8.9 |\n"
        "2 | 西河市 | 280.24 | 9.3 |\n3 | 北岭市 | 270.19 | 8.7 |\n",
        encoding="utf-8",
    )
    rows = ta.load_indicators(path)
    told = list(zip(rows["area"], rows["indicator"], rows["actual_text"], strict=True))
    assert told == [
        ("东山市", "产值", "527.67"), ("西河市", "产值", "280.24"), ("北岭市", "产值", "270.19")
    ]  # fmt: skip


def test_a_line_of_one_cell_over_lines_of_levels_is_no_head():
    lines = (["甲区"], ["造林", "计划", "3", "5"], ["乙区"], ["造林", "完成", "2", "4"])
    assert across._aims_down([[CellToken(text) for text in line] for line in lines]) is None


@pytest.mark.parametrize("upside_down", [False, True])
def test_levels_of_one_indicator_under_years_have_its_name_from_the_title(tmp_path, upside_down):
    """A table for each indicator: what its rows are called is no indicator."""
    rows = [
        "| 原訂目標值（單位：艘） | -- | 85 | 90 |",
        "| 實際值 | -- | 88 | 79 |",
        "| 達成度（%） | -- | 100 | 87.78 |",
        "| 初核結果 | -- | ★ | ▲ |",
    ]
    text = "".join(
        f"{n}.關鍵績效指標：{name}\n\n| 項目 | 101年度 | 102年度 | 103年度 |\n|---|---|---|---|\n"
        + "\n".join(reversed(rows) if upside_down else rows)
        + "\n\n衡量標準：\n\n當年度之數。\n\n"
        for n, name in enumerate(("漁船改裝艘數", "漁船汰建艘數"), 1)
    )
    path = tmp_path / "source.md"
    path.write_text("103年度績效報告\n\n" + text, "utf-8")
    frame, seen = ta.load_indicators(path), ta.load_observations(path)
    assert [*zip(frame["indicator"], frame["unit"], strict=True)] == [
        ("漁船改裝艘數", "艘"),
        ("漁船汰建艘數", "艘"),
    ]
    told = {*zip(seen["role"], seen["period"], seen["text"], strict=True)}
    assert told >= {
        ("target", "2013", "85"), ("target", "2014", "90"),
        ("actual", "2013", "88"), ("actual", "2014", "79"),
    }  # fmt: skip
    assert not told & {("actual", "2014", "87.78"), ("actual", "2013", "100")}


@pytest.mark.parametrize("years", [("2019年", "2020年", "2021年"), ("108年", "109年", "110年")])
def test_an_aim_over_years_of_either_count(years):
    rows = [
        ("场馆数", "3座", "4座", "5座"),
        ("人口比例", "32%", "33%", "34%"),
        ("赛事", "6场", "7场", "8场"),
    ]
    cells = ["衡量指标", "年度目标值", *years, *(cell for row in rows for cell in row)]
    seen = ta.load_observations("某县计划\n\n" + "\n|\n".join(cells) + "\n")
    assert [*zip(seen["role"], seen["period"], strict=True)] == [
        ("target", "2019"), ("target", "2020"), ("target", "2021"),
    ] * 3  # fmt: skip
