"""The one typeface of every paper, and the one way to open a PDF.

Liberation Sans (OFL) is embedded, so that paper looks the same everywhere. Patient data never goes into a document's
title or other metadata.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache, lru_cache
from io import BytesIO
from typing import Final, TypeVar

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from ldn_calc.documents.drawing.drawn import Drawn
from ldn_calc.documents.drawing.embedded import EmbeddedFont, Information
from ldn_calc.documents.values.errors import MissingGlyph
from ldn_calc.resources import read_bytes

__all__ = ["BOLD", "REGULAR", "PaperCanvas", "begin_canvas", "checked", "font_name", "marked", "open_canvas", "text_width"]

REGULAR: Final = "LiberationSans"
BOLD: Final = "LiberationSans-Bold"
_FILES: Final = {REGULAR: "fonts/LiberationSans-Regular.ttf", BOLD: "fonts/LiberationSans-Bold.ttf"}
_KEYWORDS: Final = ContextVar("keywords of the PDFs that are begun", default="")
_PAINT: Final = {(False, False): "n", (True, False): "S", (False, True): "f*", (True, True): "B*"}
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
    _faces: dict[str, str]

    def begin_part(self) -> None:
        """What is drawn from here on belongs to a label of its own, until the next begins or `end_part`."""
        self._parts += 1
        self._part = self._parts

    def end_part(self) -> None:
        """What is drawn from here on belongs to the page."""
        self._part = 0

    def _keep(self, x: float, y: float, text: str, width: float) -> None:
        """Remember a run of this width."""
        across, down = self.absolutePosition(x, y)
        scale = self._currentMatrix[0]
        run = Drawn(self._pageNumber, self._part, across, across + scale * width, down, self._fontsize * scale, text)
        self.drawn.append(run)

    def _set(self, text: str, x: float, y: float) -> None:
        """The operators that set a checked text."""
        self._code.append(f"BT {x:.3f} {y:.3f} Td {self._shown(text)} ET")

    def _shown(self, text: str) -> str:
        """The operators that show a checked text where a text begins; a space at which no line breaks is a space."""
        if text.isascii() or (text := text.replace("\u00a0", " ")).isascii():
            return f"{self._faces.get(self._fontname) or self._face()} {self._fontsize:.3f} Tf ({_escaped(text)}) Tj"
        font, doc = _faces()[self._fontname], self._doc
        return " ".join(
            f"{font.getSubsetInternalName(subset, doc)} {self._fontsize:.3f} Tf ({self._escape(codes)}) Tj"
            for subset, codes in font.splitString(text, doc)
        )

    def _face(self) -> str:
        """The name of the typeface's first subset in this document, which has the letters of ASCII as they are."""
        font = _faces()[self._fontname]
        font.splitString("", self._doc)
        name: str = font.getSubsetInternalName(0, self._doc)
        self._faces[self._fontname] = name
        return name

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """The face and size of the texts that follow; `leading` is not used."""
        self._fontname, self._fontsize, self._leading = psfontname, size, leading or 1.2 * size

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """Draw text from x, as ReportLab does.

        Raises:
            MissingGlyph: a character has no glyph.
        """
        text = checked(text)
        self._set(text, x, y)
        self._keep(x, y, text, text_width(text, self._fontsize, bold=self._fontname == BOLD))

    def drawRightString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """Draw text that ends at x.

        Raises:
            MissingGlyph: a character has no glyph.
        """
        self.drawString(x - text_width(text, self._fontsize, bold=self._fontname == BOLD), y, text)

    def drawCentredString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """Draw text around x.

        Raises:
            MissingGlyph: a character has no glyph.
        """
        self.drawString(x - text_width(text, self._fontsize, bold=self._fontname == BOLD) / 2, y, text)

    def setFillGray(self, gray: float) -> None:  # noqa: N802
        """What is filled from here on, from 0 (black) to 1 (white)."""
        self._code.append(f"{gray:.3g} g")

    def setStrokeGray(self, gray: float) -> None:  # noqa: N802
        """Lines from here on, from 0 (black) to 1 (white)."""
        self._code.append(f"{gray:.3g} G")

    def setLineWidth(self, width: float) -> None:  # noqa: N802
        """Lines from here on are so wide."""
        self._code.append(f"{width:.3f} w")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line."""
        self._code.append(f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S")

    def rect(self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0) -> None:
        """A rectangle from its lower left corner."""
        self._code.append(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re {_PAINT[bool(stroke), bool(fill)]}")

    def outline(self, points: Sequence[tuple[float, float]], *, stroke: bool, fill: bool) -> None:
        """A closed outline through its points."""
        (x, y), *rest = points
        lines = " ".join(f"{across:.3f} {up:.3f} l" for across, up in rest)
        self._code.append(f"{x:.3f} {y:.3f} m {lines} h {_PAINT[stroke, fill]}")


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    """A text of ASCII as it stands between brackets."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


_Canvas = TypeVar("_Canvas", bound=PaperCanvas)


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
    return begin_canvas(PaperCanvas, buffer, size, title, language, None, dots_per_inch)


def begin_canvas(
    kind: type[_Canvas],
    buffer: BytesIO,
    size: tuple[float, float],
    title: str,
    language: str,
    at: datetime | None,
    dots_per_inch: float | None,
) -> _Canvas:
    """Start a PDF on a kind of canvas; `at` is the moment that it says it was made, without it the first of 2000."""
    _register()
    canvas = kind(buffer, pagesize=size, invariant=1, initialFontName=REGULAR, lang=language, pdfVersion=(1, 7))
    canvas.drawn, canvas._faces = [], {}
    canvas.page_size, canvas.dots_per_inch = size, dots_per_inch
    canvas._doc.Catalog.ViewerPreferences = "<</PrintScaling/None/DisplayDocTitle true>>"
    canvas._doc.info = Information(title, _KEYWORDS.get(), at)
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
def _faces() -> dict[str, EmbeddedFont]:
    """Both faces by name."""
    return {name: EmbeddedFont(name, BytesIO(read_bytes(path))) for name, path in _FILES.items()}


@cache
def _register() -> frozenset[int]:
    """Hand both faces to ReportLab, once; the characters that both have."""
    rl_config.useA85 = 0
    known: list[frozenset[int]] = []
    for font in _faces().values():
        pdfmetrics.registerFont(font)
        known.append(frozenset(code for code, glyph in font.face.charToGlyph.items() if glyph))
    return known[0] & known[1]
