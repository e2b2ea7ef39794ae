"""The conditions low dose naltrexone is asked for, each with one honest line of evidence; `resources/data/conditions.toml`.

>>> conditions()["ms"].name("es"), conditions()["ms"].grade_words
('Esclerosis múltiple (EM)', 'small randomized trials')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from ldn_calc.resources import read_toml

__all__ = ["Condition", "EvidenceStudy", "conditions", "purpose_of"]

_GRADES: Final = {
    "randomised_trials": "small randomized trials",
    "small_pilot": "small pilot studies",
    "observational": "observational studies only",
    "case_reports": "case reports only",
    "none": "no studies of low dose naltrexone",
}


@dataclass(frozen=True, slots=True)
class EvidenceStudy:
    """A study that a line of evidence rests on, as an inspector finds it.

    Attributes:
        people: how many were in it, or are planned; None where that was not seen.
        doi, trial, where: the DOI, the trial's number in its register, where else it is found; empty where there is none, and
            one of them always is there.
        found: what it found, in a few words.
    """

    authors: str
    journal: str
    year: int
    doi: str
    trial: str
    where: str
    people: int | None
    design: str
    found: str
    tag: str

    @property
    def citation(self) -> str:
        """Authors, journal, year, where it is found, and people."""
        places = [f"doi:{self.doi}" if self.doi else "", self.trial, self.where]
        people = "people not seen" if self.people is None else f"n = {self.people}"
        return ". ".join([self.authors, f"{self.journal}, {self.year}", *(each for each in places if each), people])


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    Attributes:
        key: what a request's `indication` names it by.
        grade: the best kind of evidence there is, a key.
        direction: what that evidence says, for the pharmacist.
        reviewed_on: when the line was last checked; older than 12 months, it wants checking again.
        studies: what the line rests on.
    """

    key: str
    name_en: str
    name_es: str
    grade: str
    direction: str
    line_en: str
    line_es: str
    reviewed_on: date
    studies: tuple[EvidenceStudy, ...]

    @property
    def grade_words(self) -> str:
        """The grade in words, for the screen."""
        return _GRADES[self.grade]

    def name(self, language: str) -> str:
        """Its name in `en` or `es`; a KeyError for any other language."""
        return {"en": self.name_en, "es": self.name_es}[language]

    def line(self, language: str) -> str:
        """Its evidence line in `en` or `es`, as the patient's sheet prints it; a KeyError for any other language."""
        return {"en": self.line_en, "es": self.line_es}[language]


def purpose_of(indication: str | None, language: str) -> str:
    """What a medicine is for, in `en` or `es` where the condition is listed, else as entered; empty where nothing is said."""
    condition = conditions().get(indication or "")
    return condition.name(language) if condition else indication or ""


@cache
def conditions() -> Mapping[str, Condition]:
    """Every condition by key, in the list's order."""
    return {
        key: Condition(
            key=key,
            name_en=row["name_en"],
            name_es=row["name_es"],
            grade=row["grade"],
            direction=row["direction"].strip(),
            line_en=row["line_en"].strip(),
            line_es=row["line_es"].strip(),
            reviewed_on=row["reviewed_on"],
            studies=tuple(
                EvidenceStudy(
                    authors=study["authors"],
                    journal=study["journal"],
                    year=study["year"],
                    doi=study.get("doi", ""),
                    trial=study.get("trial", ""),
                    where=study.get("where", ""),
                    people=study.get("n"),
                    design=study["design"],
                    found=study["found"],
                    tag=study["tag"],
                )
                for study in row["studies"]
            ),
        )
        for key, row in read_toml("data/conditions.toml").items()
    }
