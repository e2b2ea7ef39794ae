"""What every act of a person goes through: first nothing prints; only a plan of just this document opens printing again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

__all__ = ["changes", "shows"]


class _Guarded(Protocol):
    def hold(self) -> None:
        """Nothing prints from now on."""

    def plan_later(self) -> None:
        """Plan the document once the present event is done."""

    def close_after_fault(self) -> None:
        """Something failed inside the program: nothing prints, and the print bar says so."""


G = TypeVar("G", bound=_Guarded)
P = ParamSpec("P")
R = TypeVar("R")


def changes(act: Callable[Concatenate[G, P], R]) -> Callable[Concatenate[G, P], R]:
    """An act that may change the document: printing is held before it and the document planned after it.

    Where it fails, nothing is planned: printing stays held until something is changed again and that plan comes back.
    """

    @wraps(act)
    def guarded(self: G, /, *args: P.args, **more: P.kwargs) -> R:
        try:
            self.hold()
            done = act(self, *args, **more)
            self.plan_later()
        except Exception:
            self.close_after_fault()
            raise
        return done

    return guarded


def shows(act: Callable[Concatenate[G, P], R]) -> Callable[Concatenate[G, P], R]:
    """An act that only shows what the document says; where it fails, the form may show something else, so nothing prints."""

    @wraps(act)
    def guarded(self: G, /, *args: P.args, **more: P.kwargs) -> R:
        try:
            return act(self, *args, **more)
        except Exception:
            self.close_after_fault()
            raise

    return guarded
