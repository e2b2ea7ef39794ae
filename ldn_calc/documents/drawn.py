"""What was really drawn on a paper, read back from the canvas: runs joined to lines, lines to paragraphs.

Checks of a finished paper stand on this and on nothing that led to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

__all__ = ["Drawn", "Line", "Paragraph", "lines_of", "paragraphs_of"]

_SAME: Final = 0.6
_LEAD: Final = 1.75
_INDENT: Final = 30.0


class Drawn(NamedTuple):
    """One run of text as it was drawn, in points of the page from its lower left corner.

    Attributes:
        part: which label it belongs to, counted over the document; 0 outside of labels.
    """

    page: int
    part: int
    x: float
    end: float
    baseline: float
    size: float
    text: str


@dataclass(slots=True)
class Line:
    """Runs that follow one another without a gap on one baseline."""

    page: int
    part: int
    x: float
    end: float
    baseline: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that were drawn one under the other from the same left edge.

    Attributes:
        text: with line ends where the lines end, no-break spaces made plain.
    """

    page: int
    part: int
    size: float
    text: str


def lines_of(drawn: Iterable[Drawn]) -> list[Line]:
    """Runs as lines, in the order in which they were drawn."""
    lines: list[Line] = []
    for run in drawn:
        last = lines[-1] if lines else None
        if (
            last is not None
            and (last.page, last.part) == (run.page, run.part)
            and abs(last.baseline - run.baseline) < _SAME
            and abs(last.end - run.x) < _SAME
        ):
            last.text += run.text
            last.end = run.end
        else:
            lines.append(Line(run.page, run.part, run.x, run.end, run.baseline, run.size, run.text))
    return lines


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Lines as paragraphs; a first line that hangs out or in belongs to the rest."""
    found: list[Paragraph] = []
    texts: list[str] = []
    first: Line | None = None
    last: Line | None = None
    for line in lines:
        if first is None or last is None or not _follows(last, line):
            if first is not None:
                found.append(_paragraph(first, texts))
            first, texts = line, []
        texts.append(line.text)
        last = line
    if first is not None:
        found.append(_paragraph(first, texts))
    return found


def _follows(last: Line, line: Line) -> bool:
    down = last.baseline - line.baseline
    return (
        (last.page, last.part) == (line.page, line.part)
        and abs(last.size - line.size) < _SAME < down < _LEAD * line.size
        and abs(last.x - line.x) < _INDENT
    )


def _paragraph(first: Line, texts: Sequence[str]) -> Paragraph:
    return Paragraph(first.page, first.part, first.size, "\n".join(texts).replace("\u00a0", " "))
