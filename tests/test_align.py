"""The cheapest way to put cells into columns: against trying every way, and by hand."""

import random
from functools import cache

import pytest

import taian_analysis as ta
from taian_analysis.base.report import Cell
from taian_analysis.cleaning import align as room
from taian_analysis.cleaning.align import SourceRow, align
from taian_analysis.cleaning.cellkinds import kind
from taian_analysis.cleaning.cells import CellToken, of_grid, printed, thousands
from taian_analysis.cleaning.emissions import BIG, emission
from taian_analysis.cleaning.headers import Head


def by_cost(costs):
    """Return the names of a table of costs, those of one cost together, the cheapest first."""
    groups = {}
    for name, cost in costs.items():
        groups.setdefault(cost, set()).add(name)
    return [groups[cost] for cost in sorted(groups)]


def test_what_a_table_leaves_out_most_often_costs_least():
    values = {"baseline", "target", "actual", "generic", "year"}
    assert by_cost(room.SKIP) == [
        {"area", "group", "level1", "level2"},  # printed once for many rows
        {"note"},
        {"symbol", "other"},
        {"dept", "score"},
        {"verdict"},
        {"change", "weight", "rate"},
        {"serial"},
        {"unit"},
        {"attribute"},
        values,
        {"name", "region"},
    ]
    # three lost cells of a row are cheaper than a lost name, five are not
    assert 3 * room.SKIP["target"] < room.SKIP["name"] < 5 * room.SKIP["target"]
    # a merged area, and four of them, are next to nothing
    assert 0 < 4 * room.SKIP["area"] < room.SKIP["note"] + 0.05


def test_what_is_no_cell_of_a_row_is_let_go_most_easily():
    assert by_cost(room.JUNK) == [
        {"english"}, {"empty"}, {"note"}, {"unit"}, {"sign"}, {"long", "verdict", "dept"},
        {"text", "section", "quality"}, {"head"}, {"level1", "level2"},
    ]  # fmt: skip
    assert by_cost(room.SECTION) == [
        {"section"}, {"text"}, {"dept"}, {"head"}, {"note", "long", "unit"}, {"words", "verdict"},
    ]  # fmt: skip
    assert -1 < room.SECTION["section"] < 0 < room.SECTION["text"] < 1
    # a title is rather a title than nothing, a note rather nothing than a title
    assert room.SECTION["text"] < room.JUNK["text"]
    assert room.SECTION["note"] > room.JUNK["note"]


# ---------------------------------------------------------------------- every way, tried


def steps(tokens, heads):
    """Return what each step costs: (place, from, to, how) -> cost; columns 0…n-1, n between, n+1 over.

    Written from the page on the model, without serial numbers: their state is not one of a column.
    """
    n = len(heads)
    free = [h.implied and h.role != "name" for h in heads]
    skip = [0.0 if free[i] else room.SKIP[h.role] for i, h in enumerate(heads)]
    first_value = next((i for i, h in enumerate(heads) if h.value), 0)
    shown = ["" if h.implied else h.role for h in heads]
    group = shown.index("group") if "group" in shown else -1
    name = next((i for i, h in enumerate(heads) if h.role == "name"), -1)
    texts = [t.text.strip() for t in tokens]
    kinds = ["cut" if t.cut else kind(t.text) for t in tokens]

    def last_printed(place):
        return next((text for text in reversed(texts[:place]) if text), "")

    def emit(place, k):
        token, text, what = tokens[place], texts[place], kinds[place]
        if token.cut:
            return BIG
        cost = emission(text, heads[k].role, heads[k].implied)
        if what in ("text", "quality", "verdict") and text == last_printed(place):
            cost -= 2.0 if heads[k].role == "actual" else 0.0
        if k == name and len(text) == 1 and not token.alone and token.new < token.cont:
            cost -= 3.0
        return cost

    def row_over(place, j):
        left = sum(skip[j + 1 :]) if j < n else 0.0
        return left + (2.0 if j < first_value else 0.0) + tokens[place].new

    def goes_on(place, k):
        what, was = kinds[place], kinds[place - 1] if place else "empty"
        bare = ("empty", "missing")
        if not place or tokens[place].same >= BIG or what in bare:
            return None
        if heads[k].value and was in bare:
            return None
        before = last_printed(place)
        own = 0.0 if what in ("text", "long", "section", "words", "num") else max(emit(place, k), 0)
        if k == name and room.WHOLE.search(before):
            own += 2.5
        elif was in ("level1", "level2"):
            own += 4.0
        elif heads[k].value and what in ("num", "int") and "(" not in before + texts[place]:
            own += 2.0
        return tokens[place].same + own

    def junk(place, j):
        what, was = kinds[place], kinds[place - 1] if place else "empty"
        cost = room.JUNK.get(what, 3.5)
        if what == "unit" and was == "text" and len(last_printed(place)) == 1:
            cost = 2.6
        if what == "text" and room._COUNTED.search(texts[place]):
            cost += 1.0
        return cost - (0.4 if j == name and what in ("text", "long") else 0.0)

    def moves(place, j):
        """Yield (to, how, cost) of every step a cell may take from a state."""
        token, what, text = tokens[place], kinds[place], texts[place]
        if j == n + 1:
            yield n + 1, "end", 0.0 if what == "empty" else 0.12
            return
        over = row_over(place, j)
        for k in range(n):
            if emit(place, k) < BIG:
                yield k, "new", over + sum(skip[:k]) + emit(place, k)
                if j < k:
                    lone = 1.0 if shown[j] == "area" and j < group < k else 0.0
                    yield k, "cont", sum(skip[j + 1 : k]) + token.cont + emit(place, k) + lone
                if j == k and goes_on(place, k) is not None:
                    yield k, "same", goes_on(place, k)
        yield j, "junk", junk(place, j)
        if what in room.SECTION and len(text) <= 60:
            alone = 0.0 if token.alone else 0.6
            single = 2.0 if len(text) == 1 else 0.0
            yield n, "section", over + room.SECTION[what] + alone + single
        yield n + 1, "end", over + 1.0 + (0.0 if what == "empty" else 0.12)

    def final(j):
        return min(sum(skip[j + 1 :]), 1.0) if j < n else 0.0

    return moves, final


def least(tokens, heads):
    """Return the cost of the cheapest of all ways."""
    moves, final = steps(tokens, heads)

    @cache
    def rest(place, j):
        if place == len(tokens):
            return final(j)
        return min(cost + rest(place + 1, to) for to, _, cost in moves(place, j))

    return rest(0, len(heads))


def cost_of(path, tokens, heads):
    """Return what a way costs: the states of the cells and how each was come to."""
    moves, final = steps(tokens, heads)
    total, j = 0.0, len(heads)
    for place, (to, how) in enumerate(path):
        # a junk cell stays where it is; of the others the way names where it goes
        options = [cost for state, manner, cost in moves(place, j) if (state, manner) == (to, how)]
        total, j = total + options[0], to
    return total + final(j)


TEXTS = (
    "养老床位", "注册志愿者人数", "社区", "县", "张", "人", "12", "69.3", "≥60", "—", "", "约束性",
    "一、养老服务", "注:数据来自年报", "Beds", "责任单位", "民政局", "产出指标", "数量指标", "目标值", "有所提高", "已完成",
    "98%", "12(其中农村3)", "在社区开展的一项服务,其内容由各镇街自行决定,时间不少于一年,人数不限,地点不限,由民政局确定并每年公布。",
)  # fmt: skip
HEADS = (
    ("name", "unit", "target", "actual"),
    ("area", "group", "name", "target"),
    ("area", "name", "actual", "attribute"),
    ("name", "baseline", "target", "dept"),
    ("level1", "level2", "name", "actual"),
    ("region", "actual", "rate"),
    ("area", "name", "unit"),
    ("area", "group", "name"),
)


def streams(count):
    chance = random.Random(7)
    for _ in range(count):
        roles = chance.choice(HEADS)
        heads = [
            Head("" if (i := chance.random() < 0.2 and role != "name") else role, role, implied=i)
            for role in roles
        ]
        tokens = []
        for _ in range(chance.randint(1, 7)):
            text = chance.choice([tokens[-1].text if tokens else "", *TEXTS])
            new, cont = chance.choice([(0.0, 0.0), (0.0, 8.0), (8.0, 0.0), (0.3, 1.5), (1.5, 0.3)])
            same = chance.choice([BIG, 0.2, 1.5])
            alone = chance.random() < 0.5
            tokens.append(CellToken(text, 1, 0, 1, new, cont, same, alone=alone))
        tokens[-1].cut = chance.random() < 0.1
        yield tokens, heads


def test_the_way_taken_is_the_cheapest_of_all():
    ways = set()
    for tokens, heads in streams(500):
        search = room._Search(heads)
        for token in tokens:
            search.take(token)
        path = search.path()
        _, final = steps(tokens, heads)
        found = min(cost + final(j) for j, cost in enumerate(search.best))
        ways |= {how for _, how in path}
        best = least(tokens, heads)
        told = [(t.text, t.new, t.cont, t.same, t.alone, t.cut) for t in tokens]
        assert cost_of(path, tokens, heads) == pytest.approx(best), (told, heads, path)
        assert found == pytest.approx(best), (told, heads, path)
    assert ways == {"new", "cont", "same", "junk", "section", "end"}


@pytest.mark.parametrize(
    "cells",
    [
        # a second number in a value's cell; a letter of an area, then a unit, or English, on its own
        [("养老床位", 0, 0, BIG), ("12", 8, 0, BIG), ("30", 8, 8, 0.2)],
        [("镇", 0, 0, BIG), ("张", 8, 8, BIG), ("12", 8, 0, BIG)],
        [("镇", 0, 0, BIG), ("Beds", 8, 8, BIG), ("12", 8, 0, BIG)],
        [("乡镇", 0, 0, BIG), ("张", 8, 8, BIG), ("12", 8, 0, BIG)],
    ],
)
def test_what_goes_on_or_is_let_go_costs_what_the_model_says(cells):
    heads = [Head("指标", "name"), Head("目标", "target")]
    tokens = [CellToken(text, 1, 0, 1, new, cont, same) for text, new, cont, same in cells]
    search = room._Search(heads)
    for token in tokens:
        search.take(token)
    _, final = steps(tokens, heads)
    found = min(cost + final(j) for j, cost in enumerate(search.best))
    assert found == pytest.approx(least(tokens, heads))
    assert cost_of(search.path(), tokens, heads) == pytest.approx(found)


def test_a_printed_serial_number_begins_at_one():
    heads = [Head("序号", "serial"), Head("指标", "name"), Head("目标", "target")]
    search = room._Search(heads)
    search.take(CellToken("1"))
    assert search.best[0] == pytest.approx(emission("1", "serial", False) - 2.5)
    assert search.counted
    implied = Head("", "serial", implied=True)
    assert not room._Search([implied, *heads[1:]]).counted
    assert not room._Search(heads[1:]).counted


# ---------------------------------------------------------------------- by hand


@pytest.mark.parametrize(
    ("text", "last", "implied", "expected"),
    [
        ("4", 3, False, (-2.5, 4)),  # the next one
        ("1", 7, False, (-1.0, 1)),  # counted anew
        ("1", 7, True, (-1.0, 1)),  # … in a column that no head names
        ("1", 1, False, (-1.8, 1)),  # 1 once more: each title has one row
        ("1", 1, True, (-1.0, 1)),
        ("1", 0, True, (-2.5, 1)),
        ("5", 3, False, (-0.8, 5)),
        ("6", 3, False, (-0.8, 6)),
        ("7", 3, False, (0.5, 7)),  # too far on
        ("3", 3, False, (0.5, 3)),
        ("2", 3, False, (0.5, 2)),  # back
        ("5", 3, True, (4.0, 5)),
        ("300", 299, False, (-2.5, 300)),
        ("301", 300, False, (BIG, 300)),  # no table counts so far
        ("1 69", 3, False, (BIG, 3)),
        ("4.", 3, False, (BIG, 3)),
        (" 4 ", 3, False, (-2.5, 4)),
    ],
)
def test_a_number_is_a_serial_number_where_it_counts_on(text, last, implied, expected):
    assert room._serial(text, last, implied) == expected


def read(texts, roles, **more):
    """Align cells of which each may begin a row or go on in it."""
    tokens = [CellToken(text, n, 2 * n, 2 * n + 1, **more) for n, text in enumerate(texts.split())]
    rows = align(tokens, [Head(role, role) for role in roles.split()])
    return [(row.kind, {i: " ".join(t.text for t in ts) for i, ts in row.cells.items()}) for row in rows]  # fmt: skip


def test_the_next_serial_number_is_no_value():
    texts = "1 养老床位 10 12 2 社工站 20 21 3 志愿者 30"
    found = read(texts, "serial name target actual")
    assert [cells[0] for _, cells in found] == ["1", "2", "3"]
    assert found[2] == ("row", {0: "3", 1: "志愿者", 2: "30"})
    # an actual is missing: 2 counts on and begins the next row
    assert read("1 养老床位 10 2 社工站 20 21", "serial name target actual") == [
        ("row", {0: "1", 1: "养老床位", 2: "10"}),
        ("row", {0: "2", 1: "社工站", 2: "20", 3: "21"}),
    ]


def test_sections_and_the_end_of_a_table():
    found = read("一、养老服务 养老床位 10 12 二、社会救助 低保人数 20 21", "name target actual")
    assert [kind for kind, _ in found] == ["section", "row", "section", "row"]
    assert found[1] == ("row", {0: "养老床位", 1: "10", 2: "12"})
    assert align([], [Head("name", "name")]) == []


def test_what_no_column_takes_stays_with_the_row_before():
    tokens = [CellToken(text) for text in ("养老床位", "Beds", "10", "12")]
    (row,) = align(tokens, [Head("指标", "name"), Head("目标", "target"), Head("完成", "actual")])
    assert [t.text for t in row.junk] == ["Beds"]
    assert [t.text for t in row.tokens()] == ["养老床位", "10", "12", "Beds"]
    # and before the first row in a row of its own
    (first, second) = room._rows(tokens[:2], [(3, "junk"), (0, "new")])
    assert (first.kind, [t.text for t in first.junk]) == ("junk", ["养老床位"])
    assert (second.kind, second.cells[0][0].text) == ("row", "Beds")
    ended = room._rows(tokens, [(0, "new"), (4, "end"), (4, "end"), (4, "end")])
    assert [(row.kind, len(row.junk)) for row in ended] == [("row", 0), ("end", 3)]
    (one,) = room._rows(tokens[:3], [(0, "new"), (0, "same"), (1, "cont")])
    assert {i: [t.text for t in ts] for i, ts in one.cells.items()} == {
        0: ["养老床位", "Beds"],
        1: ["10"],
    }
    (title,) = room._rows(tokens[:1], [(3, "section")])
    assert (title.kind, title.cells[0][0].text) == ("section", "养老床位")


def test_the_cells_of_a_marked_table_keep_to_their_rows():
    (row, other) = of_grid([[Cell("甲", 3, 5, 6), Cell("12", 3, 7, 9, merged=True)], [Cell("乙")]])
    costs = [(t.new, t.cont, t.same) for t in row]
    # a row begins at its first cell, goes on at each other one, and no cell is two
    assert costs == [(0.0, 8.0, 9.0), (8.0, 0.0, 9.0)]
    assert [(t.line, t.start, t.end, t.merged) for t in row] == [(3, 5, 6, False), (3, 7, 9, True)]
    assert printed(row, other) == [row[0], other[0]]
    assert printed([CellToken(" ")]) == []
    fresh = CellToken("甲")
    assert (fresh.new, fresh.cont, fresh.same, fresh.alone) == (0.0, 0.0, BIG, True)
    assert not (fresh.merged or fresh.cut)
    bare = SourceRow()
    assert (bare.kind, bare.short, bare.odd) == ("row", False, False)


@pytest.mark.parametrize(
    "cells",
    [
        ["1 260", "12 500", "300"],  # two of them may be chance
        ["85 120", "90 130", "80 125", "95 98"],  # two values in each
        ["1 260", "12 500", "3 031", "15000"],  # this table prints thousands without blanks
        ["0 260", "0 500", "0 031"],
    ],
)
def test_digits_apart_are_two_numbers_where_the_table_does_not_print_thousands_so(cells):
    tokens = [CellToken(text) for text in cells]
    thousands(tokens)
    assert [token.text for token in tokens] == cells


def test_a_cell_of_a_wide_row_is_tried_near_its_place_only(monkeypatch):
    """A row of 150 columns, three of its cells lost, comes out as if each were tried everywhere."""
    heads = [Head("指标", "name"), *(Head(f"{1850 + k}年", "actual") for k in range(149))]
    texts = ["新增就业人数", *(str(1000 + k) for k in range(149) if k not in (20, 21, 90))]
    tokens = [CellToken(text, new=0.0 if not n else 30.0) for n, text in enumerate(texts)]
    tried = []
    into = room._Step.into
    monkeypatch.setattr(room._Step, "into", lambda *args: (tried.append(1), into(*args)))
    everywhere, many = align(tokens, heads), len(tried)
    tried.clear()
    near = align(tokens, heads, one_row=True)
    assert [row.cells for row in near] == [row.cells for row in everywhere]
    assert [len(row.cells) + len(row.junk) for row in near] == [147]
    assert len(tried) <= many < 0.3 * len(heads) * len(tokens)


@pytest.mark.parametrize(
    ("cells", "aims"),
    [
        (  # before an aim in words
            """2021年目标任务分解表 项目 分值 目标任务 责任单位 工业投资 4 52 区经信局
            粮食总产值增长率 4 年终按全市平均水平考核 区农业局 外贸进出口额 2 840 区商务局
            政府债务率 1.5 年终按警戒线考核 区财政局 新增贷款额 3 15 区金融办 创业孵化载体 1 2 区科技局""",
            "工业投资 52 粮食总产值增长率 年终按全市平均水平考核 外贸进出口额 840 "
            "政府债务率 年终按警戒线考核 新增贷款额 15 创业孵化载体 2",
        ),
        (  # alone
            """项目 分值 目标任务 责任单位 工业投资 4 52 区经信局 社会消费品零售总额 3
            外贸进出口额 2 840 区商务局 新增贷款额 3 15 区金融办 创业孵化载体 1 2 区科技局
            发明专利申请量 1 210 区科技局""",
            "工业投资 52 外贸进出口额 840 新增贷款额 15 创业孵化载体 2 发明专利申请量 210",
        ),
    ],
)
def test_points_are_no_aim(cells, aims):
    frame = ta.load_indicators("\n".join(cells.split()))
    assert frame[["indicator", "target_text"]].to_numpy().ravel().tolist() == aims.split()


def test_what_is_added_up_over_a_plan_is_a_number_in_brackets():
    rows = [
        "序号 指标 单位 2020年 2025年目标 2023年6月 属性",
        "1 销售额 亿元 18.3 30 22.9 预期性", "2 网点改造 个 - (24) (19) 约束性",
        "3 服务社覆盖率 % 61.3 90 83 预期性", "4 储备能力 万吨 2.1 3.5 3.5 约束性",
    ]  # fmt: skip
    frame = ta.load_indicators("\n".join("\t".join(row.split()) for row in rows)).set_index(
        "number"
    )
    assert frame.loc[2, ["indicator", "target_text", "actual_text"]].tolist() == ["网点改造", "(24)", "(19)"]  # fmt: skip
    assert frame.loc[2, ["target_value", "actual_value"]].tolist() == [24, 19]
