"""The words of a bench step, for the records, the screen and the terminal: one sentence of `resources/text/steps.toml` for all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.words.runs import TIE, Run, Runs, marked, plain, tie, tied
from ldn_calc.procedure.contents import Content, Contents
from ldn_calc.procedure.geometric_dilution import bench_portions
from ldn_calc.procedure.plan import FillerMaterial
from ldn_calc.procedure.steps import (
    Bottle,
    Count,
    DiscardCapsules,
    DiscardVessel,
    Encapsulate,
    FillTo,
    Measure,
    Mix,
    Step,
    TakeMass,
    TakeVolume,
    Transfer,
    Weigh,
    WeighTo,
)
from ldn_calc.quantities.shown import shown, unit_shown
from ldn_calc.quantities.text import counted, write
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.resources import read_toml

__all__ = ["Dilution", "StepWords", "amount_in_words", "content_in_words", "dilution", "step_row", "step_words", "the_vessel"]

_LETTER: Final = re.compile(" ([B-Z])$")
"""A vessel's letter, as in "mortar B": a line never breaks before it."""
_PORTION_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Dilution:
    """A geometric dilution: the portions in which filler is mixed in; none where it is not known what the vessel holds."""

    portions: tuple[Mass, ...]

    @property
    def last_two_alike(self) -> bool:
        """Whether the last two portions are the same."""
        return len(self.portions) > 1 and self.portions[-1] == self.portions[-2]

    @property
    def words(self) -> tuple[str, ...]:
        """`135 mg`, `1.08 g`, each as it is read off the balance; tied."""
        return tuple(tied(shown(write(portion, _PORTION_DIGITS))) for portion in self.portions)


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step in words.

    Attributes:
        above, planned, below: a record's Planned column; `planned` holds one or two amounts, or what is done.
        head: what to do, with its amount: `Weigh 148 mg`.
        rest: what goes on from it: `naltrexone hydrochloride into the beaker`.
        sentence: the same without the amount: `Weigh naltrexone hydrochloride into the beaker.`
        note: the instrument, or how it is read; may be empty.
        unit: what is read off the instrument; empty for a step that is ticked.
        portions: of a geometric dilution: what is added of the filler each time; empty for other steps.
    """

    above: str
    planned: tuple[str, ...]
    below: str
    head: str
    rest: Runs
    sentence: Runs
    note: str
    unit: str
    portions: tuple[str, ...] = ()

    @property
    def rest_in_line(self) -> str:
        """The rest with its note, as text: `from the mortar into mortar B (balance)`."""
        return f"{plain(self.rest)} ({self.note})" if self.note else plain(self.rest)

    @property
    def amount(self) -> str:
        """The Planned column in one line: `89 size 3 capsules, 130 mg in each`."""
        first, *second = self.planned
        if second:
            return f"{first} {self.above}, {second[0]} {self.below}"
        return f"{self.above} {first} {self.below}".strip()

    @property
    def portions_in_line(self) -> str:
        """` (135 mg, 270 mg, and the rest)`; empty where there are not several."""
        if len(self.portions) < 2:
            return ""
        rest: str = read_toml("text/steps.toml")["portions"]["rest"]
        return f" ({', '.join(self.portions[:-1])}, {rest})"


def step_words(step: Step, materials: Mapping[str, object], diluted: Dilution | None = None) -> StepWords:
    """One step in words.

    Args:
        step: of the plan.
        materials: the plan's, or those of a vehicle that is made.
        diluted: of `dilution`, for a record: its portions are ticked one by one; None says how it is mixed as the step does.
    """
    row: dict[str, str] = read_toml("text/steps.toml")[step_row(step, materials, diluted)]
    values = _values(step)
    if diluted is not None:
        values["portions"] = str(len(diluted.portions))
    above, below, note, head = (row.get(key, "").format(**values) for key in ("above", "below", "note", "head"))
    planned = tuple(row[key].format(**values) for key in ("planned", "planned_2") if key in row)
    more = (Run(f" {row['alike']}"),) if diluted is not None and diluted.last_two_alike and "alike" in row else ()
    do, what = row.get("do", ""), _without_articles(row["what"], values)
    sentence = (*marked(f"{do} {what}" if do else what, **values), *more)
    return StepWords(
        above=above,
        planned=planned,
        below=below,
        head=head or " ".join(each for each in (do, above, *planned, below) if each),
        rest=(*marked(_without_articles(row.get("rest", row["what"]), values), **values), *more),
        sentence=sentence if plain(sentence).endswith(".") else (*sentence, Run(".")),
        note=note,
        unit=row.get("unit", "") or _unit(step),
        portions=diluted.words if diluted is not None else (),
    )


def the_vessel(name: str) -> str:
    """A vessel in a sentence: `the beaker`, but `mortar B`, whose letter is its name."""
    return _LETTER.sub(rf"{TIE}\1", name) if _LETTER.search(name) else f"the {name}"


def _without_articles(what: str, values: Mapping[str, str]) -> str:
    """The pattern without "the" before a vessel that has a letter."""
    for key, value in values.items():
        if _LETTER.search(value.replace(TIE, " ")):
            what = what.replace(f"the **{{{key}}}**", f"**{{{key}}}**").replace(f"the {{{key}}}", f"{{{key}}}")
    return what


def dilution(contents: Contents, number: int) -> Dilution | None:
    """How the filler on its paper is mixed in by a step; None for a step that mixes in no filler."""
    plan, mix = contents.plan, contents.plan.steps[number - 1]
    if not isinstance(mix, Mix):
        return None
    weighed: list[tuple[int, Weigh | WeighTo]] = []
    for at, step in enumerate(plan.steps[: number - 1], 1):
        match step:
            case Mix(vessel) if vessel == mix.vessel:
                weighed = []
            case Weigh(material, into) | WeighTo(material, into):
                if into == mix.vessel and isinstance(plan.materials[material], FillerMaterial):
                    weighed.append((at, step))
    if len(weighed) != 1:
        return None
    at, filler = weighed[0]
    inside = contents.before(at).holds(mix.vessel).solids
    if inside is None or not inside.milligrams or isinstance(filler, WeighTo):
        return Dilution(())
    return Dilution(bench_portions(inside, inside + filler.mass))


def amount_in_words(amount: Mass | Volume) -> str:
    """An amount as people read it: `101 mg`, and from 1 g on in grams: `11.435 g`; tied."""
    return tied(shown(write(amount)))


def content_in_words(content: Content) -> str:
    """How much a vessel holds: `17.8 mL`, `3.403 g`, or nothing where the weight is unknown; tied."""
    if content.volume > Volume.of(0):
        return amount_in_words(content.volume)
    return "" if content.solids is None else amount_in_words(content.solids)


def step_row(step: Step, materials: Mapping[str, object], diluted: Dilution | None = None) -> str:
    """The step's row in the text file; `diluted` as of `step_words`."""
    match step:
        case Weigh(material):
            return "weigh_beside" if isinstance(materials[material], FillerMaterial) else "weigh"
        case WeighTo():
            return "weigh_to"
        case Count():
            return "count"
        case Measure():
            return "measure"
        case Mix():
            return "mix" if diluted is None else ("mix_in_unknown", "mix_in_all", "mix_in")[min(len(diluted.portions), 2)]
        case Transfer(rinse=rinse):
            return "transfer_rinsed" if rinse > Volume.of(0) else "transfer"
        case FillTo():
            return "fill_to"
        case TakeMass() | TakeVolume():
            return "take"
        case Encapsulate():
            return "encapsulate"
        case Bottle():
            return "bottle"
        case DiscardVessel():
            return "discard_vessel"
        case DiscardCapsules():
            return "discard_product"


def _values(step: Step) -> dict[str, str]:
    """What stands in the step's patterns."""
    match step:
        case Weigh(material, into, mass, instrument) | WeighTo(material, into, mass, instrument):
            return _named(material=material, into=into, instrument=instrument) | {"mass": amount_in_words(mass)}
        case Count(material, into, units):
            return _named(material=material, into=into) | {"tablets": tied(shown(counted(units, "tablet")))}
        case Measure(material, into, volume, instrument):
            return _named(material=material, into=into, instrument=instrument) | {"volume": amount_in_words(volume)}
        case Mix(vessel, how):
            return _named(vessel=vessel, how=how)
        case Transfer(source, into, rinse, material):
            return _named(**{"from": source}, into=into, material=material) | {"rinse": amount_in_words(rinse)}
        case FillTo(material, vessel, volume):
            return _named(material=material, vessel=vessel) | {"volume": amount_in_words(volume)}
        case TakeMass(source, into, mass, instrument):
            return _named(**{"from": source}, into=into, instrument=instrument) | {"amount": amount_in_words(mass)}
        case TakeVolume(source, into, volume, instrument):
            return _named(**{"from": source}, into=into, instrument=instrument) | {"amount": amount_in_words(volume)}
        case Encapsulate(source, into, capsules, size, mass_each):
            amounts = {"capsules": shown(str(capsules)), "mass_each": amount_in_words(mass_each)}
            return _named(**{"from": source}, into=into, size=size) | amounts
        case Bottle(source, into, volume, instrument):
            return _named(**{"from": source}, into=into, instrument=instrument) | {"volume": amount_in_words(volume)}
        case DiscardVessel(vessel):
            return _named(vessel=vessel)
        case DiscardCapsules(product, capsules):
            return _named(product=product) | {"capsules": shown(str(capsules))}


def _named(**names: str) -> dict[str, str]:
    """Names of vessels, materials and the like, tied so that no line breaks inside of what belongs together."""
    return {key: _LETTER.sub(rf"{TIE}\1", tie(name)) for key, name in names.items()}


def _unit(step: Step) -> str:
    """The unit of what is read off the instrument."""
    match step:
        case Weigh(mass=mass) | WeighTo(mass=mass) | TakeMass(mass=mass):
            return unit_shown(write(mass))
        case Measure() | FillTo() | TakeVolume() | Bottle():
            return "mL"
        case _:
            return ""
