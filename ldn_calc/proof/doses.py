"""The doses: what the patient is told to take, held against the request's own words and against what the steps hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, mentions, printed
from ldn_calc.proof.asked import Asked
from ldn_calc.proof.bench import Bench
from ldn_calc.proof.due import DueDose
from ldn_calc.proof.objects import count, day, entries, listed, name, one_of, same, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows
from ldn_calc.quantities.units import UNITS, Quantity, quantity

__all__ = ["Taken", "check_counts", "check_doses", "check_range", "check_volumes"]

_DOSE_TOLERANCE: Final = Fraction(1, 100)
_LEAST_DOSE: Final = Fraction(1, 2)
_MOST_DOSE: Final = Fraction(5)
_MOST_DRAWS: Final = 2
_MOST_CAPSULES: Final = 4
_CAPSULES_TO_TELL: Final = 4
"""From so many capsules a dose on a finding must say so."""
_LARGE_DOSE: Final = quantity(Fraction(5), "mL")
"""A dose of more than this to draw up must be said; where nobody asked for its strength, as a review."""
_LARGE_DOSE_SAID: Final = "dose-volume-large"
_BASE_IN_HYDROCHLORIDE: Final = Fraction("341.407") / Fraction("377.865")
_TIMES: Final = ("morning", "evening", "bedtime")


@dataclass(frozen=True, slots=True)
class Taken:
    """One dose as the plan has it taken, with what the steps put into it.

    Attributes:
        uses: how much of each product one dose takes: a volume, or a number of capsules.
        draws: how often a syringe is filled for one dose.
        replayed: drug that the steps put into one dose; `replayed_text` as it is printed.
    """

    phase: int
    when: str
    prescribed: Quantity
    replayed: Quantity
    replayed_text: str
    count: int
    uses: Mapping[str, Quantity | int]
    draws: int

    @property
    def difference(self) -> Fraction:
        """How far what is taken is from what is prescribed, as a fraction of it."""
        return self.replayed.magnitude / self.prescribed.magnitude - 1


def check_range(asked: Asked, problems: Problems) -> None:
    """Refuse a dose or a day outside the range the program is checked for, as hydrochloride."""
    stated = _BASE_IN_HYDROCHLORIDE if asked.strength_as == "base" else Fraction(1)
    for phase in asked.regimen:
        in_salt = [dose.magnitude / stated for dose in phase.doses.values()]
        for dose in in_salt:
            if not _LEAST_DOSE <= dose <= _MOST_DOSE:
                shown = amount_text(quantity(dose, "mg"), "mg")
                problems.add("dose-outside-range", f"a dose of {shown} as hydrochloride", "0.5 to 5 mg")
        if sum(in_salt) > _MOST_DOSE:
            shown = amount_text(quantity(sum(in_salt, Fraction(0)), "mg"), "mg")
            problems.add("dose-outside-range", f"{shown} a day as hydrochloride", "at most 5 mg a day")


def check_doses(
    value: object,
    due: Sequence[DueDose],
    bench: Bench,
    labels: Mapping[str, Quantity],
    midpoints: Sequence[str],
    problems: Problems,
) -> tuple[Taken, ...]:
    """Read the plan's doses and refuse what differs from those that are due; `labels` are the products' labelled strengths."""
    wanted = {(dose.phase, dose.when): dose for dose in due}
    found: dict[tuple[int, str], Taken] = {}
    for at, entry in enumerate(listed(value, "plan.doses")):
        with problems:
            dose = _Reader(entry, f"plan.doses[{at}]", bench, labels, midpoints, problems)
            if dose.key not in wanted:
                raise ProblemError("dose-not-asked", f"phase {dose.key[0]}, {dose.key[1]}", "only the request's doses in this fill")
            if dose.key in found:
                raise ProblemError("dose-twice", f"phase {dose.key[0]}, {dose.key[1]} twice", "each dose once")
            found[dose.key] = dose.read(wanted[dose.key])
    for key, missed in wanted.items():
        if key not in found:
            shown = f"no dose for phase {missed.phase}, {missed.when}"
            problems.add("dose-missing", shown, amount_text(missed.prescribed, "mg"))
    return tuple(found.values())


def check_counts(taken: Sequence[Taken], codes: Collection[str], problems: Problems) -> None:
    """Refuse a dose of four capsules where no finding says so."""
    for dose in taken:
        together = sum(each for each in dose.uses.values() if isinstance(each, int))
        if together >= _CAPSULES_TO_TELL and "capsules-a-dose" not in codes:
            problems.add("finding-missing", f"no word of {together} capsules for one dose", "a capsules-a-dose finding")
            return


def check_volumes(taken: Sequence[Taken], findings: Sequence[Any], asked: Asked, rows: Rows, problems: Problems) -> None:
    """Refuse a dose over 5 mL where no finding says its volume, or one that nobody asked for where a note says it.

    Rows of before this rule, and rows that the result was not made with, know no such finding.
    """
    if not rows.same or "largest_dose" not in entries(rows.named("policies").get("liquid", {}), "policies.liquid"):
        return
    said: dict[Fraction, str] = {}
    for finding in (entries(each, "a finding") for each in findings):
        if finding.get("code") == _LARGE_DOSE_SAID:
            volume = printed(entries(finding.get("facts"), "facts").get("volume"), "mL", f"{_LARGE_DOSE_SAID}: volume")
            said[volume.magnitude] = str(finding.get("severity"))
    severities = ("note", "review") if asked.concentration is not None else ("review",)
    for dose in taken:
        for amount in dose.uses.values():
            if isinstance(amount, int) or amount <= _LARGE_DOSE or said.get(amount.magnitude) in severities:
                continue
            by = said.get(amount.magnitude)
            found = f"{amount_text(amount, 'mL')} for one dose, said by {'no finding' if by is None else f'a {by}'}"
            problems.add("finding-missing", found, f"a {_LARGE_DOSE_SAID} {' or '.join(severities)} that says this volume")
            return


class _Reader:
    """Reads one dose of the plan."""

    def __init__(
        self, entry: object, where: str, bench: Bench, labels: Mapping[str, Quantity], midpoints: Sequence[str], problems: Problems
    ) -> None:
        required = ("phase", "when", "prescribed", "delivered", "count", "from_date", "to_date")
        ways = ("capsules",) if isinstance(entry, dict) and "capsules" in entry else ("from", "volume", "draws")
        self._dose = shape(entry, where, (*required, *ways), ("every", "weekdays"), problems)
        self._where, self._bench, self._labels, self._midpoints, self._problems = where, bench, labels, midpoints, problems
        self.key = (count(self._dose["phase"], f"{where}.phase"), one_of(self._dose["when"], f"{where}.when", _TIMES))

    def read(self, due: DueDose) -> Taken:
        """Read the rest and hold it against the dose that is due."""
        dose, where, problems = self._dose, self._where, self._problems
        called = f"phase {due.phase}, {due.when}"
        prescribed = printed(dose["prescribed"], "mg", f"{where}.prescribed")
        if prescribed != due.prescribed:
            shown = f"{called}: {show(dose['prescribed'])}"
            problems.add("dose-prescribed-differs", shown, f"{amount_text(due.prescribed, 'mg', 12)}, as the request says")
        days = count(dose["count"], f"{where}.count")
        if days != due.count:
            problems.add("dose-count-differs", f"{called} on {days} days", f"{due.count} days")
        dates = day(dose["from_date"], f"{where}.from_date"), day(dose["to_date"], f"{where}.to_date")
        if dates != (due.from_date, due.to_date):
            problems.add("dose-dates-differ", f"{called}: {dates[0]} to {dates[1]}", f"{due.from_date} to {due.to_date}")
        said: dict[str, Any] = {key: dose[key] for key in ("every", "weekdays") if key in dose}
        meant: dict[str, Any] = {"weekdays": list(due.weekdays)} if due.weekdays else {"every": due.every} if due.every != 1 else {}
        if not same(said, meant):
            problems.add("dose-days-differ", f"{called}: {_days_words(said)}", _days_words(meant))
        uses, draws = self._capsules() if "capsules" in dose else self._liquid()
        replayed = _sum([self._bench.products[product].strength * amount for product, amount in uses.items()])
        labelled = _sum([self._labels[product] * amount for product, amount in uses.items()])
        if labelled != due.prescribed:
            shown = f"{called}: {amount_text(labelled, 'mg')} by the label"
            problems.add("dose-not-as-labelled", shown, amount_text(due.prescribed, "mg"))
        taken = Taken(due.phase, due.when, due.prescribed, replayed, amount_text(replayed, "mg"), due.count, uses, draws)
        self._check_content(taken, called)
        return taken

    def _check_content(self, taken: Taken, called: str) -> None:
        shown = taken.replayed_text
        if abs(taken.difference) > _DOSE_TOLERANCE:
            due = f"within 1 % of {amount_text(taken.prescribed, 'mg')}"
            self._problems.add("dose-off", f"{called}: the steps put {shown} into it", due)
        if self._dose["delivered"] != shown:
            self._problems.add("delivered-differs", f"{called}: {show(self._dose['delivered'])}", f"{shown}, as the steps hold")

    def _liquid(self) -> tuple[dict[str, Quantity | int], int]:
        dose, where = self._dose, self._where
        product = self._product(dose["from"], "liquid")
        volume = printed(dose["volume"], "mL", f"{where}.volume")
        draws = listed(dose["draws"], f"{where}.draws")
        if not 1 <= len(draws) <= _MOST_DRAWS:
            raise ProblemError("draws-unlike-dose", f"{len(draws)} draws", "one draw, or two")
        total, syringes = None, set()
        for at, entry in enumerate(draws):
            draw = shape(entry, f"{where}.draws[{at}]", ("volume", "instrument"), (), self._problems)
            drawn = printed(draw["volume"], "mL", f"{where}.draws[{at}].volume")
            self._check_draw(draw, drawn)
            syringes.add(draw["instrument"])
            total = drawn if total is None else total + drawn
        if total != volume:
            shown = "nothing" if total is None else amount_text(total, "mL")
            self._problems.add("draws-unlike-dose", f"draws of {shown} together", f"{show(dose['volume'])}, the dose")
        if len(syringes) > 1:
            self._problems.add("draws-unlike-dose", "two different syringes for one dose", "one syringe")
        return {product: volume}, len(draws)

    def _check_draw(self, draw: Mapping[str, Any], drawn: Quantity) -> None:
        syringe = self._bench.instrument(draw["instrument"], "syringe")
        shown = f"{show(draw['volume'])} in the {draw['instrument']}"
        if syringe.most is not None and drawn > syringe.most:
            self._problems.add("above-capacity", shown, f"at most {amount_text(syringe.most, 'mL')}")
        marks = drawn.magnitude / syringe.graduation.magnitude
        is_named = marks.denominator == 2 and any(mentions(fact, draw["volume"]) for fact in self._midpoints)
        if not drawn.magnitude or not (marks.denominator == 1 or is_named):
            self._problems.add(
                "draw-off-mark", shown, f"a mark, every {amount_text(syringe.graduation, 'mL')}, or a midpoint that a finding names"
            )

    def _capsules(self) -> tuple[dict[str, Quantity | int], int]:
        uses: dict[str, Quantity | int] = {}
        where = f"{self._where}.capsules"
        for at, entry in enumerate(listed(self._dose["capsules"], where)):
            taken = shape(entry, f"{where}[{at}]", ("from", "count"), (), self._problems)
            product = self._product(taken["from"], "capsule")
            if product in uses:
                raise ProblemError("dose-twice", f"{product} twice in one dose", "each product once")
            uses[product] = count(taken["count"], f"{where}[{at}].count")
        if not uses:
            raise ProblemError("dose-product-wrong", "no capsules", "at least one capsule")
        together = sum(each for each in uses.values() if isinstance(each, int))
        if together > _MOST_CAPSULES:
            self._problems.add("capsules-too-many", f"{together} capsules for one dose", f"at most {_MOST_CAPSULES}")
        return uses, 0

    def _product(self, called: object, kind: str) -> str:
        called = name(called, f"{self._where}: from")
        made = self._bench.products.get(called)
        if made is None or made.kind != kind or called not in self._labels:
            raise ProblemError("dose-product-wrong", f"a dose from {called}", f"a {kind} product that the steps make")
        return called


def _days_words(said: Mapping[str, Any]) -> str:
    """On which days a dose is taken: `every 2 days`, `mon, wed`, `every day`."""
    if "weekdays" in said:
        days = said["weekdays"] if isinstance(said["weekdays"], list) else [said["weekdays"]]
        return ", ".join(map(show, days))
    return f"every {show(said['every'])} days" if "every" in said else "every day"


def _sum(amounts: Sequence[Quantity]) -> Quantity:
    """What several products give one dose together, in milligrams."""
    total = amounts[0]
    for amount in amounts[1:]:
        total = total + amount
    in_milligrams: Quantity = total.to(UNITS["mg"])
    return in_milligrams
