"""`ldn-calc as-made REQUEST.json RESULT.json ACTUALS.json`: the strength that was really made."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from ldn_calc.application.papers.wording import days_of_doses
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.plan.as_made import as_made_from_text, unread_actuals
from ldn_calc.application.plan.stored import StoredError, kept_rows
from ldn_calc.cli.reading import NotReadError, pharmacy_of, read_input
from ldn_calc.cli.words import complain, say, say_json

__all__ = ["run_as_made"]


def run_as_made(chosen: Namespace) -> int:
    """Say what was made: exit 0 to go on or decide, 2 for actual amounts that cannot be used, 3 to make again or not proved."""
    try:
        texts = [read_input(name) for name in (chosen.request, chosen.result, chosen.actuals)]
    except NotReadError as refusal:
        if chosen.json:
            say_json(unread_actuals(str(refusal)))
        return 2
    pharmacy = pharmacy_of(chosen)
    try:
        formulary = pharmacy.formulary()
    except OwnFileError as error:
        complain(str(error))
        if chosen.json:
            say_json(unread_actuals(str(error)))
        return 2
    request, result, actuals = texts
    try:
        answer = as_made_from_text(request, result, actuals, kept_rows(result) or formulary)
    except StoredError as error:
        complain(f"{chosen.result}: {error}.")
        if chosen.json:
            say_json(unread_actuals(str(error)))
        return 2
    if chosen.json:
        say_json(answer)
    else:
        _say(answer, result)
    if answer["errors"]:
        return 2
    return 0 if answer["verdict"] in ("go-on", "decide") else 3


def _say(answer: dict[str, Any], result: str) -> None:
    say(answer["why"])
    for error in answer["errors"]:
        say(f"  {error['path']}: found {error['found']}; expected {error['expected']}")
    for problem in answer["problems"]:
        where = f"step {problem['step']}: " if problem["step"] else ""
        say(f"  {problem['code']}: {where}found {problem['found']}; expected {problem['expected']}")
    if answer["verdict"] is None:
        return
    strength = answer["strength"]
    for product, text in strength.items() if isinstance(strength, dict) else [("Strength", strength)]:
        say(f"{product}: {text}")
    days = days_of_doses(json.loads(result)["plan"]["doses"])  # it has been proved
    for dose in answer["doses"]:
        taken = ", ".join(filter(None, (dose["when"], days.get((dose["phase"], dose["when"])))))
        say(f"Phase {dose['phase']}, {taken}: {dose['delivered']} for {dose['prescribed']} ({dose['difference']})")
    for step in answer["steps"]:
        mark = "" if step["within"] else "  outside"
        say(f"Step {step['step']}: {step['actual']}, planned {step['planned']} ({step['difference']}){mark}")
