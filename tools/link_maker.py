"""What the made-up sentences of link_texts.py and link_texts_far.py are put together from."""

from __future__ import annotations

import random

STEMS = [
    "城镇",
    "农村",
    "公办",
    "民办",
    "工业",
    "农业",
    "商业",
    "文化",
    "教育",
    "医疗",
    "养老",
    "儿童",
    "交通",
    "水利",
    "林业",
    "科技",
    "旅游",
    "体育",
]
THINGS = ["机构", "企业", "学校", "项目", "案件", "站点", "车辆", "床位", "岗位", "设施"]
UNITS = dict(zip(THINGS, ["家", "家", "所", "个", "件", "个", "辆", "张", "个", "处"], strict=True))
MONEY = ["收入", "支出", "投资", "资金", "贷款", "产值"]


class Maker:
    """One report in the making."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.year = self.rng.randint(2009, 2024)
        self.money = self.rng.choice(["万元", "亿元"])

    def pick(self, words: list[str]) -> str:
        return self.rng.choice(words)

    def name(self) -> str:
        return self.pick(STEMS) + self.pick(THINGS)

    def number(self, low: int = 20, high: int = 90000) -> int:
        top = self.rng.choice([low * 10, high // 20, high])
        return self.rng.randint(low, max(low + 1, top))

    def amount(self, value: float) -> str:
        return f"{value:.2f}{self.money}" if self.money == "亿元" else f"{value:.0f}{self.money}"

    def sum_of(self, many: int) -> tuple[float, list[float]]:
        places = 2 if self.money == "亿元" else 0
        parts = [
            round(self.number(100, 90000) / (100 if places else 1), places) for _ in range(many)
        ]
        return round(sum(parts), places), parts

    def percent(self, value: float) -> str:
        return f"{value:.{self.rng.choice([1, 1, 2])}f}%"

    def names(self, many: int) -> list[str]:
        return self.rng.sample(STEMS, many)
