"""Sizes of the sheet's three forms, in points: of each kind of text its size and its line. Measures: docs, "Patient sheet"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ldn_calc.documents.drawing.drawings import OnPaper
from ldn_calc.documents.values.choices import SheetForm

__all__ = ["FULL", "LARGE", "SHORT", "SheetStyle", "Type", "style_of"]


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type and the height of its lines."""

    size: float
    lead: float


@dataclass(frozen=True, slots=True)
class SheetStyle:
    """How large everything on a sheet is.

    Attributes:
        body: of the sections.
        group: of a group's head over its sections.
        heading: of a section's own head.
        box_head: height of the black head of the opioid box, with its words' size.
        row: of what stands beside a dose.
        steps: of the steps of the syringe, beside the doses.
        after: of what holds for every dose.
        left: width of the column of words beside the syringes.
        columns: of the sections.
        head: of the running head.
        phone: of the pharmacy's phone in it.
        before: above a group's head, a section's head, a paragraph and a point.
        row_gap: under a row of doses.
        words_over: whether the words stand over the syringes, as in "Fill to 1.5 mL".
        weekdays: whether a dose's dates name them.
    """

    body: Type
    group: Type
    heading: Type
    name: Type
    drug: Type
    detail: Type
    box_head: Type
    box_first: Type
    box_body: Type
    dose: Type
    row: Type
    steps: Type
    after: Type
    caption: Type
    head: Type
    phone: float
    drawn: OnPaper
    left: float
    columns: int
    before: tuple[float, float, float, float]
    row_gap: float = 1.0
    words_over: bool = True
    weekdays: bool = True


_COLUMNS: Final = (
    *((13.0, 16.0), (12.5, 15.4), (12.0, 14.8), (12.0, 14.4), (11.5, 14.2), (11.5, 13.8), (11.25, 13.5), (11.0, 13.4)),
    *((11.0, 13.2), (11.0, 12.9), (11.0, 12.6)),
)
"""Type of the columns, the largest that fits is taken: never under 11 pt."""


def _full(size: float, lead: float) -> SheetStyle:
    tight = lead / size < _TIGHT
    return SheetStyle(
        body=Type(size, lead),
        group=Type(13, 17),
        heading=Type(size + 0.7, lead + 1.2),
        name=Type(17, 20),
        drug=Type(17, 20),
        detail=Type(12, 15),
        box_head=Type(15, 21),
        box_first=Type(18, 22),
        box_body=Type(11.5, 13.7) if tight else Type(12, 14.6),
        dose=Type(26, 27),
        row=Type(12, 14.6),
        steps=Type(11.25, 13.2) if tight else Type(12, 14.6),
        after=Type(11.5, 13.6) if tight else Type(12, 14.6),
        caption=Type(10, 12.2),
        head=Type(10, 13),
        phone=10,
        drawn=OnPaper(numbers=10.0, words=12.0),
        left=236.0,
        columns=2,
        before=(8.0, 5.0, 1.8, 0.8) if not tight else (6.0, 3.5, 1.2, 0.4),
    )


_TIGHT: Final = 1.2
FULL: Final = tuple(_full(size, lead) for size, lead in _COLUMNS)
"""The full form, from the largest type of the columns to the smallest."""

LARGE: Final = SheetStyle(
    body=Type(18, 21.4),
    group=Type(20, 25),
    heading=Type(19, 22.5),
    name=Type(22, 26),
    drug=Type(22, 26),
    detail=Type(18, 22),
    box_head=Type(18, 25),
    box_first=Type(24, 29),
    box_body=Type(18, 21.6),
    dose=Type(34, 36),
    row=Type(18, 22.0),
    steps=Type(18, 21.6),
    after=Type(18, 21.6),
    caption=Type(18, 21.6),
    head=Type(14, 17.0),
    phone=18,
    drawn=OnPaper(numbers=15.0, words=18.0),
    left=196.0,
    columns=1,
    before=(9.0, 6.0, 2.0, 0.6),
)


def _short(size: float, lead: float, *, tight: bool) -> SheetStyle:
    return replace(
        _full(size, lead),
        name=Type(15, 17.5),
        drug=Type(15, 17.5),
        box_first=Type(16, 19),
        box_body=Type(max(size, 11.0), max(lead, 13.0)),
        dose=Type(22, 23),
        group=Type(13, 16),
        heading=Type(size + 0.5, lead + 0.8),
        row=Type(min(size, 11.5), min(lead, 13.8)),
        steps=Type(size, lead),
        after=Type(size, lead),
        before=(4.0, 2.4, 0.6, 0.2) if tight else (7.0, 4.0, 1.4, 0.6),
        row_gap=0.0 if tight else 1.0,
        words_over=not tight,
        weekdays=not tight,
    )


SHORT: Final = tuple(
    _short(size, lead, tight=tight)
    for size, lead, tight in ((12.0, 14.8, False), (11.5, 14.0, False), (11.0, 13.4, False), (11.0, 13.2, True), (11.0, 12.4, True))
)
"""The short form tries each in turn; the last two leave the words over the syringes and the weekdays before the dates away."""


def style_of(form: SheetForm) -> SheetStyle:
    """The largest sizes of a form."""
    return {SheetForm.FULL: FULL[0], SheetForm.SHORT: SHORT[0], SheetForm.LARGE: LARGE}[form]
