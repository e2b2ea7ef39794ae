"""How the window words the installation check: one sentence for the whole, and each case, those that failed first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ui.kit.words import NBSP, day_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_calc.application.installation.checking import CaseResult, Checked

__all__ = ["CaseWords", "case_words", "verdict_words", "which_words"]


class CaseWords(NamedTuple):
    """One case: whether it agrees, its verdict and title, expected and found, the source."""

    passed: bool
    title: str
    detail: str
    source: str


def verdict_words(checked: Checked) -> str:
    """`140 passed, 0 failed`, and what that means."""
    if checked.failed:
        return f"{checked.summary}. Do not use this installation: call who looks after it."
    return f"{checked.summary}. Every reference case comes out as it should."


def which_words(checked: Checked) -> str:
    """What was checked, and when."""
    at = f"{day_words(checked.at.date())} at{NBSP}{checked.at:%H:%M}"
    return f"LDN Calc {checked.version}, formulary {checked.formulary}, {at}."


def case_words(checked: Checked) -> tuple[CaseWords, ...]:
    """Every case in words; those that failed come first, in the order they are shipped."""
    return tuple(_words(case) for case in sorted(checked.cases, key=lambda case: case.passed))


def _words(case: CaseResult) -> CaseWords:
    expected, found = _pairs(case.expected), _pairs(case.found)
    detail = f"Expected and found: {expected}." if expected == found else f"Expected: {expected}. Found: {found}."
    published = f" Published: {case.published}." if case.published else ""
    note = f" {case.note}" if case.note else ""
    verdict = "Passed" if case.passed else "Failed"
    return CaseWords(
        case.passed, f"{verdict}: {case.title} ({case.how}, case {case.id})", detail, f"{case.source}.{published}{note}"
    )


def _pairs(found: Mapping[str, str]) -> str:
    return "; ".join(f"{key.split('/')[-1].replace('_', ' ')} {words}" for key, words in found.items())
