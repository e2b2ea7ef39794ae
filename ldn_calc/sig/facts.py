"""What is said of the whole line: drug, form, strength, quantity, supply, refills, route, advice, reason, label."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ldn_calc.sig.amounts import Found, plain, rule
from ldn_calc.sig.items import ItemRules
from ldn_calc.sig.parts import Ask, Fact, Row, Said

__all__ = ["FactRules"]

_LEAST_BARE_QUANTITY: Final = 10
_REFILLS: Final = (Fact("refills"),)


class FactRules(ItemRules):
    """The rules for what is no dose and no day."""

    @rule
    def facts(self, at: int) -> Iterator[Found[Said]]:
        """What is said of the whole: drug, form, strength, quantity, supply, refills, route, advice, reason, label."""
        if self.kinds[at] or self.tokens[at].kind != "sign":
            yield from self._one_fact(at)
        if self.key(at) == "(":
            yield from self._in_brackets(at)

    def _in_brackets(self, at: int) -> Iterator[Found[Said]]:
        open_ones = list(self._one_fact(at + 1))
        for _ in range(4):
            further = []
            for end, (facts, asks), rows in open_ones:
                if self.key(end) == ")":
                    yield end + 1, (facts, asks), rows
                after = end + (self.key(end) == ",")
                further += [
                    (last, (facts + more, asks + also), rows + later) for last, (more, also), later in self._one_fact(after)
                ]
            open_ones = further

    def _one_fact(self, at: int) -> Iterator[Found[Said]]:
        yield from self._drug(at)
        for end, term in self.terms(at, "caps", "liquid", "susp"):
            yield end, ((Fact("form", word=term.value, written=term.kind),), ()), (Row(at, end, f"form: {term.value}"),)
            for of, _ in self.terms(end, "of"):
                for last, drug in self.terms(of, "drug"):
                    said = (Row(at, end, f"form: {term.value}"), Row(end, of, "of"), Row(of, last, drug.value))
                    yield last, ((Fact("form", word=term.value, written=term.kind),), ()), said
        for end, (strength, asks), rows in self.liquid(at):
            yield end, ((Fact("strength", strength),), asks), rows
        yield from self._capsule_strength(at)
        yield from self._quantity(at)
        yield from self._supply(at)
        yield from self._refills(at)
        for end, term in self.terms(at, "route", "advice", "indication"):
            yield (
                end,
                ((), ()),
                (Row(at, end, f"{term.kind}: {term.value}" if term.kind == "route" else f"{term.value}, not planned"),),
            )
        for end, term in self.terms(at, "label"):
            last = end + (self.key(end) in (":", "-"))
            yield last, ((), ()), (Row(at, last, term.value),)
        for end, term in self.terms(at, "ask-strength"):
            yield end, ((), (self._asked("strength", at, end, term),)), (Row(at, end, "strength: a question"),)

    def _drug(self, at: int) -> Iterator[Found[Said]]:
        for end, term in self.terms(at, "drug"):
            row = Row(at, end, term.value, self._said(at, end, term))
            yield end, ((), ()), (row,)
            for last, (number, mass), _ in self.mass(end):
                if self.per(last) == last:
                    fact = Fact("drug-mass", mass, written=self.words(end, last))
                    yield last, ((fact,), number.asks), (row, Row(end, last, f"capsules of {plain(mass)} mg", number.note))

    def _capsule_strength(self, at: int) -> Iterator[Found[Said]]:
        for end, (number, mass), _ in self.mass(at):
            written = self.words(at, end)
            row = Row(at, end, f"capsules of {plain(mass)} mg", number.note)
            found = (Fact("form", word="capsule", written="strength"), Fact("capsule", mass, written=written))
            for here, route in [(end, ()), *((last, (Row(end, last, "route: by mouth"),)) for last, _ in self.terms(end, "route"))]:
                for last, _ in self.terms(self.per(here), "caps"):
                    yield last, (found, number.asks), (row, *route, Row(here, last, "form: capsule"))
            if self.key(at - 1) == "(":
                for last, term in self.terms(end, "each-capsule"):
                    yield last, (found, number.asks), (row, Row(end, last, term.value))
        for end, _ in self.terms(at, "caps"):
            starts = [(end, ()), *((of, (Row(end, of, "of"),)) for of, _ in self.terms(end, "of"))]
            starts += [(end + 1, ())] * (self.key(end) == ":")
            starts += [
                (last, (*rows, Row(start, last, term.value)))
                for start, rows in starts[:]
                for last, term in self.terms(start, "drug")
            ]
            for start, rows in starts:
                for last, (number, mass), _ in self.mass(start):
                    if self.per(last) > last:
                        continue
                    found = (
                        Fact("form", word="capsule", written="strength"),
                        Fact("capsule-first", mass, written=self.words(at, last)),
                    )
                    strength = Row(start, last, f"capsules of {plain(mass)} mg", number.note)
                    yield last, (found, number.asks), (Row(at, end, "form: capsule"), *rows, strength)

    def _quantity(self, at: int) -> Iterator[Found[Said]]:
        for end, _ in self.terms(at, "quantity"):
            start = end + (self.key(end) == ":")
            start += self.key(start) == "#"
            for after, number, _ in self.number(start):
                if number.form not in ("digits", "word"):
                    continue
                same = self.said_again(after, number.value)
                inside = self.number(after + 1) if self.key(after) == "(" and same == after else []
                if any(self.key(end) == ")" for end, _, _ in inside):
                    continue  # 30 (forty)
                yield from self._quantity_unit(at, same, number.value, number.asks)
        for after, number, _ in self.number(at):
            if number.form == "digits" and number.value >= _LEAST_BARE_QUANTITY and number.value.denominator == 1:
                for end, unit in self.terms(after, "unit"):
                    if unit.value == "mL":
                        fact = Fact("quantity-bare", number.value, "mL", self.words(at, end))
                        yield end, ((fact,), number.asks), (Row(at, end, f"quantity {plain(number.value)} mL"),)
                for end, _ in self.terms(after, "caps"):
                    fact = Fact("quantity-bare", number.value, "capsules", self.words(at, end))
                    row = Row(at, end, f"quantity {plain(number.value)} capsules")
                    yield end, ((fact,), number.asks), (row,)
                    for of, _ in self.terms(end, "of"):
                        for last, (facts, asks), rows in self._drug(of):
                            yield last, ((fact, *facts), number.asks + asks), (row, Row(end, of, "of"), *rows)

    def _quantity_unit(self, at: int, end: int, number: Fraction, asks: tuple[Ask, ...]) -> Iterator[Found[Said]]:
        units = [(end, ""), *((last, "capsules") for last, _ in self.terms(end, "caps"))]
        units += [(last, unit.value) for last, unit in self.terms(end, "unit") if unit.value == "mL"]
        for last, unit in units:
            close = self.said_again(last, number) if unit else last
            fact = Fact("quantity", number, unit, self.words(at, close))
            yield close, ((fact,), asks), (Row(at, close, f"quantity {plain(number)} {unit}".rstrip()),)

    def _supply(self, at: int) -> Iterator[Found[Said]]:
        starts = [at, *(end for end, term in self.terms(at, "for") if term.value == "for")]
        starts += [end for end, _ in self.terms(at, "quantity")]
        starts += [last for end in starts[1:] for last, _ in self.terms(end, "article")]
        for start in starts:
            for end, (days, months, _, asks), _ in self.span(start):
                after = end + (self.key(end) == "'")
                for last, _ in self.terms(after, "supply"):
                    if self.terms(start, "for"):
                        continue
                    if days is not None:
                        fact = Fact("supply", Fraction(days), written=self.words(at, last))
                        yield last, ((fact,), asks), (Row(at, last, f"supply for {days} days"),)
                    elif months:
                        fact = Fact("supply-months", Fraction(months), written=self.words(at, last))
                        yield last, ((fact,), asks), (Row(at, last, f"supply for {months} months"),)
        for end, _ in self.terms(at, "supply-head"):
            for last, (days, _, order, asks), _ in self.span(end):
                if days is not None and not order:
                    fact = Fact("supply", Fraction(days), written=self.words(at, last))
                    yield last, ((fact,), asks), (Row(at, last, f"supply for {days} days"),)

    def _refills(self, at: int) -> Iterator[Found[Said]]:
        for end, term in self.terms(at, "with"):
            yield from ((last, said, (Row(at, end, term.value), *rows)) for last, said, rows in self._refills_here(end))
        yield from self._refills_here(at)

    def _refills_here(self, at: int) -> Iterator[Found[Said]]:
        for end, _ in self.terms(at, "no-refills"):
            yield end, (_REFILLS, ()), (Row(at, end, "no refills, not planned"),)
        for end, _ in self.terms(at, "refills"):
            start = end + (self.key(end) in (":", "x", "#", "-"))
            start += self.key(start) in ("x", "#")
            last = self._whole(start)
            if last > start:
                said = self.words(start, last)
                again = [after for after, _ in self.terms(last, "times-word")]
                for close in [last, *again]:
                    yield close, (_REFILLS, ()), (Row(at, close, f"refills {said}, not planned"),)
        last = self._whole(at)
        for end, _ in self.terms(last, "refills"):
            if last > at:
                yield end, (_REFILLS, ()), (Row(at, end, f"refills {self.words(at, last)}, not planned"),)

    def _whole(self, at: int) -> int:
        """Up to where a whole number goes, zero among them; the same place where there is none."""
        if at < self.size and self.tokens[at].text == "0":
            return at + 1
        ends = [end for end, number, _ in self.number(at) if number.form in ("digits", "word") and number.value.denominator == 1]
        return max(ends, default=at)
