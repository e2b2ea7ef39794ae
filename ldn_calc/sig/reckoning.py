"""From one reading of a line to its regimen: units, times of day, steps and days, each from what the line says and nothing else.

What the line leaves open is asked, what contradicts itself is asked with both numbers, and a reading that its own words exclude is
none. No dose is likelier than another here: the range of 0.5 to 5 mg is looked at last, and it refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Final

from ldn_calc.order.prescription import Form, Take, When
from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.sig.amounts import plain
from ldn_calc.sig.outcome import Fault, Level, Outcome, SigPhase
from ldn_calc.sig.parts import Amount, Ask, Fact, Ladder, Part, Rise, Step

__all__ = ["reckoned"]

_LEAST: Final = Fraction(1, 2)
_MOST: Final = Fraction(5)
_MOST_DAYS: Final = 366
_MOST_PHASES: Final = 12
_MONTH: Final = (28, 31)
_CAPSULE: Final = "capsule"
_LIQUID: Final = "liquid"
_Span = tuple[int | None, int | None]


class _ExcludedError(Exception):
    """The line's own words exclude this reading."""


def reckoned(parts: tuple[Part, ...], facts: tuple[Fact, ...], asks: tuple[Ask, ...]) -> Outcome | None:
    """One reading worked out; None where its own words exclude it."""
    try:
        return _Reckoner(parts, facts, asks).outcome()
    except _ExcludedError:
        return None


def _steps_of(parts: Iterable[Part]) -> Iterable[Step]:
    return (part if isinstance(part, Step) else part.rest for part in parts)


def _amounts_of(parts: Iterable[Part]) -> Iterable[Amount]:
    for part in parts:
        if isinstance(part, Step):
            yield from part.doses
        elif isinstance(part, Ladder):
            yield from part.amounts
        else:
            yield from (each for each in (part.start, part.by, part.target) if each is not None)


def _one(numbers: Iterable[Fraction]) -> Fraction | None:
    """The number that all are; None where there is none.

    Raises:
        _ExcludedError: two differ.
    """
    found = set(numbers)
    if len(found) > 1:
        raise _ExcludedError
    return found.pop() if found else None


class _Reckoner:
    def __init__(self, parts: tuple[Part, ...], facts: tuple[Fact, ...], asks: tuple[Ask, ...]) -> None:
        self.parts = parts
        self.facts = facts
        self.asks = list(asks)
        self.notes: list[str] = []
        self.faults: list[Fault] = []
        self.amounts = tuple(_amounts_of(parts))
        for step in _steps_of(parts):
            self.asks += step.asks
        for amount in self.amounts:
            self.asks += amount.asks
        self.form = self._form()
        self.capsule_said = _one(self._numbers("capsule", "capsule-first", "capsule-after", "drug-mass"))
        self._only_beside_counts()
        self.liquid = self._liquid()
        self.capsule = self.capsule_said or self._capsule_of_amounts()
        self.quantity = self._quantity()

    def ask(self, about: str, found: str, readings: tuple[str, ...], sentence: str) -> None:
        """Ask once."""
        question = Ask(about, found, readings, sentence)
        if question not in self.asks:
            self.asks.append(question)

    def _numbers(self, *kinds: str) -> list[Fraction]:
        return [fact.number for fact in self.facts if fact.kind in kinds and fact.number is not None]

    # Form and strength

    def _form(self) -> str:
        found = {fact.word for fact in self.facts if fact.kind == "form"}
        if any(each.count is not None or each.each is not None for each in self.amounts) or self._numbers("drug-mass"):
            found.add(_CAPSULE)
        if any(each.volume is not None or each.strength is not None for each in self.amounts) or self._numbers("strength"):
            found.add(_LIQUID)
        units = {fact.word for fact in self.facts if fact.kind in ("quantity", "quantity-bare")}
        found |= {_CAPSULE} if "capsules" in units else set()
        found |= {_LIQUID} if "mL" in units else set()
        if len(found) > 1:
            self.ask("form", "capsules, liquid", ("capsules", "liquid"), "Capsules and a liquid are both written. Which?")
        return found.pop() if len(found) == 1 else ""

    def _only_beside_counts(self) -> None:
        """A mass that is a capsule's strength only by its place: after the drug, or after the doses."""
        if self._numbers("drug-mass", "capsule-after") and not all(
            each.mass is None and each.volume is None for each in self.amounts
        ):
            raise _ExcludedError

    def _liquid(self) -> Fraction | None:
        said = self._numbers("strength") + [each.strength for each in self.amounts if each.strength is not None]
        pairs = [each for each in self.amounts if each.mass is not None and each.volume is not None]
        strength = _one(said)
        for each in pairs:
            mass, volume = each.mass or Fraction(0), each.volume or Fraction(1)
            if strength is None:
                strength = mass / volume
                self.notes.append(f"Strength reckoned from {plain(mass)} mg in {plain(volume)} mL: {plain(strength)} mg/mL.")
            if mass != volume * strength:
                made = f"{plain(volume * strength)} mg"
                sentence = f"{plain(volume)} mL of {plain(strength)} mg/mL is {made}, but {plain(mass)} mg is written."
                self.ask("dose", each.written, (made, f"{plain(mass)} mg"), sentence)
        return strength

    def _capsule_of_amounts(self) -> Fraction | None:
        """The strength of the capsules where amounts name it and all name the same."""
        found = {each.each for each in self.amounts if each.each is not None and each.each_sure}
        found |= {
            each.mass / each.count
            for each in self.amounts
            if each.mass is not None and each.count is not None and each.each is None
        }
        return found.pop() if len(found) == 1 else None

    def _quantity(self) -> tuple[Fraction, str] | None:
        found = {(fact.number, fact.word) for fact in self.facts if fact.kind in ("quantity", "quantity-bare")}
        numbers = {number for number, _ in found}
        if len(numbers) > 1 or len({word for _, word in found if word}) > 1:
            raise _ExcludedError
        if not found:
            return None
        number = numbers.pop() or Fraction(0)
        unit = next((word for _, word in found if word), "")
        written = next(fact.written for fact in self.facts if fact.kind.startswith("quantity"))
        if not unit and self.form == _CAPSULE:
            unit = "capsules"
        if not unit:
            sentence = f"{plain(number)} of what: capsules or mL?"
            self.ask("quantity", written, (f"#{plain(number)} capsules", f"#{plain(number)} mL"), sentence)
        elif unit == "capsules" and number.denominator != 1:
            self.ask("quantity", written, (f"{int(number)} capsules",), "A quantity of capsules is a whole number.")
        elif unit == "capsules" and self.form == _CAPSULE and not any(word for _, word in found):
            self.notes.append(f"Quantity {plain(number)} taken as capsules.")
        return number, unit

    # One amount

    def mass_of(self, amount: Amount) -> Fraction:
        """An amount in mg; 0 where it is asked."""
        if amount.volume is not None:
            return self._of_volume(amount)
        if amount.bare is not None:
            return self._of_bare(amount)
        if amount.count is not None:
            return self._of_count(amount)
        mass = amount.mass or Fraction(0)
        if self.capsule_said and (mass / self.capsule_said).denominator != 1:
            sentence = f"{plain(mass)} mg is no whole number of capsules of {plain(self.capsule_said)} mg."
            self.ask("dose", amount.written, ("another dose", "another strength of the capsules"), sentence)
        return mass

    def _of_volume(self, amount: Amount) -> Fraction:
        if amount.mass is not None:
            return amount.mass
        if self.liquid is None:
            sentence = f"No strength: {amount.written} of what? Write the strength, as in 1 mg/mL."
            self.ask(
                "strength", amount.written, (f"{amount.written} of 1 mg/mL", f"{amount.written} of another strength"), sentence
            )
            return Fraction(0)
        return (amount.volume or Fraction(0)) * self.liquid

    def _of_bare(self, amount: Amount) -> Fraction:
        number = amount.bare or Fraction(0)
        if self.capsule and self.form == _CAPSULE:
            if number.denominator == 1:
                return number * self.capsule
            readings = (f"{plain(number)} capsules of {plain(self.capsule)} mg", f"{plain(number)} mg")
            self.ask("unit", amount.written, readings, f"{amount.written}: capsules or mg?")
            return Fraction(0)
        units = (f"{amount.written} mg", f"{amount.written} mL", f"{amount.written} capsules")
        self.ask("unit", amount.written, units, f"{amount.written} has no unit: {units[0]}, {units[1]}, or capsules?")
        return Fraction(0)

    def _of_count(self, amount: Amount) -> Fraction:
        count = amount.count or Fraction(0)
        if count.denominator != 1:
            held = f" of {plain(self.capsule)} mg" if self.capsule else ""
            readings = (f"{plain(count)} capsules{held}", f"capsules of {plain(count)} mg")
            self.ask(
                "unit", amount.written, readings, f"{amount.written}: part of a capsule cannot be taken. Or is it a strength in mg?"
            )
            return Fraction(0)
        known = self.capsule_said
        if amount.mass is not None:  # a total beside the count
            each = amount.each if amount.each is not None else known
            if each is not None and count * each != amount.mass:
                self._differs(amount, count * each, amount.mass)
            return amount.mass
        if amount.each is not None:
            return self._of_each(amount, count, known)
        if self.capsule is None:
            held = "the capsule holds" if count == 1 else "each capsule holds"
            sentence = f"No strength: {amount.written} of what? Write how much {held}, as in 4.5 mg."
            self.ask("strength", amount.written, (f"{amount.written} of 1.5 mg", f"{amount.written} of 4.5 mg"), sentence)
            return Fraction(0)
        return count * self.capsule

    def _of_each(self, amount: Amount, count: Fraction, known: Fraction | None) -> Fraction:
        each = amount.each or Fraction(0)
        if amount.each_sure:
            if known is not None and known != each:
                self._differs(amount, count * known, count * each)
            return count * each
        held = known or self._sure_each()
        if held is not None and held == each:
            return count * each
        if held is not None and held * count == each:
            return each
        if held is not None:
            self._differs(amount, count * held, each)
            return each
        in_all, of_each = (
            f"{plain(each)} mg in all ({plain(each / count)} mg each)",
            f"{plain(each)} mg each ({plain(count * each)} mg)",
        )
        found = f"{amount.written}, {plain(each)} mg"
        self.ask("strength", found, (in_all, of_each), f"{amount.written} with {plain(each)} mg: {plain(each)} mg in all, or each?")
        return Fraction(0)

    def _sure_each(self) -> Fraction | None:
        found = {each.each for each in self.amounts if each.each is not None and each.each_sure}
        return found.pop() if len(found) == 1 else None

    def _differs(self, amount: Amount, one: Fraction, other: Fraction) -> None:
        readings = (f"{plain(one)} mg", f"{plain(other)} mg")
        self.ask(
            "dose", amount.written, readings, f"{amount.written} is {readings[0]} by the strength, but {readings[1]} is written."
        )

    # Levels

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
                SigPhase(level.days or 0, tuple(Take(Mass(mass), When(time)) for mass, time, _ in level.doses), level.every)
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

    def _strength(self) -> Mass | Strength | None:
        if self.form == _LIQUID and self.liquid is not None:
            return Strength(self.liquid)
        return Mass(self.capsule) if self.form == _CAPSULE and self.capsule is not None else None

    def _said_quantity(self) -> int | Volume | None:
        if self.quantity is None:
            return None
        number, unit = self.quantity
        if unit == "capsules" and number.denominator == 1:
            return int(number)
        return Volume(number) if unit == "mL" else None

    def _levels(self) -> list[Level]:
        levels: list[Level] = []
        all_times = {fact.word for fact in self.facts if fact.kind == "all"}
        if len(all_times) > 1:
            raise _ExcludedError
        whole = all_times.pop() if all_times else ""
        self._calendar()
        before: Step | None = None
        times: tuple[str, ...] = ()
        for number, part in enumerate(self.parts):
            step = part if isinstance(part, Step) else part.rest
            first = number == 0
            if step.onward and number < len(self.parts) - 1:
                raise _ExcludedError
            if step.order and (step.order == "first") != first:
                raise _ExcludedError
            times = self._times(part, step, before, times, whole)
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
                raise _ExcludedError
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

    def _of_the_rise(self, number: int) -> tuple[str, ...]:
        """A dose from which a rise begins has the rise's time of day where it has none of its own."""
        following = self.parts[number + 1] if number + 1 < len(self.parts) else None
        step = self.parts[number]
        if isinstance(following, Rise) and isinstance(step, Step) and not step.daily and step.every is None:
            return following.rest.times if len(following.rest.times) == 1 and following.start is None else ()
        return ()

    def _level(self, step: Step, times: tuple[str, ...], levels: list[Level]) -> Level:
        if step.way == "double":
            if not levels or any(mass == 0 for mass, _, _ in levels[-1].doses):
                if not levels:
                    self.ask("dose", "double", ("twice another dose",), "Twice which dose? No dose stands before it.")
                return Level((), step.days, step.every or 1)
            doubled = tuple((mass * 2, time, "double") for mass, time, _ in levels[-1].doses)
            return Level(doubled, step.days, step.every or 1, step.months or None)
        masses = [self.mass_of(each) for each in step.doses]
        words = [each.written for each in step.doses]
        if len(masses) == 1 and len(times) > 1:
            masses, words = masses * len(times), words * len(times)
        if step.way.startswith("to-"):
            self._direction(step, masses, levels)
        named = times if len(times) == len(masses) else ("",) * len(masses)
        return Level(tuple(zip(masses, named, words, strict=True)), step.days, step.every or 1, step.months or None)

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

    # Rises and falls

    def _rise(self, rise: Rise, levels: list[Level], times: tuple[str, ...], *, last: bool) -> None:
        start = self._start(rise, levels)
        target, by = self.mass_of(rise.target), self.mass_of(rise.by) if rise.by is not None else None
        interval = rise.interval or 0
        self._own_days(rise, interval)
        if not start or not target or by == 0 or not interval:
            levels.append(Level(((target, times[0] if times else "", rise.target.written),), interval))
            return
        begun = levels.pop() if levels and rise.start is None else Level(((start, "", ""),), None)
        if len(begun.doses) != 1 or begun.every != 1 or rise.rest.every not in (None, 1):
            found = rise.target.written
            self.ask("dose", found, ("each step written out",), "Steps of two doses a day, or of days left out: write each step.")
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
            elif final and number:
                self.notes.append(f"Last step {interval} days, as the steps before it.")
            levels.append(Level(((dose, time, rise.target.written if final else begun.doses[0][2] if number == 0 else ""),), days))

    def _start(self, rise: Rise, levels: list[Level]) -> Fraction:
        if rise.start is not None:
            start = self.mass_of(rise.start)
            if levels:
                same = sum(mass for mass, _, _ in levels[-1].doses) == start
                if not same or len(levels) > 1:
                    raise _ExcludedError
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
            if then <= 0 or (then < target) == down and then != target:
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
        if rest.label is not None or rest.order or rest.daily and interval == 0:
            raise _ExcludedError

    # Days

    def _calendar(self) -> None:
        """Labels of weeks and days run on from 1, without gap or overlap."""
        steps = list(_steps_of(self.parts))
        labels = [step.label for step in steps]
        if not any(labels):
            return
        if not all(labels):
            self.ask("days", "a step", ("its weeks or days",), "Some steps say which weeks they are, others do not.")
            return
        due = 1
        for number, label in enumerate(labels):
            size, first, last = label or (0, 0, 0)
            if size == 0:
                if first != number + 1:
                    self.ask("days", f"step {first}", (f"step {number + 1}",), f"Step {number + 1} is not said.")
                continue
            start = (first - 1) * size + 1
            if start != due:
                unit = "Week" if size > 1 else "Day"
                missing = (due - 1) // size + 1
                sentence = f"{unit} {missing} is not said." if start > due else f"{unit} {first} is in two steps."
                self.ask("days", f"{unit.lower()} {first}", (f"{unit.lower()} {missing}",), sentence)
                return
            if last == 0 and number < len(labels) - 1:
                raise _ExcludedError
            due = last * size + 1

    def _label_days(self, step: Step) -> int | None:
        if step.label is None or step.label[0] == 0 or step.label[2] == 0:
            return None
        size, first, last = step.label
        return (last - first + 1) * size

    def _open_days(self, levels: list[Level]) -> list[Level]:
        """Days from labels; the days that only a quantity or a supply tells from it, and said so."""
        if all(isinstance(part, Step) for part in self.parts):
            levels = [
                self._with_label(level, part) for level, part in zip(levels, self.parts, strict=True) if isinstance(part, Step)
            ]
        if any(level.months is not None for level in levels[:-1]):
            self._ask_month(next(level.months for level in levels if level.months is not None) or 1)
            return levels
        for level in levels[:-1]:
            if level.days is None:
                found = level.doses[0][2] if level.doses else "double"
                if not self._days_asked():
                    self.ask("days", found, ("14 days", "another number of days"), f"{found} for how many days?")
                return levels
        if not levels:
            return levels
        last = levels[-1]
        months = _one(self._numbers("supply-months"))
        if months is not None:
            if len(levels) > 1 or last.days is not None or last.months is not None:
                self._ask_month(int(months))
            last = Level(last.doses, last.days, last.every, int(months))
            levels = [*levels[:-1], last]
        supply = self._supply(levels)
        if last.days is not None:
            return levels
        reckoned = self._left(levels, supply)
        if last.months is not None:
            least, most = (bound * last.months for bound in _MONTH)
            if reckoned is None or not least <= reckoned <= most or len(levels) > 1:
                self._ask_month(last.months)
                return levels
        if reckoned is None:
            if not self.asks:
                found = last.doses[0][2] if last.doses else "double"
                self.ask("days", found, ("a number of days", "a quantity"), f"{found} for how many days?")
            return levels
        return [*levels[:-1], Level(last.doses, reckoned, last.every)]

    def _with_label(self, level: Level, step: Step) -> Level:
        days = self._label_days(step)
        if days is None:
            return level
        if level.days is not None and level.days != days:
            self.ask(
                "days",
                f"{level.days} days",
                (f"{level.days} days", f"{days} days"),
                f"{level.days} days, but the weeks named are {days} days.",
            )
        return Level(level.doses, days, level.every)

    def _days_asked(self) -> bool:
        return any(ask.about == "days" for ask in self.asks)

    def _ask_month(self, months: int) -> None:
        readings = tuple(f"{days * months} days" for days in (28, 30, 31))
        self.ask("days", f"{months} month{'' if months == 1 else 's'}", readings, "A month is 28, 30 or 31 days. How many?")

    def _supply(self, levels: list[Level]) -> int | None:
        said = _one(self._numbers("supply"))
        if said is None:
            return None
        dated = sum(level.days or 0 for level in levels)
        whole = all(level.days is not None for level in levels)
        if (whole and dated != said) or (not whole and dated >= said):
            found = next(fact.written for fact in self.facts if fact.kind == "supply")
            self.ask(
                "days",
                found,
                (f"{plain(said)} days", f"{dated} days"),
                f"The steps are {dated} days, the supply is {plain(said)} days.",
            )
            return None
        return int(said) - dated

    def _left(self, levels: list[Level], supply: int | None) -> int | None:
        """The days of the last level, by the supply, the quantity, or both, which must agree."""
        by_quantity = self._by_quantity(levels)
        if supply is not None and by_quantity is not None and supply != by_quantity:
            readings = (f"{supply} days", f"{by_quantity} days")
            self.ask("days", "supply and quantity", readings, f"The supply leaves {supply} days, the quantity {by_quantity}.")
            return None
        if supply is not None:
            self.notes.append(f"Days reckoned from the supply: {supply}{' for the last step' if len(levels) > 1 else ''}.")
            return supply
        return by_quantity

    def _by_quantity(self, levels: list[Level]) -> int | None:
        if self.quantity is None or self.asks or not self.quantity[1]:
            return None
        number, unit = self.quantity
        uses = [self._use(level, unit, single=len(levels) == 1) for level in levels]
        if any(use is None for use in uses):
            return None
        left = number
        for level, use in zip(levels[:-1], uses, strict=False):
            left -= (use or 0) * -(-(level.days or 0) // level.every)
        last, use = levels[-1], uses[-1] or Fraction(1)
        doses = left / use
        shown = f"{plain(number)} {unit}"
        if doses <= 0 or doses.denominator != 1:
            left_over = f"{plain(left)} {unit}" if left > 0 else f"no {unit}"
            whole = max(0, int(doses))
            sentence = (
                f"{shown} leave {left_over} for the last step; at {plain(use)} a day that is no whole number of days."
                if len(levels) > 1
                else f"{shown} is {whole} days of {plain(use)} {unit} and {plain(left - whole * use)} {unit} over. How many days?"
            )
            self.ask("days", shown, (f"{whole} days", f"{whole + 1} days"), sentence)
            return None
        every = "" if last.every == 1 else f", one day in {last.every}"
        of = f"{plain(left)} of {shown}" if len(levels) > 1 else shown
        self.notes.append(f"Days reckoned from {of}, {plain(use)} a day{every}.")
        return int(doses) * last.every

    def _use(self, level: Level, unit: str, *, single: bool) -> Fraction | None:
        """What one day of doses takes of the quantity; None, and a question, where that cannot be known."""
        total = sum((mass for mass, _, _ in level.doses), Fraction(0))
        if unit == "mL":
            if self.liquid is None:
                self.ask(
                    "strength",
                    "mL",
                    ("1 mg/mL", "another strength"),
                    "No strength: how many mL is a dose? Write it, as in 1 mg/mL.",
                )
                return None
            return total / self.liquid
        if self.capsule is not None:
            counts = [mass / self.capsule for mass, _, _ in level.doses]
            if any(count.denominator != 1 for count in counts):
                self.ask(
                    "strength",
                    "capsules",
                    (f"capsules of {plain(self.capsule)} mg", "another strength"),
                    "How many capsules is a dose?",
                )
                return None
            return sum(counts, Fraction(0))
        if single and len({mass for mass, _, _ in level.doses}) == 1:
            self.notes.append("One capsule a dose.")
            return Fraction(len(level.doses))
        sentence = "No strength of the capsules: how many of them the steps take cannot be known. Write it, as in 1.5 mg."
        self.ask("strength", "capsules", ("capsules of one strength", "a capsule a dose"), sentence)
        return None

    def _twice_said(self, levels: list[Level]) -> None:
        """The same step twice in a row: said again, or taken so much longer."""
        for before, level in pairwise(levels):
            same = [dose[:2] for dose in before.doses] == [dose[:2] for dose in level.doses] and before.every == level.every
            if same and level.doses and before.days and level.days and not self.asks:
                readings = (f"{level.days} days", f"{before.days + level.days} days")
                self.ask(
                    "days",
                    level.doses[0][2],
                    readings,
                    f"{level.doses[0][2]} is said twice in a row: {readings[0]} or {readings[1]}?",
                )

    # Limits

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
