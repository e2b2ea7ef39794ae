"""The Calculators page's presenter: which calculators are listed, what was typed in each, and what comes of it.

It knows no widget. The answer follows each keystroke; a text that can still become right waits with its sentence until the
focus leaves its field, and what is missing is said once, in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from ldn_calc.application.calculate.calculating import Calculated, CalculationError, Calculator, Fault, calculate, calculators
from ldn_calc.application.calculate.fields import read_input
from ui.calculators.sentences import TEXT
from ui.calculators.words import given_words, plain_text, result_rows, working_lines

__all__ = ["Answer", "CalculatorsPresenter", "CalculatorsShown", "Family"]

Family = tuple[str, tuple[tuple[str, str], ...]]
"""A family's title, and name and title of each of its calculators."""

_NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands beside the fields.

    Attributes:
        errors: the sentence under each field, by key; None takes it away.
        waits: why there is no answer, in one quiet line; empty when there is one.
        rows: results, each with its words.
        working: the lines of the working.
        calculated: the answer itself; None while there is none.
    """

    errors: Mapping[str, str | None]
    waits: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    working: tuple[str, ...] = ()
    calculated: Calculated | None = None


class CalculatorsShown(Protocol):
    """What the page shows."""

    def show_families(self, families: tuple[Family, ...], chosen: str) -> None:
        """List these calculators, one of them chosen."""

    def show_calculator(self, calculator: Calculator) -> None:
        """Show the fields of a calculator, with what was typed in them before."""

    def show_answer(self, answer: Answer) -> None:
        """Show what came of the fields."""


@dataclass(slots=True)
class _Form:
    """What stands in the fields of one calculator."""

    texts: dict[str, str] = field(default_factory=dict)


class CalculatorsPresenter:
    """Drives the Calculators page."""

    def __init__(self, shown: CalculatorsShown, today: Callable[[], date]) -> None:
        self._shown, self._today = shown, today
        self._all = {each.name: each for each in calculators()}
        self._forms = {name: _Form() for name in self._all}
        self._chosen = next(iter(self._all))
        self._listed = tuple(self._all)
        self._focus = ""
        self._answer = Answer({})

    @property
    def chosen(self) -> Calculator:
        """The calculator that is shown."""
        return self._all[self._chosen]

    def start(self) -> None:
        """List all calculators and show the first."""
        self.search("")
        self._turn()

    def search(self, words: str) -> None:
        """List the calculators that hold every one of these words in name, family or purpose; show the first of them."""
        asked = words.casefold().split()
        self._listed = tuple(name for name, each in self._all.items() if all(word in _searched(each) for word in asked))
        moved = bool(self._listed) and self._chosen not in self._listed
        if moved:
            self._chosen = self._listed[0]
        self._shown.show_families(self._families(), self._chosen)
        if moved:
            self._turn()

    def choose(self, name: str) -> None:
        """Show another calculator."""
        if name != self._chosen:
            self._chosen = name
            self._turn()

    def step(self, places: int) -> None:
        """Choose the next calculator of the list, or the one before."""
        if self._chosen in self._listed:
            place = self._listed.index(self._chosen) + places
            self.choose(self._listed[max(0, min(place, len(self._listed) - 1))])
            self._shown.show_families(self._families(), self._chosen)

    def edit(self, key: str, text: str) -> None:
        """A person typed in a field or chose from its list."""
        self._forms[self._chosen].texts[key] = text
        self._focus = key
        self._calculate()

    def leave(self, key: str) -> None:
        """The focus has left a field: an unfinished text now says what it lacks."""
        if self._focus == key:
            self._focus = ""
            self._calculate()

    def clear(self) -> None:
        """Empty every field of the calculator that is shown."""
        self._forms[self._chosen] = _Form()
        self._turn()

    def text(self, key: str) -> str:
        """What stands in a field of the calculator that is shown."""
        return self._forms[self._chosen].texts.get(key, "")

    def calculated(self) -> Calculated | None:
        """The answer that is shown."""
        return self._answer.calculated

    def plain_text(self) -> str:
        """Inputs, result and working as text; empty while there is no answer."""
        found = self._answer.calculated
        return plain_text(self.chosen, found) if found is not None else ""

    def _families(self) -> tuple[Family, ...]:
        families: dict[str, list[tuple[str, str]]] = {}
        for name in self._listed:
            families.setdefault(self._all[name].family, []).append((name, self._all[name].title))
        return tuple((family, tuple(members)) for family, members in families.items())

    def _turn(self) -> None:
        self._focus = ""
        self._shown.show_calculator(self.chosen)
        self._calculate()

    def _calculate(self) -> None:
        self._answer = self._answered()
        self._shown.show_answer(self._answer)

    def _answered(self) -> Answer:
        """Read the fields as their person writes them, ask the calculator, and sort out what it finds fault with."""
        texts = self._forms[self._chosen].texts
        errors: dict[str, str | None] = {each.key: None for each in self.chosen.inputs}
        readings = {each.key: read_input(each.kind, texts.get(each.key, ""), self._today()) for each in self.chosen.inputs}
        given: dict[str, str] = {}
        waits: list[str] = []
        for key, reading in readings.items():
            if reading.error is not None:
                errors[key] = reading.error
            given[key] = str(reading.value or texts.get(key, "").strip())
        try:
            found = calculate(self._chosen, given)
        except CalculationError as error:
            faults = error.faults
        else:
            if not any(errors.values()):
                return Answer(errors, rows=result_rows(found), working=working_lines(found), calculated=found)
            faults = ()
        missing = [self._missing(fault) for fault in faults if fault.found == _NOTHING]
        for fault in faults:
            if fault.found != _NOTHING and fault.key in errors:
                errors[fault.key] = errors[fault.key] or _sentence(fault)
            elif fault.found != _NOTHING:
                waits.append(_sentence(fault))
        wrong = [each.label for each in self.chosen.inputs if errors[each.key] is not None]
        for key, reading in readings.items():
            if reading.unfinished and key == self._focus:
                errors[key] = None
        waits += [TEXT.needed.format(inputs=" · ".join(missing))] if missing else []
        waits += [TEXT.waiting_for.format(inputs=" · ".join(wrong))] if wrong and not missing else []
        return Answer(errors, " ".join(waits))

    def _missing(self, fault: Fault) -> str:
        """What a missing input is called: by its caption where it alone is needed, else as the calculator puts it."""
        asked = next((each for each in self.chosen.inputs if each.key == fault.key), None)
        if asked is not None and asked.required:
            return asked.label
        return given_words(fault.expected)


def _searched(calculator: Calculator) -> str:
    asked = " ".join(each.label for each in calculator.inputs)
    return f"{calculator.title} {calculator.family} {calculator.about} {calculator.name} {asked}".casefold()


def _sentence(fault: Fault) -> str:
    words = given_words(fault.expected, example=True)
    return TEXT.write.format(expected=words).replace("?.", "?")
