"""PDF to dots: the one renderer, for the preview on the screen and for printers that want pictures."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any

__all__ = ["Dots", "Pages", "open_pages"]


@dataclass(frozen=True, slots=True)
class Dots:
    """A picture of a page.

    Attributes:
        buffer: four bytes a dot, blue, green, red and one unused, rows from the top; valid as long as this object is kept.
        width: in dots.
        height: in dots.
        stride: bytes a row.
    """

    buffer: Any
    width: int
    height: int
    stride: int
    owner: Any
    """What the buffer's memory belongs to."""


class Pages:
    """An open PDF; close it when done, or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped] # only when something is shown or printed

        self._document = pypdfium2.PdfDocument(pdf)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def size_points(self, number: int) -> tuple[float, float]:
        """Width and height of a page, counted from 0, in points of 1/72 inch."""
        size: tuple[float, float] = self._document.get_page_size(number)
        return size

    def render(self, number: int, scale: float) -> Dots:
        """Draw a page, counted from 0, on white with `scale` dots to a point."""
        page = self._document[number]
        try:
            bitmap = page.render(scale=scale, prefer_bgrx=True)
        finally:
            page.close()
        return Dots(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, bitmap)

    def marks(self, number: int) -> list[str]:
        """Names of the marked content of a page, counted from 0: one for each thing that was drawn with a mark."""
        page = self._document[number]
        try:
            return [name for thing in page.get_objects(max_depth=1) for name in _marks_of(thing.raw)]
        finally:
            page.close()

    def keywords(self) -> str:
        """The keywords that the file gives of itself; empty where it gives none."""
        found: str = self._document.get_metadata_value("Keywords")
        return found

    def close(self) -> None:
        """Give the memory back; dots already drawn stay valid."""
        self._document.close()

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_pages(pdf: bytes) -> Pages:
    """Open a finished PDF.

    Raises:
        pypdfium2.PdfiumError: the bytes are no PDF.
    """
    return Pages(pdf)


def _marks_of(thing: Any) -> list[str]:
    import ctypes  # with pypdfium2

    from pypdfium2 import raw  # only when something is shown or printed

    names = []
    for index in range(raw.FPDFPageObj_CountMarks(thing)):
        mark, needed = raw.FPDFPageObj_GetMark(thing, index), ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, None, 0, needed)
        name = (ctypes.c_ushort * (needed.value // 2))()
        raw.FPDFPageObjMark_GetName(mark, name, needed.value, needed)
        names.append(bytes(name).decode("utf-16-le").rstrip("\0"))
    return names
