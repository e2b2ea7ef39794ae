"""A pen for Letter pages, y downwards from the top edge, and blocks: drawn things that know their height.

A pen also says what it draws: words outside of a `heading`, `cell` and the like are a paragraph, a drawing is a picture with its
words. What is drawn first is read first. The words of an entry of the outline are a heading where they are drawn next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from ldn_calc.documents.drawing.banner import draw_banner
from ldn_calc.documents.drawing.paint_reportlab import paint_on_paper
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.drawing.tagged import TaggedCanvas
from ldn_calc.documents.drawing.typeset import Alignment, draw_line
from ldn_calc.documents.words.runs import Runs, plain

__all__ = ["Block", "Pen", "baseline", "draw_lines"]


class Pen:
    """Draws on one page of a canvas; every measure in points, greys from 0 (black) to 1 (white)."""

    def __init__(self, canvas: TaggedCanvas, page_height: float) -> None:
        self._canvas = canvas
        self._height = page_height
        self._awaited = ""

    def heading(self, level: int, *, language: str = "") -> AbstractContextManager[Element]:
        """What is drawn in this block is a heading; 1 is the paper's own, and no level is skipped."""
        return self._canvas.content(Element(f"H{level}", language=language))

    def paragraph(self, *, said: str = "", fill: bool = False, language: str = "") -> AbstractContextManager[Element]:
        """What is drawn in this block is one paragraph.

        Args:
            said: what is read instead of its words.
            fill: whether a person writes into it.
            language: of its words, where it is not the paper's.
        """
        return self._canvas.content(Element("P", said=said, fill=fill, language=language))

    def part(self, role: str, *, said: str = "", fill: bool = False, across: int = 1) -> AbstractContextManager[Element]:
        """What is drawn in this block is an element's own: a cell `TD` or `TH`, an item's mark `Lbl` or its text `LBody`."""
        return self._canvas.content(Element(role, said=said, fill=fill, across=across))

    def section(self, *, language: str = "") -> AbstractContextManager[Element]:
        """What is drawn in this block belongs together; `language` is its own, where it is not the paper's."""
        return self._canvas.group(Element("Sect", language=language))

    @contextmanager
    def row(self, table: Element) -> Iterator[None]:
        """What is drawn in this block is a row of a table, its cells each a `part`."""
        with self._canvas.group(table), self._canvas.group(Element("TR")):
            yield

    def unread(self, subtype: str) -> AbstractContextManager[None]:
        """What is drawn in this block was read elsewhere: a `Header` or a `Footer`."""
        return self._canvas.artifact(subtype)

    def cell(self, *, across: int = 1) -> AbstractContextManager[Element]:
        """What is drawn in this block is in a cell that holds more than one paragraph, or pictures."""
        return self._canvas.group(Element("TD", across=across))

    def hanging(self, mark: str) -> AbstractContextManager[object]:
        """What is drawn in this block is an item of the list that goes on here, or begins: a `point`, or a step with its number.

        Words on one line are its number, lines its text. Without a mark it is no item.
        """
        if not mark:
            return nullcontext()
        numbered = mark != "point"
        last = self._canvas.within.elements[-1:]
        goes_on = bool(last) and last[0].role == "L" and last[0].numbered == numbered
        return self._in_list(last[0] if goes_on else Element("L", numbered=numbered))

    @contextmanager
    def _in_list(self, whole: Element) -> Iterator[None]:
        with self._canvas.group(whole), self._canvas.group(Element("LI")):
            yield

    @contextmanager
    def item(self, whole: Element) -> Iterator[None]:
        """What is drawn in this block is the text of an item of a list."""
        with self._in_list(whole), self.part("LBody"):
            yield

    def empty_cell(self, *, fill: bool = False, across: int = 1) -> None:
        """A cell without words; `fill` where a person writes into it."""
        with self._canvas.group(Element("TD", fill=fill, across=across)):
            pass

    def repeated(self, subtype: str, *, heard: bool) -> AbstractContextManager[object]:
        """What stands on every page: it is read on the page where it is `heard`, elsewhere not; a `Header` or a `Footer`."""
        return nullcontext() if heard else self.unread(subtype)

    def banner(self, words: str, left: float, top: float, width: float, *, heard: bool) -> None:
        """PRACTICE or DRAFT over a page; `top` in points below its upper edge."""
        with self.repeated("Header", heard=heard), self.paragraph():
            draw_banner(self._canvas, words, left, self._height - top, width)

    def words(self, runs: Runs, x: float, y: float, size: float, alignment: float = Alignment.LEFT, grey: float = 0.0) -> None:
        """One line of text with its baseline at `y`; outside of an element a paragraph of its own."""
        if not self._canvas.marked:
            with self.part("Lbl") if self._canvas.within.role == "LI" else self._role_of([runs]):
                self.words(runs, x, y, size, alignment, grey)
            return
        self._canvas.setFillGray(grey)
        draw_line(self._canvas, runs, x, self._height - y, size, alignment)

    def lines(self, lines: Sequence[Runs], x: float, y: float, size: float, lead: float) -> float:
        """Lines under each other from the top `y`, outside of an element a paragraph; where they end."""
        if lines and not self._canvas.marked:
            with self.part("LBody") if self._canvas.within.role == "LI" else self._role_of(lines):
                return self.lines(lines, x, y, size, lead)
        for line in lines:
            self.words(line, x, y + baseline(lead, size), size)
            y += lead
        return y

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float, dash: tuple[float, ...] = ()) -> None:
        """A black line, dashed where told."""
        self._begin_stroke(width, dash)
        self._canvas.line(start[0], self._height - start[1], end[0], self._height - end[1])
        self._end_stroke(dash)

    def area(self, x: float, y: float, across: float, down: float, grey: float = 0.0) -> None:
        """A filled rectangle."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, self._height - y - down, across, down, stroke=0, fill=1)

    def frame(self, x: float, y: float, across: float, down: float, width: float, dash: tuple[float, ...] = ()) -> None:
        """A black rectangle, not filled, its border centred on the edge."""
        self._begin_stroke(width, dash)
        self._canvas.rect(x, self._height - y - down, across, down, stroke=1, fill=0)
        self._end_stroke(dash)

    def _begin_stroke(self, width: float, dash: tuple[float, ...]) -> None:
        self._canvas.setStrokeGray(0.0)
        self._canvas.setLineWidth(width)
        if dash:
            self._canvas.setDash(list(dash))

    def _end_stroke(self, dash: tuple[float, ...]) -> None:
        if dash:
            self._canvas.setDash([])

    def _role_of(self, lines: Sequence[Runs]) -> AbstractContextManager[Element]:
        """A heading where the lines say what the outline's last entry says, else a paragraph."""
        if not self._awaited or _said(" ".join(plain(line) for line in lines)) != self._awaited:
            return self.paragraph()
        self._awaited = ""
        return self.heading(2 if self._canvas.has_title else 1)

    def bookmark(self, title: str, y: float) -> None:
        """An entry of the document's outline that leads to this height of this page; the same words, drawn next, are a heading."""
        self._awaited = _said(title)
        key = f"{self._canvas.getPageNumber()}-{y:.0f}-{title}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=self._height - y, zoom=0)
        self._canvas.addOutlineEntry(title, key, 0)

    def drawing(self, drawing: Drawing, x: float, y: float) -> None:
        """A drawing with its top left corner at `x`, `y`: a picture that its words tell.

        Raises:
            StructureError: it has no words.
        """
        top = self._height - y
        picture = Element("Figure", told=drawing.told)
        picture.box = (x, top - drawing.height, x + drawing.width, top)
        with self._canvas.content(picture):
            paint_on_paper(self._canvas, drawing, x, top)


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a fixed height that is never broken: `draw` puts it with its top left corner at x, y.

    Attributes:
        bookmark: its name in the document's outline; empty for none.
    """

    height: float
    draw: Callable[[Pen, float, float], None]
    bookmark: str = ""


def _said(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def baseline(lead: float, size: float) -> float:
    """How far under its top the baseline of a line lies: capitals stand in the middle of the lead."""
    return lead - (lead - 0.72 * size) / 2


def draw_lines(pen: Pen, lines: Sequence[Runs], x: float, y: float, size: float, lead: float) -> float:
    """Draw lines under each other from the top `y`, outside of an element a paragraph; returns where they end."""
    return pen.lines(lines, x, y, size, lead)
