"""A square DataMatrix, drawn as vector boxes: it reads at every resolution, and two neighbours leave no gap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import zxingcpp

from ldn_calc.documents.fonts import PaperCanvas

__all__ = ["DataMatrix", "data_matrix", "draw_code"]


@dataclass(frozen=True, slots=True)
class DataMatrix:
    """A code's dark runs: `runs` are row from the top, first module, and length; `modules` on each side, no quiet zone."""

    modules: int
    runs: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=64)
def data_matrix(text: str) -> DataMatrix:
    """Encode text; the same square symbol for the same text."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    dots: Any = memoryview(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type] # it is one
    modules: int = dots.shape[0]
    runs: list[tuple[int, int, int]] = []
    for row in range(modules):
        at = 0
        for dark, group in groupby(dots[row, column] == 0 for column in range(modules)):
            length = len(list(group))
            if dark:
                runs.append((row, at, length))
            at += length
    return DataMatrix(modules, tuple(runs))


def draw_code(canvas: PaperCanvas, code: DataMatrix, left: float, top: float, module: float) -> None:
    """Draw the code in black; `left` and `top` of its upper left corner and the side of a `module` in points."""
    path = canvas.beginPath()
    for row, first, length in code.runs:
        path.rect(left + first * module, top - (row + 1) * module, length * module, module)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
