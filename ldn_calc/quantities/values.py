"""Exact amounts, one type a dimension; the unit stands in the field's name.

Only the operators that make sense exist, so that mypy refuses a mass where a volume is due. Magnitudes are fractions:
a decimal rounds `150 mg / 140 mL` silently.

>>> Mass.of(3) / Volume.of(2)
Strength(milligrams_per_millilitre=Fraction(3, 2))
>>> Share.percent(Fraction(5)).of_(Mass.of(100))
Mass(milligrams=Fraction(5, 1))
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar, overload

Exact = int | Decimal | Fraction

__all__ = ["Exact", "Mass", "Share", "Strength", "Volume", "exact"]


def exact(number: Exact) -> Fraction:
    """Take a whole, decimal or fractional number as a fraction, exactly.

    Raises:
        TypeError: anything else, among them float (already rounded) and bool (not a number).
        ValueError: a decimal that is not finite.
    """
    if type(number) is Fraction:
        return number
    if type(number) is int:
        return Fraction(number)
    if type(number) is Decimal:
        if not number.is_finite():
            raise ValueError(f"{number} is not a finite amount")
        return Fraction(number)
    raise TypeError(f"an exact amount is int, Decimal or Fraction, not {type(number).__name__}")


@dataclass(frozen=True, slots=True, order=True)
class Mass:
    """A mass in milligrams; never negative."""

    milligrams: Fraction

    def __post_init__(self) -> None:
        _hold(self, "milligrams", self.milligrams)

    @classmethod
    def of(cls, milligrams: Exact) -> Mass:
        """The mass of so many milligrams."""
        return cls(exact(milligrams))

    def __add__(self, other: Mass) -> Mass:
        return Mass(self.milligrams + _same(other, Mass).milligrams)

    def __sub__(self, other: Mass) -> Mass:
        return Mass(self.milligrams - _same(other, Mass).milligrams)

    def __mul__(self, times: int | Fraction) -> Mass:
        return Mass(self.milligrams * exact(times))

    @overload
    def __truediv__(self, other: Mass) -> Fraction: ...
    @overload
    def __truediv__(self, other: Volume) -> Strength: ...
    @overload
    def __truediv__(self, other: Strength) -> Volume: ...
    @overload
    def __truediv__(self, other: int | Fraction) -> Mass: ...
    def __truediv__(self, other: Mass | Volume | Strength | int | Fraction) -> Fraction | Mass | Volume | Strength:
        if isinstance(other, Mass):
            return self.milligrams / other.milligrams
        if isinstance(other, Volume):
            return Strength(self.milligrams / other.millilitres)
        if isinstance(other, Strength):
            return Volume(self.milligrams / other.milligrams_per_millilitre)
        return Mass(self.milligrams / exact(other))


@dataclass(frozen=True, slots=True, order=True)
class Volume:
    """A volume in millilitres; never negative."""

    millilitres: Fraction

    def __post_init__(self) -> None:
        _hold(self, "millilitres", self.millilitres)

    @classmethod
    def of(cls, millilitres: Exact) -> Volume:
        """The volume of so many millilitres."""
        return cls(exact(millilitres))

    def __add__(self, other: Volume) -> Volume:
        return Volume(self.millilitres + _same(other, Volume).millilitres)

    def __sub__(self, other: Volume) -> Volume:
        return Volume(self.millilitres - _same(other, Volume).millilitres)

    def __mul__(self, times: int | Fraction) -> Volume:
        return Volume(self.millilitres * exact(times))

    @overload
    def __truediv__(self, other: Volume) -> Fraction: ...
    @overload
    def __truediv__(self, other: int | Fraction) -> Volume: ...
    def __truediv__(self, other: Volume | int | Fraction) -> Fraction | Volume:
        if isinstance(other, Volume):
            return self.millilitres / other.millilitres
        return Volume(self.millilitres / exact(other))


@dataclass(frozen=True, slots=True, order=True)
class Strength:
    """Drug in a liquid, in milligrams per millilitre; never negative."""

    milligrams_per_millilitre: Fraction

    def __post_init__(self) -> None:
        _hold(self, "milligrams_per_millilitre", self.milligrams_per_millilitre)

    @classmethod
    def of(cls, milligrams_per_millilitre: Exact) -> Strength:
        """The strength of so many milligrams per millilitre."""
        return cls(exact(milligrams_per_millilitre))

    def __mul__(self, volume: Volume) -> Mass:
        return Mass(self.milligrams_per_millilitre * _same(volume, Volume).millilitres)

    def __truediv__(self, other: Strength) -> Fraction:
        return self.milligrams_per_millilitre / _same(other, Strength).milligrams_per_millilitre


_Amount = TypeVar("_Amount", Mass, Volume)


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """A part of a whole as a fraction: 5 % is 1/20; never negative."""

    fraction: Fraction

    def __post_init__(self) -> None:
        _hold(self, "fraction", self.fraction)

    @classmethod
    def percent(cls, percent: Exact) -> Share:
        """The share of so many in a hundred."""
        return cls(exact(percent) / 100)

    @property
    def in_percent(self) -> Fraction:
        """The share as so many in a hundred."""
        return self.fraction * 100

    @property
    def rest(self) -> Fraction:
        """What is left of the whole: 1 less the share."""
        return 1 - self.fraction

    def of_(self, whole: _Amount) -> _Amount:
        """That share of a mass or a volume."""
        return whole * self.fraction


def _hold(owner: object, field: str, number: Exact) -> None:
    value = exact(number)
    if value.numerator < 0:  # an integer's sign: comparing Fractions costs ten times as much
        raise ValueError(f"{type(owner).__name__} cannot be negative: {value} {field}")
    object.__setattr__(owner, field, value)


_Type = TypeVar("_Type")


def _same(other: object, kind: type[_Type]) -> _Type:
    if not isinstance(other, kind):
        raise TypeError(f"{kind.__name__} and {type(other).__name__} do not go together")
    return other
