"""What stands around an amount: times of day, how often, how long, calendar labels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ldn_calc.sig.amounts import AmountRules, Found, rule
from ldn_calc.sig.parts import Ask, Row
from ldn_calc.sig.terms import Term

__all__ = ["WEEK", "ItemRules", "Span", "Times"]

Times = tuple[tuple[str, ...], str, tuple[Ask, ...]]
"""Times of day; `hs` where HS was read, `daily` where the words say every day (nightly), both or neither; and what is asked."""

Span = tuple[int | None, int | None, str, tuple[Ask, ...]]
"""Days, months, `first` or `next`, and what is asked."""

_MOST_EVERY: Final = 6
_UK_PARTS: Final = ("7", "52", "12")
WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES: Final = dict(zip(WEEK, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))
_OF_EVERY_WEEK: Final = ("days", "sábados", "domingos")
_LONGEST_SHORT: Final = 5
_SURE_SPAN: Final = 5
"""Mon-Fri is five days and never two; Mon-Thu and Tue-Thu are written for both."""
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
        yield from self._some_days(at)

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

    def _some_days(self, at: int) -> Iterator[Found[tuple[None, tuple[str, ...], tuple[Ask, ...]]]]:
        """So many times a week, which names no day; and words that are read as other days by others: each is a question."""
        for end, number in self._times_a_week(at):
            found = self.words(at, end)
            readings = (f"only on {number} days of the week that are named", "every day")
            sentence = f'"{found}" does not say on which days. Name them, as in Mon, Wed and Fri.'
            yield end, (None, (), (Ask("how often", found, readings, sentence),)), (Row(at, end, "days of the week: a question"),)
        starts = [at, *(end for end, _ in self.terms(at, "weekday-lead", "every-head"))]
        for start in starts:
            for end, term in self.terms(start, "ask-weekday"):
                for last in [end, *(only for only, _ in self.terms(end, "weekday-only"))]:
                    ask = self._asked("how often", start, last, term)
                    yield last, (None, (), (ask,)), (Row(at, last, "days of the week: a question"),)

    def _times_a_week(self, at: int) -> Iterator[tuple[int, int]]:
        """`3x a week`, `5 nights a week`, `2 veces por semana`, `3x/wk`: up to where, and how many."""
        yield from ((end, int(term.value)) for end, term in self.terms(at, "times-a-week"))
        for after, number, _ in self.number(at):
            if number.form not in ("digits", "word") or number.value.denominator != 1:
                continue
            middles = [end for end, _ in self.terms(after, "day-unit", "times-word")] + [after + 1] * (self.key(after) == "x")
            for middle in middles:
                for end, term in self.terms(middle, "interval"):
                    if term.value == "7":
                        yield end, int(number.value)
                if self.key(middle) in ("/", "out", "of"):
                    yield from ((end, int(number.value)) for end, unit in self.terms(middle + 1, "day-unit") if unit.value == "7")

    @rule
    def named_days(self, at: int) -> Iterator[Found[tuple[tuple[str, ...], tuple[str, ...], tuple[Ask, ...]]]]:
        """Days of the week by name, Monday first, the time that their nights or mornings carry, and what is asked.

        `Mon, Wed and Fri`, `on weekdays only`, `lunes a viernes`, `every Monday`, `3 times a week: Mon/Wed/Fri`, `Mon-Fri nights`.
        """
        leads = [(at, 0, False), *((end, 0, True) for end, _ in self.terms(at, "every-head"))]
        leads += [(end, 0, term.value == "only on") for end, term in self.terms(at, "weekday-lead")]
        for end, number in self._times_a_week(at):
            opened = end + (self.key(end) in ("(", ",", ":", "-"))
            leads += [(start, number, True) for start in [opened, *(last for last, _ in self.terms(opened, "weekday-lead"))]]
        for start, number, sure in leads:
            bracket = number and "(" in (self.key(start - 1), self.key(start - 2)) and self.key(start - 1) not in (")",)
            lists = list(self._day_list(start))
            longest = max((end for end, _, _ in lists), default=start)  # a part of a list leaves days out
            for end, days, asks in lists:
                if end < longest:
                    continue
                named = tuple(day for day in WEEK if day in days)
                if number and number != len(named):
                    continue
                close = end
                if bracket:
                    if self.key(end) != ")":
                        continue
                    close = end + 1
                said = self._days_said(named)
                one = asks if sure else asks + self._one_day(start, end, named)
                yield close, (named, (), one), (Row(at, close, said),)
                for last, _ in self.terms(close, "weekday-only"):
                    yield last, (named, (), asks), (Row(at, last, said),)
                for last, term in self.terms(close, "weekday-time"):
                    yield last, (named, (term.value,), one), (Row(at, last, f"{said}, time: {term.value}"),)

    def _one_day(self, at: int, end: int, named: tuple[str, ...]) -> tuple[Ask, ...]:
        """One day that nothing says to be of every week (Mondays, every Monday, only Monday) may be that of the first dose."""
        several = any(last == end and term.text.lower().endswith(_OF_EVERY_WEEK) for last, term in self.terms(at, "weekday"))
        if len(named) > 1 or several:
            return ()
        found, day = self.words(at, end), _DAY_NAMES[named[0]]
        readings = (f"every {day}", f"every day, from {day} on")
        return (Ask("how often", found, readings, f'"{found}": on {day}s alone, or the day of the first dose?'),)

    @staticmethod
    def _days_said(days: tuple[str, ...]) -> str:
        return "every day of the week" if len(days) == len(WEEK) else f"on {', '.join(_DAY_NAMES[day] for day in days)}"

    def _day_list(self, at: int) -> Iterator[tuple[int, tuple[str, ...], tuple[Ask, ...]]]:
        """One day or more, each once, parted by commas, slashes, blanks or and."""
        open_ones = list(self._day_item(at))
        while open_ones:
            end, days, asks = open_ones.pop()
            bare = end - at == 2 or (end - at == 3 and self.key(at + 1) == "/")  # Mon Fri, Mon/Fri
            apart = len(days) == 2 and bare and self._length(*days) >= _SURE_SPAN
            also = (self._two_or_all(at, end, *days),) if apart else ()
            yield end, days, asks + also
            for start in self._next_day(end):
                open_ones += [
                    (last, days + more, asks + asked) for last, more, asked in self._day_item(start) if not set(more) & set(days)
                ]

    def _next_day(self, at: int) -> list[int]:
        """Where another day of a list may begin."""
        comma = at + (self.key(at) in (",", "/"))
        return [at, *([comma] if comma > at else []), *(end for start in {at, comma} for end, _ in self.terms(start, "and"))]

    def _day_item(self, at: int) -> Iterator[tuple[int, tuple[str, ...], tuple[Ask, ...]]]:
        """A day, days that a word names together, or the days from one to another."""
        for end, term in self._weekdays(at):
            days = tuple(term.value.split())
            yield end, days, ()
            if len(days) > 1:
                continue
            words = [last for last, _ in self.terms(end, "through") if not self.terms(end, "and")]
            words += [last for last, joined in self.terms(end, "target") if joined.text in ("to", "a", "hasta")]
            for start in dict.fromkeys(words):
                for last, other in self._weekdays(start):
                    if other.value != days[0] and " " not in other.value:
                        yield last, self._days_to(days[0], other.value), ()
            yield from self._dashed(at, end, days[0])

    def _weekdays(self, at: int) -> Iterator[tuple[int, Term]]:
        """Words for days of the week, a point after a short one with it (Mon., Wed.)."""
        for end, term in self.terms(at, "weekday"):
            yield end, term
            if self.key(end) == "." and self.glued(end) and len(term.text) <= _LONGEST_SHORT and end + 1 < self.size:
                yield end + 1, term

    def _dashed(self, at: int, end: int, first: str) -> Iterator[tuple[int, tuple[str, ...], tuple[Ask, ...]]]:
        """`Mon-Fri` is the days from one to the other, `Mon-Wed-Fri` a list; a short span by a dash alone may be two days."""
        days, here = [first], end
        while self.key(here) == "-":
            following = [(last, term.value) for last, term in self._weekdays(here + 1) if " " not in term.value]
            if not following or following[0][1] in days:
                break
            here = following[0][0]
            days.append(following[0][1])
        if len(days) > 2:
            yield here, tuple(days), ()
        elif len(days) == 2:
            length = self._length(*days)
            asks = (self._two_or_all(at, here, *days),) if 2 < length < _SURE_SPAN else ()
            yield here, self._days_to(*days), asks

    def _two_or_all(self, at: int, end: int, first: str, last: str) -> Ask:
        found = self.words(at, end)
        readings = tuple(f"{_DAY_NAMES[first]} {word} {_DAY_NAMES[last]}" for word in ("to", "and"))
        return Ask("how often", found, readings, f'"{found}": {readings[0]}, or only {readings[1]}?')

    @staticmethod
    def _length(first: str, last: str) -> int:
        return (WEEK.index(last) - WEEK.index(first)) % len(WEEK) + 1

    def _days_to(self, first: str, last: str) -> tuple[str, ...]:
        start = WEEK.index(first)
        return tuple(WEEK[(start + number) % len(WEEK)] for number in range(self._length(first, last)))

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
