"""Which kind of opioid a name means: what it says for certain, and what is taken where it leaves the kind open.

An answer may close what a name leaves open ("oxycodone", short-acting) and may lengthen what it says, never shorten it:
Sublocade is a monthly shot whatever was chosen beside it. The products and words are those of
`resources/data/opioid_intervals.toml`.

>>> kinds_by_name("Sublocade 300 mg", "buprenorphine")
NamedKinds(says=('buprenorphine', 'buprenorphine-depot'), taken='buprenorphine-depot')
>>> kinds_by_name("Brixadi", "buprenorphine").taken, kinds_by_name("Brixadi weekly", "buprenorphine").taken
('buprenorphine-monthly', 'buprenorphine-weekly')
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from ldn_calc.names.words import contains_words, plain_words
from ldn_calc.resources import read_toml

__all__ = ["NamedKinds", "kinds_by_name"]

_Names = tuple[tuple[str, ...], ...]


def _read(names: str) -> _Names:
    return tuple(plain_words(name) for name in names.split("|"))


_SIX_MONTH_SHOTS: Final = _read("sublocade")
_WEEKLY_OR_MONTHLY: Final = _read("brixadi|buvidal|CAM2038")
_WEEKLY: Final = _read("weekly|wkly|every week|once a week|semanal|cada semana|q1w|qw")
_MONTHLY: Final = _read("monthly|every month|once a month|mensual|cada mes|al mes|every 4 weeks|cada 4 semanas|q4w|qm")
_SHOT: Final = _read(
    "depot|depósito|shot|shots|injection|injections|injectable|inj|inyección|inyecciones|inyectable|subcutaneous|subcutánea|"
    "subcutáneo|long acting|extended release|prolonged release|ER|XR|LAI|LAIB|liberación prolongada|acción prolongada"
)
_SAID_OF_BUPRENORPHINE: Final = _read("bup|bupe|bupes|bupie|sub|subs|subby|sub strips|orange strips|stop signs|sobos|strips")
_SAID_OF_METHADONE: Final = _read("done|dones|fizzies|amidone|methadone|metadona|otp|opioid treatment program")
_IMPLANT: Final = _read("implant|implants|implante|implantes|probuphine|sixmo|rod|rods|varilla|varillas|pellet|pellets")


@dataclass(frozen=True, slots=True)
class NamedKinds:
    """What a name means.

    Attributes:
        says: kinds that the name says for certain; an entered kind never makes the wait shorter than theirs.
        taken: the kind taken where none is entered: the longest that the name leaves open.
    """

    says: tuple[str, ...]
    taken: str


def kinds_by_name(said: str, ingredient: str) -> NamedKinds:
    """The kinds that a text says of one opioid that it names.

    Args:
        said: the whole entry, as it was typed.
        ingredient: the listed opioid found in it; empty where the text may mean one, in words that are no name ("subs").
    """
    words = _unglued(plain_words(said), ingredient)
    ingredient = ingredient or _meant(words)
    if ingredient == "buprenorphine":
        return _buprenorphine(words)
    says = [kind for kind in ("long-acting", "patch") if _names_one_of(words, _names_of(kind))]
    if ingredient == "methadone":
        says.append("methadone")
    return NamedKinds(tuple(says), says[-1] if says else "unknown")


def _meant(words: tuple[str, ...]) -> str:
    """The opioid that words mean that are no name; an implant, and a shot that lasts, is buprenorphine by whatever name."""
    lasts = (*_IMPLANT, *_WEEKLY, *_MONTHLY, *_WEEKLY_OR_MONTHLY, *_SIX_MONTH_SHOTS)
    if _names_one_of(words, (*_SAID_OF_BUPRENORPHINE, *lasts)):
        return "buprenorphine"
    return "methadone" if _names_one_of(words, _SAID_OF_METHADONE) else ""


def _buprenorphine(words: tuple[str, ...]) -> NamedKinds:
    """Tablets and films, patches, implants, and shots by product; a shot that may be one or the other is the longer one."""
    says = ["buprenorphine"]
    patch = _names_one_of(words, _names_of("patch"))
    weekly, monthly, product = (
        _names_one_of(words, _WEEKLY),
        _names_one_of(words, _MONTHLY),
        _names_one_of(words, _WEEKLY_OR_MONTHLY),
    )
    shot = product or (not patch and (weekly or monthly or _names_one_of(words, _SHOT)))
    if patch:
        says.append("patch")
    if shot:
        says.append("buprenorphine-monthly" if monthly else "buprenorphine-weekly")
    if _names_one_of(words, _SIX_MONTH_SHOTS):
        says.append("buprenorphine-depot")
    if _names_one_of(words, _IMPLANT):
        says.append("buprenorphine-implant")
    if shot and (monthly or not weekly):
        return NamedKinds(tuple(says), "buprenorphine-monthly" if product else "buprenorphine-depot")
    return NamedKinds(tuple(says), says[-1])


def _unglued(words: tuple[str, ...], ingredient: str) -> tuple[str, ...]:
    """`codeineER` is read as codeine ER: the letters that say how it is released stand at the end of the name."""
    found: list[str] = []
    for word in words:
        end = next((end for end in ("er", "xr", "sr", "cr") if word.endswith(end) and len(word) > len(end) + 3), "")
        whole = word.removesuffix(end)
        found += [whole, end] if end and whole == ingredient else [word]
    return tuple(found)


def _names_one_of(words: tuple[str, ...], names: _Names) -> bool:
    return any(contains_words(words, name) for name in names)


@cache
def _names_of(kind: str) -> _Names:
    row = read_toml("data/opioid_intervals.toml")[kind]
    return tuple(plain_words(name) for name in (*row["products"], *row["words"]))
