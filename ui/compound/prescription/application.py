"""What the window asks of the program, in one place; loaded after the first paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.application.plan.choices import Choice
    from ldn_calc.application.plan.fields import FieldReading
    from ldn_calc.application.plan.planning import Planned
    from ldn_calc.order.prescription import Request

__all__ = ["Application", "ReadText", "load_application"]

ReadText = Callable[[str, str], "FieldReading | None"]
"""Reads a text as a kind of field, as of today; None while the program is not loaded."""


@dataclass(frozen=True, slots=True)
class Application:
    """The use cases of the Compound page; tests hand in others. `plan_request` takes text and time, and `practice`."""

    plan_request: Callable[..., Planned]
    read_field: Callable[[str, str, date], FieldReading]
    next_fill: Callable[[Planned], dict[str, Any] | None]
    why_not_print: Callable[[Planned], list[str]]
    regimen_words: Callable[[Request], str]
    choose: Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]
    issue_lot: Callable[[Planned], str]
    storages: Callable[[Planned], list[Choice]]


def load_application(formulary: Formulary) -> Application:
    """Import the program's use cases: about 100 ms the first time, so never before the window has painted.

    Args:
        formulary: the pharmacy's rows, its own among them.
    """
    from ldn_calc.application.papers.printed import why_not_print
    from ldn_calc.application.plan.alternatives import choose
    from ldn_calc.application.plan.fields import read_field
    from ldn_calc.application.plan.lots import issue_lot
    from ldn_calc.application.plan.next_fill import next_fill
    from ldn_calc.application.plan.planning import plan_request
    from ldn_calc.application.plan.storages import storages
    from ui.compound.prescription.regimen_words import regimen_words

    plan = partial(plan_request, formulary=formulary)
    return Application(plan, read_field, next_fill, why_not_print, regimen_words, choose, issue_lot, storages)
