"""What was asked for: one request as values. If a Request exists, every field of it could be read.

Shapes follow `docs/interface.md`, section "Request"; doses are masses as the salt that `Rx.strength_as` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from ldn_calc.formulary.records import DayCount
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = [
    "AssayBasis",
    "Balance",
    "Component",
    "Fill",
    "Form",
    "Language",
    "Medicine",
    "Ordered",
    "Patient",
    "Person",
    "Phase",
    "PowderSource",
    "Preparation",
    "Prescriber",
    "Request",
    "Rx",
    "Screening",
    "Settlement",
    "StrengthAs",
    "Stretch",
    "TabletSource",
    "Take",
    "Way",
    "Weekday",
    "When",
]


class Language(StrEnum):
    """The patient's language."""

    ENGLISH = "en"
    SPANISH = "es"


class StrengthAs(StrEnum):
    """What a dose of naltrexone is a mass of."""

    HYDROCHLORIDE = "hydrochloride"
    BASE = "base"


class Form(StrEnum):
    """The dosage form asked for; `any` lets the program choose."""

    LIQUID = "liquid"
    CAPSULE = "capsule"
    ANY = "any"


class When(StrEnum):
    """The time of day of a dose."""

    MORNING = "morning"
    EVENING = "evening"
    BEDTIME = "bedtime"


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class AssayBasis(StrEnum):
    """What a certificate's assay is a percentage of."""

    AS_IS = "as-is"
    ANHYDROUS = "anhydrous"
    ANHYDROUS_SOLVENT_FREE = "anhydrous-solvent-free"
    DRIED = "dried"


@dataclass(frozen=True, slots=True)
class Patient:
    """The person who takes the medicine; of a calculation without a name and a birth date."""

    name: str
    birth_date: date | None
    language: Language = Language.ENGLISH
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Prescriber:
    """The person who prescribed it."""

    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """One dose at one time of day.

    Attributes:
        amount: the dose as it was written where it was not in milligrams: a volume, or a number of capsules, of `Rx.strength`.
    """

    dose: Mass
    when: When
    amount: Volume | int | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """So many days on the same doses; `take` in the request's order.

    Attributes:
        every: it is taken on the first day and then every so many days; 1 is every day.
        weekdays: it is taken on these days of the week alone; empty is on any.
        alternates: it is taken in the same days as the phase before it, on those that this one leaves free.
    """

    days: int
    take: tuple[Take, ...]
    every: int = 1
    weekdays: tuple[Weekday, ...] = ()
    alternates: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of the regimen with what is taken in them: one phase, or several that alternate.

    Attributes:
        first: the day of the regimen on which it begins, from 1.
        phases: with their numbers, from 1; each begins a day after the one before it where they are taken every so many days.
    """

    first: int
    days: int
    phases: tuple[tuple[int, Phase], ...]

    def taken_on(self, place: int, number: int, on: date) -> bool:
        """Whether the phase at a place of this stretch is taken on its day of that number, from 0, which is that date."""
        phase = self.phases[place][1]
        if phase.weekdays:
            return _WEEK[on.weekday()] in phase.weekdays
        return number % phase.every == place


_WEEK: Final = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class Ordered:
    """The quantity that a prescription orders: 84 capsules, 150 mL or 30 days; `unit` is `capsules`, `mL` or `days`."""

    number: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Rx:
    """The prescription. `first_dose_on` is the first dose of this fill (default: the day it is made).

    Of a calculation the number is empty, as are the names, and the day it was written may be unknown.

    Attributes:
        strength: what the prescription itself names, of the liquid or of one capsule; amounts of doses are of it.
        quantity: what it orders; None where it leaves that to the days.
    """

    number: str
    written_on: date | None
    patient: Patient
    prescriber: Prescriber
    form: Form
    regimen: tuple[Phase, ...]
    first_dose_on: date
    strength_as: StrengthAs = StrengthAs.HYDROCHLORIDE
    indication: str | None = None
    refills: int = 0
    strength: Strength | Mass | None = None
    quantity: Ordered | None = None

    @property
    def days(self) -> int:
        """The days of the whole regimen."""
        return sum(phase.days for phase in self.regimen if not phase.alternates)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The regimen in the order of its days: phases that alternate share theirs."""
        found: list[Stretch] = []
        for number, phase in enumerate(self.regimen, start=1):
            if phase.alternates and found:
                found[-1] = Stretch(found[-1].first, found[-1].days, (*found[-1].phases, (number, phase)))
            else:
                first = found[-1].first + found[-1].days if found else 1
                found.append(Stretch(first, phase.days, ((number, phase),)))
        return tuple(found)

    @property
    def is_calculation(self) -> bool:
        """Whether it is for nobody: numbers, and no paper but a worksheet that says so."""
        return not self.number


@dataclass(frozen=True, slots=True)
class Fill:
    """Which part of the regimen this preparation serves; `days` as chosen, always where `from_day` is past the regimen's end."""

    number: int = 1
    from_day: int = 1
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine the patient takes or took, as it was said; `removed_on` is the day an implant or a patch was taken off or out."""

    name: str
    stopped_on: date | None = None
    kind: str | None = None
    removed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    """Answers to the screening questions; None is a question not answered, an empty tuple is an answer.

    Attributes:
        answers: to the questions that are a choice, as `liver_disease`, by question; one without an answer is not among them.
        asked_on: the day the patient gave these answers; None where the request does not say.
        could_not_ask: the questions, by their keys, for which somebody said that the patient could not be asked.
    """

    opioid_use: str | None = None
    opioid_stopped_on: date | None = None
    opioid_kind: str | None = None
    medicines: tuple[Medicine, ...] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    surgery_planned_on: date | None = None
    allergies: tuple[str, ...] | None = None
    asked_on: date | None = None
    could_not_ask: tuple[str, ...] = ()

    def is_answered(self, question: str) -> bool:
        """Whether one of the `request_fields.questions` has an answer, by its key."""
        lists = {"medicines": self.medicines, "allergies": self.allergies}
        return question in self.answers or lists.get(question) is not None


@dataclass(frozen=True, slots=True)
class PowderSource:
    """A lot of naltrexone powder with its certificate's figures, as entered."""

    substance: str
    assay: Share | None = None
    assay_basis: AssayBasis | None = None
    water: Share | None = None
    solvents: Share | None = None
    lod: Share | None = None
    lot: str | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class TabletSource:
    """Commercial tablets; `strength` is the label's, as hydrochloride; `excipients` None where the label was not entered."""

    strength: Mass
    average_weight: Mass | None = None
    lot: str | None = None
    expires_on: date | None = None
    excipients: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance as entered: its minimum directly, or the figures the minimum follows from; `capacity` is the most it takes."""

    readability: Mass
    minimum: Mass | None = None
    sensitivity: Mass | None = None
    repeatability: Mass | None = None
    capacity: Mass | None = None


class Way(StrEnum):
    """How the drug is brought into the preparation, where more than one way is open."""

    DIRECT = "direct"
    LARGER_BATCH = "larger-batch"
    ALIQUOT = "aliquot"
    WHOLE_TABLETS = "whole-tablets"
    CRUSHED_PART = "crushed-part"


@dataclass(frozen=True, slots=True)
class Component:
    """A component beside the drug as it lies on the bench: its name as entered, and what its pack says."""

    name: str
    lot: str | None = None
    expires_on: date | None = None
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class Preparation:
    """How it is to be made; None takes the formulary's default. `containers` share one batch: they change labels, no step.

    Attributes:
        lot: of this preparation, kept since its first final paper; None before.
        storage: where it is to be kept, a key of the formulary's storages; None leaves it to the vehicle's row.
        components: what was entered of vehicle, filler, shells and the like; what was not stays a blank on the record.
        shell: what the capsule shells are made of, one of the formulary's shell materials.
    """

    source: PowderSource | TabletSource | None = None
    concentration: Strength | None = None
    vehicle: str | None = None
    overfill: Share | Volume | None = None
    balance: Balance | None = None
    weighing_error: Share | None = None
    capsule_size: str | None = None
    filler: str | None = None
    filler_fill: Mass | None = None
    drug_fill: Mass | None = None
    extra_capsules: int | None = None
    overage: Share | None = None
    beyond_use_counting: DayCount | None = None
    way: Way | None = None
    syringe: str | None = None
    capsule_strengths: tuple[Mass, ...] | None = None
    containers: int = 1
    lot: str | None = None
    components: tuple[Component, ...] = ()
    storage: str | None = None
    shell: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who decided something. Two persons of one name cannot be told apart until each has an identity of its own here.

    Attributes:
        name: as it was written, in composed letters; whether it names anybody is settled where a decision is weighed.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """A pharmacist's decision on one review finding, valid only for the finding whose fingerprint it saw.

    Attributes:
        by: who decided.
        practice: decided while the program was in practice; it lapses when the pharmacy is set up.
    """

    code: str
    field: str
    seen: str
    reason: str
    by: Person
    on: date
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One whole request.

    Attributes:
        compounded_on: the day it is made, by default today.
        today: the clock's date when it was read: nothing of it may already lie behind or still lie ahead that must not.
        document: the request as JSON values, quantities rewritten as the program writes them; fingerprints are taken of it.
        trailing_zeros: paths of doses and concentrations written with a needless zero (`5.0 mg`), with the text found.
        months: paths of expiries written as a month without a day, with the text found; the month's last day is taken.
    """

    rx: Rx
    fill: Fill
    screening: Screening
    preparation: Preparation
    compounded_on: date
    today: date
    settled: tuple[Settlement, ...]
    document: Mapping[str, Any]
    trailing_zeros: tuple[tuple[str, str], ...] = ()
    months: tuple[tuple[str, str, date], ...] = ()
