"""Learn which figures belong together: python tools/train_links.py TEXT...

The texts are unaltered reports; nothing in them is labelled. What is observed is whether each
reading's arithmetic holds, and the likelihood of that is maximised over the weights of the words
(narrative/link_features.py). Sixty generated reports (link_texts.py) are added. The same texts give
the same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from link_texts import report

from taian_analysis.narrative.link_features import features
from taian_analysis.narrative.link_model import HONEST, chance, family, read
from taian_analysis.narrative.links import Reading, Text
from taian_analysis.narrative.places import places
from taian_analysis.narrative.scanner import scanned

TARGET = Path(__file__).parents[1] / "taian_analysis" / "base" / "catalog" / "link_weights.json"
GENERATED = 60  # reports made by link_texts
L2, STEPS, RATE, LEAST = 0.6, 160, 0.1, 0.02


def read_text(text: str) -> tuple[Text, list[Reading]]:
    """Return the places and readings of a text."""
    got = scanned(text)
    return read(places(got.text, got.figures))


def density(every: list[Reading]) -> dict[str, float]:
    """How densely wrong readings lie about what is printed, a unit of log, by kind."""
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for x in every:
        total[x.kind] += 1
        size, middle = abs(sum(x.stated)) / 2, abs(x.low + x.high) / 2
        if not x.holds and size > 0 and middle > 0 and 0.05 < abs(np.log(middle / size)) < 0.3:
            hit[x.kind] += 1
    return {kind: round((hit[kind] + 1) / (n + 2) / 0.5, 4) for kind, n in sorted(total.items())}


def learn(texts: list[tuple[Text, list[Reading]]]) -> dict:
    """Learn the weights from texts' readings."""
    every = [x for _, found in texts for x in found]
    dense = density(every)
    model = {"bias": {}, "density": dense, "weights": {}}
    for name in ("pair", "same", "sum"):
        bias, weights = fit(name, texts, dense)
        model["bias"][name] = round(bias, 3)
        model["weights"] |= weights
    return model


def fit(
    name: str, texts: list[tuple[Text, list[Reading]]], dense: dict[str, float]
) -> tuple[float, dict]:
    """Fit one family by gradient ascent (Adam) on the likelihood of what holds."""
    rows, told, ids, groups = [], [], [], {}
    for number, (text, found) in enumerate(texts):
        for x in found:
            if family(x) == name:
                rows.append(x)
                told.append(features(text, x))
                ids.append(groups.setdefault((number, x.group), len(groups)))
    count: Counter[str] = Counter(f for some in told for f in set(some))
    index = {f: i for i, f in enumerate(sorted(f for f, n in count.items() if n >= 3))}
    cols = [[index[f] for f in some if f in index] for some in told]
    sizes = np.array([len(c) for c in cols])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    flat = np.concatenate([np.array(c, int) for c in cols])
    owner = np.repeat(np.arange(len(rows)), sizes)
    ids = np.array(ids)
    holds = np.array([x.holds for x in rows])
    q = np.array([chance(x, dense) for x in rows])
    like = np.where(holds, HONEST / q, (1 - HONEST) / (1 - q))
    w, bias = np.zeros(len(index)), -3.0
    m, v, mb, vb = np.zeros_like(w), np.zeros_like(w), 0.0, 0.0
    for step in range(1, STEPS + 1):
        z = np.clip(np.add.reduceat(w[flat], starts) + bias, -30, 30)
        e = np.exp(z)
        total = np.bincount(ids, e, len(groups)) + 1
        p = e / total[ids]
        joint = p * like
        post = joint / (np.bincount(ids, joint, len(groups)) + 1 / total)[ids]
        g = post - p
        grad = np.bincount(flat, g[owner], len(index)) - L2 * w
        gb = g.sum()
        m, v = 0.9 * m + 0.1 * grad, 0.99 * v + 0.01 * grad**2
        mb, vb = 0.9 * mb + 0.1 * gb, 0.99 * vb + 0.01 * gb**2
        ahead, scale = 1 - 0.9**step, 1 - 0.99**step
        w += RATE * (m / ahead) / (np.sqrt(v / scale) + 1e-8)
        bias += RATE * (mb / ahead) / (np.sqrt(vb / scale) + 1e-8)
    kept = {f: round(float(w[i]), 2) for f, i in index.items() if abs(w[i]) >= LEAST}
    return float(bias), kept


def write(model: dict) -> None:
    """Write the weights, one feature a line, in order."""
    body = ",\n".join(
        f"{json.dumps(f, ensure_ascii=False)}: {w}" for f, w in sorted(model["weights"].items())
    )
    bias, dense = json.dumps(model["bias"]), json.dumps(model["density"])
    head = f'{{"bias": {bias},\n"density": {dense},\n"weights": {{\n'
    TARGET.write_text(head + body + "\n}}\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Learn from the texts named, and write the weights."""
    names = [Path(name) for name in sys.argv[1:] if not name.startswith("--")]
    texts = [name.read_text(encoding="utf-8") for name in sorted(names)]
    write(learn([read_text(text) for text in [*texts, *map(report, range(GENERATED))]]))


if __name__ == "__main__":
    main()
