"""What is said of a calculation that was carried to the Compound page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Final

from ui.calculators.sentences import TEXT

__all__ = ["carried_sentences"]

_LEFT: Final = {
    "times": TEXT.left_times,
    "days": TEXT.left_days,
    "doses": TEXT.left_doses,
    "many-doses": TEXT.left_many_doses,
    "long-phase": TEXT.left_long_phase,
    "many-strengths": TEXT.left_many_strengths,
    "keeps": TEXT.left_keeps,
    "unit": TEXT.left_unit,
    "fills": TEXT.left_fills,
    "densities": TEXT.left_densities,
    "at-hand": TEXT.left_at_hand,
}
_STANDS: Final = {"one-dose": TEXT.stands_one_dose, "as-weighed": TEXT.stands_as_weighed}


def carried_sentences(calculator: str, said: Sequence[str]) -> list[str]:
    """Where it comes from, what stands as something else, and what was left behind.

    Args:
        calculator: its title.
        said: the keys of `Carried`.
    """
    left = [_LEFT[key] for key in said if key not in _STANDS]
    found = [TEXT.carried.format(calculator=calculator), *(_STANDS[key] for key in said if key in _STANDS)]
    if left:
        found.append(TEXT.not_carried.format(what=reduce(lambda one, other: TEXT.and_then.format(one=one, other=other), left)))
    return found
