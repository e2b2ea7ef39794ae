"""The sheet's given wording, read from `resources/text/sheet.en.toml` and `sheet.es.toml`: sections with their variants.

A line that begins with words in brackets is printed only where all of them hold, and one of `this|that`; `{names}` are filled
from the plan. A word after a plus asks for nothing: where it holds, because the patient answered so, the line stands first and
bold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ldn_calc.documents.words.answered import ANSWERS
from ldn_calc.documents.words.runs import Run, Runs, marked, tie
from ldn_calc.order.prescription import Language
from ldn_calc.resources import read_toml

__all__ = ["VARIANTS", "Paragraph", "Section", "SheetText"]

_FIRST_SECTIONS: Final = ("title", "box", "take", "why", "not_approved")
"""Sections with a place of their own; the rest follow in the file's order."""

VARIANTS: Final = (
    ("liquid", "capsule"),
    ("night", "day", "twice"),
    ("one-syringe", "syringes"),
    ("one-line", "lines"),
    ("all-last", "some-last", "none-last"),
    ("single-fill", "two-fills"),
    ("every-two", "some-two"),
    ("refrigerated", "room"),
    ("listed", "other", "no-reason", "left-off"),
    ("pharmacy", "practice"),
    ("suspension", "solution"),
    ("base",),
    ("long", "short"),
    *((answer,) for answer in ANSWERS),
)
"""Words that a line may ask for; of each group at most one holds."""

_CONDITION: Final = re.compile(r"\[([a-z, |+-]+)\] ")
_STEP: Final = re.compile(r"([0-9]+\.) ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `mark` is what hangs before it: nothing, `point` for a drawn square, or a number as in `4.`."""

    runs: Runs
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the sheet; never without words."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]

    def __post_init__(self) -> None:
        if not self.heading or not self.paragraphs:
            raise ValueError(f"the section {self.key} has no words")


class SheetText:
    """The wording of one language."""

    def __init__(self, language: Language) -> None:
        self._rows: dict[str, Any] = read_toml(f"text/sheet.{language.value}.toml")

    def text(self, table: str, key: str, **values: str) -> str:
        """A short text with its values, without bold."""
        found: str = self._rows[table][key]
        return tie(found.replace("**", "")).format(**values)

    def runs(self, table: str, key: str, **values: str) -> Runs:
        """A short text with its values, as runs of bold and regular."""
        found: str = self._rows[table][key]
        return marked(tie(found), **values)

    def weekday(self, number: int, use: str = "row") -> str:
        """A weekday; Monday is 0.

        Args:
            number: of the day in the week.
            use: `row` before a date (`Sun`, in Spanish `domingo`), `column` over boxes (`Sun`, `do`), `long` in a sentence.
        """
        names: list[str] = self._rows["days"][use]
        return names[number]

    def section(self, key: str, holds: frozenset[str], values: Mapping[str, str]) -> Section:
        """A section as it reads for this patient.

        Args:
            key: its table in the file.
            holds: the words of VARIANTS that hold.
            values: for every name that the lines may ask for.
        """
        row = self._rows[key]
        raised, others = [], []
        for line in row["body"].splitlines():
            asked = _CONDITION.match(line)
            groups = asked[1].split(", ") if asked else []
            if any(holds.isdisjoint(group.split("|")) for group in groups if not group.startswith("+")):
                continue
            words = line[asked.end() :] if asked else line
            step = _STEP.match(words)
            mark = step[1] if step else "point" if row.get("points") else ""
            runs = marked(tie(words[step.end() :] if step else words), **values)
            if any(not holds.isdisjoint(group[1:].split("|")) for group in groups if group.startswith("+")):
                raised.append(Paragraph(tuple(Run(piece.text, bold=True) for piece in runs), mark))
            else:
                others.append(Paragraph(runs, mark))
        return Section(key, row["heading"], (*raised, *others))

    def following(self, form: str) -> tuple[str, ...]:
        """Sections after the first ones, in the file's order; those `only` for another form are left out."""
        return tuple(
            key for key, row in self._rows.items() if "body" in row and key not in _FIRST_SECTIONS and row.get("only", form) == form
        )
