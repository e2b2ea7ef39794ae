"""Amounts in mg: by the unit, the strength and the capsules that the line names, and what it says of form and quantity."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.sig.amounts import plain
from ldn_calc.sig.outcome import Fault
from ldn_calc.sig.parts import Amount, Ask, Fact, Ladder, Part, Step

__all__ = ["AmountReckoner", "ExcludedError", "steps_of", "the_one"]

_CAPSULE: Final = "capsule"
_LIQUID: Final = "liquid"


class ExcludedError(Exception):
    """The line's own words exclude this reading."""


def steps_of(parts: Iterable[Part]) -> Iterable[Step]:
    """The steps, and what is said beside ladders and rises as of a step."""
    return (part if isinstance(part, Step) else part.rest for part in parts)


def _amounts_of(parts: Iterable[Part]) -> Iterable[Amount]:
    for part in parts:
        if isinstance(part, Step):
            yield from part.doses
        elif isinstance(part, Ladder):
            yield from part.amounts
        else:
            yield from (each for each in (part.start, part.by, part.target) if each is not None)


def the_one(numbers: Iterable[Fraction]) -> Fraction | None:
    """The number that all are; None where there is none.

    Raises:
        ExcludedError: two differ.
    """
    found = set(numbers)
    if len(found) > 1:
        raise ExcludedError
    return found.pop() if found else None


class AmountReckoner:
    """Turns amounts as written into mg; what they leave open it asks."""

    def __init__(self, parts: tuple[Part, ...], facts: tuple[Fact, ...], asks: tuple[Ask, ...]) -> None:
        self.parts = parts
        self.facts = facts
        self.asks = list(asks)
        self.notes: list[str] = []
        self.faults: list[Fault] = []
        self.amounts = tuple(_amounts_of(parts))
        for step in steps_of(parts):
            self.asks += step.asks
        for amount in self.amounts:
            self.asks += amount.asks
        self.form = self._form()
        self.capsule_said = the_one(self._numbers("capsule", "capsule-first", "capsule-beside", "capsule-after", "drug-mass"))
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
            raise ExcludedError
        first = next(iter(self.parts))
        written = [fact for fact in self.facts if fact.kind in ("capsule", "capsule-first")]
        if written and isinstance(first, Step) and not first.led and len(first.doses) == 1:
            dose = first.doses[0]
            if dose.mass is not None and dose.count is None and dose.mass != written[0].number:
                found = f"{written[0].written}, {dose.written}"
                readings = (f"{dose.written} from capsules of {written[0].written}", f"{written[0].written}, then {dose.written}")
                sentence = f"{found}: capsules of {written[0].written}, or two doses? Write take before the dose."
                self.ask("dose", found, readings, sentence)

    def _liquid(self) -> Fraction | None:
        said = self._numbers("strength") + [each.strength for each in self.amounts if each.strength is not None]
        pairs = [each for each in self.amounts if each.mass is not None and each.volume is not None]
        strength = the_one(said)
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
            raise ExcludedError
        if not found:
            return None
        facts = [fact for fact in self.facts if fact.kind.startswith("quantity")]
        if len(facts) > 1:
            self.ask(
                "quantity",
                facts[-1].written,
                tuple(fact.written for fact in facts),
                "The quantity is said twice: of one step, or of all?",
            )
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
