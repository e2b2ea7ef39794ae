"""What is said of keys of a file that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.compound.prescription.field_rows import whole_unknown_key
from ui.compound.prescription.sentences import TEXT
from ui.kit.words import listed

if TYPE_CHECKING:
    from ldn_calc.procedure.printed import PrintedError

__all__ = ["unknown_key_sentences"]


def unknown_key_sentences(errors: Sequence[PrintedError]) -> list[str]:
    """What stands in a file and in no form, with what may be meant by it.

    >>> unknown_key_sentences([{"path": "colour", "found": "colour", "expected": "one of the keys rx, fill"}])
    ['The file says “colour”, which means nothing here.', 'Nothing can be planned until that is taken out.']
    """
    if not errors:
        return []
    meant = [re.search(r"did you mean [^?]+\?", each["expected"]) for each in errors]
    said = [_named(whole_unknown_key(each["path"]), near) for each, near in zip(errors, meant, strict=True)]
    names = list(dict.fromkeys(said))
    said_of = TEXT.one_means_nothing.format(key=names[0]) if len(names) == 1 else TEXT.some_mean_nothing.format(keys=listed(names))
    return [said_of, TEXT.take_out_first]


def _named(key: str, guess: re.Match[str] | None) -> str:
    return TEXT.key_and_guess.format(key=key, guess=guess[0]) if guess else TEXT.quoted.format(words=key)
