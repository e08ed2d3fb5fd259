"""Performance pledges of Hong Kong and Taiwan: sentences as names, traditional heads, years of two.

Every table is invented, and every value worked out by hand.
"""

import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.cleaning.headers import find_period, read_head

ROWS = [
    ("處理申請", "於接獲申請後10個工作天內簽發牌照", "95%", "97.2%"),
    ("處理申請", "於5個工作天內發出收據", "98%", "100%"),
    ("回應查詢", "於3分鐘內接聽電話查詢", "90%", "88.5%"),
]
WANT = {(*row[:2], role, row[i]) for row in ROWS for i, role in ((2, "target"), (3, "actual"))}


@pytest.mark.parametrize(
    "heads",
    [
        ("服務", "承諾", "2022-23年工作目標", "成果"),
        ("服務類別", "服務標準", "服務目標", "2022-23年度實際成績"),
        ("服務", "服務承諾", "目標(達標率)", "實際表現"),
    ],
)
def test_a_pledge_is_the_indicator(tmp_path, heads):
    path = tmp_path / "source.md"
    lines = [" | ".join(row) for row in (heads, ["---"] * 4, *ROWS)]
    path.write_text("\n".join(f"| {line} |" for line in lines) + "\n", "utf-8")
    assert read(path) == WANT


def test_the_years_of_a_pledge(tmp_path):
    path = tmp_path / "source.csv"
    heads = ["服務", "承諾", "2022-23年工作目標", "成果"]
    path.write_text("\n".join(",".join(row) for row in (heads, *ROWS)) + "\n", "utf-8")
    assert set(ta.load_indicators(path)["target_period"]) == {"2022/2023"}


def test_a_year_of_two_is_no_month_and_no_span():
    assert find_period("2022-23") == find_period("2022/23") == "2022/2023"
    assert find_period("2022-12") == "2022-12"  # no year after 2022
    assert find_period("2016-2020年") == "2016/2020"


def test_traditional_heads_are_read_as_simplified_ones():
    told = {text: read_head(text).role for text in ("112年度目標值", "實際成績", "服務標準")}
    assert told == {"112年度目標值": "target", "實際成績": "actual", "服務標準": "name"}


@pytest.mark.parametrize("sign", ["\n\n", " | "])
def test_how_long_something_takes_is_a_value_after_words_too(tmp_path, sign):
    """平均31分钟 is a result, 城区45分钟内 a pledge, and no name where the category is lacking."""
    rows = [
        ["类别", "服务项目", "服务标准", "实际完成", "履行情况"],
        ["供气", "入户安检率", "≥95%", "97.1%", "达标"],
        ["隐患整改率", "100%", "99.2%", "未达标"],
        ["通气", "新户通气时限", "不超过3个工作日", "平均2.1个工作日", "达标"],
        ["抢修", "抢修到场时限", "城区45分钟内", "平均31分钟", "达标"],
        ["停气公告提前时间", "提前48小时", "提前48小时", "达标"],
        ["热线", "电话接通率", "90%以上", "94.2%", "达标"],
    ]
    path = tmp_path / "source.txt"
    body = "\n\n".join(sign.join(row) for row in rows)
    path.write_text(f"某公司2023年度服务承诺履行情况\n\n{body}\n\n2024年1月9日\n", "utf-8")
    told = ta.load_indicators(path)
    assert list(told["indicator"]) == [row[-4] for row in rows[1:]]
    assert list(told["target_text"]) == [row[-3] for row in rows[1:]]
    assert list(told["actual_text"]) == [row[-2] for row in rows[1:]]


def test_a_rate_that_was_promised_and_the_one_it_was_kept_at():
    text = """服務承諾 — 2024年第4季執行情況

編號 | 服務項目 | 質量承諾 | 季內實績 | 承諾達標率
1 | 簽發證明 | 由收件翌日起計5個工作天內發出 | 97.9% | 92%
2 | 維修申請 | 於3個工作天內派員到單位視察 | 94.6% | 90%
3 | 資助計劃 | 文件齊備後20個工作天內通知審批結果 | 91.0% | 95%
4 | 投訴 | 於15日內作實質回覆 | 83.7% | 85%
"""
    seen = ta.load_observations(text)
    assert {*zip(seen["role"], seen["text"], strict=True)} >= {
        ("actual", "97.9%"), ("target", "92%"), ("actual", "83.7%"), ("target", "85%"),
    }  # fmt: skip


def test_a_rate_of_a_promise_alone_is_its_result():
    text = """服务承诺执行情况(2022年第二季度)

服务项目 | 服务指标 | 预期达标率 | 实际达标率
发出牌照 | 20个工作日内完成审批 | 90% | 94.12%
牌照续期 | 即日完成 | 95% | 99.6%
清理弃置物 | 24小时内清理 | 90% | 98.73%
"""
    seen = ta.load_observations(text)
    assert [*seen["role"]] == ["target", "actual"] * 3
    assert [*seen["text"]][:2] == ["90%", "94.12%"]


def test_a_standing_target_beside_years_of_hong_kong(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """衡量服務表現的主要準則如下:

目標

                                    目標  2023年  2024年  2025年
                                          (實際)  (實際)  (計劃)

在10天內回覆申請(%)                 95    97.2    96.8    95

在3個工作天內抽取水樣本(%)          92    90.4    93.1    92

每月巡查泳池次數                    20    21.3    22.0    20
""",
        "utf-8",
    )
    got = read(path)
    assert ("", "在10天內回覆申請", "target", "95") in got
    assert {value for *_, role, value in got if role == "actual"} == {
        "97.2", "96.8", "90.4", "93.1", "21.3", "22.0",
    }  # fmt: skip


def test_heads_in_halves_of_which_one_comes_again(tmp_path):
    path = tmp_path / "source.txt"
    cells = ["服務項目", "預期", "達標率", "實際", "達標率", "換領証件", "95%", "99%"]
    cells += ["補發証明", "90%", "88.5%", "查閱登記", "100%", "100%"]
    path.write_text("服務承諾執行情況\n\n" + "\n\n".join(cells) + "\n", "utf-8")
    got = read(path)
    assert ("", "換領証件", "target", "95%") in got
    assert ("", "補發証明", "actual", "88.5%") in got


def test_rows_in_step_between_titles_whose_marks_stand_above_theirs(tmp_path):
    path = tmp_path / "source.txt"
    heads = [
        "策略目標(權重)",
        "關鍵績效指標",
        "評估方式",
        "衡量標準",
        "原訂目標值",
        "實際達成值",
        "達成度",
        "燈號",
    ]
    rows = [
        ["一、照顧長者(60%)"],
        ["(一)據點服務里涵蓋率", "統計數據", "(里數÷總里數)×100%", "68%", "70.4%", "100%", "★綠燈"],
        ["(二)長照使用人數", "統計數據", "當年度給付人數", "920人", "1,016人", "100%", "★綠燈"],
        ["二、友善托育(40%)"],
        ["(一)托育家園設置", "進度控管", "累計處數", "14處", "12處", "85.71%", "●紅燈"],
    ]
    cells = [*heads, *(cell for row in rows for cell in row)]
    path.write_text("113年度施政績效\n" + "\n|\n".join(cells) + "\n|\n", "utf-8")
    got = read(path)
    assert {(name, role, value) for _, name, role, value in got} >= {
        ("據點服務里涵蓋率", "target", "68%"),
        ("長照使用人數", "actual", "1,016人"),
        ("托育家園設置", "actual", "12處"),
    }


def test_lower_heads_of_the_same_year_are_no_row(tmp_path):
    path = tmp_path / "source.html"
    head = "<tr><th rowspan=2>指標</th><th>目標值</th><th>實際值</th></tr>"
    head += "<tr><th>112年</th><th>112年</th></tr>"
    body = "<tr><td>托育涵蓋率</td><td>72%</td><td>75.6%</td></tr>"
    body += "<tr><td>據點數</td><td>14</td><td>12</td></tr>"
    path.write_text(f"<p>112年度績效</p><table>{head}{body}</table>", "utf-8")
    assert read(path) == {
        ("", "托育涵蓋率", "target", "72%"),
        ("", "托育涵蓋率", "actual", "75.6%"),
        ("", "據點數", "target", "14"),
        ("", "據點數", "actual", "12"),
    }


def test_heads_that_come_again_below_each_service():
    """The rate a promise was kept at is its result; the service is no part of the first name."""
    heads = ["質素指標", "設定達標率", "2022年達標率"]
    parts = {
        "攤位租賃": [("收齊文件後二十個工作日內發出准照。", "90%", "91.5%")],
        "動物檢疫": [
            ("即日完成檢疫。*", "99%", "100%"),
            ("三個工作日內發出證明。", "88%", "86.2%"),
        ],
    }
    lines = ["服務承諾達標情況"]
    for n, (service, rows) in enumerate(parts.items(), 1):
        lines += [str(n), service, *heads, *(cell for row in rows for cell in row)]
    told = ta.load_indicators("\n\n".join([*lines, "備註:", "* 不包括補交。", "返回"]))
    assert [*zip(told["area"], told["indicator"], told["target_text"], strict=True)] == [
        ("攤位租賃", "收齊文件後二十個工作日內發出准照。", "90%"),
        ("動物檢疫", "即日完成檢疫。", "99%"),
        ("動物檢疫", "三個工作日內發出證明。", "88%"),
    ]
    assert [*told["actual_text"]] == ["91.5%", "100%", "86.2%"]


@pytest.mark.parametrize("kept_by", [1, 2])
def test_a_standard_beside_its_service_and_a_target(tmp_path, kept_by):
    """It tells more of a service; where one is kept by several, each of them is the indicator."""
    path = tmp_path / "source.html"
    spans = ["服務項目", "服務標準"]
    head = "".join(f"<th rowspan=2>{text}</th>" for text in spans)
    body = ""
    services = ["外借", "續期", "預約", "查詢"]
    for n in range(0, 4, kept_by):
        body += f"<tr><td rowspan={kept_by}>{services[n]}</td>"
        body += "<tr>".join(f"<td>{k}天內辦妥</td><td>9{k}%</td><td>8{k}%</td><td>95%</td></tr>"
                            for k in range(n, n + kept_by))  # fmt: skip
    path.write_text(
        f"<table><tr>{head}<th colspan=2>2022-23</th><th>2023-24</th></tr>"
        f"<tr><th>目標</th><th>實際表現</th><th>目標</th></tr>{body}</table>",
        "utf-8",
    )
    told = ta.load_indicators(path)
    names = services if kept_by == 1 else [f"{k}天內辦妥" for k in range(4)]
    assert [*told["indicator"]] == names
    assert [*told["target_text"]] == [f"9{k}%" for k in range(4)]
    assert {*told["actual_period"]} == {"2022/2023"}


@pytest.mark.parametrize("joint", ["\n|\n", "\n", "\n\n"])
@pytest.mark.parametrize("over", ["衡量指標", ""])
def test_aims_and_indicators_that_numerals_count(joint, over):
    """What follows a numeral is a row; 1 is a number of a list and 統計數據 how it is measured."""
    heads = ["策略績效目標", over, "衡量指標", "評估體制", "評估方式", "衡量標準", "年度目標值"]
    rows = [
        ["一", "強化照護(30%)"],
        ["一", "設置據點數(10%)", "1", "統計數據", "年度新設數", "12處", "14處", "16處"],
        ["二", "健檢率(20%)", "1", "統計數據", "受檢人數÷人數×100%", "41%", "43%", "45%"],
        ["二", "改善道路安全(25%)"],
        ["一", "路口改善數(15%)", "2", "進度控管", "完成路口數", "20處", "22處", "25處"],
    ]
    cells = [
        *filter(None, heads),
        "111年",
        "112年",
        "113年",
        *(cell for row in rows for cell in row),
    ]
    told = ta.load_observations(
        "中程施政計畫\n\n參、衡量指標\n" + joint.join(cells) + "\n備註:略。\n"
    )
    assert [*told["text"]] == [text for row in rows for text in row[5:]]
    assert [*told["period"]] == ["2022", "2023", "2024"] * 3
    assert {*told["role"]} == {"target"}


def test_years_that_say_what_each_is_of_above_rows_with_dots():
    """A name may begin on the line above its dots; one blank parts thousands or cells."""
    text = """綱領(3):碼頭設施
目標
                目標    2022-23    2023-24    2024-25
                        (實際)     (實際)     (計劃)
兩小時內修理浮台(%)........... 96   97.1   95.8   96
於8個工作天內回覆泊位
  查詢(%)Ω ................... 93   92.5   94   93
每年測試救生設備(次)................ 4   4   4   4
Ω 二零二三年起生效。
指標
2022-23
(實際)
2023-24
(修訂預算)
2024-25
(預算)
碼頭數目................ 41 41 42
登岸證申請
................ 2 318 2 950 3 100
已更換的護木................ 77 64 —
"""
    seen = ta.load_observations(text)
    told = ta.load_indicators(text)
    assert [*told["indicator"]] == [
        "兩小時內修理浮台", "於8個工作天內回覆泊位查詢", "每年測試救生設備",
        "碼頭數目", "登岸證申請", "已更換的護木",
    ]  # fmt: skip
    assert [*seen["text"]][:4] == ["96", "97.1", "95.8", "96"]
    assert [*seen["role"]][:4] == ["target", "actual", "actual", "target"]
    assert [*told["unit"]][:3] == ["%", "%", "次"]
    assert [*told["actual_text"]][3:] == ["41", "2318", "77"]
    assert [*told["actual_period"]][3:] == ["2022/2023"] * 3
