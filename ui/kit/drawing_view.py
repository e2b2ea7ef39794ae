"""Drawings of the dose on the screen: our shapes painted in the theme's colours, as wide as there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Line, Polygon, Rect, Role, Words
from ui.kit.style import Type, font
from ui.kit.theme import Roles, roles_of

__all__ = ["DrawingView", "MakeDrawings", "paint_drawing", "palette_for"]

MakeDrawings = Callable[[float, float], Sequence[Drawing]]
"""Makes the drawings for a width and a size of words, both in logical pixels."""

_GAP: Final = 8
_NARROWEST: Final = 240


def palette_for(roles: Roles, *, stale: bool) -> dict[Role, QColor]:
    """The colour of each role of a drawing; a stale drawing has only greys."""
    ink = roles.muted if stale else roles.text
    accent = roles.muted if stale else roles.accent
    names = {
        Role.OUTLINE: ink,
        Role.MARK: ink,
        Role.LIQUID: roles.line if stale else roles.liquid,
        Role.SEAL: roles.muted,
        Role.ROD: roles.disabled_ground,
        Role.DOSE: accent,
        Role.CAP: roles.line if stale else roles.liquid,
        Role.BODY: roles.surface,
        Role.FLAG: accent,
        Role.FLAG_TEXT: roles.surface if stale else roles.on_accent,
        Role.TEXT: ink,
        Role.MUTED: roles.muted,
    }
    return {role: QColor(name) for role, name in names.items()}


def paint_drawing(painter: QPainter, drawing: Drawing, colours: dict[Role, QColor], base: QFont) -> None:
    """Paint at the painter's origin, one point of the drawing on one logical pixel."""
    for shape in drawing.shapes:
        match shape:
            case Line():
                painter.setPen(_pen(colours[shape.stroke], shape.width))
                painter.drawLine(*_crisp(shape))
            case Rect():
                _fill_and_edge(painter, shape, colours)
                painter.drawRect(QRectF(shape.x, shape.y, shape.across, shape.down))
            case Polygon():
                _fill_and_edge(painter, shape, colours)
                painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape.points]))
            case Words():
                _write(painter, shape, drawing.width, colours, base)


class DrawingView(QWidget):
    """Shows the drawings of the chosen dose, one under the other; its words are its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doseDrawing")
        self._make: MakeDrawings | None = None
        self._drawings: tuple[Drawing, ...] = ()
        self._made: dict[tuple[int, float], tuple[Drawing, ...]] = {}
        self._stale = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_drawings(self, make: MakeDrawings | None, words: str) -> None:
        """Show what `make` makes for the width of now, and again for every other; `words` say what it shows."""
        self._make = make
        self._made.clear()
        self.setAccessibleName(words)
        self._remake()

    def set_stale(self, stale: bool) -> None:
        """Take the colour out of the drawing, or give it back."""
        self._stale = stale
        self.update()

    def sizeHint(self) -> QSize:
        """Tall enough for the drawings at the width of now."""
        return QSize(_NARROWEST, self.heightForWidth(max(self.width(), _NARROWEST)))

    def minimumSizeHint(self) -> QSize:
        """A syringe can be read down to this width."""
        return QSize(_NARROWEST, 0)

    def heightForWidth(self, width: int) -> int:
        """The height of the drawings made for `width`."""
        drawings = self._drawings if width == self.width() else self._made_for(width)
        return ceil(sum(drawing.height for drawing in drawings) + _GAP * max(0, len(drawings) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._remake()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawings in the colours of now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = palette_for(roles_of(self.palette()), stale=self._stale)
        for drawing in self._drawings:
            paint_drawing(painter, drawing, colours, font(Type.CAPTION))
            painter.translate(0, drawing.height + _GAP)
        painter.end()

    def _made_for(self, width: int) -> tuple[Drawing, ...]:
        if self._make is None or width <= 0:
            return ()
        size = float(QFontInfo(font(Type.CAPTION)).pixelSize())
        if (width, size) not in self._made:  # a layout asks for the heights of several widths, again and again
            self._made[width, size] = tuple(self._make(float(width), size))
        return self._made[width, size]

    def _remake(self) -> None:
        self._drawings = self._made_for(self.width())
        self.updateGeometry()
        self.update()


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _crisp(line: Line) -> tuple[QPointF, QPointF]:
    """An upright line of about one pixel stands on the middle of a pixel, so that marks are not blurred."""
    if line.x1 == line.x2:
        x = int(line.x1) + 0.5
        return QPointF(x, line.y1), QPointF(x, line.y2)
    return QPointF(line.x1, line.y1), QPointF(line.x2, line.y2)


def _fill_and_edge(painter: QPainter, shape: Rect | Polygon, colours: dict[Role, QColor]) -> None:
    painter.setBrush(colours[shape.fill] if shape.fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colours[shape.stroke], shape.width) if shape.stroke is not None else Qt.PenStyle.NoPen)


def _write(painter: QPainter, words: Words, room: float, colours: dict[Role, QColor], base: QFont) -> None:
    pieces = []
    for piece in words.runs:
        made = QFont(base)
        made.setPixelSize(round(words.size))
        made.setWeight(QFont.Weight.DemiBold if piece.bold else QFont.Weight.Normal)
        pieces.append((piece.text, made, QFontMetricsF(made).horizontalAdvance(piece.text)))
    width = sum(advance for _, _, advance in pieces)
    start = words.x - {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[words.anchor]
    start = max(words.padding, min(start, room - width - words.padding))
    if words.box is not None:
        top, bottom = words.y - 0.75 * words.size - words.padding / 2, words.y + 0.22 * words.size + words.padding / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours[words.box])
        painter.drawRoundedRect(QRectF(start - words.padding, top, width + 2 * words.padding, bottom - top), 4, 4)
    painter.setPen(colours[words.role])
    for text, made, advance in pieces:
        painter.setFont(made)
        painter.drawText(QPointF(start, words.y), text)
        start += advance
