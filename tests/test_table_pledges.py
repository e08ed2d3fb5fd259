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
