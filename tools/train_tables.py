# ruff: noqa: E501 (tables of words; a Chinese character counts as two)
"""Train the reading of tables: which text is a head, and which role a column has.

    python tools/train_tables.py [--out FILE] [--cases FOLDER ...] [--folds N]

Trains on the words of ``catalog/table_words.toml`` and on tables a generator makes of them. With
``--cases`` the columns of labelled documents are learned too; with ``--folds`` nothing is written,
and each fold of their documents is asked about by weights that have not seen it. The same seed
gives the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
from labelled_columns import Column, labelled_columns

from taian_analysis.base import catalog
from taian_analysis.cleaning import columns as model

ROLES = (
    "serial", "code", "area", "name", "unit", "attribute", "symbol", "baseline", "target",
    "actual", "change", "rate", "weight", "verdict", "dept", "other",
)  # fmt: skip
OUT = Path(catalog.__file__).with_name("table_columns.tsv")


def _choices(part: str) -> list[str]:
    """Return the words that may stand in one place of a head put together."""
    out: list[str] = []
    for word in part.split("|"):
        out += _PARTS[word[1:-1]] if word.startswith("<") else [word.replace("_", " ")]
    return out


def composed(rng: random.Random, role: str) -> str:
    """Put a head together: 已 + 开工 + 面积 + (万亩)."""
    return "".join(rng.choice(words) for words in rng.choice(COMPOSED[role]))


WORDS = {
    role: [word.replace("_", " ") for word in words.split()]
    for role, words in catalog.load("table_words")["heads"].items()
}
#: how heads are put together: each part a run of choices, words that stand for others filled in
_PARTS = {name: words.split("|") for name, words in catalog.load("table_words")["parts"].items()}
COMPOSED = {
    role: [[_choices(part) for part in form.split(",")] for form in forms]
    for role, forms in catalog.load("table_words")["composed"].items()
}
#: how many of them are shown, beside the words printed in full
_SHOWN = 220
NOUNS = [
    "城镇",
    "农村",
    "居民",
    "人均",
    "收入",
    "养老",
    "床位",
    "机构",
    "森林",
    "覆盖率",
    "人口",
    "增加值",
    "生产总值",
    "能耗",
    "比重",
    "失业率",
    "教育",
    "入学率",
    "耕地",
    "面积",
    "研发",
    "经费",
    "强度",
    "空气",
    "优良",
    "天数",
    "比率",
    "水质",
    "达标",
    "社会组织",
    "救助",
    "就业",
    "服务",
    "中心",
    "医师",
    "残疾人",
    "补贴",
    "产值",
    "销售额",
    "改造",
    "小区",
    "新建",
    "公厕",
    "幼儿园",
    "学位",
    "道路",
]
UNITS = [
    "个",
    "人",
    "%",
    "万人",
    "亿元",
    "万元",
    "元",
    "张",
    "户",
    "件",
    "所",
    "公顷",
    "吨",
    "公里",
    "岁",
    "年",
    "次",
    "家",
    "‰",
    "元/人",
    "平方米",
    "套",
]
MAKERS = {
    "serial": lambda r, n: str(n + 1),
    "code": lambda r, n: f"{r.choice(['YZ', 'AB', 'ZB', 'M'])}{100 + n:0{r.choice([3, 4, 6])}d}",
    "area": lambda r, n: r.choice(NOUNS) + r.choice(["发展", "民生", "保障", ""]),
    "name": lambda r, n: "".join(r.choice(NOUNS) for _ in range(r.randrange(1, 4))),
    "unit": lambda r, n: r.choice(UNITS),
    "attribute": lambda r, n: r.choice(["预期性", "约束性"]),
    "symbol": lambda r, n: r.choice(["≥", "≤", "=", ">"]),
    "verdict": lambda r, n: r.choice(["完成", "未完成", "达标", "超额完成", "是", "否", "√", "滞后"]),
    "dept": lambda r, n: r.choice(["县", "市", "区", ""]) + r.choice(["教育", "民政", "卫健", "统计"]) + "局",
    "weight": lambda r, n: str(r.randrange(1, 60)) + r.choice(["", "", ".5", "0"]),
    "other": lambda r, n: r.choice(
        ["", "", "".join(r.choice(NOUNS) for _ in range(4)), str(r.randrange(1, 17)), "2023年底"]
    ),
}  # fmt: skip


def number(rng: random.Random, style: str) -> str:
    x = rng.random() * 10 ** rng.choice([1, 2, 3])
    made = {
        "int": f"{int(x)}", "dec": f"{x:.2f}", "pct": f"{x % 100:.1f}%", "op": f"≥{x:.1f}",
        "unit": f"{int(x)}{rng.choice(UNITS)}", "big": f"{int(x * 900):,}",
    }  # fmt: skip
    return made[style] if rng.random() < 0.95 else "—"


def generated(rng: random.Random) -> list[tuple[str, list[list[str]], int, str]]:
    """Return the columns of one invented table: head, all columns' cells, place, role."""
    roles = ["serial"] * (rng.random() < 0.4) + ["area"] * (rng.random() < 0.4) + ["name"]
    tail = ["unit"] * (rng.random() < 0.5)
    tail += rng.choice([["target", "actual"], ["target"], ["actual"], ["baseline", "target"],
                        ["baseline", "target", "actual"], ["actual", "change"]])  # fmt: skip
    tail += [
        role for role in ("change", "rate", "attribute", "verdict", "dept", "other", "weight",
                          "code", "symbol", "other") if rng.random() < 0.22
    ]  # fmt: skip
    if {"target", "actual"} <= set(tail) and "rate" not in tail and rng.random() < 0.5:
        tail.append("rate")
    if rng.random() < 0.3:
        rng.shuffle(tail)
    roles += tail
    rows = rng.randrange(3, 10)
    style = rng.choice(["int", "dec", "pct", "op", "unit", "big"])
    cells = []
    for role in roles:
        if role in MAKERS:
            cells.append([MAKERS[role](rng, n) for n in range(rows)])
        elif role in ("change", "rate"):
            end = rng.choice(["%", "", "%"] if role == "rate" else ["", "%", ""])
            signs = ["", "", "-"] if role == "change" else [""]
            cells.append([f"{rng.choice(signs)}{rng.random() * 100:.1f}{end}" for _ in range(rows)])
        else:
            own = "int" if style == "op" and role != "target" else style
            cells.append([number(rng, own) for _ in range(rows)])
    if {"target", "actual", "rate"} <= set(roles) and rng.random() < 0.8:
        end = "%" if rng.random() < 0.7 else ""
        a, b, c = (roles.index(role) for role in ("actual", "target", "rate"))
        for n in range(rows):
            cells[b][n], cells[a][n] = str(rng.randrange(5, 90)), str(rng.randrange(5, 90))
            cells[c][n] = f"{100 * int(cells[a][n]) / int(cells[b][n]):.1f}{end}"
    out = []
    for place, role in enumerate(roles):
        head = rng.choice(WORDS[role]) if rng.random() < 0.93 else ""
        if head and role in COMPOSED and rng.random() < 0.5:
            head = composed(rng, role)
        if rng.random() < (0.3 if role in ("other", "rate") else 0.1):
            head = "".join(rng.choice(NOUNS) for _ in range(rng.choice([1, 2])))
        out.append((dressed(rng, head, role), cells, place, role))
    return out


def dressed(rng: random.Random, head: str, role: str) -> str:
    """Print a head as tables do: under a period, with a year, with its unit."""
    if not head or role not in ("baseline", "target", "actual", "change", "rate"):
        return head
    if rng.random() < 0.12:
        head = f"{rng.choice(['本月', '1-6月', '2023年', '全年', '1-本月累计', '2024年'])} {head}"
    elif rng.random() < 0.1 and not re.search(r"\d", head):
        head = f"{rng.choice(['2022', '2023', '2024'])}年{head}"
    if rng.random() < 0.1 and role not in ("change", "rate"):
        head += f"({rng.choice(UNITS)})"
    return head


def fit(data, classes, weights, steps=220, rate=2.0, l2=3e-4):
    """Fit a softmax over features in words by gradient descent; return weights by feature."""
    names = sorted({name for features, _ in data for name in features})
    index = {name: i for i, name in enumerate(names)}
    count = Counter(name for features, _ in data for name in set(features))
    rows = np.concatenate([[n] * len(f) for n, (f, _) in enumerate(data)]).astype(int)
    cols = np.array([index[name] for f, _ in data for name in f])
    x = np.zeros((len(data), len(names)), dtype=np.float32)
    scale = np.array([1 / np.sqrt(len(f)) for f, _ in data], dtype=np.float32)
    x[rows, cols] = 1
    y = np.eye(len(classes), dtype=np.float32)[[classes.index(c) for _, c in data]]
    sample = np.array(weights, dtype=np.float32)
    sample /= sample.sum()
    w = np.zeros((len(names), len(classes)), dtype=np.float32)
    b = np.zeros(len(classes), dtype=np.float32)
    for _ in range(steps):
        z = x @ w + b
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        g = (p - y) * sample[:, None]
        w -= rate * (x.T @ g + l2 * w)
        b -= rate * g.sum(0)
    del scale
    out = {"#classes": list(classes), "(bias)": [float(v) for v in b]}
    for name in names:
        row = w[index[name]]
        if count[name] > 1 and np.abs(row).max() >= 0.12:
            out[name] = [float(v) for v in row]
    return out


Shown = list[tuple[tuple[str, ...], str]]
_YEAR = re.compile(r"(?:19|20)\d\d年?")
#: what a labelled document weighs beside an invented column (a half): its columns share it
_DOCUMENT = 2.0


def features(head: str, cells, place: int) -> tuple[str, ...]:
    """Return the features of a column, whose head may be empty."""
    own = model.head_features(head) if head.strip() else ("h:empty",)
    return own + model.body_features(cells, place)


def invented(rng: random.Random, made: list) -> tuple[Shown, list[float], Shown, list[float]]:
    """Return what is learned without a labelled document: columns, texts, and what each weighs."""
    roles, weights = [], []
    for role, words in WORDS.items():
        for word in words:
            roles.append((model.head_features(word), role))
            weights.append(1.5)
    for head, cells, place, role in made:
        shown = features(head, cells, place)
        if rng.random() < 0.4:
            shown = tuple(f for f in shown if not f.startswith("rh:"))
        roles.append((shown, role))
        weights.append(0.5)
    for role in COMPOSED:
        for word in sorted({composed(rng, role) for _ in range(_SHOWN)}):
            roles.append((model.head_features(word), role))
            weights.append(0.25)
    heads = [(model.head_features(word), "head") for words in WORDS.values() for word in words]
    counts = [2.0] * len(heads)
    for text in (text for _, cells, place, _ in made for text in cells[place][:1]):
        if text.strip() and not _YEAR.fullmatch(text):
            heads.append((model.head_features(text), "cell"))
            counts.append(0.25)
    return roles, weights, heads, counts


def with_labelled(known, columns: list[Column]):
    """Return what is learned with the columns of labelled documents, each document weighed alike."""
    roles, weights, heads, counts = map(list, known)
    many = Counter(column.document for column in columns)
    often = Counter(column.role for column in columns)
    for c in columns:
        weight = _DOCUMENT / np.sqrt(many[c.document])
        weight *= np.sqrt(len(columns) / len(often) / often[c.role])
        roles.append((features(c.head, c.cells, c.place), c.role))
        weights.append(weight)
        first = c.cells[c.place][0]
        for text, what in ((c.head, "head"), (first, "cell")):
            if text.strip() and not (what == "cell" and _YEAR.fullmatch(text)):
                heads.append((model.head_features(text), what))
                counts.append(weight)
    return roles, weights, heads, counts


def fitted(known) -> dict[str, dict]:
    """Fit both questions."""
    roles, weights, heads, counts = known
    return {
        "role": fit(roles, list(ROLES), weights), "head": fit(heads, ["head", "cell"], counts)
    }  # fmt: skip


def write(out: dict[str, dict], path: Path) -> None:
    """Write the weights, a feature a line, in twentieths."""
    lines = []
    for which, part in out.items():
        lines.append("\n" * bool(lines) + which + "\t" + " ".join(part.pop("#classes")))
        lines += [
            name + "\t" + " ".join(str(round(20 * v)) for v in row)
            for name, row in part.items()
            if not re.search(r"[\t\n]", name)
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def answer(weights: dict, shown: tuple[str, ...]) -> str:
    """Return the likeliest role by weights as fitted."""
    rows = [weights["(bias)"], *(weights[name] for name in shown if name in weights)]
    return weights["#classes"][int(np.argmax(np.sum(rows, axis=0)))]


def folds(known, columns: list[Column], count: int) -> None:
    """Print how many columns of left-out documents get their role, without and with labelled ones."""
    names = sorted({column.document for column in columns})
    random.Random(3).shuffle(names)
    plain, right, right_plain = fitted(known)["role"], 0, 0
    for k in range(count):
        out = set(names[k::count])
        weights = fitted(with_labelled(known, [c for c in columns if c.document not in out]))[
            "role"
        ]
        for c in (c for c in columns if c.document in out):
            shown = features(c.head, c.cells, c.place)
            right += answer(weights, shown) == c.role
            right_plain += answer(plain, shown) == c.role
    print(f"{len(columns)} columns of {len(names)} documents, each left out once: ", end="")
    print(f"{right_plain} get their role by words and invented tables, {right} with labelled ones")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--made", type=int, default=450)
    parser.add_argument("--cases", type=Path, nargs="+", default=[])
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    rng = random.Random(20231231)
    made = [column for _ in range(args.made) for column in generated(rng)]
    known, columns = invented(rng, made), labelled_columns(args.cases)
    if args.folds:
        folds(known, columns, args.folds)
        return
    known = with_labelled(known, columns)
    out = fitted(known)
    shown = [(features(head, cells, place), role) for head, cells, place, role in made[:500]]
    good = sum(answer(out["role"], features) == role for features, role in shown)
    write(out, args.out)
    print(f"{len(known[0])} columns, {len(known[2])} texts; of 500 made columns {good} right")


if __name__ == "__main__":
    main()
