"""The `screening` part of a request. A question not answered is no error here: screening says what it means."""

from __future__ import annotations

from datetime import date
from typing import Final

from ldn_calc.order.field_readers import word_of
from ldn_calc.order.prescription import Medicine, Screening
from ldn_calc.order.request_fields import COULD_NOT_BE_ASKED, questions
from ldn_calc.reading.dates import read_date
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import read_text
from ldn_calc.reading.json_text import JsonObject
from ldn_calc.reading.objects import ObjectReader

__all__ = ["read_screening"]

_MOST_NAMES: Final = 200


def read_screening(screening: ObjectReader | None, compounded_on: date, today: date) -> Screening:
    """Read the answers; what could not be read is noted with the reader.

    Args:
        screening: the reader of this part; None where it is absent.
        compounded_on: the day it is made.
        today: the clock's date: nobody has answered, nor stopped, after it.
    """
    if screening is None:
        return Screening()
    could_not_ask: list[str] = []

    read = Screening(
        opioid_use=screening.optional("opioid_use", word_of("screening.opioid_use"), None),
        opioid_stopped_on=screening.optional("opioid_stopped_on", read_date, None),
        opioid_kind=screening.optional("opioid_kind", word_of("screening.opioid_kind"), None),
        medicines=_read_medicines(screening, could_not_ask),
        answers=_read_answers(screening, could_not_ask),
        surgery_planned_on=screening.optional("surgery_planned_on", _date_or_null, None),
        allergies=_read_allergies(screening, could_not_ask),
        asked_on=screening.optional("asked_on", read_date, None),
        could_not_ask=tuple(could_not_ask),
    )
    if read.asked_on and read.asked_on > today:
        screening.add("asked_on", f"a date not after today, {today}: the day the patient gave these answers")
    if read.opioid_stopped_on and read.opioid_stopped_on > compounded_on:
        screening.add("opioid_stopped_on", f"a date not after compounded_on, {compounded_on}: an opioid not stopped yet is current")
    screening.finish()
    return read


def _read_answers(screening: ObjectReader, could_not_ask: list[str]) -> dict[str, str]:
    """The answers to the questions that are a choice, by question; one that could not be asked is no answer."""
    answers = {}
    for field in questions():
        if field.kind != "choice":
            continue
        said = screening.optional(field.key, word_of(field.path), None)
        if said == COULD_NOT_BE_ASKED:
            could_not_ask.append(field.key)
        elif said is not None:
            answers[field.key] = said
    return answers


def _date_or_null(value: object) -> date | None:
    if value is None:
        return None
    try:
        return read_date(value)
    except FieldFaultError as fault:
        raise FieldFaultError(fault.found, f"{fault.expected}; null if no surgery is planned") from None


def _not_asked(screening: ObjectReader, question: str, could_not_ask: list[str]) -> bool:
    """Whether a list is absent, or says instead that the patient could not be asked."""
    if question not in screening:
        screening.optional(question, read_text, None)
        return True
    if screening.value(question) != COULD_NOT_BE_ASKED:
        return False
    screening.optional(question, read_text, None)
    could_not_ask.append(question)
    return True


def _read_medicines(screening: ObjectReader, could_not_ask: list[str]) -> tuple[Medicine, ...] | None:
    if _not_asked(screening, "medicines", could_not_ask):
        return None
    due = f"a list of at most {_MOST_NAMES} names; an empty list [] if no medicines are taken"
    medicines = []
    for path, value, written in screening.items("medicines", 0, _MOST_NAMES, due):
        if isinstance(value, JsonObject):
            medicine = ObjectReader(screening.problems, path, value)
            written.append(medicine.document)
            medicines.append(
                Medicine(
                    name=medicine.required("name", read_text, "the medicine's name"),
                    stopped_on=medicine.optional("stopped_on", read_date, None),
                    kind=medicine.optional("kind", word_of("screening.medicines[].kind"), None),
                    removed_on=medicine.optional("removed_on", read_date, None),
                )
            )
            medicine.finish()
        elif isinstance(value, str):
            written.append(value)
            medicines.append(Medicine(screening.problems.read(path, value, read_text)))
        else:
            screening.problems.add(path, value, 'a name in double quotes, or {"name": "tramadol", "stopped_on": "2026-09-01"}')
    return tuple(medicines)


def _read_allergies(screening: ObjectReader, could_not_ask: list[str]) -> tuple[str, ...] | None:
    if _not_asked(screening, "allergies", could_not_ask):
        return None
    due = f"a list of at most {_MOST_NAMES} names; an empty list [] if there are no allergies"
    allergies = []
    for path, value, written in screening.items("allergies", 0, _MOST_NAMES, due):
        written.append(value)
        allergies.append(screening.problems.read(path, value, read_text))
    return tuple(allergies)
