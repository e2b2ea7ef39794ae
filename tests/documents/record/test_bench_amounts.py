from fractions import Fraction

import pytest
from documents_support import capsules_twice_daily
from planned_papers import CASES, case

from ldn_calc.documents.record.bench_amounts import bench_amounts
from ldn_calc.quantities.text import read_mass

# Worked by hand from the printed steps.


def test_of_a_capsule_aliquot_the_rest_of_the_mixture_is_discarded():
    amounts = bench_amounts(case("capsule aliquot").plan)
    assert amounts.discarded == {9: ("mortar", "3.403 g")}  # 243 + 3403 - 243
    assert amounts.holds[4] == "3.646 g"
    assert amounts.holds[7] == "4.16 g"  # 243 + 3917


def test_of_a_liquid_aliquot_the_rest_of_the_stock_is_discarded():
    assert bench_amounts(case("liquid aliquot").plan).discarded == {11: ("100 mL cylinder", "95 mL")}  # 100 - 5


def test_of_a_larger_batch_what_is_not_bottled_is_discarded():
    assert bench_amounts(case("larger batch").plan).discarded == {8: ("25 mL cylinder", "19.8 mL")}  # 25 - 5.2


def test_of_crushed_tablets_the_rest_of_the_powder_is_discarded():
    amounts = bench_amounts(case("crushed part").plan)
    assert list(amounts.discarded.values()) == [("mortar", "32 mg")]  # 3 tablets of 212 mg, less 604 mg


def test_two_strengths_of_one_mixture_leave_one_rest():
    assert list(bench_amounts(case("two strengths of one aliquot").plan).discarded.values()) == [("mortar", "8.873 g")]


def test_a_rinse_adds_to_the_volume_until_the_vessel_is_filled_up():
    amounts = bench_amounts(case("liquid").plan)
    assert amounts.holds[4] == "105 mL"  # 90 measured, rinsed with 15
    assert amounts.holds[5] == "150 mL"


@pytest.mark.parametrize("name", CASES)
def test_what_the_products_hold_is_the_drug_that_the_proof_found(name):
    made = case(name)
    material = next(each for each in made.plan["materials"].values() if each["kind"] in {"powder", "tablet"})
    called = next(key for key, each in made.plan["materials"].items() if each is material)
    if material["kind"] == "powder":
        drug_each = Fraction(material["drug_fraction"])
    else:
        drug_each = read_mass(material["drug_per_unit"]).milligrams
    amounts = bench_amounts(made.plan)
    held = Fraction(0)
    for product, unit in amounts.units.items():
        number = Fraction(made.plan["products"][product]["amount"].split()[0])
        held += unit[called] * drug_each * number
    found = read_mass(made.result["proof"]["drug_in_products"]).milligrams
    assert abs(held / found - 1) < Fraction(1, 10000)


def test_a_tablet_of_unknown_weight_leaves_no_number():
    plan = case("crushed part").plan
    plan = plan | {"materials": {name: dict(each) for name, each in plan["materials"].items()}, "steps": plan["steps"][:2]}
    del plan["materials"]["naltrexone hydrochloride tablet"]["mass_per_unit"]
    assert bench_amounts(plan).holds == {1: "", 2: ""}


def test_capsules_without_an_aliquot_leave_nothing_but_what_their_fill_leaves():
    assert bench_amounts(capsules_twice_daily().plan).discarded.keys() == {6}
