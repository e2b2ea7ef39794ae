"""The regimen of a request document: phases and second doses added and taken away."""

from __future__ import annotations

import re
from typing import Any, Final

__all__ = ["add_dose", "add_phase", "amount_path", "is_dose", "remove_dose", "remove_phase", "set_rhythm"]

_MOST_PHASES: Final = 12


def is_dose(path: str) -> bool:
    """Whether a path is that of a dose in milligrams.

    >>> is_dose("rx.regimen[0].take[1].dose"), is_dose("rx.regimen[0].days")
    (True, False)
    """
    return re.fullmatch(r"rx\.regimen\[\d+\]\.take\[\d+\]\.dose", path) is not None


def amount_path(path: str) -> str:
    """Where the same dose stands that is written in mL or capsules."""
    return f"{path.removesuffix('dose')}amount"


def add_phase(document: dict[str, Any]) -> bool:
    """Add a phase at the same times of day as the one before it; False where there are twelve."""
    phases = _phases(document)
    if len(phases) >= _MOST_PHASES:
        return False
    before = phases[-1].get("take", [{}]) if phases else [{}]
    phases.append({"take": [{"when": take["when"]} if "when" in take else {} for take in before]})
    return True


def remove_phase(document: dict[str, Any], phase: int) -> None:
    """Take a phase away; the last one is emptied instead."""
    phases = _phases(document)
    del phases[phase]
    if not phases:
        phases.append({"take": [{}]})


def add_dose(document: dict[str, Any], phase: int) -> bool:
    """Make a phase one of two doses a day; False where it is one already."""
    takes: list[dict[str, Any]] = _phases(document)[phase].setdefault("take", [{}])
    if len(takes) != 1:
        return False
    takes.append({})
    return True


def remove_dose(document: dict[str, Any], phase: int, dose: int) -> None:
    """Take a second dose away."""
    del _phases(document)[phase]["take"][dose]


def set_rhythm(document: dict[str, Any], phase: int, rhythm: dict[str, Any]) -> None:
    """Say on which days a phase is taken: `{"every": 2}`, `{"weekdays": […]}`, or nothing for every day.

    With `alternates` it shares the days of the phase before it, of which it takes days and rhythm; phases that alternate with this
    one no longer do where it is given another rhythm.
    """
    phases = _phases(document)
    own = phases[phase]
    for key in ("every", "weekdays", "alternates"):
        own.pop(key, None)
    own.update(rhythm)
    if rhythm.get("alternates") and phase:
        before = phases[phase - 1]
        for key in ("every", "weekdays"):
            before.pop(key, None)
        before["every"] = own["every"]
        if "days" in before:
            own["days"] = before["days"]
    if phase + 1 < len(phases) and phases[phase + 1].get("alternates") and rhythm.get("every") != phases[phase + 1].get("every"):
        for key in ("every", "weekdays", "alternates"):
            phases[phase + 1].pop(key, None)


def _phases(document: dict[str, Any]) -> list[dict[str, Any]]:
    phases = document["rx"].setdefault("regimen", [{"take": [{}]}])
    return phases if isinstance(phases, list) else []
