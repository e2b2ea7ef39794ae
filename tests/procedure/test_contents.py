"""Nothing is lost: what goes in stands in vessels, in products or in the waste, after every step."""

import json
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import cache

import pytest
from planned_papers import CASES, case
from random_requests import random_request
from sample_copies import SAMPLES

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.procedure.contents import NOTHING, ContentsError, contents_of
from ldn_calc.procedure.plan import CapsuleProduct, PowderMaterial, TabletMaterial
from ldn_calc.procedure.reader import read_plan
from ldn_calc.procedure.steps import Bottle, Count, DiscardCapsules, Encapsulate, FillTo, Measure, Transfer, Weigh
from ldn_calc.quantities.text import read_mass
from ldn_calc.quantities.values import Mass, Volume

CLOCK = datetime(2026, 11, 22, 9, 30)


@cache
def plan_of(name):
    """A sample's plan by its file's name, or one of CASES, or of a random request by its number; None where there is none."""
    if name in CASES:
        return case(name).plan
    text = json.dumps(random_request(name)) if isinstance(name, int) else (SAMPLES / f"{name}.json").read_text("utf-8")
    printed = plan_request(text, CLOCK, shipped_formulary()).result.get("plan")
    return read_plan(printed) if printed else None


SAMPLE_NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))
UNPLANNED = {"08", "10", "11", "17", "18", "19", "21", "24", "26"}
PLANNED = [*CASES, *(name for name in SAMPLE_NAMES if name[:2] not in UNPLANNED)]


def test_those_samples_have_a_plan_that_are_said_to_have_one():
    assert {name[:2] for name in SAMPLE_NAMES if not plan_of(name)} == UNPLANNED


def everything(bench):
    """Of each material in vessels, products and waste together, in mg, tablets or mL."""
    total = sum((*bench.vessels.values(), *bench.products.values(), bench.waste), NOTHING)
    found = {name: held.milligrams for name, held in total.powders.items()}
    found |= total.tablets
    found |= {name: held.millilitres for name, held in total.liquids.items()}
    return {name: amount for name, amount in found.items() if amount}


def put_in(plan):
    """Of each material, by the steps alone and after each; up to a mark goes what is wanting of the mark's volume."""
    volumes = {}
    found = {}
    for step in plan.steps:
        material = getattr(step, "material", "")
        match step:
            case Weigh():
                found[material] = found.get(material, 0) + step.mass.milligrams
            case Count():
                found[material] = found.get(material, 0) + step.units
            case Measure():
                found[material] = found.get(material, 0) + step.volume.millilitres
                volumes[step.into] = volumes.get(step.into, 0) + step.volume.millilitres
            case Transfer():
                found[material] = found.get(material, 0) + step.rinse.millilitres
                volumes[step.into] = volumes.get(step.into, 0) + volumes.pop(step.source, 0) + step.rinse.millilitres
            case FillTo():
                found[material] = found.get(material, 0) + step.volume.millilitres - volumes.get(step.vessel, 0)
                volumes[step.vessel] = step.volume.millilitres
            case _ if hasattr(step, "volume"):
                volumes[step.source] -= step.volume.millilitres
                if not isinstance(step, Bottle):
                    volumes[step.into] = volumes.get(step.into, 0) + step.volume.millilitres
        yield {name: amount for name, amount in found.items() if amount}


@pytest.mark.parametrize("name", PLANNED)
def test_what_goes_in_stands_in_vessels_products_or_waste(name):
    plan = plan_of(name)
    for bench, due in zip(contents_of(plan).benches[1:], put_in(plan), strict=True):
        assert everything(bench) == due


@pytest.mark.parametrize("seed", range(0, 240, 3))
def test_of_a_random_prescription_nothing_is_lost(seed):
    plan = plan_of(seed)
    if plan is not None:
        assert [everything(bench) for bench in contents_of(plan).benches[1:]] == list(put_in(plan))


@pytest.mark.parametrize("name", PLANNED)
def test_in_the_end_every_vessel_is_empty_and_the_products_are_what_the_plan_says(name):
    plan = plan_of(name)
    last = contents_of(plan).benches[-1]
    assert not last.vessels
    assert last.products.keys() == plan.products.keys()
    for called, product in plan.products.items():
        held = last.products[called]
        if isinstance(product, CapsuleProduct):
            (step,) = [each for each in plan.steps if isinstance(each, Encapsulate) and each.into == called]
            assert held.solids == step.mass_each * product.amount
        else:
            assert held.volume == product.amount


@pytest.mark.parametrize("name", CASES)
def test_what_the_products_hold_is_the_drug_that_the_proof_found(name):
    made, plan = case(name), plan_of(name)
    called, material = next(
        (called, each) for called, each in plan.materials.items() if isinstance(each, PowderMaterial | TabletMaterial)
    )
    held = Fraction(0)
    for product in contents_of(plan).benches[-1].products.values():
        if isinstance(material, PowderMaterial):
            held += product.powders[called].milligrams * material.drug_fraction
        else:
            held += product.tablets[called] * material.drug_per_unit.milligrams
    found = read_mass(made.result["proof"]["drug_in_products"]).milligrams
    assert abs(held / found - 1) < Fraction(1, 10000)


# Worked by hand from the printed steps.


@pytest.mark.parametrize(
    ("name", "number", "vessel", "left"),
    [
        ("capsule aliquot", 9, "mortar", Mass.of(3403)),  # 243 + 3403 - 243
        ("liquid aliquot", 11, "100 mL cylinder", Volume.of(95)),  # 100 - 5
        ("larger batch", 8, "25 mL cylinder", Volume.of(Fraction("19.8"))),  # 25 - 5.2
    ],
)
def test_what_is_left_of_a_mixture_is_discarded(name, number, vessel, left):
    plan = plan_of(name)
    contents = contents_of(plan)
    content = contents.before(number).holds(vessel)
    assert (content.volume if isinstance(left, Volume) else content.solids) == left
    assert contents.in_work(number) == content
    assert vessel not in contents.after(number).vessels


def test_of_crushed_tablets_the_rest_of_the_powder_is_discarded():
    plan = plan_of("crushed part")
    contents = contents_of(plan)
    rests = [
        contents.in_work(number)
        for number, step in enumerate(plan.steps, 1)
        if hasattr(step, "vessel") and not hasattr(step, "how")
    ]
    assert [(rest.solids, list(rest.tablets.values())) for rest in rests] == [(Mass.of(32), [Fraction(32, 212)])]


def test_a_rinse_adds_to_the_volume_until_the_vessel_is_filled_up():
    plan = plan_of("liquid")
    contents = contents_of(plan)
    assert contents.in_work(4).volume == Volume.of(105)  # 90 measured, rinsed with 15
    assert contents.in_work(5).volume == Volume.of(150)
    assert not contents.after(4).holds("beaker").liquids


def test_extra_capsules_go_to_the_waste_with_what_is_in_them():
    plan = plan_of("02-capsule-titration")
    (number,) = [at for at, step in enumerate(plan.steps, 1) if isinstance(step, DiscardCapsules)]
    contents = contents_of(plan)
    extra = plan.steps[number - 1].capsules
    (product,) = plan.products.values()
    made = contents.in_work(number)
    assert contents.after(number).waste == made * Fraction(extra, extra + product.amount)


def test_a_tablet_of_unknown_weight_leaves_no_mass_and_no_part_is_taken_of_it():
    plan = plan_of("crushed part")
    materials = {
        name: replace(each, mass_per_unit=None) if isinstance(each, TabletMaterial) else each
        for name, each in plan.materials.items()
    }
    unknown = replace(plan, materials=materials)
    assert [bench.holds("mortar").solids for bench in contents_of(replace(unknown, steps=plan.steps[:2])).benches[1:]] == [None] * 2
    with pytest.raises(ContentsError, match="no known mass"):
        contents_of(unknown)


@pytest.mark.parametrize(
    ("name", "kind", "change", "said"),
    [
        ("liquid", Bottle, {"volume": Volume.of(151)}, "takes more out of"),
        ("liquid", FillTo, {"volume": Volume.of(104)}, "up to less than is in it"),
        ("capsule aliquot", Encapsulate, {"capsules": 33}, "takes more out of"),
        ("02-capsule-titration", DiscardCapsules, {"capsules": 90}, "discards more of"),
    ],
)
def test_a_step_that_cannot_be_done_is_refused(name, kind, change, said):
    plan = plan_of(name)
    steps = tuple(replace(step, **change) if isinstance(step, kind) else step for step in plan.steps)
    with pytest.raises(ContentsError, match=said):
        contents_of(replace(plan, steps=steps))
