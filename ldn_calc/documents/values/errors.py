"""Why a paper cannot be made."""

from __future__ import annotations

import unicodedata

__all__ = ["DoesNotFit", "MissingGlyph", "MissingWords", "PaperError", "StockError"]


class PaperError(Exception):
    """A paper that would be wrong or unreadable is not made; the message says which text is at fault."""


class MissingGlyph(PaperError):  # noqa: N818 # named for what is missing
    """A character that no embedded font can print.

    Attributes:
        character: the character.
        text: the text it stands in.
    """

    def __init__(self, character: str, text: str) -> None:
        name = unicodedata.name(character, "unnamed")
        super().__init__(
            f'the character "{character}" (U+{ord(character):04X}, {name}) in "{text}" cannot be printed; '
            "write the text with other letters"
        )
        self.character = character
        self.text = text


class MissingWords(PaperError):  # noqa: N818 # named for what is missing
    """What a row of the pharmacy's own says in English alone, for a paper in another language.

    Attributes:
        row: the row, as in `shells."components"`.
        said: its words.
        key: where the other language's words belong, as in `description_es`.
    """

    def __init__(self, row: str, said: str, key: str) -> None:
        language = key.rpartition("_")[2]
        super().__init__(
            f'{row} says "{said}" in English alone, and this paper is in the language "{language}": '
            f"write {key} into that row of the pharmacy's own file"
        )
        self.row, self.said, self.key = row, said, key


class DoesNotFit(PaperError):  # noqa: N818 # named for what it says
    """A text that fits no place it may stand in, however small it may be printed.

    Attributes:
        text: the text, or the beginning of it.
        place: where it should stand.
    """

    def __init__(self, text: str, place: str, advice: str = "shorten it", field: str = "") -> None:
        super().__init__(f'{field}{" " if field else ""}"{text}" does not fit {place}; {advice}')
        self.text = text
        self.place = place


class StockError(PaperError):
    """A label stock that no row describes, or a first label that the stock does not have."""
