"""As made: the printed steps walked with what was really weighed, measured, counted and filled.

A step that is not named was as planned; where the plan takes all there is (a whole bottle, a whole blend), all there was is taken.
The verdict's limits are the row `as_made` of the policies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.actuals import Actuals, ActualsError, read_actuals
from ldn_calc.proof.amounts import amount_text, printed, significant, written
from ldn_calc.proof.asked import read_request
from ldn_calc.proof.instruments import Instrument, read_instruments
from ldn_calc.proof.materials import read_materials
from ldn_calc.proof.objects import document, entries
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows, read_rows
from ldn_calc.proof.walk import ImpossibleError, ProductMade, Program, Reading
from ldn_calc.quantities.units import quantity

__all__ = ["CODES", "AsMade", "Making"]

CODES: Final = {
    "amount-outside": "An amount further from what was planned than 2 % and than one step of its instrument.",
    "strength-outside": "A strength further from the label than may go on without a pharmacist.",
    "lot-differs": "Another lot of the drug than the plan's.",
    "product-too-small": "Less made than the doses take.",
}
"""What speaks against going on."""

_FILL_STEP: Final = Fraction(1, 10)
_VERDICTS: Final = ("go-on", "decide", "remake")


@dataclass(frozen=True, slots=True)
class AsMade:
    """What was really made.

    Attributes:
        strengths: each product's, as printed.
        doses: `phase`, `when`, `prescribed`, `delivered` and its `difference` from what is prescribed.
        verdict: `go-on`, `decide` (a pharmacist decides with a reason) or `remake`.
        steps: every reading: `step`, `op`, `what`, `planned`, `actual`, `difference`, `within`.
        problems: what speaks against going on: `code` (of CODES), `step`, `found`, `expected`.
    """

    strengths: Mapping[str, str]
    doses: tuple[Mapping[str, Any], ...]
    verdict: str
    steps: tuple[Mapping[str, Any], ...]
    problems: tuple[Mapping[str, Any], ...]


class Making:
    """A plan while it is made: read once, asked again at every keystroke.

    Raises:
        ProblemError: a text cannot be read. The plan is one that the replay has proved.
    """

    def __init__(self, request_text: str, result_text: str, formulary_text: str) -> None:
        problems = Problems()
        result = document(result_text, "result")
        self._rows = read_rows(formulary_text, result, problems)
        asked = read_request(document(request_text, "request"), problems)
        self._plan = entries(result.get("plan"), "plan")
        self._program = Program(self._plan.get("steps"), read_materials(self._plan.get("materials"), asked, self._rows, problems))
        self._instruments = read_instruments(self._plan.get("instruments"), asked, self._rows, problems)
        if problems.found:
            first = problems.found[0]
            raise ProblemError(first.code, first.found, first.expected)
        self._limits = _Limits(self._rows)

    def as_made(self, actuals: object) -> AsMade:
        """What came of it with these readings.

        Raises:
            ActualsError: they cannot be read, or no bench allows them; every fault that can be named at once.
        """
        found = read_actuals(actuals, self._program, self._instruments, self._plan)
        used: dict[int, Fraction] = {}
        try:
            products = self._program.walk(
                [found.amounts.get(at) for at in range(len(self._program.readings))], strict=True, used=used
            )
        except ImpossibleError as refusal:
            raise ActualsError([self._refused(refusal, found)]) from None
        used |= found.amounts
        problems: list[dict[str, Any]] = []
        steps = [
            self._step(at, reading, used.get(at, reading.amount), problems) for at, reading in enumerate(self._program.readings)
        ]
        for step, lot, planned in found.other_lots:
            problems.append(
                _problem(
                    "lot-differs", step, f"lot {lot}", f"lot {planned}" if planned else "no lot, as the plan was made without one"
                )
            )
        verdict = self._verdict(products, problems)
        doses, needs = self._doses(products)
        for product, came in products.items():
            if came.amount < needs.get(product, 0):
                unit = "mL" if came.each is None else "capsules"
                due = f"{significant(needs[product], 6)} {unit}, as the doses take"
                problems.append(_problem("product-too-small", None, f"{significant(came.amount, 6)} {unit} in {product}", due))
        if problems:
            verdict = max(verdict, 1)
        return AsMade(
            {product: _strength(came) for product, came in products.items()},
            tuple(doses),
            _VERDICTS[verdict],
            tuple(steps),
            tuple(problems),
        )

    def _refused(self, refusal: ImpossibleError, found: Actuals) -> tuple[str, str, str]:
        reading = self._program.readings[refusal.at]
        path = found.paths.get(refusal.at, "steps")
        at = "" if refusal.at in found.paths else f"step {reading.step} as planned: "
        return path, f"{at}{refusal.found}", refusal.expected

    def _step(self, at: int, reading: Reading, actual: Fraction, problems: list[dict[str, Any]]) -> dict[str, Any]:
        difference = actual / reading.amount - 1
        instrument = None if reading.instrument is None else self._instruments.get(reading.instrument)
        allowed = max(self._limits.amount * reading.amount, _one_step(reading, instrument))
        within = abs(actual - reading.amount) <= allowed
        planned = reading.shown(reading.amount)
        if not within:
            due = f"{planned}, within {reading.shown(allowed)}"
            problems.append(_problem("amount-outside", reading.step, reading.shown(actual), due))
        return {
            "step": reading.step,
            "op": reading.op,
            "what": reading.key,
            "planned": planned,
            "actual": reading.shown(actual),
            "difference": _percent(difference),
            "within": within,
        }

    def _verdict(self, products: Mapping[str, ProductMade], problems: list[dict[str, Any]]) -> int:
        """The worst product's: 0 go on, 1 decide, 2 make again."""
        worst = 0
        for product, came in products.items():
            unit = "mg/mL" if came.each is None else "mg"
            label = printed(entries(self._plan["products"][product], product).get("strength"), unit, product).magnitude
            of_label = came.strength / label
            grade = self._limits.grade(of_label)
            if grade:
                found = f"{_strength(came)} in {product}, {_percent(of_label)} of its label"
                problems.append(_problem("strength-outside", None, found, self._limits.words))
            worst = max(worst, grade)
        return worst

    def _doses(self, products: Mapping[str, ProductMade]) -> tuple[list[dict[str, Any]], dict[str, Fraction]]:
        """Each dose as it is now, and how much of each product the doses take together."""
        doses: list[dict[str, Any]] = []
        needs: dict[str, Fraction] = {}
        for entry in self._plan["doses"]:
            if entry.get("volume") is not None:
                takes = {entry["from"]: printed(entry["volume"], "mL", "dose").magnitude}
            else:
                takes = {each["from"]: Fraction(each["count"]) for each in entry["capsules"]}
            held = sum((products[product].strength * much for product, much in takes.items()), Fraction(0))
            prescribed = printed(entry["prescribed"], "mg", "prescribed").magnitude
            for product, much in takes.items():
                needs[product] = needs.get(product, Fraction(0)) + much * entry["count"]
            doses.append(
                {
                    "phase": entry["phase"],
                    "when": entry["when"],
                    "prescribed": entry["prescribed"],
                    "delivered": amount_text(quantity(held, "mg"), "mg"),
                    "difference": _percent(held / prescribed - 1),
                }
            )
        return doses, needs


class _Limits:
    """The row `as_made` of the policies, as shares."""

    def __init__(self, rows: Rows) -> None:
        row = entries(rows.named("policies").get("as_made"), "policies.as_made")

        def share(key: str) -> Fraction:
            found: Fraction = written(row.get(key), "%", f"policies.as_made.{key}").magnitude
            return found / 100

        self.amount = share("amount_tolerance")
        self._go_on = share("go_on_least"), share("go_on_most")
        self._decide = share("decide_least"), share("decide_most")
        self.words = f"{row['go_on_least']} to {row['go_on_most']} of the label"

    def grade(self, of_label: Fraction) -> int:
        """0 go on, 1 decide, 2 make again; a limit itself still belongs to the better side."""
        if self._go_on[0] <= of_label <= self._go_on[1]:
            return 0
        return 1 if self._decide[0] <= of_label <= self._decide[1] else 2


def _one_step(reading: Reading, instrument: Instrument | None) -> Fraction:
    if reading.key == "mass_each":
        return _FILL_STEP
    return Fraction(0) if instrument is None or instrument.step is None else instrument.step.magnitude


def _strength(came: ProductMade) -> str:
    return (
        amount_text(quantity(came.strength, "mg/mL"), "mg/mL")
        if came.each is None
        else amount_text(quantity(came.strength, "mg"), "mg")
    )


def _percent(share: Fraction) -> str:
    return f"{significant(share * 100, 3)} %"


def _problem(code: str, step: int | None, found: str, expected: str) -> dict[str, Any]:
    return {"code": code, "step": step, "found": found, "expected": expected}
