"""`ldn-calc vehicle NAME --volume "500 mL"`: a vehicle that is made in the pharmacy, with its steps, lot and last day of use."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ldn_calc.application.files.whole_files import write_whole
from ldn_calc.application.papers.vehicle import PaperError, vehicle_pdf
from ldn_calc.application.papers.wording import amount_words, date_words, step_words
from ldn_calc.application.pharmacy.own_formulary import Formulary, OwnFileError
from ldn_calc.application.pharmacy.settings import SettingsError
from ldn_calc.application.plan.vehicle import PlannedVehicle, invalid_vehicle, made_vehicles, make_vehicle, vehicle_request
from ldn_calc.cli.clock import now_or
from ldn_calc.cli.reading import pharmacy_of
from ldn_calc.cli.words import complain, plain, say, say_json
from ldn_calc.reading.faults import FieldError

__all__ = ["run_vehicle"]

_EXIT_CODES: Final = {"ready": 0, "invalid": 2, "refused": 3}


def run_vehicle(chosen: Namespace) -> int:
    """Plan, prove and write it, as JSON or in words; with --pdf its record too. Without a name, say which there are."""
    pharmacy = pharmacy_of(chosen)
    try:
        formulary = pharmacy.formulary()
        settings = pharmacy.settings()
    except OwnFileError as error:
        return _cannot(chosen, error.for_result(), str(error))
    except SettingsError as error:
        complain(str(error))
        return 1
    if chosen.name is None:
        _say_list(formulary, as_json=chosen.json)
        return 0
    try:
        expires = _pairs(chosen.expires)
    except ValueError as error:
        fault = FieldError("expires", str(error), "NAME=DATE, each ingredient once, as in sucrose=2028-03")
        return _cannot(chosen, [fault], str(fault))
    clock = now_or(chosen.clock)
    asked = vehicle_request(chosen.name, chosen.volume or "", chosen.lot, chosen.made, expires)
    planned = make_vehicle(asked, clock, formulary)
    if chosen.json:
        say_json(planned.result)
    else:
        say("\n".join(map(plain, _lines(planned))))
    if chosen.pdf is not None and planned.proved is not None:
        try:
            write_whole(chosen.pdf, vehicle_pdf(planned, settings, clock))
        except PaperError as error:
            complain(str(error))
            return 1
        except OSError as error:
            complain(f"{chosen.pdf} cannot be written: {error.strerror or error}.")
            return 1
    return _EXIT_CODES[planned.result["status"]]


def _cannot(chosen: Namespace, errors: Sequence[FieldError], sentence: str) -> int:
    complain(sentence)
    if chosen.json:
        say_json(invalid_vehicle(errors))
    return 2


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """Expiries by ingredient.

    Raises:
        ValueError: not NAME=DATE, or an ingredient given twice.
    """
    found: dict[str, str] = {}
    for each in given:
        name, equals, day = (part.strip() for part in each.partition("="))
        if not (name and equals and day) or name in found:
            raise ValueError(each)
        found[name] = day
    return found


def _say_list(formulary: Formulary, *, as_json: bool) -> None:
    made = made_vehicles(formulary)
    if as_json:
        say_json({"vehicles": [{"vehicle": each.key, "name": each.title, "formula": each.formula} for each in made]})
        return
    lines = [f"  {each.key:20} {each.title}: {each.formula}" for each in made]
    say("\n".join(["Vehicles that are made in the pharmacy:", *lines, "", 'ldn-calc vehicle NAME --volume "500 mL" makes one.']))


def _lines(planned: PlannedVehicle) -> list[str]:
    result, plan = planned.result, planned.proved
    if result["status"] == "invalid":
        errors = result["errors"]
        head = "1 thing in this request cannot be read:" if len(errors) == 1 else f"{len(errors)} things cannot be read:"
        return [head, *(f"  {each['path']}: found {each['found']}; expected {each['expected']}" for each in errors)]
    if plan is None:
        lines = ["Refused: nothing is planned."]
        for found in result["findings"]:
            lines += [f"STOP   {found['message']}", f"       {found['action']}"]
        return lines
    use = plan.beyond_use
    lines = [f"{plan.name}, {amount_words(plan.volume)}", f"Lot {plan.lot}, made on {date_words(plan.made_on)}", "", "Steps"]
    for number, step in enumerate(plan.steps, start=1):
        head, rest = step_words(step, plan.materials)
        lines.append(f"  {number:2}  {head}  {rest}")
    lines += ["", "Calculation", *(f"  {each['what']}: {each['line']}" for each in result["working"])]
    lines += ["", "Proved: the steps, replayed on their own, hold in 100 mL", *map(_held, result["proof"]["ingredients"])]
    last = f"{date_words(use.date)}, {use.hour}" if use.hour else date_words(use.date)
    lines += ["", f"Do not use after {last} ({use.because[0]}). Keep {use.storage_words}."]
    component = result["component"]
    lines.append(f"In a preparation it is the component vehicle, lot {component['lot']}, expires {component['expires_on']}.")
    return lines


def _held(each: Mapping[str, Any]) -> str:
    return f"  {each['of_100_mL']} {each['name']}, {each['difference']} off, by the instruments at worst {each['worst_case']}"
