"""Section H of the compounding record: what is done before the preparation leaves, and who wrote on the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ldn_calc.documents.drawing.flow import LEFT, RIGHT, Part, RecordPen
from ldn_calc.documents.drawing.heard import heard_words
from ldn_calc.documents.drawing.tables import Box, strip
from ldn_calc.documents.drawing.typeset import line_width
from ldn_calc.documents.label.auxiliary import auxiliaries
from ldn_calc.documents.words.runs import run, tied
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import Plan
from ldn_calc.resources import read_toml

__all__ = ["leaving_parts"]

_TITLE: Final = 7.5
_SIZE: Final = 9.0
_TICK: Final = 10.0
_BETWEEN: Final = 12.0
_ROW: Final = 15.0
_NAMES: Final = 38.0


def leaving_parts(plan: Plan, labels: int) -> list[Part]:
    """Labels counted, auxiliary labels, sheet and counselling as ticks, whose initials are whose, what went wrong.

    Args:
        plan: whose warnings are due.
        labels: how many labels the set has.
    """
    words: dict[str, Any] = read_toml("text/worksheet.toml")["leaving"]
    due = [each.words for each in auxiliaries(plan, Language.ENGLISH)]
    count = [Box(words["set"], f"{labels}", 0.8), Box(words["printed"]), Box(words["used"]), Box(words["destroyed"])]
    half = (RIGHT - LEFT) / 2
    return [
        _kept(strip([*count, Box(words["left"], width=2.2)], 27)),
        _kept(_ticks([(words["auxiliary"], due, RIGHT - LEFT)])),
        _kept(_ticks([(words["sheet"], words["sheets"], half), (words["counselling"], words["answers"], half)])),
        strip([Box(words["initials"], width=384), Box(words["incident"], width=156)], _NAMES),
    ]


def _kept(part: Part) -> Part:
    return Part(part.height, part.draw, keep=True, what=part.what)


def _ticks(groups: Sequence[tuple[str, Sequence[str], float]]) -> Part:
    """Boxes side by side, each with its title and things to tick, on as many lines as they need."""
    heard = heard_words(Language.ENGLISH)
    set_out = [(title, _lines(items, width), width) for title, items, width in groups]
    height = 12 + _ROW * max(len(lines) for _, lines, _ in set_out) + 1

    def draw(pen: RecordPen, y: float) -> None:
        x = LEFT
        for title, lines, width in set_out:
            pen.frame(x, y, width, height, 1.2)
            pen.words(run(title), x + 4, y + 9, _TITLE)
            for row, items in enumerate(lines):
                at, top = x + 6, y + 12 + _ROW * row
                for item in items:
                    pen.frame(at, top + 1, _TICK, _TICK, 1)
                    with pen.paragraph(said=heard["blank"].format(name=item), fill=True):
                        pen.words(run(tied(item)), at + _TICK + 4, top + 9.2, _SIZE)
                    at += _across(item)
            x += width

    return Part(height, draw, what=groups[0][0])


def _across(item: str) -> float:
    return _TICK + 4 + line_width(run(item), _SIZE) + _BETWEEN


def _lines(items: Sequence[str], width: float) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for item in items:
        if lines[-1] and sum(map(_across, [*lines[-1], item])) > width - 6:
            lines.append([])
        lines[-1].append(item)
    return lines
