"""`ldn-calc example`: a prescription to try the program with, written today."""

from __future__ import annotations

from argparse import Namespace

from ldn_calc.application.installation.example import example_request
from ldn_calc.cli.clock import now_or
from ldn_calc.cli.streams import say

__all__ = ["run_example"]


def run_example(chosen: Namespace) -> int:
    """Write the request to standard output."""
    say(example_request(now_or(chosen.clock).date(), chosen.form))
    return 0
