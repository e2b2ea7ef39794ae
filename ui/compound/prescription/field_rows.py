"""Every field of the form: its path in a request, how its text is read, and what sentences call it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ui.kit.words import iso_day_words

__all__ = ["FIELD_ROWS", "FieldRow", "field_of", "field_row", "is_stranger", "value_words", "whole_stranger", "words_for"]


class FieldRow(NamedTuple):
    """One kind of field.

    Attributes:
        kind: what `application.plan.fields.read_field` reads it as; `choice` for what is only chosen, `list` for entries.
        words: what a sentence calls it, with {0}, {1} for the numbers in its path.
    """

    kind: str
    words: str


FIELD_ROWS: Final[dict[str, FieldRow]] = {
    "rx.number": FieldRow("text", "the number"),
    "rx.written_on": FieldRow("date", "the date it was written"),
    "rx.refills": FieldRow("refills", "the refills"),
    "rx.patient.name": FieldRow("text", "the patient's name"),
    "rx.patient.birth_date": FieldRow("date", "the birth date"),
    "rx.patient.address": FieldRow("text", "the patient's address"),
    "rx.patient.language": FieldRow("choice", "the language"),
    "rx.prescriber.name": FieldRow("text", "the prescriber"),
    "rx.prescriber.phone": FieldRow("text", "the prescriber's phone"),
    "rx.strength": FieldRow("named-strength", "the strength written"),
    "rx.quantity": FieldRow("ordered", "the quantity ordered"),
    "rx.form": FieldRow("choice", "the form"),
    "rx.strength_as": FieldRow("choice", "hydrochloride or base"),
    "rx.regimen[].days": FieldRow("days", "the days of phase {0}"),
    "rx.regimen[].take[].dose": FieldRow("dose", "the dose in phase {0}"),
    "rx.regimen[].take[].when": FieldRow("choice", "the time of day in phase {0}"),
    "rx.indication": FieldRow("text", "the condition"),
    "rx.first_dose_on": FieldRow("date", "the date of the first dose"),
    "fill.number": FieldRow("count", "the number of this fill"),
    "fill.from_day": FieldRow("count", "the first day of this fill"),
    "fill.days": FieldRow("days", "the days of this fill"),
    "screening.opioid_use": FieldRow("choice", "the answer about opioids"),
    "screening.opioid_stopped_on": FieldRow("date", "the date the opioid was stopped"),
    "screening.opioid_kind": FieldRow("choice", "the kind of opioid"),
    "screening.medicines": FieldRow("list", "the medicines"),
    "screening.liver_disease": FieldRow("choice", "the answer about the liver"),
    "screening.kidney_disease": FieldRow("choice", "the answer about the kidneys"),
    "screening.pregnancy": FieldRow("choice", "the answer about pregnancy"),
    "screening.mood": FieldRow("choice", "the answer about mood"),
    "screening.surgery_planned_on": FieldRow("date", "the date of surgery"),
    "screening.allergies": FieldRow("list", "the allergies"),
    "screening.asked_on": FieldRow("date", "the day the patient was asked"),
    "preparation.source.kind": FieldRow("choice", "powder or tablets"),
    "preparation.source.substance": FieldRow("choice", "the powder"),
    "preparation.source.assay": FieldRow("percent", "the assay"),
    "preparation.source.assay_basis": FieldRow("choice", "the assay's basis"),
    "preparation.source.water": FieldRow("percent", "the water of the lot"),
    "preparation.source.solvents": FieldRow("percent", "the solvents of the lot"),
    "preparation.source.lod": FieldRow("percent", "the loss on drying"),
    "preparation.source.strength": FieldRow("mass", "the strength of a tablet"),
    "preparation.source.average_weight": FieldRow("mass", "the weight of a tablet"),
    "preparation.source.excipients": FieldRow("list", "the tablets' excipients"),
    "preparation.source.lot": FieldRow("text", "the lot"),
    "preparation.source.expires_on": FieldRow("expiry", "the lot's expiry"),
    "preparation.components[].lot": FieldRow("text", "the lot of component {0}"),
    "preparation.components[].expires_on": FieldRow("expiry", "the expiry of component {0}"),
    "preparation.concentration": FieldRow("strength", "the strength"),
    "preparation.vehicle": FieldRow("choice", "the vehicle"),
    "preparation.overfill": FieldRow("overfill", "the overfill"),
    "preparation.capsule_size": FieldRow("choice", "the capsule size"),
    "preparation.filler": FieldRow("choice", "the filler"),
    "preparation.filler_fill": FieldRow("mass", "the filler in a full capsule"),
    "preparation.drug_fill": FieldRow("mass", "the drug in a full capsule"),
    "preparation.extra_capsules": FieldRow("count", "the extra capsules"),
    "preparation.overage": FieldRow("percent", "the overage"),
    "preparation.balance.readability": FieldRow("mass", "the balance's readability"),
    "preparation.balance.minimum": FieldRow("mass", "the balance's minimum"),
    "preparation.balance.capacity": FieldRow("mass", "the balance's capacity"),
    "preparation.balance.sensitivity": FieldRow("mass", "the balance's sensitivity"),
    "preparation.balance.repeatability": FieldRow("mass", "the balance's repeatability"),
    "preparation.weighing_error": FieldRow("percent", "the weighing error"),
    "preparation.beyond_use_counting": FieldRow("choice", "the way days are counted"),
    "preparation.containers": FieldRow("count", "the number of bottles"),
    "preparation.way": FieldRow("choice", "the way it is made"),
    "preparation.syringe": FieldRow("choice", "the oral syringe"),
    "preparation.lot": FieldRow("text", "the lot of the preparation"),
    "preparation.capsule_strengths": FieldRow("strengths", "the capsule strengths"),
    "compounded_on": FieldRow("date", "the date it is made"),
}

_ENTRIES: Final = ("preparation.components", "preparation.components[]")
"""A list, or an entry of it, that is none: no field shows it, so it can only be taken out."""
_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_NUMBERS: Final = re.compile(r"\[(\d+)\]")


def field_of(path: str) -> str:
    """The field that shows a path: an amount stands where the dose does, on which days where their number does.

    >>> field_of("rx.regimen[2].take[0].amount")
    'rx.regimen[2].take[0].dose'
    """
    path = re.sub(r"(\.take\[\d+\])\.amount$", r"\1.dose", path)
    return re.sub(r"^(rx\.regimen\[\d+\])\.(?:every|weekdays(?:\[\d+\])?|alternates)$", r"\1.days", path)


def field_row(path: str) -> FieldRow | None:
    """The row of a path; None for a path that is no field.

    >>> field_row("rx.regimen[2].take[0].dose").kind
    'dose'
    """
    return FIELD_ROWS.get(_NUMBERS.sub("[]", path))


def is_stranger(path: str) -> bool:
    """Whether a path is neither a field nor a part that holds fields, so that the form can neither show nor mend it.

    >>> is_stranger("rx.refill"), is_stranger("rx.regimen[0].dayz"), is_stranger("rx.regimen"), is_stranger("rx.regimen[0]")
    (True, True, False, False)
    """
    part = _NUMBERS.sub("[]", path)
    return part in _ENTRIES or not any(known == part or known.startswith((f"{part}.", f"{part}[")) for known in FIELD_ROWS)


def whole_stranger(path: str) -> str:
    """What is taken out with a stranger: of a decision that lacks something, the decision; of a name, the component.

    >>> whole_stranger("settled[2].reason"), whole_stranger("preparation.components[0].name"), whole_stranger("colour")
    ('settled[2]', 'preparation.components[0]', 'colour')
    """
    whole = re.match(r"settled\[\d+\]|preparation\.components\[\d+\](?=\.name$)", path)
    return whole[0] if whole else path


def words_for(path: str) -> str:
    """What a sentence calls a path.

    >>> words_for("rx.regimen[2].take[0].dose"), words_for("colour")
    ('the dose in phase 3', '“colour”')
    """
    row = field_row(path := field_of(path))
    if row is None:
        entry = FIELD_ROWS.get(path.split("[", maxsplit=1)[0])
        return entry.words if entry else f"“{path}”"
    return row.words.format(*(int(number) + 1 for number in _NUMBERS.findall(path)))


def value_words(path: str, value: object) -> str:
    r"""A value as its field shows it: dates as people read them, numbers as digits, anything unreadable as it is written.

    >>> value_words("compounded_on", "2026-11-22").replace("\u00a0", " "), value_words("fill.days", 30)
    ('22 Nov 2026', '30')
    >>> value_words("preparation.source.expires_on", "2028-02").replace("\u00a0", " ")
    '29 Feb 2028'
    """
    if value is None:
        return ""
    row = field_row(path)
    if row is not None and row.kind == "strengths" and isinstance(value, list):
        return " and ".join(map(str, value))
    if row is not None and row.kind == "expiry":
        return iso_day_words(_last_day(str(value)))
    return iso_day_words(str(value)) if row is not None and row.kind == "date" else str(value)


def _last_day(text: str) -> str:
    """An ISO month as its last day, which is what an expiry of a month means; anything else as it is."""
    found = _MONTH.fullmatch(text)
    if found is None:
        return text
    from calendar import monthrange  # noqa: PLC0415  (only where a month stands in the request)

    year, month = int(found[1]), int(found[2])
    return f"{text}-{monthrange(year, month)[1]}"
