"""The program's icon in every size, drawn from resources/icons/ldn-calc.svg with Qt: PNG files, and one .ico for Windows.

.venv/bin/python installer/icons.py      (after a change of the drawing; what it writes is committed)
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

__all__ = ["SIZES", "drawn", "ico", "png"]

ROOT = Path(__file__).resolve().parents[1]
DRAWING = ROOT / "resources" / "icons" / "ldn-calc.svg"
FOLDER = ROOT / "installer" / "icon"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> QImage:
    """The icon as a picture of `size` dots."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def png(picture: QImage) -> bytes:
    """The bytes of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(content.data())


def ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """A Windows icon that holds PNG pictures (Windows Vista and later): a head, 16 bytes a picture, the pictures."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    rows, contents = b"", b""
    for size, content in pictures:
        side = size % 256  # 0 means 256
        rows += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), place + len(contents))
        contents += content
    return head + rows + contents


def main() -> None:
    """Draw all of them."""
    app = QGuiApplication([])
    FOLDER.mkdir(exist_ok=True)
    pictures = [(size, png(drawn(size))) for size in SIZES]
    for size, content in pictures:
        (FOLDER / f"ldn-calc-{size}.png").write_bytes(content)
    (FOLDER / "ldn-calc.ico").write_bytes(ico(pictures))
    del app


if __name__ == "__main__":
    main()
