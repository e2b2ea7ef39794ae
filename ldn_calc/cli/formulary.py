"""`ldn-calc formulary`: every row in use with its source, and with it the check of the pharmacy's own file."""

from __future__ import annotations

from argparse import Namespace

from ldn_calc.application.pharmacy.formulary_rows import formulary_document, formulary_lines
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.plan.planning import invalid, write_result
from ldn_calc.cli.reading import pharmacy_of
from ldn_calc.cli.words import complain, say, say_json

__all__ = ["run_formulary"]


def run_formulary(chosen: Namespace) -> int:
    """Write the rows, or every problem of the own file."""
    pharmacy = pharmacy_of(chosen)
    try:
        formulary = pharmacy.formulary()
    except OwnFileError as error:
        complain(str(error))
        if chosen.json:
            say(write_result(invalid(error.for_result())))
        return 2
    if chosen.json:
        say_json(formulary_document(formulary))
    else:
        say("\n".join(formulary_lines(formulary)))
    return 0
