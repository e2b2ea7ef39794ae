"""What the form asks, in order: rows of fields with their captions, choices and share of the row's width."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from ui.compound.prescription.document import at
from ui.kit.boxes import Choices

__all__ = [
    "FILL_ROWS",
    "OPIOID_CHOICES",
    "OPIOID_KINDS",
    "ORGAN_ROWS",
    "PATIENT_ROWS",
    "PREPARATION_ROWS",
    "SIX_QUESTIONS",
    "SOURCE_ROWS",
    "Ask",
    "asked_now",
]


When = Literal["", "given", "liquid", "capsule", "powder", "tablet", "source", "water", "solvents", "lod", "stopped"]
"""What a field waits for; empty: always asked; `given`: in sight only where a file says it."""


class Ask(NamedTuple):
    """One field of a row.

    Attributes:
        path: in the request.
        caption: with its mnemonic.
        share: of the row's width.
        choices: for a field that is only chosen from.
        optional: a choice that can be taken back, so that the program's default counts.
        hint: stands in the empty field, or for no choice, until the plan's default is known.
        when: where it is asked at all, as `asked_now` finds.
    """

    path: str
    caption: str
    share: int = 1
    choices: Choices | None = None
    optional: bool = False
    hint: str = ""
    when: When = ""


_OPTIONAL: Final[Choices] = ()
_PROGRAM: Final = "the program chooses"

PATIENT_ROWS: Final = (
    (Ask("rx.number", "&Number", 5), Ask("rx.written_on", "&Written on", 6), Ask("rx.refills", "&Refills", 3, hint="0")),
    (Ask("rx.patient.name", "&Patient", 3), Ask("rx.patient.birth_date", "&Born", 2)),
    (
        Ask("rx.patient.address", "&Address", 3),
        Ask("rx.patient.language", "&Language", 2, choices=(("en", "English"), ("es", "Spanish"))),
    ),
    (Ask("rx.prescriber.name", "Pre&scriber", 3), Ask("rx.prescriber.phone", "P&hone", 2)),
)

OPIOID_CHOICES: Final[Choices] = (("none", "None"), ("current", "Takes now"), ("stopped", "Stopped on…"))
OPIOID_KINDS: Final[Choices] = (
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

_COULD_NOT: Final[Choices] = (("could not be asked", "could not be asked"),)

SIX_QUESTIONS: Final = (
    "screening.medicines",
    "screening.liver_disease",
    "screening.kidney_disease",
    "screening.pregnancy",
    "screening.mood",
    "screening.allergies",
)

ORGAN_ROWS: Final = (
    (
        Ask(
            "screening.liver_disease",
            "L&iver",
            choices=(
                ("none", "no disease"),
                ("mild", "mild"),
                ("cirrhosis", "cirrhosis"),
                ("acute hepatitis or liver failure", "acute, failing"),
                *_COULD_NOT,
            ),
        ),
        Ask(
            "screening.kidney_disease",
            "&Kidney",
            choices=(("none", "no disease"), ("moderate", "moderate"), ("severe", "severe"), *_COULD_NOT),
        ),
    ),
    (
        Ask(
            "screening.pregnancy",
            "Pre&gnancy",
            choices=(
                ("no", "no"),
                ("pregnant", "pregnant"),
                ("breastfeeding", "breastfeeding"),
                ("not applicable", "not applicable"),
                *_COULD_NOT,
            ),
        ),
        Ask(
            "screening.mood",
            "M&ood",
            choices=(
                ("none", "no concern"),
                ("history", "past illness"),
                ("current suicidal thoughts", "suicidal now"),
                *_COULD_NOT,
            ),
        ),
    ),
    (Ask("screening.surgery_planned_on", "S&urgery planned", hint="none planned"),),
)

SOURCE_ROWS: Final = (
    (Ask("preparation.source.substance", "Substance", choices=_OPTIONAL, when="powder"),),
    (
        Ask("preparation.source.assay", "Assay", 2, hint="as in 99.4 %", when="powder"),
        Ask("preparation.source.assay_basis", "Basis of the assay", 3, choices=_OPTIONAL, when="powder"),
    ),
    (
        Ask("preparation.source.water", "Water", hint="as in 0.6 %", when="water"),
        Ask("preparation.source.solvents", "Solvents", hint="as in 0.1 %", when="solvents"),
        Ask("preparation.source.lod", "Loss on drying", hint="as in 0.5 %", when="lod"),
    ),
    (
        Ask("preparation.source.strength", "Tablet strength", hint="as in 50 mg", when="tablet"),
        Ask("preparation.source.average_weight", "Average weight", hint="as in 212 mg", when="tablet"),
    ),
    (Ask("preparation.source.lot", "Lo&t", when="source"), Ask("preparation.source.expires_on", "E&xpires on", when="source")),
)

PREPARATION_ROWS: Final = (
    (
        Ask("preparation.concentration", "Strength of the liquid", when="liquid", hint="chosen to fit"),
        Ask("preparation.overfill", "Overfill", when="liquid", hint="5 %, or 2 mL"),
    ),
    (Ask("preparation.vehicle", "&Vehicle", choices=_OPTIONAL, optional=True, when="liquid"),),
    (Ask("preparation.way", "How it is made", choices=_OPTIONAL, optional=True, hint=_PROGRAM),),
    (Ask("preparation.syringe", "Oral syringe for every dose", choices=_OPTIONAL, optional=True, hint=_PROGRAM, when="liquid"),),
    (Ask("preparation.capsule_strengths", "Capsule strengths, one or two", hint=_PROGRAM, when="capsule"),),
    (
        Ask("preparation.capsule_size", "Capsule size", 3, choices=_OPTIONAL, optional=True, when="capsule"),
        Ask("preparation.filler_fill", "Filler fills", 3, hint="by table", when="capsule"),
        Ask("preparation.drug_fill", "Drug fills", 3, hint="as filler", when="capsule"),
    ),
    (Ask("preparation.filler", "Filler", choices=_OPTIONAL, optional=True, when="capsule"),),
    (
        Ask("preparation.extra_capsules", "Extra capsules", when="capsule", hint="by overage"),
        Ask("preparation.overage", "Overage", when="capsule", hint="5 %, at least 2"),
    ),
    (
        Ask("preparation.balance.readability", "Balance reads", 3, hint="1 mg"),
        Ask("preparation.balance.minimum", "Least weighed", 3, hint="50 mg"),
        Ask("preparation.balance.capacity", "Most it takes", 3, hint="as in 220 g"),
    ),
    (Ask("preparation.weighing_error", "Weighing error", hint="2 %"),),
    (
        Ask("preparation.balance.sensitivity", "Sensitivity", when="given"),
        Ask("preparation.balance.repeatability", "Repeatability", when="given"),
    ),
    (
        Ask(
            "preparation.beyond_use_counting",
            "Beyond-use days",
            3,
            choices=(("day-one", "the day made is day 1"), ("days-after", "days after the day made")),
            optional=True,
        ),
        Ask("preparation.containers", "Bottles", hint="1"),
    ),
)

FILL_ROWS: Final = (
    (
        Ask("fill.number", "Fill number", hint="1"),
        Ask("fill.from_day", "From day", hint="1"),
        Ask("fill.days", "Days", hint="to the end"),
    ),
    (Ask("rx.quantity", "Quantity ordered", hint="as the days"), Ask("rx.strength", "Strength written", hint="none")),
    (Ask("rx.first_dose_on", "&First dose on", hint="the day made"), Ask("compounded_on", "&Made on", hint="today")),
)


def asked_now(document: Mapping[str, Any]) -> frozenset[When]:
    """Which fields are asked: every `when` that holds for a request.

    >>> sorted(asked_now({"rx": {"form": "capsule"}, "preparation": {"source": {"kind": "tablet"}}}))
    ['', 'capsule', 'source', 'tablet']
    """
    form = at(document, "rx.form")
    source = at(document, "preparation.source.kind")
    basis = at(document, "preparation.source.assay_basis")
    holds: dict[When, bool] = {
        "": True,
        "liquid": form != "capsule",
        "capsule": form in ("capsule", "any"),
        "powder": source == "powder",
        "tablet": source == "tablet",
        "source": source in ("powder", "tablet"),
        "water": source == "powder" and basis != "dried",
        "solvents": source == "powder" and basis == "anhydrous-solvent-free",
        "lod": source == "powder" and basis == "dried",
        "stopped": at(document, "screening.opioid_use") == "stopped",
    }
    return frozenset(when for when, true in holds.items() if true)
