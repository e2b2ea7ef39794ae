r"""Text as it comes in, made one: decoded, without its byte order mark, composed.

The same letter can be written as one sign or as a letter and a mark after it. Everything after this sees one of them, so that a
name typed on one computer is the same name on another.

>>> decoded("\ufeffNu\u0301n\u0303ez".encode()) == "Núñez"
True
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ldn_calc.reading.faults import FieldFaultError

__all__ = ["composed", "composed_json", "decoded"]

_MARK: Final = "\ufeff"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_DUE: Final = "text saved as UTF-8"
_JSON_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)
_LETTERS_AND_MARKS: Final = ("L", "M")


def decoded(content: bytes) -> str:
    """Bytes as composed text; a byte order mark is taken off.

    Raises:
        FieldFaultError: it is not UTF-8; UTF-16 is named, because some editors save it unasked.
    """
    if content.startswith(_UTF_16) or b"\0" in content[:2]:  # with or without its mark: the first letter of these files is ASCII
        raise FieldFaultError("text saved as UTF-16", _DUE)
    try:
        return composed(content.decode("utf-8").removeprefix(_MARK))
    except UnicodeDecodeError as error:
        raise FieldFaultError(f"byte {error.start + 1}: {error.object[error.start]:#04x}", _DUE) from None


def composed(text: str) -> str:
    """Text in composed letters (Unicode NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def composed_json(text: str) -> str:
    r"""JSON text in composed letters, without a byte order mark.

    Letters and marks that it writes as escapes are composed too; every other escape stays as it is written.

    >>> composed_json(r'"n\u0303, \\u0303, \u0022"')
    '"ñ, \\\\u0303, \\u0022"'
    """
    words = text.removeprefix(_MARK)
    return composed(_JSON_ESCAPE.sub(_letter, words) if "\\u" in words else words)


def _letter(escape: re.Match[str]) -> str:
    sign = chr(int(escape[1], 16)) if escape[1] else ""
    return sign if sign and unicodedata.category(sign).startswith(_LETTERS_AND_MARKS) else escape[0]
