"""What is asked for where a vehicle is made: which, how much, its lot, the day, and what is known of its ingredients.

A request of its own kind, in one JSON object: `{"vehicle": "simple-syrup", "volume": "500 mL"}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Recipe, Vehicle
from ldn_calc.names.words import plain_words
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Volume
from ldn_calc.reading.dates import read_date
from ldn_calc.reading.faults import FieldFaultError, RequestError
from ldn_calc.reading.fields import did_you_mean, read_positive_volume, read_text
from ldn_calc.reading.json_text import read_json, shown
from ldn_calc.reading.objects import ObjectReader, Problems

__all__ = ["VehicleRequest", "made_vehicles", "read_vehicle_request"]

_MOST_LOT: Final = 40


@dataclass(frozen=True, slots=True)
class VehicleRequest:
    """A vehicle to be made.

    Attributes:
        recipe: how it is made.
        lot: None where the program shall make one of the clock.
        made_on: None where it is made on the clock's day.
        expires: the last day of each ingredient that was entered, by its name.
    """

    vehicle: Vehicle
    recipe: Recipe
    volume: Volume
    lot: str | None
    made_on: date
    expires: Mapping[str, date]


def made_vehicles(formulary: Formulary) -> tuple[Vehicle, ...]:
    """Every vehicle that is made in the pharmacy, in the formulary's order; the others are bought."""
    return tuple(each for each in formulary.vehicles.values() if each.made is not None)


def read_vehicle_request(text: str, formulary: Formulary, clock: datetime) -> VehicleRequest:
    """Read the request.

    Args:
        text: one JSON object.
        formulary: what is owned: which vehicles are made, and what the cylinders in stock show.
        clock: the time now; nothing is made after it.

    Raises:
        RequestError: every problem with it at once.
    """
    problems = Problems()
    try:
        value = read_json(text)
    except FieldFaultError as fault:
        problems.add("request", fault.found, fault.expected)
        raise RequestError(tuple(problems.errors)) from None
    reader = ObjectReader(problems, "", value)
    keys = ", ".join(each.key for each in made_vehicles(formulary))
    vehicle = reader.required("vehicle", lambda found: _vehicle(found, formulary), f"one of {keys}")
    volume = reader.required("volume", lambda found: _volume(found, formulary), 'how much to make, as in "500 mL"')
    lot = reader.optional("lot", _lot, None)
    made_on = reader.optional("made_on", lambda found: _made_on(found, clock), clock.date())
    expires = _expires(reader, vehicle.made if vehicle is not None else None)
    reader.finish()
    if problems.errors or vehicle.made is None:
        raise RequestError(tuple(problems.errors))
    return VehicleRequest(vehicle, vehicle.made, volume, lot, made_on, expires)


def _vehicle(value: object, formulary: Formulary) -> Vehicle:
    """By its key, its name or its title."""
    said, made = read_text(value), made_vehicles(formulary)
    words = plain_words(said)
    for each in formulary.vehicles.values():
        if words in {plain_words(name) for name in (each.key, each.name, each.title)}:
            if each.made is not None:
                return each
            due = f"a vehicle that is made in the pharmacy, one of {', '.join(one.key for one in made)}; this one is bought"
            raise FieldFaultError(said, due)
    names = [one.key for one in made]
    raise FieldFaultError(said, f"one of {', '.join(names)}{did_you_mean(said, names)}")


def _volume(value: object, formulary: Formulary) -> Volume:
    """A volume to which one of the cylinders in stock fills up."""
    volume, below = read_positive_volume(value), Volume.of(0)
    for cylinder in formulary.cylinders:
        if volume <= cylinder.capacity:
            marks = volume.millilitres / cylinder.step.millilitres
            if volume >= cylinder.smallest and marks.denominator == 1:
                return volume
            down, up = (cylinder.step * (marks.numerator // marks.denominator + more) for more in (0, 1))
            near = [write(each) for each in (max(down, below), up) if cylinder.smallest <= each <= cylinder.capacity]
            offered = " or ".join(dict.fromkeys(near)) or f"at least {write(cylinder.smallest)}"
            raise FieldFaultError(shown(value), f"a volume that the {cylinder.name} shows: {offered}")
        below = cylinder.capacity
    raise FieldFaultError(shown(value), f"at most {write(below)}, which the largest cylinder in stock holds; make several lots")


def _lot(value: object) -> str:
    lot = read_text(value)
    if len(lot) > _MOST_LOT or lot != lot.strip():
        raise FieldFaultError(shown(value), f"a lot of 1 to {_MOST_LOT} characters, without spaces before or behind it")
    return lot


def _made_on(value: object, clock: datetime) -> date:
    found = read_date(value)
    if found > clock.date():
        raise FieldFaultError(shown(value), f"a day not after today, {clock.date().isoformat()}")
    return found


def _expires(request: ObjectReader, recipe: Recipe | None) -> dict[str, date]:
    """Last days by ingredient, as in `{"sucrose": "2028-03"}`."""
    found: dict[str, date] = {}
    reader = request.inner("expires")
    if reader is None or recipe is None:
        return found
    for name in dict.fromkeys((*(each.name for each in recipe.ingredients), recipe.diluent)):
        if (last := reader.expiry(name)) is not None:
            found[name] = last
    reader.finish()
    return found
