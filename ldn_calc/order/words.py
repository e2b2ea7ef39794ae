"""Free text to plain words for comparing: case, accents and punctuation aside, digits apart from letters.

>>> plain_words("Oxicodona/Paracetamol 5mg"), plain_words("Codeína")
(('oxicodona', 'paracetamol', '5', 'mg'), ('codeina',))
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["contains_words", "one_letter_off", "plain_words"]

_WORD: Final = re.compile(r"[^\W\d_]+|\d+")


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, lower case and without accents."""
    if not text.isascii():
        text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return tuple(_WORD.findall(text.casefold()))


def contains_words(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a name stands in a text as whole words, one after the other."""
    length = len(name)
    return bool(name) and any(words[start : start + length] == name for start in range(len(words) - length + 1))


def one_letter_off(word: str, name: str, most: int = 1) -> bool:
    """Whether a word differs from a name by 1 to `most` letters inserted, dropped, changed or swapped with their neighbour.

    >>> one_letter_off("tramadal", "tramadol"), one_letter_off("tarmadol", "tramadol"), one_letter_off("tramadol", "tramadol")
    (True, True, False)
    """
    if word == name or abs(len(word) - len(name)) > most:
        return False
    before_last: list[int] = []
    last = list(range(len(name) + 1))
    for row, letter in enumerate(word, 1):
        here = [row]
        for column, other in enumerate(name, 1):
            steps = min(last[column] + 1, here[column - 1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == name[column - 2] and word[row - 2] == other:
                steps = min(steps, before_last[column - 2] + 1)
            here.append(steps)
        if min(here) > most:
            return False
        before_last, last = last, here
    return last[-1] <= most
