"""Ways to bring the drug into capsule batches: weighed, from a larger blend, from an aliquot, from whole or crushed tablets.

Every way gives complete batches, rounded to the balance, whose capsules hold their strength within 0.5 %. A weighing of something
that bears drug and of which only a part is used is at least twice the balance's minimum, and large enough that two of them
together stay within the error that one weighing may have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import Final

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Preparation, Way
from ldn_calc.planning.aliquot import AliquotError, solid_aliquot
from ldn_calc.planning.capsule import CapsuleBatch, Charge, Fills, Stock, extra_capsules, fill_each, plan_batch
from ldn_calc.planning.fills import filler_beside
from ldn_calc.planning.weighing import filler_on_balance, least_for_aliquot, on_balance, weighing_error
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.rounding import up_to_step
from ldn_calc.quantities.values import Mass

__all__ = ["Maker", "Tablet", "ways_of"]

_MOST_TIMES: Final = 3
"""A blend of more than so many times the capsules is not made where an aliquot serves: it is too much powder to mix."""

_SPARE: Final = Fraction(5, 4)
"""So much more of a mixture is made, at least, than the aliquots together take."""

_USUAL_TRITURATE: Final = 10
"""A triturate holds one part of drug powder in ten where the aliquot of it can be weighed; in more or fewer where it cannot."""

_MOST_TRIES: Final = 200


@dataclass(frozen=True, slots=True)
class Tablet:
    """What one tablet holds of drug, as the prescription states strength, and what it weighs.

    Attributes:
        heaviest: where nobody weighed them, what such a tablet may weigh at most; `weight` is then reckoned with and nowhere said,
            because filler makes up what the tablets leave of a known whole.
    """

    content: Mass
    weight: Mass
    heaviest: Mass | None = None

    @property
    def fraction(self) -> Fraction:
        """Drug in 1 mg of crushed tablets."""
        return self.content / self.weight


@dataclass(frozen=True, slots=True)
class Maker:
    """What batches are made with: the drug's fraction, the shells and filler, the balance and its rules.

    Attributes:
        fraction: mg of drug in 1 mg of powder, or of crushed tablets.
        tablet: None where powder is weighed.
    """

    fraction: Fraction
    tablet: Tablet | None
    fills: Fills
    balance: BalanceInstrument
    preparation: Preparation
    formulary: Formulary

    @property
    def close(self) -> Fraction:
        """How far a capsule may be from its strength by rounding, before another way is looked for."""
        return self.formulary.policy_share("liquid", "strength_tolerance").fraction

    @property
    def least_for_aliquot(self) -> Mass:
        """The least drug-bearing weighing where only a part of it is used."""
        return least_for_aliquot(self.balance, weighing_error(self.preparation, self.formulary))

    @property
    def extras_are_asked(self) -> bool:
        """Whether the pharmacist has said how many extras to make."""
        return self.preparation.extra_capsules is not None or self.preparation.overage is not None

    def extras(self, capsules: int) -> int:
        """Extras by request or default."""
        return extra_capsules(capsules, self.preparation, self.formulary)

    def powder(self, strength: Mass, made: int) -> Mass:
        """Powder, or crushed tablets, that so many capsules hold."""
        return strength / self.fraction * made

    def filler(self, strength: Mass, made: int) -> Mass:
        """Filler that so many capsules hold."""
        return filler_beside(strength / self.fraction, self.fills.drug_fill, self.fills.filler_fill) * made

    def complete(self, strength: Mass, capsules: int, extra: int, charge: Charge, *, is_blend: bool = False) -> CapsuleBatch | None:
        """A batch with this charge, where its filler can be weighed and its capsules are close to their strength."""
        made = capsules + extra
        whole = charge.diluent if is_blend else self.filler(strength, made)
        if charge.diluent > whole:
            return None
        filler = filler_on_balance(whole - charge.diluent, self.balance)
        each = fill_each(charge.mass + filler, made, self.formulary)
        exact, filler_each = self.powder(strength, made), self.filler(strength, 1)
        batch = CapsuleBatch(strength, capsules, extra, exact, charge, filler_each, filler, each)
        if Mass.of(0) < filler < self.balance.minimum or abs(batch.difference) > self.close:
            return None
        return batch


Wanted = Sequence[tuple[Mass, int]]
"""Strengths with the capsules that leave of each."""

Batches = tuple[CapsuleBatch, ...]


def ways_of(maker: Maker) -> Mapping[Way, Callable[[Maker, Wanted], Batches | None]]:
    """The ways that are open for this source of drug, the first one that serves is taken."""
    if maker.tablet is not None:
        whole, part = partial(_from_whole_tablets, maker.tablet), partial(_from_crushed_tablets, maker.tablet)
        if maker.tablet.heaviest is not None:
            return {Way.WHOLE_TABLETS: whole}
        return {Way.WHOLE_TABLETS: whole, Way.CRUSHED_PART: part}
    return {Way.DIRECT: _weighed, Way.LARGER_BATCH: _from_larger_blends, Way.ALIQUOT: _from_aliquot}


def _weighed(maker: Maker, wanted: Wanted) -> Batches | None:
    """Every batch's powder weighed directly."""
    found = []
    for strength, capsules in wanted:
        batch = _closest(maker, strength, capsules)
        if batch is None or abs(batch.difference) > maker.close * 2:
            return None
        found.append(batch)
    return tuple(found)


def _closest(maker: Maker, strength: Mass, capsules: int) -> CapsuleBatch | None:
    """The batch with the extras as due, or with up to a tenth more capsules; None where so many still cannot be weighed.

    More where the balance cannot weigh so little, because a few capsules are less drug thrown away than a blend of twice the size,
    or where rounding to the balance moves the strength by over 0.5 %; none where the pharmacist has said how many extras to make.
    """
    least = maker.extras(capsules)
    more = 0 if maker.extras_are_asked else max(2, capsules // 10)
    tried = []
    for extra in range(least, least + more + 1):
        if on_balance(maker.powder(strength, capsules + extra), maker.balance) < maker.balance.minimum:
            continue
        batch = plan_batch(strength, capsules, extra, maker.fraction, maker.fills, maker.balance, maker.formulary)
        if abs(batch.difference) <= maker.close:
            return batch
        tried.append(batch)
    return min(tried, key=lambda batch: abs(batch.difference), default=None)


def _from_larger_blends(maker: Maker, wanted: Wanted) -> Batches | None:
    """A blend of its own for every batch, larger than the capsules need; the part that fills them is weighed out."""
    most = _MOST_TIMES if maker.preparation.way is None else _MOST_TIMES * 4
    found: list[CapsuleBatch] = []
    for strength, capsules in wanted:
        beside = None if maker.preparation.way else _weighed_beside(maker, strength, capsules)
        batch = beside or _from_larger_blend(maker, strength, capsules, most) or _weighed_beside(maker, strength, capsules)
        if batch is None:
            return None
        found.append(batch)
    return tuple(found) if any(batch.charge.stock for batch in found) else None


def _weighed_beside(maker: Maker, strength: Mass, capsules: int) -> CapsuleBatch | None:
    """A batch weighed directly in a plan that also has an aliquot: its drug weighing is held to the same least mass."""
    weighed = _weighed(maker, [(strength, capsules)])
    return weighed[0] if weighed and weighed[0].charge.mass >= maker.least_for_aliquot else None


def _from_larger_blend(maker: Maker, strength: Mass, capsules: int, most: int) -> CapsuleBatch | None:
    extra = maker.extras(capsules)
    powder, filler = maker.powder(strength, capsules + extra), maker.filler(strength, capsules + extra)
    least, taken = maker.least_for_aliquot, on_balance(powder + filler, maker.balance)
    if taken < least:
        return None
    for weighed in _readings(least, maker.balance):
        times = weighed / powder
        if times > most:
            return None
        stock = Stock(weighed, 0, filler_on_balance(filler * times, maker.balance), maker.fraction)
        if stock.diluent >= maker.balance.minimum and stock.mass >= taken:
            batch = maker.complete(strength, capsules, extra, stock.take(taken), is_blend=True)
            if batch is not None:
                return batch
    return None


def _from_aliquot(maker: Maker, wanted: Wanted) -> Batches | None:
    """One triturate, drug mixed with filler, for every batch with little powder; the others are weighed directly."""
    direct = [_weighed_beside(maker, strength, capsules) for strength, capsules in wanted]
    if all(direct):
        direct = [None] * len(direct)
    small = [each for each, batch in zip(wanted, direct, strict=True) if batch is None]
    taken = iter(_aliquots(maker, small) or ())
    found = [batch or next(taken, None) for batch in direct]
    batches = tuple(batch for batch in found if batch is not None)
    return batches if len(batches) == len(found) else None


def _aliquots(maker: Maker, wanted: Wanted) -> Batches | None:
    """Batches from one mixture, a triturate of 1 in 10 where the smallest aliquot of it can be weighed.

    Else the smallest takes the least aliquot that lets every weighing be made.
    """
    least = maker.least_for_aliquot
    powders = [maker.powder(strength, capsules + maker.extras(capsules)) for strength, capsules in wanted]
    drug = max(least, Mass(up_to_step((sum(powders, Mass.of(0)) * _SPARE).milligrams, maker.balance.readability.milligrams)))
    smallest = min(powders)
    usual = [smallest * _USUAL_TRITURATE] if smallest * _USUAL_TRITURATE >= least else []
    for aliquot in (*usual, *_readings(max(least, smallest), maker.balance)):
        try:
            exact = solid_aliquot(smallest, maker.balance.minimum, aliquot, drug / smallest)
        except AliquotError:
            continue
        stock = Stock(drug, 0, filler_on_balance(exact.diluent, maker.balance), maker.fraction)
        batches = [_aliquot(maker, strength, capsules, stock, least) for strength, capsules in wanted]
        found = tuple(batch for batch in batches if batch is not None)
        if len(found) == len(batches) and sum((batch.charge.mass for batch in found), Mass.of(0)) <= stock.mass:
            return found
    return None


def _aliquot(maker: Maker, strength: Mass, capsules: int, stock: Stock, least: Mass) -> CapsuleBatch | None:
    extra = maker.extras(capsules)
    taken = on_balance(maker.powder(strength, capsules + extra) * (stock.mass / stock.powder), maker.balance)
    return maker.complete(strength, capsules, extra, stock.take(taken)) if taken >= least else None


def _from_whole_tablets(tablet: Tablet, maker: Maker, wanted: Wanted) -> Batches | None:
    """Whole tablets for every batch: they set the number made."""
    found = [_from_tablets(tablet, maker, strength, capsules) for strength, capsules in wanted]
    batches = tuple(batch for batch in found if batch is not None)
    return batches if len(batches) == len(found) else None


def _from_tablets(tablet: Tablet, maker: Maker, strength: Mass, capsules: int) -> CapsuleBatch | None:
    """The fewest whole tablets that fill the capsules with their extras, at most a tablet's worth more."""
    content, weight = tablet.content, tablet.weight
    least = capsules + maker.extras(capsules)
    most = least if maker.extras_are_asked else least + ceil(content / strength)
    for tablets in range(1, floor(strength * most / content * 2) + 2):
        made = floor(content * tablets / strength + Fraction(1, 2))
        if made > most:
            return None
        if made >= least:
            charge = Charge(weight * tablets, weight * tablets, content * tablets, tablets)
            batch = maker.complete(strength, capsules, made - capsules, charge)
            if batch is not None and (tablet.heaviest is None or batch.blend > tablet.heaviest * tablets):
                return batch
    return None


def _from_crushed_tablets(tablet: Tablet, maker: Maker, wanted: Wanted) -> Batches | None:
    """So many tablets crushed together as the batches hold; each batch's part of the powder is weighed."""
    needs = [(strength, capsules, maker.powder(strength, capsules + maker.extras(capsules))) for strength, capsules in wanted]
    weighed = [on_balance(need, maker.balance) for _, _, need in needs]
    tablets = ceil(sum(weighed, Mass.of(0)) / tablet.weight)
    stock = Stock(tablet.weight * tablets, tablets, Mass.of(0), maker.fraction)
    least = maker.least_for_aliquot
    found = []
    for (strength, capsules, _), mass in zip(needs, weighed, strict=True):
        batch = maker.complete(strength, capsules, maker.extras(capsules), stock.take(mass)) if mass >= least else None
        if batch is None:
            return None
        found.append(batch)
    return tuple(found)


def _readings(least: Mass, balance: BalanceInstrument) -> Iterator[Mass]:
    """Readings of the balance from the least one to twice as much, not more than a few hundred."""
    step = max(balance.readability, Mass(up_to_step(least.milligrams / _MOST_TRIES, balance.readability.milligrams)))
    reading = least
    while reading <= least * 2:
        yield reading
        reading += step
