"""The proof's own reader of quantities: printed text into pint. It shares nothing with the reader that planning uses.

One pattern reads every quantity; the number goes to pint as an exact fraction and is converted to the unit that is due, so that
a volume where a mass is due is found by its dimension.

>>> printed("60 mL", "mL", "plan.steps[1].volume").magnitude
Fraction(60, 1)
>>> written("500mcg", "mg", "rx.regimen[0].take[0].dose").magnitude
Fraction(1, 2)
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from ldn_calc.proof.objects import show
from ldn_calc.proof.problems import ProblemError
from ldn_calc.quantities.units import UNITS, DimensionalityError, Quantity, quantity

__all__ = ["amount_text", "beyond_text", "mentions", "printed", "significant", "written"]

_LONGEST: Final = 60
_QUANTITY: Final = re.compile(r"([0-9]+)(?:\.([0-9]+))?([ \u00a0\u202f]?)([^\s0-9.][^\s]*)", re.ASCII)
_MASS_WORDS: Final = {
    "mg": "mg",
    "milligram": "mg",
    "milligrams": "mg",
    "g": "g",
    "gram": "g",
    "grams": "g",
    "mcg": "mcg",
    "ug": "mcg",
    "µg": "mcg",
    "μg": "mcg",
    "microgram": "mcg",
    "micrograms": "mcg",
}
_VOLUME_WORDS: Final = {"mL": "mL", "ml": "mL", "milliliter": "mL", "milliliters": "mL"}
_WRITTEN_WORDS: Final = {**_MASS_WORDS, **_VOLUME_WORDS, "%": "%"}
_DUE: Final = {
    "mg": "a mass such as 4.5 mg",
    "mL": "a volume such as 60 mL",
    "mg/mL": "a strength such as 1 mg/mL",
    "%": "a percentage such as 99.4 %",
    "capsules": "a number of capsules such as 84 capsules",
}


def printed(value: object, unit: str, where: str) -> Quantity:
    """Read a quantity that the program printed, in the unit that is due.

    Raises:
        ProblemError: not as the program prints it (a trailing zero, no space, another unit's name), or of another dimension.
    """
    match = _matched(value)
    if match is None or match[4] not in UNITS or match[3] != " ":
        raise ProblemError("quantity-unreadable", f"{where}: {show(value)}", _DUE[unit])
    whole, decimals = match[1], match[2]
    if (len(whole) > 1 and whole[0] == "0") or (decimals is not None and decimals[-1] == "0"):
        raise ProblemError("quantity-unreadable", f"{where}: {show(value)}", f"{_DUE[unit]}, without needless zeros")
    return _due(_read(whole, decimals, match[4]), unit, value, where)


@lru_cache(maxsize=1024)
def _read(whole: str, decimals: str | None, unit: str) -> Quantity:
    """The same amounts stand in a request and its plan many times over; pint changes none in place."""
    return quantity(_number(whole, decimals), unit)


def written(value: object, unit: str, where: str) -> Quantity:
    """Read a quantity as a person wrote it in the request, in the unit that is due.

    Raises:
        ProblemError: it cannot be read, or is of another dimension.
    """
    match = _matched(value.strip(" ") if isinstance(value, str) else value)
    if match is None:
        raise ProblemError("quantity-unreadable", f"{where}: {show(value)}", _DUE[unit])
    words = match[4].split("/")
    if len(words) == 2 and words[0] in _MASS_WORDS and words[1] in _VOLUME_WORDS:
        found = _read(match[1], match[2], _MASS_WORDS[words[0]]) / quantity(Fraction(1), "mL")
    elif len(words) == 1 and words[0] in _WRITTEN_WORDS:
        found = _read(match[1], match[2], _WRITTEN_WORDS[words[0]])
    else:
        raise ProblemError("quantity-unreadable", f"{where}: {show(value)}", _DUE[unit])
    return _due(found, unit, value, where)


def _matched(value: object) -> re.Match[str] | None:
    return _QUANTITY.fullmatch(value) if isinstance(value, str) and len(value) <= _LONGEST else None


def _number(whole: str, decimals: str | None) -> Fraction:
    return Fraction(int(whole + (decimals or "")), 10 ** len(decimals or ""))


def _due(found: Quantity, unit: str, value: object, where: str) -> Quantity:
    if found.units == UNITS[unit]:
        return found
    try:
        in_unit: Quantity = found.to(UNITS[unit])
    except DimensionalityError:
        raise ProblemError("dimension-wrong", f"{where}: {show(value)}", _DUE[unit]) from None
    return in_unit


def significant(number: Fraction, digits: int) -> str:
    """A number with so many significant digits, half up by size, without trailing zeros.

    >>> significant(Fraction(449062499, 10**8), 6), significant(Fraction(-2, 3), 3), significant(Fraction(99950, 1), 3)
    ('4.49062', '-0.667', '100000')
    """
    if not number:
        return "0"
    over, under = abs(number.numerator), number.denominator
    places = digits - len(str(over)) + len(str(under))
    over, under = (over * 10**places, under) if places >= 0 else (over, under * 10**-places)
    while over >= 10**digits * under:
        places, under = places - 1, under * 10
    return ("-" if number.numerator < 0 else "") + _decimal((2 * over + under) // (2 * under), places)


def amount_text(amount: Quantity, unit: str, digits: int = 6) -> str:
    """An amount as the program prints it: `1.49687 mg`."""
    if amount.units != UNITS[unit]:
        amount = amount.to(UNITS[unit])
    return f"{significant(amount.magnitude, digits)} {unit}"


def beyond_text(amount: Quantity, unit: str, limit: Fraction) -> str:
    """An amount that stands against a limit, with as many digits, three at least, as tell it from the limit: `110.02 %`."""
    size = amount.to(UNITS[unit]).magnitude
    for digits in range(3, 31):
        text = significant(size, digits)
        shown = Fraction(text)
        if shown != limit and (shown > limit) is (size > limit):
            break
    return f"{text} {unit}"


def mentions(sentence: str, words: str) -> bool:
    """Whether a sentence names that amount or thing, and not a part of another number or word: 1 mg is not in 101 mg."""
    return re.search(rf"(?<![0-9.]){re.escape(words)}(?![0-9a-zA-Z])", sentence) is not None


def _decimal(digits: int, places: int) -> str:
    """So many digits with the point so many places from their right end."""
    if places <= 0:
        return str(digits * 10**-places)
    text = str(digits).rjust(places + 1, "0")
    return (text[:-places] + "." + text[-places:]).rstrip("0").rstrip(".")
