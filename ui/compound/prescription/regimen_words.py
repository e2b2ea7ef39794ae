"""The control total under the regimen; loaded with planning, because exact numbers are slow to import."""

from __future__ import annotations

from datetime import timedelta
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
    begins = request.rx.first_dose_on - timedelta(days=request.fill.from_day - 1)
    total = Fraction(0)
    for stretch in request.rx.stretches:
        dates = [begins + timedelta(days=stretch.first - 1 + number) for number in range(stretch.days)]
        for place, (_, phase) in enumerate(stretch.phases):
            taken = sum(stretch.taken_on(place, number, day) for number, day in enumerate(dates))
            total += sum((take.dose.milligrams for take in phase.take), Fraction(0)) * taken
    mass = write(Mass(total)).replace(" ", NBSP)
    salt = request.rx.strength_as
    return (TEXT.regimen_of_one_day if days == 1 else TEXT.regimen_of_days).format(mass=mass, salt=salt, days=days)
