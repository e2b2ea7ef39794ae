"""The bench: walks the printed steps one by one and refuses what no person could do or should do.

Each operation has one function; the table of effects is `docs/interface.md`, section "The step language".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, beyond_text, printed
from ldn_calc.proof.asked import Asked
from ldn_calc.proof.instruments import Instrument
from ldn_calc.proof.materials import Material
from ldn_calc.proof.objects import count, entries, listed, name, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.shelf import SECOND, Shelf
from ldn_calc.proof.vessels import NO_MASS, NO_VOLUME, Made, Share
from ldn_calc.quantities.units import Quantity, quantity

__all__ = ["Bench"]

_MOST_DISSOLVED: Final = quantity(Fraction(50), "mg/mL")
_FILL_STEP: Final = Fraction(1, 10)
_HEAVIEST_TABLET: Final = 20
"""A tablet weighs at most so many times the drug on its label."""
_FILL_SHARE: Final = (Fraction(90, 100), Fraction(110, 100))
_FAR_FROM_CHART: Final = Fraction(25, 100)
"""A filler's entered weight nearer to its row's than this counts as what this pharmacy measured."""


class Bench(Shelf):
    """The bench while the steps are walked; afterwards `products` is what was made.

    Attributes:
        drug_in, drug_discarded: drug put into vessels, and drug that went to waste.
        is_aliquot: whether a part was taken of something that bears drug.
    """

    def __init__(
        self, materials: Mapping[str, Material], instruments: Mapping[str, Instrument], asked: Asked, problems: Problems
    ) -> None:
        super().__init__(materials, instruments, problems)
        self._asked = asked
        self.drug_in = self.drug_discarded = NO_MASS
        self._step = 0
        self.is_aliquot = False
        self._drug_weighings: list[tuple[int, Quantity, Quantity, str]] = []

    def walk(self, steps: object) -> None:
        """Walk all steps; every problem carries the number of its step."""
        for number, step in enumerate(listed(steps, "plan.steps"), start=1):
            self._step = self._problems.step = number
            with self._problems:
                operation = entries(step, "the step").get("op")
                if not isinstance(operation, str) or operation not in _OPERATIONS:
                    raise ProblemError("operation-unknown", show(operation), "one of " + ", ".join(_OPERATIONS))
                do, required, optional = _OPERATIONS[operation]
                shape(step, operation, ("op", *required), (*optional, "how"), self._problems)
                if step.get("how") is not None:
                    name(step["how"], f"{operation}: how")
                do(self, step)
        self._check_aliquot()
        self._problems.step = None
        for vessel in self.vessels.values():
            if not vessel.is_empty:
                self._problems.add("vessel-not-emptied", vessel.holds(), f"{vessel.name} empty or discarded")

    def _weigh(self, step: Mapping[str, Any]) -> None:
        called, material = self._material(step)
        if material.kind not in ("powder", "filler"):
            raise ProblemError("material-unsuitable", f"{called} weighed", "a powder or a filler on the balance")
        instrument = self._instrument(step, "balance")
        mass = self._amount(step, "mass", "mg", instrument)
        vessel = self._into(step)
        if material.kind == "powder":
            drug = mass * material.drug_fraction
            self._drug_in(drug)
            self._weighed_drug(mass, instrument, called)
            share = Share(drug, mass, mass, NO_VOLUME, frozenset({called}), weight_known=True, brought=mass)
        else:
            share = Share(NO_MASS, NO_MASS, mass, NO_VOLUME, frozenset({called}), weight_known=True)
        vessel.add(share)

    def _weigh_to(self, step: Mapping[str, Any]) -> None:
        """Filler until it and all that is in the vessel weigh so much; tablets in it that nobody weighed weigh less, surely."""
        called, material = self._material(step)
        if material.kind != "filler":
            raise ProblemError("material-unsuitable", f"{called} to make up a weight", "a filler")
        mass = self._amount(step, "mass", "mg", self._instrument(step, "balance"))
        vessel = self._held(step, "into")
        if vessel.volume.magnitude:
            raise ProblemError("mass-of-a-liquid", vessel.holds(), "a powder without liquid")
        least = vessel.mass if vessel.weight_known else vessel.brought * _HEAVIEST_TABLET
        if mass <= least:
            due = f"over {amount_text(least, 'mg')}, what is in it at most"
            raise ProblemError("weigh-to-lowers", f"{vessel.name} made up to {amount_text(mass, 'mg')}", due)
        vessel.add(Share(NO_MASS, NO_MASS, mass - vessel.mass, NO_VOLUME, frozenset({called}), weight_known=True))
        vessel.weight_known = True

    def _count(self, step: Mapping[str, Any]) -> None:
        called, material = self._material(step)
        if material.drug_per_unit is None:
            raise ProblemError("material-unsuitable", f"{called} counted", "tablets")
        vessel = self._into(step)
        units = count(step["units"], "count: units")
        drug = material.drug_per_unit * units
        mass = NO_MASS if material.mass_per_unit is None else material.mass_per_unit * units
        self._drug_in(drug)
        label = NO_MASS if material.label_per_unit is None else material.label_per_unit * units
        known = material.mass_per_unit is not None
        share = Share(drug, mass, mass, NO_VOLUME, frozenset({called}), weight_known=known, brought=label)
        vessel.add(share, even=False)

    def _measure(self, step: Mapping[str, Any]) -> None:
        called = self._vehicle(step)
        volume = self._amount(step, "volume", "mL", self._instrument(step, "cylinder", "syringe"))
        vessel = self._into(step)
        vessel.add(Share(NO_MASS, NO_MASS, NO_MASS, volume, frozenset({called}), weight_known=True))
        self._check_room(vessel)

    def _mix(self, step: Mapping[str, Any]) -> None:
        vessel = self._held(step, "vessel")
        vessel.uniform = True
        if vessel.volume.magnitude and vessel.drug.magnitude:
            strength = vessel.drug / vessel.volume
            if strength > _MOST_DISSOLVED:
                self._problems.add(
                    "too-concentrated",
                    f"{beyond_text(strength, 'mg/mL', _MOST_DISSOLVED.magnitude)} in {vessel.name}",
                    "at most 50 mg/mL",
                )

    def _transfer(self, step: Mapping[str, Any]) -> None:
        source, vessel = self._held(step, "from"), self._into(step)
        if source is vessel:
            raise ProblemError("vessel-same", f"{source.name} into {vessel.name}", "two vessels")
        rinses = step.get("rinse") is not None
        if rinses is not (step.get("material") is not None):
            raise ProblemError("key-missing", "transfer with only one of rinse and material", "both, or neither")
        called = self._vehicle(step) if rinses else None
        volume = printed(step["rinse"], "mL", "transfer: rinse") if rinses else NO_VOLUME
        if rinses and not volume.magnitude:
            self._problems.add("below-minimum", "a rinse of 0 mL", "a rinse, or none at all")
        vessel.add(source.pour())
        if called is not None:
            vessel.add(Share(NO_MASS, NO_MASS, NO_MASS, volume, frozenset({called}), weight_known=True))
        self._check_room(vessel)

    def _fill_to(self, step: Mapping[str, Any]) -> None:
        called = self._vehicle(step)
        instrument = self._instrument(step, "cylinder")
        volume = self._amount(step, "volume", "mL", instrument)
        vessel = self._into(step, "vessel")
        if vessel.name not in (step["instrument"], f"{step['instrument']}{SECOND}"):
            raise ProblemError(
                "fill-to-elsewhere", f"{vessel.name} made up by the {step['instrument']}", "the graduated vessel itself"
            )
        if volume < vessel.volume:
            raise ProblemError("fill-to-lowers", vessel.holds(), f"at most {amount_text(volume, 'mL')} before making up to it")
        vessel.add(Share(NO_MASS, NO_MASS, NO_MASS, volume - vessel.volume, frozenset({called}), weight_known=True))

    def _take(self, step: Mapping[str, Any]) -> None:
        source, vessel = self._held(step, "from"), self._into(step)
        if source is vessel:
            raise ProblemError("vessel-same", f"{source.name} into {vessel.name}", "two vessels")
        by_mass = step.get("mass") is not None
        if by_mass is (step.get("volume") is not None):
            raise ProblemError("key-missing", "take with both or neither of mass and volume", "one of them")
        bears_drug = bool(source.drug.magnitude)
        if by_mass:
            instrument = self._instrument(step, "balance")
            mass = self._amount(step, "mass", "mg", instrument)
            share = source.take_mass(mass)
            if bears_drug:
                self._weighed_drug(mass, instrument, f"mixture from {source.name}")
        else:
            share = source.take_volume(self._amount(step, "volume", "mL", self._instrument(step, "cylinder", "syringe")))
        self.is_aliquot = self.is_aliquot or bool(source.drug.magnitude)
        vessel.add(share)
        self._check_room(vessel)

    def _encapsulate(self, step: Mapping[str, Any]) -> None:
        source, product = self._held(step, "from"), self._product(step)
        capsules = count(step["capsules"], "encapsulate: capsules")
        shell = self._instrument(step, "shell")
        each = printed(step["mass_each"], "mg", "encapsulate: mass_each")
        if step["size"] != shell.size:
            self._problems.add(
                "shell-size-differs", f"size {show(step['size'])}", f"size {shell.size}, as the {step['instrument']}"
            )
        if source.volume.magnitude:
            raise ProblemError("capsule-from-liquid", source.holds(), "a powder without liquid")
        share_each = floor(source.mass.magnitude / capsules / _FILL_STEP) * _FILL_STEP
        if source.weight_known and each.magnitude != share_each:
            due = amount_text(quantity(share_each, "mg"), "mg")
            self._problems.add("capsule-fill-not-the-share", f"{show(step['mass_each'])} in each of {capsules}", f"{due} in each")
        share = source.take_mass(each * capsules)
        self._check_fill(share, capsules, shell)
        self.products[product] = Made("capsule", share.drug, self._step, share.brought, capsules=capsules)

    def _check_fill(self, share: Share, capsules: int, shell: Instrument) -> None:
        """A fill against what the shell holds by its row, and by the weights entered: what drug powder and filler take up."""
        holds = shell.holds
        if shell.chart is not None and abs(holds.magnitude / shell.chart.magnitude - 1) > _FAR_FROM_CHART:
            holds = shell.chart
        each = share.mass.magnitude / capsules / holds.magnitude
        if not _FILL_SHARE[0] <= each <= _FILL_SHARE[1]:
            filled = amount_text(quantity(share.mass.magnitude / capsules, "mg"), "mg")
            found = f"{filled} in a shell that holds {amount_text(holds, 'mg')}"
            self._problems.add("capsule-fill-outside-shell", found, "90 to 110 %")
        drug_fill = shell.holds if self._asked.drug_fill is None else self._asked.drug_fill
        powder = share.powder.magnitude / capsules
        filler = share.mass.magnitude / capsules - powder
        full = powder / drug_fill.magnitude + filler / shell.holds.magnitude
        if not _FILL_SHARE[0] <= full <= _FILL_SHARE[1]:
            limit = _FILL_SHARE[full > _FILL_SHARE[1]] * 100
            found = f"{beyond_text(quantity(full * 100, '%'), '%', limit)} of what the shell holds"
            self._problems.add("capsule-fill-outside-shell", found, "90 to 110 %")

    def _bottle(self, step: Mapping[str, Any]) -> None:
        source, product = self._held(step, "from"), self._product(step)
        instrument = self._instrument(step, "cylinder")
        volume = self._amount(step, "volume", "mL", instrument)
        if not volume.magnitude:
            raise ProblemError("vessel-too-little", "0 mL", "a volume to bottle")
        share = source.take_volume(volume)
        self.products[product] = Made(
            "liquid",
            share.drug,
            self._step,
            share.brought,
            volume=share.volume,
            graduation=instrument.graduation,
            smallest=instrument.least or NO_VOLUME,
        )

    def _discard(self, step: Mapping[str, Any]) -> None:
        if step.get("vessel") is not None:
            if step.get("product") is not None or step.get("capsules") is not None:
                raise ProblemError("key-unknown", "discard of a vessel and of a product", "one of them")
            vessel = self._known(step, "vessel")
            self.drug_discarded = self.drug_discarded + vessel.drug
            vessel.empty()
            return
        if step.get("product") is None or step.get("capsules") is None:
            raise ProblemError("key-missing", "discard without vessel, and without product and capsules", "what is discarded")
        product = self.products.get(name(step["product"], "discard: product"))
        if product is None or product.kind != "capsule":
            raise ProblemError("vessel-unknown", f"capsules of {show(step['product'])}", "capsules that were made")
        capsules = count(step["capsules"], "discard: capsules")
        if capsules > product.capsules - product.discarded:
            left = product.capsules - product.discarded
            raise ProblemError("too-many-discarded", f"{capsules} capsules discarded", f"at most {left} capsules")
        product.discarded += capsules
        self.drug_discarded = self.drug_discarded + product.strength * capsules

    def _drug_in(self, drug: Quantity) -> None:
        self.drug_in = self.drug_in + drug

    def _weighed_drug(self, mass: Quantity, balance: Instrument, what: str) -> None:
        if balance.least is not None:
            self._drug_weighings.append((self._step, mass, balance.least, what))

    def _check_aliquot(self) -> None:
        for step, mass, least, what in self._drug_weighings if self.is_aliquot else ():
            if mass.magnitude < 2 * least.magnitude:
                self._problems.step = step
                due = f"at least {amount_text(least * 2, 'mg')} for an aliquot"
                self._problems.add("aliquot-below-twice-minimum", f"{amount_text(mass, 'mg')} of {what}", due)


_OPERATIONS: Final[dict[str, tuple[Callable[[Bench, Mapping[str, Any]], None], tuple[str, ...], tuple[str, ...]]]] = {
    "weigh": (Bench._weigh, ("material", "into", "mass", "instrument"), ()),
    "weigh_to": (Bench._weigh_to, ("material", "into", "mass", "instrument"), ()),
    "count": (Bench._count, ("material", "into", "units"), ()),
    "measure": (Bench._measure, ("material", "into", "volume", "instrument"), ()),
    "mix": (Bench._mix, ("vessel", "how"), ()),
    "transfer": (Bench._transfer, ("from", "into"), ("rinse", "material")),
    "fill_to": (Bench._fill_to, ("material", "vessel", "volume", "instrument"), ()),
    "take": (Bench._take, ("from", "into", "instrument"), ("mass", "volume")),
    "encapsulate": (Bench._encapsulate, ("from", "into", "capsules", "size", "mass_each", "instrument"), ()),
    "bottle": (Bench._bottle, ("from", "into", "volume", "instrument"), ()),
    "discard": (Bench._discard, (), ("vessel", "product", "capsules")),
}
"""What each operation does, the keys it needs and the keys it may have."""
