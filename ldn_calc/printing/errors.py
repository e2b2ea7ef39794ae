"""Why a page did not reach its printer."""

from __future__ import annotations

__all__ = ["PrinterError"]


class PrinterError(Exception):
    """The sentence says which printer, what happened and what to do.

    Attributes:
        in_doubt: True where some or all of it may have been printed; then nobody may print it again before looking.
    """

    def __init__(self, sentence: str, *, in_doubt: bool = False) -> None:
        super().__init__(sentence)
        self.in_doubt = in_doubt
