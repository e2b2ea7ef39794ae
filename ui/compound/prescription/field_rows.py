"""Every field of the form: the row of its path, what a sentence calls it, and its value as it is shown."""

from __future__ import annotations

import re
from typing import Final

from ldn_calc.order.request_fields import FIELDS, RequestField
from ui.compound.prescription.sentences import TEXT
from ui.kit.words import iso_day_words

__all__ = ["FIELD_ROWS", "field_of", "field_row", "is_unknown_key", "value_words", "whole_unknown_key", "words_for"]


FIELD_ROWS: Final[dict[str, RequestField]] = {path: field for path, field in FIELDS.items() if field.words}
"""The fields of a request that the form shows, by their path."""

_ENTRIES: Final = ("preparation.components", "preparation.components[]")
"""A list, or an entry of it, that is none: no field shows it, so it can only be taken out."""
_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_NUMBERS: Final = re.compile(r"\[(\d+)\]")


def field_of(path: str) -> str:
    """The field that shows a path: an amount stands where the dose does, on which days where their number does.

    >>> field_of("rx.regimen[2].take[0].amount")
    'rx.regimen[2].take[0].dose'
    """
    path = re.sub(r"(\.take\[\d+\])\.amount$", r"\1.dose", path)
    return re.sub(r"^(rx\.regimen\[\d+\])\.(?:every|weekdays(?:\[\d+\])?|alternates)$", r"\1.days", path)


def field_row(path: str) -> RequestField | None:
    """The row of a path; None for a path that is no field.

    >>> field_row("rx.regimen[2].take[0].dose").kind
    'dose'
    """
    return FIELD_ROWS.get(_NUMBERS.sub("[]", path))


def is_unknown_key(path: str) -> bool:
    """Whether a path is neither a field nor a part that holds fields, so that the form can neither show nor mend it.

    >>> [is_unknown_key(path) for path in ("rx.refill", "rx.regimen[0].dayz", "rx.regimen", "rx.regimen[0]")]
    [True, True, False, False]
    """
    part = _NUMBERS.sub("[]", path)
    return part in _ENTRIES or not any(known == part or known.startswith((f"{part}.", f"{part}[")) for known in FIELD_ROWS)


def whole_unknown_key(path: str) -> str:
    """What is taken out with an unknown key: of a decision that lacks something, the decision; of a name, the component.

    >>> whole_unknown_key("settled[2].reason"), whole_unknown_key("preparation.components[0].name"), whole_unknown_key("colour")
    ('settled[2]', 'preparation.components[0]', 'colour')
    """
    whole = re.match(r"settled\[\d+\]|preparation\.components\[\d+\](?=\.name$)", path)
    return whole[0] if whole else path


def words_for(path: str) -> str:
    """What a sentence calls a path.

    >>> words_for("rx.regimen[2].take[0].dose"), words_for("colour")
    ('the dose in phase 3', '“colour”')
    """
    row = field_row(path := field_of(path))
    if row is None:
        entry = FIELD_ROWS.get(path.split("[", maxsplit=1)[0])
        return entry.words if entry else TEXT.quoted.format(words=path)
    return row.words.format(*(int(number) + 1 for number in _NUMBERS.findall(path)))


def value_words(path: str, value: object) -> str:
    r"""A value as its field shows it: dates as people read them, numbers as digits, anything unreadable as it is written.

    >>> value_words("compounded_on", "2026-11-22").replace("\u00a0", " "), value_words("fill.days", 30)
    ('22 Nov 2026', '30')
    >>> value_words("preparation.source.expires_on", "2028-02").replace("\u00a0", " ")
    '29 Feb 2028'
    """
    if value is None:
        return ""
    row = field_row(path)
    if row is not None and row.kind == "strengths" and isinstance(value, list):
        return " and ".join(map(str, value))
    if row is not None and row.kind == "expiry":
        return iso_day_words(_last_day(str(value)))
    return iso_day_words(str(value)) if row is not None and row.kind == "date" else str(value)


def _last_day(text: str) -> str:
    """An ISO month as its last day, which is what an expiry of a month means; anything else as it is."""
    found = _MONTH.fullmatch(text)
    if found is None:
        return text
    from calendar import monthrange  # only where a month stands in the request

    year, month = int(found[1]), int(found[2])
    return f"{text}-{monthrange(year, month)[1]}"
