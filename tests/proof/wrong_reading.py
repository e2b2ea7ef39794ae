"""Requests read wrongly: slips that real programs and real people have made."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from proof.wrong import FORMULAS, Patch, everywhere

from ldn_calc.formulary.records import DayCount
from ldn_calc.order import reading
from ldn_calc.order.prescription import AssayBasis, Fill, Request, StrengthAs, When
from ldn_calc.quantities.values import Mass, Share, Strength


def misread(name: str) -> Callable[[Callable[[Request], Request]], None]:
    """Register a request that is read wrongly."""

    def register(change: Callable[[Request], Request]) -> None:
        right = reading.read_request

        def wrong(patch: Patch) -> None:
            everywhere(patch, right, lambda *given: change(right(*given)))

        FORMULAS[name] = wrong

    return register


def _rx(request: Request, **changes: Any) -> Request:
    return dataclasses.replace(request, rx=dataclasses.replace(request.rx, **changes))


def _preparation(request: Request, **changes: Any) -> Request:
    return dataclasses.replace(request, preparation=dataclasses.replace(request.preparation, **changes))


def _source(request: Request, **changes: Any) -> Request:
    source = request.preparation.source
    known = {key: value for key, value in changes.items() if source is not None and hasattr(source, key)}
    return _preparation(request, source=dataclasses.replace(source, **known)) if source and known else request


def _each_take(request: Request, change: Callable[[Any], Any]) -> Request:
    phases = [dataclasses.replace(phase, take=tuple(change(take) for take in phase.take)) for phase in request.rx.regimen]
    return _rx(request, regimen=tuple(phases))


@misread("a dose read ten times too large where it stays in range")
def _(request):
    def ten_times(take):
        return dataclasses.replace(take, dose=take.dose * 10) if take.dose <= Mass(Fraction(1, 2)) else take

    return _each_take(request, ten_times)


@misread("a dose read without its decimals")
def _(request):
    return _each_take(request, lambda take: dataclasses.replace(take, dose=Mass.of(max(1, int(take.dose.milligrams)))))


@misread("the last phase dropped")
def _(request):
    return _rx(request, regimen=request.rx.regimen[:-1]) if len(request.rx.regimen) > 1 else request


@misread("the phases in the other order")
def _(request):
    return _rx(request, regimen=request.rx.regimen[::-1])


@misread("morning and bedtime exchanged")
def _(request):
    other = {When.MORNING: When.BEDTIME, When.BEDTIME: When.MORNING, When.EVENING: When.EVENING}
    return _each_take(request, lambda take: dataclasses.replace(take, when=other[take.when]))


@misread("the second dose of a day dropped")
def _(request):
    return _rx(request, regimen=tuple(dataclasses.replace(phase, take=phase.take[:1]) for phase in request.rx.regimen))


@misread("a phase a day too short")
def _(request):
    first, *rest = request.rx.regimen
    return _rx(request, regimen=(dataclasses.replace(first, days=first.days - 1), *rest))


@misread("the first dose a day later")
def _(request):
    return _rx(request, first_dose_on=request.rx.first_dose_on + timedelta(days=1))


@misread("base taken for hydrochloride")
def _(request):
    return _rx(request, strength_as=StrengthAs.HYDROCHLORIDE)


@misread("hydrochloride taken for base")
def _(request):
    return _rx(request, strength_as=StrengthAs.BASE)


@misread("every fill taken for the first")
def _(request):
    return dataclasses.replace(request, fill=Fill())


@misread("the strength asked for read twice as large")
def _(request):
    asked = request.preparation.concentration
    return _preparation(request, concentration=Strength(asked.milligrams_per_millilitre * 2)) if asked else request


@misread("the certificate's water read ten times too large")
def _(request):
    source = request.preparation.source
    water = getattr(source, "water", None)
    return _source(request, water=Share(water.fraction * 10)) if water and water.fraction < Fraction(1, 20) else request


@misread("the assay's basis taken for as is")
def _(request):
    return _source(request, assay_basis=AssayBasis.AS_IS)


@misread("the dihydrate taken for the anhydrous powder")
def _(request):
    return _source(request, substance="naltrexone hydrochloride anhydrous")


@misread("the lot's expiry forgotten")
def _(request):
    return _source(request, expires_on=None)


@misread("another lot's expiry")
def _(request):
    source = request.preparation.source
    return _source(request, expires_on=request.compounded_on + timedelta(days=10)) if source else request


@misread("the tablets' strength halved")
def _(request):
    strength = getattr(request.preparation.source, "strength", None)
    return _source(request, strength=strength / 2) if strength else request


@misread("beyond-use days counted the other way")
def _(request):
    return _preparation(request, beyond_use_counting=DayCount.DAYS_AFTER)


@misread("the asked-for vehicle forgotten")
def _(request):
    return _preparation(request, vehicle=None)


@misread("the asked-for extra capsules forgotten")
def _(request):
    return _preparation(request, extra_capsules=None, overage=None)
