"""Measuring and breaking lines of bold and regular text.

A line breaks at plain spaces only: never inside a number, a date, a hyphenated name, a lot or a phone number, because
those are tied with no-break spaces or hold no space at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from ldn_calc.documents.drawing.fonts import PaperCanvas, checked, font_name, text_width
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import TIE, Run, Runs, joined, plain, tied

__all__ = [
    "Alignment",
    "Width",
    "break_anywhere",
    "break_drug",
    "break_lines",
    "break_name",
    "break_run_on",
    "draw_line",
    "keep_brackets",
    "keep_whole",
    "line_width",
    "one_line",
]

Width = float | Callable[[int], float]
"""The room of a line in points, the same for all or by the line's number from 0."""

_RUN_ON: Final = " \u2022 "
_DRUG: Final = "naltrexone hydrochloride"
"""A drug's name is one word to a line's end."""
_Piece = tuple[str, bool]
_PARTICLES: Final = frozenset(
    word
    for words in (
        ("de", "del", "la", "las", "los", "el", "y", "e", "san", "santa", "da", "das", "do", "dos", "di", "du", "des", "le"),
        ("van", "von", "der", "den", "ter", "ten", "al", "bin", "ibn", "st.", "mc", "mac", "o"),
    )
    for word in words
)


_BRACKET: Final = re.compile(r"\([^()]{1,16}\)")
_DRUG_NAMES: Final = ("naltrexone hydrochloride", "naltrexone base", "naltrexona base")


class Alignment:
    """Where a line stands on its x."""

    LEFT: Final = 0.0
    CENTRE: Final = 0.5
    RIGHT: Final = 1.0


def line_width(runs: Runs, size: float) -> float:
    """The width of runs on one line, in points."""
    return sum(text_width(piece.text, size, bold=piece.bold) for piece in runs)


def break_lines(runs: Runs, size: float, width: Width, place: str = "its line") -> list[Runs]:
    """Break runs into as few lines as fit, filling each from the left.

    Args:
        runs: the text.
        size: of the type, in points.
        width: the room of each line, in points.
        place: where the text stands, for the error.

    Raises:
        DoesNotFit: a word is wider than its line.
    """
    lines = _filled(runs, size, width) if callable(width) else _filled_alike(runs, size, width)
    if isinstance(lines, str):
        raise DoesNotFit(lines, place)
    return list(lines)


def _filled(runs: Runs, size: float, width: Width) -> tuple[Runs, ...] | str:
    """The lines, or the word that is wider than its line."""
    lines: list[Runs] = []
    current: list[_Piece] = []
    taken = 0.0
    room = width(0) if callable(width) else width
    spaces = text_width(" ", size), text_width(" ", size, bold=True)
    for word, word_width in _words(runs):
        if current:
            bold = current[-1][1] and word[0][1]
            longer = taken + spaces[bold] + word_width * size
            if longer <= room:
                current += [(" ", bold), *word]
                taken = longer
                continue
            lines.append(_merged(current))
            room = width(len(lines)) if callable(width) else width
        taken = word_width * size
        if taken > room:
            return "".join(text for text, _ in word).replace("\u00a0", " ")
        current = list(word)
    if current:
        lines.append(_merged(current))
    return tuple(lines)


@lru_cache(maxsize=4096)
def _filled_alike(runs: Runs, size: float, width: float) -> tuple[Runs, ...] | str:
    """As `_filled`, in lines of one width. A label's ladder sets the same text in the same room hundreds of times."""
    return _filled(runs, size, width)


def break_anywhere(runs: Runs, size: float, width: float) -> list[Runs]:
    """Break runs as `break_lines` does; a word wider than a line, as a long lot or number, after a hyphen or where the line ends.

    For records, which name whatever was entered: no plan is without one for a lot of many letters. What is tied is untied first.
    """
    try:
        return break_lines(runs, size, width)
    except DoesNotFit:
        return break_lines(tuple(_cut(piece, size, width - size) for piece in runs), size, width)


def _cut(piece: Run, size: float, width: float) -> Run:
    """The run with a plain space in each word that is wider than the line."""
    words = []
    for word in piece.text.split(" "):
        if text_width(word, size, bold=piece.bold) > width:
            word = word.replace("\u00a0", " ")  # noqa: PLW2901
        words += [part for tied_word in word.split(" ") for part in _parts(tied_word, size, width, bold=piece.bold)]
    return piece._replace(text=" ".join(words))


def _parts(word: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    """Pieces of a word, each no wider than the line."""
    while text_width(word, size, bold=bold) > width:
        fits = next((end for end in range(len(word) - 1, 0, -1) if text_width(word[:end], size, bold=bold) <= width), 1)
        end = word.rfind("-", 1, fits) + 1 or fits
        yield word[:end]
        word = word[end:]
    yield word


def break_run_on(items: Iterable[Runs], size: float, width: Width, place: str = "its line") -> list[Runs]:
    """Items one after another with a bullet between two on a line; none begins or ends a line.

    Raises:
        DoesNotFit: a word is wider than its line.
    """
    lines = (_without_bullets(line) for line in break_lines(joined(items, _RUN_ON), size, width, place))
    return [line for line in lines if line]


def _without_bullets(line: Runs) -> Runs:
    """The line without what stands between items at its two ends."""
    if line[0].text[0] not in _RUN_ON and line[-1].text[-1] not in _RUN_ON:
        return line
    line = (Run(line[0].text.lstrip(_RUN_ON), line[0].bold), *line[1:])
    line = (*line[:-1], Run(line[-1].text.rstrip(_RUN_ON), line[-1].bold))
    return tuple(piece for piece in line if piece.text)


def break_name(name: str, size: float, width: Width, *, bold: bool = True, place: str = "the patient's line") -> list[Runs]:
    """Break a name into one line, or two as equal as can be, or more; never after de, la, y, van and their like.

    Raises:
        DoesNotFit: a part of the name that must stay whole is wider than its line.
    """
    parts = _name_parts(name)
    runs = (Run(" ".join(parts), bold),)
    lines = break_lines(runs, size, width, place)
    if len(lines) != 2:
        return lines
    first = width(0) if callable(width) else width
    second = width(1) if callable(width) else width
    best = lines
    difference = abs(line_width(lines[0], size) - line_width(lines[1], size))
    for at in range(1, len(parts)):
        upper: Runs = (Run(" ".join(parts[:at]), bold),)
        lower: Runs = (Run(" ".join(parts[at:]), bold),)
        widths = line_width(upper, size), line_width(lower, size)
        if widths[0] <= first and widths[1] <= second and abs(widths[0] - widths[1]) < difference:
            best, difference = [upper, lower], abs(widths[0] - widths[1])
    return best


def break_drug(words: str, size: float, width: float) -> list[Runs]:
    """A drug's bold line, or the name on one and the rest on the next: the name itself is never broken.

    Raises:
        DoesNotFit: the name, or another word, is wider than the line.
    """
    whole: Runs = (Run(words, bold=True),)
    if line_width(whole, size) <= width:
        return [whole]
    name = next((name for name in _DRUG_NAMES if words.startswith(f"{name} ")), "")
    lines = [one_line((Run(_keep_names(name), bold=True),), size, width, "the drug's line")] if name else []
    rest = words.removeprefix(name).strip()
    return [*lines, *break_lines((Run(_keep_names(rest), bold=True),), size, width, "the drug's line")]


def keep_whole(words: str, size: float, width: float) -> str:
    """A drug's bold line tied where it fits one line, else each name in it, so that no line breaks in a name."""
    return tied(words) if line_width((Run(words, bold=True),), size) <= width else _keep_names(words)


def _keep_names(words: str) -> str:
    for name in _DRUG_NAMES:
        words = words.replace(name, tied(name))
    return words


def keep_brackets(runs: Runs, size: float, width: float) -> Runs:
    """Where the text takes more than one line, with each bracket tied: `(3 mL size)` stays together."""
    if line_width(runs, size) <= width:
        return runs
    return tuple(Run(_BRACKET.sub(lambda found: tied(found.group()), piece.text), piece.bold) for piece in runs)


def one_line(runs: Runs, size: float, width: float, place: str) -> Runs:
    """The runs, known to fit one line.

    Raises:
        DoesNotFit: they are wider.
    """
    if line_width(runs, size) > width:
        raise DoesNotFit(plain(runs).replace("\u00a0", " "), place)
    return runs


def draw_line(canvas: PaperCanvas, runs: Runs, x: float, baseline: float, size: float, alignment: float = Alignment.LEFT) -> float:
    """Draw runs on one line and say where it ends.

    Args:
        canvas: in points, its origin at the lower left.
        runs: the text.
        x: where the line begins, has its middle or ends, by `alignment`.
        baseline: height of the baseline above the origin.
        size: of the type.
        alignment: a value of `Alignment`.
    """
    at = x - alignment * line_width(runs, size) if alignment else x
    for piece in runs:
        canvas.setFont(font_name(bold=piece.bold), size)
        canvas.drawString(at, baseline, piece.text)
        at += text_width(piece.text, size, bold=piece.bold)
    return at


@lru_cache(maxsize=1024)
def _words(runs: Runs) -> tuple[tuple[tuple[_Piece, ...], float], ...]:
    """Words between plain spaces with their width at one point; a word may change weight inside: `**4.5 mL**:` is one word."""
    words: list[list[_Piece]] = [[]]
    for piece in runs:
        parts = checked(piece.text).replace(_DRUG, _DRUG.replace(" ", TIE)).split(" ")
        for index, part in enumerate(parts):
            if index and words[-1]:
                words.append([])
            if part:
                words[-1].append((part, piece.bold))
    return tuple((tuple(word), sum(text_width(text, 1, bold=bold) for text, bold in word)) for word in words if word)


def _merged(pieces: Sequence[_Piece]) -> Runs:
    out: list[Run] = []
    texts: list[str] = []
    weight = False
    for text, bold in pieces:
        if texts and bold != weight:
            out.append(Run("".join(texts), weight))
            texts = []
        weight = bold
        texts.append(text)
    if texts:
        out.append(Run("".join(texts), weight))
    return tuple(out)


def _name_parts(name: str) -> list[str]:
    """The name's words, particles tied to the word after them: `y Castañeda` stays together."""
    parts: list[str] = []
    held = ""
    for word in name.split():
        if word.lower() in _PARTICLES:
            held += word + "\u00a0"
        else:
            parts.append(held + word)
            held = ""
    if held:
        parts.append(held.rstrip("\u00a0"))
    return parts
