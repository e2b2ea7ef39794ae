"""Parts of the Settings page: what each is to the page, and the two plain ones, pharmacy and policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from ldn_calc.application.pharmacy.own_file_edit import path_of, shipped_row
from ldn_calc.application.plan import choices
from ui.kit.fields import TextField
from ui.kit.padded_scroll import PaddedScroll
from ui.kit.sentences import TEXT as KIT
from ui.kit.style import Type
from ui.kit.text import Text
from ui.kit.words import error_sentence
from ui.settings.own_fields import POLICIES, text_of, value_of
from ui.settings.own_form import OwnForm
from ui.settings.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.own_file_edit import OwnDraft
    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.reading.faults import FieldError
    from ui.settings.draft import SettingsDraft

__all__ = ["PharmacyPart", "PoliciesPart", "SettingsPart", "sentence_of"]

_WIDEST: Final = 880
_MARGIN: Final = 24
_DEFAULTS: Final = ("policies", "defaults")
_BALANCE: Final = next(place for place, field in enumerate(POLICIES) if field.keys == ("balance",))


def sentence_of(error: FieldError) -> str:
    """One problem of the own file as the sentence under its field."""
    return error_sentence({"path": error.path, "found": error.found, "expected": error.expected})


class SettingsPart(PaddedScroll):
    """One tab of the page: a column that is not wider than one can read.

    Attributes:
        edited: something was typed or chosen; the drafts hold it already.
    """

    edited = Signal()

    def __init__(self, name: str, says: str, words: str) -> None:
        """`words` say under the tabs what this part is about."""
        super().__init__(name, says)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(12)
        self.inside.addWidget(Text(Type.BODY, words, "muted"))
        self.column.addLayout(self.inside)
        self.column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what is wider than one can read to the right margin."""
        super().resizeEvent(event)
        self.set_padding(_MARGIN, 16, max(_MARGIN, self.width() - _MARGIN - _WIDEST), 24)

    def faulty(self) -> bool:
        """Whether something here keeps the settings from being saved."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where one begins, or at the first fault."""
        raise NotImplementedError


class PharmacyPart(SettingsPart):
    """Name, address and phone."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__("settings.pharmacy", TEXT.pharmacy, KIT.pharmacy_stands_on)
        self._draft = draft
        self._fields = {
            key: TextField(f"settings.pharmacy.{key}", caption)
            for key, caption in (("name", TEXT.pharmacy_name), ("address", KIT.address), ("phone", KIT.phone))
        }
        for key, field in self._fields.items():
            field.box.textEdited.connect(lambda text, key=key: self._type(key, text))
            self.inside.addWidget(field)

    def show_draft(self, faults: Mapping[str, str]) -> None:
        """Show what stands in the draft, and what is wrong with it."""
        for key, field in self._fields.items():
            if not field.box.hasFocus() or field.box.text().strip() != self._draft.texts[f"pharmacy.{key}"].strip():
                field.show_value(self._draft.texts[f"pharmacy.{key}"])
            field.set_error(faults.get(f"pharmacy.{key}"))

    def faulty(self) -> bool:
        """Whether a field is wrong."""
        return any(field.error() for field in self._fields.values())

    def focus_first(self) -> None:
        """Go to the first field, or the first wrong one."""
        wrong = [field for field in self._fields.values() if field.error()]
        (wrong or list(self._fields.values()))[0].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, key: str, text: str) -> None:
        self._draft.texts[f"pharmacy.{key}"] = text
        self.edited.emit()


class PoliciesPart(SettingsPart):
    """What changes results: the shipped value beside the pharmacy's own, which go into its own file."""

    def __init__(self, draft: OwnDraft) -> None:
        super().__init__("settings.policies", TEXT.policies, TEXT.about_policies)
        self._draft = draft
        shipped = shipped_row(*_DEFAULTS)
        said = {field.keys: text_of(shipped.get(field.keys[0])) for field in POLICIES if field.keys != ("source",)}
        self._form = OwnForm("policies", POLICIES, said)
        self._form.edited.connect(self._edit)
        self._form.left.connect(self.edited)
        self._not_toml = Text(Type.BODY, TEXT.unread, "stop")
        self._not_toml.setObjectName("policies.unread")
        self.inside.addWidget(self._not_toml)
        self.inside.addWidget(self._form)
        self._wrong: list[int] = []

    def offer(self, formulary: Formulary) -> None:
        """Offer the vehicles, fillers and sizes of the formulary in use."""
        offered = {
            "vehicle": choices.vehicles(formulary),
            "filler": choices.fillers(formulary),
            "capsule_size": choices.capsule_sizes(formulary),
        }
        for place, field in enumerate(POLICIES):
            if field.keys[0] in offered:
                pairs = [(each.key, each.title) for each in offered[field.keys[0]]]
                self._form.offer(place, pairs, text_of(shipped_row(*_DEFAULTS).get(field.keys[0])))

    def show_draft(self, problems: Mapping[str, FieldError]) -> None:
        """Show the own values and what is wrong with them."""
        readable = self._draft.is_toml()
        self._not_toml.setVisible(not readable)
        self._form.setVisible(readable)
        balances = [(row.name, row.name) for row in self._draft.rows() if row.kind == "balance" and row.is_new]
        self._form.offer(_BALANCE, balances, TEXT.row_balance)
        self._form.show_values([text_of(self._draft.value(*_DEFAULTS, *field.keys)) for field in POLICIES])
        found = [problems.get(path_of((*_DEFAULTS, *field.keys))) for field in POLICIES]
        self._wrong = [place for place, error in enumerate(found) if error]
        self._form.show_errors([sentence_of(error) if error else "" for error in found])

    def faulty(self) -> bool:
        """Whether a field is wrong."""
        return bool(self._wrong)

    def focus_first(self) -> None:
        """Go to the first field, or the first wrong one."""
        self._form.focus(self._wrong[0] if self._wrong else 0)

    def _edit(self, place: int, text: str) -> None:
        field = POLICIES[place]
        self._draft.set_value(value_of(field, text), *_DEFAULTS, *field.keys)
        self.edited.emit()
