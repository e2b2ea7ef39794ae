"""Steps that are written together: ladders (`1.5>3>4.5 mg`), rises and falls by a step every so many days, doubling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ldn_calc.sig.amounts import Found
from ldn_calc.sig.parts import Amount, Ask, Ladder, PartSaid, Rise, Row, Said, Step
from ldn_calc.sig.steps import StepRules

__all__ = ["RiseRules"]


class RiseRules(StepRules):
    """The rules for ladders, rises and falls."""

    def _ladders(self, at: int) -> Iterator[Found[PartSaid]]:
        for start, (lead, facts, asks), rows in self._leads(at):
            if lead.way or lead.label:
                continue
            yield from self._ladder(start, lead._replace(way="ladder", led=False), (facts, asks), rows)
            for end, term in self.terms(start, "rise", "fall"):
                if term.value == "any":
                    said = (*rows, Row(start, end, "goes up" if term.kind == "rise" else "goes down"))
                    yield from self._ladder(end, lead._replace(way="ladder", led=True), (facts, asks), said)
            for middle, term in self.terms(start, "rise", "fall"):
                if term.value != "any":
                    continue
                for end, (days, also), more in self.interval(middle):
                    if self.key(end) in (":", ",") and lead.days is None:
                        step = lead._replace(way="ladder", days=days, each=True, asks=lead.asks + also)
                        said = (*rows, Row(start, middle, "goes up" if term.kind == "rise" else "goes down"), *more)
                        yield from self._ladder(end + 1, step, (facts, asks), said)

    def _ladder(self, at: int, step: Step, said: Said, rows: tuple[Row, ...]) -> Iterator[Found[PartSaid]]:
        for end, amounts, more, signs in self._amounts(at):
            for last, (rest, facts, asks), all_rows in self._tails(end, (step, *said), rows + more, steps=False):
                yield from self._laddered(last, amounts, rest, (facts, asks), all_rows, signs=signs)
                if rest.days is None and (signs or step.led):
                    for close, (days, also), later in self.interval(last):
                        kept = rest._replace(days=days, each=True, asks=rest.asks + also)
                        for final, (whole, facts2, asks2), everything in self._tails(
                            close, (kept, facts, asks), all_rows + later, steps=False
                        ):
                            yield from self._laddered(final, amounts, whole, (facts2, asks2), everything, signs=signs)

    def _laddered(
        self, at: int, amounts: tuple[Amount, ...], rest: Step, said: Said, rows: tuple[Row, ...], *, signs: bool
    ) -> Iterator[Found[PartSaid]]:
        if rest.every is not None or rest.weekdays or rest.label is not None or rest.order:
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
        yield at, (Ladder(amounts, rest._replace(way="", each=False, led=False)), *said), rows

    def _amounts(self, at: int) -> Iterator[tuple[int, tuple[Amount, ...], tuple[Row, ...], bool]]:
        """Two or more amounts with arrows or commas between; the unit of the last is that of those before it without one."""
        open_ones: list[tuple[int, tuple[Amount, ...], tuple[Row, ...], bool]] = []
        for end, amount, rows in self.amount(at):
            if amount.each is None:
                open_ones.append((end, (amount,), rows, True))
        while open_ones:
            here, amounts, rows, signs = open_ones.pop()
            self._came_to(here)
            if len(amounts) > 1 and self._arrow(here) == here:  # a ladder has all its rungs
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

    def _arrow(self, at: int) -> int:
        if self.key(at) in ("→", ">"):
            return at + 1
        return at + 2 if self.key(at) in ("-", "=") and self.key(at + 1) == ">" and self.glued(at + 1) else at

    def _rises(self, at: int) -> Iterator[Found[PartSaid]]:
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
                first = (Row(at, end, begin.value), *_named(rows, "from"))
                yield from self._range_then(middle, {"from": start_amount}, first)
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
