# ruff: noqa: E501 (a wording is read best on one line)
"""Make reports whose arithmetic holds, to learn links from: many wordings, no two numbers alike.

The wordings are those of bulletins, budget reports, court and population statistics; the nouns
are made up of a few stems. What belongs together is not marked: it shows in the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable

from link_maker import MONEY, STEMS, THINGS, UNITS, Maker
from link_texts_far import FORMS as FAR


def total_and_parts(m: Maker) -> str:
    many = m.rng.randint(2, 5)
    total, parts = m.sum_of(many)
    noun, names = m.pick(MONEY), m.names(many)
    grow = m.rng.random() < 0.5
    share = m.rng.random() < 0.5
    told = []
    for name, part in zip(names, parts, strict=True):
        piece = f"{name}{noun}{m.pick(['', '完成', '为'])}{m.amount(part)}"
        if share:
            piece += f",占{m.pick(['', '', '总' + noun + '的', noun + '的'])}{m.percent(100 * part / total)}"
        if grow:
            piece += (
                f",{m.pick(['同比增长', '比上年增长', '下降'])}{m.percent(m.rng.uniform(1, 30))}"
            )
        told.append(piece)
    opener = m.pick(["其中:", ",其中:", ",其中,", "。其中,", "。从结构看:", "。分项看,", ",其中"])
    joint = ";" if share or grow else m.pick(["、", ",", ";"])
    lead = m.pick(["全市完成", "全县实现", "实现", ""])
    rise = f",增长{m.percent(m.rng.uniform(1, 30))}" if m.rng.random() < 0.5 else ""
    return f"{lead}{noun}{m.amount(total)}{rise}{opener}{joint.join(told)}。"


def bracketed(m: Maker) -> str:
    many, thing = m.rng.randint(2, 6), m.pick(THINGS)
    parts, unit = [m.number(5, 9000) for _ in range(many)], UNITS[thing]
    told = "、,"[m.rng.random() < 0.5].join(
        f"{name}{part}{unit}" for name, part in zip(m.names(many), parts, strict=True)
    )
    return f"{m.pick(['现有', '共有', '全市共有', ''])}{thing}{sum(parts)}{unit}({m.pick(['', '其中', '其中:'])}{told})。"


def open_list(m: Maker) -> str:
    thing = m.pick(THINGS)
    total, unit = m.number(500, 90000), UNITS[thing]
    told = ",".join(
        f"{n}{thing}{m.rng.randint(5, total // 4)}{unit}" for n in m.names(m.rng.randint(1, 3))
    )
    return f"{m.pick(['共有', '新增', '建成'])}{thing}{total}{unit},其中{told}。"


def two_measures(m: Maker) -> str:
    a, b, k = m.number(50, 9000), m.number(50, 9000), m.rng.uniform(1.2, 3.5)
    c, d = round(a * k), round(b * k * 1.1)
    n, o = m.names(2)
    return f"共有{m.pick(['低保对象', '保障对象', '困难群众'])}{a + b}户{c + d}人,其中{n}{a}户{c}人,{o}{b}户{d}人。"


def grown(m: Maker) -> str:
    old = m.number(200, 90000)
    new = max(1, round(old * m.rng.uniform(0.7, 1.5)))
    d, rate = abs(new - old), 100 * abs(new / old - 1)
    up = new >= old
    noun, money = m.name(), m.rng.random() < 0.5
    unit = "万元" if money else UNITS[noun[-2:]]
    noun = m.pick(STEMS) + m.pick(MONEY) if money else noun
    base = m.pick(["比上年", "同比", "较上年同期", "比去年"])
    step = f"{'增' if up else '减'}{m.pick(['收', '支']) if money else m.pick(['加', '加'] if up else ['少', '少'])}{d}{unit}"
    pace = f"{m.pick(['增长', '上升']) if up else '下降'}{m.percent(rate)}"
    form = m.rng.randint(0, 4)
    if form == 0:
        return f"{noun}{new}{unit},{base}{step},{pace}。"
    if form == 1:
        return f"{noun}{new}{unit},{base}{pace},{m.pick([step, base + step])}。"
    if form == 2:
        return f"{noun}{m.pick(['', '达到', '为'])}{new}{unit},{m.pick(['比', '较', '与'])}{m.pick(['上年', f'{m.year - 5}年'])}的{old}{unit}{m.pick(['', '相比,'])}{step},{pace}。"
    if form == 3:
        return f"{noun}{m.pick(['由', '从'])}{old}{unit}{'增加' if up else '减少'}到{new}{unit},{pace}。"
    return (
        f"{noun}{m.pick(['由', '从'])}{old}{unit}{'增加' if up else '减少'}到{new}{unit},{step}。"
    )


def points(m: Maker) -> str:
    old, d = m.rng.uniform(20, 80), m.rng.uniform(-9, 15)
    new, noun = round(old + d, 1), m.pick(STEMS) + m.pick(["覆盖率", "普及率", "占比"])
    old = round(old, 1)
    move = f"{'提高' if new >= old else '下降'}{abs(new - old):.1f}个百分点"
    if m.rng.random() < 0.5:
        return f"{noun}{new}%,比上年的{old}%{move}。"
    return f"{noun}由{old}%{'提高' if new >= old else '下降'}到{new}%,{move}。"


def completed(m: Maker) -> str:
    plan = m.number(500, 90000)
    done = max(1, round(plan * m.rng.uniform(0.2, 1.3)))
    noun, rate = m.pick(STEMS) + m.pick(MONEY), 100 * done / plan
    word = m.pick(["年初预算", "年初预算数", "预算", "计划", "年度任务", "调整预算"])
    form = m.rng.randint(0, 2)
    tail = (
        f",{m.pick(['同比增长', '下降'])}{m.percent(m.rng.uniform(1, 30))}"
        if m.rng.random() < 0.4
        else ""
    )
    if form == 0:
        return f"{noun}完成{done}万元,{m.pick(['完成', '占', '为'])}{word}{plan}万元的{m.percent(rate)}{tail}。"
    if form == 1:
        return f"{word}{noun}{plan}万元,实际完成{done}万元,{m.pick(['完成率', '完成' + word + '的'])}{m.percent(rate)}{tail}。"
    return f"{noun}{done}万元,{m.pick(['完成', '占', '为'])}{word}的{m.percent(m.rng.uniform(20, 130))}{tail}。"


def shared(m: Maker) -> str:
    whole = m.number(500, 90000)
    part, thing = m.rng.randint(5, whole), m.pick(THINGS)
    unit, name = UNITS[thing], m.pick(STEMS)
    rate = m.percent(100 * part / whole)
    form = m.rng.randint(0, 3)
    if form == 0:
        return f"全市共有{thing}{whole}{unit},其中{name}{thing}{part}{unit},占{rate}。"
    if form == 1:
        return f"{name}{thing}{part}{unit},占{thing}总数{whole}{unit}的{rate}。"
    if form == 2:
        return f"{thing}{whole}{unit}。其中,{name}{thing}{part}{unit},占{thing}总数的{rate}。"
    return f"{name}{thing}{part}{unit},占全部{thing}的{m.percent(m.rng.uniform(3, 80))}。"


def halves(m: Maker) -> str:
    a, b = m.number(500, 90000), m.number(500, 90000)
    n, o = m.pick(["男性 女性", "城镇 乡村", "汉族 少数民族", "公办 民办"]).split()
    w, unit = m.pick(["人口", "学生"]), "人"
    told = [
        f"{x}{w}{m.pick(['', '为'])}{v}{unit},占{m.percent(100 * v / (a + b))}"
        for x, v in ((n, a), (o, b))
    ]
    top = (
        f"全县常住{w}{a + b}{unit}{m.pick(['。', '。其中,', '中,', ',其中,'])}"
        if m.rng.random() < 0.7
        else ""
    )
    return f"{top}{told[0]};{told[1]}。"


def rated(m: Maker) -> str:
    whole = m.number(500, 90000)
    part = m.rng.randint(whole // 3, whole)
    did = m.pick(["办结", "报到", "录取", "回收", "签约", "结案", "改造"])
    unit, rate = m.pick(["件", "人", "份", "户"]), m.percent(100 * part / whole)
    if m.rng.random() < 0.4:
        low = m.pick(["捕", "起诉", "批准"])
        grow = (
            f",同比{m.pick(['上升', '下降'])}{m.percent(m.rng.uniform(1, 40))}"
            if m.rng.random() < 0.6
            else ""
        )
        return f"共决定{low}{part}{unit}{grow};不{low}{whole}{unit}{grow},不{low}率{m.percent(100 * whole / (whole + part))}。"
    return f"{m.pick(['应', '计划', '受理', '共'])}{did}{whole}{unit},{m.pick(['已', '实际'])}{did}{part}{unit},{m.pick(['', '实际'])}{did}率{m.pick(['', '为', '达到'])}{rate}。"


def mean(m: Maker) -> str:
    homes, k = m.number(500, 90000), m.rng.uniform(1.5, 4.5)
    people = round(homes * k)
    return f"全县共有家庭户{homes}户,家庭户人口{people}人,平均每个家庭户的人口为{people / homes:.2f}人。"


def respectively(m: Maker) -> str:
    a, b = m.number(500, 90000), m.number(500, 90000)
    n, o = m.names(2)
    p, q = m.rng.randint(5, a), m.rng.randint(5, b)
    return (
        f"{n}、{o}{m.pick(['收入', '支出'])}分别为{a}万元和{b}万元,其中本级{p}万元和{q}万元,"
        f"分别占{m.percent(100 * p / a)}和{m.percent(100 * q / b)}。"
    )


def carried(m: Maker) -> str:
    a, b, d = m.number(500, 9000), m.number(500, 9000), m.number(10, 400)
    return f"受理案件{a + d}件,审结{a}件,未结{d}件;同期信访{b}件。"


def stray(m: Maker) -> str:
    forms: list[Callable[[], str]] = [
        lambda: f"培训{m.number()}人次,举办活动{m.number(5, 300)}场,发放资金{m.number()}万元。",
        lambda: f"{m.name()}{m.number()}{m.pick(['个', '家'])},增长{m.percent(m.rng.uniform(1, 30))}。",
        lambda: f"{m.pick(STEMS)}增加值{m.number()}亿元,增长{m.percent(m.rng.uniform(1, 12))},{m.pick(STEMS)}增加值{m.number()}亿元,增长{m.percent(m.rng.uniform(1, 12))}。",
        lambda: f"人均{m.pick(MONEY)}{m.number()}元,年均增长{m.percent(m.rng.uniform(1, 12))}。",
        lambda: f"累计改造{m.number()}户,覆盖率达到{m.percent(m.rng.uniform(50, 100))},满意率{m.percent(m.rng.uniform(90, 99))}。",
        lambda: f"新增{m.pick(STEMS)}{m.number()}公里、{m.pick(STEMS)}{m.number()}公里,建成{m.pick(STEMS)}{m.number()}公里。",
    ]  # fmt: skip
    return m.pick(forms)()  # type: ignore[arg-type]


FORMS = [
    total_and_parts, total_and_parts, bracketed, open_list, open_list, two_measures, grown, grown,
    points, completed, completed, shared, shared, halves, rated, mean, respectively, carried,
    stray, stray, stray, stray,
]  # fmt: skip


def report(seed: int, sentences: int = 30) -> str:
    """Make one report of so many sentences; the same seed gives the same report."""
    maker = Maker(seed)
    forms = [*FORMS, *FAR]
    out = [f"{maker.year}年统计公报"]
    line: list[str] = []
    for _ in range(sentences):
        line.append(maker.pick(forms)(maker))  # type: ignore[arg-type]
        if maker.rng.random() < 0.4:
            out.append("".join(line))
            line = []
    return "\n".join([*out, "".join(line)]) + "\n"
