"""What could not be read in a request: each problem with its path, what stands there, and what is expected instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["MOST_TOLD", "FieldError", "FieldFaultError", "RequestError", "first_of"]

MOST_TOLD: Final = 50
"""How many problems are told at once: nobody reads more, and a file of another kind may have a problem in every line."""


class FieldFaultError(ValueError):
    """One value that cannot be read, before its path is known.

    Attributes:
        found: what stands there, as it was written.
        expected: what to write instead, a phrase that goes on from "expected".
    """

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f'expected {expected}; found "{found}"')
        self.found = found
        self.expected = expected


@dataclass(frozen=True, slots=True)
class FieldError:
    """One problem of a request.

    Attributes:
        path: where, as in `rx.regimen[0].take[1].dose`; `request` for the document as a whole.
        found: what stands there; a text as it was written, anything else as JSON, `nothing` where a key is missing.
        expected: what to write instead, a phrase that goes on from "expected".
    """

    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f'{self.path}: found "{self.found}"; expected {self.expected}'


def first_of(errors: Sequence[FieldError], whole: str) -> tuple[FieldError, ...]:
    """The first problems, and how many more there are; `whole` is the path that stands for all of it."""
    if len(errors) <= MOST_TOLD:
        return tuple(errors)
    more = FieldError(whole, f"{len(errors) - MOST_TOLD} more problems", "the ones above corrected first")
    return (*errors[:MOST_TOLD], more)


class RequestError(ValueError):
    """A request that cannot be read: every problem at once (past fifty their number), in the order of the request.

    Attributes:
        errors: at least one.
    """

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        self.errors = first_of(errors, "request")
        super().__init__("\n".join(map(str, self.errors)))
