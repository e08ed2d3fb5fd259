"""Tables in English: roles by the words of their heads.

Every table is invented, and every value worked out by hand.
"""

import re

import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.headers import english_head

ROWS = [
    ("Percentage of calls answered within 30 seconds", "90%", "92.4%"),
    ("Resource consents processed within statutory timeframes", "100%", "98.7%"),
    ("Number of visits to museums and galleries", "1,280,000", "1,312,455"),
    ("Serious complaints per 1,000 connections", "≤10", "8.2"),
]
WANT = {("", row[0], role, row[i]) for row in ROWS for i, role in ((1, "target"), (2, "actual"))}
HEADS = [
    ("Performance measure", "Target 2022/23", "Actual 2022/23"),
    ("How we measure performance", "Annual target", "Achieved"),
    ("Performance pledges", "Performance Target", "Performance Achieved in 2022-23"),
    ("Performance measure / indicator", "Achievement target 2022-23", "2022-23 Estimate"),
]


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("form", ["md", "tabs"])
def test_a_plain_table(tmp_path, heads, form):
    path = tmp_path / ("source.md" if form == "md" else "source.txt")
    if form == "md":
        rows = [f"| {' | '.join(row)} |" for row in (heads, ["---"] * 3, *ROWS)]
    else:
        rows = ["\t".join(row) for row in (heads, *ROWS)]
    path.write_text("Annual report\n\n" + "\n".join(rows) + "\n", "utf-8")
    assert read(path) == WANT


def test_a_result_in_words_is_a_verdict_and_a_comment_no_value(tmp_path):
    path = tmp_path / "source.csv"
    path.write_text(
        """Indicator,Unit of measure,Annual target,Actual achievement,Result,Comment
Kilometres of roads upgraded,km,12.5,9.8,Not achieved,Delays
Households with electricity,households,900782,905000,Achieved,None
""",
        "utf-8",
    )
    got = read(path)
    assert ("", "Kilometres of roads upgraded", "actual", "9.8") in got
    assert {role for _, _, role, _ in got} == {"target", "actual"}


def test_growth_beside_levels_is_a_change_and_a_share_of_the_aim_a_rate(tmp_path):
    path = tmp_path / "source.csv"
    path.write_text(
        """Indicator,Measurement unit,Previous year,Target 2023,Actual 2023,% of annual target,% change
Households connected,households,"1,200","1,500","1,350",90,12.5
Roads passable in all seasons,km,180,200,210,105,16.7
""",
        "utf-8",
    )
    assert read(path) == {
        ("", name, role, text)
        for name, *values in (
            ("Households connected", "1,200", "1,500", "1,350", "12.5"),
            ("Roads passable in all seasons", "180", "200", "210", "16.7"),
        )
        for role, text in zip(("baseline", "target", "actual", "change"), values, strict=True)
    }


def test_heads_and_what_is_none():
    assert english_head("2021/22 Result").period == "2021/2022"
    assert english_head("Target (%)").role == "target"
    assert english_head("Number of households with access to basic water") is None


def test_an_output_over_its_indicators_is_what_they_are_nested_under(tmp_path):
    path = tmp_path / "source.html"
    path.write_text(
        """<p>Logical framework of a district.</p><table>
<tr><th>OUTPUT</th><th>INDICATOR with unit of measure</th><th>BASELINE (2018/19)</th>
<th>TARGET 2020/21</th><th>TARGET 2021/22</th><th>MEANS OF VERIFICATION</th><th>ASSUMPTIONS</th></tr>
<tr><td rowspan="2">Output 1: Schools built</td><td>Number of schools</td><td>4</td><td>6</td>
<td>7</td><td>Reports</td><td>Funds come in time</td></tr>
<tr><td>Number of rooms</td><td>40</td><td>58</td><td>66</td><td>Reports</td><td>Same</td></tr>
<tr><td rowspan="2">Output 2: Clinics built</td><td>Number of clinics</td><td>1</td><td>2</td>
<td>3</td><td>Reports</td><td>Staff are found</td></tr>
<tr><td>Number of rooms</td><td>9</td><td>12</td><td>15</td><td>Reports</td><td>Same</td></tr></table>
""",
        "utf-8",
    )
    frame, seen = ta.load_indicators(path), ta.load_observations(path)
    assert list(zip(frame["parent"], frame["indicator"], strict=True)) == [
        ("Output 1: Schools built", "Number of schools"),
        ("Output 1: Schools built", "Number of rooms"),
        ("Output 2: Clinics built", "Number of clinics"),
        ("Output 2: Clinics built", "Number of rooms"),
    ]
    assert list(seen["text"]) == ["4", "6", "7", "40", "58", "66", "1", "2", "3", "9", "12", "15"]
    assert list(seen["role"]) == ["baseline", "target", "target"] * 4


@pytest.mark.parametrize(
    ("heads", "periods"),
    [
        (("Mar 2024", "Feb 2024", "Dec 2023"), ("2024-03", "2024-02", "2023-12")),
        (("1Q 2024", "4Q 2023", "3Q 2023"), ("2024-Q1", "2023-Q4", "2023-Q3")),
        (("2024 May", "2024 June", "2024 Sept."), ("2024-05", "2024-06", "2024-09")),
    ],
)
@pytest.mark.parametrize("by", [",", " | ", "    "])
def test_months_and_quarters_are_periods(tmp_path, heads, periods, by):
    path = tmp_path / ("source.csv" if by == "," else "source.txt")
    rows = [
        ("Indicators", *heads),
        ("Parcels delivered", "52.1", "48.7", "61.3"),
        ("Letters posted", "12.4", "11.9", "13.8"),
        ("Postal turnover", "7.25", "6.98", "8.02"),
    ]
    path.write_text("Monthly report\n" + "\n".join(by.join(row) for row in rows) + "\n", "utf-8")
    seen = ta.load_observations(path)
    assert [*zip(seen["period"], seen["text"], strict=True)] == [
        (period, text)
        for row in rows[1:]
        for period, text in zip(periods, row[1:], strict=True)
    ]  # fmt: skip
    assert set(seen["role"]) == {"actual"}


def test_a_header_in_two_rows_with_merged_cells(tmp_path):
    """Target over two years, quarters under a year: each column has all that stands over it."""
    path = tmp_path / "source.html"
    path.write_text(
        """<table>
<tr><td rowspan=2>Outputs and indicators</td><td rowspan=2>Baseline<br>(2019)</td>
<td colspan=2>Target</td><td rowspan=2>Achieved by Dec. 2022</td></tr>
<tr><td>2021 (mid-term)</td><td>2023 (final)</td></tr>
<tr><td colspan=5>Output 1: Roads are safer</td></tr>
<tr><td>1.a Crossings with lights</td><td>12</td><td>20</td><td>31</td><td>27</td></tr>
<tr><td>1.1.2 Share of schools with a patrol</td><td>40%</td><td>60%</td><td>80%</td>
<td>66%</td></tr>
<tr><td>1.1.3 Speed policy</td><td>None</td><td>Draft agreed</td><td>Adopted</td><td>Draft</td></tr>
</table>""",
        "utf-8",
    )
    got = ta.load_observations(path)
    first = got[got["text"].isin(["12", "20", "31", "27"])]
    assert [*zip(first["role"], first["period"], first["text"], strict=True)] == [
        ("baseline", "2019", "12"),
        ("target", "2021", "20"),
        ("target", "2023", "31"),
        ("actual", "2022-12", "27"),
    ]
    names = ta.load_indicators(path)["indicator"]
    assert [*names][:2] == ["Crossings with lights", "Share of schools with a patrol"]


def test_quarters_below_a_year_are_results_that_none_is_sure_of(tmp_path):
    path = tmp_path / "source.html"
    path.write_text(
        """<table>
<tr><td rowspan=2>Performance indicator</td><td rowspan=2>2022/23 target</td>
<td colspan=2>2022/23 actual</td></tr><tr><td>Q1</td><td>Q2</td></tr>
<tr><td>Bins emptied on the day</td><td>98%</td><td>96.1%</td><td>97.4%</td></tr>
<tr><td>Visits to libraries</td><td>40,000</td><td>9,120</td><td>18,955</td></tr>
<tr><td>Days to decide a claim</td><td>12</td><td>14</td><td>13</td></tr>
</table>""",
        "utf-8",
    )
    assert ("", "Visits to libraries", "actual", "9,120") in read(path)
    assert ("", "Visits to libraries", "actual", "18,955") in read(path)
    assert (ta.load_indicators(path)["confidence"] < 0.95).all()


@pytest.mark.parametrize(
    ("text", "role", "period"),
    [
        ("Achieved by Dec. 2023", "actual", "2023-12"),
        ("FY21 Actual", "actual", "2021"),
        ("FY 2023 Target", "target", "2023"),
        ("2022–23 outturn", "actual", "2022/2023"),
        ("2023 (final)", "year", "2023"),
        ("2023 (Target)", "target", "2023"),
        ("Results and indicators", "name", None),
    ],
)
def test_times_in_heads(text, role, period):
    head = english_head(text)
    assert (head.role, head.period) == (role, period)


LINES = """Ref
Performance indicator
Good is
2021/22 outturn
2022/23 target
2022/23 actual
RAG
Comment
Priority 1: Safe streets
EN01
Street lamps repaired in 3 days (%)
Higher
91.2%
95%
93.4%
Amber
Parts came late.
EN02
Fly-tips reported
Lower
1,204
1,100
1,310
Red
Priority 2: A fair start
CH05
Pupils absent
Lower
68
60
n/a
Red
See page 4."""


@pytest.mark.parametrize("joint", ["\n", "\n\n", " |\n"])
def test_a_cell_a_line_with_titles_between_and_comments_left_out(joint):
    """EN02 has no comment: its row ends with its rating, and the next title is none of it."""
    text = f"Performance report\n\nWe publish this.\n\n{joint.join(LINES.splitlines())}\n"
    seen = ta.load_observations(text)
    assert [*zip(seen["role"], seen["text"], strict=True)] == [
        ("baseline", "91.2%"), ("target", "95%"), ("actual", "93.4%"),
        ("baseline", "1,204"), ("target", "1,100"), ("actual", "1,310"),
        ("baseline", "68"), ("target", "60"), ("actual", "n/a"),
    ]  # fmt: skip
    areas = ta.load_indicators(text)["area"]
    first, second = "Priority 1: Safe streets", "Priority 2: A fair start"
    assert [*areas] == [first, first, second]


def test_two_results_before_the_aim_are_results_both():
    """Which of two years the aim starts from nothing says; of one year alone it is that."""
    text = """Performance report

Measure | FY 2021 Actual | FY 2022 Actual | FY 2023 Target | FY 2023 Actual
Facilities inspected | 1,204 | 1,187 | 1,250 | 1,262
Days to issue a license | 31 | 27.5 | 25 | 28
Meals served in the year | 18,940 | 20,315 | 19,500 | 19,874
"""
    seen = ta.load_observations(text)
    assert [*seen["role"]][:4] == ["actual", "actual", "target", "actual"]
    assert [*seen["period"]][:4] == ["2021", "2022", "2023", "2023"]
    alone = "\n".join(
        " | ".join(cell for n, cell in enumerate(line.split(" | ")) if n != 1)
        for line in text.splitlines()
    )
    assert [*ta.load_observations(alone)["role"]][:3] == ["baseline", "target", "actual"]


def test_a_results_framework_of_yearly_targets():
    """YR1 (FY21) is a milestone; a unit of Yes/No, and words below it, are a row too."""
    text = """Results framework

| Indicator Name | Unit of Measure | Baseline (FY19) | YR1 (FY21) | End Target (FY25) | Data Source |
|---|---|---|---|---|---|
| **Component 1: Water** | | | | | |
| People with access to water | Number | 0.00 | 18,000.00 | 145,000.00 | PIU |
| Water lost in three towns | Percentage | 46.80 | 45.00 | 32.00 | Utility |
| Information system operational | Yes/No | No | No | Yes | Ministry |
"""
    seen = ta.load_observations(text)
    of = [*zip(seen["role"], seen["period"], seen["text"], strict=True)]
    assert of[:3] == [
        ("baseline", "2019", "0.00"),
        ("target", "2021", "18,000.00"),
        ("target", "2025", "145,000.00"),
    ]
    assert [text for _, _, text in of[-3:]] == ["No", "No", "Yes"]


def test_codes_in_parts_units_of_so_many_and_money(tmp_path):
    path = tmp_path / "source.csv"
    path.write_text(
        """SDG No.,Indicator,Unit,2020,2025,Annual Average [Cumulative],Attribute
3.b.1,Children immunized by 12 months,%,83,95,[12],Binding
8.1.1,Value of imports and exports,100 million yuan,742.6,"1,100",8.2,Anticipatory
9.1.2,Grain production capacity,"10,000 tons",163.2,≥165,—,Binding
11.6.2,Cost of refuse by ton,yuan,$218.40,$235.00,2,Anticipatory
""",
        "utf-8",
    )
    seen = ta.load_observations(path)
    levels = seen[seen["role"].isin(["baseline", "target"])]
    assert [*levels["text"]] == [
        "83",
        "95",
        "742.6",
        "1,100",
        "163.2",
        "≥165",
        "$218.40",
        "$235.00",
    ]
    assert [*levels["role"]] == ["baseline", "target"] * 4
    assert levels["value"].tolist()[-2:] == [218.4, 235.0]
    assert {*ta.load_indicators(path)["unit"]} >= {"100 million yuan", "10,000 tons"}


def test_columns_that_stand_one_after_the_other_are_refused():
    names = "".join(f"Farmers reached in ward {n}\nNo. of farmers\n{n}2\n" for n in range(1, 6))
    rest = "\n".join(str(n) for n in range(100, 125))
    text = (
        f"Plan\nKey Output\nKey Performance Indicators\nBaseline\n{names}Target\nAchieved\n{rest}\n"
    )
    with pytest.raises(ta.TaianError):
        ta.load_indicators(text)


def test_results_of_years_in_a_row_have_no_plan_to_start(tmp_path):
    path = tmp_path / "source.html"
    path.write_text(
        """<table><tr><td rowspan=2>Performance Indicators</td><td colspan=3>Actual</td>
<td colspan=2>Target</td><td rowspan=2>5-Year Trend</td></tr>
<tr><td>FY20</td><td>FY21</td><td>FY22</td><td>FY22</td><td>FY23</td></tr>
<tr><td>Streets rated clean</td><td>93.1%</td><td>90.4%</td><td>91.7%</td><td>92%</td><td>92%</td>
<td>Neutral</td></tr>
<tr><td>Missed collections</td><td>124</td><td>158</td><td>112</td><td>100</td><td>100</td>
<td>Up</td></tr></table>""",
        "utf-8",
    )
    seen = ta.load_observations(path)
    assert [*seen["role"]][:5] == ["actual"] * 3 + ["target"] * 2
    assert [*seen["period"]][:5] == ["2020", "2021", "2022", "2022", "2023"]


def test_heads_in_words_of_their_own(tmp_path):
    """What stands over a column is known by its lowest part where all of it is not."""
    path = tmp_path / "source.csv"
    path.write_text(
        """What we measure,Last year,What we aimed for,What we delivered,,Why
Water supply,,,,,
Water lost from the network,22.8%,≤ 22%,24.1%,Not achieved,Two bursts
Time to attend a call-out,38 minutes,60 minutes or less,41 minutes,Achieved,
Complaints per 1 000 homes,13.27,Fewer than 15,11.90,Achieved,87 complaints
""",
        "utf-8",
    )
    seen = ta.load_observations(path)
    assert [*seen["role"]] == ["baseline", "target", "actual"] * 3
    assert [*seen["text"]][:3] == ["22.8%", "≤ 22%", "24.1%"]
    html = tmp_path / "source.html"
    html.write_text(
        """<table><tr><td rowspan=2>Indicator</td><td colspan=2>Data as of</td>
<td colspan=2>Planned</td></tr>
<tr><td>Start of support (2020)</td><td>Mid-term review, Nov. 2023</td><td>Milestone 2023</td>
<td>Close-out (March 2026)</td></tr>
<tr><td>1.a Farm income of a household</td><td>612</td><td>748</td><td>735</td><td>920</td></tr>
<tr><td>1.b Area back in use (ha)</td><td>0</td><td>2,315</td><td>2,600</td><td>4,850</td></tr>
</table>""",
        "utf-8",
    )
    seen = ta.load_observations(html)
    assert {*zip(seen["role"], seen["period"], seen["text"], strict=True)} >= {
        ("baseline", "2020", "612"),
        ("actual", "2023-11", "748"),
        ("target", "2023", "735"),
        ("target", "2026-03", "4,850"),
    }


def test_rows_that_blanks_part_and_names_that_go_on_below(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """Main indicators of the 2025 plan
No.   Indicator                              Unit     2020 (achieved)   Target 2025
1     Households with a fibre connection     %                   31.5          60.0
2     Length of footpaths repaired after     km                    12            19
      the winter
3     Sports grounds open to all             No.                    7             9
4     Value of grants paid                   $m                   2.5           4.0
""",
        "utf-8",
    )
    long = "Length of footpaths repaired after the winter"
    want = {
        ("", "Households with a fibre connection", "baseline", "31.5"),
        ("", "Households with a fibre connection", "target", "60.0"),
        ("", long, "baseline", "12"),
        ("", long, "target", "19"),
        ("", "Sports grounds open to all", "baseline", "7"),
        ("", "Sports grounds open to all", "target", "9"),
        ("", "Value of grants paid", "baseline", "2.5"),
        ("", "Value of grants paid", "target", "4.0"),
    }
    assert read(path) == want
    text = path.read_text("utf-8").replace("after     km", "after the winter   km")
    lines = text.replace("      the winter\n", "").splitlines()
    path.write_text("\n".join("  ".join(re.split(" {2,}", line)) for line in lines) + "\n", "utf-8")
    assert read(path) == want


def test_one_blank_parts_columns_where_it_stands_on_every_line(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """Measure                                     2021 Outturn 2022 Target
Anglers with a licence for the whole season 17,214       17,500
Greenway opened in the year                 38           60
Climate projects supported                  212          240
Bog under restoration                       4,120        6,000
Reserves with a plan                        29           34
""",
        "utf-8",
    )
    got = read(path)
    assert ("", "Anglers with a licence for the whole season", "target", "17,500") in got
    assert {value for *_, role, value in got if role == "target"} == {
        "17,500", "60", "240", "6,000", "34",
    }  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [
        ("No.", "Indicator", "Unit", "FY 2024", "Target", "Actual"),
        ("No.", "Indicator", "Unit", "Target", "Actual", "2024", "2024"),
    ],
)
def test_lower_heads_go_under_those_of_values(tmp_path, heads):
    path = tmp_path / "source.txt"
    rows = [
        ("1", "Wells drilled", "Number", "40", "37"),
        ("2", "Pumps kept in use", "%", "90", "84.5"),
    ]
    path.write_text("\n".join([*heads, *(cell for row in rows for cell in row)]) + "\n", "utf-8")
    assert read(path) == {
        ("", "Wells drilled", "target", "40"),
        ("", "Wells drilled", "actual", "37"),
        ("", "Pumps kept in use", "target", "90"),
        ("", "Pumps kept in use", "actual", "84.5"),
    }


@pytest.mark.parametrize(
    ("text", "role", "period"),
    [
        ("Full-year target", "target", None),
        ("Level at start", "baseline", None),
        ("Situation in 2020", "year", "2020"),
        ("Cumulative to date", "actual", None),
        ("To be achieved by 2025", "target", "2025"),
        ("Achieved by 2025", "actual", "2025"),
        ("By 2025", "target", "2025"),
        ("2020 (achieved)", "actual", "2020"),
        ("Target date", None, None),
    ],
)
def test_heads_told_by_their_words(text, role, period):
    head = english_head(text)
    assert (head and head.role, head and head.period) == (role, period)


def test_an_unknown_head_over_numbers_is_no_target(tmp_path):
    path = tmp_path / "source.md"
    rows = ["| Indicator | Target 2025 | Actual 2023 | Page |", "|---|---|---|---|"]
    rows += ["| Wells drilled | 40 | 37 | 3 |", "| Grants paid | $4.5m | $4.1m | 4 |"]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    assert read(path) == {
        ("", "Wells drilled", "target", "40"),
        ("", "Wells drilled", "actual", "37"),
        ("", "Grants paid", "target", "$4.5m"),
        ("", "Grants paid", "actual", "$4.1m"),
    }


@pytest.mark.parametrize("joint", ["\n|\n", "\n", " |\n"])
def test_what_spans_rows_is_left_out_of_the_later_ones(joint):
    """A cell a line: the outcome is printed once, a title is none of it, nor a remark."""
    rows = [
        ["Key Outcomes/Outputs", "Key Performance Indicators", "Baseline", "Planned Targets (2020/21)",
         "Achieved Targets (2020/21)", "Remarks*"],
        ["Programme 1: Roads"],
        ["Safer roads", "Crossings with lights", "3", "7", "5", "Funds came late"],
        ["Schools with a patrol", "12", "15", "15", "Met"],
        ["Programme 2: Water"],
        ["Cleaner water", "Wells tested", "40", "60", "48.5", "Kits were short"],
        ["Springs fenced", "-", "9", "4", "Stone was dear"],
    ]  # fmt: skip
    text = "Sector report\n\n" + joint.join(cell for row in rows for cell in row) + "\n"
    frame, seen = ta.load_indicators(text), ta.load_observations(text)
    assert [*zip(frame["area"], frame["indicator"], strict=True)] == [
        ("Safer roads", "Crossings with lights"), ("Safer roads", "Schools with a patrol"),
        ("Cleaner water", "Wells tested"), ("Cleaner water", "Springs fenced"),
    ]  # fmt: skip
    assert " ".join(seen["text"]) == "3 7 5 12 15 15 40 60 48.5 - 9 4"
    assert [*seen["role"]] == ["baseline", "target", "actual"] * 4


def test_names_on_lines_above_their_values_and_sentences_between():
    rows = [
        ("Share of permits issued\nwithin 20 days.", "95 per cent", "97.2 per cent", "Met"),
        ("Visits to sites.", "180", "186", "Met"),
        ("Wells sampled.", "40", "31", "Not met"),
    ]
    said = "How measured: what was counted in the year, whatever the weather was like then."
    text = "Our results.\nMeasure |2021-22 target |2021-22 result |Status |\n" + "".join(
        f"{name}\n| {target} | {result} | {met} |\n{said}\n|\n"
        for name, target, result, met in rows
    )
    frame, seen = ta.load_indicators(text), ta.load_observations(text)
    names = ["Share of permits issued within 20 days.", "Visits to sites.", "Wells sampled."]
    assert [*frame["indicator"]] == names and frame["area"].isna().all()
    assert [*seen["text"]] == ["95 per cent", "97.2 per cent", "180", "186", "40", "31"]
    assert [*seen["role"]] == ["target", "actual"] * 3
    left = ta.rejections(ta.read_report(text))
    assert [*left["code"]] == ["header", "note", "note"]  # the last one is below the table


def test_what_was_reached_of_a_target_and_short_fiscal_years():
    told = [english_head(text) for text in ("Achieved targets", "Target achievement", "FY 11/12")]
    assert [head and head.role for head in told] == ["actual", None, "year"]
    assert english_head("Actual Value for FY 11/12").period == "2011/2012"


def test_years_over_an_aim_and_a_result_and_names_set_in_below():
    """Columns of blanks: Target and Actual are of 2020, the next Target of 2021; names go on."""
    text = """Measures of the university

        Performance Indicator                                    2020                  2021       2022
                                                        Target        Actual         Target     Target
KRA 1 - Instruction
1) Share of first-time takers that                       61.00%       64.27%         62.00%     63.00%
   pass the examination
2) Share of courses with                                 80.00%       78.26%         82.00%     85.00%
   CHED accreditation
3) Papers                                                     9           11             12         14
Note: what was counted in 2020 is of January to December.

Prepared by:  A. Clerk
   12   13   14
"""
    frame, seen = ta.load_indicators(text), ta.load_observations(text)
    assert [*frame["indicator"]] == [
        "Share of first-time takers that pass the examination",
        "Share of courses with CHED accreditation",
        "Papers",
    ]
    assert [*zip(seen["role"], seen["period"], strict=True)] == [
        ("target", "2020"), ("actual", "2020"), ("target", "2021"), ("target", "2022"),
    ] * 3  # fmt: skip
    assert [*seen["text"]][4:] == ["80.00%", "78.26%", "82.00%", "85.00%", "9", "11", "12", "14"]


def test_rows_that_lack_the_cells_that_span_them():
    """As html2text leaves a table with merged cells: nothing stands for those, a dash is escaped."""
    text = """Trend values

Objective| Action| Success Indicator| Unit| Actual Value for FY 11/12| Target Value for FY 12/13
---|---|---|---|---|---
[1] More fruit| [1.1] New orchards| [1.1.1] Area planted| Ha.| 3,150| 3,600
[1.2] Old orchards| [1.2.1] Area renewed| Ha.| \\--| 450
| [1.2.2] Trees cut| No.| 77| 80
[2] Storage| [2.1] Cold stores| [2.1.1] Stores opened| No.| 22| 35
"""
    frame, seen = ta.load_indicators(text), ta.load_observations(text)
    names = ["Area planted", "Area renewed", "Trees cut", "Stores opened"]
    assert [*frame["indicator"]] == names
    assert [*frame["unit"]] == ["Ha.", "Ha.", "No.", "No."]
    assert [*frame["area"]] == ["[1] More fruit"] * 3 + ["[2] Storage"]
    texts = ["3,150", "3,600", "--", "450", "77", "80", "22", "35"]
    assert [text.strip("\\") for text in seen["text"]] == texts


def test_what_a_value_counts_in_is_told_as_printed():
    """A mark at the end of a name is of a note below, a remark behind a value is none of it."""
    text = """Measure | 2021-22 target | 2021-22 result
Applications decided in time.^ | 95 per cent | 97.2 per cent
Time to respond.~ | 24 hours or less | 19 hours
Large users with a meter. | 85 per cent (Multi-year target) | 78 per cent
"""
    told = ta.load_indicators(text)
    assert [*told["indicator"]] == [
        "Applications decided in time.", "Time to respond.", "Large users with a meter.",
    ]  # fmt: skip
    assert [*told["unit"]] == ["per cent", "hours", "per cent"]
    assert [*told["target_value"]] == [95, 24, 85]


def test_dates_below_the_heads_of_levels():
    """What stands under Baseline and the targets says their times; the empty cells say nothing."""
    heads = ["Indicator Name", "Unit of Measure", "Baseline", "Original Target",
             "Formally Revised Target", "Actual Achieved at Completion", "Comments"]  # fmt: skip
    dates = ["", "", "15-Jun-2015", "31-Dec-2020", "30-Jun-2021", "30-Jun-2022", ""]
    rows = [
        ["Wells dug", "Number", "3.00", "120.00", "90.00", "84.00", "Late."],
        ["Homes with a tap", "Percentage", "12.00", "60.00", "—", "61.50", "Achieved."],
    ]
    cells = [cell for row in (heads, dates, *rows) for cell in row]
    seen = ta.load_observations("Results\n" + "".join(f"{cell} |\n" for cell in cells))
    assert [*zip(seen["role"], seen["period"], seen["text"], strict=True)][:4] == [
        ("baseline", "2015-06", "3.00"), ("target", "2020-12", "120.00"),
        ("target", "2021-06", "90.00"), ("actual", "2022-06", "84.00"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["", "IN00800001\n"])
def test_a_small_table_for_each_indicator(code):
    """The name stands above the heads, its unit in brackets; dates that all have date the heads."""
    form = "►{} ({}, Custom)\n" + code + "Baseline\nActual\nEnd Target\nValue\n{}\n{}\n{}\n"
    form += "Date\n01-Feb-2019\n30-Jun-2021\n31-Dec-2023\nComments: as surveyed.\n"
    rows = [("Homes with a tap", "Number", "1,200", "6,015", "9,000"),
            ("Water lost", "Percentage", "44.0", "39.2", "30.0")]  # fmt: skip
    told = ta.load_indicators(
        "Results\n\nPDO Indicators\n" + "".join(form.format(*r) for r in rows)
    )
    columns = ["indicator", "unit", "baseline_text", "actual_text", "target_text"]
    assert [*told[columns].itertuples(index=False, name=None)] == rows
    assert {*told["actual_period"]} == {"2021-06"}


def test_rows_that_end_in_values_however_far_apart(tmp_path):
    """A long name leaves one blank before the first value, and goes on below; so do the heads."""
    path = tmp_path / "source.txt"
    path.write_text(
        """District Report

Function, Indicator                        Approved                        Cumulative
                                           Budget and                      Expenditure
                                           Planned                         and
                                           outputs                         Performance
Function: 0981 Rural Water
No. of supervision visits during and after 40                              36
construction
No. of water points tested                            60                   72
No. of water committees formed in the wards 24                             22
Village Meetings
No. of springs protected                              6                    5
Most of the planned outputs were achieved, but two springs fell dry.

Page 88
""",
        "utf-8",
    )
    told = ta.load_indicators(path)
    assert [*zip(told["indicator"], told["target_text"], told["actual_text"], strict=True)] == [
        ("No. of supervision visits during and after construction", "40", "36"),
        ("No. of water points tested", "60", "72"),
        ("No. of water committees formed in the wards Village Meetings", "24", "22"),
        ("No. of springs protected", "6", "5"),
    ]
    assert {*told["area"]} == {"Function: 0981 Rural Water"}
    assert told["confidence"].max() < bar()


def test_a_goal_before_the_names_is_a_number_of_a_list(tmp_path):
    path = tmp_path / "source.csv"
    rows = [["Goal", "Indicator", "Unit", "Baseline (2015)", "2020", "Target 2030"],
            ["1", "Poverty rate", "%", "31.6", "27.4", "16.0"],
            ["2", "Stunting of children", "%", "34.6", "32.1", "20.0"],
            ["3", "Maternal mortality", "%", "27.8", "25.2", "10.0"]]  # fmt: skip
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", "utf-8")
    seen = ta.load_observations(path)
    assert [*zip(seen["role"], seen["text"], strict=True)][:3] == [
        ("baseline", "31.6"), ("actual", "27.4"), ("target", "16.0"),
    ]  # fmt: skip
