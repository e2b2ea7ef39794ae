"""A typeface as it is put into a PDF, made once for the same letters and kept.

ReportLab cuts, packs and compresses the same subset again for every document, which is most of the time of a label. Here what
it makes for a face and its letters is kept as finished bytes; a PDF comes out as it would without.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFObject
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, TTFont

__all__ = ["EmbeddedFont", "Finished", "Information", "text_string"]

_PLAIN: Final = re.compile(r"[ -~]*")
_NO_DAY: Final = datetime(2000, 1, 1)
_KEPT: Final = 64
"""Subsets that are kept: of one pharmacy's papers there are a handful."""
_BLOCK: Final = 100
"""Entries of one list of a ToUnicode map, as its standard allows."""


class Finished(PDFObject):  # type: ignore[misc] # ReportLab has no types
    """An object of a PDF whose bytes are known but for its references, which stand in it by name, each once as `%s`."""

    __RefOnly__ = 1

    def __init__(self, content: bytes, references: Sequence[PDFObject] = ()) -> None:
        self._content, self._references = content, references

    def format(self, document: Any) -> bytes:
        """Its bytes with the numbers that this document gave to what it refers to."""
        if not self._references:
            return self._content
        return self._content % tuple(document.Reference(each).format(document) for each in self._references)


def _stream(content: bytes, more: bytes = b"", level: int = 6) -> bytes:
    """A compressed stream object; `more` stands in its dictionary."""
    packed = zlib.compress(content, level)
    return b"<</Filter/FlateDecode/Length %d%b>>\nstream\n%b\nendstream\n" % (len(packed), more, packed)


class Information(PDFObject):  # type: ignore[misc]
    """What a document says of itself: what kind of paper it is, with what it belongs together, and when it was made."""

    def __init__(self, title: str, keywords: str, at: datetime | None) -> None:
        self.title, self._keywords = title, keywords
        self._moment = f"D:{at or _NO_DAY:%Y%m%d%H%M%S}"
        self.invariant = 1

    def digest(self, signature: Any) -> None:
        """Add to what the document is known by."""
        signature.update(f"{self.title} {self._keywords} {self._moment}".encode())

    def format(self, _document: Any) -> bytes:
        """Its bytes."""
        title = text_string(self.title)
        return (
            f"<</Title{title}/Subject{title}/Author(LDN Calc)/Creator(LDN Calc)/Producer(LDN Calc, ReportLab)/Trapped/False"
            f"/Keywords{text_string(self._keywords)}/CreationDate({self._moment})/ModDate({self._moment})>>"
        ).encode("ascii")


@lru_cache(maxsize=1024)
def text_string(text: str) -> str:
    """A text as a PDF has it, in ASCII.

    >>> text_string("1.5 mL"), text_string("Núñez")
    ('(1.5 mL)', '<FEFF004E00FA00F10065007A>')
    """
    text = text.replace("\u00a0", " ")
    if _PLAIN.fullmatch(text):
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


@dataclass(frozen=True, slots=True)
class _Subset:
    """A subset as finished bytes; `font` and `descriptor` lack their references."""

    file: bytes
    letters: bytes
    descriptor: bytes
    font: bytes


class EmbeddedFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose subsets are made once."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Give a document, which is about to be written, the subsets whose letters it used."""
        state = self.state[doc]
        state.frozen = 1
        fonts = doc.idToObject["BasicFonts"].dict
        for number, letters in enumerate(state.subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            made = _subset(self, number, tuple(letters))
            descriptor = Finished(made.descriptor, [Finished(made.file)])
            font = Finished(made.font.replace(b"%n", name.encode()), [Finished(made.letters), descriptor])
            doc.Reference(font, name)
            fonts[name] = font
        del self.state[doc]


@lru_cache(maxsize=_KEPT)
def _subset(font: EmbeddedFont, number: int, letters: tuple[int, ...]) -> _Subset:
    face = font.face
    name: bytes = SUBSETN(number) + b"+" + face.name
    file: bytes = face.makeSubset(list(letters))
    widths = PDFArray([face.getCharWidth(letter) for letter in letters]).format(None)
    box = PDFArray(face.bbox).format(None)
    flags = (face.flags & ~FF_NONSYMBOLIC) | FF_SYMBOLIC
    plain = PDFName(name.decode("ascii")).encode("ascii")
    descriptor = (
        b"<</Type/FontDescriptor/FontName%b/Flags %d/FontBBox%b/Ascent %b/Descent %b/CapHeight %b/ItalicAngle %b/StemV %b"
        b"/MissingWidth %b/FontFile2 %%s>>"
    ) % (
        plain,
        flags,
        box,
        *(_number(each) for each in (face.ascent, face.descent, face.capHeight, face.italicAngle, face.stemV, face.defaultWidth)),
    )
    entry = b"<</Type/Font/Subtype/TrueType/BaseFont%b/Name/%%n/FirstChar 0/LastChar %d/Widths%b/ToUnicode %%s/FontDescriptor %%s>>"
    return _Subset(
        _stream(file, b"/Length1 %d" % len(file)),
        _stream(_to_unicode(name.decode("ascii"), letters).encode("ascii")),
        descriptor,
        entry % (plain, len(letters) - 1, widths),
    )


def _number(value: float) -> bytes:
    return f"{value:.6g}".encode("ascii")


def _to_unicode(name: str, letters: Sequence[int]) -> str:
    """What each code of the subset means; codes that stand for no letter are left out."""
    entries = [f"<{code:02X}> <{letter:04X}>" for code, letter in enumerate(letters) if letter]
    blocks = (entries[first : first + _BLOCK] for first in range(0, len(entries), _BLOCK))
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *_listed(blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _listed(blocks: Iterable[Sequence[str]]) -> Iterable[str]:
    for block in blocks:
        yield f"{len(block)} beginbfchar"
        yield from block
        yield "endbfchar"
