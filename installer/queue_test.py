"""A packed program prints on queues that keep what they are sent: a practice label as a page, a label as ZPL.

What arrives must be the label that the source draws, its codes readable; the ZPL the same to the byte.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

__all__ = ["QUEUE", "is_the_label", "print_on_a_queue", "zpl_on_a_queue"]

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
    from cups_support import private_cups, with_driver  # found by the path above

    with tempfile.TemporaryDirectory() as folder, private_cups(Path(folder)) as cups:
        cups.add_queue(QUEUE, with_driver(cups.folder / "labels.ppd", paper=_sizes(_drawn())[0]))
        smoke(cups.environment["CUPS_SERVER"])
        return is_the_label(*cups.printed(QUEUE))


def is_the_label(pdf: bytes) -> str:
    """Compare what arrived with the label that the source draws: as many pages, as large to a point, the same codes.

    Raises:
        ValueError: it is something else.
    """
    from ldn_calc.printing.verify import read_codes

    drawn = _drawn()
    arrived, expected = _sizes(pdf), _sizes(drawn)
    same = len(arrived) == len(expected) and all(
        abs(one - other) <= 1 for pair in zip(arrived, expected, strict=True) for one, other in zip(*pair, strict=True)
    )
    codes, drawn_codes = read_codes(pdf, _DOTS), read_codes(drawn, _DOTS)
    if not same or codes != drawn_codes or not any(codes):
        raise ValueError(f"the queue got pages of {arrived} points with the codes {codes}, not {expected} with {drawn_codes}")
    return f"{len(codes)} label{'s' if len(codes) > 1 else ''} on the queue, at true size, the codes read"


def zpl_on_a_queue(packed: Callable[[str], object], source: Callable[[str], object]) -> str:
    """Let the program print labels on a raw queue, and the source the same ones; compare them.

    Args:
        packed: prints on QUEUE, with CUPS_SERVER as it is given.
        source: prints the same from the source.

    Returns:
        What was found, in words.

    Raises:
        ValueError: what arrived from the program is not what arrived from the source.
    """
    from cups_support import private_cups

    arrived = []
    for prints in (packed, source):
        with tempfile.TemporaryDirectory() as folder, private_cups(Path(folder)) as cups:
            cups.add_raw_queue(QUEUE)
            prints(cups.environment["CUPS_SERVER"])
            arrived.append(cups.handed(1))
    one, other = arrived
    if one != other or not one.startswith(b"^XA"):
        raise ValueError(f"the queue got {len(one)} bytes of ZPL, not the {len(other)} of the source")
    return f"{one.count(b'^XA')} labels as ZPL on the queue, to the byte those of the source"


def _drawn() -> bytes:
    from ui.shell.smoke import practice_label

    return practice_label()


def _sizes(pdf: bytes) -> list[tuple[float, float]]:
    from ldn_calc.printing.pages import open_pages

    with open_pages(pdf) as pages:
        return [pages.size_points(number) for number in range(pages.count)]
