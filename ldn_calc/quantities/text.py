"""Text to amount and back: the one reader and the one writer of quantities for planning, papers and window.

The proof has its own reader; that is its purpose. One pattern, a closed list of units, and for every refusal a sentence
that says what to write instead.

>>> read_mass("4.5 mg"), read_volume("60mL"), write(read_strength("1 mg/mL"))
(Mass(milligrams=Fraction(9, 2)), Volume(millilitres=Fraction(60, 1)), '1 mg/mL')
>>> try:
...     read_mass("4,5 mg")
... except QuantityError as error:
...     print(error)
expected a mass with a decimal point, as in 4.5 mg; found "4,5 mg"
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, TypeVar

from ldn_calc.quantities.rounding import significant, significant_beside
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = [
    "QuantityError",
    "counted",
    "decimal_text",
    "has_trailing_zero",
    "read_mass",
    "read_share",
    "read_strength",
    "read_volume",
    "significant_text",
    "write",
    "write_beside",
    "write_signed_percent",
]

_Amount = TypeVar("_Amount", Mass, Volume, Strength, Share)


class QuantityError(ValueError):
    """Text that cannot be read as the amount that is due.

    Attributes:
        found: what was there, as it was written.
        expected: what to write instead, a phrase that goes on from "expected".
    """

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f'expected {expected}; found "{found}"')
        self.found = found
        self.expected = expected


_PATTERN: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)[ \u00a0\u202f]?([^\s0-9.][^\s]*)", re.ASCII)
_MAX_LENGTH: Final = 40

_MASSES: Final = {
    "mg": Fraction(1),
    "milligram": Fraction(1),
    "milligrams": Fraction(1),
    "g": Fraction(1000),
    "gram": Fraction(1000),
    "grams": Fraction(1000),
    "mcg": Fraction(1, 1000),
    "ug": Fraction(1, 1000),
    "µg": Fraction(1, 1000),
    "μg": Fraction(1, 1000),
    "microgram": Fraction(1, 1000),
    "micrograms": Fraction(1, 1000),
}
_VOLUMES: Final = {"mL": Fraction(1), "ml": Fraction(1), "milliliter": Fraction(1), "milliliters": Fraction(1)}
_STRENGTHS: Final = {
    f"{mass}/{volume}": in_milligrams / in_millilitres
    for mass, in_milligrams in _MASSES.items()
    for volume, in_millilitres in _VOLUMES.items()
}
_SHARES: Final = {"%": Fraction(1, 100)}
_KINDS: Final = (
    ("a mass", "4.5 mg", _MASSES),
    ("a volume", "100 mL", _VOLUMES),
    ("a strength", "1 mg/mL", _STRENGTHS),
    ("a percentage", "99.4 %", _SHARES),
)

_MEGA: Final = re.compile(r"M[gG](/m[lL])?")
_NO_UNITS: Final = {
    "cc": "cc is misread as U or 00; a volume is written in mL",
    "U": "U is misread as 0 or 4, and naltrexone has no units",
    "IU": "IU is misread as IV or 10, and naltrexone has no units",
    "l": "l is misread as 1; a volume is written in mL",
    "L": "a volume is written in mL",
    "tsp": "spoons differ; a volume is written in mL",
    "gm": "gm is misread; grams are written g",
    "gr": "gr also means grain; grams are written g",
}
"""Units that are never used, and why."""


def read_mass(text: str) -> Mass:
    """Read a mass: `4.5 mg`, `0.1 g`, `500 mcg`.

    Raises:
        QuantityError: anything else.
    """
    return Mass(_read(text, "a mass", "4.5 mg", _MASSES))


def read_volume(text: str) -> Volume:
    """Read a volume: `100 mL`.

    Raises:
        QuantityError: anything else.
    """
    return Volume(_read(text, "a volume", "100 mL", _VOLUMES))


def read_strength(text: str) -> Strength:
    """Read a strength: `1 mg/mL`.

    Raises:
        QuantityError: anything else.
    """
    return Strength(_read(text, "a strength", "1 mg/mL", _STRENGTHS))


def read_share(text: str) -> Share:
    """Read a percentage: `99.4 %`.

    Raises:
        QuantityError: anything else.
    """
    return Share(_read(text, "a percentage", "99.4 %", _SHARES))


def has_trailing_zero(text: str) -> bool:
    """Whether the number in a readable quantity ends in a needless zero: `5.0 mg`, which is misread as 50 mg."""
    return re.match(r"[0-9]+\.[0-9]*0(?![0-9])", text.strip()) is not None


def decimal_text(number: Fraction) -> str:
    """Write a number that terminates: no trailing zero, no bare point, no exponent.

    Raises:
        ValueError: the number does not terminate; round it by name first.
    """
    places = 0
    rest = number.denominator
    while rest % 10 == 0:
        rest //= 10
        places += 1
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        raise ValueError(f"{number} does not terminate; round it before writing it")
    places += max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number.numerator < 0 else ""
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def significant_text(number: Fraction, digits: int) -> str:
    """Write a number with so many significant digits, half up: `0.988036`."""
    return decimal_text(significant(number, digits))


def write(amount: Mass | Volume | Strength | Share, digits: int | None = None) -> str:
    """Write an amount in the unit its type is kept in; with `digits`, rounded to so many significant ones.

    Raises:
        ValueError: without `digits`, an amount that does not terminate.
    """
    number, unit = _number_of(amount)
    return f"{decimal_text(number) if digits is None else significant_text(number, digits)} {unit}"


def write_beside(amount: _Amount, limit: _Amount, digits: int) -> str:
    """Write an amount that stands against a limit: so many digits, and never so rounded that it reads as the limit.

    >>> write_beside(Mass(Fraction("49.9996")), Mass.of(50), 4), write_beside(Mass.of(50), Mass.of(50), 4)
    ('49.999 mg', '50 mg')
    """
    number, unit = _number_of(amount)
    return f"{decimal_text(significant_beside(number, _number_of(limit)[0], digits))} {unit}"


def _number_of(amount: Mass | Volume | Strength | Share) -> tuple[Fraction, str]:
    match amount:
        case Mass():
            return amount.milligrams, "mg"
        case Volume():
            return amount.millilitres, "mL"
        case Strength():
            return amount.milligrams_per_millilitre, "mg/mL"
        case Share():
            return amount.in_percent, "%"


def write_signed_percent(difference: Fraction, digits: int = 3) -> str:
    """Write a relative difference for people, as a percentage with a true minus: `−0.208 %`."""
    return f"{significant_text(difference * 100, digits)} %".replace("-", "−")


def _read(text: str, due: str, example: str, units: dict[str, Fraction]) -> Fraction:
    if not isinstance(text, str):
        raise QuantityError(str(text), f"{due} as text in quotes, with its unit, as in {example}")
    words = text.strip(" ")
    if len(words) > _MAX_LENGTH:
        raise QuantityError(words[:_MAX_LENGTH] + "…", f"{due}, as in {example}")
    if (match := _PATTERN.fullmatch(words)) and match[2] in units:
        whole, _, decimals = match[1].partition(".")
        factor = units[match[2]]
        return Fraction(int(whole + decimals) * factor.numerator, 10 ** len(decimals) * factor.denominator)
    raise QuantityError(text, _instead(words, due, example, match))


def _instead(words: str, due: str, example: str, match: re.Match[str] | None) -> str:
    """What to write instead of words that cannot be read."""
    if not words:
        return f"{due}, as in {example}"
    if words[0] in "-−–":
        return f"{due} that is not negative, as in {example}"
    if "," in words:
        return _without_comma(words, due, example)
    if words[0] == ".":
        return f"{due} with a zero before the point: write 0{words}"
    if re.match(r"[0-9]+\.(?![0-9])", words):
        return f"{due} without a bare point at the end of its number, as in {example}"
    if re.match(r"[0-9.]+[eE][0-9+-]", words):
        return f"{due} written out in digits, without an exponent, as in {example}"
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", words):
        unit = example.split()[1]
        return (
            f"{due} with its sign, as in {example}"
            if unit == "%"
            else f"{due} with its unit, as in {decimal_text(Fraction(words))} {unit}"
        )
    if match is None:
        return f"{due}: a number, a space and a unit, as in {example}"
    unit = match[2]
    if _MEGA.fullmatch(unit):
        small = unit[:2].lower() + unit[2:]
        return f"{due} in small letters: write {match[1]} {small} if milligrams are meant; {unit} could mean mega or milli"
    if unit in _NO_UNITS:
        return f"{due}, as in {example}: {_NO_UNITS[unit]}"
    for other, _, known in _KINDS:
        if unit in known:
            return f"{due}, as in {example}; this is {other}"
    near = [name for _, _, known in _KINDS for name in known if name.lower() == unit.lower().rstrip("s.")]
    return f"{due} in a unit the program knows, as in {f'{match[1]} {near[0]}' if near else example}"


def _without_comma(words: str, due: str, example: str) -> str:
    """A comma is a decimal point in one country and parts thousands in another."""
    parts = re.fullmatch(r"([0-9]+),([0-9]+)( ?[^\s0-9,]+)", words)
    if parts is None:
        return f"{due} with a decimal point, as in {example}"
    whole, rest, unit = parts.groups()
    pointed = decimal_text(Fraction(f"{whole}.{rest}"))
    if len(rest) == 3 and whole != "0":
        return f"{due} without a comma: write {whole}{rest}{unit} or {pointed}{unit}, whichever is meant"
    return f"{due} with a decimal point, as in {pointed}{unit}"


def counted(number: int, what: str) -> str:
    """A number of things in English.

    >>> counted(1, "tablet"), counted(3, "tablet")
    ('1 tablet', '3 tablets')
    """
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
