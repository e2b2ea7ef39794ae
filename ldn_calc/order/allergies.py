"""Allergies against the components really used; `resources/data/allergies.toml` says which names mean which component.

A component that has no row there (from a tablet's label) is matched by the words of its own name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.prescription import Request
from ldn_calc.order.words import contains_words, plain_words
from ldn_calc.resources import read_toml

__all__ = ["check_allergies", "check_naltrexone_allergy", "listed_allergens"]

_OTHER: Final = "another component"
_NO_NAME: Final = frozenset(
    plain_words("acid sodium water purified modified anhydrous dry agua acido sodio no none and or of the de y sin con")
)


@dataclass(frozen=True, slots=True)
class _Component:
    name: str
    names: tuple[tuple[str, ...], ...]
    relatives: tuple[tuple[str, ...], ...]


def check_naltrexone_allergy(request: Request) -> list[Finding]:
    """An allergy to the drug itself."""
    naltrexone = _components()["naltrexone"]
    return [
        Finding("naltrexone-allergy", Severity.STOP, field, {"allergy": said})
        for field, said in _allergies(request)
        if _names_one_of(plain_words(said), naltrexone.names)
    ]


def check_allergies(request: Request, components: Sequence[str]) -> list[Finding]:
    """Allergies to what the preparation is made of.

    Args:
        request: the request.
        components: every component really used, by name: of filler, vehicle, shell, preservative, tablet.

    Returns:
        For each allergy its component, as a stop whose words say what to make instead; else its relative, as a review.
    """
    findings = []
    for field, said in _allergies(request):
        words = plain_words(said)
        for name in dict.fromkeys(components):
            component = _component_of(name)
            facts = {"allergy": said, "component": name, "family": component.name}
            if _names_one_of(words, (*component.names, plain_words(name))) or _is_part_of(words, name):
                findings.append(Finding("excipient-allergy", Severity.STOP, field, facts))
            elif _names_one_of(words, component.relatives):
                findings.append(Finding("excipient-relative", Severity.REVIEW, field, facts))
    return findings


def listed_allergens() -> tuple[str, ...]:
    """Every name that an allergy is matched by, once, sorted, for a field that completes what is typed."""
    said = {name for row in read_toml("data/allergies.toml").values() for name in (*row["names"], *row["relatives"])}
    return tuple(sorted(said, key=str.casefold))


def _allergies(request: Request) -> list[tuple[str, str]]:
    return [(f"screening.allergies[{place}]", said) for place, said in enumerate(request.screening.allergies or ())]


def _names_one_of(words: tuple[str, ...], names: tuple[tuple[str, ...], ...]) -> bool:
    return any(contains_words(words, name) for name in names)


def _is_part_of(words: tuple[str, ...], component: str) -> bool:
    """Whether an allergy to `starch` is one to `corn starch`: all its words stand there and one of them says something."""
    return bool(set(words) - _NO_NAME) and contains_words(plain_words(component), words)


def _component_of(name: str) -> _Component:
    """The row that a component's name means, or the row for any other."""
    words = plain_words(name)
    for row in _components().values():
        if row.name != "naltrexone" and _names_one_of(words, row.names):
            return row
    return _components()[_OTHER]


@cache
def _components() -> dict[str, _Component]:
    return {
        name: _Component(
            name=name,
            names=tuple(map(plain_words, row["names"])),
            relatives=tuple(map(plain_words, row["relatives"])),
        )
        for name, row in read_toml("data/allergies.toml").items()
    }
