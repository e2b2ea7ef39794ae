"""Auxiliary warnings of a fill: which ones it needs is a rule of its plan, for the label's words and the stickers alike.

Sources: prescribing information of naltrexone (no opioids), USP <795> labeling (storage), USP <659> (light), ISMP (oral syringes
for oral liquids only), the Poison Prevention Packaging Act (children).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from ldn_calc.documents.words.wording import settles
from ldn_calc.order.prescription import Form, Language
from ldn_calc.procedure.plan import Plan
from ldn_calc.resources import read_toml

__all__ = ["Auxiliary", "auxiliaries", "small_print", "warnings_needed"]

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


class _Rule(NamedTuple):
    """When a warning is due; `in_small_print` where the label says it there, and not in a place of its own."""

    key: str
    is_due: Callable[[Plan], bool]
    about_taking: bool
    in_small_print: bool = False


_RULES: Final = (
    _Rule("opioids", _always, about_taking=True),
    _Rule("mouth", _is_liquid, about_taking=True),
    _Rule("shake", settles, about_taking=True),
    _Rule("refrigerate", _is_kept_cold, about_taking=False),
    _Rule("light", _always, about_taking=False),
    _Rule("children", _always, about_taking=False, in_small_print=True),
)
"""In the order in which they are read."""


def warnings_needed(plan: Plan) -> frozenset[str]:
    """Which warnings this plan needs, by their keys."""
    return frozenset(rule.key for rule in _RULES if rule.is_due(plan))


def small_print(plan: Plan) -> tuple[str, ...]:
    """The warnings that this plan's label says in its small print, by their keys, in order."""
    return tuple(rule.key for rule in _RULES if rule.in_small_print and rule.is_due(plan))


def auxiliaries(plan: Plan, language: Language) -> tuple[Auxiliary, ...]:
    """The warnings this plan needs, in words."""
    words: dict[str, str] = read_toml("text/label.toml")[language.value]["auxiliary"]
    english: dict[str, str] = read_toml("text/label.toml")[Language.ENGLISH.value]["auxiliary"]
    needed = warnings_needed(plan)
    return tuple(
        Auxiliary(rule.key, words[rule.key], "" if language is Language.ENGLISH else english[rule.key], rule.about_taking)
        for rule in _RULES
        if rule.key in needed
    )
