"""How the window words the installation check: one sentence for the whole, and each case, those that failed first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ui.check.sentences import TEXT
from ui.kit.words import day_words

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
    return (TEXT.some_failed if checked.failed else TEXT.all_agree).format(summary=checked.summary)


def which_words(checked: Checked) -> str:
    """What was checked, and when."""
    day, time = day_words(checked.at.date()), f"{checked.at:%H:%M}"
    return TEXT.which.format(version=checked.version, formulary=checked.formulary, day=day, time=time)


def case_words(checked: Checked) -> tuple[CaseWords, ...]:
    """Every case in words; those that failed come first, in the order they are shipped."""
    return tuple(_words(case) for case in sorted(checked.cases, key=lambda case: case.passed))


def _words(case: CaseResult) -> CaseWords:
    expected, found = _pairs(case.expected), _pairs(case.found)
    title = (TEXT.passed if case.passed else TEXT.failed).format(title=case.title, how=case.how, case=case.id)
    agrees = expected == found
    detail = TEXT.expected_and_found.format(found=found) if agrees else TEXT.expected.format(expected=expected, found=found)
    source = TEXT.source.format(source=case.source)
    if case.published:
        source = TEXT.published.format(source=source, published=case.published)
    return CaseWords(case.passed, title, detail, f"{source} {case.note}" if case.note else source)


def _pairs(found: Mapping[str, str]) -> str:
    return "; ".join(f"{key.split('/')[-1].replace('_', ' ')} {words}" for key, words in found.items())
