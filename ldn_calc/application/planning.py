"""The main use case: a request's text in, a screened, planned, proved and printed result out.

Data flows one way: request text, Request, findings, drafted forms, printed plan, replay, result. Pint and the proof load on
the first call, not with this module, so that the window can paint first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal, cast

from ldn_calc.application.rows_used import rows_used
from ldn_calc.application.settling import fingerprint, settle
from ldn_calc.finding_text import finding_row, finding_sentence
from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.order.allergies import check_allergies
from ldn_calc.order.faults import FieldError, RequestError
from ldn_calc.order.prescription import Form, Request
from ldn_calc.order.reading import read_request
from ldn_calc.order.screening import check_surgery, screen
from ldn_calc.planning.capsule_plan import plan_capsules
from ldn_calc.planning.drafting import Bench, Drafted, WorkingLine
from ldn_calc.planning.liquid_plan import plan_liquid
from ldn_calc.procedure.printed import PrintedFinding, PrintedPlan, PrintedProof, PrintedWorking, Result
from ldn_calc.procedure.printer import print_plan
from ldn_calc.resources import read_toml

__all__ = ["SCHEMA", "Planned", "invalid", "next_fill", "plan_request", "unread", "write_result"]

SCHEMA: Final = "ldn-calc/plan/1"

_ORDER: Final = {Severity.STOP: 0, Severity.REVIEW: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Planned:
    """One request with its answer.

    Attributes:
        text: the request as it was read in.
        request: None where it could not be read; `result` then lists every problem.
        formulary: the rows it was planned with; None stands for the shipped ones.
    """

    text: str
    request: Request | None
    result: Result
    formulary: Formulary | None = None

    @property
    def plan(self) -> PrintedPlan | None:
        """The proved plan, or None."""
        return self.result.get("plan")


def plan_request(text: str | bytes, clock: datetime, formulary: Formulary | None = None) -> Planned:
    """Screen, plan and prove one request; a fault of the request is an answer, never an exception.

    With form `any` both forms are planned, and the one with fewest stops, then fewest reviews, then fewest weighings is
    taken, capsules on a tie.
    """
    rows = formulary or shipped_formulary()
    as_read = text if isinstance(text, str) else text.decode("utf-8", "replace")
    try:
        request = read_request(text, clock.date(), rows)
    except RequestError as error:
        return Planned(as_read, None, invalid(error.errors))
    screened = screen(request, rows)
    bench = Bench(request, rows, clock)
    answers = sorted((_answer(bench, form, screened) for form in _forms(request)), key=_Answer.rank)
    best = _proved(bench, answers[0], as_read)
    if len(answers) > 1 and best.result["plan"] is None:
        best = min(best, _proved(bench, answers[1], as_read), key=_Answer.rank)
    return Planned(as_read, request, best.result, formulary)


def unread(name: str, found: str) -> Result:
    """The answer to a request that could not even be opened."""
    return {
        "schema": SCHEMA,
        "status": "invalid",
        "errors": [{"path": "request", "found": found, "expected": f"a readable file {name}"}],
        "findings": [],
    }


def write_result(result: Mapping[str, Any]) -> str:
    """A result as JSON text for people and programs."""
    return json.dumps(result, ensure_ascii=False, indent=2)


def next_fill(planned: Planned) -> dict[str, Any] | None:
    """What the next part's request says instead: its number, first day and date; None where nothing is left."""
    plan = planned.plan
    if plan is None or plan["supply"]["next_from_day"] is None:
        return None
    supply = plan["supply"]
    fill: dict[str, Any] = {"number": supply["fill"] + 1, "from_day": supply["next_from_day"]}
    if planned.request is not None and planned.request.fill.days is not None:
        fill["days"] = planned.request.fill.days - supply["days_covered"]
    return {"fill": fill, "first_dose_on": supply["next_fill_by"]}


@dataclass(frozen=True, slots=True)
class _Answer:
    """The result for one form, not yet proved, with what decides between two."""

    form: Form
    findings: tuple[Finding, ...]
    weighings: int
    result: Result

    def rank(self) -> tuple[int, int, int, bool]:
        severities = [found["severity"] for found in self.result["findings"]]
        return severities.count("stop"), severities.count("review"), self.weighings, self.form is not Form.CAPSULE


def _forms(request: Request) -> tuple[Form, ...]:
    return (Form.CAPSULE, Form.LIQUID) if request.rx.form is Form.ANY else (request.rx.form,)


def _answer(bench: Bench, form: Form, screened: Sequence[Finding]) -> _Answer:
    request = bench.request
    if any(found.severity is Severity.STOP and found.field.startswith("rx.regimen") for found in screened):
        return _Answer(form, tuple(screened), 0, _result(bench, screened, None))
    drafted = plan_liquid(bench) if form is Form.LIQUID else plan_capsules(bench)
    findings = [*screened, *check_allergies(request, drafted.components), *drafted.findings]
    if drafted.plan is not None:
        findings += check_surgery(request, max(dose.to_date for dose in drafted.plan.doses))
    if drafted.plan is None or _has_stop(findings):
        kept = [found for found in findings if found.severity is not Severity.NOTE or found in screened]
        return _Answer(form, tuple(kept), drafted.weighings, _result(bench, kept, None))
    return _Answer(form, tuple(findings), drafted.weighings, _result(bench, findings, drafted))


def _proved(bench: Bench, answer: _Answer, text: str) -> _Answer:
    """The answer with its proof, or a refusal where the replay of its own text does not agree."""
    from ldn_calc.proof.replay import replay  # noqa: PLC0415  (pint loads here, after the window's first paint)

    if answer.result["plan"] is None:
        return answer
    proof = replay(text, json.dumps(answer.result, ensure_ascii=False), bench.formulary.text)
    if proof.agrees:
        return replace(answer, result=answer.result | {"proof": cast(PrintedProof, proof.for_result())})
    problems = "; ".join(f"{problem.code}: {problem.found}, expected {problem.expected}" for problem in proof.problems)
    against = Finding("proof-disagrees", Severity.STOP, "plan", {"problems": problems})
    findings = (against, *answer.findings)
    return replace(answer, findings=findings, result=_result(bench, findings, None))


def _result(bench: Bench, findings: Iterable[Finding], drafted: Drafted | None) -> Result:
    """A result without proof; `drafted` None is a refusal."""
    printed = [_printed(found, bench.request) for found in sorted(findings, key=lambda found: _ORDER[found.severity])]
    settled, lapsed = settle(printed, bench.request)
    settled += [_printed(found, bench.request) for found in lapsed]
    plan = drafted.plan if drafted else None
    printed_plan = print_plan(plan) if plan else None
    return {
        "schema": SCHEMA,
        "formulary": bench.formulary.fingerprint,
        "status": _status(settled),
        "findings": settled,
        "defaults_used": dict(drafted.defaults_used) if drafted and plan else {},
        "plan": printed_plan,
        "proof": None,
        "working": [_working(line) for line in drafted.working] if drafted and plan else [],
        "rows_used": rows_used(printed_plan, bench.request, bench.formulary) if printed_plan else [],
        "error_budget": None,
        "alternatives": [],
    }


def _status(findings: Sequence[PrintedFinding]) -> Literal["ready", "review", "refused"]:
    if any(found["severity"] == "stop" for found in findings):
        return "refused"
    if any(found["severity"] == "review" and found["settled"] is None for found in findings):
        return "review"
    return "ready"


def _printed(finding: Finding, request: Request) -> PrintedFinding:
    message, action = finding_sentence(finding.code, finding.facts, "en")
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": message,
        "action": action,
        "facts": dict(finding.facts),
        "source": str(finding_row(finding.code)["source"]),
        "fingerprint": fingerprint(finding, request),
        "settled": None,
    }


def _working(line: WorkingLine) -> PrintedWorking:
    row = read_toml("text/working.toml")[line.key]
    return {"what": row["head"], "line": row["line"].format(**line.facts)}


def _has_stop(findings: Iterable[Finding]) -> bool:
    return any(found.severity is Severity.STOP for found in findings)


def invalid(errors: Iterable[FieldError]) -> Result:
    """The answer where something cannot be read: every problem, and no number."""
    return {
        "schema": SCHEMA,
        "status": "invalid",
        "errors": [{"path": each.path, "found": each.found, "expected": each.expected} for each in errors],
        "findings": [],
    }
