"""Prove a stored result again: the replay of its steps, and the request screened again as of the day it was planned.

The replay proves that the steps hold what was prescribed. That a pharmacist would sign the result asks for more: every finding that
the request gives must stand in it, as severe as it is, and whoever settled one must stand in the request. With the rows, lists and
sentences that the result was made with, everything is held; with others only what rests on no list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ldn_calc.application.files.text_files import composed_json
from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.application.plan.settling import fingerprint
from ldn_calc.findings import Finding
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.shipped_files import changed_files
from ldn_calc.order.screening import screen
from ldn_calc.proof.problems import Problem
from ldn_calc.resources import read_toml

if TYPE_CHECKING:
    from ldn_calc.proof.replay import Proof

__all__ = ["CODES", "Proved", "planned_at", "prove"]

CODES: Final = {
    "request-refused": "A request that is not read, or that its own screening stops: there is nothing to sign.",
    "finding-missing": "Something the request gives that no finding of the result says.",
    "finding-differs": "A finding less severe, in other words, with other facts or another fingerprint than the request gives.",
    "finding-unknown": "A finding that the request does not give.",
    "words-differ": "A sentence of the calculation, of mixing or of the beyond-use date that is not the program's.",
    "planned-at-unreadable": "A time of planning that is not a date and time such as 2026-11-22T09:30.",
}
"""What speaks against a result beside the replay's own codes."""

_WORDS: Final = "text/proving.toml"
_LOT: Final = re.compile(r".*-([0-9]{6}-[0-9]{4})", re.ASCII)
_NOT_OF_THE_ANSWER: Final = ("alternatives", "request_text", "formulary_text")
"""Of a stored result: what a plan alone has not, or what it was made from."""

_AGAINST_ANY_LIST: Final = frozenset(
    {
        "opioid-use-not-answered",
        "opioid-current",
        "liver-failure",
        "liver-cirrhosis",
        "kidney-severe",
        "pregnant",
        "breastfeeding",
        "suicidal-thoughts",
        "mood-history",
        "age-under-18",
        "dose-below-range",
        "dose-above-range",
        "daily-dose-above-range",
        "dose-jump",
        "prescribed-as-base",
        "lot-expired",
        "source-not-given",
        "drug-fraction-impossible",
        "assay-out-of-range",
    }
)
"""Findings that follow from the request's own answers and figures, whatever lists and rows a program has."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What was found.

    Attributes:
        proof: of the steps, by the replay.
        problems: everything that is refused, the replay's first.
        notes: codes of what a person should know; `sentences` say them.
        not_looked_at: what no proof of a stored result can know, in sentences.
    """

    proof: Proof
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    sentences: tuple[str, ...]
    not_looked_at: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether there is no problem at all."""
        return not self.problems

    def for_command(self) -> dict[str, Any]:
        """What `ldn-calc prove --json` prints."""
        return {
            **self.proof.for_command(),
            "agrees": self.agrees,
            "problems": [asdict(problem) for problem in self.problems],
            "notes": list(self.notes),
            "not_looked_at": list(self.not_looked_at),
        }


def prove(request_text: str, result_text: str, formulary: Formulary, kept: Formulary | None = None) -> Proved:
    """Replay a stored result's steps and screen its request again.

    Args:
        request_text: the request.
        result_text: the result, as it was kept.
        formulary: the rows of today.
        kept: the rows that were kept with the result, where it brings them; they serve where those of today are others.
    """
    from ldn_calc.proof.replay import replay  # pint loads here

    request_text, result_text = composed_json(request_text), composed_json(result_text)
    of_its_own = kept is not None and kept.fingerprint != formulary.fingerprint
    rows = kept if kept is not None and of_its_own else formulary
    proof = replay(request_text, result_text, rows.text)
    found = _Found(rows)
    if proof.agrees:
        found.hold(request_text, json.loads(result_text))
    words = read_toml(_WORDS)
    not_looked_at = [*words["not_looked_at"]["always"]]
    if not found.words_held:
        not_looked_at.append(words["not_looked_at"]["words"])
    if "formulary-differs" in proof.notes or not rows.is_of_this_release:
        not_looked_at.append(words["not_looked_at"]["lists"])
    notes = {code: words["notes"][code] for code in (*proof.notes, *(["rows-of-its-own"] if of_its_own else []))} | found.notes
    if changed := changed_files():
        notes["files-changed"] = words["notes"]["files-changed"].format(found=", ".join(changed))
    problems = (*proof.problems, *found.problems)
    return Proved(proof, problems, tuple(notes), tuple(notes.values()), tuple(not_looked_at))


class _Found:
    """What holding a result against its request gives."""

    def __init__(self, rows: Formulary) -> None:
        self._rows = rows
        self.problems: list[Problem] = []
        self.notes: dict[str, str] = {}
        self.words_held = False

    def hold(self, request_text: str, result: Mapping[str, Any]) -> None:
        """Hold the result's findings, settlements and words against what the request gives as of the day of planning."""
        clock = planned_at(result)
        if clock is None:
            self._add("planned-at-unreadable", str(result.get("planned_at")), "a date and time such as 2026-11-22T09:30")
            return
        again = plan_request(request_text, clock, self._rows, lot=result["plan"]["lot"])
        if result["formulary"] == self._rows.fingerprint and self._rows.is_of_this_release:
            self._hold_all(again, result)
        else:
            self._hold_answers(again, result)

    def _add(self, code: str, found: str, expected: str) -> None:
        self.problems.append(Problem(code, None, found, expected))

    def _hold_all(self, again: Planned, result: Mapping[str, Any]) -> None:
        """The same rows, lists and sentences: the same request gives the same findings and words."""
        if again.request is None:
            errors = "; ".join(f"{each['path']}: {each['found']}" for each in again.result["errors"])
            self._add("request-refused", errors, "a request that can be read")
            return
        if again.plan is None:
            stops = ", ".join(each["code"] for each in again.result["findings"] if each["severity"] == "stop")
            self._add("request-refused", f"stopped by {stops}", "a request that nothing stops")
            return
        as_planned = json.loads(json.dumps(again.result))
        if _without_words(as_planned["plan"]) == _without_words(result["plan"]):
            self._hold_findings(as_planned["findings"], result["findings"])
            self._hold_words(as_planned, result)
            self._tell_of_others(as_planned, result)
            return
        self.notes["plan-differs"] = read_toml(_WORDS)["notes"]["plan-differs"]
        screened = screen(again.request, self._rows)
        due = {fingerprint(each, again.request) for each in screened}
        self._hold_findings([each for each in as_planned["findings"] if each["fingerprint"] in due], result["findings"], more=True)

    def _hold_findings(self, due: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]], *, more: bool = False) -> None:
        """Each finding that is due stands in the result as it is; none beside them, unless the plan may bring `more`."""
        left = list(said)
        for finding in due:
            if any(_same(finding, each) for each in left):
                left.remove(next(each for each in left if _same(finding, each)))
                continue
            alike = next((each for each in left if (each["code"], each["field"]) == (finding["code"], finding["field"])), None)
            if alike is None:
                self._add("finding-missing", f"no {finding['code']}", f"{finding['code']}: {finding['message']}")
                continue
            left.remove(alike)
            self._add("finding-differs", f"{alike['code']}, {alike['severity']}{_settled(alike)}", _in_words(finding))
        for each in () if more else left:
            self._add("finding-unknown", f"{each['code']}, {each['severity']}", "only what the request gives")

    def _hold_words(self, due: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        """Sentences for people: with the same rows, the program's own."""
        self.words_held = True
        if result.get("working") not in (None, [], due["working"]):
            self._add("words-differ", "the working", "the program's own lines of the calculation")
        for name, one, other in _sentences(result["plan"], due["plan"]):
            if one != other:
                self._add("words-differ", f"{name}: {one}", str(other))

    def _tell_of_others(self, due: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        """What else is left out or otherwise than the program writes it is no fault of the steps, but it is said."""
        keys = (key for key in due.keys() | result.keys() if key not in _NOT_OF_THE_ANSWER)
        if others := sorted(key for key in keys if key not in result or key not in due or result[key] != due[key]):
            self.notes["otherwise-written"] = read_toml(_WORDS)["notes"]["otherwise-written"].format(found=", ".join(others))

    def _hold_answers(self, again: Planned, result: Mapping[str, Any]) -> None:
        """Other rows or lists: what follows from the answers themselves is held, what lists of today find is said.

        A request that names rows which are not at hand cannot be read again; one whose answers cannot be read is refused.
        """
        if again.request is None:
            errors = "; ".join(f"{each['path']}: {each['found']}" for each in again.result["errors"])
            if all(each["path"].startswith("preparation.") for each in again.result["errors"]):
                self.notes["not-screened"] = read_toml(_WORDS)["notes"]["not-screened"].format(found=errors)
            else:
                self._add("request-refused", errors, "a request that can be read")
            return
        said = {(each["code"], each["severity"]) for each in result["findings"]}
        known = {code for code, _ in said}
        later = []
        for finding in screen(again.request, self._rows):
            if finding.code in _AGAINST_ANY_LIST and (finding.code, finding.severity.value) not in said:
                code = "finding-differs" if finding.code in known else "finding-missing"
                self._add(code, f"no {finding.severity.value} {finding.code}", _as_due(finding))
            elif finding.severity.value != "note" and finding.code not in known:
                later.append(finding.code)
        if later:
            words = read_toml(_WORDS)["notes"]["lists-of-today"]
            self.notes["lists-of-today"] = words.format(found=", ".join(dict.fromkeys(later)))


def planned_at(result: Mapping[str, Any]) -> datetime | None:
    """The clock of planning; of a result without one, that of its lot."""
    said = result.get("planned_at")
    if said is None:
        lot = _LOT.fullmatch(str(result["plan"]["lot"]))
        return datetime.strptime(lot[1], "%y%m%d-%H%M") if lot else None
    try:
        return datetime.fromisoformat(said) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", said) else None
    except (TypeError, ValueError):
        return None


def _same(due: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    keys = ("code", "severity", "field", "facts", "fingerprint", "settled", "message", "action", "source")
    return all(said.get(key) == due[key] for key in keys if key in said or key in ("severity", "settled"))


def _settled(finding: Mapping[str, Any]) -> str:
    return "" if finding.get("settled") is None else ", settled"


def _in_words(finding: Mapping[str, Any]) -> str:
    return f"{finding['code']}, {finding['severity']}{_settled(finding)}: {finding['message']}"


def _as_due(finding: Finding) -> str:
    return f"{finding.code}, {finding.severity.value}"


def _without_words(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The plan without the sentences that its figures do not rest on."""
    steps = [{key: value for key, value in step.items() if key != "how"} for step in plan["steps"]]
    use = {key: value for key, value in plan["beyond_use"].items() if key != "because"}
    return {**plan, "steps": steps, "beyond_use": use}


def _sentences(plan: Mapping[str, Any], due: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    yield "why it may be used so long", plan["beyond_use"].get("because"), due["beyond_use"]["because"]
    for number, (step, right) in enumerate(zip(plan["steps"], due["steps"], strict=True), start=1):
        yield f"step {number}", step.get("how"), right.get("how")
