"""What the formulary's rows are as values: instruments, shells, vehicles, fillers, powders, beyond-use limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ldn_calc.quantities.values import Mass, Share, Volume

__all__ = [
    "SHELL_MATERIALS",
    "USUAL_SHELLS",
    "BeyondUseRule",
    "Cylinder",
    "DayCount",
    "Filler",
    "Ingredient",
    "Recipe",
    "Shell",
    "ShellMaterial",
    "Substance",
    "Syringe",
    "SyringeTolerance",
    "Vehicle",
    "is_shell_size",
]

USUAL_SHELLS: Final = "components"
"""The row of `shells` that says what they are made of where a request asks for no material."""

SHELL_MATERIALS: Final = ("gelatin", "hpmc")
"""The rows of `shells` that a request may ask for by name."""


def is_shell_size(name: str) -> bool:
    """Whether a row of `shells` is a size; the others say what shells are made of."""
    return name not in (USUAL_SHELLS, *SHELL_MATERIALS)


class DayCount(StrEnum):
    """How beyond-use days are counted: the day made is day 1, or the days run after it."""

    DAY_ONE = "day-one"
    DAYS_AFTER = "days-after"


@dataclass(frozen=True, slots=True)
class Cylinder:
    """A graduated cylinder; nothing is read between its graduations or below `smallest`."""

    name: str
    capacity: Volume
    step: Volume
    smallest: Volume


@dataclass(frozen=True, slots=True)
class Syringe:
    """An oral syringe; `numbered` is the distance between marks with numbers, `scale_millimetres` the length of 0 to capacity.

    Attributes:
        is_measured: whether that length is this pharmacy's own, measured on the syringe that it hands out: only then is a
            drawing of that length life size.
    """

    name: str
    capacity: Volume
    step: Volume
    numbered: Volume
    scale_millimetres: float
    is_measured: bool = False


@dataclass(frozen=True, slots=True)
class SyringeTolerance:
    """How far off a syringe's graduation may be: shares of its capacity and of the volume drawn.

    Attributes:
        large_from: the capacity from which the figures for large syringes hold.
        below_half_of_capacity: a share of the capacity, for a volume below half of it.
        below_half_of_draw, below_half_of_draw_large: with it, a share of the volume.
        from_half_of_draw, from_half_of_draw_large: from half of the capacity on, a share of the volume alone.
    """

    large_from: Volume
    below_half_of_capacity: Share
    below_half_of_draw: Share
    below_half_of_draw_large: Share
    from_half_of_draw: Share
    from_half_of_draw_large: Share

    def shares(self, volume: Volume, capacity: Volume) -> tuple[Share | None, Share]:
        """What may be off at a volume: a share of the capacity (None from half of it on), and a share of the volume."""
        large = capacity >= self.large_from
        if volume * 2 < capacity:
            return self.below_half_of_capacity, self.below_half_of_draw_large if large else self.below_half_of_draw
        return None, self.from_half_of_draw_large if large else self.from_half_of_draw


@dataclass(frozen=True, slots=True)
class Shell:
    """An empty capsule of one size; outer length and width closed, in millimetres, for drawings."""

    size: str
    volume: Volume
    empty: Mass
    length_millimetres: float
    width_millimetres: float

    @property
    def name(self) -> str:
        """Its name as an instrument: `size 3 capsule`."""
        return f"size {self.size} capsule"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What goes into 100 mL of a vehicle that is made in the pharmacy, in the order in which it is added.

    Attributes:
        amount: of 100 mL: a mass is weighed, a volume is measured.
        component: which of the vehicle's components it is.
        mix: what is done before the next is added; empty where it is added too.
        displaces: what 1 g of it takes up in the liquid; of what is measured, nothing is asked.
    """

    name: str
    component: str
    amount: Mass | Volume
    mix: str
    displaces: Volume


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a vehicle is made: its ingredients in their order, and the diluent that fills up to the mark.

    The diluent may stand among the ingredients: so much of it, about, is added there, and no concentration is held to it.
    """

    diluent: str
    ingredients: tuple[Ingredient, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ShellMaterial:
    """What empty capsules are made of and look like.

    Attributes:
        row: the name of the row that says it, in the table `shells`.
        components: what they are made of.
        description: what they look like, as the row says it in English.
        label_contains: what a label names as contained; None for shells that nobody asked for by their material.
        is_weighed: whether the sizes' empty weights are of these shells.
    """

    row: str
    components: tuple[str, ...]
    description: str
    label_contains: str | None
    is_weighed: bool


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A liquid by formula; `studied_days` by storage, for this drug in this liquid; `made` None where it is bought."""

    key: str
    name: str
    title: str
    components: tuple[str, ...]
    formula: str
    version: str
    beyond_use: str
    storage: str
    studied_days: Mapping[str, int]
    label_contains: str | None
    made: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Filler:
    """A capsule filler; `fills` is the net weight that fills a shell of each size, from a chart.

    Attributes:
        measured: the sizes whose fill is this pharmacy's own measured net weight.
        concern: what a finding is raised for where it is used; None where nothing is known against it.
    """

    name: str
    components: tuple[str, ...]
    fills: Mapping[str, Mass]
    label_contains: str | None
    measured: frozenset[str] = frozenset()
    concern: str | None = None


@dataclass(frozen=True, slots=True)
class Substance:
    """A naltrexone powder as sold; limits None where none applies.

    Attributes:
        least_fraction, most_fraction: drug in the powder as weighed, as hydrochloride; no powder of this form is outside.
        most_solvents: more than this is looked at by a person.
    """

    key: str
    name: str
    form: str
    assumed_water: Share
    assumed_solvents: Share
    least_water: Share | None
    most_water: Share | None
    least_as_is: Share
    most_as_is: Share
    hydrochloride_share: Share
    least_fraction: Share
    most_fraction: Share
    most_solvents: Share


@dataclass(frozen=True, slots=True)
class BeyondUseRule:
    """A default limit of USP <795>."""

    kind: str
    days: int
    storage: str
    words: str
    source: str
