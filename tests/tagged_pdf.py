"""The structure of a PDF, read back by pdfminer, and the rules of PDF/UA-1 (ISO 14289-1) that a machine can look at.

The numbers are those of the Matterhorn Protocol, which is the list that veraPDF's rules go by too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSEOF, PSKeyword, PSLiteral
from pdfminer.utils import decode_text

__all__ = ["Node", "Tagged", "faults_of"]

ROLES = {
    *("Document", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Span"),
}
KIDS = {"Table": {"TR"}, "TR": {"TH", "TD"}, "L": {"LI"}, "LI": {"Lbl", "LBody"}}
PARENTS = {"TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}}
PAINTS = {*("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI")}
CODES = {"DataMatrix", "QRCode"}


@dataclass(eq=False)
class Node:
    """An element as the PDF has it; `marks` are pages, counted from 0, with the numbers of their content."""

    role: str
    facts: dict[str, Any]
    parent: Node | None
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def text(self, key: str) -> str:
        found = self.facts.get(key)
        return "" if found is None else decode_text(found)

    @property
    def attributes(self) -> dict[str, Any]:
        return {key: _plain(value) for key, value in (resolve1(self.facts.get("A")) or {}).items()}


class Tagged:
    """A PDF with its tree."""

    def __init__(self, pdf: bytes) -> None:
        self.bytes = pdf
        self.document = PDFDocument(PDFParser(BytesIO(pdf)))
        self.catalog = self.document.catalog
        self.pages = list(PDFPage.create_pages(self.document))
        self.number_of = {page.pageid: number for number, page in enumerate(self.pages)}
        self.top = resolve1(self.catalog.get("StructTreeRoot")) or {}
        self.node_of: dict[int, Node] = {}
        kid = self.top.get("K")
        self.root = self._node(kid, None) if kid is not None else None

    def _node(self, reference: Any, parent: Node | None) -> Node:
        facts = resolve1(reference)
        node = Node(_plain(facts["S"]), facts, parent)
        if isinstance(reference, PDFObjRef):
            self.node_of[reference.objid] = node
        kids = resolve1(facts.get("K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            found = resolve1(kid)
            if isinstance(found, int):
                node.marks.append((self.number_of[facts["Pg"].objid], found))
            elif "MCID" in found:
                node.marks.append((self.number_of[found["Pg"].objid], found["MCID"]))
            else:
                node.kids.append(self._node(facts["K"] if isinstance(facts["K"], PDFObjRef) else kid, node))
        return node

    def nodes(self) -> list[Node]:
        """Every element, in reading order."""
        return list(self.root.walk()) if self.root is not None else []


def faults_of(pdf: bytes) -> list[str]:
    """Every rule that is broken, with what breaks it."""
    tagged = Tagged(pdf)
    return [*_document(tagged), *_tree(tagged), *_content(tagged), *_fonts(tagged)]


def _document(tagged: Tagged) -> Iterator[str]:
    catalog = tagged.catalog
    if resolve1(catalog.get("MarkInfo", {})).get("Marked") is not True:
        yield "06-001 not said to be tagged"
    if decode_text(catalog.get("Lang", b"")) not in {"en", "es"}:
        yield "11-006 no language"
    if _plain(resolve1(catalog.get("ViewerPreferences", {})).get("DisplayDocTitle")) not in {"true", "True", True}:
        yield "07-002 its title is not shown"
    xmp = resolve1(catalog["Metadata"]).get_data().decode("utf-8") if "Metadata" in catalog else ""
    if "<pdfuaid:part>1</pdfuaid:part>" not in xmp:
        yield "06-002 no sign of PDF/UA"
    title = decode_text(tagged.document.info[0].get("Title", b""))
    if not title or f">{title}</rdf:li>" not in xmp:
        yield "06-003 no title, or another in its metadata"
    for number, page in enumerate(tagged.pages):
        if _plain(page.attrs.get("Tabs")) != "S":
            yield f"28-004 page {number}: the order of its tabs"
        if page.attrs.get("StructParents") != number:
            yield f"01-005 page {number}: its place in the parent tree"


def _tree(tagged: Tagged) -> Iterator[str]:
    nodes = tagged.nodes()
    if not nodes or nodes[0].role != "Document":
        yield "01 no document"
    level = 0
    for node in nodes:
        parent = resolve1(node.facts["P"])
        if node.parent is not None and parent is not node.parent.facts and parent != node.parent.facts:
            yield f"01 a {node.role} names another parent"
        if node.role not in ROLES:
            yield f"02-001 a role of its own: {node.role}"
        kids = {kid.role for kid in node.kids}
        if not kids <= KIDS.get(node.role, ROLES) or (node.parent and node.parent.role not in PARENTS.get(node.role, ROLES)):
            yield f"09-004 a {node.role} in the wrong place"
        if re.fullmatch("H[1-6]", node.role):
            if int(node.role[1]) > level + 1:
                yield f"14-003 {node.role} after H{level}"
            level = int(node.role[1])
        if node.role == "Figure":
            if not node.text("Alt").strip():
                yield "13-004 a figure without words"
            if len(node.attributes.get("BBox") or []) != 4:
                yield "13 a figure without a box"
        if node.role == "TH" and node.attributes.get("Scope") != "Column":
            yield "15-003 a head of a column that is not said to be one"
        if node.role in {"H1", "H2", "H3", "P", "LBody", "TH"} and not (node.marks or node.kids):
            yield f"09 an empty {node.role}"
        if node.role == "Table":
            widths = {sum(cell.attributes.get("ColSpan", 1) for cell in row.kids) for row in node.kids}
            if len(widths) != 1:
                yield f"15 rows of {sorted(widths)} cells in one table"
    if nodes and not any(node.role == "H1" for node in nodes):
        yield "14-002 no first heading"


def _content(tagged: Tagged) -> Iterator[str]:
    """Every mark is in one element, which the parent tree names; nothing is painted outside of a mark."""
    counted = Counter(mark for node in tagged.nodes() for mark in node.marks)
    owners = {mark: node for node in tagged.nodes() for mark in node.marks}
    numbers = resolve1(resolve1(tagged.top.get("ParentTree", {})).get("Nums", []))
    rows = dict(zip(numbers[::2], (resolve1(row) for row in numbers[1::2]), strict=True))
    for number, page in enumerate(tagged.pages):
        found: list[int] = []
        yield from (f"page {number}: {fault}" for fault in _page(page, found))
        if found != list(range(len(found))):
            yield f"01 page {number}: marks {found} are not counted from 0"
        for mark in found:
            if counted[number, mark] != 1:
                yield f"01-005 page {number}: mark {mark} is in {counted[number, mark]} elements"
            row = rows.get(number, [])
            if mark >= len(row) or tagged.node_of.get(row[mark].objid) is not owners.get((number, mark)):
                yield f"01-006 page {number}: the parent tree has another element for mark {mark}"
        if extra := [mark for mark in counted if mark[0] == number and mark[1] not in found]:
            yield f"01 page {number}: elements of marks {extra} that are not there"


def _page(page: PDFPage, marks: list[int]) -> Iterator[str]:
    depth: list[str] = []
    operands: list[Any] = []
    parser = PDFContentParser([resolve1(each) for each in page.contents])
    while True:
        try:
            _, token = parser.nextobject()
        except PSEOF:
            break
        if not isinstance(token, PSKeyword):
            operands.append(token)
            continue
        operator = token.name.decode() if isinstance(token.name, bytes) else token.name
        if operator in {"BMC", "BDC"}:
            name = _plain(operands[0])
            facts = operands[1] if operator == "BDC" else {}
            if depth and name not in CODES:
                yield f"01-003 a {name} within {depth[-1]}"
            if "MCID" in facts:
                marks.append(facts["MCID"])
            elif not depth and name != "Artifact":
                yield f"01 a {name} that is no element's and no artifact"
            depth.append(name)
        elif operator == "EMC":
            if not depth:
                yield "01 a mark ends that did not begin"
            else:
                depth.pop()
        elif operator in PAINTS and not depth:
            yield f"01-005 {operator} is neither content nor artifact"
        operands.clear()
    if depth:
        yield f"01 {depth[-1]} does not end"


def _fonts(tagged: Tagged) -> Iterator[str]:
    fonts = {repr(font): resolve1(font) for page in tagged.pages for font in resolve1(page.resources["Font"]).values()}
    for font in fonts.values():
        descriptor = resolve1(font.get("FontDescriptor", {}))
        name = _plain(font.get("BaseFont"))
        if "FontFile2" not in descriptor:
            yield f"31-009 {name} is not embedded"
        letters = resolve1(font["ToUnicode"]).get_data().decode("ascii") if "ToUnicode" in font else ""
        pairs = re.findall(r"^<([0-9A-F]{2})> <([0-9A-F]{4})>$", letters, re.MULTILINE)
        if not pairs or {meant for _, meant in pairs} & {"0000", "FEFF", "FFFE"}:
            yield f"31-027 what the letters of {name} mean"
        if len(resolve1(font["Widths"])) != font["LastChar"] - font["FirstChar"] + 1:
            yield f"31-016 the widths of {name}"


def _plain(value: Any) -> Any:
    value = resolve1(value)
    if isinstance(value, PSLiteral):
        return value.name if isinstance(value.name, str) else value.name.decode()
    if isinstance(value, PSKeyword):
        return value.name.decode() if isinstance(value.name, bytes) else value.name
    return value
