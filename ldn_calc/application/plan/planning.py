"""The main use case: a request's text in, a screened, planned, proved and printed result out.

Data flows one way: request text, Request, findings, drafted forms, printed plan, replay, result. Pint and the proof load on
the first call, not with this module, so that the window can paint first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Literal, cast

from ldn_calc.application.files.text_files import UnreadableError, composed_json, text_of
from ldn_calc.application.plan.alternatives import rank_alternatives, refused_for_shells
from ldn_calc.application.plan.error_budget import check_budget, print_budget
from ldn_calc.application.plan.plan_checks import check_planned, check_waste
from ldn_calc.application.plan.provisional_lot import lot_of
from ldn_calc.application.plan.rows_used import rows_used
from ldn_calc.application.plan.settling import fingerprint, settle
from ldn_calc.choosing import measure, rank_forms
from ldn_calc.finding_text import finding_row, finding_sentence
from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.allergies import check_allergies, materials_not_entered
from ldn_calc.order.component_lots import check_components
from ldn_calc.order.defaults import taken_for_granted
from ldn_calc.order.prescription import Form, Request, Way
from ldn_calc.order.reading import read_request
from ldn_calc.order.screening import screen
from ldn_calc.planning.capsule_plan import plan_capsules
from ldn_calc.planning.drafting import Bench, Drafted, WorkingLine
from ldn_calc.planning.liquid_plan import plan_liquid
from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.printed import PrintedFinding, PrintedPlan, PrintedProof, PrintedWorking, Result
from ldn_calc.procedure.printer import print_plan
from ldn_calc.procedure.reader import read_plan
from ldn_calc.reading.faults import FieldError, RequestError
from ldn_calc.resources import read_toml

__all__ = ["SCHEMA", "Planned", "invalid", "plan_request", "unread", "with_alternatives", "write_result"]

SCHEMA: Final = "ldn-calc/plan/2"

_Planned = Literal["ready", "review", "calculation", "refused"]


@dataclass(frozen=True)
class Planned:
    """One request with its answer.

    Attributes:
        text: the request as it was read in, in composed letters and without a byte order mark.
        request: None where it could not be read; `result` then lists every problem.
        formulary: the rows it was planned with.
        practice: whether it was planned in practice.
    """

    text: str
    request: Request | None
    result: Result
    formulary: Formulary
    practice: bool = False

    @property
    def plan(self) -> PrintedPlan | None:
        """The proved plan, or None."""
        return self.result.get("plan")

    @cached_property
    def proved(self) -> Plan | None:
        """The proved plan as values, read back from the result when it is first asked for; None where nothing is planned."""
        return _read_back(self.result)


def plan_request(
    text: str | bytes,
    clock: datetime,
    formulary: Formulary,
    *,
    lot: str | None = None,
    alternatives: bool = False,
    practice: bool = False,
) -> Planned:
    """Screen, plan, prove and budget one request; a fault of the request is an answer, never an exception.

    With form `any` both forms are planned, and the one that ranks first is taken, capsules on a tie.

    Args:
        text: the request, as JSON.
        clock: the time now.
        formulary: what is owned.
        lot: the preparation's own, as it was handed out for this prescription, fill and day; None makes a provisional one. One that
            the request keeps is taken before both; a calculation has none. The proof refuses that of another prescription, fill or
            day.
        alternatives: also find the other ways to make it, each planned and proved: some ten times the work.
        practice: whether no pharmacy is set up yet; decisions made in practice count only then.
    """
    try:
        as_read = composed_json(text if isinstance(text, str) else text_of(text))
    except UnreadableError as error:
        return Planned("", None, invalid([FieldError("request", error.found, error.expected)]), formulary, practice)
    try:
        request = read_request(as_read, clock.date(), formulary)
    except RequestError as error:
        return Planned(as_read, None, invalid(error.errors), formulary, practice)
    bench = Bench(request, formulary, clock, lot_of(request, lot, clock), practice)
    planned = Planned(as_read, request, _best(bench, as_read), formulary, practice)
    return with_alternatives(planned, clock) if alternatives else planned


def with_alternatives(planned: Planned, clock: datetime) -> Planned:
    """The same plan with the other ways to make it; one that is refused has shells of another material at most, an invalid none."""
    if planned.request is None:
        return planned

    def plan_text(text: str) -> tuple[Plan | None, Result]:
        other = plan_request(text, clock, planned.formulary, practice=planned.practice)
        return other.proved, other.result

    if planned.proved is None:
        found = refused_for_shells(planned.text, planned.request, planned.result, planned.formulary, plan_text)
    else:
        found = rank_alternatives(planned.text, planned.request, planned.proved, planned.result, planned.formulary, plan_text)
    return replace(planned, result=planned.result | {"alternatives": found})


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


@dataclass(frozen=True, slots=True)
class _Answer:
    """The result for one form, with the findings it was made of."""

    form: Form
    findings: tuple[Finding, ...]
    result: Result

    def rank(self) -> tuple[Any, ...]:
        """Stops, then how its plan ranks; a form without a plan comes behind one with a plan."""
        plan = _read_back(self.result)
        found = measure(plan, self.result) if plan is not None else None
        stops = sum(found["severity"] == "stop" for found in self.result["findings"])
        return stops, found is None, rank_forms(found) if found else (), self.form is not Form.CAPSULE


def _best(bench: Bench, text: str) -> Result:
    """The result of the form asked for, or of the better of both."""
    screened = screen(bench.request, bench.formulary)
    forms = (Form.CAPSULE, Form.LIQUID) if bench.request.rx.form is Form.ANY else (bench.request.rx.form,)
    return min((_offered(bench, form, screened, text) for form in forms), key=_Answer.rank).result


def _offered(bench: Bench, form: Form, screened: Sequence[Finding], text: str) -> _Answer:
    """The answer for a form; where its error is too wide to be offered and no way was asked for, an aliquot's if that serves."""
    first = _proved(bench, _answer(bench, form, screened), text)
    preparation = bench.request.preparation
    if (
        not any(found.code == "error-budget-wide" and found.severity is Severity.STOP for found in first.findings)
        or preparation.way
    ):
        return first
    request = replace(bench.request, preparation=replace(preparation, way=Way.ALIQUOT))
    other = replace(bench, request=request)
    return min(first, _proved(other, _answer(other, form, screened), text), key=_Answer.rank)


def _answer(bench: Bench, form: Form, screened: Sequence[Finding]) -> _Answer:
    request = bench.request
    if any(found.severity is Severity.STOP and found.field.startswith("rx.regimen") for found in screened):
        return _Answer(form, tuple(screened), _result(bench, screened, None))
    drafted = plan_liquid(bench) if form is Form.LIQUID else plan_capsules(bench)
    shells = () if form is Form.LIQUID else bench.formulary.shell_material(request.preparation.shell).components
    not_entered = materials_not_entered(request, shells)
    findings = [*screened, *check_allergies(request, drafted.components, not_entered)]
    findings += [*check_components(request, form, bench.formulary), *drafted.findings]
    if drafted.plan is not None:
        findings += check_planned(request, form, drafted.plan, bench.formulary)
    if drafted.plan is None or _has_stop(findings):
        kept = [found for found in findings if found.severity is not Severity.NOTE or found in screened]
        return _Answer(form, tuple(kept), _result(bench, kept, None))
    return _Answer(form, tuple(findings), _result(bench, findings, drafted))


def _proved(bench: Bench, answer: _Answer, text: str) -> _Answer:
    """The answer with proof and error budget, or a refusal where the replay does not agree or the error is too wide."""
    from ldn_calc.proof.replay import replay  # pint loads here, after the window's first paint

    if answer.result["plan"] is None:
        return answer
    proof = replay(text, json.dumps(answer.result, ensure_ascii=False), bench.formulary.text)
    if not proof.agrees:
        problems = "; ".join(f"{problem.code}: {problem.found}, expected {problem.expected}" for problem in proof.problems)
        against = Finding("proof-disagrees", Severity.STOP, "plan", {"problems": problems})
        return _refused(bench, answer, against)
    wide = check_budget(proof.budget, bench.formulary.text)
    if any(found.severity is Severity.STOP for found in wide):
        return _refused(bench, answer, *wide)
    findings = (*answer.findings, *wide, *check_waste(proof.drug_discarded, proof.drug_in, bench.formulary))
    shown, status = _shown(findings, bench)
    proved: Result = {
        **answer.result,
        "findings": shown,
        "status": status,
        "proof": cast(PrintedProof, proof.for_result()),
        "error_budget": print_budget(proof.budget) if proof.budget else None,
    }
    return replace(answer, findings=findings, result=proved)


def _refused(bench: Bench, answer: _Answer, *against: Finding) -> _Answer:
    findings = (*against, *answer.findings)
    return replace(answer, findings=findings, result=_result(bench, findings, None))


def _result(bench: Bench, findings: Iterable[Finding], drafted: Drafted | None) -> Result:
    """A result without proof; `drafted` None is a refusal."""
    shown, status = _shown(findings, bench)
    plan = drafted.plan if drafted else None
    return {
        "schema": SCHEMA,
        "formulary": bench.formulary.fingerprint,
        "planned_at": f"{bench.made_at:%Y-%m-%dT%H:%M}",
        "status": status,
        "findings": shown,
        "defaults_used": taken_for_granted(bench.request) | dict(drafted.defaults_used) if drafted and plan else {},
        "plan": print_plan(plan) if plan else None,
        "proof": None,
        "working": [_working(line) for line in drafted.working] if drafted and plan else [],
        "rows_used": rows_used(plan, bench.request, bench.formulary) if plan else [],
        "error_budget": None,
        "alternatives": [],
    }


def _shown(findings: Iterable[Finding], bench: Bench) -> tuple[list[PrintedFinding], _Planned]:
    """The findings as printed, stops first, settled where a decision fits; and the status they give."""
    request = bench.request
    printed = [_printed(found, request) for found in sorted(findings, key=lambda found: found.severity.rank)]
    settled, lapsed = settle(printed, request, practice=bench.practice)
    settled += [_printed(found, request) for found in lapsed]
    return settled, _status(settled, request)


def _status(findings: Sequence[PrintedFinding], request: Request) -> _Planned:
    if any(found["severity"] == "stop" for found in findings):
        return "refused"
    if request.rx.is_calculation:
        return "calculation"
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


def _read_back(result: Result) -> Plan | None:
    """The plan that a result holds, as values."""
    printed = result.get("plan")
    return None if printed is None else read_plan(printed)


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
