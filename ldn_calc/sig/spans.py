"""Days: those written, those of calendar labels, and those that only a quantity or a supply tells, which is said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from ldn_calc.sig.amounts import plain
from ldn_calc.sig.masses import AmountReckoner, ExcludedError, steps_of, the_one
from ldn_calc.sig.outcome import Level
from ldn_calc.sig.parts import Step

__all__ = ["DayReckoner"]

_MONTH: Final = (28, 31)


class DayReckoner(AmountReckoner):
    """Gives every level its days; only whole days."""

    def _calendar(self) -> None:
        """Labels of weeks and days run on from 1, without gap or overlap."""
        steps = list(steps_of(self.parts))
        labels = [step.label for step in steps]
        if not any(labels):
            return
        last_step = steps[-1]
        if not labels[-1] and len(labels) > 1 and all(labels[:-1]) and last_step.days is None and last_step.months is None:
            labels = labels[:-1]  # "thereafter": its days are the quantity's
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
                raise ExcludedError
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
        months = the_one(self._numbers("supply-months"))
        if months is not None:
            if len(levels) > 1 or last.days is not None or last.months is not None:
                self._ask_month(int(months))
            last = replace(last, months=int(months))
            levels = [*levels[:-1], last]
        supply = self._supply(levels)
        if last.days is not None:
            self._bare_quantity_fits(levels)
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
        return [*levels[:-1], replace(last, days=reckoned, months=None)]

    def _with_label(self, level: Level, step: Step) -> Level:
        days = self._label_days(step)
        if days is None:
            return level
        if level.months is not None:
            self._ask_month(level.months)
        if level.days is not None and level.days != days:
            self.ask(
                "days",
                f"{level.days} days",
                (f"{level.days} days", f"{days} days"),
                f"{level.days} days, but the weeks named are {days} days.",
            )
        return replace(level, days=days, months=None)

    def _days_asked(self) -> bool:
        return any(ask.about == "days" for ask in self.asks)

    def _ask_month(self, months: int) -> None:
        readings = tuple(f"{days * months} days" for days in (28, 30, 31))
        self.ask("days", f"{months} month{'' if months == 1 else 's'}", readings, "A month is 28, 30 or 31 days. How many?")

    def _supply(self, levels: list[Level]) -> int | None:
        said = the_one(self._numbers("supply"))
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
            taken = self._taken(level)
            if taken is None:
                return None
            left -= (use or 0) * taken
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
        if last.weekdays:
            return self._by_weekdays(last, int(doses), (shown, use), of_all=len(levels) == 1)
        every = "" if last.every == 1 else f", one day in {last.every}"
        of = f"{plain(left)} of {shown}" if len(levels) > 1 else shown
        self.notes.append(f"Days reckoned from {of}, {plain(use)} a day{every}.")
        return int(doses) * last.every

    def _taken(self, level: Level) -> int | None:
        """On how many days a level with its days is taken; asked where that hangs on the weekday on which it begins."""
        taken = level.dose_days(level.days or 0)
        if taken is None:
            found = f"{level.days} days"
            readings = (f"{(level.days or 0) // 7 * 7} days", f"{-(-(level.days or 0) // 7) * 7} days")
            self.ask("days", found, readings, f"{found} on days of the week are no whole weeks: the doses cannot be counted.")
        return taken

    def _by_weekdays(self, last: Level, doses: int, said: tuple[str, Fraction], *, of_all: bool) -> int | None:
        """Whole weeks of doses on named days of the week, and nothing else: the first day is not known."""
        shown, use = said
        weeks, over = divmod(doses, len(last.weekdays))
        if over:
            readings = (f"{weeks * 7} days", f"{(weeks + 1) * 7} days")
            left = "" if of_all else " for the last step"
            sentence = f"{shown} leave {doses} doses{left}; {len(last.weekdays)} a week are no whole weeks. How many days?"
            self.ask("days", shown, readings, sentence)
            return None
        self.notes.append(f"Days reckoned from {shown}, {plain(use)} a dose, {len(last.weekdays)} doses a week.")
        return weeks * 7

    def _bare_quantity_fits(self, levels: list[Level]) -> None:
        """`30 caps` without a word for it is taken for the quantity only where it is what the steps take."""
        if self.quantity is None or self.asks or not any(fact.kind == "quantity-bare" for fact in self.facts):
            return
        number, unit = self.quantity
        uses = [self._use(level, unit, single=len(levels) == 1) for level in levels]
        counts = [self._taken(level) for level in levels]
        taken = sum((use or 0) * (count or 0) for count, use in zip(counts, uses, strict=True))
        if taken != number and not self.asks:
            found = f"{plain(number)} {unit}"
            readings = (f"#{found}", f"a dose of {found}")
            self.ask("quantity", found, readings, f"{found}: the quantity? The steps take {plain(Fraction(taken))}.")

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
            rhythms = {(before.every, before.weekdays), (level.every, level.weekdays)}
            same = [dose[:2] for dose in before.doses] == [dose[:2] for dose in level.doses] and len(rhythms) == 1
            if same and level.doses and before.days and level.days and not self.asks:
                readings = (f"{level.days} days", f"{before.days + level.days} days")
                self.ask(
                    "days",
                    level.doses[0][2],
                    readings,
                    f"{level.doses[0][2]} is said twice in a row: {readings[0]} or {readings[1]}?",
                )
