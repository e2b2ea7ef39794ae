"""How the window words a calculation: captions, results, and the text that is copied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from ldn_calc.application.calculate.calculating import Calculated, Calculator, Input, result_words
from ui.calculators.sentences import TEXT
from ui.kit.words import NBSP, iso_day_words

__all__ = ["choice_words", "given_words", "input_caption", "letters", "plain_text", "result_rows", "working_lines"]

_ABBREVIATIONS: Final = {"rsd": TEXT.relative_standard_deviation, "sd": TEXT.standard_deviation}
_CONDITIONAL: Final = re.compile(r"\b(?:this|these), or\b|^needed|\bbasis\b|where stage 1 fails")
_NEGATIVE: Final = re.compile(r"(?<![0-9A-Za-z])-(?=[0-9])")
_ISO_DATE: Final = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


def input_caption(asked: Input) -> str:
    """What a field is called; what is needed only beside other inputs says so in its note."""
    return asked.label if asked.required or _CONDITIONAL.search(asked.note) else TEXT.optional.format(caption=asked.label)


def choice_words(key: str) -> str:
    """A choice as a person reads it: `anhydrous solvent free`."""
    return key.replace("-", " ")


def given_words(expected: str, *, example: bool = False) -> str:
    """What a fault expects, without what only the command line needs to know."""
    words = expected.split("; ", maxsplit=1)[0]
    return words if example else re.sub(r", as in [^,;]*$", "", words)


def result_rows(calculated: Calculated) -> tuple[tuple[str, str], ...]:
    """Each result: what it is, and its amount with its unit."""
    return tuple((_name(key), _amount(found)) for key, found in calculated.result.items())


def working_lines(calculated: Calculated) -> tuple[str, ...]:
    """The working as a pharmacist would write it, with a true minus."""
    return tuple(_NEGATIVE.sub("−", _dates(line)) for line in calculated.working)


def plain_text(calculator: Calculator, calculated: Calculated) -> str:
    """Title, inputs, results and working under each other, as it is pasted into a record."""
    labels = {each.key: each.label for each in calculator.inputs}
    parts = [
        [calculator.title],
        [TEXT.named.format(name=labels[key], words=_dates(text)) for key, text in calculated.inputs.items()],
        [TEXT.named.format(name=name, words=amount) for name, amount in result_rows(calculated)],
        [TEXT.working, *working_lines(calculated)],
    ]
    return "\n\n".join("\n".join(part) for part in parts).replace(NBSP, " ") + "\n"


def letters(captions: Sequence[str], taken: str) -> list[str]:
    """Each caption with "&" before a letter that no other has and that is not in `taken`; without where none is left.

    >>> letters(["Drug needed", "Drug wasted"], "f")
    ['&Drug needed', 'Drug &wasted']
    """
    used = set(taken.casefold())
    found = []
    for caption in captions:
        starts = [place for place, sign in enumerate(caption) if sign.isalpha() and (place == 0 or caption[place - 1] in " (")]
        others = [place for place, sign in enumerate(caption) if sign.isalpha() and place not in starts]
        place = next((place for place in starts + others if caption[place].casefold() not in used), None)
        if place is not None:
            used.add(caption[place].casefold())
        found.append(caption if place is None else f"{caption[:place]}&{caption[place:]}")
    return found


def _name(key: str) -> str:
    return _ABBREVIATIONS.get(key, key.replace("_", " ").capitalize())


def _amount(found: Any) -> str:
    words = _dates(result_words(found))
    return _NEGATIVE.sub("−", words).replace("stage-2", TEXT.second_stage)


def _dates(text: str) -> str:
    return _ISO_DATE.sub(lambda match: iso_day_words(match[0]), text)
