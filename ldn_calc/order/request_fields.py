"""Every field of a request, one row a field: its path, how it is read, what it is called, when and where it is asked.

The reader, the form, its sentences and the table of `docs/interface.md` read these rows; only the proof has its own list. Nothing
is imported here that the window's first paint would have to wait for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

__all__ = [
    "COULD_NOT_BE_ASKED",
    "FIELDS",
    "Choices",
    "Limits",
    "RequestField",
    "When",
    "in_section",
    "questions",
    "quiet_answers",
]

Choices = Sequence[tuple[str, str]]
"""Keys as a request writes them, each with the words that the form shows."""

Kind = Literal[
    "text", "date", "expiry", "count", "days", "refills", "flag", "choice", "list",
    "dose", "amount", "mass", "strength", "named-strength", "ordered", "percent", "overfill", "strengths", "weekdays",
]  # fmt: skip
"""What a value is.

`list` of names; `amount` a dose in mL or capsules; `named-strength` of a liquid or of a capsule; `ordered` a quantity with its
unit; `strengths` one or two masses; `overfill` a percentage or a volume; `weekdays` a list of some of its choices.
"""

Place = Literal["", "row", "beside", "segments", "list"]
"""Where the form puts a field.

`row`: it begins a row; `beside`: it stands beside the one before it; `segments`: its answers lie beside each other; `list`: its
entries are added one by one; empty: it has a widget of its own, or none.
"""

When = Literal["", "given", "liquid", "capsule", "powder", "tablet", "source", "water", "solvents", "lod", "stopped"]
"""What a field waits for; empty: always asked; `given`: in sight only where a file says it."""

COULD_NOT_BE_ASKED: Final = "could not be asked"
"""What may stand instead of the answer to any of the `questions`."""


class Limits(NamedTuple):
    """The least and the most that a number or a percentage may be; `above` and `below`: the end itself is not meant."""

    least: int
    most: int
    above: bool = False
    below: bool = False


class RequestField(NamedTuple):
    """One field.

    Attributes:
        path: in the request, `[]` for each entry of a list.
        kind: how it is read.
        words: what a sentence calls it, {0} and {1} for the numbers in its path; empty: the form has no place for it.
        caption: over its field, with the mnemonic.
        choices: of a choice or of weekdays, what it may be; empty where the formulary or the program's lists say it.
        limits: of a count or a percentage.
        section: of the form.
        place: in that section.
        share: of a row's width.
        optional: a choice that can be taken back, so that the program's default counts.
        hint: stands in the empty field, or for no choice, until the plan's default is known; of a list, what no entry is called.
        default: a hint made of the formulary's defaults, by their names.
        when: where it is asked at all.
        needed: a request without it cannot be read.
        question: of the screening: it must be answered, with its first choice or an empty list where there is nothing to say.
    """

    path: str
    kind: Kind
    words: str = ""
    caption: str = ""
    choices: Choices = ()
    limits: Limits | None = None
    section: str = ""
    place: Place = ""
    share: int = 1
    optional: bool = False
    hint: str = ""
    default: str = ""
    when: When = ""
    needed: bool = False
    question: bool = False

    @property
    def key(self) -> str:
        """The last part of its path."""
        return self.path.rpartition(".")[2]

    @property
    def keys(self) -> tuple[str, ...]:
        """What a choice may be, as a request writes it."""
        return tuple(key for key, _ in self.offered)

    @property
    def offered(self) -> Choices:
        """Its choices; of a question also that nobody could be asked."""
        return (*self.choices, (COULD_NOT_BE_ASKED, COULD_NOT_BE_ASKED)) if self.question else self.choices


_PROGRAM: Final = "the program chooses"
_OPIOIDS: Final = (
    "Opioids in the last 14 days, or a buprenorphine shot or implant in the last year? Cough and diarrhea medicines count."
)
_DAYS: Final = Limits(1, 366)
_LOSS: Final = Limits(0, 100, below=True)
_OPIOID_KINDS: Final[Choices] = (
    ("short-acting", "short-acting"),
    ("long-acting", "long-acting"),
    ("patch", "patch"),
    ("methadone", "methadone"),
    ("buprenorphine", "buprenorphine tablet or film"),
    ("buprenorphine-weekly", "buprenorphine weekly shot"),
    ("buprenorphine-monthly", "Brixadi or Buvidal monthly"),
    ("buprenorphine-depot", "Sublocade or another shot"),
    ("buprenorphine-implant", "buprenorphine implant"),
    ("unknown", "not known"),
)

_F = RequestField

_PATIENT: Final = (
    _F("rx.number", "text", "the number", "&Number", place="row", share=5, needed=True),
    _F("rx.written_on", "date", "the date it was written", "&Written on", place="beside", share=6, needed=True),
    _F("rx.refills", "refills", "the refills", "&Refills", limits=Limits(0, 99), place="beside", share=3, hint="0"),
    _F("rx.patient.name", "text", "the patient's name", "&Patient", place="row", share=3, needed=True),
    _F("rx.patient.birth_date", "date", "the birth date", "&Born", place="beside", share=2, needed=True),
    _F("rx.patient.address", "text", "the patient's address", "&Address", place="row", share=3),
    _F(
        "rx.patient.language", "choice", "the language", "&Language",
        choices=(("en", "English"), ("es", "Spanish")), place="beside", share=2,
    ),
    _F("rx.prescriber.name", "text", "the prescriber", "Pre&scriber", place="row", share=3, needed=True),
    _F("rx.prescriber.phone", "text", "the prescriber's phone", "P&hone", place="beside", share=2),
    _F("rx.drug", "choice", choices=(("naltrexone", "naltrexone"),), needed=True),
    _F(
        "rx.form", "choice", "the form", "Form",
        choices=(("liquid", "Liquid"), ("capsule", "Capsule"), ("any", "Best of both")), place="segments", needed=True,
    ),
)  # fmt: skip

_REGIMEN: Final = (
    _F("rx.regimen[].days", "days", "the days of phase {0}", limits=_DAYS, needed=True),
    _F("rx.regimen[].every", "count", limits=Limits(2, 7)),
    _F(
        "rx.regimen[].weekdays", "weekdays",
        choices=(
            ("mon", "Monday"),
            ("tue", "Tuesday"),
            ("wed", "Wednesday"),
            ("thu", "Thursday"),
            ("fri", "Friday"),
            ("sat", "Saturday"),
            ("sun", "Sunday"),
        ),
    ),
    _F("rx.regimen[].alternates", "flag"),
    _F("rx.regimen[].take[].dose", "dose", "the dose in phase {0}", needed=True),
    _F("rx.regimen[].take[].amount", "amount"),
    _F(
        "rx.regimen[].take[].when", "choice", "the time of day in phase {0}",
        choices=(("morning", "morning"), ("evening", "evening"), ("bedtime", "bedtime")), needed=True,
    ),
    _F(
        "rx.strength_as", "choice", "hydrochloride or base",
        choices=(("hydrochloride", "hydrochloride"), ("base", "base")),
    ),
    _F("rx.indication", "text", "the condition", "&Condition"),
)  # fmt: skip

_SCREENING: Final = (
    _F("screening.asked_on", "date", "the day the patient was asked"),
    _F(
        "screening.opioid_use", "choice", "the answer about opioids", _OPIOIDS,
        choices=(("none", "None"), ("current", "Takes now"), ("stopped", "Stopped on…")), place="segments",
    ),
    _F("screening.opioid_stopped_on", "date", "the date the opioid was stopped", "Stopped on", place="row", when="stopped"),
    _F(
        "screening.opioid_kind", "choice", "the kind of opioid", "Kind",
        choices=_OPIOID_KINDS, place="beside", when="stopped",
    ),
    _F("screening.medicines", "list", "the medicines", "Me&dicines", place="list", hint="No medicines", question=True),
    _F("screening.medicines[].name", "text", needed=True),
    _F("screening.medicines[].stopped_on", "date"),
    _F("screening.medicines[].kind", "choice", choices=_OPIOID_KINDS),
    _F("screening.medicines[].removed_on", "date"),
    _F(
        "screening.liver_disease", "choice", "the answer about the liver", "L&iver",
        choices=(
            ("none", "no disease"),
            ("mild", "mild"),
            ("cirrhosis", "cirrhosis"),
            ("acute hepatitis or liver failure", "acute, failing"),
        ),
        place="row", question=True,
    ),
    _F(
        "screening.kidney_disease", "choice", "the answer about the kidneys", "&Kidney",
        choices=(("none", "no disease"), ("moderate", "moderate"), ("severe", "severe")), place="beside", question=True,
    ),
    _F(
        "screening.pregnancy", "choice", "the answer about pregnancy", "Pre&gnancy",
        choices=(
            ("no", "no"),
            ("pregnant", "pregnant"),
            ("breastfeeding", "breastfeeding"),
            ("not applicable", "not applicable"),
        ),
        place="row", question=True,
    ),
    _F(
        "screening.mood", "choice", "the answer about mood", "M&ood",
        choices=(("none", "no concern"), ("history", "past illness"), ("current suicidal thoughts", "suicidal now")),
        place="beside", question=True,
    ),
    _F("screening.surgery_planned_on", "date", "the date of surgery", "S&urgery planned", place="row", hint="none planned"),
    _F("screening.allergies", "list", "the allergies", "Allergi&es", place="list", hint="No allergies", question=True),
)  # fmt: skip

_SOURCE: Final = (
    _F(
        "preparation.source.kind", "choice", "powder or tablets", "Made from",
        choices=(("powder", "Powder"), ("tablet", "Tablets")), place="segments", needed=True,
    ),
    _F("preparation.source.substance", "choice", "the powder", "Substance", place="row", when="powder", needed=True),
    _F(
        "preparation.source.assay", "percent", "the assay", "Assay",
        limits=Limits(0, 150, above=True), place="row", share=2, hint="as in 99.4 %", when="powder",
    ),
    _F(
        "preparation.source.assay_basis", "choice", "the assay's basis", "Basis of the assay",
        choices=(
            ("as-is", "as-is"),
            ("anhydrous", "anhydrous"),
            ("anhydrous-solvent-free", "anhydrous solvent free"),
            ("dried", "dried"),
        ),
        place="beside", share=3, when="powder",
    ),
    _F(
        "preparation.source.water", "percent", "the water of the lot", "Water",
        limits=_LOSS, place="row", hint="as in 0.6 %", when="water",
    ),
    _F(
        "preparation.source.solvents", "percent", "the solvents of the lot", "Solvents",
        limits=_LOSS, place="beside", hint="as in 0.1 %", when="solvents",
    ),
    _F(
        "preparation.source.lod", "percent", "the loss on drying", "Loss on drying",
        limits=_LOSS, place="beside", hint="as in 0.5 %", when="lod",
    ),
    _F(
        "preparation.source.strength", "mass", "the strength of a tablet", "Tablet strength",
        place="row", hint="as in 50 mg", when="tablet", needed=True,
    ),
    _F(
        "preparation.source.average_weight", "mass", "the weight of a tablet", "Average weight",
        place="beside", hint="as in 212 mg", when="tablet",
    ),
    _F("preparation.source.lot", "text", "the lot", "Lo&t", place="row", when="source"),
    _F("preparation.source.expires_on", "expiry", "the lot's expiry", "E&xpires on", place="beside", when="source"),
    _F(
        "preparation.source.excipients", "list", "the tablets' excipients", "Excipients on the tablets' label",
        place="list", hint="None on the label", when="tablet",
    ),
    _F("preparation.components[].name", "text", needed=True),
    _F("preparation.components[].lot", "text", "the lot of component {0}"),
    _F("preparation.components[].expires_on", "expiry", "the expiry of component {0}"),
    _F("preparation.components[].maker", "text"),
)  # fmt: skip

_PREPARATION: Final = (
    _F(
        "preparation.concentration", "strength", "the strength", "Strength of the liquid",
        place="row", hint="chosen to fit", when="liquid",
    ),
    _F(
        "preparation.overfill", "overfill", "the overfill", "Overfill",
        place="beside", default="{overfill_share}, or {overfill_least}", when="liquid",
    ),
    _F("preparation.vehicle", "choice", "the vehicle", "&Vehicle", place="row", optional=True, when="liquid"),
    _F(
        "preparation.way", "choice", "the way it is made", "How it is made",
        choices=(
            ("direct", "weigh the drug directly"),
            ("larger-batch", "a larger batch, the rest discarded"),
            ("aliquot", "weigh more and take an aliquot (triturate)"),
            ("whole-tablets", "whole tablets"),
            ("crushed-part", "part of the crushed tablets"),
        ),
        place="row", optional=True, hint=_PROGRAM,
    ),
    _F(
        "preparation.syringe", "choice", "the oral syringe", "Oral syringe for every dose",
        place="row", optional=True, hint=_PROGRAM, when="liquid",
    ),
    _F(
        "preparation.capsule_strengths", "strengths", "the capsule strengths", "Capsule strengths, one or two",
        place="row", hint=_PROGRAM, when="capsule",
    ),
    _F(
        "preparation.shell", "choice", "the capsule shells", "Capsule shells",
        choices=(("gelatin", "gelatin"), ("hpmc", "vegetable (HPMC)")), place="row", optional=True,
        hint="as this pharmacy has them", when="capsule",
    ),
    _F(
        "preparation.capsule_size", "choice", "the capsule size", "Capsule size",
        place="row", share=3, optional=True, when="capsule",
    ),
    _F(
        "preparation.filler_fill", "mass", "the filler in a full capsule", "Filler fills",
        place="beside", share=3, hint="by table", when="capsule",
    ),
    _F(
        "preparation.drug_fill", "mass", "the drug in a full capsule", "Drug fills",
        place="beside", share=3, hint="as filler", when="capsule",
    ),
    _F("preparation.filler", "choice", "the filler", "Filler", place="row", optional=True, when="capsule"),
    _F(
        "preparation.extra_capsules", "count", "the extra capsules", "Extra capsules",
        limits=Limits(0, 1000), place="row", hint="by overage", when="capsule",
    ),
    _F(
        "preparation.overage", "percent", "the overage", "Overage",
        limits=Limits(0, 100), place="beside", default="{overage}, at least {least_extra_capsules}", when="capsule",
    ),
    _F(
        "preparation.balance.readability", "mass", "the balance's readability", "Balance reads",
        place="row", share=3, default="{readability}", needed=True,
    ),
    _F(
        "preparation.balance.minimum", "mass", "the balance's minimum", "Least weighed",
        place="beside", share=3, default="{minimum}",
    ),
    _F(
        "preparation.balance.capacity", "mass", "the balance's capacity", "Most it takes",
        place="beside", share=3, default="as in {capacity}",
    ),
    _F(
        "preparation.weighing_error", "percent", "the weighing error", "Weighing error",
        limits=Limits(0, 10, above=True), place="row", default="{weighing_error}",
    ),
    _F("preparation.balance.sensitivity", "mass", "the balance's sensitivity", "Sensitivity", place="row", when="given"),
    _F("preparation.balance.repeatability", "mass", "the balance's repeatability", "Repeatability", place="beside", when="given"),
    _F(
        "preparation.beyond_use_counting", "choice", "the way days are counted", "Beyond-use days",
        choices=(("day-one", "the day made is day 1"), ("days-after", "days after the day made")),
        place="row", share=3, optional=True,
    ),
    _F("preparation.containers", "count", "the number of bottles", "Bottles", limits=Limits(1, 9), place="beside", hint="1"),
    _F(
        "preparation.storage", "choice", "where it is kept", "Kept",
        choices=(("refrigerator", "in the refrigerator"), ("room", "at room temperature")),
        place="row", optional=True, hint="as the vehicle says", when="liquid",
    ),
    _F("preparation.lot", "text", "the lot of the preparation"),
)  # fmt: skip

_FILL: Final = (
    _F("fill.number", "count", "the number of this fill", "Fill number", limits=Limits(1, 999), place="row", hint="1"),
    _F("fill.from_day", "count", "the first day of this fill", "From day", limits=Limits(1, 9999), place="beside", hint="1"),
    _F("fill.days", "days", "the days of this fill", "Days", limits=_DAYS, place="beside", hint="to the end"),
    _F("rx.quantity", "ordered", "the quantity ordered", "Quantity ordered", place="row", hint="as the days"),
    _F("rx.strength", "named-strength", "the strength written", "Strength written", place="beside", hint="none"),
    _F("rx.first_dose_on", "date", "the date of the first dose", "&First dose on", place="row", hint="the day made"),
    _F("compounded_on", "date", "the date it is made", "&Made on", place="beside", hint="today"),
)

_SETTLED: Final = (
    _F("settled[].code", "text", needed=True),
    _F("settled[].field", "text", needed=True),
    _F("settled[].seen", "text", needed=True),
    _F("settled[].reason", "text", needed=True),
    _F("settled[].by", "text", needed=True),
    _F("settled[].on", "date", needed=True),
    _F("settled[].practice", "flag"),
)

_SECTIONS: Final[Mapping[str, Iterable[RequestField]]] = {
    "patient": _PATIENT,
    "regimen": _REGIMEN,
    "screening": _SCREENING,
    "source": _SOURCE,
    "preparation": _PREPARATION,
    "fill": _FILL,
    "": _SETTLED,
}

FIELDS: Final[Mapping[str, RequestField]] = {
    field.path: field._replace(section=section) for section, fields in _SECTIONS.items() for field in fields
}
"""Every field by its path, in the form's order."""


def in_section(section: str) -> list[RequestField]:
    """The fields of one section of the form, in order."""
    return [field for field in FIELDS.values() if field.section == section]


def questions() -> list[RequestField]:
    """The questions of the screening that must be answered, but the one about opioids, which has a rule of its own.

    >>> questions()[0].key
    'medicines'
    """
    return [field for field in FIELDS.values() if field.question]


def quiet_answers() -> dict[str, Any]:
    """Every question of the screening answered with what gives no finding: its first choice, or no entry.

    >>> quiet_answers()["pregnancy"], quiet_answers()["medicines"], quiet_answers()["opioid_use"]
    ('no', [], 'none')
    """
    asked = [FIELDS["screening.opioid_use"], *questions()]
    return {field.key: [] if field.kind == "list" else field.keys[0] for field in asked}
