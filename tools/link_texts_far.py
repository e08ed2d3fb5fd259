# ruff: noqa: E501 (a wording is read best on one line)
"""Wordings whose numbers stand apart: bases told elsewhere, 分别, what is left, means, repeats."""

from __future__ import annotations

from collections.abc import Callable

from link_maker import STEMS, THINGS, UNITS, Maker


def left(m: Maker) -> str:
    old, new = m.number(20, 900), m.number(500, 9000)
    done = m.rng.randint(new // 2, new)
    rest = old + new - done
    form = m.rng.randint(0, 4)
    if form == 0:
        return f"{m.year}年收案{new}件(不含{m.pick(['上年', ''])}旧存{old}件),审结{done}件(含{m.pick(['上年', ''])}旧存)。{m.pick(['截至12月底', '年末'])}未结{rest}件。"
    if form == 1:
        return f"旧存案件{old}件,新收{new}件,审执结{done}件,{m.pick(['尚有', ''])}未结{m.pick(['案件', ''])}{rest}件。"
    if form == 2:
        a, b = max(new, done), min(new, done)
        return f"共受理{m.pick(['各类', ''])}案件{a}件,{m.pick([f'同比上升{m.percent(m.rng.uniform(1, 30))};', ''])}审{m.pick(['', '执'])}结{b}件,{m.pick(['结案率' + m.percent(100 * b / a) + ';', ''])}{m.pick(['尚有各类', '尚有', ''])}未结{m.pick(['案', '案件'])}{a - b}件{m.pick([',同比下降' + m.percent(m.rng.uniform(1, 30)), ''])}。"
    if form == 3:
        return f"收入总{m.pick(['量', '计'])}{new + done}万元,支出总{m.pick(['量', '计'])}{done}万元{m.pick(['。', ','])}收支相抵,{m.pick(['结转下年支出', '年终结余', '结余'])}{new}万元。"
    return f"基金收入{new + done}万元,{m.pick(['增长' + m.percent(m.rng.uniform(1, 30)) + ',', ''])}基金支出{done}万元,{m.pick(['当期结余', '当年结余', '收支结余'])}{new}万元。"


def born(m: Maker) -> str:
    born, died = round(m.rng.uniform(5, 16), 2), round(m.rng.uniform(4, 9), 2)
    return f"全年{m.pick(['人口', ''])}出生率{m.pick(['为', ''])}{born}‰,死亡率{m.pick(['为', ''])}{died}‰,{m.pick(['人口', ''])}自然增长率{m.pick(['为', ''])}{born - died:.2f}‰。"


def means(m: Maker) -> str:
    many = m.number(300, 60000)
    each = m.rng.uniform(200, 3000)
    money = round(many * each / 10000, 1)
    form = m.rng.randint(0, 4)
    if form == 0:
        return f"实施临时救助{many}人次,支出资金{money}万元,平均{m.pick(['救助水平', '每人次', '救助'])}{10000 * money / many:.1f}元/人次。"
    if form == 1:
        people = round(many * m.rng.uniform(1.5, 4.5))
        return f"{many}户{people}{m.pick(['名', '人'])}{m.pick(['贫困人口', '群众', '移民'])}{m.pick(['全部脱贫', '得到安置'])},户均{people / many:.1f}人。"
    if form == 2:
        trips = round(m.rng.uniform(100, 6000), 1)
        total = round(trips * each / 10000, 2)
        return f"接待游客{trips}万人次,旅游收入{total}亿元,人均花费{10000 * total / trips:.0f}元。"
    if form == 3:
        return f"{m.pick(STEMS)}机构虚报{m.pick(['人数', '学员'])}{many}人,套取补贴{money}万元,平均每人{10000 * money / many:.0f}元。"
    shares = m.rng.randint(10**8, 10**9)
    pay = m.rng.choice([1, 1.5, 2, 3, 5, 8])
    return f"拟以总股本{shares:,}股为基数,每10股派发现金红利{pay}元(含税),合计派发现金红利{shares * pay / 10:,.2f}元(含税)。"


def base_elsewhere(m: Maker) -> str:
    c, d = m.number(500, 90000), m.number(500, 90000)
    a, b = round(c * m.rng.uniform(1.02, 1.6)), round(d * m.rng.uniform(1.02, 1.6))
    up = m.pick(["上升", "增长"])
    p, q = m.percent(100 * (a / c - 1)), m.percent(100 * (b / d - 1))
    now, then = m.year, m.year - 1
    noun = m.pick(STEMS)
    form = m.rng.randint(0, 2)
    if form == 0:
        return f"{now}年,受理{noun}案件{a}件,审结{b}件,比{then}年分别{up}{p}和{q}。{m.pick(['', chr(10)])}{m.pick(['据知,', ''])}{then}年,受理{noun}案件{c}件,审结{d}件。"
    if form == 1:
        return f"{then}年受理{noun}案件{c}件。{m.pick(['', chr(10)])}{now}年受理{noun}案件{a}件,比{then}年{up}{p}。"
    return f"{now}年{noun}机构达到{a}家,比{then}年{up}{p}。{m.pick(['工作有序。', ''])}{m.pick(['', chr(10)])}{then}年{noun}机构{c}家。"


def moved_in_pairs(m: Maker) -> str:
    (a, b), (c, d) = (sorted(m.rng.sample(range(300, 9000), 2)) for _ in range(2))
    n, o = m.names(2)
    p, q = m.percent(100 * (b / a - 1)), m.percent(100 * (d / c - 1))
    if m.rng.random() < 0.5:
        return f"{n}标准由每人每月{a}元提高到{b}元,{o}标准由每人每年{c}元提高到{d}元,分别提高{p}和{q}。"
    return f"{n}标准由{a}元提高到{b}元、{o}标准由{c}元提高到{d}元,增幅分别为{p}、{q}。"


def shares_in_order(m: Maker) -> str:
    total, parts = m.sum_of(m.rng.randint(3, 4))
    names, noun = m.names(len(parts)), m.pick(["经费", "投资", "支出"])
    told = ";".join(
        f"{n}{noun}{m.amount(p)},增长{m.percent(m.rng.uniform(1, 20))}"
        for n, p in zip(names, parts, strict=True)
    )
    some = m.rng.randint(2, len(parts))
    rates = [m.percent(100 * p / total) for p in parts[:some]]
    said = "、".join(rates[:-1]) + "和" + rates[-1]
    return f"全省共投入{noun}{m.amount(total)}。{told}。{'、'.join(names[:some])}{noun}{m.pick(['所占比重', '占比', '占总' + noun + '的比重'])}分别为{said}。"


def by_the_year(m: Maker) -> str:
    span = m.rng.randint(3, 10)
    old = m.number(900, 90000)
    new = round(old * m.rng.uniform(1.05, 2.5))
    first, last = m.year - span, m.year
    noun, unit = m.pick(STEMS) + m.pick(["收入", "产值"]), m.pick(["亿元", "万元"])
    if m.rng.random() < 0.4:
        return f"{noun}从{first}年的{old}{unit}增加到{last}年的{new}{unit},平均每年增加{(new - old) / span:.0f}{unit}。"
    rate = f"{100 * ((new / old) ** (1 / span) - 1):.{m.rng.choice([1, 2])}f}%"
    if m.rng.random() < 0.5:
        return f"{noun}由{first}年的{old}{unit}增加到{last}年的{new}{unit},年均增长{rate}。"
    words = "零一二三四五六七八九十"[span]
    return f"常住人口{new}人,与{first}年第六次全国人口普查的{old}人相比,{words}年共增加{new - old}人,增长{100 * (new / old - 1):.2f}%,年平均增长率为{rate}。"


def totals_after(m: Maker) -> str:
    many = m.rng.randint(3, 6)
    total, parts = m.sum_of(many)
    names = m.names(many)
    form = m.rng.randint(0, 2)
    told = [f"{n}市{m.amount(p)}" for n, p in zip(names, parts, strict=True)]
    if form == 0:
        return f"{m.pick(['', '分别是'])}{'、'.join(told[:-1])}{m.pick(['和', '、'])}{told[-1]},{many}市合计{m.amount(total)}。"
    if form == 1:
        gold, silver, bronze = (m.number(3, 90) for _ in range(3))
        return f"代表团以{gold}枚金牌、{silver}枚银牌、{bronze}枚铜牌共{gold + silver + bronze}枚奖牌位列第一。"
    told = [
        f"{m.pick(['上级', '转移', '调入', '上年'])}{n}收入{m.amount(p)}"
        for n, p in zip(names, parts, strict=True)
    ]
    return (
        f"全县{told[0]},加上{'、'.join(told[1:])},收入总{m.pick(['计', '量'])}{m.amount(total)}。"
    )


def within(m: Maker) -> str:
    thing = m.pick(THINGS)
    unit = UNITS[thing]
    parts = [m.number(5, 900) for _ in range(m.rng.randint(3, 4))]
    total = sum(parts)
    public = m.rng.randint(1, total - 1)
    inner = m.rng.randint(1, parts[0])
    n, *names = m.names(len(parts) + 1)
    names = names[: len(parts)]
    told = [f"{name}{thing}{p}{unit}" for name, p in zip(names, parts, strict=True)]
    told[0] += m.pick([f"(其中:{n}{thing}{inner}{unit})", ""])
    rise = m.pick([f",比上年增加{m.number(2, 90)}{unit}", ""])
    how = m.pick(["等级", "隶属关系", "经营单位所在地", "登记类型", "规模"])
    lead = f"全市共有{thing}{total}{unit}{rise}。"
    if m.rng.random() < 0.5:
        lead += f"{thing}中,公办{thing}{public}{unit},民办{thing}{total - public}{unit}。"
    return (
        f"{lead}{m.pick([thing, ''])}按{how}分{m.pick([',', ':'])}{m.pick([',', ';']).join(told)}。"
    )


def again(m: Maker) -> str:
    noun, value = m.name(), m.number(300, 9000)
    unit = UNITS[noun[-2:]]
    between = f"其中甲县{m.rng.randint(5, value)}{unit},乙县{m.rng.randint(5, value)}{unit}。"
    if m.rng.random() < 0.5:
        rate = m.percent(m.rng.uniform(1, 30))
        return f"全县{noun[:2]}收入完成{value}万元,同比增长{rate}。\n{between}\n全县{noun[:2]}收入增长{rate},主要是工作有力。"
    return f"全县共有{noun}{value}{unit}。{m.pick([between, ''])}\n{m.year}年,全县{m.pick(['共有', ''])}{noun}{value}{unit},{m.pick(['作用明显', '运行平稳'])}。"


FORMS: list[Callable[[Maker], str]] = [
    left, left, born, means, means, base_elsewhere, moved_in_pairs, shares_in_order, by_the_year,
    totals_after, within, again,
]  # fmt: skip
