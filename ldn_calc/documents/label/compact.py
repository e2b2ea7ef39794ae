"""Stock too small for the directions of a fill in one piece: each phase is a sentence of its own, and they flow.

Every label names patient, drug, strength, number, phone and lot: the first at the size of the directions, further ones in one
small bold heading where that saves labels. The first has the first direction and the opioid warning, or the stock is refused. No
sentence goes on from one label to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Final

from ldn_calc.documents.drawing.label_page import LEADING, LabelPage
from ldn_calc.documents.drawing.typeset import break_lines, keep_brackets
from ldn_calc.documents.label.blocks import CODE_NEAR, Room
from ldn_calc.documents.label.content import LabelContent
from ldn_calc.documents.label.flow import ALONE, SMALLEST, flow_small
from ldn_calc.documents.label.frame import MOST_LABELS, Frame
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.directions import PhaseWords
from ldn_calc.documents.words.runs import TIE, Run, Runs, joined, plain, run

__all__ = ["compact_ladder"]


@dataclass(frozen=True, slots=True)
class _Style:
    """One way to set the labels.

    Attributes:
        size: of the directions, and of patient and drug on the first label.
        heading: of patient and drug on further labels; None sets them there like on the first.
        close: whether number, phone and lot stand in small type under the first label's patient, and not above and beside.
        apart: whether the last day of use stands on the second label, and only the opioid warning on the first.
        bar: height of the bar on the first label; the higher one says what opioids are.
        loose: whether a line may break between a drug's name and strength, and between a dose's amount and its mass.
    """

    size: float
    heading: float | None
    loose: bool = False
    close: bool = False
    apart: bool = False
    bar: float = 15


_STYLES: Final = (_Style(12, None), _Style(11, None), _Style(12, 8), _Style(11, 8), _Style(11, 7), _Style(11, 7, loose=True))
_SMALLEST_FROM: Final = 3
"""From so many labels on, small text may go under 7 pt."""
_WORST: Final = 2
"""So many labels more are taken for a first label that has the last day of use; one for a warning that says what opioids are."""
_LOW: Final = 130.0
"""Under this room in height a label is small: it takes the fewest labels, and its warning is short."""
_MARKERS: Final = (11.0, 9.0, 7.0)
"""Sizes of the line that says where it goes on, as there is room."""
_UNDER_TEXT: Final = 1.5


def compact_ladder(content: LabelContent, frame: Frame) -> Iterator[Callable[[], tuple[LabelPage, ...]]]:
    """Ways to set the words of one container, the fewest labels first."""
    ways: list[tuple[_Style, int, int]] = []
    for (wish, worse), close, style in product(_wishes(frame), (False, True), _STYLES):
        with suppress(DoesNotFit):
            tried = replace(style, close=close, apart=wish.apart, bar=wish.bar)
            ways.append((tried, len(_critical(content, frame, MOST_LABELS, tried)), worse))
    for cost in range(2, MOST_LABELS + 1 + _WORST):
        for style, needed, worse in ways:
            if needed <= (count := cost - worse) <= MOST_LABELS and count > 1:
                yield partial(_compact, content, frame, count, style)


def _wishes(frame: Frame) -> Iterator[tuple[_Style, int]]:
    """Bars of the first label, and how many labels more the ones before are worth: on a small label none."""
    if frame.explains:
        yield _Style(12, None, bar=24), 0
        return
    small = frame.bottom - frame.top < _LOW
    if not small:
        yield _Style(12, None, bar=24), 0
    yield _Style(12, None), 0 if small else 1
    yield _Style(12, None, apart=True), 0 if small else _WORST


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A text that stays in one piece, and what the label before it says, if it has room, when it begins the next.

    A phase does not go to the next label unsaid: the patient would miss a dose. `lead` stands on lines of its own before it.
    """

    lead: tuple[Runs, ...]
    runs: tuple[Runs, ...]
    before: Runs
    must_say: bool = True


def _compact(content: LabelContent, frame: Frame, count: int, style: _Style) -> tuple[LabelPage, ...]:
    rooms = _critical(content, frame, count, style)
    more = [_next(content, frame, number, count, style) for number in range(len(rooms) + 1, count + 1)]
    if style.heading is None:
        for room in more:
            room.rule()
    if len(rooms) > 1:  # under the warning of a first label nothing else stands
        more.insert(0, rooms.pop())
        more[0].y += _UNDER_TEXT
    items = (run(content.filled), *content.small)
    small = ALONE if count < _SMALLEST_FROM else (*ALONE, *SMALLEST)
    return (*(room.page for room in rooms), *flow_small(more, items, small, CODE_NEAR))


def _critical(content: LabelContent, frame: Frame, count: int, style: _Style) -> list[Room]:
    """Directions, the opioid warning and the last day of use."""
    rooms = list(_directions(content, frame, count, style))
    if style.apart and len(rooms) == 1:
        rooms.append(_next(content, frame, 2, count, style))
        rooms[1].use_until()
    return rooms


def _directions(content: LabelContent, frame: Frame, count: int, style: _Style) -> Iterator[Room]:
    """Labels filled with sentences, as many whole ones as have room; the first has the warning, and never no direction."""
    room = Room(content, 1, count, frame)
    if not style.close:
        room.header_least()
    room.patient_and_drug(style.size, close=style.close)
    if style.apart:
        room.warning()
    else:
        room.bar(style.bar, at_bottom=True)
    rest = _sentences(content, loose=style.loose)
    number = 1
    while True:
        set_here = _fill(room, rest, style.size)
        rest = rest[set_here:]
        yield room
        if not rest:
            return
        number += 1
        room = _next(content, frame, number, count, style)
        if style.apart and number == 2:
            room.use_until()


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
    found = []
    for index, phase in enumerate(content.directions.phases):
        parts = _phase(phase, timed=not content.directions.same_time, loose=loose)
        lead = () if index else content.lead
        found.append(_Sentence(lead, parts, content.see_next[index]))
    if content.directions.syringe:
        found.append(_Sentence((), (content.directions.syringe,), content.see_syringe, must_say=False))
    return found


def _phase(phase: PhaseWords, *, timed: bool, loose: bool) -> tuple[Runs, ...]:
    """The dates' line and, on a line of its own or running on, every dose with its time of day."""
    doses = [dose.runs(timed=timed) for dose in phase.doses]
    if loose:
        return (phase.intro, *doses)
    return (phase.intro, *((amount, rest._replace(text=rest.text.replace(" (", f"{TIE}(", 1))) for amount, rest in doses))


def _fill(room: Room, sentences: list[_Sentence], size: float) -> int:
    """Set as many sentences as have room, and where the rest is; how many were set: at least one."""
    lines = [_lines(sentence, size, room.frame.room) for sentence in sentences]
    lead = LEADING * size
    for count in range(len(sentences), 0, -1):
        height = sum(map(len, lines[:count])) * lead
        left = room.bottom + 0.01 - room.y - height
        if left < 0:
            continue
        marker, marker_size = _marker(sentences[count].before, room.frame.room, left) if count < len(sentences) else ([], size)
        if count < len(sentences) and not marker and sentences[count].must_say:
            continue
        for line in (line for each in lines[:count] for line in each):
            room.text(line, size)
        for line in marker:
            room.text(line, marker_size)
        return count
    words = " ".join(plain(part) for part in (*sentences[0].lead, *sentences[0].runs))
    raise DoesNotFit(words.replace(TIE, " "), "one label with what must stand beside it")


def _marker(words: Runs, width: float, room: float) -> tuple[list[Runs], float]:
    """Where it goes on, in the largest type that has room, and its size; no lines where none has."""
    for size in _MARKERS:
        with suppress(DoesNotFit):
            lines = break_lines(words, size, width)
            if len(lines) * LEADING * size <= room:
                return lines, size
    return [], _MARKERS[-1]


def _lines(sentence: _Sentence, size: float, width: float) -> list[Runs]:
    """Each part on lines of its own, or run on where that takes fewer."""
    lead = [line for part in sentence.lead for line in break_lines(part, size, width, "the directions")]
    apart = [
        line for part in sentence.runs for line in break_lines(keep_brackets(part, size, width), size, width, "the directions")
    ]
    if len(sentence.runs) == 1:
        return lead + apart
    intro, *doses = sentence.runs
    run_on = break_lines((*intro, Run(" "), *joined(doses, "; ")), size, width, "the directions")
    return lead + (run_on if len(run_on) < len(apart) else apart)
