"""What a paper says, in its order and as what: headings, paragraphs, lists, tables and pictures.

The tree is grown while the paper is drawn and is written into the PDF as its tags (ISO 14289-1, PDF/UA-1); the plain text beside a
PDF is read off the same tree. Roles are those of ISO 32000-1, 14.8.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ldn_calc.documents.drawing.embedded import Finished, text_string
from ldn_calc.documents.values.errors import PaperError

__all__ = ["ROLES", "Element", "StructureError", "tree_objects"]

ROLES: Final = frozenset(
    (
        *("Document", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Span"),
        *("Table", "TR", "TH", "TD", "Figure"),
    )
)
_ONLY_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "TR": ("Table",),
    "TH": ("TR",),
    "TD": ("TR",),
    "LI": ("L",),
    "Lbl": ("LI",),
    "LBody": ("LI",),
}
_HOLDS_ONLY: Final[Mapping[str, tuple[str, ...]]] = {
    "Table": ("TR",),
    "TR": ("TH", "TD"),
    "L": ("LI",),
    "LI": ("Lbl", "LBody", "Span"),
}

Mark = tuple[int, int]
"""A piece of a page's content: the page, and its number on it, both counted from 0."""


class StructureError(PaperError):
    """A paper was drawn whose structure is none: words of no element, a cell outside of a row, a picture without words."""


class Element:
    """A piece of a paper with what it is.

    Attributes:
        role: one of ROLES.
        kids: elements in it, and pieces of pages that are its own, in order.
        words: the texts drawn for it, in order; a blank stands between two that do not touch.
        language: of its text, where it is not the paper's.
        told: what a picture shows, in words.
        said: what is read in place of the words drawn: of a box to fill in, which has none.
        fill: whether a person writes into it.
        box: of a picture: left, bottom, right and top in points of the page.
        across: how many columns a cell takes.
        numbered: whether a list's items have numbers.
        by_cell: whether each cell of a table is told by itself, as the days of a calendar are, rather than its row.
    """

    __slots__ = ("across", "box", "by_cell", "fill", "kids", "language", "numbered", "parent", "role", "said", "told", "words")

    def __init__(
        self,
        role: str,
        *,
        language: str = "",
        told: str = "",
        said: str = "",
        fill: bool = False,
        across: int = 1,
        numbered: bool = False,
        by_cell: bool = False,
    ) -> None:
        if role not in ROLES:
            raise StructureError(f"a paper has no {role}")
        if role == "Figure" and not told:
            raise StructureError("a picture has no words that tell what it shows")
        self.role, self.language, self.told, self.said = role, language, told, said
        self.fill, self.across, self.numbered, self.by_cell = fill, across, numbered, by_cell
        self.kids: list[Element | Mark] = []
        self.words: list[str] = []
        self.box: tuple[float, float, float, float] | None = None
        self.parent: Element | None = None

    def add(self, kid: Element) -> None:
        """Put an element at its end, once: one that is there already goes on.

        Raises:
            StructureError: it cannot stand there.
        """
        if kid.parent is self:
            return
        if (
            kid.parent is not None
            or self.role not in _ONLY_IN.get(kid.role, (self.role,))
            or kid.role not in _HOLDS_ONLY.get(self.role, (kid.role,))
        ):
            raise StructureError(f"a {kid.role} does not stand in a {self.role}")
        kid.parent = self
        self.kids.append(kid)

    @property
    def elements(self) -> list[Element]:
        """The elements in it."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def text(self) -> str:
        """What is read of it itself, without what stands in it; spaces are plain."""
        return (self.said or self.told or "".join(self.words)).replace("\u00a0", " ").strip()

    def walk(self) -> Iterator[Element]:
        """Itself and all in it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()


def tree_objects(
    root: Element, rows: Sequence[Sequence[Element]], page_numbers: Sequence[int], first: int
) -> tuple[list[Finished], Finished]:
    """The tree as objects of a PDF.

    Args:
        root: the document.
        rows: of each page the element that each of its marks belongs to.
        page_numbers: of each page's object.
        first: the number that the first object will have; the others follow it.

    Returns:
        An object for each element, in order, and the root of the structure, which comes after them.
    """
    elements = list(root.walk())
    number_of = {id(element): number for number, element in enumerate(elements, first)}
    top = first + len(elements)
    found = [Finished(_written(element, number_of, page_numbers, top)) for element in elements]
    parents = "\n".join(
        f"{page}[{' '.join(f'{number_of[id(element)]} 0 R' for element in row)}]" for page, row in enumerate(rows) if row
    )
    end = f"<</Type/StructTreeRoot/K {first} 0 R/ParentTree<</Nums[{parents}]>>/ParentTreeNextKey {len(rows)}>>"
    return found, Finished(end.encode("ascii"))


def _written(element: Element, number_of: Mapping[int, int], page_numbers: Sequence[int], top: int) -> bytes:
    parent = top if element.parent is None else number_of[id(element.parent)]
    marks = [kid for kid in element.kids if not isinstance(kid, Element)]
    page = marks[0][0] if marks else None
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{number_of[id(kid)]} 0 R")
        elif kid[0] == page:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {page_numbers[kid[0]]} 0 R/MCID {kid[1]}>>")
    words = [f"<</S/{element.role}/P {parent} 0 R"]
    if page is not None:
        words.append(f"/Pg {page_numbers[page]} 0 R")
    if kids:
        words.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    for key, text in (("Lang", element.language), ("Alt", element.told), ("ActualText", element.said)):
        if text:
            words.append(f"/{key}{text_string(text)}")
    return "".join([*words, _attributes(element), ">>"]).encode("ascii")


def _attributes(element: Element) -> str:
    if element.role == "Figure" and element.box is not None:
        return f"/A<</O/Layout/Placement/Block/BBox[{' '.join(f'{edge:.2f}' for edge in element.box)}]>>"
    if element.role == "TH":
        return "/A<</O/Table/Scope/Column>>" if element.across == 1 else f"/A<</O/Table/Scope/Column/ColSpan {element.across}>>"
    if element.across > 1:
        return f"/A<</O/Table/ColSpan {element.across}>>"
    return "/A<</O/List/ListNumbering/Decimal>>" if element.numbered else ""
