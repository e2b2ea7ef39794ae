"""Papers and printers: for each paper where it prints, and for label and sheet what they begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from ldn_calc.application.papers.printed import stock_choices
from ldn_calc.application.pharmacy.settings import PrinterKind
from ui.kit.boxes import Choices
from ui.kit.fields import ChoiceField, Field
from ui.kit.words import PAPER_WORDS
from ui.printing.paper_choices import SHEET_FORMS, stock_pairs
from ui.settings.draft import PAPERS
from ui.settings.parts import SettingsPart
from ui.settings.printer_form import PrinterForm
from ui.settings.sentences import TEXT

if TYPE_CHECKING:
    from ui.settings.draft import SettingsDraft

__all__ = ["PrintersPart"]

_KEYS = ("kind", "name", "port", "resolution", "tray", "copies")


class PrintersPart(SettingsPart):
    """Holds a form for each paper; the computer's printers are asked for when the part is first seen.

    Attributes:
        ruler_pressed: the paper whose ruler page is to be printed.
    """

    ruler_pressed = Signal(str)

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__("settings.printers", TEXT.papers_and_printers, TEXT.about_printers)
        self._draft = draft
        self._asked = self._wrong = False
        self._stock = self._choice("papers.stock", TEXT.stock, stock_pairs(stock_choices()))
        self._sheet = self._choice("papers.sheet", TEXT.sheet, SHEET_FORMS)
        further: Mapping[str, list[Field]] = {"label": [self._stock], "sheet": [self._sheet]}
        self.forms = {paper: PrinterForm(paper, PAPER_WORDS[paper].capitalize(), further.get(paper, [])) for paper in PAPERS}
        for paper, form in self.forms.items():
            form.edited.connect(self._taker(f"printers.{paper}"))
            form.ruler_pressed.connect(lambda paper=paper: self.ruler_pressed.emit(paper))
            self.inside.addWidget(form)

    def show_draft(self, faults: Mapping[str, str]) -> None:
        """Show what stands in the draft, and what is wrong with it."""
        texts = self._draft.texts
        self._stock.show_value(texts["papers.stock"])
        self._sheet.show_value(texts["papers.sheet"])
        for paper, form in self.forms.items():
            start = f"printers.{paper}."
            wrong = {key.removeprefix(start): sentence for key, sentence in faults.items() if key.startswith(start)}
            form.show_texts({key: texts[f"{start}{key}"] for key in _KEYS}, wrong)
        self._wrong = any(key.startswith("printers.") for key in faults)

    def faulty(self) -> bool:
        """Whether a field is wrong."""
        return self._wrong

    def focus_first(self) -> None:
        """Go to the first wrong field, else to the first."""
        if not any(form.focus_fault() for form in self.forms.values()):
            self.forms["label"].focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the printers of this computer when they are first needed."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            from ldn_calc.application.papers.printers import known_queues  # not before this tab is seen
            from ui.printing.system import system_printers

            names, queues = system_printers(), known_queues()
            for paper, form in self.forms.items():
                form.offer_printers(names, queues)
                self._offer_trays(paper)

    def _offer_trays(self, paper: str) -> None:
        """The trays that the driver of the chosen printer lists, and the one that is kept."""
        from ui.printing.system import trays_of  # a process: asked when the printer is chosen

        name, kept = (self._draft.texts[f"printers.{paper}.{key}"] for key in ("name", "tray"))
        is_here = self._draft.texts[f"printers.{paper}.kind"] == PrinterKind.SYSTEM
        listed = trays_of(name) if is_here and name else ()
        self.forms[paper].offer_trays([*listed, *([kept] if kept and kept not in listed else [])])

    def _choice(self, key: str, caption: str, offered: Choices) -> ChoiceField:
        made = ChoiceField(f"settings.{key}", caption, offered)
        made.box.picked.connect(lambda chosen: self._take(key, chosen))
        return made

    def _taker(self, start: str) -> Callable[[str, str], None]:
        return lambda key, text: self._take(f"{start}.{key}", text)

    def _take(self, key: str, text: str) -> None:
        """Keep what was typed; another kind of printer has another name, another printer other trays."""
        if key.endswith(".kind") and text != self._draft.texts[key]:
            self._draft.texts[f"{key.removesuffix('kind')}name"] = ""
        is_other = key.endswith(".name") and text != self._draft.texts[key]
        self._draft.texts[key] = text
        if is_other and self._draft.texts[f"{key.removesuffix('name')}kind"] == PrinterKind.SYSTEM:
            self._draft.texts[f"{key.removesuffix('name')}tray"] = ""
            self._offer_trays(key.split(".")[1])
        self.edited.emit()
