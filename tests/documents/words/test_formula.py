"""The id of a master formula: what is in its key, and what its digits follow."""

from copy import deepcopy

import pytest
from planned_papers import case, planned

from ldn_calc.documents.words.formula import formula_of
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.procedure.contents import contents_of

MCC = "microcrystalline cellulose PH-105"


def formula(made, formulary=None, product=""):
    return formula_of(contents_of(made.plan), product or next(iter(made.plan.products)), formulary or made.formulary)


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (lambda: planned(2), "naltrexone-hcl.capsule.1.5mg.powder.mcc-ph105.size3"),
        (lambda: case("liquid"), "naltrexone-hcl.solution.1mg-per-ml.powder.fawcett-preserved"),
        (lambda: case("tablets in a liquid"), "naltrexone-hcl.suspension.1mg-per-ml.tablet-50mg.fawcett-preserved"),
        (lambda: case("as base"), "naltrexone-base.capsule.4.5mg.powder.mcc-ph105.size3"),
        (lambda: planned(6), "naltrexone-hcl.capsule.4.5mg.powder-dihydrate.mcc-ph105.size3"),
        (lambda: planned(2, **{"shell": "hpmc"}), "naltrexone-hcl.capsule.1.5mg.powder.mcc-ph105.size3-hpmc"),
        (lambda: planned(2, **{"shell": "gelatin"}), "naltrexone-hcl.capsule.1.5mg.powder.mcc-ph105.size3"),
        (lambda: planned(2, filler="lactose anhydrous"), "naltrexone-hcl.capsule.1.5mg.powder.lactose-anhydrous.size3"),
    ],
)
def test_the_key_names_drug_form_strength_source_and_what_it_is_made_up_with(made, key):
    assert formula(made()).key == key


def test_two_strengths_are_two_formulas():
    made = case("two strengths of one aliquot")
    keys = [formula(made, product=product) for product in made.plan.products]
    assert [each.key.split(".powder")[0] for each in keys] == ["naltrexone-hcl.capsule.1.25mg", "naltrexone-hcl.capsule.0.5mg"]
    assert {each.rows for each in keys} == {formula(case("capsule aliquot")).rows}


def changed(table, name, **values):
    rows = deepcopy(dict(shipped_formulary().rows))
    rows[table][name] = rows[table][name] | values
    return Formulary(rows)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("instruments", "3 mL oral syringe"),
        ("instruments", "balance"),
        ("fillers", "lactose anhydrous"),
        ("vehicles", "fawcett-preserved"),
        ("substances", "naltrexone hydrochloride dihydrate"),
        ("shells", "0"),
        ("beyond_use", "aqueous-preserved"),
        ("policies", "doses"),
    ],
)
def test_rows_of_others_leave_its_digits_alone(table, name):
    made = planned(2)
    assert formula(made, changed(table, name, source="looked up again")) == formula(made)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("fillers", MCC),
        ("shells", "3"),
        ("shells", "components"),
        ("substances", "naltrexone hydrochloride anhydrous"),
        ("beyond_use", "solid"),
    ],
)
def test_each_of_its_own_rows_changes_them(table, name):
    made = planned(2)
    assert formula(made, changed(table, name, source="looked up again")).rows != formula(made).rows
    assert formula(made, changed(table, name, source="looked up again")).key == formula(made).key


def test_the_day_the_batch_and_the_lot_leave_them_alone_and_another_way_does_not():
    made = planned(2)
    assert formula(planned(20)) == formula(made)
    assert formula(planned(2, extra_capsules=9)) == formula(made)
    assert formula(case("capsule aliquot")).rows != formula(made).rows
    assert formula(case("liquid")).rows == formula(case("long names")).rows == formula(case("weekly steps")).rows
