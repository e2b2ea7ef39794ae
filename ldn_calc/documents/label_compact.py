"""Stock too small for the directions of a fill in one piece: each phase is a sentence of its own, and they flow.

Every label names patient, drug, strength, number and phone: the first at the size of the directions, further ones in one small
bold heading where that saves labels. No sentence goes on from one label to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from ldn_calc.documents.directions import PhaseWords
from ldn_calc.documents.errors import DoesNotFit
from ldn_calc.documents.label_blocks import CODE_NEAR, Room
from ldn_calc.documents.label_content import LabelContent
from ldn_calc.documents.label_flow import ALONE, SMALLEST, flow_small
from ldn_calc.documents.label_frame import Frame
from ldn_calc.documents.label_page import LEADING, LabelPage
from ldn_calc.documents.runs import TIE, Run, Runs, joined, plain, run
from ldn_calc.documents.typeset import break_lines, keep_brackets

__all__ = ["MOST_SMALL_LABELS", "compact_ladder", "labels_for_directions"]

MOST_SMALL_LABELS: Final = 9


@dataclass(frozen=True, slots=True)
class _Style:
    """One way to set the labels.

    Attributes:
        size: of the directions, and of patient and drug on the first label.
        heading: of patient and drug on further labels; None sets them there like on the first.
        apart: whether the first label may have no directions, only where they are.
        loose: whether a line may break between a drug's name and strength, and between a dose's amount and its mass.
    """

    size: float
    heading: float | None
    loose: bool = False
    apart: bool = False


_STYLES: Final = (_Style(12, None), _Style(11, None), _Style(12, 8), _Style(11, 8), _Style(11, 7), _Style(11, 7, loose=True))
_SMALLEST_FROM: Final = 5
"""From so many labels on, small text may go under 7 pt."""
_ANY_NUMBER: Final = 99
_MARKER: Final = 8.0
_UNDER_BAR: Final = 1.5


def compact_ladder(content: LabelContent, frame: Frame) -> Iterator[Callable[[], tuple[LabelPage, ...]]]:
    """Ways to set the words of one container, the fewest labels first."""
    least: list[tuple[_Style, int]] = []
    for style in (*_STYLES, *(replace(style, apart=True) for style in _STYLES)):
        with suppress(DoesNotFit):
            least.append((style, len(_critical(content, frame, MOST_SMALL_LABELS, style))))
    for count in range(2, MOST_SMALL_LABELS + 1):
        for style, needed in least:
            if needed <= count:
                yield partial(_compact, content, frame, count, style)


def labels_for_directions(content: LabelContent, frame: Frame) -> int:
    """How many labels directions and bar take in the closest style.

    Raises:
        DoesNotFit: a sentence of them, or a name, fits not even a label of its own.
    """
    return len(_critical(content, frame, _ANY_NUMBER, replace(_STYLES[-1], apart=True)))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A text that stays in one piece, and what the label before it says, if it has room, when it begins the next.

    A phase, or the first of the directions, does not go to the next label unsaid: the patient would miss a dose.
    """

    runs: tuple[Runs, ...]
    before: Runs
    must_say: bool = True


def _compact(content: LabelContent, frame: Frame, count: int, style: _Style) -> tuple[LabelPage, ...]:
    *done, last = _critical(content, frame, count, style)
    last.y += _UNDER_BAR
    more = [_next(content, frame, number, count, style) for number in range(len(done) + 2, count + 1)]
    items = (run(content.filled), *content.small)
    if style.heading is None:
        for room in more:
            room.rule()
    small = ALONE if count < _SMALLEST_FROM else (*ALONE, *SMALLEST)
    return (*(room.page for room in done), *flow_small([last, *more], items, small, CODE_NEAR))


def _critical(content: LabelContent, frame: Frame, count: int, style: _Style) -> list[Room]:
    """Directions and the bar, which stands on the last of these labels."""
    rooms = list(_directions(content, frame, count, style))
    if not _bar_fits(rooms[-1]):
        rooms.append(_next(content, frame, len(rooms) + 1, count, style))
        if not _bar_fits(rooms[-1]):
            raise DoesNotFit(content.opioids, "the label")
    return rooms


def _directions(content: LabelContent, frame: Frame, count: int, style: _Style) -> Iterator[Room]:
    """Labels filled with sentences, as many whole ones as have room; the last has room left for the bar, or has none."""
    room = Room(content, 1, count, frame)
    room.header_least()
    room.patient_and_drug(style.size)
    rest = _sentences(content, loose=style.loose)
    number = 1
    while True:
        set_here = _fill(room, rest, style.size, may_be_none=style.apart and number == 1)
        rest = rest[set_here:]
        yield room
        if not rest:
            return
        number += 1
        room = _next(content, frame, number, count, style)


def _next(content: LabelContent, frame: Frame, number: int, count: int, style: _Style) -> Room:
    if number > count:
        raise DoesNotFit(content.patient, "the labels")
    room = Room(content, number, count, frame)
    if style.heading is None:
        room.header_least()
        room.patient_and_drug(style.size)
    else:
        room.heading(style.heading, loose=style.loose)
    return room


def _sentences(content: LabelContent, *, loose: bool) -> list[_Sentence]:
    found = [_Sentence((words,), content.see_directions) for words in (*content.others, content.start) if words]
    for index, phase in enumerate(content.directions.phases):
        before = content.see_next[index] if index else content.see_directions
        found.append(_Sentence(_phase(phase, loose=loose), before))
    if content.directions.syringe:
        found.append(_Sentence((content.directions.syringe,), content.see_syringe, must_say=False))
    return found


def _phase(phase: PhaseWords, *, loose: bool) -> tuple[Runs, ...]:
    """The dates' line and, on a line of its own or running on, every dose with its time of day."""
    doses = [dose.runs(timed=len(phase.doses) > 1) for dose in phase.doses]
    if loose:
        return (phase.intro, *doses)
    return (phase.intro, *((amount, rest._replace(text=rest.text.replace(" (", f"{TIE}(", 1))) for amount, rest in doses))


def _fill(room: Room, sentences: list[_Sentence], size: float, *, may_be_none: bool) -> int:
    """Set as many sentences as have room, and where the rest is; how many were set."""
    lines = [_lines(sentence, size, room.frame.room) for sentence in sentences]
    lead = LEADING * size
    for count in range(len(sentences), -1, -1):
        height = sum(map(len, lines[:count])) * lead
        marker = break_lines(sentences[count].before, _MARKER, room.frame.room) if count < len(sentences) else []
        left = room.bottom + 0.01 - room.y - height
        if left < 0 or (count == 0 and not may_be_none):
            continue
        if left < len(marker) * LEADING * _MARKER:
            if sentences[count].must_say:
                continue
            marker = []
        for line in (line for each in lines[:count] for line in each):
            room.text(line, size)
        for line in marker:
            room.text(line, _MARKER)
        return count
    words = " ".join(plain(part) for part in sentences[0].runs)
    raise DoesNotFit(words.replace(TIE, " "), "one label")


def _lines(sentence: _Sentence, size: float, width: float) -> list[Runs]:
    """Each part on lines of its own, or run on where that takes fewer."""
    apart = [
        line for part in sentence.runs for line in break_lines(keep_brackets(part, size, width), size, width, "the directions")
    ]
    if len(sentence.runs) == 1:
        return apart
    intro, *doses = sentence.runs
    run_on = break_lines((*intro, Run(" "), *joined(doses, "; ")), size, width, "the directions")
    return run_on if len(run_on) < len(apart) else apart


def _bar_fits(room: Room) -> bool:
    """Set the bar, if the label has room for it."""
    tried = room.copy()
    try:
        tried.bar(15, at_bottom=False)
    except DoesNotFit:
        return False
    if tried.y - 2 > tried.bottom + 0.01:
        return False
    room.bar(15, at_bottom=False)
    return True
