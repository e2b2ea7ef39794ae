"""What no material is, whatever was entered: a powder's drug fraction, a capsule's fill, a load on the balance.

A figure that is well formed may still be of nothing that exists: water of 87 % for 8.7, a fill of 5 mg that was meant as the dose.
Each bound is a row of the formulary; the proof has the same figures as constants of its own (`ldn_calc.proof.bounds`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from ldn_calc.findings import Finding
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.order.prescription import PowderSource, Preparation
from ldn_calc.planning.capsule import CapsuleBatch, Fills
from ldn_calc.planning.drafting import Bench, note, review, stop
from ldn_calc.planning.potency import Potency, powder_potency
from ldn_calc.planning.weighing import floor_of, weighing_error
from ldn_calc.procedure.steps import Step, TakeMass, Weigh, WeighTo
from ldn_calc.quantities.text import write, write_beside
from ldn_calc.quantities.values import Mass, Share

__all__ = ["check_bench", "check_capsule_fills", "check_entered_fills", "check_powder"]

_FAR_FROM_THE_ROW: Final = Fraction(1, 4)


def check_powder(bench: Bench) -> Iterator[Finding]:
    """A drug fraction that no powder of this form has: the figures of the certificate cannot all be right."""
    source = bench.request.preparation.source
    if not isinstance(source, PowderSource):
        return
    potency = powder_potency(source, bench.request.rx.strength_as, bench.formulary)
    powder = bench.formulary.powders[source.substance]
    fraction = Share(potency.fraction / potency.salt)
    if powder.least_fraction <= fraction <= powder.most_fraction:
        return
    limit = powder.least_fraction if fraction < powder.least_fraction else powder.most_fraction
    shown = write_beside(fraction, limit, 3)
    facts = {"fraction": shown, "least": write(powder.least_fraction), "most": write(powder.most_fraction)}
    yield stop("drug-fraction-impossible", _most_off(potency), form=powder.form, figures=_figures(potency), **facts)


def _figures(potency: Potency) -> str:
    """`assay 99.4 %, water 87 %`: every figure that the fraction follows from."""
    return ", ".join([f"assay {write(potency.assay)}", *(f"{name} {write(share)}" for name, share in potency.taken_off)])


def _most_off(potency: Potency) -> str:
    """The field of the figure that takes most away; without any, the assay's."""
    keys = {"water": "water", "solvents": "solvents", "loss on drying": "lod"}
    name, _ = max(potency.taken_off, key=lambda each: each[1].fraction, default=("", None))
    return f"preparation.source.{keys.get(name, 'assay')}"


def check_entered_fills(preparation: Preparation, fills: Fills, formulary: Formulary) -> Iterator[Finding]:
    """Net weights that no powder has in this shell: packed, it holds so many grams a millilitre and no more."""
    for key, fill in (("filler_fill", preparation.filler_fill), ("drug_fill", preparation.drug_fill)):
        least, most = (
            Mass(formulary.policy_strength("capsules", f"{end}_packed").milligrams_per_millilitre * fills.shell.volume.millilitres)
            for end in ("least", "most")
        )
        if fill is not None and not least <= fill <= most:
            facts = {"fill": write(fill), "size": fills.shell.size, "least": write(least), "most": write(most)}
            yield stop("fill-impossible", f"preparation.{key}", **facts)


def check_capsule_fills(
    batches: Sequence[CapsuleBatch], fills: Fills, preparation: Preparation, formulary: Formulary
) -> list[Finding]:
    """A capsule filled further than 10 % from what its shell holds: the entered fills cannot be right.

    The shell holds what the filler's row says. A filler's entered weight within 25 % of that counts as what this pharmacy measured,
    over 10 % from it as a review that names both.
    """
    row = formulary.fillers[fills.filler].fills.get(fills.shell.size, fills.filler_fill)
    entered = preparation.filler_fill
    off = abs(entered.milligrams / row.milligrams - 1) if entered is not None else Fraction(0)
    allowed = formulary.policy_share("capsules", "fill_tolerance").fraction
    holds = entered if entered is not None and off <= _FAR_FROM_THE_ROW else row
    least, most = holds * (1 - allowed), holds * (1 + allowed)
    for batch in batches:
        if not least <= batch.mass_each <= most:
            asked = "filler_fill" if entered is not None and preparation.drug_fill is None else "drug_fill"
            facts = {"mass": write(batch.mass_each), "size": fills.shell.size, "holds": write(holds), "filler": fills.filler}
            return [stop("capsule-fill-outside-shell", f"preparation.{asked}", least=write(least), most=write(most), **facts)]
    if entered is None or off <= allowed:
        return []
    facts = {"filler": fills.filler, "size": fills.shell.size, "fill": write(entered), "chart": write(row)}
    return [review("filler-fill-far-from-chart", "preparation.filler_fill", **facts)]


def check_bench(steps: Iterable[Step], bench: Bench) -> list[Finding]:
    """What there is to say of the balance, where the steps use one."""
    masses = [step.mass for step in steps if isinstance(step, Weigh | WeighTo | TakeMass)]
    return [*_check_load(max(masses), bench), *_check_minimum(bench), *_check_weighing_error(bench)] if masses else []


def _check_load(heaviest: Mass, bench: Bench) -> Iterator[Finding]:
    """A mass above the balance's capacity, where that is known; or one with which the vessel it stands in is."""
    entered = bench.request.preparation.balance
    capacity = bench.formulary.balance_capacity if entered is None else entered.capacity
    if capacity is None:
        return
    vessel = bench.formulary.policy_mass("weighing", "vessel")
    facts = {"mass": write(heaviest), "capacity": write(capacity)}
    if heaviest > capacity:
        yield stop("weighing-above-capacity", "preparation.balance", **facts)
    elif heaviest + vessel > capacity:
        yield review("balance-nearly-full", "preparation.balance", vessel=write(vessel), **facts)


def _check_minimum(bench: Bench) -> Iterator[Finding]:
    """An entered minimum under the floor of the balance's own readability: the floor is taken."""
    entered = bench.request.preparation.balance
    if entered is None or entered.minimum is None:
        return
    error = weighing_error(bench.request.preparation, bench.formulary)
    floor = floor_of(entered.readability, error)
    if entered.minimum < floor:
        facts = {"minimum": write(entered.minimum), "readability": write(entered.readability), "floor": write(floor)}
        yield note("balance-minimum-lifted", "preparation.balance.minimum", error=write(error), **facts)


def _check_weighing_error(bench: Bench) -> Iterator[Finding]:
    """A weighing error of the pharmacy's own rows that is wider than the shipped one."""
    own, due = (each.policy_share("defaults", "weighing_error") for each in (bench.formulary, shipped_formulary()))
    if bench.request.preparation.weighing_error is None and own > due:
        yield note("weighing-error-own", "preparation.weighing_error", error=write(own), usual=write(due))
