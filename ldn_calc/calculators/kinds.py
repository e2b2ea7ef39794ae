"""One input of a calculator: its text in, a value of its kind out.

>>> shot = Input("per_day", "Used in a day", "amount", "4.5 mL", required=True)
>>> read_kind(shot, "4.5 mL")
DailyAmount(number=Fraction(9, 2), unit='mL')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeVar

from ldn_calc.calculators.catalogue import Input
from ldn_calc.calculators.totals import Stretch
from ldn_calc.calculators.words import words
from ldn_calc.quantities.text import QuantityError, read_mass, read_share, read_strength, read_volume
from ldn_calc.quantities.values import Mass, Share, Strength, Volume
from ldn_calc.reading.dates import read_date
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import read_choice, read_count_text

__all__ = ["DailyAmount", "read_kind"]

_MOST_COUNT: Final = 100_000
_MOST_PARTS: Final = 200
_MOST_DIGITS: Final = 12
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FRACTION: Final = re.compile(r"([0-9]+) ?/ ?([0-9]+)")
_COUNTED: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?: ?(capsule|tablet)s?)?")
_DAYS: Final = re.compile(r"([0-9]{1,4}) ?(d|day|days|w|wk|week|weeks)?")
_STRENGTH_EXAMPLE: Final = "1 mg/mL"
"""As `read_strength` gives it."""
_SEVERAL: Final = re.compile(r"[,;\n]")
_Amount = TypeVar("_Amount", Mass, Volume, Strength, Share)


@dataclass(frozen=True, slots=True)
class DailyAmount:
    """What is dispensed, or used in a day: so many `mL`, `mg`, `capsules` or `tablets`, or just so many."""

    number: Fraction
    unit: str


def read_kind(asked: Input, text: str) -> object:
    """Read one text as the kind its input is of.

    Raises:
        FieldFaultError: it cannot be read.
    """
    return _READERS[asked.kind](asked, text)


def _quantity(read: Callable[[str], _Amount]) -> Callable[[Input, str], _Amount]:
    def reader(asked: Input, text: str) -> _Amount:
        try:
            amount = read(text)
        except QuantityError as error:
            raise FieldFaultError(error.found, error.expected) from None
        if amount == type(amount)(Fraction(0)) and not asked.zero:
            raise FieldFaultError(text, words("inputs.expected.above-zero", example=asked.example))
        return amount

    return reader


def _density(asked: Input, text: str) -> Strength:
    """A density is a mass by volume, mostly in g/mL."""
    try:
        return _quantity(read_strength)(asked, text)
    except FieldFaultError as fault:
        if _NUMBER.fullmatch(text):
            raise FieldFaultError(fault.found, words("inputs.expected.density-unit", number=text)) from None
        expected = fault.expected.replace(words("inputs.expected.strength"), words("inputs.expected.density"))
        raise FieldFaultError(fault.found, expected.replace(_STRENGTH_EXAMPLE, asked.example)) from None


def _count(asked: Input, text: str) -> int:
    digits = re.sub(r" ?(capsules?|days?|d)$", "", text)
    try:
        return read_count_text(digits, 0 if asked.zero else 1, _MOST_COUNT)
    except FieldFaultError as fault:
        raise FieldFaultError(text, fault.expected) from None


def _plain_number(text: str) -> Fraction | None:
    return Fraction(text) if len(text) <= _MOST_DIGITS and _NUMBER.fullmatch(text) else None


def _number(asked: Input, text: str) -> Fraction:
    number = _plain_number(text)
    if number is None and len(text) <= _MOST_DIGITS and (parts := _FRACTION.fullmatch(text)) and int(parts[2]):
        number = Fraction(int(parts[1]), int(parts[2]))
    if not number:
        raise FieldFaultError(text, words("inputs.expected.number", example=asked.example))
    return number


def _several(text: str, read: Callable[[str], _Type]) -> tuple[_Type, ...]:
    """Read the parts between commas; a fault says which of them it is."""
    parts = [part.strip() for part in _SEVERAL.split(text)]
    parts = parts[:-1] if len(parts) > 1 and not parts[-1] else parts
    if len(parts) > _MOST_PARTS:
        found_parts = words("inputs.found.parts", count=len(parts))
        raise FieldFaultError(found_parts, words("inputs.expected.parts", most=_MOST_PARTS))
    found = []
    for number, part in enumerate(parts, 1):
        try:
            found.append(read(part))
        except FieldFaultError as fault:
            if len(parts) == 1:
                raise
            expected = words("inputs.expected.in-part", expected=fault.expected, number=number, count=len(parts))
            raise FieldFaultError(fault.found, expected) from None
    return tuple(found)


_Type = TypeVar("_Type")


def _masses(asked: Input, text: str) -> tuple[Mass, ...]:
    return _several(text, lambda part: _quantity(read_mass)(asked, part))


def _weights(asked: Input, text: str) -> tuple[Mass, ...]:
    """Masses, in mg where no unit is written."""

    def read(part: str) -> Mass:
        number = _plain_number(part)
        if number is None:
            return _quantity(read_mass)(asked, part)
        if not number:
            raise FieldFaultError(part, words("inputs.expected.weight"))
        return Mass(number)

    return _several(text, read)


def _percents(asked: Input, text: str) -> tuple[Fraction, ...]:
    """Numbers that are percentages, the sign left out or not."""

    def read(part: str) -> Fraction:
        number = _plain_number(part.removesuffix("%").rstrip())
        if number is None:
            raise FieldFaultError(part, words("inputs.expected.percentages", example=asked.example))
        return number

    return _several(text, read)


def _dates(_asked: Input, text: str) -> tuple[date, ...]:
    return _several(text, read_date)


def _amount(asked: Input, text: str) -> DailyAmount:
    if match := _COUNTED.fullmatch(text):
        number, unit = Fraction(match[1]), f"{match[2]}s" if match[2] else ""
        if not number:
            raise FieldFaultError(text, words("inputs.expected.above-zero", example=asked.example))
        return DailyAmount(number, unit)
    if _is_volume(text):
        return DailyAmount(_quantity(read_volume)(asked, text).millilitres, "mL")
    try:
        return DailyAmount(_quantity(read_mass)(asked, text).milligrams, "mg")
    except FieldFaultError:
        raise FieldFaultError(text, words("inputs.expected.amount")) from None


def _is_volume(text: str) -> bool:
    try:
        read_volume(text)
    except QuantityError:
        return False
    return True


def _regimen(asked: Input, text: str) -> tuple[Stretch, ...]:
    """`1.5 mg x 1 x 14 d, 3 mg x 1 x 14 d`: dose, times a day, days; a plus between two doses of one day."""

    def read(part: str) -> Stretch:
        pieces = re.split(r"\s*[x×X*]\s*", part.strip())
        days = _DAYS.fullmatch(pieces[-1])
        times = pieces[1] if len(pieces) == 3 else "1" if days and days[2] else ""
        if len(pieces) not in (2, 3) or days is None or not int(days[1]) or not re.fullmatch(r"[1-9][0-9]?", times):
            raise FieldFaultError(part, words("inputs.expected.regimen", example=asked.example))
        doses = tuple(_quantity(read_mass)(asked, dose.strip()) for dose in pieces[0].split("+"))
        weeks = (days[2] or "d").startswith("w")
        return Stretch(doses, int(times), int(days[1]) * (7 if weeks else 1))

    return _several(text, read)


_READERS: Final[Mapping[str, Callable[[Input, str], object]]] = {
    "mass": _quantity(read_mass),
    "volume": _quantity(read_volume),
    "strength": _quantity(read_strength),
    "percent": _quantity(read_share),
    "overage": _quantity(read_share),
    "density": _density,
    "count": _count,
    "number": _number,
    "numbers": _percents,
    "masses": _masses,
    "weights": _weights,
    "date": lambda _asked, text: read_date(text),
    "dates": _dates,
    "choice": lambda asked, text: read_choice(text, asked.choices),
    "amount": _amount,
    "regimen": _regimen,
}
