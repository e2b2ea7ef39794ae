"""Sizes of the sheet's three forms, in points: of each kind of text its size and its line. Measures: docs, "Patient sheet"."""

from __future__ import annotations

from collections.abc import Mapping
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
        box_head: height of the black head of the opioid box, with its words' size.
        left: width of the column of words beside the syringes.
        dates_above: whether a dose's dates stand over words and drawing rather than over the words alone.
        columns: of the sections.
        head: of the line at the top of every page.
        paragraph_gap: between paragraphs, beyond the line.
        section_gap: between sections.
    """

    body: Type
    heading: Type
    name: Type
    drug: Type
    detail: Type
    box_head: Type
    box_first: Type
    box_body: Type
    dose: Type
    caption: Type
    head: Type
    drawn: OnPaper
    left: float
    dates_above: bool
    columns: int
    paragraph_gap: float
    section_gap: float


FULL: Final = SheetStyle(
    body=Type(12, 15.2),
    heading=Type(14, 17),
    name=Type(17, 21),
    drug=Type(17, 22),
    detail=Type(14, 18),
    box_head=Type(17, 24),
    box_first=Type(19, 22.5),
    box_body=Type(12.5, 16),
    dose=Type(26, 28),
    caption=Type(10, 12.5),
    head=Type(10, 12.5),
    drawn=OnPaper(),
    left=170.0,
    dates_above=False,
    columns=2,
    paragraph_gap=1.5,
    section_gap=6.6,
)

LARGE: Final = SheetStyle(
    body=Type(18, 22.9),
    heading=Type(22, 27),
    name=Type(22, 27),
    drug=Type(22, 28),
    detail=Type(18, 24),
    box_head=Type(24, 36),
    box_first=Type(27, 33),
    box_body=Type(18, 22.9),
    dose=Type(34, 37),
    caption=Type(18, 22.9),
    head=Type(14, 17.5),
    drawn=OnPaper(numbers=15.0, words=18.0),
    left=196.0,
    dates_above=True,
    columns=1,
    paragraph_gap=4.0,
    section_gap=14.0,
)

_TIGHT: Final = 1.2
"""A line of the two-page form in tight setting is so much of its type, or less: headings are smaller too."""

SHORT: Final = tuple(
    replace(
        FULL,
        body=Type(size, lead * size),
        left=254.0,
        heading=Type(13, 15.5) if lead > _TIGHT else Type(12.5, 14.5),
        name=Type(15, 18),
        drug=Type(15, 19),
        detail=Type(13, 16),
        box_first=Type(18, 21),
        box_body=Type(size, lead * size),
        section_gap=section_gap,
        paragraph_gap=paragraph_gap,
    )
    for size, lead, section_gap, paragraph_gap in (
        (12.0, 1.25, 6.0, 1.0),
        (11.5, 1.25, 6.0, 1.0),
        (11.0, 1.25, 6.0, 1.0),
        (11.0, 1.25, 3.5, 0.5),
        (11.0, 1.18, 3.0, 0.4),
    )
)
"""The two-page form tries each in turn: body of 12 pt, never under 11; at last what is between paragraphs, sections and lines."""

_STYLES: Final[Mapping[SheetForm, SheetStyle]] = {SheetForm.FULL: FULL, SheetForm.SHORT: SHORT[0], SheetForm.LARGE: LARGE}


def style_of(form: SheetForm) -> SheetStyle:
    """The sizes of a form; of the two-page form the largest."""
    return _STYLES[form]
