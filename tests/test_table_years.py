"""What years beside a target are: its parts, results, starts; every value worked out by hand."""

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar


def read(tmp_path, source):
    """Return (name, role, text) of each level of a text, and how sure its rows are."""
    path = tmp_path / "table.txt"
    path.write_text(source, encoding="utf-8")
    report = ta.read_report(path)
    rows = ta.load_indicators(report)
    names = rows.set_index("indicator_id")["indicator"]
    levels = {
        (names[o["indicator_id"]], o["role"], o["text"])
        for o in ta.load_observations(report).to_dict("records")
        if o["role"] in ("baseline", "target", "actual")
    }
    return levels, list(rows["confidence"])


TREE = [("粮食产量", "万吨", "2.1", "2.7", "4.0"), ("城市用户", "万户", "1.6", "2.0", "5.1"),
        ("农村用户", "万户", "0.5", "0.7", "1.9")]  # fmt: skip


def test_years_after_the_day_of_the_text_are_aimed_at(tmp_path):
    lines = ["印发《发展方案》", "2013-08-10", "发展目标与时间表"]
    lines += ["指标 | 单位 | 2013年 | 2015年 | 2020年", *(" | ".join(row) for row in TREE)]
    got, _ = read(tmp_path, "\n".join(lines))
    assert got == {
        (name, role, text)
        for name, _, *texts in TREE
        for role, text in zip(("baseline", "target", "target"), texts, strict=True)
    }


def test_without_a_day_the_second_of_three_years_is_not_sure(tmp_path):
    lines = ["发展目标与时间表", "指标 | 单位 | 2013年 | 2015年 | 2020年"]
    _, sure = read(tmp_path, "\n".join([*lines, *(" | ".join(row) for row in TREE)]))
    assert max(sure) < bar()


def test_years_after_an_overall_target_are_its_parts(tmp_path):
    source = "Indicator\tBASELINE 2016/17\tOVERALL TARGET\t2018/2019\t2019/2020\t2020/2021\n"
    source += "Number of women trained in vocational centres\t252\t375\t125\t130\t120\n"
    source += "Number of small enterprises created in the district\t1,200\t1,210\t400\t405\t405\n"
    source += "Number of cooperatives supported with toolkits\t14\t62\t16\t20\t26\n"
    got, _ = read(tmp_path, source)
    trained = {text for name, role, text in got if "women" in name and role == "target"}
    assert trained == {"375", "125", "130", "120"}
    assert not [role for _, role, _ in got if role == "actual"]


def test_words_beside_years_of_numbers_are_verdicts(tmp_path):
    lines = ["主要指标进展情况", "主要指标 | 2022年 | 2027年目标 | 2025年上半年 | 进展"]
    rows = [("合格率(%)", "93.1", "95.5", "95.2", "按期推进"), ("标准数(项)", "40", "60", "49", "按期推进"),
            ("商标数(件)", "120", "150", "152", "已实现"), ("营业收入(亿元)", "3.1", "5", "3.4", "进度偏慢")]  # fmt: skip
    got, _ = read(tmp_path, "\n".join([*lines, *(" | ".join(row) for row in rows)]))
    assert got == {
        (name.split("(")[0], role, text)
        for name, *texts, _ in rows
        for role, text in zip(("baseline", "target", "actual"), texts, strict=True)
    }
