"""Texts for the tests of the evidence page."""

from __future__ import annotations

import random

OTHER = """甲市民政事业发展情况报告
一、总体情况
全市共有5个县,其中甲类2个、乙类2个、丙类2个。
2022年救助1200人次,2023年救助1500人次。
"""

_PLACES = "东西南北中上下前后左右"
_THINGS = ("养老机构", "救助站", "社区食堂", "福利院", "志愿者", "社工站", "婚姻登记处", "慈善组织")
_TAILS = (
    "运行平稳",
    "群众满意",
    "进一步规范",
    "覆盖面不断扩大",
    "服务质量稳步提升",
    "制度不断健全",
)


def long_text(size: int) -> str:
    """A report of so many bytes, of unlike sentences with numbers (always the same)."""
    dice = random.Random(14)
    lines, length, chapter = ["某市民政事业发展情况"], 0, 0
    while length < size:
        chapter += 1
        if chapter % 12 == 1:
            lines.append(f"({'一二三四五六七八九十'[chapter // 12 % 10]})第{chapter}阶段工作情况")
        words = [
            f"{dice.choice(_PLACES)}{dice.choice(_PLACES)}镇{dice.choice(_THINGS)}达到{dice.randint(2, 9999)}个,"
            f"比上年增加{dice.randint(2, 99)}个,{dice.choice(_TAILS)}、{dice.choice(_TAILS)}。"
            for _ in range(6)
        ]
        lines.append("".join(words))
        length += len(lines[-1].encode()) + 1
    return "\n".join(lines) + "\n"


def repeated(data: dict, times: int) -> dict:
    """The data of a report that says all of it so many times: as much to show, a part to read."""

    def moved(parts: list[dict]) -> list[dict]:
        shifts = (len(data["text"]) * n for n in range(times))
        return [
            part | {"start": part["start"] + by, "end": part["end"] + by}
            for by in shifts
            for part in parts
        ]

    both = {name: moved(data[name]) for name in ("lines", "marks")}
    return data | both | {"text": data["text"] * times}
