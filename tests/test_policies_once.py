"""Each figure of the policies stands once: with its row changed, what is printed changes, and nothing keeps the old figure."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from documents_support import capsule_titration, liquid_three_phases
from order_support import document, read

from ldn_calc.application.calculate.calculating import calculate
from ldn_calc.calculators import liquids, weighing
from ldn_calc.documents.record.content import WorksheetContent
from ldn_calc.documents.record.master_content import MasterContent
from ldn_calc.documents.record.steps import step_rows
from ldn_calc.documents.words.runs import plain
from ldn_calc.findings import Severity
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.order.health import check_surgery
from ldn_calc.order.prescription import AssayBasis, PowderSource, StrengthAs
from ldn_calc.planning.common import potency_working
from ldn_calc.planning.potency import powder_potency
from ldn_calc.procedure.contents import contents_of
from ldn_calc.procedure.steps import Encapsulate
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Share


def changed(table: str, row: str, key: str, value: Any) -> Formulary:
    """The shipped formulary with one figure changed."""
    rows = copy.deepcopy(dict(shipped_formulary().rows))
    assert key in rows[table][row]
    rows[table][row][key] = value
    return Formulary(rows)


def record(made: Any, formulary: Formulary) -> str:
    """What the compounding record, and the master record, say of limits: setup, checks, weights, steps."""
    made = replace(made, formulary=formulary)
    content = WorksheetContent(made)
    master = MasterContent(made)
    cells = [plain(cell.runs) for row in [*content.checks(), *master.quality()] for cell in row]
    weights = [more for _, more, _ in content.weights()]
    notes = [row.note for row in step_rows(contents_of(made.plan), formulary)]
    return " | ".join([*(box.label for box in content.setup()), *cells, *weights, *notes]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("make", "row", "key", "value", "before", "after"),
    [
        (liquid_three_phases, "as_made", "amount_tolerance", "5 %", "go on at 99 to 103 mg", "go on at 96 to 106 mg"),
        (liquid_three_phases, "as_made", "go_on_least", "97 %", "| 95 to 105 %; to", "| 97 to 105 %; to"),
        (liquid_three_phases, "as_made", "go_on_most", "103 %", "| 95 to 105 %; to", "| 95 to 103 %; to"),
        (liquid_three_phases, "as_made", "decide_least", "92 %", "to 90 or 110 %", "to 92 or 110 %"),
        (liquid_three_phases, "as_made", "decide_most", "108 %", "to 90 or 110 %", "to 90 or 108 %"),
        (liquid_three_phases, "record", "volume_tolerance", "3 %", "98 to 102 mL", "97 to 103 mL"),
        (liquid_three_phases, "record", "volume_tolerance", "3 %", "within 2 % of", "within 3 % of"),
        (liquid_three_phases, "record", "check_weight", "200 mg", "100 mg weight (99 to 101 mg)", "200 mg weight (199 to 201 mg)"),
        (capsule_titration, "capsules", "fill_tolerance", "8 %", "± 10 %)", "± 8 %)"),
    ],
)
def test_a_limit_of_the_record_is_its_row(make, row, key, value, before, after):
    made = make()
    assert before in record(made, shipped_formulary())
    told = record(made, changed("policies", row, key, value))
    assert after in told
    assert before not in told


@pytest.mark.parametrize(("tolerance", "share"), [("10 %", Fraction(1, 10)), ("8 %", Fraction(8, 100))])
def test_what_a_capsule_may_weigh_follows_its_row(tolerance, share):
    made = replace(capsule_titration(), formulary=changed("policies", "capsules", "fill_tolerance", tolerance))
    planned = next(step.mass_each for step in made.plan.steps if isinstance(step, Encapsulate))
    [(_, more, _), *_] = WorksheetContent(made).weights()
    low, high = (write(planned * (1 + sign * share)) for sign in (-1, 1))
    assert f"each {low} to {high} (" in more.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("key", "value", "volume", "capacity", "expected"),
    [
        ("large_from", "20 mL", "4 mL", "10 mL", "0.23 mL"),
        ("below_half_of_capacity", "3 %", "4 mL", "10 mL", "0.34 mL"),
        ("below_half_of_draw", "4 %", "0.4 mL", "1 mL", "0.031 mL"),
        ("below_half_of_draw_large", "2 %", "4 mL", "10 mL", "0.23 mL"),
        ("from_half_of_draw", "10 %", "0.8 mL", "1 mL", "0.08 mL"),
        ("from_half_of_draw_large", "8 %", "8 mL", "10 mL", "0.64 mL"),
    ],
)
def test_the_syringe_calculator_holds_to_the_rows(monkeypatch, key, value, volume, capacity, expected):
    inputs = {"volume": volume, "capacity": capacity, "step": "0.1 mL"}
    before = calculate("syringe", inputs)
    monkeypatch.setattr(liquids, "shipped_formulary", lambda: changed("policies", "syringe_tolerance", key, value))
    after = calculate("syringe", inputs)
    assert before.result["tolerance"] != after.result["tolerance"] == expected
    assert before.working[-1] != after.working[-1]
    assert value in after.working[-1] or key == "large_from"


def test_the_aliquot_calculator_says_what_dissolves_as_its_row_has_it(monkeypatch):
    inputs = {"needed": "20 mg", "minimum": "120 mg", "aliquot_volume": "0.3 mL"}
    assert "Above 50 mg/mL" in calculate("liquid-aliquot", inputs).working[-2]
    monkeypatch.setattr(weighing, "shipped_formulary", lambda: changed("policies", "liquid", "most_dissolved", "40 mg/mL"))
    assert "Above 40 mg/mL" in calculate("liquid-aliquot", inputs).working[-2]
    monkeypatch.setattr(weighing, "shipped_formulary", lambda: changed("policies", "liquid", "most_dissolved", "90 mg/mL"))
    assert "Above" not in " ".join(calculate("liquid-aliquot", inputs).working)


@pytest.mark.parametrize(("key", "value"), [("base_molar_mass", "340"), ("hydrochloride_molar_mass", "378")])
def test_the_working_shows_the_molar_masses_that_were_used(key, value):
    formulary = changed("substances", "naltrexone hydrochloride anhydrous", key, value)
    lot = PowderSource("naltrexone hydrochloride anhydrous", Share.percent(100), AssayBasis.AS_IS)
    potency = powder_potency(lot, StrengthAs.BASE, formulary)
    product = potency_working(potency, lot, formulary).facts["product"]
    assert value in product
    assert value not in potency_working(potency, lot, shipped_formulary()).facts["product"]


@pytest.mark.parametrize(
    ("key", "surgery"),
    [("surgery_days_before", "2026-11-08"), ("surgery_days_after", "2026-12-24")],
)
def test_the_days_around_surgery_are_rows(key, surgery):
    request = read(document(screening__surgery_planned_on=surgery))
    assert check_surgery(request, date(2026, 12, 21), shipped_formulary())
    assert not check_surgery(request, date(2026, 12, 21), changed("policies", "screening", key, 2))


def test_severity_has_one_order():
    assert sorted(Severity, key=lambda each: each.rank) == [Severity.STOP, Severity.REVIEW, Severity.NOTE]
