"""The Compound page's presenter: holds the request document, asks for its plan at each change, decides what is stale.

It knows no widget: form, plan, papers and shell are whatever answers to the protocols of `views`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ui.presenters import regimen
from ui.presenters.application import Application
from ui.presenters.chosen_way import ChosenWay
from ui.presenters.decisions import keep_decision, take_back
from ui.presenters.document import at, new_document, put, take_out, write_document
from ui.presenters.entries import NONE_WORDS
from ui.presenters.field_rows import FIELD_ROWS, field_row, is_stranger, whole_stranger, words_for
from ui.presenters.sentences import error_sentence, stranger_sentences
from ui.presenters.views import FormView, PapersShown, PlanShown, ShellView
from ui.words import NBSP, iso_day_words, listed

if TYPE_CHECKING:
    from ldn_calc.application.planning import Planned
    from ldn_calc.application.settings import Settings
    from ldn_calc.procedure.printed import PrintedError

__all__ = ["CompoundPresenter"]

_TOO_EARLY: Final = "beyond-use-before-first-dose"
_LEAST_TYPED_NAME: Final = 4
_ENTRY_KINDS: Final = {"screening.medicines": "medicine"}
_ANCHORS: Final = {"preparation.balance": "preparation.balance.minimum", "rx.regimen": "rx.regimen[0].days"}


@dataclass(slots=True)
class _State:
    """One prescription on the screen."""

    document: dict[str, Any] = field(default_factory=new_document)
    saved: str = ""
    last_good: Planned | None = None
    touched: set[str] = field(default_factory=set)
    pending: dict[str, str] = field(default_factory=dict)
    pending_errors: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    errors: list[PrintedError] = field(default_factory=list)
    from_file: bool = False
    chosen: list[ChosenWay] = field(default_factory=list)


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
        self._application: Application | None = None
        self._plan: PlanShown | None = None
        self._papers: PapersShown | None = None
        self._settings: Settings | None = None
        self._state = _State()
        self._focus = ""
        self.new()

    def start(self, application: Application, plan: PlanShown, papers: PapersShown, settings: Settings) -> None:
        """Take in what is loaded after the first paint, or another formulary, and plan what was typed meanwhile."""
        if self._plan is None:
            plan.offer_ways(self.choose_way, self.take_way_back)
        self._application, self._plan, self._papers, self._settings = application, plan, papers, settings
        for path in self._state.touched:
            if field_row(path) is not None and isinstance(typed := at(self._state.document, path), str):
                put(self._state.document, path, self._read(path, typed))
        self.replan()

    # The document as a whole

    def new(self) -> None:
        """Begin an empty prescription."""
        self._state = _State()
        self._show_all()

    def load(self, document: Mapping[str, Any]) -> None:
        """Take in a request document as it was read from a file; what it lacks is said at once."""
        self._state = _State(document=deepcopy(dict(document)), from_file=True)
        self._show_all()

    def document_text(self) -> str:
        """The request as it goes into a file."""
        return write_document(self._state.document)

    def number(self) -> str:
        """The prescription's number, empty while there is none."""
        return str(at(self._state.document, "rx.number") or "")

    def is_dirty(self) -> bool:
        """Whether anything was changed, or typed and not added, since the last save."""
        return self.document_text() != self._state.saved or any(self._state.pending.values())

    def mark_saved(self) -> None:
        """The document as it stands is on disk."""
        self._state.saved = self.document_text()
        self._shell.show_dirty(dirty=self.is_dirty())

    def set_settings(self, settings: Settings) -> None:
        """Take in another pharmacy."""
        self._settings = settings
        self.replan()

    # Fields

    def edit(self, path: str, text: str) -> None:
        """A person typed in a text field."""
        self._focus = path
        self._state.touched.add(path)
        put(self._state.document, path, self._read(path, text) if text.strip() else None)
        self._changed()

    def leave(self, path: str) -> None:
        """The focus has left a field: an unfinished text now says what it lacks, a date how it was read."""
        if self._focus == path:
            self._focus = ""
        self._form.show_document(self._state.document)
        self._show_errors()

    def choose(self, path: str, key: str) -> None:
        """A person chose one of a list; an empty key goes back to no choice."""
        self._state.touched.add(path)
        put(self._state.document, path, key or None)
        self._changed(shown=True)

    def answer_opioids(self, key: str) -> None:
        """Answer the question about opioids; date and kind are kept for when "stopped" is chosen again."""
        screening = self._state.document["screening"]
        for inner in ("opioid_stopped_on", "opioid_kind"):
            if key == "stopped" and f"screening.{inner}" in self._state.kept:
                screening[inner] = self._state.kept.pop(f"screening.{inner}")
            elif key != "stopped" and inner in screening:
                self._state.kept[f"screening.{inner}"] = screening.pop(inner)
        self.choose("screening.opioid_use", key)

    def choose_source(self, kind: str) -> None:
        """Powder, tablets, or nothing said (empty); what was written for the other is kept for coming back."""
        document = self._state.document
        source = at(document, "preparation.source")
        if isinstance(source, dict):
            self._state.kept[f"source={source.get('kind')}"] = source
            take_out(document, "preparation.source")
        if kind:
            put(document, "preparation.source", self._state.kept.get(f"source={kind}", {"kind": kind}))
        self._changed(shown=True)

    def set_base(self, *, base: bool) -> None:
        """Doses are of naltrexone base, or of the hydrochloride."""
        put(self._state.document, "rx.strength_as", "base" if base else None)
        self._changed(shown=True)

    # The regimen

    def add_phase(self) -> None:
        """Add a phase at the same times of day as the one before it."""
        if regimen.add_phase(self._state.document):
            self._reshaped()

    def remove_phase(self, phase: int) -> None:
        """Take a phase away; the last one is emptied instead."""
        regimen.remove_phase(self._state.document, phase)
        self._reshaped()

    def add_dose(self, phase: int) -> None:
        """Make a phase one of two doses a day."""
        if regimen.add_dose(self._state.document, phase):
            self._reshaped()

    def remove_dose(self, phase: int, dose: int) -> None:
        """Take a second dose away."""
        regimen.remove_dose(self._state.document, phase, dose)
        self._reshaped()

    def use_regimen(self, preset: Sequence[Mapping[str, Any]]) -> None:
        """Put a preset in the place of the regimen."""
        self._state.document["rx"]["regimen"] = deepcopy(list(preset))
        self._reshaped()

    # Lists

    def type_entry(self, path: str, text: str) -> None:
        """A person types in a list's line: nothing prints until it is added or cleared."""
        self._state.pending[path] = text.strip()
        self._state.pending_errors.pop(path, None)
        reading = self._reading(_ENTRY_KINDS.get(path, "text"), text) if text.strip() else None
        if reading is not None and reading.error and not reading.unfinished:
            self._state.pending_errors[path] = f"{reading.error} Not added yet."
        self._focus = path
        self._changed()

    def leave_entry(self, path: str) -> None:
        """The focus has left a list's line."""
        self._focus = "" if self._focus == path else self._focus
        if self._state.pending.get(path) and path not in self._state.pending_errors:
            self._state.pending_errors[path] = "Not added yet: press Enter or Add, or clear it."
        self._show_errors()

    def add_entry(self, path: str) -> None:
        """Add what stands in a list's line, if it can be read."""
        text = self._state.pending.get(path, "")
        if not text:
            return
        if text.casefold() in NONE_WORDS and not at(self._state.document, path):
            self._added(path, [])
            return
        reading = self._reading(_ENTRY_KINDS.get(path, "text"), text)
        if reading is None or reading.error:
            self._state.pending_errors[path] = f"{reading.error if reading else 'Please try again.'} Not added yet."
            self._show_errors()
            return
        before = at(self._state.document, path)
        self._added(path, [*(before if isinstance(before, list) else []), reading.value])

    def answer_none(self, path: str) -> None:
        """There are no entries, and that is an answer."""
        self._added(path, [])

    def remove_entry(self, path: str, index: int) -> None:
        """Take an entry away, or (-1) the answer "none"; the last entry taken away leaves the question unanswered."""
        entries = at(self._state.document, path)
        left = [each for place, each in enumerate(entries) if place != index] if isinstance(entries, list) and index >= 0 else []
        put(self._state.document, path, left or None)
        self._changed(shown=True)

    # The plan on the screen

    def next_fill(self) -> None:
        """Fill in number, first day and first dose of the part that follows the plan on the screen.

        It is made today; where it would not keep until its first dose, on the day of that dose.
        """
        if self._application is None or self._state.last_good is None:
            return
        following = self._application.next_fill(self._state.last_good)
        if following is not None:
            self._state.document["fill"] = following["fill"]
            put(self._state.document, "rx.first_dose_on", following["first_dose_on"])
            put(self._state.document, "compounded_on", None)
            if any(found["code"] == _TOO_EARLY for found in self._planned().result["findings"]):
                put(self._state.document, "compounded_on", following["first_dose_on"])
            self._changed(shown=True)

    def settle(self, entry: Mapping[str, Any]) -> None:
        """Keep a pharmacist's decision on one finding in the request; a newer one takes its place."""
        planned = self._state.last_good
        keep_decision(self._state.document, entry, planned.result["findings"] if planned else [])
        self._changed()

    def take_back(self, fingerprint: str) -> None:
        """Open a settled finding again."""
        take_back(self._state.document, fingerprint)
        self._changed()

    def choose_way(self, changes: dict[str, Any], title: str) -> None:
        """Make it another way: its changes go into the request, and everything is planned, proved and drawn anew."""
        if self._application is None:
            return
        before = self._state.document
        self._state.document = self._application.choose(before, changes)
        self._state.touched |= set(changes)
        self._state.chosen.append(ChosenWay(title, before, deepcopy(self._state.document), tuple(changes)))
        self._changed(shown=True)

    def take_way_back(self) -> None:
        """Undo the last choice of a way: the request as it was, with what was changed elsewhere since."""
        if self._state.chosen:
            self._state.document = self._state.chosen.pop().taken_back(self._state.document)
            self._changed(shown=True)

    def remove_strangers(self) -> None:
        """Take what has no place in the form out of the document."""
        strange = [each["path"] for each in self._state.errors if field_row(self._place(each["path"])) is None]
        for path in dict.fromkeys(whole_stranger(each) for each in reversed(strange) if is_stranger(each)):
            take_out(self._state.document, path)
        self._changed(shown=True)

    def replan(self) -> None:
        """Plan the document as it stands and tell everyone."""
        if self._application is None or self._plan is None or self._papers is None or self._settings is None:
            return
        planned = self._planned()
        self._state.errors = list(planned.result.get("errors", []))
        if self._state.from_file:
            self._state.touched |= {each["path"] for each in self._state.errors}
            self._state.from_file = False
        if self._state.errors:
            self._show_unreadable()
        else:
            self._state.last_good = planned
            self._plan.show_planned(planned)
            self._plan.set_stale(None)
            self._papers.show_planned(planned, self._settings, self._clock)
            self._papers.set_blocked([*self._not_added(), *self._application.why_not_print(planned)])
            self._form.show_defaults(planned.result.get("defaults_used", {}))
        self._form.set_next_fill(possible=not self._state.errors and self._application.next_fill(planned) is not None)
        base = at(self._state.document, "rx.strength_as") == "base"
        unread_there = [each for each in self._state.errors if each["path"].startswith("rx.regimen") and not self._is_missing(each)]
        unread = words_for(unread_there[0]["path"]) if unread_there else ""
        words = f"Total: when {unread} can be read" if unread else ""
        if planned.request:
            words = self._application.regimen_words(planned.request)
        self._form.show_regimen_words(words, base=base)
        unplaced = [error for error in self._state.errors if field_row(self._place(error["path"])) is None]
        strangers = [error for error in unplaced if is_stranger(error["path"])]
        others = [f"{words_for(each['path'])}: {error_sentence(each)}" for each in unplaced if each not in strangers]
        self._shell.show_strangers([*stranger_sentences(strangers), *others], removable=bool(strangers))
        self._show_errors()

    def _planned(self) -> Planned:
        """The plan of the document; an opioid's name typed and not added counts as taken now."""
        if self._application is None:
            raise RuntimeError("the presenter plans only after start")
        text = json.dumps(self._state.document, ensure_ascii=False)
        planned = self._application.plan_request(text, self._clock())
        typed = self._state.pending.get("screening.medicines", "")
        if planned.request is None or len(typed) < _LEAST_TYPED_NAME:
            return planned
        document = deepcopy(self._state.document)
        listed_now = at(document, "screening.medicines")
        document["screening"]["medicines"] = [*(listed_now if isinstance(listed_now, list) else []), typed]
        with_typed = self._application.plan_request(json.dumps(document, ensure_ascii=False), self._clock())
        return with_typed if _opioids(with_typed) > _opioids(planned) else planned

    def _show_unreadable(self) -> None:
        if self._plan is None or self._papers is None or self._settings is None:
            return
        missing = [each["path"] for each in self._state.errors if self._is_missing(each)]
        unread = [each["path"] for each in self._state.errors if not self._is_missing(each)]
        if self._state.last_good is None:
            needed = [*map(words_for, missing), *(f"{words_for(path)} (cannot be read)" for path in unread)]
            self._plan.show_needed(list(dict.fromkeys(needed)))
            self._papers.show_planned(None, self._settings, self._clock)
            self._papers.set_blocked(["nothing is planned yet"])
            return
        what = f"{words_for(unread[0])} cannot be read" if unread else f"{words_for(missing[0])} is still to be written"
        others = len({words_for(path) for path in [*missing, *unread]}) - 1
        more = f", and {others} more" if others else ""
        self._plan.set_stale(f"Last good plan, greyed: {what}{more}. Nothing prints.")
        self._papers.set_stale()
        self._papers.set_blocked([f"{what}{more}", *self._not_added()])

    def _show_errors(self) -> None:
        shown: dict[str, str] = {}
        for error in self._state.errors:
            path = self._place(error["path"])
            if path not in shown and (sentence := self._sentence(path, error)):
                shown[path] = sentence
        self._form.show_errors(shown | self._state.pending_errors)

    def _sentence(self, path: str, error: PrintedError) -> str | None:
        """The sentence under a field, or None while it may still become right or was never touched."""
        row = field_row(path)
        if row is None or (self._is_missing(error) and path not in self._state.touched):
            return None
        value = at(self._state.document, path)
        if isinstance(value, str) and row.kind not in {"choice", "list"}:
            reading = self._reading(row.kind, value)
            if reading is not None and reading.error:
                return None if reading.unfinished and self._focus == path else reading.error
        return error_sentence(error)

    def _is_missing(self, error: PrintedError) -> bool:
        return at(self._state.document, error["path"]) is None

    def _place(self, path: str) -> str:
        """The field that shows an error: its own, the list it stands in, or the one that stands for its section."""
        whole = path.split("[", maxsplit=1)[0]
        return whole if whole in FIELD_ROWS and field_row(path) is None else _ANCHORS.get(path, path)

    def _not_added(self) -> list[str]:
        waiting = [FIELD_ROWS[path].words for path, text in self._state.pending.items() if text]
        return [f"something typed in {listed(waiting)} is not added"] if waiting else []

    def _read(self, path: str, text: str) -> Any:
        """The value that goes into the document: as read, or the text as typed."""
        row = field_row(path)
        reading = self._reading(row.kind, text) if row is not None else None
        return text if reading is None or reading.error or reading.value is None else reading.value

    def _reading(self, kind: str, text: str) -> Any:
        return None if self._application is None else self._application.read_field(kind, text, self._clock().date())

    def _added(self, path: str, entries: list[Any]) -> None:
        self._state.pending.pop(path, None)
        self._state.pending_errors.pop(path, None)
        put(self._state.document, path, entries)
        self._form.clear_entry(path)
        self._changed(shown=True)

    def _reshaped(self) -> None:
        """Phases have moved: what was touched in the regimen is what is written in it now."""
        self._state.touched = {path for path in self._state.touched if not path.startswith("rx.regimen")}
        self._changed(shown=True)

    def _show_all(self) -> None:
        self._state.saved = self.document_text()
        for path, row in FIELD_ROWS.items():
            if row.kind == "list":
                self._form.clear_entry(path)
        if self._plan is not None and self._papers is not None:
            self._plan.set_stale(None)
            self._papers.begin_another()
        self._form.show_defaults({})
        self._changed(shown=True)

    def _changed(self, *, shown: bool = False) -> None:
        if shown:
            self._form.show_document(self._state.document)
        document = self._state.document
        while self._state.chosen and not self._state.chosen[-1].stands_in(document):
            self._state.chosen.pop()
        if self._plan is not None:
            self._plan.show_chosen(self._state.chosen[-1].title if self._state.chosen else "")
        name, born, number = (at(document, path) for path in ("rx.patient.name", "rx.patient.birth_date", "rx.number"))
        person = ", ".join(filter(None, [str(name or ""), f"born{NBSP}{iso_day_words(str(born))}" if born else ""]))
        self._shell.show_identity(f"{NBSP}{NBSP}·  ".join(filter(None, [person, str(number or "")])))
        self._shell.show_dirty(dirty=self.is_dirty())
        self._later(self.replan)


def _opioids(planned: Planned) -> int:
    return sum(found["code"] == "opioid-in-medicines" for found in planned.result["findings"])
