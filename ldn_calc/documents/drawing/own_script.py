"""A name in its own script: Hebrew, Arabic, Thai, Armenian, Chinese, Japanese and Korean letters, shaped and placed glyph by glyph.

A face is loaded when a name needs it, and only then. HarfBuzz joins, stacks and orders the letters; each glyph is drawn where it
says, with the letters that it stands for, and the whole name as the PDF's actual text. One name is of one script: what is mixed,
what no face has, and digits or controls between letters that run from right to left, are refused.

>>> face_of("\u05d3\u05d5\u05d3"), face_of("\u5468\u7f8e\u73b2"), face_of("Ruth")
('hebrew', 'chinese-often', '')
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from io import BytesIO
from typing import Any, Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ldn_calc.documents.drawing import SHAPER
from ldn_calc.documents.drawing.drawn import Drawn
from ldn_calc.documents.drawing.fonts import PaperCanvas, checked
from ldn_calc.documents.values.errors import MissingGlyph
from ldn_calc.resources import read_bytes

__all__ = ["Shaped", "draw_shaped", "drawable", "face_of", "shaped"]


class _Script(NamedTuple):
    """The faces of one script, of which the first that has a letter draws it, and the direction in which it runs."""

    faces: tuple[str, ...]
    first: int
    last: int
    harfbuzz: str
    right_to_left: bool = False


_HAN: Final = ("chinese-often", "chinese-seldom", "chinese-traditional", "japanese")
_SCRIPTS: Final = (
    _Script(("hebrew",), 0x0590, 0x05FF, "Hebr", right_to_left=True),
    _Script(("arabic",), 0x0600, 0x06FF, "Arab", right_to_left=True),
    _Script(("thai",), 0x0E00, 0x0E7F, "Thai"),
    _Script(("armenian",), 0x0530, 0x058F, "Armn"),
    _Script(_HAN, 0x3000, 0x30FF, "Kana"),
    _Script(_HAN, 0x4E00, 0x9FFF, "Hani"),
    _Script(("korean",), 0xAC00, 0xD7A3, "Hang"),
)
_BETWEEN: Final = frozenset(" \u00a0-'.\u2019\u00b7")
"""What may stand between two parts of a name of any script."""
_PRIVATE: Final = 0xF0000
_NOTHING: Final = "\u200b"
"""What a glyph stands for whose letters another glyph has said: a mark over them."""


class _Glyph(NamedTuple):
    """One glyph of a face where it stands, in shares of the type size, and the letters it stands for."""

    face: str
    glyph: int
    x: float
    y: float
    letters: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """A name as glyphs from left to right; `width` at one point."""

    text: str
    width: float
    glyphs: tuple[_Glyph, ...]


def face_of(text: str) -> str:
    """The first face that a text needs; empty where it holds no letter of these scripts."""
    return next((script.faces[0] for each in text if (script := _script_of(each)) is not None), "")


@lru_cache(maxsize=256)
def shaped(text: str) -> Shaped:
    """A name's glyphs and width.

    Raises:
        MissingGlyph: a character that no face has, of another script than the first, or that must not stand there.
    """
    text = unicodedata.normalize("NFC", text).strip()
    script = next((found for each in text if (found := _script_of(each)) is not None), None)
    if script is None:
        raise MissingGlyph(text[0] if text else " ", text)
    runs: list[tuple[str, str]] = []
    for character in text:
        face = _face_for(character, script, text, runs[-1][0] if runs else script.faces[0])
        if runs and runs[-1][0] == face:
            runs[-1] = face, runs[-1][1] + character
        else:
            runs.append((face, character))
    glyphs: list[_Glyph] = []
    width = 0.0
    for face, part in runs:
        for glyph, advance in _placed(face, part, script, text):
            glyphs.append(glyph._replace(x=glyph.x + width))
            width += advance
    return Shaped(text, width, tuple(glyphs))


def drawable(text: str) -> str:
    """A name as it can be printed, in the letters of the papers' typeface (Greek and Cyrillic are) or of a script of their own.

    Raises:
        MissingGlyph: it cannot.
    """
    return shaped(text).text if face_of(text) else checked(text)


def draw_shaped(canvas: PaperCanvas, name: Shaped, x: float, baseline: float, size: float) -> None:
    """Draw a name from x, and remember it among what the canvas drew."""
    document, code = canvas._doc, canvas._code  # ReportLab has no other door
    actual = ("\ufeff" + name.text).encode("utf-16-be").hex().upper()
    code.append(f"/Span <</ActualText <{actual}>>> BDC BT")
    for glyph in name.glyphs:
        font = _font(glyph.face)
        ((subset, coded),) = font.splitString(font.letter(glyph.glyph, glyph.letters), document)
        place = f"1 0 0 1 {x + glyph.x * size:.3f} {baseline + glyph.y * size:.3f} Tm"
        code.append(f"{font.getSubsetInternalName(subset, document)} {size:.2f} Tf {place} <{coded.hex()}> Tj")
    code.append("ET EMC")
    left, low = canvas.absolutePosition(x, baseline)
    right, _ = canvas.absolutePosition(x + name.width * size, baseline)
    of_size = size * (right - left) / (name.width * size)
    canvas.drawn.append(Drawn(canvas.getPageNumber(), canvas.part, left, right, low, of_size, name.text))


def _script_of(character: str) -> _Script | None:
    return next((each for each in _SCRIPTS if each.first <= ord(character) <= each.last), None)


def _face_for(character: str, script: _Script, text: str, last: str) -> str:
    """The face that draws a character of this name.

    Raises:
        MissingGlyph: none does, or it belongs to another script.
    """
    if character in _BETWEEN:
        faces: Sequence[str] = (last, *script.faces)
    else:
        own = _script_of(character)
        if own is None or own.faces != script.faces or unicodedata.category(character) in {"Nd", "Cf", "Cc"}:
            raise MissingGlyph(character, text)
        faces = script.faces
    for face in faces:
        if ord(character) in _font(face).known:
            return face
    raise MissingGlyph(character, text)


def _placed(face: str, part: str, script: _Script, text: str) -> Iterator[tuple[_Glyph, float]]:
    """Each glyph of a part and how far it moves the next one.

    Raises:
        MissingGlyph: shaping leaves a letter without a glyph, or a mark without the letter that bears it.
    """
    font, shaper = _font(face), _shaper()
    buffer = shaper.Buffer()
    buffer.add_str(part)
    buffer.direction = "rtl" if script.right_to_left else "ltr"
    buffer.script = script.harfbuzz
    buffer.cluster_level = shaper.BufferClusterLevel.MONOTONE_GRAPHEMES
    shaper.shape(font.harfbuzz, buffer)
    scale = 1 / font.units
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(part)], strict=True))
    said: set[int] = set()
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        letters = part[info.cluster : ends[info.cluster]]
        if info.codepoint in {0, font.dotted} or unicodedata.category(letters[0]).startswith("M"):
            raise MissingGlyph(letters[0], text)
        glyph = _Glyph(face, info.codepoint, position.x_offset * scale, position.y_offset * scale, letters)
        yield glyph if info.cluster not in said else glyph._replace(letters=_NOTHING), position.x_advance * scale
        said.add(info.cluster)


class _Face(TTFont):  # type: ignore[misc] # ReportLab has no types
    """A face whose glyphs are asked for by their number: each gets a private letter, and says in the PDF what it stands for."""

    def __init__(self, key: str) -> None:
        data = read_bytes(f"fonts/names/{key}.ttf")
        super().__init__(f"LdnNames-{key}", BytesIO(data), asciiReadable=False)
        self._data = data
        self.known = frozenset(code for code, glyph in self.face.charToGlyph.items() if glyph)
        self.dotted: int = self.face.charToGlyph.get(0x25CC, -1)
        self.units: int = self.face.unitsPerEm
        self._letters: dict[tuple[int, str], str] = {}
        self._says: dict[int, str] = {}

    @property
    @cache  # noqa: B019 # one face of a kind lives as long as the program
    def harfbuzz(self) -> Any:
        """The face for shaping."""
        shaper = _shaper()
        return shaper.Font(shaper.Face(self._data))

    def letter(self, glyph: int, says: str) -> str:
        """The private letter that draws a glyph which stands for these letters."""
        if (glyph, says) not in self._letters:
            code = _PRIVATE + len(self._letters)
            self.face.charToGlyph[code] = glyph
            advance = self.harfbuzz.get_glyph_h_advance(glyph)
            self.face.charWidths[code] = advance * 1000 / self.units
            self._letters[glyph, says] = chr(code)
            self._says[code] = says
        return self._letters[glyph, says]

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """The font's objects, its letters told as what they stand for."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        before = set(doc.idToObject)
        super().addObjects(doc)
        added = [name for name in doc.idToObject if name not in before and name.startswith("toUnicodeCMap:")]
        for name, subset in zip(added, subsets, strict=True):
            says = {number: self._says[code] for number, code in enumerate(subset) if code in self._says}
            doc.idToObject[name].content = _to_unicode(name.partition(":")[2], says)


@cache
def _shaper() -> Any:
    """HarfBuzz, loaded now: ReportLab was told that there is none."""
    if sys.modules.get(SHAPER) is None:
        sys.modules.pop(SHAPER, None)
    return import_module(SHAPER)


def _to_unicode(name: str, says: dict[int, str]) -> str:
    rows = [f"<{number:02X}> <{letters.encode('utf-16-be').hex().upper()}>" for number, letters in says.items()]
    blocks = [rows[first : first + 100] for first in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def _font(key: str) -> _Face:
    face = _Face(key)
    pdfmetrics.registerFont(face)
    return face
