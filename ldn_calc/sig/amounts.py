"""Numbers, amounts and strengths: the small rules of the grammar. Each gives every way to read what begins at a piece.

A rule never looks past what it reads and never leaves a piece out; what it cannot read it does not name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import wraps
from typing import Any, Final, TypeVar

from ldn_calc.quantities.text import decimal_text
from ldn_calc.sig.parts import Amount, Ask, Number, Row
from ldn_calc.sig.terms import Term
from ldn_calc.sig.tokens import Token

__all__ = ["AmountRules", "Found", "plain", "rule"]

_Value = TypeVar("_Value")
Found = tuple[int, _Value, tuple[Row, ...]]
"""Up to which piece, what it is, and what its words mean."""

_PARTS: Final = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4))
_SIGNS: Final = {"½": _PARTS[0], "¼": _PARTS[1], "¾": _PARTS[2]}
_TRAILING_ZERO: Final = re.compile(r"[0-9]+\.[0-9]*0")
_TENS: Final = range(20, 100, 10)
_Self = TypeVar("_Self", bound="AmountRules")


def plain(number: Fraction) -> str:
    """A number for a sentence: as a decimal where it terminates, else as a fraction.

    >>> plain(Fraction(9, 2)), plain(Fraction(1, 3))
    ('4.5', '1/3')
    """
    try:
        return decimal_text(number)
    except ValueError:
        return f"{number.numerator}/{number.denominator}"


def rule(read: Callable[[_Self, int], Iterator[Found[_Value]]]) -> Callable[[_Self, int], list[Found[_Value]]]:
    """A rule is worked out once for each piece; two ways that come to the same are one."""
    name = read.__name__

    @wraps(read)
    def remembered(self: _Self, at: int) -> list[Found[_Value]]:
        memory = self.memory[name]
        known = memory.get(at)
        if known is None:
            known = list(read(self, at)) if at < self.size else []
            if len(known) > 1:
                found: dict[tuple[int, _Value], tuple[Row, ...]] = {}
                for end, value, rows in known:
                    found.setdefault((end, value), rows)
                known = [(end, value, rows) for (end, value), rows in found.items()]
            memory[at] = known
        return known

    return remembered


def _by_kind(edges: Sequence[tuple[int, Term]]) -> dict[str, list[tuple[int, Term]]]:
    found: dict[str, list[tuple[int, Term]]] = {}
    for edge in edges:
        found.setdefault(edge[1].kind, []).append(edge)
    return found


class AmountRules:
    """The pieces of one line and the rules for amounts in it."""

    def __init__(self, text: str, tokens: Sequence[Token], edges: Sequence[Sequence[tuple[int, Term]]]) -> None:
        self.text = text
        self.tokens = tokens
        self.kinds = [_by_kind(here) for here in edges]
        self.size = len(tokens)
        self.memory: dict[str, dict[int, list[Any]]] = defaultdict(dict)

    def key(self, at: int) -> str:
        """The piece's key; nothing past the end."""
        return self.tokens[at].key if at < self.size else ""

    def glued(self, at: int) -> bool:
        """Whether a piece follows the one before without a blank."""
        return at < self.size and self.tokens[at].glued

    def words(self, first: int, end: int) -> str:
        """The line's own words."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end]

    def terms(self, at: int, *kinds: str) -> Sequence[tuple[int, Term]]:
        """The terms of some classes that begin here, each with the piece it goes up to."""
        if at >= self.size or not (here := self.kinds[at]):
            return ()
        if len(kinds) == 1:
            return here.get(kinds[0], ())
        return [each for kind in kinds if kind in here for each in here[kind]]

    def per(self, at: int) -> int:
        """Up to where a slash or `per` goes; the same place where there is none."""
        if self.key(at) == "/":
            return at + 1
        return max((end for end, _ in self.terms(at, "per")), default=at)

    @rule
    def number(self, at: int) -> Iterator[Found[Number]]:
        """A number above zero in digits, words, as a fraction or both."""
        if at >= self.size:
            return
        token = self.tokens[at]
        if token.kind == "word":
            if self.kinds[at]:
                yield from self._number_in_words(at)
            return
        if token.kind == "number":
            value = Fraction(token.text)
            zero = f'"{token.text}": a needless zero; read as {plain(value)}' if _TRAILING_ZERO.fullmatch(token.text) else ""
            if value:
                yield at + 1, Number(value, "digits", note=zero), ()
            for end, part in self._part(at + 1):
                if value.denominator == 1 and value and not (end > at + 2 and self.glued(at + 1)):
                    yield end, Number(value + part, "mixed"), ()
            yield from ((end, Number(part, "fraction"), ()) for end, part in self._part(at))
        elif token.kind == "fraction":
            yield at + 1, Number(_SIGNS[token.text], "fraction"), ()
        elif token.kind in ("naked", "comma"):
            yield self._doubtful_number(at)

    def _doubtful_number(self, at: int) -> Found[Number]:
        token = self.tokens[at]
        pointed = Fraction(f"0{token.text}" if token.kind == "naked" else token.text.replace(",", "."))
        readings = (plain(pointed), plain(Fraction(token.text.lstrip(".").replace(",", ""))))
        sentence = f'"{token.text}": write {readings[0]}; it is read as {readings[1]} too.'
        return at + 1, Number(pointed or Fraction(1), "digits", (Ask("number", token.text, readings, sentence),)), ()

    def _number_in_words(self, at: int) -> Iterator[Found[Number]]:
        for end, term in self.terms(at, "number"):
            value = Fraction(term.value)
            yield end, Number(value, "word"), ()
            if value in _TENS:
                joined = end + (self.key(end) in ("-", "y"))
                for last, unit in self.terms(joined, "number"):
                    if int(unit.value) < 10:
                        yield last, Number(value + int(unit.value), "word"), ()
            for last, part in self.terms(end, "and-fraction"):
                yield last, Number(value + Fraction(part.value), "mixed"), ()
        for end, term in self.terms(at, "fraction"):
            yield end, Number(Fraction(term.value), "fraction"), ()
        for end, _ in self.terms(at, "article"):
            yield end, Number(Fraction(1), "article"), ()
        for end, term in self.terms(at, "roman"):
            yield end, Number(Fraction(term.value), "roman", note=f'"{self.words(at, end)}" read as {term.value}; error-prone'), ()
        for end, term in self.terms(at, "ask-number"):
            found = self.words(at, end)
            readings = tuple(term.value.split("|"))
            yield (
                end,
                Number(Fraction(1), "word", (Ask("number", found, readings, f'"{found}" is read in more ways than one.'),)),
                (),
            )

    def _part(self, at: int) -> Iterator[tuple[int, Fraction]]:
        """A half, a quarter or three, as a sign or with a slash."""
        if at >= self.size:
            return
        if self.tokens[at].kind == "fraction":
            yield at + 1, _SIGNS[self.tokens[at].text]
        parts = self.tokens[at : at + 3]
        whole = len(parts) == 3 and parts[0].kind == parts[2].kind == "number" and parts[1].text == "/"
        if whole and parts[1].glued and parts[2].glued and parts[0].text in "13" and parts[2].text in "24":
            value = Fraction(int(parts[0].text), int(parts[2].text))
            if value in _PARTS:
                yield at + 3, value

    @rule
    def mass(self, at: int) -> Iterator[Found[tuple[Number, Fraction]]]:
        """A mass: the number as written, and mg."""
        yield from self._measured(at, {"mg": Fraction(1), "mcg": Fraction(1, 1000)})

    @rule
    def volume(self, at: int) -> Iterator[Found[tuple[Number, Fraction]]]:
        """A volume: the number as written, and mL."""
        yield from self._measured(at, {"mL": Fraction(1)})

    def _measured(self, at: int, units: dict[str, Fraction]) -> Iterator[Found[tuple[Number, Fraction]]]:
        for end, number, _ in self.number(at):
            if number.form == "roman" or (number.form == "article" and "mL" not in units):
                continue
            here = end + (self.key(end) == "-" and self.glued(end) and self.glued(end + 1))
            for last, unit in self.terms(here, "unit"):
                if unit.value in units:
                    note = f'"{self.words(here, last)}" read as mL; {unit.note}' if unit.note else number.note
                    yield last, (Number(number.value, number.form, number.asks, note), number.value * units[unit.value]), ()
            for last, _ in self.terms(here, "ask-unit"):
                if "mg" in units:
                    found = self.words(here, last)
                    amount = plain(number.value)
                    sentence = f"{found} is read as mg, a thousand times more. Write mcg."
                    ask = Ask("unit", self.words(at, last), (f"{amount} mcg", f"{amount} mg"), sentence)
                    yield last, (Number(number.value, number.form, (*number.asks, ask)), number.value / 1000), ()

    @rule
    def liquid(self, at: int) -> Iterator[Found[tuple[Fraction, tuple[Ask, ...]]]]:
        """A strength of a liquid in mg/mL: `1 mg/mL`, `5 mg/5 mL`, `1 mg per mL`."""
        for end, (number, mass), _ in self.mass(at):
            below_it = self.per(end)
            if below_it == end:
                continue
            for last, unit in self.terms(below_it, "unit"):
                if unit.value == "mL":
                    yield last, (mass, number.asks), (Row(at, last, f"strength {plain(mass)} mg/mL", number.note),)
            for last, (below, volume), _ in self.volume(below_it):
                if below.form == "digits":
                    strength = mass / volume
                    rows = (Row(at, last, f"strength {plain(strength)} mg/mL", number.note or below.note),)
                    yield last, (strength, number.asks + below.asks), rows

    @rule
    def amount(self, at: int) -> Iterator[Found[Amount]]:
        """One dose as written, with what stands in brackets beside it."""
        yield from self._of_mass(at)
        yield from self._of_volume(at)
        yield from self._of_count(at)

    def _of_mass(self, at: int) -> Iterator[Found[Amount]]:
        for end, (number, mass), _ in self.mass(at):
            if any(unit.value == "mL" for _, unit in self.terms(self.per(end), "unit")):
                continue
            row = Row(at, end, f"dose {plain(mass)} mg", number.note)
            written = self.words(at, end)
            if number.form in ("mixed", "word") and self.terms(end, "caps"):
                readings = (f"{plain(mass)} mg", "a number of capsules of a part of a mg")
                ask = Ask("number", written, readings, f'"{written}" before capsules: {plain(mass)} mg, or a number of capsules?')
                yield end, Amount(mass=mass, written=written, asks=(*number.asks, ask)), (row,)
                continue
            yield end, Amount(mass=mass, written=written, asks=number.asks), (row,)
            if self.key(end) != "(":
                continue
            for last, (below, volume), _ in self.volume(end + 1):
                aside = Row(end + 1, last, f"which is {plain(volume)} mL", below.note)
                asks = number.asks + below.asks
                if self.key(last) == ")":
                    yield last + 1, Amount(mass=mass, volume=volume, written=written, asks=asks), (row, aside)
                for of, _ in self.terms(last, "of"):
                    for close, (strength, more), rows in self.liquid(of):
                        if self.key(close) == ")":
                            both = Amount(mass=mass, volume=volume, strength=strength, written=written, asks=asks + more)
                            yield close + 1, both, (row, aside, Row(last, of, "of"), *rows)
            for close, count, each, asks, rows in self._count_of_capsules(end + 1):
                if self.key(close) == ")":
                    made = Amount(mass=mass, count=count, each=each, each_sure=True, written=written, asks=number.asks + asks)
                    yield close + 1, made, (row, *rows)

    def _count_of_capsules(self, at: int) -> Iterator[tuple[int, Fraction, Fraction | None, tuple[Ask, ...], tuple[Row, ...]]]:
        """In brackets after its mass: `2 capsules`, `2 x 1.5 mg`, `2 x 1.5 mg capsules`, `2 capsules of 1.5 mg`."""
        for end, number, _ in self.number(at):
            if number.form not in ("digits", "word", "article"):
                continue
            for last, _ in self.terms(end, "caps"):
                row = Row(at, last, f"{plain(number.value)} capsules", number.note)
                yield last, number.value, None, number.asks, (row,)
                for of, _ in self.terms(last, "of"):
                    for close, (below, mass), _ in self.mass(of):
                        rows = (row, Row(last, of, "of"), Row(of, close, f"capsules of {plain(mass)} mg", below.note))
                        yield close, number.value, mass, number.asks + below.asks, rows
            times = end + (self.key(end) == "x")
            for last, (below, mass), _ in self.mass(times):
                if times == end and not self.terms(last, "caps"):
                    continue
                counted = Row(at, last, f"{plain(number.value)} of {plain(mass)} mg", below.note or number.note)
                yield last, number.value, mass, number.asks + below.asks, (counted,)
                for close, _ in self.terms(last, "caps"):
                    yield close, number.value, mass, number.asks + below.asks, (counted, Row(last, close, "capsules"))

    def _of_volume(self, at: int) -> Iterator[Found[Amount]]:
        for end, (number, volume), _ in self.volume(at):
            row = Row(at, end, f"dose {plain(volume)} mL", number.note)
            found = Amount(volume=volume, written=self.words(at, end), asks=number.asks)
            beside: list[Found[Amount]] = [(end, found, (row,))]
            if self.key(end) == "(":
                for last, (below, mass), _ in self.mass(end + 1):
                    if self.key(last) == ")":
                        both = Amount(mass=mass, volume=volume, written=found.written, asks=number.asks + below.asks)
                        beside.append((last + 1, both, (row, Row(end + 1, last, f"which is {plain(mass)} mg", below.note))))
            for last, amount, rows in beside:
                yield last, amount, rows
                for of, drug_rows in self._of_drug(last):
                    yield of, amount, (*rows, *drug_rows)
                for of, drug_rows in [*self._of_drug(last), *((of, (Row(last, of, "of"),)) for of, _ in self.terms(last, "of"))]:
                    for close, (strength, asks), more in self.liquid(of):
                        whole = Amount(amount.mass, volume, strength=strength, written=amount.written, asks=amount.asks + asks)
                        yield close, whole, (*rows, *drug_rows, *more)

    def _of_drug(self, at: int) -> Iterator[tuple[int, tuple[Row, ...]]]:
        for of, _ in self.terms(at, "of"):
            for end, term in self.terms(of, "drug"):
                yield end, (Row(at, of, "of"), Row(of, end, "naltrexone", self._said(of, end, term)))

    def _said(self, first: int, end: int, term: Term) -> str:
        """What is said of a term that is error-prone."""
        if not term.note.startswith("error-prone"):
            return ""
        return f'"{self.words(first, end)}" read as {term.value.removesuffix(" daily")}; {term.note}'

    def _of_count(self, at: int) -> Iterator[Found[Amount]]:
        for end, number, _ in self.number(at):
            count, written = number.value, self.words(at, end)
            row = Row(at, end, f"dose {plain(count)}", number.note)
            if number.form in ("digits", "word") and not self.terms(end, "caps", "unit", "ask-unit", "day-unit"):
                yield end, Amount(bare=count, written=written, asks=number.asks), (row,)
            for last, _ in self.terms(end, "caps"):
                taken = Row(at, last, f"dose {plain(count)} capsule{'' if count == 1 else 's'}", number.note)
                base = Amount(count=count, written=self.words(at, last), asks=number.asks)
                yield last, base, (taken,)
                yield from self._with_strength(last, base, taken)
            if number.form in ("digits", "word", "article"):
                yield from self._of_strength_first(at, end, number)

    def _with_strength(self, at: int, base: Amount, taken: Row) -> Iterator[Found[Amount]]:
        """What says how much a capsule holds, after `2 capsules`."""
        one = base.count == 1
        for of, _ in self.terms(at, "of"):
            for end, (below, mass), _ in self.mass(of):
                said = (taken, Row(at, of, "of"), Row(of, end, f"capsules of {plain(mass)} mg", below.note))
                sure = _each(base, mass, below, sure=True)
                yield end, sure, said
                yield from self._total_after(end, sure, said)
        for of, rows in self._of_drug(at):
            yield of, base, (taken, *rows)
            for end, (below, mass), _ in self.mass(of):
                yield (
                    end,
                    _each(base, mass, below, sure=True),
                    (taken, *rows, Row(of, end, f"capsules of {plain(mass)} mg", below.note)),
                )
        for end, (below, mass), _ in self.mass(at):
            if self.per(end) == end:
                yield end, _each(base, mass, below, sure=one), (taken, Row(at, end, f"with {plain(mass)} mg", below.note))
        for drug, term in self.terms(at, "drug"):
            for end, (below, mass), _ in self.mass(drug):
                if self.per(end) == end:
                    rows = (taken, Row(at, drug, term.value), Row(drug, end, f"capsules of {plain(mass)} mg", below.note))
                    yield end, _each(base, mass, below, sure=one), rows
        yield from self._strength_aside(at, base, taken)

    def _strength_aside(self, at: int, base: Amount, taken: Row) -> Iterator[Found[Amount]]:
        """`(1.5 mg)`, `(1.5 mg each)`, `(3 mg total)`, `, 1.5 mg each` after `2 capsules`."""
        one = base.count == 1
        opened = at + (self.key(at) == ",")
        if self.key(opened) == "(":
            for end, (below, mass), _ in self.mass(opened + 1):
                row = Row(opened + 1, end, f"with {plain(mass)} mg", below.note)
                if self.key(end) == ")":
                    yield end + 1, _each(base, mass, below, sure=one), (taken, row)
                for last, term in self.terms(end, "each-capsule", "total"):
                    if self.key(last) == ")":
                        of_one = term.kind == "each-capsule"
                        asked = (below, Row(end, last, term.value))
                        found = _each(base, mass, below, sure=True) if of_one else _total(base, mass, below)
                        yield last + 1, found, (taken, row, asked[1])
        elif opened > at:
            for end, (below, mass), _ in self.mass(opened):
                for last, _ in self.terms(end, "each-capsule"):
                    row = Row(opened, end, f"with {plain(mass)} mg", below.note)
                    yield last, _each(base, mass, below, sure=True), (taken, row, Row(end, last, "of each capsule"))

    def _total_after(self, at: int, sure: Amount, rows: tuple[Row, ...]) -> Iterator[Found[Amount]]:
        """`2 capsules of 1.5 mg (3 mg total)`."""
        if self.key(at) != "(":
            return
        for end, (below, mass), _ in self.mass(at + 1):
            totals = [(end, ()), *((last, (Row(end, last, term.value),)) for last, term in self.terms(end, "total"))]
            for last, said in totals:
                if self.key(last) == ")":
                    row = Row(at + 1, end, f"which is {plain(mass)} mg", below.note)
                    whole = Amount(
                        mass, count=sure.count, each=sure.each, each_sure=True, written=sure.written, asks=sure.asks + below.asks
                    )
                    yield last + 1, whole, (*rows, row, *said)

    def _of_strength_first(self, at: int, end: int, number: Number) -> Iterator[Found[Amount]]:
        """`two 0.5 mg capsules`, `one LDN 3 mg capsule`, `2 x 1.5 mg caps`, `one (4.5 mg) capsule`."""
        starts: list[tuple[int, bool, tuple[Row, ...]]] = [(end, False, ())]
        if self.key(end) == "x":
            starts.append((end + 1, True, (Row(end, end + 1, "times"),)))
        for last, term in self.terms(end, "drug"):
            starts.append((last, True, (Row(end, last, "naltrexone", self._said(end, last, term)),)))
        count = number.value
        for start, parted, rows in starts:
            opened = start + (self.key(start) == "(")
            for last, (below, mass), _ in self.mass(opened):
                here = last + 1 if opened > start and self.key(last) == ")" else last
                if (opened > start) != (here > last) or below.form == "fraction":
                    continue
                for close, _ in self.terms(here, "caps"):
                    asks: tuple[Ask, ...] = ()
                    if number.form == below.form == "digits" and not parted and opened == start:
                        found = self.words(at, last)
                        readings = (f"{plain(count)} capsule of {plain(mass)} mg", f"{plain(count)}.{plain(below.value)} mg")
                        asks = (Ask("number", found, readings, f'"{found}": a number of capsules, or a point that is lost?'),)
                    taken = Row(at, end, f"dose {plain(count)} of", number.note)
                    sure = opened == start or count == 1
                    amount = Amount(
                        count=count, each=mass, each_sure=sure, written=self.words(at, close), asks=number.asks + below.asks + asks
                    )
                    said = (
                        taken,
                        *rows,
                        Row(opened, last, f"capsules of {plain(mass)} mg", below.note),
                        Row(here, close, "capsules"),
                    )
                    yield close, amount, said
                    if sure:
                        yield from self._total_after(close, amount, said)


def _each(base: Amount, mass: Fraction, below: Number, *, sure: bool) -> Amount:
    return Amount(count=base.count, each=mass, each_sure=sure, written=base.written, asks=base.asks + below.asks)


def _total(base: Amount, mass: Fraction, below: Number) -> Amount:
    return Amount(mass=mass, count=base.count, written=base.written, asks=base.asks + below.asks)
