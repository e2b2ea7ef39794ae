"""A canvas whose papers are read by ear: everything drawn on it is part of an element, or an artifact that is not read (PDF/UA-1).

Lines, boxes and grounds outside of an element become artifacts by themselves. Words never do: words outside of an element, or of
something that is told not to be read, are an error, so that none are hidden from who cannot see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFObjectReference

from ldn_calc.documents.drawing.embedded import Finished
from ldn_calc.documents.drawing.fonts import BOLD, PaperCanvas, begin_canvas, checked, text_width
from ldn_calc.documents.drawing.structure import Element, StructureError, tree_objects

__all__ = ["TaggedCanvas", "open_tagged"]

_ARTIFACT: Final = "/Artifact BMC"
_END: Final = "EMC"
_TEXT_END: Final = ") Tj ET"
_TOUCH: Final = 0.6
"""Points within which two texts are parts of one word."""
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:creator><rdf:Seq><rdf:li>LDN Calc</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>LDN Calc</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class TaggedCanvas(PaperCanvas):
    """A canvas with a structure.

    Attributes:
        root: the document, with what was drawn so far.
        marked: whether what is drawn now belongs to an element or is not read: words may be drawn.
    """

    root: Element
    marked: bool
    _language: str
    _foreign: re.Pattern[str] | None
    _at: datetime | None
    _rows: list[list[Element]]
    _open: list[Element]
    _element: Element | None
    _last: int
    _last_end: tuple[float, float]

    def begin(self, language: str, at: datetime | None, english: Sequence[str]) -> None:
        """Begin the structure of an empty document; `english` are words that stand in its language as English ones."""
        self.root = Element("Document")
        tied_or_not = ("[ \u00a0]".join(map(re.escape, words.split(" "))) for words in english)
        self._foreign = re.compile(f"(?i)({'|'.join(tied_or_not)})") if english else None
        self.marked, self._element, self._language, self._at = False, None, language, at
        self._rows, self._open = [[]], [self.root]
        self._code.append(_ARTIFACT)

    @property
    def within(self) -> Element:
        """The element that the next one is put into."""
        return self._open[-1]

    @property
    def is_unread(self) -> bool:
        """Whether what is drawn now is not read."""
        return self.marked and self._element is None

    @property
    def has_title(self) -> bool:
        """Whether the paper's own heading was drawn."""
        return any(element.role == "H1" for element in self.root.elements)

    @contextmanager
    def group(self, element: Element) -> Iterator[Element]:
        """What is drawn in this block is in elements of this one; one that is opened again goes on, also on another page.

        Raises:
            StructureError: it cannot stand here.
        """
        if self.is_unread:
            yield element
            return
        if self.marked:
            raise StructureError(f"a {element.role} begins within the words of another element")
        self._open[-1].add(element)
        self._open.append(element)
        try:
            yield element
        finally:
            self._open.pop()

    @contextmanager
    def content(self, element: Element) -> Iterator[Element]:
        """What is drawn in this block is this element's own; one that was begun before goes on, also on another page.

        Raises:
            StructureError: it cannot stand here.
        """
        if self.is_unread:
            yield element
            return
        if self.marked:
            raise StructureError(f"a {element.role} begins within the words of another element")
        if element.parent is None:
            self._open[-1].add(element)
        self._begin_mark(element)
        try:
            yield element
        finally:
            self._unmark()

    @contextmanager
    def artifact(self, subtype: str) -> Iterator[None]:
        """What is drawn in this block is not read: a `Header` or `Footer` that was read on another page, a table's head again.

        Elements in it are none.

        Raises:
            StructureError: it begins within the words of an element.
        """
        if self.is_unread:
            yield
            return
        if self.marked:
            raise StructureError("what is not read begins within the words of an element")
        self._mark(f"/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC", None)
        try:
            yield
        finally:
            self._unmark()

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """Draw text from x, as part of the element that is open.

        Raises:
            MissingGlyph: a character has no glyph.
            StructureError: no element is open: nobody would hear it.
        """
        if not self.marked:
            raise StructureError(f'"{text}" belongs to no element')
        element = self._element
        if element is None or element.role == "Figure":
            super().drawString(x, y, text)
            return
        text = checked(text)
        if element.words and not self._touches(x, y) and not element.words[-1].endswith((" ", "\u00a0")):
            self._code[self._last] = f"{self._code[self._last][: -len(_TEXT_END)]} {_TEXT_END}"
            element.words[-1] += " "
        if self._foreign is None or not self._foreign.search(text):
            super().drawString(x, y, text)
            self._last = len(self._code) - 1
        else:
            self._draw_mixed(element, x, y, text)
        drawn = self.drawn[-1]
        element.words.append(text)
        self._last_end = (drawn.end, drawn.baseline)

    def _draw_mixed(self, element: Element, x: float, y: float, text: str) -> None:
        """Draw a text of two languages: its English words are elements of their own in this one."""
        for number, piece in enumerate(self._foreign.split(text) if self._foreign is not None else [text]):
            if not piece:
                continue
            if number % 2:
                span = Element("Span", language="en")
                element.add(span)
                self._begin_mark(span)
            super().drawString(x, y, piece)
            self._last = len(self._code) - 1
            x += text_width(piece, self._fontsize, bold=self._fontname == BOLD)
            if number % 2:
                self._begin_mark(element)

    def _begin_mark(self, element: Element) -> None:
        """End the mark that is open, and begin one of this element."""
        row = self._rows[-1]
        element.kids.append((len(self._rows) - 1, len(row)))
        self._mark(f"/{element.role} <</MCID {len(row)}>> BDC", element)
        row.append(element)

    def showPage(self) -> None:  # noqa: N802
        """End the page."""
        if self._code[-1] == _ARTIFACT:
            self._code.pop()
        else:
            self._code.append(_END)
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._rows) - 1, "/S"
        self._rows.append([])
        self._code.append(_ARTIFACT)

    def save(self) -> None:
        """Write the document with its structure.

        Raises:
            StructureError: it has none.
        """
        if not self.root.kids:
            raise StructureError("a paper has no structure")
        self._code.clear()  # of the page after the last
        doc = self._doc
        pages = [doc.idToObjectNumberAndVersion[f"Page{number}"][0] for number in range(1, len(self._rows))]
        elements, top = tree_objects(self.root, self._rows[:-1], pages, doc.objectcounter + 1)
        for number, element in enumerate(elements):
            doc.Reference(element, f"Element{number}")
        doc.Reference(top, "StructTreeRoot")
        catalog = doc.Catalog
        catalog.StructTreeRoot = PDFObjectReference("StructTreeRoot")
        catalog.MarkInfo = "<</Marked true>>"
        moment = (self._at or datetime(2000, 1, 1)).strftime("%Y-%m-%dT%H:%M:%S")
        words = {"title": escape(doc.info.title), "language": escape(self._language), "moment": moment}
        packet = _XMP.format(**words).encode("utf-8")
        metadata = b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream\n" % (len(packet), packet)
        catalog.Metadata = Finished(metadata)
        super().save()

    def _touches(self, x: float, y: float) -> bool:
        """Whether a text from here goes on where the last one ended."""
        across, up = self.absolutePosition(x, y)
        end, baseline = self._last_end
        return bool(abs(across - end) < _TOUCH and abs(up - baseline) < _TOUCH)

    def _mark(self, begin: str, element: Element | None) -> None:
        self.marked, self._element = True, element
        code = self._code
        if code[-1] == _ARTIFACT:
            code[-1] = begin
        else:
            code += (_END, begin)

    def _unmark(self) -> None:
        self.marked, self._element = False, None
        self._code += (_END, _ARTIFACT)


def open_tagged(
    buffer: BytesIO,
    size: tuple[float, float],
    title: str,
    language: str,
    at: datetime | None,
    dots_per_inch: float | None = None,
    english: Sequence[str] = (),
) -> TaggedCanvas:
    """Start a PDF with a structure; it comes out the same for the same input.

    Args:
        buffer: takes the bytes when the canvas is saved.
        size: width and height of a page in points.
        title: what kind of paper it is, never whose.
        language: of its text, but for what says that it is in another.
        at: when it is made, by the clock that the papers go by.
        dots_per_inch: of the printer, where it is known; codes then stand on whole dots.
        english: words that stand in a text of another language as English ones: a drug's name.
    """
    canvas = begin_canvas(TaggedCanvas, buffer, size, title, language, at, dots_per_inch)
    canvas.begin(language, at, english)
    return canvas
