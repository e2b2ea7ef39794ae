"""Plans the prescription on the screen and tells form, plan, papers and shell what came of it, or what is still in the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ui.compound.prescription.application import Application
from ui.compound.prescription.document import at, put
from ui.compound.prescription.open_prescription import OpenPrescription
from ui.compound.prescription.unknown_keys import unknown_key_sentences
from ui.compound.sentences import TEXT
from ui.compound.views import FormView, PapersShown, PlanShown, ShellView

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.application.plan.planning import Planned

__all__ = ["Planner"]

_LEAST_TYPED_NAME: Final = 4


@dataclass(slots=True)
class Planner:
    """What is loaded after the first paint: the program, and the views of a plan.

    Attributes:
        settings: the pharmacy's, which go on the papers.
    """

    application: Application
    plan: PlanShown
    papers: PapersShown
    settings: Settings
    form: FormView
    shell: ShellView
    clock: Callable[[], datetime]

    @property
    def in_practice(self) -> bool:
        """Whether no pharmacy is set up yet, so that papers and decisions are for practice."""
        return self.settings.pharmacy is None

    def planned(self, prescription: OpenPrescription) -> Planned:
        """The plan of the document; an opioid's name typed and not added counts as taken now."""
        planned = self._plan(prescription.document)
        typed = prescription.lines.text("screening.medicines")
        if planned.request is None or len(typed) < _LEAST_TYPED_NAME:
            return planned
        document = deepcopy(prescription.document)
        listed_now = at(document, "screening.medicines")
        document["screening"]["medicines"] = [*(listed_now if isinstance(listed_now, list) else []), typed]
        with_typed = self._plan(document)
        return with_typed if _opioids(with_typed) > _opioids(planned) else planned

    def replan(self, prescription: OpenPrescription) -> None:
        """Plan the document as it stands, keep what came of it with the prescription, and show it."""
        planned = self.planned(prescription)
        prescription.errors = list(planned.result.get("errors", []))
        if prescription.from_file:
            prescription.touched |= {each["path"] for each in prescription.errors}
            prescription.from_file = False
        if prescription.errors:
            self._show_unreadable(prescription)
        else:
            prescription.last_good = planned
            self.plan.show_planned(planned)
            self.plan.set_stale(None)
            self.papers.show_planned(planned, self.settings, self.clock)
            why_not = [] if _is_calculation(planned) else self.application.why_not_print(planned)  # the papers say it one by one
            self.papers.set_blocked([*prescription.lines.not_added(), *why_not])
            self.form.show_storages([(each.key, each.title) for each in self.application.storages(planned)])
            self.form.show_defaults(planned.result.get("defaults_used", {}))
        self.form.set_next_fill(possible=not prescription.errors and self.application.next_fill(planned) is not None)
        self._show_regimen(prescription, planned)
        self.show_lot(prescription)
        problems = prescription.problems()
        unknown_keys = problems.unknown_keys()
        self.shell.show_unknown_keys([*unknown_key_sentences(unknown_keys), *problems.elsewhere()], removable=bool(unknown_keys))

    def begin_next_fill(self, prescription: OpenPrescription) -> bool:
        """Write number, first day, first dose, form and strength of the part that follows the last good plan; False where none.

        It is made today, of a lot of its own, and what is asked at each fill is asked anew.
        """
        following = self.application.next_fill(prescription.last_good) if prescription.last_good is not None else None
        if following is None:
            return False
        document = prescription.document
        for path in following.get("dropped", ()):
            put(document, path, None)
        prescription.asked_here = False
        document["fill"] = following["fill"]
        put(document, "rx.first_dose_on", following["first_dose_on"])
        for path, value in following["kept"].items():
            put(document, path, value)
        return True

    def keep_lot(self, prescription: OpenPrescription, planned: Planned) -> bool:
        """A final paper of this plan is about to leave: its lot stays in the request for good. Whether the request says it anew.

        A paper for practice gives no lot; one of another plan than that of now is a fault.
        """
        if self.in_practice or planned is not prescription.last_good or planned.plan is None or _is_calculation(planned):
            return False
        kept = json.loads(self.application.issue_lot(planned))
        if kept == prescription.document:
            return False
        put(prescription.document, "preparation.lot", kept["preparation"]["lot"])
        put(prescription.document, "compounded_on", kept["compounded_on"])
        return True

    def show_lot(self, prescription: OpenPrescription) -> None:
        """The lot on the screen: kept, or the one that the next paper would be given."""
        kept = at(prescription.document, "preparation.lot")
        planned = prescription.last_good
        if kept is None and planned is not None and _is_calculation(planned) and not prescription.errors:
            self.form.show_lot(TEXT.no_lot, kept=False)
        elif kept is not None:
            self.form.show_lot(TEXT.lot.format(lot=kept), kept=True)
        elif planned is not None and planned.proved is not None and not prescription.errors:
            lot = planned.proved.lot
            words = (TEXT.lot_for_practice if self.in_practice else TEXT.lot_to_be_kept).format(lot=lot)
            self.form.show_lot(words, kept=False)
        else:
            self.form.show_lot("", kept=False)

    def begin_another(self) -> None:
        """Another prescription comes: nothing of the one before stays, its papers first."""
        self.papers.begin_another()
        self.plan.begin_another()

    def close_after_fault(self) -> None:
        """Nothing prints, and bar, papers and plan say so as far as they still can."""
        for say in (
            self.papers.hold,
            lambda: self.papers.set_blocked([TEXT.failed]),
            self.papers.set_stale,
            lambda: self.plan.set_stale(TEXT.last_good_plan.format(why=TEXT.failed)),
        ):
            with suppress(Exception):  # the fault itself is reported; what it left of the views must not hide that
                say()

    def _plan(self, document: dict[str, Any]) -> Planned:
        text = json.dumps(document, ensure_ascii=False)
        return self.application.plan_request(text, self.clock(), practice=self.in_practice)

    def _show_unreadable(self, prescription: OpenPrescription) -> None:
        problems = prescription.problems()
        if prescription.last_good is None:
            self.plan.show_needed(problems.needed())
            self.papers.show_planned(None, self.settings, self.clock)
            self.papers.set_blocked([TEXT.nothing_planned])
            return
        what = problems.in_short()
        self.plan.set_stale(TEXT.last_good_plan.format(why=what))
        self.papers.set_stale()
        self.papers.set_blocked([what, *prescription.lines.not_added()])

    def _show_regimen(self, prescription: OpenPrescription, planned: Planned) -> None:
        unread = prescription.problems().unread_in_regimen()
        words = TEXT.no_total.format(what=unread) if unread else ""
        if planned.request:
            words = self.application.regimen_words(planned.request)
        self.form.show_regimen_words(words, base=at(prescription.document, "rx.strength_as") == "base")


def _is_calculation(planned: Planned) -> bool:
    return planned.result["status"] == "calculation"


def _opioids(planned: Planned) -> int:
    return sum(found["code"] == "opioid-in-medicines" for found in planned.result["findings"])
