"""The wallet card: English first, because emergency staff read it; one line in Spanish for everybody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.runs import TIE, Runs
from ldn_calc.documents.words.sheet_text import SheetText
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import Dose, Plan
from ldn_calc.quantities.values import Mass

__all__ = ["WalletCard", "wallet_card"]


@dataclass(frozen=True, slots=True)
class WalletCard:
    """Both faces; `name` and `cut` are in the patient's language, `emergency` is followed by a line to write on."""

    name: str
    cut: str
    head: str
    front: tuple[Runs, ...]
    made: str
    back: tuple[Runs, ...]
    emergency: str


def wallet_card(dispensing: Dispensing, plan: Plan, text: SheetText) -> WalletCard:
    """The card of this patient with the doses of `plan`; `text` is the sheet's own language, for the words beside the card."""
    request, wording, card = dispensing.request, Wording(Language.ENGLISH), SheetText(Language.ENGLISH)
    times = {dose.when for dose in plan.doses}
    values = {"most": wording.dose_mass(_most_a_day(plan.doses), plan.strength_as)}
    if len(times) == 1:
        dose = card.runs("wallet", "dose", when=wording.when(times.pop()), **values)
    else:
        dose = card.runs("wallet", "dose_times", **values)
    patient = request.rx.patient
    if patient.birth_date is None:
        raise PaperError("a wallet card is a patient's, and there is none")
    prescriber = request.rx.prescriber
    called = f"{prescriber.name} {prescriber.phone.replace(' ', TIE)}" if prescriber.phone else prescriber.name
    pharmacy = dispensing.pharmacy
    back = [
        card.runs("wallet", "pharmacy", pharmacy=f"{pharmacy.name} {pharmacy.phone.replace(' ', TIE)}")
        if pharmacy
        else card.runs("page", "practice_pharmacy"),
        card.runs("wallet", "prescriber", prescriber=called),
        card.runs("wallet", "spanish"),
    ]
    return WalletCard(
        text.text("wallet", "name"),
        text.text("wallet", "cut"),
        card.text("wallet", "head"),
        (
            card.runs("wallet", "blocks"),
            card.runs("wallet", "patient", patient=patient.name, born=wording.day(patient.birth_date)),
            dose,
        ),
        card.text("wallet", "made", date=wording.day(request.compounded_on)),
        tuple(back),
        card.text("wallet", "emergency"),
    )


def _most_a_day(doses: Iterable[Dose]) -> Mass:
    """The largest day's total of this fill, as prescribed."""
    totals: defaultdict[int, Mass] = defaultdict(lambda: Mass.of(0))
    for dose in doses:
        totals[dose.phase] += dose.prescribed
    return max(totals.values())
