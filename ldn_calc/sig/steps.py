"""One step: its amount and whatever stands before and after it, in any order, each thing once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ldn_calc.sig.amounts import Found, rule
from ldn_calc.sig.facts import FactRules
from ldn_calc.sig.items import WEEK, Times
from ldn_calc.sig.parts import Amount, Ask, Fact, PartSaid, Row, Step, StepSaid
from ldn_calc.sig.terms import Term
from ldn_calc.sig.tokens import Token

__all__ = ["StepRules", "TooManyReadingsError"]

_PAUSES: Final = (",", ";", ".", "\n")
_MOST_STATES: Final = 20_000


class TooManyReadingsError(Exception):
    """A line with more readings than anybody can tell apart."""


class StepRules(FactRules):
    """The rules for one step.

    Attributes:
        furthest: the piece up to which some reading came.
    """

    def __init__(self, text: str, tokens: Sequence[Token], edges: Sequence[Sequence[tuple[int, Term]]]) -> None:
        super().__init__(text, tokens, edges)
        self.furthest = 0
        self._states = 0

    def _came_to(self, at: int) -> None:
        self.furthest = max(self.furthest, at)
        self._states += 1
        if self._states > _MOST_STATES:
            raise TooManyReadingsError

    def _after_pause(self, at: int, *, header: bool = False) -> Iterator[int]:
        """Where it goes on after a comma, a point, a line's end; in a header after a colon or a dash too."""
        key = self.key(at)
        if key == "\n" or (key in _PAUSES and not self._before_digits(at)) or (header and key == ":"):
            end = at + 1
            while self.key(end) == "\n":
                end += 1
            yield end
        elif header and key == "-" and not self.glued(at) and not self.glued(at + 1) and not list(self.mass(at + 1)):
            yield at + 1

    def _before_digits(self, at: int) -> bool:
        """A point or comma between what could be one number."""
        number = at + 1 < self.size and self.tokens[at + 1].kind == "number"
        return self.glued(at) and number and self.glued(at + 1) and self.tokens[at - 1].kind == "number"

    def _finished(self, at: int) -> bool:
        """Whether only a full stop and line ends are left."""
        at += self.key(at) in (".", ";")
        while self.key(at) == "\n":
            at += 1
        return at == self.size

    def _past(self, end: int, signs: tuple[str, ...]) -> list[int]:
        return [end, end + 1] if self.key(end) in signs else [end]

    def _steps(self, at: int) -> Iterator[Found[PartSaid]]:
        for start, (step, facts, asks), rows in self._leads(at):
            for end, amount, amount_rows in self.amount(start):
                begun = step._replace(doses=(amount,), asks=step.asks + self._after_days(start, end, step, amount))
                yield from (each for each in self._tails(end, (begun, facts, asks), rows + amount_rows) if not each[1][0].each)
            for end, _ in self.terms(start, "double"):
                yield from self._tails(
                    end, (step._replace(way="double"), facts, asks), (*rows, Row(start, end, "twice the dose before"))
                )

    def _after_days(self, at: int, end: int, step: Step, amount: Amount) -> tuple[Ask, ...]:
        """`2 week 2`: a number of weeks and a dose, or a dose and the week it is taken in."""
        unit = amount.bare is not None and step.days is not None and any(last == at for last, _ in self.terms(at - 1, "day-unit"))
        if not unit:
            return ()
        found = self.words(at - 2, end)
        return (
            Ask(
                "days",
                found,
                (f"{step.days} days of {amount.written}", f"{found} as a label"),
                f'"{found}": for so long, or in that week?',
            ),
        )

    @rule
    def _leads(self, at: int) -> Iterator[Found[StepSaid]]:
        """What may stand before the amount of a step."""
        open_ones: list[Found[StepSaid]] = [(at, (Step(), (), ()), ())]
        seen = set()
        while open_ones:
            here, (step, facts, asks), rows = open_ones.pop()
            if (here, step, facts, asks) in seen:
                continue
            seen.add((here, step, facts, asks))
            self._came_to(here)
            yield here, (step, facts, asks), rows
            for end, after, more in self._lead_items(here, step):
                open_ones += [(last, (after, facts, asks), rows + more) for last in self._past(end, (":", ","))]
            for end, (said, also), more in self.facts(here):
                if not said:
                    open_ones += [(last, (step, facts, asks + also), rows + more) for last in self._past(end, (",", ":"))]

    def _lead_items(self, at: int, step: Step) -> Iterator[tuple[int, Step, tuple[Row, ...]]]:
        for end, term in self.terms(at, "verb", "start"):
            yield end, step._replace(led=True), (Row(at, end, term.value),)
        if not step.way:
            for end, term in self.terms(at, "rise", "fall"):
                if term.value == "to":
                    way = f"to-{'down' if term.kind == 'fall' else 'up'}"
                    yield end, step._replace(way=way), (Row(at, end, "next dose"),)
        for end, after, rows in self._qualified(at, step, lead=True):
            yield end, after, rows

    def _qualified(self, at: int, step: Step, *, lead: bool = False) -> Iterator[tuple[int, Step, tuple[Row, ...]]]:
        """A step with one thing more said of it: time, how often, how long, which weeks."""
        for end, (times, said, asks), rows in self.time(at):
            found = self._timed(at, end, step, (times, said, asks), lead=lead)
            if found:
                yield end, self._daily(at, end, found) if said == "daily" else found, rows
        for end, (every, times, asks), rows in self.often(at):
            if every == 1:
                yield end, self._daily(at, end, step), rows
                continue
            found = self._timed(at, end, step, (times, "", asks), lead=lead) if times else step._replace(asks=step.asks + asks)
            if found and step.every not in (None, every or 0):
                found = found._replace(asks=(*found.asks, self._how_often(at, end)))
            if found and (step.daily or step.weekdays):
                found = found._replace(asks=(*found.asks, self._how_often(at, end)))
            if found:
                yield end, found._replace(every=every or 0), rows
        for end, (named, times, asks), rows in self.named_days(at):
            found = self._on_days(at, end, step, (named, times, asks), lead=lead)
            if found:
                yield end, found, rows
        if step.days is None and step.months is None:
            for end, (days, months, order, asks), rows in self.span(at):
                asked = step.asks + asks
                yield end, step._replace(days=days, months=0 if asks and days is None else months, order=order, asks=asked), rows
        if step.label is None and not step.onward:
            for end, label, rows in self.label(at):
                yield end, step._replace(label=label), rows

    def _on_days(
        self, at: int, end: int, step: Step, said: tuple[tuple[str, ...], tuple[str, ...], tuple[Ask, ...]], *, lead: bool
    ) -> Step | None:
        """A step on named days of the week; they may limit a daily word (nightly Mon-Fri), nothing else that says how often."""
        named, times, asks = said
        found = self._timed(at, end, step, (times, "", ()), lead=lead) if times else step
        if found is None:
            return None
        if step.weekdays or step.every is not None:
            asks = (*asks, self._how_often(at, end))
        if len(step.doses) > 1:
            words = self.words(at, end)
            readings = (f"both doses {words}", f"{step.doses[1].written} {words}, {step.doses[0].written} every day")
            asks = (*asks, Ask("how often", words, readings, f'"{words}": both doses, or the second alone?'))
        found = found._replace(asks=found.asks + asks, apart=self.key(at - 1) in _PAUSES and bool(step.doses))
        return self._daily(at, end, found) if len(named) == len(WEEK) else found._replace(weekdays=named)

    def _daily(self, at: int, end: int, step: Step) -> Step:
        """Every day is said; beside every other day it is a question."""
        asks = step.asks if step.every is None else (*step.asks, self._how_often(at, end))
        return step._replace(daily=True, asks=asks)

    def _how_often(self, at: int, end: int) -> Ask:
        found = self.words(at, end)
        return Ask("how often", found, (found, "as the other words say"), f'"{found}" beside other words for how often. Which?')

    def _timed(self, at: int, end: int, step: Step, said: Times, *, lead: bool) -> Step | None:
        times, hs, asks = said[0], said[1] == "hs", said[2]
        if hs and (lead or self.terms(end, "caps", "liquid", "susp", "drug") or (step.times and not step.hs)):
            asks = (*asks, self._hs(at, end))
        if step.hs and not hs and times:
            asks = (*asks, self._hs(at, end))
        if asks:
            return step._replace(
                times=step.times or times, asks=step.asks + tuple(ask for ask in asks if ask not in step.asks), hs=step.hs or hs
            )
        if not step.times:
            return step._replace(times=times, hs=hs)
        if len(step.doses) < 2 and step.times == times:
            return step._replace(hs=step.hs or hs)
        if len(step.doses) < 2 and len(step.times) == len(times) == 1:
            found = f"{step.times[0]}, {times[0]}"
            readings = (f"at both times: {step.times[0]} and {times[0]}", f"{step.times[0]}", f"{times[0]}")
            ask = Ask("time", self.words(at, end), readings, f"Two times of day without and: {found}. Which?")
            return step._replace(asks=(*step.asks, ask))
        return None

    def _hs(self, at: int, end: int) -> Ask:
        return Ask(
            "time", self.words(at, end), ("at bedtime", "half-strength"), "HS is read as bedtime and as half-strength. Which?"
        )

    def _tails(self, at: int, begun: StepSaid, rows: tuple[Row, ...], *, steps: bool = True) -> Iterator[Found[StepSaid]]:
        """What may follow an amount, in any order; each thing once."""
        open_ones: list[Found[StepSaid]] = [(at, begun, rows)]
        seen = set()
        while open_ones:
            here, (step, facts, asks), so_far = open_ones.pop()
            known = (here, step[len(step.doses) < 2 :], facts, asks)  # a first dose is the same in all of them
            if known in seen:
                continue
            seen.add(known)
            self._came_to(here)
            yield here, (step, facts, asks), so_far
            if steps:
                for end, after, more in self._second_dose(here, step):
                    open_ones.append((end, (after, facts, asks), so_far + more))
            if self.key(here) == "-" and not self.glued(here) and not self.glued(here + 1):
                for end, (said, also), more in self.facts(here + 1):
                    if all(fact.kind in ("quantity", "refills") for fact in said):
                        open_ones.append((end, (step, facts + said, asks + also), so_far + more))
            for place in [here, *self._after_pause(here)]:
                for end, after, more in self._tail_items(place, step):
                    open_ones.append((end, (after, facts, asks), so_far + more))
                for end, (said, also), more in self.facts(place):
                    if self._may_stand(said, here, place, end, labeled=step.label is not None):
                        open_ones.append((end, (step, facts + self._marked(said, place), asks + also), so_far + more))
                if place > here:
                    for end, word, more in self._all_time(place):
                        open_ones.append((end, (step, (*facts, word), asks), so_far + more))
                else:
                    for end, word, more in self._all_time(place, only_said=True):
                        open_ones.append((end, (step, (*facts, word), asks), so_far + more))

    def _may_stand(self, said: tuple[Fact, ...], here: int, place: int, end: int, *, labeled: bool) -> bool:
        """A capsule's strength stands apart or in brackets; a number of capsules is a quantity without a word only at the end."""
        apart = place > here
        for fact in said:
            if fact.kind == "quantity-bare" and not (apart and self._only_facts(end)):
                return False
            if fact.written == "caps" and labeled and not apart and self.tokens[place - 1].kind == "number":
                return False  # week 1 and 2 caps
            if fact.kind in ("capsule", "capsule-first", "drug-mass") and not (apart or self.key(place) == "("):
                return False
        return True

    def _only_facts(self, at: int) -> bool:
        """Whether nothing but refills, advice and the like follow to the end of the line."""
        if self._finished(at):
            return True
        places = [at, *self._after_pause(at)]
        return any(self._only_facts(end) for place in places for end, _, _ in self.facts(place))

    def _marked(self, said: tuple[Fact, ...], at: int) -> tuple[Fact, ...]:
        """A capsule's strength that follows the doses without brackets is one only beside numbers of capsules."""
        kind = "capsule-beside" if self.key(at) == "(" else "capsule-after"
        return tuple(fact._replace(kind=kind) if fact.kind == "capsule" else fact for fact in said)

    def _tail_items(self, at: int, step: Step) -> Iterator[tuple[int, Step, tuple[Row, ...]]]:
        for end, after, rows in self._qualified(at, step):
            yield end, after, rows
            if after.days is not None and step.days is None and not after.each:
                for last, term in self.terms(end, "each"):
                    yield last, after._replace(each=True), (*rows, Row(end, last, term.value))
        if not step.led and step == Step(doses=step.doses, way=step.way, asks=step.asks):
            for end, term in self.terms(at, "verb"):  # naltrexone 3 mg take at bedtime
                for last, after, rows in self._qualified(end, step):
                    yield last, after._replace(led=True), (Row(at, end, term.value), *rows)
        if not step.each and step.days is None:
            for end, term in self.terms(at, "each"):
                for last, (days, months, order, asks), rows in self.span(end):
                    if days is not None and months is None and not order and not asks:
                        yield last, step._replace(days=days, each=True), (Row(at, end, term.value), *rows)
        if self.key(at) == "(":
            for end, after, rows in self._qualified(at + 1, step):
                if self.key(end) == ")":
                    yield end + 1, after, rows
        if step.days is None and step.months is None and not step.onward and step.label is None:
            for end, term in self.terms(at, "onward"):
                if self.key(at) == "on":
                    continue
                yield end, step._replace(onward=True), (Row(at, end, term.value),)

    def _all_time(self, at: int, *, only_said: bool = False) -> Iterator[tuple[int, Fact, tuple[Row, ...]]]:
        """A time of day that is that of every step: `all at bedtime`, or set apart at the end."""
        starts: list[tuple[int, tuple[Row, ...]]] = [] if only_said else [(at, ())]
        kinds = ("all",) if only_said else ("all", "verb")
        starts += [(end, (Row(at, end, term.value),)) for end, term in self.terms(at, *kinds)]
        for start, rows in starts:
            for end, (times, said, asks), more in self.time(start):
                form_next = said == "hs" and self.terms(end, "caps", "liquid", "susp", "drug")
                if not self.terms(at, "all") and not self._only_facts(end):
                    continue  # in the middle it is that of its step
                if len(times) == 1 and not asks and not form_next:
                    yield end, Fact("all", word=times[0], written=self.words(at, end)), rows + more

    def _second_dose(self, at: int, step: Step) -> Iterator[tuple[int, Step, tuple[Row, ...]]]:
        """`1.5 mg qam and 3 mg qhs`: each of the two has its own time."""
        if len(step.doses) != 1 or step.way == "ladder":
            return
        starts: list[tuple[int, tuple[Row, ...]]] = [(end, (Row(at, end, term.value),)) for end, term in self.terms(at, "and")]
        if self.key(at) == ",":
            starts += [(at + 1, ())]
            starts += [(end, (Row(at + 1, end, term.value),)) for end, term in self.terms(at + 1, "and")]
        for start, rows in starts:
            verbs: list[tuple[int, tuple[Row, ...]]] = [(start, ())]
            verbs += [(end, (Row(start, end, "take"),)) for end, _ in self.terms(start, "verb")]
            for after, verb in verbs:
                for end, amount, more in self.amount(after):
                    yield from self._second(end, step, amount, (*rows, *verb, *more), joined=bool(rows))

    def _second(
        self, at: int, step: Step, amount: Amount, rows: tuple[Row, ...], *, joined: bool
    ) -> Iterator[tuple[int, Step, tuple[Row, ...]]]:
        one = step.doses[0]
        if not step.times:
            if joined and amount.bare is None and step.days is None:
                found = f"{one.written}, {amount.written}"
                readings = (f"{one.written} and {amount.written} together", f"{one.written} or {amount.written}")
                ask = Ask("dose", found, readings, f"{one.written} and {amount.written} without two times of day: both together?")
                yield at, step._replace(doses=(one, amount), asks=(*step.asks, ask)), rows
            return
        if len(step.times) != 1 or step.days is not None or step.months is not None or step.label is not None:
            return
        places: list[tuple[int, tuple[Row, ...]]] = [(at, ())]
        places += [(end, (Row(at, end, "route: by mouth"),)) for end, _ in self.terms(at, "route")]
        for place, route in places:
            for end, (times, said, asks), more in self.time(place):
                if len(times) == 1 and times != step.times and not asks:
                    hs = step.hs or said == "hs"
                    both = step._replace(doses=(one, amount), times=step.times + times, hs=hs, comma=not joined)
                    if step.weekdays or step.every is not None:
                        readings = ("both doses on the days that the first names", f"{amount.written} every day")
                        sentence = f"{amount.written}: on the days of the first dose, or every day?"
                        both = both._replace(asks=(*both.asks, Ask("how often", amount.written, readings, sentence)))
                    yield end, both, (*rows, *route, *more)
