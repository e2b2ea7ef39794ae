"""What was really drawn on a paper, read back from the canvas: runs joined to lines, lines to paragraphs.

Checks of a finished paper stand on this and on nothing that led to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

__all__ = ["Drawn", "Paragraph", "lines_of", "paragraphs_of"]

_SAME: Final = 0.6
_LEAD: Final = 1.75
_INDENT: Final = 30.0


class Drawn(NamedTuple):
    """One run of text as it was drawn, or a line of runs, in points of the page from its lower left corner.

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


def lines_of(drawn: Iterable[Drawn]) -> list[Drawn]:
    """Runs that follow one another without a gap on one baseline as lines, in the order in which they were drawn."""
    lines: list[Drawn] = []
    for run in drawn:
        last = lines[-1] if lines else None
        if (
            last is not None
            and (last.page, last.part) == (run.page, run.part)
            and abs(last.baseline - run.baseline) < _SAME
            and abs(last.end - run.x) < _SAME
        ):
            lines[-1] = last._replace(end=run.end, text=last.text + run.text)
        else:
            lines.append(run)
    return lines


def paragraphs_of(lines: Sequence[Drawn]) -> list[Paragraph]:
    """Lines as paragraphs; a first line that hangs out or in belongs to the rest."""
    found: list[Paragraph] = []
    texts: list[str] = []
    first: Drawn | None = None
    last: Drawn | None = None
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


def _follows(last: Drawn, line: Drawn) -> bool:
    down = last.baseline - line.baseline
    return (
        (last.page, last.part) == (line.page, line.part)
        and abs(last.size - line.size) < _SAME < down < _LEAD * line.size
        and abs(last.x - line.x) < _INDENT
    )


def _paragraph(first: Drawn, texts: Sequence[str]) -> Paragraph:
    return Paragraph(first.page, first.part, first.size, "\n".join(texts).replace("\u00a0", " "))
