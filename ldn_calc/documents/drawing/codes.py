"""Square codes of a paper, drawn as vector boxes: they read at every resolution, and two neighbours leave no gap.

The same words stand in a DataMatrix, small enough for every label, and in a QR code, which every telephone reads: number, lot and
last day of use, nothing of a patient.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import ceil, floor
from typing import Any, Final

import zxingcpp

from ldn_calc.documents.drawing.fonts import PaperCanvas

__all__ = ["Code", "CodeKind", "code_of", "draw_code", "quiet_zone"]

_EXACT: Final = 1e-6
_DARK, _LIGHT = b"\x00", b"\xff"


class CodeKind(StrEnum):
    """What reads it."""

    DATA_MATRIX = "DataMatrix"
    QR = "QRCode"


_QUIET: Final = {CodeKind.DATA_MATRIX: 1, CodeKind.QR: 4}
_COARSEST_DOT: Final = 72 / 203.2


def quiet_zone(kind: CodeKind, module: float) -> float:
    """What stays white on each side, in points, for modules of so many points.

    As many modules as the code's standard asks (ISO/IEC 16022: 1; ISO/IEC 18004: 4), and one dot of the coarsest printer, by which
    a code may move to stand on whole dots.
    """
    return _QUIET[kind] * module + _COARSEST_DOT


@dataclass(frozen=True, slots=True)
class Code:
    """A code's dark runs.

    Attributes:
        kind: what reads it.
        modules: on each side, without the quiet zone.
        runs: row from the top, first module, and length.
        boxes: the runs as PDF boxes in whole modules, x to the right and y up from the upper left corner.
    """

    kind: CodeKind
    modules: int
    runs: tuple[tuple[int, int, int], ...]
    boxes: str


@lru_cache(maxsize=64)
def code_of(text: str, kind: CodeKind) -> Code:
    """Encode text; the same square symbol for the same text."""
    if kind is CodeKind.QR:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    else:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    dots: Any = memoryview(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type] # it is one
    modules: int = dots.shape[0]
    picture = dots.tobytes()
    runs: list[tuple[int, int, int]] = []
    for row in range(modules):
        end, stop = row * modules, (row + 1) * modules
        while (first := picture.find(_DARK, end, stop)) >= 0:
            end = picture.find(_LIGHT, first, stop)
            end = stop if end < 0 else end
            runs.append((row, first - row * modules, end - first))
    boxes = " ".join([f"{first} {-row - 1} {length} 1 re" for row, first, length in runs])
    return Code(kind, modules, tuple(runs), boxes)


def draw_code(canvas: PaperCanvas, code: Code, left: float, top: float, module: float) -> None:
    """Draw the code in black, marked with its kind, so that whoever prints the page knows which codes must be read on it.

    On a canvas for a printer of known resolution a module is a whole number of its dots, never more than asked for, and the code
    begins on one: it never goes over its place to the right or below, and less than a dot to the left or above.

    Args:
        canvas: in points.
        code: what is drawn.
        left: of its upper left corner.
        top: of its upper left corner.
        module: the side of a module.
    """
    across, down = module, module
    if canvas.dots_per_inch is not None:
        left, top, across, down = _on_dots(canvas, canvas.dots_per_inch, code.modules, left, top, module)
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.transform(across, 0, 0, down, left, top)
    canvas.addLiteral(f"/{code.kind} BMC {code.boxes} f EMC")
    canvas.restoreState()


def _on_dots(
    canvas: PaperCanvas, per_inch: float, modules: int, left: float, top: float, module: float
) -> tuple[float, float, float, float]:
    """Corner and module moved to whole dots of a page that is drawn as so many whole dots; as they are on a scaled copy."""
    x, y = canvas.absolutePosition(left, top)
    unit = canvas.absolutePosition(left + 1, top)[0] - x
    if abs(unit - 1) > _EXACT:
        return left, top, module, module
    width, height = canvas.page_size
    dot_across, dot_down = (side / ceil(side * per_inch / 72 - _EXACT) for side in (width, height))
    dots = max(1, floor(module / max(dot_across, dot_down) + _EXACT))
    from_left = _whole_dots(x, modules * module, dot_across, modules * dots)
    from_top = _whole_dots(height - y, modules * module, dot_down, modules * dots)
    return left + from_left * dot_across - x, top + (height - from_top * dot_down) - y, dots * dot_across, dots * dot_down


def _whole_dots(start: float, length: float, dot: float, dots: int) -> int:
    """Where a code of so many dots begins in a place of this length: the first dot inside it, or one before that to end in it."""
    return min(ceil(start / dot - _EXACT), floor((start + length) / dot + _EXACT) - dots)
