"""`ldn-calc plan RX.json`: screen, plan, prove."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.plan.planning import invalid, plan_request, unread, write_result
from ldn_calc.application.plan.stored import stored_result
from ldn_calc.cli.clock import now_or
from ldn_calc.cli.reading import NotReadError, pharmacy_of, read_input
from ldn_calc.cli.words import complain, result_lines, say

__all__ = ["EXIT_CODES", "run_plan"]

EXIT_CODES: Final = {"ready": 0, "review": 0, "calculation": 0, "invalid": 2, "refused": 3}
"""The exit code of each status."""


def run_plan(chosen: Namespace) -> int:
    """Plan one request and write the answer, as JSON or in words."""
    try:
        text = read_input(chosen.request)
    except NotReadError as error:
        if chosen.json:
            say(write_result(unread(chosen.request, str(error))))
        return 2
    pharmacy = pharmacy_of(chosen)
    try:
        formulary = pharmacy.formulary()
    except OwnFileError as error:
        complain(str(error))
        if chosen.json:
            say(write_result(invalid(error.for_result())))
        return 2
    planned = plan_request(text, now_or(chosen.clock), formulary, alternatives=True)
    say(write_result(stored_result(planned)) if chosen.json else "\n".join(result_lines(planned)))
    return EXIT_CODES[planned.result["status"]]
