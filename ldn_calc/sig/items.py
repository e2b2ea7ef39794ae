"""What stands around an amount: times of day, how often, how long, calendar labels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ldn_calc.sig.amounts import AmountRules, Found, rule
from ldn_calc.sig.parts import Ask, Row
from ldn_calc.sig.terms import Term

__all__ = ["ItemRules", "Span", "Times"]

Times = tuple[tuple[str, ...], str, tuple[Ask, ...]]
"""Times of day; `hs` where HS was read, `daily` where the words say every day (nightly), both or neither; and what is asked."""

Span = tuple[int | None, int | None, str, tuple[Ask, ...]]
"""Days, months, `first` or `next`, and what is asked."""

_MOST_EVERY: Final = 6
_UK_PARTS: Final = ("7", "52", "12")
_TWICE: Final = ("morning and at bedtime", "morning and in the evening")


class ItemRules(AmountRules):
    """The rules for times of day, days and labels."""

    @rule
    def time(self, at: int) -> Iterator[Found[Times]]:
        """One time of day, or two with `and` between; twice a day only with its two times."""
        yield from self._one_time(at)
        for end, term in self.terms(at, "twice"):
            found = self.words(at, end)
            readings = tuple(f"in the {each}" for each in _TWICE)
            ask = Ask("time", found, readings, f'"{found}": at which two times of day?')
            yield end, ((), "", (ask,)), (Row(at, end, term.value),)
        yield from self._two_times(at)

    def _one_time(self, at: int) -> Iterator[Found[Times]]:
        for end, term in self.terms(at, "time", "time-hs"):
            time, _, daily = term.value.partition(" ")
            said = "hs" if term.kind == "time-hs" else daily
            yield end, ((time,), said, ()), (Row(at, end, f"time: {time}", self._said(at, end, term)),)
        for end, term in self.terms(at, "ask-time", "ask-case"):
            yield end, ((), "", (self._asked("time", at, end, term),)), (Row(at, end, "time of day: a question"),)
        yield from self._clock(at)

    def _clock(self, at: int) -> Iterator[Found[Times]]:
        start = max((end for end, _ in self.terms(at, "clock")), default=at)
        if start >= self.size or self.tokens[start].kind != "number":
            return
        after = start + 1
        if self.key(after) == ":" and after + 1 < self.size and self.tokens[after + 1].kind == "number":
            after += 2
        for end in (after + 1, after + 3, after + 4):
            said = "".join(self.key(piece) for piece in range(after, min(end, self.size)))
            if said in ("pm", "p.m", "p.m."):
                found = self.words(at, end)
                ask = Ask("time", found, ("in the evening", "at bedtime"), f'"{found}" is a clock time: evening or bedtime?')
                yield end, ((), "", (ask,)), (Row(at, end, "time of day: a question"),)

    def _two_times(self, at: int) -> Iterator[Found[Times]]:
        twice = [(at, ())] + [(end, (Row(at, end, term.value),)) for end, term in self.terms(at, "twice")]
        for start, head in twice:
            opened = start + (start > at and self.key(start) in ("(", ",", ":"))
            bracket = opened > start and self.key(start) == "("
            for middle, (first, said, asks), rows in self._named_time(opened):
                for joined, connector in self.terms(middle, "and"):
                    for end, (second, too, more), later in self._named_time(joined):
                        close = end + bracket
                        if first == second or not first or not second or (bracket and self.key(end) != ")"):
                            continue
                        shown = (*head, *rows, Row(middle, joined, connector.value), *later)
                        both = "hs" if "hs" in (said, too) else said and too
                        yield close, ((*first, *second), both, asks + more), shown

    def _named_time(self, at: int) -> Iterator[Found[Times]]:
        yield from self._one_time(at)
        for end, term in self.terms(at, "time-word"):
            yield end, ((term.value,), "", ()), (Row(at, end, f"time: {term.value}"),)

    def _asked(self, about: str, at: int, end: int, term: Term) -> Ask:
        found = self.words(at, end)
        readings = tuple(term.value.split("|"))
        listed = ", ".join(readings[:-1]) + " and " + readings[-1] if len(readings) > 1 else readings[0]
        sentence = f'"{found}" is read as {listed}. Which?' if len(readings) > 1 else f'"{found}": {readings[0]}. Which?'
        return Ask(about, found, readings, sentence)

    @rule
    def often(self, at: int) -> Iterator[Found[tuple[int | None, tuple[str, ...], tuple[Ask, ...]]]]:
        """Every so many days: 1 for daily words, with the time that "every other night" carries with it; None is a question."""
        for end, _ in self.terms(at, "daily"):
            yield end, (1, (), ()), (Row(at, end, "every day"),)
        for end, term in self.terms(at, "every"):
            days, _, time = term.value.partition(" ")
            yield from self._every(at, end, int(days), (time,) if time else ())
        for middle, _ in self.terms(at, "every-head"):
            for after, number, _ in self.number(middle):
                for end, unit in self.terms(after, "day-unit"):
                    if number.form in ("digits", "word") and number.value.denominator == 1 and unit.value in ("1", "1 night"):
                        yield from self._every(at, end, int(number.value), ("bedtime",) if "night" in unit.value else ())
            for after, ordinal, language in self._ordinals(middle):
                for end, unit in self.terms(after, "day-unit"):
                    if unit.value in ("1", "1 night") and language == "en":
                        yield from self._every(at, end, ordinal, ("bedtime",) if "night" in unit.value else ())
        for end, term in self.terms(at, "ask-every"):
            yield end, (None, (), (self._asked("how often", at, end, term),)), (Row(at, end, "how often: a question"),)
        for end, term in self.terms(at, "interval"):
            found = self.words(at, end)
            readings = (f"one dose every {term.value} days", "every day")
            ask = Ask("how often", found, readings, f'"{found}": one dose every {term.value} days?')
            yield end, (None, (), (ask,)), (Row(at, end, "how often: a question"),)
        yield from self._weekdays(at)

    def _every(
        self, at: int, end: int, days: int, times: tuple[str, ...]
    ) -> Iterator[Found[tuple[int, tuple[str, ...], tuple[Ask, ...]]]]:
        asks: tuple[Ask, ...] = ()
        if days > _MOST_EVERY:
            found = self.words(at, end)
            asks = (Ask("how often", found, (f"a dose every {days} days", "every day"), f'"{found}": one dose every {days} days?'),)
        elif days < 2:
            return
        yield end, (days, times, asks), (Row(at, end, f"every {days} days"),)

    def _weekdays(self, at: int) -> Iterator[Found[tuple[None, tuple[str, ...], tuple[Ask, ...]]]]:
        """Days of the week, and so many times a week, which names none: all are one question, made here alone."""
        ends = [end for end, _ in self.terms(at, "weekday")]
        ends += [
            end for after, number, _ in self.number(at) if number.form in ("digits", "word") for end in self._times_a_week(after)
        ]
        while ends:
            end = ends.pop()
            found = self.words(at, end)
            ask = Ask(
                "how often",
                found,
                (f"only on {found}", "every day"),
                f'"{found}" leaves days out, which is not read yet: choose the days in the regimen itself.',
            )
            yield end, (None, (), (ask,)), (Row(at, end, "days of the week: a question"),)
            after = end + (self.key(end) in (",", "/", "-", "&", "and", "y", "to", "a"))
            ends += [last for last, _ in self.terms(after, "weekday")]

    def _times_a_week(self, at: int) -> Iterator[int]:
        """`x a week`, `nights a week`, `days per week`, `veces por semana`."""
        middles = [end for end, _ in self.terms(at, "day-unit", "times-word")] + [at + 1] * (self.key(at) == "x")
        for middle in middles:
            for end, term in self.terms(middle, "interval"):
                if term.value == "7":
                    yield end
            if self.key(middle) in ("/", "out", "of"):
                after = middle + 1
                yield from (end for end, unit in self.terms(after, "day-unit") if unit.value == "7")

    @rule
    def span(self, at: int) -> Iterator[Found[Span]]:
        """How long: `x 14 d`, `for 2 weeks`, `30 nights`, `first 2 weeks`, `3 months`; `x 30` alone is a question."""
        leads: list[tuple[int, str]] = [(at, "")]
        leads += [(end, term.value) for end, term in self.terms(at, "for")]
        for start, lead in leads:
            order = lead if lead in ("first", "next") else ""
            for after, number, _ in self.number(start):
                if number.value.denominator != 1 or number.form not in ("digits", "word", "article"):
                    continue
                if number.form == "article" and lead != "for":
                    continue
                said = self.said_again(after, number.value)
                yield from self._units(at, said, int(number.value), order, number.asks)
                if lead == "for" and self.key(start - 1) == "x" and number.form == "digits":
                    yield self._x_alone(at, after, int(number.value))
            parts = self.tokens[start : start + 3]
            if (
                len(parts) == 3
                and parts[1].text == "/"
                and parts[2].text in _UK_PARTS
                and parts[0].kind == "number"
                and parts[1].glued
            ):
                found = self.words(at, start + 3)
                unit = ("days", "weeks", "months")[_UK_PARTS.index(parts[2].text)]
                readings = (f"{parts[0].text} {unit}", "a fraction")
                ask = Ask("days", found, readings, f'"{found}": {parts[0].text} {unit}, or a fraction?')
                yield start + 3, (None, None, order, (ask,)), (Row(at, start + 3, "how long: a question"),)
        for end, term in self.terms(at, "ask-days"):
            found = self.words(at, end)
            ask = Ask("days", found, ("a number of days", "a quantity"), f'"{found}": {term.value}. For how many days?')
            yield end, (None, None, "", (ask,)), (Row(at, end, "how long: a question"),)

    def said_again(self, at: int, number: Fraction) -> int:
        """Past a number said again in brackets, as in `30 (thirty)`; both must be the same."""
        if self.key(at) == "(":
            for end, again, _ in self.number(at + 1):
                if self.key(end) == ")" and again.value == number:
                    return end + 1
        return at

    def _units(self, at: int, after: int, number: int, order: str, asks: tuple[Ask, ...]) -> Iterator[Found[Span]]:
        here = after + (self.key(after) == "-" and self.glued(after) and self.glued(after + 1))
        for end, unit in self.terms(here, "day-unit"):
            if unit.value == "month" and self.key(end) == "(":
                for last, (days, _, _, more), _ in self.span(end + 1):
                    if days is not None and 28 * number <= days <= 31 * number and self.key(last) == ")":
                        yield last + 1, (days, None, order, asks + more), (Row(at, last + 1, f"{days} days"),)
            if unit.value == "month":
                yield end, (None, number, order, asks), (Row(at, end, f"{number} month{'' if number == 1 else 's'}"),)
            elif unit.value[0].isdigit():
                days = number * int(unit.value.split()[0])
                yield end, (days, None, order, asks), (Row(at, end, f"{days} day{'' if days == 1 else 's'}"),)
            else:
                found = self.words(at, end)
                ask = Ask("days", found, (f"{14 * number} days", f"{15 * number} days"), f'"{found}": {unit.note}?')
                yield end, (None, None, order, (*asks, ask)), (Row(at, end, "how long: a question"),)

    def _x_alone(self, at: int, after: int, number: int) -> Found[Span]:
        found = self.words(at, after)
        readings = (f"{number} days", f"{number} doses", f"{number} capsules")
        sentence = f'"{found}" has no unit: {number} days, doses or capsules?'
        return after, (None, None, "", (Ask("days", found, readings, sentence),)), (Row(at, after, "how long: a question"),)

    @rule
    def label(self, at: int) -> Iterator[Found[tuple[int, int, int]]]:
        """A calendar label: its unit in days, the first and the last of it; `week 5 on` has 0 for the last."""
        for after, unit in self.terms(at, "day-unit", "step-word"):
            size = 0 if unit.kind == "step-word" else int(unit.value) if unit.value in ("1", "7") else -1
            if size < 0:
                continue
            for end, number, _ in self.number(after):
                if number.form != "digits" or number.value.denominator != 1 or number.asks:
                    continue
                first = int(number.value)
                yield end, (size, first, first), (Row(at, end, self._label_words(size, first, first)),)
                for last, _ in self.terms(end, "onward"):
                    yield last, (size, first, 0), (Row(at, last, f"from {self._label_words(size, first, first)} on"),)
                joined = [last for last, _ in self.terms(end, "through")] + [end + 1] * (self.key(end) == "-")
                for start in joined if size else ():
                    for close, to, _ in self.number(start):
                        if to.form == "digits" and to.value.denominator == 1 and to.value > first and not to.asks:
                            yield (
                                close,
                                (size, first, int(to.value)),
                                (Row(at, close, self._label_words(size, first, int(to.value))),),
                            )
        for after, which, _ in self._ordinals(at):
            for end, unit in self.terms(after, "day-unit"):
                if unit.value == "7":
                    yield end, (7, which, which), (Row(at, end, self._label_words(7, which, which)),)

    def _ordinals(self, at: int) -> Iterator[tuple[int, int, str]]:
        """`second`, `2nd`: up to where, which, and in which language."""
        yield from ((end, int(term.value), term.language) for end, term in self.terms(at, "ordinal"))
        for end, number, _ in self.number(at):
            if number.form == "digits" and number.value.denominator == 1 and self.glued(end):
                yield from ((last, int(number.value), term.language) for last, term in self.terms(end, "ordinal-end"))

    @staticmethod
    def _label_words(size: int, first: int, last: int) -> str:
        if not size:
            return f"step {first}"
        start, end = (first - 1) * size + 1, last * size
        return f"day {start}" if start == end else f"days {start} to {end}"

    @rule
    def interval(self, at: int) -> Iterator[Found[tuple[int | None, tuple[Ask, ...]]]]:
        """How many days a step of a rise lasts; never how often a dose is taken."""
        for end, term in self.terms(at, "interval"):
            yield end, (int(term.value), ()), (Row(at, end, f"a step every {term.value} days"),)
        for middle, _ in self.terms(at, "every-head"):
            for after, number, _ in self.number(middle):
                if number.form not in ("digits", "word") or number.value.denominator != 1:
                    continue
                here = after + (self.key(after) == "-" and self.glued(after))
                for end, unit in self.terms(here, "day-unit"):
                    if not unit.value[0].isdigit():
                        continue
                    days = int(number.value) * int(unit.value.split()[0])
                    asks = number.asks
                    if unit.language == "es" and days in (8, 15):
                        found = self.words(at, end)
                        readings = (f"every {days - 1} days", f"every {days} days")
                        asks = (*asks, Ask("interval", found, readings, f'"{found}": {readings[0]} or {readings[1]}?'))
                    if days > 1:
                        yield end, (days, asks), (Row(at, end, f"a step every {days} days"),)
        for end, term in self.terms(at, "ask-interval"):
            yield end, (None, (self._asked("interval", at, end, term),)), (Row(at, end, "interval: a question"),)
