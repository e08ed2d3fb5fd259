"""Two reports, indicator by indicator. The expected values are worked out by hand."""

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base.schema import columns, validate
from taian_analysis.products.compare import headings, plain_name

HEAD = "主要指标 | 单位 | 2025年目标值 | 完成值 | 指标属性 |\n"


def report(*rows):
    return HEAD + "".join(" | ".join(row) + " | 预期性 |\n" for row in rows)


def one(old, new):
    return ta.compare(report(old), report(new)).iloc[0]


def test_a_report_against_itself():
    frame = ta.compare(None, None)
    assert len(frame) == 27
    assert set(frame["event"]) == {"unchanged"}
    assert set(frame["matched_by"]) == {"id"}
    assert not frame["renamed"].any()
    assert frame["change"].dropna().eq(0).all()
    assert list(frame.columns) == columns("comparison")
    assert validate(frame, "comparison") is frame


@pytest.mark.parametrize(
    ("old", "new", "event", "change"),
    [
        (("城镇化率", "%", "65", "60"), ("城镇化率", "%", "65", "65.5"), "reached", 5.5),
        (("城镇化率", "%", "65", "66"), ("城镇化率", "%", "65", "64"), "lost", -2),
        (("城镇化率", "%", "65", "60"), ("城镇化率", "%", "65", "61"), "progressed", 1),
        (("城镇化率", "%", "65", "60"), ("城镇化率", "%", "65", "59.5"), "slid", -0.5),
        (("城镇化率", "%", "65", "60"), ("城镇化率", "%", "65", "60"), "unchanged", 0),
        (("城镇化率", "%", "65", "60"), ("城镇化率", "%", "66", "60"), "retargeted", 0),
        (("失业率", "%", "≤5", "5.5"), ("失业率", "%", "≤5", "5.2"), "progressed", -0.3),
        (("失业率", "%", "≤5", "4"), ("失业率", "%", "≤5", "4.5"), "slid", 0.5),
        (("失业率", "%", "≤5", "5.5"), ("失业率", "%", "≤5", "5"), "reached", -0.5),
    ],
)
def test_events(old, new, event, change):
    row = one(old, new)
    assert row["event"] == event
    assert row["change"] == pytest.approx(change)
    assert row["old_text"] == old[3] and row["new_text"] == new[3]


def test_gaps_then_and_now():
    row = one(("城镇化率", "%", "65", "60"), ("城镇化率", "%", "66", "66.5"))
    assert (row["old_gap"], row["new_gap"]) == (-5, 0.5)
    assert bool(row["retargeted"]) and row["event"] == "reached"
    assert "“65”" in row["reason"] and "'66'" in row["reason_en"]


def test_scales_are_converted():
    row = one(("从业人员数量", "人", "15000", "14000"), ("从业人员数量", "万人", "1.5", "1.75"))
    assert (row["old_value"], row["new_value"], row["unit"]) == (1.4, 1.75, "万人")
    assert row["old_target"] == 1.5 and not row["retargeted"]
    assert row["change"] == pytest.approx(0.35)
    assert row["old_gap"] == pytest.approx(-0.1)
    assert "换算" in row["reason"]


def test_units_that_can_not_be_converted_are_refused_with_a_reason():
    row = one(("护理补贴标准", "元/月", "100", "90"), ("护理补贴标准", "元/年", "1200", "1100"))
    assert row["event"] == "not_comparable"
    assert pd.isna(row["change"]) and pd.isna(row["old_value"]) and pd.isna(row["retargeted"])
    assert row["old_text"] == "90" and row["new_value"] == 1100
    assert row["reason"] and row["reason_en"]


def test_renamed_new_and_gone():
    frame = ta.compare(
        report(
            ("全市实名注册志愿服务人员总量", "万人", "120", "100"),
            ("每个城市社区活动场所数量", "个", "12", "11"),
            ("图书馆藏书量", "万册", "5", "5"),
        ),
        report(
            ("实名注册志愿服务人员总量", "万人", "120", "111"),
            ("每个农村社区活动场所数量", "个", "12", "11"),
            ("博物馆数量", "个", "5", "5"),
        ),
    )
    assert frame["event"].tolist() == ["progressed", "new", "new", "gone", "gone"]
    assert frame["matched_by"].iloc[0] == "similar" and bool(frame["renamed"].iloc[0])
    assert frame["old_indicator"].iloc[0] == "全市实名注册志愿服务人员总量"
    assert "原称" in frame["reason"].iloc[0]
    assert frame["indicator"].tolist()[3:] == ["每个城市社区活动场所数量", "图书馆藏书量"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("福利彩票销售网点数", "福利彩票销售网点数量"),
        ("通过全国社会工作者职业水平考试人数总量", "全国社会工作者职业水平考试通过人数"),
    ],
)
def test_a_count_called_otherwise_is_one_indicator_and_keeps_its_id(before, after):
    frame = ta.compare(report((before, "个", "5", "4")), report((after, "个", "6", "5")))
    row = frame.iloc[0]
    assert len(frame) == 1 and row["event"] == "progressed"
    assert row["renamed"] and row["retargeted"]
    assert row["indicator_id"] == ta.load_indicators(report((before, "个", "5", "4"))).iat[0, 0]


@pytest.mark.parametrize(
    ("one_name", "other"),
    [
        ("新增床位数", "现有床位数"),
        ("省级示范社区数量合计", "县级示范社区数量合计"),
        ("困难残疾人生活补贴覆盖率", "困难残疾人护理补贴覆盖率"),
        ("5岁以下儿童死亡率情况", "7岁以下儿童死亡率情况"),
        ("养老机构新增床位数量", "养老机构现有床位数量"),
    ],
)
def test_names_that_differ_in_what_matters_are_not_one(one_name, other):
    frame = ta.compare(report((one_name, "个", "5", "4")), report((other, "个", "5", "4")))
    assert frame["event"].tolist() == ["new", "gone"]


def test_names_are_compared_without_widths_serials_and_units():
    assert plain_name("1.执业(助理)医师 (万人)") == "执业(助理)医师"
    assert plain_name("“跨省通办”\u3000实施率\uff05") == "跨省通办实施率%"
    assert plain_name("其中\uff1a护理型") == "护理型"


def test_words_and_lost_numbers():
    frame = ta.compare(
        report(("工作机制", "-", "建立机制", "正在建立"), ("覆盖面积", "亩", "5", "4")),
        report(("工作机制", "-", "建立机制", "基本建立"), ("覆盖面积", "亩", "5", "-")),
    )
    assert frame["event"].tolist()[0] in ("changed", "reached")
    assert frame["event"].tolist()[1] == "not_comparable"
    assert frame["reason"].iloc[1]


def test_frames_and_forms_may_be_mixed():
    frame = ta.compare(ta.load_indicators(), ta.read_report())
    assert set(frame["event"]) == {"unchanged"}


def test_rejections_of_both_are_kept():
    bad = report(("城镇化率", "%", "65", "60")) + "残缺的一行 | % |\n" + HEAD[:0]
    frame = ta.compare(bad, None)
    kept = frame.attrs["rejections"]
    assert set(kept) == {"old", "new"}
    assert list(kept["old"].columns) == columns("rejections")
    assert kept["old"]["text"].str.contains("残缺的一行").any()


def test_what_is_no_report_is_refused():
    with pytest.raises(ta.TaianError):
        ta.compare(None, "没有表格。\n只有文字。\n")


def test_headings_name_columns():
    assert set(headings("zh")) == set(headings("en")) <= set(columns("comparison"))


def test_a_binding_target_that_became_expected_is_said():
    old = report(("养老床位", "张", "100", "80")).replace("预期性", "约束性")
    row = ta.compare(old, report(("养老床位", "张", "100", "80"))).iloc[0]
    assert row["attribute_changed"] and row["event"] == "unchanged"
    assert (row["old_attribute"], row["new_attribute"]) == ("约束性", "预期性")
    assert "约束性" in row["reason"] and "预期性" in row["reason_en"]


def test_another_operator_is_said():
    row = one(("失业率", "%", "≤5", "4.5"), ("失业率", "%", "<5", "4.5"))
    assert row["operator_changed"] and (row["old_target_op"], row["new_target_op"]) == ("<=", "<")
    assert not row["attribute_changed"]


@pytest.mark.parametrize(
    ("old", "new", "scale"),
    [
        # 1.75 of 1.5 and then 17500 of 1.5: ten thousand times, and nowhere near its target
        (("人员数", "万人", "1.5", "1.75"), ("人员数", "万人", "1.5", "17500"), 1e4),
        (("人员数", "万人", "1.5", "17500"), ("人员数", "万人", "1.5", "1.75"), 1e-4),
        (("达标率", "%", "90", "85"), ("达标率", "%", "90", "0.87"), 1e-2),
        # growth, and a hundredfold that is no slip of 千, 万 or 亿
        (("网点数", "个", "1500", "1400"), ("网点数", "个", "1500", "1600"), None),
        (("网点数", "个", "50", "3"), ("网点数", "个", "50", "300"), None),
    ],
)
def test_a_slip_of_scale_is_a_misprint_before_it_is_progress(old, new, scale):
    row = one(old, new)
    if scale is None:
        assert pd.isna(row["scale"]) and row["event"] != "rescaled"
    else:
        assert row["scale"] == scale and row["event"] == "rescaled"
        assert "误印" in row["reason"] and "misprint" in row["reason_en"]


def test_a_unit_that_changes_with_the_number_is_no_misprint():
    row = one(("人员数", "万人", "1.5", "1.75"), ("人员数", "人", "15000", "17500"))
    assert row["event"] == "unchanged" and pd.isna(row["scale"])


def test_a_report_beside_itself_is_said_to_be_one():
    from taian_analysis.products.lab_compare import Pair

    assert "同一份报告" in Pair(None, None, lang="zh").sentence()
    other = ta.read_report().text.replace("1783", "1790")
    assert "same report" not in Pair(None, other, lang="en").sentence()
