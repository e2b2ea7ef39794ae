"""Free text to plain words for comparing: case, accents, look-alike letters and punctuation aside, digits apart from letters.

>>> plain_words("Oxicodona/Paracetamol 5mg"), plain_words("Codeína")
(('oxicodona', 'paracetamol', '5', 'mg'), ('codeina',))
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["contains_words", "one_letter_off", "plain_text", "plain_words", "says_none"]

_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_LOOK_ALIKE: Final = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u0501\u04cf"
    "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0131",
    "abekmhopctyxijsdlabenikvoptuxi",
)
"""Small Cyrillic and Greek letters, and the i without its dot, by the Latin letter that each looks like."""
_DASHES: Final = re.compile(r"[-\u2010-\u2015\u2212/.\s]*[-\u2010-\u2015\u2212][-\u2010-\u2015\u2212/.\s]*|\s*0\s*")


def plain_text(text: str) -> str:
    """A text in lower case, without accents or unseen signs; Greek and Cyrillic letters that look like Latin ones read as those.

    >>> plain_text("Codeína"), plain_text("tr\N{CYRILLIC SMALL LETTER A}madol"), plain_text("fenta\N{SOFT HYPHEN}nyl")
    ('codeina', 'tramadol', 'fentanyl')
    """
    if text.isascii():
        return text.casefold()
    letters = unicodedata.normalize("NFKD", text)
    seen = (letter for letter in letters if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf")
    return "".join(seen).casefold().translate(_LOOK_ALIKE)


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text as `plain_text` writes it."""
    return tuple(_WORD.findall(plain_text(text)))


_NOTHING: Final = frozenset(
    plain_words(
        """no none non nil null zero nothing never neg negative denies denied denying deny without nka nkda nkfa nkma nda na nad
        ningun ninguna ninguno ningunas ningunos nada sin niega negado negada negativo nega"""
    )
)
"""Words that say that there is nothing; "not" does not: what is not known is not none."""
_OF_WHAT: Final = frozenset(
    plain_words(
        """known any anything other others else current currently at this time present reported noted stated to date per patient pt
        is are has have be takes take taken taking uses use using of all and or nor the a she he they
        medicine medicines medication medications med meds drug drugs rx prescription prescriptions otc supplement supplements
        vitamins herbs pills allergy allergies allergic reaction reactions food foods environmental latex intolerance intolerances
        sensitivities regular regularly daily chronic home
        conocida conocido conocidas conocidos alergia alergias alergico alergica alergicos medicamento medicamentos medicina
        medicinas medicacion farmaco farmacos remedio remedios pastilla pastillas suplemento suplementos vitaminas toma tomar tiene
        refiere reporta usa actualmente actual hoy ahora por el la los las momento ni y o de del al alimento alimentos otra otro
        otras otros receta recetas aplica hay paciente medicamentosa medicamentosas"""
    )
)
"""Words that may stand beside them: what there is none of, when, and who says so."""
_NOT: Final = frozenset(
    {("not", "on"), ("not", "taking"), ("not", "any"), ("not", "applicable"), ("does", "not"), ("not", "allergic")}
)


def says_none(text: str) -> bool:
    """Whether an entry says that there is nothing to enter: an entry that does is as good as no entry.

    Every word counts: a text that names anything besides is not none.

    >>> says_none("NKDA"), says_none("no known drug allergies"), says_none("no toma nada"), says_none("none but tramadol")
    (True, True, True, False)
    >>> says_none("unknown"), says_none("not known"), says_none("no opioids"), says_none("no sabe")
    (False, False, False, False)
    """
    if _DASHES.fullmatch(text):
        return True
    words = plain_words(text)
    if all(len(word) == 1 for word in words):
        words = ("".join(words),)
    if words[:2] == ("n", "a"):
        words = ("na", *words[2:])
    if words[:2] in _NOT:
        words = ("none", *words[2:])
    return not _NOTHING.isdisjoint(words) and all(word in _NOTHING or word in _OF_WHAT for word in words)


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
