"""Checks on the medicines a person takes or took."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.names.medicine_list import Entry, Match, NearMiss, read_entry
from ldn_calc.names.opioid_kinds import kinds_by_name
from ldn_calc.names.words import contains_words, plain_text, plain_words, says_none
from ldn_calc.order.opioids import LastOpioid, check_interval, last_day
from ldn_calc.order.prescription import Medicine, Request

__all__ = ["check_medicines"]

_PLAIN: Final = frozenset(
    plain_words(
        """naltrexone naltrexona LDN low dose baja dosis de oral mg mcg ml per hcl hydrochloride clorhidrato capsule capsules
        capsula capsulas liquid liquido solution solucion suspension compounded compuesta at in the en la por bedtime night
        nightly noche morning manana evening daily diaria day dia once twice a al qhs qd bid hs po every cada acostarse"""
    )
)
_MILLIGRAMS: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*mg(?!\s*/|\w)", re.IGNORECASE)
_MOST_LOW_DOSE: Final = 5
_NOT_TAKEN: Final = re.compile(
    r"\b(?:not|never|nor|no longer|without|no(?!\.?\s*#?\s*[0-9])|den(?:y|ies|ied|ying)|declin\w*|refus\w*|avoid\w*|allerg\w*"
    r"|intoleran\w*|reaction|sensitiv\w*|stop|stopped|stopping|quit|off|ceased|discontinu\w*|d/?c'?d?|former\w*|previous\w*"
    r"|past|history|hx|used to|was on|last|finished|completed|weaned|tapered|clean|doesn't|isn't|don't|won't"
    r"|nunca|jamas|ya no|sin|niega\w*|alergi\w*|dejo|suspendi\w*|abandon\w*|termino|antes|tomaba|anterior\w*|antecedente\w*|ex)\b"
)
"""Words by which an entry says that a medicine is not taken, or no longer: what they belong to is for a person to read."""
_TAKEN_NOW: Final = "opioid-in-medicines"


def check_medicines(request: Request) -> list[Finding]:
    """Every listed medicine in every entry; what may be an opioid; then one review that names what the lists do not know.

    An entry that says that there are no medicines is as good as no entry.
    """
    findings = []
    unknown = []
    for place, medicine in enumerate(request.screening.medicines or ()):
        if says_none(medicine.name) and not _speaks_of_an_opioid(medicine):
            continue
        field = f"screening.medicines[{place}]"
        entry = read_entry(medicine.name)
        for match in entry.matches:
            findings += _check_match(request, medicine, match, field)
        if entry.near:
            findings.append(_near_miss(medicine, entry.near, field))
        elif entry.doubtful or (_speaks_of_an_opioid(medicine) and not _names_what_waits(entry)):
            findings += _check_doubtful(request, medicine, entry.doubtful or (medicine.name,), field)
        elif entry.is_unknown:
            unknown.append(medicine.name)
    if unknown:
        facts = {"medicines": ", ".join(dict.fromkeys(unknown))}
        findings.append(Finding("medicine-not-listed", Severity.REVIEW, "screening.medicines", facts))
    return findings


def _speaks_of_an_opioid(medicine: Medicine) -> bool:
    """Whether an entry says so beside its name: by a kind of opioid, or by the last day of what it calls none."""
    return medicine.kind not in {None, "unknown"} or (says_none(medicine.name) and last_day(medicine) is not None)


def _names_what_waits(entry: Entry) -> bool:
    """Whether an entry names an opioid, whose own check knows the kind."""
    return any(match.row.is_opioid for match in entry.matches)


def _check_match(request: Request, medicine: Medicine, match: Match, field: str) -> list[Finding]:
    facts = {"medicine": _named(medicine.name, match)}
    if match.row.is_opioid:
        return _check_opioid(request, medicine, match, field)
    if match.row.is_naltrexone:
        continued = request.fill.number > 1 and _is_plain_naltrexone(medicine.name)
        severity = Severity.NOTE if continued else Severity.REVIEW
        return [Finding("naltrexone-duplicate", severity, field, facts)]
    facts["ingredient"] = match.row.ingredient
    if match.row.action == "HOLD":
        return [Finding("medicine-hold", Severity.REVIEW, field, facts)]
    return [Finding("medicine-info", Severity.NOTE, field, facts)]


def _near_miss(medicine: Medicine, near: NearMiss, field: str) -> Finding:
    facts = {"medicine": medicine.name, "word": near.word, "near": ", ".join(near.names), "what": f"near {near.what}"}
    return Finding("medicine-near-miss", Severity.REVIEW, field, facts)


def _check_doubtful(request: Request, medicine: Medicine, doubtful: tuple[str, ...], field: str) -> list[Finding]:
    """What may be an opioid: a review while it is taken; stopped, it waits as an opioid whose kind is not known."""
    stopped_on = last_day(medicine)
    if stopped_on is None or stopped_on > request.compounded_on:
        facts = {"medicine": medicine.name, "word": ", ".join(doubtful)}
        return [Finding("medicine-may-be-opioid", Severity.REVIEW, field, facts)]
    removed = medicine.removed_on is not None
    kinds = kinds_by_name(medicine.name, "")
    return check_interval(LastOpioid(medicine.name, stopped_on, removed, medicine.kind, kinds, field), request)


def _check_opioid(request: Request, medicine: Medicine, match: Match, field: str) -> list[Finding]:
    named = _named(medicine.name, match)
    stopped_on = last_day(medicine)
    if stopped_on is None or stopped_on > request.compounded_on:
        if _NOT_TAKEN.search(plain_text(medicine.name)):
            return [Finding(_TAKEN_NOW, Severity.STOP, field, {"medicine": _named(match.name, match), "what": "named"})]
        what = "opioid-like" if match.row.kind.startswith("opioid-like") else "opioid"
        return [Finding(_TAKEN_NOW, Severity.STOP, field, {"medicine": named, "what": what})]
    kinds = kinds_by_name(medicine.name, match.row.ingredient)
    removed = medicine.removed_on is not None
    return check_interval(LastOpioid(named, stopped_on, removed, medicine.kind, kinds, field), request)


def _is_plain_naltrexone(said: str) -> bool:
    """Whether a text says no more than low dose naltrexone: no brand, no other drug, no dose above 5 mg."""
    words = set(plain_words(said))
    if any(Fraction(mass) > _MOST_LOW_DOSE for mass in _MILLIGRAMS.findall(said)):
        return False
    return all(word in _PLAIN or word.isdigit() for word in words)


def _named(said: str, match: Match) -> str:
    """What was said, with the ingredient in brackets where its name is not in it."""
    words = plain_words(said)
    if any(contains_words(words, plain_words(name)) for name in match.row.names):
        return said.strip()
    return f"{said.strip()} ({match.row.ingredient})"
