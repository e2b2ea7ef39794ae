"""Plans reckoned wrongly: slips that real programs and real people have made."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from proof.wrong import FORMULAS, Patch, everywhere, formula

from ldn_calc.planning import (
    beyond_use,
    capsule,
    capsule_plan,
    capsule_ways,
    liquid,
    liquid_draws,
    liquid_plan,
    potency,
    strengths,
    supply,
    syringes,
    weighing,
)
from ldn_calc.procedure import printer
from ldn_calc.procedure.plan import CapsuleProduct, Plan
from ldn_calc.procedure.steps import DiscardCapsules, Encapsulate
from ldn_calc.quantities.rounding import down_to_step
from ldn_calc.quantities.values import Mass, Strength, Volume


def potency_is(name: str, change: Callable[[potency.Potency], Fraction]) -> None:
    right = potency.powder_potency

    def wrong(patch: Patch) -> None:
        def reckon(*given: Any) -> potency.Potency:
            found = right(*given)
            return dataclasses.replace(found, fraction=change(found))

        _without_bounds(patch)
        everywhere(patch, right, reckon)

    FORMULAS[name] = wrong


def _off(found: potency.Potency) -> Fraction:
    return sum((share.fraction for _, share in found.taken_off), Fraction(0))


potency_is("water taken off twice", lambda found: found.fraction * (1 - _off(found)))
potency_is("water forgotten", lambda found: found.fraction / (1 - _off(found)))
potency_is("water added", lambda found: found.fraction / (1 - _off(found)) * (1 + _off(found)))
potency_is("the assay forgotten", lambda found: found.fraction / found.assay.fraction)
potency_is("the assay divided by", lambda found: found.fraction / found.assay.fraction**2)
potency_is("the potency forgotten", lambda found: found.salt)
potency_is("potency corrected downwards only", lambda found: min(found.fraction, Fraction(98, 100)))
potency_is(
    "the dihydrate's theoretical water on top of the measured",
    lambda found: found.fraction * (Fraction("0.912949") if found.substance.endswith("dihydrate") else 1),
)


def _without_bounds(patch: Patch) -> None:
    """Planning's own bounds turned off, so that the proof stands alone."""
    for module in (capsule_plan, liquid_plan):
        patch.setattr(module, "check_powder", lambda *given: [])
    patch.setattr(capsule_plan, "check_capsule_fills", lambda *given: [])


def _any_capsule_is_close(patch: Patch) -> None:
    patch.setattr(capsule_ways.Maker, "close", Fraction(100))


@formula("the base factor upside down")
def _(patch):
    right = potency.salt_factor
    everywhere(patch, right, lambda *given: 1 / right(*given))


@formula("the base factor forgotten")
def _(patch):
    everywhere(patch, potency.salt_factor, lambda *given: Fraction(1))


@formula("a tablet taken for ten milligrams more")
def _(patch):
    right = potency.tablet_content
    everywhere(patch, right, lambda *given: right(*given) + Mass.of(10))


@formula("drug multiplied by its fraction where it is divided, in liquids")
def _(patch):
    right = liquid.powder_batch
    everywhere(patch, right, lambda strength, fraction, *rest: right(strength, 1 / fraction, *rest))


@formula("drug multiplied by its fraction where it is divided, in capsules")
def _(patch):
    right = capsule.plan_batch
    everywhere(
        patch, right, lambda strength, capsules, extra, fraction, *rest: right(strength, capsules, extra, 1 / fraction, *rest)
    )
    _any_capsule_is_close(patch)


@formula("a strength that may be 5 % off")
def _(patch):
    right = weighing.on_balance
    patch.setattr(liquid, "_close", lambda *given: True)
    _any_capsule_is_close(patch)
    everywhere(patch, right, lambda mass, balance: Mass(right(mass, balance).milligrams + 3))


@formula("drug for the capsules that leave only, not for the extras")
def _(patch):
    right = capsule.plan_batch

    def wrong(strength: Mass, capsules: int, extra: int, *rest: Any) -> capsule.CapsuleBatch:
        found, needed = right(strength, capsules, extra, *rest), right(strength, capsules, 0, *rest)
        each = Mass(down_to_step((needed.charge.mass + found.filler).milligrams / found.made, Fraction(1, 10)))
        return dataclasses.replace(found, powder_exact=needed.powder_exact, charge=needed.charge, mass_each=each)

    everywhere(patch, right, wrong)
    _any_capsule_is_close(patch)


@formula("half the drug weighed where a dose is two capsules")
def _(patch):
    right = capsule.plan_batch

    def wrong(*given: Any) -> capsule.CapsuleBatch:
        found = right(*given)
        half = Mass(found.charge.mass.milligrams // 2)
        charge = dataclasses.replace(found.charge, mass=half, powder=half, drug=found.charge.drug / 2)
        return dataclasses.replace(found, charge=charge)

    everywhere(patch, right, wrong)
    _any_capsule_is_close(patch)


def _plan_changed(name: str, change: Callable[[Plan], Plan]) -> None:
    right = capsule_plan._plan

    def wrong(patch: Patch) -> None:
        patch.setattr(capsule_plan, "_plan", lambda *given: change(right(*given)))

    FORMULAS[name] = wrong


def _dispense_extras(plan: Plan) -> Plan:
    steps = tuple(step for step in plan.steps if not isinstance(step, DiscardCapsules))
    extra = {step.product: step.capsules for step in plan.steps if isinstance(step, DiscardCapsules)}
    products = {
        name: CapsuleProduct(product.strength, product.amount + extra.get(name, 0)) for name, product in plan.products.items()
    }
    return dataclasses.replace(plan, steps=steps, products=products)


def _one_capsule_less(plan: Plan) -> Plan:
    steps = tuple(
        dataclasses.replace(step, capsules=step.capsules + 1) if isinstance(step, DiscardCapsules) else step for step in plan.steps
    )
    products = {name: CapsuleProduct(product.strength, product.amount - 1) for name, product in plan.products.items()}
    return dataclasses.replace(plan, steps=steps, products=products)


def _exchange_batches(plan: Plan) -> Plan:
    steps = list(plan.steps)
    at = [number for number, step in enumerate(steps) if isinstance(step, Encapsulate)]
    if len(at) == 2:
        first, second = steps[at[0]], steps[at[1]]
        steps[at[0]] = dataclasses.replace(first, into=second.into)
        steps[at[1]] = dataclasses.replace(second, into=first.into)
    return dataclasses.replace(plan, steps=tuple(steps))


_plan_changed("extra capsules dispensed", _dispense_extras)
_plan_changed("a capsule too few", _one_capsule_less)
_plan_changed("the two strengths exchanged", _exchange_batches)


@formula("the fill of another shell size")
def _(patch):
    right = capsule_plan._fills
    _without_bounds(patch)

    def wrong(*given: Any) -> capsule.Fills:
        found = right(*given)
        return dataclasses.replace(found, filler_fill=Mass.of(160), drug_fill=Mass.of(160))

    patch.setattr(capsule_plan, "_fills", wrong)


@formula("capsules counted without the last run of doses")
def _(patch):
    right = strengths.StrengthChoice.capsules
    patch.setattr(strengths.StrengthChoice, "capsules", lambda choice, runs: right(choice, runs[:-1] or runs))


@formula("the last run of doses dropped")
def _(patch):
    right = supply.runs
    everywhere(patch, right, lambda *given: right(*given)[:-1] or right(*given))


@formula("dates of the second phase from the first's last day")
def _(patch):
    right = supply.runs

    def wrong(*given: Any) -> tuple[supply.DoseRun, ...]:
        return tuple(
            run
            if run.phase == 1
            else dataclasses.replace(run, from_date=run.from_date - timedelta(days=1), to_date=run.to_date - timedelta(days=1))
            for run in right(*given)
        )

    everywhere(patch, right, wrong)


@formula("a day of doses too few")
def _(patch):
    right = supply.runs
    everywhere(patch, right, lambda *given: tuple(dataclasses.replace(run, count=run.count - 1) for run in right(*given)))


@formula("a day too few covered")
def _(patch):
    right = supply.plan_supply
    everywhere(patch, right, lambda rx, fill, until: right(rx, fill, min(until, rx.first_dose_on + timedelta(days=rx.days - 2))))


@formula("a day too many covered")
def _(patch):
    right = supply.plan_supply
    everywhere(patch, right, lambda rx, fill, until: right(rx, fill, until + timedelta(days=1)))


@formula("the next fill a day late")
def _(patch):
    right = supply.plan_supply

    def wrong(*given: Any) -> Any:
        found = right(*given)
        later = found.next_fill_by and found.next_fill_by + timedelta(days=1)
        return dataclasses.replace(found, next_fill_by=later)

    everywhere(patch, right, wrong)


@formula("the last day of use a day late")
def _(patch):
    right = beyond_use.last_day
    everywhere(patch, right, lambda *given: right(*given) + timedelta(days=1))


@formula("every liquid taken for a preserved one")
def _(patch):
    right = beyond_use.beyond_use

    def wrong(rule: Any, vehicle: Any, made_at: Any, expiries: Any, counting: Any, formulary: Any, *more: Any) -> Any:
        rule = formulary.beyond_use_rule("aqueous-preserved") if vehicle else rule
        return right(rule, vehicle, made_at, expiries, counting, formulary, *more)

    everywhere(patch, right, wrong)


@formula("the lot's expiry not among the limits")
def _(patch):
    right = beyond_use.beyond_use
    everywhere(patch, right, lambda rule, vehicle, made_at, expiries, *rest: right(rule, vehicle, made_at, (), *rest))


@formula("every preparation kept at room temperature")
def _(patch):
    right = beyond_use.beyond_use
    everywhere(
        patch,
        right,
        lambda *given: dataclasses.replace(right(*given), storage="room", storage_words=given[5].storage_words("room", "en")),
    )


@formula("a volume of dose times strength")
def _(patch):
    def wrong(runs: Any, concentration: Strength, formulary: Any, *_others: Any) -> dict[Mass, Any]:
        strength = concentration.milligrams_per_millilitre
        return {run.take.dose: syringes.draw_up(Volume(run.take.dose.milligrams * strength), formulary.syringes) for run in runs}

    everywhere(patch, liquid_draws.draw_doses, wrong)


@formula("a dose drawn to the mark below")
def _(patch):
    right = syringes.draw_up

    def wrong(volume: Volume, known: Any) -> Any:
        return right(Volume(max(Fraction(1, 2), down_to_step(volume.millilitres, Fraction(1, 2)))), known)

    everywhere(patch, right, wrong)


@formula("half the volume needed")
def _(patch):
    right = liquid.plan_target

    def wrong(*given: Any) -> liquid.Target:
        found = right(*given)
        return dataclasses.replace(found, need=found.need / 2)

    everywhere(patch, right, wrong)


@formula("twice the volume needed")
def _(patch):
    right = liquid.plan_target

    def wrong(*given: Any) -> liquid.Target:
        found = right(*given)
        return dataclasses.replace(found, need=found.need * 2)

    everywhere(patch, right, wrong)


@formula("the balance's minimum a tenth")
def _(patch):
    right = weighing.balance_of

    def wrong(*given: Any) -> Any:
        found = right(*given)
        return dataclasses.replace(found, minimum=found.minimum / 10)

    everywhere(patch, right, wrong)


@formula("the nominal dose printed as delivered")
def _(patch):
    right = printer._dose

    def wrong(dose: Any) -> Any:
        return right(dataclasses.replace(dose, delivered=dose.prescribed))

    patch.setattr(printer, "_dose", wrong)


@formula("masses printed without their decimals")
def _(patch):
    right = printer.write
    patch.setattr(
        printer,
        "write",
        lambda amount, *digits: (
            right(Mass.of(int(amount.milligrams)), *digits) if isinstance(amount, Mass) else right(amount, *digits)
        ),
    )
