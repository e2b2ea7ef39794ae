"""Pages as ZPL: each page is one picture, dot for dot what the preview shows.

Nothing of a label's text is ever ZPL text, so that `^` and `~` in a name are two shapes like any other and no printer font can
change what is read. The picture is `^GFA` with ZPL's own letters for runs (ZPL II Programming Guide, ^GF and alternative data
compression): G to Y repeat the next digit 1 to 19 times, g to z 20 to 400 times, `,` fills the row with white, `!` with black,
`:` repeats the row above. A `,` or `!` stands only after whole bytes, and one ^GF holds at most 99,999 of them, so that a large
label is several fields one under the other; many printers take more, the manual does not promise it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ldn_calc.printing.pages import Dots, Pages, open_pages
from ldn_calc.printing.resolutions import DOTS_PER_INCH
from ldn_calc.printing.verify import black_and_white

__all__ = ["black_rows", "page_dots", "zpl_job", "zpl_label"]

_POINTS_PER_INCH: Final = 72.0
_TO_BLACK: Final = [255 - grey for grey in range(256)]
_MOST_BYTES: Final = 99_999
_RUN: Final = re.compile(r"(.)\1{2,}")
"""Three digits alike or more: two are as short as they are."""


def zpl_job(pdf: bytes, resolution: int, copies: int = 1) -> bytes:
    """All pages, the whole set once for every copy.

    Args:
        pdf: the finished paper, pages of the label's own size.
        resolution: of the printer: 203, 300 or 600 dots per inch.
        copies: how many sets.
    """
    with open_pages(pdf) as pages:
        labels = [zpl_label(page_dots(pages, number, resolution)) for number in range(pages.count)]
    return b"".join(labels) * copies


def page_dots(pages: Pages, number: int, resolution: int) -> Dots:
    """A page as the printer's own dots."""
    return pages.render(number, DOTS_PER_INCH[resolution] / _POINTS_PER_INCH)


def zpl_label(dots: Dots) -> bytes:
    """One label: its width and length, the picture from the upper left corner, printed once."""
    rows, width = black_rows(dots), (dots.width + 7) // 8
    high = _MOST_BYTES // width
    fields = "".join(_field(rows[top * width : (top + high) * width], width, top) for top in range(0, dots.height, high))
    return f"^XA^PW{dots.width}^LL{dots.height}^LH0,0^LS0^PON{fields}^PQ1^XZ\n".encode("ascii")


def _field(rows: bytes, width: int, top: int) -> str:
    """Rows of `width` bytes as one graphic field, `top` dots under the label's upper edge."""
    return f"^FO0,{top}^GFA,{len(rows)},{len(rows)},{width},{_compressed(rows, width)}^FS"


def black_rows(dots: Dots) -> bytes:
    """One bit a dot, 1 for black, each row filled up to whole bytes with white."""
    return black_and_white(dots).point(_TO_BLACK, mode="1").tobytes()


def _compressed(rows: bytes, width: int) -> str:
    out: list[str] = []
    before = ""
    for start in range(0, len(rows), width):
        row = rows[start : start + width].hex().upper()
        if row == before:
            out.append(":")
            continue
        before = row
        out.append(_row(row))
    return "".join(out)


def _row(row: str) -> str:
    end = {"00": ",", "FF": "!"}.get(row[-2:], "")
    body = row.rstrip(row[-1]) if end else row
    body += row[-1] * (len(body) % 2)
    return _RUN.sub(lambda found: _run(len(found.group()), found.group(1)), body) + end


@cache
def _run(count: int, digit: str) -> str:
    letters = "z" * (count // 400)
    count %= 400
    if count >= 20:
        letters += chr(ord("g") + count // 20 - 1)
        count %= 20
    if count:
        letters += chr(ord("G") + count - 1)
    return letters + digit
