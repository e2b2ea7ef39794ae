"""The Compound page's presenter: holds the open prescription, writes what a person does into it, has it planned at each change.

It knows no widget: form, plan, papers and shell are whatever answers to the protocols of `views`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ldn_calc.order.request_fields import COULD_NOT_BE_ASKED
from ui.compound.decisions import keep_decision, take_back
from ui.compound.planner import Planner
from ui.compound.prescription import regimen
from ui.compound.prescription.application import Application
from ui.compound.prescription.asking import asked_words, has_answers, note_answer
from ui.compound.prescription.components import forget_empty, tidied_touches, write_component
from ui.compound.prescription.document import at, new_document, put
from ui.compound.prescription.field_rows import FIELD_ROWS, field_row
from ui.compound.prescription.open_prescription import OpenPrescription
from ui.compound.sentences import TEXT
from ui.compound.views import FormView, PapersShown, PlanShown, ShellView
from ui.kit.guarded import changes, shows
from ui.kit.words import NBSP

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.application.plan.fields import FieldReading
    from ldn_calc.application.plan.planning import Planned
    from ldn_calc.order.prescription import Settlement

__all__ = ["CompoundPresenter"]


class CompoundPresenter:
    """Drives the Compound page."""

    def __init__(
        self,
        form: FormView,
        shell: ShellView,
        clock: Callable[[], datetime],
        later: Callable[[Callable[[], None]], None],
    ) -> None:
        """Begin with an empty form; `later` runs a call once the present event is done, many requests as one."""
        self._form, self._shell, self._clock, self._later = form, shell, clock, later
        self._planner: Planner | None = None
        self._state = OpenPrescription()
        self._focus = self._emptied = ""
        self._failed = False
        self.new()

    @shows
    def start(self, application: Application, plan: PlanShown, papers: PapersShown, settings: Settings) -> None:
        """Take in what is loaded after the first paint, or another formulary, and plan what was typed meanwhile."""
        if self._planner is None:
            plan.offer_ways(self.choose_way, self.take_way_back)
        self._planner = Planner(application, plan, papers, settings, self._form, self._shell, self._clock)
        for path in self._state.touched:
            if field_row(path) is not None and isinstance(typed := at(self._state.document, path), str):
                put(self._state.document, path, self._value(path, typed))
        self.replan()

    # The document as a whole

    @changes
    def new(self) -> None:
        """Begin an empty prescription."""
        self._begin(OpenPrescription())

    @changes
    def load(self, document: Mapping[str, Any]) -> None:
        """Take in a request document as it was read from a file; what it lacks is said at once."""
        opened = deepcopy(dict(document))
        self._begin(OpenPrescription(document=opened, from_file=True, asked_here=not has_answers(opened)))

    @changes
    def begin_with(self, request: Mapping[str, Any], sentences: Sequence[str]) -> None:
        """Begin a prescription of a request that was typed elsewhere and is in no file yet; `sentences` say where it comes from."""
        begun = new_document()
        begun["rx"] |= deepcopy(dict(request["rx"]))
        begun |= {key: deepcopy(value) for key, value in request.items() if key != "rx"}
        self._begin(OpenPrescription(document=begun))
        self._state.saved = new_document()
        self._shell.show_carried(sentences)
        self._shell.show_dirty(dirty=self.is_dirty())

    def document_text(self) -> str:
        """The request as it goes into a file."""
        return self._state.text()

    def number(self) -> str:
        """The prescription's number, empty while there is none."""
        return str(at(self._state.document, "rx.number") or "")

    def is_dirty(self) -> bool:
        """Whether anything was changed, or typed and not added, since the last save."""
        return self._state.is_dirty()

    def mark_saved(self) -> None:
        """The document as it stands is on disk."""
        self._state.mark_saved()
        self._shell.show_dirty(dirty=self.is_dirty())

    @changes
    def set_settings(self, settings: Settings) -> None:
        """Take in another pharmacy."""
        if self._planner is not None:
            self._planner.settings = settings

    # Fields

    @changes
    def edit(self, path: str, text: str) -> None:
        """A person typed in a text field."""
        self._focus = path
        self._state.touched.add(path)
        if not self._is_amount(path, text):
            put(self._state.document, path, text if text.strip() else None)  # as typed, should reading it fail
            if text.strip():
                put(self._state.document, path, self._value(path, text))
        self._changed()

    @shows
    def leave(self, path: str) -> None:
        """The focus has left a field: an unfinished text now says what it lacks, a date how it was read."""
        if self._focus == path:
            self._focus = ""
        self._form.show_document(self._state.document)
        self._show_errors()

    @changes
    def edit_component(self, key: str, part: str, text: str) -> None:
        """A person typed the lot or the expiry of a component."""
        path = write_component(self._state.document, key, part, text if text.strip() else None)  # as typed, as above
        if path and text.strip():
            write_component(self._state.document, key, part, self._value(path, text))
        self._state.touched = tidied_touches(self._state.touched, self._state.document)
        self._focus, self._emptied = path, "" if text.strip() else key
        self._changed()

    @shows
    def leave_component(self, key: str, *, row_left: bool) -> None:
        """The focus has left a component's field; an entry of a file that was emptied goes with its row."""
        self._focus = ""
        if row_left and key == self._emptied:
            self._forget_component(key)
        self._form.show_document(self._state.document)
        self._show_errors()

    @changes
    def choose(self, path: str, key: str) -> None:
        """A person chose one of a list; an empty key goes back to no choice."""
        self._state.touched.add(path)
        put(self._state.document, path, key or None)
        self._answered(path)
        self._changed(shown=True)

    @changes
    def answer_opioids(self, key: str) -> None:
        """Answer the question about opioids; date and kind are kept for when "stopped" is chosen again."""
        self._state.answer_opioids(key)
        self._answered("screening.opioid_use")
        self._changed(shown=True)

    @changes
    def choose_source(self, kind: str) -> None:
        """Powder, tablets, or nothing said (empty); what was written for the other is kept for coming back."""
        self._state.choose_source(kind)
        self._changed(shown=True)

    @changes
    def set_base(self, *, base: bool) -> None:
        """Doses are of naltrexone base, or of the hydrochloride."""
        put(self._state.document, "rx.strength_as", "base" if base else None)
        self._changed(shown=True)

    # The regimen

    @changes
    def add_phase(self) -> None:
        """Add a phase at the same times of day as the one before it."""
        if regimen.add_phase(self._state.document):
            self._reshaped()

    @changes
    def remove_phase(self, phase: int) -> None:
        """Take a phase away; the last one is emptied instead. It can be undone."""
        words = TEXT.phase_removed.format(phase=phase + 1)
        self._state.change_regimen(words, lambda document: regimen.remove_phase(document, phase))
        self._reshaped()

    @changes
    def add_dose(self, phase: int) -> None:
        """Make a phase one of two doses a day."""
        if regimen.add_dose(self._state.document, phase):
            self._reshaped()

    @changes
    def set_rhythm(self, phase: int, rhythm: Mapping[str, Any]) -> None:
        """A phase is taken every day, every few days, on days of the week, or in turn with the one before. It can be undone."""
        words = TEXT.phase_days_changed.format(phase=phase + 1)
        self._state.change_regimen(words, lambda document: regimen.set_rhythm(document, phase, dict(rhythm)))
        self._reshaped()

    @changes
    def remove_dose(self, phase: int, dose: int) -> None:
        """Take a second dose away. It can be undone."""
        words = TEXT.dose_removed.format(dose=dose + 1, phase=phase + 1)
        self._state.change_regimen(words, lambda document: regimen.remove_dose(document, phase, dose))
        self._reshaped()

    @changes
    def use_regimen(self, preset: Sequence[Mapping[str, Any]]) -> None:
        """Put a preset in the place of the regimen. It can be undone."""
        self._state.change_regimen(TEXT.regimen_replaced, lambda document: put(document, "rx.regimen", deepcopy(list(preset))))
        self._reshaped()

    @changes
    def undo_regimen(self) -> None:
        """Bring the regimen back as it was before a phase was removed or a preset taken."""
        if self._state.undo_regimen():
            self._reshaped()

    # Lists

    @changes
    def type_entry(self, path: str, text: str) -> None:
        """A person types in a list's line: nothing prints until it is added or cleared."""
        self._state.lines.type(path, text, self._reading)
        self._focus = path
        self._changed()

    @shows
    def leave_entry(self, path: str) -> None:
        """The focus has left a list's line."""
        self._focus = "" if self._focus == path else self._focus
        self._state.lines.leave(path)
        self._show_errors()

    @changes
    def add_entry(self, path: str) -> None:
        """Add what stands in a list's line, if it can be read."""
        entries = self._state.lines.entries_with(path, at(self._state.document, path), self._reading)
        if entries is not None:
            self._added(path, entries)
        elif self._state.lines.text(path):
            self._show_errors()

    @changes
    def answer_none(self, path: str) -> None:
        """There are no entries, and that is an answer."""
        self._added(path, [])

    @changes
    def answer_could_not(self, path: str) -> None:
        """The patient could not be asked, and that is said."""
        self._state.lines.clear(path)
        self._form.clear_entry(path)
        put(self._state.document, path, COULD_NOT_BE_ASKED)
        self._answered(path)
        self._changed(shown=True)

    @changes
    def confirm_answers(self) -> None:
        """The patient was asked again today: still no opioids, the same medicines, not pregnant."""
        put(self._state.document, "screening.asked_on", self._clock().date().isoformat())
        self._changed(shown=True)

    @changes
    def remove_entry(self, path: str, index: int) -> None:
        """Take an entry away, or (-1) the answer "none"; the last entry taken away leaves the question unanswered."""
        entries = at(self._state.document, path)
        left = [each for place, each in enumerate(entries) if place != index] if isinstance(entries, list) and index >= 0 else []
        put(self._state.document, path, left or None)
        self._changed(shown=True)

    # The plan on the screen

    @changes
    def next_fill(self) -> None:
        """Fill in number, first day and first dose of the part that follows the plan on the screen; it is made today."""
        if self._planner is not None and self._planner.begin_next_fill(self._state):
            self._planner.plan.begin_another_lot()
            self._changed(shown=True)

    @changes
    def settle(self, decision: Settlement) -> None:
        """Keep a pharmacist's decision on one finding in the request; a newer one takes its place."""
        planned = self._state.last_good
        if self._planner is not None and self._planner.in_practice:
            decision = replace(decision, practice=True)
        keep_decision(self._state.document, decision, planned.result["findings"] if planned else [])
        self._changed()

    @changes
    def take_back(self, fingerprint: str) -> None:
        """Open a settled finding again."""
        take_back(self._state.document, fingerprint)
        self._changed()

    def keep_lot(self, planned: Planned) -> bool:
        """A final paper of this plan leaves now: its lot is kept in the request. Whether that changed the request."""
        if self._planner is None or not self._planner.keep_lot(self._state, planned):
            return False
        self._show_kept_lot()
        return True

    @changes
    def start_new_lot(self) -> None:
        """The preparation is made once more: another lot, made today."""
        put(self._state.document, "preparation.lot", None)
        put(self._state.document, "compounded_on", None)
        if self._planner is not None:
            self._planner.plan.begin_another_lot()
        self._changed(shown=True)

    @changes
    def choose_way(self, changes: dict[str, Any], title: str) -> None:
        """Make it another way: its changes go into the request, and everything is planned, proved and drawn anew."""
        if self._planner is None:
            return
        self._state.choose_way(self._planner.application.choose(self._state.document, changes), title, changes)
        self._changed(shown=True)

    @changes
    def take_way_back(self) -> None:
        """Undo the last choice of a way: the request as it was, with what was changed elsewhere since."""
        if self._state.take_way_back():
            self._changed(shown=True)

    @changes
    def remove_unknown_keys(self) -> None:
        """Take what has no place in the form out of the document."""
        self._state.take_out_unknown_keys()
        self._changed(shown=True)

    @shows
    def replan(self) -> None:
        """Plan the document as it stands and tell everyone; only a plan of this document as it is now opens printing."""
        if self._planner is None:
            return
        self._planner.papers.hold()
        state, revision = self._state, self._state.revision
        if self._failed:
            self._form.show_document(state.document)
            self._failed = False
        self._planner.replan(state)
        self._show_errors()
        if state is self._state and revision == state.revision and state.last_good is not None and not state.errors:
            self._planner.papers.release(state.last_good)

    # What keeps an older plan from printing (see `guarded`)

    def hold(self) -> None:
        """Nothing prints from now on, until a plan of the document as it is then has come back."""
        self._state.revision += 1
        if self._planner is not None:
            self._planner.papers.hold()

    def plan_later(self) -> None:
        """Plan the document once the present event is done."""
        self._later(self.replan)

    def close_after_fault(self) -> None:
        """Say in the print bar and over the plan that it could not be planned; the form is shown anew before the next plan."""
        self._failed = True
        if self._planner is not None:
            self._planner.close_after_fault()

    def _show_errors(self) -> None:
        under = self._state.problems().under_fields(self._state.touched, self._focus, self._reading)
        self._form.show_errors(under | self._state.lines.errors)

    def _is_amount(self, path: str, text: str) -> bool:
        """Whether a dose is typed in mL or capsules, which then stand in the place of the milligrams, and the other way round."""
        if not regimen.is_dose(path):
            return False
        reading = self._reading("amount", text)
        amount = reading.value if reading is not None else None
        put(self._state.document, regimen.amount_path(path), amount)
        if amount is not None:
            put(self._state.document, path, None)
        return amount is not None

    def _value(self, path: str, text: str) -> Any:
        """The value that goes into the document: as read, or the text as typed."""
        row = field_row(path)
        reading = self._reading(row.kind, text) if row is not None else None
        return text if reading is None or reading.error or reading.value is None else reading.value

    def _reading(self, kind: str, text: str) -> FieldReading | None:
        """A text as its field reads it; the spaces that keep a shown date together are spaces, as undo brings them back."""
        plain = text.replace(NBSP, " ")
        return None if self._planner is None else self._planner.application.read_field(kind, plain, self._clock().date())

    def _added(self, path: str, entries: list[Any]) -> None:
        self._state.lines.clear(path)
        put(self._state.document, path, entries)
        self._answered(path)
        self._form.clear_entry(path)
        self._changed(shown=True)

    def _answered(self, path: str) -> None:
        if self._state.asked_here:
            note_answer(self._state.document, path, self._clock().date())

    def _reshaped(self) -> None:
        """Phases have moved: what was touched in the regimen is what is written in it now."""
        self._state.touched = {path for path in self._state.touched if not path.startswith("rx.regimen")}
        self._focus = ""
        self._changed(shown=True)

    @changes
    def _show_kept_lot(self) -> None:
        self._changed(shown=True)

    @changes
    def _forget_component(self, key: str) -> None:
        self._emptied = ""
        forget_empty(self._state.document, key)
        self._state.touched = tidied_touches(self._state.touched, self._state.document)
        self._changed()

    def _begin(self, state: OpenPrescription) -> None:
        """Take the plan and the papers of the prescription before away, then show another one."""
        if self._planner is not None:
            self._planner.begin_another()
        self._state, self._focus, self._emptied = state, "", ""
        self._state.mark_saved()
        for path, row in FIELD_ROWS.items():
            if row.kind == "list":
                self._form.clear_entry(path)
        self._shell.show_carried([])
        self._form.show_storages([])
        self._form.show_defaults({})
        self._changed(shown=True)

    def _changed(self, *, shown: bool = False) -> None:
        if shown:
            self._form.show_document(self._state.document)
        words, confirm = asked_words(self._state.document, self._clock().date())
        self._form.show_asked_on(words, confirm=confirm)
        self._form.show_undo(self._state.undo_words())
        way = self._state.way_that_stands()
        if self._planner is not None:
            self._planner.plan.show_chosen(way)
        self._shell.show_identity(self._state.identity())
        self._shell.show_dirty(dirty=self.is_dirty())
