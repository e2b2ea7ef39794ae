"""What never scrolls away: the banner and the findings; many findings scroll in a part of the height."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ldn_calc.procedure.printed import PrintedFinding
from ui.compound.plan.banner import Banner
from ui.compound.plan.finding_row import FindingRow, SettledRow
from ui.compound.plan.sentences import TEXT
from ui.kit.padded_scroll import PaddedScroll

__all__ = ["StatusPanel"]

_MANY: Final = 3
_SHARE_OF_MANY: Final = 0.4
_SHARE_OF_FEW: Final = 0.6


class StatusPanel(PaddedScroll):
    """Banner and findings, as tall as they need, never taller than their share of the column.

    Attributes:
        settle_requested: the decision on a finding as a dict of what a `Settlement` holds, without its date.
        take_back_requested: the fingerprint of a settled finding that is to be opened again.
        answer_requested: the questions of a finding that only answers clear.
    """

    settle_requested = Signal(object)
    take_back_requested = Signal(str)
    answer_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("planStatus", TEXT.state_and_findings, parent)
        self._room, self._alone, self._quiet = 1000, False, False
        self._rows: list[FindingRow] = []
        self._settled: list[SettledRow] = []
        self._settled_count = 0
        self._focus_next = False
        self._settles = True
        self.column.setSpacing(8)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.column.addStretch(1)
        self.content.installEventFilter(self)

    def set_room(self, height: int, *, alone: bool) -> None:
        """How tall the whole column is, and whether nothing else is in it."""
        self._room, self._alone = height, alone
        self._fit()

    def show_findings(self, findings: Sequence[PrintedFinding], *, settles: bool = True) -> None:
        """Show stops, then what is to settle, then what was settled; notes belong elsewhere.

        Without `settles`, as in a calculation without a patient, what is to settle is only said.
        """
        self._settles = settles
        open_ones = [f for f in findings if f["severity"] == "stop"]
        open_ones += [f for f in findings if f["severity"] == "review" and f["settled"] is None]
        self._show_rows(open_ones)
        self._show_settled([f for f in findings if f["severity"] == "review" and f["settled"] is not None])
        if self._focus_next:
            self._focus_next = False
            for row in self._rows:
                if row.is_review:
                    row.focus_settle()
                    break
        self._fit()

    def set_quiet(self, quiet: bool) -> None:
        """Leave the banner alone in sight, as over a stale plan; words typed in a row are kept."""
        if quiet != self._quiet:
            self._quiet = quiet
            for row in (*self._rows, *self._settled[: self._settled_count]):
                row.setVisible(not quiet)
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take another height when the words inside do."""
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return bool(super().eventFilter(watched, event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _show_rows(self, findings: Sequence[PrintedFinding]) -> None:
        """Rows follow their finding: the very one, else the one of its code and number; words being typed stay with it."""
        same = {row.fingerprint: row for row in self._rows}
        left = {row.objectName(): row for row in self._rows}
        there = {found["fingerprint"] for found in findings}
        wanted: list[FindingRow] = []
        for found, name in zip(findings, _names(findings), strict=True):
            row = same.get(found["fingerprint"]) or left.get(f"finding.{name}")
            if row is not None and (row in wanted or (row.fingerprint in there and row.fingerprint != found["fingerprint"])):
                row = None
            if row is not None:
                left = {key: each for key, each in left.items() if each is not row}
            else:
                row = FindingRow(self.content)
                row.settled.connect(self._pass_on)
                row.grown.connect(self._reveal)
                row.answer_requested.connect(self.answer_requested)
            row.show_finding(found, name, settles=self._settles)
            wanted.append(row)
        for row in left.values():
            row.hide()
            self.column.removeWidget(row)
            row.deleteLater()
        if wanted != self._rows:
            for place, row in enumerate(wanted, start=1):
                self.column.removeWidget(row)
                self.column.insertWidget(place, row)
                row.setVisible(not self._quiet)
            self._rows = wanted

    def _show_settled(self, findings: Sequence[PrintedFinding]) -> None:
        self._settled_count = len(findings)
        while len(self._settled) < len(findings):
            row = SettledRow(self.content)
            row.taken_back.connect(self.take_back_requested)
            self._settled.append(row)
            self.column.insertWidget(self.column.count() - 1, row)
        for found, name, row in zip(findings, _names(findings), self._settled, strict=False):
            row.show_finding(found, name)
        for place, row in enumerate(self._settled):
            row.setVisible(place < len(findings) and not self._quiet)

    def _pass_on(self, entry: object) -> None:
        self._focus_next = True
        self.settle_requested.emit(entry)

    def _reveal(self) -> None:
        row = self.sender()
        if isinstance(row, FindingRow) and row.is_open:
            self._fit()
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 8))

    def _fit(self) -> None:
        needed = self.needed_height(self.viewport().width())
        share = 1.0 if self._alone else _SHARE_OF_MANY if len(self._rows) > _MANY else _SHARE_OF_FEW
        height = min(needed, max(64, round(self._room * share)))
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


def _names(findings: Sequence[PrintedFinding]) -> list[str]:
    """Each finding's code, with a number from the second that shares it: two doses can be too small for the syringe."""
    seen: dict[str, int] = {}
    names = []
    for found in findings:
        code = found["code"]
        seen[code] = seen.get(code, 0) + 1
        names.append(code if seen[code] == 1 else f"{code}.{seen[code]}")
    return names
