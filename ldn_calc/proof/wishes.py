"""What the pharmacist chose where more than one way is open: the plan keeps it, or is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ldn_calc.proof.amounts import amount_text
from ldn_calc.proof.asked import Asked
from ldn_calc.proof.bench import Bench
from ldn_calc.proof.instruments import Instrument
from ldn_calc.proof.problems import Problems
from ldn_calc.quantities.units import Quantity

__all__ = ["check_wishes"]

_TAKES_A_PART: Final = {
    "direct": {"liquid": False, "capsule": False},
    "larger-batch": {"liquid": False, "capsule": True},
    "aliquot": {"liquid": True, "capsule": True},
    "whole-tablets": {"liquid": False, "capsule": False},
    "crushed-part": {"liquid": True, "capsule": True},
}
"""Whether a part of something that bears drug is taken, by way and form."""


def check_wishes(
    form: str,
    asked: Asked,
    bench: Bench,
    instruments: Mapping[str, Instrument],
    labels: Mapping[str, Quantity],
    problems: Problems,
) -> None:
    """Refuse another way, syringe or capsule strength than the request names."""
    if asked.way is not None and bench.is_aliquot is not _TAKES_A_PART[asked.way][form]:
        found = "a part taken of what bears drug" if bench.is_aliquot else "no part taken of what bears drug"
        problems.add("way-differs", found, asked.way)
    for called, instrument in instruments.items():
        if asked.syringe is not None and instrument.kind == "syringe" and called != asked.syringe:
            problems.add("syringe-not-asked", called, asked.syringe)
    if asked.capsule_strengths is not None and form == "capsule" and set(labels.values()) != set(asked.capsule_strengths):
        made, due = (
            " and ".join(amount_text(each, "mg") for each in each_of) for each_of in (labels.values(), asked.capsule_strengths)
        )
        problems.add("strength-not-asked", f"capsules of {made}", due)
