"""Where one paper prints: kind, printer or address, port and resolution or tray, copies, and its ruler page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ldn_calc.application.pharmacy.settings import PrinterKind
from ui.kit.controls import button, hairline
from ui.kit.fields import ChoiceField, Field, TextField
from ui.kit.icons import IconLabel
from ui.kit.number_box import NumberField
from ui.kit.style import Type
from ui.kit.text import Text
from ui.settings.sentences import TEXT

__all__ = ["PrinterForm"]

_KINDS: Final = (
    (PrinterKind.SYSTEM.value, TEXT.system_printer),
    (PrinterKind.NETWORK.value, TEXT.network_printer),
    (PrinterKind.QUEUE.value, TEXT.queue_printer),
)
_RESOLUTIONS: Final = tuple((dots, TEXT.dpi.format(dots=dots)) for dots in ("203", "300", "600"))
_TRAYS: Final = {
    "Upper": TEXT.tray_upper,
    "Middle": TEXT.tray_middle,
    "Lower": TEXT.tray_lower,
    "Manual": TEXT.tray_manual,
    "Envelope": TEXT.tray_envelope,
    "Cassette": TEXT.tray_cassette,
    "LargeCapacity": TEXT.tray_large,
}
_ICONS: Final = {"ok": "circle-check", "warn": "alert-triangle", "stop": "alert-circle", "muted": "printer"}


class PrinterForm(QWidget):
    """Shows only what the chosen kind needs; passive.

    Attributes:
        edited: key and text.
        ruler_pressed: the ruler page is to be printed.
    """

    edited = Signal(str, str)
    ruler_pressed = Signal()

    def __init__(self, paper: str, words: str, further: Sequence[Field] = ()) -> None:
        """`words` head the form; `further` fields belong to the paper and stand first."""
        super().__init__()
        name = f"printers.{paper}"
        self.setObjectName(name)
        self._kind = ChoiceField(f"{name}.kind", TEXT.prints_on, _KINDS)
        self._printer = ChoiceField(f"{name}.printer", TEXT.printer)
        self._queue = ChoiceField(f"{name}.queue", TEXT.queue)
        self._host = TextField(f"{name}.host", TEXT.host)
        self._host.set_default(TEXT.host_example)
        self._port = TextField(f"{name}.port", TEXT.port)
        self._resolution = ChoiceField(f"{name}.resolution", TEXT.resolution, _RESOLUTIONS)
        self._tray = ChoiceField(f"{name}.tray", TEXT.tray)
        self._copies = NumberField(f"{name}.copies", TEXT.copies, 1, 9)
        self._ruler = button(TEXT.print_ruler, f"{name}.ruler", icon="printer")
        self._icon = IconLabel("printer", "muted")
        self._said = Text(Type.CAPTION)
        self._said.setObjectName(f"{name}.said")
        self._texts: Mapping[str, str] = {}
        self._connect()
        self._lay_out(words, further)

    def show_texts(self, texts: Mapping[str, str], faults: Mapping[str, str]) -> None:
        """Show kind, name, port, resolution, tray and copies, and what is wrong with them."""
        self._texts = texts
        kind = texts["kind"]
        self._kind.show_value(kind)
        self._resolution.show_value(texts["resolution"])
        self._show_names(texts)
        for line, key in ((self._host, "name"), (self._port, "port")):
            if line.box.text().strip() != texts[key].strip():
                line.show_value(texts[key])
        self._copies.box.blockSignals(True)
        self._copies.box.setValue(int(texts["copies"]))
        self._copies.box.blockSignals(False)
        for field in (self._queue, self._host):
            field.set_error(faults.get("name"))
        self._port.set_error(faults.get("port"))
        for part, kinds in (
            (self._printer, {PrinterKind.SYSTEM}),
            (self._queue, {PrinterKind.QUEUE}),
            (self._host, {PrinterKind.NETWORK}),
            (self._port, {PrinterKind.NETWORK}),
            (self._resolution, {PrinterKind.NETWORK, PrinterKind.QUEUE}),
            (self._tray, {PrinterKind.SYSTEM}),
        ):
            part.setVisible(kind in kinds)

    def offer_printers(self, names: Sequence[str], queues: Sequence[str]) -> None:
        """Offer the printers and the raw queues of this computer."""
        self._printer.box.set_choices([("", TEXT.asked_each_time), *((name, name) for name in names)])
        self._queue.box.set_choices([(name, name) for name in queues])
        self._queue.set_default(TEXT.choose if queues else TEXT.no_queue)
        self._show_names(self._texts)

    def offer_trays(self, trays: Sequence[str]) -> None:
        """Offer the trays of the chosen printer."""
        self._tray.box.set_choices([("", TEXT.own_choice), *((tray, _words(tray)) for tray in trays)])
        self._tray.box.show_key(self._texts["tray"])

    def _show_names(self, texts: Mapping[str, str]) -> None:
        self._printer.box.show_key(texts["name"])
        self._tray.box.show_key(texts["tray"])
        self._queue.show_value(texts["name"])

    def say(self, sentence: str, ink: str = "ok") -> None:
        """Say what came of the ruler page; `ink` is ok, warn, stop or muted, empty takes it back."""
        self._icon.set_icon(_ICONS[ink], ink)
        self._icon.setVisible(bool(sentence))
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def set_busy(self, *, busy: bool) -> None:
        """While the ruler page is on its way it cannot be asked for again."""
        self._ruler.setEnabled(not busy)

    def focus_fault(self) -> bool:
        """Put the focus into the first wrong field; whether there is one."""
        for field in (self._queue, self._host, self._port):
            if field.error() and not field.isHidden():
                field.box.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def focus_first(self) -> None:
        """Put the focus into the kind."""
        self._kind.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        def tell(key: str) -> Callable[[str], None]:
            return lambda text: self.edited.emit(key, text)

        self._kind.box.picked.connect(tell("kind"))
        self._printer.box.picked.connect(tell("name"))
        self._queue.box.picked.connect(tell("name"))
        self._resolution.box.picked.connect(tell("resolution"))
        self._host.box.textEdited.connect(tell("name"))
        self._port.box.textEdited.connect(tell("port"))
        self._tray.box.picked.connect(tell("tray"))
        self._copies.box.valueChanged.connect(lambda count: self.edited.emit("copies", str(count)))
        self._ruler.clicked.connect(self.ruler_pressed)

    def _lay_out(self, words: str, further: Sequence[Field]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Text(Type.HEAD, words))
        if further:
            column.addLayout(_row([(field, 1) for field in further]))
        column.addLayout(_row([(self._kind, 1), (self._printer, 1), (self._queue, 1), (self._host, 1)]))
        self._port.setMaximumWidth(112)
        self._copies.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        foot = _row([(self._port, 0), (self._resolution, 1), (self._tray, 2), (self._copies, 0)])
        foot.addWidget(self._ruler, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._said, 1)
        column.addLayout(said)
        column.addSpacing(4)
        column.addWidget(hairline())
        self._icon.hide()
        self._said.hide()


def _words(tray: str) -> str:
    """The name of a tray as people say it; a driver's own name in small words: `RearFeeder` is `rear feeder`."""
    return _TRAYS.get(tray) or "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in tray).strip()


def _row(fields: Sequence[tuple[Field, int]]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for field, share in fields:
        row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
    return row
