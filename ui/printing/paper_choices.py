"""What can be chosen about the paper shown: stock and first label, or the form of the sheet and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ui.kit.check_box import CheckBox
from ui.kit.fields import ChoiceField
from ui.kit.number_box import NumberField
from ui.kit.words import NBSP
from ui.printing.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.papers.printed import StockChoice

__all__ = ["SHEET_FORMS", "PaperChoicesRow", "stock_pairs"]

SHEET_FORMS: Final = (
    (SheetForm.FULL.value, TEXT.sheet_full),
    (SheetForm.SHORT.value, TEXT.sheet_short),
    (SheetForm.LARGE.value, TEXT.sheet_large),
)
_BESIDE_FROM: Final = 352


def stock_pairs(stocks: Sequence[StockChoice]) -> list[tuple[str, str]]:
    """Each stock's key with its words: `Avery 5163, 4 × 2 in, 10 to a sheet`."""
    return [(each.key, _stock_words(each)) for each in stocks]


def _stock_words(stock: StockChoice) -> str:
    words, labels = f"{stock.name}, {stock.size_words}".replace(" ", NBSP), stock.labels_per_sheet
    return TEXT.to_a_sheet.format(stock=words, labels=labels) if labels > 1 else words


class PaperChoicesRow(QWidget):
    """Shows only what belongs to the paper in sight.

    Attributes:
        changed: a person chose something else.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperChoices")
        self.choices = PaperChoices()
        self._labels: dict[str, int] = {}
        self._stock = ChoiceField("paperChoices.stock", TEXT.label_stock)
        self._start = NumberField("paperChoices.start", TEXT.start_at_label, 1, 1)
        self._form = ChoiceField("paperChoices.form", TEXT.form_of_the_sheet, SHEET_FORMS)
        self._without = CheckBox("paperChoices.without", TEXT.without_condition)
        self._stickers = CheckBox("paperChoices.stickers", TEXT.stickers)
        self._purpose = CheckBox("paperChoices.purpose", TEXT.purpose)
        self._start.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._stock.box.picked.connect(self._pick_stock)
        self._start.box.valueChanged.connect(lambda start: self._take(replace(self.choices, start=start)))
        self._form.box.picked.connect(lambda key: self._take(replace(self.choices, sheet=SheetForm(key))))
        self._stickers.toggled.connect(lambda on: self._take(replace(self.choices, stickers=on)))
        self._purpose.toggled.connect(lambda on: self._take(replace(self.choices, purpose=on)))
        self._without.toggled.connect(lambda off: self._take(replace(self.choices, condition=not off)))
        label = QHBoxLayout()
        label.setSpacing(8)
        label.addWidget(self._stock, 1)
        label.addWidget(self._start, 0)
        self._sheet = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sheet.setSpacing(4)
        self._sheet.addWidget(self._form, 1)
        self._sheet.addSpacing(4)
        self._sheet.addWidget(self._without, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addLayout(label)
        column.addSpacing(4)
        column.addWidget(self._stickers)
        column.addWidget(self._purpose)
        column.addLayout(self._sheet)
        self._paper = "label"
        for part in (self._start, self._form, self._without):
            part.hide()

    def offer_stocks(self, stocks: Sequence[StockChoice]) -> None:
        """Offer these label stocks."""
        self._labels = {each.key: each.labels_per_sheet for each in stocks}
        self._stock.box.set_choices(stock_pairs(stocks))
        self._show()

    def set_choices(self, choices: PaperChoices) -> None:
        """Show what was chosen elsewhere; nobody is told."""
        self.choices = choices
        self._show()

    def show_paper(self, paper: str) -> None:
        """Show what belongs to `paper`; nothing for worksheet and master record."""
        self._paper = paper
        for owner, parts in (("label", (self._stock, self._stickers, self._purpose)), ("sheet", (self._form, self._without))):
            for part in parts:
                part.setVisible(paper == owner)
        self._show_start()
        self.setVisible(paper in {"label", "sheet"})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The check box beside the form where both have room."""
        super().resizeEvent(event)
        need = self._without.sizeHint().width() + 140
        beside = self.width() >= max(need, _BESIDE_FROM)
        self._sheet.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _labels_here(self) -> int:
        return self._labels.get(self.choices.stock, 1)

    def _show(self) -> None:
        for widget in (self._start.box, self._stickers, self._purpose, self._without):
            widget.blockSignals(True)
        self._stock.show_value(self.choices.stock)
        self._form.show_value(self.choices.sheet.value)
        self._start.box.setRange(1, max(self._labels_here(), self.choices.start))
        self._start.box.setValue(self.choices.start)
        self._stickers.setChecked(self.choices.stickers)
        self._purpose.setChecked(self.choices.purpose)
        self._without.setChecked(not self.choices.condition)
        for widget in (self._start.box, self._stickers, self._purpose, self._without):
            widget.blockSignals(False)
        self._show_start()

    def _show_start(self) -> None:
        self._start.setVisible(self._paper == "label" and self._labels_here() > 1)

    def _pick_stock(self, key: str) -> None:
        """Another stock begins with its first label."""
        self._take(replace(self.choices, stock=key, start=1))

    def _take(self, choices: PaperChoices) -> None:
        if choices != self.choices:
            self.choices = choices
            self._show()
            self.changed.emit()
