"""Groups printed once over their rows, English beside names and units, months down with one blank."""

import io

import pytest

import taian_analysis as ta


def _read(text):
    return ta.load_indicators(io.BytesIO(text.encode()))


@pytest.mark.parametrize("unit", ["", " | 单位"])
def test_what_is_printed_once_over_its_rows_is_no_name(unit):
    cell = " | 处" if unit else ""
    text = f"项目 | 类别{unit} | 目标值 | 完成值\n" + "".join(
        f"{row[0]} | {row[1]}{cell} | {row[2]} | {row[3]}\n"
        for row in (
            ("供水设施", "水厂", 4, 4), ("", "泵站", 12, 13),
            ("环卫设施", "公厕", 30, 28), ("", "转运站", 9, 9),
        )
    )  # fmt: skip
    frame = _read(text)
    assert frame["indicator"].tolist() == ["水厂", "泵站", "公厕", "转运站"]
    over = frame["area"].fillna(frame["parent"])
    assert over.tolist() == ["供水设施", "供水设施", "环卫设施", "环卫设施"]


def test_a_unit_says_itself_again_in_english():
    text = (
        "指标 Item | 单位 Unit | 2021年 | 2022年\n"
        "年末人口 Year-end Population | 万人 10 000 persons | 31.4 | 31.2\n"
        "汽车产量 Output of Cars | 万辆 10 000 units | 2.5 | 2.8\n"
    )
    assert _read(text)["unit"].tolist() == ["万人", "万辆"]


def test_months_with_a_blank_in_them_are_times():
    text = (
        "白水县2022年各月用电量\n单位:万千瓦时\n月 份 工业用电量 居民用电量\n"
        "1 月 3120 980\n2 月 2750 1010\n3 月 3300 870\n"
    )
    frame = ta.load_observations(io.BytesIO(text.encode()))
    assert frame["period"].tolist() == ["2022-01", "2022-02", "2022-03"] * 2
    assert frame["value"].tolist() == [3120, 2750, 3300, 980, 1010, 870]
