"""The installation check: every shipped reference case recomputed, for the command line, the window and as printed evidence.

A case is a calculation, a whole plan or an answer of the screening with what must come out (`resources/data/reference_cases.toml`),
or the shipped files against those of the release. One that could not run has failed; none is skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from ldn_calc import __version__
from ldn_calc.application.calculate.calculating import calculate, result_words
from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.formulary.shipped_files import changed_files
from ldn_calc.resources import read_text, read_toml

__all__ = [
    "CaseResult",
    "Checked",
    "changed_files",
    "check_installation",
    "check_pdf",
    "plan_reference",
    "reference_cases",
    "run_case",
]

_CASES: Final = "data/reference_cases.toml"
_SCREENED: Final = "data/reference/screening.json"
_SCREENED_AT: Final = datetime(2026, 11, 22, 9, 30)
_QUANTITY: Final = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) (\S+)")


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case with what came out.

    Attributes:
        id: the vector's number.
        how: the calculator, or `plan`, `screening`, `files`.
        published: what the source prints where that differs; else empty.
        note: why it differs; else empty.
        expected: by key of the result, in words.
        found: the same keys, in words; for a case that could not run, its error.
        passed: whether all of them agree.
    """

    id: str
    title: str
    how: str
    source: str
    published: str
    note: str
    expected: Mapping[str, str]
    found: Mapping[str, str]
    passed: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """All cases, with the program and formulary they were recomputed by."""

    version: str
    formulary: str
    at: datetime
    cases: tuple[CaseResult, ...]

    @property
    def passed(self) -> int:
        """How many agree."""
        return sum(case.passed for case in self.cases)

    @property
    def failed(self) -> int:
        """How many do not."""
        return len(self.cases) - self.passed

    @property
    def summary(self) -> str:
        """`120 passed, 0 failed`."""
        return f"{self.passed} passed, {self.failed} failed"


def reference_cases() -> tuple[Mapping[str, Any], ...]:
    """The rows as they are shipped."""
    return tuple(read_toml(_CASES)["case"])


def check_installation(clock: datetime) -> Checked:
    """Recompute every case, and hold the shipped files against the release."""
    return Checked(__version__, shipped_formulary().fingerprint, clock, tuple(run_case(row) for row in reference_cases()))


def run_case(row: Mapping[str, Any]) -> CaseResult:
    """Recompute one case; whatever goes wrong in it is its result."""
    expected: Mapping[str, Any] = row["expected"]
    try:
        result = _result(row)
        found = {key: _value_at(result, key) for key in expected}
        passed = bool(expected) and all(_agree(found[key], expected[key], row.get("within")) for key in expected)
        shown = {key: result_words(found[key]) for key in expected}
    except Exception as error:
        shown, passed = {"error": f"{type(error).__name__}: {error}"}, False
    return CaseResult(
        id=row["id"],
        title=row["title"],
        how=_how(row),
        source=row["source"],
        published=row.get("published", ""),
        note=row.get("note", ""),
        expected={key: result_words(each) for key, each in expected.items()},
        found=shown,
        passed=passed,
    )


def check_pdf(checked: Checked) -> bytes:
    """The check as evidence to print, sign and keep."""
    from ldn_calc.documents.single.evidence import EvidenceCase, render_evidence  # ReportLab loads on first use

    cases = [
        EvidenceCase(case.id, case.title, _lines(case.expected), _lines(case.found), case.passed, _source(case))
        for case in checked.cases
    ]
    return render_evidence(cases, checked.summary, checked.version, checked.formulary, checked.at)


def _how(row: Mapping[str, Any]) -> str:
    kinds = (kind for kind in ("files", "screening") if kind in row)
    return next(kinds, row.get("calculator", "plan"))


def _source(case: CaseResult) -> str:
    published = f" Published: {case.published}." if case.published else ""
    note = f" {case.note}" if case.note else ""
    return f"{case.source}.{published}{note}"


def _lines(found: Mapping[str, str]) -> str:
    return "; ".join(f"{key.split('/')[-1].replace('_', ' ')} {text}" for key, text in found.items())


def plan_reference(name: str, clock: datetime) -> Planned:
    """The shipped reference request of that name planned with the shipped rows: an installation is held against those alone."""
    return plan_request(read_text(f"data/reference/{name}.json"), clock, shipped_formulary())


def _result(row: Mapping[str, Any]) -> Mapping[str, Any]:
    if row.get("files"):
        return {"changed": ", ".join(changed_files()) or "none"}
    if "screening" in row:
        return _screened(row["screening"])
    if "calculator" in row:
        return calculate(row["calculator"], row["inputs"]).result
    return plan_reference(row["request"], datetime.fromisoformat(row["clock"])).result


def _screened(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Every stop and review of the screening's request with what a case changes in it by path; `nothing` is no answer."""
    request = json.loads(read_text(_SCREENED))
    for path, value in changes.items():
        *way, last = path.split(".")
        place = request
        for part in way:
            place = place[part]
        place[last] = value
        if value == "nothing":
            del place[last]
    result = plan_request(json.dumps(request), _SCREENED_AT, shipped_formulary()).result
    errors = [f"invalid {each['path']}" for each in result.get("errors", [])]
    found = [f"{each['severity']} {each['code']}" for each in result["findings"] if each["severity"] != "note"]
    return {"findings": ", ".join([*errors, *found]) or "none"}


def _value_at(result: Any, path: str) -> Any:
    """The value at a path such as `plan/steps/0/mass`; a plain key is a path too."""
    for part in path.split("/"):
        result = result[int(part)] if isinstance(result, list) else result[part]
    return result


def _agree(found: Any, expected: Any, within: str | None) -> bool:
    """The same value of the same type, or a quantity of the same unit within what the source's rounding allows."""
    if type(found) is type(expected) and found == expected:
        return True
    if within is None or not isinstance(found, str) or not isinstance(expected, str):
        return False
    one, other = _QUANTITY.fullmatch(found), _QUANTITY.fullmatch(expected)
    return bool(one and other and one[2] == other[2] and abs(Fraction(one[1]) - Fraction(other[1])) <= Fraction(within))
