"""The doses of this fill as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.compound.plan.rows import DoseRow
from ui.compound.plan.sentences import TEXT

__all__ = ["DATES", "DAYS", "DOSE", "TAKE", "DosesModel"]

DAYS: Final = 0
DATES: Final = 1
DOSE: Final = 2
TAKE: Final = 3
_HEADS: Final = (TEXT.days_head, TEXT.dates_head, TEXT.dose_head, TEXT.take_head)

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class DosesModel(QAbstractTableModel):
    """Rows come in by `set_rows`; nothing is edited."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DoseRow, ...] = ()
        self._take_head = _HEADS[TAKE]

    def set_rows(self, rows: Sequence[DoseRow], instrument: str = "") -> None:
        """Show `rows`; `instrument` is the one all of them are taken with, named once in the head."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._take_head = TEXT.take_with.format(instrument=instrument) if instrument else _HEADS[TAKE]
        self.endResetModel()

    def row(self, number: int) -> DoseRow:
        """The row at `number`."""
        return self._rows[number]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Always four."""
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words and their alignment."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self._rows[index.row()]
        return (row.days, row.dates, row.prescribed, row.take)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads aligned as their columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._take_head if section == TAKE else _HEADS[section]
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == DOSE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
