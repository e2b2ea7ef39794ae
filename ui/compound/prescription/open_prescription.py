"""The prescription on the screen: its request as it is written, and what came of planning it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ui.compound.prescription.chosen_way import ChosenWay
from ui.compound.prescription.document import at, new_document, put, take_out, write_document
from ui.compound.prescription.field_rows import whole_unknown_key
from ui.compound.prescription.list_lines import ListLines
from ui.compound.prescription.problems import Problems
from ui.compound.prescription.sentences import TEXT
from ui.kit.words import NBSP, iso_day_words

if TYPE_CHECKING:
    from ldn_calc.application.plan.planning import Planned
    from ldn_calc.procedure.printed import PrintedError

__all__ = ["OpenPrescription"]


@dataclass(slots=True)
class OpenPrescription:
    """One prescription while it is open.

    Attributes:
        document: the request, with texts that cannot be read as they were typed.
        saved: the request as it was last saved, or begun.
        touched: the paths a person has written in.
        lines: what is typed in the lists' lines and not added.
        kept: answers taken out with the one they belong to, for when that comes back.
        chosen: the ways to make it that were chosen, the last one last.
        from_file: it was read from a file and is not planned yet.
        undone: what was done to the regimen's rows in one press, in words, with the regimen as it was before and after.
        asked_here: no answer of the screening is older than this window, so that the first one says the day.
        errors: what cannot be read, as it was last planned.
        last_good: the last plan without errors.
        revision: one more at each act of a person, so that a plan made of what stood before is known as such.
    """

    document: dict[str, Any] = field(default_factory=new_document)
    saved: dict[str, Any] = field(default_factory=new_document)
    touched: set[str] = field(default_factory=set)
    lines: ListLines = field(default_factory=ListLines)
    kept: dict[str, Any] = field(default_factory=dict)
    chosen: list[ChosenWay] = field(default_factory=list)
    from_file: bool = False
    undone: list[tuple[str, Any, Any]] = field(default_factory=list)
    asked_here: bool = True
    errors: list[PrintedError] = field(default_factory=list)
    last_good: Planned | None = None
    revision: int = 0

    def text(self) -> str:
        """The request as it goes into a file."""
        return write_document(self.document)

    def is_dirty(self) -> bool:
        """Whether anything was changed, or typed and not added, since the last save."""
        return self.document != self.saved or self.lines.any_waits()

    def mark_saved(self) -> None:
        """The request as it stands is on disk, or was just begun."""
        self.saved = deepcopy(self.document)

    def identity(self) -> str:
        """Who it is for, and its number."""
        name, born, number = (at(self.document, path) for path in ("rx.patient.name", "rx.patient.birth_date", "rx.number"))
        person = ", ".join(filter(None, [str(name or ""), TEXT.born.format(day=iso_day_words(str(born))) if born else ""]))
        return f"{NBSP}{NBSP}·  ".join(filter(None, [person, str(number or "")]))

    def problems(self) -> Problems:
        """What of the request as it is now is missing or cannot be read."""
        return Problems(self.document, self.errors)

    def answer_opioids(self, key: str) -> None:
        """Answer the question about opioids; date and kind are kept for when "stopped" is chosen again."""
        screening = self.document["screening"]
        for inner in ("opioid_stopped_on", "opioid_kind"):
            if key == "stopped" and f"screening.{inner}" in self.kept:
                screening[inner] = self.kept.pop(f"screening.{inner}")
            elif key != "stopped" and inner in screening:
                self.kept[f"screening.{inner}"] = screening.pop(inner)
        self.touched.add("screening.opioid_use")
        put(self.document, "screening.opioid_use", key or None)

    def choose_source(self, kind: str) -> None:
        """Powder, tablets, or nothing said (empty); what was written for the other is kept for coming back."""
        source = at(self.document, "preparation.source")
        if isinstance(source, dict):
            self.kept[f"source={source.get('kind')}"] = source
            take_out(self.document, "preparation.source")
        if kind:
            put(self.document, "preparation.source", self.kept.get(f"source={kind}", {"kind": kind}))

    def change_regimen(self, words: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Do something to the regimen's rows that one press does and that is undone as one: `words` say what was done."""
        before = deepcopy(at(self.document, "rx.regimen"))
        change(self.document)
        if before != at(new_document(), "rx.regimen"):  # where nothing was written nothing is lost
            self.undone.append((words, before, deepcopy(at(self.document, "rx.regimen"))))

    def undo_regimen(self) -> bool:
        """Bring the regimen back as it was before the last such change; False where there is none, or it was changed since."""
        if not self.undo_words():
            return False
        _, before, _ = self.undone.pop()
        put(self.document, "rx.regimen", before)
        return True

    def undo_words(self) -> str:
        """What the next undo would take back, empty where nothing can be: the regimen was changed by hand since."""
        while self.undone and self.undone[-1][2] != at(self.document, "rx.regimen"):
            self.undone.pop()
        return self.undone[-1][0] if self.undone else ""

    def choose_way(self, document: dict[str, Any], title: str, paths: Collection[str]) -> None:
        """Make it another way: `document` is the request with the values of that way at `paths`."""
        self.chosen.append(ChosenWay(title, self.document, deepcopy(document), tuple(paths)))
        self.document = document
        self.touched |= set(paths)

    def take_way_back(self) -> bool:
        """Undo the last choice of a way, keeping what was changed elsewhere since; False where none was chosen."""
        if not self.chosen:
            return False
        self.document = self.chosen.pop().taken_back(self.document)
        return True

    def take_out_unknown_keys(self) -> None:
        """Take what has no place in the form out of the request."""
        unknown_keys = reversed(self.problems().unknown_keys())
        for path in dict.fromkeys(whole_unknown_key(each["path"]) for each in unknown_keys):
            take_out(self.document, path)

    def way_that_stands(self) -> str:
        """The title of the last way chosen that the request still says, empty where there is none; the others are forgotten."""
        while self.chosen and not self.chosen[-1].stands_in(self.document):
            self.chosen.pop()
        return self.chosen[-1].title if self.chosen else ""
