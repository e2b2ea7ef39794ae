"""The control total under the regimen; loaded with planning, because exact numbers are slow to import."""

from __future__ import annotations

from fractions import Fraction

from ldn_calc.order.prescription import Request
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass
from ui.compound.prescription.sentences import TEXT
from ui.kit.words import NBSP

__all__ = ["regimen_words"]


def regimen_words(request: Request) -> str:
    """What the whole regimen comes to, as in "189 mg naltrexone hydrochloride in 56 days"."""
    days = request.rx.days
    total = sum((take.dose.milligrams * phase.days for phase in request.rx.regimen for take in phase.take), Fraction(0))
    mass = write(Mass(total)).replace(" ", NBSP)
    salt = request.rx.strength_as
    return (TEXT.regimen_of_one_day if days == 1 else TEXT.regimen_of_days).format(mass=mass, salt=salt, days=days)
