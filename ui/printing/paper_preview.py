"""Pages of a paper on the desk: white sheets as wide as there is room, exactly as they will print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import roles_of

__all__ = ["PaperPreview", "ShownPage"]

_GAP: Final = 12
_RADIUS: Final = 6
_LARGEST: Final = 1.5
"""Times true size that a page is shown at most."""
_POINTS_PER_INCH: Final = 72
_FADED: Final = 0.45


@dataclass(frozen=True, slots=True)
class ShownPage:
    """One page as dots.

    Attributes:
        width_points: of the paper.
        height_points: of the paper.
        image: its dots, for whatever scale they were made.
        owner: what the dots' memory belongs to.
    """

    width_points: float
    height_points: float
    image: QImage
    owner: Any


class PaperPreview(QWidget):
    """Shows pages one under the other; never inverted, less white in the dark, faded when the plan is stale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperPreview")
        self._pages: tuple[ShownPage, ...] = ()
        self._faded = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_pages(self, pages: Sequence[ShownPage], words: str) -> None:
        """Show these pages; `words` say what they are."""
        self._pages = tuple(pages)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_faded(self, faded: bool) -> None:
        """Show that the pages are an earlier plan's."""
        if faded != self._faded:
            self._faded = faded
            self.update()

    def scale_for(self, room: int) -> Callable[[float], float]:
        """Logical pixels to a point for a page of some width, in so many pixels; touches no widget when it is called."""
        largest = _LARGEST * self.logicalDpiX() / _POINTS_PER_INCH
        return lambda width_points: min(room / width_points, largest) if width_points else largest

    def scale(self, width_points: float, room: int) -> float:
        """Logical pixels to a point for a page of that width in so many pixels."""
        return self.scale_for(room)(width_points)

    def percent_of_true_size(self) -> int | None:
        """How large the first page is shown, or None without pages."""
        if not self._pages:
            return None
        shown = self.scale(self._pages[0].width_points, self.width())
        return round(100 * shown * _POINTS_PER_INCH / self.logicalDpiX())

    def sizeHint(self) -> QSize:
        """As tall as the pages at the width of now."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        """Any width."""
        return QSize(160, 0)

    def heightForWidth(self, width: int) -> int:
        """The height of all pages fitted to `width`."""
        heights = [round(page.height_points * self.scale(page.width_points, width)) for page in self._pages]
        return sum(heights) + _GAP * max(0, len(heights) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, dots and edge of each page that is in sight."""
        roles = roles_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        top = 0.0
        for page in self._pages:
            scale = self.scale(page.width_points, self.width())
            box = QRectF(0, top, page.width_points * scale, round(page.height_points * scale))
            if box.intersects(QRectF(event.rect())):
                _paint_page(painter, page, box, roles.paper, roles.control, _FADED if self._faded else 1.0)
            top += box.height() + _GAP
        painter.end()


def _paint_page(painter: QPainter, page: ShownPage, box: QRectF, paper: str, edge: str, opacity: float) -> None:
    path = QPainterPath()
    path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.fillPath(path, QColor(paper))
    painter.save()
    painter.setClipPath(path)
    painter.setOpacity(opacity)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.drawImage(box, page.image, QRectF(page.image.rect()))
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(edge), 1))
    painter.drawPath(path)
