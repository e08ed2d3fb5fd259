"""Identities are data: the formula of a row is what is computed over intervals, and what is shown."""

import random
from itertools import product

import pytest

from taian_analysis.audit import definitions
from taian_analysis.audit.engine import check
from taian_analysis.audit.reckon import makes, outcome, reckoned
from taian_analysis.base import catalog
from taian_analysis.base.errors import CatalogError
from taian_analysis.base.formula import over_ends
from taian_analysis.grammar.interval import INFINITE, Interval
from taian_analysis.narrative import link_scope
from taian_analysis.narrative.identities import identity

NAMES = sorted(catalog.load("identities"))


@pytest.mark.parametrize("name", NAMES)
def test_the_ends_of_an_identity_are_what_any_numbers_within_make_at_most(name):
    told = identity(name)
    many = max((ord(x) - 96 for x in "abcd" if x in told.formula.split("sum")[0]), default=1)
    many = 3 if "sum" in told.formula else many
    draw = random.Random(name)
    for sign in (1, -1):
        ends = [(x - draw.random(), x + draw.random()) for x in (90.0, 40.0, 20.0)[:many]]
        signs = (sign,) * (many + 1)
        corners = [told.compute([(x, x) for x in at], signs, 3.0)[0] for at in product(*ends)]
        low, high = told.compute(ends, signs, 3.0)
        assert (low, high) == pytest.approx((min(corners), max(corners)))


def test_what_an_identity_binds_is_known():
    asked = {*link_scope._OF_TWO, *link_scope._OF_ALL}
    assert {word for name in NAMES for word in identity(name).binds.split()} == asked


def test_what_is_divided_by_must_be_above_zero():
    assert outcome("share", [Interval(1, 1), Interval(0, 2)]) == (-INFINITE, INFINITE)
    assert not makes("share", [Interval(50, 50), Interval(1, 1), Interval(0, 2)])
    assert makes("share", [Interval(50, 50), Interval(1, 1), Interval(2, 2)])


def test_a_formula_of_other_things_than_arithmetic_is_none():
    for text in ("a.b", "open(a)", "a if b else a", "x + 1", "a < b", "a * 1.5", "a +"):
        with pytest.raises(CatalogError):
            over_ends(text)


@pytest.mark.parametrize(
    ("name", "values", "signs", "n", "told"),
    [
        ("growth_step", (110.0, 10.0), (1, 1, 1), 1.0, ("10 ÷ (110 - 10)", 10.0)),
        ("growth_step", (90.0, 10.0), (-1, -1, -1), 1.0, ("10 ÷ (90 + 10)", 10.0)),
        ("sum_signed", (5.0, 2.0), (1, 1, -1), 1.0, ("5 - 2", 3.0)),
        ("mean", (50.0, 4.0), (1, 1, 1), 1.0, ("50 ÷ 4", 12.5)),
        ("mean", (50.0, 4.0), (1, 1, 1), 1000.0, ("50 ÷ 4 × 1000", 12500.0)),
        ("step_mean", (60.0, 50.0), (1, 1, 1), 5.0, ("(60 - 50) ÷ 5", 2.0)),
        ("step", (80.0, 100.0), (-1, 1, 1), 1.0, ("80 - 100", -20.0)),
        ("left", (80.0, 100.0), (1, 1, 1), 1.0, ("|80 - 100|", 20.0)),
        ("growth_mean", (121.0, 100.0), (1, 1, 1), 2.0, ("(121 ÷ 100) ^ (1 ÷ 2) - 1", 10.0)),
    ],
)
def test_a_formula_is_shown_in_numbers_with_its_result(name, values, signs, n, told):
    shown, value, _ = reckoned(name, values, signs, n)
    assert (shown, value) == (told[0], pytest.approx(told[1]))


def test_an_identity_added_to_the_catalog_is_computed_and_told_without_code(monkeypatch, tmp_path):
    row = {"check": "product", "formula": "a * b / 2", "zh": "…", "en": "…"}
    named = {"formula": "half_product", "result": "甲数", "of": ["乙数", "丙数"]}
    monkeypatch.setitem(catalog.load("identities"), "half_product", row)
    monkeypatch.setitem(catalog.load("definitions")["of"], "first", named)
    for kept in (identity, definitions._definition, definitions._needs):
        kept.cache_clear()
    assert outcome("half_product", [Interval(9, 11), Interval(4, 4)]) == (18, 22)
    for said, verdict in (("20", "holds"), ("23", "fails")):
        report = tmp_path / f"{said}.txt"
        report.write_text(f"2023年全市乙数为10个,丙数为4个,甲数为{said}个。", encoding="utf-8")
        (claim,) = check(report).claims
        assert (claim.computed, claim.verdict) == ("10 × 4 ÷ 2 = 20", verdict)
    for kept in (identity, definitions._definition, definitions._needs):
        kept.cache_clear()


def test_the_order_of_the_identities_makes_no_difference(monkeypatch, tmp_path):
    text = (
        "2023年全市共有企业500家,其中甲类300家,占60%;乙类200家,占45%。"
        "全年受理案件1200件,比上年增加200件,增长20%。"
    )
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "other.txt").write_text(text, encoding="utf-8")
    before = check(tmp_path / "one.txt").claims
    table = catalog.load("identities")
    rows = random.Random(17).sample(list(table.items()), len(table))
    for key, row in rows:
        monkeypatch.delitem(table, key)
        monkeypatch.setitem(table, key, row)
    identity.cache_clear()
    assert list(table) == [key for key, _ in rows] != NAMES
    assert check(tmp_path / "other.txt").claims == before
    assert {c.verdict for c in before} == {"holds", "fails", "undecidable"}
