"""The committed pictures of the icon are those that its drawing gives."""

import struct

import icons
import pytest
from PySide6.QtGui import QImage


@pytest.mark.parametrize("size", icons.SIZES)
def test_each_size_is_drawn_from_the_one_drawing(size):
    kept = QImage(str(icons.FOLDER / f"ldn-calc-{size}.png"))
    now = icons.drawn(size)
    assert (kept.width(), kept.height()) == (size, size)
    apart = [
        abs(kept.pixelColor(x, y).getRgb()[part] - now.pixelColor(x, y).getRgb()[part])
        for x in range(size)
        for y in range(size)
        for part in range(4)
    ]
    assert sum(apart) / len(apart) < 2


def test_the_windows_icon_holds_every_size():
    content = (icons.FOLDER / "ldn-calc.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", content)
    assert (reserved, kind, count) == (0, 1, len(icons.SIZES))
    for place, size in enumerate(icons.SIZES):
        side, _, _, _, _, bits, length, start = struct.unpack_from("<BBBBHHII", content, 6 + 16 * place)
        assert (side or 256, bits) == (size, 32)
        assert content[start : start + length] == (icons.FOLDER / f"ldn-calc-{size}.png").read_bytes()
