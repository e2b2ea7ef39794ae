"""A prescription as it was written, read for the command line and the window: the reading, its document, its sentences.

>>> sig_document(read_sig("LDN 3 mg caps, 1 cap qhs #30"))["regimen"]
[{'days': 30, 'take': [{'dose': '3 mg', 'when': 'bedtime'}]}]
"""

from __future__ import annotations

from typing import Any, Final

from ldn_calc.quantities.text import counted, write
from ldn_calc.quantities.values import Strength, Volume
from ldn_calc.reading.faults import FieldError
from ldn_calc.sig.outcome import SigPhase
from ldn_calc.sig.reading import SigReading, read_sig

__all__ = ["SIG_SCHEMA", "SigReading", "read_sig", "sig_document", "sig_errors", "sig_lines", "sig_request"]

SIG_SCHEMA: Final = "ldn-calc/sig/1"


def sig_document(reading: SigReading) -> dict[str, Any]:
    """The reading as `docs/interface.md` writes it; `regimen` as in a request, empty unless the line was read."""
    return {
        "schema": SIG_SCHEMA,
        "status": reading.status,
        "regimen": [_phase(phase) for phase in reading.regimen],
        "form": reading.form.value if reading.form else None,
        "strength": write(reading.strength) if reading.strength else None,
        "quantity": _quantity(reading.quantity),
        "words": [{"text": each.text, "from": each.start, "to": each.end, "means": each.means} for each in reading.words],
        "questions": [
            {"about": each.about, "found": each.found, "readings": list(each.readings), "question": each.sentence}
            for each in reading.questions
        ],
        "unread": [{"text": each.text, "from": each.start, "to": each.end, "because": each.because} for each in reading.unread],
        "notes": list(reading.notes),
    }


def sig_request(reading: SigReading) -> dict[str, Any]:
    """The request that a line which was read asks for, without a patient: form, doses, days, what it names and what it orders.

    A strength that is named is made, or refused with its reason, and says the form; without either both forms are planned.

    >>> sig_request(read_sig("naltrexone 1 mg/mL, 1 mL at bedtime x 30 days"))["rx"]["strength"]
    '1 mg/mL'
    """
    document = sig_document(reading)
    by_strength = "any" if reading.strength is None else "liquid" if isinstance(reading.strength, Strength) else "capsule"
    rx = {"form": document["form"] or by_strength, "regimen": document["regimen"]}
    return {"rx": rx | {key: document[key] for key in ("strength", "quantity") if document[key] is not None}}


def sig_errors(reading: SigReading) -> list[FieldError]:
    """Why a line cannot be planned as it stands: what it leaves open and what was not understood; empty where it was read."""
    asked = [FieldError("sig", each.sentence, " or ".join(each.readings)) for each in reading.questions]
    due = "words of directions, as in 4.5 mg at bedtime #30 caps"
    return asked + [FieldError("sig", each.because, due) for each in reading.unread]


def sig_lines(reading: SigReading) -> list[str]:
    """The reading in words, a line each: what it comes to, what is asked, what stopped it, and what each word was taken as."""
    lines = {"read": ["Read."], "question": ["Not read yet: the line leaves something open."]}.get(reading.status, ["Not read."])
    lines += [f"  {_phase_words(phase)}" for phase in reading.regimen]
    said = (
        ("Form", reading.form.value if reading.form else None),
        ("Strength", write(reading.strength) if reading.strength else None),
        ("Quantity", _quantity(reading.quantity)),
    )
    lines += [f"{name}: {value}" for name, value in said if value]
    for question in reading.questions:
        lines += [f"? {question.sentence}", *(f"    {each}" for each in question.readings)]
    lines += [f"! {each.because}" for each in reading.unread]
    lines += [f"note: {note}" for note in reading.notes]
    if reading.words:
        lines += ["", "Word for word"]
        width = max(len(_one_line(each.text)) for each in reading.words)
        lines += [f"  {_one_line(each.text):{width}}  {each.means}" for each in reading.words if each.means != "punctuation"]
    return lines


def _phase(phase: SigPhase) -> dict[str, Any]:
    """A phase as a request has it; the one place that writes how often."""
    found: dict[str, Any] = {
        "days": phase.days,
        "take": [{"dose": write(take.dose), "when": take.when.value} for take in phase.take],
    }
    if phase.weekdays:
        return {**found, "weekdays": [day.value for day in phase.weekdays]}
    return found if phase.every == 1 else {**found, "every": phase.every}


def _phase_words(phase: SigPhase) -> str:
    doses = " and ".join(f"{write(take.dose)} {_AT[take.when.value]}" for take in phase.take)
    every = "" if phase.every == 1 else f", every {phase.every} days"
    if phase.weekdays:
        every = f", only on {', '.join(_DAYS[day.value] for day in phase.weekdays)}"
    return f"{doses}{every}, for {counted(phase.days, 'day')}"


_DAYS: Final = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
_AT: Final = {"morning": "in the morning", "evening": "in the evening", "bedtime": "at bedtime"}


def _quantity(quantity: int | Volume | None) -> str | None:
    if quantity is None:
        return None
    return write(quantity) if isinstance(quantity, Volume) else f"{quantity} capsules"


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "line break"
