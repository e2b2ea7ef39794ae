"""`ldn-calc plan RX.json`: screen, plan, prove."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Final

from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.plan.planning import invalid, plan_request, unread, write_result
from ldn_calc.application.plan.stored import stored_result
from ldn_calc.cli.clock import now_or
from ldn_calc.cli.reading import NotReadError, pharmacy_of, read_input
from ldn_calc.cli.words import complain, result_lines, say
from ldn_calc.reading.faults import FieldError
from ldn_calc.reading.plain_text import composed

__all__ = ["EXIT_CODES", "run_plan"]

EXIT_CODES: Final = {"ready": 0, "review": 0, "calculation": 0, "invalid": 2, "refused": 3}
"""The exit code of each status."""


def run_plan(chosen: Namespace) -> int:
    """Plan one request and write the answer, as JSON or in words."""
    if (chosen.request is None) == (chosen.sig is None):
        complain("Name a request to plan, or directions with --sig, not both.")
        return 2
    try:
        text = read_input(chosen.request) if chosen.sig is None else _request_of(chosen.sig)
    except NotReadError as error:
        if chosen.json:
            say(write_result(unread(chosen.request, str(error))))
        return 2
    except _NotPlannedError as open_line:
        complain("\n".join(open_line.lines))
        if chosen.json:
            say(write_result(invalid(open_line.errors)))
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


class _NotPlannedError(Exception):
    """Directions that leave something open, or were not understood."""

    def __init__(self, errors: list[FieldError], lines: list[str]) -> None:
        super().__init__()
        self.errors, self.lines = errors, lines


def _request_of(sig: str) -> str:
    """The request's text that directions ask for.

    Raises:
        _NotPlannedError: they cannot be planned as they stand.
    """
    from ldn_calc.application.plan.sig import read_sig, sig_errors, sig_lines, sig_request  # a table of its own

    reading = read_sig(composed(sig))
    if reading.status != "read":
        raise _NotPlannedError(sig_errors(reading), sig_lines(reading))
    return json.dumps(sig_request(reading), ensure_ascii=False)
