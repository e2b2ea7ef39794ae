"""What stands on the pages of a PDF, read by PDFium in a tenth of pdfplumber's time or less, and each document once a run.

Places are in points from the upper left corner. As with pdfplumber, whose rules put letters together into words and lines, a letter
is as wide as the room it takes and as high as its size; PDFium drops what is after the point in a letter's width in thousandths, so
that the end of a line stands up to 0.4 pt further left than on paper. Lines, rectangles and curves are where they are.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import pypdfium2
from pdfplumber.utils import extract_text, extract_words
from pdfplumber.utils.text import chars_to_textmap
from pypdfium2 import raw

__all__ = ["Page", "flat", "information", "read_pages"]

Thing = dict[str, Any]
Colour = tuple[int, int, int]


def flat(text: str) -> str:
    """On one line, with plain spaces and hyphens."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\ufffe", "-"))


@dataclass(frozen=True, eq=False)
class Page:
    """One page; what stands on it is read when it is first asked for."""

    document: pypdfium2.PdfDocument
    number: int

    @cached_property
    def page(self) -> pypdfium2.PdfPage:
        return self.document[self.number]

    @cached_property
    def size(self) -> tuple[float, float]:
        return self.page.get_size()

    @cached_property
    def drawn(self) -> str:
        """Its text in the order in which it was drawn."""
        return self._letters.get_text_range()

    @cached_property
    def text(self) -> str:
        """Its text line by line from the top, each from the left."""
        return extract_text(list(self.chars))

    @cached_property
    def words(self) -> tuple[Thing, ...]:
        """Its words with their places, parted at every space."""
        return tuple(extract_words(list(self.chars)))

    @cached_property
    def phrases(self) -> tuple[Thing, ...]:
        """Its words with their places and sizes, parted only where there is more room than a space."""
        return tuple(extract_words(list(self.chars), extra_attrs=["size"], keep_blank_chars=True))

    def search(self, pattern: str) -> list[Thing]:
        """Where a pattern stands in the text, each with its letters."""
        return self._map.search(pattern)

    @cached_property
    def _map(self) -> Any:
        return chars_to_textmap(list(self.chars))

    @cached_property
    def _letters(self) -> pypdfium2.PdfTextPage:
        return self.page.get_textpage()

    @cached_property
    def chars(self) -> tuple[Thing, ...]:
        """Its letters with place, size, typeface and colour."""
        letters = _letters(self._letters.raw, self.size[1])
        return tuple(each for each, following in pairwise([*letters, None]) if not _hangs(each, following))

    @cached_property
    def _paths(self) -> tuple[Thing, ...]:
        found = self.page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,))
        return tuple(path for each in found for path in _paths(each, self.size[1]))

    @property
    def lines(self) -> list[Thing]:
        """What was drawn from one point to another."""
        return [path for path in self._paths if path["kind"] == "line"]

    @property
    def rects(self) -> list[Thing]:
        """What was drawn with four straight sides, each across or up."""
        return [path for path in self._paths if path["kind"] == "rect"]

    @property
    def curves(self) -> list[Thing]:
        """Every other path."""
        return [path for path in self._paths if path["kind"] == "curve"]


@cache
def read_pages(pdf: bytes) -> tuple[Page, ...]:
    """The pages of a document."""
    document = pypdfium2.PdfDocument(pdf)
    return tuple(Page(document, number) for number in range(len(document)))


def information(pdf: bytes) -> dict[str, str]:
    """What the document says of itself: title, author and so on."""
    return pypdfium2.PdfDocument(pdf).get_metadata_dict()


def _letters(text: Any, height: float) -> list[Thing]:
    box, flags, matrix = raw.FS_RECTF(), ctypes.c_int(), raw.FS_MATRIX()
    name = ctypes.create_string_buffer(64)
    shades = tuple(ctypes.c_uint() for _ in range(4))
    found: list[Thing] = []
    for at in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, at):
            continue
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetFontInfo(text, at, name, 64, flags)
        raw.FPDFText_GetFillColor(text, at, *shades)
        raw.FPDFText_GetMatrix(text, at, matrix)
        size = raw.FPDFText_GetFontSize(text, at) * matrix.d
        bottom = height - box.bottom
        found.append(
            {
                "text": chr(raw.FPDFText_GetUnicode(text, at)),
                "x0": box.left,
                "x1": box.right,
                "top": bottom - size,
                "bottom": bottom,
                "doctop": bottom - size,
                "width": box.right - box.left,
                "height": size,
                "size": size,
                "upright": matrix.b == 0,
                "fontname": name.value.decode(),
                "colour": tuple(shade.value for shade in shades[:3]),
            }
        )
    return found


def _hangs(letter: Thing, following: Thing | None) -> bool:
    """Whether a blank only parts what is drawn from what is read next elsewhere: nobody sees it, and it may hang over a margin."""
    if letter["text"] not in {" ", "\u00a0"}:
        return False
    return following is None or abs(following["bottom"] - letter["bottom"]) > 0.6 or abs(following["x0"] - letter["x1"]) > 0.6


def _paths(drawn: pypdfium2.PdfObject, height: float) -> list[Thing]:
    """A path's parts, each from where the pen was set down; without the thickness of its line."""
    place = drawn.get_matrix()
    parts: list[list[tuple[int, float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            parts.append([])
        parts[-1].append((kind, *place.on_point(x.value, y.value)))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    colours = [_colour(drawn, raw.FPDFPageObj_GetFillColor)] if fill.value else []
    colours += [_colour(drawn, raw.FPDFPageObj_GetStrokeColor)] if stroke.value else []
    return [_path(part, height) | {"fill": bool(fill.value), "colours": colours} for part in parts]


def _path(points: list[tuple[int, float, float]], height: float) -> Thing:
    across, up = [x for _, x, _ in points], [y for _, _, y in points]
    left, right, low, high = min(across), max(across), min(up), max(up)
    corners = {(round(x, 3), round(y, 3)) for _, x, y in points}
    is_straight = all(kind != raw.FPDF_SEGMENT_BEZIERTO for kind, *_ in points)
    box = {(round(x, 3), round(y, 3)) for x in (left, right) for y in (low, high)}
    kind = "curve"
    if is_straight and len(points) == 2:
        kind = "line"
    elif is_straight and len(points) in (4, 5) and corners == box:
        kind = "rect"
    return {
        "kind": kind,
        "x0": left,
        "x1": right,
        "top": height - high,
        "bottom": height - low,
        "width": right - left,
        "height": high - low,
    }


def _colour(drawn: pypdfium2.PdfObject, read: Any) -> Colour:
    shades = tuple(ctypes.c_uint() for _ in range(4))
    read(drawn, *shades)
    return shades[0].value, shades[1].value, shades[2].value
