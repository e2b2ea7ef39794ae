"""Request text to values: the one reader of requests, every problem at once.

`docs/interface.md`, section "Request", is what it holds to. The smallest request that can be read:

>>> from ldn_calc.formulary.formulary import shipped_formulary
>>> text = '''{"rx": {"number": "7", "written_on": "2026-11-20", "drug": "naltrexone", "form": "liquid",
...   "patient": {"name": "Ana Núñez", "birth_date": "1979-04-12"}, "prescriber": {"name": "P. Hale, MD"},
...   "regimen": [{"days": 14, "take": [{"dose": "0.0015 g", "when": "bedtime"}]}]}, "screening": {}}'''
>>> request = read_request(text, date(2026, 11, 22), shipped_formulary())
>>> request.rx.first_dose_on, request.document["rx"]["regimen"][0]["take"][0]["dose"]
(datetime.date(2026, 11, 22), '1.5 mg')
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.as_written import in_strength_written
from ldn_calc.order.field_readers import count_of
from ldn_calc.order.prescription import Fill, Person, Request, Rx, Screening, Settlement
from ldn_calc.order.reading_preparation import read_preparation
from ldn_calc.order.reading_rx import names_nobody, read_rx
from ldn_calc.order.reading_screening import read_screening
from ldn_calc.reading.dates import read_date
from ldn_calc.reading.faults import FieldError, FieldFaultError, RequestError
from ldn_calc.reading.fields import read_flag, read_text
from ldn_calc.reading.json_text import read_json
from ldn_calc.reading.objects import ObjectReader, Problems

__all__ = ["FieldError", "RequestError", "read_person", "read_request"]

_SECTIONS: Final = ("rx", "fill", "screening", "preparation", "compounded_on", "settled")
_MOST_SETTLED: Final = 100


def read_request(text: str | bytes, today: date, formulary: Formulary) -> Request:
    """Read one request.

    Args:
        text: a JSON document; bytes must be UTF-8.
        today: the clock's date: the default of `compounded_on`, and its latest day.
        formulary: whose names of substances, vehicles, fillers and shells a request may use.

    Raises:
        RequestError: every problem of the request, in the order of its sections.
    """
    try:
        document = read_json(text)
    except FieldFaultError as fault:
        raise RequestError((FieldError("request", fault.found, fault.expected),)) from None
    problems = Problems()
    top = ObjectReader(problems, "", document)
    compounded_on = top.optional("compounded_on", read_date, today)
    if compounded_on and compounded_on > today:
        due = f"a date not after today, {today}: the day it is made; leave it out if that is today"
        top.add("compounded_on", due)
    made_on = min(compounded_on or today, today)
    prescription = top.inner("rx", due="the prescription, an object with number, patient, regimen…")
    nobody = prescription is not None and names_nobody(prescription)
    rx = read_rx(prescription, made_on)
    fill = _read_fill(top.inner("fill"), rx)
    answers = None if nobody else "the answers to the screening questions; an empty object {} if none was asked"
    screening = read_screening(top.inner("screening", due=answers), made_on, today)
    _check_lifetime(problems, rx, screening)
    preparation = read_preparation(top.inner("preparation"), formulary, rx.number if rx else None)
    if nobody and preparation.lot is not None:
        problems.add("preparation.lot", preparation.lot, "no lot in a calculation: one is issued to a prescription")
    settled = _read_settled(top)
    top.finish(_SECTIONS)
    if problems.errors or rx is None or fill is None:
        raise RequestError(tuple(sorted(problems.errors, key=_place)))
    return Request(
        rx=rx,
        fill=fill,
        screening=screening,
        preparation=in_strength_written(rx, preparation),
        compounded_on=compounded_on,
        today=today,
        settled=settled,
        document=top.document,
        trailing_zeros=tuple(problems.trailing_zeros),
        months=tuple(problems.months),
    )


def read_person(value: object) -> Person:
    """Read who decided something: a name on one line.

    Raises:
        FieldFaultError: anything else.
    """
    return Person(read_text(value))


def _place(error: FieldError) -> int:
    section = error.path.split(".")[0].split("[")[0]
    return _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS)


def _check_lifetime(problems: Problems, rx: Rx | None, screening: Screening) -> None:
    """Nothing is asked of anybody or taken by them before they are born: a slip of the year."""
    if rx is None or rx.patient.birth_date is None:
        return
    entries = [(place, each) for place, each in enumerate(screening.medicines or ()) if each]
    stopped = {f"medicines[{place}].stopped_on": each.stopped_on for place, each in entries}
    stopped |= {f"medicines[{place}].removed_on": each.removed_on for place, each in entries}
    days = {
        "screening.asked_on": screening.asked_on,
        "screening.opioid_stopped_on": screening.opioid_stopped_on,
        **{f"screening.{path}": day for path, day in stopped.items()},
    }
    for path, day in days.items():
        if day and day < rx.patient.birth_date:
            problems.add(path, str(day), f"a date not before the patient's birth, {rx.patient.birth_date}")


def _read_fill(fill: ObjectReader | None, rx: Rx | None) -> Fill | None:
    if fill is None:
        return Fill()
    number = fill.optional("number", count_of("fill.number"), 1)
    from_day = fill.optional("from_day", count_of("fill.from_day"), 1)
    days = fill.optional("days", count_of("fill.days"), None)
    if rx is not None and from_day:
        if from_day > rx.days and "days" not in fill:
            fill.add("days", f"how many days to make, as day {from_day} is past the {rx.days} days of the regimen")
        left = rx.days - from_day + 1
        if days and left >= 1 and days > left:
            fill.add("days", f"at most {left}, the days that are left from day {from_day} of {rx.days}; or leave it out")
    fill.finish()
    return Fill(number, from_day, days)


def _read_settled(top: ObjectReader) -> tuple[Settlement, ...]:
    entries = []
    for path, value, written in top.items("settled", 0, _MOST_SETTLED, "a list of settled findings, at most 100"):
        entry = ObjectReader(top.problems, path, value)
        written.append(entry.document)
        entries.append(
            Settlement(
                code=entry.required("code", read_text, "the finding's code"),
                field=entry.required("field", read_text, "the finding's field"),
                seen=entry.required("seen", read_text, "the finding's fingerprint when it was settled"),
                reason=entry.required("reason", read_text, "the reason it was settled for"),
                by=entry.required("by", read_person, "the name of the pharmacist who settled it"),
                on=entry.required("on", read_date, "the date it was settled, as in 2026-11-22"),
                practice=entry.optional("practice", read_flag, False),
            )
        )
        entry.finish()
    return tuple(entries)
