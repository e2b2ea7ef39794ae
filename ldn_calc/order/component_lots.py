"""The components beside the drug: what a form really uses, what was entered of it, and what does not match.

A beyond-use date may not pass the earliest expiry of anything in the preparation. What nobody entered is no finding: it is a blank
on the record, to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.names.words import plain_words
from ldn_calc.order.prescription import Component, Form, Preparation, Request

__all__ = ["UsedComponent", "check_components", "check_components_expired", "components_used"]

_SHELLS: Final = ("shells", "shell", "capsule shells", "capsule shell", "empty capsules", "capsules")
_PRESERVED: Final = "aqueous-preserved"


@dataclass(frozen=True, slots=True)
class UsedComponent:
    """One component as it is taken from the shelf.

    Attributes:
        kind: `vehicle`, `filler` or `shells`.
        name: as the plan's materials call it; of shells as their instrument, `size 3 capsule`.
        names: everything it, or a part of it, may be entered by.
        entered: what was entered of it, in the order of the request; of parts too, as of the preservative of a vehicle.
    """

    kind: str
    name: str
    names: tuple[str, ...]
    entered: tuple[Component, ...]


def components_used(preparation: Preparation, form: Form, formulary: Formulary) -> tuple[UsedComponent, ...]:
    """The vehicle of a liquid, or filler and shells of capsules; what was not asked for is the formulary's default.

    Args:
        preparation: as the request asks for it.
        form: liquid or capsule, as planned.
        formulary: what is owned.
    """
    if form is Form.LIQUID:
        vehicle = formulary.vehicles[preparation.vehicle or formulary.policy_text("defaults", "vehicle")]
        names = ["vehicle", vehicle.name, vehicle.key, vehicle.title, *vehicle.components]
        if vehicle.beyond_use == _PRESERVED:
            names.append("preservative")
        return (_used("vehicle", vehicle.name, names, preparation.components),)
    filler = formulary.fillers[preparation.filler or formulary.policy_text("defaults", "filler")]
    shell = formulary.shells[preparation.capsule_size or formulary.policy_text("defaults", "capsule_size")]
    made_of = formulary.shell_material(preparation.shell).components
    return (
        _used("filler", filler.name, ("filler", filler.name, *filler.components), preparation.components),
        _used("shells", shell.name, (*_SHELLS, shell.name, *made_of), preparation.components),
    )


def check_components(request: Request, form: Form, formulary: Formulary) -> list[Finding]:
    """Entries under a name that nothing of this plan has; their expiries count all the same."""
    if not request.preparation.components:
        return []
    used = components_used(request.preparation, form, formulary)
    known = {plain_words(name) for each in used for name in each.names}
    there = ", ".join(dict.fromkeys(name for each in used for name in (each.kind, each.name)))
    return [
        Finding("component-not-used", Severity.REVIEW, f"preparation.components[{place}].name", {"name": each.name, "used": there})
        for place, each in enumerate(request.preparation.components)
        if plain_words(each.name) not in known
    ]


def check_components_expired(request: Request) -> list[Finding]:
    """A component past its date on the day it is used, whatever it is called."""
    return list(_expired(request))


def _expired(request: Request) -> Iterator[Finding]:
    for place, each in enumerate(request.preparation.components):
        if each.expires_on is not None and each.expires_on < request.compounded_on:
            facts = {
                "name": each.name,
                "expires_on": each.expires_on.isoformat(),
                "compounded_on": request.compounded_on.isoformat(),
            }
            yield Finding("component-expired", Severity.STOP, f"preparation.components[{place}].expires_on", facts)


def _used(kind: str, name: str, names: Sequence[str], entered: Sequence[Component]) -> UsedComponent:
    words = {plain_words(each) for each in names}
    mine = tuple(each for each in entered if plain_words(each.name) in words)
    return UsedComponent(kind, name, tuple(dict.fromkeys(names)), mine)
