"""Auxiliary warnings of a fill: which ones it needs is a rule of its plan, for the label's words and the stickers alike.

Sources: prescribing information of naltrexone (no opioids), USP <795> labeling (storage), USP <659> (light), ISMP (oral syringes
for oral liquids only), the Poison Prevention Packaging Act (children).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.words.wording import settles
from ldn_calc.order.prescription import Form, Language
from ldn_calc.procedure.plan import Plan
from ldn_calc.resources import read_toml

__all__ = ["Auxiliary", "auxiliaries", "warnings_needed"]

_COLD: Final = "refrigerator"
"""The storage that `data/beyond_use.toml` gives the preparations kept cold."""


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """One warning.

    Attributes:
        key: of its rule, and of its words in `resources/text/label.toml`.
        words: in the language of the label.
        english: for those who stick it on, where `words` are in another language; else empty.
        about_taking: True where it is about taking it, which prints white on black; False where it is about keeping it.
    """

    key: str
    words: str
    english: str
    about_taking: bool


def _always(_plan: Plan) -> bool:
    return True


def _is_liquid(plan: Plan) -> bool:
    return plan.form is Form.LIQUID


def _is_kept_cold(plan: Plan) -> bool:
    return plan.beyond_use.storage == _COLD


_RULES: Final[tuple[tuple[str, Callable[[Plan], bool], bool], ...]] = (
    ("opioids", _always, True),
    ("mouth", _is_liquid, True),
    ("shake", settles, True),
    ("refrigerate", _is_kept_cold, False),
    ("light", _always, False),
    ("children", _always, False),
)
"""Key, rule, and whether the warning is about taking; in the order in which they are read."""


def warnings_needed(plan: Plan) -> frozenset[str]:
    """Which warnings this plan needs, by their keys."""
    return frozenset(key for key, rule, _ in _RULES if rule(plan))


def auxiliaries(plan: Plan, language: Language) -> tuple[Auxiliary, ...]:
    """The warnings this plan needs, in words."""
    words: dict[str, str] = read_toml("text/label.toml")[language.value]["auxiliary"]
    english: dict[str, str] = read_toml("text/label.toml")[Language.ENGLISH.value]["auxiliary"]
    needed = warnings_needed(plan)
    return tuple(
        Auxiliary(key, words[key], "" if language is Language.ENGLISH else english[key], about_taking)
        for key, _, about_taking in _RULES
        if key in needed
    )
