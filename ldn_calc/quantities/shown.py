"""Large amounts as people read them: from 1 g on a mass is in grams, as a balance shows it, and from 1,000 on a number has a comma.

The plan keeps milligrams; what stands on records and on the screen is written here. Source: ISMP's list of error-prone dose
designations (commas from 1,000 on, a larger unit for large numbers).

>>> shown("11435 mg"), shown("999.9 mg"), shown("10475.65 mg"), shown("1200 capsules"), shown("1 mg/mL")
('11.435 g', '999.9 mg', '10.47565 g', '1,200 capsules', '1 mg/mL')
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from ldn_calc.quantities.rounding import significant, significant_beside, significant_up
from ldn_calc.quantities.text import decimal_text, read_share

__all__ = ["error_shown", "share_shown", "shown", "shown_in", "unit_shown"]

_GRAM: Final = 1000
_ERROR_DIGITS: Final = 2
_RESULT_DIGITS: Final = 3
_LARGE: Final = re.compile(r"(?<![\w.,-])([0-9]{4,}(?:\.[0-9]+)?)(?=([ \u00a0](?:mg|mcg|mL|capsules?|tablets?)\b)?)")
_YEAR: Final = re.compile(r"(?<=[A-Za-z][ \u00a0])(?:19|20)[0-9]{2}(?![0-9.])")


def shown(printed: str, unit: str = "") -> str:
    """A printed amount with its unit, as people read it.

    Args:
        printed: `11435 mg`, `89 capsules`, or a count alone.
        unit: mg or g where another amount beside it decides: both limits of a weighing have the unit of what is weighed.
    """
    number, space, its_unit = printed.replace("\u00a0", " ").partition(" ")
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", number):
        return printed
    if its_unit == "mg" and (unit or unit_shown(printed)) == "g":
        return f"{decimal_text(Fraction(number) / _GRAM)} g"
    return f"{_with_commas(number)}{space}{its_unit}"


def error_shown(percent: str) -> str:
    """A percentage of an error as people read it: two digits, because more would be false precision, and rounded up.

    >>> error_shown("8.51 %"), error_shown("10.8 %"), error_shown("5 %"), error_shown("0.423 %")
    ('8.6 %', '11 %', '5 %', '0.43 %')
    """
    return share_shown(read_share(percent).fraction)


def share_shown(share: Fraction, limit: Fraction | None = None) -> str:
    """The same for a share: 1/12 is `8.4 %`. It is that of the three digits that a result has, so that all places say the same.

    With `limit`, one that is over it never reads as the limit: 10.0004 % is `10.1 %` over 10 %.
    """
    number = significant_up(significant(share * 100, _RESULT_DIGITS), _ERROR_DIGITS)
    if limit is not None and share > limit and number <= limit * 100:
        number = significant_beside(share * 100, limit * 100, _ERROR_DIGITS)
    return f"{decimal_text(number)} %"


def unit_shown(printed: str) -> str:
    """The unit in which a printed amount is read: g for a mass of 1 g or more."""
    number, _, unit = printed.replace("\u00a0", " ").partition(" ")
    return "g" if unit == "mg" and Fraction(number) >= _GRAM else unit


def shown_in(text: str) -> str:
    """A line of working with every large amount in it as people read it; years stay as they are.

    >>> shown_in("11435 mg of filler for 1200 capsules, lot N-20261, 22 Nov 2026")
    '11.435 g of filler for 1,200 capsules, lot N-20261, 22 Nov 2026'
    """
    years = {found.start() for found in _YEAR.finditer(text)}

    def replaced(found: re.Match[str]) -> str:
        number, unit = found[1], (found[2] or "").strip(" \u00a0")
        if found.start() in years and not unit:
            return found[0]
        return _with_commas(number)

    text = re.sub(r"(?<![\w.,-])([0-9]{4,}(?:\.[0-9]+)?)([ \u00a0])mg\b", lambda found: _grams(found[1], found[2]), text)
    return _LARGE.sub(replaced, text)


def _grams(number: str, space: str) -> str:
    return f"{decimal_text(Fraction(number) / _GRAM)}{space}g"


def _with_commas(number: str) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"
