"""What was asked for: one request as values. If a Request exists, every field of it could be read.

Shapes follow `docs/interface.md`, section "Request"; doses are masses as the salt that `Rx.strength_as` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = [
    "AssayBasis",
    "Balance",
    "DayCount",
    "Fill",
    "Form",
    "Language",
    "Medicine",
    "Patient",
    "Phase",
    "PowderSource",
    "Preparation",
    "Prescriber",
    "Request",
    "Rx",
    "Screening",
    "Settlement",
    "StrengthAs",
    "TabletSource",
    "Take",
    "Way",
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


class AssayBasis(StrEnum):
    """What a certificate's assay is a percentage of."""

    AS_IS = "as-is"
    ANHYDROUS = "anhydrous"
    ANHYDROUS_SOLVENT_FREE = "anhydrous-solvent-free"
    DRIED = "dried"


class DayCount(StrEnum):
    """How beyond-use days are counted: the day made is day 1, or the days run after it."""

    DAY_ONE = "day-one"
    DAYS_AFTER = "days-after"


@dataclass(frozen=True, slots=True)
class Patient:
    """The person who takes the medicine."""

    name: str
    birth_date: date
    language: Language = Language.ENGLISH
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Prescriber:
    """The person who prescribed it."""

    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """One dose at one time of day."""

    dose: Mass
    when: When


@dataclass(frozen=True, slots=True)
class Phase:
    """So many days on the same doses; `take` in the request's order."""

    days: int
    take: tuple[Take, ...]


@dataclass(frozen=True, slots=True)
class Rx:
    """The prescription. `first_dose_on` is the first dose of this fill (default: the day it is made)."""

    number: str
    written_on: date
    patient: Patient
    prescriber: Prescriber
    form: Form
    regimen: tuple[Phase, ...]
    first_dose_on: date
    strength_as: StrengthAs = StrengthAs.HYDROCHLORIDE
    indication: str | None = None
    refills: int = 0

    @property
    def days(self) -> int:
        """The days of the whole regimen."""
        return sum(phase.days for phase in self.regimen)


@dataclass(frozen=True, slots=True)
class Fill:
    """Which part of the regimen this preparation serves; `days` only where `from_day` is past the regimen's end."""

    number: int = 1
    from_day: int = 1
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine the patient takes or took, as it was said."""

    name: str
    stopped_on: date | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    """Answers to the screening questions; None is a question not answered, an empty tuple is an answer."""

    opioid_use: str | None = None
    opioid_stopped_on: date | None = None
    opioid_kind: str | None = None
    medicines: tuple[Medicine, ...] | None = None
    liver_disease: str | None = None
    kidney_disease: str | None = None
    pregnancy: str | None = None
    mood: str | None = None
    surgery_planned_on: date | None = None
    allergies: tuple[str, ...] | None = None


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
class Preparation:
    """How it is to be made; None takes the formulary's default. `containers` share one batch: they change labels, no step."""

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


@dataclass(frozen=True, slots=True)
class Settlement:
    """A pharmacist's decision on one review finding, valid only for the finding whose fingerprint it saw."""

    code: str
    field: str
    seen: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Request:
    """One whole request.

    Attributes:
        document: the request as JSON values, quantities rewritten as the program writes them; fingerprints are taken of it.
        trailing_zeros: paths of doses and concentrations written with a needless zero (`5.0 mg`), with the text found.
    """

    rx: Rx
    fill: Fill
    screening: Screening
    preparation: Preparation
    compounded_on: date
    settled: tuple[Settlement, ...]
    document: Mapping[str, Any]
    trailing_zeros: tuple[tuple[str, str], ...] = ()
