"""The `rx` part of a request: number, dates, people, regimen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from ldn_calc.names.words import plain_words
from ldn_calc.order.as_written import read_capsules, read_named_strength, read_ordered
from ldn_calc.order.field_readers import choice_of, count_of
from ldn_calc.order.patient_name import read_patient_name
from ldn_calc.order.prescription import Form, Language, Patient, Phase, Prescriber, Rx, StrengthAs, Take, Weekday, When
from ldn_calc.quantities.text import counted, significant_text, write
from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.reading.dates import read_date, years_before
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import read_dose, read_flag, read_positive_volume, read_text
from ldn_calc.reading.json_text import JsonObject, shown
from ldn_calc.reading.objects import UNREAD, ObjectReader

__all__ = ["names_nobody", "read_rx"]

_SALTS: Final = frozenset(plain_words("hydrochloride hcl chloride base free salt anhydrous dihydrate powder"))

_OLDEST: Final = 120
_MOST_PHASES: Final = 12
_MOST_TAKES: Final = 2


def read_rx(rx: ObjectReader | None, compounded_on: date) -> Rx | None:
    """Read the prescription; None where any of it could not be read (the problems are noted)."""
    if rx is None:
        return None
    before = len(rx.problems.errors)
    nobody = names_nobody(rx)
    read = Rx(
        number="" if nobody else rx.required("number", read_text, "the prescription's number"),
        written_on=_written_on(rx, nobody=nobody),
        patient=_read_language(rx) if nobody else _read_patient(rx, compounded_on),
        prescriber=_read_prescriber(rx, nobody=nobody),
        form=(form := _drug_and_form(rx, nobody=nobody)),
        regimen=_read_regimen(rx, strength := _strength(rx, form)),
        first_dose_on=rx.optional("first_dose_on", read_date, compounded_on),
        strength_as=rx.optional("strength_as", choice_of("rx.strength_as", StrengthAs), StrengthAs.HYDROCHLORIDE),
        indication=rx.optional("indication", read_text, None),
        refills=rx.optional("refills", count_of("rx.refills"), 0),
        strength=strength,
        quantity=rx.optional("quantity", read_ordered, None),
    )
    if read.written_on and read.written_on > compounded_on:
        rx.add("written_on", f"a date not after compounded_on, {compounded_on}")
    if read.first_dose_on and read.first_dose_on < compounded_on:
        rx.add("first_dose_on", f"a date not before compounded_on, {compounded_on}: the first dose of this fill")
    rx.finish()
    return read if rx.is_object and len(rx.problems.errors) == before else None


def names_nobody(rx: ObjectReader) -> bool:
    """Whether a prescription has neither number nor patient nor prescriber: a calculation.

    One that has any of them is a prescription and needs them all: what was left out there was forgotten. The language alone is
    nobody's: it only says in which language papers would be; and an empty object names nobody.
    """
    if not rx.is_object or "number" in rx:
        return False
    known = {"patient": {"language"}, "prescriber": set[str]()}
    given = {key: rx.value(key) for key in known if key in rx}
    return all(isinstance(value, JsonObject) and set(value) <= known[key] for key, value in given.items())


def _written_on(rx: ObjectReader, *, nobody: bool) -> date | None:
    due = "the date the prescription was written, as in 2026-11-20"
    return rx.optional("written_on", read_date, None) if nobody else rx.required("written_on", read_date, due)


def _language(patient: ObjectReader) -> Language:
    return patient.optional("language", choice_of("rx.patient.language", Language), Language.ENGLISH)


def _read_language(rx: ObjectReader) -> Patient:
    """Nobody, and the language that stands there all the same."""
    patient = rx.inner("patient")
    if patient is None:
        return Patient("", None)
    language = _language(patient)
    patient.finish()
    return Patient("", None, language)


def _read_patient(rx: ObjectReader, compounded_on: date) -> Patient:
    patient = rx.inner("patient", due="the patient, an object with name and birth_date")
    if patient is None:
        return Patient("", None)
    name, own_script = read_patient_name(patient)
    birth_date = patient.required("birth_date", read_date, "the patient's birth date, as in 1979-04-12")
    if birth_date and birth_date > compounded_on:
        patient.add("birth_date", f"a date not after compounded_on, {compounded_on}")
    if birth_date and birth_date < years_before(compounded_on, _OLDEST):
        patient.add("birth_date", f"a date within {_OLDEST} years before compounded_on, {compounded_on}")
    address = patient.optional("address", read_text, None)
    language = _language(patient)
    patient.finish()
    return Patient(name, birth_date, language, address, own_script)


def _read_prescriber(rx: ObjectReader, *, nobody: bool) -> Prescriber:
    prescriber = rx.inner("prescriber", due=None if nobody else "the prescriber, an object with name")
    if prescriber is None or nobody:
        return Prescriber("")
    name = prescriber.required("name", read_text, "the prescriber's name")
    phone = prescriber.optional("phone", read_text, None)
    prescriber.finish()
    return Prescriber(name, phone)


def _drug_and_form(rx: ObjectReader, *, nobody: bool) -> Form:
    if nobody:
        rx.optional("drug", _drug, None)
    else:
        rx.required("drug", _drug, "naltrexone")
    return rx.required("form", choice_of("rx.form", Form), f"one of {', '.join(Form)}")


def _drug(value: object) -> str:
    if value == "naltrexone":
        return "naltrexone"
    words = plain_words(value) if isinstance(value, str) else ()
    salt = words[:1] == ("naltrexone",) and _SALTS.issuperset(words[1:])
    why = "the salt goes into strength_as" if salt else "the program plans no other drug"
    raise FieldFaultError(shown(value), f"naltrexone: {why}")


def _read_regimen(rx: ObjectReader, strength: Strength | Mass | None) -> tuple[Phase, ...]:
    due = f"a list of one to twelve phases, as in {_A_PHASE}"
    if "regimen" not in rx:
        rx.required("regimen", read_text, due)
        return ()
    phases = []
    for path, value, written in rx.items("regimen", 1, _MOST_PHASES, due):
        phase = ObjectReader(rx.problems, path, value)
        written.append(phase.document)
        days = phase.required("days", count_of("rx.regimen[].days"), "the days of this phase, 1 to 366")
        takes = _read_takes(phase, strength)
        every = phase.optional("every", count_of("rx.regimen[].every"), 1)
        weekdays = _read_weekdays(phase)
        alternates = phase.optional("alternates", read_flag, False)
        if every != 1 and weekdays:
            phase.add("weekdays", "either every or weekdays, not both: each says on which days it is taken")
        phases.append(Phase(days, takes, every, weekdays, bool(alternates)))
        if alternates:
            _check_alternates(phase, phases)
        phase.finish()
    return tuple(phases)


def _read_weekdays(phase: ObjectReader) -> tuple[Weekday, ...]:
    """The days of the week on which a phase is taken, Monday first; none said is any day."""
    due = f"a list of one to six days of {', '.join(Weekday)}; leave it out where it is taken every day"
    if "weekdays" not in phase:
        phase.optional("weekdays", read_text, None)
        return ()
    found: list[Weekday] = []
    for path, value, written in phase.items("weekdays", 1, len(Weekday) - 1, due):
        written.append(value)
        day = phase.problems.read(path, value, choice_of("rx.regimen[].weekdays", Weekday))
        if day in found:
            phase.problems.add(path, value, "each day of the week once")
        found += [day] if day else []
    return tuple(day for day in Weekday if day in found)


def _check_alternates(reader: ObjectReader, phases: Sequence[Phase]) -> None:
    """A phase that alternates shares the days of those before it and leaves each day to one of them."""
    phase = phases[-1]
    group = [phase]
    for each in reversed(phases[:-1]):
        group.append(each)
        if not each.alternates:
            break
    others = group[1:]
    if not others:
        reader.add("alternates", "a phase before it with which it alternates: this is the first")
        return
    if phase.days and others[0].days and phase.days != others[0].days:
        reader.add("days", f"{others[0].days}, the days of the phase with which it alternates")
    if phase.weekdays and all(each.weekdays for each in others):
        taken = {day for each in others for day in each.weekdays}
        if twice := [day for day in phase.weekdays if day in taken]:
            reader.add("weekdays", f"other days than the phases before it have: {', '.join(twice)} is taken already")
    elif phase.every in (None, 1) or any(each.every != phase.every or each.weekdays for each in others):
        reader.add("alternates", "the same every, or weekdays, in each phase that alternates")
    elif len(group) > phase.every:
        reader.add("alternates", f"at most {phase.every} phases that alternate every {phase.every} days")


def _read_takes(phase: ObjectReader, strength: Strength | Mass | None) -> tuple[Take, ...]:
    due = f"a list of one or two doses a day, as in {_A_TAKE}"
    if "take" not in phase and phase.is_object:
        phase.required("take", read_text, due)
    takes: list[Take] = []
    for path, value, written in phase.items("take", 1, _MOST_TAKES, due):
        take = ObjectReader(phase.problems, path, value)
        written.append(take.document)
        amount, dose = _read_dose(take, strength)
        when = take.required("when", choice_of("rx.regimen[].take[].when", When), f"one of {', '.join(When)}")
        if when and any(other.when == when for other in takes):
            take.add("when", f"another time of day than the dose before it: each of {', '.join(When)} is used once a day")
        takes.append(Take(dose, when, amount))
        take.finish()
    return tuple(takes)


def _read_dose(take: ObjectReader, strength: Strength | Mass | None) -> tuple[Volume | int | None, Mass]:
    """A dose in milligrams, or as an amount of the strength that the prescription names; where both stand, they agree."""
    if "amount" not in take:
        take.optional("amount", read_text, None)
        return None, take.dose("dose", read_dose, "the dose, as in 4.5 mg")
    given = take.dose("dose", read_dose, None)
    if strength is None:
        take.optional("amount", read_text, None)
        take.add("amount", "the dose in mg, or rx.strength beside it: an amount is of the strength that the prescription names")
        return None, UNREAD
    amount: Volume | int
    if isinstance(strength, Strength):
        volume = amount = take.optional("amount", read_positive_volume, UNREAD)
        dose = strength * volume if volume is not None else UNREAD
    else:
        count = amount = take.optional("amount", read_capsules, UNREAD)
        dose = strength * count if count is not None else UNREAD
    if dose is None:
        return None, UNREAD
    if given is not None and given != dose:
        of = f"{write(given)} of {write(strength)}"
        due = f"{of}, which is {_amount_of(given, strength)}; {_written(amount)} is {write(dose)}"
        take.add("amount", due)
    return amount, dose


def _amount_of(dose: Mass, strength: Strength | Mass) -> str:
    if isinstance(strength, Strength):
        return write(dose / strength, _DIGITS)
    return f"{significant_text(dose / strength, _DIGITS)} capsules"


def _written(amount: Volume | int) -> str:
    return counted(amount, "capsule") if isinstance(amount, int) else write(amount)


def _strength(rx: ObjectReader, form: Form) -> Strength | Mass | None:
    """The strength that a prescription names, which is one of its form."""
    found: Strength | Mass | None = rx.dose("strength", read_named_strength, None)
    due = {
        Form.LIQUID: (Strength, "the strength of a liquid, as in 1 mg/mL"),
        Form.CAPSULE: (Mass, "that of a capsule, as in 1.5 mg"),
    }
    if found is not None and form in due and not isinstance(found, due[form][0]):
        rx.add("strength", due[form][1])
        return None
    if found is not None and form is Form.ANY:
        rx.add("strength", "the form liquid or capsule beside a strength: it is of one of them")
        return None
    return found


_DIGITS: Final = 6
_A_TAKE: Final = '[{"dose": "4.5 mg", "when": "bedtime"}]'
_A_PHASE: Final = f'[{{"days": 30, "take": {_A_TAKE}}}]'
