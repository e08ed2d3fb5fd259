"""The same cells parted by pipes, tabs, commas, tags or drawn boxes: the same reading.

Every table is invented, and every value worked out by hand.
"""

import csv
import html
import io

import pytest

import taian_analysis as ta


def _rows(text):
    return [row.split("/") for row in text.split()]


def _comma(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _web(rows):
    cells = ("".join(f"<td>{html.escape(c)}</td>" for c in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _box(rows):
    """A rule between all rows, longer than a line of text is wide."""
    rule = "+".join(["", *["-" * 20] * len(rows[0]), ""])
    return "\n".join([rule, *(f"| {' | '.join(row)} |\n{rule}" for row in rows)])


FORMS = {
    "pipes": ("txt", lambda rows: "\n".join(" | ".join(row) for row in rows)),
    "edged": ("txt", lambda rows: "\n".join(f"| {' | '.join(row)} |" for row in rows)),
    "tabs": ("txt", lambda rows: "\n".join("\t".join(row) for row in rows)),
    "comma": ("csv", _comma),
    "web": ("html", _web),
    "box": ("txt", _box),
}

PLAN = _rows(
    "序号/指标名称/单位/2020年/2025年/属性 1/牲畜存栏/万头(只)/12.5/20/预期性 2/水质达标率/%/88.5/≥95/约束性 "
    "3/新增就业/万人/3.1/4/预期性 4/路灯改造/盏/120/300/预期性"
)
#: the first column is empty, the third says the second again
BILINGUAL = _rows(
    "/项目/Item/2021/2022/2023 /学校数(所)/Number_of_Schools/61/62/64 "
    "/病床数(张)/Hospital_Beds/830/845/902 /图书馆(个)/Public_Libraries/4/4/5 "
    "/公园面积(公顷)/Park_Area/95.5/97/99.2"
)
#: what spans rows is printed once, and each row filled up at its end
PACKED = _rows(
    "领域/主要指标/单位/2020年/2025年/属性 绿化/造林面积/万亩/42.5/60/约束性 公园面积/公顷/1250/1500/预期性/ "
    "养老/床位数/张/2100/3000/预期性 持证率/%/61.2/80/预期性/ 助餐点/个/8/15/预期性/"
)
PLACES = _rows(
    "县区/生产总值(亿元)/财政收入(亿元) 东河县/102.4/5.1 西山县/96.3/4.8 南湖区/210.7/6.2 北原区/188/5.9"
)
WANT = {
    "plan": (PLAN, {(row[1], "target", row[4]) for row in PLAN[1:]}),
    "bilingual": (
        BILINGUAL,
        {
            ("学校数", "actual", "64"), ("病床数", "actual", "902"),
            ("图书馆", "actual", "5"), ("公园面积", "actual", "99.2"),
        },
    ),
    "packed": (
        PACKED,
        {
            ("造林面积", "target", "60"), ("公园面积", "target", "1500"),
            ("床位数", "target", "3000"), ("持证率", "target", "80"), ("助餐点", "target", "15"),
        },
    ),
    "places": (PLACES, {
            (name, "actual", row[at])
            for row in PLACES[1:]
            for at, name in ((1, "生产总值"), (2, "财政收入"))
        }),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", WANT)
def test_what_parts_the_cells_says_nothing_of_them(kind, form, tmp_path):
    rows, want = WANT[kind]
    ending, printed = FORMS[form]
    path = tmp_path / f"source.{ending}"
    path.write_text(printed(rows).replace("_", " "), "utf-8")
    frame = ta.load_indicators(path)
    role = next(iter(want))[1]
    got = zip(frame["indicator"], frame[f"{role}_text"], strict=True)
    assert {(name, role, text) for name, text in got} == want


def test_tabs_part_the_cells_of_tables_that_have_other_widths(tmp_path):
    plan = _rows("指标/单位/2022年/2023年 常住人口/万人/234/231 城镇人口/万人/145/151")
    path = tmp_path / "source.txt"
    tables = (("表1 人口", plan), ("表2 产值", PLACES))
    path.write_text(
        "\n".join(f"{title}\n{FORMS['tabs'][1](rows)}" for title, rows in tables), "utf-8"
    )
    frame = ta.load_indicators(path)
    got = {*zip(frame["indicator"], frame["actual_text"], strict=True)}
    assert {("常住人口", "231"), ("城镇人口", "151"), ("财政收入", "6.2")} <= got
    assert len(frame) == 2 + 8


#: two rows whose cells hold several indicators, a line each
PILED = [
    ["主要指标", "单位", "2020年", "2025年", "属性"],
    ["1.床位数\n其中:公立医院", "张\n张", "3200\n2100", "3600\n2300", "预期性"],
    ["2.死亡率", "/10万", "9.1", "≤9", "约束性"],
    ["3.签约率\n其中:重点人群\n低收入人口", "%\n%", "70\n95", "75\n100", "预期性"],
    ["4.持证率\n其中:专任教师", "%\n人", "61.2\n850", "80\n990", "预期性"],
    ["5.接种率", "%", "95", "≥96", "约束性"],
]
PILES = [
    ("床位数", None, "张", "3200", "3600"), ("其中:公立医院", "床位数", "张", "2100", "2300"),
    ("死亡率", None, "/10万", "9.1", "≤9"), ("其中:重点人群", "签约率", "%", "70", "75"),
    ("低收入人口", "签约率", "%", "95", "100"), ("持证率", None, "%", "61.2", "80"),
    ("其中:专任教师", "持证率", "人", "850", "990"), ("接种率", None, "%", "95", "≥96"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["comma", "web", "a line", "blank lines"])
def test_indicators_of_one_cell_are_told_apart(form, tmp_path):
    apart = {"a line": "\n", "blank lines": "\n\n"}.get(form)
    ending, printed = FORMS.get(form, ("txt", None))
    text = printed(PILED) if printed else "\n".join(cell for row in PILED for cell in row)
    text = text.replace("\n", "<br>") if form == "web" else text.replace("\n", apart or "\n")
    path = tmp_path / f"source.{ending}"
    path.write_text(text, "utf-8")
    frame = ta.load_indicators(path)
    told = frame[["indicator", "parent", "unit", "baseline_text", "target_text"]]
    assert [tuple(row) for row in told.astype(object).where(told.notna(), None).values] == PILES
    piled = frame["indicator"].isin([name for name, *_ in PILES if name[-1] != "率"])
    assert apart is None or (frame["confidence"][piled] < 0.95).all()


#: parts have no points of their own, and what spans rows is printed once
UNWEIGHTED = _rows(
    "一级指标/二级指标/三级指标/分值/年度指标值/全年实际值/得分 "
    "产出指标(50分)/数量指标/修建灌溉渠道长度/20/12公里/11公里/18 其中:干渠长度/4公里/4公里 支渠长度/8公里/7公里 "
    "质量指标/验收合格率/15/100%/100%/15 效益指标(30分)/社会效益指标/受益人数/15/300户/320户/15"
)


@pytest.mark.parametrize("apart", [" | ", "\n", " "])
def test_a_number_with_a_unit_is_no_weight(apart, tmp_path):
    path = tmp_path / "source.txt"
    rows = "\n".join(apart.join(row) for row in UNWEIGHTED)
    path.write_text(f"2023年度项目支出绩效自评表\n{rows}\n", "utf-8")
    frame = ta.load_indicators(path)
    told = zip(frame["area"], frame["target_text"], frame["actual_text"], strict=True)
    first, second = "产出指标(50分)", "效益指标(30分)"
    assert [*told] == [
        (first, "12公里", "11公里"), (first, "4公里", "4公里"), (first, "8公里", "7公里"),
        (first, "100%", "100%"), (second, "300户", "320户"),
    ]  # fmt: skip


def test_counts_that_could_be_years_begin_no_table(tmp_path):
    """小学 2031 2046 2059 2064 among rows of counts: no header, since the steps differ."""
    text = (
        "指标 2019年 2020年 2021年 2022年\n学校数(所)\n幼儿园 86 91 95 93\n小学 64 61 57 54\n"
        "专任教师数(人)\n幼儿园 812 886 903 877\n小学 2031 2046 2059 2064\n中学 704 713 748 772\n"
    )
    path = tmp_path / "source.txt"
    path.write_text(text.replace(" ", "    "), "utf-8")
    told = ta.load_observations(path)
    assert list(told["text"]) == [n for n in text.replace("年", "").split() if n.isdecimal()][4:]
    assert list(told["period"]) == ["2019", "2020", "2021", "2022"] * 5
