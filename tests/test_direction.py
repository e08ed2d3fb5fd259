import pytest

import taian_analysis as ta
from taian_analysis.cleaning.direction import by_name, direction


@pytest.mark.parametrize(
    "name",
    ["恩格尔系数", "城镇登记失业率", "5岁以下儿童死亡率", "单位GDP能耗", "公共供水管网漏损率", "城乡居民收入比", "城乡低保标准之比",
     "地表水质量劣Ⅴ类水体比例", "个人卫生支出占卫生总费用的比重", "森林火灾受害率"],
)  # fmt: skip
def test_lower_is_better(name):
    assert by_name(name) == -1


@pytest.mark.parametrize(
    "name",
    ["细颗粒物浓度下降", "单位GDP能耗降低", "孕产妇死亡率下降率", "主要污染物排放总量减少", "养老机构护理型床位占比", "污水处理率",
     "生活垃圾无害化处理率", "福利彩票销售网点数", "重点污染源达标率", "事故死亡人数下降率", "农药包装废弃物回收率"],
)  # fmt: skip
def test_higher_is_better(name):
    assert by_name(name) == 1


def test_operator_goes_before_name_and_catalog_before_both():
    assert direction("城镇登记失业率", ">=") == 1
    assert direction("森林覆盖率", "<=") == -1
    assert direction("森林覆盖率", "<=", known=1) == 1
    assert direction("调整机制", "text") == 0
    assert direction("城镇登记失业率", None) == -1


def test_a_bound_after_a_name_is_its_targets(tmp_path):
    """What a name ends with of its target says which way is better; the name stays as printed."""
    file = tmp_path / "aims.txt"
    file.write_text(
        "指标 | 单位 | 目标值 | 完成值\n居民消费价格涨幅控制在 | % | 3 | 1.2\n"
        "城镇登记失业率低于 | % | 4.5 | 3.2\n森林覆盖率不低于 | % | 38 | 39\n"
        "农村危房存量降至 | 户 | 100 | 80\n超过 | 个 | 4 | 5\n新增就业达到率 | % | 90 | 91\n"
    )
    rows = ta.load_indicators(file)
    assert list(zip(rows["indicator"], rows["target_op"], rows["direction"], strict=True)) == [
        ("居民消费价格涨幅控制在", "<=", -1),
        ("城镇登记失业率低于", "<", -1),
        ("森林覆盖率不低于", ">=", 1),
        ("农村危房存量降至", "<=", -1),
        ("超过", ">=", 1),
        ("新增就业达到率", ">=", 1),
    ]
    assert list(rows["target_text"]) == ["3", "4.5", "38", "100", "4", "90"]
