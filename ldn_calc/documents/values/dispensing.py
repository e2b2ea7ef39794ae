"""One proved plan on its way to paper: everything a paper is made from, handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Language, Request
from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.printed import Result
from ldn_calc.procedure.reader import read_plan

__all__ = ["Dispensing"]


@dataclass(frozen=True, slots=True)
class Dispensing:
    """A result that has a plan, with its request.

    Attributes:
        plan: the proved plan, read back from the result.
        language: of label and sheet; the patient's, or English for a pharmacist who checks.
        pharmacy: None until one is set up: papers then carry PRACTICE - NOT FOR DISPENSING.
        draft: True while review findings are open: papers then carry DRAFT - NOT FOR DISPENSING.
        printed_at: the clock's time, printed in the worksheet's foot.
        dots_per_inch: of the printer that the paper is drawn for; None for a paper that any may print.
        choices: label stock, form of the sheet and the like.
    """

    request: Request
    result: Result
    formulary: Formulary
    language: Language
    pharmacy: Pharmacy | None
    draft: bool
    printed_at: datetime
    choices: PaperChoices = field(default_factory=PaperChoices)
    dots_per_inch: float | None = None
    plan: Plan = field(init=False)

    def __post_init__(self) -> None:
        """Read the proved plan back, once.

        Raises:
            ValueError: the result has no plan, or one that cannot be read back.
        """
        printed = self.result.get("plan")
        if printed is None:
            raise ValueError("there is no proved plan to print")
        object.__setattr__(self, "plan", read_plan(printed))
