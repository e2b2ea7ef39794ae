"""How a batch is told: each file's state, how far it is, and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_calc.application.batch.running import ItemState
from ui.kit.words import NBSP

if TYPE_CHECKING:
    from ldn_calc.application.batch.running import BatchItem

__all__ = ["StateWords", "far_words", "state_words", "sum_words"]

_WAIT_FOR: Final = 3
"""Files after which the time left is worth saying."""
_MINUTE: Final = 60


class StateWords(NamedTuple):
    """Icon and words of a state; `counted` goes on from a number of files."""

    icon: str
    role: str
    words: str
    counted: str


_STATES: Final = {
    ItemState.WAITING: StateWords("info-circle", "muted", "Waiting", "waiting"),
    ItemState.INVALID: StateWords("alert-circle", "stop", "Cannot be read", "unreadable"),
    ItemState.REFUSED: StateWords("alert-circle", "stop", "Refused", "refused"),
    ItemState.REVIEW: StateWords("alert-triangle", "warn", "Needs a pharmacist", "for a pharmacist"),
    ItemState.FAILED: StateWords("alert-circle", "stop", "Failed", "failed"),
    ItemState.DOUBT: StateWords("alert-triangle", "warn", "In doubt", "in doubt"),
    ItemState.WRITTEN: StateWords("circle-check", "ok", "Written", "written"),
    ItemState.PRINTED: StateWords("circle-check", "ok", "Printed", "printed"),
}


def state_words(state: ItemState) -> StateWords:
    """Icon and words of a file's state."""
    return _STATES[state]


def far_words(done: int, count: int, seconds: float) -> str:
    """How far it is, and how long it will take still once that can be told.

    >>> far_words(1, 28, 2.0).replace(NBSP, " "), far_words(4, 28, 40.0).replace(NBSP, " ")
    ('1 of 28', '4 of 28, about 4 min left')
    """
    said = f"{done}{NBSP}of{NBSP}{count}"
    if done < _WAIT_FOR or done == count:
        return said
    left = seconds / done * (count - done)
    words = f"{round(left / _MINUTE)}{NBSP}min" if left >= _MINUTE else f"{max(5, round(left / 5) * 5)}{NBSP}s"
    return f"{said}, about {words} left"


def sum_words(items: Sequence[BatchItem]) -> str:
    """What a batch came to, state by state, as in `1 refused, 26 printed.` of 27 files."""
    found = [(state, sum(item.state is state for item in items)) for state in _STATES]
    return ", ".join(f"{count}{NBSP}{_STATES[state].counted}" for state, count in found if count) + "."
