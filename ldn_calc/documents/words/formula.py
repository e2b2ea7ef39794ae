"""Which master formula a preparation is made by: a key that a person can read, and the first digits of the hash of its own rows.

Two strengths are two formulas. The digits change when a row that makes this formula does, or how it is made; a syringe, another
filler or another drug leaves them alone. A version that counts 1, 2, 3 needs a memory of what was in force before: until
records are kept, the pharmacy writes its own number beside the digits.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Final

from ldn_calc.documents.words.split import steps_making
from ldn_calc.documents.words.steps import dilution, step_row
from ldn_calc.documents.words.wording import settles, shells_asked
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import USUAL_SHELLS
from ldn_calc.order.prescription import Form, StrengthAs
from ldn_calc.procedure.contents import Contents
from ldn_calc.procedure.plan import FillerMaterial, Material, Plan, PowderMaterial, TabletMaterial, VehicleMaterial
from ldn_calc.procedure.steps import DiscardCapsules, DiscardVessel, Encapsulate, Mix, Step
from ldn_calc.quantities.text import write
from ldn_calc.resources import read_toml

__all__ = ["Formula", "formula_of"]

_DIGITS: Final = 8
_TABLETS: Final = "naltrexone hydrochloride tablet"
_ANHYDROUS: Final = "anhydrous"
_SHORT: Final = (("microcrystalline cellulose", "mcc"),)
_BEFORE_NUMBER: Final = re.compile(r"(?<=[a-z])-(?=[0-9])")
_VESSEL: Final = re.compile(r"^[0-9.]+ mL | [B-Z]$")


@dataclass(frozen=True, slots=True)
class Formula:
    """A master formula.

    Attributes:
        key: `naltrexone-hcl.capsule.1.5mg.powder.mcc-ph105.size3`: substance, form, strength, source, filler or vehicle, and size.
        rows: the first eight digits of the SHA-256 of its own rows and steps.
    """

    key: str
    rows: str


def formula_of(contents: Contents, product: str, formulary: Formulary) -> Formula:
    """The formula of one product of a plan.

    Args:
        contents: of the plan.
        product: its name there.
        formulary: whose rows made the plan.
    """
    return Formula(_key(contents.plan, product, formulary), _hashed(_own_rows(contents, product, formulary)))


def _key(plan: Plan, product: str, formulary: Formulary) -> str:
    substance = "naltrexone-base" if plan.strength_as is StrengthAs.BASE else "naltrexone-hcl"
    form = "capsule" if plan.form is Form.CAPSULE else "suspension" if settles(plan) else "solution"
    strength = write(plan.products[product].strength).replace("/", "-per-").replace(" ", "").lower()
    sources = [_source(each, formulary) for each in plan.materials.values() if isinstance(each, PowderMaterial | TabletMaterial)]
    bases = [_base(name, each) for name, each in plan.materials.items() if isinstance(each, FillerMaterial | VehicleMaterial)]
    sizes = [f"size{size}{_shells(plan, formulary)}" for size in _sizes(plan, product)]
    return ".".join([substance, form, strength, *sources, *bases, *sizes])


def _source(material: PowderMaterial | TabletMaterial, formulary: Formulary) -> str:
    if isinstance(material, TabletMaterial):
        return f"tablet-{write(material.strength).replace(' ', '')}"
    form = formulary.powders[material.substance].form
    return "powder" if form == _ANHYDROUS else f"powder-{_slug(form)}"


def _base(name: str, material: Material) -> str:
    if isinstance(material, VehicleMaterial):
        return _slug(material.formula)
    words = name.casefold()
    for long, short in _SHORT:
        words = words.replace(long, short)
    return _slug(_BEFORE_NUMBER.sub("", words))


def _shells(plan: Plan, formulary: Formulary) -> str:
    """`-hpmc` where shells other than the usual ones were asked for."""
    asked = shells_asked(plan)
    return f"-{_slug(asked)}" if asked is not None and formulary.shell_material(asked).row == asked else ""


def _slug(name: str) -> str:
    """Lower case, words joined by a hyphen; letters of any alphabet stay."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or "unnamed"


def _sizes(plan: Plan, product: str) -> list[str]:
    steps = (each for each in plan.steps if isinstance(each, Encapsulate) and each.into == product)
    return list(dict.fromkeys(each.size for each in steps))


def _own_rows(contents: Contents, product: str, formulary: Formulary) -> dict[str, Any]:
    """The rows that make this formula, by table and name, and its steps without the amounts of one day."""
    plan, rows = contents.plan, formulary.rows
    found: dict[str, Any] = {"steps": _steps(contents, product)}

    def add(table: str, *names: str) -> None:
        found.setdefault(table, {}).update({name: rows[table][name] for name in names})

    rule = "solid"
    for name, material in plan.materials.items():
        match material:
            case PowderMaterial(substance=substance):
                add("substances", substance)
            case TabletMaterial():
                add("substances", _TABLETS)
            case FillerMaterial():
                add("fillers", name)
            case VehicleMaterial(formula=key):
                add("vehicles", key)
                rule = formulary.vehicles[key].beyond_use
    if sizes := _sizes(plan, product):
        asked = shells_asked(plan)
        add("shells", USUAL_SHELLS, *sizes, *([asked] if asked is not None else []))
    add("beyond_use", rule)
    storage = plan.beyond_use.storage
    found["storage"] = {storage: rows["beyond_use"]["storages"][storage]}
    return found


def _steps(contents: Contents, product: str) -> list[list[Any]]:
    """What is done, in order: the sentence's own row, the material and the kinds of vessel; no amount, nothing discarded."""
    texts: dict[str, dict[str, str]] = read_toml("text/steps.toml")
    found: list[list[Any]] = []
    for number in sorted(steps_making(contents.plan, product)):
        step = contents.plan.steps[number - 1]
        if isinstance(step, DiscardVessel | DiscardCapsules):
            continue
        mixed_in = dilution(contents, number) is not None
        row = "mix_in" if mixed_in else step_row(step, contents.plan.materials)
        how = step.how if isinstance(step, Mix) and not mixed_in else ""
        entry = [texts[row], getattr(step, "material", ""), *_vessels(step), how]
        if entry not in found[-1:]:  # each further bottle is the same step
            found.append(entry)
    return found


def _vessels(step: Step) -> list[str]:
    """The vessels of a step by their kind: which cylinder is large enough depends on the batch."""
    if isinstance(step, Encapsulate):
        return [_VESSEL.sub("", step.source)]
    names = (getattr(step, key, "") for key in ("source", "into", "vessel"))
    return [_VESSEL.sub("", re.sub(r"^bottle [0-9]+$", "bottle", name)) for name in names if name]


def _hashed(rows: dict[str, Any]) -> str:
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
