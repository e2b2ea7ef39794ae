"""A way to make it that a person chose, with the way back."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ui.compound.prescription.document import at, put

__all__ = ["ChosenWay"]


@dataclass(frozen=True, slots=True)
class ChosenWay:
    """One choice.

    Attributes:
        title: what was chosen, as it was offered.
        before: the request as it was, and `after` as the choice left it.
        paths: what the choice changed.
    """

    title: str
    before: dict[str, Any]
    after: dict[str, Any]
    paths: tuple[str, ...]

    def stands_in(self, document: dict[str, Any]) -> bool:
        """Whether the request still says what was chosen."""
        return all(at(document, path) == at(self.after, path) for path in self.paths)

    def taken_back(self, document: dict[str, Any]) -> dict[str, Any]:
        """The request without the choice: as it was, or, where other parts were changed since, with those."""
        if document == self.after:
            return deepcopy(self.before)
        back = deepcopy(document)
        for path in self.paths:
            put(back, path, deepcopy(at(self.before, path)))
        return back
