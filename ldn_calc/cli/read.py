"""`ldn-calc read TEXT`: the regimen of a prescription as it was written, with what each of its words was taken as."""

from __future__ import annotations

from argparse import Namespace

from ldn_calc.application.plan.sig import read_sig, sig_document, sig_lines
from ldn_calc.cli.streams import complain, say, say_json
from ldn_calc.reading.plain_text import composed

__all__ = ["run_read"]


def run_read(chosen: Namespace) -> int:
    """Read one text and write what it comes to; 0 also where it is asked about or not read, 2 where there is none."""
    if len(chosen.text) != 1 or not chosen.text[0].strip():
        fault = (
            "The text must be one, in quotes: a shell drops what follows #" if len(chosen.text) > 1 else "There is no text to read"
        )
        complain(f'{fault}. As in: ldn-calc read "4.5 mg qhs #30 caps"')
        return 2
    text = composed(chosen.text[0])
    reading = read_sig(text)
    if chosen.json:
        say_json(sig_document(reading))
    else:
        say("\n".join(sig_lines(reading)))
    return 0
