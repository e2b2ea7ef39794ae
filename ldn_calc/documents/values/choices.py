"""What a person chooses about the papers; nothing here changes a dose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["OF_A_CALCULATION", "PaperChoices", "SheetForm"]

OF_A_CALCULATION: Final = ("worksheet",)
"""The papers that a calculation without a patient is written on."""


class SheetForm(StrEnum):
    """How long and how large the patient sheet is."""

    FULL = "full"
    SHORT = "two-page"
    LARGE = "large-print"


@dataclass(frozen=True, slots=True)
class PaperChoices:
    """How label and sheet are made.

    Attributes:
        stock: key of the label stock in `resources/data/label_stocks.toml`.
        start: first free label of a sheet of labels, counted from 1 along the rows; 1 for a roll.
        stickers: whether the auxiliary warnings are printed again on a further label, to be cut off and stuck on.
        sheet: the form of the patient sheet.
        purpose: True where the label says what the medicine is for, as the request does.
        condition: False where the patient wants neither condition nor evidence on the sheet.
    """

    stock: str = "roll-4x2"
    start: int = 1
    stickers: bool = False
    sheet: SheetForm = SheetForm.FULL
    condition: bool = True
    purpose: bool = False
