"""From one reading of a line to its regimen: units, times of day, steps and days, each from what the line says and nothing else.

What the line leaves open is asked, what contradicts itself is asked with both numbers, and a reading that its own words exclude is
none. No dose is likelier than another here: the range of 0.5 to 5 mg is looked at last, and it refuses.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from ldn_calc.order.prescription import Form, Take, Weekday, When
from ldn_calc.quantities.values import Mass
from ldn_calc.sig.amounts import plain
from ldn_calc.sig.masses import ExcludedError
from ldn_calc.sig.outcome import Fault, Level, Outcome, SigPhase
from ldn_calc.sig.parts import Ask, Fact, Ladder, Part, Rise, Step
from ldn_calc.sig.spans import DayReckoner

__all__ = ["reckoned"]

_LEAST: Final = Fraction(1, 2)
_MOST: Final = Fraction(5)
_MOST_DAYS: Final = 366
_MOST_PHASES: Final = 12


def reckoned(parts: tuple[Part, ...], facts: tuple[Fact, ...], asks: tuple[Ask, ...]) -> Outcome | None:
    """One reading worked out; None where its own words exclude it."""
    try:
        return _Reckoner(parts, facts, asks).outcome()
    except ExcludedError:
        return None


class _Reckoner(DayReckoner):
    def outcome(self) -> Outcome:
        """The regimen, or what stands against it."""
        levels = self._levels()
        levels = self._open_days(levels)
        asks = tuple(dict.fromkeys(self.asks))
        phases: tuple[SigPhase, ...] = ()
        self._twice_said(levels)
        asks = tuple(dict.fromkeys(self.asks))
        if not asks:
            self._within_limits(levels)
            phases = tuple(
                SigPhase(
                    level.days or 0,
                    tuple(Take(Mass(mass), When(time)) for mass, time, _ in level.doses),
                    level.every,
                    tuple(map(Weekday, level.weekdays)),
                )
                for level in levels
            )
        return Outcome(
            phases=phases,
            form=Form(self.form) if self.form else None,
            strength=self._strength(),
            quantity=self._said_quantity(),
            asks=asks,
            faults=tuple(self.faults),
            notes=tuple(dict.fromkeys(self.notes)),
        )

    def _levels(self) -> list[Level]:
        levels: list[Level] = []
        all_times = {fact.word for fact in self.facts if fact.kind == "all"}
        if len(all_times) > 1:
            raise ExcludedError
        whole = all_times.pop() if all_times else ""
        self._calendar()
        before: Step | None = None
        times: tuple[str, ...] = ()
        for number, part in enumerate(self.parts):
            step = part if isinstance(part, Step) else part.rest
            first = number == 0
            if step.onward and number < len(self.parts) - 1:
                raise ExcludedError
            if step.order and (step.order == "first") != first:
                raise ExcludedError
            if step.comma and len(self.parts) > 1:
                found = f"{step.doses[0].written}, {step.doses[1].written}"
                self.ask(
                    "dose", found, ("both each day", "one after the other"), f"{found}: both each day, or one after the other?"
                )
            if step.order and len(self.parts) == 1:
                found = f"{step.days} days" if step.days is not None else "the first"
                self.ask("dose", found, (f"{found} and no more", "another dose after it"), f"The first {found}: and then?")
            times = self._times(part, step, before, times, whole)
            self._days_run_on(part, step, before)
            if isinstance(part, Step):
                levels.append(self._level(part, times, levels))
                self._not_the_same_again(number, levels)
            elif isinstance(part, Ladder):
                levels += [
                    Level(((self.mass_of(each), times[0] if times else "", each.written),), step.days) for each in part.amounts
                ]
            else:
                self._rise(part, levels, times, last=number == len(self.parts) - 1)
            before = step
        return levels

    def _times(self, part: Part, step: Step, before: Step | None, carried: tuple[str, ...], whole: str) -> tuple[str, ...]:
        """Times run forward; a time of the whole holds for all. What is not said is asked."""
        due = len(part.doses) if isinstance(part, Step) and len(part.doses) > 1 else 0
        if step.times:
            if whole and step.times != (whole,):
                raise ExcludedError
            if whole and step.hs:
                self.ask("time", "hs", ("at bedtime", "half-strength"), "HS is read as bedtime and as half-strength. Which?")
            if not isinstance(part, Step) and len(step.times) > 1:
                self.ask("time", "two times a day", ("the first", "the second"), "Steps with two doses a day: write each step.")
            return step.times
        if whole:
            return (whole,)
        if isinstance(part, Rise) and carried:
            return carried
        if before is None and isinstance(part, Step) and self._of_the_rise(0):
            return self._of_the_rise(0)
        said = any(ask.about in ("time", "how often") for ask in self.asks)
        if before is not None and carried:
            if len(carried) > 1 and due != len(carried):
                self.ask(
                    "time",
                    _written(part),
                    ("both times of the step before", "one of them"),
                    "The step before has two times of day. Which?",
                )
            if before.every not in (None, 1) and step.every is None and not step.daily:
                found = _written(part)
                readings = (f"every {before.every} days, as before", "every day")
                self.ask("how often", found, readings, f"{found}: every {before.every} days as before, or every day?")
            return carried
        if not said and not (due and not step.times and any(ask.about == "dose" for ask in step.asks)):
            about = "Daily" if step.daily else f"{_written(part)}"
            times = ("in the morning", "in the evening", "at bedtime")
            self.ask(
                "time", "daily" if step.daily else _written(part), times, f"{about} at what time: morning, evening or bedtime?"
            )
        return ()

    def _days_run_on(self, part: Part, step: Step, before: Step | None) -> None:
        """Days of the week never run on: a step after one that names them must name its own, or say every day."""
        if before is None:
            return
        found = _written(part)
        if before.weekdays and not step.weekdays and step.every is None and not step.daily:
            readings = ("on the days of the step before", "every day")
            self.ask("how often", found, readings, f"{found}: on the days of the week of the step before, or every day?")
        if step.weekdays and step.apart and not before.weekdays:
            readings = ("all steps on these days", f"{found} on these days, what stands before every day")
            self.ask("how often", found, readings, f"The days of the week stand at the end: of all steps, or of {found} alone?")
        if before.weekdays and step.weekdays and not set(before.weekdays) & set(step.weekdays):
            readings = ("one step after the other", "both in the same weeks")
            sentence = f"{found} is on other days of the week: after the step before, or in the same weeks?"
            self.ask("how often", found, readings, sentence)

    def _of_the_rise(self, number: int) -> tuple[str, ...]:
        """A dose from which a rise begins has the rise's time of day where it has none of its own."""
        following = self.parts[number + 1] if number + 1 < len(self.parts) else None
        step = self.parts[number]
        if isinstance(following, Rise) and isinstance(step, Step) and not step.daily and step.every is None and not step.weekdays:
            return following.rest.times if len(following.rest.times) == 1 and following.start is None else ()
        return ()

    def _level(self, step: Step, times: tuple[str, ...], levels: list[Level]) -> Level:
        if step.way == "double":
            if not levels or any(mass == 0 for mass, _, _ in levels[-1].doses):
                if not levels:
                    self.ask("dose", "double", ("twice another dose",), "Twice which dose? No dose stands before it.")
                return Level((), step.days, step.every or 1, weekdays=step.weekdays)
            doubled = tuple((mass * 2, time, "double") for mass, time, _ in levels[-1].doses)
            return Level(doubled, step.days, step.every or 1, step.months or None, step.weekdays)
        masses = [self.mass_of(each) for each in step.doses]
        words = [each.written for each in step.doses]
        if len(masses) == 1 and len(times) > 1:
            masses, words = masses * len(times), words * len(times)
        if step.way.startswith("to-"):
            self._direction(step, masses, levels)
        named = times if len(times) == len(masses) else ("",) * len(masses)
        doses = tuple(zip(masses, named, words, strict=True))
        return Level(doses, step.days, step.every or 1, step.months or None, step.weekdays)

    def _not_the_same_again(self, number: int, levels: list[Level]) -> None:
        """After a rise to 3 mg, 3 mg for 6 weeks may be the last step of it, or 6 weeks more."""
        if number and isinstance(self.parts[number - 1], Rise) and len(levels) > 1:
            last, before = levels[-1], levels[-2]
            if [mass for mass, _, _ in last.doses] == [mass for mass, _, _ in before.doses]:
                found = last.doses[0][2] if last.doses else ""
                said = f"{last.days} days" if last.days is not None else "the days"
                readings = (f"{said} at {found} in all", f"{said} more at {found}")
                self.ask("days", found, readings, f"{found} is the last step already: {said} in all, or more?")

    def _direction(self, step: Step, masses: list[Fraction], levels: list[Level]) -> None:
        """`increase to` goes up and `decrease to` down, from a dose that was said."""
        if not levels:
            found = step.doses[0].written
            self.ask("start", found, ("a dose before it",), f"To {found} from which dose? None stands before it.")
            return
        before, now = sum(mass for mass, _, _ in levels[-1].doses), sum(masses)
        if before and now and (now > before) != (step.way == "to-up"):
            way = "increase" if step.way == "to-up" else "decrease"
            readings = (f"from {plain(before)} mg to {plain(now)} mg", "another dose")
            self.ask("dose", step.doses[0].written, readings, f"{plain(now)} mg after {plain(before)} mg is no {way}.")

    def _rise(self, rise: Rise, levels: list[Level], times: tuple[str, ...], *, last: bool) -> None:
        start = self._start(rise, levels)
        target, by = self.mass_of(rise.target), self.mass_of(rise.by) if rise.by is not None else None
        interval = rise.interval or 0
        self._own_days(rise, interval)
        if not start or not target or by == 0 or not interval:
            levels.append(Level(((target, times[0] if times else "", rise.target.written),), interval))
            return
        begun = levels.pop() if levels and rise.start is None else Level(((start, "", ""),), None)
        if len(begun.doses) != 1 or begun.every != 1 or rise.rest.every not in (None, 1) or begun.weekdays or rise.rest.weekdays:
            found = rise.target.written
            self.ask("dose", found, ("each step written out",), "Steps of two doses a day, or of days left out: write each step.")
        before, after = begun.doses[0][1], times[0] if times else ""
        if before and after and before != after:
            readings = (f"all steps: {before}", f"all steps: {after}", "each step written out")
            self.ask("time", rise.target.written, readings, f"The first dose is at {before}, the steps at {after}. Which?")
        doses = self._risen(rise, start, by, target)
        time = times[0] if times else ""
        first = begun.days if begun.days is not None else interval
        if begun.months is not None:
            self.ask(
                "days",
                "a month",
                (f"{28 * begun.months} days", f"{30 * begun.months} days"),
                "A month is 28, 30 or 31 days. How many?",
            )
        for number, dose in enumerate(doses):
            final = number == len(doses) - 1
            days: int | None = first if number == 0 else interval
            if final and last and (self.quantity is not None or self._numbers("supply")):
                days = None
            elif final and rise.rest.onward:
                self.ask(
                    "days", rise.target.written, ("a number of days", "a quantity"), f"{rise.target.written} for how many days?"
                )
            elif final and number:
                self.notes.append(f"Last step {interval} days, as the steps before it.")
            levels.append(Level(((dose, time, rise.target.written if final else begun.doses[0][2] if number == 0 else ""),), days))

    def _start(self, rise: Rise, levels: list[Level]) -> Fraction:
        if rise.start is not None:
            start = self.mass_of(rise.start)
            if levels:
                same = sum(mass for mass, _, _ in levels[-1].doses) == start
                if not same or len(levels) > 1:
                    raise ExcludedError
                levels[-1] = Level(((start, levels[-1].doses[0][1], rise.start.written),), levels[-1].days)
                return start
            return start
        if levels:
            return sum((mass for mass, _, _ in levels[-1].doses), Fraction(0))
        found = rise.by.written if rise.by is not None else rise.target.written
        self.ask(
            "start",
            found,
            (f"start with {found}, as the step", "start with another dose"),
            f"Start with which dose? With {found}, as the step?",
        )
        return Fraction(0)

    def _risen(self, rise: Rise, start: Fraction, by: Fraction | None, target: Fraction) -> list[Fraction]:
        """Start, then a step more (or twice as much) until the target, which must be hit."""
        doses = [start]
        down = rise.falls
        if start == target or (target < start) != down:
            readings = (f"from {plain(start)} mg to {plain(target)} mg", "another start or end")
            way = "down" if down else "up"
            self.ask("dose", rise.target.written, readings, f"From {plain(start)} mg to {plain(target)} mg does not go {way}.")
            return doses
        while len(doses) <= _MOST_PHASES and doses[-1] != target:
            last = doses[-1]
            then = last * 2 if by is None else last - by if down else last + by
            if then <= 0 or ((then < target) == down and then != target):
                step = "Doubling" if by is None else f"Steps of {plain(by)} mg"
                near = f"{plain(last)} mg" if then <= 0 else f"{plain(last)} or {plain(then)} mg"
                found = rise.target.written
                self.ask(
                    "dose",
                    found,
                    (f"up to {plain(last)} mg", f"up to {plain(target)} mg in a smaller step"),
                    f"{step} from {plain(start)} mg reach {near}, not {plain(target)} mg.",
                )
                break
            doses.append(then)
        return doses

    def _own_days(self, rise: Rise, interval: int) -> None:
        """Days after a rise: those of the whole, or of its last step."""
        rest = rise.rest
        if rest.days is not None or rest.months is not None:
            said = f"{rest.days} days" if rest.days is not None else f"{rest.months} months"
            readings = (f"{said} in all", f"{said} at the last dose")
            self.ask("days", said, readings, f"{said} in all, or at the last dose of {rise.target.written}?")
        if rest.label is not None or rest.order or (rest.daily and interval == 0):
            raise ExcludedError

    def _within_limits(self, levels: list[Level]) -> None:
        for level in levels:
            for mass, _, written in level.doses:
                if mass > _MOST:
                    lost = " A lost point?" if mass >= 10 else ""
                    self._fault(written, f"{plain(mass)} mg is above 5 mg, the most this program plans.{lost}")
                elif mass < _LEAST:
                    self._fault(written, f"{plain(mass)} mg is below 0.5 mg, the least this program plans.")
            total = sum(mass for mass, _, _ in level.doses)
            if len(level.doses) > 1 and total > _MOST:
                self._fault(level.doses[0][2], f"{plain(Fraction(total))} mg a day is above 5 mg, the most this program plans.")
            if not 1 <= (level.days or 0) <= _MOST_DAYS:
                self._fault(f"{level.days} days", f"a step has 1 to {_MOST_DAYS} days")
        if len(levels) > _MOST_PHASES:
            self._fault(f"{len(levels)} steps", f"at most {_MOST_PHASES} steps are planned")

    def _fault(self, found: str, because: str) -> None:
        fault = Fault(found, because)
        if fault not in self.faults:
            self.faults.append(fault)


def _written(part: Part) -> str:
    if isinstance(part, Step):
        return part.doses[0].written if part.doses else "double"
    return part.amounts[0].written if isinstance(part, Ladder) else part.target.written
