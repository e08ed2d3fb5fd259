import taian_analysis as ta


def test_annex_has_27_indicators():
    frame = ta.load_indicators()
    assert len(frame) == 27
    assert frame["attribute"].value_counts().to_dict() == {"预期性": 16, "约束性": 11}
    assert frame["area"].value_counts(sort=False).tolist() == [6, 12, 9]
