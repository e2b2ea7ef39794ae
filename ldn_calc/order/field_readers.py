"""Readers made of a field's row in `request_fields`: its choices and its limits stand there and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TypeVar

from ldn_calc.order.request_fields import FIELDS, Limits
from ldn_calc.quantities.values import Share
from ldn_calc.reading.fields import read_choice, read_count, read_percentage

__all__ = ["choice_of", "count_of", "percentage_of", "word_of"]

_Chosen = TypeVar("_Chosen", bound=StrEnum)


def word_of(path: str) -> Callable[[object], str]:
    """The reader of a choice.

    >>> word_of("screening.pregnancy")("no")
    'no'
    """
    return partial(read_choice, choices=FIELDS[path].keys)


def choice_of(path: str, kind: type[_Chosen]) -> Callable[[object], _Chosen]:
    """The reader of a choice that is a value of its own; `kind` has a value for each of the row's choices."""
    read = word_of(path)
    return lambda value: kind(read(value))


def count_of(path: str) -> Callable[[object], int]:
    """The reader of a whole number within the row's limits."""
    limits = _limits(path)
    return partial(read_count, least=limits.least, most=limits.most)


def percentage_of(path: str) -> Callable[[object], Share]:
    """The reader of a percentage within the row's limits."""
    limits = _limits(path)
    return partial(read_percentage, least=limits.least, most=limits.most, above=limits.above, below=limits.below)


def _limits(path: str) -> Limits:
    limits = FIELDS[path].limits
    if limits is None:
        raise ValueError(f"{path} has no limits")
    return limits
