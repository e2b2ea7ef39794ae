"""Words for the screen, from the papers' own wording: dates, doses, times of day, bench steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ldn_calc.documents.words.doses import capsules_words, draw_words
from ldn_calc.documents.words.runs import TIE
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import CapsulesTaken, Dose, FillerMaterial, Material, Plan
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
)
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.resources import read_toml

__all__ = ["amount_words", "count_words", "date_words", "dose_words", "part_of_dose_words", "step_words", "when_words"]

_ENGLISH = Wording(Language.ENGLISH)


def amount_words(amount: Mass | Volume | Strength | str) -> str:
    """An amount, or its printed text, with its unit tied to its number: `101 mg`, and from 1 g on in grams: `11.435 g`."""
    return shown(amount if isinstance(amount, str) else write(amount)).replace(" ", TIE)


def count_words(number: int, unit: str) -> str:
    """`1 capsule`, `1,200 capsules`; `unit` is `capsule`, `tablet` or `day`; tied."""
    return _ENGLISH.count(number, unit)


def date_words(day: date | str) -> str:
    """`22 Nov 2026`, tied; of a result's text the ISO date."""
    return _ENGLISH.day(day)


def when_words(when: str) -> str:
    """`at bedtime`."""
    return _ENGLISH.when(when)


def dose_words(dose: Dose, plan: Plan) -> str:
    """What is taken for a dose: `1.5 mL`, `3 mL, then 1.5 mL`, `2 capsules`, `1 capsule of 3 mg and 1 capsule of 1.5 mg`."""
    if dose.draws:
        return ", then ".join(draw_words(dose, _ENGLISH))
    return _ENGLISH.both([part_of_dose_words(part, plan) for part in dose.capsules])


def part_of_dose_words(part: CapsulesTaken, plan: Plan) -> str:
    """`2 capsules`; where the plan makes two strengths, of which: `1 capsule of 3 mg`."""
    return capsules_words(part, plan.products, _ENGLISH)


def step_words(step: Step, materials: Mapping[str, Material]) -> tuple[str, str]:
    """A bench step in two parts: what to do with its amount, then with what and where."""
    key, filled = _filled(step, materials)
    row = read_toml("text/steps.toml")[key]
    return row["head"].format(**filled), row["rest"].format(**filled)


def _filled(step: Step, materials: Mapping[str, Material]) -> tuple[str, dict[str, str]]:
    """A step's row of `resources/text/steps.toml`, and what fills it."""
    match step:
        case Weigh(material, into, mass):
            key = "weigh_beside" if isinstance(materials[material], FillerMaterial) else "weigh"
            return key, {"mass": amount_words(mass), "material": material, "into": into}
        case Count(material, into, units):
            return "count", {"tablets": count_words(units, "tablet"), "material": material, "into": into}
        case Measure(material, into, volume, instrument):
            return "measure", {"volume": amount_words(volume), "material": material, "into": into, "instrument": instrument}
        case Mix(vessel, how):
            return "mix", {"vessel": vessel, "how": how}
        case Transfer(source, into, rinse, material):
            if not rinse.millilitres:
                return "transfer_all", {"from": source, "into": into}
            return "transfer", {"from": source, "into": into, "rinse": amount_words(rinse), "material": material}
        case FillTo(material, vessel, volume):
            return "fill_to", {"volume": amount_words(volume), "vessel": vessel, "material": material}
        case TakeMass(source, into, mass, instrument):
            return "take", {"amount": amount_words(mass), "from": source, "into": into, "instrument": instrument}
        case TakeVolume(source, into, volume, instrument):
            return "take", {"amount": amount_words(volume), "from": source, "into": into, "instrument": instrument}
        case Encapsulate(source, _, capsules, size, mass_each):
            each = amount_words(mass_each)
            return "encapsulate", {"capsules": count_words(capsules, "capsule"), "size": size, "mass_each": each, "from": source}
        case Bottle(source, into, volume, instrument):
            return "bottle", {"volume": amount_words(volume), "from": source, "into": into, "instrument": instrument}
        case DiscardVessel(vessel):
            return "discard_vessel", {"vessel": vessel}
        case DiscardCapsules(product, capsules):
            return "discard_product", {"capsules": count_words(capsules, "capsule"), "product": product}
