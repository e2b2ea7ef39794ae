"""Alternatives: the other ways a prescription could be made at this bench, ranked by plain rules kept in one place.

The rules within a form, in order: no stop; fewest points to review; the worst-case error of a dose, in whole percents; draws and
capsules that a patient can live with; weighings; drug wasted; days covered. Between a liquid and capsules: fewest points to review;
fills that the regimen needs, and days that this one covers; the typical error of a dose, in whole percents, because a capsule's
worst case is a limit of acceptance and a draw's the tolerance of an instrument; syringes or strengths to tell apart; capsules on a
tie. Another way is shown only where it wins on something: points, error, fills, weighings, waste, or what the patient handles; the
other form always. What the contract settles itself comes before them: a strength, way,
syringe or size that was asked for, and the order of strengths where none was. A plan is ranked as it was
read back after the proof, with the proof's own figures, so that what is ranked is what was proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from math import ceil, floor
from typing import Any, Final

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Form, PowderSource, Preparation, Request, TabletSource, Way
from ldn_calc.planning.strengths import StrengthChoice
from ldn_calc.procedure.plan import BalanceInstrument, Dose, LiquidDose, LiquidProduct, Plan, PowderMaterial
from ldn_calc.procedure.printed import PrintedBudget, PrintedSpread, Result
from ldn_calc.procedure.steps import Count, DiscardVessel, Encapsulate, TakeMass, TakeVolume, Weigh, WeighTo
from ldn_calc.quantities.rounding import is_on_step
from ldn_calc.quantities.shown import share_shown
from ldn_calc.quantities.text import counted, read_mass, read_share, significant_text, write
from ldn_calc.quantities.values import Mass

__all__ = [
    "MOST_SHOWN",
    "Candidate",
    "Measure",
    "Reason",
    "candidates",
    "measure",
    "other_shells",
    "rank",
    "rank_forms",
    "triturate",
    "why_not_first",
    "wins",
]

MOST_SHOWN: Final = 6
"""People who see ten alternatives read none."""

_MOST_STRENGTHS: Final = 2
_CLOSER: Final = Fraction(1, 1000)
"""A dose that is closer by less than a tenth of a percent is nothing to choose by."""
_SAVED: Final = Fraction(1, 20)
"""Nor is less than a twentieth of the drug."""
_LARGER_SIZES: Final = {"4": ("3",), "3": ("2", "1"), "2": ("1",), "1": ("0",), "0": ("00",)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another way to make it: what is changed in the request, by path, and what it is called.

    Attributes:
        kind: a key of the titles in `resources/text/alternatives.toml`; `facts` fill it.
        changes: new values by path in the request, as JSON values.
        decides: the part of the preparation it changes, to know whether the pharmacist asked for it.
    """

    kind: str
    facts: Mapping[str, str]
    changes: Mapping[str, Any]
    decides: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What plans are ranked by, in the order of the rules; less is better in every field but `days`.

    Attributes:
        dose: worst-case error of a dose, as a share of it.
        draws: doses in two draws, syringes or strengths to tell apart, and the most capsules of one dose.
        wasted: drug discarded; `used` is all drug put in.
        fills: how many of these the regimen's days take from here on.
        typical: the typical error of a dose, as a share of it.
    """

    reviews: int
    dose: Fraction
    draws: tuple[int, int, int]
    weighings: int
    wasted: Mass
    days: int
    used: Mass
    fills: int = 1
    typical: Fraction = Fraction(0)

    @property
    def dose_words(self) -> str:
        """The worst-case error of a dose as the result has it: `5.12 %`."""
        return f"{significant_text(self.dose * 100, 3)} %"

    @property
    def dose_said(self) -> str:
        """The same as a sentence says it: `5.2 %`."""
        return share_shown(self.dose)

    @property
    def typical_said(self) -> str:
        """The typical error of a dose as a sentence says it: `3.1 %`."""
        return share_shown(self.typical)

    @property
    def draw_words(self) -> str:
        """What the patient handles: `up to 2 capsules a dose`, `2 doses in two draws and 1 syringe`."""
        two_draws, kinds, capsules = self.draws
        if capsules:
            of = f" of {kinds} strengths" if kinds > 1 else ""
            return f"up to {counted(capsules, 'capsule')}{of} a dose"
        drawn = f"{counted(two_draws, 'dose')} in two draws and " if two_draws else ""
        return f"{drawn}{counted(kinds, 'syringe')}"

    @property
    def used_words(self) -> str:
        """The drug put in, as it is printed."""
        return write(self.used)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an alternative is not first: a key of `reasons`, its facts, and what speaks for the alternative all the same."""

    key: str
    facts: Mapping[str, str]
    advantage: tuple[str, Mapping[str, str]] | None


def candidates(
    request: Request,
    plan: Plan,
    strengths: Sequence[StrengthChoice],
    formulary: Formulary,
    *,
    is_wasteful: bool = False,
    avoided: Iterable[str] = (),
) -> Iterator[Candidate]:
    """Every real alternative to a plan, before it is known whether it can be made.

    Args:
        request: what the plan was made for.
        plan: the plan that is first.
        strengths: the capsule strengths that serve its doses, best first; empty for a liquid.
        formulary: what is owned.
        is_wasteful: whether so much drug is thrown away that another bench is worth a look.
        avoided: components that a finding on allergies names.
    """
    preparation = request.preparation
    made: Iterator[Candidate] = _liquids(plan, preparation, formulary)
    if plan.form is Form.CAPSULE:
        made = chain(other_shells(preparation, formulary, avoided), _capsules(plan, preparation, strengths))
    others = chain(made, _ways(plan, preparation), _sources(plan, preparation, formulary))
    if is_wasteful:
        others = chain(others, _less_wasteful(plan, preparation, formulary))
    if request.rx.form is not Form.ANY:
        yield from others
        return
    other = Form.CAPSULE if plan.form is Form.LIQUID else Form.LIQUID
    yield Candidate(f"form-{other.value}", {}, {"rx.form": other.value}, "form")
    for each in others:  # what is chosen for a form is chosen with it, or the other form could be planned
        yield replace(each, changes={"rx.form": plan.form.value, **each.changes})


def _liquids(plan: Plan, preparation: Preparation, formulary: Formulary) -> Iterator[Candidate]:
    made = next(product.strength for product in plan.products.values() if isinstance(product, LiquidProduct))
    largest = formulary.policy_volume("liquid", "largest_dose")
    for concentration in formulary.concentrations:
        strength = write(concentration)
        if concentration != made and all(dose.prescribed / concentration <= largest for dose in plan.doses):
            yield Candidate("concentration", {"concentration": strength}, {"preparation.concentration": strength}, "concentration")
    one = _one_for_all(plan.doses, formulary)
    if one is not None and preparation.syringe is None:
        changes = {"preparation.syringe": one, "preparation.concentration": write(made)}
        yield Candidate("syringe", {"syringe": one}, changes, "syringe")


def _one_for_all(doses: Sequence[Dose], formulary: Formulary) -> str | None:
    """The smallest syringe on whose marks every dose falls, where the plan takes more than one."""
    if len(_syringes(doses)) < 2:
        return None
    volumes = [dose.taken.volume for dose in doses if isinstance(dose.taken, LiquidDose)]
    for syringe in formulary.syringes:
        if all(volume <= syringe.capacity and is_on_step(volume.millilitres, syringe.step.millilitres) for volume in volumes):
            return syringe.name
    return None


def _capsules(plan: Plan, preparation: Preparation, strengths: Sequence[StrengthChoice]) -> Iterator[Candidate]:
    made = {product.strength for product in plan.products.values()}
    others = [choice for choice in strengths if set(choice.strengths) != made]
    for choice in others[:_MOST_STRENGTHS]:
        listed = [write(each) for each in choice.strengths]
        yield Candidate(
            "strengths", {"strengths": " and ".join(listed)}, {"preparation.capsule_strengths": listed}, "capsule_strengths"
        )
    size = next(step.size for step in plan.steps if isinstance(step, Encapsulate))
    for larger in _LARGER_SIZES.get(size, ()) if preparation.filler_fill is None else ():
        yield Candidate("size", {"size": larger}, {"preparation.capsule_size": larger}, "capsule_size")


def other_shells(preparation: Preparation, formulary: Formulary, avoided: Iterable[str]) -> Iterator[Candidate]:
    """Shells of the other material, where a finding on allergies names what these are made of."""
    named = frozenset(avoided)
    if named.isdisjoint(formulary.shell_material(preparation.shell).components):
        return
    for other in formulary.shell_materials:
        if named.isdisjoint(formulary.shell_material(other).components):
            yield Candidate(f"shell-{other}", {}, {"preparation.shell": other}, "shell")


def _ways(plan: Plan, preparation: Preparation) -> Iterator[Candidate]:
    for way in _open_ways(plan):
        if way is not preparation.way:
            yield Candidate(f"way-{way.value}", {}, {"preparation.way": way.value}, "way")


def _open_ways(plan: Plan) -> tuple[Way, ...]:
    """The ways that a plan was not made by and that could serve as well."""
    taken = any(isinstance(step, TakeMass | TakeVolume) for step in plan.steps)
    is_liquid = plan.form is Form.LIQUID
    if any(isinstance(step, Count) for step in plan.steps):
        return () if is_liquid else (Way.WHOLE_TABLETS,) if taken else (Way.CRUSHED_PART,)
    if taken:
        return Way.LARGER_BATCH, Way.ALIQUOT, Way.DIRECT
    discarded = any(isinstance(step, DiscardVessel) for step in plan.steps)
    return (Way.ALIQUOT,) if is_liquid and discarded else ()


def _sources(plan: Plan, preparation: Preparation, formulary: Formulary) -> Iterator[Candidate]:
    if preparation.source is None and plan.form is Form.LIQUID:
        yield _of_tablets(formulary)
    elif isinstance(preparation.source, TabletSource):
        changes = {"preparation.source": None, "preparation.way": None}
        yield Candidate("source-powder", {}, changes, "source")


def _less_wasteful(plan: Plan, preparation: Preparation, formulary: Formulary) -> Iterator[Candidate]:
    """A finer balance of the formulary, and whole tablets in place of powder."""
    read = [each.readability for each in plan.instruments.values() if isinstance(each, BalanceInstrument)]
    rows = [(name, row) for name, row in formulary.rows["instruments"].items() if row["kind"] == "balance" and name != "balance"]
    finer = [(read_mass(row["readability"]), name, row) for name, row in rows if read and read_mass(row["readability"]) < min(read)]
    if finer:
        _, name, row = max(finer, key=lambda each: each[0])
        balance = {key: row[key] for key in ("readability", "minimum", "capacity") if key in row}
        yield Candidate("balance", {"balance": name}, {"preparation.balance": balance, "preparation.way": None}, "balance")
    if isinstance(preparation.source, PowderSource) or (preparation.source is None and plan.form is Form.CAPSULE):
        yield _of_tablets(formulary)


def _of_tablets(formulary: Formulary) -> Candidate:
    strength = formulary.tablet.get("strength", "50 mg")
    changes = {"preparation.source": {"kind": "tablet", "strength": strength}, "preparation.way": None}
    return Candidate("source-tablet", {"strength": strength}, changes, "source")


def _syringes(doses: Sequence[Dose]) -> set[str]:
    return {draw.instrument for dose in doses for draw in dose.draws}


def triturate(plan: Plan) -> Fraction | None:
    """In how many parts of a triturate one part is drug powder; None for a plan without one.

    A triturate is drug mixed with filler, of which a part is weighed and mixed with more filler; a blend of which a part is filled
    as it is, is none.
    """
    drug = {name for name, material in plan.materials.items() if isinstance(material, PowderMaterial)}
    for taken in (step for step in plan.steps if isinstance(step, TakeMass)):
        weighed = [step for step in plan.steps if isinstance(step, Weigh)]
        inside = sum((step.mass for step in weighed if step.into == taken.source), Mass.of(0))
        powder = sum((step.mass for step in weighed if step.into == taken.source and step.material in drug), Mass.of(0))
        if powder > Mass.of(0) and inside > powder and any(step.into == taken.into for step in weighed):
            return inside / powder
    return None


def measure(plan: Plan, result: Result) -> Measure | None:
    """What a plan is ranked by, from the plan and its result's proof, budget and findings; None where its error is not known."""
    proof, budget = result.get("proof"), result.get("error_budget")
    if not proof or not budget:
        return None
    two_draws = sum(len(dose.draws) > 1 for dose in plan.doses)
    kinds = len(_syringes(plan.doses)) or len(plan.products)
    capsules = max(sum(part.count for part in dose.capsules) for dose in plan.doses)
    return Measure(
        reviews=sum(found["severity"] == "review" for found in result["findings"]),
        dose=read_share(_in_all(budget)["worst_case"]).fraction,
        draws=(two_draws, kinds, capsules),
        weighings=sum(isinstance(step, Weigh | WeighTo | TakeMass) for step in plan.steps),
        wasted=read_mass(proof["drug_discarded"]),
        days=plan.supply.days_covered,
        used=read_mass(proof["drug_in"]),
        fills=_fills(plan),
        typical=read_share(_in_all(budget)["standard"]).fraction,
    )


def _in_all(budget: PrintedBudget) -> PrintedSpread:
    """How far off a dose may be, with what tablets or powder may hold: a tablet's 90 to 110 % is an error like any other."""
    source = budget["source"]
    return budget["dose"] if source is None else source.get("dose", budget["dose"])


def _fills(plan: Plan) -> int:
    """How many fills of as many days the days from this fill's first on take."""
    supply = plan.supply
    return ceil(Fraction(supply.days_prescribed - supply.from_day + 1, supply.days_covered))


def rank(found: Measure) -> tuple[Any, ...]:
    """The key that alternatives of one form are sorted by, best first."""
    return (found.reviews, floor(found.dose * 100), found.draws, found.weighings, floor(found.wasted.milligrams), -found.days)


def rank_forms(found: Measure) -> tuple[Any, ...]:
    """The key by which a liquid and capsules are compared, best first."""
    return (found.reviews, found.fills, -found.days, round(found.typical * 100), found.draws[:2])


def wins(candidate: Candidate, other: Measure, first: Measure) -> bool:
    """Whether an alternative is better in anything that a person would choose it for; the other form is always worth showing."""
    if candidate.decides == "form" or other.reviews < first.reviews:
        return True
    closer = first.dose - other.dose >= _CLOSER
    return closer or any(is_so for _, is_so, _, _ in _advantages(other, first)[1:])


def _advantages(other: Measure, first: Measure) -> Sequence[tuple[str, bool, str, str]]:
    """What may speak for an alternative, by its weight: a key of the `advantages`, whether it does, and both figures."""
    return (
        ("dose", other.dose < first.dose and other.dose_said != first.dose_said, other.dose_said, first.dose_said),
        ("fills", other.fills < first.fills, counted(other.fills, "fill"), counted(first.fills, "fill")),
        ("wasted", other.wasted + first.used * _SAVED <= first.wasted, write(other.wasted, 4), write(first.wasted, 4)),
        (
            "weighings",
            other.weighings < first.weighings,
            counted(other.weighings, "weighing"),
            counted(first.weighings, "weighing"),
        ),
        ("draws", other.draws < first.draws, other.draw_words, first.draw_words),
    )


def _advantage(other: Measure, first: Measure) -> tuple[str, Mapping[str, str]] | None:
    """The weightiest of them."""
    found = (each for each in _advantages(other, first) if each[1])
    return next(((key, {"other": theirs, "first": ours}) for key, _, theirs, ours in found), None)


def why_not_first(candidate: Candidate, other: Measure, first: Measure, asked: str | None, made: str) -> Reason:
    """The reason why an alternative is not first.

    Args:
        candidate: the alternative.
        other: the alternative's figures.
        first: the plan's figures.
        asked: what the pharmacist asked for where the alternative would change just that, else None.
        made: the strength of the plan, for the list's order.
    """
    advantage = _advantage(other, first)
    is_form = candidate.decides == "form"
    if is_form:
        closer = other.typical < first.typical and other.typical_said != first.typical_said
        advantage = ("typical", {"other": other.typical_said, "first": first.typical_said}) if closer else None
    if asked is not None:
        return Reason("asked", {"asked": asked}, advantage)
    for key, their_rank, our_rank, theirs, ours in (_form_rules if is_form else _rules)(other, first):
        if their_rank > our_rank:
            return Reason(key, {"other": theirs, "first": ours}, advantage)
    settled = {"concentration": "list", "syringe": "syringe", "size": "size", "source-tablet": "tablets", "balance": "balance"}
    return Reason(settled.get(candidate.kind, "form" if is_form else "order"), {"first": made}, advantage)


def _rules(other: Measure, first: Measure) -> Iterator[tuple[str, Any, Any, str, str]]:
    """Each rule with the ranks of both by it, and how both say it."""
    words = (
        ("reviews", counted(other.reviews, "point"), counted(first.reviews, "point")),
        ("dose", other.dose_said, first.dose_said),
        ("draws", other.draw_words, first.draw_words),
        ("weighings", counted(other.weighings, "weighing"), counted(first.weighings, "weighing")),
        ("wasted", write(other.wasted, 4), write(first.wasted, 4)),
        ("days", counted(other.days, "day"), counted(first.days, "day")),
    )
    for (key, theirs, ours), their_rank, our_rank in zip(words, rank(other), rank(first), strict=True):
        yield key, their_rank, our_rank, theirs, ours


def _form_rules(other: Measure, first: Measure) -> Iterator[tuple[str, Any, Any, str, str]]:
    """The same between the forms."""
    words = (
        ("reviews", counted(other.reviews, "point"), counted(first.reviews, "point")),
        ("fills", counted(other.fills, "fill"), counted(first.fills, "fill")),
        ("days", counted(other.days, "day"), counted(first.days, "day")),
        ("typical", other.typical_said, first.typical_said),
        ("draws", other.draw_words, first.draw_words),
    )
    for (key, theirs, ours), their_rank, our_rank in zip(words, rank_forms(other), rank_forms(first), strict=True):
        yield key, their_rank, our_rank, theirs, ours
