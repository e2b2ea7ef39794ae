"""What the proof refuses: one code for each rule, and the words for the people who read it.

`found` and `expected` are phrases a pharmacist understands: "50 mL in beaker", "at least 60 mL".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["CODES", "Problem", "ProblemError", "Problems"]

CODES: Final = {
    # the three texts
    "text-unreadable": "A text that is not one JSON object, has a key written twice, or holds a number that is not whole.",
    "key-missing": "A key that must be there is not.",
    "key-unknown": "A key that has no meaning there.",
    "value-unreadable": "A value that is not of the kind that stands there: a count, a date, a name, a list.",
    "quantity-unreadable": "A quantity that is not a number, a space and a unit, written as the program writes it.",
    "dimension-wrong": "A quantity of another dimension than stands there: a volume where a mass is due.",
    "schema-unknown": "A result of another schema than this proof knows.",
    "no-plan": "A result without a plan: there is nothing to prove.",
    "status-against-findings": "A status that the findings do not allow: a plan in spite of a stop, ready with a review open.",
    # bench
    "operation-unknown": "A step that the step language does not have.",
    "material-unknown": "A step that uses a material that is not listed.",
    "instrument-unknown": "A step or a draw that uses an instrument that is not listed.",
    "instrument-unsuitable": "An instrument of the wrong kind for the step: a mass on a cylinder.",
    "material-unsuitable": "A material that the step cannot move: a powder counted, a filler poured.",
    "not-a-vehicle": "A drug-bearing or unknown material where only a vehicle may be: measure, transfer, fill_to.",
    "vessel-unknown": "A step that takes from a vessel nothing was ever put into.",
    "vessel-empty": "A step that mixes or pours an empty vessel.",
    "vessel-same": "A step that pours a vessel into itself.",
    "vessel-is-product": "One name for a vessel and a product.",
    "vessel-not-uniform": "A share taken from a vessel that is not mixed.",
    "vessel-too-little": "A share larger than what the vessel holds.",
    "fill-to-lowers": "Making up to a volume below what is already there.",
    "fill-to-elsewhere": "Making up in a vessel that is not the graduated instrument.",
    "mass-of-a-liquid": "A share by mass from a vessel that holds liquid.",
    "tablet-weight-unknown": "A share by mass of tablets whose weight nobody entered.",
    "liquid-missing": "A share by volume from a vessel that holds no liquid.",
    "product-filled-twice": "A second fill into one product.",
    "off-graduation": "An amount between two steps of its instrument.",
    "below-minimum": "An amount below the least its instrument measures.",
    "above-capacity": "More than its instrument holds.",
    "aliquot-below-twice-minimum": "A drug-bearing weighing of an aliquot under twice the balance's minimum.",
    "draw-off-mark": "A draw neither on a mark nor at a midpoint that a finding names.",
    "draws-unlike-dose": "Draws that do not add up to the dose's volume, are more than two, or need two syringes.",
    "capsule-from-liquid": "Capsules filled from a vessel that holds liquid.",
    "shell-size-differs": "A shell of another size than the step names or the request asks for.",
    "weigh-to-lowers": "A vessel made up to a weight that what is in it may have already.",
    "shell-material-differs": "A shell of another material than the request asks for.",
    "capsule-fill-outside-shell": "A fill outside 90 to 110 % of what the shell holds.",
    "capsule-fill-not-the-share": "A fill that is not the blend divided by the capsules made, rounded down to 0.1 mg.",
    "too-concentrated": "More than 50 mg/mL of drug where it must dissolve.",
    "too-many-discarded": "More capsules discarded than were made.",
    "material-not-used": "A material listed that no step uses.",
    "instrument-not-used": "An instrument listed that nothing uses.",
    # order
    "form-differs": "Another dosage form than the request's.",
    "strength-as-differs": "Doses stated as another salt than the request's.",
    "lot-differs": "A lot that is neither the one kept nor of this number, fill and day; or a product's that is not the plan's.",
    "made-ahead": "Made after the day it was planned.",
    "already-over": "Planned after the last day of its use or its doses.",
    "default-differs": "A default said to be used that is not the one that applies.",
    "material-differs": "A material that is neither the request's nor the formulary row's.",
    "rows-used-differ": "A row said to have made the plan that did not, or with another source; or one that did and is not said.",
    "certificate-differs": "A certificate figure, lot, expiry or tablet weight that is not the request's.",
    "instrument-differs": "An instrument's figure that is neither the request's nor the formulary row's.",
    "dose-outside-range": "A prescribed dose outside 0.5 to 5 mg, or a day above 5 mg, as hydrochloride.",
    "dose-not-asked": "A dose in the plan that the request does not have in this fill.",
    "dose-missing": "A dose of the request that the plan leaves out.",
    "dose-twice": "One dose listed twice.",
    "dose-prescribed-differs": "Another dose than the request's own words say.",
    "dose-count-differs": "Another number of days than this fill covers.",
    "dose-days-differ": "Every other day, or other days of the week, than the request says.",
    "dose-dates-differ": "Other dates than this fill's.",
    "dose-product-wrong": "A dose from a product that is not there, or is of another form.",
    "dose-not-as-labelled": "A volume or a number of capsules that is not the dose at the labelled strength.",
    "product-unlisted": "A product that the steps make and the plan does not list, or the other way round.",
    "product-misnamed": "A product's name that does not agree with its strength or number.",
    "product-too-small": "A product that is too small for its doses.",
    "product-too-large": "More liquid in a product than 1.2 times need plus overfill.",
    "capsules-too-many": "More than four capsules for one dose.",
    "capsules-beyond-doses": "A capsule more in a product than the doses take.",
    "extras-differ": "Another number of extra capsules than the request asks for.",
    "amount-not-made": "A product's amount that is not what the steps made.",
    "strength-not-asked": "A labelled strength that is not the one asked for.",
    "way-differs": "The drug brought in by another way than the request asks for.",
    "syringe-not-asked": "Another syringe than the one asked for.",
    "beyond-use-differs": "A beyond-use date that is not the earliest of all limits and expiries.",
    "storage-differs": "Storage that is not the formulary row's.",
    "supply-differs": "Days covered, or the next fill, other than the dates give.",
    # what nothing is
    "drug-fraction-impossible": "A drug fraction that no powder of this form has.",
    "assay-impossible": "An assay outside 98 to 102 % of the dry substance.",
    "powder-for-promise": "More or less powder in a product than its label could need, whatever the certificate says.",
    "fill-impossible": "A fill that no powder has in a shell of that size.",
    "marks-too-fine": "Marks on a syringe finer than a hundredth of what it holds.",
    "weighing-error-impossible": "A weighing that may be off by more than 10 % by the request, or 5 % by the rows.",
    "settlement-invented": "A finding settled by a decision that does not stand in the request.",
    "finding-missing": "Something the request says that no finding of the result names.",
    # content
    "drug-fraction-differs": "Drug in the powder or the tablet other than the certificate's words give.",
    "dose-off": "A dose more than 1 % from what is prescribed.",
    "strength-off": "A strength more than 1 % from what the label says.",
    "delivered-differs": "A delivered dose that is not what the steps hold.",
    # a vehicle that is made
    "ingredient-off": "An ingredient more than 1 % from its vehicle's row, or by its instruments possibly more than 10 % off.",
    "made-otherwise": "A vehicle made of other things, in another order or with other words for mixing than its row says.",
    "mass-balance": "Drug in is not drug in products plus drug discarded.",
    "vessel-not-emptied": "A vessel neither empty nor discarded at the end.",
    "proof-differs": "A proof stored in the result that is not what the replay finds.",
    "error-budget-differs": "An error budget stored in the result that is not what the replay finds.",
}
"""Every code with the rule it stands for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is refused.

    Attributes:
        code: a key of CODES.
        step: the bench step it is about, 1 for the first; None where it is about no step.
        found: what stands there.
        expected: what would be right.
    """

    code: str
    step: int | None
    found: str
    expected: str


class ProblemError(Exception):
    """What a reader or a rule raises when it cannot go on; always recorded as a Problem."""

    def __init__(self, code: str, found: str, expected: str) -> None:
        super().__init__(code, found, expected)
        self.code, self.found, self.expected = code, found, expected


class Problems:
    """Collects problems; `step` is the bench step being walked."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.step: int | None = None

    def add(self, code: str, found: str, expected: str) -> None:
        """Record one problem at the present step."""
        if code not in CODES:
            raise KeyError(code)
        problem = Problem(code, self.step, found, expected)
        if problem not in self.found:
            self.found.append(problem)

    def __enter__(self) -> Problems:
        """Open a block whose refusal is recorded and ends only the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, refusal: BaseException | None, _: object) -> bool:
        """Record a refusal; anything else is a bug and goes on."""
        if isinstance(refusal, ProblemError):
            self.add(refusal.code, refusal.found, refusal.expected)
            return True
        return False
