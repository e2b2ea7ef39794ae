"""Checks on the doses prescribed: the range the program is made for, jumps, base, needless zeros.

Ranges are those of the hydrochloride; a dose prescribed as base is converted first, by 377.865 / 341.407.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Phase, Request, Rx, StrengthAs
from ldn_calc.quantities.text import read_mass, read_strength, write, write_beside
from ldn_calc.quantities.values import Mass

__all__ = ["as_hydrochloride", "check_dose_jumps", "check_doses", "check_prescribed_as_base", "check_trailing_zeros", "day_total"]

_DIGITS = 6


def as_hydrochloride(dose: Mass, strength_as: StrengthAs, formulary: Formulary) -> Mass:
    """A prescribed dose as naltrexone hydrochloride.

    >>> from ldn_calc.formulary.formulary import shipped_formulary
    >>> write(as_hydrochloride(read_mass("4.6 mg"), StrengthAs.BASE, shipped_formulary()), 6)
    '5.09122 mg'
    """
    return dose / formulary.base_share.fraction if strength_as is StrengthAs.BASE else dose


def check_doses(request: Request, formulary: Formulary) -> list[Finding]:
    """Each single dose within the range; where all of a phase are, its day's total too."""
    least = formulary.policy_mass("doses", "least")
    most = formulary.policy_mass("doses", "most")
    most_a_day = formulary.policy_mass("doses", "most_a_day")
    findings = []
    for number, phase in enumerate(request.rx.regimen):
        within = True
        for place, take in enumerate(phase.take):
            dose = as_hydrochloride(take.dose, request.rx.strength_as, formulary)
            field = f"rx.regimen[{number}].take[{place}].dose"
            if dose < least:
                facts = {"dose": _dose_text(take.dose, least, request.rx, formulary), "least": write(least)}
                findings.append(Finding("dose-below-range", Severity.STOP, field, facts))
                within = False
            elif dose > most:
                facts = {"dose": _dose_text(take.dose, most, request.rx, formulary), "most": write(most)}
                findings.append(Finding("dose-above-range", Severity.STOP, field, facts))
                within = False
        total = day_total(phase)
        if within and as_hydrochloride(total, request.rx.strength_as, formulary) > most_a_day:
            facts = {
                "total": _dose_text(total, most_a_day, request.rx, formulary),
                "most": write(most_a_day),
                "phase": str(number + 1),
            }
            findings.append(Finding("daily-dose-above-range", Severity.STOP, f"rx.regimen[{number}].take", facts))
    return findings


def check_dose_jumps(request: Request, formulary: Formulary) -> list[Finding]:
    """A day's total, or a dose at one time of day, above 1 mg and more than double that of the phase before."""
    above = formulary.policy_mass("doses", "jump_above")
    times = formulary.policy_count("doses", "jump_times")
    strength_as = request.rx.strength_as

    def jumps(before: Mass, after: Mass) -> bool:
        return after > before * times and as_hydrochloride(after, strength_as, formulary) > above

    findings = []
    for number, (earlier, later) in enumerate(pairwise(request.rx.regimen), 2):
        field = f"rx.regimen[{number - 1}].take"
        facts = {"phase": str(number)}
        if jumps(day_total(earlier), day_total(later)):
            facts |= {"before": write(day_total(earlier)), "after": write(day_total(later)), "when": "day"}
            findings.append(Finding("dose-jump", Severity.REVIEW, field, facts))
            continue
        same_time = {take.when: take.dose for take in earlier.take}
        for place, take in enumerate(later.take):
            if take.when in same_time and jumps(same_time[take.when], take.dose):
                facts |= {"before": write(same_time[take.when]), "after": write(take.dose), "when": take.when.value}
                findings.append(Finding("dose-jump", Severity.REVIEW, f"{field}[{place}].dose", facts))
                break
    return findings


def check_prescribed_as_base(request: Request, formulary: Formulary) -> list[Finding]:
    """Doses counted as base: rare, and often meant as hydrochloride."""
    if request.rx.strength_as is not StrengthAs.BASE:
        return []
    doses = list(dict.fromkeys(take.dose for phase in request.rx.regimen for take in phase.take))
    converted = [write(as_hydrochloride(dose, StrengthAs.BASE, formulary), _DIGITS) for dose in doses]
    facts = {"doses": ", ".join(map(write, doses)), "hydrochloride": ", ".join(converted)}
    return [Finding("prescribed-as-base", Severity.REVIEW, "rx.strength_as", facts)]


def check_trailing_zeros(request: Request) -> list[Finding]:
    """Doses and concentrations written with a needless zero: 5.0 read as 50 is a classic ten-fold error."""
    return [
        Finding("trailing-zero", Severity.NOTE, path, {"found": found, "read_as": _read_as(found)})
        for path, found in request.trailing_zeros
    ]


def _read_as(found: str) -> str:
    return write(read_strength(found)) if "/" in found else write(read_mass(found))


def day_total(phase: Phase) -> Mass:
    """The doses of one day of a phase together."""
    return sum((take.dose for take in phase.take), Mass(Fraction(0)))


def _dose_text(dose: Mass, limit: Mass, rx: Rx, formulary: Formulary) -> str:
    """The dose as prescribed; base with the hydrochloride it was checked as."""
    if rx.strength_as is not StrengthAs.BASE:
        return write(dose)
    hydrochloride = as_hydrochloride(dose, StrengthAs.BASE, formulary)
    return f"{write(dose)} base ({write_beside(hydrochloride, limit, _DIGITS)} hydrochloride)"
