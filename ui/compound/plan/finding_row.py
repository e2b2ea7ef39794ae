"""One finding over the plan: what is so, what to do, and Settle where a pharmacist may decide."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ldn_calc.order.prescription import Person
from ldn_calc.procedure.printed import PrintedFinding
from ui.compound.plan.sentences import TEXT
from ui.compound.plan.settle_line import SettleLine
from ui.kit.controls import button, link
from ui.kit.icons import IconLabel
from ui.kit.style import Type, set_look
from ui.kit.text import Text

__all__ = ["FindingRow", "SettledRow"]

_ICONS = {"stop": "alert-circle", "review": "alert-triangle"}
_ANSWERS_ONLY = frozenset({"screening-incomplete"})
"""Cleared by answers, never by a reason."""
_GROUNDS = {"stop": "stop", "review": "warn"}


class FindingRow(QFrame):
    """A stop or an open review finding.

    Attributes:
        settled: the decision as a dict of what a `Settlement` holds, without its date.
        grown: the row took another height.
        answer_requested: its questions are to be answered.
    """

    answer_requested = Signal()
    settled = Signal(object)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: PrintedFinding | None = None
        self._settles = True
        self._line: SettleLine | None = None
        self._icon = IconLabel("alert-triangle", "warn", 20)
        self._message = Text(Type.STRONG)
        self._action = Text(Type.CAPTION)
        self._settle = button(TEXT.settle, "finding.settle", look="warn")
        self._settle.clicked.connect(self.open_line)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._message)
        words.addWidget(self._action)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._settle, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self._column.setSpacing(0)
        self._column.addLayout(row)

    @property
    def fingerprint(self) -> str:
        """Of the finding that is shown."""
        return self._finding["fingerprint"] if self._finding else ""

    @property
    def is_review(self) -> bool:
        """Whether a pharmacist may settle what is shown."""
        return self._finding is not None and self._finding["severity"] == "review"

    @property
    def is_open(self) -> bool:
        """Whether somebody is settling it."""
        return self._line is not None

    def show_finding(self, finding: PrintedFinding, name: str, *, settles: bool = True) -> None:
        """Show a finding; words typed to settle it stay, and settle the finding as it is shown now.

        Args:
            finding: a stop, or a review that is open.
            name: its code, with a number where several findings share it.
            settles: whether there is a patient for whom it can be settled.
        """
        if (finding, settles) == (self._finding, self._settles) and self.objectName() == f"finding.{name}":
            return
        self._finding, self._settles = finding, settles
        severity = finding["severity"]
        set_look(self, "ground", _GROUNDS[severity])
        self.setObjectName(f"finding.{name}")
        self.setAccessibleName(TEXT.to_settle if severity == "review" else TEXT.stop)
        self.setAccessibleDescription(f"{finding['message']} {finding['action']}".strip())
        self._icon.set_icon(_ICONS[severity], _GROUNDS[severity])
        self._message.setText(finding["message"])
        self._action.setText(finding["action"])
        self._action.setVisible(bool(finding["action"]))
        self._settle.setObjectName(f"settle.{name}")
        asks = finding["code"] in _ANSWERS_ONLY
        self._settle.setText(TEXT.answer if asks else TEXT.settle)
        self._settle.setAccessibleName((TEXT.answer_finding if asks else TEXT.settle_finding).format(finding=finding["message"]))
        self._settle.setVisible(severity == "review" and settles and self._line is None)
        if severity != "review" or not settles:
            self._close_line()

    def open_line(self) -> None:
        """Open the reason and the name under the finding."""
        if self._finding is None or self._line is not None:
            return
        if self._finding["code"] in _ANSWERS_ONLY:
            self.answer_requested.emit()
            return
        self._line = SettleLine(self._finding["message"], self)
        self._line.settled.connect(self._finish)
        self._line.cancelled.connect(self._cancel)
        self._column.addWidget(self._line)
        self._settle.hide()
        self._line.show()
        self.grown.emit()
        self._line.begin()

    def focus_settle(self) -> None:
        """Put the focus on Settle."""
        self._settle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        self._close_line()
        self._settle.show()
        self.focus_settle()

    def _close_line(self) -> None:
        if self._line is not None:
            self._line.hide()
            self._column.removeWidget(self._line)
            self._line.deleteLater()
            self._line = None
            self.grown.emit()

    def _finish(self, reason: str, by: Person) -> None:
        if self._finding is None:
            return
        found = self._finding
        self._close_line()
        self._settle.show()
        entry = {"code": found["code"], "field": found["field"], "seen": found["fingerprint"], "reason": reason, "by": by}
        self.settled.emit(entry)


class SettledRow(QWidget):
    """A review finding that was settled: one muted line with its reason and who gave it.

    Attributes:
        taken_back: the fingerprint of the finding, to be opened again.
    """

    taken_back = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fingerprint = ""
        self._words = Text(Type.CAPTION, ink="muted")
        self._back = link(TEXT.take_back, "takeBack")
        self._back.clicked.connect(lambda: self.taken_back.emit(self._fingerprint))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("check", "muted", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)

    def show_finding(self, finding: PrintedFinding, name: str) -> None:
        """Show a settled finding; `name` is its code, with a number where several share it."""
        settled = finding["settled"]
        if settled is None:
            return
        self._fingerprint = finding["fingerprint"]
        self.setObjectName(f"settled.{name}")
        self._back.setObjectName(f"takeBack.{name}")
        self._back.setAccessibleName(TEXT.take_back_finding.format(finding=finding["message"]))
        fact = finding["message"].rstrip(".")
        self._words.setText(TEXT.settled.format(fact=fact, reason=settled["reason"].rstrip("."), by=settled["by"]))
        self.setAccessibleName(self._words.text())
