"""What was really made, for the plan on the screen: keeps what is typed, asks what came of it, and never changes a plan.

Entries belong to the plan they were made for. While one prescription is changed they stay as they were typed, marked,
until they are cleared; another prescription, a new lot or the next fill begins without them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from ui.compound.made.rows import Difference, MadeRow, Verdict, difference, made_lines, made_rows, verdict_of
from ui.compound.made.sentences import TEXT

if TYPE_CHECKING:
    from datetime import date

    from ldn_calc.application.plan.fields import FieldReading
    from ldn_calc.application.plan.planning import Planned
    from ldn_calc.procedure.printed import PrintedDose

__all__ = ["AsMadePresenter", "MadeState", "MadeView"]


@dataclass(frozen=True, slots=True)
class MadeState:
    """What the panel shows; differences and errors by the row's key.

    Attributes:
        mark: why the entries are not calculated with, empty where they are.
        quiet: instead of a verdict: what is still needed.
    """

    rows: tuple[MadeRow, ...] = ()
    differences: Mapping[str, Difference] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    verdict: Verdict | None = None
    quiet: str = ""
    lines: tuple[str, ...] = ()
    mark: str = ""


class MadeView(Protocol):
    """The panel."""

    def show_state(self, state: MadeState) -> None:
        """Show rows, differences, errors, verdict."""

    def clear_entries(self) -> None:
        """Empty every field."""


@dataclass(frozen=True, slots=True)
class _Making:
    """The plan that the rows stand for."""

    planned: Planned
    doses: Sequence[PrintedDose]
    result_text: str
    rows: tuple[MadeRow, ...]


class AsMadePresenter:
    """Drives the panel.

    Attributes:
        is_open: the panel is in sight.
        verdict: of what is typed for the plan of now; None where nothing is, or where nothing can be calculated from it.
    """

    def __init__(
        self,
        view: MadeView,
        ask: Callable[[Planned, str, object], dict[str, Any]],
        read_field: Callable[[str, str, date], FieldReading],
        tolerance: Callable[[Planned], str],
        today: Callable[[], date],
    ) -> None:
        """Take the panel and the program's answers; nothing is asked before the panel is opened."""
        self._view, self._ask, self._read, self._tolerance, self._today = view, ask, read_field, tolerance, today
        self._planned: Planned | None = None
        self._making: _Making | None = None
        self._entries: dict[str, str] = {}
        self._focus = ""
        self._stale = False
        self.is_open = False
        self.verdict: Verdict | None = None

    @property
    def has_entries(self) -> bool:
        """Whether anything is typed."""
        return bool(self._entries)

    def show_planned(self, planned: Planned | None) -> bool:
        """Another plan, or none, is on the screen; whether `refresh` must follow."""
        self._planned = planned if planned is not None and planned.plan is not None else None
        return self._follows

    def set_stale(self, stale: bool) -> bool:
        """The form cannot be read, or can again; whether `refresh` must follow."""
        changed, self._stale = stale != self._stale, stale
        return changed and self._follows

    def open(self) -> None:
        """The panel is opened."""
        self.is_open = True
        self.refresh()

    def close(self) -> None:
        """The panel is closed; what was typed stays."""
        self.is_open = False

    def edit(self, key: str, text: str) -> None:
        """A person typed an amount."""
        self._focus = key
        self._entries.pop(key, None)
        if text.strip():
            self._entries[key] = text.strip()
        self._show()

    def leave(self, key: str) -> None:
        """The focus has left a field: an unfinished amount now says what it lacks."""
        if self._focus == key:
            self._focus = ""
            self._show()

    def clear(self) -> None:
        """Forget what was typed, and take the plan of now."""
        self._entries.clear()
        self._view.clear_entries()
        self.refresh()

    def begin_another(self) -> None:
        """Another preparation comes: what was weighed for the one before is forgotten, and nothing brings it back."""
        self._entries.clear()
        self._planned = self._making = None
        self._focus, self._stale = "", False
        self._view.clear_entries()
        self._show()

    def refresh(self) -> None:
        """Follow the plan of now, unless entries belong to an older one."""
        if not self._follows:
            return
        if not self._entries or self._making is None:
            self._making = self._begin(self._planned)
        self._show()

    @property
    def _follows(self) -> bool:
        """What is typed has its verdict also while the panel is closed: the print bar names it."""
        return self.is_open or bool(self._entries)

    def _begin(self, planned: Planned | None) -> _Making | None:
        if planned is None or planned.proved is None:
            return None
        result_text = json.dumps(planned.result, ensure_ascii=False)
        answer = self._ask(planned, result_text, {"steps": []})
        return _Making(
            planned, planned.plan["doses"] if planned.plan else (), result_text, made_rows(planned.proved, answer["steps"])
        )

    def _show(self) -> None:
        state = self._state()
        self.verdict = state.verdict
        self._view.show_state(state)

    def _state(self) -> MadeState:
        making = self._making
        if making is None:
            return MadeState(quiet=TEXT.no_plan)
        mark = self._mark(making)
        if mark:
            return MadeState(making.rows, mark=mark)
        if not self._entries:
            return MadeState(making.rows, quiet=TEXT.nothing_entered)
        values, errors, waiting = self._values(making.rows)
        if errors or waiting:
            return MadeState(making.rows, errors=errors, quiet=TEXT.when_readable)
        return self._answered(making, values)

    def _answered(self, making: _Making, values: Mapping[str, Any]) -> MadeState:
        keys = list(values)
        steps: dict[int, dict[str, Any]] = {}
        for key, value in values.items():
            number, _, what = key.partition(".")
            steps.setdefault(int(number), {"step": int(number)})[what] = value
        answer = self._ask(making.planned, making.result_text, {"steps": list(steps.values())})
        verdict = verdict_of(answer)
        if verdict is None:
            order = list(steps)
            errors, general = {}, []
            for each in answer["errors"]:
                key = _key_of(each["path"], order)
                sentence = TEXT.fault.format(found=_capital(each["found"]), expected=each["expected"])
                errors[key] = sentence if key in keys else ""
                general += [] if key in keys else [sentence]
            said = " ".join(general) or (TEXT.when_readable if errors else answer["why"])
            return MadeState(making.rows, errors={key: words for key, words in errors.items() if words}, quiet=said)
        tolerance = self._tolerance(making.planned)
        readings = {f"{each['step']}.{each['what']}": each for each in answer["steps"]}
        differences = {key: difference(readings[key], tolerance) for key in keys}
        left = len(making.rows) - len(keys)
        quiet = TEXT.left_out.format(left=left, all_amounts=len(making.rows)) if left else ""
        return MadeState(making.rows, differences, {}, verdict, quiet, tuple(made_lines(answer, making.doses)))

    def _values(self, rows: tuple[MadeRow, ...]) -> tuple[dict[str, Any], dict[str, str], bool]:
        """What is entered, by key in the steps' order; the sentence of each that cannot be read; whether one is unfinished."""
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        waiting = False
        for row in rows:
            text = self._entries.get(row.key)
            if text is None:
                continue
            reading = self._read(row.kind, text, self._today())
            if reading.error is None:
                values[row.key] = reading.value
            elif reading.unfinished and row.key == self._focus:
                waiting = True
            else:
                errors[row.key] = reading.error
        return values, errors, waiting

    def _mark(self, making: _Making) -> str:
        if not self._entries:
            return ""
        if self._stale:
            return TEXT.unreadable
        if self._planned is None or _belongs(self._planned) != _belongs(making.planned):
            return TEXT.another_plan
        return ""


def _belongs(planned: Planned) -> object:
    """What makes entries the plan's own: the prescription's number, and all of the plan but its lot, which tells the minute."""
    number = planned.request.rx.number if planned.request is not None else ""
    return number, replace(planned.proved, lot="") if planned.proved is not None else None


def _key_of(path: str, order: list[int]) -> str:
    """`steps[0].mass` as the row's key, by the order in which the steps were handed over."""
    place, _, what = path.removeprefix("steps[").partition("].")
    return f"{order[int(place)]}.{what}" if what and place.isdigit() and int(place) < len(order) else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
