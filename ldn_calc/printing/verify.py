"""Reading back the codes of a page as a printer would print it, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ldn_calc.printing.pages import Dots, open_pages
from ldn_calc.printing.resolutions import DOTS_PER_INCH

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["FoundCode", "pages_not_read", "read_codes", "read_page"]

FoundCode = tuple[str, str]
"""A code's kind, `QRCode` or `DataMatrix`, and its text."""

_POINTS_PER_INCH = 72
_DARK_BELOW = 128
_KINDS = frozenset({"QRCode", "DataMatrix"})


def read_codes(pdf: bytes, resolution: int) -> list[list[FoundCode]]:
    """The codes that can be read on each page, in black and white dots of that resolution.

    Args:
        pdf: the finished paper.
        resolution: 203, 300 or 600.
    """
    with open_pages(pdf) as pages:
        scale = DOTS_PER_INCH[resolution] / _POINTS_PER_INCH
        return [read_page(pages.render(number, scale)) for number in range(pages.count)]


def pages_not_read(pdf: bytes, resolution: int) -> list[int]:
    """Numbers of the pages, from 1, on which a code cannot be read in the printer's dots, or a QR code says something of its own.

    A page of labels may hold the bottles of two strengths, each with its own DataMatrix: a QR code says what one of them says.
    Which codes a page has is known from the marks they were drawn with, not from what could be read.

    Args:
        pdf: the finished paper.
        resolution: 203, 300 or 600.
    """
    with open_pages(pdf) as pages:
        scale = DOTS_PER_INCH[resolution] / _POINTS_PER_INCH
        failed = []
        for number in range(pages.count):
            drawn = sorted(mark for mark in pages.marks(number) if mark in _KINDS)
            if not drawn:
                continue
            found = read_page(pages.render(number, scale))
            texts = {text for kind, text in found if kind == "DataMatrix"}
            if [kind for kind, _ in found] != drawn or any(text not in texts for kind, text in found if texts):
                failed.append(number + 1)
        return failed


def read_page(dots: Dots) -> list[FoundCode]:
    """The codes that can be read on one page as it is printed: each dot black or white."""
    import zxingcpp  # only where codes are read

    kinds: Any = [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix]
    found = zxingcpp.read_barcodes(black_and_white(dots), formats=kinds)
    return sorted((code.format.name, code.text) for code in found)


def black_and_white(dots: Dots) -> Image:
    """The page in one bit a dot: 0 where it is printed black."""
    from PIL import Image as Pictures  # only where dots are made for a printer

    picture = Pictures.frombuffer("RGB", (dots.width, dots.height), dots.buffer, "raw", "BGRX", dots.stride, 1)
    return picture.convert("L").point([0 if grey < _DARK_BELOW else 255 for grey in range(256)])
