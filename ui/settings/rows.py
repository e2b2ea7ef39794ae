"""The pharmacy's own materials and instruments: a list of rows, the fields of the chosen one, and the file as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ldn_calc.application.pharmacy.own_file_edit import path_of, shipped_row, shipped_rows
from ui.kit.controls import button, link
from ui.kit.fields import ChoiceField, TextField
from ui.kit.style import Type, set_type
from ui.kit.text import Text
from ui.settings.own_fields import KINDS, ROW_FIELDS, kind_of, text_of, value_of
from ui.settings.own_form import OwnForm
from ui.settings.own_text import OwnText
from ui.settings.parts import SettingsPart, sentence_of
from ui.settings.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.own_file_edit import OwnDraft, OwnRow
    from ldn_calc.reading.faults import FieldError

__all__ = ["RowsPart"]

_NEW: Final = ""
_MOST_IN_SIGHT: Final = 6


class RowsPart(SettingsPart):
    """Adds, changes and removes rows; what no field says is edited in the text."""

    def __init__(self, draft: OwnDraft) -> None:
        super().__init__("settings.rows", TEXT.own_materials, TEXT.about_rows)
        self._draft = draft
        self._rows: list[OwnRow] = []
        self._chosen: tuple[str, str] | None = None
        self._form: OwnForm | None = None
        self._problems: Mapping[str, FieldError] = {}
        self.list = QListWidget()
        self.list.setObjectName("own.list")
        self.list.setAccessibleName(TEXT.rows_of_the_file)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_type(self.list, Type.BODY)
        self.list.currentRowChanged.connect(self._choose)
        self._empty = Text(Type.BODY, TEXT.no_row, "muted")
        self._empty.setObjectName("own.empty")
        self._title, self._about = Text(Type.HEAD), Text(Type.CAPTION, ink="muted")
        self._title.setObjectName("own.title")
        self._about.setObjectName("own.about")
        self._fault = Text(Type.CAPTION, ink="stop")
        self._fault.setObjectName("own.fault")
        self._remove = button(TEXT.remove_row, "own.remove")
        self._remove.clicked.connect(self._remove_row)
        self._as_text = link(TEXT.edit_as_text, "own.asText")
        self._as_text.clicked.connect(self._toggle_text)
        self.text = OwnText()
        self.text.edited.connect(self._type_text)
        self._lay_out()
        self._offer_names("fillers")

    def show_draft(self, problems: Mapping[str, FieldError]) -> None:
        """Show rows, fields and text as the draft stands, and what is wrong with them."""
        self._problems = problems
        readable = self._draft.is_toml()
        rows = self._draft.rows()
        if rows != self._rows:
            self._rows = rows
            self._show_list()
        if not readable:
            self.text.show()
        self._by_fields.setVisible(self.text.isHidden())
        self._as_text.setText(TEXT.back_to_fields if readable else TEXT.readable_first)
        self._as_text.setEnabled(readable)
        if self.text.isHidden():
            self._as_text.setText(TEXT.edit_as_text)
        self.text.show_text(self._draft.text)
        said = {path: TEXT.problem.format(place=path, sentence=sentence_of(each)) for path, each in problems.items()}
        self.text.show_problems([(self._draft.line_of(path), sentence) for path, sentence in said.items()])
        self._mark_list()
        self._show_row()

    def faulty(self) -> bool:
        """Whether the file cannot be used for another reason than a policy."""
        return any(not path.startswith("policies.defaults") for path in self._problems)

    def focus_first(self) -> None:
        """Go to the row with the first problem, to the list, or to the text."""
        if not self.text.isHidden():
            self.text.go_to_line(min((self._draft.line_of(path) for path in self._problems), default=0))
            return
        for place, row in enumerate(self._rows):
            if self._problems_of(row):
                self.list.setCurrentRow(place)
        (self.list if self._rows else self._kind.box).setFocus(Qt.FocusReason.OtherFocusReason)

    # What a person does

    def _choose(self, place: int) -> None:
        chosen = (self._rows[place].table, self._rows[place].name) if 0 <= place < len(self._rows) else None
        if chosen != self._chosen:
            self._chosen = chosen
            self._make_form()
            self._show_row()

    def _add_row(self) -> None:
        kind = self._kind.box.key() or "fillers"
        shipped = self._shipped.box.key() or _NEW
        name = shipped or self._name.box.text().strip()
        table = KINDS[kind].table
        if not name:
            self._name.set_error(TEXT.write_new_name)
            self._name.box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if any((row.table, row.name) == (table, name) for row in self._rows):
            self._name.set_error(TEXT.in_the_list.format(name=name))
            return
        if not shipped and name in shipped_rows(table):
            shipped = name
        self._draft.add_row(table, name, {} if shipped else KINDS[kind].keys)
        self._name.show_value("")
        self._name.set_error(None)
        self._chosen = (table, name)
        self._make_form()
        self.edited.emit()
        if self._form is not None:
            self._form.focus(0)

    def _remove_row(self) -> None:
        if self._chosen is not None:
            self._draft.remove_row(*self._chosen)
            self._chosen = None
            self._make_form()
            self.edited.emit()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self, place: int, text: str) -> None:
        if self._form is not None and self._chosen is not None:
            field = self._form.fields[place]
            self._draft.set_value(value_of(field, text), *self._chosen, *field.keys)
            self.edited.emit()

    def _type_text(self, text: str) -> None:
        self._draft.text = text
        self.edited.emit()

    def _toggle_text(self) -> None:
        self.text.setVisible(self.text.isHidden())
        self.show_draft(self._problems)
        if not self.text.isHidden():
            row = path_of(self._chosen) if self._chosen else ""
            self.text.go_to_line(self._draft.line_of(row) if row else 0)

    def _offer_names(self, kind: str) -> None:
        """Shipped rows of the kind, to be changed, or a new one."""
        table = KINDS[kind].table
        names = [name for name in shipped_rows(table) if kind_of(table, str(shipped_row(table, name).get("kind", ""))) == kind]
        if kind == "shells":
            names = [name for name in names if "volume" in shipped_row(table, name)]
        self._shipped.box.set_choices([(_NEW, TEXT.a_new_one), *((name, name) for name in names)])
        self._shipped.show_value(names[0] if names else _NEW)
        self._shipped.box.setCurrentIndex(1 if names else 0)
        self._name.setVisible(not names)

    # What is shown

    def _lay_out(self) -> None:
        self._kind = ChoiceField("own.kind", TEXT.add_a_row, [(key, kind.words) for key, kind in KINDS.items()])
        self._kind.box.show_key("fillers")
        self._shipped = ChoiceField("own.shipped", TEXT.which_one)
        self._name = TextField("own.name", TEXT.new_name)
        self._add = button(TEXT.add, "own.add", icon="plus")
        self._kind.box.picked.connect(self._offer_names)
        self._shipped.box.picked.connect(lambda key: self._name.setVisible(key == _NEW))
        self._add.clicked.connect(self._add_row)
        self._name.box.returnPressed.connect(self._add_row)
        add = QHBoxLayout()
        add.setSpacing(8)
        for field, share in ((self._kind, 2), (self._shipped, 4), (self._name, 3)):
            add.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        add.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        self._by_fields = QWidget()
        column = QVBoxLayout(self._by_fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self.list)
        column.addLayout(add)
        column.addSpacing(8)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._fault)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self.inside.addWidget(self._by_fields)
        self.inside.addWidget(self.text)
        self.inside.addWidget(self._as_text)
        self.text.hide()

    def _make_form(self) -> None:
        """The fields of the chosen row."""
        if self._form is not None:
            self._place.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None
        row = self._row()
        if row is None:
            return
        fields = ROW_FIELDS.get(kind_of(row.table, row.kind), ())
        shipped = shipped_row(row.table, row.name)
        said = {}
        for field in fields:
            inner = shipped.get("fills" if field.keys[0] == "measured" else field.keys[0])
            value = inner.get(field.keys[1]) if len(field.keys) > 1 and isinstance(inner, Mapping) else inner
            said[field.keys] = text_of(value) if field.keys != ("source",) and shipped else ""
        self._form = OwnForm(f"own.{row.table}", fields, said)
        self._form.edited.connect(self._edit)
        self._form.left.connect(self.edited)
        self._place.addWidget(self._form)

    def _row(self) -> OwnRow | None:
        return next((row for row in self._draft.rows() if (row.table, row.name) == self._chosen), None)

    def _show_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        high = self.list.fontMetrics().height() + 12
        for _row in self._rows:
            item = QListWidgetItem()
            item.setSizeHint(QSize(64, high))
            self.list.addItem(item)
        self.list.setFixedHeight(high * min(len(self._rows), _MOST_IN_SIGHT) + 4)
        keys = [(row.table, row.name) for row in self._rows]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else None
            self._make_form()
        if self._chosen is not None:
            self.list.setCurrentRow(keys.index(self._chosen))
        self.list.blockSignals(False)
        self.list.setVisible(bool(self._rows))
        self._empty.setVisible(not self._rows)

    def _mark_list(self) -> None:
        for place, row in enumerate(self._rows):
            count = len(self._problems_of(row))
            kind = kind_of(row.table, row.kind)
            words = TEXT.row.format(kind=KINDS[kind].words if kind else row.table.capitalize(), name=row.name)
            if row.source:
                words = TEXT.row_with_source.format(row=words, source=row.source)
            if count:
                words = TEXT.row_to_put_right.format(row=words, count=count)
            self.list.item(place).setText(words)

    def _problems_of(self, row: OwnRow) -> list[FieldError]:
        start = path_of((row.table, row.name))
        return [each for path, each in self._problems.items() if path == start or path.startswith((f"{start}.", f"{start}["))]

    def _show_row(self) -> None:
        row = self._row()
        for part in (self._title, self._about, self._remove):
            part.setVisible(row is not None)
        if row is None or self._form is None:
            self._fault.setText("")
            self._fault.hide()
            return
        self._title.setText(row.name)
        self._about.setText(TEXT.new_row if row.is_new else TEXT.shipped_row if self._form.fields else TEXT.row_in_text)
        paths = [path_of((row.table, row.name, *field.keys)) for field in self._form.fields]
        whole = {field.keys[0]: place for place, field in enumerate(self._form.fields)}
        errors = {path: sentence_of(self._problems[path]) for path in paths if path in self._problems}
        others = []
        for each in self._problems_of(row):
            key = each.path.removeprefix(f"{path_of((row.table, row.name))}.")
            if each.path not in paths and key in whole:
                errors[paths[whole[key]]] = sentence_of(each)
            elif each.path not in paths:
                others.append(sentence_of(each))
        self._fault.setText(" ".join(others))
        self._fault.setVisible(bool(others))
        self._form.show_values([text_of(self._draft.value(row.table, row.name, *field.keys)) for field in self._form.fields])
        self._form.show_errors([errors.get(path, "") for path in paths])
