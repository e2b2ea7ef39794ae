"""How a batch is told: each file's state, how far it is, and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_calc.application.batch.running import ItemState
from ui.batch.sentences import TEXT

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
    ItemState.WAITING: StateWords("info-circle", "muted", TEXT.waiting, TEXT.counted_waiting),
    ItemState.INVALID: StateWords("alert-circle", "stop", TEXT.invalid, TEXT.counted_invalid),
    ItemState.REFUSED: StateWords("alert-circle", "stop", TEXT.refused, TEXT.counted_refused),
    ItemState.REVIEW: StateWords("alert-triangle", "warn", TEXT.review, TEXT.counted_review),
    ItemState.FAILED: StateWords("alert-circle", "stop", TEXT.failed, TEXT.counted_failed),
    ItemState.DOUBT: StateWords("alert-triangle", "warn", TEXT.in_doubt, TEXT.counted_in_doubt),
    ItemState.WRITTEN: StateWords("circle-check", "ok", TEXT.written, TEXT.counted_written),
    ItemState.PRINTED: StateWords("circle-check", "ok", TEXT.printed, TEXT.counted_printed),
}


def state_words(state: ItemState) -> StateWords:
    """Icon and words of a file's state."""
    return _STATES[state]


def far_words(done: int, count: int, seconds: float) -> str:
    """How far it is, and how long it will take still once that can be told.

    >>> [far_words(done, 28, seconds).replace("\N{NO-BREAK SPACE}", " ") for done, seconds in ((1, 2.0), (4, 40.0))]
    ['1 of 28', '4 of 28, about 4 min left']
    """
    if done < _WAIT_FOR or done == count:
        return TEXT.far.format(done=done, count=count)
    left = seconds / done * (count - done)
    if left >= _MINUTE:
        return TEXT.far_minutes.format(done=done, count=count, minutes=round(left / _MINUTE))
    return TEXT.far_seconds.format(done=done, count=count, seconds=max(5, round(left / 5) * 5))


def sum_words(items: Sequence[BatchItem]) -> str:
    """What a batch came to, state by state, as in `1 refused, 26 printed.` of 27 files."""
    found = [(state, sum(item.state is state for item in items)) for state in _STATES]
    return ", ".join(TEXT.counted.format(count=count, state=_STATES[state].counted) for state, count in found if count) + "."
