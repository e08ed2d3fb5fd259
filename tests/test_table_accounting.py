"""Every row of numbers ends in the frame or in a named rejection, however the table is damaged."""

import random

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.entries import HARMLESS
from taian_analysis.cleaning.frames import rejections

HEADS = ("类别", "指标", "单位", "基期值", "目标值", "完成值", "完成率", "责任单位", "佐证材料")
SECOND = ("预算科目", "年初预算", "调整预算", "执行数")


def document(seed):
    """Return rows of two tables and lines between them, every number printed once only."""
    rng = random.Random(seed)
    numbers = iter(rng.sample(range(1000, 9999), 400))
    heads = ["指标", *rng.sample([h for h in HEADS if h != "指标"], rng.randint(2, 6))]
    heads.sort(key=HEADS.index)
    if "目标值" not in heads and "完成值" not in heads:
        heads.append("完成值")
    rows = [heads]
    for n in range(rng.randint(3, 9)):
        row = [_cell(head, n, numbers) for head in heads]
        rows.append(_damaged(row, rng, numbers))
    if rng.random() < 0.5:
        rows.insert(
            0, ["项目金额", f"{next(numbers)}万元", "其中:财政资金", f"{next(numbers)}万元"]
        )
    if rng.random() < 0.5:
        money = [[f"{what}支出", *(str(next(numbers)) for _ in SECOND[1:])] for what in "教卫农"]
        rows += [["表2 收支情况"], list(SECOND), *money]
    return rows


def _cell(head, n, numbers):
    if head in ("基期值", "目标值", "完成值"):
        return str(next(numbers))
    return {"指标": f"{'甲乙丙丁戊己庚辛壬'[n]}类事项办理", "单位": "户", "完成率": f"{next(numbers)}%",
            "类别": "民生" if n % 3 == 0 else "", "责任单位": "民政局", "佐证材料": "台账"}[head]  # fmt: skip


def _damaged(row, rng, numbers):
    """Return a row as it is, short of a cell, with one too many, torn, or a title alone."""
    kind = rng.random()
    if kind < 0.1:
        del row[rng.randrange(len(row))]
    elif kind < 0.2:
        row.insert(rng.randrange(len(row)), str(next(numbers)))
    elif kind < 0.25:
        row = row[: rng.randint(1, len(row))]
    elif kind < 0.3:
        row = ["二、社会救助"]
    return row


def pipes(rows):
    return "txt", "\n".join(" | ".join(row) + " |" for row in rows)


def marked(rows):
    width = max(map(len, rows))
    lines = ["|" + "|".join(row + [""] * (width - len(row))) + "|" for row in rows]
    return "md", "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def one_a_line(rows):
    return "txt", "\n".join(f"{cell} |" for row in rows for cell in row)


def blanks(rows):
    return "txt", "\n".join("   ".join(cell for cell in row if cell) for row in rows)


def page(rows):
    cells = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    return "html", f"<html><body><table>{''.join(cells)}</table></body></html>"


@pytest.mark.parametrize("form", [pipes, marked, one_a_line, blanks, page])
def test_every_number_is_placed_or_named(form, tmp_path):
    read = 0
    for seed in range(12):
        rows = document(seed)
        ext, text = form(rows)
        path = tmp_path / f"t{seed}.{ext}"
        path.write_text(text, encoding="utf-8")
        try:
            frame = ta.load_indicators(path)
        except ta.TaianError:
            continue  # refused, and said
        told = "\n".join(
            [*(" ".join(map(str, row)) for row in frame.itertuples()), *rejections(path)["text"]]
        )
        told += " ".join(ta.load_observations(path)["text"])
        lost = [c for row in rows for c in row if c.strip("%万元").isdigit() and c not in told]
        assert not lost, (form.__name__, seed, lost)
        read += 1
    assert read >= 8


def test_a_table_of_money_beside_indicators_is_named(tmp_path):
    path = tmp_path / "t.html"
    path.write_text(
        "<table><tr><td>指标</td><td>目标值</td><td>完成值</td></tr>"
        "<tr><td>走访户数</td><td>15</td><td>12</td></tr><tr><td>培训人数</td><td>40</td><td>44</td></tr></table>"
        "<table><tr><td>预算科目</td><td>预算数</td><td>执行数</td></tr>"
        "<tr><td>工资</td><td>81</td><td>72</td></tr></table>",
        encoding="utf-8",
    )
    assert list(ta.load_indicators(path)["indicator"]) == ["走访户数", "培训人数"]
    (row,) = [row for row in rejections(path).itertuples() if "工资" in row.text]
    assert (row.code, row.text) == ("of_money", "工资 | 81 | 72")
    assert row.code in HARMLESS


def test_what_stands_above_the_first_head_is_named(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text(
        "项目名称 | 困难群众救助 |\n项目金额 | 164万元 | 其中:当年财政资金 | 132万元 |\n"
        "指标 | 目标值 | 完成值 |\n走访户数 | 15 | 12 |\n培训人数 | 40 | 44 |\n",
        encoding="utf-8",
    )
    assert len(ta.load_indicators(path)) == 2
    named = [r for r in rejections(path).itertuples() if r.code == "other_table"]
    assert [(r.line, r.text) for r in named] == [
        (2, "项目金额 | 164万元 | 其中:当年财政资金 | 132万元")
    ]


@pytest.mark.parametrize("end", ["\n", " |\n"])
def test_what_stands_over_the_second_of_two_forms_a_cell_a_line_is_named(end):
    head = ["指标名称", "计量单位", "年度目标值", "全年实际值"]
    forms = (
        ("甲局", "200", "床位数 机构数 社工人数"),
        ("乙局", "230", "助餐点数 志愿者数 低保标准"),
    )
    cells = []
    for office, money, names in forms:
        cells += ["编制单位", office, "当年预算", money, "填表人", "张三", *head]
        for n, name in enumerate(names.split()):
            cells += [name, "个", str(61 + n), str(51 + n)]
    text = "".join(cell + end for cell in cells)
    assert len(ta.load_indicators(text)) == 6
    named = "\n".join(rejections(ta.read_report(text))["text"])
    assert "乙局 | 当年预算 | 230" in named
