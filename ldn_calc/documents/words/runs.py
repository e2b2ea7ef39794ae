"""Text in runs of bold and regular, and the ties that keep words together: no drawing here.

>>> marked("Take **{amount}** at bedtime.", amount="1.5 mL")
(Run(text='Take ', bold=False), Run(text='1.5 mL', bold=True), Run(text=' at bedtime.', bold=False))
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["TIE", "Run", "Runs", "joined", "marked", "plain", "run", "tie", "tied"]

TIE: Final = "\u00a0"
"""The space at which no line breaks."""

_UNITS: Final = r"mg|mcg|g|mL|mm|%|°F|days|día|días|pt|tablets?|capsules?|tabletas?|cápsulas?"
_PERIODS: Final = r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|ene|feb|marzo|abr|mayo|junio|julio|ago|sept|oct|nov|dic"
_PLACES: Final = r"Suite|Ste\.?|Apt\.?|Unit|Room|Floor|Box|Apartamento|Apto\.?|Piso|Oficina|Local|No\.|Rx|Dr\.|Dra\."
_RULES: Final = (
    (re.compile(rf"(?<=[0-9]) (?=(?:{_UNITS})\b|%|°F)"), TIE),
    (re.compile(rf"(?<=[0-9]) (?=(?:{_PERIODS})\b)"), TIE),
    (re.compile(rf"\b({_PERIODS}) (?=[0-9]{{4}}\b)"), rf"\1{TIE}"),
    (re.compile(r"(?<=[0-9]) (to|a) (?=[0-9]+[ \u00a0]°F)"), rf"{TIE}\1{TIE}"),
    (re.compile(r"(?<=mg) (per|por) (?=mL)"), rf"{TIE}\1{TIE}"),
    (re.compile(r"\b(al) (?=(?:911|988|1-800)\b)"), rf"\1{TIE}"),
    (re.compile(r"\b(pages?|páginas?) (?=[0-9])"), rf"\1{TIE}"),
    (re.compile(r"\b1 in 10 people"), "1 in 10 people".replace(" ", TIE)),
    (re.compile(r"\b1 de cada 10 personas"), "1 de cada 10 personas".replace(" ", TIE)),
    (re.compile(rf"\b({_PLACES}) (?=[0-9A-Z#])"), rf"\1{TIE}"),
    (re.compile(r"\b([A-Z]\.) (?=[A-Z])"), rf"\1{TIE}"),
    (re.compile(r"\b([A-Z]{2}) (?=[0-9]{5}\b)"), rf"\1{TIE}"),
    (re.compile(r",\s(?=(?:[A-Z]\.?){2,5}(?:,|$)|PhD\b|PharmD\b|Jr\.?(?:,|$)|Sr\.?(?:,|$))"), f",{TIE}"),
)


class Run(NamedTuple):
    """A piece of a line in one weight."""

    text: str
    bold: bool = False


Runs = tuple[Run, ...]


def run(text: str, *, bold: bool = False) -> Runs:
    """One run on its own."""
    return (Run(text, bold),)


def marked(pattern: str, **values: str) -> Runs:
    """Runs of a sentence pattern: `**bold**`, `{name}` for a value; stars inside a value are just stars."""
    pieces = pattern.split("**")
    return tuple(Run(piece.format(**values), bool(index % 2)) for index, piece in enumerate(pieces) if piece)


def plain(runs: Iterable[Run]) -> str:
    """The text alone."""
    return "".join(piece.text for piece in runs)


def joined(items: Iterable[Runs], separator: str) -> Runs:
    """Items one after another with a regular separator between them."""
    out: list[Run] = []
    for index, item in enumerate(items):
        if index:
            out.append(Run(separator))
        out.extend(item)
    return tuple(out)


def tied(text: str) -> str:
    """The text as one piece: no line breaks anywhere in it."""
    return text.replace(" ", TIE)


@lru_cache(maxsize=4096)
def tie(text: str) -> str:
    """Tie number and unit, day, month and year, suite and number, name and degrees.

    >>> tie("P. Hale, MD, PhD, Suite 214-B").replace(TIE, "_")
    'P._Hale,_MD,_PhD, Suite_214-B'
    >>> tie("1 mg per mL from 22 Nov 2026").replace(TIE, "_")
    '1_mg_per_mL from 22_Nov_2026'
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
