"""Which steps make which product: each step is on a record, and only what is mixed for several is on more than one."""

import json

import pytest
from planned_papers import CASES, CLOCK, case
from random_requests import random_request

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.words.split import steps_making
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.procedure.reader import read_plan
from ldn_calc.procedure.steps import DiscardCapsules, Encapsulate, Weigh


@pytest.mark.parametrize("name", CASES)
def test_every_step_makes_a_product(name):
    plan = case(name).plan
    made = set().union(*(steps_making(plan, product) for product in plan.products))
    assert made == set(range(1, len(plan.steps) + 1))


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_every_step_of_a_random_prescription_makes_a_product(seed):
    result = plan_request(json.dumps(random_request(seed)), CLOCK, shipped_formulary()).result
    if result["plan"] is not None:
        plan = read_plan(result["plan"])
        made = set().union(*(steps_making(plan, product) for product in plan.products))
        assert made == set(range(1, len(plan.steps) + 1))


def test_what_two_strengths_are_made_of_belongs_to_both_and_the_capsules_to_one_each():
    plan = case("two strengths of one aliquot").plan
    numbers = {product: steps_making(plan, product) for product in plan.products}
    shared = [plan.steps[number - 1] for number in frozenset.intersection(*numbers.values())]
    assert any(isinstance(step, Weigh) for step in shared)
    assert not any(isinstance(step, Encapsulate | DiscardCapsules) for step in shared)
    for product, own in numbers.items():
        steps = [plan.steps[number - 1] for number in own]
        assert [step.into for step in steps if isinstance(step, Encapsulate)] == [product]
        assert {step.product for step in steps if isinstance(step, DiscardCapsules)} <= {product}
