"""What a batch is told and how it stands: files, folder and papers above the list; progress, Start and Cancel below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.batch.sentences import TEXT
from ui.kit.check_box import CheckBox
from ui.kit.controls import button
from ui.kit.fields import TextField
from ui.kit.said_line import SaidLine
from ui.kit.words import PAPER_WORDS

__all__ = ["BatchBar", "BatchForm"]


class BatchForm(QWidget):
    """Passive.

    Attributes:
        changed: a folder, a paper or a draft is chosen otherwise.
        print_changed: whether it prints is chosen otherwise.
        add, clear, choose, close_button: the buttons.
    """

    changed = Signal()
    print_changed = Signal()

    def __init__(self, papers: tuple[str, ...]) -> None:
        """`papers` can be chosen; all but the master record are, to begin with."""
        super().__init__()
        self.add = button(TEXT.add_files, "batch.add", icon="plus")
        self.clear = button(TEXT.empty_list, "batch.clear")
        self.close_button = button(TEXT.close, "batch.close")
        self._folder = TextField("batch.folder", TEXT.folder)
        self._folder.set_default(TEXT.no_folder)
        self.choose = button(TEXT.choose, "batch.choose")
        self._papers = {paper: CheckBox(f"batch.paper.{paper}", PAPER_WORDS[paper].capitalize()) for paper in papers}
        self._print = CheckBox("batch.print", TEXT.print_too)
        self._draft = CheckBox("batch.draft", TEXT.as_draft)
        for paper, box in self._papers.items():
            box.setChecked(paper != "master")
        self._folder.box.textEdited.connect(self.changed)
        for box in (*self._papers.values(), self._draft):
            box.toggled.connect(self.changed)
        self._print.toggled.connect(self.print_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 16, 12)
        column.setSpacing(8)
        files = _row(8, self.add, self.clear)
        files.addWidget(self.close_button)
        column.addLayout(files)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self._folder, 1)
        folder.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(folder)
        column.addLayout(_row(16, *self._papers.values()))
        column.addLayout(_row(16, self._print, self._draft))

    def folder(self) -> str:
        """The folder as it is written; empty where none is."""
        return self._folder.box.text().strip()

    def show_folder(self, name: str) -> None:
        """Show a folder that was chosen in a dialog."""
        self._folder.show_value(name)

    def papers(self) -> tuple[str, ...]:
        """The papers that are chosen."""
        return tuple(paper for paper, box in self._papers.items() if box.isChecked())

    def prints(self) -> bool:
        """Whether they are printed too."""
        return self._print.isChecked()

    def drafts(self) -> bool:
        """Whether papers with open findings are made too."""
        return self._draft.isChecked()

    def set_busy(self, *, busy: bool) -> None:
        """While it runs nothing can be chosen otherwise."""
        boxes = (*self._papers.values(), self._print, self._draft)
        for widget in (self.add, self.clear, self.choose, self._folder.box, *boxes):
            widget.setEnabled(not busy)


class BatchBar(QFrame):
    """Passive.

    Attributes:
        start, cancel: the buttons.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("batch.bar")
        self.setProperty("ground", "window")
        self._said = SaidLine("batch")
        self._progress = QProgressBar()
        self._progress.setObjectName("batch.progress")
        self._progress.setAccessibleName(TEXT.progress)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        self.start = button(TEXT.start_button, "batch.start", look="primary")
        self.cancel = button(TEXT.cancel_button, "batch.cancel")
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._said, 1)
        said.addWidget(self.start)
        said.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._progress)
        column.addLayout(said)

    def show_progress(self, done: int, count: int, words: str) -> None:
        """How far it is."""
        self._progress.setRange(0, count)
        self._progress.setValue(done)
        self._progress.setAccessibleDescription(words)
        self.say(words, "muted")

    def set_running(self, *, running: bool, goes_on: bool, may_start: bool) -> None:
        """Whether it runs, and what Start would do."""
        words = TEXT.go_on if goes_on else TEXT.start
        self.start.setText(words)
        self.start.setAccessibleName(words)
        self.start.setEnabled(may_start and not running)
        self.cancel.setEnabled(running)
        if running and not self._progress.isVisible():
            self._progress.setRange(0, 0)
        self._progress.setVisible(running)

    def say(self, sentence: str, ink: str) -> None:
        """Say how it stands; `ink` is ok, muted, warn or stop."""
        self._said.say(sentence, ink)


def _row(spacing: int, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
