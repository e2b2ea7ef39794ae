"""Words for the screen, from the papers' own wording: dates, doses, times of day, bench steps."""

from __future__ import annotations

from collections.abc import Mapping

from ldn_calc.documents.words.days_taken import rhythm_words
from ldn_calc.documents.words.runs import TIE
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.printed import PrintedDose, PrintedMaterial, PrintedStep
from ldn_calc.quantities.shown import shown
from ldn_calc.resources import read_toml

__all__ = ["amount_words", "date_words", "days_words", "dose_words", "step_words", "when_words"]

_ENGLISH = Wording(Language.ENGLISH)


def amount_words(printed: str) -> str:
    """A printed quantity with its unit tied to its number: `101 mg`, and from 1 g on in grams: `11.435 g`."""
    return shown(printed).replace(" ", TIE)


def date_words(iso: str) -> str:
    """`22 Nov 2026`, tied."""
    return _ENGLISH.day(iso)


def when_words(when: str) -> str:
    """`at bedtime`."""
    return _ENGLISH.when(when)


def days_words(dose: PrintedDose) -> str:
    """`every other day`, `only Monday and Friday`; nothing of a dose of every day."""
    return rhythm_words(dose, _ENGLISH)


def dose_words(dose: PrintedDose) -> str:
    """What is taken for a dose: `1.5 mL`, `3 mL, then 1.5 mL`, `2 capsules`, `1 capsule of 3 mg and 1 capsule of 1.5 mg`."""
    if "draws" in dose:
        return ", then ".join(amount_words(draw["volume"]) for draw in dose["draws"])
    parts = dose["capsules"]
    if len(parts) == 1:
        return _ENGLISH.count(parts[0]["count"], "capsule")
    counts = [(_ENGLISH.count(part["count"], "capsule"), part["from"].removeprefix("capsules ")) for part in parts]
    return _ENGLISH.both([f"{count} of {amount_words(strength)}" for count, strength in counts])


def step_words(step: PrintedStep, materials: Mapping[str, PrintedMaterial]) -> tuple[str, str]:
    """A bench step in two parts: what to do with its amount, then with what and where."""
    key = step["op"]
    if key == "discard":
        key = "discard_product" if "product" in step else "discard_vessel"
    elif key == "transfer" and not step.get("rinse", "0 mL").removesuffix(" mL").strip("0."):
        key = "transfer_all"
    elif key == "weigh" and materials[step["material"]]["kind"] == "filler":
        key = "weigh_beside"
    row = read_toml("text/steps.toml")[key]
    filled = {name: amount_words(str(value)) if name in _AMOUNTS else str(value) for name, value in step.items()}
    if "units" in step:
        filled["tablets"] = _ENGLISH.count(step["units"], "tablet")
    if "capsules" in step:
        filled["capsules"] = shown(_ENGLISH.count(step["capsules"], "capsule"))
    filled["amount"] = filled.get("mass") or filled.get("volume") or ""
    return row["head"].format(**filled), row["rest"].format(**filled)


_AMOUNTS = frozenset({"mass", "volume", "rinse", "mass_each"})
