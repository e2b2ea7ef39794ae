"""The one typeface of every paper, and the one way to open a PDF.

Liberation Sans (OFL) is embedded, so that paper looks the same everywhere. Patient data never goes into a document's
title or other metadata.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ldn_calc.documents.drawing.drawn import Drawn
from ldn_calc.documents.values.errors import MissingGlyph
from ldn_calc.resources import read_bytes

__all__ = ["BOLD", "REGULAR", "PaperCanvas", "checked", "font_name", "marked", "open_canvas", "text_width"]

REGULAR: Final = "LiberationSans"
BOLD: Final = "LiberationSans-Bold"
_FILES: Final = {REGULAR: "fonts/LiberationSans-Regular.ttf", BOLD: "fonts/LiberationSans-Bold.ttf"}
_KEYWORDS: Final = ContextVar("keywords of the PDFs that are begun", default="")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI"})


class PaperCanvas(Canvas):  # type: ignore[misc] # ReportLab has no types
    """A ReportLab canvas that refuses text it cannot print, where ReportLab would draw an empty box, and knows what it drew.

    Attributes:
        drawn: every run of text in the order of drawing.
        page_size: width and height of a page in points.
        dots_per_inch: of the printer that it is drawn for; None where any may print it.
    """

    drawn: list[Drawn]
    page_size: tuple[float, float]
    dots_per_inch: float | None
    _part = _parts = 0

    @property
    def part(self) -> int:
        """The label that is being drawn, counted over the document; 0 outside of labels."""
        return self._part

    def begin_part(self) -> None:
        """What is drawn from here on belongs to a label of its own, until the next begins or `end_part`."""
        self._parts += 1
        self._part = self._parts

    def end_part(self) -> None:
        """What is drawn from here on belongs to the page."""
        self._part = 0

    def _keep(self, x: float, y: float, text: str, share: float) -> None:
        """Remember a run; `share` of its width lies left of x."""
        width = text_width(text, self._fontsize, bold=self._fontname == BOLD)
        left, baseline = self.absolutePosition(x - share * width, y)
        right, _ = self.absolutePosition(x + (1 - share) * width, y)
        size = self._fontsize * (right - left) / width if width else self._fontsize
        self.drawn.append(Drawn(self.getPageNumber(), self._part, left, right, baseline, size, text))

    def drawString(self, x: float, y: float, text: str, *args: Any, **keywords: Any) -> None:  # noqa: N802
        """Draw text from x, as ReportLab does.

        Raises:
            MissingGlyph: a character has no glyph.
        """
        text = checked(text)
        super().drawString(x, y, text, *args, **keywords)
        self._keep(x, y, text, 0.0)

    def drawRightString(self, x: float, y: float, text: str, *args: Any, **keywords: Any) -> None:  # noqa: N802
        """Draw text that ends at x.

        Raises:
            MissingGlyph: a character has no glyph.
        """
        text = checked(text)
        super().drawRightString(x, y, text, *args, **keywords)
        self._keep(x, y, text, 1.0)

    def drawCentredString(self, x: float, y: float, text: str, *args: Any, **keywords: Any) -> None:  # noqa: N802
        """Draw text around x.

        Raises:
            MissingGlyph: a character has no glyph.
        """
        text = checked(text)
        super().drawCentredString(x, y, text, *args, **keywords)
        self._keep(x, y, text, 0.5)


@contextmanager
def marked(keywords: str) -> Iterator[None]:
    """Give every PDF that is begun in this block these keywords, so that what belongs together says so itself."""
    before = _KEYWORDS.set(keywords)
    try:
        yield
    finally:
        _KEYWORDS.reset(before)


def open_canvas(
    buffer: BytesIO, size: tuple[float, float], title: str, language: str, dots_per_inch: float | None = None
) -> PaperCanvas:
    """Start a PDF that comes out the same for the same input, to be printed at true size.

    Args:
        buffer: takes the bytes when the canvas is saved.
        size: width and height of a page in points.
        title: what kind of paper it is, never whose: `Label`.
        language: of its text, `en` or `es`, so that screen readers speak it rightly.
        dots_per_inch: of the printer, where it is known; codes then stand on whole dots.
    """
    _register()
    canvas = PaperCanvas(buffer, pagesize=size, invariant=1, initialFontName=REGULAR, lang=language)
    canvas.drawn = []
    canvas.page_size, canvas.dots_per_inch = size, dots_per_inch
    canvas.setTitle(title)
    canvas.setAuthor("LDN Calc")
    canvas.setCreator("LDN Calc")
    canvas.setSubject(title)
    canvas.setKeywords(_KEYWORDS.get())
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def font_name(*, bold: bool) -> str:
    """The name under which ReportLab knows the face."""
    return BOLD if bold else REGULAR


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text in points.

    Raises:
        MissingGlyph: a character has no glyph.
    """
    return _width_of_one_point(text, bold) * size


@lru_cache(maxsize=4096)
def _width_of_one_point(text: str, bold: bool) -> float:
    _register()
    width: float = pdfmetrics.stringWidth(checked(text), font_name(bold=bold), 1)
    return width


@lru_cache(maxsize=4096)
def checked(text: str) -> str:
    """The text as it can be printed: accents joined to their letters, every character with a glyph.

    Raises:
        MissingGlyph: a character that no embedded font has, that joins to others, or that runs right to left.
    """
    if text.isascii() and text.isprintable():
        return text
    joined = unicodedata.normalize("NFC", text)
    known = _register()
    for character in joined:
        if (
            ord(character) not in known
            or unicodedata.category(character) in {"Mn", "Mc", "Me", "Cc", "Cf"}
            or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
        ):
            raise MissingGlyph(character, text)
    return joined


@cache
def _register() -> frozenset[int]:
    """Hand both faces to ReportLab, once; the characters that both have."""
    rl_config.useA85 = 0
    known: list[frozenset[int]] = []
    for name, path in _FILES.items():
        font = TTFont(name, BytesIO(read_bytes(path)))
        pdfmetrics.registerFont(font)
        known.append(frozenset(code for code, glyph in font.face.charToGlyph.items() if glyph))
    return known[0] & known[1]
