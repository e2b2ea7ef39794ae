"""Why a fill fits no labels of a stock: the field that keeps it out, or the directions, and the stocks that have room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from typing import Final

from ldn_calc.documents.drawing.label_page import LabelPage
from ldn_calc.documents.drawing.own_script import face_of, shaped
from ldn_calc.documents.drawing.typeset import line_width
from ldn_calc.documents.label.content import OWN_NAME, THE_PATIENT, LabelContent
from ldn_calc.documents.label.frame import MOST_LABELS, frame_of, is_full_size
from ldn_calc.documents.values.errors import DoesNotFit, PaperError
from ldn_calc.documents.values.stock import LabelStock, label_stocks
from ldn_calc.documents.words.runs import run

__all__ = ["refusal"]

_Fit = Callable[[LabelContent, LabelStock], tuple[LabelPage, ...] | None]
_NAME: Final = 12.0
_SMALL: Final = 8.0


def refusal(content: LabelContent, stock: LabelStock, fit: _Fit) -> PaperError:
    """Why nothing fits.

    Each field that a person entered and that is longer than it should be is tried as short as can be: the one without which it
    fits is too long, and of several the widest. Where none is, the directions with what must stand beside them are the widest.
    """
    size = stock.size_words.replace("×", "x").replace(" in", " inch")
    roomy = _with_room(content, stock, fit)
    larger = f"use a larger stock: {_either(roomy)} has room" if roomy else ""
    advice = f"shorten it, or {larger}" if larger else "shorten it"
    place = f"{MOST_LABELS} labels of {size} with everything else that must stand there"
    if content.own_name and fit(replace(content, own_name=""), stock) is not None:
        return DoesNotFit(content.own_name, place, advice.replace("shorten it", "leave it out"), OWN_NAME)
    fields = _over_a_line(content, stock)
    if fields and fit(reduce(LabelContent.without, fields, content), stock) is not None:
        for field in fields:
            if fit(content.without(field), stock) is not None:
                return DoesNotFit(content.entered[field], place, advice, field)
        shortened, named = content, []
        for field in fields:
            shortened = shortened.without(field)
            named.append(field)
            if fit(shortened, stock) is not None:
                together = f"{', '.join(named[:-1])} and {named[-1]} together"
                return PaperError(f"{together} do not fit {place}; {advice.replace('shorten it', 'shorten them')}")
    if not roomy and (other := _with_room(reduce(LabelContent.without, content.entered, content), stock, fit)):
        return refusal(content, other[-1], fit)  # a field is too long there too: it is named, not the stock
    phases = len(content.directions.phases)
    if not is_full_size(stock):
        beside = "the patient, the drug with its strength, the first direction and the opioid warning"
        what = "label" if phases == 1 else f"label, or the directions of {phases} phases not on {MOST_LABELS} labels,"
        return PaperError(f"{beside} do not fit the first {what} of {size}; {larger or 'use a larger stock'}")
    count = "the directions" if phases == 1 else f"the directions of {phases} phases"
    fewer = "" if phases == 1 else "prescribe fewer phases at a time, or the same times of day in all of them"
    return PaperError(f"{count} do not fit {MOST_LABELS} labels of {size}{'; ' if larger or fewer else ''}{larger or fewer}")


def _over_a_line(content: LabelContent, stock: LabelStock) -> list[str]:
    """The entered fields wider than a label in the type in which each is set, or with a word of half its width; widest first."""
    room = frame_of(stock).room
    widths = {field: _width(field, text) for field, text in content.entered.items()}
    words = {field: max((_width(field, word) for word in text.split()), default=0.0) for field, text in content.entered.items()}
    return sorted((field for field in widths if widths[field] > room or words[field] > room / 2), key=lambda field: -widths[field])


def _width(field: str, text: str) -> float:
    if face_of(text):
        return shaped(text).width * _NAME
    return line_width(run(text, bold=True), _NAME) if field == THE_PATIENT else line_width(run(text), _SMALL)


def _with_room(content: LabelContent, stock: LabelStock, fit: _Fit) -> list[LabelStock]:
    """The stocks that take it, smallest first; none is smaller than this one."""
    area = stock.width * stock.height
    by_area = sorted(label_stocks(), key=lambda other: other.width * other.height)
    return [other for other in by_area if other.width * other.height > area and fit(content, other) is not None]


def _either(stocks: list[LabelStock]) -> str:
    """`roll-4x2 (4 × 2 in) or zebra-4x6 (4 × 6 in)`."""
    *others, last = (f"{each.key} ({each.size_words})" for each in stocks)
    return f"{', '.join(others)} or {last}" if others else last
