"""Tables of pages that a program laid out with blanks, worked out by hand."""

from taian_analysis.readers import read_report


def rows_of(text: str) -> list[list[str]]:
    """Return the rows of the one table that a text shows."""
    (table,) = read_report(text).tables
    return [[cell.text for cell in row] for row in table.rows]


def test_labels_and_wrapped_cells_stand_around_the_middle_of_their_rows() -> None:
    """水资源利用 is in the middle of three rows; 占比 goes on below, 吨标准 begins above its row."""
    text = """表1 主要指标
 类别   序号         指标           单位     2020年 2025年    属性
                                              [累计]
       1      年用水总量        亿立方米     7.9     8.2    约束性
 水资源   2    城市再生水利用量占全部用水量    %      20     25左右   预期性
  利用              占比
       3       自来水普及率         %      88      95    预期性
       4        垃圾清运量        万吨      31     [150]   预期性
 环境卫生                         吨标准
       5        单位处理能耗       煤/万吨     4.2     3.9   约束性
注:[ ]内为累计数。
"""
    assert rows_of(text) == [
        ["类别", "序号", "指标", "单位", "2020年", "2025年[累计]", "属性"],
        ["水资源利用", "1", "年用水总量", "亿立方米", "7.9", "8.2", "约束性"],
        ["水资源利用", "2", "城市再生水利用量占全部用水量占比", "%", "20", "25左右", "预期性"],
        ["水资源利用", "3", "自来水普及率", "%", "88", "95", "预期性"],
        ["环境卫生", "4", "垃圾清运量", "万吨", "31", "[150]", "预期性"],
        ["环境卫生", "5", "单位处理能耗", "吨标准煤/万吨", "4.2", "3.9", "约束性"],
    ]


def test_a_head_on_the_first_line_spans_those_that_stand_on_the_second_alone() -> None:
    """Heads of one line stand on the first: what stands on the second is below one that spans."""
    text = """重点任务清单
指标名称     单位    季度累计目标                    牵头单位
                 一季度    二季度    三季度
播种面积     万亩    12.5    46     61.8    农业局
田块建成     亩      3000    9500   14000   农业局
病虫害统防
统治率       %       —       ≥40    ≥45     植保站
良种覆盖率   %       —       ≥85    ≥92     农技中心
"""
    assert rows_of(text)[0] == [
        "指标名称", "单位", "季度累计目标一季度", "季度累计目标二季度", "季度累计目标三季度", "牵头单位",
    ]  # fmt: skip


def test_one_blank_parts_numbers_that_do_not_stand_below_one_another() -> None:
    """Each row has as many numbers as there are columns; two names stand over their two rows."""
    text = """      表2 福利指标
  类别          指标      2010年 2015年 年均增长
                                   (%) 属性
         甲类救助人数(人)      215 360     10.9 约束性
  救助保障 乙类救助标准(元/年)       1196 2200 13.0 约束性
         丙类集中供养比率(%)   38.2 50      — 预期性
         每千名老人拥有床位(张) 14.6 30      15.5 预期性
  社会福利 新增床位(张)
         孤儿养育标准(元/月)
                            — [6500]   — 约束性
                          1000 1200以上 — 约束性
"""
    rows = rows_of(text)
    assert rows[0] == ["类别", "指标", "2010年", "2015年", "年均增长(%)", "属性"]
    assert [row[1:] for row in rows[1:]] == [
        ["甲类救助人数(人)", "215", "360", "10.9", "约束性"],
        ["乙类救助标准(元/年)", "1196", "2200", "13.0", "约束性"],
        ["丙类集中供养比率(%)", "38.2", "50", "—", "预期性"],
        ["每千名老人拥有床位(张)", "14.6", "30", "15.5", "预期性"],
        ["新增床位(张)", "—", "[6500]", "—", "约束性"],
        ["孤儿养育标准(元/月)", "1000", "1200以上", "—", "约束性"],
    ]


OVERLEAF = """统计公报附表
类别        指标名称        单位    数量
一、救助      供养人数        人     42.6
          城镇供养经费支
          出           万元    650
二、设施      养老机构        个     258
          机构床位        张     195
          托养机构        个     88


— 3 —


类别     指标名称      单位    数量
       儿童机构      个     12
三、登记   结婚登记      对     5,276
       离婚登记      对     2,018
       收养登记      件     31
注:数据为快报数。
"""


def test_a_table_goes_on_overleaf_with_other_places_and_the_label_of_the_page_before() -> None:
    rows = rows_of(OVERLEAF)
    assert [row[0] for row in rows[1:]] == [
        "一、救助", "一、救助", "二、设施", "二、设施", "二、设施", "二、设施",
        "三、登记", "三、登记", "三、登记",
    ]  # fmt: skip
    assert rows[2][1:] == ["城镇供养经费支出", "万元", "650"]
    assert [row[1:] for row in rows[6:8]] == [["儿童机构", "个", "12"], ["结婚登记", "对", "5,276"]]
    report = read_report(OVERLEAF)
    assert [line.text for line in report.lines if line.text][-1] == "注:数据为快报数。"


def test_names_may_reach_over_the_column_of_those_they_are_divided_into() -> None:
    text = """      表3 主要指标
指   标                    2015年   2020年   属性
经济发展
(1)地区生产总值(亿元)            67.7     92.7    预期性
(2)服务业增加值占地区生产总值的
比重(%)                    50.5     56      预期性
(3)城镇化    常住人口城镇化率(%)   56.1     60      预期性
率         户籍人口城镇化率(%)   39.9     45      预期性
(4)研发经费投入强度(%)           2.1      2.5     预期性
"""
    assert rows_of(text) == [
        ["指 标", "指 标", "2015年", "2020年", "属性"],
        ["经济发展"] * 5,
        ["(1)地区生产总值(亿元)"] * 2 + ["67.7", "92.7", "预期性"],
        ["(2)服务业增加值占地区生产总值的比重(%)"] * 2 + ["50.5", "56", "预期性"],
        ["(3)城镇化率", "常住人口城镇化率(%)", "56.1", "60", "预期性"],
        ["(3)城镇化率", "户籍人口城镇化率(%)", "39.9", "45", "预期性"],
        ["(4)研发经费投入强度(%)"] * 2 + ["2.1", "2.5", "预期性"],
    ]


def test_what_is_not_sure_stays_as_it_is() -> None:
    """Rows without all numbers where columns overlap, and a page overleaf without its columns."""
    loose = """      表4 指标
指标           2010年 2015年 2020年
甲类救助人数(人)      215 360     410
乙类救助标准(元)   1196 2200 2300
丙类比率(%)     38.2     50
丁类床位(张) 14.6 30      35
戊类机构(个)       2 9      11
"""
    assert read_report(loose).tables == ()
    torn = OVERLEAF.replace("个     12", "12 个   7  9").replace("件     31", "31  件")
    assert read_report(torn).tables == ()


def test_signs_of_a_slanting_watermark_leave_the_text_as_it_was() -> None:
    """内, 部, 资 and 料 stand alone, each at another place: no column can be told."""
    rows = [f"甲{n}类救助人数             人       {n}{n * 7},{n}00" for n in range(1, 15)]
    head = "指标名称               单位      数量"
    slanting = [head, *rows]
    for n, sign in enumerate("内部资料"):
        slanting.insert(2 * n + 7, "\n\n\n\n" + " " * (30 - 6 * n) + sign)
    assert len(rows_of("\n".join([head, *rows]))) == 15
    assert not read_report("\n".join(slanting)).tables


def test_a_table_longer_than_a_part_is_read_whole_or_not_at_all() -> None:
    """Its columns are told part by part; where one of the last rows has none, all is left."""
    lines = ["指标名称          2010年   2015年"]
    lines += [f"甲{n}类人数          {n}    {n},{n % 7}00" for n in range(100, 1000)]
    assert len(rows_of("\n".join(lines))) == 901
    lines[-5:] = ["某地某项        1   2    3     4    5"] * 5
    assert not read_report("\n".join(lines)).tables


def test_a_head_goes_on_below_the_others_in_brackets() -> None:
    """年均增速 stands above the line of the heads, [累计] below it."""
    text = """        表3 发展指标
                           年均增速
指标          2015年 2020年          属性
                           [累计]
甲类人数        14    15     [3.9]   预期性
乙类人数        24    25     [5.1]   预期性
丙类人数        34    36     [5.5]   约束性
丁类人数        44    47     [6.1]   约束性
"""
    assert rows_of(text)[0] == ["指标", "2015年", "2020年", "年均增速[累计]", "属性"]
    apart = text.replace("年均增速\n", "年均增速\n\n")
    assert not read_report(apart).tables  # a head of brackets alone has no name


def test_codes_below_one_another_are_of_several_rows() -> None:
    """丙类 and 丁类 have a code and no number: they are rows, and not lines of the one above."""
    text = """指标名称       单位   代码         数量
甲类机构       个    AB0110      3,101
乙类机构       个    AB0120        407
丙类机构       个    AB0130
丁类机构       个    AB0140
戊类机构       个    AB0150         83
己类机构       个    AB0160        459
庚类机构       个    AB0170        188
"""
    assert not read_report(text).tables
    numbered = text.replace("AB0130\n", "AB0130  1\n").replace("AB0140\n", "AB0140  2\n")
    assert len(rows_of(numbered)) == 8


def test_labels_that_no_rows_are_left_for_leave_the_text_as_it_was() -> None:
    """Six labels stand too far apart to be fewer, beside four rows."""
    rows = [f"            城乡机构床位合计情况{n}    张     {n + 1}5" for n in range(4)]
    apart = "\n\n一组甲类\n\n\n二组乙类\n\n"
    text = "类别        指标名称               单位    数量\n" + apart.join(rows) + "\n"
    report = read_report(text)
    assert not report.tables
    assert report.text.count("二组乙类") == 3
