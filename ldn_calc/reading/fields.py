"""One field of a request: a JSON value in, a typed value out, or a FieldFaultError that says what to write instead.

The window's fields are read by the same functions, so that a text is never good in one place and bad in another.

>>> read_dose("4.5 mg"), read_count(14, 1, 366), read_choice("bedtime", ("morning", "bedtime"))
(Mass(milligrams=Fraction(9, 2)), 14, 'bedtime')
>>> try:
...     read_choice("bedtme", ("morning", "evening", "bedtime"))
... except FieldFaultError as fault:
...     print(fault.expected)
one of morning, evening, bedtime; did you mean bedtime?
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Final, TypeVar

from ldn_calc.names.components import component_rows, rows_of
from ldn_calc.names.medicine_list import listed_in
from ldn_calc.names.words import contains_words, plain_words
from ldn_calc.quantities.text import QuantityError, read_mass, read_share, read_strength, read_volume
from ldn_calc.quantities.values import Mass, Share, Strength, Volume
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.json_text import JsonNumber, shown
from ldn_calc.reading.plain_text import composed

__all__ = [
    "did_you_mean",
    "read_choice",
    "read_concentration",
    "read_count",
    "read_count_text",
    "read_dose",
    "read_field_mass",
    "read_flag",
    "read_overfill",
    "read_percentage",
    "read_positive_mass",
    "read_positive_volume",
    "read_text",
]

_MOST_LETTERS: Final = 200
_BARE_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_SHORTEST_PART: Final = 4
_LEAST_ALIKE: Final = 0.7
_AS_NEAR: Final = 0.05
_MOST_OFFERED: Final = 3
_KINDS: Final = ("a mass", "a volume", "a strength", "a percentage")
_Amount = TypeVar("_Amount", Mass, Volume, Strength, Share)


def read_text(value: object) -> str:
    """Read one line of 1 to 200 characters, none of them a control, zero-width or direction-changing one, in composed letters.

    Raises:
        FieldFaultError: anything else.
    """
    if not isinstance(value, str):
        raise FieldFaultError(shown(value), "text in double quotes")
    if not value.strip():
        raise FieldFaultError(shown(value), "text, not an empty line; leave the key out if there is nothing to say")
    value = composed(value)
    if len(value) > _MOST_LETTERS:
        raise FieldFaultError(shown(value), f"at most {_MOST_LETTERS} characters; these are {len(value)}")
    if not value.isprintable():
        for letter in value:
            if not letter.isprintable() and unicodedata.category(letter) != "Zs":
                raise FieldFaultError(shown(value), f"one line of plain text without {_letter_name(letter)}")
    return value


def read_choice(value: object, choices: Iterable[str]) -> str:
    """Read one of a closed list of words.

    Raises:
        FieldFaultError: anything else, naming the choices and the nearest.
    """
    known = tuple(choices)
    if isinstance(value, str) and value in known:
        return value
    if not isinstance(value, str):
        due = "text in double quotes: " if isinstance(value, (int, JsonNumber)) and str(shown(value)) in known else ""
        raise FieldFaultError(shown(value), f"{due}{_one_of(known)}")
    raise FieldFaultError(shown(value), _one_of(known) + did_you_mean(value, known))


def read_flag(value: object) -> bool:
    """Read a JSON true or false.

    Raises:
        FieldFaultError: anything else.
    """
    if not isinstance(value, bool):
        raise FieldFaultError(shown(value), "true or false, without quotes")
    return value


def read_count(value: object, least: int, most: int) -> int:
    """Read a JSON integer from `least` to `most`; true, false, 1.0 and "1" are not counts.

    Raises:
        FieldFaultError: anything else.
    """
    due = f"a whole number from {least} to {most}"
    if type(value) is not int:
        if isinstance(value, str) and value.strip().isdecimal():
            due += ", without quotes"
        raise FieldFaultError(shown(value), due)
    if not least <= value <= most:
        raise FieldFaultError(shown(value), due)
    return value


def read_count_text(text: str, least: int, most: int) -> int:
    """Read a count that a person typed: digits only.

    Raises:
        FieldFaultError: anything else.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise FieldFaultError(text, f"a whole number from {least} to {most}")
    return read_count(int(digits), least, most)


def read_dose(value: object) -> Mass:
    """Read a dose: a mass above zero.

    Raises:
        FieldFaultError: anything else.
    """
    return _above_zero(value, _quantity(value, read_mass, "a dose", "4.5 mg"), "a dose", "4.5 mg")


def read_concentration(value: object) -> Strength:
    """Read the strength of a liquid: above zero.

    Raises:
        FieldFaultError: anything else.
    """
    return _above_zero(value, _quantity(value, read_strength, "a strength", "1 mg/mL"), "a strength", "1 mg/mL")


def read_field_mass(value: object) -> Mass:
    """Read a mass that may be zero.

    Raises:
        FieldFaultError: anything else.
    """
    return _quantity(value, read_mass, "a mass", "130 mg")


def read_positive_mass(value: object) -> Mass:
    """Read a mass above zero.

    Raises:
        FieldFaultError: anything else.
    """
    return _above_zero(value, read_field_mass(value), "a mass", "130 mg")


def read_positive_volume(value: object) -> Volume:
    """Read a volume above zero.

    Raises:
        FieldFaultError: anything else.
    """
    return _above_zero(value, _quantity(value, read_volume, "a volume", "100 mL"), "a volume", "100 mL")


def read_percentage(value: object, least: int | Fraction, most: int, *, above: bool = False, below: bool = False) -> Share:
    """Read a percentage from `least` to `most`, with `above` or `below` not the limit itself.

    Raises:
        FieldFaultError: anything else.
    """
    share = _quantity(value, read_share, "a percentage", "99.4 %")
    percent = share.in_percent
    low = percent <= least if above else percent < least
    high = percent >= most if below else percent > most
    if low or high:
        first = f"above {least} %" if above else f"from {least} %"
        last = f"below {most} %" if below else f"to {most} %"
        raise FieldFaultError(
            shown(value), f"a percentage {first} and {last}" if above or below else f"a percentage {first} {last}"
        )
    return share


def read_overfill(value: object) -> Share | Volume:
    """Read an overfill: a percentage up to 100 %, or a volume.

    Raises:
        FieldFaultError: anything else.
    """
    if isinstance(value, str) and value.rstrip().endswith("%"):
        return read_percentage(value, 0, 100)
    if isinstance(value, str) and _BARE_NUMBER.fullmatch(value.strip()):
        number = value.strip()
        raise FieldFaultError(value, f"a percentage or a volume: write {number} % or {number} mL, whichever is meant")
    return _quantity(value, read_volume, "a percentage or a volume", "5 % or 4 mL")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean bedtime?`, every name that is as near as the nearest, or nothing.

    A word that names another drug or another component is no slip: nothing is offered for it.

    >>> did_you_mean("bedtme", ("bedtime", "morning"))
    '; did you mean bedtime?'
    >>> did_you_mean("naltrexone hydrochloride", ("naltrexone hydrochloride anhydrous", "naltrexone hydrochloride dihydrate"))
    '; did you mean naltrexone hydrochloride anhydrous or naltrexone hydrochloride dihydrate?'
    >>> did_you_mean("naloxone hydrochloride", ("naltrexone hydrochloride dihydrate",))
    ''
    """
    by_lower = {name.lower(): name for name in known}
    written = word.strip().lower()[:_MOST_LETTERS]
    alike = {name: SequenceMatcher(None, written, name).ratio() for name in by_lower}
    best = max(alike.values(), default=0.0)
    said = plain_words(written)
    near = [
        name
        for name, share in alike.items()
        if share >= max(best - _AS_NEAR, _LEAST_ALIKE) or (best >= _LEAST_ALIKE and contains_words(plain_words(name), said))
    ]
    if not near and len(written) >= _SHORTEST_PART:
        near = [name for name in by_lower if written in name]
    near = [by_lower[name] for name in near if not _is_another(written, name)]
    return f"; did you mean {' or '.join(near)}?" if 1 <= len(near) <= _MOST_OFFERED else ""


def _is_another(word: str, name: str) -> bool:
    """Whether a word is a known other thing than a name: naloxone is not naltrexone, calcium phosphate not calcium carbonate."""
    drugs = {match.row.ingredient for match in listed_in(word)}
    if drugs:
        return not drugs <= {match.row.ingredient for match in listed_in(name)}
    components, other = set(rows_of(word)), component_rows()["another component"]
    return components != {other} and other not in (meant := set(rows_of(name))) and components.isdisjoint(meant)


def _quantity(value: object, read: Callable[[str], _Amount], due: str, example: str) -> _Amount:
    if not isinstance(value, str):
        quoted = '"5 %" or "4 mL"' if " or " in example else f'"{example}"'
        raise FieldFaultError(shown(value), f"{due} as text in quotes with its unit, as in {quoted}")
    try:
        return read(value)
    except QuantityError as error:
        kind = next((kind for kind in _KINDS if error.expected.startswith(kind)), "")
        raise FieldFaultError(shown(error.found), due + error.expected.removeprefix(kind) if kind else error.expected) from None


def _above_zero(value: object, amount: _Amount, due: str, example: str) -> _Amount:
    if amount == type(amount)(Fraction(0)):
        raise FieldFaultError(shown(value), f"{due} above zero, as in {example}")
    return amount


def _one_of(known: tuple[str, ...]) -> str:
    return f"one of {', '.join(known)}" if len(known) > 1 else known[0]


def _letter_name(letter: str) -> str:
    if letter in "\r\n\v\f\x85\u2028\u2029":
        return "a line break"
    if letter == "\t":
        return "a tab"
    name = unicodedata.name(letter, "").lower()
    code = f"U+{ord(letter):04X}"
    return f"the hidden character {code} ({name})" if name else f"the control character {code}"
