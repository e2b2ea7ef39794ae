"""A patient's name in Latin letters, which staff here read out, and beside it the same name in its own script.

>>> parted("Mei-Ling Zhou (\u5468\u7f8e\u73b2)")
('Mei-Ling Zhou', '\u5468\u7f8e\u73b2')
>>> parted("Ana N\u00fa\u00f1ez (mother: Ruth)")
('Ana N\u00fa\u00f1ez (mother: Ruth)', '')
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import read_text
from ldn_calc.reading.json_text import shown
from ldn_calc.reading.objects import ObjectReader

__all__ = ["parted", "read_patient_name"]

_LETTERS: Final = frozenset({"Lu", "Ll", "Lt", "Lo"})
_OPENS: Final = re.compile(r"([(\uff08\[\u3010])")
_AROUND: Final = " ()\uff08\uff09[]\u3010\u3011/|,;"
_IN_LATIN: Final = "the name in Latin letters, which staff here can read, and after it the same name in its own letters in brackets"
_IN_ONE: Final = "each word in letters of one script: Latin, then the name in its own letters in brackets"
_ITS_OWN: Final = "the same name in its own letters alone; the one in Latin letters goes into name"


def read_patient_name(patient: ObjectReader) -> tuple[str, str | None]:
    """Read `name`, which may hold both, and `name_own_script`; what could not be read is noted."""
    written = patient.required("name", read_text, "the patient's name")
    name, beside = (patient.problems.read(patient.at("name"), written, parted) if written else None) or ("", "")
    own = patient.optional("name_own_script", _read_own, None)
    if own is not None and beside:
        patient.add("name_own_script", f"{beside}, as in name, or the name in Latin letters alone there")
    return name, own or beside or None


def parted(text: str) -> tuple[str, str]:
    """The words of a name in Latin letters, and those in others; empty where there are none.

    Raises:
        FieldFaultError: there is no Latin letter but others, or a word holds both.
    """
    if text.isascii():
        return text, ""
    latin: list[str] = []
    own: list[str] = []
    for word in _OPENS.sub(r" \1", text).split():
        scripts = {_is_latin(letter) for letter in word if unicodedata.category(letter) in _LETTERS}
        if len(scripts) > 1:
            raise FieldFaultError(shown(text), _IN_ONE)
        (own if scripts == {False} else latin).append(word)
    if not own:
        return text, ""
    name = _bare(" ".join(latin))
    if not any(unicodedata.category(letter) in _LETTERS for letter in name):
        raise FieldFaultError(shown(text), _IN_LATIN)
    return name, _bare(" ".join(own))


def _read_own(value: object) -> str:
    text = read_text(value)
    if any(_is_latin(letter) for letter in text if unicodedata.category(letter) in _LETTERS):
        raise FieldFaultError(shown(text), _ITS_OWN)
    return " ".join(text.split())


def _is_latin(letter: str) -> bool:
    return ord(letter) < 0x250 or unicodedata.name(letter, "").startswith("LATIN")


def _bare(text: str) -> str:
    """Without the brackets around it; with those that open or close inside."""
    bare = text.strip(_AROUND)
    return bare if bare.count("(") == bare.count(")") else text.strip()
