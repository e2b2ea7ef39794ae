"""The Compound page's presenter without a window: real planning, views that remember what they were told."""

import json
from datetime import datetime
from pathlib import Path

from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.formulary.formulary import shipped_formulary
from ui.compound.prescription.application import load_application
from ui.compound.presenter import CompoundPresenter

NOW = datetime(2026, 11, 22, 9, 30)
SAMPLES = sorted((Path(__file__).parents[1] / "prescriptions").glob("*.json"))


class RememberingForm:
    def __init__(self):
        self.errors, self.words, self.base, self.next_fill, self.cleared, self.defaults = {}, "", False, False, [], {}

    def show_document(self, document):
        self.document = document

    def show_errors(self, errors):
        self.errors = dict(errors)

    def show_defaults(self, defaults):
        self.defaults = dict(defaults)

    def show_regimen_words(self, words, *, base):
        self.words, self.base = words.replace("\u00a0", " "), base

    def show_asked_on(self, words, *, confirm):
        self.asked_on, self.confirm = words.replace("\u00a0", " "), confirm

    def show_lot(self, words, *, kept):
        self.lot, self.lot_kept = words, kept

    def show_undo(self, words):
        self.undo = words

    def show_storages(self, storages):
        self.storages = storages

    def clear_entry(self, path):
        self.cleared.append(path)

    def set_next_fill(self, *, possible):
        self.next_fill = possible


class RememberingPlan:
    def __init__(self):
        self.planned, self.needed, self.stale, self.chosen = None, [], None, ""
        self.lots_begun = 0

    def begin_another(self):
        self.planned = self.stale = None

    def begin_another_lot(self):
        self.lots_begun += 1

    def show_planned(self, planned):
        self.planned = planned

    def show_needed(self, needed):
        self.planned, self.needed = None, needed

    def set_stale(self, sentence):
        self.stale = sentence

    def offer_ways(self, choose, take_back):
        self.choose, self.take_back = choose, take_back

    def show_chosen(self, title):
        self.chosen = title


class RememberingPapers:
    def __init__(self):
        self.planned, self.released, self.blocked = None, None, []

    def hold(self):
        self.released = None

    def release(self, planned):
        self.released = planned

    def show_planned(self, planned, settings, clock):
        self.planned = planned

    def set_blocked(self, reasons):
        self.blocked = reasons

    def set_stale(self):
        self.faded = True

    def begin_another(self):
        self.planned = None


class RememberingShell:
    identity, unknown_keys, removable, dirty = "", (), False, False

    def show_identity(self, words):
        self.identity = words.replace("\u00a0", " ")

    def show_unknown_keys(self, sentences, *, removable):
        self.unknown_keys, self.removable = list(sentences), removable

    def show_carried(self, sentences):
        self.carried = list(sentences)

    def show_dirty(self, *, dirty):
        self.dirty = dirty


class Page:
    """A presenter with its views; calls that wait for the end of the event run at once."""

    def __init__(self):
        self.form, self.plan, self.papers, self.shell = (
            RememberingForm(),
            RememberingPlan(),
            RememberingPapers(),
            RememberingShell(),
        )
        self.presenter = CompoundPresenter(self.form, self.shell, lambda: NOW, lambda call: call())
        self.presenter.start(load_application(shipped_formulary()), self.plan, self.papers, Settings())

    def planned_of(self, name):
        self.load(name)
        return self.plan.planned

    def load(self, name):
        self.presenter.load(json.loads(next(path for path in SAMPLES if path.name.startswith(name)).read_text(encoding="utf-8")))
