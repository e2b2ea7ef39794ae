"""Why a fill fits no labels of a stock: the field that keeps it out, or the directions, and a stock that has room."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Final

from ldn_calc.documents.drawing.label_page import LabelPage
from ldn_calc.documents.label.compact import MOST_SMALL_LABELS
from ldn_calc.documents.label.content import LabelContent
from ldn_calc.documents.label.frame import is_full_size
from ldn_calc.documents.values.errors import DoesNotFit, PaperError
from ldn_calc.documents.values.stock import LabelStock, label_stocks

__all__ = ["refusal"]

_Fit = Callable[[LabelContent, LabelStock], tuple[LabelPage, ...] | None]
_FEW: Final = 4


def refusal(content: LabelContent, stock: LabelStock, fit: _Fit) -> PaperError:
    """Why nothing fits.

    Each field that a person entered is tried as short as can be: the one without which it fits is too long, and of several the
    longest. Where none is, the directions with what must stand beside them are.
    """
    size = stock.size_words.replace("×", "x").replace(" in", " inch")
    most = _FEW if is_full_size(stock) else MOST_SMALL_LABELS
    larger = _larger(content, stock, fit)
    advice = f"shorten it, or {larger}" if larger else "shorten it"
    place = f"{most} labels of {size} with everything else that must stand there"
    by_length = sorted(content.entered, key=lambda field: len(content.entered[field]), reverse=True)
    if fit(reduce(LabelContent.without, by_length, content), stock) is not None:
        for field in by_length:
            if fit(content.without(field), stock) is not None:
                return DoesNotFit(content.entered[field], place, advice, field)
        shortened, named = content, []
        for field in by_length:
            shortened = shortened.without(field)
            named.append(field)
            if fit(shortened, stock) is not None:
                together = f"{', '.join(named[:-1])} and {named[-1]} together"
                return PaperError(f"{together} do not fit {place}; {advice.replace('shorten it', 'shorten them')}")
    if not larger and (other := _with_room(reduce(LabelContent.without, by_length, content), stock, fit)) is not None:
        return refusal(content, other, fit)  # a field is too long there too: it is named, not the stock
    phases = len(content.directions.phases)
    if not is_full_size(stock):
        beside = "the patient, the drug with its strength, the first direction and the opioid warning"
        what = "label" if phases == 1 else f"label, or the directions of {phases} phases not on {most} labels,"
        return PaperError(f"{beside} do not fit the first {what} of {size}; {larger or 'use a larger stock'}")
    count = "the directions" if phases == 1 else f"the directions of {phases} phases"
    fewer = "" if phases == 1 else "prescribe fewer phases at a time, or the same times of day in all of them"
    return PaperError(f"{count} do not fit {most} labels of {size}{'; ' if larger or fewer else ''}{larger or fewer}")


def _larger(content: LabelContent, stock: LabelStock, fit: _Fit) -> str:
    """The next larger stock that takes it on a few labels, in words; nothing where none does."""
    other = _with_room(content, stock, fit)
    return "" if other is None else f"use a larger stock: {other.key} ({other.size_words}) has room"


def _with_room(content: LabelContent, stock: LabelStock, fit: _Fit) -> LabelStock | None:
    """The next larger stock that takes it on a few labels."""
    area = stock.width * stock.height
    for other in sorted(label_stocks(), key=lambda other: other.width * other.height):
        if other.width * other.height > area:
            pages = fit(content, other)
            if pages is not None and len(pages) <= _FEW:
                return other
    return None
