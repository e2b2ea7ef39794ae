"""The grammar of a line: steps, ladders, rises and falls, and every way in which they can follow each other.

All readings of the whole line are found, not the first; a piece that no rule takes up leaves the line unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ldn_calc.sig.amounts import Found, rule
from ldn_calc.sig.parts import Ask, Fact, Part, PartSaid, Rise, Row, Said, Step
from ldn_calc.sig.rises import RiseRules
from ldn_calc.sig.steps import TooManyReadingsError

__all__ = ["Grammar", "Reading", "TooManyReadingsError"]

Reading = tuple[tuple[Part, ...], tuple[Fact, ...], tuple[Ask, ...], tuple[Row, ...]]
"""The steps of one way to read a line, what is said of the whole, what is asked, and what each word means."""

_RISE_BEGINS: Final = ("rise", "fall", "double", "interval", "every-head", "from", "ask-interval")
_OF_THE_WHOLE: Final = ("quantity", "quantity-bare", "supply", "supply-months", "refills")
_MOST_READINGS: Final = 400


class Grammar(RiseRules):
    """Every reading of one line."""

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

    def _heads(self) -> Iterator[Found[Said]]:
        """What stands before the directions."""
        first = 0
        while self.key(first) == "\n":
            first += 1
        open_ones: list[Found[Said]] = [(first, ((), ()), ())]
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
                    if more and more[0].kind == "quantity-bare" and not self._stands_apart(end):
                        continue
                    open_ones.append((end, (facts + more, asks + also), rows + later))

    def _stands_apart(self, at: int) -> bool:
        """Whether a number of capsules before the directions ends at a pause, a label or the drug, so that it is no dose."""
        return bool(list(self._after_pause(at, header=True)) or self.terms(at, "label", "drug"))

    @rule
    def _rest(self, at: int) -> Iterator[Found[tuple[tuple[Part, ...], tuple[Fact, ...], tuple[Ask, ...]]]]:
        """From a step on to the line's end."""
        for end, (part, facts, asks), rows in self._part_here(at):
            if self._finished(end):
                yield end, ((part,), facts, asks), rows
            if any(fact.kind in _OF_THE_WHOLE for fact in facts):
                continue  # between steps a quantity would be that of one step
            for start, said in self._between(
                end, arrows=isinstance(part, Step) and (part.days is not None or part.label is not None)
            ):
                for last, (parts, more, also), later in self._rest(start):
                    yield last, ((part, *parts), facts + more, asks + also), (*rows, *said, *later)
            for start, said in [(end, ()), *((e, (Row(end, e, term.value),)) for e, term in self.terms(end, "and"))]:
                if not self.terms(start, *_RISE_BEGINS):
                    continue
                for last, (parts, more, also), later in self._rest(start):
                    if isinstance(parts[0], Rise) or (said and _next_dose(part, parts[0])):
                        yield last, ((part, *parts), facts + more, asks + also), (*rows, *said, *later)

    def _from(self, at: int) -> Iterator[Reading]:
        for _, (parts, facts, asks), rows in self._rest(at):
            yield parts, facts, asks, rows

    def _between(self, at: int, *, arrows: bool) -> Iterator[tuple[int, tuple[Row, ...]]]:
        """What parts two steps: a pause, `then`, both; an arrow only after a step with its days, else it is a ladder's."""
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
            if arrows and arrow > start and start == at:
                yield arrow, (Row(start, arrow, "next step"),)

    @rule
    def _part_here(self, at: int) -> Iterator[Found[PartSaid]]:
        yield from self._steps(at)
        yield from self._ladders(at)
        yield from self._rises(at)


def _next_dose(before: Part, part: Part) -> bool:
    """`and increase to 3 mg`, after a step with its days."""
    return isinstance(before, Step) and before.days is not None and isinstance(part, Step) and part.way.startswith("to-")
