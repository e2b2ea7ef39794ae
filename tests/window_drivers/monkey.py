"""Random work in the window, the same for the same seed, and what must hold after it: form, request, plan and papers agree."""

import json
import random
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPushButton

from ui.compound.prescription.components import PATH as COMPONENTS
from ui.compound.prescription.components import component_rows
from ui.compound.prescription.document import at
from ui.compound.prescription.entries import entries_in_words
from ui.compound.prescription.field_rows import field_row, value_words
from ui.kit.fields import ChoiceField, SegmentField, TextField
from ui.printing.paper_output import PaperOutput

SAMPLES = sorted((Path(__file__).parents[1] / "prescriptions").glob("*.json"))
READY = [path for path in SAMPLES if path.name[:2] in {"01", "02", "03"}]
WORDS = (
    *(
        "4.5 mg",
        "0.5 mg",
        "1.5",
        "3 mg",
        "450 mcg",
        "14",
        "28",
        "0",
        "-1",
        "12 Apr 1979",
        "00 Jan 1979",
        "1979-04-00",
        "31 Feb 2026",
    ),
    *(
        "20 Nov 2026",
        "11/12/2026",
        "99.4 %",
        "methadone",
        "tramadol, stopped 1 Sep 2026",
        "levothyroxine",
        "gelatin",
        "none",
        "Ruth",
    ),
    *("1 mg/mL", "2 mL", "0.5 mg and 1.5 mg", "ñ", "\ufeff", "|", "%", "2028-03"),
)
KEYS = Qt.Key
EDITING = (
    KEYS.Key_Backspace,
    KEYS.Key_Delete,
    KEYS.Key_Left,
    KEYS.Key_Right,
    KEYS.Key_Home,
    KEYS.Key_End,
    KEYS.Key_Down,
    KEYS.Key_Up,
)
SIGNS = "0123456789. mgcLk%aeinorst/,-"
NO_KEY = Qt.KeyboardModifier.NoModifier


class Monkey:
    """Does one random thing after another to a window that is open."""

    def __init__(self, page, seed, monkeypatch):
        self.page, self.window, self.chance = page, page.window, random.Random(seed)
        self.compound = page.window.compound
        self.form, self.presenter, self.papers = self.compound.form, self.compound.presenter, self.compound.papers
        self.events = self.checks = self.left = 0
        self.done = []
        for way in ("print_paper", "save_paper"):
            monkeypatch.setattr(PaperOutput, way, lambda _self, paper: self.leaves(paper))
        self.acts = (
            (60, self.type_sign),
            (14, self.edit_key),
            (5, self.undo),
            (5, self.go_on),
            (5, self.click_line),
            (3, self.type_word),
            (3, self.press),
            (2, self.choose),
            (1, self.reshape),
            (1, self.open_or_begin),
            (1, self.print_or_save),
        )
        self.weights = [weight for weight, _ in self.acts]

    def run(self, events, *, look_each):
        """So many events; what must hold is looked at after every few."""
        while self.events < events:
            act = self.chance.choices(self.acts, self.weights)[0][1]
            self.done = [*self.done[-40:], act.__name__]
            act()
            popup = QApplication.activePopupWidget()
            if isinstance(popup, QMenu):
                popup.close()
            if self.chance.random() < 1 / look_each:
                self.look()
        self.look()

    # What it does

    def focused(self):
        return self.window.focusWidget() or self.window

    def key(self, key, modifier=NO_KEY):
        self.events += 1
        QTest.keyClick(self.focused(), key, modifier)

    def type_sign(self):
        line = self.focused()
        if isinstance(line, QLineEdit):
            for sign in self.chance.choices(SIGNS, k=5):
                self.key(sign)
        else:
            self.click_line()

    def edit_key(self):
        if isinstance(self.focused(), QLineEdit):
            self.key(self.chance.choice(EDITING))
        else:
            self.key(self.chance.choice((KEYS.Key_Left, KEYS.Key_Right)))

    def undo(self):
        back = (KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
        forth = (KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        self.key(*self.chance.choice((back, back, forth, (KEYS.Key_A, Qt.KeyboardModifier.ControlModifier))))

    def go_on(self):
        kind = self.chance.random()
        if kind < 0.5:
            self.key(KEYS.Key_Tab)
        elif kind < 0.9 or not isinstance(self.focused(), QLineEdit):
            self.key(KEYS.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        else:
            self.key(KEYS.Key_Return)

    def in_sight(self, kind):
        return [each for each in self.form.findChildren(kind) if each.isVisibleTo(self.window) and each.isEnabled()]

    def click_line(self):
        lines = [each for each in self.in_sight(QLineEdit) if not isinstance(each.parent(), QComboBox)]
        line = self.chance.choice(lines)
        self.events += 1
        QTest.mouseClick(line, Qt.MouseButton.LeftButton, NO_KEY, QPoint(self.chance.randrange(4, 20), 8))

    def type_word(self):
        """Another text in the place of the one there is, as a person who corrects."""
        line = self.focused()
        if isinstance(line, QLineEdit):
            line.selectAll()
            self.events += 1
            word = self.chance.choice(WORDS)
            QTest.keyClicks(line, word) if word.isascii() else line.insert(word)

    def press(self):
        buttons = [each for each in self.in_sight(QAbstractButton) if not (isinstance(each, QPushButton) and each.menu())]
        plan = self.compound.plan
        buttons += [each for each in plan.findChildren(QAbstractButton) if each.isVisible() and "ettle" in each.objectName()]
        self.events += 1
        self.chance.choice(buttons).click()

    def choose(self):
        box = self.chance.choice(self.in_sight(QComboBox))
        if box.count():
            index = self.chance.randrange(box.count())
            self.events += 1
            box.setCurrentIndex(index)
            box.activated.emit(index)

    def reshape(self):
        """The regimen gets other rows, often with the focus in one of them."""
        boxes = [each for each in self.in_sight(QLineEdit) if each.objectName().startswith("rx.regimen[")]
        if boxes and self.chance.random() < 0.7:
            self.chance.choice(boxes).setFocus()
        self.events += 1
        kind = self.chance.randrange(4)
        phases = at(self.presenter._state.document, "rx.regimen") or []
        if kind == 0 and phases:
            self.presenter.remove_phase(self.chance.randrange(len(phases)))
        elif kind == 1:
            self.presenter.add_phase()
        elif kind == 2 and phases:
            self.presenter.add_dose(self.chance.randrange(len(phases)))
        else:
            menu = self.page.widget("regimen.presets", QAbstractButton).menu()
            self.chance.choice(menu.actions()).trigger()

    def open_or_begin(self):
        self.events += 1
        if self.chance.random() < 0.2:
            self.presenter.new()
        else:
            self.presenter.load(json.loads(self.chance.choice(SAMPLES).read_text(encoding="utf-8")))

    def print_or_save(self):
        self.events += 1
        quiet = self.papers._quiet
        if ready := self.chance.random() < 0.2:
            quiet.setInterval(0)
            self.presenter.load(json.loads(self.chance.choice(READY).read_text(encoding="utf-8")))
        self.chance.choice((self.compound.print_current, self.compound.save_current))()
        if ready:
            for _ in range(3):
                QTest.qWait(6)
                self.window._tasks.wait()
            quiet.setInterval(60_000)  # otherwise nothing is drawn that nobody prints

    # What must hold

    def leaves(self, paper):
        """Whatever leaves is of the very request that stands in the form."""
        drawn = self.papers._drawn
        self.left += 1
        self.must(drawn.planned.plan["lot"] == paper.lot, "a paper of another lot")
        self.must(json.loads(drawn.planned.text) == self.presenter._state.document, "a paper of another request")
        self.must(not self.presenter._state.lines.any_waits(), "a paper while something is not added")
        self.form_says_what_the_request_says()

    def look(self):
        self.compound.plan_now()
        QApplication.processEvents()
        self.compound.plan_now()
        self.checks += 1
        self.form_says_what_the_request_says()
        state, papers = self.presenter._state, self.papers
        if not papers._why_off():
            self.must(papers._planned is state.last_good and not state.errors, "printing is on without a plan of now")
            self.must(json.loads(state.last_good.text) == state.document, "printing is on with the plan of another request")
            self.must(self.compound.plan._result is state.last_good.result, "the plan column shows another plan")
        self.must(
            self.compound.plan._stale is not None or not state.errors or state.last_good is None, "a fresh look on a stale plan"
        )

    def form_says_what_the_request_says(self):
        document = self.presenter._state.document
        regimen = at(document, "rx.regimen")
        phases = regimen if isinstance(regimen, list) else []
        due = []
        for number, phase in enumerate(phases):
            due.append(f"rx.regimen[{number}].days")
            for dose in range(max(1, len(phase.get("take", [])))):
                due += [f"rx.regimen[{number}].take[{dose}].{key}" for key in ("dose", "when")]
        table = self.form._regimen.table
        boxes = [each for each in table.findChildren(QLineEdit) + table.findChildren(QComboBox) if not each.isHidden()]
        self.must(
            sorted(each.objectName() for each in boxes) == sorted(due), f"rows {[each.objectName() for each in boxes]} for {due}"
        )
        for box in boxes:
            shown = box.text() if isinstance(box, QLineEdit) else box.currentData()
            self.compare(box.objectName(), shown, at(document, box.objectName()))
        for path, shown in self.form._fields.items():
            if isinstance(shown, TextField):
                self.compare(path, shown.box.text(), at(document, path))
            elif isinstance(shown, ChoiceField):
                self.compare(path, shown.box.key(), at(document, path))
            elif isinstance(shown, SegmentField):
                on = next((key for key, made in shown._buttons.items() if made.isChecked()), None)
                said = at(document, path)
                self.must(on == (said if said in shown._buttons else None), f"{path} shows {on}, the request says {said}")
        for row, made in self.form._components._pairs():
            for part, shown in made.fields.items():
                path = row.path(part)
                self.compare(path or f"{COMPONENTS}[0].{part}", shown.box.text(), at(document, path) if path else None)
        self.must([row for row, _ in self.form._components._pairs()] == component_rows(document), "other components")
        for path, shown in self.form._lists.items():
            said = entries_in_words(at(document, path))
            due = [] if said is None else [each.replace("\u00a0", " ") for each in said] or ["none"]
            chips = [shown._flow.itemAt(place).widget() for place in range(shown._flow.count())]
            words = [chip.findChild(QLabel).text().replace("\u00a0", " ") for chip in chips if not chip.isHidden()]
            self.must(words == due, f"{path} shows {words}, the request says {said}")

    def compare(self, path, shown, said):
        """A box shows a value as it is written, or a text that is read as that value."""
        row = field_row(path)
        if (shown or "") == value_words(path, said) or (shown or None) == said:
            return
        typed = row.kind not in {"choice", "list"} and isinstance(shown, str)
        read = self.presenter._value(path, shown) if typed and shown.strip() else None
        self.must(read == said, f"{path} shows {shown!r}, the request says {said!r}")

    def must(self, holds, what):
        assert holds, f"event {self.events}: {what}; before: {' '.join(self.done[-12:])}"
