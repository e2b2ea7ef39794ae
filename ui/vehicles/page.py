"""The Vehicles page: which vehicle, how much; its steps, lot and last day follow each keystroke, and its record prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.plan.fields import read_field
from ui.kit.controls import button, hairline
from ui.kit.fields import ChoiceField, TextField
from ui.kit.output_bar import OutputBar
from ui.kit.padded_scroll import PaddedScroll
from ui.kit.page_stack import Page, PageContext
from ui.kit.style import Type
from ui.kit.text import Text
from ui.kit.words import day_words, error_sentence
from ui.printing.page_printing import PagePrinting
from ui.vehicles.sentences import TEXT
from ui.vehicles.words import answer_lines

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.application.pharmacy.port import Pharmacy
    from ldn_calc.application.plan.vehicle import PlannedVehicle
    from ui.kit.tasks import Tasks

__all__ = ["VehiclesPage", "make_page"]

_WIDTHS: Final = ((1080, 352), (860, 288), (0, 240))
"""Width of the page from which the fields are so wide."""


class VehiclesPage(Page):
    """Fields at the left; what came of them at the right. Nothing is kept: the record is the paper.

    Attributes:
        closed: back to the page before.
    """

    closed = Signal()

    def __init__(self, clock: Callable[[], datetime], tasks: Tasks, pharmacy: Pharmacy) -> None:
        """`tasks` is the window's door for slow work, `pharmacy` has the rows and the name on the record."""
        super().__init__()
        self.setObjectName("vehiclesPage")
        self._clock, self._tasks, self._pharmacy = clock, tasks, pharmacy
        self._rows: Formulary | None = None
        self._fault = ""
        self._planned: PlannedVehicle | None = None
        self._fields = PaddedScroll("vehicles.fields", TEXT.fields)
        self._vehicle = ChoiceField("vehicles.vehicle", TEXT.vehicle)
        self._volume = TextField("vehicles.volume", TEXT.volume)
        self._volume.set_default(TEXT.volume_example)
        self._lot = TextField("vehicles.lot", TEXT.lot)
        self._lot.set_default(TEXT.lot_default)
        self._made_on = TextField("vehicles.made_on", TEXT.made_on)
        self._made_on.set_default(day_words(clock().date()))
        self._expires: dict[str, TextField] = {}
        self._answer = PaddedScroll("vehicles.answer", TEXT.result)
        self._lines: list[Text] = []
        self._bar = OutputBar("vehicles", copies=False)
        self._close = button(TEXT.close, "vehicles.close")
        self._printing = PagePrinting(self, self._bar, tasks)
        self._lay_out()
        self._connect()

    # What the window asks

    def focus_first(self) -> None:
        """Put the focus on the vehicle."""
        self._vehicle.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_current(self) -> None:
        """Print the record through the system's printer dialog."""
        if record := self._record():
            self._printing.print_pdf("vehicle", *record)

    def save_current(self) -> None:
        """Save the record as a PDF."""
        if record := self._record():
            self._printing.save_pdf("vehicle", *record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._left.setFixedWidth(next(width for least, width in _WIDTHS if self.width() >= least))

    def showEvent(self, event: QShowEvent) -> None:
        """Plan with the pharmacy's rows of now: its own ones may have been changed meanwhile."""
        super().showEvent(event)
        self._rows, self._fault = self._read_rows()
        self._vehicle.box.set_choices(self._choices())
        self._plan()

    # Building

    def _read_rows(self) -> tuple[Formulary | None, str]:
        """The rows to plan with, or why there are none."""
        try:
            return self._pharmacy.formulary(), ""
        except OwnFileError as error:
            return None, str(error)

    def _choices(self) -> list[tuple[str, str]]:
        if self._rows is None:
            return []
        return [(each.key, each.title) for each in self._rows.vehicles.values() if each.made is not None]

    def _lay_out(self) -> None:
        about = Text(Type.CAPTION, TEXT.about, "muted")
        about.setObjectName("vehicles.about")
        column = self._fields.column
        column.setSpacing(8)
        for widget in (about, self._vehicle, self._volume, self._lot, self._made_on):
            column.addWidget(widget)
        self._more = QVBoxLayout()
        self._more.setSpacing(8)
        column.addLayout(self._more)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._answer.set_padding(24, 16, 24, 16)
        self._answer.column.setSpacing(4)
        self._answer.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._left, right = _ground("window", self._fields), _ground("surface", self._answer, self._bar)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        for part in (self._left, hairline(upright=True)):
            across.addWidget(part)
        across.addWidget(right, 1)

    def _connect(self) -> None:
        self._vehicle.box.picked.connect(self._choose)
        for field in (self._volume, self._lot, self._made_on):
            self._follow(field)
        self._bar.print_pressed.connect(self.print_current)
        self._bar.save_pressed.connect(self.save_current)
        self._close.clicked.connect(self.closed)

    def _follow(self, field: TextField) -> None:
        field.box.textChanged.connect(self._plan)
        field.box.left.connect(self._plan)

    # What a person does

    def _choose(self, key: str) -> None:
        """Ask for the last day of what the chosen vehicle is made of."""
        for field in self._expires.values():
            self._more.removeWidget(field)
            field.deleteLater()
        self._expires = {}
        made = self._rows.vehicles[key].made if self._rows is not None else None
        before: QWidget = self._made_on.box
        for name in dict.fromkeys(each.name for each in made.ingredients) if made is not None else ():
            field = TextField(f"vehicles.expires.{name}", TEXT.expires.format(ingredient=name))
            field.set_default(TEXT.expires_default)
            self._follow(field)
            self._more.addWidget(field)
            QWidget.setTabOrder(before, field.box)
            self._expires[name], before = field, field.box
        QWidget.setTabOrder(before, self._close)
        self._plan()

    def _plan(self) -> None:
        """Plan what the fields say, off the GUI thread; the newest answer counts."""
        self._planned = None
        key, volume = self._vehicle.box.key(), self._volume.box.text().strip()
        if self._rows is None or not key or not volume:  # nothing is asked yet
            self._tasks.drop(self, "vehicle")
            self._show_lines([(Type.BODY, self._fault or TEXT.choose)], TEXT.choose)
            self._show_errors({})
            return
        rows, clock = self._rows, self._clock()
        lot, made_on = self._lot.box.text().strip(), self._day(self._made_on, "date")
        expires = {name: day for name, field in self._expires.items() if (day := self._day(field, "expiry"))}

        def work() -> PlannedVehicle:
            from ldn_calc.application.plan.vehicle import make_vehicle, vehicle_request  # with what plans

            return make_vehicle(vehicle_request(key, volume, lot, made_on, expires), clock, rows)

        self._bar.set_on(False, TEXT.working)
        self._tasks.run(self, "vehicle", work, self._show, self._show_fault)

    def _day(self, field: TextField, kind: str) -> str:
        """A day as a request writes it; a text that is none as it was typed, for the reader to refuse."""
        text = field.box.text().strip()
        read = read_field(kind, text, self._clock().date()) if text else None
        return str(read.value) if read is not None and read.value is not None else text

    # What comes of it

    def _show(self, planned: PlannedVehicle) -> None:
        self._planned = planned if planned.proved is not None else None
        errors = {each["path"]: error_sentence(each) for each in planned.result.get("errors", [])}
        self._show_errors(errors)
        self._show_lines(answer_lines(planned), TEXT.correct)

    def _show_fault(self, error: Exception) -> None:
        self._show_lines([(Type.BODY, TEXT.not_made)], TEXT.not_made)
        raise error

    def _show_errors(self, errors: Mapping[str, str]) -> None:
        named: dict[str, ChoiceField | TextField] = {"vehicle": self._vehicle, "volume": self._volume}
        named |= {"lot": self._lot, "made_on": self._made_on}
        named |= {f"expires.{name}": field for name, field in self._expires.items()}
        named |= {f'expires["{name}"]': field for name, field in self._expires.items()}
        for field in {id(each): each for each in named.values()}.values():
            told = next((errors[path] for path, each in named.items() if each is field and path in errors), None)
            field.set_error(None if told is not None and self._is_begun(field) else told)

    def _is_begun(self, field: ChoiceField | TextField) -> bool:
        """Whether a person is still typing in it: its sentence waits until the focus leaves."""
        if not isinstance(field, TextField) or field is self._lot or not field.box.hasFocus():
            return False
        kind = "volume" if field is self._volume else "date" if field is self._made_on else "expiry"
        return read_field(kind, field.box.text(), self._clock().date()).unfinished

    def _show_lines(self, lines: list[tuple[Type, str]], why_off: str) -> None:
        while len(self._lines) < len(lines):
            made = Text()
            made.setObjectName(f"vehicles.line.{len(self._lines) + 1}")
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.append(made)
            self._answer.column.addWidget(made)
        for place, text in enumerate(self._lines):
            text.setVisible(place < len(lines))
            if place < len(lines):
                text.set_kind(lines[place][0])
                text.setText(lines[place][1])
        self._bar.set_on(self._planned is not None, why_off)
        self._bar.say("")

    def _record(self) -> tuple[str, Callable[[], bytes]] | None:
        """The lot, and what draws the record; None while nothing is proved."""
        planned, now = self._planned, self._clock()
        if planned is None or planned.proved is None:
            return None
        pharmacy = self._pharmacy

        def make() -> bytes:
            from ldn_calc.application.papers.vehicle import vehicle_pdf  # ReportLab, on first use

            return vehicle_pdf(planned, pharmacy.settings(), now)

        return planned.proved.lot, make


def _ground(role: str, *widgets: QWidget) -> QFrame:
    made = QFrame()
    made.setProperty("ground", role)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, 0 if place else 1)
    return made


def make_page(context: PageContext) -> VehiclesPage:
    """As the window's row of pages makes it."""
    page = VehiclesPage(context.clock, context.tasks, context.pharmacy)
    page.closed.connect(context.turn_back)
    return page
