"""Vessels and products on the bench: what they hold, in pint quantities, and what can be taken from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from ldn_calc.proof.amounts import amount_text
from ldn_calc.proof.problems import ProblemError
from ldn_calc.quantities.units import Quantity, quantity

__all__ = ["NO_MASS", "NO_VOLUME", "Made", "Share", "Vessel"]

NO_MASS: Final = quantity(Fraction(0), "mg")
NO_VOLUME: Final = quantity(Fraction(0), "mL")
ONE_MILLILITRE: Final = quantity(Fraction(1), "mL")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a vessel's content on its way.

    Attributes:
        powder: the part of `mass` that bears drug.
        brought: powder weighed, or the labelled drug of tablets counted: what the second sum follows, blind to any certificate.
    """

    drug: Quantity
    powder: Quantity
    mass: Quantity
    volume: Quantity
    materials: frozenset[str]
    weight_known: bool
    brought: Quantity = NO_MASS


@dataclass(slots=True)
class Vessel:
    """A vessel; it starts empty, and what it receives is not uniform until mixed unless it is one material."""

    name: str
    drug: Quantity = NO_MASS
    powder: Quantity = NO_MASS
    mass: Quantity = NO_MASS
    volume: Quantity = NO_VOLUME
    materials: frozenset[str] = frozenset()
    weight_known: bool = True
    uniform: bool = True
    brought: Quantity = NO_MASS

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left in it."""
        return not (self.drug.magnitude or self.mass.magnitude or self.volume.magnitude)

    def holds(self) -> str:
        """What it holds, in words."""
        if self.is_empty:
            return f"nothing in {self.name}"
        held = [amount_text(self.volume, "mL")] if self.volume.magnitude else []
        held += [amount_text(self.mass, "mg")] if self.mass.magnitude and not held else []
        return f"{held[0] if held else amount_text(self.drug, 'mg') + ' of drug'} in {self.name}"

    def add(self, share: Share, *, even: bool = True) -> None:
        """Receive something; `even` False for whole tablets, which are no powder until crushed."""
        was_empty = self.is_empty
        if share.drug.magnitude:
            self.drug = share.drug if was_empty else self.drug + share.drug
        if share.brought.magnitude:
            self.brought = share.brought if was_empty else self.brought + share.brought
        if share.powder.magnitude:
            self.powder = share.powder if was_empty else self.powder + share.powder
        if share.mass.magnitude:
            self.mass = share.mass if was_empty else self.mass + share.mass
        if share.volume.magnitude:
            self.volume = share.volume if was_empty else self.volume + share.volume
        self.materials = self.materials | share.materials
        self.weight_known = self.weight_known and share.weight_known
        self.uniform = even and len(self.materials) == 1

    def pour(self) -> Share:
        """Give away everything."""
        share = Share(self.drug, self.powder, self.mass, self.volume, self.materials, self.weight_known, self.brought)
        self.empty()
        return share

    def empty(self) -> None:
        """Be empty again."""
        self.drug = self.powder = self.mass = self.brought = NO_MASS
        self.volume = NO_VOLUME
        self.materials, self.weight_known, self.uniform = frozenset(), True, True

    def take_mass(self, mass: Quantity) -> Share:
        """Give away so much by mass of a uniform solid.

        Raises:
            ProblemError: it holds liquid, tablets of unknown weight or too little, or is not uniform.
        """
        if self.volume.magnitude:
            raise ProblemError("mass-of-a-liquid", f"{amount_text(mass, 'mg')} of the liquid in {self.name}", "a volume")
        if not self.weight_known:
            raise ProblemError("tablet-weight-unknown", f"{amount_text(mass, 'mg')} of {self.name}", "the tablets' average weight")
        return self._take(mass, self.mass, "mg")

    def take_volume(self, volume: Quantity) -> Share:
        """Give away so much by volume of a uniform liquid.

        Raises:
            ProblemError: it holds no liquid or too little, or is not uniform.
        """
        if not self.volume.magnitude and not self.is_empty:
            raise ProblemError("liquid-missing", f"{amount_text(volume, 'mL')} of {self.name}", "a vessel that holds liquid")
        return self._take(volume, self.volume, "mL")

    def _take(self, amount: Quantity, held: Quantity, unit: str) -> Share:
        if amount > held:
            raise ProblemError("vessel-too-little", self.holds(), f"at least {amount_text(amount, unit)}")
        if not self.uniform:
            raise ProblemError("vessel-not-uniform", f"{self.name} not mixed", f"{self.name} mixed before a share is taken")
        if amount == held:
            return self.pour()
        part: Fraction = amount.magnitude / held.magnitude
        amounts = self.drug * part, self.powder * part, self.mass * part, self.volume * part
        share = Share(*amounts, self.materials, self.weight_known, self.brought * part)
        self.brought = self.brought - share.brought
        self.drug, self.powder = self.drug - share.drug, self.powder - share.powder
        self.mass, self.volume = self.mass - share.mass, self.volume - share.volume
        return share


@dataclass(slots=True)
class Made:
    """A product as the steps made it: `volume` of a liquid, or `capsules`, of which `discarded` do not leave.

    Attributes:
        graduation, smallest: of the cylinder that a liquid was poured from into the bottle.
    """

    kind: str
    drug: Quantity
    step: int
    brought: Quantity = NO_MASS
    volume: Quantity = NO_VOLUME
    graduation: Quantity = ONE_MILLILITRE
    smallest: Quantity = NO_VOLUME
    capsules: int = 0
    discarded: int = 0
    strength: Quantity = field(init=False)
    """Drug in 1 mL, or in one capsule."""

    def __post_init__(self) -> None:
        self.strength = self.drug / self.volume if self.kind == "liquid" else self.drug * Fraction(1, self.capsules)
