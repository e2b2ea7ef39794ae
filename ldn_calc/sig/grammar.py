"""The grammar of a line: steps, ladders, rises and falls, and every way in which they can follow each other.

All readings of the whole line are found, not the first; a piece that no rule takes up leaves the line unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from ldn_calc.sig.amounts import Found, rule
from ldn_calc.sig.items import ItemRules, Times
from ldn_calc.sig.parts import Amount, Ask, Fact, Ladder, Part, Rise, Row, Step
from ldn_calc.sig.terms import Term
from ldn_calc.sig.tokens import Token

__all__ = ["Grammar", "Reading", "TooManyReadingsError"]

Reading = tuple[tuple[Part, ...], tuple[Fact, ...], tuple[Ask, ...], tuple[Row, ...]]
"""The steps of one way to read a line, what is said of the whole, what is asked, and what each word means."""

_PAUSES: Final = (",", ";", ".", "\n")
_LADDER_SIGNS: Final = (">", "→", ",")
_RISE_BEGINS: Final = ("rise", "fall", "double", "interval", "every-head", "from", "ask-interval")
_MOST_READINGS: Final = 400
_MOST_STATES: Final = 20_000
_Tail = tuple[Step, tuple[Fact, ...], tuple[Ask, ...]]
_Said = tuple[tuple[Fact, ...], tuple[Ask, ...]]


class TooManyReadingsError(Exception):
    """A line with more readings than anybody can tell apart."""


class Grammar(ItemRules):
    """Every reading of one line.

    Attributes:
        furthest: the piece up to which some reading came.
    """

    def __init__(self, text: str, tokens: Sequence[Token], edges: Sequence[Sequence[tuple[int, Term]]]) -> None:
        super().__init__(text, tokens, edges)
        self.furthest = 0
        self._states = 0

    def readings(self) -> list[Reading]:
        """All of them; none where the line is not understood.

        Raises:
            TooManyReadingsError: too many to look at.
        """
        found: dict[tuple[tuple[Part, ...], tuple[Fact, ...], tuple[Ask, ...]], tuple[Row, ...]] = {}
        for start, (facts, asks), rows in self._heads():
            for parts, more, also, later in self._from(start):
                found.setdefault((parts, facts + more, asks + also), rows + later)
                if len(found) > _MOST_READINGS:
                    raise TooManyReadingsError
        return [(*key, rows) for key, rows in found.items()]

    def _came_to(self, at: int) -> None:
        self.furthest = max(self.furthest, at)
        self._states += 1
        if self._states > _MOST_STATES:
            raise TooManyReadingsError

    def _heads(self) -> Iterator[Found[_Said]]:
        """What stands before the directions."""
        first = 0
        while self.key(first) == "\n":
            first += 1
        open_ones: list[Found[_Said]] = [(first, ((), ()), ())]
        seen = set()
        while open_ones:
            at, (facts, asks), rows = open_ones.pop()
            self._came_to(at)
            for place in [at, *self._after_pause(at, header=True)] if at > first else [at]:
                if (place, facts, asks) in seen:
                    continue
                seen.add((place, facts, asks))
                yield place, (facts, asks), rows
                for end, (more, also), later in self.facts(place):
                    open_ones.append((end, (facts + more, asks + also), rows + later))

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

    @rule
    def _rest(self, at: int) -> Iterator[Found[tuple[tuple[Part, ...], tuple[Fact, ...], tuple[Ask, ...]]]]:
        """From a step on to the line's end."""
        for end, (part, facts, asks), rows in self._part_here(at):
            if self._finished(end):
                yield end, ((part,), facts, asks), rows
            for start, said in self._between(end):
                for last, (parts, more, also), later in self._rest(start):
                    yield last, ((part, *parts), facts + more, asks + also), (*rows, *said, *later)
            for start, said in [(end, ()), *((e, (Row(end, e, term.value),)) for e, term in self.terms(end, "and"))]:
                if not self.terms(start, *_RISE_BEGINS):
                    continue
                for last, (parts, more, also), later in self._rest(start):
                    if isinstance(parts[0], Rise):
                        yield last, ((part, *parts), facts + more, asks + also), (*rows, *said, *later)

    def _from(self, at: int) -> Iterator[Reading]:
        for _, (parts, facts, asks), rows in self._rest(at):
            yield parts, facts, asks, rows

    def _between(self, at: int) -> Iterator[tuple[int, tuple[Row, ...]]]:
        """What parts two steps: a pause, `then`, an arrow, or a pause and `then`."""
        starts = [(at, ()), *((end, ()) for end in self._after_pause(at))]
        for start, rows in starts:
            if start > at:
                yield start, rows
            for end, term in self.terms(start, "then"):
                row = Row(start, end, term.value)
                yield end, (row,)
                if self.key(end) in (",", ":"):
                    yield end + 1, (row,)
            arrow = self._arrow(start)
            if arrow > start and start == at:
                yield arrow, (Row(start, arrow, "next step"),)

    def _arrow(self, at: int) -> int:
        if self.key(at) in ("→", ">"):
            return at + 1
        return at + 2 if self.key(at) in ("-", "=") and self.key(at + 1) == ">" and self.glued(at + 1) else at

    @rule
    def _part_here(self, at: int) -> Iterator[Found[tuple[Part, tuple[Fact, ...], tuple[Ask, ...]]]]:
        yield from self._steps(at)
        yield from self._ladders(at)
        yield from self._rises(at)

    # One step

    def _steps(self, at: int) -> Iterator[Found[tuple[Part, tuple[Fact, ...], tuple[Ask, ...]]]]:
        for start, (step, facts, asks), rows in self._leads(at):
            for end, amount, amount_rows in self.amount(start):
                begun = step._replace(doses=(amount,))
                yield from (each for each in self._tails(end, (begun, facts, asks), rows + amount_rows) if not each[1][0].each)
            for end, _ in self.terms(start, "double"):
                yield from self._tails(
                    end, (step._replace(way="double"), facts, asks), (*rows, Row(start, end, "twice the dose before"))
                )

    @rule
    def _leads(self, at: int) -> Iterator[Found[_Tail]]:
        """What may stand before the amount of a step."""
        open_ones: list[Found[_Tail]] = [(at, (Step(), (), ()), ())]
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

    def _past(self, end: int, signs: tuple[str, ...]) -> list[int]:
        return [end, end + 1] if self.key(end) in signs else [end]

    def _lead_items(self, at: int, step: Step) -> Iterator[tuple[int, Step, tuple[Row, ...]]]:
        for end, term in self.terms(at, "verb", "start"):
            yield end, step, (Row(at, end, term.value),)
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
            if found and step.daily:
                found = found._replace(asks=(*found.asks, self._how_often(at, end)))
            if found:
                yield end, found._replace(every=every or 0), rows
        if step.days is None and step.months is None:
            for end, (days, months, order, asks), rows in self.span(at):
                asked = step.asks + asks
                yield end, step._replace(days=days, months=0 if asks and days is None else months, order=order, asks=asked), rows
        if step.label is None:
            for end, label, rows in self.label(at):
                yield end, step._replace(label=label), rows

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

    def _tails(self, at: int, begun: _Tail, rows: tuple[Row, ...], *, steps: bool = True) -> Iterator[Found[_Tail]]:
        """What may follow an amount, in any order; each thing once."""
        open_ones: list[Found[_Tail]] = [(at, begun, rows)]
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
                    if all(fact.kind == "quantity" for fact in said):
                        open_ones.append((end, (step, facts + said, asks + also), so_far + more))
            for place in [here, *self._after_pause(here)]:
                for end, after, more in self._tail_items(place, step):
                    open_ones.append((end, (after, facts, asks), so_far + more))
                for end, (said, also), more in self.facts(place):
                    if self._may_stand(said, here, place, end):
                        open_ones.append((end, (step, facts + self._marked(said, place), asks + also), so_far + more))
                if place > here or self.key(place - 1) == ")":
                    for end, word, more in self._all_time(place):
                        open_ones.append((end, (step, (*facts, word), asks), so_far + more))
                else:
                    for end, word, more in self._all_time(place, only_said=True):
                        open_ones.append((end, (step, (*facts, word), asks), so_far + more))

    def _may_stand(self, said: tuple[Fact, ...], here: int, place: int, end: int) -> bool:
        """A capsule's strength stands apart or in brackets; a number of capsules without a word for it is a quantity only at the end."""
        apart = place > here
        for fact in said:
            if fact.kind == "quantity-bare" and not (apart and self._ends_soon(end)):
                return False
            if fact.kind in ("capsule", "capsule-first", "drug-mass") and not (apart or self.key(place) == "("):
                return False
        return True

    def _ends_soon(self, at: int) -> bool:
        """Whether nothing but refills and pauses follow."""
        if self._finished(at):
            return True
        return any(self._finished(end) for place in self._after_pause(at) for end, (said, _), _ in self.facts(place) if not said)

    def _marked(self, said: tuple[Fact, ...], at: int) -> tuple[Fact, ...]:
        """A capsule's strength that follows the doses is one only beside numbers of capsules."""
        if self.key(at) == "(":
            return said
        return tuple(
            Fact("capsule-after", fact.number, fact.word, fact.written) if fact.kind == "capsule" else fact for fact in said
        )

    def _tail_items(self, at: int, step: Step) -> Iterator[tuple[int, Step, tuple[Row, ...]]]:
        for end, after, rows in self._qualified(at, step):
            yield end, after, rows
            if after.days is not None and step.days is None and not after.each:
                for last, term in self.terms(end, "each"):
                    yield last, after._replace(each=True), (*rows, Row(end, last, term.value))
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
        starts += [(end, (Row(at, end, term.value),)) for end, term in self.terms(at, "all")]
        for start, rows in starts:
            for end, (times, said, asks), more in self.time(start):
                form_next = said == "hs" and self.terms(end, "caps", "liquid", "susp", "drug")
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
        if len(step.times) != 1 or step.days is not None:
            return
        places: list[tuple[int, tuple[Row, ...]]] = [(at, ())]
        places += [(end, (Row(at, end, "route: by mouth"),)) for end, _ in self.terms(at, "route")]
        for place, route in places:
            for end, (times, said, asks), more in self.time(place):
                if len(times) == 1 and times != step.times and not asks:
                    both = step._replace(doses=(one, amount), times=step.times + times, hs=step.hs or said == "hs")
                    yield end, both, (*rows, *route, *more)

    # Ladders

    def _ladders(self, at: int) -> Iterator[Found[tuple[Part, tuple[Fact, ...], tuple[Ask, ...]]]]:
        for start, (lead, facts, asks), rows in self._leads(at):
            if lead.way or lead.label:
                continue
            plain_starts = [(start, rows)]
            plain_starts += [
                (end, (*rows, Row(start, end, "goes up" if term.kind == "rise" else "goes down")))
                for end, term in self.terms(start, "rise", "fall")
                if term.value == "any"
            ]
            for begun, said in plain_starts:
                yield from self._ladder(begun, lead._replace(way="ladder"), (facts, asks), said)
            for middle, term in self.terms(start, "rise", "fall"):
                if term.value != "any":
                    continue
                for end, (days, also), more in self.interval(middle):
                    if self.key(end) in (":", ",") and lead.days is None:
                        step = lead._replace(way="ladder", days=days, each=True, asks=lead.asks + also)
                        said = (*rows, Row(start, middle, "goes up" if term.kind == "rise" else "goes down"), *more)
                        yield from self._ladder(end + 1, step, (facts, asks), said)

    def _ladder(
        self, at: int, step: Step, said: _Said, rows: tuple[Row, ...]
    ) -> Iterator[Found[tuple[Part, tuple[Fact, ...], tuple[Ask, ...]]]]:
        for end, amounts, more, signs in self._amounts(at):
            for last, (rest, facts, asks), all_rows in self._tails(end, (step, *said), rows + more, steps=False):
                yield from self._laddered(last, amounts, rest, (facts, asks), all_rows, signs=signs)
                if rest.days is None:
                    for close, (days, also), later in self.interval(last):
                        kept = rest._replace(days=days, each=True, asks=rest.asks + also)
                        for final, (whole, facts2, asks2), everything in self._tails(
                            close, (kept, facts, asks), all_rows + later, steps=False
                        ):
                            yield from self._laddered(final, amounts, whole, (facts2, asks2), everything, signs=signs)

    def _laddered(
        self, at: int, amounts: tuple[Amount, ...], rest: Step, said: _Said, rows: tuple[Row, ...], *, signs: bool
    ) -> Iterator[Found[tuple[Part, tuple[Fact, ...], tuple[Ask, ...]]]]:
        if rest.every is not None or rest.label is not None or rest.order:
            return
        if not rest.each:
            if not signs:
                return
            found = amounts[0].written + " … " + amounts[-1].written
            if rest.days is None:
                ask = Ask("days", found, ("14 days each", "a number of days for each"), "How many days for each step?")
            else:
                ask = Ask(
                    "days",
                    found,
                    (f"{rest.days} days each", f"{rest.days} days in all"),
                    f"{rest.days} days for each step, or in all?",
                )
            rest = rest._replace(asks=(*rest.asks, ask))
        yield at, (Ladder(amounts, rest._replace(way="", each=False)), *said), rows

    def _amounts(self, at: int) -> Iterator[tuple[int, tuple[Amount, ...], tuple[Row, ...], bool]]:
        """Two or more amounts with arrows or commas between; the unit of the last is that of those before it without one."""
        open_ones: list[tuple[int, tuple[Amount, ...], tuple[Row, ...], bool]] = []
        for end, amount, rows in self.amount(at):
            if amount.each is None:
                open_ones.append((end, (amount,), rows, True))
        while open_ones:
            here, amounts, rows, signs = open_ones.pop()
            self._came_to(here)
            if len(amounts) > 1:
                same = _of_one_unit(amounts)
                if same:
                    yield here, same, rows, signs
            for start, more, sign in self._rungs(here):
                for end, amount, later in self.amount(start):
                    if amount.each is None:
                        open_ones.append((end, (*amounts, amount), rows + more + later, signs and sign))

    def _rungs(self, at: int) -> Iterator[tuple[int, tuple[Row, ...], bool]]:
        arrow = self._arrow(at)
        if arrow > at:
            yield arrow, (Row(at, arrow, "next step"),), True
        comma = at + (self.key(at) == ",")
        if comma > at and not self._before_digits(at):
            yield comma, (), False
        for end, term in self.terms(comma, "then"):
            yield end, (Row(comma, end, term.value),), False

    # Rises and falls

    def _rises(self, at: int) -> Iterator[Found[tuple[Part, tuple[Fact, ...], tuple[Ask, ...]]]]:
        for start, before, head in self._before_rise(at):
            for end, term in self.terms(start, "rise", "fall", "double"):
                falls = term.kind == "fall"
                words = "double" if term.kind == "double" else "goes down" if falls else "goes up"
                needs = {"by": "by", "to": "to"}.get(term.value, "") if term.kind != "double" else "double"
                rows = (*head, Row(start, end, words))
                for last, pieces, more in self._rise_pieces(end, {**before, "falls": falls}, needs):
                    rise = self._rise(pieces)
                    if rise is not None:
                        for close, (rest, facts, asks), all_rows in self._tails(
                            last, (rise.rest, (), ()), rows + more, steps=False
                        ):
                            if not rest.each:
                                yield close, (replace(rise, rest=rest), facts, asks), all_rows

    def _before_rise(self, at: int) -> Iterator[tuple[int, dict[str, object], tuple[Row, ...]]]:
        yield at, {}, ()
        for end, (days, asks), rows in self.interval(at):
            for start in self._past(end, (",", ":")):
                yield start, {"interval": days, "interval-said": True, "asks": asks}, rows
        for end, begin in self.terms(at, "from"):
            for middle, start_amount, rows in self.amount(end):
                for to, term in self.terms(middle, "target"):
                    said = (Row(at, end, begin.value), *_named(rows, "from"), Row(middle, to, term.value))
                    for last, target, more in self.amount(to):
                        pieces: dict[str, object] = {"from": start_amount, "target": target}
                        yield from self._range_then(last, pieces, (*said, *_named(more, "target")))

    def _range_then(
        self, at: int, pieces: dict[str, object], rows: tuple[Row, ...]
    ) -> Iterator[tuple[int, dict[str, object], tuple[Row, ...]]]:
        """`from 1 mg to 3 mg at bedtime, increasing by …`."""
        yield from ((start, pieces, rows) for start in self._past(at, (",", ":")))
        for end, (times, said, asks), more in self.time(at):
            if len(times) == 1:
                timed = {**pieces, "rest": Step(times=times, hs=said == "hs", asks=asks)}
                yield from ((start, timed, rows + more) for start in self._past(end, (",", ":")))

    def _rise_pieces(
        self, at: int, begun: dict[str, object], needs: str
    ) -> Iterator[tuple[int, dict[str, object], tuple[Row, ...]]]:
        """Step, interval, start and target in any order, each once; the time of day may stand between."""
        open_ones: list[tuple[int, dict[str, object], tuple[Row, ...], str]] = [(at, begun, (), needs)]
        while open_ones:
            here, pieces, rows, due = open_ones.pop()
            self._came_to(here)
            if "target" in pieces and ("by" in pieces or due == "double"):
                yield here, pieces, rows
            first = here == at and due in ("by", "to", "")
            for end, name, value, more in self._rise_piece(here, pieces, due, first=first):
                added = {**pieces, name: value}
                if name in ("interval", "rest") and isinstance(value, tuple):
                    added[name], asks = value
                    added["asks"] = (*_asks(pieces), *asks)
                    if name == "interval":
                        added["interval-said"] = True
                left = "double" if due == "double" else "" if due in ("by", "to") else due
                open_ones.append((end, added, rows + more, left))

    def _rise_piece(
        self, at: int, pieces: dict[str, object], due: str, *, first: bool
    ) -> Iterator[tuple[int, str, object, tuple[Row, ...]]]:
        if due in ("by", "to"):
            name = "by" if due == "by" else "target"
            yield from ((end, name, amount, _named(rows, name)) for end, amount, rows in self.amount(at))
            return
        start = at + (not first and self.key(at) == "," and not self._before_digits(at))
        if "by" not in pieces and due != "double":
            for end, term in self.terms(start, "by"):
                row = Row(start, end, term.value)
                yield from ((last, "by", amount, (row, *_named(rows, "by"))) for last, amount, rows in self.amount(end))
            if first:
                yield from ((end, "by", amount, _named(rows, "by")) for end, amount, rows in self.amount(at))
        if "interval" not in pieces:
            for end, (days, asks), rows in self.interval(start):
                yield end, "interval", (days, asks), rows
        for kind, name in (("target", "target"), ("from", "from")):
            if name not in pieces:
                for end, term in self.terms(start, kind):
                    row = Row(start, end, term.value)
                    for last, amount, rows in self.amount(end):
                        yield last, name, amount, (row, *_named(rows, name))
        if "rest" not in pieces and not first:
            for end, (times, said, asks), rows in self.time(start):
                if len(times) == 1:
                    yield end, "rest", (Step(times=times, hs=said == "hs", asks=asks), ()), rows
            for end, (facts, asks), rows in self.facts(start):
                if not facts and not asks:
                    yield end, "said", end, rows

    def _rise(self, pieces: dict[str, object]) -> Rise | None:
        by, target, start, rest = pieces.get("by"), pieces.get("target"), pieces.get("from"), pieces.get("rest", Step())
        interval = pieces.get("interval")
        if not isinstance(target, Amount) or not isinstance(rest, Step):
            return None
        asks = _asks(pieces)
        if "interval-said" not in pieces:
            ask = Ask("interval", target.written, ("every week", "every 2 weeks"), "How long does each step last?")
            asks = (*asks, ask)
        return Rise(
            by=by if isinstance(by, Amount) else None,
            interval=interval if isinstance(interval, int) else None,
            target=target,
            falls=bool(pieces.get("falls")),
            rest=rest._replace(asks=rest.asks + asks),
            start=start if isinstance(start, Amount) else None,
        )


def _asks(pieces: dict[str, object]) -> tuple[Ask, ...]:
    found = pieces.get("asks", ())
    return found if isinstance(found, tuple) else ()


def _named(rows: tuple[Row, ...], name: str) -> tuple[Row, ...]:
    """The rows of an amount that is no dose but a step, a start or a target."""
    word = {"by": "step", "target": "up to", "from": "start"}[name]
    return tuple(row._replace(means=row.means.replace("dose", word, 1)) if row.means.startswith("dose") else row for row in rows)


def _of_one_unit(amounts: tuple[Amount, ...]) -> tuple[Amount, ...] | None:
    """Bare numbers of a ladder get the unit of its last amount; None where units are mixed."""
    last = amounts[-1]
    if all(each.bare is None for each in amounts):
        kinds = {(each.mass is None, each.volume is None, each.count is None) for each in amounts}
        return amounts if len(kinds) == 1 else None
    if last.bare is not None:
        return amounts if all(each.bare is not None for each in amounts) else None
    if any(each.bare is None for each in amounts[:-1]):
        return None
    if last.mass is not None:
        scale = Fraction(1, 1000) if "mc" in last.written.lower() or "micro" in last.written.lower() else Fraction(1)
        given = [replace(each, bare=None, mass=each.bare * scale) for each in amounts[:-1] if each.bare is not None]
    elif last.volume is not None:
        given = [replace(each, bare=None, volume=each.bare) for each in amounts[:-1]]
    else:
        given = [replace(each, bare=None, count=each.bare) for each in amounts[:-1]]
    return (*given, last)
