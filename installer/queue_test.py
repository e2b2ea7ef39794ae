"""A practice label from a packed program to a CUPS queue that keeps PDF: what arrives must be the label, its codes readable."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

__all__ = ["QUEUE", "print_on_a_queue"]

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
QUEUE = "Labels"
_DOTS = 300
"""Per inch, of the queue's printer."""


def print_on_a_queue(smoke: Callable[[str], object]) -> str:
    """Start a printing system of its own with one queue, let the program print on it, read what arrived.

    Args:
        smoke: runs the program's self-test with `--printer QUEUE`, with CUPS_SERVER as it is given.

    Returns:
        What was found, in words.

    Raises:
        ValueError: what arrived is not the label.
    """
    from cups_support import private_cups, with_driver  # noqa: PLC0415  (found by the path above)

    with tempfile.TemporaryDirectory() as folder, private_cups(Path(folder)) as cups:
        cups.add_queue(QUEUE, with_driver(cups.folder / "labels.ppd"))
        smoke(cups.environment["CUPS_SERVER"])
        return is_the_label(*cups.printed(QUEUE))


def is_the_label(pdf: bytes) -> str:
    """Compare what arrived with the label that the source draws: as many pages, as large to a point, the same codes.

    Raises:
        ValueError: it is something else.
    """
    from ldn_calc.printing.verify import read_codes  # noqa: PLC0415
    from ui.smoke import practice_label  # noqa: PLC0415

    drawn = practice_label()
    arrived, expected = _sizes(pdf), _sizes(drawn)
    same = len(arrived) == len(expected) and all(
        abs(one - other) <= 1 for pair in zip(arrived, expected, strict=True) for one, other in zip(*pair, strict=True)
    )
    codes, drawn_codes = read_codes(pdf, _DOTS), read_codes(drawn, _DOTS)
    if not same or codes != drawn_codes or not any(codes):
        raise ValueError(f"the queue got pages of {arrived} points with the codes {codes}, not {expected} with {drawn_codes}")
    return f"{len(codes)} label{'s' if len(codes) > 1 else ''} on the queue, the codes read"


def _sizes(pdf: bytes) -> list[tuple[float, float]]:
    from ldn_calc.printing.pages import open_pages  # noqa: PLC0415

    with open_pages(pdf) as pages:
        return [pages.size_points(number) for number in range(pages.count)]
