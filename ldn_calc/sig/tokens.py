"""A line of text cut into numbers, words and single signs, each with its place; nothing of it is thrown away but blanks.

A point directly before a digit is never a separator (`.5 mg` read as 5 mg is a classic), digits and letters part (`14d`, `x14d`),
and a number written in a way that is read as two numbers is kept whole and marked.

>>> [token.text for token in tokens_of("1.5mg qhs x14d #30")]
['1.5', 'mg', 'qhs', 'x', '14', 'd', '#', '30']
>>> [(token.text, token.kind) for token in tokens_of(".5 mg, 4,5 mg")]
[('.5', 'naked'), ('mg', 'word'), (',', 'sign'), ('4,5', 'comma'), ('mg', 'word')]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

__all__ = ["Token", "key_of", "tokens_of"]

_TOKEN: Final = re.compile(
    r"(?P<doubtful>[0-9]+(?:[.,][0-9]+){2,}|[0-9]*[.,]?[0-9]*[⁄٫][0-9]*)"
    r"|(?P<comma>[0-9]+,[0-9]+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<naked>\.[0-9]+)"
    r"|(?P<fraction>[½¼¾])"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<break>\r\n|[\n\r\t])"
    r"|(?P<sign>[^\s0-9])"
    r"|(?P<other>[^ \u00a0\u2007\u2009\u202f])"  # whatever is no blank that people type
)
_SAME: Final = {"×": "x", "’": "'", "−": "-", "–": "-", "—": "-", "‑": "-", "º": "°", "\t": "\n", "\r": "\n", "\r\n": "\n"}
_LONGEST_NUMBER: Final = 8
_ZERO_FIRST: Final = re.compile(r"0[0-9]")
"""05 is 0.5 that lost its point, or 5."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the line.

    Attributes:
        kind: number, naked, comma, doubtful, fraction, word, break, sign.
        text: as it stands in the line.
        key: as it is looked up: small letters without accents.
        start: the place of its first character.
        end: the place after its last one.
        glued: it follows the piece before without a blank.
    """

    kind: str
    text: str
    key: str
    start: int
    end: int
    glued: bool


def key_of(word: str) -> str:
    """A word as it is looked up: small letters, no accents.

    >>> key_of("Cápsula"), key_of("×")
    ('capsula', 'x')
    """
    word = _SAME.get(word, word)
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.replace("’", "'").replace("µ", "μ").lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def tokens_of(text: str, known: Collection[str] = ()) -> list[Token]:
    """Cut a line; `known` are keys of words that may stand glued to an x and a number (`qhsx30`)."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        start, piece = match.start(), match[0]
        if kind == "other" or (kind == "number" and (len(piece) > _LONGEST_NUMBER or _ZERO_FIRST.match(piece))):
            kind = "doubtful"
        glued = bool(found) and start == end
        end = match.end()
        follows = text[end : end + 1]
        if kind == "word" and len(piece) > 1 and piece[-1] in "xX×" and follows.isdigit() and key_of(piece[:-1]) in known:
            found.append(Token("word", piece[:-1], key_of(piece[:-1]), start, end - 1, glued))
            found.append(Token("word", piece[-1], "x", end - 1, end, glued=True))
            continue
        if kind == "sign" and piece == "×":
            kind = "word"
        found.append(Token(kind, piece, key_of(piece), start, end, glued))
    return found
